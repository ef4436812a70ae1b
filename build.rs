//! Prepares the tables of `rules/` for the program: their YAML is read here, and only what a table can be looked up by
//! is read when the program starts. A table itself is JSON that is parsed when it is first needed.

#[path = "build/consumers.rs"]
mod consumers;

use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use consumers::Consumers;
use serde_json::Value;

fn main() -> Result<(), Box<dyn Error>> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").ok_or("cargo names no folder")?);
    let output = PathBuf::from(env::var_os("OUT_DIR").ok_or("cargo names no output folder")?);
    println!("cargo::rerun-if-changed=rules");
    let (mut tables, mut clouds) = (String::new(), String::new());
    for path in table_files(&root.join("rules"))? {
        let name = path.strip_prefix(&root)?.to_string_lossy().replace('\\', "/");
        let text = fs::read_to_string(&path)?;
        // The letter of a zone is no boolean.
        let options = serde_saphyr::options! { strict_booleans: true };
        let documents: Vec<Value> = serde_saphyr::from_multiple_with_options(&text, options)
            .map_err(|error| format!("{name}: {}", error.without_snippet()))?;
        for document in documents.iter().filter(|document| !document.is_null()) {
            if let Some(cloud) = document.get("cloud").and_then(Value::as_str) {
                writeln!(clouds, "    ({cloud:?}, {:?}),", document.to_string())?;
            } else if document.get("consumers").is_some() {
                let consumers: Consumers =
                    serde_json::from_value(document.clone()).map_err(|error| format!("{name}: {error}"))?;
                for table in consumers.tables().map_err(|error| format!("{name}: {error}"))? {
                    writeln!(tables, "    {},", prepared(&table))?;
                }
            } else {
                writeln!(tables, "    {},", prepared(document))?;
            }
        }
    }
    let text = format!(
        "pub(super) static TABLES: &[Prepared] = &[\n{tables}];\n\n\
         pub(super) static CLOUDS: &[(&str, &str)] = &[\n{clouds}];\n"
    );
    fs::write(output.join("tables.rs"), text)?;
    Ok(())
}

/// The files of every cloud, sorted.
fn table_files(rules: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(rules)? {
        let folder = entry?.path();
        if folder.is_dir() {
            for file in fs::read_dir(folder)? {
                files.push(file?.path());
            }
        }
    }
    files.retain(|file| file.extension().is_some_and(|ending| ending == "yaml"));
    files.sort();
    Ok(files)
}

/// A table as a `Prepared` of the program.
fn prepared(table: &Value) -> String {
    let kind = table.get("kind").and_then(Value::as_str).unwrap_or_default();
    let is_data = table.get("data").and_then(Value::as_bool).unwrap_or_default();
    let operations = members(table.get("operations"));
    let names: Vec<(&str, &str)> = members(table.get("names"))
        .into_iter()
        .flat_map(|(notation, names)| strings(names).into_iter().map(move |name| (notation, name)))
        .collect();
    let groups: Vec<Vec<&str>> =
        operations.iter().filter_map(|(_, operation)| operation.get("recognised_by")).flat_map(groups).collect();
    let operations: Vec<&str> = operations.iter().map(|(name, _)| *name).collect();
    let groups: Vec<String> = groups.iter().map(|group| format!("&{group:?}")).collect();
    format!(
        "Prepared {{ kind: {kind:?}, is_data: {is_data}, names: &{names:?}, \
         operations: &{operations:?}, recognised_by: &[{}], json: {:?} }}",
        groups.join(", "),
        table.to_string(),
    )
}

fn members(node: Option<&Value>) -> Vec<(&str, &Value)> {
    let members = node.and_then(Value::as_object).into_iter().flatten();
    members.map(|(name, value)| (name.as_str(), value)).collect()
}

/// A string, or the strings of a list.
fn strings(node: &Value) -> Vec<&str> {
    match node {
        Value::Array(items) => items.iter().filter_map(Value::as_str).collect(),
        one => one.as_str().into_iter().collect(),
    }
}

/// `[a, b]` as one group, `[[a, b], [c]]` as two.
fn groups(node: &Value) -> Vec<Vec<&str>> {
    match node.as_array().map(Vec::as_slice) {
        Some(items @ [Value::Array(_), ..]) => items.iter().map(strings).collect(),
        _ => vec![strings(node)],
    }
}
