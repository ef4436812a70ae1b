//! Lifts evaluated Terraform configuration into resources.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{Lift, Lifted, Surface, fields, provisioner};
use crate::resource::{
    Address, Blocks, Call, Content, Field, FieldNames, Group, Multiplicity, Notation, ProviderRef, Resource, Role,
    Scalars, Taker, Versions,
};
use crate::source::Span;
use crate::tables::names::row_by_name;
use crate::tables::{Holds, Row, Rows, Tables};
use crate::terraform::evaluation::body::{EvaluatedBlock, EvaluatedBody};
use crate::terraform::evaluation::module_instance::CallPlace;
use crate::terraform::evaluation::provider::ProviderIdentity;
use crate::terraform::evaluation::repetition::Key;
use crate::terraform::module::meta;
use crate::terraform::module::versions::ProviderVersions;
use crate::terraform::{EvaluatedResource, Evaluation};
use crate::value::Value;

pub(crate) static NOTATION: Notation = Notation {
    field_names: FieldNames::Table,
    taker: Taker::Provider,
    scalars: Scalars::Evaluated,
    is_evaluated: true,
    is_configuration: true,
    ..Notation::named("terraform", "Terraform")
};

/// Modules, with the scripts that they run.
pub(crate) static SURFACE: Surface = Surface {
    words: &["kms", "csms", "cpcs", "cmk", "crypt", "key_alias", "key_id"],
    ..Surface::new(
        "terraform",
        &NOTATION,
        Lift::Module(|evaluation, tables| {
            let resources = lift(evaluation, tables);
            let run = provisioner::lift(&resources, tables);
            let mut lifted = Lifted::from(resources);
            lifted.extend(run);
            lifted
        }),
    )
};

/// The resources of an evaluated root module, in the order of its files, and the provider configurations of the clouds
/// that they are of.
pub(crate) fn lift(evaluation: &Evaluation, tables: &Tables) -> Vec<Resource> {
    let mut shared = SharedVersions::default();
    let mut lift = |resource| lift_resource(resource, tables, &mut shared);
    let mut resources: Vec<Resource> = evaluation.resources.iter().map(&mut lift).collect();
    let clouds: BTreeSet<String> =
        resources.iter().filter_map(|resource| cloud_of(resource).map(str::to_owned)).collect();
    let providers = evaluation.providers.iter().map(lift);
    resources.extend(providers.filter(|provider| cloud_of(provider).is_some_and(|cloud| clouds.contains(cloud))));
    resources
}

/// The cloud of a resource that has a table.
fn cloud_of(resource: &Resource) -> Option<&str> {
    resource.kind.split_once('/').map(|(cloud, _)| cloud)
}

fn lift_resource(evaluated: &EvaluatedResource, tables: &Tables, versions: &mut SharedVersions) -> Resource {
    let empty = Rows::new();
    let table = if evaluated.is_data {
        tables.data_source(&NOTATION, &evaluated.resource_type)
    } else {
        tables.by_name(&NOTATION, &evaluated.resource_type)
    };
    let rows = table.map_or(&empty, |table| &table.fields);
    Resource {
        kind: table.map_or_else(|| evaluated.resource_type.clone(), |table| table.kind.clone()),
        notation: &NOTATION,
        role: if evaluated.is_data { Role::Read } else { Role::Managed },
        is_named: true,
        name: evaluated.resource_type.clone(),
        address: Some(Address::of_parts(&evaluated.module, &evaluated.block, &evaluated.key.to_string())),
        multiplicity: multiplicity(evaluated),
        existence: evaluated.existence.clone(),
        header: evaluated.header,
        body: group(&evaluated.body, rows),
        region: evaluated.region.clone().map(Arc::new),
        sent_to: None,
        provider: match &evaluated.provider {
            Some(ProviderIdentity::Known(identity)) => ProviderRef::Known(identity.clone()),
            Some(ProviderIdentity::OneOf(choice)) => ProviderRef::OneOf(choice.clone()),
            None => ProviderRef::Unknown,
        },
        calls: evaluated.calls.iter().map(call).collect(),
        versions: evaluated.versions.as_ref().map(|found| versions.of(found)),
        meta: meta_group(&evaluated.meta),
    }
}

fn multiplicity(evaluated: &EvaluatedResource) -> Multiplicity {
    match evaluated.key {
        _ if !evaluated.is_certain => Multiplicity::UnknownNumber,
        Key::None if !evaluated.is_in_repeated_module => Multiplicity::Once,
        _ => Multiplicity::Instance,
    }
}

