//! Shell scripts as the simple commands in them, wherever they stand: pipelines, branches, functions, substitutions.

mod compound;
mod environment;
mod lexer;
mod raw;
mod statement;
mod tree;
mod variables;
mod word;

use std::ops::Range;

use crate::source::{FileId, SourceFile, Span};
use crate::syntax::embedded::fill;
use crate::syntax::text::Text;
use crate::syntax::{Comment, SyntaxError};
pub(crate) use environment::Environment;
use lexer::{Complaint, Lexer};
use raw::{End, RawAssignment, RawCommand, RawInput, RawWord};
pub(crate) use tree::{Assignment, Command, Script, Word};
use variables::Variables;
use word::Decoder;

/// The largest script that is read, in bytes.
pub(crate) const MAX_SCRIPT_SIZE: usize = 1024 * 1024;

/// Reads a script file.
pub(crate) fn parse(file: &SourceFile) -> Script {
    read(file.text(), file.id(), None, &Environment::default())
}

/// Reads a script that stands in a string.
pub(crate) fn parse_text(text: &Text) -> Script {
    parse_in(text, &Environment::default())
}

/// Reads a script that stands in a string and is run with variables.
pub(crate) fn parse_in(text: &Text, environment: &Environment) -> Script {
    let Some((filled, hole)) = fill(text) else { return Script::default() };
    read(filled.known_bytes(), FileId::DETACHED, hole, environment).within(&filled)
}

fn read(source: &str, file: FileId, hole: Option<char>, environment: &Environment) -> Script {
    let mut script = Script::default();
    let whole = Span::new(file, 0, source.len());
    if source.len() > MAX_SCRIPT_SIZE {
        let message = format!("the script has {} bytes, more than the limit of {MAX_SCRIPT_SIZE}", source.len());
        script.errors.push(SyntaxError::of_limit(whole.at_start(), message));
        return script;
    }
    let mut lexer = Lexer::new(source);
    lexer.at = source.len() - source.trim_start_matches('\u{feff}').len();
    lexer.statements(End::File);
    // Commands of substitutions were finished before the commands that they stand in.
    lexer.commands.sort_by_key(|command| command.range.start);
    let variables = Variables::new(source, &lexer.comments, environment);
    let decoder = Decoder { source, file, hole, variables, documents: &lexer.documents };
    let mut reader = Reader { decoder, file };
    script.commands.extend(lexer.commands.iter().map(|command| reader.command(command)));
    script.uses = reader.decoder.variables.take_uses();
    script.kept = reader.decoder.variables.kept();
    let span = |range: Range<usize>| Span::new(file, range.start, range.end);
    script.statements.extend(lexer.statements.into_iter().map(span));
    script.comments.extend(lexer.comments.into_iter().map(|range| Comment { span: span(range) }));
    let place = |range: Range<usize>| Span::new(file, range.start.min(source.len()), range.end.min(source.len()));
    script.errors.extend(lexer.errors.into_iter().map(|Complaint { range, message, is_limit }| {
        let error = SyntaxError::new(place(range), message);
        SyntaxError { is_limit, ..error }
    }));
    script
}

/// Turns places into text, command by command, with the variables that are known by then.
struct Reader<'a> {
    decoder: Decoder<'a>,
    file: FileId,
}

impl Reader<'_> {
    fn command(&mut self, raw: &RawCommand) -> Command {
        let words = |word: &RawWord| match self.items_of(word) {
            Some(items) => items.to_vec(),
            None => vec![self.decoder.word(word.range.clone(), &word.pieces)],
        };
        let command = Command {
            words: raw.words.iter().flat_map(words).collect(),
            assignments: raw.assignments.iter().map(|assignment| self.assignment(assignment)).collect(),
            stdin: raw.stdin.as_ref().and_then(|input| self.input(input)),
            branch: raw.branch,
            span: Span::new(self.file, raw.range.start, raw.range.end),
        };
        self.take_note(&command, raw.is_certain_to_run);
        command
    }

    /// The words that `"${NAME[@]}"` stands for.
    fn items_of(&self, word: &RawWord) -> Option<&[Word]> {
        let written = self.decoder.source.get(word.range.clone())?;
        let name = written.strip_prefix("\"${")?.strip_suffix("[@]}\"")?;
        self.decoder.variables.items(name)
    }

    fn assignment(&self, raw: &RawAssignment) -> Assignment {
        let value = match &raw.value {
            Some(value) => self.decoder.value(value.range.clone(), &value.pieces),
            None => self.decoder.unknown(raw.range.clone()),
        };
        let place = Span::new(self.file, raw.name.start, raw.name.end);
        let name = self.decoder.source.get(raw.name.clone()).unwrap_or_default();
        let item = |word: &RawWord| self.decoder.word(word.range.clone(), &word.pieces);
        let items = raw.items.as_ref().map(|items| items.iter().map(item).collect());
        Assignment { name: Text::exact(name, place, place), value, items }
    }

    fn input(&self, raw: &RawInput) -> Option<Text> {
        match raw {
            RawInput::Word(word) => Some(self.decoder.value(word.range.clone(), &word.pieces).text),
            RawInput::Document(number) => {
                let document = self.decoder.documents.get(*number)?.as_ref()?;
                Some(self.decoder.here_document(document))
            }
        }
    }

    /// Remembers what variables certainly hold from here on.
    fn take_note(&mut self, command: &Command, is_certain_to_run: bool) {
        let name = command.words.first().map(|word| word.text.known());
        let hides_code = command.words.first().is_some_and(|word| word.may_split && self.decoder.hole.is_some());
        if hides_code || matches!(name, Some(Some("source" | "." | "eval"))) {
            self.decoder.variables.forget();
        } else if is_certain_to_run && is_assignment(command) {
            for assignment in &command.assignments {
                self.decoder.variables.assign(assignment);
            }
        } else if is_certain_to_run && name == Some(Some("read")) {
            self.decoder.variables.read(command);
        }
    }
}

