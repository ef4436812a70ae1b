//! Whether two values are certainly equal, certainly different, or neither.

use super::{Mapping, Number, Sequence, SequenceKind, Symbol, Value, ValueKind};

impl Value {
    /// Whether two values are equal, after the scalar conversions that providers make (`"7"` and `7`).
    /// `None` where that is not certain.
    pub(crate) fn equals(&self, other: &Self) -> Option<bool> {
        if self.symbol().is_some() && self.symbol() == other.symbol() {
            return Some(true);
        }
        for (value, other) in [(self, other), (other, self)] {
            if let Some(alternatives) = value.alternatives() {
                let mut answers = alternatives.iter().map(|one| one.equals(other));
                return answers.next().flatten().filter(|first| answers.all(|answer| answer == Some(*first)));
            }
        }
        if let (Some(left), Some(right)) = (self.symbol(), other.symbol()) {
            return left.equals(right);
        }
        match (&self.kind, &other.kind) {
            (ValueKind::Unknown(unknown), ValueKind::Null) | (ValueKind::Null, ValueKind::Unknown(unknown)) => {
                unknown.is_not_null.then_some(false)
            }
            (ValueKind::Unknown(_), _) | (_, ValueKind::Unknown(_)) => None,
            (ValueKind::Null, ValueKind::Null) => Some(true),
            (ValueKind::Bool(left), ValueKind::Bool(right)) => Some(left == right),
            (ValueKind::Number(left), ValueKind::Number(right)) => Some(left == right),
            (ValueKind::String(left), ValueKind::String(right)) => {
                let holes = (self.symbols_of_holes(), other.symbols_of_holes());
                let are_same = matches!(holes, (Some(ours), Some(theirs)) if ours == theirs);
                if are_same && left.pieces() == right.pieces() { Some(true) } else { left.equals(right) }
            }
            (ValueKind::String(text), ValueKind::Number(number))
            | (ValueKind::Number(number), ValueKind::String(text)) => {
                text.known().map(|text| Number::parse(text).as_ref() == Some(number))
            }
            (ValueKind::String(text), ValueKind::Bool(value)) | (ValueKind::Bool(value), ValueKind::String(text)) => {
                text.known().map(|text| text == if *value { "true" } else { "false" })
            }
            (ValueKind::Sequence(left), ValueKind::Sequence(right)) => sequence_equals(left, right),
            (ValueKind::Mapping(left), ValueKind::Mapping(right)) => mapping_equals(left, right),
            _ => Some(false),
        }
    }
}

impl Symbol {
    /// Equal symbols are equal values; ids that the service makes up for two resources of this configuration differ.
    pub(crate) fn equals(&self, other: &Self) -> Option<bool> {
        if self == other {
            return Some(true);
        }
        let are_own_ids = self.is_own_id() && other.is_own_id();
        (are_own_ids && self.resource_type == other.resource_type && self.resource != other.resource).then_some(false)
    }
}

fn sequence_equals(left: &Sequence, right: &Sequence) -> Option<bool> {
    let is_set = |sequence: &Sequence| sequence.kind == SequenceKind::Set;
    if is_set(left) != is_set(right) || left.is_open() || right.is_open() {
        return None;
    }
    let all_known = |sequence: &Sequence| sequence.items.iter().all(Value::is_wholly_known);
    if is_set(left) && !(all_known(left) && all_known(right)) {
        return None;
    }
    if left.items.len() != right.items.len() {
        return Some(false);
    }
    all_equal(left.items.iter().zip(right.items.iter()).map(|(left, right)| left.equals(right)))
}

fn mapping_equals(left: &Mapping, right: &Mapping) -> Option<bool> {
    if left.is_open || right.is_open {
        return None;
    }
    if !left.members.keys().eq(right.members.keys()) {
        return Some(false);
    }
    all_equal(left.members.values().zip(right.members.values()).map(|(left, right)| left.value.equals(&right.value)))
}

/// One certain difference decides, even beside unknown parts.
fn all_equal(mut answers: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    answers
        .try_fold(Some(true), |result, answer| match answer {
            Some(false) => Err(()),
            Some(true) => Ok(result),
            None => Ok(None),
        })
        .unwrap_or(Some(false))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    fn id_of(resource: &str, resource_type: &str) -> Value {
        let symbol = Symbol {
            resource: resource.into(),
            attribute: "id".into(),
            resource_type: resource_type.into(),
            is_managed: true,
        };
        let mut value = Value::unknown("known after apply");
        if let ValueKind::Unknown(unknown) = &mut value.kind {
            unknown.symbol = Some(Arc::new(symbol));
        }
        value
    }

    #[test]
    fn ids_of_two_resources_differ() {
        let (a, b) = (id_of("alicloud_vpc.a", "alicloud_vpc"), id_of("alicloud_vpc.b", "alicloud_vpc"));
        assert_eq!(a.equals(&a), Some(true));
        assert_eq!(a.equals(&b), Some(false));
        assert_eq!(a.equals(&Value::number(1)), None);
    }

    #[test]
    fn what_is_one_of_several_differs_from_what_none_of_them_is() {
        let (a, b, c) = (
            id_of("alicloud_vpc.a", "alicloud_vpc"),
            id_of("alicloud_vpc.b", "alicloud_vpc"),
            id_of("alicloud_vpc.c", "alicloud_vpc"),
        );
        let either = Value::unknown("var.dr has no value").one_of([&a, &b]);
        assert_eq!(either.equals(&c), Some(false));
        assert_eq!(c.equals(&either), Some(false));
        assert_eq!(either.equals(&a), None);
        assert_eq!(either.equals(&either), None, "the conditions may be two");
    }

    #[test]
    fn one_difference_decides_beside_unknown_parts() {
        let left = Value::tuple([Value::unknown("?"), Value::number(1)]);
        let right = Value::tuple([Value::number(5), Value::number(2)]);
        assert_eq!(left.equals(&right), Some(false));
        let right = Value::tuple([Value::number(5), Value::number(1)]);
        assert_eq!(left.equals(&right), None);
    }
}
