//! Blanks that another tool fills in before a document is used: `{{ … }}` of Ansible and `${{ … }}` of workflows.

use crate::syntax::node::{Entry, Node, NodeKind};
use crate::syntax::text::Text;

/// Whether a YAML file is the template of a file, such as one of a Helm chart, and no YAML before it is filled in.
pub fn is_template(text: &str) -> bool {
    const MARKS: &[&str] = &["{{-", "{{ .", "{{.", "{{ include", "{{ if", "{{ range", "{{ template", "{{ toYaml"];
    text.contains("{{")
        && (MARKS.iter().any(|mark| text.contains(mark))
            || text.lines().any(|line| line.trim_start().starts_with("{{")))
}

/// The same document with a hole in place of every blank.
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
    let Some(known) = text.known().filter(|known| known.contains("{{")) else { return text.clone() };
    let mut builder = Text::builder();
    let mut from = 0;
    while let Some(at) = known.get(from..).and_then(|rest| rest.find("{{")).map(|at| at + from) {
        let Some(end) = known.get(at..).and_then(|rest| rest.find("}}")).map(|end| at + end + 2) else { break };
        let start = if known.get(..at).is_some_and(|before| before.ends_with('$')) { at - 1 } else { at };
        builder.push_text(&text.slice(from..start, text.span_of(from..start)));
        builder.push_hole();
        from = end;
    }
    builder.push_text(&text.slice(from..known.len(), text.span_of(from..known.len())));
    builder.finish(text.span())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{FileId, Span};

    #[test]
    fn blanks_are_holes() {
        let span = Span::new(FileId::DETACHED, 0, 40);
        let text = Text::exact("a {{ x }} b ${{ y }}", span, span);
        assert_eq!(opened(&text).pieces(), [Some("a "), None, Some(" b "), None]);
        let text = Text::exact("a {{ x", span, span);
        assert_eq!(opened(&text).known(), Some("a {{ x"));
    }

    #[test]
    fn charts_are_templates_and_playbooks_are_not() {
        assert!(is_template("a: {{ .Values.a }}"));
        assert!(is_template("{{ if x }}\na: 1\n"));
        assert!(!is_template("a: \"{{ key }}\""));
        assert!(!is_template("run: echo ${{ secrets.KEY }}"));
    }
}
