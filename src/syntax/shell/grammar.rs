//! The grammar's tree of a script, reduced to the places that matter.

use std::ops::Range;

use tree_sitter::{Node, Parser, Tree};

use super::word::{Piece, PieceKind};

/// The tree of the script; `None` where the grammar cannot be used at all.
pub(super) fn syntax_tree(source: &str) -> Option<Tree> {
    let mut parser = Parser::new();
    parser.set_language(&tree_sitter_bash::LANGUAGE.into()).ok()?;
    parser.parse(source, None)
}

/// The nodes that matter, in the order written.
pub(super) struct Outline<'a> {
    pub(super) places: Vec<Place<'a>>,
    /// Where the grammar did not fit, in order.
    pub(super) errors: Vec<Range<usize>>,
}

#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    pub(super) node: Node<'a>,
    /// The statement with redirections that this is the body of.
    pub(super) redirected: Option<Node<'a>>,
    /// Runs whenever the script runs, once.
    pub(super) is_top_level: bool,
    pub(super) is_in_error: bool,
}

impl<'a> Outline<'a> {
    pub(super) fn new(tree: &'a Tree) -> Self {
        let mut outline = Self { places: Vec::new(), errors: Vec::new() };
        let mut cursor = tree.walk();
        // The tree may be deeper than the stack.
        let mut ancestors: Vec<Node> = Vec::new();
        let mut is_in_error = 0;
        loop {
            let node = cursor.node();
            if node.is_error() || node.is_missing() {
                outline.errors.push(node.byte_range());
            }
            let parent = ancestors.last();
            let is_part = parent.is_some_and(|parent| matches!(parent.kind(), "command" | "declaration_command"));
            let is_place = match node.kind() {
                "command" | "declaration_command" | "unset_command" | "comment" => true,
                "variable_assignment" => !is_part,
                _ => false,
            };
            if is_place {
                let redirected = redirected(node, &ancestors);
                let is_top_level =
                    ancestors.iter().all(|node| matches!(node.kind(), "program" | "variable_assignments"));
                outline.places.push(Place { node, redirected, is_top_level, is_in_error: is_in_error > 0 });
            }
            if cursor.goto_first_child() {
                is_in_error += usize::from(node.is_error());
                ancestors.push(node);
                continue;
            }
            while !cursor.goto_next_sibling() {
                let Some(parent) = ancestors.pop() else { return outline };
                is_in_error -= usize::from(parent.is_error());
                cursor.goto_parent();
            }
        }
    }

    pub(super) fn of_kind(&self, kind: &'static str) -> impl Iterator<Item = &Place<'a>> {
        self.places.iter().filter(move |place| place.node.kind() == kind)
    }
}

/// The statement whose redirections the last command in it takes: of a pipeline, a list, or of the command itself.
fn redirected<'a>(node: Node, ancestors: &[Node<'a>]) -> Option<Node<'a>> {
    for ancestor in ancestors.iter().rev() {
        match ancestor.kind() {
            "redirected_statement" => return Some(*ancestor),
            "pipeline" | "list" | "negated_command" if ancestor.end_byte() == node.end_byte() => {}
            _ => return None,
        }
    }
    None
}

pub(super) fn children<'a>(node: Node<'a>) -> Vec<Node<'a>> {
    let mut cursor = node.walk();
    node.named_children(&mut cursor).collect()
}

pub(super) fn is_word(node: Node) -> bool {
    !matches!(
        node.kind(),
        "file_redirect"
            | "heredoc_redirect"
            | "herestring_redirect"
            | "variable_assignment"
            | "comment"
            | "pipeline"
            | "list"
            | "command"
            | "redirected_statement"
            | "ERROR"
    ) && !node.kind().ends_with("_statement")
}

/// What a word is made of. Only what quotes and expansions need is kept of the tree.
pub(super) fn pieces(node: Node) -> Vec<Piece> {
    let piece = |kind| vec![Piece { kind, range: node.byte_range() }];
    match node.kind() {
        "raw_string" => piece(PieceKind::Single),
        "ansi_c_string" => piece(PieceKind::AnsiC),
        "string" => {
            let inner = children(node).into_iter().filter(|child| child.kind() != "string_content");
            piece(PieceKind::Double(inner.flat_map(pieces).collect()))
        }
        "simple_expansion" | "expansion" => {
            let name = match children(node).as_slice() {
                [name] if name.kind() == "variable_name" => Some(name.byte_range()),
                _ => None,
            };
            piece(PieceKind::Expansion(name))
        }
        "command_substitution" | "arithmetic_expansion" | "process_substitution" | "brace_expression" | "array" => {
            piece(PieceKind::Expansion(None))
        }
        "concatenation" | "command_name" | "translated_string" => children(node).into_iter().flat_map(pieces).collect(),
        _ => piece(PieceKind::Bare),
    }
}

/// The expansions directly below a node whose text is otherwise literal.
pub(super) fn expansions(node: Node) -> Vec<Piece> {
    let inner = children(node).into_iter().filter(|child| child.kind() != "heredoc_content");
    inner.flat_map(pieces).collect()
}