/// Whether a command gives variables their values as they are written: `declare -i` would compute, for one.
fn is_assignment(command: &Command) -> bool {
    let mut words = command.words.iter().map(|word| word.text.known());
    match words.next() {
        None | Some(Some("export" | "readonly")) => true,
        Some(Some("declare" | "typeset")) => words
            .all(|option| option.is_some_and(|option| option.trim_start_matches(['-', 'a', 'g', 'r', 'x']).is_empty())),
        _ => false,
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
    fn an_operator_holds_over_empty_lines_and_comments() {
        for between in ["\n", "\n\n", " # why\n", "\n# why\n"] {
            let script = format!("test &&{between}A=2\ncmd $A");
            assert_eq!(words(&script), ["<test>", "", "<cmd><?>!"], "{script}");
        }
    }

    /// The lines of each statement that goes over several, in order.
    fn long_statements(script: &str) -> Vec<(usize, usize)> {
        let span = Span::new(FileId::DETACHED, 0, script.len());
        let statements = parse_text(&Text::exact(script, span, span)).statements;
        let line = |offset: u32| script[..offset as usize].matches('\n').count() + 1;
        let lines = statements.iter().map(|span| (line(span.start), line(span.end)));
        let mut lines: Vec<_> = lines.filter(|(first, last)| first < last).collect();
        lines.sort_unstable();
        lines
    }

    #[test]
    fn statements_are_whole() {
        let cases: &[(&str, &[(usize, usize)])] = &[
            ("a\nb \\\n  c\nd", &[(2, 3)]),
            ("a \\\r\n  c\r\nd", &[(1, 2)]),
            ("a |\n  b |\n  # why\n\n  c\nd", &[(1, 5)]),
            ("a && \\\n b || {\n c\n}\nd", &[(1, 4)]),
            ("a <<E | b\nx\nE\nc; d <<'E' >f\ny\nE\nf", &[(1, 3), (4, 6)]),
            ("if a; then\n  b \\\n c\nfi\nd", &[(1, 4), (2, 3)]),
            ("for a in b c\ndo\n  d\ndone | e\nf", &[(1, 4)]),
            ("while a; do b\n c; done; d\ne", &[(1, 2)]),
            ("f() {\n  a\n}\ng()\n# why\n{\n  a\n}\nfunction h\n{\n  a; }\nb", &[(1, 3), (4, 8), (9, 11)]),
            ("(\n a\n) || b\n((\n a\n))\nc", &[(1, 3), (4, 6)]),
            ("x=$(\n  a\n  b \\\n  c\n)\nd", &[(1, 5), (3, 4)]),
            (
                "case $x in\n  a | b)\n    c\n    ;;\n  (d) e\n    f ;;\n  *)\n    g\nesac\nh",
                &[(1, 9), (2, 4), (5, 6), (7, 8)],
            ),
            ("a=(\n b\n c\n)\nd 'x\ny'\ne", &[(1, 4), (5, 6)]),
        ];
        for (script, expected) in cases {
            assert_eq!(long_statements(script), *expected, "{script}");
        }
    }

    #[test]
    fn what_is_not_closed_is_no_statement() {
        assert_eq!(long_statements("if a; then\n  b \\\n  c\n"), [(2, 3)]);
        assert_eq!(long_statements("a \\\n  b\nc 'd\ne\n"), [(1, 2)]);
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
    fn values_that_multiply_become_unknown_and_not_large() {
        let doubled = |level: usize| format!("A{level}=\"$A{0}$A{0}$A{0}$A{0}\"\n", level - 1);
        let script: String = (1..40).map(doubled).fold("A0=0123456789\n".to_owned(), |script, line| script + &line);
        let last = words(&format!("{script}cmd \"$A3\" \"$A39\"")).pop();
        assert_eq!(last, Some(format!("<cmd><{}><?>", "0123456789".repeat(64))));
    }

    #[test]
    fn a_script_beyond_the_limit_is_said_to_be_so() {
        let script = "# comment\n".repeat(MAX_SCRIPT_SIZE / 10 + 1);
        let span = Span::new(FileId::DETACHED, 0, script.len());
        let errors = parse_text(&Text::exact(script, span, span)).errors;
        assert_eq!(errors.len(), 1);
    }
}
