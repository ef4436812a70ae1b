//! Holds what kmslint sees of the Terraform modules in `testdata/modules`: their resources with every value.
//!
//! Each case is a folder; `module` is its root where there is one, else the folder itself.
//! `UPDATE_TESTDATA=1 cargo test modules` writes the expected files anew; read what changed.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use crate::resource::{Blocks, Content, Group, ProviderRef, Resource};
use crate::source::{Sources, Span};
use crate::surface::plan;
use crate::surface::{self, Parsed};
use crate::syntax::json;
use crate::tables::Tables;
use crate::terraform::{Assignment, Evaluation, Inputs, Modules};
use crate::value::{Value, ValueKind};

#[test]
fn modules_are_seen_as_written_down() {
    let mut wrong = Vec::new();
    for case in cases() {
        let shown = show_case(&case);
        let path = case.join("resources.out");
        if std::env::var_os("UPDATE_TESTDATA").is_some() {
            fs::write(&path, &shown).unwrap();
        }
        let expected = fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
        if shown != expected {
            wrong.push(format!("{}\n--- expected\n{expected}\n--- found\n{shown}", case.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_value_of_a_field_has_its_place_inside_the_field() {
    for case in cases() {
        let sources = Sources::new(&case);
        let evaluation = Modules::new(&sources).evaluate_root_apart(&root_of(&case), &inputs(&case));
        for resource in surface::terraform::lift(&evaluation, Tables::built_in()) {
            check_group(&resource.body, &resource);
        }
    }
}

#[test]
fn plans_are_seen_as_written_down() {
    let mut wrong = Vec::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/plans");
    let mut paths: Vec<PathBuf> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    paths.sort();
    for path in paths {
        let sources = Sources::new(&folder);
        let file = sources.load(&path).unwrap();
        let mut printer = Printer { sources: &sources, text: String::new() };
        for document in json::parse(&file).documents {
            for resource in surface::lift(Parsed::Document((&document).into()), None, Tables::built_in()).resources {
                assert_eq!(resource.notation, &plan::NOTATION);
                printer.resource(&resource);
            }
        }
        let expected_path = path.with_extension("out");
        if std::env::var_os("UPDATE_TESTDATA").is_some() {
            fs::write(&expected_path, &printer.text).unwrap();
        }
        let expected = fs::read_to_string(&expected_path).unwrap_or_default().replace("\r\n", "\n");
        if printer.text != expected {
            wrong.push(format!("{}\n--- expected\n{expected}\n--- found\n{}", path.display(), printer.text));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Evaluates one file.
fn evaluate(text: &str) -> (usize, Evaluation) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("main.tf"), text).unwrap();
    let sources = Sources::new(folder.path());
    let evaluation = Modules::new(&sources).evaluate_root_apart(Path::new("."), &Inputs::default());
    (evaluation.resources.len(), evaluation)
}

#[test]
fn a_long_chain_of_local_values_ends_in_a_limit_and_not_in_a_crash() {
    let chain: String = (0..5_000).map(|index| format!("  a{index} = local.a{}\n", index + 1)).collect();
    let resource = "resource \"alicloud_kms_instance\" \"a\" {\n  vpc_num = local.a0\n}\n";
    let (count, evaluation) = evaluate(&format!("locals {{\n{chain}  a5000 = 1\n}}\n{resource}"));
    assert_eq!(count, 1);
    assert!(evaluation.resources[0].body.attributes[0].value.is_unknown());
    assert!(!evaluation.limits.is_empty());
    let short: String = (0..40).map(|index| format!("  a{index} = local.a{}\n", index + 1)).collect();
    let (_, evaluation) = evaluate(&format!("locals {{\n{short}  a40 = 1\n}}\n{resource}"));
    assert!(evaluation.resources[0].body.attributes[0].value.as_number().is_some());
}

#[test]
fn texts_that_double_end_in_a_limit_or_stay_small() {
    let doubled = |first: &str, step: &dyn Fn(usize) -> String| {
        let locals: String = (1..=30).map(|index| format!("  a{index} = {}\n", step(index - 1))).collect();
        let text = format!(
            "variable \"v\" {{}}\nlocals {{\n  a0 = {first}\n{locals}}}\nresource \"alicloud_kms_instance\" \"a\" \
             {{\n  instance_name = local.a30\n}}\n"
        );
        let (_, evaluation) = evaluate(&text);
        assert!(!evaluation.resources[0].body.attributes[0].value.is_wholly_known());
        evaluation.limits.len()
    };
    let template = |index: usize| format!("\"${{local.a{index}}}${{local.a{index}}}\"");
    let join = |index: usize| format!("join(\"-\", [local.a{index}, local.a{index}])");
    assert!(doubled("\"x\"", &template) > 0);
    assert!(doubled("\"x${var.v}y\"", &template) > 0);
    assert!(doubled("\"x${var.v}y\"", &join) > 0);
    // Two unknown texts in a row are one hole.
    assert_eq!(doubled("\"${var.v}${var.v}\"", &template), 0);
}

#[test]
fn a_hundred_thousand_local_values_are_one_module() {
    let locals: String = (0..100_000).map(|index| format!("  a{index} = {index}\n")).collect();
    let resource = "resource \"alicloud_kms_instance\" \"a\" {\n  vpc_num = local.a7\n}\n";
    let (_, evaluation) = evaluate(&format!("locals {{\n{locals}}}\n{resource}"));
    assert!(evaluation.resources[0].body.attributes[0].value.as_number().is_some());
}

#[test]
fn resources_past_the_limit_of_a_root_module_are_one_finding_that_counts_them() {
    let resource = |index: usize| format!("resource \"null_resource\" \"r{index}\" {{}}\n");
    let said = |count: usize| {
        let (found, evaluation) = evaluate(&(0..count).map(resource).collect::<String>());
        let limits = evaluation.limits.iter().map(|(place, limit)| (place.start as usize, limit.to_string()));
        (found, limits.collect::<Vec<_>>())
    };
    assert_eq!(said(20_000), (20_000, Vec::new()));
    let first = (0..20_000).map(|index| resource(index).len()).sum();
    let message =
        |left| format!("the root module has more than 20000 resources; {left} are not checked, from this one on");
    assert_eq!(said(20_001), (20_000, vec![(first, message(1))]));
    assert_eq!(said(20_500), (20_000, vec![(first, message(500))]));
}

#[test]
fn places_past_a_limit_are_named_up_to_a_number() {
    let resource = |index: usize| format!("data \"null_data_source\" \"r{index}\" {{\n  count = 3000\n}}\n");
    let (_, evaluation) = evaluate(&(0..300).map(resource).collect::<String>());
    let said: Vec<String> = evaluation.limits.iter().map(|(_, limit)| limit.to_string()).collect();
    assert_eq!(said.len(), 102, "{said:?}");
    // Ten blocks have 2000 each, and are followed by the first that has no room.
    assert_eq!(said[9], "`data.null_data_source.r9` has 3000 instances; only the first 2000 are checked");
    assert_eq!(said[10], "the root module has more than 20000 resources; 870000 are not checked, from this one on");
    assert_eq!(said[101], "200 more places of the root module pass a limit, from this one on; none is checked");
}

#[test]
fn too_many_instances_are_cut_off_and_said() {
    let resource =
        |count: &str| format!("resource \"alicloud_kms_alias\" \"a\" {{\n  {count}\n  alias_name = \"alias/x\"\n}}\n");
    let pairs = "toset([for pair in setproduct(range(50), range(60)) : join(\"-\", pair)])";
    for count in ["count = 1000000", &format!("for_each = {pairs}")] {
        let (found, evaluation) = evaluate(&resource(count));
        assert!((2_000..=2_001).contains(&found), "{found} with {count}");
        assert_eq!(evaluation.limits.len(), 1, "{count}");
    }
    let (found, evaluation) = evaluate(&resource("count = 2000"));
    assert_eq!((found, evaluation.limits.len()), (2_000, 0));
    let (found, _) = evaluate(&resource("count = -1"));
    assert_eq!(found, 1);
}

#[test]
fn ephemeral_resources_are_read_and_not_written() {
    let (count, evaluation) = evaluate("ephemeral \"alicloud_kms_alias\" \"a\" {\n  alias_name = \"x\"\n}\n");
    assert_eq!(count, 1);
    assert!(evaluation.resources[0].is_data);
}

fn check_group(group: &Group, resource: &Resource) {
    for field in &group.fields {
        match &field.content {
            Content::Value(value) => {
                let place = value.span.unwrap();
                check_value(value, place, &format!("{} of {}", field.name, resource.display_name()));
            }
            Content::Blocks(blocks) => blocks.groups.iter().for_each(|group| check_group(group, resource)),
        }
    }
}

fn check_value(value: &Value, place: Span, what: &str) {
    assert!(value.span.is_some_and(|span| place.contains(span)), "{what}: {value:?} is not inside {place:?}");
    value.items().iter().for_each(|item| check_value(item, place, what));
    if let Some(mapping) = value.as_mapping() {
        mapping.members.values().for_each(|member| check_value(&member.value, place, what));
    }
}

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/modules");
    let mut cases: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.sort();
    cases
}

fn root_of(case: &Path) -> PathBuf {
    PathBuf::from(if case.join("root").is_dir() { "root" } else { "." })
}

/// `inputs` of a case holds one input a line: `var-file PATH`, `var NAME=VALUE`, `env NAME=VALUE`.
fn inputs(case: &Path) -> Inputs {
    let mut inputs = Inputs::default();
    for line in fs::read_to_string(case.join("inputs")).unwrap_or_default().lines() {
        let (kind, value) = line.split_once(' ').unwrap();
        let pair = || value.split_once('=').map(|(name, value)| (name.to_owned(), value.to_owned())).unwrap();
        match kind {
            "var-file" => inputs.assignments.push(Assignment::File(value.into())),
            "var" => {
                let (name, text) = pair();
                inputs.assignments.push(Assignment::Text { name, text, place: None });
            }
            "env" => inputs.environment.extend([pair()]),
            other => panic!("{other} is no kind of input"),
        }
    }
    inputs
}

fn show_case(case: &Path) -> String {
    let sources = Sources::new(case);
    let evaluation = Modules::new(&sources).evaluate_root_apart(&root_of(case), &inputs(case));
    let mut printer = Printer { sources: &sources, text: String::new() };
    for resource in surface::terraform::lift(&evaluation, Tables::built_in()) {
        printer.resource(&resource);
    }
    for problem in &evaluation.problems {
        printer.note("problem", problem.span, &problem.message);
    }
    for (span, limit) in &evaluation.limits {
        printer.note("limit", *span, &limit.to_string());
    }
    for (span, reason) in &evaluation.undecided {
        printer.note("undecided", *span, reason);
    }
    for (path, error) in &evaluation.unreadable {
        writeln!(printer.text, "unreadable {}: {error}", sources.display(path)).unwrap();
    }
    printer.text
}

struct Printer<'a> {
    sources: &'a Sources,
    text: String,
}

impl Printer<'_> {
    fn resource(&mut self, resource: &Resource) {
        let place = self.place(resource.header);
        let role = if resource.is_written() { "" } else { " (read)" };
        writeln!(self.text, "{} is {}{role} at {place}", resource.display_name(), resource.kind).unwrap();
        for call in resource.calls.iter() {
            let place = self.place(call.header);
            writeln!(self.text, "  called by {} at {place}", call.name).unwrap();
        }
        match &resource.provider {
            ProviderRef::Known(provider) => writeln!(self.text, "  provider {provider}").unwrap(),
            ProviderRef::OneOf(choice) => writeln!(self.text, "  one of several providers, by {choice}").unwrap(),
            ProviderRef::Unknown => {}
        }
        if let Some(region) = &resource.region {
            let shown = self.value_with_origin(region);
            writeln!(self.text, "  region {shown}").unwrap();
        }
        if let Some(versions) = &resource.versions {
            let constraints: Vec<String> =
                versions.constraints.iter().map(|(constraint, _)| constraint.to_string()).collect();
            let locked =
                versions.locked.as_ref().map_or_else(String::new, |(version, _)| format!(", locked {version}"));
            writeln!(self.text, "  versions {} {}{locked}", versions.source, constraints.join(" and ")).unwrap();
        }
        self.group(&resource.meta, 2, "meta ");
        self.group(&resource.body, 2, "");
    }

    fn group(&mut self, group: &Group, indent: usize, prefix: &str) {
        for field in &group.fields {
            match &field.content {
                Content::Value(value) => {
                    let shown = self.value_with_origin(value);
                    writeln!(self.text, "{:indent$}{prefix}{} = {shown}", "", field.name).unwrap();
                }
                Content::Blocks(blocks) => self.blocks(&field.name, blocks, indent, prefix),
            }
        }
    }

    fn blocks(&mut self, name: &str, blocks: &Blocks, indent: usize, prefix: &str) {
        let open = if blocks.is_open { " or more" } else { "" };
        writeln!(self.text, "{:indent$}{prefix}{name}: {} blocks{open}", "", blocks.groups.len()).unwrap();
        for group in &blocks.groups {
            let place = self.place(group.header);
            writeln!(self.text, "{:indent$}- at {place}", "").unwrap();
            self.group(group, indent + 2, "");
        }
    }

    fn value_with_origin(&self, value: &Value) -> String {
        let mut shown = format!("{} at {}", show(value), value.span.map_or("nowhere".into(), |span| self.place(span)));
        for origin in value.origins() {
            write!(shown, ", {} at {}", origin.name, self.place(origin.span)).unwrap();
        }
        shown
    }

    fn note(&mut self, kind: &str, span: Span, message: &str) {
        let place = self.place(span);
        writeln!(self.text, "{kind} at {place}: {message}").unwrap();
    }

    fn place(&self, span: Span) -> String {
        let file = self.sources.file(span.file);
        let position = file.position(span.start);
        format!("{}:{}:{}", file.name(), position.line, position.column)
    }
}

fn show(value: &Value) -> String {
    let shown = match &value.kind {
        ValueKind::Null => "null".to_owned(),
        ValueKind::Bool(value) => value.to_string(),
        ValueKind::Number(number) => number.to_string(),
        ValueKind::String(text) => {
            let pieces = text.pieces().into_iter().map(|piece| piece.unwrap_or("${?}").to_owned());
            format!("{:?}", pieces.collect::<String>())
        }
        ValueKind::Sequence(sequence) => {
            let items: Vec<String> = sequence.items.iter().map(show).collect();
            format!("{:?}[{}{}]", sequence.kind, items.join(", "), if sequence.is_open() { ", …" } else { "" })
        }
        ValueKind::Mapping(mapping) => {
            let members: Vec<String> =
                mapping.members.iter().map(|(key, member)| format!("{key} = {}", show(&member.value))).collect();
            format!("{:?}{{{}{}}}", mapping.kind, members.join(", "), if mapping.is_open { ", …" } else { "" })
        }
        ValueKind::Unknown(unknown) => match &unknown.symbol {
            Some(symbol) => format!("<{}.{}> ({})", symbol.resource, symbol.attribute, unknown.reason),
            None => format!("? ({})", unknown.reason),
        },
    };
    if value.sensitive { format!("sensitive {shown}") } else { shown }
}
