//! The variables that a file of requests defines itself: `@name = value`.

use std::cell::Cell;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::lines::{is_comment, slice, trimmed};
use crate::source::{FileId, Span};
use crate::syntax::text::{Text, TextBuilder};

/// Bytes that the values of one file's variables may come to, all uses together.
const MAX_VALUE_BYTES: usize = 4 * 1024 * 1024;

/// What a use takes of that beside its value, so that empty values have an end as well.
const COST_OF_USE: usize = 16;

/// How many variables are followed from one to the next.
const MAX_DEPTH: usize = 16;

/// The definitions of a file, wherever they stand in it: clients read them before they send anything.
pub(super) struct Variables<'a> {
    text: &'a str,
    file: FileId,
    /// Where each value is written; none where it is not certain.
    definitions: HashMap<&'a str, Option<Range<usize>>>,
    /// The variables that scripts in the file give another value: `client.global.set("name", …)`.
    set_by_scripts: HashSet<&'a str>,
    /// How many bytes of values may still be put in.
    budget: Cell<usize>,
}

impl<'a> Variables<'a> {
    pub(super) fn new(text: &'a str, file: FileId, lines: &[Range<usize>]) -> Self {
        let (definitions, set_by_scripts) = (HashMap::new(), set_by_scripts(text));
        let mut variables = Self { text, file, definitions, set_by_scripts, budget: Cell::new(MAX_VALUE_BYTES) };
        for line in lines {
            variables.read(trimmed(text, line.clone()));
        }
        variables
    }

    fn read(&mut self, line: Range<usize>) {
        let text = self.text;
        let written = slice(text, &line);
        if let Some((_, asked)) = written.split_once("@prompt ").filter(|_| is_comment(written)) {
            let name = asked.split_whitespace().next().unwrap_or_default();
            self.definitions.insert(name, None);
        }
        let Some((name, _)) = written.strip_prefix('@').and_then(|rest| rest.split_once('=')) else { return };
        let value = trimmed(text, line.start + "@".len() + name.len() + "=".len()..line.end);
        let name = name.trim();
        if name.is_empty() || name.contains(char::is_whitespace) {
            return;
        }
        // Some clients read a backslash as an escape, others as itself, and scripts between requests set variables.
        let is_certain = !slice(text, &value).contains('\\') && !self.set_by_scripts.contains(name);
        let certain = is_certain.then_some(value);
        let same = |known: &Option<Range<usize>>| match (known, &certain) {
            (Some(known), Some(value)) => slice(text, known) == slice(text, value),
            _ => false,
        };
        match self.definitions.get_mut(name) {
            None => {
                self.definitions.insert(name, certain);
            }
            // Which of two values counts depends on the client.
            Some(known) if !same(known) => *known = None,
            Some(_) => {}
        }
    }

    /// The value of a variable as it is written, and where; none where it is not known.
    pub(super) fn value(&self, name: &str) -> Option<Text> {
        self.resolve(name, 0)
    }

    fn resolve(&self, name: &str, depth: usize) -> Option<Text> {
        let definition = self.definitions.get(name)?.clone().filter(|_| depth < MAX_DEPTH)?;
        self.spend(COST_OF_USE)?;
        let inner = placeholders(self.text, definition.clone());
        if let [(whole, name)] = inner.as_slice()
            && *whole == definition
        {
            return self.resolve(name, depth + 1);
        }
        let mut builder = Text::builder();
        fill(&mut builder, self.text, self.file, definition.clone(), |builder, place, name| {
            match self.resolve(name, depth + 1) {
                Some(value) => builder.push_opaque(&value, place),
                None => builder.push_hole(),
            }
        });
        let value = builder.finish(Span::new(self.file, definition.start, definition.end));
        self.spend(value.known_bytes().len())?;
        Some(value)
    }

    /// Takes from the budget; none where it is used up, which it then stays.
    fn spend(&self, bytes: usize) -> Option<()> {
        let rest = self.budget.get().checked_sub(bytes);
        self.budget.set(rest.unwrap_or(0));
        rest.map(|_| ())
    }
}

