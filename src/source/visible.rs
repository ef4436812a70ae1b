//! Text of files and of people as it may be shown: nothing in it is an order to a terminal, an editor or a build server.

use std::borrow::Cow;
use std::io::{self, Write};
use std::path::Path;

/// The text with nothing in it that a terminal would obey: control and direction characters become `?`. Lines stay lines.
pub(crate) fn visible(text: &str) -> Cow<'_, str> {
    if text.chars().all(is_visible) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|letter| if is_visible(letter) { letter } else { '?' }).collect())
}

/// The same on one line, for what is a part of a sentence: a name, a message.
pub(crate) fn in_one_line(text: &str) -> Cow<'_, str> {
    match visible(text) {
        text if text.contains('\n') => Cow::Owned(text.replace('\n', " ")),
        text => text,
    }
}

/// So much of a text a message repeats, in characters.
pub(crate) const SHOWN: usize = 60;

/// The text as far as a message repeats it.
pub(crate) fn shortened(text: &str) -> Cow<'_, str> {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => Cow::Owned(format!("{}…", text.get(..end).unwrap_or_default())),
        None => Cow::Borrowed(text),
    }
}

/// Whether a text begins with an order to a build server. Azure Pipelines, TeamCity and GitHub's runners take `##vso[…]`,
/// `##teamcity[…]` and `##[…]` for orders wherever they stand in a line.
pub(crate) fn begins_order(text: &str) -> bool {
    text.starts_with('#') && begun_order(text) == Some(true)
}

/// Whether a text that begins with `#` begins such an order; none where only what follows can tell.
fn begun_order(text: &str) -> Option<bool> {
    const LONGEST: usize = 16;
    let Some(rest) = text.strip_prefix("##") else { return (text.len() > 1).then_some(false) };
    let name = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
    match rest.as_bytes().get(name) {
        _ if name > LONGEST => Some(false),
        Some(next) => Some(*next == b'['),
        None => None,
    }
}

/// A text as it may stand where `[name](target)` is a link: in messages of SARIF and in the windows of editors, which run
/// commands by links.
pub(crate) fn without_links(text: &str) -> Cow<'_, str> {
    if text.contains("](") { Cow::Owned(text.replace("](", "] (")) } else { Cow::Borrowed(text) }
}

/// A path as it was typed.
pub(crate) fn shown_path(path: &Path) -> String {
    in_one_line(&path.to_string_lossy()).into_owned()
}

/// Whether a character is one of a text, and no order.
pub(crate) fn is_visible(letter: char) -> bool {
    let turns_direction =
        matches!(letter, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let ends_line = matches!(letter, '\u{2028}' | '\u{2029}');
    letter == '\t' || letter == '\n' || !(letter.is_control() || turns_direction || ends_line)
}

/// Who reads what is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reader {
    /// A terminal or a program.
    Any,
    /// A terminal that is sent colours.
    Coloured,
    /// A runner that takes lines beginning with `::` for commands.
    Runner,
}

/// Lets through what may be shown, whatever is written. Every text that leaves kmslint passes one of these.
///
/// What is written to it has been made visible already, where it is known what a text is; this is for what somebody
/// forgot. Colours are let through, if there are any, and commands to a runner only where they are what is written.
#[derive(Debug)]
pub(crate) struct Guarded<W: Write> {
    out: W,
    reader: Reader,
    /// The bytes of a character, or of an order, of which the rest is still to come.
    held: Vec<u8>,
    /// Whether only blanks stand before it on its line.
    is_line_start: bool,
}

impl<W: Write> Guarded<W> {
    pub(crate) fn new(out: W, reader: Reader) -> Self {
        Self { out, reader, held: Vec::new(), is_line_start: true }
    }

