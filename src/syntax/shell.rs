//! Shell scripts as the simple commands in them, wherever they stand: pipelines, branches, functions, substitutions.

mod grammar;
mod variables;
mod word;

use std::ops::Range;

use tree_sitter::Node;

use crate::source::{FileId, SourceFile, Span};
use crate::syntax::embedded::fill;
use crate::syntax::text::Text;
use crate::syntax::{Comment, SyntaxError};
use grammar::{Outline, Place, children, expansions, is_word, pieces, syntax_tree};
use variables::Variables;
use word::Decoder;

/// The largest script that is read, in bytes.
pub const MAX_SCRIPT_SIZE: usize = 1024 * 1024;

/// What a script runs, in the order written.
#[derive(Clone, Debug, Default)]
pub struct Script {
    /// Commands that were read without doubt; those beside an error are left out.
    pub commands: Vec<Command>,
    /// Places that were not understood. The grammar of shells is not known exactly enough to call them wrong.
    pub errors: Vec<SyntaxError>,
    pub comments: Vec<Comment>,
}

/// A simple command. One without words only assigns variables.
#[derive(Clone, Debug)]
pub struct Command {
    /// The name and the arguments, without redirections.
    pub words: Vec<Word>,
    /// `NAME=value` before the name, or after `export` and its like.
    pub assignments: Vec<Assignment>,
    /// The text that a here-document or here-string gives the command to read.
    pub stdin: Option<Text>,
    pub span: Span,
}

/// A word after quotes and escapes are removed, with holes for what only running the script can tell.
#[derive(Clone, Debug)]
pub struct Word {
    pub text: Text,
    pub span: Span,
    /// Unknown text stands outside quotes, so this may become no word or several.
    pub may_split: bool,
}

#[derive(Clone, Debug)]
pub struct Assignment {
    pub name: Text,
    pub value: Word,
}

impl Command {
    /// The first word, where it is known.
    pub fn name(&self) -> Option<&str> {
        self.words.first().filter(|word| !word.may_split).and_then(|word| word.text.known())
    }
}

/// Reads a script file.
pub fn parse(file: &SourceFile) -> Script {
    read(file.text(), file.id(), None)
}

/// Reads a script that stands in a string.
pub fn parse_text(text: &Text) -> Script {
    let Some((filled, hole)) = fill(text) else { return Script::default() };
    read(filled.known_bytes(), FileId::DETACHED, hole).within(&filled)
}

fn read(source: &str, file: FileId, hole: Option<char>) -> Script {
    let mut script = Script::default();
    let whole = Span::new(file, 0, source.len());
    if source.len() > MAX_SCRIPT_SIZE {
        let message = format!("the script has {} bytes, more than the limit of {MAX_SCRIPT_SIZE}", source.len());
        script.errors.push(SyntaxError::new(whole.at_start(), message));
        return script;
    }
    let Some(tree) = syntax_tree(source) else {
        script.errors.push(SyntaxError::new(whole.at_start(), "the script could not be read"));
        return script;
    };
    let outline = Outline::new(&tree);
    let comments: Vec<Range<usize>> = outline.of_kind("comment").map(|place| place.node.byte_range()).collect();
    let variables = Variables::new(source, &comments);
    let mut reader = Reader { source, decoder: Decoder { source, file, hole, variables }, outline: &outline, file };
    for place in &outline.places {
        reader.read(place, &mut script.commands);
    }
    script.comments.extend(comments.into_iter().map(|range| Comment { span: Span::new(file, range.start, range.end) }));
    script.errors.extend(outline.errors.iter().map(|range| {
        let line = source.get(range.clone()).unwrap_or_default().lines().next().unwrap_or_default();
        let span = Span::new(file, range.start, range.start + line.len());
        SyntaxError::new(span, "the shell syntax here is not understood")
    }));
    script
}

struct Reader<'a> {
    source: &'a str,
    file: FileId,
    decoder: Decoder<'a>,
    outline: &'a Outline<'a>,
}

