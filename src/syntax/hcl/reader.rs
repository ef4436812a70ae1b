//! The trees of hcl-edit turned into ours: the only file that names hcl-edit.

use std::collections::HashSet;
use std::ops::Range;

use hcl_edit::expr as edit;
use hcl_edit::parser;
use hcl_edit::structure as edited;
use hcl_edit::template::{Directive, Element, Strip, Template};

use crate::source::Span;
use crate::syntax::SyntaxError;
use crate::syntax::expression::{
    Attribute, BinaryOperator, Block, Body, Call, Expression, ExpressionKind, For, Ident, ObjectItem, Operator,
    OperatorKind, TemplatePart, UnaryOperator,
};
use crate::syntax::hcl::explain::{Complaint, explain};
use crate::syntax::hcl::literal::{Literals, Notation};
use crate::syntax::hcl::origin::Origin;
use crate::syntax::hcl::prepare::{Piece, Prepared};
use crate::syntax::text::Text;

/// Has hcl-edit parse a prepared text, and turns its tree into ours.
pub(super) struct Reader<'a> {
    /// As it is written.
    text: &'a str,
    origin: &'a Origin<'a>,
    prepared: &'a Prepared,
    pub(super) errors: Vec<SyntaxError>,
    /// What is added to the offsets of the tree at hand.
    base: isize,
    /// hcl-edit saw the same key twice in an object literal, which Terraform allows.
    pub(super) repeated_key: bool,
    /// What was read in pieces has to be seen as a whole, for what is in one piece bears on another.
    pub(super) needs_whole_bodies: bool,
    /// In a module call's `providers` the keys of the object are references.
    keys_are_references: bool,
}

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a str, origin: &'a Origin<'a>, prepared: &'a Prepared) -> Self {
        Self {
            text,
            origin,
            prepared,
            errors: Vec::new(),
            base: 0,
            repeated_key: false,
            needs_whole_bodies: false,
            keys_are_references: false,
        }
    }

    /// Adds the blocks and attributes in a part of the text; without them, reports why.
    pub(super) fn read_body(&mut self, range: Range<usize>, body: &mut Body) {
        self.base = range.start as isize;
        match parser::parse_body(self.prepared.text.get(range).unwrap_or_default()) {
            Ok(parsed) => self.structures(&parsed, body),
            Err(error) => self.report(&error),
        }
    }

    /// The text as one expression, which has no spaces around it for hcl-edit.
    pub(super) fn read_expression(&mut self) -> Option<Expression> {
        let text = &self.prepared.text;
        self.base = (text.len() - text.trim_start().len()) as isize;
        let parsed = parser::parse_expr(text.trim()).map_err(|error| self.report(&error)).ok()?;
        Some(self.expression(&parsed))
    }

    /// The text as one template without quotes.
    pub(super) fn read_template(&mut self, span: Span) -> Option<Expression> {
        let parsed = parser::parse_template(&self.prepared.text).map_err(|error| self.report(&error)).ok()?;
        Some(Expression::new(span, self.template(&parsed, Notation::Bare, span)))
    }

    fn report(&mut self, error: &parser::Error) {
        let offset = shifted(error.location().offset(), self.base);
        let complaint = Complaint { offset, message: error.message().to_owned() };
        self.repeated_key |= complaint.is_repeated_key();
        self.errors.push(explain(self.text, self.origin, &complaint));
    }

    /// Adds what a body holds; a part with an error is left out.
    fn structures(&mut self, parsed: &edited::Body, body: &mut Body) {
        for structure in parsed {
            let before = self.errors.len();
            match structure {
                edited::Structure::Attribute(attribute) => {
                    let attribute = self.attribute(attribute);
                    if self.errors.len() == before {
                        body.attributes.push(attribute);
                    }
                }
                edited::Structure::Block(block) => {
                    let block = self.block(block);
                    if self.errors.len() == before {
                        body.blocks.push(block);
                    }
                }
            }
        }
    }

    fn range(&self, node: &impl hcl_edit::Span) -> Range<usize> {
        let range = node.span().unwrap_or_default();
        shifted(range.start, self.base)..shifted(range.end, self.base)
    }

    fn span(&self, node: &impl hcl_edit::Span) -> Span {
        self.origin.span(self.range(node))
    }

    fn ident(&self, name: &hcl_edit::Decorated<hcl_edit::Ident>) -> Ident {
        Ident { name: name.as_str().into(), span: self.span(name) }
    }

    fn attribute(&mut self, attribute: &edited::Attribute) -> Attribute {
        let name = self.ident(&attribute.key);
        let outer = std::mem::replace(&mut self.keys_are_references, &*name.name == "providers");
        let value = self.expression(&attribute.value);
        self.keys_are_references = outer;
        Attribute { span: name.span.to(value.span), name, value }
    }

    fn block(&mut self, block: &edited::Block) -> Block {
        let range = self.range(block);
        let kind = self.ident(&block.ident);
        let mut header_end = self.range(&block.ident).end;
        let mut labels = Vec::new();
        for label in &block.labels {
            let place = self.range(label);
            header_end = place.end;
            labels.push(match label {
                edited::BlockLabel::Ident(_) => self.plain_text(place.clone(), place),
                edited::BlockLabel::String(_) => self.quoted_text(place),
            });
        }
        let mut body = Body::default();
        match self.pieces_of_body(header_end..range.end) {
            Some(pieces) => self.body_in_pieces(pieces, &mut body),
            None => self.structures(&block.body, &mut body),
        }
        let header = self.origin.span(range.start..header_end);
        Block { kind, labels, body, span: self.origin.span(range), header }
    }

    /// The pieces of a block's body, where it is read in pieces; `rest` is the block behind its header.
    fn pieces_of_body(&self, rest: Range<usize>) -> Option<&'a [Piece]> {
        let prepared = self.prepared;
        if prepared.bodies.is_empty() {
            return None;
        }
        let brace = rest.start + prepared.text.get(rest)?.find('{')?;
        prepared.bodies.get(&brace).map(Vec::as_slice)
    }

    fn body_in_pieces(&mut self, pieces: &[Piece], body: &mut Body) {
        let outer = self.base;
        for piece in pieces {
            self.base = piece.base;
            match parser::parse_body(&piece.text) {
                Ok(parsed) => self.structures(&parsed, body),
                Err(error) => self.report(&error),
            }
        }
        self.base = outer;
        let mut names = HashSet::with_capacity(body.attributes.len());
        let is_repeated = body.attributes.iter().any(|attribute| !names.insert(&*attribute.name.name));
        self.needs_whole_bodies |= is_repeated || !body.blocks.is_empty();
    }

    fn plain_text(&self, content: Range<usize>, whole: Range<usize>) -> Text {
        let value = self.text.get(content.clone()).unwrap_or_default();
        let file = self.origin.file();
        let text =
            Text::exact(value, Span::new(file, content.start, content.end), Span::new(file, whole.start, whole.end));
        self.origin.text(text)
    }

    /// The text of a quoted string without sequences.
    fn quoted_text(&self, place: Range<usize>) -> Text {
        let content = place.start + 1..place.end.saturating_sub(1);
        let written = self.text.get(content.clone()).unwrap_or_default();
        if !written.contains(['\\', '$', '%']) {
            return self.plain_text(content, place);
        }
        let mut literals = Literals::new(self.text, self.origin, Notation::Quoted);
        literals.literal(content);
        joined(literals.finish(), self.origin.span(place))
    }

    fn expression(&mut self, expression: &edit::Expression) -> Expression {
        let mut range = self.range(expression);
        if let Some(&end) = self.prepared.empty_heredocs.get(&range.start)
            && matches!(expression, edit::Expression::String(_))
        {
            range.end = end;
            let span = self.origin.span(range);
            return Expression::new(span, ExpressionKind::String(Text::computed("", span)));
        }
        let kind = self.kind(expression, &range);
        Expression::new(self.origin.span(range), kind)
    }

    fn kind(&mut self, expression: &edit::Expression, range: &Range<usize>) -> ExpressionKind {
        match expression {
            edit::Expression::Null(_) => ExpressionKind::Null,
            edit::Expression::Bool(value) => ExpressionKind::Bool(*value.value()),
            edit::Expression::Number(_) => self.number(range),
            edit::Expression::String(_) => ExpressionKind::String(self.quoted_text(range.clone())),
            edit::Expression::Array(items) => {
                ExpressionKind::Tuple(items.iter().map(|item| self.expression(item)).collect())
            }
            edit::Expression::Object(object) => self.object(object, range),
            edit::Expression::StringTemplate(template) => {
                self.template(template, Notation::Quoted, self.origin.span(range.clone()))
            }
            edit::Expression::HeredocTemplate(heredoc) => {
                let is_indented = self.text.get(range.start..).is_some_and(|text| text.starts_with("<<-"));
                let notation = if is_indented { Notation::IndentedHeredoc } else { Notation::Heredoc };
                self.template(&heredoc.template, notation, self.origin.span(range.clone()))
            }
            edit::Expression::Parenthesis(inner) => ExpressionKind::Parenthesis(self.expression(inner.inner())),
            edit::Expression::Variable(name) => ExpressionKind::Variable(name.as_str().into()),
            edit::Expression::Conditional(conditional) => ExpressionKind::Conditional {
                condition: self.expression(&conditional.cond_expr),
                yes: self.expression(&conditional.true_expr),
                no: self.expression(&conditional.false_expr),
            },
            edit::Expression::FuncCall(call) => self.call(call, range.start),
            edit::Expression::Traversal(traversal) => ExpressionKind::Traversal {
                base: self.expression(&traversal.expr),
                operators: traversal.operators.iter().map(|operator| self.operator(operator)).collect(),
            },
            edit::Expression::UnaryOp(operation) => ExpressionKind::Unary {
                operator: match *operation.operator.value() {
                    edit::UnaryOperator::Neg => UnaryOperator::Negate,
                    edit::UnaryOperator::Not => UnaryOperator::Not,
                },
                operand: self.expression(&operation.expr),
            },
            edit::Expression::BinaryOp(operation) => ExpressionKind::Binary {
                operator: binary_operator(*operation.operator.value()),
                left: self.expression(&operation.lhs_expr),
                right: self.expression(&operation.rhs_expr),
            },
            edit::Expression::ForExpr(expression) => self.for_expression(expression),
        }
    }

    /// A number as it is written; its sign is an operator, as in Terraform.
    fn number(&self, range: &Range<usize>) -> ExpressionKind {
        let written = self.text.get(range.clone()).unwrap_or_default();
        let Some(rest) = written.strip_prefix('-') else { return ExpressionKind::Number(written.into()) };
        let digits = rest.trim_start();
        let start = range.end - digits.len();
        let operand = Expression::new(self.origin.span(start..range.end), ExpressionKind::Number(digits.into()));
        ExpressionKind::Unary { operator: UnaryOperator::Negate, operand }
    }

    fn object(&mut self, object: &edit::Object, range: &Range<usize>) -> ExpressionKind {
        let prepared = self.prepared;
        let mut items = Vec::new();
        let Some(pieces) = prepared.pieces.get(&range.start) else {
            self.object_items(object, &mut items);
            return ExpressionKind::Object(items);
        };
        let outer = self.base;
        for piece in pieces {
            self.base = piece.base;
            match parser::parse_expr(&piece.text) {
                Ok(edit::Expression::Object(part)) => self.object_items(&part, &mut items),
                Ok(_) => {}
                Err(error) => self.report(&error),
            }
        }
        self.base = outer;
        ExpressionKind::Object(items)
    }

    fn object_items(&mut self, object: &edit::Object, items: &mut Vec<ObjectItem>) {
        for (key, value) in object {
            items.push(ObjectItem { key: self.object_key(key), value: self.expression(value.expr()) });
        }
    }

    fn object_key(&mut self, key: &edit::ObjectKey) -> Expression {
        let place = match key {
            edit::ObjectKey::Ident(name) => self.range(name),
            // Terraform takes these words for names here.
            edit::ObjectKey::Expression(word @ (edit::Expression::Null(_) | edit::Expression::Bool(_))) => {
                self.range(word)
            }
            edit::ObjectKey::Expression(expression) => {
                let key = self.expression(expression);
                self.refuse_dotted_key(&key);
                return key;
            }
        };
        let name = self.plain_text(place.clone(), place.clone());
        Expression::new(self.origin.span(place), ExpressionKind::String(name))
    }

    /// `a.b = 1`: Terraform does not guess whether a reference or a name with dots is meant.
    fn refuse_dotted_key(&mut self, key: &Expression) {
        let ExpressionKind::Traversal { base, operators } = &*key.kind else { return };
        let is_reference = operators.iter().all(|operator| {
            matches!(operator.kind, OperatorKind::Attribute(_) | OperatorKind::LegacyIndex(_) | OperatorKind::Index(_))
        });
        if matches!(*base.kind, ExpressionKind::Variable(_)) && is_reference && !self.keys_are_references {
            self.errors.push(
                SyntaxError::new(key.span, "this key may be a reference or a name with dots")
                    .with_help("put a reference in parentheses, a name in quotes"),
            );
        }
    }

    fn call(&mut self, call: &edit::FuncCall, start: usize) -> ExpressionKind {
        let parts: Vec<&str> = call.name.namespace.iter().chain([&call.name.name]).map(|part| part.as_str()).collect();
        let end = self.range(&call.name.name).end;
        let name = Ident { name: parts.join("::").into(), span: self.origin.span(start..end.max(start)) };
        let arguments = call.args.iter().map(|argument| self.expression(argument)).collect();
        ExpressionKind::Call(Call { name, arguments, expands_last: call.args.expand_final() })
    }

    fn operator(&mut self, operator: &hcl_edit::Decorated<edit::TraversalOperator>) -> Operator {
        let kind = match operator.value() {
            edit::TraversalOperator::AttrSplat(_) => OperatorKind::AttributeSplat,
            edit::TraversalOperator::FullSplat(_) => OperatorKind::FullSplat,
            edit::TraversalOperator::GetAttr(name) => OperatorKind::Attribute(name.as_str().into()),
            edit::TraversalOperator::Index(index) => OperatorKind::Index(self.expression(index)),
            edit::TraversalOperator::LegacyIndex(index) => {
                let written = self.text.get(self.range(index)).unwrap_or_default();
                OperatorKind::LegacyIndex(written.parse().unwrap_or(*index.value()))
            }
        };
        Operator { span: self.span(operator), kind }
    }

    fn for_expression(&mut self, expression: &edit::ForExpr) -> ExpressionKind {
        self.refuse_touching_word(&expression.intro.collection_expr, "in");
        if let Some(condition) = &expression.cond {
            self.refuse_touching_word(&condition.expr, "if");
        }
        ExpressionKind::For(Box::new(For {
            key_name: expression.intro.key_var.as_ref().map(|name| self.ident(name)),
            value_name: self.ident(&expression.intro.value_var),
            collection: self.expression(&expression.intro.collection_expr),
            key: expression.key_expr.as_ref().map(|key| self.expression(key)),
            value: self.expression(&expression.value_expr),
            groups: expression.grouping,
            condition: expression.cond.as_ref().map(|condition| self.expression(&condition.expr)),
        }))
    }

    /// hcl-edit reads `in` out of `invar.list`, where Terraform sees one name.
    fn refuse_touching_word(&mut self, expression: &edit::Expression, keyword: &str) {
        let start = self.range(expression).start;
        let word_start = start.saturating_sub(keyword.len());
        let is_word = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '-');
        if self.text.get(word_start..start) == Some(keyword)
            && self.text.get(start..).is_some_and(|rest| rest.starts_with(is_word))
        {
            let error = SyntaxError::new(self.origin.span(word_start..start), format!("expected `{keyword}` here"))
                .with_help(format!("write a space after `{keyword}`"));
            self.errors.push(error);
        }
    }

    fn template(&mut self, template: &Template, notation: Notation, span: Span) -> ExpressionKind {
        let mut literals = Literals::new(self.text, self.origin, notation);
        self.collect_literals(template, &mut literals);
        let texts = literals.finish();
        if template.iter().all(Element::is_literal) {
            return ExpressionKind::String(joined(texts, span));
        }
        ExpressionKind::Template(self.parts(template, &mut texts.into_iter()))
    }

    /// Hands over the literals and sequences of a template in the order of the text.
    fn collect_literals(&self, template: &Template, literals: &mut Literals<'a>) {
        for element in template {
            match element {
                Element::Literal(literal) => literals.literal(self.range(literal)),
                Element::Interpolation(interpolation) => add_sequence(literals, interpolation.strip),
                Element::Directive(directive) => match &**directive {
                    Directive::If(directive) => {
                        add_sequence(literals, directive.if_expr.strip);
                        self.collect_literals(&directive.if_expr.template, literals);
                        if let Some(otherwise) = &directive.else_expr {
                            add_sequence(literals, otherwise.strip);
                            self.collect_literals(&otherwise.template, literals);
                        }
                        add_sequence(literals, directive.endif_expr.strip);
                    }
                    Directive::For(directive) => {
                        add_sequence(literals, directive.for_expr.strip);
                        self.collect_literals(&directive.for_expr.template, literals);
                        add_sequence(literals, directive.endfor_expr.strip);
                    }
                },
            }
        }
    }

    fn parts(&mut self, template: &Template, texts: &mut std::vec::IntoIter<Text>) -> Vec<TemplatePart> {
        let mut parts = Vec::new();
        for element in template {
            match element {
                Element::Literal(_) => parts.extend(texts.next().map(TemplatePart::Literal)),
                Element::Interpolation(interpolation) => {
                    parts.push(TemplatePart::Interpolation(self.expression(&interpolation.expr)));
                }
                Element::Directive(directive) => parts.push(self.directive(directive, texts)),
            }
        }
        parts
    }

    fn directive(&mut self, directive: &Directive, texts: &mut std::vec::IntoIter<Text>) -> TemplatePart {
        match directive {
            Directive::If(directive) => TemplatePart::If {
                condition: self.expression(&directive.if_expr.cond_expr),
                yes: self.parts(&directive.if_expr.template, texts),
                no: directive.else_expr.as_ref().map(|no| self.parts(&no.template, texts)).unwrap_or_default(),
            },
            Directive::For(directive) => {
                self.refuse_touching_word(&directive.for_expr.collection_expr, "in");
                TemplatePart::For {
                    key_name: directive.for_expr.key_var.as_ref().map(|name| self.ident(name)),
                    value_name: self.ident(&directive.for_expr.value_var),
                    collection: self.expression(&directive.for_expr.collection_expr),
                    body: self.parts(&directive.for_expr.template, texts),
                }
            }
        }
    }
}

