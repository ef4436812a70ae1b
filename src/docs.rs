//! Pages about the rules, written from their declarations.

mod field;

use std::collections::BTreeSet;
use std::fmt::Write;

use serde_json::{Map, Value, json};

use crate::rule::{Example, Fixable, Rule};
use crate::surface;
pub use field::field_page;

/// What a rule can be set to, as the configuration reads it.
const SEVERITIES: [&str; 4] = ["off", "info", "warning", "error"];
/// What `fail_on` can be set to.
const FAIL_ON: [&str; 4] = ["error", "warning", "info", "never"];

/// The page of a rule, in Markdown: what it finds, why, how it looks, and where the limit is stated.
pub fn rule_page(rule: &Rule) -> String {
    let mut page = String::new();
    let state = if rule.is_on_by_default { rule.severity.name().to_owned() } else { off(rule) };
    let fix = match rule.fixable {
        Fixable::No => "no fix",
        Fixable::Sometimes => "some findings have a fix",
        Fixable::Always => "has a fix",
    };
    let _ = write!(page, "# {}\n\n{}\n\n*{state}, {fix}*\n\n", rule.name, sentence(rule.summary));
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

/// The rules as a table in Markdown, each with a link to its page below `folder`.
pub fn rule_list(rules: &[&Rule], folder: &str) -> String {
    let mut list = String::from("| rule | severity | finds |\n|---|---|---|\n");
    for rule in rules {
        let state = if rule.is_on_by_default { "" } else { " (off)" };
        let name = rule.name;
        let _ = writeln!(list, "| [{name}]({folder}/{name}.md) | {}{state} | {} |", rule.severity.name(), rule.summary);
    }
    list
}

/// Which rules are shown in which notations, each by its name, as a page in Markdown.
pub fn surface_table(rules: &[&Rule], shown: &BTreeSet<(String, &str)>) -> String {
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
pub fn with_section(text: &str, begin: &str, end: &str, section: &str) -> Option<String> {
    let (before, rest) = text.split_once(begin)?;
    let (_, after) = rest.split_once(end)?;
    Some(format!("{before}{begin}\n{section}{end}{after}"))
}

/// The JSON schema of `.kmslint.yaml`, for editors.
pub fn schema(rules: &[&Rule], documents: &[&str]) -> String {
    let rule_names: Vec<&str> = rules.iter().map(|rule| rule.name).collect();
    let rule_settings: Map<String, Value> =
        rules.iter().map(|rule| (rule.name.to_owned(), rule_schema(rule))).collect();
    let strings =
        |description: &str| json!({ "description": description, "type": "array", "items": { "type": "string" } });
    let var_files = strings("Files with values of input variables, from the folder of this file");
    let document = object(
        json!({
            "files": strings("Patterns of the files, from the folder of this file"),
            "kind": { "description": "What the files are", "enum": documents },
        }),
        &["files", "kind"],
    );
    let suppression = object(
        json!({
            "rule": { "description": "The rule whose findings are accepted", "examples": rule_names, "type": "string" },
            "path": { "description": "A pattern of the files, from the folder of this file", "type": "string" },
            "reason": { "description": "Why the findings are accepted", "type": "string", "pattern": "\\S" },
            "expires": { "description": "The last day on which it counts", "type": "string", "format": "date" },
        }),
        &["rule", "path", "reason"],
    );
    let mut scenario = object(
        json!({
            "var_files": var_files,
            "variables": { "description": "Values of input variables", "type": "object" },
        }),
        &[],
    );
    if let Some(scenario) = scenario.as_object_mut() {
        scenario.insert("type".to_owned(), json!(["object", "null"]));
    }
    let terraform = object(
        json!({
            "var_files": var_files,
            "scenarios": {
                "description": "Sets of values, each of which the modules are evaluated with",
                "type": "object",
                "additionalProperties": scenario,
            },
        }),
        &[],
    );
    let mut schema = object(
        json!({
            "rules": {
                "description": "Severities and options of rules",
                "type": "object",
                "properties": rule_settings,
                // A team's tables may name rules of their own.
                "additionalProperties": { "enum": SEVERITIES },
            },
            "exclude": strings("Patterns of files that are never checked"),
            "fail_on": { "description": "The lowest severity that makes a run fail", "enum": FAIL_ON, "default": "warning" },
            "documents": { "description": "What a file is, where its content cannot tell", "type": "array", "items": document },
            "terraform": terraform,
            "suppressions": { "description": "Findings that are accepted", "type": "array", "items": suppression },
            "tables": strings("Patterns of files with the team's own limits"),
        }),
        &[],
    );
    if let Some(schema) = schema.as_object_mut() {
        schema.insert("$schema".to_owned(), json!("http://json-schema.org/draft-07/schema#"));
        schema.insert("title".to_owned(), json!("The configuration of kmslint, .kmslint.yaml"));
    }
    // Strings and numbers always become JSON.
    let mut text = serde_json::to_string_pretty(&schema).unwrap_or_default();
    text.push('\n');
    text
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
fn sentence(summary: &str) -> String {
    let mut letters = summary.chars();
    let first = letters.next().map(|letter| letter.to_uppercase().collect::<String>()).unwrap_or_default();
    format!("{first}{}.", letters.as_str())
}

fn object(properties: Value, required: &[&str]) -> Value {
    let mut object = json!({ "type": "object", "additionalProperties": false, "properties": properties });
    if let (false, Some(object)) = (required.is_empty(), object.as_object_mut()) {
        object.insert("required".to_owned(), json!(required));
    }
    object
}

fn rule_schema(rule: &Rule) -> Value {
    let severity = json!({ "enum": SEVERITIES });
    let description = json!(sentence(rule.summary));
    if rule.options.is_empty() {
        let with_options = object(json!({ "severity": severity }), &[]);
        return json!({ "description": description, "anyOf": [severity, with_options] });
    }
    let mut properties = Map::new();
    properties.insert("severity".to_owned(), severity.clone());
    for option in rule.options {
        let property = json!({
            "description": option.summary, "type": "integer", "minimum": 0, "default": option.default,
        });
        properties.insert(option.name.to_owned(), property);
    }
    json!({ "description": description, "anyOf": [severity, object(Value::Object(properties), &[])] })
}