impl Reader<'_> {
    fn read(&mut self, place: &Place, commands: &mut Vec<Command>) {
        let node = place.node;
        if node.kind() == "comment" {
            return;
        }
        let range = node.byte_range();
        let is_certain = !place.is_in_error && !node.has_error() && !self.is_beside_error(&range);
        let mut command = self.command(place);
        let prefix = self.assignments_of_their_own(node, &mut command);
        for command in prefix.into_iter().chain([command]) {
            self.take_note(&command, place.is_top_level && is_certain);
            if is_certain {
                commands.push(command);
            }
        }
    }

    fn command(&self, place: &Place) -> Command {
        let node = place.node;
        let span = Span::new(self.file, node.start_byte(), node.end_byte());
        let mut command = Command { words: Vec::new(), assignments: Vec::new(), stdin: None, span };
        let parts = if node.kind() == "variable_assignment" { vec![node] } else { children(node) };
        if matches!(node.kind(), "declaration_command" | "unset_command") {
            // The name is a keyword of the grammar, and so no node that has a name.
            command.words.extend(node.child(0).map(|keyword| self.word(keyword)));
        }
        let redirections = place.redirected.map(children).unwrap_or_default();
        let redirections = redirections.into_iter().filter(|part| part.kind().ends_with("_redirect"));
        for child in parts.into_iter().chain(redirections) {
            self.part(child, &mut command);
        }
        command
    }

    /// Takes the assignments that stand on a line before the command. The grammar has them as part of it.
    fn assignments_of_their_own(&self, node: Node, command: &mut Command) -> Option<Command> {
        let name = node.child_by_field_name("name").filter(|_| node.kind() == "command")?;
        let last = command.assignments.last()?.value.span;
        let gap = self.source.get(last.end as usize..name.start_byte())?;
        if !gap.replace("\\\n", "").replace("\\\r\n", "").contains('\n') {
            return None;
        }
        let assignments = std::mem::take(&mut command.assignments);
        let span = Span { end: last.end, ..command.span };
        command.span = Span { start: name.start_byte() as u32, ..command.span };
        Some(Command { words: Vec::new(), assignments, stdin: None, span })
    }

    /// Puts a child of a command where it belongs.
    fn part(&self, child: Node, command: &mut Command) {
        match child.kind() {
            "variable_assignment" => command.assignments.extend(self.assignment(child)),
            "herestring_redirect" => {
                let text =
                    children(child).last().map(|text| self.decoder.value(text.byte_range(), &pieces(*text)).text);
                command.stdin = text.or(command.stdin.take());
            }
            "heredoc_redirect" => {
                command.stdin = self.here_document(child).or(command.stdin.take());
                for part in children(child).into_iter().filter(|part| !part.kind().starts_with("heredoc")) {
                    self.part(part, command);
                }
            }
            "file_redirect" => {
                // The grammar takes all words after `>` as targets; those after the first are arguments.
                let closes = (0..child.child_count() as u32)
                    .filter_map(|index| child.child(index))
                    .any(|sign| matches!(sign.kind(), ">&-" | "<&-"));
                let targets = children(child).into_iter().filter(|part| part.kind() != "file_descriptor");
                for argument in targets.skip(usize::from(!closes)) {
                    self.part(argument, command);
                }
            }
            _ if is_word(child) => self.push_word(self.word(child), &mut command.words),
            _ => {}
        }
    }

    /// Adds a word. The grammar ends a word at an escaped line break, but the shell goes on with it.
    fn push_word(&self, word: Word, words: &mut Vec<Word>) {
        let gap = words
            .last()
            .map_or("", |last| self.source.get(last.span.end as usize..word.span.start as usize).unwrap_or_default());
        let goes_on = !gap.is_empty() && gap.replace("\\\n", "").replace("\\\r\n", "").is_empty();
        let Some(last) = words.last_mut().filter(|_| goes_on) else {
            words.push(word);
            return;
        };
        let mut builder = Text::builder();
        builder.push_text(&last.text);
        builder.push_text(&word.text);
        let span = last.span.to(word.span);
        *last = Word { text: builder.finish(span), span, may_split: last.may_split || word.may_split };
    }

    fn word(&self, node: Node) -> Word {
        self.decoder.word(node.byte_range(), &pieces(node))
    }

    fn assignment(&self, node: Node) -> Option<Assignment> {
        let name = node.child_by_field_name("name")?.byte_range();
        let place = Span::new(self.file, name.start, name.end);
        let written = self.source.get(name.clone())?;
        let value = node.child_by_field_name("value");
        // `A+=x` goes on with a value that is not looked up, and an array is no text.
        let is_appended = self.source.get(name.end..)?.starts_with('+') || written.ends_with(']');
        let value = match value {
            Some(value) if !is_appended => self.decoder.value(value.byte_range(), &pieces(value)),
            Some(value) => self.decoder.unknown(value.byte_range()),
            None => self.decoder.value(node.end_byte()..node.end_byte(), &[]),
        };
        Some(Assignment { name: Text::exact(written, place, place), value })
    }

    /// The text of `<<WORD`, without the tabs that `<<-` removes.
    fn here_document(&self, redirect: Node) -> Option<Text> {
        let parts = children(redirect);
        let of_kind = |kind: &str| parts.iter().find(|part| part.kind() == kind).copied();
        let end = of_kind("heredoc_end")?.start_byte();
        let start = of_kind("heredoc_start")?;
        let body = of_kind("heredoc_body");
        let first = body.map_or(end, |body| body.start_byte());
        let first = self.source.get(..first)?.rfind('\n').map_or(first, |at| at + 1);
        let is_quoted = self.source.get(start.byte_range())?.contains(['\'', '"', '\\']);
        let strips_tabs = self.source.get(redirect.byte_range())?.starts_with("<<-");
        let expansions = body.filter(|_| !is_quoted).map(|body| expansions(body)).unwrap_or_default();
        Some(self.decoder.here_document(first..end, &expansions, is_quoted, strips_tabs))
    }

    /// Remembers what variables certainly hold from here on.
    fn take_note(&mut self, command: &Command, is_certain_to_run: bool) {
        let name = command.words.first().map(|word| word.text.known());
        let hides_code = command.words.first().is_some_and(|word| word.may_split && self.decoder.hole.is_some());
        if hides_code || matches!(name, Some(Some("source" | "." | "eval"))) {
            self.decoder.variables.forget();
            return;
        }
        if is_certain_to_run && matches!(name, None | Some(Some("export" | "readonly"))) {
            for assignment in &command.assignments {
                self.decoder.variables.assign(assignment);
            }
        }
    }

    /// Whether nothing but blanks separates the command from an error, which may then be part of it.
    fn is_beside_error(&self, range: &Range<usize>) -> bool {
        let is_blank = |gap: Range<usize>| {
            let gap = self.source.get(gap).unwrap_or_default().replace("\\\n", "").replace("\\\r\n", "");
            gap.chars().all(|letter| letter == ' ' || letter == '\t')
        };
        let next = self.outline.errors.partition_point(|error| error.start < range.end);
        let after = self.outline.errors.get(next).is_some_and(|error| is_blank(range.end..error.start));
        let before = next.checked_sub(1).and_then(|index| self.outline.errors.get(index));
        after || before.is_some_and(|error| error.end <= range.start && is_blank(error.end..range.start))
    }
}

