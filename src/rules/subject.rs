//! What the rules on single fields look at: the fields of a resource beside the rows of its table.

pub mod cloud;
pub mod ids;
pub mod instance;
pub mod literal;
pub mod quota;
pub mod region;
#[cfg(test)]
pub mod sample;
pub mod values;
pub mod vswitch;

use std::borrow::Cow;
use std::rc::Rc;

use crate::finding::{Draft, Identity, Severity};
use crate::resource::{Content, Field, Group, Presence, Resource, Role, Scalars, Taker};
use crate::rule::RuleContext;
use crate::source::Span;
use crate::tables::{Condition, Holds, Operation, Row, Rows, Setting, Table, Test, ValueType};
use crate::value::{Member, Number, Value, ValueKind};

/// A resource beside a table whose limits hold for it.
#[derive(Clone, Copy)]
pub struct Subject<'a> {
    pub resource: &'a Resource,
    pub table: &'a Table,
    /// The API operation, where the resource is one call of it.
    pub operation: Option<&'a Operation>,
    /// Parameters that every request of the cloud may have.
    pub common_parameters: &'a [String],
    /// The table adds limits to another one, so what it does not list is no finding.
    pub is_addition: bool,
}

/// Fields that belong together, beside their rows.
#[derive(Clone)]
pub struct Section<'a> {
    pub subject: Subject<'a>,
    pub group: &'a Group,
    pub rows: &'a Rows,
    /// The row of the block; none for the resource itself.
    pub row: Option<&'a Row>,
    /// The block's name with a dot after it; empty for the resource itself.
    prefix: Rc<str>,
}

/// A field that is written, beside its row.
#[derive(Clone)]
pub struct TabledField<'a> {
    pub section: Section<'a>,
    /// The table's name for the field.
    pub name: &'a str,
    pub field: &'a Field,
    pub row: &'a Row,
}

/// Every resource that is written or read, beside each table whose limits hold for it.
pub fn subjects<'a>(cx: &RuleContext<'a>) -> Vec<Subject<'a>> {
    let tables = cx.tables();
    let mut subjects = Vec::new();
    for resource in cx.resources().iter().filter(|resource| resource.role != Role::Saved) {
        let cloud = tables.cloud(&resource.kind);
        let common_parameters = cloud.map_or(&[][..], |cloud| &cloud.common_parameters);
        let operation = (resource.role == Role::Operation).then(|| {
            let cloud = resource.kind.split('/').next().unwrap_or_default();
            tables.operation(&format!("{cloud}/{}", resource.name)).map(|(_, operation)| operation)
        });
        // A call that no table describes has no limits.
        if operation.is_some_and(|operation| operation.is_none()) {
            continue;
        }
        for (index, table) in tables.limits(&resource.kind).enumerate() {
            let operation = operation.flatten();
            subjects.push(Subject { resource, table, operation, common_parameters, is_addition: index > 0 });
        }
    }
    subjects
}

/// The fields of all resources that are written or read, nested ones included.
pub fn tabled_fields<'a>(cx: &RuleContext<'a>) -> Vec<TabledField<'a>> {
    subjects(cx).into_iter().flat_map(Subject::sections).flat_map(Section::fields).collect()
}

/// The known and unknown values in one resource that are of a sort: ids of VPCs, zones. Items of lists count each.
pub fn values_holding<'a>(
    cx: &RuleContext<'a>,
    resource: &'a Resource,
    holds: Holds,
) -> Vec<(TabledField<'a>, &'a Value)> {
    let mut values = Vec::new();
    for subject in subjects(cx).into_iter().filter(|subject| std::ptr::eq(subject.resource, resource)) {
        for field in subject.sections().into_iter().flat_map(Section::fields) {
            if field.limit(|row| row.holds) == Some(holds) {
                values.extend(field.values().into_iter().map(|value| (field.clone(), value)));
            }
        }
    }
    values
}

impl<'a> Subject<'a> {
    pub fn setting(&self) -> Setting<'a> {
        Setting {
            notation: self.resource.notation,
            operation: self.operation.map(|_| &*self.resource.name),
            versions: self.resource.versions.as_deref(),
        }
    }

    /// The resource itself, then its blocks.
    pub fn sections(self) -> Vec<Section<'a>> {
        let body = Section {
            subject: self,
            group: &self.resource.body,
            rows: &self.table.fields,
            row: None,
            prefix: "".into(),
        };
        let mut sections = Vec::new();
        collect_sections(body, &mut sections);
        sections
    }
}

