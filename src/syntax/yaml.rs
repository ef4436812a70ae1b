//! YAML 1.2 with the core schema: one tree for each document, with the place of every key and value.

mod pieces;
mod scalar;
mod schema;
mod tree;
mod written;

use std::ops::Range;

use granit_parser::{ErrorKind, Event, Parser, ScalarStyle, ScanError};

use crate::source::{FileId, SourceFile};
use crate::syntax::node::MAX_DEPTH;
use crate::syntax::{Comment, Documents, SyntaxError};
pub(crate) use pieces::pieces;
pub(crate) use scalar::Style;
pub(crate) use schema::decimal;
use tree::{Properties, Tag, Tree};
use written::Writer;
pub(crate) use written::{WrittenKind, WrittenNode};

/// Errors past this many are left out.
const MAX_ERRORS: usize = 20;

/// Reads a file: any number of documents. After an error reading goes on at the next `---`.
pub(crate) fn parse(file: &SourceFile) -> Documents {
    read(file.text(), 0..file.text().len(), file.id(), None).0
}

/// Reads one of the [`pieces`] of a file; `None` where only the whole file says what is in it: after an error, and
/// where the aliases count against the file's budget.
pub(crate) fn parse_piece(file: &SourceFile, piece: Range<usize>) -> Option<Documents> {
    let (documents, has_aliases) = read(file.text(), piece, file.id(), None);
    (documents.errors.is_empty() && !has_aliases).then_some(documents)
}

/// Reads the text of a string. Spans count in `text`; each `hole` in it stands for unknown text.
pub(super) fn parse_detached(text: &str, hole: Option<char>) -> Documents {
    read(text, 0..text.len(), FileId::DETACHED, hole).0
}

fn parser(source: &str) -> Parser<'_, granit_parser::StrInput<'_>> {
    let options = granit_parser::options! {
        // Brackets that close at the margin are common, and no reader of YAML in use refuses them.
        strict_indentation: false,
        emit_unresolved_aliases: true,
        block_nesting_limit: MAX_DEPTH,
        flow_nesting_limit: MAX_DEPTH,
        // Comments are waiting in memory that the file's size already bounds.
        max_buffered_comment_events: usize::MAX,
    };
    Parser::new_from_str_with_options(source, options)
}

/// Reads a part of a text, and says whether aliases in it stand for something. Spans count in the whole text.
fn read(text: &str, part: Range<usize>, file: FileId, hole: Option<char>) -> (Documents, bool) {
    let base = part.start;
    let source = text.get(..part.end).unwrap_or_default();
    let part = source.get(base..).unwrap_or_default();
    let mut parser = parser(part);
    let mut tree = Tree::new(source, base, file, hole);
    let mut comments = Vec::new();
    let mut is_broken = false;
    loop {
        match parser.next_event() {
            None => break,
            Some(Ok((event, span))) => {
                let range = span.byte_range().unwrap_or_default();
                let range = base + range.start..base + range.end;
                let tag = span.tag_span().and_then(|span| span.slice(part));
                match event {
                    Event::Comment(..) => comments.push(Comment { span: tree.span(range) }),
                    event => take(&mut tree, event, range, tag),
                }
            }
            Some(Err(error)) => {
                is_broken = true;
                let error = syntax_error(&tree, source, base, &error);
                tree.abandon(error.span.start as usize);
                tree.errors.push(error);
                if !matches!(parser.proceed_next_document(), Ok(true)) {
                    break;
                }
            }
        }
    }
    if is_broken && hole.is_some_and(|hole| source.contains(hole)) {
        return (Documents { comments, is_undecided: true, ..Documents::default() }, false);
    }
    let has_aliases = tree.has_aliases();
    let Tree { documents, mut errors, .. } = tree;
    errors.sort_by_key(|error| error.span.start);
    errors.truncate(MAX_ERRORS);
    (Documents { documents, errors, comments, is_undecided: false }, has_aliases)
}

