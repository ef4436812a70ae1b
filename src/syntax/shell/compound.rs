//! Compound commands: the reserved words that begin, continue and end them.

use std::ops::Range;

use super::lexer::Lexer;

/// Compound commands within each other past which nothing more is read.
const MAX_BLOCKS: usize = 200;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Block {
    If,
    Loop,
    Case,
    Brace,
    Parenthesis,
}

/// A list of statements while it is read.
pub(super) struct List {
    pub(super) blocks: Vec<OpenBlock>,
    pub(super) statements: Vec<OpenStatement>,
    /// The command that comes next runs only if the one before it ends in some way, or beside it.
    pub(super) is_linked: bool,
    /// The link is `||` or `|`.
    pub(super) is_alternative: bool,
    /// Nothing but line breaks and comments stand between here and the operator of the link.
    pub(super) goes_on: bool,
    pub(super) is_nested: bool,
    /// Where the list begins.
    pub(super) at: usize,
}

/// A compound command that is not closed yet.
pub(super) struct OpenBlock {
    block: Block,
    pub(super) at: usize,
    /// Where the branch begins that is being read: at `then`, `else`, a pattern.
    pub(super) branch: usize,
}

/// A statement whose end has not been seen.
pub(super) struct OpenStatement {
    start: usize,
    /// The blocks around it.
    depth: usize,
}

impl List {
    /// Takes note of what begins at `start`, unless it goes on with the statement that is being read.
    pub(super) fn begin_statement(&mut self, start: usize) {
        let depth = self.blocks.len();
        if self.statements.last().is_none_or(|open| open.depth < depth) {
            self.statements.push(OpenStatement { start, depth });
        }
    }

    /// Takes note of the case whose pattern begins at `start`.
    fn begin_case(&mut self, start: usize) {
        if let Some(open) = self.blocks.last_mut() {
            open.branch = start;
        }
    }
}

impl Lexer<'_> {
    pub(super) fn open(&mut self, list: &mut List, block: Block, at: usize) {
        list.is_linked = false;
        if list.blocks.len() >= MAX_BLOCKS {
            self.stop_at_limit(at..at + 1, "the commands are nested too deeply to be read");
        }
        list.blocks.push(OpenBlock { block, at, branch: at });
    }

    pub(super) fn close(&mut self, list: &mut List, block: Block, at: usize) {
        list.is_linked = false;
        if list.blocks.last().is_some_and(|open| open.block == block) {
            self.end_statement(list, at);
            if block == Block::Case {
                self.end_case(list, at);
            }
            list.blocks.pop();
        } else {
            self.fail(at..self.at, "this closes nothing that is open");
        }
    }

    /// Ends the statement that is being read in the innermost block, and what is unfinished in it.
    pub(super) fn end_statement(&mut self, list: &mut List, end: usize) {
        let depth = list.blocks.len();
        while let Some(open) = list.statements.pop_if(|open| open.depth >= depth) {
            self.keep_statement(open.start..end);
        }
    }

    /// Ends a case with its pattern.
    pub(super) fn end_case(&mut self, list: &mut List, end: usize) {
        if let Some(open) = list.blocks.last_mut().filter(|open| open.block == Block::Case) {
            self.keep_statement(std::mem::replace(&mut open.branch, end)..end);
        }
    }

    fn keep_statement(&mut self, range: Range<usize>) {
        let written = self.slice(range.clone()).trim_end();
        if !self.is_stopped && !written.is_empty() {
            let range = range.start..range.start + written.len();
            self.statements.push(range);
        }
    }

    /// Takes a reserved word where a command would begin; whether it is one.
    pub(super) fn reserved(&mut self, word: Range<usize>, list: &mut List) -> bool {
        let start = word.start;
        match self.slice(word) {
            "if" => self.open(list, Block::If, start),
            "then" | "else" | "elif" => self.expect_block(list, Block::If, start),
            "fi" => self.close(list, Block::If, start),
            "while" | "until" => self.open(list, Block::Loop, start),
            "do" => self.expect_block(list, Block::Loop, start),
            "done" => self.close(list, Block::Loop, start),
            "for" | "select" => {
                self.open(list, Block::Loop, start);
                self.loop_header();
            }
            "case" => {
                self.open(list, Block::Case, start);
                self.peek_over_lines();
                self.word();
                self.peek_over_lines();
                let keyword = self.word();
                if self.slice(keyword.range.clone()) != "in" {
                    self.stop(keyword.range, "a `case` has no `in` here");
                }
                self.case_pattern(list);
            }
            "esac" => self.close(list, Block::Case, start),
            "{" => self.open(list, Block::Brace, start),
            "}" => self.close(list, Block::Brace, start),
            "!" | "coproc" => {}
            "time" => {
                self.skip_blanks();
                if self.rest().starts_with("-p ") {
                    self.at += 2;
                }
            }
            "function" => {
                self.skip_blanks();
                self.word();
                self.skip_blanks();
                if self.rest().starts_with('(') {
                    let end = self.rest().find(')').map_or(1, |at| at + 1);
                    self.at += end;
                }
                self.peek_over_lines();
            }
            "[[" => self.skip_test(start),
            _ => return false,
        }
        true
    }

    fn expect_block(&mut self, list: &mut List, block: Block, at: usize) {
        list.is_linked = false;
        match list.blocks.last_mut().filter(|open| open.block == block) {
            Some(open) => open.branch = at,
            None => self.fail(at..self.at, "this does not belong to anything that is open"),
        }
    }

    /// `NAME in words`, or `((…))`.
    fn loop_header(&mut self) {
        self.skip_blanks();
        if self.rest().starts_with("((") {
            if !self.skip_arithmetic(2) {
                self.stop(self.at..self.at + 2, "the arithmetic is not closed");
            }
            return;
        }
        self.word();
        self.peek_over_lines();
        let is_in = self
            .rest()
            .strip_prefix("in")
            .is_some_and(|rest| rest.starts_with(|letter: char| letter.is_whitespace() || letter == ';'));
        if is_in {
            self.at += 2;
            while self.next_part().is_some_and(|sign| !matches!(sign, '(' | '<' | '>' | '&')) {
                self.word();
            }
        }
    }

    /// Reads the pattern of a case up to its `)`, if there is another case.
    pub(super) fn case_pattern(&mut self, list: &mut List) {
        let is_open = self.peek_over_lines() == Some('(');
        let pattern = self.at;
        self.at += usize::from(is_open);
        let start = self.at;
        loop {
            self.peek_over_lines();
            let word = self.word();
            if word.range.start == start && self.slice(word.range.clone()) == "esac" {
                self.at = start;
                return;
            }
            match self.peek_over_lines() {
                Some('|') => self.at += 1,
                Some(')') => {
                    self.at += 1;
                    list.begin_case(pattern);
                    return;
                }
                _ => {
                    self.stop(start..start, "the pattern of a case is not understood");
                    return;
                }
            }
        }
    }

    /// Passes over `[[ … ]]`, in which signs have a meaning of their own.
    fn skip_test(&mut self, start: usize) {
        while let Some(sign) = self.peek_over_lines() {
            if matches!(sign, '(' | ')' | '<' | '>' | '&' | '|' | ';') {
                self.at += 1;
                continue;
            }
            let word = self.word();
            if self.slice(word.range) == "]]" {
                return;
            }
        }
        self.stop(start..start + 2, "the test is not closed");
    }
}
