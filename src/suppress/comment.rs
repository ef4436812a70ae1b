//! Comments that begin with `kmslint:`.
//!
//! They are found in the text, not in a tree, so that they also count in files that do not parse and in scripts that
//! stand in a heredoc or a block scalar.

use super::quoted::quoted_lines;
use crate::source::{SourceFile, Span};

const MARKER: &str = "kmslint:";

/// A comment that speaks to kmslint.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Directive {
    /// The comment with its markers.
    pub(super) span: Span,
    /// The rules that it names, or why it cannot be understood.
    pub(super) names: Result<Vec<(String, Span)>, String>,
    pub(super) reason: String,
    /// The line that it speaks of: its own, or the next one where it stands alone.
    pub(super) target: u32,
}

/// The ways in which a language writes comments.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Comments {
    None,
    Yaml,
    Shell,
    /// `#`, `//` and `/* */`
    Hcl,
}

/// Every comment of a file that begins with `kmslint:`, in order.
pub(super) fn directives(file: &SourceFile) -> Vec<Directive> {
    let comments = comments_of(file.name());
    if comments == Comments::None {
        return Vec::new();
    }
    let mut places = file.text().match_indices(MARKER).map(|(at, _)| at).peekable();
    if places.peek().is_none() {
        return Vec::new();
    }
    let quoted = quoted_lines(file, comments);
    let is_comment = |at: &usize| !quoted.iter().any(|lines| lines.contains(at));
    places.filter(is_comment).filter_map(|at| directive(file, at, comments)).collect()
}

fn comments_of(name: &str) -> Comments {
    let name = name.to_ascii_lowercase();
    match name.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "json" | "xml" => Comments::None,
        "tf" | "tofu" | "tfvars" | "hcl" => Comments::Hcl,
        "yaml" | "yml" => Comments::Yaml,
        _ => Comments::Shell,
    }
}

/// The comment whose text begins at `at`, if one does.
fn directive(file: &SourceFile, at: usize, comments: Comments) -> Option<Directive> {
    let text = file.text();
    let number = file.position(at as u32).line;
    let line = file.line(number);
    let before = text.get(line.start..at)?.trim_end();
    let is_hcl = comments == Comments::Hcl;
    let opening = ["#", "//", "/*"].into_iter().find(|opening| before.ends_with(opening))?;
    if opening != "#" && !is_hcl {
        return None;
    }
    let code = before.strip_suffix(opening)?;
    if is_inside_quotes(code, comments) || (!is_hcl && !code.is_empty() && !code.ends_with([' ', '\t'])) {
        return None;
    }
    let rest = text.get(at..line.end)?;
    let (content, length) = match rest.find("*/") {
        Some(end) if opening == "/*" => (rest.get(..end)?, end + "*/".len()),
        _ => (rest, rest.trim_end().len()),
    };
    let span = Span::new(file.id(), line.start + code.len(), at + length);
    let is_alone = code.trim().is_empty() && text.get(at + length..line.end).is_none_or(|rest| rest.trim().is_empty());
    let target = if is_alone { next_line(file, number) } else { number };
    let directive = |names, reason: &str| Some(Directive { span, names, reason: reason.to_owned(), target });
    let Some(list) = content.strip_prefix(MARKER).map(str::trim_start).and_then(|rest| rest.strip_prefix("ignore["))
    else {
        return directive(Err("this comment is no suppression".to_owned()), "");
    };
    let Some((list, reason)) = list.split_once(']') else {
        return directive(Err("the list of rules is not closed".to_owned()), "");
    };
    let start = at + content.find('[')? + 1;
    let names = names(list, |from, to| Span::new(file.id(), start + from, start + to));
    if names.is_empty() {
        return directive(Err("the suppression names no rule".to_owned()), "");
    }
    directive(Ok(names), reason.trim_start_matches([':', '-', ' ', '\t']).trim_end())
}

fn names(list: &str, place: impl Fn(usize, usize) -> Span) -> Vec<(String, Span)> {
    let mut names = Vec::new();
    let mut start = 0;
    for part in list.split(',') {
        let name = part.trim();
        if !name.is_empty() {
            let from = start + (part.len() - part.trim_start().len());
            names.push((name.to_owned(), place(from, from + name.len())));
        }
        start += part.len() + 1;
    }
    names
}

/// The next line that holds more than a comment, so that several comments can stand above one line.
fn next_line(file: &SourceFile, number: u32) -> u32 {
    let is_comment = |number| {
        let line = file.text().get(file.line(number)).unwrap_or_default().trim_start();
        line.starts_with('#') || line.starts_with("//") || (line.starts_with("/*") && line.ends_with("*/"))
    };
    let mut next = number + 1;
    while next < file.line_count() && is_comment(next) {
        next += 1;
    }
    next
}

/// Whether a string is open at the end of what a line begins with.
fn is_inside_quotes(code: &str, comments: Comments) -> bool {
    let mut open = None;
    let mut is_escaped = false;
    let mut previous = ' ';
    for letter in code.chars() {
        match open {
            Some('"') if is_escaped => is_escaped = false,
            Some('"') if letter == '\\' => is_escaped = true,
            Some(quote) if letter == quote => open = None,
            Some(_) => {}
            None if letter == '"' && comments == Comments::Hcl => open = Some('"'),
            // An apostrophe inside a word opens nothing.
            None if (letter == '"' || letter == '\'') && comments != Comments::Hcl => {
                open = (!previous.is_alphanumeric()).then_some(letter);
            }
            None => {}
        }
        previous = letter;
    }
    open.is_some()
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
            (names.unwrap_or_else(|message| message), directive.reason, directive.target)
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
    fn comments_above_one_line_all_speak_of_it() {
        let text = "# kmslint: ignore[a] x\n// kmslint: ignore[b] y\nz\n";
        let targets: Vec<_> = read("a.tf", text).into_iter().map(|(_, _, target)| target).collect();
        assert_eq!(targets, [3, 3]);
    }

    #[test]
    fn text_that_is_no_comment_is_left_alone() {
        assert_eq!(read("a.tf", "x = \"# kmslint: ignore[a] b\""), []);
        assert_eq!(read("a.yaml", "x: '# kmslint: ignore[a] b'"), []);
        assert_eq!(read("a.yaml", "x: http://y#kmslint: ignore[a] b"), []);
        assert_eq!(read("a.yaml", "x: 1 // kmslint: ignore[a] b"), []);
        assert_eq!(read("a.json", "# kmslint: ignore[a] b"), []);
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
    fn a_comment_inside_an_interpolation_counts_quotes() {
        assert_eq!(read("a.tf", "x = \"${f(\"y\")}\" # kmslint: ignore[a] b"), one("a", "b", 1));
    }

    #[test]
    fn what_cannot_be_understood_says_why() {
        assert_eq!(read("a.tf", "# kmslint: ignore[a b"), one("the list of rules is not closed", "", 2));
        assert_eq!(read("a.tf", "# kmslint: off"), one("this comment is no suppression", "", 2));
        assert_eq!(read("a.tf", "# kmslint: ignore[ ] x"), one("the suppression names no rule", "", 2));
    }
}
