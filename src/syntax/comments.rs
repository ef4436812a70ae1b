//! The text of a comment without its markers, in every language that has comments.

use crate::source::{SourceFile, Span};
use crate::syntax::Comment;

/// The content of a comment with its place; neither has the markers (`#`, `//`, `/* */`) or the space around it.
pub(crate) fn content<'a>(file: &'a SourceFile, comment: &Comment) -> (&'a str, Span) {
    let written = file.slice(comment.span);
    let (opening, inner) = match written.strip_prefix("/*").or_else(|| written.strip_prefix("//")) {
        Some(rest) if written.starts_with("/*") => (2, rest.strip_suffix("*/").unwrap_or(rest)),
        Some(rest) => (2, rest),
        None => (usize::from(written.starts_with('#')), written.strip_prefix('#').unwrap_or(written)),
    };
    let text = inner.trim();
    let start = comment.span.start as usize + opening + (inner.len() - inner.trim_start().len());
    (text, Span::new(comment.span.file, start, start + text.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;

    #[test]
    fn markers_and_space_are_no_content() {
        let sources = Sources::new("/");
        for (written, expected) in [
            ("# one", "one"),
            ("#", ""),
            ("// two ", "two"),
            ("//", ""),
            ("/* three\n */", "three"),
            ("/**/", ""),
            ("/*", ""),
            ("## four", "# four"),
        ] {
            let file = sources.add("a.tf", written);
            let (text, span) = content(&file, &Comment { span: file.span() });
            assert_eq!(text, expected, "{written}");
            assert_eq!(file.slice(span), expected, "{written}");
        }
    }
}
