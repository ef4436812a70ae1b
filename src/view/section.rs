//! A resource beside a table whose limits hold for it, and its groups of fields beside their rows.

use std::borrow::Cow;
use std::rc::Rc;

use super::field::FieldView;
use super::horizon::Horizon;
use super::value::spells;
use crate::resource::{Field, Group, Presence, Resource, Role, Scalars, Taker};
use crate::tables::cloud::Requests;
use crate::tables::names::is_called;
use crate::tables::place::Place;
use crate::tables::{Condition, Operation, Row, Rows, Setting, Table, Tables, Test, ValueType};

/// A resource beside a table whose limits hold for it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Subject<'a> {
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
#[derive(Clone, Debug)]
pub(crate) struct Section<'a> {
    pub subject: Subject<'a>,
    pub group: &'a Group,
    pub rows: &'a Rows,
    /// The row of the block; none for the resource itself.
    pub row: Option<&'a Row>,
    /// The table's name of the block with a dot after it; empty for the resource itself.
    pub(super) prefix: Rc<str>,
    /// The same as it is written.
    written: Rc<str>,
}

/// Every resource that is written or read, beside each table whose limits hold for it.
pub(super) fn subjects<'a>(resources: &'a [Resource], tables: &'a Tables) -> Vec<Subject<'a>> {
    let mut subjects = Vec::new();
    for resource in resources.iter().filter(|resource| resource.role != Role::Saved) {
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

impl<'a> Subject<'a> {
    pub(crate) fn setting(&self) -> Setting<'a> {
        Setting {
            notation: self.resource.notation,
            operation: self.operation.map(|_| &*self.resource.name),
            sent_to: self.resource.sent_to.as_deref(),
            versions: self.resource.versions.as_deref(),
        }
    }

    /// Whether the table is complete for whoever takes the resource.
    pub(crate) fn horizon(&self) -> Horizon<'a> {
        self.table.compared.as_ref().map_or(Horizon::Within, |compared| Horizon::of(compared, self.resource))
    }

    /// The resource itself, then its blocks.
    pub(crate) fn sections(self) -> Vec<Rc<Section<'a>>> {
        let body = Section {
            subject: self,
            group: &self.resource.body,
            rows: &self.table.fields,
            row: None,
            prefix: "".into(),
            written: "".into(),
        };
        let mut sections = Vec::new();
        collect_sections(Rc::new(body), &mut sections);
        sections
    }
}

fn collect_sections<'a>(section: Rc<Section<'a>>, sections: &mut Vec<Rc<Section<'a>>>) {
    for (field, name, row) in section.rows_of_fields() {
        let Some(blocks) = field.blocks() else { continue };
        // A map that is written as a block has members of its own.
        if section.limit(row, |row| row.value_type) == Some(ValueType::Map) {
            continue;
        }
        let prefix: Rc<str> = format!("{}{name}.", section.prefix).into();
        let written: Rc<str> = format!("{}{}.", section.written, field.written).into();
        for group in blocks.written() {
            let (prefix, written) = (prefix.clone(), written.clone());
            let nested =
                Section { subject: section.subject, group, rows: &row.fields, row: Some(row), prefix, written };
            collect_sections(Rc::new(nested), sections);
        }
    }
    sections.push(section);
}

