//! Nodes of documents as values.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Detail, Mapping, MappingKind, Member, Number, Value, ValueKind};
use crate::syntax::node::{Node, NodeKind};

impl Value {
    /// A document's node as a value. Duplicate keys: the last one counts, as in every JSON reader.
    pub(crate) fn from_node(node: &Node) -> Self {
        let kind = match &node.kind {
            NodeKind::Null => ValueKind::Null,
            NodeKind::Bool(value) => ValueKind::Bool(*value),
            NodeKind::Number(text) => match Number::parse(text) {
                Some(number) => {
                    let is_plain = number.to_string() == **text;
                    let detail = (!is_plain).then(|| Arc::new(Detail::Spelling(text.clone())));
                    return Self { span: Some(node.span), detail, ..ValueKind::Number(number).into() };
                }
                None => return Self::unknown("the number cannot be represented").at(node.span),
            },
            NodeKind::String(text) => ValueKind::String(text.clone()),
            NodeKind::Sequence(items) => {
                return Self::tuple(items.iter().map(Self::from_node).collect::<Vec<_>>()).at(node.span);
            }
            NodeKind::Mapping(entries) => {
                let mut members = BTreeMap::new();
                let mut is_open = false;
                for entry in entries {
                    match entry.key.known_shared() {
                        Some(key) => {
                            let value = Self::from_node(&entry.value);
                            members.insert(key, Member { key_span: Some(entry.key.span()), value });
                        }
                        None => is_open = true,
                    }
                }
                ValueKind::Mapping(Mapping { kind: MappingKind::Object, members: members.into(), is_open })
            }
            NodeKind::Unknown => return Self::unknown("the template is filled in elsewhere").at(node.span),
            NodeKind::Error => return Self::unknown("the value could not be read").at(node.span),
        };
        Self { span: Some(node.span), ..kind.into() }
    }
}