/// Adds the text at `range`, and what `put` adds for every variable in it.
pub(super) fn fill(
    builder: &mut TextBuilder,
    text: &str,
    file: FileId,
    range: Range<usize>,
    mut put: impl FnMut(&mut TextBuilder, Span, &str),
) {
    let span = |range: Range<usize>| Span::new(file, range.start, range.end);
    let mut at = range.start;
    for (place, name) in placeholders(text, range.clone()) {
        builder.push_exact(slice(text, &(at..place.start)), span(at..place.start));
        at = place.end;
        put(builder, span(place), name);
    }
    builder.push_exact(slice(text, &(at..range.end)), span(at..range.end));
}

/// Every `{{name}}` in a range, with its name.
fn placeholders(text: &str, range: Range<usize>) -> Vec<(Range<usize>, &str)> {
    let mut found = Vec::new();
    let mut at = range.start;
    while let Some(open) = slice(text, &(at..range.end)).find("{{").map(|open| at + open) {
        let Some(close) = slice(text, &(open..range.end)).find("}}").map(|close| open + close) else { break };
        found.push((open..close + "}}".len(), slice(text, &(open + "{{".len()..close)).trim()));
        at = close + "}}".len();
    }
    found
}

/// The names in `set("name"` and `set('name'`, where the file has scripts at all.
fn set_by_scripts(text: &str) -> HashSet<&str> {
    if !text.contains("{%") {
        return HashSet::new();
    }
    let calls = text.split("set(").skip(1);
    let quoted = calls.filter_map(|call| Some((call.strip_prefix('"').or_else(|| call.strip_prefix('\''))?, call)));
    quoted.filter_map(|(name, call)| name.split_once(call.get(..1)?)).map(|(name, _)| name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str, name: &str) -> Option<(String, Range<usize>)> {
        let lines = super::super::lines::lines(text);
        let value = Variables::new(text, FileId::DETACHED, &lines).value(name)?;
        let pieces = value.pieces().into_iter().map(|piece| piece.unwrap_or("?")).collect();
        Some((pieces, value.span().range()))
    }

    #[test]
    fn a_value_stands_where_it_is_defined() {
        assert_eq!(value("@a = x y \n", "a"), Some(("x y".to_owned(), 5..8)));
        assert_eq!(value("@a=\r\n", "a"), Some((String::new(), 3..3)));
        assert_eq!(value("GET /\n\n###\n@late=1\n", "late"), Some(("1".to_owned(), 17..18)));
        assert_eq!(value("@a = x", "b"), None);
    }

    #[test]
    fn variables_are_followed() {
        assert_eq!(value("@a = {{b}}\n@b = x", "a"), Some(("x".to_owned(), 16..17)));
        assert_eq!(value("@a = {{b}}/{{c}}\n@b = x", "a"), Some(("x/?".to_owned(), 5..16)));
    }

    #[test]
    fn what_may_be_another_value_is_not_known() {
        assert_eq!(value("@a = x\n@a = y", "a"), None);
        assert_eq!(value("@a = x\n@a = x", "a"), Some(("x".to_owned(), 5..6)));
        assert_eq!(value(r"@a = x\n", "a"), None);
        assert_eq!(value("@a = x\n> {% client.global.set(\"a\", 1) %}", "a"), None);
        assert_eq!(value("# @prompt a which\n@a = x", "a"), None);
    }

    #[test]
    fn a_cycle_and_a_flood_of_values_end() {
        assert_eq!(value("@a = {{b}}\n@b = {{a}}", "a"), None);
        assert_eq!(value("@a = x{{a}}", "a").map(|(text, _)| text.ends_with('?')), Some(true));
        let mut flood = String::from("@v0 = xxxxxxxxxxxxxxxx\n");
        for at in 1..16 {
            let before = format!("{{{{v{}}}}}", at - 1);
            flood.push_str(&format!("@v{at} = {}\n", before.repeat(8)));
        }
        assert!(value(&flood, "v15").is_none_or(|(text, _)| text.len() <= MAX_VALUE_BYTES));
    }
}
