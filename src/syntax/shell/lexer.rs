//! The words of a script: quotes, escapes and expansions, as places.

use std::ops::Range;

use super::raw::{End, Pending, Piece, PieceKind, RawCommand, RawDocument, RawInput, RawWord};

/// Substitutions and expansions within each other past which nothing more is read.
const MAX_DEPTH: usize = 64;

/// Something that cannot be read.
#[derive(Debug)]
pub(super) struct Complaint {
    pub(super) range: Range<usize>,
    pub(super) message: &'static str,
    /// It is beyond what is read, and not wrong.
    pub(super) is_limit: bool,
}

/// Reads a script from left to right.
pub(super) struct Lexer<'a> {
    pub(super) source: &'a str,
    pub(super) at: usize,
    pub(super) commands: Vec<RawCommand>,
    /// What ends at a line break or `;`, at every level, and each case with its pattern.
    pub(super) statements: Vec<Range<usize>>,
    pub(super) documents: Vec<Option<RawDocument>>,
    pub(super) pending: Vec<Pending>,
    pub(super) comments: Vec<Range<usize>>,
    pub(super) errors: Vec<Complaint>,
    pub(super) is_in_backticks: bool,
    /// An error was met after which nothing can be told apart.
    pub(super) is_stopped: bool,
    depth: usize,
}

impl<'a> Lexer<'a> {
    pub(super) fn new(source: &'a str) -> Self {
        Self {
            source,
            at: 0,
            commands: Vec::new(),
            statements: Vec::new(),
            documents: Vec::new(),
            pending: Vec::new(),
            comments: Vec::new(),
            errors: Vec::new(),
            is_in_backticks: false,
            is_stopped: false,
            depth: 0,
        }
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    pub(super) fn rest(&self) -> &'a str {
        self.source.get(self.at..).unwrap_or_default()
    }

