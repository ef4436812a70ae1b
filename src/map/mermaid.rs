//! A flowchart of Mermaid, which GitHub and GitLab draw from a code block.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::{self, Write};

use super::graph::{Family, Graph};
use super::grouping::{Figure, Picture, Room};
use super::label::{Label, in_one_line, root_title, severities_in_words};
use crate::finding::Severity;
use crate::source::Sources;

/// Beyond so many boxes nobody finds anything in the picture any more. Mermaid itself draws no more than 500 lines.
const ROOM: Room = Room { boxes: 60, lines: 240 };

/// The longest text that Mermaid takes, in UTF-16 units.
const LONGEST: usize = 50_000;

pub(super) fn write(graph: &Graph<'_>, sources: &Sources, out: &mut dyn Write) -> io::Result<()> {
    let mut room = ROOM;
    loop {
        let mut text = Vec::new();
        write_within(room, graph, sources, &mut text)?;
        // There are more bytes than units.
        if text.len() < LONGEST || room.boxes == 0 {
            return out.write_all(&text);
        }
        room.boxes /= 2;
    }
}

fn write_within(room: Room, graph: &Graph<'_>, sources: &Sources, out: &mut dyn Write) -> io::Result<()> {
    let picture = Picture::of(graph, room);
    let note = picture.note(graph);
    if let Some(note) = &note {
        writeln!(out, "%% {note}")?;
    }
    // Lines are broken already.
    writeln!(out, "%%{{init: {{\"flowchart\": {{\"wrappingWidth\": 480}}}}}}%%")?;
    writeln!(out, "flowchart LR")?;
    if picture.figures.is_empty() {
        writeln!(out, "  nothing[\"No key, KMS instance or consumer of a key is written here\"]")?;
    }
    for (index, root) in graph.roots.iter().enumerate() {
        let inside: Vec<usize> = figures_of(&picture, Some(index));
        if inside.is_empty() {
            continue;
        }
        writeln!(out, "  subgraph r{}[\"{}\"]", index + 1, escaped(&root_title(root, sources)))?;
        for figure in inside {
            write_figure(&picture, figure, graph, sources, "    ", out)?;
        }
        writeln!(out, "  end")?;
        writeln!(out, "  class r{} frame", index + 1)?;
    }
    for figure in figures_of(&picture, None) {
        write_figure(&picture, figure, graph, sources, "  ", out)?;
    }
    for line in &picture.lines {
        let count = if line.count > 1 { format!(" #215;{}", line.count) } else { String::new() };
        let arrow = if line.is_dashed { "-.->" } else { "-->" };
        let words = line.relation.in_words();
        writeln!(out, "  n{} {arrow}|\"{words}{count}\"| n{}", line.from + 1, line.to + 1)?;
    }
    let elsewhere = graph.severities(&graph.elsewhere);
    if !elsewhere.is_empty() {
        let counts = severities_in_words(&elsewhere);
        writeln!(out, "  elsewhere[\"{counts} on nothing in this picture\"]:::remark")?;
    }
    if let Some(note) = &note {
        writeln!(out, "  note[\"{}\"]:::remark", escaped(note))?;
    }
    write_legend(&picture, out)?;
    write_classes(&picture, graph, out)
}

fn figures_of(picture: &Picture, root: Option<usize>) -> Vec<usize> {
    let figures = picture.figures.iter().enumerate();
    figures.filter(|(_, figure)| figure.root == root).map(|(index, _)| index).collect()
}

