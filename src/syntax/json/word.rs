//! Words that JSON has no name for, and what their writers mean by them.

use crate::source::Span;
use crate::source::visible::shortened;
use crate::syntax::SyntaxError;
use crate::syntax::node::NodeKind;

/// What the word stands for where another language has it, otherwise [`NodeKind::Error`]; and the error.
pub(super) fn read(written: &str, span: Span) -> (NodeKind, SyntaxError) {
    let shown = shortened(written);
    let borrowed = match written {
        "True" | "TRUE" => Some((NodeKind::Bool(true), "true")),
        "False" | "FALSE" => Some((NodeKind::Bool(false), "false")),
        "None" | "NULL" | "Null" | "nil" | "undefined" => Some((NodeKind::Null, "null")),
        _ => None,
    };
    if let Some((kind, right)) = borrowed {
        let error = SyntaxError::new(span, format!("`{written}` is not a value of JSON"));
        return (kind, error.with_help(format!("write `{right}`")));
    }
    let is_number = written.trim_start_matches(['+', '-', '.']).starts_with(|letter: char| letter.is_ascii_digit());
    let error = if matches!(written, "NaN" | "Infinity" | "-Infinity" | "+Infinity") {
        SyntaxError::new(span, format!("JSON has no number `{written}`"))
    } else if is_number {
        let error = SyntaxError::new(span, format!("`{shown}` is not a number of JSON"));
        error.with_help(if has_leading_zero(written) {
            "remove the leading zero, or write it in double quotes if it is an identifier"
        } else {
            "write digits, at most one `.` between digits, and no `+` before them"
        })
    } else {
        SyntaxError::new(span, format!("`{shown}` is not a value of JSON")).with_help("write text in double quotes")
    };
    (NodeKind::Error, error)
}

fn has_leading_zero(written: &str) -> bool {
    let digits = written.trim_start_matches('-').strip_prefix('0');
    digits.is_some_and(|rest| rest.starts_with(|letter: char| letter.is_ascii_digit()))
}
