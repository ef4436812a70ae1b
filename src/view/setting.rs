//! Where a value is to be written that a field takes: at the field, or at the one definition that it comes from.

use crate::finding::Help;
use crate::value::{Origin, Passage, Value};

/// What has to be written differently so that a field takes another value.
pub(crate) struct Setting<'v> {
    /// The field's name as written.
    field: &'v str,
    /// The definition that gives the value, where that is an argument, a default or a local value, and what lies between
    /// only hands it on.
    definition: Option<(&'v str, &'v Origin)>,
}

impl<'v> Setting<'v> {
    pub(crate) fn of(field: &'v str, value: impl Into<Option<&'v Value>>) -> Self {
        let value: Option<&Value> = value.into();
        let hands_on =
            |origin: &Origin| matches!(origin.passage, Passage::Local | Passage::Other) && origin.written().is_some();
        let last = value.filter(|value| value.origins().all(hands_on)).and_then(|value| value.origins().last());
        Self { field, definition: last.and_then(|origin| Some((origin.written()?, origin))) }
    }

    /// Whether the value is given by a definition and only handed to the field.
    pub(super) fn is_defined_elsewhere(&self) -> bool {
        self.definition.is_some()
    }

    /// ``set `quota` to 4 at main.tf:19``; without a place where the field itself has the value.
    pub(crate) fn set_to(&self, what: &str) -> Help {
        match self.definition {
            Some((name, origin)) => Help::from(format!("set `{name}` to {what}")).at(origin.span),
            None => Help::from(format!("set `{}` to {what}", self.field)),
        }
    }

    /// `write a number from 7 to 366`, for the place of the finding; the same as [`Self::set_to`] for any other.
    pub(crate) fn write(&self, what: &str) -> Help {
        match self.definition {
            Some(_) => self.set_to(what),
            None => Help::from(format!("write {what}")),
        }
    }
}
