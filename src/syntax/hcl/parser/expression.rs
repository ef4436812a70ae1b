//! Expressions, from the operators that bind least to the values that they apply to.

use std::ops::Range;

use crate::syntax::expression::{
    BinaryOperator, Call, Expression, ExpressionKind, For, Ident, ObjectItem, Operator, OperatorKind, UnaryOperator,
};
use crate::syntax::hcl::parser::{Newlines, Parsed, Parser};
use crate::syntax::hcl::problem::{Problem, ProblemKind};

/// How tightly the loosest of all binary operators binds.
const LOOSEST: u8 = 0;

impl Parser<'_> {
    /// The whole text as one expression.
    pub(in crate::syntax::hcl) fn only_expression(&mut self) -> Parsed<Expression> {
        self.newlines = Newlines::Ignored;
        let expression = self.expression()?;
        self.skip()?;
        if self.is_at_end() { Ok(expression) } else { self.fail(ProblemKind::LineEnd) }
    }

    pub(super) fn expression(&mut self) -> Parsed<Expression> {
        let condition = self.binary(LOOSEST)?;
        if !self.takes(b'?')? {
            return Ok(condition);
        }
        self.below_operator(|parser| {
            let yes = parser.expression()?;
            if !parser.takes(b':')? {
                return parser.fail(ProblemKind::ConditionalColon);
            }
            let no = parser.expression()?;
            let span = condition.span.to(no.span);
            Ok(Expression::new(span, ExpressionKind::Conditional { condition, yes, no }))
        })
    }

    /// Values between operators that bind at least as tightly as `least`.
    fn binary(&mut self, least: u8) -> Parsed<Expression> {
        let before = self.operators;
        let mut left = self.unary()?;
        loop {
            self.skip()?;
            let Some((operator, length, binds)) = self.binary_operator().filter(|(_, _, binds)| *binds >= least) else {
                self.operators = before;
                return Ok(left);
            };
            self.at += length;
            // Each is below all that follow it.
            let right = self.below_operator(|parser| parser.binary(binds + 1))?;
            self.operators += 1;
            let span = left.span.to(right.span);
            left = Expression::new(span, ExpressionKind::Binary { operator, left, right });
        }
    }

    /// The operator at the place, its length, and how tightly it binds.
    fn binary_operator(&self) -> Option<(BinaryOperator, usize, u8)> {
        let next = self.byte_at(self.at + 1);
        Some(match (self.byte(), next) {
            (b'|', b'|') => (BinaryOperator::Or, 2, LOOSEST),
            (b'&', b'&') => (BinaryOperator::And, 2, 1),
            (b'=', b'=') => (BinaryOperator::Equal, 2, 2),
            (b'!', b'=') => (BinaryOperator::NotEqual, 2, 2),
            (b'<', b'=') => (BinaryOperator::LessOrEqual, 2, 3),
            (b'>', b'=') => (BinaryOperator::GreaterOrEqual, 2, 3),
            (b'<', _) => (BinaryOperator::Less, 1, 3),
            (b'>', _) => (BinaryOperator::Greater, 1, 3),
            (b'+', _) => (BinaryOperator::Add, 1, 4),
            (b'-', _) => (BinaryOperator::Subtract, 1, 4),
            (b'*', _) => (BinaryOperator::Multiply, 1, 5),
            (b'/', _) => (BinaryOperator::Divide, 1, 5),
            (b'%', _) => (BinaryOperator::Modulo, 1, 5),
            _ => return None,
        })
    }

    fn unary(&mut self) -> Parsed<Expression> {
        self.skip()?;
        let operator = match self.byte() {
            b'-' => UnaryOperator::Negate,
            b'!' => UnaryOperator::Not,
            _ => return self.traversal(),
        };
        let start = self.at;
        self.at += 1;
        let operand = self.below_operator(Self::unary)?;
        let span = self.span(start..start + 1).to(operand.span);
        Ok(Expression::new(span, ExpressionKind::Unary { operator, operand }))
    }

    /// A value with the steps that lead into it.
    fn traversal(&mut self) -> Parsed<Expression> {
        let start = self.at;
        let base = self.value()?;
        let mut operators = Vec::new();
        let mut end = self.at;
        loop {
            self.skip()?;
            let operator = match self.byte() {
                b'.' if !self.starts_with("...") => self.attribute_step()?,
                b'[' => self.index_step()?,
                _ => break,
            };
            end = self.at;
            operators.push(operator);
        }
        if operators.is_empty() {
            return Ok(base);
        }
        Ok(Expression::new(self.span(start..end), ExpressionKind::Traversal { base, operators }))
    }

    /// `.name`, `.0` or `.*`
    fn attribute_step(&mut self) -> Parsed<Operator> {
        let start = self.at;
        self.at += 1;
        self.skip()?;
        let kind = if self.byte() == b'*' {
            self.at += 1;
            OperatorKind::AttributeSplat
        } else if let Some(name) = self.name() {
            OperatorKind::Attribute(self.slice(name).into())
        } else if self.byte().is_ascii_digit() {
            self.legacy_index()?
        } else {
            return self.fail(ProblemKind::Attribute);
        };
        Ok(Operator { span: self.span(start..self.at), kind })
    }

    fn legacy_index(&mut self) -> Parsed<OperatorKind> {
        let number = self.number_token();
        let range = self.at..number.end;
        if number.dots > 0 {
            return self.fail(ProblemKind::IndexesInARow { end: number.end });
        }
        self.at = range.end;
        let written = self.slice(range.clone());
        Ok(match written.parse() {
            Ok(index) => OperatorKind::LegacyIndex(index),
            Err(_) => OperatorKind::Index(Expression::new(self.span(range), ExpressionKind::Number(written.into()))),
        })
    }

    /// `[key]` or `[*]`
    fn index_step(&mut self) -> Parsed<Operator> {
        let start = self.at;
        self.at += 1;
        let kind = self.inside(Newlines::Ignored, |parser| {
            let kind =
                if parser.takes(b'*')? { OperatorKind::FullSplat } else { OperatorKind::Index(parser.expression()?) };
            if parser.takes(b']')? { Ok(kind) } else { parser.fail(ProblemKind::Bracket) }
        })?;
        Ok(Operator { span: self.span(start..self.at), kind })
    }

    fn value(&mut self) -> Parsed<Expression> {
        let start = self.at;
        let kind = match self.byte() {
            b'"' => self.quoted()?,
            b'<' if self.byte_at(start + 1) == b'<' => self.heredoc()?,
            b'0'..=b'9' => self.number()?,
            b'(' => {
                self.at += 1;
                self.inside(Newlines::Ignored, Self::parenthesis)?
            }
            b'[' => {
                self.at += 1;
                self.inside(Newlines::Ignored, Self::tuple)?
            }
            b'{' => {
                self.at += 1;
                self.inside(Newlines::Separate, Self::object)?
            }
            _ => match self.name() {
                Some(name) => self.named(name)?,
                None => return self.fail(ProblemKind::Value),
            },
        };
        let end = self.at;
        Ok(Expression::new(self.span(start..end), kind))
    }

    fn parenthesis(&mut self) -> Parsed<ExpressionKind> {
        let inner = self.expression()?;
        if self.takes(b')')? {
            return Ok(ExpressionKind::Parenthesis(inner));
        }
        self.fail(ProblemKind::Parenthesis)
    }

    /// A keyword, a variable or a call, behind its first name.
    fn named(&mut self, name: Range<usize>) -> Parsed<ExpressionKind> {
        let comments = self.comments.len();
        self.skip()?;
        if self.byte() == b'(' || self.starts_with("::") {
            return self.call(name);
        }
        // What follows it is no part of the value, and is read once more.
        self.at = name.end;
        self.comments.truncate(comments);
        Ok(match self.slice(name) {
            "true" => ExpressionKind::Bool(true),
            "false" => ExpressionKind::Bool(false),
            "null" => ExpressionKind::Null,
            written => ExpressionKind::Variable(written.into()),
        })
    }

    fn call(&mut self, first: Range<usize>) -> Parsed<ExpressionKind> {
        let mut name = self.slice(first.clone()).to_owned();
        let mut end = first.end;
        while self.starts_with("::") {
            self.at += 2;
            self.skip()?;
            let Some(part) = self.name() else { return self.fail(ProblemKind::Name) };
            name.push_str("::");
            name.push_str(self.slice(part.clone()));
            end = part.end;
            self.skip()?;
        }
        let name = Ident { name: name.into(), span: self.span(first.start..end) };
        if self.byte() != b'(' {
            return self.fail(ProblemKind::Arguments);
        }
        self.at += 1;
        let (arguments, expands_last) = self.inside(Newlines::Ignored, Self::arguments)?;
        Ok(ExpressionKind::Call(Call { name, arguments, expands_last }))
    }

    /// The arguments of a call, and whether `...` follows the last.
    fn arguments(&mut self) -> Parsed<(Vec<Expression>, bool)> {
        let mut arguments = Vec::new();
        loop {
            if self.takes(b')')? {
                return Ok((arguments, false));
            }
            arguments.push(self.expression()?);
            self.skip()?;
            if self.starts_with("...") {
                self.at += 3;
                return match self.takes(b')')? {
                    true => Ok((arguments, true)),
                    false => self.fail(ProblemKind::Parenthesis),
                };
            }
            if !self.takes(b',')? && self.byte() != b')' {
                return self.fail(ProblemKind::Parenthesis);
            }
        }
    }

    fn tuple(&mut self) -> Parsed<ExpressionKind> {
        if self.takes_word("for")? {
            return self.for_in_brackets();
        }
        let mut items = Vec::new();
        loop {
            if self.takes(b']')? {
                return Ok(ExpressionKind::Tuple(items));
            }
            items.push(self.expression()?);
            if !self.takes(b',')? && self.byte() != b']' {
                return self.fail(ProblemKind::Bracket);
            }
        }
    }

    fn object(&mut self) -> Parsed<ExpressionKind> {
        self.newlines = Newlines::Ignored;
        if self.takes_word("for")? {
            return self.for_in_braces();
        }
        let mut items = Vec::new();
        loop {
            self.newlines = Newlines::Ignored;
            if self.takes(b'}')? {
                return Ok(ExpressionKind::Object(items));
            }
            self.newlines = Newlines::Separate;
            let key = self.object_key()?;
            self.skip()?;
            if !(self.byte() == b':' || self.byte() == b'=' && self.byte_at(self.at + 1) != b'=') {
                return self.fail(ProblemKind::AfterKey);
            }
            self.at += 1;
            let value = self.expression()?;
            items.push(ObjectItem { key, value });
            if !self.takes(b',')? && self.byte() != b'}' && !self.is_at_line_end() {
                return self.fail(ProblemKind::AfterObjectItem);
            }
        }
    }

    /// A bare word is a name, whatever it means elsewhere.
    fn object_key(&mut self) -> Parsed<Expression> {
        let start = self.at;
        let key = self.expression()?;
        match &*key.kind {
            ExpressionKind::Variable(_) | ExpressionKind::Bool(_) | ExpressionKind::Null => {
                let place = start..self.end_of_name(start);
                let name = self.plain_text(place.clone(), place);
                Ok(Expression::new(key.span, ExpressionKind::String(name)))
            }
            ExpressionKind::Traversal { base, operators }
                if !self.keys_are_references
                    && matches!(*base.kind, ExpressionKind::Variable(_))
                    && operators.iter().all(Operator::is_of_reference) =>
            {
                let end = self.text.get(..self.at).map_or(self.at, |before| before.trim_end().len());
                Err(Problem { at: start, kind: ProblemKind::DottedKey { end } })
            }
            _ => Ok(key),
        }
    }

    fn for_in_brackets(&mut self) -> Parsed<ExpressionKind> {
        let (key_name, value_name, collection) = self.for_introduction()?;
        if !self.takes(b':')? {
            return self.fail(ProblemKind::ForColon);
        }
        let value = self.expression()?;
        let condition = self.for_condition()?;
        if !self.takes(b']')? {
            return self.fail(ProblemKind::ForEnd(']'));
        }
        let key = None;
        let repeated = For { key_name, value_name, collection, key, value, groups: false, condition };
        Ok(ExpressionKind::For(Box::new(repeated)))
    }

    fn for_in_braces(&mut self) -> Parsed<ExpressionKind> {
        let (key_name, value_name, collection) = self.for_introduction()?;
        if !self.takes(b':')? {
            return self.fail(ProblemKind::ForColon);
        }
        let key = self.expression()?;
        self.skip()?;
        if !self.starts_with("=>") {
            return self.fail(ProblemKind::ForArrow);
        }
        self.at += 2;
        let value = self.expression()?;
        self.skip()?;
        let groups = self.starts_with("...");
        self.at += if groups { 3 } else { 0 };
        let condition = self.for_condition()?;
        if !self.takes(b'}')? {
            return self.fail(ProblemKind::ForEnd('}'));
        }
        let repeated = For { key_name, value_name, collection, key: Some(key), value, groups, condition };
        Ok(ExpressionKind::For(Box::new(repeated)))
    }

    /// `NAME in COLLECTION` or `NAME, NAME in COLLECTION`, behind `for`.
    pub(super) fn for_introduction(&mut self) -> Parsed<(Option<Ident>, Ident, Expression)> {
        let first = self.for_name()?;
        let second = if self.takes(b',')? { Some(self.for_name()?) } else { None };
        if !self.takes_word("in")? {
            return self.fail(ProblemKind::ForIn);
        }
        let collection = self.expression()?;
        Ok(match second {
            Some(value_name) => (Some(first), value_name, collection),
            None => (None, first, collection),
        })
    }

    fn for_name(&mut self) -> Parsed<Ident> {
        self.skip()?;
        match self.name() {
            Some(name) => Ok(Ident { name: self.slice(name.clone()).into(), span: self.span(name) }),
            None => self.fail(ProblemKind::Name),
        }
    }

    fn for_condition(&mut self) -> Parsed<Option<Expression>> {
        if self.takes_word("if")? { self.expression().map(Some) } else { Ok(None) }
    }
}

impl Operator {
    /// Whether it may stand in a reference, which has no splats.
    fn is_of_reference(&self) -> bool {
        matches!(self.kind, OperatorKind::Attribute(_) | OperatorKind::LegacyIndex(_) | OperatorKind::Index(_))
    }
}
