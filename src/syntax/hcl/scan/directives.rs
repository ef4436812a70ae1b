//! The balance of `%{if}` and `%{for}` with their ends.

use crate::syntax::hcl::scan::scanner::{Directive, Frame, Scanner};

impl Scanner<'_> {
    /// At a `%{`: keeps account of what must still be ended.
    pub(super) fn directive(&mut self) {
        let rest = self.text.get(self.at + 2..).unwrap_or_default();
        let mut rest = rest.strip_prefix('~').unwrap_or(rest).trim_start();
        while let Some((_, behind)) = rest.strip_prefix("/*").and_then(|rest| rest.split_once("*/")) {
            rest = behind.trim_start();
        }
        let word = rest
            .split(|letter: char| !letter.is_alphanumeric() && !matches!(letter, '_' | '-'))
            .next()
            .unwrap_or_default();
        let end = self.bytes.len() - rest.len() + word.len();
        let range = self.at..end.max(self.at + 2);
        let offset = self.at;
        let Some(frame) = self.frames.last_mut() else { return };
        let open = frame.directives.last().map(|(directive, _)| *directive);
        match (word, open) {
            ("if", _) => frame.directives.push((Directive::If, offset)),
            ("for", _) => frame.directives.push((Directive::For, offset)),
            ("else", Some(Directive::If)) => {
                if let Some((directive, _)) = frame.directives.last_mut() {
                    *directive = Directive::Else;
                }
            }
            ("endif", Some(Directive::If | Directive::Else)) | ("endfor", Some(Directive::For)) => {
                frame.directives.pop();
            }
            ("else" | "endif" | "endfor", _) => {
                let error = self
                    .error_at(range, format!("`{word}` does not belong to a directive before it"))
                    .with_help("begin with `%{ if CONDITION }` or `%{ for NAME in COLLECTION }`");
                self.error(error);
            }
            _ => {
                let error = self
                    .error_at(range, format!("a template has no directive `{word}`"))
                    .with_help("write `if`, `else`, `endif`, `for` or `endfor`; for the characters `%{` write `%%{`");
                self.error(error);
            }
        }
    }

    /// A template ends while a directive in it waits for its end.
    pub(super) fn open_directive(&mut self, frame: &Frame) {
        let Some((directive, offset)) = frame.directives.last() else { return };
        let (name, end) = if *directive == Directive::For { ("for", "endfor") } else { ("if", "endif") };
        let error = self
            .error_at(*offset..*offset + 2, format!("this `{name}` has no `{end}`"))
            .with_help(format!("write `%{{ {end} }}` where it ends"));
        self.error(error);
    }
}
