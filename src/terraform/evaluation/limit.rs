//! Where the evaluation of a root module stops, and what it says of that.
//!
//! A limit that one root module passes at thousands of places is one limit: what it says is how much was left out, and
//! where that begins.

use std::cell::Cell;
use std::fmt;

use crate::source::Span;

/// The most resources that one root module is expanded to.
pub(crate) const MAX_RESOURCES: usize = 20_000;

/// The most module instances that one root module is expanded to. Two calls in each of twenty modules make a million.
pub(crate) const MAX_MODULES: usize = 5_000;

/// Places with a limit of their own that are named one by one.
const MAX_PLACES: usize = 100;

/// A limit that an evaluation has passed.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Limit {
    /// One expression or expansion is too large, or leads too deep.
    Part(String),
    /// The root module makes too many of something, of which this place makes the first that is left out.
    Total(Excess),
    /// So many places from here on pass a limit of their own.
    Places(usize),
}

/// What is beyond the most that a root module may make.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Excess {
    things: &'static str,
    limit: usize,
    left_out: usize,
    /// Whether there may be more than those that were counted.
    is_open: bool,
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Part(message) => f.write_str(message),
            Self::Total(Excess { things, limit, left_out, is_open }) => {
                let at_least = if *is_open { "at least " } else { "" };
                write!(
                    f,
                    "the root module has more than {limit} {things}; {at_least}{left_out} are not checked, from this one on"
                )
            }
            Self::Places(count) => {
                write!(f, "{count} more places of the root module pass a limit, from this one on; none is checked")
            }
        }
    }
}

impl Limit {
    /// What to do, imperative.
    pub(crate) fn help(&self) -> &'static str {
        match self {
            Self::Part(_) => "make this part smaller: the rest of it was not checked",
            Self::Total(_) => "split the root module: what is beyond the limit was not checked",
            Self::Places(_) => "make these parts smaller: the rest of them was not checked",
        }
    }
}

/// How much of something a root module may still make, and what came after that.
#[derive(Debug)]
pub(crate) struct Room {
    things: &'static str,
    limit: usize,
    taken: Cell<usize>,
    left_out: Cell<usize>,
    is_open: Cell<bool>,
    first: Cell<Option<Span>>,
}

impl Room {
    pub(crate) fn of(limit: usize, things: &'static str) -> Self {
        Self {
            things,
            limit,
            taken: Cell::default(),
            left_out: Cell::default(),
            is_open: Cell::default(),
            first: Cell::default(),
        }
    }

    /// Takes as many as wanted; gives how many there is room for.
    pub(crate) fn take(&self, wanted: usize) -> usize {
        let taken = self.taken.get();
        let given = wanted.min(self.limit - taken);
        self.taken.set(taken + given);
        given
    }

    /// Counts what there is no room for. `is_open` where there may be more.
    pub(crate) fn leave_out(&self, count: usize, is_open: bool, place: Span) {
        self.left_out.set(self.left_out.get().saturating_add(count));
        self.is_open.set(self.is_open.get() || is_open);
        self.first.set(self.first.get().or(Some(place)));
    }

    /// Where something was left out first, and how much.
    pub(crate) fn excess(&self) -> Option<(Span, Limit)> {
        let Self { things, limit, left_out, is_open, first, .. } = self;
        let excess = Excess { things, limit: *limit, left_out: left_out.get(), is_open: is_open.get() };
        first.get().map(|place| (place, Limit::Total(excess)))
    }
}

/// The first places in the order of the evaluation, each with what it says, and the others in one.
pub(crate) fn first_places(mut places: Vec<(Span, Limit)>) -> Vec<(Span, Limit)> {
    let others = places.len().saturating_sub(MAX_PLACES);
    // Whoever fixes or accepts one of the first must not lose sight of the others.
    if others > 1 {
        places.truncate(MAX_PLACES + 1);
        if let Some((_, last)) = places.last_mut() {
            *last = Limit::Places(others);
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::FileId;

    fn at(start: usize) -> Span {
        Span::new(FileId::DETACHED, start, start + 1)
    }

    #[test]
    fn what_there_is_no_room_for_is_counted_from_the_first() {
        let room = Room::of(3, "resources");
        assert_eq!([room.take(2), room.take(2), room.take(1)], [2, 1, 0]);
        assert_eq!(room.excess(), None);
        room.leave_out(1, false, at(5));
        room.leave_out(10, false, at(1));
        let said = |room: &Room| room.excess().map(|(place, limit)| (place, limit.to_string()));
        let message = "the root module has more than 3 resources; 11 are not checked, from this one on";
        assert_eq!(said(&room), Some((at(5), message.to_owned())));
        room.leave_out(1, true, at(6));
        assert!(said(&room).unwrap().1.contains("; at least 12 are"));
    }

    #[test]
    fn beyond_a_number_of_places_the_others_are_one() {
        let places = |count| -> Vec<(Span, Limit)> {
            first_places((0..count).map(|place| (at(place), Limit::Part("too long".to_owned()))).collect())
        };
        assert_eq!(places(MAX_PLACES).len(), MAX_PLACES);
        assert!(matches!(places(MAX_PLACES + 1).last(), Some((_, Limit::Part(_)))));
        assert_eq!(places(MAX_PLACES + 2).len(), MAX_PLACES + 1);
        assert_eq!(places(MAX_PLACES + 2).last(), Some(&(at(MAX_PLACES), Limit::Places(2))));
    }
}
