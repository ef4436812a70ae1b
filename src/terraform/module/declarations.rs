//! Gathers the blocks of a module's files into one module: duplicates are reported, overrides are merged.

use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;
use std::sync::Arc;

use crate::source::Span;
use crate::spelling::nearest;
use crate::syntax::SyntaxError;
use crate::syntax::expression::{Attribute, Block, Body, ExpressionKind};
use crate::syntax::hcl::{Head, Unread};
use crate::terraform::module::overrides;
use crate::terraform::module::variables::Variable;
use crate::terraform::module::{Mode, Module, ModuleCall, ProviderBlock, ResourceBlock};

/// The blocks that Terraform knows at the top of a file, with the number of their labels.
const KINDS: [(&str, usize); 14] = [
    ("terraform", 0),
    ("provider", 1),
    ("variable", 1),
    ("locals", 0),
    ("output", 1),
    ("module", 1),
    ("resource", 2),
    ("data", 2),
    ("ephemeral", 2),
    ("moved", 0),
    ("import", 0),
    ("removed", 0),
    ("check", 1),
    ("language", 0),
];

/// What the files read so far declare, by address.
#[derive(Debug, Default)]
pub(crate) struct Declarations {
    /// In the order of the files.
    blocks: Vec<Block>,
    by_address: HashMap<String, usize>,
    locals: Vec<Attribute>,
    /// Where each of them stands in `locals`.
    by_local: HashMap<Box<str>, usize>,
    requirements: Vec<Attribute>,
    problems: Vec<SyntaxError>,
    has_unread_providers: bool,
    has_unread_overrides: bool,
}

impl Declarations {
    /// Adds the blocks of a primary file.
    pub(crate) fn add(&mut self, body: Body) {
        for block in body.blocks {
            match &*block.kind.name {
                "locals" => self.add_locals(block.body.attributes),
                "terraform" => self.add_requirements(&block.body),
                kind => match address_of(&block) {
                    Ok(Some(address)) => self.add_block(address, block),
                    Ok(None) => self.check_kind(kind, block.kind.span),
                    Err(problem) => self.problems.push(problem),
                },
            }
        }
    }

    /// Merges the blocks of an override file.
    pub(crate) fn override_with(&mut self, body: Body) {
        for block in body.blocks {
            match &*block.kind.name {
                "locals" => block.body.attributes.into_iter().for_each(|local| self.override_local(local)),
                "terraform" => self.add_requirements(&block.body),
                kind => match address_of(&block) {
                    Ok(Some(address)) => self.override_block(address, &block),
                    Ok(None) => self.check_kind(kind, block.kind.span),
                    Err(problem) => {
                        self.problems.push(problem);
                        let head = Head { kind: kind.into(), labels: block.labels };
                        self.withhold(&Unread { heads: vec![head], ..Unread::default() });
                    }
                },
            }
        }
    }

    /// Takes back what may be replaced by the parts of an override file that could not be read.
    pub(crate) fn withhold(&mut self, unread: &Unread) {
        for block in self.blocks.iter_mut().filter(|block| may_be(unread, block)) {
            overrides::withhold_block(block);
            self.has_unread_overrides = true;
        }
        if may_hold(unread, "locals") {
            self.locals.iter_mut().for_each(overrides::withhold);
        }
        if may_hold(unread, "terraform") {
            self.requirements.iter_mut().for_each(overrides::withhold_version);
        }
    }

    /// Notes what may stand in the parts of a file that could not be read.
    pub(crate) fn note_unread(&mut self, unread: &Unread) {
        self.has_unread_providers |= may_hold(unread, "provider");
    }

    pub(crate) fn into_module(self, folder: PathBuf) -> Module {
        // A large file has many names, which nobody asks for any more.
        drop(self.by_local);
        let mut module = Module {
            folder,
            files: Vec::new(),
            variable_files: Vec::new(),
            unreadable: Vec::new(),
            problems: self.problems,
            is_partial: false,
            has_unread_providers: self.has_unread_providers,
            has_unread_overrides: self.has_unread_overrides,
            variables: BTreeMap::new(),
            locals: by_name(self.locals),
            outputs: BTreeMap::new(),
            calls: BTreeMap::new(),
            resources: Vec::new(),
            providers: Vec::new(),
            requirements: by_name(self.requirements),
            by_address: HashMap::new(),
        };
        for block in self.blocks {
            module.insert(block);
        }
        module.index_resources();
        module
    }

    fn add_locals(&mut self, attributes: Vec<Attribute>) {
        for local in attributes {
            match self.by_local.get(&local.name.name).and_then(|&index| self.locals.get(index)) {
                Some(first) => {
                    let problem = declared_twice(&format!("local.{}", local.name.name), local.name.span);
                    self.problems.push(problem.with_related(first.name.span, "first declared here"));
                }
                None => self.override_local(local),
            }
        }
    }

    fn override_local(&mut self, local: Attribute) {
        match self.by_local.get(&local.name.name).and_then(|&index| self.locals.get_mut(index)) {
            Some(own) => *own = local,
            None => {
                self.by_local.insert(local.name.name.clone(), self.locals.len());
                self.locals.push(local);
            }
        }
    }

    fn add_requirements(&mut self, body: &Body) {
        for block in body.blocks_of("required_providers") {
            for requirement in &block.body.attributes {
                overrides::replace(&mut self.requirements, requirement);
            }
        }
    }

    fn add_block(&mut self, address: String, block: Block) {
        match self.by_address.get(&address).and_then(|&index| self.blocks.get(index)) {
            Some(first) => {
                let problem = declared_twice(&address, block.header);
                self.problems.push(problem.with_related(first.header, "first declared here"));
            }
            None => {
                self.by_address.insert(address, self.blocks.len());
                self.blocks.push(block);
            }
        }
    }