fn collect_sections<'a>(section: Section<'a>, sections: &mut Vec<Section<'a>>) {
    for field in section.clone().fields() {
        let Some(blocks) = field.field.blocks() else { continue };
        let prefix: Rc<str> = format!("{}{}.", section.prefix, field.name).into();
        for group in &blocks.groups {
            let nested = Section {
                subject: section.subject,
                group,
                rows: &field.row.fields,
                row: Some(field.row),
                prefix: prefix.clone(),
            };
            collect_sections(nested, sections);
        }
    }
    sections.push(section);
}

impl<'a> Section<'a> {
    /// The written fields that the table has.
    pub fn fields(self) -> Vec<TabledField<'a>> {
        let written = self.group.fields.iter().filter(|field| self.has(field));
        let rows = written.filter_map(|field| Some((field, self.rows.get_key_value(&*field.name)?)));
        rows.map(|(field, (name, row))| TabledField { section: self.clone(), name, field, row }).collect()
    }

    /// The block's name; none for the resource itself.
    pub fn name(&self) -> Option<&str> {
        self.prefix.strip_suffix('.')
    }

    /// Whether the table has a written field, on its surface and in its operation.
    pub fn has(&self, field: &Field) -> bool {
        field.is_declared && self.rows.contains_key(&*field.name) && self.is_parameter(&field.name)
    }

    /// Whether a field of the table is a parameter of the operation, where there is one.
    pub fn is_parameter(&self, name: &str) -> bool {
        let operation = self.subject.operation.filter(|_| self.row.is_none());
        operation.is_none_or(|operation| operation.fields.iter().any(|field| field == name))
    }

    /// The names that may be written here, with the table's name for each.
    pub fn writable_names(&self) -> Vec<(String, &'a str)> {
        let notation = self.subject.resource.notation;
        let writable = self.rows.iter().filter(|(name, row)| !row.read_only && self.is_parameter(name));
        writable.filter_map(|(name, row)| Some((row.name_on(notation, name)?.into_owned(), name.as_str()))).collect()
    }

    /// The field's name as it is written on this surface.
    pub fn name_here(&self, name: &str) -> String {
        let row = self.rows.get(name);
        row.and_then(|row| row.name_on(self.subject.resource.notation, name))
            .map_or_else(|| name.to_owned(), Cow::into_owned)
    }

    pub fn limit<T>(&self, row: &'a Row, get: impl Fn(&'a Row) -> Option<T>) -> Option<T> {
        row.limit(self.subject.setting(), get)
    }

    /// Whether a field has effect. A zero that the provider takes for nothing counts as nothing, and so does an empty
    /// text where a provider lets one leave the argument out.
    pub fn presence(&self, name: &str) -> Presence {
        let row = self.rows.get(name);
        if self.group.known_str(name) == Some("") && row.is_some_and(|row| self.may_be_empty(row)) {
            return Presence::Absent;
        }
        let zero_is_absent = self.rows.get(name).and_then(|row| self.limit(row, |row| row.zero_is_absent));
        let is_zero = || {
            let number = self.group.known_number(name).is_some_and(|number| number.is_zero());
            number || self.group.known_bool(name) == Some(false)
        };
        match self.group.presence(name) {
            Presence::Set if zero_is_absent == Some(true) && is_zero() => Presence::Absent,
            presence => presence,
        }
    }

    /// Whether an empty text leaves a field out, as it does with the optional arguments of providers.
    fn may_be_empty(&self, row: &'a Row) -> bool {
        let is_provider = self.subject.resource.notation.taker == Taker::Provider;
        is_provider && self.limit(row, |row| row.required) != Some(true)
    }

    /// Whether a condition on the fields of this group holds; `None` where that is not certain.
    pub fn holds(&self, condition: &Condition) -> Option<bool> {
        let presence = self.presence(&condition.field);
        let is = |text: &str| match presence {
            Presence::Uncertain => None,
            Presence::Set => spells(self.group.value(&condition.field)?, text),
            Presence::Absent => {
                let row = self.rows.get(&condition.field);
                Some(row.and_then(|row| self.limit(row, |row| row.default.as_deref())) == Some(text))
            }
        };
        let is_set = match presence {
            Presence::Set => Some(true),
            Presence::Absent => Some(false),
            Presence::Uncertain => None,
        };
        match &condition.test {
            Test::Set => is_set,
            Test::NotSet => is_set.map(|is_set| !is_set),
            Test::Is(text) => is(text),
            Test::IsNot(text) => is(text).map(|is| !is),
        }
    }

    /// A condition that holds, in words: says so where it is a default that meets it.
    pub fn cause(&self, condition: &Condition) -> String {
        let is_default = self.presence(&condition.field) == Presence::Absent;
        let suffix = if is_default && matches!(condition.test, Test::Is(_)) { ", its default" } else { "" };
        format!("{}{suffix}", self.in_words(condition))
    }

    /// A condition in words, with the names of this surface: `payment_type is PayAsYouGo`.
    pub fn in_words(&self, condition: &Condition) -> String {
        let name = self.name_here(&condition.field);
        match &condition.test {
            Test::Set => format!("{name} is set"),
            Test::NotSet => format!("{name} is not set"),
            Test::Is(value) => format!("{name} is {value}"),
            Test::IsNot(value) => format!("{name} is not {value}"),
        }
    }
}

