//! What stands in a box: few lines, none too long, and nothing in them that a reader would not see.

use unicode_width::UnicodeWidthStr;

use super::from_survey::{shown_folder, shown_place};
use super::graph::{Graph, Node, Root, Told};
use super::grouping::{Figure, Members};
use crate::finding::Severity;
use crate::report::visible;
use crate::source::Sources;

/// The most columns of a line.
const WIDTH: usize = 40;

/// The most lines that a name takes.
const NAME_LINES: usize = 4;

/// The text of a box, line by line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Label {
    /// What it is.
    pub caption: String,
    /// Which one.
    pub name: Vec<String>,
    /// What is said of it.
    pub facts: Vec<String>,
    /// `1 error, 2 warnings`
    pub findings: Option<String>,
    pub worst: Option<Severity>,
}

impl Label {
    pub(super) fn of(figure: &Figure, graph: &Graph<'_>, sources: &Sources) -> Self {
        let mut label = match &figure.members {
            Members::One(index) => match graph.nodes.get(*index) {
                Some(node) => Self::of_node(node, graph, sources),
                None => Self::default(),
            },
            Members::Several(members) => Self {
                caption: cut(&in_one_line(&group_caption(figure))),
                name: vec![figure.role.counted(members.len())],
                ..Self::default()
            },
        };
        let counts = graph.severities(&figure.findings);
        label.worst = counts.first().map(|(severity, _)| *severity);
        label.findings = (!counts.is_empty()).then(|| severities_in_words(&counts));
        label
    }

    fn of_node(node: &Node, graph: &Graph<'_>, sources: &Sources) -> Self {
        let remark = node.standing.remark().map(|remark| format!(", {remark}")).unwrap_or_default();
        let place = || node.place.map(|place| shown_place(place, sources));
        // An address says which one it is; what has none is known by its place.
        let name = if node.name.is_empty() { place().unwrap_or_default() } else { node.name.clone() };
        let mut facts: Vec<String> = Vec::new();
        for fact in &node.facts {
            let text = match &fact.value {
                Told::Known(text) => format!("{}: {text}", fact.name),
                Told::Unknown(reason) => format!("{}: ? ({reason})", fact.name),
            };
            facts.extend(wrapped(&text, 2));
        }
        for quota in &node.quotas {
            facts.extend(wrapped(&quota.sentence(), 2));
        }
        if let Some(doubt) = &node.doubt {
            facts.extend(wrapped(doubt, 3));
        }
        // Documents share a frame, so names in them do not say which file is meant.
        let root = node.root.and_then(|root| graph.roots.get(root));
        if root == Some(&Root::Documents) && !node.name.is_empty() {
            facts.extend(place().into_iter().flat_map(|place| wrapped(&place, 2)));
        }
        let caption = cut(&in_one_line(&format!("{}{remark}", node.title)));
        Self { caption, name: wrapped(&name, NAME_LINES), facts, ..Self::default() }
    }

    /// Every line that is there.
    pub(super) fn lines(&self) -> impl Iterator<Item = &str> {
        let caption = Some(&self.caption).filter(|caption| !caption.is_empty());
        caption.into_iter().chain(&self.name).chain(&self.facts).chain(&self.findings).map(String::as_str)
    }
}

/// What the members of a group have in common.
fn group_caption(figure: &Figure) -> String {
    let modules = figure.modules.iter().map(String::as_str);
    modules.chain(figure.remark).collect::<Vec<_>>().join(", ")
}

/// What a root is called.
pub(super) fn root_title(root: &Root, sources: &Sources) -> String {
    let text = match root {
        Root::Documents => "documents".to_owned(),
        Root::Module { folder, scenario } => {
            let scenario = scenario.as_ref().map(|name| format!(", scenario {name}")).unwrap_or_default();
            format!("root module {}{scenario}", shown_folder(folder, sources))
        }
    };
    in_one_line(&text)
}

