//! Texts lead back to the bytes that they were written as.

use super::*;
use crate::source::FileId;

fn span(start: usize, end: usize) -> Span {
    Span::new(FileId::DETACHED, start, end)
}

/// `"a\"b"` at offset 10.
fn escaped() -> Text {
    let mut builder = Text::builder();
    builder.push_exact("a", span(11, 12));
    builder.push("\"", span(12, 14));
    builder.push_exact("b", span(14, 15));
    builder.finish(span(10, 16))
}

#[test]
fn places_lead_back_through_escapes() {
    let text = escaped();
    assert_eq!(text.known(), Some("a\"b"));
    assert_eq!(text.span_of(0..1), span(11, 12));
    assert_eq!(text.span_of(1..3), span(12, 15));
    assert_eq!(text.span_of(1..1), span(12, 12));
    assert_eq!(text.span_of(0..3), span(11, 15));
}

#[test]
fn only_what_stands_in_the_file_as_it_is_may_be_replaced() {
    let text = escaped();
    assert_eq!(text.exact_span_of(0..1), Some(span(11, 12)));
    assert_eq!(text.exact_span_of(0..0), Some(span(11, 11)));
    assert_eq!(text.exact_span_of(2..3), Some(span(14, 15)));
    assert_eq!(text.exact_span_of(1..2), None);
    assert_eq!(text.exact_span_of(0..3), None);
    assert_eq!(Text::computed("ab", span(3, 5)).exact_span_of(0..2), None);
}

#[test]
fn holes_hide_the_middle_only() {
    let mut builder = Text::builder();
    builder.push_exact("alias/", span(1, 7));
    builder.push_hole();
    builder.push_exact(".x", span(20, 22));
    let text = builder.finish(span(0, 23));
    assert_eq!(text.known(), None);
    assert_eq!(text.known_prefix(), "alias/");
    assert_eq!(text.known_suffix(), ".x");
    assert_eq!(text.pieces(), [Some("alias/"), None, Some(".x")]);
    assert_eq!(text.span_of(6..7), span(20, 21));
}

#[test]
fn holes_that_meet_are_one() {
    let mut builder = Text::builder();
    builder.push_hole();
    let hole = builder.finish(span(0, 1));
    let mut builder = Text::builder();
    builder.push_text(&hole);
    builder.push_text(&hole);
    assert_eq!(builder.finish(span(0, 1)).holes(), [0]);
}

#[test]
fn inner_text_is_mapped_character_by_character() {
    let outer = escaped();
    let inner = Text::exact("a\"b", span(0, 3), span(0, 3));
    let mapped = inner.map_spans(&|inner| outer.span_of(inner.range()));
    assert_eq!(mapped.span_of(1..2), span(12, 14));
    assert_eq!(mapped.span_of(2..3), span(14, 15));
}

#[test]
fn a_part_keeps_its_places_and_the_holes_at_its_ends() {
    let mut builder = Text::builder();
    builder.push_hole();
    builder.push_exact("ab", span(5, 7));
    builder.push("\n", span(7, 9));
    builder.push_hole();
    builder.push_exact("cd", span(20, 22));
    let text = builder.finish(span(0, 23));
    let part = text.part(1..3);
    assert_eq!((part.known_bytes(), part.holes()), ("b\n", [2].as_slice()));
    assert_eq!(part.span_of(0..1), span(6, 7));
    assert_eq!(part.span_of(1..2), span(7, 9));
    let start = text.part(0..1);
    assert_eq!((start.known_bytes(), start.holes()), ("a", [0].as_slice()));
    assert_eq!((start.span(), part.span()), (span(0, 6), span(6, 20)));
}

#[test]
fn filled_holes_lead_to_what_is_written_between_their_neighbours() {
    let mut builder = Text::builder();
    builder.push_hole();
    builder.push_exact("ab", span(5, 7));
    builder.push_hole();
    let text = builder.finish(span(0, 12));
    let filled = text.fill_holes('_');
    assert_eq!(filled.known(), Some("_ab_"));
    assert_eq!(filled.span_of(0..1), span(0, 5));
    assert_eq!(filled.span_of(1..3), span(5, 7));
    assert_eq!(filled.span_of(3..4), span(7, 12));
    let reopened = filled.reopen_holes('_');
    assert_eq!((reopened.known_bytes(), reopened.holes()), ("ab", [0, 2].as_slice()));
}

