//! The graph of what a survey found.

use std::collections::{BTreeSet, HashMap};
use std::path::Path;
use std::sync::Arc;

use super::graph::{Edge, Fact, Graph, Node, Relation, Role, Root, Standing, Told};
use super::references::{Identity, Target, fact, told};
use super::{findings, quota};
use crate::linter::{Survey, SurveyedEvaluation};
use crate::resource::{self, Multiplicity, ProviderRef, Resource};
use crate::source::{Sources, Span};
use crate::tables::{Holds, Part};
use crate::value::Value;
use crate::view::ids::is_alias_reference;
use crate::view::instance::{INSTANCE, bindings, bindings_field, network_type, vpc_of};
use crate::view::region::own_region;
use crate::view::{ValueView, View};

/// The fields whose values are lines between nodes. The VPCs of an instance are lines too, but of two kinds.
const NAMES_ANOTHER: &[Holds] = &[Holds::KeyId, Holds::KeyReference, Holds::AliasReference, Holds::KmsInstanceId];

pub(super) fn graph(survey: &Survey) -> Graph<'_> {
    let mut drawing = Drawing::new(survey);
    drawing.draw_resources();
    drawing.draw_references();
    let Drawing { mut graph, .. } = drawing.with_findings();
    count_contents(&mut graph);
    graph
}

/// Where a text names one thing.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Reach {
    /// Ids are given once.
    Anywhere,
    /// An alias belongs to an account and a region.
    Provider(Option<usize>, ProviderRef),
    /// Each service has keys of its own.
    Service(Option<usize>, Arc<str>),
}

/// A resource of the survey.
#[derive(Clone, Copy)]
struct Surveyed<'a> {
    evaluation: usize,
    resource: &'a Resource,
}

struct Drawing<'a> {
    survey: &'a Survey,
    views: Vec<View<'a>>,
    /// The root of each evaluation.
    roots: Vec<usize>,
    graph: Graph<'a>,
    by_resource: HashMap<*const Resource, usize>,
    /// Nodes with an id that others may write out.
    by_id: HashMap<(Role, String, Reach), usize>,
    unknown: HashMap<(Option<usize>, Role, Identity), usize>,
    edges: HashMap<(usize, usize, Relation, String), usize>,
}

impl<'a> Drawing<'a> {
    fn new(survey: &'a Survey) -> Self {
        let view = |one: &'a SurveyedEvaluation| View::new(&one.resources, &one.saved, &one.tables);
        let mut roots: Vec<Root> = Vec::new();
        let mut root_of = |evaluation: &SurveyedEvaluation| {
            let root = match &evaluation.situation.root {
                Some(folder) => {
                    Root::Module { folder: folder.clone(), scenario: evaluation.situation.scenario.clone() }
                }
                None => Root::Documents,
            };
            roots.iter().position(|known| *known == root).unwrap_or_else(|| {
                roots.push(root);
                roots.len() - 1
            })
        };
        let root_of_each = survey.evaluations.iter().map(&mut root_of).collect();
        let findings = &survey.outcome.findings;
        Self {
            survey,
            views: survey.evaluations.iter().map(view).collect(),
            roots: root_of_each,
            graph: Graph { roots, nodes: Vec::new(), edges: Vec::new(), findings, elsewhere: Vec::new() },
            by_resource: HashMap::new(),
            by_id: HashMap::new(),
            unknown: HashMap::new(),
            edges: HashMap::new(),
        }
    }

    fn asked_for(&self) -> impl Iterator<Item = Surveyed<'a>> + use<'a> {
        self.survey.evaluations.iter().enumerate().flat_map(|(evaluation, one)| {
            let resources = one.resources.iter().zip(&one.is_asked_for);
            let asked_for = resources.filter(|(_, is_asked_for)| **is_asked_for);
            asked_for.map(move |(resource, _)| Surveyed { evaluation, resource })
        })
    }