/// `1 error, 2 warnings`
pub(super) fn severities_in_words(counts: &[(Severity, usize)]) -> String {
    let counted = |(severity, count): &(Severity, usize)| {
        let plural = if *count == 1 { "" } else { "s" };
        format!("{count} {}{plural}", severity.name())
    };
    counts.iter().map(counted).collect::<Vec<_>>().join(", ")
}

/// The text with nothing in it that would not be seen, or that no XML may hold.
pub(super) fn in_one_line(text: &str) -> String {
    let is_hidden = |letter: char| {
        let is_mark = matches!(letter, '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}');
        is_mark || matches!(letter, '\u{ad}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}')
    };
    let shown = |letter: char| match letter {
        '\n' | '\t' => ' ',
        _ if is_hidden(letter) => '?',
        _ => letter,
    };
    visible(text).chars().map(shown).collect()
}

/// How many columns a line takes.
pub(super) fn columns(line: &str) -> usize {
    line.width()
}

/// A text in lines that are short enough, broken where names have joints; what does not fit is left out with a sign.
pub(super) fn wrapped(text: &str, most: usize) -> Vec<String> {
    let text = in_one_line(text);
    let mut lines: Vec<String> = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let end = end_of_line(rest);
        let (line, others) = rest.split_at(end);
        if lines.len() + 1 == most && !others.trim().is_empty() {
            lines.push(cut(rest));
            break;
        }
        lines.push(line.trim_end().to_owned());
        rest = others.trim_start();
    }
    lines
}

/// Where the first line ends: behind the last joint that fits, else where it is full.
fn end_of_line(text: &str) -> usize {
    let mut width = 0;
    let (mut full, mut joint, mut weak_joint) = (0, None, None);
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let end = at + letter.len_utf8();
        width += columns(text.get(at..end).unwrap_or_default());
        if width > WIDTH {
            let joint = joint.filter(|joint| *joint >= full / 3).or(weak_joint);
            return joint.unwrap_or(if full == 0 { end } else { full });
        }
        full = end;
        let next = letters.peek().map(|(_, next)| *next);
        if matches!(letter, ' ' | '.' | '/' | ',') || matches!(next, Some('[')) {
            joint = Some(end);
        }
        if matches!(letter, '_' | '-' | ':') {
            weak_joint = Some(end);
        }
    }
    text.len()
}

/// The text as far as it fits into a line, with a sign where something is left out.
fn cut(text: &str) -> String {
    if columns(text) <= WIDTH {
        return text.to_owned();
    }
    let mut line = String::new();
    for letter in text.chars() {
        let mut next = line.clone();
        next.push(letter);
        if columns(&next) >= WIDTH {
            break;
        }
        line = next;
    }
    format!("{line}…")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_at_joints() {
        let name = "module.kms[\"frankfurt\"].alicloud_kms_instance.this[\"primary\"]";
        assert_eq!(wrapped(name, 4), ["module.kms[\"frankfurt\"].", "alicloud_kms_instance.this[\"primary\"]"]);
        assert_eq!(wrapped("", 4), [""; 0]);
        assert_eq!(wrapped(&"x".repeat(WIDTH), 1), ["x".repeat(WIDTH)]);
        let long = wrapped(&"x".repeat(WIDTH + 1), 1);
        assert_eq!(long, [format!("{}…", "x".repeat(WIDTH - 1))]);
        assert_eq!(wrapped(&"x".repeat(3 * WIDTH), 4).len(), 3);
    }

    #[test]
    fn no_line_is_wider_than_a_box() {
        for text in ["\u{6c49}".repeat(100), "e\u{301}".repeat(100), "👩‍👩‍👧".repeat(50), "a.".repeat(90)] {
            for line in wrapped(&text, 3) {
                assert!(columns(&line) <= WIDTH, "{line:?} has {} columns", columns(&line));
            }
        }
    }

    #[test]
    fn what_is_hidden_is_shown_as_a_sign() {
        assert_eq!(in_one_line("a\nb\u{202e}c\u{7}d\u{feff}e\u{2028}f"), "a b?c?d?e?f");
    }
}
