//! Where a large file can be cut, so that several threads read it.

use std::ops::Range;

use memchr::memmem;

/// A piece ends at the first `---` behind so many bytes. Pieces do not depend on the number of threads, and neither
/// does what is found in them.
const PIECE: usize = 256 * 1024;

/// Parts of a text that begin at a document each and can be read by themselves; one where the text is small, or where a
/// directive before a `---` belongs to the document after it.
pub(crate) fn pieces(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let whole = 0..text.len();
    let has_directive = || bytes.first() == Some(&b'%') || memmem::find(bytes, b"\n%").is_some();
    if text.len() <= PIECE || has_directive() {
        return vec![whole];
    }
    let mut pieces = Vec::new();
    let mut start = 0;
    while let Some(end) = boundary(bytes, start + PIECE) {
        pieces.push(start..end);
        start = end;
    }
    pieces.push(start..text.len());
    pieces
}

/// The first `---` behind `from` that begins a document: no scalar may have such a line in it.
fn boundary(bytes: &[u8], from: usize) -> Option<usize> {
    let found = memmem::find_iter(bytes.get(from..)?, b"\n---").map(|at| from + at + 1);
    let mut markers = found.filter(|at| matches!(bytes.get(at + 3), None | Some(b' ' | b'\t' | b'\r' | b'\n')));
    markers.next()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;
    use crate::syntax::yaml::{parse, parse_piece};

    fn many(document: &str) -> String {
        document.repeat(3 * PIECE / document.len())
    }

    #[test]
    fn pieces_are_all_of_the_text_and_read_like_it() {
        let documents =
            ["---\na: b\n", "---\r\n- 'é'\r\n# note\r\n", "--- |\n ---\n", "---\n...\n---\n", "--- {a: 1}\n"];
        for document in documents {
            let sources = Sources::new("/nowhere");
            let file = sources.add("a.yaml", many(document));
            let pieces = pieces(file.text());
            assert!(pieces.len() > 2, "{document:?}");
            let texts: String = pieces.iter().map(|piece| &file.text()[piece.clone()]).collect();
            assert_eq!(texts, file.text());
            let read: Vec<_> = pieces.into_iter().map(|piece| parse_piece(&file, piece).unwrap()).collect();
            let whole = parse(&file);
            let shown = |node: &crate::syntax::node::Node| format!("{node:?}");
            let together: Vec<_> = read.iter().flat_map(|piece| &piece.documents).map(shown).collect();
            assert!(together == whole.documents.iter().map(shown).collect::<Vec<_>>(), "{document:?}");
            let comments = read.iter().flat_map(|piece| &piece.comments).map(|comment| comment.span);
            assert!(comments.eq(whole.comments.iter().map(|comment| comment.span)), "{document:?}");
        }
    }

    #[test]
    fn a_dash_more_is_no_boundary() {
        assert_eq!(pieces(&many("----: b\n")).len(), 1);
        assert_eq!(pieces(&many(" ---\n")).len(), 1);
    }

    #[test]
    fn directives_and_small_files_keep_a_text_whole() {
        assert_eq!(pieces(&many("%YAML 1.2\n---\na\n...\n")).len(), 1);
        assert_eq!(pieces("a\n---\nb\n"), std::slice::from_ref(&(0..8)));
    }

    #[test]
    fn what_only_the_whole_file_says_is_no_piece() {
        let sources = Sources::new("/nowhere");
        let is_piece = |name: &str, text: &str| {
            let file = sources.add(name, text);
            parse_piece(&file, 0..text.len()).is_some()
        };
        assert!(is_piece("a.yaml", "a: [1]\n"));
        assert!(!is_piece("b.yaml", "a: [1\n"));
        assert!(is_piece("c.yaml", "a: &x 1\n"));
        assert!(!is_piece("d.yaml", "a: &x 1\nb: *x\n"));
    }
}