    /// Takes as many characters from the start of `text` as can be told apart.
    fn pass(&mut self, text: &str, is_end: bool, shown: &mut String) -> usize {
        let mut taken = 0;
        while let Some(letter) = text.get(taken..).and_then(|rest| rest.chars().next()) {
            let rest = text.get(taken..).unwrap_or_default();
            let length = match letter {
                '\r' | ':' | '\u{1b}' if rest.len() == 1 && !is_end => break,
                '#' => match begun_order(rest) {
                    None if !is_end => break,
                    Some(true) => 0,
                    _ => 1,
                },
                '\r' if rest.starts_with("\r\n") => 1,
                '\u{1b}' if self.reader == Reader::Coloured => match order(rest) {
                    Order::Whole(length) => length,
                    Order::Begun if !is_end => break,
                    Order::Begun | Order::Foreign => 0,
                },
                ':' if self.is_line_start && self.reader != Reader::Runner && rest.starts_with("::") => 0,
                _ if is_visible(letter) => letter.len_utf8(),
                _ => 0,
            };
            match rest.get(..length) {
                Some(passed) if length > 0 => shown.push_str(passed),
                _ => shown.push('?'),
            }
            let is_colour = letter == '\u{1b}' && length > 0;
            self.is_line_start = letter == '\n' || self.is_line_start && (letter.is_whitespace() || is_colour);
            taken += length.max(letter.len_utf8());
        }
        taken
    }

    fn write_held(&mut self, is_end: bool) -> io::Result<()> {
        let held = std::mem::take(&mut self.held);
        let mut shown = String::new();
        let mut rest = held.as_slice();
        loop {
            let (valid, bad) = match std::str::from_utf8(rest) {
                Ok(text) => (text, None),
                Err(error) => {
                    let valid = rest.get(..error.valid_up_to()).unwrap_or_default();
                    (std::str::from_utf8(valid).unwrap_or_default(), Some(error.error_len()))
                }
            };
            // What is cut off in the middle of a character is not the end of the text before it.
            let taken = self.pass(valid, is_end || bad.is_some(), &mut shown);
            let after = rest.get(valid.len()..).unwrap_or_default();
            match bad {
                Some(Some(length)) => {
                    shown.push('?');
                    rest = after.get(length..).unwrap_or_default();
                }
                Some(None) if is_end => {
                    shown.push('?');
                    break;
                }
                Some(None) => {
                    self.held = after.to_vec();
                    break;
                }
                None => {
                    self.held = valid.as_bytes().get(taken..).unwrap_or_default().to_vec();
                    break;
                }
            }
        }
        self.out.write_all(shown.as_bytes())
    }
}

impl<W: Write> Write for Guarded<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.held.extend_from_slice(bytes);
        self.write_held(false)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.write_held(true)?;
        self.out.flush()
    }
}

impl<W: Write> Drop for Guarded<W> {
    fn drop(&mut self) {
        // Who needs to know whether it was written flushes.
        let _ = self.write_held(true);
    }
}

enum Order {
    /// One that kmslint gives, of so many bytes.
    Whole(usize),
    Begun,
    Foreign,
}

