//! Lifts the members of an object into fields, by the names that a table gives them on a surface.

use std::sync::Arc;

use crate::resource::{Blocks, Content, Field, Group, Notation};
use crate::source::Span;
use crate::syntax::embedded;
use crate::syntax::list::bare_items;
use crate::syntax::node::NodeKind;
use crate::syntax::text::Text;
use crate::tables::names::{is_path_prefix, row_by_name, row_of_item};
use crate::tables::{Holds, Row, Rows, ValueType};
use crate::value::{Member, Value, ValueKind};

/// The fields of an object. Anything else than an object is a group of which nothing is known.
pub(crate) fn group(value: &Value, rows: &Rows, notation: &Notation, header: Span) -> Group {
    let header = value.span.map_or(header, Span::at_start);
    let mut group = Group::empty(header);
    collect(value, "", rows, notation, &mut group);
    group.fields.sort_by_key(|field| field.name_span.start);
    group
}

/// Adds the members of an object. A row may lie below a member: ROS has `Connection.VpcId`.
fn collect(value: &Value, path: &str, rows: &Rows, notation: &Notation, group: &mut Group) {
    let Some(mapping) = value.as_mapping() else {
        group.is_open = true;
        return;
    };
    group.is_open |= mapping.is_open;
    group.fields.reserve_exact(mapping.members.len());
    for (name, member) in mapping.members.iter() {
        let written: Arc<str> = if path.is_empty() { name.clone() } else { format!("{path}.{name}").into() };
        // No field is called like an object with fields in it, and to know a field is quicker.
        let is_field = row_by_name(rows, notation, &written).is_some();
        if !is_field && is_path_prefix(rows, notation, &written) {
            collect(&member.value, &written, rows, notation, group);
        } else if let Some((name, _)) = row_of_item(rows, notation, &written) {
            // How many items there are, and what is in them, is not put together.
            if group.field(name).is_none() {
                group.fields.push(items(name, &written, member, group.header));
            }
        } else {
            group.fields.push(field(&written, member, rows, notation, group.header));
        }
    }
}

/// The list of which a member is one item.
fn items(name: &Arc<str>, written: &Arc<str>, member: &Member, header: Span) -> Field {
    Field {
        name: name.clone(),
        written: written.clone(),
        name_span: member.key_span.unwrap_or(header),
        is_declared: true,
        is_secret: false,
        content: Content::Value(Value { span: member.value.span, ..Value::unknown("its items are numbered") }),
    }
}

/// One member as a field. A name that the table does not have is kept as it is written.
pub(crate) fn field(written: &Arc<str>, member: &Member, rows: &Rows, notation: &Notation, header: Span) -> Field {
    let row = row_by_name(rows, notation, written);
    let content = match row {
        Some((_, row)) => content(&member.value, row, notation, header),
        None => Content::Value(member.value.clone()),
    };
    Field {
        name: row.map_or_else(|| stranger(written, rows), |(name, _)| name.clone()),
        written: written.clone(),
        name_span: member.key_span.unwrap_or(header),
        is_declared: row.is_some(),
        is_secret: row.is_some_and(|(_, row)| row.holds == Some(Holds::Secret)),
        content,
    }
}

/// What rules call a name that the table does not have here. The table's own name for a field that is called
/// otherwise on this notation, such as `vpc_num` in a Pulumi program, is not that field.
fn stranger(written: &Arc<str>, rows: &Rows) -> Arc<str> {
    if rows.contains_key(&**written) { format!("{written} (not an argument)").into() } else { written.clone() }
}

/// A value as its row wants it: objects of a `blocks` row become blocks, also out of a string that holds them.
pub(crate) fn content(value: &Value, row: &Row, notation: &Notation, header: Span) -> Content {
    match row.value_type {
        Some(ValueType::Blocks) => {}
        Some(ValueType::List) if notation.lists_in_text => return Content::Value(list(value)),
        _ => return Content::Value(value.clone()),
    }
    let document = match &value.kind {
        ValueKind::String(text) if row.is_encoded_on(notation) => {
            let parsed = embedded::json(text);
            let is_clean = parsed.errors.is_empty() && parsed.documents.len() == 1;
            let document = parsed.documents.first().filter(|_| is_clean).map(Value::from_node);
            // Of a sensitive text every part is.
            let document = document.map(|one| if value.sensitive { one.sensitive_throughout() } else { one });
            // Written out as text it is no array, which is another mistake than an empty one.
            document.filter(|document| !document.is_null())
        }
        _ => Some(value.clone()),
    };
    let blocks = document.as_ref().map_or_else(Blocks::unknown, |document| blocks(document, row, notation, header));
    Content::Blocks(Box::new(Blocks { raw: Some(value.clone()), ..blocks }))
}

fn blocks(document: &Value, row: &Row, notation: &Notation, header: Span) -> Blocks {
    match &document.kind {
        ValueKind::Sequence(sequence) => {
            let groups = sequence.items.iter().filter(|item| item.as_mapping().is_some());
            let groups: Vec<_> = groups.map(|item| group(item, &row.fields, notation, header)).collect();
            let is_open = sequence.is_open() || groups.len() < sequence.items.len();
            Blocks { is_open, ..Blocks::of(groups) }
        }
        // A single object stands for one block in Terraform's JSON syntax and in XML.
        ValueKind::Mapping(_) => {
            let group = group(document, &row.fields, notation, header);
            // One that has none of the members is something else, such as a list in a wrapper.
            let is_one = group.fields.is_empty() || group.fields.iter().any(|field| field.is_declared);
            if is_one { Blocks::of(vec![group]) } else { Blocks::unknown() }
        }
        ValueKind::Null => Blocks::of(Vec::new()),
        _ => Blocks::unknown(),
    }
}

/// `["a", "b"]`, `a,b` or `"a", "b"` in one string as the list of its items, each at its own place.
fn list(value: &Value) -> Value {
    let Some(text) = value.as_text() else { return value.clone() };
    if text.known_prefix().trim_start().starts_with('[') {
        return list_of_document(text).unwrap_or_else(|| value.clone());
    }
    let Some(known) = text.known() else { return value.clone() };
    let items = bare_items(known).map(|item| Value::text(text.slice(item.clone(), text.span_of(item))));
    Value { span: value.span, ..Value::tuple(items.collect::<Vec<_>>()) }
}

/// The items of a JSON array that a string holds; what stands in its holes is not known.
fn list_of_document(text: &Text) -> Option<Value> {
    let parsed = embedded::json(text);
    let document = parsed.documents.first().filter(|_| parsed.errors.is_empty() && parsed.documents.len() == 1)?;
    matches!(document.kind, NodeKind::Sequence(_)).then(|| Value::from_node(document))
}
