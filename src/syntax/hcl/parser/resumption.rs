//! Where the body of a block is read on after a problem, so that all that is wrong in it is said at once.

use crate::syntax::hcl::parser::{Newlines, Parsed, Parser};
use crate::syntax::hcl::problem::{Problem, Resumption};

impl<'a> Parser<'a> {
    /// A parser that reads bodies on at the places, which are those of its part of the text.
    pub(in crate::syntax::hcl) fn resuming_at(self, resumptions: &'a [Resumption]) -> Self {
        Self { resumptions, ..self }
    }

    /// The problems before the one that it failed with.
    pub(in crate::syntax::hcl) fn into_problems(self) -> Vec<Problem> {
        self.problems
    }

    /// Goes on behind the problem, in the body of the block whose brace is at the offset. Where there is no place to go on,
    /// the problem is returned.
    pub(super) fn resume(&mut self, brace: usize, problem: Problem) -> Parsed<()> {
        while let Some((&Resumption { body, at }, ahead)) = self.resumptions.split_first() {
            self.resumptions = ahead;
            if body == brace && self.goes_on_at(at, problem.at) {
                self.problems.push(problem);
                self.at = at;
                self.newlines = Newlines::Separate;
                self.operators = 0;
                self.keys_are_references = false;
                return self.skip();
            }
        }
        Err(problem)
    }

    /// Whether an item begins on the line at the offset, or the body ends there. A line that is neither may be the rest of
    /// what is wrong, which would then be said twice.
    fn goes_on_at(&self, at: usize, problem: usize) -> bool {
        if self.byte_at(at) == b'}' {
            return at >= problem;
        }
        let mut line = Parser::new(self.text, at..self.text.len(), self.origin);
        at > problem && line.is_at_item().unwrap_or(false)
    }

    /// Whether what follows can only be meant as an argument or a block.
    fn is_at_item(&mut self) -> Parsed<bool> {
        self.skip()?;
        if self.byte() == b'"' {
            self.label()?;
            return self.takes(b'=');
        }
        let Some(name) = self.name() else { return Ok(false) };
        if self.takes(b'=')? {
            return Ok(true);
        }
        self.labels(name.end)?;
        Ok(self.byte() == b'{')
    }
}
