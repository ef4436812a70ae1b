//! Builds samples for the tests of the rules that read tables.

use std::fmt::Write;

use crate::finding::Finding;
use crate::resource::Notation;
use crate::rule::Rule;
use crate::rules::sample;
use crate::surface::{crossplane, ros};
use crate::tables::Tables;

/// One resource of a sample, with values of a small notation: see [`ResourceBuilder::set`].
pub(super) struct ResourceBuilder {
    /// What the sample calls it.
    key: String,
    members: Vec<(String, String)>,
    blocks: Vec<(String, Vec<(String, String)>)>,
    /// The versions that the configuration allows.
    versions: Option<String>,
    /// Built-in ones with what a test adds.
    tables: Option<Tables>,
}

/// A resource of Terraform.
pub(super) fn terraform(name: &str) -> ResourceBuilder {
    builder(format!("{name}.a"))
}

/// A resource of a template or a manifest.
pub(super) fn of_surface(notation: &'static Notation, name: &str) -> ResourceBuilder {
    if notation == &ros::NOTATION || notation == &crossplane::NOTATION {
        return builder(format!("{}:{name}.a", notation.name));
    }
    assert_eq!(notation, &crate::surface::terraform::NOTATION);
    terraform(name)
}

/// A call of an operation, `alibaba/CreateKey`, that the configuration names.
pub(super) fn request(operation: &str) -> ResourceBuilder {
    builder(operation.to_owned())
}

fn builder(key: String) -> ResourceBuilder {
    ResourceBuilder { key, members: Vec::new(), blocks: Vec::new(), versions: None, tables: None }
}

impl ResourceBuilder {
    /// Sets a field: `"text"` in quotes, `true`, `7`, `?` for what is not known, `null`, `["a", "b"]`, `{key=text, …}`.
    pub(super) fn set(mut self, name: &str, notation: &str) -> Self {
        self.members.push((name.to_owned(), notation.to_owned()));
        self
    }

    /// Adds a block with fields.
    pub(super) fn block(mut self, name: &str, fields: &[(&str, &str)]) -> Self {
        let fields = fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        self.blocks.push((name.to_owned(), fields.collect()));
        self
    }

    pub(super) fn versions(mut self, constraint: &str) -> Self {
        self.versions = Some(constraint.to_owned());
        self
    }

    pub(super) fn table(mut self, text: &str) -> Self {
        self.tables.get_or_insert_with(Tables::new).insert(serde_saphyr::from_str(text).unwrap());
        self
    }

    /// What a rule finds.
    pub(super) fn check(self, rule: &'static Rule) -> Vec<Finding> {
        sample::findings(rule, &self.document(), self.tables.as_ref().unwrap_or(Tables::built_in()))
    }

    /// The messages of what a rule finds.
    pub(super) fn messages(self, rule: &'static Rule) -> Vec<String> {
        self.check(rule).into_iter().map(|finding| finding.message).collect()
    }

    fn document(&self) -> String {
        let Some(kind) = self.key.strip_suffix(".a").filter(|kind| !kind.contains(':')) else {
            let members: Vec<String> =
                self.members.iter().map(|(name, value)| format!("\"{name}\": {}", json(value))).collect();
            return format!("{{\"{}\": {{{}}}}}", self.key, members.join(", "));
        };
        let (mode, kind) = kind.strip_prefix("data.").map_or(("resource", kind), |kind| ("data", kind));
        let mut document = "variable \"unknown\" {}\n".to_owned();
        if let Some(versions) = &self.versions {
            let name = kind.split('_').next().unwrap();
            let source = if name == "alicloud" { "aliyun/alicloud" } else { "opentelekomcloud/opentelekomcloud" };
            let required = format!("{name} = {{ source = \"{source}\", version = \"{versions}\" }}");
            writeln!(document, "terraform {{\n required_providers {{\n  {required}\n }}\n}}").unwrap();
        }
        writeln!(document, "{mode} \"{kind}\" \"a\" {{").unwrap();
        for (name, value) in &self.members {
            writeln!(document, "  {name} = {}", hcl(value)).unwrap();
        }
        for (name, fields) in &self.blocks {
            writeln!(document, "  {name} {{").unwrap();
            for (field, value) in fields {
                writeln!(document, "    {field} = {}", hcl(value)).unwrap();
            }
            writeln!(document, "  }}").unwrap();
        }
        document + "}\n"
    }
}

/// A value of the small notation in Terraform's language.
fn hcl(notation: &str) -> String {
    if notation == "?" {
        return "var.unknown".to_owned();
    }
    match map(notation, " = ") {
        Some(map) => map,
        None => notation.replace('?', "${var.unknown}").replace('\n', "\\n"),
    }
}

/// The same in a request, where tools fill in what is not known.
fn json(notation: &str) -> String {
    if notation == "?" {
        return "\"{{ unknown }}\"".to_owned();
    }
    map(notation, ": ").unwrap_or_else(|| notation.replace('?', "{{ unknown }}"))
}

fn map(notation: &str, between: &str) -> Option<String> {
    let members = notation.strip_prefix('{')?.strip_suffix('}')?.split(',').filter_map(|one| one.split_once('='));
    let members: Vec<String> = members.map(|(key, text)| format!("\"{}\"{between}\"{text}\"", key.trim())).collect();
    Some(format!("{{{}}}", members.join(", ")))
}