fn add_sequence(literals: &mut Literals<'_>, strip: Strip) {
    literals.sequence(strip.strip_start(), strip.strip_end());
}

/// The literals of a template that has nothing else, as one.
fn joined(texts: Vec<Text>, span: Span) -> Text {
    let mut builder = Text::builder();
    texts.iter().for_each(|text| builder.push_text(text));
    builder.finish(span)
}

fn shifted(offset: usize, base: isize) -> usize {
    offset.saturating_add_signed(base)
}

fn binary_operator(operator: edit::BinaryOperator) -> BinaryOperator {
    match operator {
        edit::BinaryOperator::Plus => BinaryOperator::Add,
        edit::BinaryOperator::Minus => BinaryOperator::Subtract,
        edit::BinaryOperator::Mul => BinaryOperator::Multiply,
        edit::BinaryOperator::Div => BinaryOperator::Divide,
        edit::BinaryOperator::Mod => BinaryOperator::Modulo,
        edit::BinaryOperator::Eq => BinaryOperator::Equal,
        edit::BinaryOperator::NotEq => BinaryOperator::NotEqual,
        edit::BinaryOperator::Less => BinaryOperator::Less,
        edit::BinaryOperator::LessEq => BinaryOperator::LessOrEqual,
        edit::BinaryOperator::Greater => BinaryOperator::Greater,
        edit::BinaryOperator::GreaterEq => BinaryOperator::GreaterOrEqual,
        edit::BinaryOperator::And => BinaryOperator::And,
        edit::BinaryOperator::Or => BinaryOperator::Or,
    }
}
