//! What the terminal can show: colour, letters and width.

use std::env;
use std::io::{self, BufWriter, IsTerminal, Write};

use crate::report::human::Style;
use crate::source::visible::{Guarded, Reader};

/// When to use colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Colour {
    /// As the environment and the terminal say.
    Auto,
    Always,
    Never,
}

/// Standard output, through which nothing goes but what may be shown.
pub(super) fn stdout(style: Style, reader: Reader) -> impl Write {
    Guarded::new(BufWriter::new(anstream::AutoStream::new(output(), choice(style))), reader)
}

/// Standard output for a list, which has no colours.
pub(super) fn plain_stdout() -> impl Write {
    Guarded::new(BufWriter::new(output()), Reader::Any)
}

/// Standard error, likewise.
pub(super) fn stderr(style: Style) -> impl Write {
    Guarded::new(anstream::AutoStream::new(error_output(), choice(style)), style.reader())
}

/// Standard error for a line without colours.
pub(super) fn plain_stderr() -> impl Write {
    Guarded::new(error_output(), Reader::Any)
}

/// Writes to standard output what is none of a report: a text that was read there and fixed, or a file of our own making.
pub(super) fn write_exactly(bytes: &[u8]) -> io::Result<()> {
    let mut stdout = output().lock();
    stdout.write_all(bytes)?;
    stdout.flush()
}

pub(super) fn stdout_is_terminal() -> bool {
    output().is_terminal()
}

#[expect(clippy::disallowed_methods, reason = "the one place that writes to it")]
fn output() -> io::Stdout {
    io::stdout()
}

#[expect(clippy::disallowed_methods, reason = "the one place that writes to it")]
fn error_output() -> io::Stderr {
    io::stderr()
}

fn choice(style: Style) -> anstream::ColorChoice {
    if style.has_colour || style.has_links { anstream::ColorChoice::Always } else { anstream::ColorChoice::Never }
}

/// The width where neither a terminal nor COLUMNS says one.
const WIDTH: usize = 100;

/// How to write to standard output.
pub(super) fn stdout_style(colour: Colour) -> Style {
    let has_links = supports_hyperlinks::on(supports_hyperlinks::Stream::Stdout);
    style(colour, stdout_is_terminal(), has_links, terminal_size::terminal_size())
}

/// How to write to standard error.
pub(super) fn stderr_style(colour: Colour) -> Style {
    let has_links = supports_hyperlinks::on(supports_hyperlinks::Stream::Stderr);
    style(colour, error_output().is_terminal(), has_links, terminal_size::terminal_size_of(error_output()))
}

/// How to show a page on standard output; none where that is neither a terminal nor leads to one that takes colour.
pub(super) fn page_style() -> Option<Style> {
    let style = stdout_style(Colour::Auto);
    (stdout_is_terminal() || style.has_colour).then_some(style)
}

/// Whether standard error is a terminal on which a line can be drawn over.
pub(super) fn stderr_can_draw() -> bool {
    error_output().is_terminal() && env::var_os("TERM").is_none_or(|kind| kind != "dumb")
}

/// How to write to a file.
pub(super) fn file_style() -> Style {
    Style { has_colour: false, has_links: false, is_unicode: true, width: WIDTH }
}

fn style(
    colour: Colour,
    is_terminal: bool,
    has_links: bool,
    size: Option<(terminal_size::Width, terminal_size::Height)>,
) -> Style {
    let variable = |name: &str| env::var(name).ok();
    let columns = || variable("COLUMNS").and_then(|columns| columns.parse().ok());
    let width = size.map(|(width, _)| usize::from(width.0)).or_else(columns).unwrap_or(WIDTH);
    // Who wants no colour may want no other sequence for terminals either.
    let has_links = has_links && colour != Colour::Never;
    let has_colour = has_colour(colour, is_terminal, &variable);
    Style { has_colour, has_links, is_unicode: is_unicode(&variable), width }
}

/// The option decides, then NO_COLOR, then what forces colour, then CLICOLOR, then the terminal.
fn has_colour(colour: Colour, is_terminal: bool, variable: &dyn Fn(&str) -> Option<String>) -> bool {
    let is_set = |name: &str| variable(name).is_some_and(|value| !value.is_empty() && value != "0");
    match colour {
        Colour::Always => true,
        Colour::Never => false,
        Colour::Auto if variable("NO_COLOR").is_some_and(|value| !value.is_empty()) => false,
        Colour::Auto if is_set("CLICOLOR_FORCE") || is_set("FORCE_COLOR") => true,
        Colour::Auto if variable("CLICOLOR").as_deref() == Some("0") => false,
        Colour::Auto => is_terminal && variable("TERM").as_deref() != Some("dumb"),
    }
}

/// Whether the terminal has more than the simplest letters and the locale writes UTF-8. The first variable that is set decides, as in the C library.
fn is_unicode(variable: &dyn Fn(&str) -> Option<String>) -> bool {
    if cfg!(windows) {
        // Consoles before Windows Terminal have fonts without frames.
        return ["WT_SESSION", "TERM_PROGRAM", "ConEmuTask", "TERM"].iter().any(|name| variable(name).is_some());
    }
    if variable("TERM").as_deref() == Some("dumb") {
        return false;
    }
    let locale =
        ["LC_ALL", "LC_CTYPE", "LANG"].iter().find_map(|name| variable(name).filter(|value| !value.is_empty()));
    locale.is_some_and(|locale| {
        let locale = locale.to_lowercase();
        locale.contains("utf-8") || locale.contains("utf8")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn coloured(variables: &[(&str, &str)], is_terminal: bool) -> bool {
        let variable =
            |name: &str| variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned());
        has_colour(Colour::Auto, is_terminal, &variable)
    }

    #[test]
    fn the_terminal_decides_where_nothing_else_does() {
        assert!(coloured(&[], true));
        assert!(!coloured(&[], false));
        assert!(!coloured(&[("TERM", "dumb")], true));
    }

    #[test]
    fn the_environment_decides_before_the_terminal() {
        assert!(!coloured(&[("NO_COLOR", "1")], true));
        assert!(coloured(&[("NO_COLOR", "")], true));
        assert!(!coloured(&[("CLICOLOR", "0")], true));
        assert!(coloured(&[("CLICOLOR_FORCE", "1")], false));
        assert!(!coloured(&[("CLICOLOR_FORCE", "0")], false));
        assert!(coloured(&[("FORCE_COLOR", "1")], false));
        assert!(!coloured(&[("FORCE_COLOR", "1"), ("NO_COLOR", "1")], true));
    }

    #[test]
    fn the_option_decides_before_the_environment() {
        let no_color = |_: &str| Some("1".to_owned());
        assert!(has_colour(Colour::Always, false, &no_color));
        assert!(!has_colour(Colour::Never, true, &|_| None));
    }

    #[cfg(unix)]
    #[test]
    fn the_locale_says_whether_there_is_more_than_ascii() {
        let locale = |variables: &'static [(&str, &str)]| {
            move |name: &str| variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
        };
        assert!(is_unicode(&locale(&[("LANG", "de_DE.UTF-8")])));
        assert!(is_unicode(&locale(&[("LC_ALL", ""), ("LC_CTYPE", "C.utf8")])));
        assert!(!is_unicode(&locale(&[("LC_ALL", "C"), ("LANG", "de_DE.UTF-8")])));
        assert!(!is_unicode(&locale(&[])));
        assert!(!is_unicode(&locale(&[("TERM", "dumb"), ("LANG", "de_DE.UTF-8")])));
    }
}