/// The documents of a text as they are written: no scalar resolved, nothing merged, no alias replaced. `None` where the
/// text is no YAML. Spans count in `text`.
pub(crate) fn read_written(text: &str) -> Option<Vec<WrittenNode>> {
    let mut parser = parser(text);
    let mut writer = Writer::new(text);
    while let Some(event) = parser.next_event() {
        let (event, span) = event.ok()?;
        let range = span.byte_range().unwrap_or_default();
        let tag = span.tag_span().and_then(|span| span.slice(text));
        match event {
            Event::Scalar(value, style, anchor, _) => writer.scalar(range, &value, style_of(style), anchor, tag),
            Event::SequenceStart(_, anchor, _) => writer.begin(false, range, anchor, tag),
            Event::MappingStart(_, anchor, _) => writer.begin(true, range, anchor, tag),
            Event::SequenceEnd | Event::MappingEnd => writer.finish(range),
            Event::Alias(anchor) => writer.alias(anchor, range),
            Event::UnresolvedAlias(_) => return None,
            Event::DocumentStart(true, _) | Event::DocumentEnd => writer.pass(range),
            _ => {}
        }
    }
    Some(writer.documents)
}

fn style_of(style: ScalarStyle) -> Style {
    match style {
        ScalarStyle::Plain => Style::Plain,
        ScalarStyle::SingleQuoted => Style::SingleQuoted,
        ScalarStyle::DoubleQuoted => Style::DoubleQuoted,
        ScalarStyle::Literal => Style::Literal,
        ScalarStyle::Folded => Style::Folded,
    }
}

fn take(tree: &mut Tree, event: Event, range: Range<usize>, written_tag: Option<&str>) {
    let properties = |anchor: usize, tag: Option<std::borrow::Cow<granit_parser::Tag>>| Properties {
        anchor,
        tag: tag.map(|tag| Tag {
            written: written_tag.map_or_else(|| tag.original().into(), Into::into),
            core: tag.core_suffix().map(Into::into),
        }),
    };
    match event {
        Event::Scalar(value, style, anchor, tag) => {
            tree.scalar(range, &value, style_of(style), properties(anchor, tag));
        }
        Event::SequenceStart(_, anchor, tag) => tree.begin(false, range, properties(anchor, tag)),
        Event::MappingStart(_, anchor, tag) => tree.begin(true, range, properties(anchor, tag)),
        Event::SequenceEnd | Event::MappingEnd => tree.finish(range),
        Event::Alias(anchor) => tree.alias(anchor, range),
        Event::UnresolvedAlias(_) => tree.unresolved_alias(range),
        // A start that is left out has the place of what follows.
        Event::DocumentStart(false, _) => tree.pass_boundary(0..0),
        Event::DocumentStart(true, _) | Event::DocumentEnd => tree.pass_boundary(range),
        _ => {}
    }
}

/// The parser's error in words for people who write configuration.
fn syntax_error(tree: &Tree, source: &str, base: usize, error: &ScanError) -> SyntaxError {
    let at = error.marker().byte_offset().map_or(source.len(), |offset| base + offset).min(source.len());
    let letter = source.get(at..).and_then(|rest| rest.chars().next()).filter(|letter| !letter.is_control());
    let span = tree.span(at..at + letter.map_or(0, char::len_utf8));
    if let Some((bracket, sign)) = tree.open_bracket().filter(|_| is_of_flow(error.kind())) {
        let (noun, close) = if sign == "[" { ("list", ']') } else { ("mapping", '}') };
        let error = SyntaxError::new(span, format!("the {noun} is not closed, or lacks a comma before this"));
        let error = error.with_help(format!("write `,` or `{close}`"));
        return if bracket == span { error } else { error.with_related(bracket, "opened here") };
    }
    if let (ErrorKind::InvalidQuotedScalarIndent, Some(quote)) = (error.kind(), tree.open_quote(at)) {
        return SyntaxError::new(quote, "the quoted text is not closed, or goes on without indentation")
            .with_help("write the closing quote, or indent the lines that belong to the text")
            .with_related(span, "the text goes on to here");
    }
    let (message, help) = explain(error.kind());
    let is_limit = matches!(error.kind(), ErrorKind::RecursionLimitExceeded);
    let error = SyntaxError { is_limit, ..SyntaxError::new(span, message) };
    if help.is_empty() { error } else { error.with_help(help) }
}

/// Whether the parser met something that does not go on with a collection in brackets or braces.
fn is_of_flow(kind: &ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::UnclosedFlowCollection { .. }
            | ErrorKind::UnexpectedEofFlowSequence
            | ErrorKind::UnexpectedEofFlowMapping
            | ErrorKind::UnexpectedEofImplicitFlowMapping
            | ErrorKind::UnexpectedEof
            | ErrorKind::ExpectedFlowSequenceSeparator
            | ErrorKind::ExpectedFlowMappingSeparator
            | ErrorKind::InvalidColonPlacement
    )
}

