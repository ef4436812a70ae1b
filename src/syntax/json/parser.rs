//! The grammar of JSON, going on after the mistakes that people make.

use std::collections::HashMap;

use super::lexer::{Lexer, Source, Token, TokenKind};
use super::problems::{Habit, Problems};
use super::string::decode;
use super::word;
use crate::source::Span;
use crate::source::visible::shortened;
use crate::syntax::interner::Interner;
use crate::syntax::node::{self, Entry, MAX_DEPTH, Node, NodeKind};
use crate::syntax::text::Text;
use crate::syntax::{Comment, Documents, SyntaxError};

pub(super) fn parse(source: Source) -> Documents {
    let mut problems = Problems::default();
    let mut lexer = Lexer::new(source);
    let token = lexer.next(&mut problems);
    let mut parser = Parser {
        source,
        lexer,
        token,
        previous: token,
        strings: Interner::default(),
        problems,
        stopped: false,
        lacks_comma: false,
        depth: 0,
        holes: 0,
    };
    let document = parser.document();
    let Parser { mut problems, lexer, holes, .. } = parser;
    let comments = lexer.comments.iter().map(|range| Comment { span: source.span(range.clone()) }).collect();
    if holes > 0 && !problems.errors.is_empty() {
        return Documents { is_undecided: true, comments, ..Documents::default() };
    }
    problems.errors.append(&mut problems.duplicates);
    problems.errors.sort_by_key(|error| error.span.start);
    Documents { documents: document.into_iter().collect(), errors: problems.errors, comments, is_undecided: false }
}

struct Parser<'a> {
    source: Source<'a>,
    lexer: Lexer<'a>,
    token: Token,
    /// The token before this one.
    previous: Token,
    strings: Interner,
    problems: Problems,
    /// An error was met after which nothing more can be read.
    stopped: bool,
    /// What comes next stands where a comma should, which was said.
    lacks_comma: bool,
    depth: usize,
    /// Unknown pieces of text outside strings, where they may stand for any part of the document.
    holes: usize,
}

/// An object or array while it is read.
#[derive(Clone, Copy)]
struct Container {
    open: Token,
    close: TokenKind,
    noun: &'static str,
    sign: char,
}

