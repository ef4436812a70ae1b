//! The statements of a script: which words are commands, whatever compound command they stand in.
//!
//! Only what decides about the bounds of simple commands is read; what a branch or a loop does is not.
//! Everything is read once from left to right, so the time is linear in the script's size.

use std::ops::Range;

use super::compound::{Block, List, OpenBlock};
use super::lexer::Lexer;
use super::raw::{End, Pending, Piece, PieceKind, RawAssignment, RawCommand, RawDocument, RawInput, RawWord};

impl Lexer<'_> {
    /// Reads statements up to `end`, and the sign that ends them.
    pub(super) fn statements(&mut self, end: End) {
        let mut list = List {
            blocks: Vec::new(),
            statements: Vec::new(),
            is_linked: false,
            is_alternative: false,
            goes_on: false,
            is_nested: end != End::File,
            at: self.at,
        };
        loop {
            self.skip_blanks();
            let start = self.at;
            let Some(sign) = self.peek() else { break };
            let goes_on = std::mem::take(&mut list.goes_on);
            match sign {
                '\n' => {
                    self.at += 1;
                    self.read_documents();
                    list.is_linked &= goes_on;
                    list.goes_on = goes_on;
                    if !goes_on {
                        self.end_statement(&mut list, self.at);
                    }
                }
                ';' => self.semicolon(&mut list),
                '&' if !self.rest().starts_with("&>") => {
                    list.is_linked = self.rest().starts_with("&&");
                    list.is_alternative = false;
                    list.goes_on = list.is_linked;
                    if !list.is_linked {
                        self.end_statement(&mut list, start);
                    }
                    self.at += if list.is_linked { 2 } else { 1 };
                }
                '|' => {
                    list.is_linked = true;
                    list.is_alternative = true;
                    list.goes_on = true;
                    self.at += if self.rest().starts_with("||") || self.rest().starts_with("|&") { 2 } else { 1 };
                }
                '(' if self.rest().starts_with("((") && self.skip_arithmetic(2) => list.begin_statement(start),
                '(' => {
                    self.at += 1;
                    list.begin_statement(start);
                    self.open(&mut list, Block::Parenthesis, start);
                }
                ')' if list.blocks.is_empty() && end == End::Parenthesis => {
                    self.end_statement(&mut list, start);
                    self.at += 1;
                    return;
                }
                ')' => {
                    self.at += 1;
                    self.close(&mut list, Block::Parenthesis, start);
                }
                '`' if end == End::Backtick => {
                    self.end_statement(&mut list, start);
                    self.at += 1;
                    return;
                }
                _ => {
                    list.begin_statement(start);
                    self.command(&mut list);
                }
            }
        }
        self.end_statement(&mut list, self.at);
        if let Some(OpenBlock { at, .. }) = list.blocks.pop() {
            self.fail(at..at + 1, "the compound command is not closed");
        } else if end != End::File {
            self.fail(self.at..self.at, "the substitution is not closed");
        }
    }

    fn semicolon(&mut self, list: &mut List) {
        let signs = [";;&", ";;", ";&"];
        let case = signs.iter().find(|sign| self.rest().starts_with(**sign));
        self.end_statement(list, self.at);
        self.at += case.map_or(1, |sign| sign.len());
        list.is_linked = false;
        if case.is_some() {
            self.end_case(list, self.at);
            self.case_pattern(list);
        }
    }

    /// Reads a simple command, or the reserved word that a compound command goes on with.
    fn command(&mut self, list: &mut List) {
        let start = self.at;
        let mut command = RawCommand {
            range: start..start,
            words: Vec::new(),
            assignments: Vec::new(),
            stdin: None,
            is_redirected: false,
            is_certain_to_run: false,
            branch: None,
        };
        while let Some(sign) = self.next_part() {
            if let Some(end) = self.placeholder() {
                let range = self.at..end;
                self.at = end;
                command.range.end = end;
                command.words.push(RawWord { range, pieces: Vec::new() });
                continue;
            }
            if matches!(sign, '<' | '>' | '&') && !self.rest().starts_with("<(") && !self.rest().starts_with(">(") {
                self.redirection(&mut command);
                continue;
            }
            if sign == '(' {
                self.parenthesis_in_command(&mut command);
                if command.words.is_empty() {
                    return;
                }
                continue;
            }
            let word = self.word();
            let is_first = command.words.is_empty() && command.assignments.is_empty();
            if is_first && word.pieces.is_empty() && self.reserved(word.range.clone(), list) {
                return;
            }
            if self.is_descriptor(&word) {
                continue;
            }
            let may_assign = command.words.is_empty() || self.is_declaration(&command);
            if may_assign && let Some(assignment) = self.assignment(&word) {
                command.range.end = assignment.range.end;
                command.assignments.push(assignment);
                continue;
            }
            command.range.end = word.range.end;
            command.words.push(word);
        }
        let is_alone =
            !matches!(self.peek(), Some('|' | '&')) || self.rest().starts_with("||") || self.rest().starts_with("&&");
        command.is_certain_to_run = list.blocks.is_empty() && !list.is_nested && !list.is_linked && is_alone;
        let is_alternative = list.is_linked && list.is_alternative;
        let nested = list.is_nested.then_some(list.at);
        let branch = list.blocks.last().map(|open| open.branch).or(nested);
        command.branch = if is_alternative { Some(start) } else { branch };
        let is_empty = command.words.is_empty() && command.assignments.is_empty();
        if !self.is_stopped && !is_empty {
            self.commands.push(command);
        }
    }

    /// The sign that the next part of a command begins with; `None` where the command ends.
    pub(super) fn next_part(&mut self) -> Option<char> {
        self.skip_blanks();
        let sign = self.peek()?;
        let is_end = match sign {
            '\n' | ';' | '|' | ')' => true,
            '&' => !self.rest().starts_with("&>"),
            '`' => self.is_in_backticks,
            _ => false,
        };
        (!is_end).then_some(sign)
    }

    /// `name ()` defines a function, whose body is a command of its own.
    fn parenthesis_in_command(&mut self, command: &mut RawCommand) {
        let at = self.at;
        self.at += 1;
        self.skip_blanks();
        let is_function = self.peek() == Some(')') && command.words.len() == 1 && command.assignments.is_empty();
        if is_function {
            self.at += 1;
            self.peek_over_lines();
            command.words.clear();
        } else {
            self.stop(at..at + 1, "a parenthesis stands where a command has none");
        }
    }

    /// Whether a word is the number before `>` or `<`, as in `2>&1`.
    fn is_descriptor(&self, word: &RawWord) -> bool {
        let written = self.slice(word.range.clone());
        let is_name = written.starts_with('{') && written.ends_with('}');
        let is_number = !written.is_empty() && written.bytes().all(|digit| digit.is_ascii_digit());
        (is_number || is_name) && self.at == word.range.end && matches!(self.peek(), Some('<' | '>'))
    }

    fn is_declaration(&self, command: &RawCommand) -> bool {
        let name = command.words.first().map(|word| self.slice(word.range.clone()));
        matches!(name, Some("export" | "readonly" | "declare" | "typeset" | "local"))
    }

    /// The assignment that a word is, if it is one.
    fn assignment(&mut self, word: &RawWord) -> Option<RawAssignment> {
        let written = self.slice(word.range.clone());
        let bare_end = word.pieces.first().map_or(word.range.end, |piece| piece.range.start);
        let equals = word.range.start + written.find('=')?;
        let is_letter = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
        let length = written.find(|letter| !is_letter(letter))?;
        let name = word.range.start..word.range.start + length;
        let between = self.slice(name.end..equals);
        let is_element = between.starts_with('[') && between.trim_end_matches('+').ends_with(']');
        let is_name = length > 0 && !written.starts_with(|letter: char| letter.is_ascii_digit());
        if !is_name || equals >= bare_end || !(between.is_empty() || between == "+" || is_element) {
            return None;
        }
        let mut value = RawWord { range: equals + 1..word.range.end, pieces: Vec::new() };
        for piece in &word.pieces {
            value.pieces.push(piece.clone());
        }
        let mut range = word.range.clone();
        let is_array = value.range.is_empty() && self.at == range.end && self.peek() == Some('(');
        let mut items = None;
        if is_array {
            items = self.array().filter(|_| between.is_empty());
            range.end = self.at;
        }
        let value = (between.is_empty() && !is_array).then_some(value);
        Some(RawAssignment { name, value, items, range })
    }

    /// Reads `(…)` after a name; the items, where they are nothing but words.
    fn array(&mut self) -> Option<Vec<RawWord>> {
        let start = self.at;
        self.at += 1;
        let mut items = Some(Vec::new());
        while let Some(sign) = self.peek_over_lines() {
            match sign {
                ')' => {
                    self.at += 1;
                    return items;
                }
                '(' | ';' | '&' | '|' | '<' | '>' => {
                    self.at += 1;
                    items = None;
                }
                _ => {
                    let word = self.word();
                    // `[key]=value` gives the place as well.
                    items = items.filter(|_| sign != '[');
                    items.iter_mut().for_each(|items| items.push(word.clone()));
                }
            }
        }
        self.stop(start..start + 1, "the array is not closed");
        None
    }

    /// The end of a placeholder that nobody filled in, `<region>`. To a shell it is two redirections, the second of which
    /// would have an option for its file, or none: nobody means that.
    fn placeholder(&self) -> Option<usize> {
        let inner = self.rest().strip_prefix('<')?;
        let length = inner.find(|letter: char| !letter.is_ascii_alphanumeric() && !matches!(letter, '-' | '_'))?;
        let after = inner.get(length..)?.strip_prefix('>').filter(|_| length > 0)?;
        let next = after.trim_start_matches([' ', '\t']);
        let ends = next.is_empty() || next.starts_with(['\n', '\r', ';', '|', '&', '\\', ')']);
        let is_alone = ends || next.len() < after.len() && next.starts_with('-');
        is_alone.then(|| self.at + 1 + length + 1)
    }

    fn redirection(&mut self, command: &mut RawCommand) {
        let operators = ["<<<", "<<-", "<<", "<>", "<&", "<", "&>>", "&>", ">>", ">&", ">|", ">"];
        let operator = operators.into_iter().find(|operator| self.rest().starts_with(operator)).unwrap_or(">");
        let start = self.at;
        self.at += operator.len();
        self.skip_blanks();
        if self.next_part().is_none_or(|sign| sign == '(') {
            self.fail(start..self.at, "the redirection has no target");
            return;
        }
        let target = self.word();
        match operator {
            "<<<" => command.stdin = Some(RawInput::Word(target)),
            "<<" | "<<-" => {
                let written = self.slice(target.range.clone());
                let is_quoted = written.contains(['\'', '"', '\\']);
                let end = written.replace(['\'', '"', '\\'], "");
                let number = self.documents.len();
                self.documents.push(None);
                command.stdin = Some(RawInput::Document(number));
                self.pending.push(Pending { number, end, is_quoted, strips_tabs: operator == "<<-", at: start });
            }
            _ => command.is_redirected |= operator.contains('>'),
        }
    }

    /// Reads the bodies of the here-documents that the line before announced.
    fn read_documents(&mut self) {
        for pending in std::mem::take(&mut self.pending) {
            let start = self.at;
            let mut end = None;
            while end.is_none() && self.at < self.source.len() {
                let line = self.rest().split_inclusive('\n').next().unwrap_or_default();
                let written = line.trim_end_matches(['\n', '\r']);
                let written = if pending.strips_tabs { written.trim_start_matches('\t') } else { written };
                if written == pending.end {
                    end = Some(self.at);
                }
                self.at += line.len();
            }
            if end.is_none() {
                self.fail(pending.at..pending.at + 2, "the here-document is not closed");
            }
            let range = start..end.unwrap_or(self.at);
            let after = self.at;
            let expansions = if pending.is_quoted { Vec::new() } else { self.expansions_in(range.clone()) };
            self.at = after;
            let Pending { is_quoted, strips_tabs, number, .. } = pending;
            if let Some(document) = self.documents.get_mut(number) {
                *document = Some(RawDocument { range, expansions, is_quoted, strips_tabs });
            }
        }
    }

    /// The next sign, over line breaks and comments.
    pub(super) fn peek_over_lines(&mut self) -> Option<char> {
        loop {
            self.skip_blanks();
            if self.peek() != Some('\n') {
                return self.peek();
            }
            self.at += 1;
            self.read_documents();
        }
    }

    /// The expansions in the body of a here-document, in which quotes mean nothing.
    fn expansions_in(&mut self, range: Range<usize>) -> Vec<Piece> {
        let mut expansions = Vec::new();
        self.at = range.start;
        while self.at < range.end && !self.is_stopped {
            match self.peek() {
                Some('\\') => self.skip_escape(),
                Some('$' | '`') => expansions.extend(self.expansion(true)),
                Some(letter) => self.at += letter.len_utf8(),
                None => break,
            }
        }
        expansions.retain(|piece| piece.range.end <= range.end && !matches!(piece.kind, PieceKind::Dropped));
        expansions
    }
}
