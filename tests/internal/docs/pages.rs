//! The lists of rules in README and in `docs/surfaces.md`.

use std::collections::BTreeSet;
use std::fmt::Write;

use crate::rule::Rule;
use crate::surface;

/// The rules as a table in Markdown, each with a link to its page below `folder`.
pub(super) fn rule_list(rules: &[&Rule], folder: &str) -> String {
    let mut list = String::from("| rule | severity | finds |\n|---|---|---|\n");
    for rule in rules {
        let state = if rule.is_on_by_default { "" } else { " (off)" };
        let name = rule.name;
        let _ = writeln!(list, "| [{name}]({folder}/{name}.md) | {}{state} | {} |", rule.severity.name(), rule.summary);
    }
    list
}

/// Which rules are shown in which notations, each by its name, as a page in Markdown.
pub(super) fn surface_table(rules: &[&Rule], shown: &BTreeSet<(String, &str)>) -> String {
    let mut notations: Vec<_> = surface::notations().collect();
    notations.retain(|notation| shown.iter().any(|(_, name)| *name == notation.name));
    let mut page = String::from(
        "# Rules and surfaces\n\nA rule is written once, for all surfaces. A mark means that an example of the rule or a case in \
         `testdata/` reports it there.\n\n| rule |",
    );
    for notation in &notations {
        let _ = write!(page, " {} |", notation.title);
    }
    let _ = write!(page, "\n|---|{}\n", "---|".repeat(notations.len()));
    for rule in rules {
        let marks = notations.iter().map(|notation| shown.contains(&(rule.name.to_owned(), notation.name)));
        if !marks.clone().any(|is_shown| is_shown) {
            continue;
        }
        let marks: String = marks.map(|is_shown| if is_shown { " x |" } else { "  |" }).collect();
        let _ = writeln!(page, "| [{0}](rules/{0}.md) |{marks}", rule.name);
    }
    page
}

/// The text with what stands between two markers replaced; none where a marker is missing.
pub(super) fn with_section(text: &str, begin: &str, end: &str, section: &str) -> Option<String> {
    let (before, rest) = text.split_once(begin)?;
    let (_, after) = rest.split_once(end)?;
    Some(format!("{before}{begin}\n{section}{end}{after}"))
}
