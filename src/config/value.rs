//! What a value of a configuration is, and how it is written as an expression.

use crate::syntax::node::{Node, NodeKind};

/// What a setting holds.
#[derive(Clone, Copy, Debug)]
pub(super) enum Shape {
    Mapping,
    List,
    String,
}

impl Shape {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Mapping => "a mapping",
            Self::List => "a list",
            Self::String => "a string",
        }
    }

    /// What to write for a value that has another shape.
    pub(super) fn advice(self, node: &Node) -> &'static str {
        match (self, &node.kind) {
            (Self::List, NodeKind::String(_)) => "put it in brackets: `[ ]`",
            (Self::List, _) => "write a list: `[ ]`, or lines that begin with `- `",
            (Self::Mapping, _) => "write names with their values: `name: value`",
            (Self::String, NodeKind::Number(_) | NodeKind::Bool(_)) => "put quotes around it",
            (Self::String, _) => "write a single value",
        }
    }
}

/// The text that stands for the value of an input variable, as on Terraform's command line: a string as it is, all
/// else as an expression. None where a part of it could not be read.
pub(super) fn literal(node: &Node) -> Option<String> {
    match &node.kind {
        NodeKind::String(_) => node.as_str().map(str::to_owned),
        _ => expression(node),
    }
}

/// The value as an expression, which JSON is but for `${` and `%{` in strings.
fn expression(node: &Node) -> Option<String> {
    Some(match &node.kind {
        NodeKind::Null => "null".to_owned(),
        NodeKind::Bool(value) => value.to_string(),
        NodeKind::Number(text) => text.to_string(),
        NodeKind::String(_) => quoted(node.as_str()?),
        NodeKind::Sequence(items) => {
            let items: Option<Vec<_>> = items.iter().map(expression).collect();
            format!("[{}]", items?.join(","))
        }
        NodeKind::Mapping(entries) => {
            let member = |key: Option<&str>, value| Some(format!("{}={}", quoted(key?), expression(value)?));
            let members: Option<Vec<_>> = entries.iter().map(|entry| member(entry.key.known(), &entry.value)).collect();
            format!("{{{}}}", members?.join(","))
        }
        NodeKind::Unknown | NodeKind::Error => return None,
    })
}

fn quoted(text: &str) -> String {
    let mut result = String::from("\"");
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' => result.push_str("\\\""),
            '\\' => result.push_str("\\\\"),
            '\n' => result.push_str("\\n"),
            '\r' => result.push_str("\\r"),
            '\t' => result.push_str("\\t"),
            '$' | '%' if letters.peek() == Some(&'{') => result.extend([letter, letter]),
            _ => result.push(letter),
        }
    }
    result.push('"');
    result
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;
    use crate::syntax::yaml;

    fn literal_of(text: &str) -> Option<String> {
        let sources = Sources::new("/nowhere");
        literal(&yaml::parse(&sources.add("a.yaml", text)).documents[0])
    }

    #[test]
    fn values_are_written_as_terraform_reads_them() {
        assert_eq!(literal_of("a b").as_deref(), Some("a b"));
        assert_eq!(literal_of("1.50").as_deref(), Some("1.50"));
        assert_eq!(literal_of("~").as_deref(), Some("null"));
        assert_eq!(
            literal_of("{a: [x, true], b: 'say \"${y}\"'}").as_deref(),
            Some(r#"{"a"=["x",true],"b"="say \"$${y}\""}"#)
        );
    }
}
