//! How a value of the evaluator stands to what Terraform says.

use crate::terraform::expression::scope::Evaluated;
use crate::value::{Sequence, Type, Unknown, Value, ValueKind};

use super::expected::Expected;

/// The worst that is found in a value or below it.
#[derive(Debug)]
pub(super) enum Outcome {
    Agree,
    /// Terraform knows or refuses what the evaluator leaves open, or leaves open what the evaluator refuses.
    Unknown(String),
    Wrong(String),
}

impl Outcome {
    fn and(self, other: impl FnOnce() -> Self) -> Self {
        match self {
            Self::Wrong(_) => self,
            Self::Agree => other(),
            Self::Unknown(_) => match other() {
                Self::Wrong(what) => Self::Wrong(what),
                _ => self,
            },
        }
    }
}

pub(super) fn compare(ours: &Evaluated, expected: &Expected) -> Outcome {
    match (ours, expected) {
        (Err(_), Expected::Error) => Outcome::Agree,
        // Terraform may wait with its refusal until it knows everything.
        (Err(failure), Expected::Unknown) => Outcome::Unknown(format!("refused: {}", failure.message)),
        (Err(failure), _) => Outcome::Wrong(format!("refused: {}", failure.message)),
        // What Terraform refuses may stay unknown.
        (Ok(value), Expected::Error) if value.is_unknown() => Outcome::Agree,
        (Ok(value), Expected::Error) => Outcome::Wrong(format!("not refused: {:?}", value.kind)),
        (Ok(value), expected) => compare_values(value, expected),
    }
}

fn compare_values(ours: &Value, expected: &Expected) -> Outcome {
    let differs = || Outcome::Wrong(format!("{:?} is not {expected:?}", ours.kind));
    // A conversion may yet make another kind of collection of it.
    let may_change = ours.of_type.as_deref() == Some(&Type::Any);
    let agree = |agrees: bool| if agrees { Outcome::Agree } else { differs() };
    match (&ours.kind, expected) {
        (_, Expected::Unknown) => Outcome::Agree,
        (ValueKind::Unknown(_), Expected::Sensitive) => Outcome::Agree,
        (_, Expected::Sensitive) if ours.sensitive => Outcome::Agree,
        (_, Expected::Sensitive) => Outcome::Wrong("not sensitive".to_owned()),
        (ValueKind::Unknown(unknown), _) => compare_unknown(unknown, expected),
        (ValueKind::Null, Expected::Null) => Outcome::Agree,
        (ValueKind::Bool(ours), Expected::Bool(theirs)) => agree(ours == theirs),
        (ValueKind::Number(ours), Expected::Number(theirs)) => agree(ours.to_string() == *theirs),
        (ValueKind::String(ours), Expected::String(theirs)) => match ours.known() {
            Some(ours) => agree(ours == theirs),
            None if may_be(&ours.pieces(), theirs) => Outcome::Unknown("a part of a string".to_owned()),
            None => differs(),
        },
        (ValueKind::Sequence(ours), Expected::Sequence(kind, theirs)) => {
            let is_of_kind = ours.kind == *kind || may_change;
            if !is_of_kind || !ours.is_open() && ours.items.len() != theirs.len() {
                return differs();
            }
            if ours.is_open() && theirs.iter().any(|theirs| matches!(theirs, Expected::Unknown)) {
                return Outcome::Agree;
            }
            if ours.is_open() {
                return if covers_open(ours, theirs) { Outcome::Unknown("elements".to_owned()) } else { differs() };
            }
            if ours.fixed().len() < ours.items.len() {
                return if covers_open(ours, theirs) {
                    Outcome::Unknown("the order of a set".to_owned())
                } else {
                    differs()
                };
            }
            let pairs = ours.items.iter().zip(theirs);
            pairs.fold(Outcome::Agree, |outcome, (ours, theirs)| outcome.and(|| compare_values(ours, theirs)))
        }
        (ValueKind::Mapping(ours), Expected::Mapping(kind, theirs)) => {
            if ours.kind != *kind && !may_change || !ours.is_open && ours.members.len() != theirs.len() {
                return differs();
            }
            let start = if ours.is_open { Outcome::Unknown("members".to_owned()) } else { Outcome::Agree };
            ours.members.iter().fold(start, |outcome, (name, member)| {
                outcome.and(|| theirs.get(&**name).map_or_else(differs, |theirs| compare_values(&member.value, theirs)))
            })
        }
        _ => differs(),
    }
}

/// Whether what is known of a value without those of the variables holds for the value under some of them.
///
/// What Terraform refuses or leaves unknown refutes nothing.
pub(super) fn refuted(ours: &Evaluated, expected: &Expected) -> Option<String> {
    match (ours, expected) {
        (_, Expected::Error | Expected::Unknown) => None,
        (Err(failure), _) => Some(format!("refused: {}", failure.message)),
        (Ok(value), expected) => match compare_values(value, expected) {
            Outcome::Wrong(what) => Some(what),
            Outcome::Agree | Outcome::Unknown(_) => None,
        },
    }
}

/// Whether a list has the items that an open one is known to have: those with an index there, the others behind them.
fn covers_open(ours: &Sequence, theirs: &[Expected]) -> bool {
    let covers = |ours: &Value, theirs: &Expected| !matches!(compare_values(ours, theirs), Outcome::Wrong(_));
    let (placed, others) = ours.items.split_at(ours.fixed().len());
    let rest = theirs.get(placed.len()..).unwrap_or_default();
    ours.items.len() <= theirs.len()
        && placed.iter().zip(theirs).all(|(ours, theirs)| covers(ours, theirs))
        && others.iter().all(|ours| rest.iter().any(|theirs| covers(ours, theirs)))
}

/// What is certain of an unknown value must be right too.
fn compare_unknown(unknown: &Unknown, expected: &Expected) -> Outcome {
    let fits = match (expected, &unknown.of_type) {
        (Expected::Null, _) => !unknown.is_not_null,
        (_, Type::Any) => true,
        (Expected::Bool(_), of_type) => *of_type == Type::Bool,
        (Expected::Number(_), of_type) => *of_type == Type::Number,
        (Expected::String(_), of_type) => *of_type == Type::String,
        (Expected::Sequence(..), of_type) => matches!(of_type, Type::List(_) | Type::Set(_) | Type::Tuple(_)),
        (Expected::Mapping(..), of_type) => matches!(of_type, Type::Map(_) | Type::Object(_)),
        _ => true,
    };
    if fits { Outcome::Unknown(unknown.reason.to_string()) } else { Outcome::Wrong(format!("{unknown:?}")) }
}

/// Whether a string has the known pieces, in order, with anything in the holes.
fn may_be(pieces: &[Option<&str>], text: &str) -> bool {
    let mut rest = text;
    for (index, piece) in pieces.iter().enumerate() {
        let Some(piece) = piece else { continue };
        let found = if index == 0 {
            rest.starts_with(piece).then_some(0)
        } else if index + 1 == pieces.len() {
            rest.ends_with(piece).then(|| rest.len() - piece.len())
        } else {
            rest.find(piece)
        };
        let Some(at) = found else { return false };
        rest = &rest[at + piece.len()..];
    }
    pieces.last().is_none_or(Option::is_none) || rest.is_empty()
}
