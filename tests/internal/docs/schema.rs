//! The JSON schemas of the configuration and of tables.

use serde_json::{Map, Value, json};

use crate::config::{FAIL_ON, SEVERITIES};
use crate::docs::{CONFIGURATION_SCHEMA, TABLE_SCHEMA, sentence};
use crate::rule::Rule;
use crate::surface;
use crate::tables::Tables;
use crate::tables::form::{Form, Object, ROW, TABLE};

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
        schema.insert("title".to_owned(), json!("The configuration of kmslint, .kmslint.yaml"));
    }
    text(schema, CONFIGURATION_SCHEMA)
}

/// The JSON schema of a team's table, for editors. The fields of a kind that has a table are named, so that they can be
/// completed.
pub(super) fn table_schema(tables: &Tables) -> String {
    let mut schema = schema_of(&TABLE);
    let kinds: Vec<&str> = tables.iter().map(|table| &*table.kind).collect();
    let fields_of_kinds: Vec<Value> = tables
        .iter()
        .map(|table| {
            let names: Vec<_> = table.fields.keys().collect();
            json!({
                "if": { "properties": { "kind": { "const": table.kind } }, "required": ["kind"] },
                "then": { "properties": { "fields": { "propertyNames": { "enum": names } } } },
            })
        })
        .collect();
    if let Some(schema) = schema.as_object_mut() {
        schema.insert("title".to_owned(), json!("A table of kmslint with a team's own limits"));
        schema.insert("allOf".to_owned(), json!(fields_of_kinds));
        schema.insert("definitions".to_owned(), json!({ "row": schema_of(&ROW) }));
    }
    if let Some(kind) = schema.pointer_mut("/properties/kind").and_then(Value::as_object_mut) {
        kind.insert("anyOf".to_owned(), json!([{ "enum": kinds }, { "pattern": "^[a-z0-9-]+/[a-z0-9_]+$" }]));
    }
    // A name of a surface is one of few wherever it stands.
    let surfaces: Vec<&str> = surface::notations().map(|notation| notation.name).collect();
    for pointer in ["/properties/names", "/definitions/row/properties/names"] {
        if let Some(names) = schema.pointer_mut(pointer).and_then(Value::as_object_mut) {
            names.insert("propertyNames".to_owned(), json!({ "enum": surfaces }));
        }
    }
    for pointer in ["/definitions/row/properties/surfaces/items", "/definitions/row/properties/encoded/items"] {
        if let Some(items) = schema.pointer_mut(pointer).and_then(Value::as_object_mut) {
            items.insert("enum".to_owned(), json!(surfaces));
        }
    }
    text(schema, TABLE_SCHEMA)
}

fn schema_of(declared: &Object) -> Value {
    let mut properties = Map::new();
    for key in declared.keys {
        let mut property = form(key.form);
        if let Some(property) = property.as_object_mut() {
            // What stands beside a reference is not read.
            match property.remove("$ref") {
                Some(reference) => property.insert("allOf".to_owned(), json!([{ "$ref": reference }])),
                None => None,
            };
            property.insert("description".to_owned(), json!(key.about));
        }
        properties.insert(key.name.to_owned(), property);
    }
    object(Value::Object(properties), declared.required)
}

fn form(declared: Form) -> Value {
    match declared {
        Form::Text => json!({ "type": "string" }),
        Form::Scalar => json!({ "type": ["string", "number", "boolean"] }),
        Form::RuleName => json!({ "type": "string", "pattern": "^[A-Za-z0-9][A-Za-z0-9_-]*$" }),
        Form::Integer => json!({ "type": "integer" }),
        Form::Boolean => json!({ "type": "boolean" }),
        Form::Version => json!({ "type": "string", "pattern": "^[0-9]+\\.[0-9]+\\.[0-9]+" }),
        Form::Duration => json!({ "type": "string", "pattern": "^[0-9]+[dhms]$" }),
        Form::Day => json!({ "type": "string", "format": "date" }),
        // Not every pattern of ours is one of JavaScript's.
        Form::Pattern => json!({ "type": "string" }),
        Form::Condition => json!({ "type": "string", "pattern": "^!?[^=!<>~ ]+ *(!?=([^=~].*)?)?$" }),
        Form::Word(words) => json!({ "enum": words }),
        Form::List(of_each) => json!({ "type": "array", "items": form(*of_each) }),
        Form::Map(of_each) => json!({ "type": "object", "additionalProperties": form(*of_each) }),
        Form::Places(of_each) => json!({
            "type": "object",
            "propertyNames": { "pattern": "^([A-Za-z][A-Za-z0-9/_-]*|< *[0-9]+\\.[0-9]+\\.[0-9]+.*)$" },
            "additionalProperties": form(*of_each),
        }),
        Form::Object(declared) if std::ptr::eq(declared, &ROW) => json!({ "$ref": "#/definitions/row" }),
        Form::Object(declared) => schema_of(declared),
        Form::OneOf(forms) => json!({ "anyOf": forms.iter().map(|one| form(*one)).collect::<Vec<_>>() }),
    }
}

fn text(mut schema: Value, address: &str) -> String {
    if let Some(schema) = schema.as_object_mut() {
        schema.insert("$schema".to_owned(), json!("http://json-schema.org/draft-07/schema#"));
        schema.insert("$id".to_owned(), json!(address));
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
