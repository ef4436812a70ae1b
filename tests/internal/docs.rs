//! Pages that are written from the declarations of the rules: stale ones fail, `UPDATE_DOCS=1` writes them.

mod links;
mod own_tables;
mod pages;
mod schema;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use crate::config;
use crate::docs;
use crate::rules;
use crate::tables::Tables;

use crate::internal::project::{self, Project};

fn schema() -> String {
    let documents: Vec<&str> = Tables::built_in().operations().collect();
    schema::schema(rules::ALL, &documents)
}

#[test]
fn the_schema_has_the_settings_that_are_read() {
    let schema: serde_json::Value = serde_json::from_str(&schema()).unwrap();
    let names = |pointer: &str| -> BTreeSet<String> {
        schema.pointer(pointer).unwrap().as_object().unwrap().keys().cloned().collect()
    };
    let set = |keys: &[&str]| keys.iter().map(|&key| key.to_owned()).collect::<BTreeSet<_>>();
    assert_eq!(names("/properties"), set(config::KEYS));
    assert_eq!(names("/properties/documents/items/properties"), set(config::DOCUMENT_KEYS));
    assert_eq!(names("/properties/suppressions/items/properties"), set(config::SUPPRESSION_KEYS));
    assert_eq!(names("/properties/terraform/properties"), set(config::TERRAFORM_KEYS));
    let scenario = "/properties/terraform/properties/scenarios/additionalProperties/properties";
    assert_eq!(names(scenario), set(config::SCENARIO_KEYS));
}

#[test]
fn pages_are_up_to_date() {
    let root = project::root();
    let mut pages: BTreeMap<PathBuf, String> = BTreeMap::new();
    for rule in rules::ALL {
        pages.insert(root.join(format!("docs/rules/{}.md", rule.name)), docs::rule_page(rule));
    }
    pages.insert(root.join("docs/rules/README.md"), pages::rule_list(rules::ALL));
    pages.insert(root.join("kmslint.schema.json"), schema());
    pages.insert(root.join("kmslint-table.schema.json"), schema::table_schema(Tables::built_in()));
    let summary = fs::read_to_string(root.join("docs/SUMMARY.md")).unwrap().replace("\r\n", "\n");
    pages.insert(root.join("docs/SUMMARY.md"), pages::summary(&summary, rules::ALL));
    pages.insert(root.join("docs/surfaces.md"), pages::surface_table(rules::ALL, &shown_on_surfaces()));
    let mut stale = Vec::new();
    for (path, text) in &pages {
        if std::env::var_os("UPDATE_DOCS").is_some() {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let written = fs::read_to_string(path).unwrap_or_default().replace("\r\n", "\n");
        if written != *text {
            stale.push(path.strip_prefix(&root).unwrap().display().to_string());
        }
    }
    for page in project::entries(&root.join("docs/rules")) {
        if !pages.contains_key(&page) {
            stale.push(format!("{} (no such rule)", page.display()));
        }
    }
    assert!(stale.is_empty(), "stale, UPDATE_DOCS=1 writes them: {}", stale.join(", "));
}

/// The surfaces on which a case reports each rule.
fn shown_on_surfaces() -> BTreeSet<(String, &'static str)> {
    let mut shown = BTreeSet::new();
    for folder in ["testdata/rules", "testdata/surfaces"] {
        for group in project::entries(&project::root().join(folder)) {
            let name = group.file_name().unwrap().to_string_lossy().into_owned();
            let cases = project::entries(&group).into_iter().filter(|case| case.extension().is_none_or(|e| e != "out"));
            for case in cases {
                shown.extend(Project::of_path(&case).surfaces_of_findings(&project::default_rules_and(&[&name])));
            }
        }
    }
    shown
}
