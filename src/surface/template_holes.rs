//! Template holes, which another tool fills in before a document is used: `{{ … }}` of Ansible, `${{ … }}` of workflows.

use crate::source::Span;
use crate::syntax::Documents;
use crate::syntax::node::{Entry, Node, NodeKind};
use crate::syntax::text::Text;

/// Whether a YAML file is the template of a file, such as one of a Helm chart, and no YAML before it is filled in.
///
/// Holes within strings are others': of Ansible, of a workflow, or of a command that formats its output.
pub(crate) fn is_template(text: &str, parsed: &Documents) -> bool {
    if !has_holes(text) {
        return false;
    }
    if !parsed.errors.is_empty() {
        let has_own_line = |line: &str| ["{{", "{%"].iter().any(|mark| line.trim_start().starts_with(mark));
        return text.lines().any(has_own_line) || MARKS.iter().any(|mark| text.contains(mark));
    }
    let mut strings = Vec::new();
    parsed.documents.iter().for_each(|document| collect_strings(document, &mut strings));
    strings.extend(parsed.comments.iter().map(|comment| comment.span));
    strings.sort_by_key(|span| (span.start, std::cmp::Reverse(span.end)));
    text.match_indices("{{").any(|(at, _)| {
        let within = strings.partition_point(|span| span.start as usize <= at);
        let string = within.checked_sub(1).and_then(|index| strings.get(index));
        match string.filter(|span| at < span.end as usize).and_then(|span| text.get(span.range())) {
            Some(written) if written.starts_with(['"', '\'', '|', '>', '#']) => false,
            Some(_) => text.get(at + 2..).is_some_and(is_of_chart),
            None => true,
        }
    })
}

/// What the holes of Go's templates begin with, and those of most others do not.
const MARKS: &[&str] =
    &["{{-", "{{ .", "{{.", "{{ $", "{{ include ", "{{ if ", "{{ range $", "{{ range .", "{{ template ", "{{ toYaml "];

/// Objects and functions of charts, which the formats of other commands do not have.
const CHART_WORDS: &[&str] = &[
    ".Values",
    ".Release",
    ".Chart",
    ".Capabilities",
    ".Files",
    ".Template",
    "include ",
    "template ",
    "tpl ",
    "toYaml ",
];

/// Whether a hole is one of a chart, by what follows its opening braces.
fn is_of_chart(rest: &str) -> bool {
    let rest = rest.trim_start_matches('-').trim_start();
    CHART_WORDS.iter().any(|word| rest.starts_with(word))
}

/// The places of all keys and strings.
fn collect_strings(node: &Node, strings: &mut Vec<Span>) {
    match &node.kind {
        NodeKind::String(text) => strings.push(text.span()),
        NodeKind::Sequence(items) => items.iter().for_each(|item| collect_strings(item, strings)),
        NodeKind::Mapping(entries) => {
            for entry in entries {
                strings.push(entry.key.span());
                collect_strings(&entry.value, strings);
            }
        }
        _ => {}
    }
}

/// Whether a text may have holes that another tool fills in.
pub(crate) fn has_holes(text: &str) -> bool {
    text.contains("{{") || text.contains("{%")
}

/// The same document with a hole in place of every hole.
#[must_use]
pub(super) fn open(node: &Node) -> Node {
    let kind = match &node.kind {
        NodeKind::String(text) => NodeKind::String(opened(text)),
        NodeKind::Sequence(items) => NodeKind::Sequence(items.iter().map(open).collect()),
        NodeKind::Mapping(entries) => {
            let open = |entry: &Entry| Entry { key: entry.key.clone(), value: open(&entry.value) };
            NodeKind::Mapping(entries.iter().map(open).collect())
        }
        other => other.clone(),
    };
    Node { kind, span: node.span, tag: node.tag.clone() }
}

fn opened(text: &Text) -> Text {
    fill(text, &mut |_, _| None)
}