impl Parser<'_> {
    fn document(&mut self) -> Option<Node> {
        if self.token.kind == TokenKind::End {
            let is_blank = self.problems.errors.is_empty();
            if is_blank {
                let message = format!("the {} is empty", self.source.noun);
                self.error(SyntaxError::new(self.source.span(self.token.range()), message));
            }
            return None;
        }
        let node = self.value();
        if !self.stopped && self.token.kind != TokenKind::End {
            let span = self.source.span(self.token.range());
            let error = match self.token.kind {
                TokenKind::CloseBrace | TokenKind::CloseBracket => {
                    let sign = self.source.slice(self.token.range());
                    SyntaxError::new(span, format!("`{sign}` closes nothing")).with_help(format!("remove `{sign}`"))
                }
                _ => SyntaxError::new(span, format!("the {} goes on after the end of its value", self.source.noun))
                    .with_related(node.span, "the value"),
            };
            if self.token.kind == TokenKind::Hole {
                self.holes += 1;
            }
            self.error(error);
        }
        Some(node)
    }

    fn value(&mut self) -> Node {
        let token = self.token;
        let span = self.source.span(token.range());
        let kind = match token.kind {
            TokenKind::OpenBrace | TokenKind::OpenBracket if self.depth >= MAX_DEPTH => {
                let message = format!("the value is nested deeper than the limit of {MAX_DEPTH}");
                self.stop(SyntaxError::of_limit(span, message));
                NodeKind::Error
            }
            TokenKind::OpenBrace => return self.nested(Self::object),
            TokenKind::OpenBracket => return self.nested(Self::array),
            TokenKind::String => NodeKind::String(decode(&self.source, token, &mut self.strings, &mut self.problems)),
            TokenKind::OpenString => {
                self.open_string(token);
                return Node::new(span, NodeKind::Error);
            }
            TokenKind::Number => NodeKind::Number(self.source.slice(token.range()).into()),
            TokenKind::True => NodeKind::Bool(true),
            TokenKind::False => NodeKind::Bool(false),
            TokenKind::Null => NodeKind::Null,
            TokenKind::Word => {
                let kind = self.word(token);
                while !self.stopped && self.token.kind == TokenKind::Word {
                    self.advance();
                }
                return Node::new(span.to(self.after_previous()), kind);
            }
            TokenKind::Hole => {
                self.hole(token);
                NodeKind::Unknown
            }
            TokenKind::CloseBrace | TokenKind::CloseBracket | TokenKind::Comma | TokenKind::Colon | TokenKind::End => {
                let message = format!("expected a value, found {}", self.describe(token));
                self.error(SyntaxError::new(span, message));
                // The sign is left to the container, to which it may well belong.
                self.stopped |= matches!(token.kind, TokenKind::Colon | TokenKind::End);
                return Node::new(span.at_start(), NodeKind::Error);
            }
        };
        if !self.stopped {
            self.advance();
        }
        Node::new(span, kind)
    }

    fn nested(&mut self, read: fn(&mut Self) -> Node) -> Node {
        self.depth += 1;
        let node = read(self);
        self.depth -= 1;
        node
    }

    fn object(&mut self) -> Node {
        let container = Container { open: self.token, close: TokenKind::CloseBrace, noun: "the object", sign: '}' };
        self.advance();
        let mut entries: Vec<Entry> = Vec::new();
        let mut is_whole = true;
        while self.goes_on(container, &mut is_whole) {
            let lacks_comma = std::mem::take(&mut self.lacks_comma);
            let Some(key) = self.key() else {
                is_whole = false;
                break;
            };
            if lacks_comma && self.token.kind != TokenKind::Colon {
                // A second value, and no member that lacks its value as well.
                is_whole = false;
                self.stopped |= !matches!(self.token.kind, TokenKind::Comma | TokenKind::CloseBrace);
                if self.separator(container) {
                    continue;
                }
                break;
            }
            let value = self.member_value(&key);
            entries.push(Entry { key, value });
            if !self.separator(container) {
                break;
            }
        }
        let span = self.close(container, &mut is_whole);
        self.check_duplicates(&entries);
        if !is_whole {
            entries.push(Entry::unread(span.at_end()));
        }
        Node::new(span, NodeKind::Mapping(node::exact(entries)))
    }

    fn array(&mut self) -> Node {
        let container = Container { open: self.token, close: TokenKind::CloseBracket, noun: "the array", sign: ']' };
        self.advance();
        let mut items = Vec::new();
        let mut is_whole = true;
        while self.goes_on(container, &mut is_whole) {
            items.push(self.value());
            if !self.separator(container) {
                break;
            }
        }
        let span = self.close(container, &mut is_whole);
        if !is_whole {
            items.push(Node::new(span.at_end(), NodeKind::Error));
        }
        Node::new(span, NodeKind::Sequence(node::exact(items)))
    }

    /// Whether another member or item begins here.
    fn goes_on(&mut self, container: Container, is_whole: &mut bool) -> bool {
        while self.token.kind == TokenKind::Comma && !self.stopped {
            let span = self.source.span(self.token.range());
            self.error(SyntaxError::new(span, "there is nothing before the comma").with_help("remove the comma"));
            *is_whole = false;
            self.advance();
        }
        let is_end = matches!(self.token.kind, TokenKind::CloseBrace | TokenKind::CloseBracket | TokenKind::End);
        !self.stopped && !is_end && self.token.kind != container.close
    }

    /// Reads what follows a member or item; whether another one may follow.
    fn separator(&mut self, container: Container) -> bool {
        if self.stopped {
            return false;
        }
        match self.token.kind {
            // `[1 ${more}]`: the unknown text brings its own comma, if it needs one.
            TokenKind::Hole => true,
            TokenKind::Comma => {
                let comma = self.token;
                self.advance();
                if self.token.kind == container.close {
                    let error = SyntaxError::new(self.source.span(comma.range()), "JSON has no trailing comma");
                    self.error(error.with_help("remove the comma"));
                }
                true
            }
            TokenKind::CloseBrace | TokenKind::CloseBracket | TokenKind::End => false,
            _ => {
                // What begins like another member or item was meant as one.
                let is_start = match container.close {
                    TokenKind::CloseBrace => self.token.kind == TokenKind::String,
                    _ => !matches!(self.token.kind, TokenKind::Colon | TokenKind::Word),
                };
                let after_hole = self.previous.kind == TokenKind::Hole;
                if !after_hole {
                    let message = format!("expected `,` or `{}` before {}", container.sign, self.describe(self.token));
                    let error = SyntaxError::new(self.after_previous(), message);
                    self.error(if is_start { error.with_help("write a comma here") } else { error });
                }
                self.stopped |= !is_start && !after_hole;
                self.lacks_comma = is_start && !after_hole;
                is_start || after_hole
            }
        }
    }

    fn close(&mut self, container: Container, is_whole: &mut bool) -> Span {
        let open = self.source.span(container.open.range());
        if !self.stopped && self.token.kind == container.close {
            let span = open.to(self.source.span(self.token.range()));
            self.advance();
            return span;
        }
        *is_whole = false;
        let span = open.to(self.after_previous());
        if self.stopped {
            return span;
        }
        let Container { noun, sign, .. } = container;
        let (place, message) = match self.token.kind {
            TokenKind::End => {
                let place = self.after_previous();
                (place, format!("{noun} is not closed: `{sign}` is missing"))
            }
            _ => {
                let found = self.source.slice(self.token.range());
                (self.source.span(self.token.range()), format!("{noun} is closed by `{found}` instead of `{sign}`"))
            }
        };
        self.error(
            SyntaxError::new(place, message).with_related(open, "opened here").with_help(format!("write `{sign}`")),
        );
        self.stopped = true;
        span
    }

    /// Reads a key; `None` where nothing after it can be made sense of.
    fn key(&mut self) -> Option<Text> {
        let token = self.token;
        let span = self.source.span(token.range());
        let written = self.source.slice(token.range());
        let key = match token.kind {
            TokenKind::String => decode(&self.source, token, &mut self.strings, &mut self.problems),
            TokenKind::Hole => {
                self.hole(token);
                let mut builder = Text::builder();
                builder.push_hole();
                builder.finish(span)
            }
            TokenKind::OpenString => {
                self.open_string(token);
                return None;
            }
            TokenKind::Word | TokenKind::Number | TokenKind::True | TokenKind::False | TokenKind::Null => {
                let error = SyntaxError::new(span, format!("the key `{written}` has no quotes"));
                let help = format!("write `\"{written}\"`");
                self.problems.report_once(Habit::UnquotedKey, error.with_help(help));
                Text::exact(written, span, span)
            }
            _ => {
                let message = format!("expected a key in double quotes, found {}", self.describe(token));
                self.stop(SyntaxError::new(span, message));
                return None;
            }
        };
        self.advance();
        Some(key)
    }

    /// Reads the colon and the value after a key.
    fn member_value(&mut self, key: &Text) -> Node {
        if self.token.kind == TokenKind::Colon {
            self.advance();
            return self.value();
        }
        let end = self.after_previous();
        if !key.is_known() && self.previous.kind == TokenKind::Hole {
            // `{ ${members} }`: the unknown text is members, not a key.
            return Node::new(key.span(), NodeKind::Unknown);
        }
        let message = format!("expected `:` after the key, found {}", self.describe(self.token));
        let error = SyntaxError::new(end, message).with_help("write `:` and a value after the key");
        let is_value = !matches!(
            self.token.kind,
            TokenKind::Comma | TokenKind::CloseBrace | TokenKind::CloseBracket | TokenKind::End | TokenKind::Word
        );
        self.error(error);
        if is_value {
            return self.value();
        }
        self.stopped |= self.token.kind == TokenKind::Word;
        Node::new(end, NodeKind::Error)
    }

    /// Reads a word that is no value of JSON but is meant as one.
    fn word(&mut self, token: Token) -> NodeKind {
        self.advance();
        let (kind, error) = word::read(self.source.slice(token.range()), self.source.span(token.range()));
        match kind {
            NodeKind::Error => self.error(error),
            _ => self.problems.report_once(Habit::PythonWord, error),
        }
        kind
    }

    /// Takes note of unknown text outside a string; reports it where nobody will fill it in.
    fn hole(&mut self, token: Token) {
        let written = self.source.slice(token.range());
        if self.source.hole.is_some_and(|hole| written.contains(hole)) {
            self.holes += 1;
            return;
        }
        let message = "a template placeholder stands where JSON needs a value or a key";
        let error = SyntaxError::new(self.source.span(token.range()), message);
        self.problems.report_once(Habit::Placeholder, error.with_help("check the file that the template produces"));
    }

    fn open_string(&mut self, token: Token) {
        let written = self.source.slice(token.range());
        self.holes += usize::from(self.source.hole.is_some_and(|hole| written.contains(hole)));
        let quote = written.get(..1).unwrap_or_default();
        let error = SyntaxError::new(
            self.source.span(token.range()),
            format!("the string is not closed on its line: `{quote}` is missing"),
        );
        self.stop(error.with_help("close the string, and write `\\n` for a line break in it"));
    }

    fn check_duplicates(&mut self, entries: &[Entry]) {
        if !Entry::may_repeat(entries) {
            return;
        }
        let mut seen: HashMap<&str, &Text> = HashMap::new();
        for entry in entries {
            let Some(key) = entry.key.known() else { continue };
            match seen.get(key) {
                Some(first) => {
                    let message = format!("the key `{}` is given twice", shortened(key));
                    let error = SyntaxError::new(entry.key.span(), message);
                    self.problems.duplicates.push(error.with_related(first.span(), "first given here"));
                }
                None => {
                    seen.insert(key, &entry.key);
                }
            }
        }
    }

    fn describe(&self, token: Token) -> String {
        match token.kind {
            TokenKind::End => format!("the end of the {}", self.source.noun),
            TokenKind::String | TokenKind::OpenString => "a string".to_owned(),
            _ => format!("`{}`", shortened(self.source.slice(token.range()))),
        }
    }

    fn after_previous(&self) -> Span {
        self.source.span(self.previous.end..self.previous.end)
    }

    fn advance(&mut self) {
        self.previous = self.token;
        self.token = self.lexer.next(&mut self.problems);
    }

    fn error(&mut self, error: SyntaxError) {
        if !self.stopped {
            self.problems.report(error);
        }
    }

    fn stop(&mut self, error: SyntaxError) {
        self.error(error);
        self.stopped = true;
    }
}