    /// Draws what belongs to KMS wherever it is written.
    fn draw_resources(&mut self) {
        for surveyed in self.asked_for() {
            let role = self.role_of(surveyed);
            let is_drawn = surveyed.resource.role != resource::Role::Read && role.is_some_and(Role::is_of_kms);
            if is_drawn && !matches!(role, Some(Role::Vpc)) {
                self.node_of(surveyed, None);
            }
        }
    }

    /// Draws what fields name, and whatever names a key by one.
    fn draw_references(&mut self) {
        for (evaluation, one) in self.survey.evaluations.iter().enumerate() {
            let asked_for: BTreeSet<*const Resource> = one
                .resources
                .iter()
                .zip(&one.is_asked_for)
                .filter(|(_, is_asked_for)| **is_asked_for)
                .map(|(resource, _)| std::ptr::from_ref(resource))
                .collect();
            let references: Vec<ValueView<'a>> = match self.views.get(evaluation) {
                Some(view) => view.all_written_values(NAMES_ANOTHER).cloned().collect(),
                None => continue,
            };
            let aliases = self.aliases_of(evaluation);
            for reference in references {
                let resource = reference.resource();
                if asked_for.contains(&std::ptr::from_ref(resource)) {
                    self.draw_reference(Surveyed { evaluation, resource }, &reference, &aliases);
                }
            }
            for resource in one.resources.iter().filter(|resource| asked_for.contains(&std::ptr::from_ref(*resource))) {
                if &*resource.kind == INSTANCE && resource.role != resource::Role::Read {
                    self.draw_network(Surveyed { evaluation, resource });
                }
            }
        }
    }

    fn draw_reference(&mut self, from: Surveyed<'a>, reference: &ValueView<'a>, aliases: &Aliases<'a>) {
        let Some(role) = self.role_of(from) else { return };
        if reference.field.is_left_out(&reference.value) {
            return;
        }
        let Some(view) = self.views.get(from.evaluation) else { return };
        let Some(target) = Target::of(view, from.resource, &reference.value) else { return };
        let named = match reference.holds {
            Holds::KmsInstanceId => Role::Part(Part::Instance),
            Holds::AliasReference => Role::Part(Part::Alias),
            _ => Role::Part(Part::Key),
        };
        let node = self.node_of(from, None);
        let (to, doubt) = match target {
            Target::Text(text) if reference.words().contains(&text) => (self.service_key(from, text), None),
            Target::Text(text) => match aliases.of(&text, from.resource).filter(|_| named != role) {
                Some(alias) if named != Role::Part(Part::Instance) => {
                    (self.node_of(Surveyed { resource: alias, ..from }, None), None)
                }
                _ => {
                    let is_alias = named == Role::Part(Part::Alias)
                        || reference.text().is_some_and(|text| is_alias_reference(&text));
                    let reach = match is_alias {
                        true => {
                            Reach::Provider(self.roots.get(from.evaluation).copied(), from.resource.provider.clone())
                        }
                        false => Reach::Anywhere,
                    };
                    (self.outside(named, text, reach), None)
                }
            },
            other => self.target(from.evaluation, named, other),
        };
        let relation = match (role, named) {
            (Role::Call, _) => Relation::Uses,
            (Role::Part(Part::Key | Part::Secret), Role::Part(Part::Instance)) => Relation::LiesIn,
            (Role::Part(Part::Alias), _) => Relation::Names,
            (Role::Part(Part::Grant), _) => Relation::GrantsUseOf,
            (Role::Part(Part::Key | Part::Access | Part::Use | Part::Instance), _) => Relation::Uses,
            (_, Role::Part(Part::Instance)) => Relation::Uses,
            _ => Relation::EncryptedWith,
        };
        let (relation, doubt) = match (relation, effect_of(reference)) {
            (Relation::EncryptedWith, Some(false)) => (Relation::NamesInVain, doubt),
            (Relation::EncryptedWith, None) => {
                (relation, doubt.or(Some("whether the key has an effect is not known".into())))
            }
            _ => (relation, doubt),
        };
        let place = reference.value.span.or(Some(reference.field.field.name_span));
        self.edge(Edge {
            from: node,
            to,
            relation,
            field: reference.field.path(),
            count: 1,
            doubt,
            facts: Vec::new(),
            place,
        });
    }

    /// The VPCs of an instance, with what its entries say of them.
    fn draw_network(&mut self, from: Surveyed<'a>) {
        let node = self.node_of(from, None);
        if let Some(home) = vpc_of(&from.resource.body) {
            let region = self.region_of(from).map(|value| Fact { name: "region", value });
            self.vpc(from, node, home, Relation::ResidesIn, "vpc_id", region.into_iter().collect());
        }
        for entry in bindings(from.resource) {
            let Some(vpc) = vpc_of(entry) else { continue };
            let facts =
                [("region", "region_id"), ("account", "vpc_owner_id")].into_iter().filter_map(|(name, field)| {
                    let value = entry.value(field).filter(|value| !value.is_null())?;
                    Some(Fact { name, value: told(value) })
                });
            self.vpc(from, node, vpc, Relation::AssociatedWith, "bind_vpcs.vpc_id", facts.collect());
        }
        let Some((field, blocks)) = bindings_field(from.resource).filter(|(_, blocks)| blocks.is_open) else { return };
        let unknown = blocks.raw.as_ref().and_then(Value::as_unknown);
        let reason = unknown.map_or_else(|| "how many there are is not known".into(), |unknown| unknown.reason.clone());
        let place = field.span();
        let name = if blocks.groups.is_empty() { "VPCs" } else { "further VPCs" };
        let to = self.unknown(from.evaluation, Role::Vpc, Identity::Place(Some(place)), name.to_owned(), &reason);
        self.edge(Edge {
            from: node,
            to,
            relation: Relation::AssociatedWith,
            field: "bind_vpcs".to_owned(),
            count: 1,
            doubt: Some(reason),
            facts: Vec::new(),
            place: Some(place),
        });
    }

    fn vpc(&mut self, from: Surveyed<'a>, node: usize, vpc: &Value, relation: Relation, field: &str, facts: Vec<Fact>) {
        let Some(view) = self.views.get(from.evaluation) else { return };
        let Some(target) = Target::of(view, from.resource, vpc) else { return };
        let (to, doubt) = match target {
            Target::Text(text) => (self.outside(Role::Vpc, text, Reach::Anywhere), None),
            other => self.target(from.evaluation, Role::Vpc, other),
        };
        if let Some(node) = self.graph.nodes.get_mut(to) {
            for fact in &facts {
                if !node.facts.contains(fact) {
                    node.facts.push(fact.clone());
                }
            }
        }
        let edge = Edge { from: node, to, relation, field: field.to_owned(), count: 1, doubt, facts, place: vpc.span };
        self.edge(edge);
    }

    fn target(&mut self, evaluation: usize, role: Role, target: Target<'a>) -> (usize, Option<Arc<str>>) {
        match target {
            Target::Resource(resource) => (self.node_of(Surveyed { evaluation, resource }, Some(role)), None),
            Target::Text(text) => (self.outside(role, text, Reach::Anywhere), None),
            Target::Unknown { identity, name, reason } => {
                (self.unknown(evaluation, role, identity, name, &reason), Some(reason))
            }
        }
    }

    fn edge(&mut self, edge: Edge) {
        let key = (edge.from, edge.to, edge.relation, edge.field.clone());
        match self.edges.get(&key).and_then(|&index| self.graph.edges.get_mut(index)) {
            Some(known) => {
                known.count += 1;
                let more: Vec<Fact> = edge.facts.into_iter().filter(|fact| !known.facts.contains(fact)).collect();
                known.facts.extend(more);
            }
            None => {
                self.edges.insert(key, self.graph.edges.len());
                self.graph.edges.push(edge);
            }
        }
    }

    /// What a resource is in the picture; none where it is no part of one.
    fn role_of(&self, surveyed: Surveyed<'a>) -> Option<Role> {
        let view = self.views.get(surveyed.evaluation)?;
        if network_type(view, surveyed.resource).is_some() {
            return Some(Role::Vpc);
        }
        let part = view.tables().of_kind(&surveyed.resource.kind)?.part?;
        Some(if surveyed.resource.role == resource::Role::Operation { Role::Call } else { Role::Part(part) })
    }

    /// The node of a resource, which is drawn where it is not yet; as what it is named, where its table does not say what
    /// it is.
    fn node_of(&mut self, surveyed: Surveyed<'a>, named: Option<Role>) -> usize {
        let key = std::ptr::from_ref(surveyed.resource);
        if let Some(&known) = self.by_resource.get(&key) {
            return known;
        }
        let role = self.role_of(surveyed).or(named).unwrap_or(Role::Part(Part::Other));
        let node = self.described(surveyed, role);
        let index = self.add(node);
        self.by_resource.insert(key, index);
        if surveyed.resource.role == resource::Role::Saved
            && let Some(id) = surveyed.resource.body.known_str("kms_instance_id")
        {
            self.by_id.entry((role, id.to_owned(), Reach::Anywhere)).or_insert(index);
        }
        index
    }

    fn add(&mut self, node: Node) -> usize {
        self.graph.nodes.push(node);
        self.graph.nodes.len() - 1
    }

    fn described(&self, surveyed: Surveyed<'a>, role: Role) -> Node {
        let Surveyed { evaluation, resource } = surveyed;
        let view = self.views.get(evaluation);
        let table = view.and_then(|view| view.tables().of_kind(&resource.kind));
        let network = view.and_then(|view| network_type(view, resource));
        let standing = match resource.role {
            resource::Role::Managed | resource::Role::Operation => Standing::Written,
            resource::Role::Read => Standing::Read,
            resource::Role::Saved => Standing::Saved,
        };
        let title = match (table, network) {
            _ if role == Role::Call => resource.name.to_string(),
            (Some(table), _) => table.title.clone(),
            (None, Some(network)) => network.title.clone(),
            (None, None) => resource.name.to_string(),
        };
        let saved_id = resource.body.known_str("kms_instance_id").filter(|_| standing == Standing::Saved);
        let name = resource.full_address().or(saved_id).unwrap_or_default().to_owned();
        let doubt: Option<Arc<str>> = match &resource.multiplicity {
            Multiplicity::Once | Multiplicity::Instance => None,
            Multiplicity::UnknownNumber => Some("how many there are is not known".into()),
            Multiplicity::Possible(_) => Some("a condition decides whether it is there".into()),
        };
        let mut facts = facts(resource, role);
        if let Some(value) = self.region_of(surveyed).filter(|_| role != Role::Vpc) {
            facts.push(Fact { name: "region", value });
        } else if let Some(region) = &resource.region {
            facts.push(Fact { name: "region", value: told(region) });
        }
        let quotas = match view.filter(|_| role == Role::Part(Part::Instance) && standing != Standing::Read) {
            Some(view) => {
                let principals = self.principals(evaluation);
                let counts = [("keys", "key_num"), ("secrets", "secret_num")];
                let counts = counts.into_iter().filter_map(|(noun, field)| quota::of_count(resource, noun, field));
                quota::of_accesses(view, resource, principals).into_iter().chain(counts).collect()
            }
            None => Vec::new(),
        };
        Node {
            root: self.roots.get(evaluation).copied(),
            role,
            standing,
            kind: Some(resource.kind.clone()),
            type_name: Some(resource.name.clone()),
            title,
            name,
            address: resource.address.clone(),
            module: resource.calls.iter().rev().map(|call| call.name.clone()).collect(),
            doubt,
            facts,
            quotas,
            place: Some(resource.header),
            findings: Vec::new(),
        }
    }

    /// The region of an instance, or of anything else that says where it is.
    fn region_of(&self, surveyed: Surveyed<'a>) -> Option<Told> {
        let view = self.views.get(surveyed.evaluation)?;
        let Surveyed { resource, .. } = surveyed;
        if &*resource.kind == INSTANCE {
            let cloud = view.tables().cloud(&resource.kind)?;
            let evidence = (resource.role == resource::Role::Saved).then_some(resource);
            if let Some(own) = own_region(view, cloud, resource, evidence) {
                return Some(Told::Known(own.region));
            }
        }
        resource.region.as_deref().map(told)
    }

    /// The accounts that an instance is shared with, as the configuration tells the rules on quotas.
    fn principals(&self, evaluation: usize) -> i64 {
        let settings = self.survey.evaluations.get(evaluation).map(|evaluation| &evaluation.settings);
        let options = settings.into_iter().flat_map(|settings| settings.options.values());
        options.into_iter().find_map(|options| options.get("principals")).copied().unwrap_or_default()
    }

    /// What is named by an id that nothing here makes.
    fn outside(&mut self, role: Role, id: String, reach: Reach) -> usize {
        let key = (role, id, reach);
        if let Some(&known) = self.by_id.get(&key) {
            return known;
        }
        let index = self.add(Node::nowhere(role, Standing::Outside, key.1.clone()));
        self.by_id.insert(key, index);
        index
    }

    /// A key that the service itself has.
    fn service_key(&mut self, from: Surveyed<'_>, word: String) -> usize {
        let reach = Reach::Service(self.roots.get(from.evaluation).copied(), from.resource.kind.clone());
        let index = self.outside(Role::Part(Part::Key), word, reach);
        if let Some(node) = self.graph.nodes.get_mut(index) {
            node.standing = Standing::Service;
            "the service's own key".clone_into(&mut node.title);
        }
        index
    }

    fn unknown(&mut self, evaluation: usize, role: Role, identity: Identity, name: String, reason: &Arc<str>) -> usize {
        let root = self.roots.get(evaluation).copied();
        if let Some(&known) = self.unknown.get(&(root, role, identity.clone())) {
            return known;
        }
        let node = Node { root, doubt: Some(reason.clone()), ..Node::nowhere(role, Standing::Unknown, name) };
        let index = self.add(node);
        self.unknown.insert((root, role, identity), index);
        index
    }

    /// The aliases that an evaluation makes.
    fn aliases_of(&self, evaluation: usize) -> Aliases<'a> {
        let mut aliases = Aliases::default();
        let Some(view) = self.views.get(evaluation) else { return aliases };
        for value in view.written_values_that_hold(&[Holds::Alias]) {
            let resource = value.resource();
            let is_alias = self.role_of(Surveyed { evaluation, resource }) == Some(Role::Part(Part::Alias));
            if let Some(text) = value.value.as_str().filter(|_| is_alias && !resource.may_be_absent()) {
                aliases.0.entry(text.to_owned()).or_default().push(resource);
            }
        }
        aliases
    }

    fn with_findings(mut self) -> Self {
        let nodes = findings::resources_of(self.survey);
        for (index, finding) in self.graph.findings.iter().enumerate() {
            let shown: Vec<(usize, &Resource)> = findings::shown_by(finding, &nodes);
            let mut marked = BTreeSet::new();
            for (evaluation, resource) in shown {
                let surveyed = Surveyed { evaluation, resource };
                let is_known = self.by_resource.contains_key(&std::ptr::from_ref(resource));
                if is_known || self.role_of(surveyed).is_some() {
                    marked.insert(self.node_of(surveyed, None));
                }
            }
            if marked.is_empty() {
                self.graph.elsewhere.push(index);
            }
            for node in marked {
                if let Some(node) = self.graph.nodes.get_mut(node) {
                    node.findings.push(index);
                }
            }
        }
        self
    }
}

