//! The lists of rules: by what they are about, and by the surfaces on which they are shown.

use std::collections::BTreeSet;
use std::fmt::Write;

use crate::rule::{Rule, Theme};
use crate::surface;

/// The rules by what they are about, as a page in Markdown beside those of the rules.
pub(super) fn rule_list(rules: &[&Rule]) -> String {
    let mut page = String::from(
        "# Rules\n\n`kmslint rules` prints this list, `kmslint explain RULE` the page of a rule. An *off* rule runs where the \
         [configuration](../configuration.md) gives it a severity, or `--select` names it.\n",
    );
    for theme in Theme::ALL {
        let _ = write!(page, "\n## {}\n\n| rule | severity | finds |\n|---|---|---|\n", theme.title());
        for rule in rules.iter().filter(|rule| rule.theme == *theme) {
            let state = if rule.is_on_by_default { "" } else { " (off)" };
            let name = rule.name;
            let _ = writeln!(page, "| [{name}]({name}.md) | {}{state} | {} |", rule.severity.name(), rule.summary);
        }
    }
    page
}

/// The contents of the book with the page of each rule below the list of the rules.
pub(super) fn summary(written: &str, rules: &[&Rule]) -> String {
    const LIST: &str = "(rules/README.md)";
    const OF_RULE: &str = "  - [";
    let mut text = String::new();
    for line in written.lines().filter(|line| !(line.starts_with(OF_RULE) && line.contains("](rules/"))) {
        let _ = writeln!(text, "{line}");
        if line.ends_with(LIST) {
            for theme in Theme::ALL {
                for rule in rules.iter().filter(|rule| rule.theme == *theme) {
                    let _ = writeln!(text, "{OF_RULE}{0}](rules/{0}.md)", rule.name);
                }
            }
        }
    }
    text
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