/// The text with what `resolve` gives for every hole, by all that is written of it and by its place. What it gives
/// nothing for stays a hole.
///
/// A value that stands alone leads to where it comes from; one that is a part of something leads to where it is used,
/// so that the whole is in one place.
pub(super) fn fill(text: &Text, resolve: &mut dyn FnMut(&str, Span) -> Option<Text>) -> Text {
    let Some(known) = text.known().filter(|known| has_holes(known)) else { return text.clone() };
    let mut builder = Text::builder();
    let mut from = 0;
    while let Some(hole) = next_hole(known, from) {
        builder.push_text(&text.slice(from..hole.start, text.span_of(from..hole.start)));
        let place = text.span_of(hole.clone());
        match resolve(known.get(hole.clone()).unwrap_or_default(), place) {
            Some(value) if hole == (0..known.len()) => return value,
            Some(value) if is_alone(known, &hole) => builder.push_text(&value),
            Some(value) => builder.push_opaque(&value, place),
            None => builder.push_hole(),
        }
        from = hole.end;
    }
    builder.push_text(&text.slice(from..known.len(), text.span_of(from..known.len())));
    builder.finish(text.span())
}

/// Whether a hole is all of a word or of a string.
fn is_alone(text: &str, hole: &std::ops::Range<usize>) -> bool {
    let before = text.get(..hole.start).and_then(|before| before.chars().next_back());
    let after = text.get(hole.end..).and_then(|after| after.chars().next());
    let ends = |letter: Option<char>, signs: &[char]| {
        letter.is_none_or(|letter| letter.is_whitespace() || signs.contains(&letter))
    };
    ends(before, &['"', '\'', '=']) && ends(after, &['"', '\'', '\\'])
}

/// The hole after `from` that comes first. A statement such as `{% if … %}` decides about what follows it, so all
/// up to the end of the last one is a hole.
fn next_hole(known: &str, from: usize) -> Option<std::ops::Range<usize>> {
    let rest = known.get(from..)?;
    let expression = rest.find("{{").and_then(|at| {
        let end = rest.get(at..)?.find("}}")?;
        let start = if rest.get(..at)?.ends_with('$') { at - 1 } else { at };
        Some(start..at + end + 2)
    });
    let statement = rest.find("{%").and_then(|at| {
        let end = rest.get(at..)?.rfind("%}")?;
        Some(at..at + end + 2)
    });
    let first = expression.into_iter().chain(statement).min_by_key(|range| range.start)?;
    Some(first.start + from..first.end + from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::FileId;

    #[test]
    fn holes_are_holes() {
        let span = Span::new(FileId::DETACHED, 0, 40);
        let text = Text::exact("a {{ x }} b ${{ y }}", span, span);
        assert_eq!(opened(&text).pieces(), [Some("a "), None, Some(" b "), None]);
        let text = Text::exact("a {{ x", span, span);
        assert_eq!(opened(&text).known(), Some("a {{ x"));
    }

    #[test]
    fn a_statement_decides_about_all_up_to_the_last_one() {
        let span = Span::new(FileId::DETACHED, 0, 80);
        let text = |written: &str| opened(&Text::exact(written, span, span));
        assert_eq!(text("a{% if x %}b{% else %}c{% endif %}d").pieces(), [Some("a"), None, Some("d")]);
        assert_eq!(text("a {{ x }}{% if y %}b{% endif %}").pieces(), [Some("a "), None]);
        assert_eq!(text("date +{%Y}").known(), Some("date +{%Y}"));
    }

    fn is_template_text(text: &str) -> bool {
        let span = Span::new(FileId::DETACHED, 0, text.len());
        is_template(text, &crate::syntax::embedded::yaml(&Text::exact(text, span, span)))
    }

    #[test]
    fn charts_are_templates_and_playbooks_are_not() {
        for chart in [
            "a: {{ .Values.a }}",
            "a: x-{{ .Values.a }}",
            "{{ if x }}\na: 1\n",
            "a:\n{{ toYaml .Values.b | indent 2 }}\n",
            "{% for a in b %}\n- shell: aliyun kms {{ a }}\n{% endfor %}\n",
            "{{- if .Values.x }}\na: \"{{ .Values.y }}\"\n{{- end }}\n",
        ] {
            assert!(is_template_text(chart), "{chart}");
        }
        for other in [
            "a: \"{{ key }}\"",
            "run: echo ${{ secrets.KEY }}",
            "run: docker ps --format '{{.Names}}'\nkey: \"{{.Names}}\"",
            "- docker inspect -f '{{ .Id }}' x",
            "shell: >-\n  aliyun kms CreateAlias --AliasName\n  {{ alias }}\n",
            "shell: |\n  docker inspect -f '{{ .Id }}' x\n",
            "a: 1 # {{ .Values.a }}\n",
            "shell: echo {{ range(1, 5) | random }}\n",
        ] {
            assert!(!is_template_text(other), "{other}");
        }
    }
}