/// What an escape character begins: `ESC [ 1 ; 31 m`, which changes how text looks, the start or the end of a link to a page
/// of ours, or something else.
fn order(text: &str) -> Order {
    const COLOUR: &str = "\u{1b}[";
    const LINKS: [&str; 2] = [concat!("\u{1b}]8;;", env!("CARGO_PKG_REPOSITORY"), "/"), "\u{1b}]8;;\u{1b}\\"];
    if let Some(parameters) = text.strip_prefix(COLOUR) {
        let length = parameters.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b';').count();
        return match parameters.as_bytes().get(length) {
            Some(b'm') => Order::Whole(COLOUR.len() + length + 1),
            None => Order::Begun,
            Some(_) => Order::Foreign,
        };
    }
    let [start, end] = LINKS;
    if text.starts_with(end) {
        return Order::Whole(end.len());
    }
    if let Some(page) = text.strip_prefix(start) {
        let length = page.bytes().take_while(u8::is_ascii_graphic).count();
        return match page.get(length..) {
            Some(rest) if rest.starts_with("\u{1b}\\") => Order::Whole(start.len() + length + 2),
            Some("" | "\u{1b}") => Order::Begun,
            _ => Order::Foreign,
        };
    }
    let is_begun = [COLOUR, start, end].iter().any(|whole| whole.starts_with(text));
    if is_begun { Order::Begun } else { Order::Foreign }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What comes through, however it is cut into writes.
    fn guarded(text: &[u8], reader: Reader) -> String {
        let pass = |cut: usize| {
            let mut out = Vec::new();
            let mut guarded = Guarded::new(&mut out, reader);
            let (start, end) = text.split_at(cut);
            guarded.write_all(start).unwrap();
            guarded.write_all(end).unwrap();
            guarded.flush().unwrap();
            drop(guarded);
            String::from_utf8(out).unwrap()
        };
        let whole = pass(0);
        for cut in 0..text.len() {
            assert_eq!(pass(cut), whole, "{cut}");
        }
        whole
    }

    #[test]
    fn terminals_are_given_no_orders() {
        assert_eq!(visible("a\u{1b}[31mb\u{202e}"), "a?[31mb?");
        assert_eq!(visible("größer\t"), "größer\t");
        let orders =
            "größer \u{1b}]0;x\u{7} \u{9b}31m \u{61c}\u{200e}\u{200f}\u{202a}\u{202e}\u{2066}\u{2069}\u{2028}\u{7f}\r.";
        assert_eq!(guarded(orders.as_bytes(), Reader::Any), "größer ?]0;x? ?31m ??????????.");
        assert_eq!(guarded(orders.as_bytes(), Reader::Coloured), "größer ?]0;x? ?31m ??????????.");
        assert_eq!(guarded(b"a\r\nb\xff\xc3", Reader::Any), "a\r\nb??");
    }

    #[test]
    fn colours_pass_only_where_there_are_any() {
        let text = b"\x1b[1;31merror\x1b[0m \x1b[2J\x1b";
        assert_eq!(guarded(text, Reader::Coloured), "\u{1b}[1;31merror\u{1b}[0m ?[2J?");
        assert_eq!(guarded(text, Reader::Any), "?[1;31merror?[0m ?[2J?");
    }

    #[test]
    fn links_lead_to_our_own_pages() {
        let page = concat!(env!("CARGO_PKG_REPOSITORY"), "/blob/main/docs/rules/x.md");
        let link = |page: &str| format!("[\u{1b}]8;;{page}\u{1b}\\x\u{1b}]8;;\u{1b}\\]");
        assert_eq!(guarded(link(page).as_bytes(), Reader::Coloured), link(page));
        let foreign = guarded(link("https://elsewhere.example/").as_bytes(), Reader::Coloured);
        assert_eq!(foreign, "[?]8;;https://elsewhere.example/?\\x\u{1b}]8;;\u{1b}\\]");
    }

    #[test]
    fn only_commands_begin_as_commands() {
        let text = b"::error::a\n  ::stop::b\na ::c\n:d";
        assert_eq!(guarded(text, Reader::Any), "?:error::a\n  ?:stop::b\na ::c\n:d");
        assert_eq!(guarded(text, Reader::Runner).as_bytes(), text);
    }

    #[test]
    fn build_servers_are_given_no_orders() {
        let text =
            "##vso[task.setvariable variable=a]b x ##[add-path]c ##teamcity[a] ###[d] # ## title ##a-b[c] #[e]\n##";
        let shown =
            "?#vso[task.setvariable variable=a]b x ?#[add-path]c ?#teamcity[a] #?#[d] # ## title ##a-b[c] #[e]\n##";
        for reader in [Reader::Any, Reader::Coloured, Reader::Runner] {
            assert_eq!(guarded(text.as_bytes(), reader), shown);
        }
        assert_eq!(guarded("##aaaaaaaaaaaaaaaaa[".as_bytes(), Reader::Any), "##aaaaaaaaaaaaaaaaa[");
        assert!(begins_order("##x[c") && !begins_order("##x") && !begins_order("#") && !begins_order(""));
        assert_eq!(without_links("[a](b) [c] (d)"), "[a] (b) [c] (d)");
    }

    #[test]
    fn a_sentence_has_one_line() {
        assert_eq!(in_one_line("a\nb\r\u{85}c"), "a b??c");
        assert_eq!(shown_path(Path::new("x\n::error::y")), "x ::error::y");
    }
}
