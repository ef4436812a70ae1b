//! Fixes as text edits: which can be made together, and what a file is after them.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use similar::{DiffOp, DiffTag, TextDiff};

use crate::finding::{Applicability, Edit, Finding, Fix, Removed};
use crate::source::{FileId, SourceFile, Sources, Span};
use crate::syntax::hcl;

const BLANKS: [char; 2] = [' ', '\t'];

/// A file with some of its fixes made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FixedFile {
    pub file: FileId,
    pub text: String,
    /// The rules whose findings were fixed, one for each fix.
    pub rules: Vec<Arc<str>>,
}

/// Has the fixes of all findings say of every byte whether it stays.
///
/// Every reader of an edit takes its span and its text as they are, so what one shows is what the others make. A fix is
/// dropped where a file reads otherwise than the fix takes for granted.
pub(crate) fn make_exact<'a>(sources: &Sources, findings: impl Iterator<Item = &'a mut Finding>) {
    let mut arguments = BTreeMap::new();
    for finding in findings {
        let Some(fix) = finding.fix.take() else { continue };
        let exact = |edit: Edit| exact_edit(&sources.file(edit.span.file), edit, &mut arguments);
        let edits: Option<Vec<Edit>> = fix.edits.into_iter().map(exact).collect();
        finding.fix = edits.map(|edits| Fix { edits, ..fix });
    }
}

