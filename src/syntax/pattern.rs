//! Whether a text is, or can be, what a regular expression asks for.

use std::sync::OnceLock;

use regex::Regex;
use regex_automata::nfa::thompson::{Compiler, Config, NFA, State, WhichCaptures};
use regex_automata::util::primitives::StateID;

use super::text::Text;

/// A regular expression for whole texts.
#[derive(Debug)]
pub(crate) struct Pattern {
    whole: Regex,
    automaton: OnceLock<Option<Automaton>>,
}

impl Pattern {
    /// `None` where `pattern` is no regular expression.
    pub(crate) fn new(pattern: &str) -> Option<Self> {
        let whole = Regex::new(&format!(r"\A(?:{pattern})\z")).ok()?;
        Some(Self { whole, automaton: OnceLock::new() })
    }

    /// Whether all of `text` matches, for some strings in place of its holes.
    pub(crate) fn may_be(&self, text: &Text) -> bool {
        if let Some(known) = text.known() {
            return self.whole.is_match(known);
        }
        let automaton = self.automaton.get_or_init(|| Automaton::new(self.whole.as_str()));
        automaton.as_ref().is_none_or(|automaton| automaton.may_be(text))
    }
}

#[derive(Debug)]
struct Automaton(NFA);

impl Automaton {
    fn new(pattern: &str) -> Option<Self> {
        let config = Config::new().which_captures(WhichCaptures::None);
        Compiler::new().configure(config).build(pattern).ok().map(Self)
    }

    /// As of the pattern. What an assertion such as `\b` looks at may be in a hole, so that all of them count as true.
    fn may_be(&self, text: &Text) -> bool {
        let mut states = self.spread([self.0.start_anchored()], &without_byte);
        for piece in text.pieces() {
            states = match piece {
                Some(known) => known.bytes().fold(states, |states, byte| self.step(&states, byte)),
                None => self.spread(states, &with_any_bytes),
            };
        }
        states.into_iter().any(|state| matches!(self.0.state(state), State::Match { .. }))
    }

    fn step(&self, states: &[StateID], byte: u8) -> Vec<StateID> {
        let next = states.iter().filter_map(|state| match self.0.state(*state) {
            State::ByteRange { trans } if trans.matches_byte(byte) => Some(trans.next),
            State::Sparse(transitions) => transitions.matches_byte(byte),
            State::Dense(transitions) => transitions.matches_byte(byte),
            _ => None,
        });
        self.spread(next, &without_byte)
    }

    /// All states that `successors` leads to, from any of `start` on.
    fn spread(
        &self,
        start: impl IntoIterator<Item = StateID>,
        successors: &dyn Fn(&State) -> Vec<StateID>,
    ) -> Vec<StateID> {
        let mut is_reached = vec![false; self.0.states().len()];
        let mut reached = Vec::new();
        let mut waiting: Vec<StateID> = start.into_iter().collect();
        while let Some(state) = waiting.pop() {
            let Some(was_reached) = is_reached.get_mut(state.as_usize()) else { continue };
            if !std::mem::replace(was_reached, true) {
                reached.push(state);
                waiting.extend(successors(self.0.state(state)));
            }
        }
        reached
    }
}

fn without_byte(state: &State) -> Vec<StateID> {
    match state {
        State::Look { next, .. } | State::Capture { next, .. } => vec![*next],
        State::Union { alternates } => alternates.to_vec(),
        State::BinaryUnion { alt1, alt2 } => vec![*alt1, *alt2],
        _ => Vec::new(),
    }
}

fn with_any_bytes(state: &State) -> Vec<StateID> {
    match state {
        State::ByteRange { trans } => vec![trans.next],
        State::Sparse(transitions) => transitions.transitions.iter().map(|transition| transition.next).collect(),
        State::Dense(transitions) => (0..=u8::MAX).filter_map(|byte| transitions.matches_byte(byte)).collect(),
        state => without_byte(state),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{FileId, Span};

    /// Text with a hole for each `?`.
    fn with_holes(text: &str) -> Text {
        Text::computed(text, Span::new(FileId::DETACHED, 0, text.len())).reopen_holes('?')
    }

    #[test]
    fn a_pattern_is_compared_with_what_is_known() {
        let may_be = |pattern: &str, text: &str| Pattern::new(pattern).unwrap().may_be(&with_holes(text));
        for right in ["1d", "?d", "1?", "?", "1?d", "?1?", "??"] {
            assert!(may_be("[0-9]+[dhms]", right), "{right}");
        }
        for wrong in ["", "1", "1y", "?y", "x?", "?x?", "d?", "1d?1", "1d\n"] {
            assert!(!may_be("[0-9]+[dhms]", wrong), "{wrong}");
        }
        assert!(may_be("^a{2,3}$", "a?a") && !may_be("^a{2,3}$", "aa?aa"));
        assert!(may_be("é|[^a]", "é") && may_be("[^a]?", "?") && !may_be("[^a]?", "?a"));
        assert!(may_be(r"a\bb", "a?") && !may_be(r"a\bb", "ab"), "assertions are decided only where all is known");
        assert!(Pattern::new("(").is_none());
    }
}