fn write_figure(
    picture: &Picture,
    index: usize,
    graph: &Graph<'_>,
    sources: &Sources,
    indent: &str,
    out: &mut dyn Write,
) -> io::Result<()> {
    let Some(figure) = picture.figures.get(index) else { return Ok(()) };
    let label = Label::of(figure, graph, sources);
    let sign = match label.worst {
        Some(Severity::Error) => "⛔ ",
        Some(Severity::Warning) => "⚠ ",
        Some(Severity::Info) => "ℹ ",
        None => "",
    };
    let mut lines: Vec<String> = Vec::new();
    lines.extend(Some(escaped(&label.caption)).filter(|caption| !caption.is_empty()));
    lines.extend(label.name.iter().map(|line| format!("<b>{}</b>", escaped(line))));
    lines.extend(label.facts.iter().map(|line| escaped(line)));
    lines.extend(label.findings.iter().map(|line| format!("{sign}{line}")));
    let (open, close) = match figure.role.family() {
        Family::Key => ("([", "])"),
        Family::Access | Family::Call => ("(", ")"),
        _ => ("[", "]"),
    };
    let class = class_of(figure, label.worst);
    writeln!(out, "{indent}n{}{open}\"{}\"{close}:::{class}", index + 1, lines.join("<br/>"))
}

/// One class says all: of several, the order in which renderers apply them differs.
fn class_of(figure: &Figure, worst: Option<Severity>) -> String {
    let dashed = if figure.is_dashed { "_unknown" } else { "" };
    let severity = worst.map(|severity| format!("_{}", severity.name())).unwrap_or_default();
    format!("{}{dashed}{severity}", figure.role.family().class())
}

fn write_legend(picture: &Picture, out: &mut dyn Write) -> io::Result<()> {
    let families: BTreeSet<Family> = picture.figures.iter().map(|figure| figure.role.family()).collect();
    if families.is_empty() {
        return Ok(());
    }
    writeln!(out, "  subgraph legend[\"legend\"]")?;
    writeln!(out, "    direction LR")?;
    for family in &families {
        writeln!(out, "    l_{0}[\"{1}\"]:::{0}", family.class(), family.title())?;
    }
    writeln!(out, "    l_unknown[\"not known\"]:::api_unknown")?;
    // Without lines they would stand one below the other.
    let row: Vec<String> = families.iter().map(|family| format!("l_{}", family.class())).collect();
    writeln!(out, "    {} ~~~ l_unknown", row.join(" ~~~ "))?;
    writeln!(out, "  end")?;
    writeln!(out, "  class legend frame")
}

/// The classes that are used, in one order.
fn write_classes(picture: &Picture, graph: &Graph<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut classes: BTreeSet<(Family, bool, Option<Severity>)> = BTreeSet::new();
    for figure in &picture.figures {
        let worst = graph.severities(&figure.findings).first().map(|(severity, _)| *severity);
        classes.insert((figure.role.family(), figure.is_dashed, worst));
        classes.insert((figure.role.family(), false, None));
        classes.insert((Family::Call, true, None));
    }
    for (family, is_dashed, worst) in classes {
        let colours = family.light();
        let mut style = format!("fill:{},stroke:{},color:#111827", colours.fill, colours.stroke);
        match worst {
            Some(Severity::Error) => style.push_str(",stroke:#dc2626,stroke-width:3px"),
            Some(Severity::Warning) => style.push_str(",stroke:#d97706,stroke-width:3px"),
            Some(Severity::Info) => style.push_str(",stroke:#2563eb,stroke-width:2px"),
            None => {}
        }
        if is_dashed {
            style.push_str(",stroke-dasharray:6 4");
        }
        let dashed = if is_dashed { "_unknown" } else { "" };
        let severity = worst.map(|severity| format!("_{}", severity.name())).unwrap_or_default();
        writeln!(out, "  classDef {}{dashed}{severity} {style}", family.class())?;
    }
    writeln!(out, "  classDef frame fill:#88888818,stroke:#8888")?;
    writeln!(out, "  classDef remark fill:none,stroke:none")
}