impl Script {
    /// The same script with every place led through `outer`, the text that it was read from.
    fn within(self, outer: &Text) -> Self {
        let place = |span: Span| outer.span_of(span.range());
        let word = |word: Word| Word { text: word.text.within(outer), span: place(word.span), ..word };
        let command = |command: Command| Command {
            words: command.words.into_iter().map(word).collect(),
            assignments: command
                .assignments
                .into_iter()
                .map(|assignment| Assignment { name: assignment.name.within(outer), value: word(assignment.value) })
                .collect(),
            stdin: command.stdin.map(|text| text.within(outer)),
            span: place(command.span),
        };
        Self {
            commands: self.commands.into_iter().map(command).collect(),
            errors: self.errors.into_iter().map(|error| SyntaxError { span: place(error.span), ..error }).collect(),
            comments: self.comments.into_iter().map(|comment| Comment { span: place(comment.span) }).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The words of each command, with `?` for unknown text and `!` after a word that may be several.
    fn words(script: &str) -> Vec<String> {
        let span = Span::new(FileId::DETACHED, 0, script.len());
        let text = Text::exact(script, span, span).reopen_holes('\u{1}');
        let shown = |word: &Word| {
            let text: String = word.text.pieces().into_iter().map(|piece| piece.unwrap_or("?")).collect();
            if word.may_split { format!("<{text}>!") } else { format!("<{text}>") }
        };
        let commands = parse_text(&text).commands;
        commands.iter().map(|command| command.words.iter().map(shown).collect()).collect()
    }

    #[test]
    fn unknown_text_of_a_template_stays_where_it_stands() {
        assert_eq!(words("aliyun kms \u{1} --id \"\u{1}\" 'a\u{1}b' x\u{1}"), ["<aliyun><kms><?>!<--id><?><a?b><x?>!"]);
    }

    #[test]
    fn code_that_a_template_brings_may_change_variables() {
        assert_eq!(words("A=1\ncmd $A\n\u{1}\ncmd $A"), ["", "<cmd><1>", "<?>!", "<cmd><?>!"]);
    }

    #[test]
    fn escapes_are_removed_as_their_quotes_have_it() {
        let cases = [
            (r#"a \a\ \"b"#, r#"<a><a "b>"#),
            (r#"a "\a\"\$x\`\\""#, r#"<a><\a"$x`\>"#),
            (r"a '\a'", r"<a><\a>"),
            (r"a $'\x41\u00e9\101\t\q\''", "<a><A\u{e9}A\t\\q'>"),
            ("a b\\\nc \"d\\\ne\"", "<a><bc><de>"),
            (r#"a b"c"'d'$'e'f"#, "<a><bcdef>"),
            (r#"a "" ''"#, "<a><><>"),
        ];
        for (script, expected) in cases {
            assert_eq!(words(script), [expected], "{script}");
        }
    }

    #[test]
    fn a_script_beyond_the_limit_is_said_to_be_so() {
        let script = "# comment\n".repeat(MAX_SCRIPT_SIZE / 10 + 1);
        let span = Span::new(FileId::DETACHED, 0, script.len());
        let errors = parse_text(&Text::exact(script, span, span)).errors;
        assert_eq!(errors.len(), 1);
    }
}
