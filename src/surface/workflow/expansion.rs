//! Variables of GitLab inside each other, as GitLab expands them before a job runs.

use std::collections::BTreeMap;

use super::scope::Scope;
use crate::syntax::text::Text;

/// How many variables are followed from one to the next.
const MAX_DEPTH: usize = 16;

/// Bytes of a value that is put together.
const MAX_VALUE: usize = 64 * 1024;

/// The same variables with the values of those that they name: `$NAME`, `${NAME}`; `$$` is a dollar.
pub(super) fn expanded(scope: &Scope) -> Scope {
    let mut expansion = Expansion { scope, done: BTreeMap::new(), open: Vec::new() };
    let mut expanded = scope.clone();
    for name in scope.names() {
        if let Some(value) = expansion.value(name) {
            expanded.set(name, Ok(value));
        }
    }
    expanded
}

/// Puts variables into each other, each once.
struct Expansion<'a> {
    scope: &'a Scope,
    done: BTreeMap<&'a str, Text>,
    /// The variables that are being put together.
    open: Vec<&'a str>,
}

impl<'a> Expansion<'a> {
    fn value(&mut self, name: &str) -> Option<Text> {
        if let Some(done) = self.done.get(name) {
            return Some(done.clone());
        }
        let (name, text) = self.scope.get_entry(name)?;
        if self.open.contains(&name) || self.open.len() > MAX_DEPTH {
            return None;
        }
        self.open.push(name);
        let value = self.expand(text);
        self.open.pop();
        self.done.insert(name, value.clone());
        Some(value)
    }

    fn expand(&mut self, text: &Text) -> Text {
        let known = text.known_bytes();
        if !known.contains(['$', '%']) {
            return text.clone();
        }
        let mut builder = Text::builder();
        // What a hole stands for may be a part of a name, and some runners have names in `%`.
        if !text.is_known() || known.contains('%') {
            builder.push_hole();
            return builder.finish(text.span());
        }
        let mut from = 0;
        while let Some(at) = known.get(from..).and_then(|rest| rest.find('$')).map(|at| at + from) {
            builder.push_text(&text.part(from..at));
            let (name, end) = name_at(known, at);
            let place = text.span_of(at..end);
            let is_all = at == 0 && end == known.len();
            match name {
                Some("$") => builder.push("$", place),
                Some(name) => match self.value(name) {
                    Some(value) if is_all => return value,
                    Some(value) if builder.len() + value.known_bytes().len() <= MAX_VALUE => {
                        builder.push_opaque(&value, place);
                    }
                    _ => builder.push_hole(),
                },
                None => builder.push_hole(),
            }
            from = end;
        }
        builder.push_text(&text.part(from..known.len()));
        builder.finish(text.span())
    }
}

/// What the dollar at `at` names, and where that ends. `$$` names a dollar.
fn name_at(text: &str, at: usize) -> (Option<&str>, usize) {
    let is_name = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
    let rest = text.get(at + 1..).unwrap_or_default();
    let (opening, name) = match rest.strip_prefix('{') {
        Some(name) => (1, name),
        None => (0, rest),
    };
    if rest.starts_with('$') {
        return (Some("$"), at + 2);
    }
    let length = name.find(|letter| !is_name(letter)).unwrap_or(name.len());
    let end = at + 1 + opening + length;
    let is_closed = opening == 0 || text.get(end..).is_some_and(|rest| rest.starts_with('}'));
    let name = name.get(..length).filter(|name| is_closed && !name.is_empty());
    // What is no name leaves all that follows uncertain.
    (name, if name.is_some() { end + opening } else { text.len() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{FileId, Span};

    /// The value of `A` among variables, with `?` for what is not known.
    fn value(variables: &[(&str, &str)]) -> String {
        let mut scope = Scope::default();
        for (name, value) in variables {
            let span = Span::new(FileId::DETACHED, 0, value.len());
            scope.set(name, Ok(Text::exact(*value, span, span)));
        }
        let expanded = expanded(&scope);
        expanded.get("A").unwrap().pieces().into_iter().map(|piece| piece.unwrap_or("?")).collect()
    }

    #[test]
    fn variables_name_each_other() {
        assert_eq!(value(&[("A", "x$B/${C}y"), ("B", "1"), ("C", "$B$B")]), "x1/11y");
        assert_eq!(value(&[("A", "$B"), ("B", "$C"), ("C", "x")]), "x");
        assert_eq!(value(&[("A", "$$B $B$"), ("B", "1")]), "$B 1?");
        assert_eq!(value(&[("A", "${B-x} y"), ("B", "1")]), "?");
        assert_eq!(value(&[("A", "$UNKNOWN/x")]), "?/x");
        assert_eq!(value(&[("A", "%B%"), ("B", "1")]), "?");
    }

    #[test]
    fn circles_and_floods_end() {
        assert_eq!(value(&[("A", "$B/x"), ("B", "$A")]), "?/x");
        let names: Vec<String> = (0..40).map(|level| format!("V{level}")).collect();
        let values: Vec<String> = (0..40).map(|level| format!("$V{0}$V{0}", level + 1)).collect();
        let mut variables: Vec<(&str, &str)> =
            names.iter().zip(&values).map(|(name, value)| (name.as_str(), value.as_str())).collect();
        variables.extend([("V40", "xxxxxxxxxxxxxxxx"), ("A", "$V0")]);
        assert!(value(&variables).len() <= 2 * MAX_VALUE);
    }
}
