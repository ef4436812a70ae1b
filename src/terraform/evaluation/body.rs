//! The values of a block's arguments and nested blocks, with `dynamic` blocks written out.

use std::sync::Arc;

use crate::source::Span;
use crate::syntax::expression::{Attribute, Block, Body, Expression};
use crate::syntax::text::Text;
use crate::terraform::evaluation::block_scope::{BlockScope, Iteration};
use crate::terraform::evaluation::expansion::{Elements, MAX_INSTANCES};
use crate::terraform::evaluation::module_tree::{ModuleTree, placed};
use crate::terraform::module::meta;
use crate::value::{Mapping, Member, Sequence, Value, ValueKind};

/// A body whose expressions have values.
#[derive(Clone, Debug)]
pub(crate) struct EvaluatedBody {
    /// The header of the block that it belongs to.
    pub header: Span,
    pub attributes: Vec<EvaluatedAttribute>,
    pub blocks: Vec<EvaluatedBlock>,
    /// Blocks of which each stands for further ones of its kind, whose number is not known: what is the same in all.
    pub possible: Vec<EvaluatedBlock>,
    /// Kinds of which there may be further blocks, each with the place that leaves it open.
    pub open_kinds: Vec<(Arc<str>, Span)>,
    /// There may be further attributes and blocks in what could not be read.
    pub is_partial: bool,
}

#[derive(Clone, Debug)]
pub(crate) struct EvaluatedAttribute {
    pub name: Arc<str>,
    pub name_span: Span,
    pub value: Value,
}

#[derive(Clone, Debug)]
pub(crate) struct EvaluatedBlock {
    pub kind: Arc<str>,
    pub kind_span: Span,
    pub labels: Vec<Text>,
    pub body: EvaluatedBody,
}

impl EvaluatedBody {
    pub(crate) fn empty(header: Span) -> Self {
        Self {
            header,
            attributes: Vec::new(),
            blocks: Vec::new(),
            possible: Vec::new(),
            open_kinds: Vec::new(),
            is_partial: false,
        }
    }
}

/// The values of all that a nested body writes.
pub(crate) fn evaluate_body(scope: &BlockScope<'_>, body: &Body, header: Span) -> EvaluatedBody {
    let mut result = EvaluatedBody { is_partial: body.is_partial, ..EvaluatedBody::empty(header) };
    for attribute in &body.attributes {
        result.attributes.push(evaluate_attribute(scope, attribute));
    }
    for block in &body.blocks {
        evaluate_block(scope, block, &mut result);
    }
    result
}

/// The value of one argument. Every part of it has a place inside the argument's expression.
pub(crate) fn evaluate_attribute(scope: &BlockScope<'_>, attribute: &Attribute) -> EvaluatedAttribute {
    let span = attribute.value.span;
    let value = placed(scope.tree.value(&attribute.value, scope), span);
    let name: Arc<str> = (&*attribute.name.name).into();
    EvaluatedAttribute { value: anchored(value, span, span, &name), name, name_span: attribute.name.span }
}

/// Adds a nested block, or the blocks that a `dynamic` block makes.
pub(crate) fn evaluate_block(scope: &BlockScope<'_>, block: &Block, result: &mut EvaluatedBody) {
    match dynamic_kind(block) {
        Some((kind, kind_span)) => Dynamic { scope, block, kind, kind_span }.expand(result),
        None => result.blocks.push(EvaluatedBlock {
            kind: (&*block.kind.name).into(),
            kind_span: block.kind.span,
            labels: block.labels.clone(),
            body: evaluate_body(scope, &block.body, block.header),
        }),
    }
}

fn dynamic_kind(block: &Block) -> Option<(Arc<str>, Span)> {
    let label = block.labels.first().filter(|_| &*block.kind.name == "dynamic")?;
    Some((label.known()?.into(), label.span()))
}

/// A `dynamic` block.
struct Dynamic<'a> {
    scope: &'a BlockScope<'a>,
    block: &'a Block,
    kind: Arc<str>,
    kind_span: Span,
}

