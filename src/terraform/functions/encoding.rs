//! Functions between strings and other notations: Base64, JSON, YAML, CSV, URLs.

use std::borrow::Cow;
use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::base64_text::base64_bytes;
use super::parameter::{Parameter, Shape};
use super::signature::{Call, Function};
use super::unicode_form::composed;
use crate::syntax::embedded;
use crate::syntax::node::{Entry, Node, NodeKind};
use crate::syntax::text::Text;
use crate::terraform::expression::scope::{Evaluated, Failure};
use crate::terraform::functions::sequence::with_element_type;
use crate::terraform::functions::yaml_beginning::Beginning;
use crate::terraform::functions::yaml_scalar::Stop;
use crate::terraform::functions::{csv, json_text, yaml_beginning, yaml_document, yaml_text};
use crate::value::{Mapping, MappingKind, Member, Members, Openness, Sequence, SequenceKind, Type, Value, ValueKind};

const STRING: Parameter = Parameter::new("str", Shape::String);

pub(super) const FUNCTIONS: &[Function] = &[
    Function::new("base64decode", &[STRING], Shape::String, base64_decode),
    Function::new("base64encode", &[STRING], Shape::String, |call| call.string(STANDARD.encode(call.str(0)))),
    Function::new("base64gzip", &[STRING], Shape::String, |call| {
        Ok(call.unknown("the bytes of compressed data depend on who compresses it"))
    }),
    Function::new("csvdecode", &[STRING.partly_known()], Shape::Any, csv_decode),
    Function::new("jsondecode", &[STRING.partly_known()], Shape::Any, json_decode),
    Function::new(
        "jsonencode",
        &[Parameter::new("val", Shape::Any).with_marks_of_parts().nullable().partly_known()],
        Shape::String,
        json_encode,
    ),
    Function::new(
        "textdecodebase64",
        &[Parameter::new("source", Shape::String), Parameter::new("encoding", Shape::String)],
        Shape::String,
        text_decode,
    ),
    Function::new(
        "textencodebase64",
        &[Parameter::new("string", Shape::String), Parameter::new("encoding", Shape::String)],
        Shape::String,
        text_encode,
    ),
    Function::new("urlencode", &[STRING], Shape::String, |call| call.string(url_encode(call.str(0)))),
    Function::new("yamldecode", &[Parameter::new("src", Shape::String).partly_known()], Shape::Any, yaml_decode),
    Function::new("yamlencode", &[Parameter::new("value", Shape::Any).nullable()], Shape::String, |call| {
        match yaml_text::write(call.argument(0)) {
            Some(text) => call.string(text),
            None => Ok(call.unknown("the notation of the YAML is not certain")),
        }
    }),
];

fn base64_decode(call: &Call<'_>) -> Evaluated {
    let bytes = base64_bytes(call.str(0)).ok_or_else(|| call.failure_at(0, "it is not Base64"))?;
    match String::from_utf8(bytes) {
        Ok(text) => call.string(text),
        Err(_) => Err(call.failure_at(0, "what it encodes is not UTF-8")),
    }
}

fn csv_decode(call: &Call<'_>) -> Evaluated {
    let text = call.partial(0);
    let refused = |refusal: csv::Refusal| call.failure_at(0, refusal);
    let (records, begun) = match text.known() {
        Some(known) => (csv::read(known).map_err(refused)?, None),
        None => {
            let beginning = text.known_prefix();
            let csv::Beginning { records, begun } = csv::read_beginning(beginning).map_err(refused)?;
            if records.is_empty() || composed(beginning).is_some() {
                return Ok(call.unknown("the names of the columns are not known"));
            }
            (records, begun)
        }
    };
    let mut records = records.into_iter();
    let names = records.next().ok_or_else(|| call.failure_at(0, "the line with the names is missing"))?;
    let mut columns = BTreeMap::new();
    for name in &names {
        if columns.insert(name.as_str().into(), Type::String).is_some() {
            return Err(call.failure_at(0, format!("two columns are called {name:?}")));
        }
    }
    let row = |fields: &mut dyn Iterator<Item = Value>| {
        let members = names.iter().zip(fields).map(|(name, value)| {
            let member = Member { key_span: None, value };
            (name.as_str().into(), member)
        });
        Value::object(members.collect()).at(call.span())
    };
    let wrong_count = |fields: &str| {
        let wanted = names.len();
        call.failure_at(0, format!("a line has {fields} fields and the first has {wanted}"))
    };
    let known = |field: String| Value::string(field, call.span());
    let mut rows = Vec::new();
    for record in records {
        if record.len() != names.len() {
            return Err(wrong_count(&record.len().to_string()));
        }
        rows.push(row(&mut record.into_iter().map(known)));
        if !call.allows_steps(names.len()) {
            return Ok(call.too_much());
        }
    }
    if let Some(fields) = begun {
        if fields.len() >= names.len() {
            return Err(wrong_count(&format!("more than {}", fields.len())));
        }
        let hidden = || call.unknown_of("a part of the string is not known", Type::String);
        rows.push(row(&mut fields.into_iter().map(known).chain(std::iter::repeat_with(hidden))));
    }
    if !call.allows_elements(rows.len()) {
        return Ok(call.too_much());
    }
    let openness = Openness::open_after(!text.is_known(), rows.len());
    let list = Sequence { kind: SequenceKind::List, items: rows.into(), openness };
    Ok(with_element_type(ValueKind::Sequence(list).into(), &Type::Object(columns)))
}