fn explain(kind: &ErrorKind) -> (String, &'static str) {
    let (message, help) = match kind {
        ErrorKind::MismatchedFlowCollectionEnd { open, close } => {
            return (format!("`{open}` is closed by `{close}`"), "close each bracket with its own kind");
        }
        ErrorKind::MisplacedFlowCollectionEnd => {
            ("the bracket closes nothing", "remove the bracket, or quote the text")
        }
        ErrorKind::UnclosedQuotedScalar | ErrorKind::DocumentIndicatorInQuotedScalar => {
            ("the quoted text is not closed", "write the closing quote")
        }
        ErrorKind::TabNotAllowed
        | ErrorKind::TabInBlockIndentation
        | ErrorKind::TabInIndentation
        | ErrorKind::TabAtBlockScalarStart
        | ErrorKind::TabInPlainScalar => ("a tab is used where YAML indents with spaces", "indent with spaces"),
        ErrorKind::MappingValueNotAllowed => {
            ("a `:` makes a key where none is allowed", "quote text that has `: ` in it, or check the indentation")
        }
        ErrorKind::SimpleKeyExpected | ErrorKind::InvalidSimpleKey => {
            ("the text is not a `key: value` pair", "write `:` and a space after the key, or check the indentation")
        }
        ErrorKind::ExpectedBlockMappingKey | ErrorKind::MappingKeyNotAllowed => {
            ("a key of the mapping is expected here", "give all keys of a mapping the same indentation")
        }
        ErrorKind::ExpectedBlockSequenceEntry
        | ErrorKind::BlockSequenceEntryNotAllowed
        | ErrorKind::BlockEntryInFlowCollection
        | ErrorKind::InvalidBlockEntryWhitespace => {
            ("an item of a list is not allowed here", "give all items of a list the same indentation, each after `- `")
        }
        ErrorKind::InvalidIndentation
        | ErrorKind::InvalidBlockScalarIndent
        | ErrorKind::InvalidQuotedScalarIndent
        | ErrorKind::InvalidFlowScalarIndent => {
            ("the indentation matches nothing above", "indent the line deeper than the key that it belongs to")
        }
        ErrorKind::UnexpectedCharacter { character } => {
            return (format!("YAML text cannot begin with `{character}`"), "put the text in quotes");
        }
        ErrorKind::RecursionLimitExceeded => {
            return (format!("the value is nested deeper than the limit of {MAX_DEPTH}"), "");
        }
        ErrorKind::UnknownQuotedScalarEscape
        | ErrorKind::InvalidQuotedScalarHexEscape
        | ErrorKind::InvalidUnicodeEscape => {
            ("YAML has no such escape", "write `\\\\` for a backslash, or use single quotes")
        }
        ErrorKind::InvalidLowSurrogateHexEscape
        | ErrorKind::InvalidLowSurrogate
        | ErrorKind::MissingLowSurrogate
        | ErrorKind::UnpairedLowSurrogate => ("the escape is half of a surrogate pair", "write the character itself"),
        ErrorKind::InvalidTrailingSingleQuotedScalar | ErrorKind::InvalidTrailingDoubleQuotedScalar => {
            ("text follows the closing quote", "put all of the text in quotes, and escape the quotes in it")
        }
        ErrorKind::UndeclaredTagHandle => {
            ("the tag has a prefix that is not declared", "write the tag with a single `!`")
        }
        ErrorKind::ExpectedDocumentStart | ErrorKind::InvalidDocumentEnd => {
            ("text follows the end of the document", "begin another document with `---`, or check the indentation")
        }
        ErrorKind::CommentInterceptedScalar => {
            ("a comment interrupts a text of several lines", "quote the text, or move the comment")
        }
        ErrorKind::CommentNotSeparated => {
            ("a comment begins without a space before it", "write a space before the `#`")
        }
        ErrorKind::InvalidBlockScalarHeader | ErrorKind::ZeroBlockScalarIndent => {
            ("the text after `|` or `>` is not a block header", "begin the block's text on the next line")
        }
        ErrorKind::InvalidMappingValueWhitespace
        | ErrorKind::InvalidColonPlacement
        | ErrorKind::FlowMappingValueAdjacentCollection => {
            ("a `:` is not allowed here", "write a key before it, and a space after it")
        }
        ErrorKind::BomInsideDocument => {
            ("there is a byte order mark inside the document", "remove the invisible character")
        }
        _ => ("the text is not valid YAML", "put text that is not meant as YAML's syntax in quotes"),
    };
    (message.to_owned(), help)
}