/// Whether a key has an effect where it is named. `None` where that is not certain.
fn effect_of(reference: &ValueView<'_>) -> Option<bool> {
    let field = &reference.field;
    let conditions = field.limit(|row| row.ignored_when.as_deref()).unwrap_or_default();
    let exceptions = field.limit(|row| row.ignored_except.as_deref()).unwrap_or_default();
    if reference.value.as_str().is_some_and(|value| exceptions.iter().any(|exception| exception == value)) {
        return Some(true);
    }
    let holds: Vec<Option<bool>> = conditions.iter().map(|condition| field.section.holds(condition)).collect();
    match holds {
        holds if holds.contains(&Some(true)) => Some(false),
        holds if holds.contains(&None) => None,
        _ => Some(true),
    }
}

/// The aliases of an evaluation by their names.
#[derive(Default)]
struct Aliases<'a>(HashMap<String, Vec<&'a Resource>>);

impl<'a> Aliases<'a> {
    /// The only alias of that name beside a resource: names count in one account and region.
    fn of(&self, name: &str, beside: &Resource) -> Option<&'a Resource> {
        let is_beside = |alias: &&&Resource| match (&alias.provider, &beside.provider) {
            (ProviderRef::OneOf(_), _) | (_, ProviderRef::OneOf(_)) => false,
            (one, other) => one == other,
        };
        let mut found = self.0.get(name)?.iter().filter(is_beside);
        found.next().filter(|_| found.next().is_none()).copied()
    }
}

