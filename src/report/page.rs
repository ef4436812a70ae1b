//! A page of the documentation as a terminal shows it, wrapped and in colour.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use super::human::Style;
use super::palette::{Ink, Palette, Row};
use super::wrap::{wrapped, wrapped_behind};
use crate::finding::Severity;

/// Pages are not wider than lines that are read with ease.
const WIDEST: usize = 100;
/// Code stands apart from the words around it.
const CODE_INDENT: &str = "    ";
/// Less room than this beside its name is not worth a column for what a rule is about.
const NARROWEST_SUMMARY: usize = 40;
/// Stands between columns.
const GAP: &str = "  ";

/// Writes a page that is a text in Markdown, as our pages use it: headings, paragraphs, lists and code.
pub(crate) fn write(page: &str, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let palette = Palette::of(style);
    let width = style.width.min(WIDEST);
    let mut is_code = false;
    for line in page.lines() {
        let mut text = String::new();
        if line.starts_with("```") {
            is_code = !is_code;
            continue;
        }
        for row in rows(line, is_code, width) {
            palette.paint(&row, &mut text);
        }
        out.write_all(text.as_bytes())?;
    }
    Ok(())
}

/// A line of Markdown as lines of a terminal.
fn rows(line: &str, is_code: bool, width: usize) -> Vec<Row> {
    if is_code {
        return vec![Row::of(Ink::Plain, format!("{CODE_INDENT}{line}"))];
    }
    if line.starts_with('#') {
        return vec![Row::of(Ink::Strong, line.trim_start_matches('#').trim_start())];
    }
    if let Some(aside) = line.strip_prefix('*').and_then(|line| line.strip_suffix('*')) {
        return wrapped(aside, width).into_iter().map(|line| Row::of(Ink::Frame, line)).collect();
    }
    let (bullet, text) = match line.strip_prefix("- ") {
        Some(item) => ("- ", item),
        None => ("", line),
    };
    // An address is followed, so it stays in one piece.
    let has_address = text.contains("<http");
    let lines = match has_address {
        true => vec![text.replace("<http", "http").replace('>', "")],
        false => wrapped(text, width - bullet.len()),
    };
    let row = |(number, line): (usize, String)| {
        let mut row = Row::of(Ink::Frame, if number == 0 { bullet.to_owned() } else { " ".repeat(bullet.len()) });
        row.append(marked(&line));
        row
    };
    lines.into_iter().enumerate().map(row).collect()
}

/// Words, with what stands in backticks in another colour.
fn marked(line: &str) -> Row {
    let mut row = Row::default();
    for (index, part) in line.split_inclusive('`').enumerate() {
        match (index % 2, part.strip_suffix('`')) {
            (0, Some(before)) => {
                row.push(Ink::Plain, before);
                row.push(Ink::Help, "`");
            }
            (0, None) => row.push(Ink::Plain, part),
            _ => row.push(Ink::Help, part),
        }
    }
    row
}

/// One rule of a list.
pub(crate) struct ListedRule<'r> {
    pub(crate) name: &'r str,
    /// None where it is off.
    pub(crate) severity: Option<Severity>,
    pub(crate) is_fixable: bool,
    pub(crate) summary: &'r str,
    pub(crate) page: Option<&'r str>,
    /// The tables that declare it, for a team's.
    pub(crate) files: &'r [String],
}

/// The rules on one subject.
pub(crate) struct RuleGroup<'r> {
    pub(crate) title: &'r str,
    pub(crate) rules: Vec<ListedRule<'r>>,
}

