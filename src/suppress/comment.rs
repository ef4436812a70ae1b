//! Comments that begin with `kmslint:`.

use std::ops::RangeInclusive;

use super::layout::Layout;
use crate::date::{self, Date};
use crate::source::{SourceFile, Span};
use crate::syntax::list::items;
use crate::syntax::{Comment, comments};

const MARKER: &str = "kmslint:";

/// A comment that speaks to kmslint.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Directive {
    /// The comment with its markers.
    pub(super) span: Span,
    /// The rules that it names, or why it cannot be understood.
    pub(super) names: Result<Vec<(String, Span)>, String>,
    pub(super) reason: String,
    /// The last day on which it counts.
    pub(super) expires: Option<Date>,
    /// The lines that it speaks of.
    pub(super) lines: RangeInclusive<u32>,
}

/// Every comment of a file that begins with `kmslint:`, in order.
pub(super) fn directives(file: &SourceFile) -> Vec<Directive> {
    if !file.text().contains(MARKER) {
        return Vec::new();
    }
    let layout = Layout::read(file, MARKER);
    layout.comments().iter().filter_map(|comment| directive(*comment, &layout)).collect()
}

/// What a comment says, if it speaks to kmslint.
fn directive(comment: Comment, layout: &Layout<'_>) -> Option<Directive> {
    let (content, place) = comments::content(layout.file(), &comment);
    let rest = content.strip_prefix(MARKER)?.trim_start();
    let lines = layout.lines_of(comment);
    let directive = |names, expires, reason: String| {
        Some(Directive { span: comment.span, names, reason, expires, lines: lines.clone() })
    };
    let wrong = |message: &str| directive(Err(message.to_owned()), None, String::new());
    let Some(list) = rest.strip_prefix("ignore[") else {
        return wrong("after `kmslint:` a suppression needs `ignore[…]`");
    };
    let Some((names, reason)) = list.split_once(']') else {
        return wrong("the list of rules is not closed");
    };
    let start = place.end as usize - list.len();
    let names = read_names(names, |from, to| Span::new(place.file, start + from, start + to));
    if names.is_empty() {
        return wrong("the suppression does not name a rule");
    }
    let is_between = [':', '-', ' ', '\t'];
    let (expires, reason) = match reason.trim_start_matches(is_between).strip_prefix("expires=") {
        None => (None, reason),
        Some(rest) => {
            let (day, reason) = rest.split_at(rest.find(char::is_whitespace).unwrap_or(rest.len()));
            let Some(last) = date::day(day) else {
                return wrong(&format!("`{day}` is not a date such as 2027-01-31"));
            };
            (Some(last), reason)
        }
    };
    let reason: Vec<_> = reason.trim_start_matches(is_between).lines().map(str::trim).collect();
    directive(Ok(names), expires, reason.join(" ").trim().to_owned())
}

