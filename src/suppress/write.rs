//! Where a suppression of a finding can be written, so that it is read as one.

use super::comment;
use crate::source::{SourceFile, Sources, Span};

/// A line for a comment. What is typed between `before` and `after` is the reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NewComment {
    /// The start of the line that it goes above, in bytes.
    pub(crate) at: usize,
    pub(crate) before: String,
    pub(crate) after: String,
}

/// How far above a finding its comment may stand.
const MOST_LINES: u32 = 500;

/// The places above a finding at which a comment about a rule covers it, the nearest first. In a file that has no
/// comments there is none.
pub(crate) fn places_above<'a>(
    file: &'a SourceFile,
    finding: Span,
    rule: &'a str,
) -> impl Iterator<Item = NewComment> + 'a {
    let line = file.line_of(finding.start);
    let candidates = (line.saturating_sub(MOST_LINES).max(1)..=line).rev();
    candidates.filter_map(move |above| place_above(file, above, rule).filter(|new| covers(file, new, rule, line)))
}

fn place_above(file: &SourceFile, line: u32, rule: &str) -> Option<NewComment> {
    let range = file.line(line);
    let written = file.text().get(range.clone())?;
    let mark = if range.start == 0 && written.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let written = written.get(mark..)?;
    // A line that goes on is one with what follows.
    let previous = file.text().get(file.line(line.checked_sub(1)?)).filter(|_| line > 1).unwrap_or_default();
    if written.trim().is_empty() || previous.ends_with('\\') {
        return None;
    }
    let indent = written.get(..written.len() - written.trim_start().len())?;
    let end = if file.text().contains("\r\n") { "\r\n" } else { "\n" };
    let before = format!("{indent}# kmslint: ignore[{rule}] ");
    Some(NewComment { at: range.start + mark, before, after: end.to_owned() })
}

/// Whether a comment would be read as a suppression that covers a line.
fn covers(file: &SourceFile, new: &NewComment, rule: &str, line: u32) -> bool {
    let folder = file.path().parent().unwrap_or(file.path());
    let mut sources = Sources::new(folder);
    sources.set_overlay(file.path(), new.written_into(file.text(), "?"));
    let Ok(written) = sources.load(&sources.real(file.path())) else { return false };
    let place = Span::new(written.id(), new.at, new.at + new.before.len() + 1);
    comment::directives(&written).iter().any(|directive| {
        let names = directive.names.as_ref().map(Vec::as_slice).unwrap_or_default();
        place.contains(directive.span)
            && names.iter().any(|(name, _)| name == rule)
            && directive.reason == "?"
            && directive.lines.contains(&(line + 1))
    })
}

impl NewComment {
    /// The text of a file with the comment in it.
    pub(crate) fn written_into(&self, text: &str, reason: &str) -> String {
        let (start, rest) = text.split_at_checked(self.at).unwrap_or((text, ""));
        format!("{start}{}{reason}{}{rest}", self.before, self.after)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The file with a comment about what stands at `§`.
    fn suppressed(name: &str, text: &str) -> Option<String> {
        let start = text.find('§').unwrap();
        let text = text.replace('§', "");
        let sources = Sources::new("/nowhere");
        let file = sources.add(name, text);
        let finding = Span::new(file.id(), start, start + 1);
        let new = places_above(&file, finding, "a").next()?;
        Some(new.written_into(file.text(), "so"))
    }

    #[test]
    fn a_comment_stands_above_what_it_is_about() {
        for (name, text, expected) in [
            ("a.tf", "x {\n  y = §1\n}\n", "x {\n  # kmslint: ignore[a] so\n  y = 1\n}\n"),
            ("a.tf", "\u{feff}§x = 1\r\n", "\u{feff}# kmslint: ignore[a] so\r\nx = 1\r\n"),
            ("a.yaml", "- x: 1\n  y: §2\n", "- x: 1\n  # kmslint: ignore[a] so\n  y: 2\n"),
            ("a.http", "# x\nGET §http://a\n", "# x\n# kmslint: ignore[a] so\nGET http://a\n"),
        ] {
            assert_eq!(suppressed(name, text).as_deref(), Some(expected));
        }
    }

    #[test]
    fn what_is_no_place_for_a_comment_is_passed_over() {
        for (name, text, expected) in [
            ("a.tf", "x = <<EOT\n  {\n  §1\nEOT\n", "# kmslint: ignore[a] so\nx = <<EOT\n  {\n  1\nEOT\n"),
            ("a.yaml", "x: |\n  {\n   §1\n", "# kmslint: ignore[a] so\nx: |\n  {\n   1\n"),
            ("a.sh", "aliyun kms \\\n  --x §1\n", "# kmslint: ignore[a] so\naliyun kms \\\n  --x 1\n"),
        ] {
            assert_eq!(suppressed(name, text).as_deref(), Some(expected));
        }
    }

    #[test]
    fn json_has_no_comments() {
        assert_eq!(suppressed("a.json", "{\n  \"x\": §1\n}\n"), None);
        assert_eq!(suppressed("a.tf.json", "{\n  \"x\": §1\n}\n"), None);
    }
}
