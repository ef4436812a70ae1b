//! Fixes as text edits: which can be made together, and what a file is after them.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use similar::TextDiff;

use crate::finding::{Applicability, Edit, Finding, Fix};
use crate::source::{FileId, SourceFile, Sources};

/// A file with some of its fixes made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FixedFile {
    pub file: FileId,
    pub text: String,
    /// The rules whose findings were fixed, one for each fix.
    pub rules: Vec<Arc<str>>,
}

/// What the files are after one round of fixes.
///
/// A fix is made as a whole or not at all. Of two that touch the same text the first is made, and the other is left
/// for the next round, when its finding has been looked at again.
pub fn apply(sources: &Sources, findings: &[Finding], allows_unsafe: bool) -> Vec<FixedFile> {
    let mut chosen: BTreeMap<FileId, Vec<&Edit>> = BTreeMap::new();
    let mut rules: BTreeMap<FileId, Vec<Arc<str>>> = BTreeMap::new();
    let fixes = findings.iter().filter_map(|finding| finding.fix.as_ref().map(|fix| (finding, fix)));
    for (finding, fix) in fixes {
        let is_wanted = allows_unsafe || fix.applicability == Applicability::Safe;
        if !is_wanted || fix.edits.is_empty() || !fits(sources, fix) || touches(&chosen, fix) {
            continue;
        }
        for edit in &fix.edits {
            let edits = chosen.entry(edit.span.file).or_default();
            if !edits.contains(&edit) {
                edits.push(edit);
            }
        }
        rules.entry(finding.span.file).or_default().push(finding.rule.clone());
    }
    let fixed = |(id, edits): (FileId, Vec<&Edit>)| {
        let file = sources.file(id);
        FixedFile { file: id, text: edited(&file, edits), rules: rules.remove(&id).unwrap_or_default() }
    };
    chosen.into_iter().map(fixed).collect()
}

/// The change of a file as a unified diff; empty where the texts are equal.
pub fn unified_diff(name: &str, before: &str, after: &str) -> String {
    let diff = TextDiff::from_lines(before, after);
    diff.unified_diff().context_radius(3).header(&format!("a/{name}"), &format!("b/{name}")).to_string()
}

/// Whether all edits lie in their files, on characters, and apart from each other.
fn fits(sources: &Sources, fix: &Fix) -> bool {
    let is_inside = |edit: &Edit| sources.file(edit.span.file).text().get(edit.span.range()).is_some();
    let is_apart = |(index, edit): (usize, &Edit)| !fix.edits.iter().skip(index + 1).any(|other| conflict(edit, other));
    fix.edits.iter().all(is_inside) && fix.edits.iter().enumerate().all(is_apart)
}

/// Whether a fix changes text that a chosen edit changes. The same edit twice is one edit.
fn touches(chosen: &BTreeMap<FileId, Vec<&Edit>>, fix: &Fix) -> bool {
    let in_same_file = |edit: &Edit| chosen.get(&edit.span.file).map_or(&[][..], Vec::as_slice);
    fix.edits.iter().any(|edit| in_same_file(edit).iter().any(|other| **other != *edit && conflict(edit, other)))
}

/// Edits that touch without overlapping conflict as well: their order would decide about the result.
fn conflict(one: &Edit, other: &Edit) -> bool {
    one.span.file == other.span.file && one.span.start <= other.span.end && other.span.start <= one.span.end
}

fn edited(file: &SourceFile, mut edits: Vec<&Edit>) -> String {
    edits.sort_by_key(|edit| edit.span);
    let text = file.text();
    let uses_crlf = text.find('\n').is_some_and(|end| text.get(..end).is_some_and(|line| line.ends_with('\r')));
    let mut result = String::with_capacity(text.len());
    let mut copied = 0;
    for edit in edits {
        let replaced = replaced(text, edit);
        result.push_str(text.get(copied..replaced.start).unwrap_or_default());
        if uses_crlf {
            result.push_str(&edit.text.replace("\r\n", "\n").replace('\n', "\r\n"));
        } else {
            result.push_str(&edit.text);
        }
        copied = replaced.end;
    }
    result.push_str(text.get(copied..).unwrap_or_default());
    result
}

