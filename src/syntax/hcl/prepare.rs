//! The text that hcl-edit is given: as long as the file's, so that every offset stays right.
//!
//! What hcl-edit reads otherwise than Terraform is hidden from it: a byte order mark, comments, newlines where
//! Terraform ignores them, numbers beyond a machine type, lines that only look like the end of a heredoc. Long
//! object literals and bodies become empty ones, and what stands in them is kept apart.

use std::collections::HashMap;
use std::ops::Range;

use crate::syntax::hcl::scan::{Large, Outline, Rewrite};

#[derive(Debug)]
pub(super) struct Prepared {
    pub text: String,
    /// The items of the long object literals, by the offset of the opening brace.
    pub pieces: HashMap<usize, Vec<Piece>>,
    /// The lines of the long bodies of blocks, by the offset of the opening brace.
    pub bodies: HashMap<usize, Vec<Piece>>,
    /// The end of each heredoc without a line, by its start.
    pub empty_heredocs: HashMap<usize, usize>,
}

/// Some items of an object literal, in braces of their own, or some lines of a body, without.
#[derive(Debug)]
pub(super) struct Piece {
    /// What is added to an offset in `text` to get the offset in the file; the first brace may stand before it.
    pub base: isize,
    pub text: String,
}

pub(super) fn prepare(text: &str, outline: &Outline) -> Prepared {
    let mut bytes = text.as_bytes().to_vec();
    for Rewrite { range, byte } in &outline.rewrites {
        fill(&mut bytes, range.clone(), *byte);
    }
    let mut pieces = HashMap::new();
    for object in &outline.large_objects {
        pieces.insert(object.range.start, cut(&bytes, object));
        fill(&mut bytes, object.range.start + 1..object.range.end.saturating_sub(1), b' ');
    }
    let mut bodies = HashMap::new();
    for body in &outline.large_bodies {
        let inner = body.range.start + 1..body.range.end.saturating_sub(1);
        let starts = std::iter::once(inner.start).chain(body.cuts.iter().copied());
        let ends = body.cuts.iter().copied().chain(std::iter::once(inner.end));
        let piece = |(start, end): (usize, usize)| Piece {
            base: start as isize,
            text: into_text(bytes.get(start..end).unwrap_or_default().to_vec()),
        };
        bodies.insert(body.range.start, starts.zip(ends).map(piece).collect());
        fill(&mut bytes, inner, b' ');
    }
    let empty_heredocs = outline.empty_heredocs.iter().map(|range| (range.start, range.end)).collect();
    Prepared { text: into_text(bytes), pieces, bodies, empty_heredocs }
}

fn cut(bytes: &[u8], object: &Large) -> Vec<Piece> {
    let end = object.range.end.saturating_sub(1);
    let starts = std::iter::once(object.range.start + 1).chain(object.cuts.iter().copied());
    let ends = object.cuts.iter().copied().chain(std::iter::once(end));
    let piece = |(start, end): (usize, usize)| {
        let items = bytes.get(start..end).unwrap_or_default();
        let mut piece = Vec::with_capacity(items.len() + 2);
        piece.push(b'{');
        piece.extend_from_slice(items);
        piece.push(b'}');
        Piece { base: start as isize - 1, text: into_text(piece) }
    };
    starts.zip(ends).map(piece).collect()
}

fn fill(bytes: &mut [u8], range: Range<usize>, byte: u8) {
    if let Some(rewritten) = bytes.get_mut(range) {
        rewritten.fill(byte);
    }
}

/// Only whole characters are ever rewritten, so the bytes are valid.
fn into_text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}