/// What the files are after one round of fixes.
///
/// A fix is made as a whole or not at all. Of two that touch the same text the first is made, and the other is left
/// for the next round, when its finding has been looked at again.
pub(crate) fn apply<'a>(
    sources: &Sources,
    findings: impl IntoIterator<Item = &'a Finding>,
    allows_unsafe: bool,
) -> Vec<FixedFile> {
    let mut chosen: BTreeMap<FileId, Vec<&Edit>> = BTreeMap::new();
    let mut rules: BTreeMap<FileId, Vec<Arc<str>>> = BTreeMap::new();
    let fixes = findings.into_iter().filter_map(|finding| finding.fix.as_ref().map(|fix| (finding, fix)));
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
pub(crate) fn unified_diff(name: &str, before: &str, after: &str) -> String {
    let diff = TextDiff::from_lines(before, after);
    diff.unified_diff().context_radius(3).header(&format!("a/{name}"), &format!("b/{name}")).to_string()
}

/// The parts of a text that another has otherwise, in their order, with what it has there.
pub(crate) fn changed_parts(before: &str, after: &str) -> Vec<(Range<usize>, String)> {
    let diff = TextDiff::from_lines(before, after);
    let old = starts((0..).map_while(|line| diff.old_slice(line)));
    let new = starts((0..).map_while(|line| diff.new_slice(line)));
    let bytes = |starts: &[usize], lines: Range<usize>| {
        let at = |line: usize| starts.get(line).copied().unwrap_or_default();
        at(lines.start)..at(lines.end)
    };
    let changes = diff.ops().iter().filter(|op| op.tag() != DiffTag::Equal);
    let part = |op: &DiffOp| {
        let text = after.get(bytes(&new, op.new_range())).unwrap_or_default();
        (bytes(&old, op.old_range()), text.to_owned())
    };
    changes.map(part).flat_map(|(range, text)| within(before, range, &text)).collect()
}

/// The most bytes of lines that are compared letter by letter.
const MOST_LETTERS: usize = 16 * 1024;

/// What is changed of some lines, without what stays of them: an edit carries no text that it leaves as it is.
fn within(before: &str, lines: Range<usize>, after: &str) -> Vec<(Range<usize>, String)> {
    let old = before.get(lines.clone()).unwrap_or_default();
    if old.len() + after.len() > MOST_LETTERS {
        let same = |(one, other): &(char, char)| one == other;
        let length =
            |letters: &mut dyn Iterator<Item = (char, char)>| letters.map(|(letter, _)| letter.len_utf8()).sum();
        let start: usize = length(&mut old.chars().zip(after.chars()).take_while(same));
        let (old_rest, new_rest) = (old.get(start..).unwrap_or_default(), after.get(start..).unwrap_or_default());
        let end: usize = length(&mut old_rest.chars().rev().zip(new_rest.chars().rev()).take_while(same));
        let text = new_rest.get(..new_rest.len() - end).unwrap_or_default().to_owned();
        return vec![(lines.start + start..lines.end - end, text)];
    }
    let diff = TextDiff::from_chars(old, after);
    let old_starts = starts((0..).map_while(|letter| diff.old_slice(letter)));
    let new_starts = starts((0..).map_while(|letter| diff.new_slice(letter)));
    let at = |starts: &[usize], index: usize| starts.get(index).copied().unwrap_or_default();
    let changes = diff.ops().iter().filter(|op| op.tag() != DiffTag::Equal);
    let part = |op: &DiffOp| {
        let (old, new) = (op.old_range(), op.new_range());
        let range = lines.start + at(&old_starts, old.start)..lines.start + at(&old_starts, old.end);
        let text = after.get(at(&new_starts, new.start)..at(&new_starts, new.end)).unwrap_or_default();
        (range, text.to_owned())
    };
    changes.map(part).collect()
}

/// Where lines begin that follow each other, and where the last ends.
fn starts<'l>(lines: impl Iterator<Item = &'l str>) -> Vec<usize> {
    let ends = lines.scan(0, |end, line: &str| {
        *end += line.len();
        Some(*end)
    });
    std::iter::once(0).chain(ends).collect()
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

/// Edits that touch without overlapping conflict as well, because their order would decide about the result, unless
/// both only take away: lines that follow each other can all go.
fn conflict(one: &Edit, other: &Edit) -> bool {
    let overlap = one.span.start < other.span.end && other.span.start < one.span.end;
    let touch = one.span.start <= other.span.end && other.span.start <= one.span.end;
    let only_take_away = one.text.is_empty() && other.text.is_empty();
    one.span.file == other.span.file && (overlap || touch && !only_take_away)
}

fn edited(file: &SourceFile, mut edits: Vec<&Edit>) -> String {
    edits.sort_by_key(|edit| edit.span);
    let text = file.text();
    let mut result = String::with_capacity(text.len());
    let mut copied = 0;
    for edit in edits {
        let range = edit.span.range();
        result.push_str(text.get(copied..range.start).unwrap_or_default());
        result.push_str(&edit.text);
        copied = range.end;
    }
    result.push_str(text.get(copied..).unwrap_or_default());
    result
}

/// The edit with every byte that goes under its span, and with lines that end as those of the file.
fn exact_edit(file: &SourceFile, edit: Edit, arguments: &mut BTreeMap<FileId, Vec<Span>>) -> Option<Edit> {
    if !edit.fits(file.slice(edit.span)) {
        return None;
    }
    let span = match edit.removes {
        None => edit.span,
        Some(Removed::Comment) => taken_out(file, whole_comment(file, edit.span)),
        Some(Removed::Argument) => {
            let arguments = arguments.entry(file.id()).or_insert_with(|| arguments_of(file));
            let whole = arguments.iter().find(|whole| whole.start == edit.span.start)?;
            taken_out(file, *whole)
        }
    };
    let text = file.text();
    let uses_crlf = text.find('\n').is_some_and(|end| text.get(..end).is_some_and(|line| line.ends_with('\r')));
    let new = if uses_crlf { edit.text.replace("\r\n", "\n").replace('\n', "\r\n") } else { edit.text };
    Some(Edit::new(span, new))
}

/// A comment to its end, which may stand on a later line than a suppression in it.
fn whole_comment(file: &SourceFile, span: Span) -> Span {
    let written = file.slice(span);
    let is_open = written.starts_with("/*") && !written.ends_with("*/");
    let rest = file.text().get(span.range().end..).filter(|_| is_open).unwrap_or_default();
    rest.find("*/").map_or(span, |end| Span::new(span.file, span.range().start, span.range().end + end + "*/".len()))
}

/// Every argument of a file, from its name to the end of its value.
fn arguments_of(file: &SourceFile) -> Vec<Span> {
    let mut arguments = Vec::new();
    let mut open = vec![hcl::parse(file).body];
    while let Some(body) = open.pop() {
        arguments.extend(body.attributes.iter().map(|attribute| attribute.span));
        open.extend(body.blocks.into_iter().map(|block| block.body));
    }
    arguments
}

/// What goes when something is taken out: its lines where nothing else stands on them, else the blanks between it and
/// the comment or the code that stays.
fn taken_out(file: &SourceFile, span: Span) -> Span {
    let between = |start, end| file.text().get(start..end).unwrap_or_default();
    let Range { start, end } = span.range();
    let last_line = file.position(span.end).line;
    let line_start = file.line(file.position(span.start).line).start.max(byte_order_mark(file.text()));
    let line_end = file.line(last_line).end;
    let left = between(line_start, start).trim_end_matches(BLANKS);
    let right = between(end, line_end).trim_start_matches(BLANKS);
    let (left_end, right_start) = (line_start + left.len(), line_end - right.len());
    let (start, end) = match (left.is_empty(), right.is_empty()) {
        (true, true) if last_line < file.line_count() => (line_start, file.line(last_line + 1).start),
        // A file whose last line has no end keeps that form.
        (true, true) => (line_start - line_break_before(between(0, line_start)), line_end),
        (true, false) => (start, right_start),
        (false, true) => (left_end, line_end),
        (false, false) if right_start > end => (left_end, end),
        (false, false) => (start, end),
    };
    Span::new(span.file, start, end)
}

fn byte_order_mark(text: &str) -> usize {
    if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }
}

