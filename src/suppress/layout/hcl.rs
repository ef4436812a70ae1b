//! The layout of HCL: arguments, blocks, and what expressions are made of.

use super::parts::Parts;
use super::script;
use crate::syntax::expression::{Expression, ExpressionKind, TemplatePart};
use crate::syntax::hcl;
use crate::syntax::text::{Text, TextBuilder};

pub(super) fn read(parts: &mut Parts<'_>) {
    let parsed = hcl::parse(parts.file);
    parts.add(parsed.comments, &parsed.errors);
    let mut bodies = vec![&parsed.body];
    let mut expressions = Vec::new();
    while let Some(body) = bodies.pop() {
        for attribute in &body.attributes {
            parts.add_part(attribute.span);
            expressions.push(&attribute.value);
        }
        for block in &body.blocks {
            parts.add_part(block.span);
            bodies.push(&block.body);
        }
    }
    while let Some(expression) = expressions.pop() {
        parts.add_part(expression.span);
        if let ExpressionKind::Object(items) = &*expression.kind {
            items.iter().for_each(|item| parts.add_part(item.key.span.to(item.value.span)));
        }
        if parts.file.slice(expression.span).starts_with("<<") {
            script::read_text(&content(expression), parts);
        }
        expressions.extend(expression.parts());
    }
}

/// The text of a heredoc, not known where something is filled in.
fn content(heredoc: &Expression) -> Text {
    let mut builder = Text::builder();
    match &*heredoc.kind {
        ExpressionKind::String(text) => builder.push_text(text),
        ExpressionKind::Template(parts) => push(parts, &mut builder),
        _ => {}
    }
    builder.finish(heredoc.span)
}

fn push(parts: &[TemplatePart], builder: &mut TextBuilder) {
    for part in parts {
        match part {
            TemplatePart::Literal(text) => builder.push_text(text),
            TemplatePart::Interpolation(_) => builder.push_hole(),
            TemplatePart::If { yes, no, .. } => {
                push(yes, builder);
                builder.push_hole();
                push(no, builder);
            }
            TemplatePart::For { body, .. } => {
                push(body, builder);
                builder.push_hole();
            }
        }
    }
}
