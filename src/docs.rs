//! Pages about rules and fields, written from their declarations.

mod field;
mod team;

use std::fmt::Write;

use crate::rule::{Example, Fixable, Rule};
use crate::tables::Tables;
pub(crate) use field::{field_note, field_page};
pub(crate) use team::team_rule_page;

/// The schema of `.kmslint.yaml` for editors. It is that of the newest kmslint: a configuration outlives the version that
/// wrote it, and a schema of an old one would call new rules wrong.
pub(crate) const CONFIGURATION_SCHEMA: &str =
    "https://raw.githubusercontent.com/kmslint/kmslint/main/kmslint.schema.json";
/// The schema of a team's tables, likewise.
pub(crate) const TABLE_SCHEMA: &str =
    "https://raw.githubusercontent.com/kmslint/kmslint/main/kmslint-table.schema.json";

/// The page of a rule, in Markdown: what it finds, why, how it looks, and where the limit is stated.
pub(crate) fn rule_page(rule: &Rule) -> String {
    let mut page = String::new();
    let state = if rule.is_on_by_default { rule.severity.name().to_owned() } else { off(rule) };
    let fix = match rule.fixable {
        Fixable::No => "no fix",
        Fixable::Sometimes => "some findings have a fix",
    };
    let theme = rule.theme.title();
    let _ = write!(page, "# {}\n\n*{state}; theme: {theme}; {fix}*\n\n{}\n\n", rule.name, sentence(rule.summary));
    let _ = write!(page, "## Why\n\n{}\n", rule.why.trim());
    if !rule.options.is_empty() {
        page.push_str("\n## Options\n\n");
        for option in rule.options {
            let _ = writeln!(page, "- `{}` (default {}): {}", option.name, option.default, option.summary);
        }
    }
    push_examples(&mut page, "Reported", rule.bad);
    push_examples(&mut page, "Not reported", rule.good);
    if !rule.sources.is_empty() {
        page.push_str("\n## Sources\n\n");
        for source in rule.sources {
            let _ = writeln!(page, "- <{source}>");
        }
    }
    page
}

/// What the facts behind the rules were last compared with, in one sentence.
pub(crate) fn horizon(tables: &Tables) -> String {
    let clouds: Vec<String> = tables
        .clouds()
        .map(|cloud| match &cloud.compared.version {
            Some(version) => format!("{} {version} ({})", cloud.provider, cloud.compared.day),
            None => format!("{} ({})", cloud.title, cloud.compared.day),
        })
        .collect();
    format!("The tables were compared with {}.", clouds.join(", "))
}

fn off(rule: &Rule) -> String {
    format!("{}, off unless the configuration sets it", rule.severity.name())
}

fn push_examples(page: &mut String, title: &str, examples: &[Example]) {
    if examples.is_empty() {
        return;
    }
    let _ = write!(page, "\n## {title}\n");
    for example in examples {
        let _ = write!(page, "\n`{}`\n\n", example.file);
        let _ = write!(page, "```{}\n{}\n```\n", language(example.file), example.text().trim_end());
    }
}

fn language(file: &str) -> &'static str {
    match file.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "tf" | "tofu" | "tfvars" => "terraform",
        "json" => "json",
        "yaml" | "yml" => "yaml",
        "xml" => "xml",
        "sh" => "sh",
        "http" | "rest" => "http",
        _ => "",
    }
}

/// The summary as a sentence.
pub(crate) fn sentence(summary: &str) -> String {
    let mut letters = summary.chars();
    let first = letters.next().map(|letter| letter.to_uppercase().collect::<String>()).unwrap_or_default();
    format!("{first}{}.", letters.as_str())
}
