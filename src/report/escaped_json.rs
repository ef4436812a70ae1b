//! JSON of which a terminal shows every character, whatever the strings in it hold.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::{CharEscape, Formatter, PrettyFormatter};

use crate::source::visible::{begins_order, is_visible};

/// Writes a value, indented, with a line end.
pub(crate) fn write(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    let mut serializer = Serializer::with_formatter(&mut *out, Escaping::default());
    value.serialize(&mut serializer)?;
    writeln!(out)
}

/// Escapes what JSON would let stand: directions, the control characters above ASCII, and orders to build servers.
#[derive(Default)]
struct Escaping(PrettyFormatter<'static>);

impl Formatter for Escaping {
    fn write_string_fragment<W: Write + ?Sized>(&mut self, out: &mut W, text: &str) -> io::Result<()> {
        let mut rest = text;
        let is_order = |text: &str, at: usize| text.get(at..).is_some_and(begins_order);
        let next = |text: &str| {
            text.char_indices().find(|(at, letter)| !is_visible(*letter) || *letter == '#' && is_order(text, *at))
        };
        while let Some((at, letter)) = next(rest) {
            let (before, after) = rest.split_at(at);
            out.write_all(before.as_bytes())?;
            // None of them lies beyond what four digits count.
            write!(out, "\\u{:04x}", u32::from(letter))?;
            rest = after.get(letter.len_utf8()..).unwrap_or_default();
        }
        out.write_all(rest.as_bytes())
    }

    fn write_char_escape<W: Write + ?Sized>(&mut self, out: &mut W, escape: CharEscape) -> io::Result<()> {
        self.0.write_char_escape(out, escape)
    }

    fn begin_array<W: Write + ?Sized>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.begin_array(out)
    }

    fn end_array<W: Write + ?Sized>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_array(out)
    }

    fn begin_array_value<W: Write + ?Sized>(&mut self, out: &mut W, is_first: bool) -> io::Result<()> {
        self.0.begin_array_value(out, is_first)
    }

    fn end_array_value<W: Write + ?Sized>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_array_value(out)
    }

    fn begin_object<W: Write + ?Sized>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.begin_object(out)
    }

    fn end_object<W: Write + ?Sized>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_object(out)
    }

    fn begin_object_key<W: Write + ?Sized>(&mut self, out: &mut W, is_first: bool) -> io::Result<()> {
        self.0.begin_object_key(out, is_first)
    }

    fn begin_object_value<W: Write + ?Sized>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.begin_object_value(out)
    }

    fn end_object_value<W: Write + ?Sized>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_object_value(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_seen_is_escaped_and_reads_the_same() {
        let text = "größer\u{7f}\u{85}\u{9b}\u{61c}\u{202e}\u{2066}\u{2028}\u{1b}\n\t\"";
        let mut out = Vec::new();
        write(&serde_json::json!({ text: [text, 1, {}] }), &mut out).unwrap();
        let written = String::from_utf8(out).unwrap();
        assert!(written.chars().all(is_visible) && written.contains("\\u202e\\u2066"), "{written}");
        let read: serde_json::Value = serde_json::from_str(&written).unwrap();
        assert_eq!(read, serde_json::json!({ text: [text, 1, {}] }));
    }

    #[test]
    fn no_string_is_an_order_to_a_build_server() {
        let text = "a ##vso[b] ##[c] ## d";
        let mut out = Vec::new();
        write(&text, &mut out).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), "\"a \\u0023#vso[b] \\u0023#[c] ## d\"\n");
    }
}
