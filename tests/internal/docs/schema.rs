//! The JSON schema of the configuration.

use serde_json::{Map, Value, json};

use crate::config::{FAIL_ON, SEVERITIES};
use crate::docs::sentence;
use crate::rule::Rule;

/// The JSON schema of `.kmslint.yaml`, for editors.
pub(super) fn schema(rules: &[&Rule], documents: &[&str]) -> String {
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