/// A text in which Mermaid, Markdown and HTML find nothing to do: letters and digits stand as they are, and whatever may
/// mean something where it stands is written by its number.
pub(super) fn escaped(text: &str) -> String {
    let text = in_one_line(text);
    let letters: Vec<char> = text.chars().collect();
    let mut escaped = String::new();
    for (at, &letter) in letters.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| letters.get(at)).copied();
        let after = letters.get(at + 1).copied();
        let is_word = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
        let is_plain = match letter {
            ' ' => before.is_some_and(|before| before != ' ') && after.is_some(),
            // `1.` begins a list, `www.` a link.
            '.' => is_word(before) && !before.is_some_and(|before| before.is_ascii_digit() || before == 'w'),
            '_' => is_word(before) && is_word(after),
            '-' => is_word(before) && is_word(after),
            ':' => after.is_none_or(|after| after == ' ' || after.is_ascii_digit()),
            '/' => is_word(before) && is_word(after),
            ',' => true,
            _ => letter.is_alphanumeric(),
        };
        if is_plain {
            escaped.push(letter);
            continue;
        }
        // Formulas, icons and line breaks are looked for after numbers became letters again, so these need letters that
        // look alike.
        let is_icon = letter == ':' && letters.get(at + 1..).is_some_and(|rest| rest.starts_with(&['f', 'a', '-']));
        let shown = match letter {
            '$' if before == Some('$') || after == Some('$') => '＄',
            ':' if is_icon => '：',
            '\\' if after == Some('n') => '＼',
            _ => letter,
        };
        // Writing to a string does not fail.
        let _ = write!(escaped, "#{};", u32::from(shown));
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Names of every kind of letter, each beside every other.
    #[test]
    fn any_name_is_written_so_that_only_its_letters_are_seen() {
        let letters: Vec<char> = (0..0x250)
            .chain([
                0x5d0, 0x61c, 0x200b, 0x200d, 0x200e, 0x2028, 0x202e, 0x2066, 0x20ac, 0x6c49, 0xfeff, 0xfffe, 0x1f511,
            ])
            .filter_map(char::from_u32)
            .collect();
        for (at, first) in letters.iter().enumerate() {
            for second in letters.iter().cycle().skip(at * 7).step_by(13).take(40) {
                let name: String = ['a', *first, *second, *first, 'f', 'a', '-', *second].iter().collect();
                let written = escaped(&name);
                let is_plain = |letter: char| letter.is_alphanumeric() || " .,:/_-#;".contains(letter);
                assert!(written.chars().all(is_plain), "{name:?} is {written:?}");
                let shown = in_one_line(&name).replace("$$", "＄＄").replace(":fa-", "：fa-").replace("\\n", "＼n");
                assert_eq!(read(&written).replace('$', "＄"), shown.replace('$', "＄"), "{written:?}");
            }
        }
    }

    /// What Mermaid makes of numbers.
    fn read(written: &str) -> String {
        let mut parts = written.split('#');
        let mut text = parts.next().unwrap().to_owned();
        for part in parts {
            let (number, rest) = part.split_once(';').unwrap();
            text.push(char::from_u32(number.parse().unwrap()).unwrap());
            text.push_str(rest);
        }
        text
    }

    #[test]
    fn what_means_something_is_written_by_its_number() {
        assert_eq!(escaped("alicloud_kms_key.payments"), "alicloud_kms_key.payments");
        assert_eq!(escaped("a[\"b\"]"), "a#91;#34;b#34;#93;");
        assert_eq!(escaped("1. one"), "1#46; one");
        assert_eq!(escaped("- one"), "#45; one");
        assert_eq!(
            escaped("_one_ **two** #3 $$x$$"),
            "#95;one#95; #42;#42;two#42;#42; #35;3 #65284;#65284;x#65284;#65284;"
        );
        assert_eq!(escaped("</b><script>"), "#60;#47;b#62;#60;script#62;");
        assert_eq!(escaped("https://a.b fa:fa-key"), "https#58;#47;#47;a.b fa#65306;fa-key");
        assert_eq!(escaped("main.tf:3"), "main.tf:3");
    }
}