#[test]
fn text_within_text_leads_to_the_file() {
    let outer = escaped();
    let mut builder = Text::builder();
    builder.push_exact("a\"", span(0, 2));
    builder.push_hole();
    builder.push("X", span(2, 3));
    let inner = builder.finish(span(0, 3)).within(&outer);
    assert_eq!((inner.known_bytes(), inner.holes()), ("a\"X", [2].as_slice()));
    assert_eq!(inner.span_of(0..1), span(11, 12));
    assert_eq!(inner.span_of(1..2), span(12, 14));
    assert_eq!(inner.span_of(2..3), span(14, 15));
    assert_eq!(inner.span(), span(11, 15));
}

#[test]
fn the_end_of_a_text_lies_after_its_last_escape() {
    let mut builder = Text::builder();
    builder.push("\"", span(1, 3));
    let text = builder.finish(span(0, 4));
    assert_eq!(text.span_of(1..1), span(3, 3));
    assert_eq!(text.span_of(0..0), span(1, 1));
}

#[test]
fn a_text_is_moved_to_where_a_copy_would_lead() {
    let outer = Text::exact(r#"012abc6789"a\"b"6789"#, span(100, 120), span(99, 121));
    let texts: [fn() -> Text; 4] = [
        escaped,
        || Text::exact("abc", span(3, 6), span(2, 7)),
        || Text::exact("", span(3, 3), span(2, 4)),
        || Text::computed("abc", span(3, 9)),
    ];
    for text in texts {
        let copy = text().within(&outer);
        let shared = text();
        for moved in [text().moved_within(&outer), shared.clone().moved_within(&outer)] {
            assert_eq!((moved.span(), moved.known()), (copy.span(), copy.known()));
            for at in 0..=moved.known_bytes().len() {
                assert_eq!(moved.span_of(0..at), copy.span_of(0..at));
                assert_eq!(moved.exact_span_of(at..at), copy.exact_span_of(at..at));
            }
        }
        assert_eq!(shared.span(), text().span(), "who else has it keeps it");
    }
}

#[test]
fn holes_that_are_there_stay_when_others_are_opened() {
    let span = Span::new(FileId::DETACHED, 0, 8);
    let mut builder = Text::builder();
    builder.push_exact("a", Span::new(FileId::DETACHED, 0, 1));
    builder.push_hole();
    builder.push_exact("b*c", Span::new(FileId::DETACHED, 4, 7));
    let opened = builder.finish(span).reopen_holes('*');
    assert_eq!(opened.pieces(), [Some("a"), None, Some("b"), None, Some("c")]);
}

/// Text with a hole for each `?`.
fn with_holes(text: &str) -> Text {
    Text::computed(text, span(0, text.len())).reopen_holes('?')
}

#[test]
fn a_text_may_be_what_has_its_pieces_in_order() {
    let may_be = |text: &str, other: &str| with_holes(text).may_be(other);
    assert!(may_be("a", "a") && !may_be("a", "ab") && !may_be("", "a"));
    assert!(may_be("?", "") && may_be("?", "ab") && may_be("a?b", "ab"));
    assert!(!may_be("ab?ba", "aba"), "no letter counts twice");
    assert!(may_be("?b?d?", "abcd") && !may_be("?d?b?", "abcd"));
    assert!(!may_be("?bc?c", "abc") && may_be("?bc?c", "abcc"));
}

#[test]
fn equal_pieces_leave_open_whether_texts_are_equal() {
    let equals = |one: &str, other: &str| with_holes(one).equals(&with_holes(other));
    assert_eq!((equals("a", "a"), equals("a", "b")), (Some(true), Some(false)));
    assert_eq!((equals("a?", "ab"), equals("ab", "?c")), (None, Some(false)));
    assert_eq!((equals("a?", "ab?"), equals("a?", "b?"), equals("?a", "?b")), (None, Some(false), Some(false)));
}

#[test]
fn a_text_may_begin_with_what_a_hole_completes() {
    let may_begin = |text: &str, prefix: &str| with_holes(text).may_begin_with(prefix);
    assert!(may_begin("alias/a", "alias/") && may_begin("al?", "alias/") && may_begin("?", "alias/"));
    assert!(!may_begin("al", "alias/") && !may_begin("alt?", "alias/"));
}
