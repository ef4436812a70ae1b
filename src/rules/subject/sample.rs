//! Resources for the unit tests of rules, written as JSON.
//!
//! A document is an object of resources. The key says what each is: `alicloud_kms_alias.a` (managed),
//! `data.opentelekomcloud_kms_key_v1.a` (read), `alibaba/CreateAlias` (a request), `saved` (a saved KMS instance).
//! In a managed resource `"@alicloud_vpc.a.id"` is a reference, `…` in a string is an unknown part, `"?"` an unknown
//! value. `$region`, `$provider` and `$call` stand for what the notation knows beside the body.

use std::sync::Arc;

use crate::date;
use crate::finding::Finding;
use crate::resource::{
    Address, Blocks, Call, Content, Field, Group, Multiplicity, Notation, ProviderRef, Questions, Resource, Role,
};
use crate::rule::{Rule, RuleContext, RuleSettings, Situation, Undecided};
use crate::source::{FileId, Span};
use crate::surface::{ansible, crossplane, instance, kubernetes, request, ros, terraform};
use crate::syntax::embedded;
use crate::syntax::text::Text;
use crate::tables::names::row_by_name;
use crate::tables::{Row, Rows, Tables, ValueType};
use crate::value::{Member, Sequence, Symbol, Value, ValueKind};
use crate::view::View;

/// A finding with the text that it points at.
#[derive(Debug)]
pub struct Found {
    pub severity: &'static str,
    pub at: String,
    pub message: String,
    /// The text under each label, with its message.
    pub labels: Vec<(String, String)>,
    pub help: String,
    /// The document after the fix.
    pub fixed: Option<String>,
}

impl Found {
    /// `error "x": message`
    pub fn line(&self) -> String {
        format!("{} {}: {}", self.severity, self.at, self.message)
    }
}

/// The findings of a rule on a document, each as one line.
pub fn lines(rule: &'static Rule, document: &str) -> Vec<String> {
    check(rule, document).iter().map(Found::line).collect()
}

pub fn check(rule: &'static Rule, document: &str) -> Vec<Found> {
    let settings = RuleSettings { options: Default::default(), today: date::day("2026-01-31") };
    check_with(rule, document, &settings).0
}

/// What a rule could not decide.
pub fn undecided(rule: &'static Rule, document: &str) -> Vec<Undecided> {
    let settings = RuleSettings { options: Default::default(), today: None };
    check_with(rule, document, &settings).1
}

pub fn check_with(rule: &'static Rule, document: &str, settings: &RuleSettings) -> (Vec<Found>, Vec<Undecided>) {
    let mut resources = resources(document);
    let saved: Vec<_> = resources.iter().filter(|resource| resource.role == Role::Saved).cloned().collect();
    let situation = Situation::default();
    let questions = Questions::about(&mut resources);
    let view = View::new(&resources, &saved, Tables::built_in());
    let mut cx = RuleContext::new(rule, &view, settings, &situation, &questions);
    (rule.check)(&mut cx);
    let (findings, undecided) = cx.into_results();
    (findings.into_iter().map(|finding| found(finding, document)).collect(), undecided)
}

fn found(finding: Finding, document: &str) -> Found {
    let labels = finding.labels();
    let under = |span: Span| document[span.range()].to_owned();
    let fixed = finding.fix.map(|fix| {
        let mut edits = fix.edits;
        edits.sort_by_key(|edit| std::cmp::Reverse(edit.span));
        let mut text = document.to_owned();
        for edit in edits {
            text.replace_range(edit.span.range(), &edit.text);
        }
        text
    });
    Found {
        severity: finding.severity.name(),
        at: under(finding.span),
        message: finding.message,
        labels: labels.into_iter().map(|label| (under(label.span), label.message)).collect(),
        help: finding.help.unwrap_or_default(),
        fixed,
    }
}

/// The resources of a document.
pub fn resources(document: &str) -> Vec<Resource> {
    let whole = Span::new(FileId::DETACHED, 0, document.len());
    let parsed = embedded::json(&Text::exact(document, whole, whole));
    // Two requests of one operation have the same key.
    assert!(parsed.errors.iter().all(|error| error.message.contains("twice")), "{:?}", parsed.errors);
    let entries = parsed.documents[0].entries().iter();
    entries
        .map(|entry| resource(entry.key.known().unwrap(), entry.key.span(), &Value::from_node(&entry.value)))
        .collect()
}