/// The bytes that an edit replaces. A line on which it leaves nothing goes as a whole, and where it leaves a comment
/// or another argument, the blanks that stood between go with it.
fn replaced(text: &str, edit: &Edit) -> Range<usize> {
    let range = edit.span.range();
    if !edit.text.is_empty() || range.is_empty() {
        return range;
    }
    let (before, after) = (text.get(..range.start).unwrap_or_default(), text.get(range.end..).unwrap_or_default());
    let start = before.rfind('\n').map_or(0, |end| end + 1);
    let end = range.end + after.find('\n').map_or(after.len(), |end| end + 1);
    let left = text.get(start..range.start).unwrap_or_default();
    let right = text.get(range.end..end).unwrap_or_default();
    match (left.trim().is_empty(), right.trim().is_empty()) {
        (true, true) => start..end,
        (true, false) => range.start..range.end + (right.len() - right.trim_start().len()),
        (false, true) => start + left.trim_end().len()..range.end,
        (false, false) => range,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Draft, Occurrence, Severity};
    use crate::source::Span;

    fn fix(file: FileId, edits: &[(usize, usize, &str)]) -> Fix {
        let edit = |&(start, end, text): &(usize, usize, &str)| Edit::new(Span::new(file, start, end), text);
        Fix::safe("change", edits.iter().map(edit).collect())
    }

    fn fixed(text: &str, fixes: &[&[(usize, usize, &str)]]) -> (String, usize) {
        let sources = Sources::new("/nowhere");
        let file = sources.add("main.tf", text);
        let finding = |edits: &&[(usize, usize, &str)]| {
            Draft::new(file.span(), "wrong").with_fix(fix(file.id(), edits)).stamped(
                "x",
                Severity::Error,
                Occurrence::default(),
            )
        };
        let findings: Vec<_> = fixes.iter().map(finding).collect();
        let fixed = apply(&sources, &findings, false);
        fixed.first().map_or((text.to_owned(), 0), |fixed| (fixed.text.clone(), fixed.rules.len()))
    }

    #[test]
    fn edits_are_made_in_the_order_of_the_text() {
        assert_eq!(fixed("abcdef", &[&[(4, 5, "E")], &[(0, 1, "A"), (2, 2, "-")]]), ("Ab-cdEf".to_owned(), 2));
    }

    #[test]
    fn of_two_fixes_that_touch_the_first_is_made() {
        assert_eq!(fixed("abcdef", &[&[(0, 3, "x")], &[(2, 4, "y")]]), ("xdef".to_owned(), 1));
        assert_eq!(fixed("abcdef", &[&[(0, 3, "x")], &[(3, 4, "y")]]), ("xdef".to_owned(), 1));
        assert_eq!(fixed("abcdef", &[&[(1, 1, "x")], &[(1, 1, "y")]]), ("axbcdef".to_owned(), 1));
    }

    #[test]
    fn a_fix_is_made_as_a_whole_or_not_at_all() {
        let fixes: [&[_]; 2] = [&[(0, 1, "x")], &[(0, 1, "y"), (4, 5, "y")]];
        assert_eq!(fixed("abcdef", &fixes), ("xbcdef".to_owned(), 1));
        assert_eq!(fixed("abc", &[&[(0, 1, "x"), (0, 2, "y")]]), ("abc".to_owned(), 0));
        assert_eq!(fixed("abc", &[&[(0, 9, "x")]]), ("abc".to_owned(), 0));
        assert_eq!(fixed("é", &[&[(0, 1, "x")]]), ("é".to_owned(), 0));
    }

    #[test]
    fn a_line_that_an_edit_empties_goes() {
        assert_eq!(fixed("a\n  b = 1  \nc\n", &[&[(4, 9, "")]]).0, "a\nc\n");
        assert_eq!(fixed("a\n  b = 1\n  c = 1\n", &[&[(4, 9, "")], &[(12, 17, "")]]).0, "a\n");
        assert_eq!(fixed("a\n  b = 1 # why\nc\n", &[&[(4, 9, "")]]).0, "a\n  # why\nc\n");
        assert_eq!(fixed("a\n  /* x */ b = 1\nc\n", &[&[(12, 17, "")]]).0, "a\n  /* x */\nc\n");
        assert_eq!(fixed("a = 1", &[&[(0, 5, "")]]).0, "");
    }

    #[test]
    fn the_same_edit_twice_is_one() {
        assert_eq!(fixed("abc", &[&[(0, 1, "x")], &[(0, 1, "x")]]), ("xbc".to_owned(), 2));
    }

    #[test]
    fn line_ends_stay_as_they_are() {
        assert_eq!(fixed("a\r\nb\r\n", &[&[(3, 4, "x\ny")]]).0, "a\r\nx\r\ny\r\n");
        assert_eq!(fixed("a\nb\n", &[&[(2, 3, "x\ny")]]).0, "a\nx\ny\n");
    }

    #[test]
    fn unsafe_fixes_are_made_on_request() {
        let sources = Sources::new("/nowhere");
        let file = sources.add("main.tf", "abc");
        let edit = Edit::new(Span::new(file.id(), 0, 1), "x".to_owned());
        let finding = [Draft::new(file.span(), "wrong").with_fix(Fix::unsafe_("change", vec![edit])).stamped(
            "x",
            Severity::Error,
            Occurrence::default(),
        )];
        assert!(apply(&sources, &finding, false).is_empty());
        assert_eq!(apply(&sources, &finding, true)[0].text, "xbc");
    }

    #[test]
    fn a_diff_shows_the_lines_that_change() {
        let expected = "--- a/main.tf\n+++ b/main.tf\n@@ -1,2 +1,2 @@\n a\n-b\n+c\n";
        assert_eq!(unified_diff("main.tf", "a\nb\n", "a\nc\n"), expected);
        assert_eq!(unified_diff("main.tf", "a\n", "a\n"), "");
    }
}