impl<'a> Section<'a> {
    /// The written fields that the table has.
    pub(crate) fn fields(self: &Rc<Self>) -> impl Iterator<Item = FieldView<'a>> {
        self.rows_of_fields().map(|(field, name, row)| FieldView { section: self.clone(), name, field, row })
    }

    /// The same fields, each with the table's name and its row.
    fn rows_of_fields(&self) -> impl Iterator<Item = (&'a Field, &'a str, &'a Row)> {
        self.group.fields.iter().filter_map(|field| self.row_of(field).map(|(name, row)| (field, name, row)))
    }

    /// The table's name for a written field, and its row, where it has the field on its surface and in its operation.
    fn row_of(&self, field: &Field) -> Option<(&'a str, &'a Row)> {
        if !field.is_declared || !self.is_parameter(&field.name) {
            return None;
        }
        self.rows.get_key_value(&*field.name).map(|(name, row)| (&**name, row))
    }

    /// The block's name as it is written; none for the resource itself.
    pub(crate) fn name(&self) -> Option<&str> {
        self.written.strip_suffix('.')
    }

    /// Whether the table has a written field, on its surface and in its operation.
    pub(crate) fn has(&self, field: &Field) -> bool {
        self.row_of(field).is_some()
    }

    /// Whether a written field is a parameter that every request of the cloud may have.
    pub(crate) fn is_common(&self, field: &Field) -> bool {
        self.subject.operation.is_some() && self.subject.common_parameters.iter().any(|name| **name == *field.written)
    }

    /// The table's name of what is meant by a written field that is a known mistake.
    pub(crate) fn mistake(&self, field: &Field) -> Option<&'a str> {
        let mistakes = self.row.is_none().then_some(&self.subject.table.mistakes)?;
        let notation = self.subject.resource.notation;
        let is_written = |name: &str| *field.written == *name || is_called(notation, name, &field.written);
        mistakes.iter().find(|(name, _)| is_written(name)).map(|(_, meant)| &**meant)
    }

    /// Whether a field of the table is a parameter of the operation, where there is one.
    pub(crate) fn is_parameter(&self, name: &str) -> bool {
        let operation = self.subject.operation.filter(|_| self.row.is_none());
        operation.is_none_or(|operation| operation.fields.iter().any(|field| field == name))
    }

    /// The names that may be written here, with the table's name for each.
    pub(crate) fn writable_names(&self) -> Vec<(String, &'a str)> {
        let notation = self.subject.resource.notation;
        let writable = self.rows.iter().filter(|(name, row)| !row.read_only && self.is_parameter(name));
        writable.filter_map(|(name, row)| Some((row.name_on(notation, name)?.into_owned(), &**name))).collect()
    }

    /// The field's name as it is written on this surface.
    pub(crate) fn name_here(&self, name: &str) -> String {
        let row = self.rows.get(name);
        row.and_then(|row| row.name_on(self.subject.resource.notation, name))
            .map_or_else(|| name.to_owned(), Cow::into_owned)
    }

    /// The limit of a row that counts here. Where that depends on a field of which the value is not known, there is none.
    pub(crate) fn limit<T>(&self, row: &'a Row, get: impl Fn(&'a Row) -> Option<T>) -> Option<T> {
        for (place, other) in &row.on {
            let Place::Where(condition) = place else { continue };
            let Some(limit) = get(other) else { continue };
            match self.holds(condition) {
                Some(true) => return Some(limit),
                Some(false) => {}
                None => return None,
            }
        }
        self.limit_of_setting(row, get)
    }

    /// The same without those that depend on other fields, for what conditions on fields ask.
    fn limit_of_setting<T>(&self, row: &'a Row, get: impl Fn(&'a Row) -> Option<T>) -> Option<T> {
        row.limit(self.subject.setting(), get)
    }

    /// Whether a field has effect. A zero that the provider takes for nothing counts as nothing, and so does an empty
    /// text where a provider lets one leave the argument out.
    pub(crate) fn presence(&self, name: &str) -> Presence {
        let row = self.rows.get(name);
        if self.group.known_str(name) == Some("") && row.is_some_and(|row| self.may_be_empty(row)) {
            return Presence::Absent;
        }
        let zero_is_absent = self.rows.get(name).and_then(|row| self.limit_of_setting(row, |row| row.zero_is_absent));
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
    pub(super) fn may_be_empty(&self, row: &'a Row) -> bool {
        let is_provider = self.subject.resource.notation.taker == Taker::Provider;
        is_provider && self.limit_of_setting(row, |row| row.required) != Some(true)
    }

    /// Whether a condition on the fields of this group holds; `None` where that is not certain.
    pub(crate) fn holds(&self, condition: &Condition) -> Option<bool> {
        let presence = self.presence(&condition.field);
        let is = |text: &str| match presence {
            Presence::Uncertain => None,
            Presence::Set => spells(self.group.value(&condition.field)?, text),
            Presence::Absent => {
                let row = self.rows.get(&*condition.field);
                Some(row.and_then(|row| self.limit_of_setting(row, |row| row.default.as_deref())) == Some(text))
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
            // What is meant by a value that is not allowed is not known.
            Test::IsNot(_) if self.is_disallowed(&condition.field) => None,
            Test::IsNot(text) => is(text).map(|is| !is),
        }
    }

    /// Whether a field has a value that is certainly not one of those that are allowed.
    fn is_disallowed(&self, name: &str) -> bool {
        let allowed = self.rows.get(name).and_then(|row| self.limit(row, |row| row.values.as_deref()));
        let Some((allowed, value)) = allowed.zip(self.group.value(name)) else { return false };
        let is_other = |text: &String| spells(value, text) == Some(false);
        !value.is_null() && !allowed.is_empty() && allowed.iter().all(is_other)
    }

    /// How a field is set, in the words of its surface: `encrypted = true`, `encrypt_type = "KMS"`, `encrypted: true`.
    pub(crate) fn assignment(&self, name: &str, value: &str) -> String {
        let written = self.name_here(name);
        let value_type = self.rows.get(name).and_then(|row| self.limit(row, |row| row.value_type));
        let notation = self.subject.resource.notation;
        match value_type {
            Some(ValueType::Boolean | ValueType::Integer | ValueType::Number) if notation.is_evaluated => {
                format!("{written} = {value}")
            }
            _ if notation.is_evaluated => format!("{written} = \"{value}\""),
            Some(ValueType::String) if notation.is_yaml && matches!(value, "true" | "false") => {
                format!("{written}: \"{value}\"")
            }
            _ => format!("{written}: {value}"),
        }
    }

    /// A condition that holds, in words: says so where it is a default that meets it.
    pub(crate) fn cause(&self, condition: &Condition) -> String {
        let is_default = self.presence(&condition.field) == Presence::Absent;
        let suffix = if is_default && matches!(condition.test, Test::Is(_)) { ", its default" } else { "" };
        format!("{}{suffix}", self.in_words(condition))
    }

    /// A condition in words, with the names of this surface: `payment_type` is `PayAsYouGo`.
    pub(crate) fn in_words(&self, condition: &Condition) -> String {
        let name = self.name_here(&condition.field);
        match &condition.test {
            Test::Set => format!("`{name}` is set"),
            Test::NotSet => format!("`{name}` is not set"),
            Test::Is(value) => format!("`{name}` is `{value}`"),
            Test::IsNot(value) => format!("`{name}` is not `{value}`"),
        }
    }
}

/// Whether the surface converts between text, numbers and booleans where they spell the same.
pub(crate) fn converts(subject: &Subject<'_>, tables: &Tables) -> Conversion {
    match subject.resource.notation.scalars {
        Scalars::Refused => Conversion::Never,
        Scalars::AsTheApi => {
            let cloud = tables.cloud(&subject.resource.kind);
            match cloud.map(|cloud| cloud.requests) {
                Some(Requests::Typed) => Conversion::Likely,
                _ => Conversion::Always,
            }
        }
        Scalars::Converted | Scalars::Evaluated => Conversion::Always,
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Conversion {
    Always,
    Likely,
    Never,
}
