//! Values written as YAML, as `yamlencode` writes them.

use std::fmt::Write as _;

use crate::value::{Value, ValueKind};

/// Longer scalars and keys are folded or written in another notation.
const MAX_WIDTH: usize = 78;

/// The YAML of a wholly known value; `None` where the notation that Terraform chooses is not certain.
pub(super) fn write(value: &Value) -> Option<String> {
    let mut text = String::new();
    match &value.kind {
        // A plain scalar on its own is closed, because it could go on.
        ValueKind::Null | ValueKind::Bool(_) | ValueKind::Number(_) => {
            let _ = writeln!(text, "{}\n...", scalar(value)?);
        }
        ValueKind::String(_) => {
            let _ = writeln!(text, "{}", scalar(value)?);
        }
        _ => write_block(value, 0, "", &mut text)?,
    }
    let is_narrow = text.lines().all(|line| line.chars().count() <= MAX_WIDTH || !line.contains(' '));
    is_narrow.then_some(text)
}

/// Writes the lines of a value; `lead` stands before the first of them, which is already indented.
fn write_block(value: &Value, depth: usize, lead: &str, text: &mut String) -> Option<()> {
    let indent = "  ".repeat(depth);
    let mut lead = lead.to_owned();
    match &value.kind {
        ValueKind::Sequence(sequence) if !sequence.items.is_empty() => {
            for item in sequence.items.iter() {
                let before = if lead.is_empty() { indent.clone() } else { std::mem::take(&mut lead) };
                write_block(item, depth + 1, &format!("{before}- "), text)?;
            }
        }
        ValueKind::Mapping(mapping) if !mapping.members.is_empty() => {
            for (name, member) in mapping.members.iter() {
                let before = if lead.is_empty() { indent.clone() } else { std::mem::take(&mut lead) };
                let key = quoted(name)?;
                match &member.value.kind {
                    ValueKind::Sequence(sequence) if !sequence.items.is_empty() => {
                        let _ = writeln!(text, "{before}{key}:");
                        write_block(&member.value, depth, "", text)?;
                    }
                    ValueKind::Mapping(inner) if !inner.members.is_empty() => {
                        let _ = writeln!(text, "{before}{key}:");
                        write_block(&member.value, depth + 1, "", text)?;
                    }
                    _ => {
                        let _ = writeln!(text, "{before}{key}: {}", scalar(&member.value)?);
                    }
                }
            }
        }
        _ => {
            let _ = writeln!(text, "{lead}{}", scalar(value)?);
        }
    }
    Some(())
}

fn scalar(value: &Value) -> Option<String> {
    match &value.kind {
        ValueKind::Null => Some("null".to_owned()),
        ValueKind::Bool(value) => Some(value.to_string()),
        ValueKind::Number(number) => Some(number.to_string()),
        ValueKind::String(text) => quoted(text.known()?),
        ValueKind::Sequence(_) => Some("[]".to_owned()),
        ValueKind::Mapping(_) => Some("{}".to_owned()),
        ValueKind::Unknown(_) => None,
    }
}

/// A string of one line in double quotes.
fn quoted(text: &str) -> Option<String> {
    let mut quoted = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\t' => quoted.push_str("\\t"),
            letter if letter == ' ' || letter.is_ascii_graphic() || letter.is_alphanumeric() => quoted.push(letter),
            _ => return None,
        }
    }
    quoted.push('"');
    (quoted.len() <= 120).then_some(quoted)
}
