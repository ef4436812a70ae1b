//! Gives unknown values an identity, so that one name used twice is known to be equal to itself.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::value::{Mapping, Member, Sequence, Symbol, Value, ValueKind};

/// The value of an attribute that only the provider knows.
pub(crate) fn of_resource(resource: &str, resource_type: &str, attribute: &str, is_managed: bool) -> Value {
    let reason = format!("{resource}.{attribute} is known only to the provider");
    let mut value = Value::unknown(reason);
    if let ValueKind::Unknown(unknown) = &mut value.kind {
        unknown.is_not_null = attribute == "id";
        unknown.symbol = Some(Arc::new(Symbol {
            resource: resource.into(),
            attribute: attribute.into(),
            resource_type: resource_type.into(),
            is_managed,
        }));
    }
    value
}

/// The value with a symbol on every unknown part that has none: a name has one value, whatever it is.
pub(crate) fn identified(value: Value, owner: &str, attribute: &str, kind: &str) -> Value {
    if !lacks_symbol(&value) {
        return value;
    }
    let kind = match value.kind {
        ValueKind::Unknown(mut unknown) => {
            unknown.symbol.get_or_insert_with(|| {
                Arc::new(Symbol {
                    resource: owner.into(),
                    attribute: attribute.into(),
                    resource_type: kind.into(),
                    is_managed: false,
                })
            });
            ValueKind::Unknown(unknown)
        }
        ValueKind::Sequence(sequence) => {
            let items = sequence.items.iter().enumerate().map(|(index, item)| {
                // The path is only built where it is needed: known parts are shared.
                if lacks_symbol(item) {
                    identified(item.clone(), owner, &format!("{attribute}[{index}]"), kind)
                } else {
                    item.clone()
                }
            });
            ValueKind::Sequence(Sequence { items: items.collect(), ..sequence })
        }
        ValueKind::Mapping(mapping) => {
            let members: BTreeMap<_, _> = mapping
                .members
                .iter()
                .map(|(key, member)| {
                    let value = identified(member.value.clone(), owner, &format!("{attribute}.{key}"), kind);
                    (key.clone(), Member { key_span: member.key_span, value })
                })
                .collect();
            ValueKind::Mapping(Mapping { members: members.into(), ..mapping })
        }
        other => other,
    };
    Value { kind, ..value }
}

fn lacks_symbol(value: &Value) -> bool {
    match &value.kind {
        ValueKind::Unknown(unknown) => unknown.symbol.is_none(),
        ValueKind::Sequence(sequence) => sequence.items.iter().any(lacks_symbol),
        ValueKind::Mapping(mapping) => mapping.members.values().any(|member| lacks_symbol(&member.value)),
        _ => false,
    }
}
