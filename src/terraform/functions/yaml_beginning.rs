//! What is certain of a document of YAML that goes on in an unknown way.
//!
//! Terraform takes the last of members with one name, so nothing of a mapping is certain before its end. The items of the
//! outermost sequence are: nothing that follows the start of an item, or a comma in brackets, reaches back over it. They
//! are read from the text up to there, which has to be a whole document by itself; so no quotes and no brackets that
//! began before are open.

use super::{yaml_dialect, yaml_document};
use crate::syntax::node::{Node, NodeKind};

/// How often the last item of a block is sought before its items are given up.
const MAX_ATTEMPTS: usize = 4;

/// What the document is, unless Terraform refuses it.
#[derive(Debug)]
pub(super) enum Beginning {
    Mapping,
    Sequence {
        items: Vec<Node>,
        /// Another item certainly follows these.
        goes_on: bool,
    },
}

/// What is certain of a document that begins with `text`. Spans count in it.
pub(super) fn read(text: &str) -> Option<Beginning> {
    // What follows looks for the ends of lines that YAML shares with everybody.
    let has_other_ends = text.replace("\r\n", "").contains('\r');
    if has_other_ends || yaml_dialect::check_text(text).is_err() {
        return None;
    }
    let start = first_content(text)?;
    let content = text.get(start..).unwrap_or_default();
    match content.chars().next()? {
        '[' => Some(Beginning::Sequence { items: items_in_brackets(text, start), goes_on: false }),
        '{' => Some(Beginning::Mapping),
        '-' if starts_item(content) => {
            let line = text.get(..start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
            let indentation = text.get(line..start)?;
            indentation.bytes().all(|byte| byte == b' ').then(|| items_of_block(text, start, indentation.len()))
        }
        _ => is_block_mapping(text, start).then_some(Beginning::Mapping),
    }
}

/// Where the content begins, behind comments and a line of three dashes. None where there are directives, or tabs that
/// YAML may refuse.
fn first_content(text: &str) -> Option<usize> {
    let mut at = 0;
    let mut has_start = false;
    for line in text.split_inclusive('\n') {
        let content = line.trim_start_matches(' ');
        match content.chars().next()? {
            '#' | '\n' => {}
            '\r' if content.starts_with("\r\n") => {}
            '-' if matches!(line, "---\n" | "---\r\n") && !has_start => has_start = true,
            '%' | '\t' | '\r' | '\u{feff}' => return None,
            _ if line.starts_with("---") || line.starts_with("...") => return None,
            _ => return Some(at + line.len() - content.len()),
        }
        at += line.len();
    }
    None
}

fn starts_item(content: &str) -> bool {
    content.strip_prefix('-').is_some_and(|rest| rest.starts_with([' ', '\n', '\r']))
}

/// The items of a block before the last line that starts another one.
fn items_of_block(text: &str, start: usize, indentation: usize) -> Beginning {
    let breaks = text.match_indices('\n').map(|(at, _)| at + 1).filter(|&line| line > start);
    let is_item = |&line: &usize| {
        let rest = text.get(line..).unwrap_or_default();
        let content = rest.trim_start_matches(' ');
        rest.len() - content.len() == indentation && starts_item(content)
    };
    for line in breaks.rev().filter(is_item).take(MAX_ATTEMPTS) {
        if let Some(items) = sequence_of(text.get(..line).unwrap_or_default()) {
            return Beginning::Sequence { items, goes_on: true };
        }
    }
    Beginning::Sequence { items: Vec::new(), goes_on: true }
}

/// The items up to the last comma between them.
fn items_in_brackets(text: &str, start: usize) -> Vec<Node> {
    let Some(comma) = last_comma(text, start) else { return Vec::new() };
    let before = text.get(..comma).unwrap_or_default();
    sequence_of(&format!("{before}]")).unwrap_or_default()
}

/// Where the last comma of the outermost brackets seems to be. Text without quotes may have quotes in it, which mislead:
/// then what stands before the comma is no document.
fn last_comma(text: &str, start: usize) -> Option<usize> {
    let mut last = None;
    let mut depth = 0_usize;
    let mut quote = None;
    let mut letters = text.char_indices().skip_while(|(at, _)| *at < start);
    while let Some((at, letter)) = letters.next() {
        match (quote, letter) {
            (Some('"'), '\\') => drop(letters.next()),
            (Some(open), letter) if open == letter => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(letter),
            (None, '[' | '{') => depth += 1,
            (None, ']' | '}') => depth = depth.checked_sub(1)?,
            (None, ',') if depth == 1 => last = Some(at),
            (None, _) => {}
        }
    }
    last
}

fn sequence_of(document: &str) -> Option<Vec<Node>> {
    match yaml_document::read(document).ok()?.kind {
        NodeKind::Sequence(items) => Some(items),
        _ => None,
    }
}

/// Whether the text up to a place where the reader has taken in the colon of the first key is a mapping.
fn is_block_mapping(text: &str, start: usize) -> bool {
    let behind = |pattern: &str| text.rfind(pattern).map(|at| at + pattern.len());
    let Some(end) = behind("\n").max(behind(": ")).filter(|end| *end > start) else { return false };
    let document = yaml_document::read(text.get(..end).unwrap_or_default());
    document.is_ok_and(|document| matches!(document.kind, NodeKind::Mapping(_)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The number of items that are certain, and whether another one is.
    fn items(text: &str) -> Option<(usize, bool)> {
        match read(text)? {
            Beginning::Sequence { items, goes_on } => Some((items.len(), goes_on)),
            Beginning::Mapping => None,
        }
    }

    fn is_mapping(text: &str) -> bool {
        matches!(read(text), Some(Beginning::Mapping))
    }

    #[test]
    fn an_item_of_a_block_ends_where_another_starts() {
        assert_eq!(items("- a\n- b\n- "), Some((2, true)));
        assert_eq!(items("- a\n- b\n"), Some((1, true)), "the text may go on in the next line");
        assert_eq!(items("# c\n---\n  - a: 1\n  - b"), Some((1, true)));
        assert_eq!(items("- a\n- b\n-"), Some((1, true)), "the dash may belong to text");
        assert_eq!(items("- - a\n  - b\n- "), Some((1, true)));
        assert_eq!(items("- a: |\n    - b\n- \"x\n- y"), Some((1, true)), "quotes are open");
        assert_eq!(items("- [a,\n- b\n- "), Some((0, true)), "a bracket is open");
        assert_eq!(items("-"), None);
        assert_eq!(items("- a\r\n- b\r\n- "), Some((2, true)));
        assert_eq!(items("# c\r'a\n- b\n- "), None, "the comment ends before the quote");
        assert_eq!(items("# c\u{85}'a\n- b\n- "), None);
        assert_eq!(items("%YAML 1.1\n---\n- a\n- "), None);
    }

    #[test]
    fn an_item_in_brackets_ends_with_its_comma() {
        assert_eq!(items("[1, [2, 3], {a: 4}, "), Some((3, false)));
        assert_eq!(items("[1, [2, 3"), Some((1, false)));
        assert_eq!(items("[\"a, b"), Some((0, false)));
        assert_eq!(items("['a, b', 'it''s, ', c"), Some((2, false)));
        assert_eq!(items("[1, # 2, 3, "), Some((0, false)));
        assert_eq!(items("["), Some((0, false)));
    }

    #[test]
    fn a_mapping_is_one_from_its_first_colon_on() {
        assert!(is_mapping("{"));
        assert!(is_mapping("a: "));
        assert!(is_mapping("a:\n"));
        assert!(is_mapping("# c\n\na: 1\nb"));
        assert!(is_mapping("&x a: b"));
        assert!(!is_mapping("a:"), "the colon may belong to text");
        assert!(!is_mapping("a"));
        assert!(!is_mapping("'a: "));
        assert!(!is_mapping("a # b: "));
    }
}