impl Node {
    /// Something that no resource makes.
    fn nowhere(role: Role, standing: Standing, name: String) -> Self {
        let title = role.counted(1);
        let title = title.strip_prefix("1 ").unwrap_or(&title).to_owned();
        Self {
            root: None,
            role,
            standing,
            kind: None,
            type_name: None,
            title,
            name,
            address: None,
            module: Vec::new(),
            doubt: None,
            facts: Vec::new(),
            quotas: Vec::new(),
            place: None,
            findings: Vec::new(),
        }
    }
}

/// The fields that tell a resource from others to a reader. None of them holds a secret.
fn facts(resource: &Resource, role: Role) -> Vec<Fact> {
    let fields: &[(&'static str, &str)] = match role {
        Role::Part(Part::Instance) => &[("status", "status")],
        Role::Part(Part::Key) => &[("alias", "key_alias"), ("spec", "key_spec")],
        Role::Part(Part::Alias) => &[("alias", "alias_name"), ("alias", "alias")],
        Role::Part(Part::Grant) => &[("grantee", "grantee_principal")],
        Role::Part(Part::Secret) => &[("secret", "secret_name"), ("secret", "name")],
        _ => &[],
    };
    fields.iter().filter_map(|(name, field)| fact(resource, name, field)).collect()
}

/// Counts the keys and secrets that lie in each instance; there may be others elsewhere.
fn count_contents(graph: &mut Graph<'_>) {
    let mut contents: HashMap<(usize, &'static str), u64> = HashMap::new();
    for edge in graph.edges.iter().filter(|edge| edge.relation == Relation::LiesIn) {
        let certain = graph.nodes.get(edge.from).filter(|node| !node.is_doubtful() && edge.doubt.is_none());
        let noun = match certain.map(|node| node.role) {
            Some(Role::Part(Part::Key)) => "keys",
            Some(Role::Part(Part::Secret)) => "secrets",
            _ => continue,
        };
        *contents.entry((edge.to, noun)).or_default() += 1;
    }
    for (index, node) in graph.nodes.iter_mut().enumerate() {
        for quota in &mut node.quotas {
            if let Some(count) = contents.get(&(index, quota.noun)) {
                quota.used = *count;
            }
        }
    }
}

/// A folder as reports show it.
pub(super) fn shown_folder(folder: &Path, sources: &Sources) -> String {
    let shown = sources.display(folder);
    if shown.is_empty() { ".".to_owned() } else { shown }
}

/// `main.tf:3`
pub(super) fn shown_place(place: Span, sources: &Sources) -> String {
    let file = sources.file(place.file);
    format!("{}:{}", file.name(), file.position(place.start).line)
}