fn call(place: &CallPlace) -> Call {
    Call { name: place.name.clone(), header: place.header, block: place.block }
}

/// One `Versions` for all resources of a provider.
#[derive(Default)]
struct SharedVersions(BTreeMap<Arc<str>, Arc<Versions>>);

impl SharedVersions {
    fn of(&mut self, found: &ProviderVersions) -> Arc<Versions> {
        let shared = self.0.entry(found.source.clone()).or_insert_with(|| Arc::new(versions(found)));
        shared.clone()
    }
}

pub(super) fn versions(found: &ProviderVersions) -> Versions {
    Versions { source: found.source.to_string(), constraints: found.constraints.clone(), locked: found.locked.clone() }
}

/// A body as a group: arguments in their order, then each kind of nested blocks where its first one stands.
fn group(body: &EvaluatedBody, rows: &Rows) -> Group {
    let mut fields: Vec<Field> = body
        .attributes
        .iter()
        .map(|attribute| {
            let row = row_by_name(rows, &NOTATION, &attribute.name);
            let content = match row {
                Some((_, row)) => fields::content(&attribute.value, row, &NOTATION, body.header),
                None => Content::Value(attribute.value.clone()),
            };
            named(&attribute.name, attribute.name_span, row, content)
        })
        .collect();
    for (kind, span) in kinds(body) {
        let row = row_by_name(rows, &NOTATION, kind);
        let blocks = blocks_of(body, kind, row.map(|(_, row)| row));
        fields.push(named(kind, span, row, Content::Blocks(Box::new(blocks))));
    }
    fields.sort_by_key(|field| field.name_span.start);
    let mut group = Group::new(body.header, fields);
    group.is_open = body.is_partial;
    group
}

/// What is Terraform's own. One of its blocks that is written as an argument is none.
fn meta_group(body: &EvaluatedBody) -> Group {
    let mut group = group(body, &Rows::new());
    for field in group.fields.iter_mut().filter(|field| meta::is_block(&field.written)) {
        if let Content::Value(value) = &field.content {
            field.content = Content::Blocks(Box::new(Blocks { raw: Some(value.clone()), ..Blocks::of(Vec::new()) }));
        }
    }
    group
}

fn named(written: &Arc<str>, name_span: Span, row: Option<(&Arc<str>, &Row)>, content: Content) -> Field {
    Field {
        name: row.map_or(written, |(name, _)| name).clone(),
        written: written.clone(),
        name_span,
        is_declared: row.is_some(),
        is_secret: row.is_some_and(|(_, row)| row.holds == Some(Holds::Secret)),
        content,
    }
}

/// The kinds of nested blocks, each once, with the place of the first.
fn kinds(body: &EvaluatedBody) -> Vec<(&Arc<str>, Span)> {
    let blocks = body.blocks.iter().map(|block| (&block.kind, block.kind_span));
    let mut kinds: Vec<(&Arc<str>, Span)> = Vec::new();
    for (kind, span) in blocks.chain(body.open_kinds.iter().map(|(kind, span)| (kind, *span))) {
        if kinds.iter().all(|(known, _)| *known != kind) {
            kinds.push((kind, span));
        }
    }
    kinds
}

fn blocks_of(body: &EvaluatedBody, kind: &str, row: Option<&Row>) -> Blocks {
    let empty = Rows::new();
    let rows = row.map_or(&empty, |row| &row.fields);
    let groups = |blocks: &[EvaluatedBlock]| {
        blocks.iter().filter(|block| &*block.kind == kind).map(|block| block_group(block, rows)).collect()
    };
    let is_open = body.open_kinds.iter().any(|(open, _)| &**open == kind);
    Blocks { possible: groups(&body.possible), is_open, ..Blocks::of(groups(&body.blocks)) }
}

/// A nested block. The labels of a `provisioner` become its field `label`.
fn block_group(block: &EvaluatedBlock, rows: &Rows) -> Group {
    let mut group = group(&block.body, rows);
    let labels = block.labels.iter().map(|label| Field {
        name: "label".into(),
        written: "label".into(),
        name_span: label.span(),
        is_declared: false,
        is_secret: false,
        content: Content::Value(Value::text(label.clone())),
    });
    let labels: Vec<Field> = labels.collect();
    group.fields.splice(0..0, labels);
    group
}
