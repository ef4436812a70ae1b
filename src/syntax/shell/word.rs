//! Words of a script after the shell has removed quotes and escapes.

use std::ops::Range;

use super::raw::{Piece, PieceKind, RawDocument};
use super::tree::Word;
use super::variables::Variables;
use crate::source::{FileId, Span};
use crate::syntax::text::{Text, TextBuilder};

/// Where text stands, which decides what a backslash does.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Quoting {
    Bare,
    Double,
    HereDocument,
    /// A here-document with a quoted end word.
    Literal,
}

pub(super) struct Decoder<'a> {
    pub(super) source: &'a str,
    pub(super) file: FileId,
    pub(super) hole: Option<char>,
    pub(super) variables: Variables<'a>,
    pub(super) documents: &'a [Option<RawDocument>],
}

impl Decoder<'_> {
    /// The word at `range`. What lies between the pieces is bare text.
    pub(super) fn word(&self, range: Range<usize>, pieces: &[Piece]) -> Word {
        let state = self.decoded(&range, pieces, false);
        // `{a,b}` outside quotes is several words.
        let has = |sign: &str| state.braces.contains(sign);
        if has("{") && has("}") && (has(",") || has("..")) {
            return Word { may_split: true, ..self.unknown(range) };
        }
        let span = self.span(range);
        Word { text: self.finish(state.builder, span), span, may_split: state.may_split }
    }

    /// The value of an assignment or of a here-string, which is one word whatever is in it.
    pub(super) fn value(&self, range: Range<usize>, pieces: &[Piece]) -> Word {
        let state = self.decoded(&range, pieces, true);
        let span = self.span(range);
        Word { text: self.finish(state.builder, span), span, may_split: false }
    }

    fn decoded(&self, range: &Range<usize>, pieces: &[Piece], is_value: bool) -> State {
        let mut state = State { builder: Text::builder(), may_split: false, braces: String::new() };
        let mut at = range.start;
        if self.slice(range).starts_with('~') {
            state.builder.push_hole();
            at += self.slice(range).find('/').unwrap_or(range.len());
        }
        for piece in pieces {
            self.literal(at..piece.range.start.max(at), Quoting::Bare, &mut state);
            self.piece(piece, is_value, &mut state);
            at = piece.range.end.max(at);
        }
        self.literal(at..range.end, Quoting::Bare, &mut state);
        state
    }

    /// A word of which nothing is known.
    pub(super) fn unknown(&self, range: Range<usize>) -> Word {
        let span = self.span(range);
        let mut builder = Text::builder();
        builder.push_hole();
        Word { text: builder.finish(span), span, may_split: false }
    }

    /// The text of a here-document, which begins at the start of a line.
    pub(super) fn here_document(&self, document: &RawDocument) -> Text {
        let RawDocument { range, expansions, is_quoted, strips_tabs } = document;
        let (range, is_quoted, strips_tabs) = (range.clone(), *is_quoted, *strips_tabs);
        let quoting = if is_quoted { Quoting::Literal } else { Quoting::HereDocument };
        let mut state = State { builder: Text::builder(), may_split: false, braces: String::new() };
        let (mut at, mut line_start) = (range.start, range.start);
        let mut expansions = expansions.iter().peekable();
        for line in self.slice(&range).split_inclusive('\n') {
            let line_end = line_start + line.len();
            if strips_tabs && at <= line_start {
                at = line_start + line.len() - line.trim_start_matches('\t').len();
            }
            while let Some(piece) = expansions.next_if(|piece| piece.range.start < line_end) {
                self.literal(at..piece.range.start.max(at), quoting, &mut state);
                self.piece(piece, true, &mut state);
                at = piece.range.end.max(at);
            }
            if at < line_end {
                self.literal(at..line_end, quoting, &mut state);
                at = line_end;
            }
            line_start = line_end;
        }
        self.finish(state.builder, self.span(range))
    }

    /// Adds a piece.
    fn piece(&self, piece: &Piece, is_quoted: bool, state: &mut State) {
        let range = piece.range.clone();
        match &piece.kind {
            PieceKind::Single => {
                let content = range.start + 1..range.end.saturating_sub(1);
                state.builder.push_exact(self.slice(&content), self.span(content.clone()));
            }
            PieceKind::AnsiC => self.ansi_c(range.start + 2..range.end.saturating_sub(1), state),
            PieceKind::Double(expansions) => {
                let mut at = range.start + 1;
                for expansion in expansions {
                    self.literal(at..expansion.range.start.max(at), Quoting::Double, state);
                    self.piece(expansion, true, state);
                    at = expansion.range.end.max(at);
                }
                self.literal(at..range.end.saturating_sub(1), Quoting::Double, state);
            }
            PieceKind::Expansion(name) => self.expansion(&range, name.as_ref(), is_quoted, state),
            PieceKind::Document(number) => match self.documents.get(*number) {
                Some(Some(document)) => {
                    let text = without_final_lines(&self.here_document(document));
                    self.put_in(Some(&text), is_quoted, true, state);
                }
                _ => self.put_in(None, is_quoted, true, state),
            },
            PieceKind::Dropped => {}
        }
    }

    fn expansion(&self, range: &Range<usize>, name: Option<&Range<usize>>, is_quoted: bool, state: &mut State) {
        let written = self.slice(range);
        let name = name.map(|name| self.slice(name));
        let is_plain = name.is_some_and(|name| written.trim_start_matches(['$', '{']).trim_end_matches('}') == name);
        let value = name.filter(|_| is_plain).and_then(|name| self.variables.value(name, self.span(range.clone())));
        // `"$@"` and `"${list[@]}"` are several words even in quotes.
        self.put_in(value, is_quoted, !written.contains('@'), state);
    }

    /// Adds what an expansion stands for, where the shell makes one word of it.
    fn put_in(&self, value: Option<&Text>, is_quoted: bool, is_one: bool, state: &mut State) {
        let is_one_word = |text: &Text| {
            let known = text.known_bytes();
            text.is_known() && !known.is_empty() && !known.contains([' ', '\t', '\n', '*', '?', '['])
        };
        match value.filter(|value| is_quoted || is_one_word(value)) {
            Some(value) => state.builder.push_text(value),
            None => {
                state.builder.push_hole();
                state.may_split |= !is_quoted || !is_one;
            }
        }
    }

    /// Adds text in which only backslashes are special.
    fn literal(&self, range: Range<usize>, quoting: Quoting, state: &mut State) {
        let mut at = range.start;
        while at < range.end {
            let rest = self.slice(&(at..range.end));
            let plain = if quoting == Quoting::Literal { None } else { rest.find('\\') }.unwrap_or(rest.len());
            let known = rest.get(..plain).unwrap_or_default();
            state.builder.push_exact(known, self.span(at..at + plain));
            if quoting == Quoting::Bare {
                state.braces.extend(known.chars().filter(|letter| matches!(letter, '{' | '}' | ',' | '.')));
                state.may_split |= self.hole.is_some_and(|hole| known.contains(hole));
            }
            at += plain;
            let mut letters = rest.get(plain..).unwrap_or_default().chars().skip(1);
            let Some(escaped) = letters.next() else {
                // A backslash at the very end stands for itself.
                self.exactly(at..range.end, state);
                return;
            };
            let is_line_break = escaped == '\n' || escaped == '\r' && letters.next() == Some('\n');
            let is_escape = match quoting {
                Quoting::Bare => true,
                Quoting::Double => matches!(escaped, '"' | '\\' | '$' | '`'),
                _ => matches!(escaped, '\\' | '$' | '`'),
            };
            let length = if is_line_break && escaped == '\r' { 3 } else { 1 + escaped.len_utf8() };
            let place = at..at + length;
            if is_line_break {
                // The line goes on.
            } else if is_escape {
                state.builder.push(escaped.encode_utf8(&mut [0; 4]), self.span(place));
            } else {
                self.exactly(place, state);
            }
            at += length;
        }
    }

    /// Adds the content of `$'…'`.
    fn ansi_c(&self, range: Range<usize>, state: &mut State) {
        let mut at = range.start;
        while at < range.end {
            let rest = self.slice(&(at..range.end));
            let plain = rest.find('\\').unwrap_or(rest.len());
            self.exactly(at..at + plain, state);
            at += plain;
            let escape = rest.get(plain..).unwrap_or_default();
            if escape.is_empty() {
                return;
            }
            let (decoded, length) = ansi_c_escape(escape);
            let place = at..at + length;
            match decoded {
                Some(letter) => state.builder.push(letter.encode_utf8(&mut [0; 4]), self.span(place)),
                None => self.exactly(place, state),
            }
            at += length;
        }
    }

    fn exactly(&self, range: Range<usize>, state: &mut State) {
        state.builder.push_exact(self.slice(&range), self.span(range.clone()));
    }

    fn finish(&self, builder: TextBuilder, span: Span) -> Text {
        let text = builder.finish(span);
        match self.hole.filter(|hole| text.known_bytes().contains(*hole)) {
            Some(hole) => text.reopen_holes(hole),
            None => text,
        }
    }

    fn slice(&self, range: &Range<usize>) -> &str {
        self.source.get(range.clone()).unwrap_or_default()
    }

    fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.file, range.start, range.end)
    }
}

