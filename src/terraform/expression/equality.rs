//! Equality as Terraform's `==` has it: without conversions, and with three answers.

use crate::terraform::expression::exact_type::exact_type;
use crate::value::{Mapping, MappingKind, Sequence, SequenceKind, Type, Unknown, Value, ValueKind};

/// Whether two values are equal, as `==` says; `None` where that is not certain.
///
/// Values of different types differ: `"7"` and `7`, `toset(["a"])` and `["a"]`.
pub(crate) fn equal(left: &Value, right: &Value) -> Option<bool> {
    Comparison { one_type: false }.equal(left, right)
}

/// The same for two elements of one collection, whose types are known to be equal.
pub(crate) fn equal_of_one_type(left: &Value, right: &Value) -> Option<bool> {
    Comparison { one_type: true }.equal(left, right)
}

/// A text that two wholly known values of one type share exactly where they are equal; `None` for other values.
pub(crate) fn identity(value: &Value) -> Option<String> {
    let mut text = String::new();
    write_identity(value, &mut text).then_some(text)
}

fn write_identity(value: &Value, text: &mut String) -> bool {
    match &value.kind {
        ValueKind::Null => text.push('~'),
        ValueKind::Bool(value) => text.push(if *value { 'T' } else { 'F' }),
        ValueKind::Number(number) => {
            text.push_str(&number.to_string());
            text.push(';');
        }
        ValueKind::String(string) => {
            let Some(known) = string.known() else { return false };
            text.push_str(&known.len().to_string());
            text.push(':');
            text.push_str(known);
        }
        ValueKind::Sequence(sequence) => {
            text.push('[');
            if sequence.is_open() || !sequence.items.iter().all(|item| write_identity(item, text)) {
                return false;
            }
            text.push(']');
        }
        ValueKind::Mapping(mapping) => {
            text.push('{');
            if mapping.is_open {
                return false;
            }
            for (name, member) in mapping.members.iter() {
                text.push_str(&name.len().to_string());
                text.push(':');
                text.push_str(name);
                if !write_identity(&member.value, text) {
                    return false;
                }
            }
            text.push('}');
        }
        ValueKind::Unknown(_) => return false,
    }
    true
}

#[derive(Clone, Copy)]
struct Comparison {
    /// Both values have the same type, even where neither shows it, as null and empty lists do not.
    one_type: bool,
}

impl Comparison {
    fn equal(self, left: &Value, right: &Value) -> Option<bool> {
        if let (Some(left), Some(right)) = (left.symbol(), right.symbol()) {
            return left.equals(right);
        }
        match (&left.kind, &right.kind) {
            (ValueKind::Unknown(unknown), _) => equal_to_unknown(unknown, right),
            (_, ValueKind::Unknown(unknown)) => equal_to_unknown(unknown, left),
            (ValueKind::Null, ValueKind::Null) => Some(true),
            (ValueKind::Bool(left), ValueKind::Bool(right)) => Some(left == right),
            (ValueKind::Number(left), ValueKind::Number(right)) => Some(left == right),
            (ValueKind::String(left), ValueKind::String(right)) => left.equals(right),
            (ValueKind::Sequence(_), ValueKind::Sequence(_)) | (ValueKind::Mapping(_), ValueKind::Mapping(_))
                if is_of_no_certain_kind(left) || is_of_no_certain_kind(right) =>
            {
                None
            }
            (ValueKind::Sequence(_), ValueKind::Sequence(_)) | (ValueKind::Mapping(_), ValueKind::Mapping(_))
                if !self.one_type =>
            {
                match (exact_type(left), exact_type(right)) {
                    (Some(of_left), Some(of_right)) if of_left != of_right => Some(false),
                    (Some(_), Some(_)) => Self { one_type: true }.parts_equal(left, right),
                    _ => self.parts_equal(left, right),
                }
            }
            _ => self.parts_equal(left, right),
        }
    }

    fn parts_equal(self, left: &Value, right: &Value) -> Option<bool> {
        match (&left.kind, &right.kind) {
            (ValueKind::Sequence(left), ValueKind::Sequence(right)) => self.sequences_equal(left, right),
            (ValueKind::Mapping(left), ValueKind::Mapping(right)) => self.mappings_equal(left, right),
            _ => Some(false),
        }
    }