fn json_encode(call: &Call<'_>) -> Evaluated {
    if !call.context().budget.allows_weight(call.argument(0), call.span()) {
        return Ok(call.too_much());
    }
    let mut builder = Text::builder();
    json_text::write(call.argument(0), call.span(), &mut builder);
    call.text(builder)
}

fn json_decode(call: &Call<'_>) -> Evaluated {
    let text = call.partial(0);
    if let Some(known) = text.known()
        && let Err(error) = serde_json::from_str::<serde::de::IgnoredAny>(known)
    {
        // Depth is a limit of the reader, not a mistake of the document.
        if error.to_string().contains("recursion limit") {
            return Ok(call.unknown("the document is too deep"));
        }
        return Err(call.failure_at(0, format!("it is not JSON: {error}")));
    }
    if !text.is_known() {
        return Ok(partly_decoded(call, &text));
    }
    let documents = embedded::json(&text);
    if documents.is_undecided {
        return Ok(call.unknown("the document could not be read"));
    }
    let document = documents.documents.first();
    // Terraform's own reader trips over them.
    if document.is_some_and(|document| !has_composed_keys(document)) {
        return Ok(call.unknown("a key is not in Unicode's composed form"));
    }
    decoded(call, document, documents.documents.len())
}

fn has_composed_keys(document: &Node) -> bool {
    document.items().iter().all(has_composed_keys)
        && document
            .entries()
            .iter()
            .all(|entry| composed(entry.key.known_bytes()).is_none() && has_composed_keys(&entry.value))
}

/// What is certain of a document of which a part is not known. That part may hold anything: more items, the end of a
/// string, a key that is given again. So only the items of a list before it are certain, and nothing of an object.
fn partly_decoded(call: &Call<'_>, text: &Text) -> Value {
    let known = text.known_prefix();
    let open = match known.trim_start().chars().next() {
        Some('[') => ValueKind::Sequence(Sequence::open_at_end(SequenceKind::Tuple, items_before_hole(text))),
        Some('{') => return open_object(call),
        _ => return call.unknown("a part of the document is not known"),
    };
    Value::from(open).at(call.span())
}

/// An object of which no member is known: any may be given again by what follows.
fn open_object(call: &Call<'_>) -> Value {
    let mapping = Mapping { kind: MappingKind::Object, members: Members::default(), is_open: true };
    Value::from(ValueKind::Mapping(mapping)).at(call.span())
}

/// The items of a JSON list up to the last comma before what is not known.
fn items_before_hole(text: &Text) -> Vec<Value> {
    let Some(comma) = text.known_prefix().trim_end().strip_suffix(',').map(str::len) else { return Vec::new() };
    let mut builder = Text::builder();
    builder.push_part(text, 0..comma);
    builder.push("]", text.span_of(comma..comma));
    let closed = embedded::json(&builder.finish(text.span()));
    let document = closed.documents.first().filter(|_| closed.errors.is_empty() && !closed.is_undecided);
    document.map(Node::items).unwrap_or_default().iter().map(Value::from_node).collect()
}

fn decoded(call: &Call<'_>, document: Option<&Node>, count: usize) -> Evaluated {
    match (document, count) {
        (Some(document), 1) => {
            let Some(document) = composed_document(document) else {
                return Ok(call.unknown("a part of the document is not known"));
            };
            let value = Value::from_node(&document);
            if !call.context().budget.allows_weight(&value, call.span()) {
                return Ok(call.too_much());
            }
            Ok(value)
        }
        _ => Ok(call.unknown("the document could not be read")),
    }
}

/// The document with all strings in Unicode's composed form, as Terraform keeps them. `None` where unknown text may take
/// part in the composition.
fn composed_document(document: &Node) -> Option<Cow<'_, Node>> {
    if is_composed(document) {
        return Some(Cow::Borrowed(document));
    }
    let kind = match &document.kind {
        NodeKind::String(text) => NodeKind::String(composed_text(text)?),
        NodeKind::Sequence(items) => {
            let items: Option<Vec<Node>> =
                items.iter().map(|item| Some(composed_document(item)?.into_owned())).collect();
            NodeKind::Sequence(items?)
        }
        NodeKind::Mapping(entries) => {
            let entry = |entry: &Entry| {
                let value = composed_document(&entry.value)?.into_owned();
                Some(Entry { key: composed_text(&entry.key)?, value })
            };
            NodeKind::Mapping(entries.iter().map(entry).collect::<Option<Vec<Entry>>>()?)
        }
        kind => kind.clone(),
    };
    Some(Cow::Owned(Node { kind, ..document.clone() }))
}

