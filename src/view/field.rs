//! A field beside the row of its table.

use std::rc::Rc;

use semver::Version;

use super::section::Section;
use super::setting::Setting;
use super::value::{is_scalar, plain, shown, spells};
use crate::finding::{Draft, Help, Identity};
use crate::resource::{Content, Field, Resource, number_of};
use crate::source::Span;
use crate::tables::place::Place;
use crate::tables::{self, Condition, Holds, Row, ValueType};
use crate::value::{Member, Number, Value, ValueKind};

/// A field that is written, beside its row.
#[derive(Clone, Debug)]
pub(crate) struct FieldView<'a> {
    pub section: Rc<Section<'a>>,
    /// The table's name for the field.
    pub name: &'a str,
    pub field: &'a Field,
    pub row: &'a Row,
}

impl<'a> FieldView<'a> {
    pub(crate) fn resource(&self) -> &'a Resource {
        self.section.subject.resource
    }

    /// The name as written.
    pub(crate) fn written(&self) -> &'a str {
        &self.field.written
    }

    /// The table's name with the blocks around it: `bind_vpcs.vpc_id`.
    pub(crate) fn path(&self) -> String {
        format!("{}{}", self.section.prefix, self.name)
    }

    /// The limit that counts here.
    pub(crate) fn limit<T>(&self, get: impl Fn(&'a Row) -> Option<T>) -> Option<T> {
        self.section.limit(self.row, get)
    }

    /// The condition under which the field has no effect, where one holds for certain.
    pub(crate) fn idle_condition(&self) -> Option<&'a Condition> {
        let conditions = self.limit(|row| row.ignored_when.as_deref())?;
        let is_right = |text: &String| self.field.value().is_none_or(|value| spells(value, text) != Some(false));
        if self.limit(|row| row.ignored_except.as_ref()).is_some_and(|values| values.iter().any(is_right)) {
            return None;
        }
        conditions.iter().find(|condition| self.section.holds(condition) == Some(true))
    }

    /// The value, or each item where the field is a list, each value where it is a map. Whoever asks for them judges
    /// them, so those that are not known are noted.
    pub(crate) fn values(&self) -> Vec<&'a Value> {
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

    /// Whether a value is one of those that are allowed. `None` where it is not certain, and for what is of a wrong type.
    pub(crate) fn is_one_of(&self, value: &Value, allowed: &[String]) -> Option<bool> {
        if self.limit(|row| row.value_type) == Some(ValueType::Integer) {
            let number = number_of(value)?;
            return Some(allowed.iter().any(|text| Number::parse(text).as_ref() == Some(&number)));
        }
        if value.as_sequence().is_some() || value.as_mapping().is_some() {
            return None;
        }
        let mut is_certain = true;
        for text in allowed {
            match spells(value, text) {
                Some(true) => return Some(true),
                Some(false) => {}
                None => is_certain = false,
            }
        }
        is_certain.then_some(false)
    }

    /// The first provider version that takes a value, where older ones do not.
    pub(crate) fn first_version_with(&self, value: &Value) -> Option<&'a Version> {
        let refused_before = self.row.on.iter().filter_map(|(place, older)| match place {
            Place::OlderThan(version) => Some((version, older.values.as_deref()?)),
            _ => None,
        });
        let refuses = |allowed: &[String]| !allowed.is_empty() && self.is_one_of(value, allowed) == Some(false);
        let version = refused_before.filter(|(_, allowed)| refuses(allowed)).map(|(version, _)| version).max()?;
        let newest = tables::Setting { versions: None, ..self.section.subject.setting() };
        let allowed = self.row.limit(newest, |row| row.values.as_deref()).unwrap_or_default();
        (allowed.is_empty() || self.is_one_of(value, allowed) == Some(true)).then_some(version)
    }

    /// Whether a value is an empty text by which an optional argument is left out: providers take it for none.
    pub(crate) fn is_left_out(&self, value: &Value) -> bool {
        value.as_str() == Some("") && self.section.may_be_empty(self.row)
    }

    /// The keys of a map, each with its place.
    pub(crate) fn keys(&self) -> Vec<(Span, &'a str)> {
        let mapping = self.field.value().and_then(Value::as_mapping);
        let members = mapping.into_iter().flat_map(|mapping| mapping.members.iter());
        let place = |member: &Member| member.key_span.unwrap_or_else(|| self.field.span());
        members.map(|(key, member)| (place(member), &**key)).collect()
    }

    /// Whether the value may be shown: what is sensitive is not.
    pub(crate) fn is_shown(&self, value: &Value) -> bool {
        !value.sensitive && self.limit(|row| row.holds) != Some(Holds::Secret)
    }

    /// The field and its value, for messages: `spec` is `300`.
    pub(crate) fn sentence(&self, value: &Value) -> String {
        match is_scalar(value) && self.is_shown(value) {
            true => format!("`{}` is {}", self.written(), shown(value)),
            false => format!("the value of `{}`", self.written()),
        }
    }

    /// What to write so that this field takes another value than `value`, and where.
    pub(crate) fn advice(&self, value: &Value, what: &str) -> Help {
        Setting::of(self.written(), value).write(what)
    }

    /// A finding on a value of this field, with the definitions behind the value and the row's own advice.
    pub(crate) fn finding(&self, value: &Value, message: String, help: Option<Help>) -> Draft {
        let text = (is_scalar(value) && self.is_shown(value)).then(|| plain(value));
        let mut finding = Draft::new(value.span.unwrap_or(self.field.name_span), message);
        finding = finding.on(value, text.as_ref().map(|_| shown(value)).as_deref());
        finding.help = self.limit(|row| row.help.clone()).map(Help::from).or(help);
        finding.identity = Identity::of_field(self.path()).with_value(text.unwrap_or_default());
        finding.is_on_secret = !self.is_shown(value);
        finding
    }
}

/// How many items or blocks are certain, and whether there may be more; none where the field is a scalar.
pub(crate) fn count_of(field: &Field) -> Option<(usize, bool)> {
    match &field.content {
        Content::Blocks(blocks) => Some((blocks.groups.len(), blocks.is_open)),
        Content::Value(value) => match &value.kind {
            ValueKind::Sequence(sequence) => Some((sequence.items.len(), sequence.is_open())),
            ValueKind::Mapping(mapping) => Some((mapping.members.len(), mapping.is_open)),
            _ => None,
        },
    }
}