impl<'a> TabledField<'a> {
    pub fn resource(&self) -> &'a Resource {
        self.section.subject.resource
    }

    /// The name as written.
    pub fn written(&self) -> &'a str {
        &self.field.written
    }

    /// The table's name with the blocks around it: `bind_vpcs.vpc_id`.
    pub fn path(&self) -> String {
        format!("{}{}", self.section.prefix, self.name)
    }

    /// The limit that counts here.
    pub fn limit<T>(&self, get: impl Fn(&'a Row) -> Option<T>) -> Option<T> {
        self.section.limit(self.row, get)
    }

    /// The value, or each item where the field is a list, each value where it is a map. Whoever asks for them judges
    /// them, so those that are not known are noted.
    pub fn values(&self) -> Vec<&'a Value> {
        let values = self.all_values();
        values.iter().for_each(|value| self.resource().ask(self.written(), value));
        values
    }

    fn all_values(&self) -> Vec<&'a Value> {
        let Some(value) = self.field.value() else { return Vec::new() };
        match &value.kind {
            ValueKind::Sequence(sequence) if self.field.blocks().is_none() => sequence.items.iter().collect(),
            ValueKind::Mapping(mapping) if self.limit(|row| row.value_type) == Some(ValueType::Map) => {
                mapping.members.values().map(|member| &member.value).collect()
            }
            ValueKind::Null => Vec::new(),
            _ => vec![value],
        }
    }

    /// Whether a value is an empty text by which an optional argument is left out: providers take it for none.
    pub fn is_left_out(&self, value: &Value) -> bool {
        value.as_str() == Some("") && self.section.may_be_empty(self.row)
    }

    /// The keys of a map, each with its place.
    pub fn keys(&self) -> Vec<(Span, &'a str)> {
        let mapping = self.field.value().and_then(Value::as_mapping);
        let members = mapping.into_iter().flat_map(|mapping| mapping.members.iter());
        let place = |member: &Member| member.key_span.unwrap_or_else(|| self.field.span());
        members.map(|(key, member)| (place(member), &**key)).collect()
    }

    /// Whether the value may be shown: what is sensitive is not.
    pub fn is_shown(&self, value: &Value) -> bool {
        !value.sensitive && self.limit(|row| row.holds) != Some(Holds::Secret)
    }

    /// The field and its value, for messages: `spec is 300`.
    pub fn sentence(&self, value: &Value) -> String {
        match shown(value) {
            Some(shown) if self.is_shown(value) => format!("{} is {shown}", self.written()),
            _ => format!("the value of {}", self.written()),
        }
    }

    /// A finding on a value of this field, with the definitions behind the value and the row's own advice.
    pub fn finding(&self, value: &Value, message: String, help: Option<String>) -> Draft {
        let mut finding = Draft::new(value.span.unwrap_or(self.field.name_span), message);
        finding = finding.because(value);
        finding.help = self.limit(|row| row.help.clone()).or(help);
        let value = shown(value).filter(|_| self.is_shown(value)).unwrap_or_default();
        finding.identity = Identity::of_field(self.path()).with_value(value);
        finding
    }

    /// Reports under the rule and severity that the row or its table names, else under the running rule's.
    pub fn report(&self, cx: &mut RuleContext<'_>, severity: Severity, finding: Draft) {
        report(cx, &self.section, Some(self.row), severity, finding);
    }
}

