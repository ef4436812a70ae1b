//! Which variables of a script certainly hold one literal text.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::ops::Range;

use super::environment::Environment;
use super::tree::{Assignment, Command, Word};
use crate::source::Span;
use crate::syntax::text::Text;
use crate::syntax::uses::Use;

/// Bytes that the values of one script's variables may come to, all uses together.
const MAX_VALUE_BYTES: usize = 4 * 1024 * 1024;

/// The variables known at one place of a script.
pub(super) struct Variables<'a> {
    /// How often a name stands where it might be given a value.
    mentions: HashMap<&'a str, usize>,
    known: HashMap<Box<str>, Text>,
    lists: HashMap<Box<str>, Vec<Word>>,
    /// The variables that the script was given and does not change itself.
    given: HashMap<Box<str>, Text>,
    uses: RefCell<Vec<Use>>,
    /// How many bytes of values may still be put in.
    budget: Cell<usize>,
}

impl<'a> Variables<'a> {
    pub(super) fn new(source: &'a str, comments: &[Range<usize>], environment: &Environment) -> Self {
        let mentions = mentions(source, comments);
        // A name that is given a value anywhere has that from there on, and what it has before is not told apart.
        let given = environment.iter().filter(|(name, _)| !mentions.contains_key(name));
        Self {
            given: given.map(|(name, value)| (name.into(), value.clone())).collect(),
            mentions,
            known: HashMap::new(),
            lists: HashMap::new(),
            uses: RefCell::default(),
            budget: Cell::new(MAX_VALUE_BYTES),
        }
    }

    /// Takes note of an assignment that is certainly made before everything after it.
    ///
    /// Any other mention of the name besides expansions may change the value (`read NAME`, `for NAME in`,
    /// another assignment), so only a name without one is taken.
    pub(super) fn assign(&mut self, assignment: &Assignment) {
        let Some(name) = assignment.name.known().filter(|name| self.mentions.get(name) == Some(&1)) else { return };
        if let Some(items) = &assignment.items {
            self.lists.insert(name.into(), items.clone());
        } else {
            self.known.insert(name.into(), assignment.value.text.clone());
        }
    }

    /// Takes note of `read -r -d '' NAME <<END`, which certainly reads all of the here-document.
    pub(super) fn read(&mut self, command: &Command) {
        let mut words = command.words.iter().skip(1).map(|word| word.text.known());
        let (mut reads_all, mut name) = (false, None);
        while let Some(word) = words.next() {
            match word {
                Some("-r") => {}
                Some("-d" | "-rd") => reads_all = words.next() == Some(Some("")),
                Some(word) if name.is_none() && !word.starts_with('-') => name = Some(word),
                _ => return,
            }
        }
        let (Some(name), Some(text)) = (name.filter(|_| reads_all), &command.stdin) else { return };
        if self.mentions.get(name) == Some(&1) {
            self.known.insert(name.into(), text.clone());
        }
    }

    /// The value to put in place of an expansion at `place`, if it is known and the budget allows another use.
    pub(super) fn value(&self, name: &str, place: Span) -> Option<&Text> {
        let value = self.known.get(name).or_else(|| self.given.get(name))?;
        self.budget.set(self.budget.get().checked_sub(value.known_bytes().len())?);
        if self.given.contains_key(name) {
            let (written, definition) = (format!("${name}").into(), value.span());
            self.uses.borrow_mut().push(Use { written, defined: name.into(), place, definition });
        }
        Some(value)
    }

    /// Where variables of the environment were used so far.
    pub(super) fn take_uses(&self) -> Vec<Use> {
        self.uses.take()
    }

    /// The environment for what comes after the script.
    pub(super) fn kept(&self) -> Environment {
        self.given.iter().map(|(name, value)| (name.clone(), value.clone())).collect()
    }

    /// The items of an array that is known, one word each.
    pub(super) fn items(&self, name: &str) -> Option<&[Word]> {
        let items = self.lists.get(name)?;
        let size = items.iter().map(|item| item.text.known_bytes().len() + 1).sum();
        self.budget.set(self.budget.get().checked_sub(size)?);
        Some(items)
    }

    /// Code that is not seen may change any variable.
    pub(super) fn forget(&mut self) {
        self.known.clear();
        self.lists.clear();
        self.given.clear();
    }
}

/// Counts names where they are not merely expanded.
fn mentions<'a>(source: &'a str, comments: &[Range<usize>]) -> HashMap<&'a str, usize> {
    let mut mentions = HashMap::new();
    let mut at = 0;
    let mut comments = comments.iter().peekable();
    while let Some(rest) = source.get(at..).filter(|rest| !rest.is_empty()) {
        while comments.next_if(|comment| comment.end <= at).is_some() {}
        let is_name = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
        let length = rest.find(|letter| !is_name(letter)).unwrap_or(rest.len());
        if length == 0 {
            at += rest.chars().next().map_or(1, char::len_utf8);
            continue;
        }
        let is_comment = comments.peek().is_some_and(|comment| comment.contains(&at));
        let before = source.get(..at).unwrap_or_default();
        let after = rest.get(length..).unwrap_or_default();
        let is_default = before.ends_with("${") && (after.starts_with(":=") || after.starts_with('='));
        let is_expanded = before.ends_with('$') || before.ends_with("${") && !is_default;
        if !is_comment && !is_expanded && !before.ends_with('-') {
            *mentions.entry(rest.get(..length).unwrap_or_default()).or_insert(0) += 1;
        }
        at += length;
    }
    mentions
}