fn is_composed(document: &Node) -> bool {
    match &document.kind {
        NodeKind::String(text) => composed(text.known_bytes()).is_none(),
        NodeKind::Sequence(items) => items.iter().all(is_composed),
        NodeKind::Mapping(entries) => {
            entries.iter().all(|entry| composed(entry.key.known_bytes()).is_none() && is_composed(&entry.value))
        }
        _ => true,
    }
}

fn composed_text(text: &Text) -> Option<Text> {
    match composed(text.known_bytes()) {
        None => Some(text.clone()),
        Some(composed) => text.is_known().then(|| Text::computed(composed, text.span())),
    }
}

fn yaml_decode(call: &Call<'_>) -> Evaluated {
    let text = call.partial(0);
    let Some(known) = text.known() else { return Ok(partly_read(call, &text)) };
    match yaml_document::read(known) {
        Ok(document) => decoded(call, Some(&document.within(&text)), 1),
        Err(Stop::Refused(reason)) => Err(call.failure_at(0, reason)),
        Err(Stop::Undecided(reason)) => Ok(call.unknown(reason)),
    }
}

/// What is certain of a document of YAML of which a part is not known.
fn partly_read(call: &Call<'_>, text: &Text) -> Value {
    let beginning = Some(text.known_prefix()).filter(|beginning| composed(beginning).is_none());
    let (items, goes_on) = match beginning.and_then(yaml_beginning::read) {
        None => return call.unknown("a part of the document is not known"),
        Some(Beginning::Mapping) => return open_object(call),
        Some(Beginning::Sequence { items, goes_on }) => (items, goes_on),
    };
    let mut values = Vec::with_capacity(items.len() + 1);
    for item in items {
        let item = item.within(text);
        let Some(item) = composed_document(&item) else { break };
        values.push(Value::from_node(&item));
    }
    if goes_on {
        values.push(call.unknown_of("a part of the document is not known", Type::Any));
    }
    let list = ValueKind::Sequence(Sequence::open_at_end(SequenceKind::Tuple, values));
    let value = Value::from(list).at(call.span());
    if call.context().budget.allows_weight(&value, call.span()) { value } else { call.too_much() }
}

fn url_encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => encoded.push(char::from(byte)),
            b' ' => encoded.push('+'),
            byte => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}

/// The encodings that need no table.
enum Encoding {
    Utf8,
    Utf16 { is_little: bool },
    Latin1,
    Ascii,
}

fn encoding(call: &Call<'_>) -> Option<Encoding> {
    match call.str(1).to_ascii_lowercase().as_str() {
        "utf-8" => Some(Encoding::Utf8),
        "utf-16le" => Some(Encoding::Utf16 { is_little: true }),
        "utf-16be" => Some(Encoding::Utf16 { is_little: false }),
        "iso-8859-1" | "latin1" => Some(Encoding::Latin1),
        "us-ascii" => Some(Encoding::Ascii),
        _ => None,
    }
}

fn text_encode(call: &Call<'_>) -> Evaluated {
    let text = call.str(0);
    let Some(encoding) = encoding(call) else { return Ok(call.unknown("the encoding is not decided here")) };
    let single = |limit: u32| -> Result<Vec<u8>, Failure> {
        text.chars()
            .map(|letter| u8::try_from(letter as u32).ok().filter(|byte| u32::from(*byte) < limit))
            .collect::<Option<Vec<u8>>>()
            .ok_or_else(|| call.failure_at(0, "it has letters that the encoding has not"))
    };
    let bytes = match encoding {
        Encoding::Utf8 => text.as_bytes().to_vec(),
        Encoding::Utf16 { is_little: true } => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        Encoding::Utf16 { is_little: false } => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        Encoding::Latin1 => single(256)?,
        Encoding::Ascii => single(128)?,
    };
    call.string(STANDARD.encode(bytes))
}

fn text_decode(call: &Call<'_>) -> Evaluated {
    let Some(encoding) = encoding(call) else { return Ok(call.unknown("the encoding is not decided here")) };
    let bytes = base64_bytes(call.str(0)).ok_or_else(|| call.failure_at(0, "it is not Base64"))?;
    let decoded = match encoding {
        Encoding::Utf8 => String::from_utf8(bytes).ok(),
        Encoding::Latin1 => Some(bytes.into_iter().map(char::from).collect()),
        Encoding::Ascii => String::from_utf8(bytes).ok().filter(|text| text.is_ascii()),
        Encoding::Utf16 { is_little } => {
            if bytes.len() % 2 == 1 {
                return Ok(call.unknown("the last letter is cut"));
            }
            let unit = |pair: &[u8]| match pair {
                [first, second] if is_little => u16::from_le_bytes([*first, *second]),
                [first, second] => u16::from_be_bytes([*first, *second]),
                _ => 0,
            };
            let units: Vec<u16> = bytes.chunks(2).map(unit).collect();
            String::from_utf16(&units).ok()
        }
    };
    match decoded {
        Some(text) if !text.contains('\u{fffd}') && !text.starts_with('\u{feff}') => call.string(text),
        _ => Ok(call.unknown("not all of the letters can be decoded")),
    }
}