    fn override_block(&mut self, address: String, block: &Block) {
        match self.by_address.get(&address).and_then(|&index| self.blocks.get_mut(index)) {
            Some(base) => overrides::merge_block(base, block),
            // Where no default provider configuration is written there is an empty one, which may be overridden.
            None if &*block.kind.name == "provider" && block.body.attribute("alias").is_none() => {
                self.add_block(address, block.clone());
            }
            None => {
                // Terraform refuses this, but what is written is still worth checking.
                let problem = SyntaxError::new(block.header, format!("there is no `{address}` to override"));
                self.problems.push(problem.with_help("declare it in a file that is not an override file"));
                self.by_address.insert(address, self.blocks.len());
                self.blocks.push(block.clone());
            }
        }
    }

    /// A block of an unknown kind is reported where it is near to a known one. Newer versions have more kinds.
    fn check_kind(&mut self, kind: &str, span: Span) {
        if label_count(kind).is_some() {
            return;
        }
        if let Some(known) = nearest(kind, KINDS.iter().map(|(known, _)| *known)) {
            let problem = SyntaxError::new(span, format!("Terraform has no block called `{kind}`"));
            self.problems.push(problem.with_help(format!("write `{known}`")));
        }
    }
}

impl Module {
    fn insert(&mut self, block: Block) {
        let label = |index| -> Arc<str> { block.label(index).unwrap_or_default().into() };
        match &*block.kind.name {
            "variable" => {
                self.variables.insert(label(0), Variable::new(label(0), &block));
            }
            "output" => {
                self.outputs.insert(label(0), block);
            }
            "module" => {
                let source = block.body.attribute("source").and_then(literal).map(Into::into);
                self.calls.insert(label(0), ModuleCall { name: label(0), source, block });
            }
            "provider" => {
                let alias = block.body.attribute("alias").and_then(literal).map(Into::into);
                self.providers.push(ProviderBlock { name: label(0), alias, block });
            }
            "resource" => self.insert_resource(Mode::Managed, "", block),
            "data" => self.insert_resource(Mode::Data, "data.", block),
            "ephemeral" => self.insert_resource(Mode::Ephemeral, "ephemeral.", block),
            _ => {}
        }
    }

    fn insert_resource(&mut self, mode: Mode, prefix: &str, block: Block) {
        let label = |index| -> Arc<str> { block.label(index).unwrap_or_default().into() };
        let address = format!("{prefix}{}.{}", label(0), label(1)).into();
        self.resources.push(ResourceBlock { mode, resource_type: label(0), address, block });
    }
}

/// A string literal.
pub(crate) fn literal(attribute: &Attribute) -> Option<&str> {
    match &*attribute.value.kind {
        ExpressionKind::String(text) => text.known(),
        _ => None,
    }
}

/// What a top-level block declares: `alicloud_vpc.a`, `var.quota`, `provider.alicloud.beijing`. `None` for blocks
/// that declare nothing.
fn address_of(block: &Block) -> Result<Option<String>, SyntaxError> {
    let kind = &*block.kind.name;
    let prefix = match kind {
        "resource" => "",
        "variable" => "var.",
        "data" | "ephemeral" | "output" | "module" | "provider" | "check" => kind,
        _ => return Ok(None),
    };
    let Some(count) = label_count(kind) else { return Ok(None) };
    let labels: Vec<&str> = (0..block.labels.len()).filter_map(|index| block.label(index)).collect();
    if labels.len() != count || block.labels.len() != count {
        let expected = if count == 1 { "one label" } else { "two labels, a type and a name" };
        let message = format!("a `{kind}` block has {expected}, not {}", block.labels.len());
        return Err(SyntaxError::new(block.header, message));
    }
    let separator = if prefix.is_empty() || prefix.ends_with('.') { "" } else { "." };
    let mut address = format!("{prefix}{separator}{}", labels.join("."));
    if let ("provider", Some(alias)) = (kind, block.body.attribute("alias").and_then(literal)) {
        address = format!("{address}.{alias}");
    }
    Ok(Some(address))
}

/// Whether a top-level block of a kind may stand in what could not be read.
fn may_hold(unread: &Unread, kind: &str) -> bool {
    unread.is_anything || unread.heads.iter().any(|head| *head.kind == *kind || label_count(&head.kind).is_none())
}

/// Whether what could not be read may be about a block. A head with too few or too many labels may be about any of its kind.
fn may_be(unread: &Unread, block: &Block) -> bool {
    let is_meant = |head: &Head| match label_count(&head.kind) {
        None => true,
        Some(_) if head.kind != block.kind.name => false,
        Some(count) if head.labels.len() != count => true,
        Some(_) => head.labels.iter().zip(&block.labels).all(|(label, own)| label.known() == own.known()),
    };
    unread.is_anything || unread.heads.iter().any(is_meant)
}

/// How many labels a block has whose kind Terraform knows.
fn label_count(kind: &str) -> Option<usize> {
    KINDS.iter().find(|(known, _)| *known == kind).map(|(_, count)| *count)
}

fn by_name(attributes: Vec<Attribute>) -> BTreeMap<Arc<str>, Attribute> {
    attributes.into_iter().map(|attribute| (Arc::from(&*attribute.name.name), attribute)).collect()
}

fn declared_twice(address: &str, span: Span) -> SyntaxError {
    SyntaxError::new(span, format!("`{address}` is declared twice")).with_help("remove or rename one of the two")
}
