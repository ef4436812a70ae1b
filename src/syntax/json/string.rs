//! The content of a JSON string: escapes decoded, each with the place it was written at.

use super::lexer::{Source, Token};
use super::problems::{Habit, Problems};
use crate::syntax::SyntaxError;
use crate::syntax::interner::Interner;
use crate::syntax::text::{Text, TextBuilder};

/// Decodes a string token, quotes included. Single quotes are reported and read like double ones.
pub(super) fn decode(source: &Source, token: Token, strings: &mut Interner, problems: &mut Problems) -> Text {
    let span = source.span(token.range());
    let written = source.slice(token.range());
    if written.starts_with('\'') {
        let error = SyntaxError::new(span, "a string in JSON needs double quotes, not single ones");
        problems.report_once(Habit::SingleQuotes, error.with_help("write `\"…\"`"));
    }
    let content = token.start + 1..token.end - 1;
    let text = source.slice(content.clone());
    let decoded = if text.bytes().all(|byte| byte >= 0x20 && byte != b'\\') {
        Text::exact(strings.intern(text), source.span(content), span)
    } else {
        let mut decoder = Decoder { source, problems, builder: Text::builder(), at: content.start, end: content.end };
        while decoder.at < decoder.end {
            decoder.step();
        }
        decoder.builder.finish(span)
    };
    match source.hole.filter(|hole| text.contains(*hole)) {
        Some(hole) => decoded.reopen_holes(hole),
        None => decoded,
    }
}

struct Decoder<'a, 'b> {
    source: &'a Source<'a>,
    problems: &'b mut Problems,
    builder: TextBuilder,
    at: usize,
    end: usize,
}

impl Decoder<'_, '_> {
    /// Reads one escape, or everything up to the next.
    fn step(&mut self) {
        let rest = self.source.slice(self.at..self.end);
        let is_special = |letter: char| letter == '\\' || letter < ' ';
        let length = rest.find(is_special).unwrap_or(rest.len());
        if length > 0 {
            let range = self.at..self.at + length;
            self.builder.push_exact(self.source.slice(range.clone()), self.source.span(range));
            self.at += length;
            return;
        }
        let Some(first) = rest.chars().next() else {
            self.at = self.end;
            return;
        };
        let length = first.len_utf8();
        if first == '\\' {
            self.escape(rest);
        } else {
            let range = self.at..self.at + length;
            let message = format!("a string in JSON cannot hold the control character U+{:04X}", u32::from(first));
            let error = SyntaxError::new(self.source.span(range.clone()), message);
            let escape = match first {
                '\t' => "\\t".to_owned(),
                '\r' => "\\r".to_owned(),
                '\u{c}' => "\\f".to_owned(),
                other => format!("\\u{:04x}", u32::from(other)),
            };
            self.problems.report_once(Habit::ControlCharacter, error.with_help(format!("write `{escape}`")));
            self.builder.push_exact(self.source.slice(range.clone()), self.source.span(range));
            self.at += length;
        }
    }

    /// Reads the escape that `rest` begins with.
    fn escape(&mut self, rest: &str) {
        let letter = rest.chars().nth(1);
        let (decoded, length) = match letter {
            Some('"' | '\\' | '/') => (letter, 2),
            Some('b') => (Some('\u{8}'), 2),
            Some('f') => (Some('\u{c}'), 2),
            Some('n') => (Some('\n'), 2),
            Some('r') => (Some('\r'), 2),
            Some('t') => (Some('\t'), 2),
            Some('u') => unicode_escape(rest),
            Some(other) => (None, 1 + other.len_utf8()),
            None => (None, 1),
        };
        let range = self.at..self.at + length;
        self.at += length;
        let span = self.source.span(range.clone());
        if let Some(decoded) = decoded {
            self.builder.push(decoded.encode_utf8(&mut [0; 4]), span);
            return;
        }
        let written = self.source.slice(range);
        let is_half_pair = letter == Some('u') && length == 6;
        // Readers that take half of a pair put the replacement character in its place.
        self.builder.push(if is_half_pair { "\u{fffd}" } else { written }, span);
        let error = match letter {
            Some('u') if is_half_pair => SyntaxError::new(span, format!("`{written}` is half of a surrogate pair"))
                .with_help("write both halves, or the character itself"),
            Some('u') => SyntaxError::new(span, "`\\u` takes four hexadecimal digits"),
            Some('\'') => SyntaxError::new(span, "`\\'` is not an escape in JSON").with_help("write `'`"),
            _ => SyntaxError::new(span, format!("`{written}` is not an escape in JSON"))
                .with_help("write `\\\\` for a backslash"),
        };
        self.problems.report(error);
    }
}

/// The character of a `\uXXXX` or of a pair of them, and the length of what was read.
fn unicode_escape(text: &str) -> (Option<char>, usize) {
    let Some(first) = code_unit(text) else {
        let digits = text.get(2..).unwrap_or_default().chars().take(4).take_while(char::is_ascii_hexdigit).count();
        return (None, 2 + digits);
    };
    if let Some(character) = char::from_u32(first) {
        return (Some(character), 6);
    }
    let second = text.get(6..).filter(|rest| rest.starts_with("\\u")).and_then(code_unit);
    match second {
        Some(second) if first < 0xdc00 && (0xdc00..0xe000).contains(&second) => {
            (char::from_u32(0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00)), 12)
        }
        _ => (None, 6),
    }
}

fn code_unit(text: &str) -> Option<u32> {
    let digits = text.get(2..6)?;
    digits.bytes().all(|byte| byte.is_ascii_hexdigit()).then(|| u32::from_str_radix(digits, 16).ok()).flatten()
}