fn resource(name: &str, header: Span, body: &Value) -> Resource {
    let tables = Tables::built_in();
    let (notation, role) = match name {
        _ if name.contains('/') => (&request::NOTATION, Role::Operation),
        "saved" => (&instance::NOTATION, Role::Saved),
        _ if name.starts_with("data.") => (&terraform::NOTATION, Role::Read),
        _ if name.starts_with("crossplane:") => (&crossplane::NOTATION, Role::Managed),
        _ if name.starts_with("ros:") => (&ros::NOTATION, Role::Managed),
        _ if name.starts_with("kubernetes:") => (&kubernetes::NOTATION, Role::Managed),
        _ if name.starts_with("ansible:") => (&ansible::NOTATION, Role::Managed),
        _ => (&terraform::NOTATION, Role::Managed),
    };
    let address = name.rsplit(':').next().unwrap();
    let resource_type = address.trim_start_matches("data.").split('.').next().unwrap();
    let table = match role {
        Role::Operation => Some(tables.operation(name).unwrap().0),
        Role::Saved => tables.of_kind("alibaba/kms_instance"),
        Role::Read => tables.data_source(&terraform::NOTATION, resource_type),
        Role::Managed if notation == &kubernetes::NOTATION => tables.of_kind("otc/storage_encryption"),
        Role::Managed if notation == &ansible::NOTATION => tables.by_name(notation, resource_type),
        Role::Managed => tables.by_name(&terraform::NOTATION, resource_type),
    };
    let no_rows = Rows::new();
    let rows = table.map_or(&no_rows, |table| &table.fields);
    let mut group = group(body, rows, notation, header);
    let extra = |name: &str| body.get(name).map(|value| evaluated(value, notation));
    let call = extra("$call").and_then(|call| {
        let place = call.span?;
        Some(Call { name: call.as_str()?.into(), header: place, block: place })
    });
    group.fields.retain(|field| !field.written.starts_with('$'));
    let kind = table.map_or(resource_type, |table| table.kind.as_str());
    let own_name = if role == Role::Operation { name.split('/').nth(1).unwrap() } else { resource_type };
    let known = extra("$provider").and_then(|provider| provider.as_str().map(Arc::from));
    // `a[*]` stands for instances whose number is not known.
    let open = address.strip_suffix("[*]");
    Resource {
        address: matches!(role, Role::Managed | Role::Read).then(|| Address::new(address)),
        multiplicity: if open.is_some() { Multiplicity::UnknownNumber } else { Multiplicity::Once },
        region: extra("$region"),
        provider: known.map_or(ProviderRef::Unknown, ProviderRef::Known),
        calls: call.into_iter().collect(),
        ..Resource::new(notation, role, kind, own_name, group)
    }
}

fn group(body: &Value, rows: &Rows, notation: &'static Notation, header: Span) -> Group {
    let mut fields: Vec<Field> = Vec::new();
    for (written, member) in body.as_mapping().unwrap().members.iter() {
        let row = row_by_name(rows, notation, written);
        fields.push(Field {
            name: row.map_or_else(|| written.clone(), |(name, _)| name.into()),
            written: written.clone(),
            name_span: member.key_span.unwrap(),
            is_declared: row.is_some(),
            content: content(member, row.map(|(_, row)| row), notation, header),
        });
    }
    fields.sort_by_key(|field| field.name_span);
    Group::new(header, fields)
}

fn content(member: &Member, row: Option<&Row>, notation: &'static Notation, header: Span) -> Content {
    let value = evaluated(&member.value, notation);
    let Some(row) = row.filter(|row| row.value_type == Some(ValueType::Blocks)) else { return Content::Value(value) };
    let document = match value.as_text() {
        Some(text) => {
            let parsed = embedded::json(text);
            parsed.documents.first().filter(|_| parsed.errors.is_empty()).map(Value::from_node)
        }
        None => Some(value.clone()),
    };
    let items = document.as_ref().map_or(&[][..], Value::items);
    let objects = items.iter().filter(|item| item.as_mapping().is_some());
    let groups: Vec<Group> =
        objects.map(|item| group(item, &row.fields, notation, item.span.unwrap_or(header))).collect();
    let is_open = groups.len() < items.len() || document.is_none_or(|document| document.as_sequence().is_none());
    Content::Blocks(Blocks { groups, is_open, raw: (notation == &request::NOTATION).then_some(value) })
}

/// References and unknown parts, as Terraform's evaluation would leave them.
fn evaluated(value: &Value, notation: &'static Notation) -> Value {
    match &value.kind {
        ValueKind::Sequence(sequence) => {
            let items: Vec<Value> = sequence.items.iter().map(|item| evaluated(item, notation)).collect();
            let kind = ValueKind::Sequence(Sequence { items: items.into(), ..sequence.clone() });
            Value { kind, ..value.clone() }
        }
        ValueKind::String(text) if notation == &terraform::NOTATION => {
            let known = text.known().unwrap();
            if known == "?" {
                return Value::unknown("var.unknown has no value").at(text.span());
            }
            match known.strip_prefix('@') {
                Some(reference) => reference_to(reference, text.span()),
                None if known.contains('…') => Value::text(with_holes(text)),
                None => value.clone(),
            }
        }
        _ => value.clone(),
    }
}

fn reference_to(reference: &str, span: Span) -> Value {
    let (resource, attribute) = reference.rsplit_once('.').unwrap();
    let is_managed = !resource.starts_with("data.");
    let resource_type = resource.trim_start_matches("data.").split('.').next().unwrap();
    let symbol = Symbol {
        resource: resource.into(),
        attribute: attribute.into(),
        resource_type: resource_type.into(),
        is_managed,
    };
    let mut value = Value::unknown(format!("{reference} is known after apply")).at(span);
    if let ValueKind::Unknown(unknown) = &mut value.kind {
        unknown.symbol = Some(Arc::new(symbol));
        unknown.is_not_null = true;
    }
    value
}

fn with_holes(text: &Text) -> Text {
    let mut builder = Text::builder();
    for (at, character) in text.known_bytes().char_indices() {
        let range = at..at + character.len_utf8();
        match text.exact_span_of(range.clone()) {
            _ if character == '…' => builder.push_hole(),
            Some(span) => builder.push_exact(&text.known_bytes()[range], span),
            None => builder.push(&text.known_bytes()[range.clone()], text.span_of(range)),
        }
    }
    builder.finish(text.span())
}