    pub(super) fn slice(&self, range: Range<usize>) -> &'a str {
        self.source.get(range).unwrap_or_default()
    }

    /// Takes note of something that is not understood, and goes on.
    pub(super) fn fail(&mut self, range: Range<usize>, message: &'static str) {
        self.complain(Complaint { range, message, is_limit: false });
    }

    fn complain(&mut self, complaint: Complaint) {
        if !self.is_stopped && self.errors.len() < 20 {
            self.errors.push(complaint);
        }
    }

    /// Takes note of an error that leaves nothing certain about the rest.
    pub(super) fn stop(&mut self, range: Range<usize>, message: &'static str) {
        self.fail(range, message);
        self.end();
    }

    fn end(&mut self) {
        self.is_stopped = true;
        self.at = self.source.len();
    }

    /// Takes note of a limit that leaves the rest unread.
    pub(super) fn stop_at_limit(&mut self, range: Range<usize>, message: &'static str) {
        self.complain(Complaint { range, message, is_limit: true });
        self.end();
    }

    /// Passes over blanks, escaped line breaks and comments.
    pub(super) fn skip_blanks(&mut self) {
        loop {
            let rest = self.rest();
            self.at += match rest.as_bytes() {
                [b' ' | b'\t', ..] | [b'\r', b'\n', ..] => 1,
                [b'\\', b'\n', ..] => 2,
                [b'\\', b'\r', b'\n', ..] => 3,
                [b'#', ..] => {
                    let length = rest.find('\n').unwrap_or(rest.len());
                    let length = rest.get(..length).unwrap_or_default().trim_end_matches('\r').len();
                    self.comments.push(self.at..self.at + length);
                    length
                }
                _ => return,
            };
        }
    }

    /// Reads a word up to a blank or an operator. At one of these it is empty, and the sign is passed over.
    pub(super) fn word(&mut self) -> RawWord {
        let start = self.at;
        // An escaped line break at the end belongs to the blanks after the word.
        let mut end = start;
        let mut pieces = Vec::new();
        while let Some(letter) = self.peek() {
            match letter {
                '\\' if self.rest().starts_with("\\\n") || self.rest().starts_with("\\\r\n") => {
                    self.skip_escape();
                    continue;
                }
                ' ' | '\t' | '\n' | ';' | '&' | '|' | '(' | ')' => break,
                '\r' if self.rest().starts_with("\r\n") => break,
                '<' | '>' => {
                    if !self.rest().get(1..).is_some_and(|rest| rest.starts_with('(')) {
                        break;
                    }
                    pieces.push(self.substitution(2, End::Parenthesis));
                }
                '`' if self.is_in_backticks => break,
                '\\' => self.skip_escape(),
                '\'' => pieces.push(self.single_quoted()),
                '"' => pieces.push(self.double_quoted()),
                '$' | '`' => {
                    let is_ansi_c = self.rest().starts_with("$'");
                    let is_translated = self.rest().starts_with("$\"");
                    if is_ansi_c {
                        pieces.push(self.ansi_c_quoted());
                    } else if is_translated {
                        pieces.push(Piece { kind: PieceKind::Dropped, range: self.at..self.at + 1 });
                        self.at += 1;
                    } else {
                        pieces.extend(self.expansion(false));
                    }
                }
                '?' | '*' | '+' | '@' | '!' if self.rest().get(1..).is_some_and(|rest| rest.starts_with('(')) => {
                    self.at += 1;
                    if !self.skip_arithmetic(1) {
                        self.stop(start..start + 1, "the pattern is not closed");
                    }
                }
                _ => self.at += letter.len_utf8(),
            }
            end = self.at;
        }
        if self.at == start {
            // Callers only come here where a word should be; nothing may keep them in place.
            self.at += self.peek().map_or(0, char::len_utf8);
            end = self.at;
        }
        RawWord { range: start..end, pieces }
    }

    pub(super) fn skip_escape(&mut self) {
        let escaped = self.rest().chars().nth(1).map_or(0, char::len_utf8);
        self.at += 1 + escaped;
        if self.slice(self.at.saturating_sub(1)..self.at) == "\r" && self.rest().starts_with('\n') {
            self.at += 1;
        }
    }

    fn single_quoted(&mut self) -> Piece {
        let start = self.at;
        let content = self.source.get(start + 1..).unwrap_or_default();
        match content.find('\'') {
            Some(length) => self.at = start + length + 2,
            None => self.stop(start..start + 1, "the quote is not closed"),
        }
        Piece { kind: PieceKind::Single, range: start..self.at }
    }

    fn ansi_c_quoted(&mut self) -> Piece {
        let start = self.at;
        self.at += 2;
        loop {
            match self.peek() {
                Some('\'') => break,
                Some('\\') => self.skip_escape(),
                Some(letter) => self.at += letter.len_utf8(),
                None => {
                    self.stop(start..start + 2, "the quote is not closed");
                    return Piece { kind: PieceKind::AnsiC, range: start..self.at };
                }
            }
        }
        self.at += 1;
        Piece { kind: PieceKind::AnsiC, range: start..self.at }
    }

    fn double_quoted(&mut self) -> Piece {
        let start = self.at;
        self.at += 1;
        let mut inner = Vec::new();
        loop {
            match self.peek() {
                Some('"') => break,
                Some('\\') => self.skip_escape(),
                Some('`') if self.is_in_backticks => {
                    self.stop(start..start + 1, "the quote is not closed within its substitution");
                }
                Some('$' | '`') => inner.extend(self.expansion(true)),
                Some(letter) => self.at += letter.len_utf8(),
                None => {
                    self.stop(start..start + 1, "the quote is not closed");
                    return Piece { kind: PieceKind::Double(inner), range: start..self.at };
                }
            }
        }
        self.at += 1;
        Piece { kind: PieceKind::Double(inner), range: start..self.at }
    }

    /// Reads what a `$` or a backtick begins; `None` where a `$` stands for itself.
    pub(super) fn expansion(&mut self, is_quoted: bool) -> Option<Piece> {
        let start = self.at;
        let rest = self.rest();
        if rest.starts_with('`') {
            return Some(self.substitution(1, End::Backtick));
        }
        let after = rest.get(1..).unwrap_or_default();
        let first = after.chars().next();
        match first {
            Some('(') => {
                let is_arithmetic = after.starts_with("((") && {
                    self.at += 1;
                    let is_closed = self.skip_arithmetic(2);
                    self.at = if is_closed { self.at } else { start };
                    is_closed
                };
                if is_arithmetic {
                    return Some(Piece { kind: PieceKind::Expansion(None), range: start..self.at });
                }
                Some(self.substitution(2, End::Parenthesis))
            }
            Some('{') => Some(self.parameter(is_quoted)),
            Some('[') => {
                match after.find(']') {
                    Some(length) => self.at += length + 2,
                    None => self.stop(start..start + 2, "the arithmetic is not closed"),
                }
                Some(Piece { kind: PieceKind::Expansion(None), range: start..self.at })
            }
            Some(letter) if letter.is_ascii_alphabetic() || letter == '_' => {
                let length = after.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_');
                self.at += 1 + length.unwrap_or(after.len());
                Some(Piece { kind: PieceKind::Expansion(Some(start + 1..self.at)), range: start..self.at })
            }
            Some('@' | '*' | '#' | '?' | '-' | '$' | '!' | '0'..='9') => {
                self.at += 2;
                Some(Piece { kind: PieceKind::Expansion(None), range: start..self.at })
            }
            _ => {
                self.at += 1;
                None
            }
        }
    }

    /// `$(…)`, `<(…)` or backticks, whose opening signs are `opening` bytes long.
    fn substitution(&mut self, opening: usize, end: End) -> Piece {
        let start = self.at;
        self.at += opening;
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            self.stop_at_limit(start..start + opening, "the substitutions are nested too deeply to be read");
        }
        let outer = std::mem::replace(&mut self.is_in_backticks, end == End::Backtick);
        // A here-document of the outer line begins after that line, wherever the substitution ends.
        let pending = std::mem::take(&mut self.pending);
        let inner = self.commands.len();
        self.statements(end);
        self.pending.splice(0..0, pending);
        self.is_in_backticks = outer;
        self.depth -= 1;
        let kind = match self.document_shown(start + opening, inner) {
            Some(number) if self.slice(start..start + 1) == "$" => PieceKind::Document(number),
            _ => PieceKind::Expansion(None),
        };
        Piece { kind, range: start..self.at }
    }

    /// The here-document that the commands from `inner` on write, where they are a lone `cat <<END` at `start`.
    fn document_shown(&self, start: usize, inner: usize) -> Option<usize> {
        let [command] = self.commands.get(inner..)? else { return None };
        let [name] = command.words.as_slice() else { return None };
        let is_alone = self.slice(start..command.range.start).trim().is_empty() && command.assignments.is_empty();
        match command.stdin {
            Some(RawInput::Document(number)) if is_alone && !command.is_redirected => {
                (self.slice(name.range.clone()) == "cat").then_some(number)
            }
            _ => None,
        }
    }

    /// `${…}`.
    fn parameter(&mut self, is_quoted: bool) -> Piece {
        let start = self.at;
        self.at += 2;
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            self.stop_at_limit(start..start + 2, "the expansions are nested too deeply to be read");
        }
        loop {
            match self.peek() {
                Some('}') => break,
                Some('\\') => self.skip_escape(),
                Some('"') => drop(self.double_quoted()),
                Some('\'') if !is_quoted => drop(self.single_quoted()),
                Some('$' | '`') => drop(self.expansion(is_quoted)),
                Some(letter) => self.at += letter.len_utf8(),
                None => {
                    self.stop(start..start + 2, "the expansion is not closed");
                    return Piece { kind: PieceKind::Expansion(None), range: start..self.at };
                }
            }
        }
        self.at += 1;
        self.depth -= 1;
        let content = start + 2..self.at - 1;
        let written = self.slice(content.clone());
        let is_name = !written.is_empty()
            && !written.starts_with(|letter: char| letter.is_ascii_digit())
            && written.bytes().all(|letter| letter.is_ascii_alphanumeric() || letter == b'_');
        Piece { kind: PieceKind::Expansion(is_name.then_some(content)), range: start..self.at }
    }

    /// Passes over text in `opening` parentheses up to as many closing ones; whether it is so.
    pub(super) fn skip_arithmetic(&mut self, opening: usize) -> bool {
        let mut depth = 0_usize;
        let mut letters = self.rest().char_indices();
        while let Some((at, letter)) = letters.next() {
            match letter {
                '(' => depth += 1,
                ')' => {
                    depth -= 1;
                    if depth == 0 {
                        self.at += at + 1;
                        return true;
                    }
                    // `((a) (b))` is a subshell within a subshell.
                    let closes_outer = depth < opening;
                    if closes_outer && !self.source.get(self.at + at + 1..).is_some_and(|rest| rest.starts_with(')')) {
                        return false;
                    }
                }
                '\\' => drop(letters.next()),
                _ => {}
            }
        }
        false
    }
}
