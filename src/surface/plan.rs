//! Saved Terraform plans, `terraform show -json`: the resources that the plan will leave behind.

use super::{Lift, Lifted, Surface, fields, terraform};
use crate::resource::{Address, Field, Group, Multiplicity, Notation, ProviderRef, Resource, Role, Taker};
use crate::syntax::node::Node;
use crate::tables::names::row_by_name;
use crate::tables::{Row, Rows, Tables, ValueType};
use crate::terraform::plan::{PlannedResource, is_plan, planned_resources};
use crate::value::Member;

pub(crate) static NOTATION: Notation = Notation {
    written_as: terraform::NOTATION.name,
    field_names: terraform::NOTATION.field_names,
    taker: Taker::Provider,
    is_evaluated: true,
    holds_computed: true,
    is_machine_written: true,
    ..Notation::named("plan", "plan")
};

/// What `terraform show -json` says of a saved plan.
pub(crate) static SURFACE: Surface = Surface::new(
    "plan",
    &NOTATION,
    // A plan has each resource several times: as it was, as it is to be, and as it is written.
    Lift::Document(|document, tables| Lifted { is_whole_document: is_plan(document), ..lift(document, tables).into() }),
);

/// The resources of a plan; none of another document.
pub(crate) fn lift(document: &Node, tables: &Tables) -> Vec<Resource> {
    if !is_plan(document) {
        return Vec::new();
    }
    let mut resources = Vec::new();
    planned_resources(document, &mut |planned| resources.push(lift_resource(&planned, tables)));
    resources
}

fn lift_resource(planned: &PlannedResource<'_>, tables: &Tables) -> Resource {
    let table = if planned.is_data {
        tables.data_source(&NOTATION, &planned.resource_type)
    } else {
        tables.by_name(&NOTATION, &planned.resource_type)
    };
    let empty = Rows::new();
    let rows = table.map_or(&empty, |table| &table.fields);
    let row_of = |name| row_by_name(rows, &NOTATION, name).map(|(_, row)| row);
    let written = planned.values.members.iter();
    let written: Vec<_> = written.filter(|(name, member)| is_written(planned, name, member, row_of(name))).collect();
    let fields = written.into_iter().map(|(name, member)| fields::field(name, member, rows, &NOTATION, planned.header));
    let mut fields: Vec<Field> = fields.collect();
    fields.sort_by_key(|field| field.name_span.start);
    let kind = table.map_or_else(|| planned.resource_type.clone(), |table| table.kind.clone());
    let role = if planned.is_data { Role::Read } else { Role::Managed };
    let mut body = Group::new(planned.header, fields);
    body.is_open = planned.written.is_none();
    Resource {
        address: Some(Address::of_parts(&planned.module, &planned.block, &planned.key)),
        multiplicity: if planned.key.is_empty() { Multiplicity::Once } else { Multiplicity::Instance },
        region: planned.region.clone(),
        provider: planned.provider.clone().map_or(ProviderRef::Unknown, ProviderRef::Known),
        versions: planned.versions.as_ref().map(|versions| terraform::versions(versions).into()),
        ..Resource::new(&NOTATION, role, kind, planned.resource_type.clone(), body)
    }
}

/// A plan also holds what the provider computes and its defaults; rules look at what the author wrote. Blocks that
/// a `dynamic` block makes are not among the expressions of the configuration.
fn is_written(planned: &PlannedResource<'_>, name: &str, member: &Member, row: Option<&Row>) -> bool {
    let Some(written) = &planned.written else { return !member.value.is_unknown() };
    let is_made = || {
        let is_blocks = row.is_some_and(|row| row.value_type == Some(ValueType::Blocks) && !row.read_only);
        is_blocks && (!member.value.items().is_empty() || member.value.is_unknown())
    };
    written.contains(name) || is_made()
}
