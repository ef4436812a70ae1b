//! Numbers, as Terraform delimits them.

use crate::syntax::expression::ExpressionKind;
use crate::syntax::hcl::parser::{Parsed, Parser};
use crate::syntax::hcl::problem::ProblemKind;

/// What Terraform takes for one number, which is more than it can read as one: `1.2.3`, `1e2.5`.
pub(super) struct NumberToken {
    pub(super) end: usize,
    pub(super) dots: usize,
    exponents: usize,
    has_dot_in_exponent: bool,
}

impl Parser<'_> {
    pub(super) fn number(&mut self) -> Parsed<ExpressionKind> {
        let NumberToken { end, dots, exponents, has_dot_in_exponent } = self.number_token();
        if dots > 1 || exponents > 1 || has_dot_in_exponent {
            return self.fail(ProblemKind::Number { end });
        }
        let written = self.slice(self.at..end);
        self.at = end;
        Ok(ExpressionKind::Number(written.into()))
    }

    /// The number that begins at the place. A dot at its end is none of it.
    pub(super) fn number_token(&self) -> NumberToken {
        let mut at = self.at;
        let mut token = NumberToken { end: at, dots: 0, exponents: 0, has_dot_in_exponent: false };
        let mut dots_since = 0;
        loop {
            match self.byte_at(at) {
                b'0'..=b'9' => at += 1,
                b'.' => {
                    dots_since += 1;
                    at += 1;
                    continue;
                }
                b'e' | b'E' => {
                    let sign = usize::from(matches!(self.byte_at(at + 1), b'+' | b'-'));
                    if !self.byte_at(at + 1 + sign).is_ascii_digit() || self.byte_at(at - 1) == b'.' {
                        return token;
                    }
                    token.exponents += 1;
                    at += 2 + sign;
                }
                _ => return token,
            }
            token.has_dot_in_exponent |= dots_since > 0 && token.exponents > 0;
            token.dots += dots_since;
            dots_since = 0;
            token.end = at;
        }
    }
}