/// Reports under the rule and severity that a row or its table names, else under the running rule's.
pub fn report(
    cx: &mut RuleContext<'_>,
    section: &Section<'_>,
    row: Option<&Row>,
    severity: Severity,
    mut finding: Draft,
) {
    let table = section.subject.table;
    let severity = row.and_then(|row| row.severity).or(table.severity).unwrap_or(severity);
    if finding.help.is_none() {
        finding.help = row.and_then(|row| row.help.clone());
    }
    match row.and_then(|row| row.rule.as_deref()).or(table.rule.as_deref()) {
        Some(rule) => cx.report_for(rule, severity, section.subject.resource, finding),
        None => cx.report_as(severity, section.subject.resource, finding),
    }
}

/// Whether a value is what `text` spells: `true`, `7`, a string. `None` where that is not certain.
pub fn spells(value: &Value, text: &str) -> Option<bool> {
    match &value.kind {
        ValueKind::Bool(value) => Some(text == if *value { "true" } else { "false" }),
        ValueKind::Number(number) => Some(Number::parse(text).as_ref() == Some(number)),
        ValueKind::String(known) => match known.known() {
            Some(known) => Some(known == text),
            None => {
                let pieces = [known.known_prefix(), known.known_suffix()];
                let fits = text.starts_with(pieces[0]) && text.ends_with(pieces[1]);
                (!fits || text.len() < known.known_bytes().len()).then_some(false)
            }
        },
        ValueKind::Null | ValueKind::Sequence(_) | ValueKind::Mapping(_) => Some(false),
        ValueKind::Unknown(_) => None,
    }
}

/// A scalar as messages show it; strings in quotes, long ones cut, unknown parts as `…`.
pub fn shown(value: &Value) -> Option<String> {
    Some(match &value.kind {
        ValueKind::Bool(value) => value.to_string(),
        ValueKind::Number(number) => number.to_string(),
        ValueKind::String(text) => {
            let whole: String = text.pieces().into_iter().map(|piece| piece.unwrap_or("…")).collect();
            let cut: String = whole.chars().take(60).collect();
            format!("\"{cut}{}\"", if cut.len() < whole.len() { "…" } else { "" })
        }
        _ => return None,
    })
}

/// Whether the surface converts between text, numbers and booleans where they spell the same.
pub fn converts(subject: &Subject<'_>, cx: &RuleContext<'_>) -> Conversion {
    match subject.resource.notation.scalars {
        Scalars::Refused => Conversion::Never,
        Scalars::AsTheApi => {
            let cloud = cx.tables().cloud(&subject.resource.kind);
            match cloud.map(|cloud| cloud.requests) {
                Some(crate::tables::cloud::Requests::Typed) => Conversion::Likely,
                _ => Conversion::Always,
            }
        }
        Scalars::Converted | Scalars::Evaluated => Conversion::Always,
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conversion {
    Always,
    Likely,
    Never,
}

/// Whether a field's row describes a list or blocks, which are judged item by item.
pub fn is_collection(value_type: Option<ValueType>) -> bool {
    matches!(value_type, Some(ValueType::List | ValueType::Map | ValueType::Blocks))
}

/// How many items or blocks are certain, and whether there may be more; none where the field is a scalar.
pub fn count_of(field: &Field) -> Option<(usize, bool)> {
    match &field.content {
        Content::Blocks(blocks) => Some((blocks.groups.len(), blocks.is_open)),
        Content::Value(value) => match &value.kind {
            ValueKind::Sequence(sequence) => Some((sequence.items.len(), sequence.is_open)),
            ValueKind::Mapping(mapping) => Some((mapping.members.len(), mapping.is_open)),
            _ => None,
        },
    }
}