/// A command's output as a substitution gives it: without the line breaks at its end.
fn without_final_lines(text: &Text) -> Text {
    let ending = text.known_suffix();
    let cut = ending.len() - ending.trim_end_matches(['\n', '\r']).len();
    text.slice(0..text.known_bytes().len() - cut, text.span())
}

/// A word while it is put together.
struct State {
    builder: TextBuilder,
    may_split: bool,
    /// The signs of brace expansion that stand outside quotes.
    braces: String,
}

/// The letter of the escape that `text` begins with, if it is one, and its length.
fn ansi_c_escape(text: &str) -> (Option<char>, usize) {
    let Some(letter) = text.chars().nth(1) else { return (None, 1) };
    let digits = |start: usize, most: usize, radix: u32| {
        let rest = text.get(start..).unwrap_or_default();
        let count = rest.chars().take(most).take_while(|digit| digit.is_digit(radix)).count();
        let code = u32::from_str_radix(rest.get(..count).unwrap_or_default(), radix).ok();
        (code.and_then(char::from_u32), start + count)
    };
    let simple = match letter {
        'a' => '\u{7}',
        'b' => '\u{8}',
        'e' | 'E' => '\u{1b}',
        'f' => '\u{c}',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'v' => '\u{b}',
        '\\' | '\'' | '"' | '?' => letter,
        'x' => return digits(2, 2, 16),
        'u' => return digits(2, 4, 16),
        'U' => return digits(2, 8, 16),
        '0'..='7' => return digits(1, 3, 8),
        other => return (None, 1 + other.len_utf8()),
    };
    (Some(simple), 2)
}