/// The length of the line break that a text ends with.
fn line_break_before(text: &str) -> usize {
    ["\r\n", "\n"].into_iter().find(|line_break| text.ends_with(line_break)).map_or(0, str::len)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Draft, Occurrence, Severity};

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
    fn of_two_fixes_that_touch_the_first_is_made_unless_both_take_away() {
        assert_eq!(fixed("abcdef", &[&[(0, 3, "x")], &[(2, 4, "y")]]), ("xdef".to_owned(), 1));
        assert_eq!(fixed("abcdef", &[&[(0, 3, "x")], &[(3, 4, "y")]]), ("xdef".to_owned(), 1));
        assert_eq!(fixed("abcdef", &[&[(1, 1, "x")], &[(1, 1, "y")]]), ("axbcdef".to_owned(), 1));
        assert_eq!(fixed("abcdef", &[&[(0, 2, "")], &[(2, 3, "")], &[(2, 4, "")]]), ("def".to_owned(), 2));
    }

    #[test]
    fn a_fix_is_made_as_a_whole_or_not_at_all() {
        let fixes: [&[_]; 2] = [&[(0, 1, "x")], &[(0, 1, "y"), (4, 5, "y")]];
        assert_eq!(fixed("abcdef", &fixes), ("xbcdef".to_owned(), 1));
        assert_eq!(fixed("abc", &[&[(0, 1, "x"), (0, 2, "y")]]), ("abc".to_owned(), 0));
        assert_eq!(fixed("abc", &[&[(0, 9, "x")]]), ("abc".to_owned(), 0));
        assert_eq!(fixed("é", &[&[(0, 1, "x")]]), ("é".to_owned(), 0));
    }

    /// The findings of some fixes, with the fixes exact.
    fn exact(sources: &Sources, file: &SourceFile, fixes: impl Iterator<Item = Fix>) -> Vec<Finding> {
        let stamped = |draft: Draft| draft.stamped("x", Severity::Error, Occurrence::default());
        let mut findings: Vec<_> = fixes.map(|fix| stamped(Draft::new(file.span(), "wrong").with_fix(fix))).collect();
        make_exact(sources, findings.iter_mut());
        findings
    }

    /// A text without what each mark begins, every one taken out by a fix of its own.
    fn without(text: &str, mark: &str, removal: fn(Span) -> Edit) -> String {
        let sources = Sources::new("/nowhere");
        let file = sources.add("main.tf", text);
        let edit = |(at, _)| removal(Span::new(file.id(), at, at + mark.len()));
        let fixes = text.match_indices(mark).map(|found| Fix::safe("remove", vec![edit(found)]));
        apply(&sources, &exact(&sources, &file, fixes), false).swap_remove(0).text
    }

    fn without_x(text: &str) -> String {
        without(text, "x", Edit::removal_of_comment)
    }

    #[test]
    fn a_line_that_is_left_empty_goes_and_no_other() {
        assert_eq!(without_x("a\n\t x  \n\n  b\n"), "a\n\n  b\n");
        assert_eq!(without_x("x\n  b\n"), "  b\n");
        assert_eq!(without_x("a\n  x\n  x\n  b\n"), "a\n  b\n");
        assert_eq!(without_x("a\n\nx\n"), "a\n\n");
        assert_eq!(without_x("x"), "");
    }

    #[test]
    fn a_file_keeps_its_line_ends_and_its_byte_order_mark_when_a_line_goes() {
        assert_eq!(without_x("a\r\n x \r\n\r\nb\r\n"), "a\r\n\r\nb\r\n");
        assert_eq!(without_x("a\n  x"), "a");
        assert_eq!(without_x("a\r\n  x"), "a");
        assert_eq!(without_x("\u{feff}x\nb\n"), "\u{feff}b\n");
        assert_eq!(without_x("\u{feff}x"), "\u{feff}");
    }

    #[test]
    fn of_a_line_that_stays_only_the_blanks_beside_it_go() {
        assert_eq!(without_x("  a  x\t\n  b\n"), "  a\n  b\n");
        assert_eq!(without_x("  a x \r\n  b\r\n"), "  a\r\n  b\r\n");
        assert_eq!(without_x("  x  b\n"), "  b\n");
        assert_eq!(without_x("a x b\n"), "a b\n");
        assert_eq!(without_x("a x, b\n"), "a , b\n");
    }

    #[test]
    fn a_comment_goes_to_its_end() {
        assert_eq!(without("a\n  /* b\n   c */\n  d\n", "/* b", Edit::removal_of_comment), "a\n  d\n");
        assert_eq!(without("a /* b */ c */ d\n", "/* b */", Edit::removal_of_comment), "a c */ d\n");
    }

    #[test]
    fn an_argument_goes_with_all_that_computes_its_value() {
        for value in [
            "1",
            "(1)",
            "(\n    1\n  )",
            "-1",
            "!(a)",
            "f(1)",
            "a ? (1) : (2)",
            "1 + (2)",
            "(a).b[0]",
            "a[*].b",
            "\"${a}\"",
            "<<E\n1\nE",
            "<<-E\n  ${(1)}\n  E",
            "[1]",
            "{ a = (1) }",
            "[for a in b : (a)]",
        ] {
            let fixed = without(&format!("b {{\n  x = {value}\n\n    # why\n}}\n"), "x", Edit::removal_of_argument);
            assert_eq!(fixed, "b {\n\n    # why\n}\n", "{value}");
        }
        assert_eq!(without("b { x = (1) }\n", "x", Edit::removal_of_argument), "b { }\n");
        assert_eq!(without("x = (1) # why\n", "x", Edit::removal_of_argument), "# why\n");
    }

    #[test]
    fn what_is_no_argument_is_not_taken_out_as_one() {
        let sources = Sources::new("/nowhere");
        let file = sources.add("main.tf", "a = { x = 1, b = 2 }\n");
        let removal = Fix::safe("remove", vec![Edit::removal_of_argument(Span::new(file.id(), 6, 7))]);
        assert_eq!(exact(&sources, &file, [removal].into_iter())[0].fix, None);
    }

    #[test]
    fn what_a_fix_takes_for_granted_has_to_stand_there() {
        let sources = Sources::new("/nowhere");
        let file = sources.add("main.tf", "a = b");
        let over = |replaces: &str| Fix::safe("change", vec![Edit::over(Span::new(file.id(), 4, 5), replaces, "c")]);
        let findings = exact(&sources, &file, ["b", "x"].into_iter().map(over));
        assert_eq!(findings.iter().map(|finding| finding.fix.is_some()).collect::<Vec<_>>(), [true, false]);
    }

    #[test]
    fn the_same_edit_twice_is_one() {
        assert_eq!(fixed("abc", &[&[(0, 1, "x")], &[(0, 1, "x")]]), ("xbc".to_owned(), 2));
    }

    #[test]
    fn new_lines_end_as_those_of_the_file() {
        let written = |text: &str| {
            let sources = Sources::new("/nowhere");
            let file = sources.add("main.tf", text);
            let findings = exact(&sources, &file, [fix(file.id(), &[(0, 1, "x\ny")])].into_iter());
            findings[0].fix.as_ref().unwrap().edits[0].text.clone()
        };
        assert_eq!(written("a\r\nb\r\n"), "x\r\ny");
        assert_eq!(written("a\nb\n"), "x\ny");
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