fn read_names(list: &str, place: impl Fn(usize, usize) -> Span) -> Vec<(String, Span)> {
    let names = items(list).filter(|name| !name.is_empty());
    names.filter_map(|name| Some((list.get(name.clone())?.to_owned(), place(name.start, name.end)))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;

    fn read(name: &str, text: &str) -> Vec<(String, String, u32)> {
        let sources = Sources::new("/nowhere");
        let file = sources.add(name, text);
        let shown = |directive: Directive| {
            let names = directive.names.map(|names| {
                let agree = names.iter().all(|(name, span)| file.slice(*span) == name);
                assert!(agree, "spans of {names:?}");
                names.into_iter().map(|(name, _)| name).collect::<Vec<_>>().join(" ")
            });
            (names.unwrap_or_else(|message| message), directive.reason, *directive.lines.start())
        };
        directives(&file).into_iter().map(shown).collect()
    }

    fn one(name: &str, reason: &str, target: u32) -> Vec<(String, String, u32)> {
        vec![(name.to_owned(), reason.to_owned(), target)]
    }

    #[test]
    fn names_and_reason_are_read() {
        assert_eq!(read("a.tf", "#kmslint: ignore[a, b] because\nx"), one("a b", "because", 2));
        assert_eq!(read("a.tf", "x = 1 /* kmslint: ignore[ a ]: so */ # more"), one("a", "so", 1));
        assert_eq!(read("a.yaml", "x: it's # kmslint: ignore[a] why not"), one("a", "why not", 1));
        assert_eq!(read("a.sh", "  # kmslint: ignore[a] b\n  aliyun kms"), one("a", "b", 2));
    }

    #[test]
    fn text_that_is_no_comment_is_left_alone() {
        assert_eq!(read("a.tf", "x = \"# kmslint: ignore[a] b\""), []);
        assert_eq!(read("a.yaml", "x: '# kmslint: ignore[a] b'"), []);
        assert_eq!(read("a.yaml", "x: http://y#kmslint: ignore[a] b"), []);
        assert_eq!(read("a.yaml", "x: 1 // kmslint: ignore[a] b"), []);
        assert_eq!(read("a.json", "# kmslint: ignore[a] b"), []);
        assert_eq!(read("a.yaml", "x: \"y\n  # kmslint: ignore[a] b\""), []);
        assert_eq!(read("a.sh", "x='\n# kmslint: ignore[a] b'"), []);
        assert_eq!(read("a.http", "GET http://x # kmslint: ignore[a] b\n\n# kmslint: ignore[a] b"), []);
        assert_eq!(read("a.tf", "# use kmslint: ignore[a] to silence it"), []);
    }

    #[test]
    fn lines_of_a_string_are_no_comments() {
        let line = "# kmslint: ignore[a] b";
        for text in [
            format!("x: |\n  {line}\n\n  {line}\ny: 1\n"),
            format!("- >-  # folded\n  {line}\n"),
            format!("- x: |2+\n    {line}\n  y: 1\n"),
        ] {
            assert_eq!(read("a.yaml", &text), [], "{text}");
        }
        assert_eq!(read("a.tf", &format!("x = <<-EOT\n  {line}\n  EOT\n")), []);
        assert_eq!(read("a.sh", &format!("cat <<'EOF' >x\n{line}\naliyun\nEOF\n")), []);
    }

    #[test]
    fn what_follows_a_string_and_what_is_in_a_script_counts() {
        let line = "# kmslint: ignore[a] b";
        assert_eq!(read("a.yaml", &format!("x: |\n  text\n{line}\ny: 1\n")), one("a", "b", 4));
        assert_eq!(read("a.yaml", &format!("- x: |\n    text\n  {line}\n  y: 1\n")), one("a", "b", 4));
        assert_eq!(read("a.yaml", &format!("run: |\n  {line}\n  aliyun kms\n")), one("a", "b", 3));
        assert_eq!(read("a.tf", &format!("x = <<-EOT\n  aliyun x\n  EOT\n{line}\nz\n")), one("a", "b", 5));
        assert_eq!(read("a.tf", &format!("x = <<EOT\n{line}\naliyun kms\nEOT\n")), one("a", "b", 3));
        assert_eq!(read("a.sh", &format!("cat <<EOF\ntext\nEOF\n{line}\naliyun kms\n")), one("a", "b", 5));
        assert_eq!(read("a.sh", &format!("n=$((a<<b))\n{line}\naliyun kms\n")), one("a", "b", 3));
        assert_eq!(read("a.sh", &format!("grep <<<x\n{line}\naliyun kms\n")), one("a", "b", 3));
    }

    #[test]
    fn carriage_returns_are_no_part_of_a_reason() {
        assert_eq!(read("a.tf", "# kmslint: ignore[a] b\r\nx = 1\r\n"), one("a", "b", 2));
        assert_eq!(read("a.yaml", "x: 1 # kmslint: ignore[a] b\r\ny: 1\r\n"), one("a", "b", 1));
    }

    #[test]
    fn a_last_day_may_stand_before_the_reason() {
        let expires = |text: &str| {
            let sources = Sources::new("/nowhere");
            let directive = directives(&sources.add("a.tf", text)).pop().unwrap();
            (directive.names.map(|_| directive.expires), directive.reason)
        };
        let day = Ok(date::day("2027-01-31"));
        assert_eq!(expires("# kmslint: ignore[a] expires=2027-01-31 moved"), (day.clone(), "moved".to_owned()));
        assert_eq!(
            expires("# kmslint: ignore[a]: expires=2027-01-31: moved"),
            (Err("`2027-01-31:` is not a date such as 2027-01-31".to_owned()), String::new())
        );
        assert_eq!(expires("# kmslint: ignore[a] expires=2027-01-31"), (day, String::new()));
        assert_eq!(
            expires("# kmslint: ignore[a] it expires=2027-01-31"),
            (Ok(None), "it expires=2027-01-31".to_owned())
        );
        let wrong = Err("`2027-02-30` is not a date such as 2027-01-31".to_owned());
        assert_eq!(expires("# kmslint: ignore[a] expires=2027-02-30 x"), (wrong, String::new()));
    }

    #[test]
    fn a_comment_may_go_over_several_lines() {
        assert_eq!(read("a.tf", "/*\n  kmslint: ignore[a,\n b] so\n  it is\n*/\nx = 1\n"), one("a b", "so it is", 6));
    }

    #[test]
    fn a_comment_inside_an_interpolation_counts_quotes() {
        assert_eq!(read("a.tf", "x = \"${f(\"y\")}\" # kmslint: ignore[a] b"), one("a", "b", 1));
    }

    #[test]
    fn what_cannot_be_understood_says_why() {
        assert_eq!(read("a.tf", "# kmslint: ignore[a b"), one("the list of rules is not closed", "", 2));
        assert_eq!(read("a.tf", "# kmslint: off"), one("after `kmslint:` a suppression needs `ignore[…]`", "", 2));
        assert_eq!(read("a.tf", "# kmslint: ignore[ ] x"), one("the suppression does not name a rule", "", 2));
    }
}