impl Dynamic<'_> {
    fn expand(&self, result: &mut EvaluatedBody) {
        let body = &self.block.body;
        let content = body.blocks_of("content").next();
        let (Some(for_each), Some(content)) = (body.attribute("for_each"), content) else {
            let missing = if content.is_some() { "`for_each`" } else { "a `content` block" };
            self.tree().note_undecided(self.block.header, format!("dynamic `{}` has no {missing}", self.kind));
            result.open_kinds.push((self.kind.clone(), self.block.header));
            return;
        };
        let iterator = body.attribute("iterator").and_then(|attribute| meta::reference_text(&attribute.value));
        let name: Box<str> = iterator.as_deref().unwrap_or(&self.kind).into();
        let evaluate = |key, value| {
            let scope = self.scope.with(Iteration { name: name.clone(), key, value });
            EvaluatedBlock {
                kind: self.kind.clone(),
                kind_span: self.kind_span,
                labels: Vec::new(),
                body: evaluate_body(&scope, &content.body, self.block.header),
            }
        };
        let collection = placed(self.tree().value(&for_each.value, self.scope), for_each.value.span);
        let elements = self.elements(&collection, &for_each.value);
        result.blocks.extend(elements.items.into_iter().map(|(key, value)| evaluate(key, value)));
        if elements.is_open {
            result.open_kinds.push((self.kind.clone(), for_each.value.span));
            let further = || {
                let reason = format!("the elements that dynamic `{}` goes through are not known", self.kind);
                Value { sensitive: collection.sensitive, ..Value::unknown(reason) }.at(for_each.value.span)
            };
            let further = || further().made_of([&collection]);
            result.possible.push(evaluate(further(), further()));
        }
    }

    fn elements(&self, value: &Value, for_each: &Expression) -> Elements {
        let mut elements = Elements::of(value, for_each.span);
        if elements.items.len() > MAX_INSTANCES {
            let count = elements.items.len();
            let limit =
                format!("dynamic `{}` makes {count} blocks; only the first {MAX_INSTANCES} are checked", self.kind);
            self.tree().note_limit(for_each.span, limit);
            elements.items.truncate(MAX_INSTANCES);
            elements.is_open = true;
        }
        elements
    }

    fn tree(&self) -> &ModuleTree<'_> {
        self.scope.tree
    }
}

/// The value with a place inside `within` on each of its parts. A part that is written elsewhere gets the place of
/// what refers to it, and its own place becomes a definition that it passed through.
fn anchored(value: Value, within: Span, place: Span, name: &Arc<str>) -> Value {
    if is_anchored(&value, within) {
        return value;
    }
    let mut value = match value.span {
        Some(span) if within.contains(span) => value,
        Some(_) => value.referenced(name.clone(), place),
        None => value.at(place),
    };
    let place = value.span.unwrap_or(place);
    let name = value.origin.as_ref().map_or_else(|| name.clone(), |origin| origin.name.clone());
    match &mut value.kind {
        ValueKind::Sequence(Sequence { items, .. }) => {
            *items = items.iter().map(|item| anchored(item.clone(), within, place, &name)).collect();
        }
        ValueKind::Mapping(Mapping { members, .. }) => {
            let anchor = |(key, member): (&Arc<str>, &Member)| {
                let value = anchored(member.value.clone(), within, place, &name);
                let key_span = member.key_span.filter(|span| within.contains(*span));
                (key.clone(), Member { key_span, value })
            };
            *members = members.iter().map(anchor).collect();
        }
        _ => {}
    }
    value
}

fn is_anchored(value: &Value, within: Span) -> bool {
    let is_inside = value.span.is_some_and(|span| within.contains(span));
    is_inside
        && match &value.kind {
            ValueKind::Sequence(sequence) => sequence.items.iter().all(|item| is_anchored(item, within)),
            ValueKind::Mapping(mapping) => mapping.members.values().all(|member| is_anchored(&member.value, within)),
            _ => true,
        }
}