    fn sequences_equal(self, left: &Sequence, right: &Sequence) -> Option<bool> {
        if left.kind != right.kind {
            return Some(false);
        }
        // The number of items of an open sequence is a lower bound.
        let may_be_as_long = match (left.is_open(), right.is_open()) {
            (false, false) => left.items.len() == right.items.len(),
            (true, false) => left.items.len() <= right.items.len(),
            (false, true) => right.items.len() <= left.items.len(),
            (true, true) => true,
        };
        if !may_be_as_long {
            return Some(false);
        }
        if left.is_open() || right.is_open() {
            let fixed = left.fixed().iter().zip(right.fixed());
            let answer = self.all_equal(fixed, left.kind != SequenceKind::Tuple);
            return answer.filter(|answer| !answer && left.kind != SequenceKind::Set);
        }
        let is_known = |sequence: &Sequence| sequence.items.iter().all(Value::is_wholly_known);
        if left.kind == SequenceKind::Set && !(is_known(left) && is_known(right)) {
            return None;
        }
        self.all_equal(left.items.iter().zip(right.items.iter()), left.kind != SequenceKind::Tuple)
    }

    fn mappings_equal(self, left: &Mapping, right: &Mapping) -> Option<bool> {
        if left.kind != right.kind {
            return Some(false);
        }
        let lacks = |one: &Mapping, other: &Mapping| {
            !one.is_open && other.members.keys().any(|key| !one.members.contains_key(key))
        };
        if lacks(left, right) || lacks(right, left) {
            return Some(false);
        }
        let shared = left
            .members
            .iter()
            .filter_map(|(name, member)| right.members.get(name).map(|other| (&member.value, &other.value)));
        let answer = self.all_equal(shared, left.kind == MappingKind::Map);
        if left.is_open || right.is_open { answer.filter(|answer| !answer) } else { answer }
    }

    /// One certain difference decides, even beside parts that are not known.
    fn all_equal<'a>(
        self,
        pairs: impl Iterator<Item = (&'a Value, &'a Value)>,
        shows_type_by_items: bool,
    ) -> Option<bool> {
        let mut answer = Some(true);
        let mut is_empty = true;
        for (left, right) in pairs {
            is_empty = false;
            match self.equal(left, right) {
                Some(false) => return Some(false),
                // A null inside does not show its type, and values of different types differ.
                Some(true) if self.one_type || !left.is_null() || left.of_type == right.of_type => {}
                _ => answer = None,
            }
        }
        if is_empty && shows_type_by_items && !self.one_type { None } else { answer }
    }
}

/// What is certain although one value is not known: null is no other value, and values of different types differ.
/// Whether a conversion may yet make another kind of collection of the value.
fn is_of_no_certain_kind(value: &Value) -> bool {
    value.of_type.as_deref() == Some(&Type::Any)
}

fn equal_to_unknown(unknown: &Unknown, other: &Value) -> Option<bool> {
    let may_be = |fits: bool| unknown.of_type == Type::Any || fits;
    let of_type = &unknown.of_type;
    let may_be_equal = match &other.kind {
        ValueKind::Null => !unknown.is_not_null,
        ValueKind::Bool(_) => may_be(*of_type == Type::Bool),
        ValueKind::Number(_) => may_be(*of_type == Type::Number),
        ValueKind::String(_) => may_be(*of_type == Type::String),
        ValueKind::Sequence(sequence) => may_be(match sequence.kind {
            SequenceKind::Tuple => matches!(of_type, Type::Tuple(_)),
            SequenceKind::List => matches!(of_type, Type::List(_)),
            SequenceKind::Set => matches!(of_type, Type::Set(_)),
        }),
        ValueKind::Mapping(mapping) => may_be(match mapping.kind {
            MappingKind::Object => matches!(of_type, Type::Object(_)),
            MappingKind::Map => matches!(of_type, Type::Map(_)),
        }),
        ValueKind::Unknown(_) => true,
    };
    (!may_be_equal).then_some(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_different_types_differ() {
        let list = Value::sequence(SequenceKind::List, [Value::number(1)]);
        let tuple = Value::tuple([Value::number(1)]);
        assert_eq!(equal(&list, &tuple), Some(false));
        assert_eq!(equal(&tuple, &tuple), Some(true));
    }

    #[test]
    fn empty_lists_may_have_different_types() {
        let empty = Value::sequence(SequenceKind::List, []);
        assert_eq!(equal(&empty, &empty), None);
        assert_eq!(equal_of_one_type(&empty, &empty), Some(true));
        assert_eq!(equal(&Value::tuple([]), &Value::tuple([])), Some(true));
    }

    #[test]
    fn a_difference_decides_beside_unknown_parts() {
        let left = Value::tuple([Value::unknown("?"), Value::number(1)]);
        let right = Value::tuple([Value::number(5), Value::number(2)]);
        assert_eq!(equal(&left, &right), Some(false));
        let right = Value::tuple([Value::number(5), Value::number(1)]);
        assert_eq!(equal(&left, &right), None);
    }
}