/// Writes rules one below the other, with what each is about beside its name, or below it where the room is short.
pub(crate) fn write_rules(groups: &[RuleGroup<'_>], style: Style, out: &mut dyn Write) -> io::Result<()> {
    let palette = Palette::of(style);
    let names = groups.iter().flat_map(|group| &group.rules).map(|rule| rule.name.width()).max().unwrap_or(0);
    for (number, group) in groups.iter().enumerate() {
        let mut text = if number == 0 { String::new() } else { "\n".to_owned() };
        palette.paint(&Row::of(Ink::Strong, group.title), &mut text);
        out.write_all(text.as_bytes())?;
        write_group(group, names, style, &palette, out)?;
    }
    Ok(())
}

fn write_group(
    group: &RuleGroup<'_>,
    names: usize,
    style: Style,
    palette: &Palette,
    out: &mut dyn Write,
) -> io::Result<()> {
    for rule in &group.rules {
        let severity = rule.severity.map_or("off", Severity::name);
        let fixable = if rule.is_fixable { "fixable" } else { "" };
        let mut text = GAP.to_owned();
        match rule.page {
            Some(page) => palette.linked(Ink::Plain, rule.name, page, &mut text),
            None => palette.write(Ink::Plain, rule.name, &mut text),
        }
        text.push_str(&" ".repeat(names - rule.name.width()));
        let mut columns = Row::of(Ink::Plain, GAP);
        columns.push(rule.severity.map_or(Ink::Frame, Ink::Severity), severity);
        columns.push(Ink::Plain, " ".repeat("warning".len() - severity.len()));
        columns.push(Ink::Plain, GAP);
        columns.push(Ink::New, fixable);
        columns.push(Ink::Plain, " ".repeat("fixable".len() - fixable.len()));
        columns.push(Ink::Plain, GAP);
        let taken = GAP.len() + names + columns.width();
        let summary = match rule.files {
            [] => rule.summary.to_owned(),
            files => format!("{} ({})", rule.summary, files.join(", ")),
        };
        let has_room = style.width >= taken + NARROWEST_SUMMARY;
        let (indent, lines) = match has_room {
            true => (taken, wrapped(&summary, style.width - taken)),
            false => (CODE_INDENT.len(), wrapped_behind(0, &summary, style.width - CODE_INDENT.len())),
        };
        let mut lines = lines.into_iter();
        if has_room {
            columns.push(Ink::Plain, lines.next().unwrap_or_default());
        }
        palette.paint(&columns, &mut text);
        for line in lines {
            palette.paint(&Row::of(Ink::Plain, format!("{}{line}", " ".repeat(indent))), &mut text);
        }
        out.write_all(text.as_bytes())?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn style(width: usize) -> Style {
        Style { has_colour: false, has_links: false, is_unicode: true, width }
    }

    #[test]
    fn a_page_is_wrapped_but_for_code_and_addresses() {
        let page = "# alias-length\n\n*error, no fix*\n\nWords that are wrapped.\n\n- an item of a list\n- <https://example.com/a/page>\n\n\
                    ```terraform\na = \"stays as long as it is\"\n```\n";
        let mut out = Vec::new();
        write(page, style(16), &mut out).unwrap();
        let expected = "alias-length\n\nerror, no fix\n\nWords that are\nwrapped.\n\n- an item of a\n  list\n\
                        - https://example.com/a/page\n\n    a = \"stays as long as it is\"\n";
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }

    #[test]
    fn rules_are_listed_beside_or_above_what_they_are_about() {
        let rule =
            |name, severity, summary| ListedRule { name, severity, is_fixable: true, summary, page: None, files: &[] };
        let rules = vec![
            rule(
                "alias-length",
                Some(Severity::Error),
                "an alias is empty or longer than the provider allows, with its prefix",
            ),
            rule("zone", None, "a zone"),
        ];
        let groups = [RuleGroup { title: "Both", rules }];
        let listed = |width| {
            let mut out = Vec::new();
            write_rules(&groups, style(width), &mut out).unwrap();
            String::from_utf8(out).unwrap()
        };
        let beside = "Both\n  alias-length  error    fixable  an alias is empty or longer than the\n                                  \
                      provider allows, with its prefix\n  zone          off      fixable  a zone\n";
        assert_eq!(listed(74), beside);
        let above = "Both\n  alias-length  error    fixable\n    an alias is empty or longer than the provider allows,\n    with \
                     its prefix\n  zone          off      fixable\n    a zone\n";
        assert_eq!(listed(60), above);
        assert_eq!(listed(73).lines().nth(1), above.lines().nth(1));
        assert_eq!(listed(usize::MAX).lines().count(), 3);
    }
}
