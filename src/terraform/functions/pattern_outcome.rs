//! What a search in a text finds of which only the beginning is known.
//!
//! An automaton reads the beginning. Where it dies, whatever follows is never looked at, so the match is the same for
//! every text that begins so. Of two matches from one place the pattern's own order decides, in Go as here.

use regex_automata::hybrid::LazyStateID;
use regex_automata::hybrid::dfa::{Cache, DFA};
use regex_automata::nfa::thompson;
use regex_automata::util::start;
use regex_automata::{Anchored, MatchKind};

/// What a search comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// A match that ends there.
    Match(usize),
    NoMatch,
    /// What follows takes part in the decision.
    Open,
}

/// A pattern, ready for searches.
pub(super) struct Searcher {
    automaton: DFA,
    cache: Cache,
    anchored: Anchored,
}

impl Searcher {
    /// `None` where the automaton would take more bytes than `limit`, or cannot do what the pattern asks for.
    pub(super) fn new(pattern: &str, limit: usize) -> Option<Self> {
        // A cache that was emptied would lose the states that a search holds.
        let config =
            DFA::config().match_kind(MatchKind::LeftmostFirst).cache_capacity(limit).minimum_cache_clear_count(Some(0));
        let thompson = thompson::Config::new().nfa_size_limit(Some(limit));
        let automaton = DFA::builder().configure(config).thompson(thompson).build(pattern).ok()?;
        let is_anchored = automaton.get_nfa().is_always_start_anchored();
        let cache = automaton.create_cache();
        Some(Self { automaton, cache, anchored: if is_anchored { Anchored::Yes } else { Anchored::No } })
    }

    /// Searches from `at` on in a text that begins with `beginning`. `None` where the automaton becomes too large.
    pub(super) fn search(&mut self, beginning: &str, at: usize) -> Option<Outcome> {
        let bytes = beginning.as_bytes();
        let before = at.checked_sub(1).and_then(|before| bytes.get(before)).copied();
        let config = start::Config::new().anchored(self.anchored).look_behind(before);
        let mut state = self.automaton.start_state(&mut self.cache, &config).ok()?;
        let mut found = Outcome::NoMatch;
        // A state says that a match ended before the byte that led to it.
        for (place, &byte) in bytes.iter().enumerate().skip(at) {
            state = self.automaton.next_state(&mut self.cache, state, byte).ok()?;
            if state.is_dead() {
                return Some(found);
            }
            if state.is_quit() {
                return None;
            }
            if state.is_match() {
                found = Outcome::Match(place);
            }
        }
        Some(if self.is_over(state)? { found } else { Outcome::Open })
    }

    /// Whether nothing that follows leads on from a state, the end of the text included.
    fn is_over(&mut self, state: LazyStateID) -> Option<bool> {
        for byte in u8::MIN..=u8::MAX {
            if !self.automaton.next_state(&mut self.cache, state, byte).ok()?.is_dead() {
                return Some(false);
            }
        }
        Some(!self.automaton.next_eoi_state(&mut self.cache, state).ok()?.is_match())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn search(pattern: &str, beginning: &str) -> Outcome {
        Searcher::new(pattern, 1 << 20).unwrap().search(beginning, 0).unwrap()
    }

    #[test]
    fn a_match_that_cannot_go_on_is_certain() {
        assert_eq!(search("[a-z]+", "ab,"), Outcome::Match(2));
        assert_eq!(search("[a-z]+?", "ab"), Outcome::Match(1));
        assert_eq!(search("a|ab", "ab"), Outcome::Match(1), "the first alternative is taken");
        assert_eq!(search("ab|a", "ac"), Outcome::Match(1));
        assert_eq!(search("", "a"), Outcome::Match(0));
        assert_eq!(search("^a", "ba"), Outcome::NoMatch);
        assert_eq!(search("é", "éa"), Outcome::Match(2));
    }

    #[test]
    fn a_match_that_what_follows_may_change_is_open() {
        assert_eq!(search("[a-z]+", "ab"), Outcome::Open);
        assert_eq!(search("a", "a"), Outcome::Open, "its last letter may become another one");
        assert_eq!(search("a$", "a"), Outcome::Open);
        assert_eq!(search("ab|a", "a"), Outcome::Open);
        assert_eq!(search("a.*b", "ab,"), Outcome::Open);
        assert_eq!(search("(?m)^b", "a"), Outcome::Open);
        assert_eq!(search(r"a(?-u:\b)", "a"), Outcome::Open);
        assert_eq!(search("b", ""), Outcome::Open);
    }

    #[test]
    fn an_automaton_beyond_the_limit_decides_nothing() {
        assert!(Searcher::new("a{1000}", 100).is_none());
    }
}
