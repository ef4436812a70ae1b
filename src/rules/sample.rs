//! Samples for the unit tests of rules: what the surfaces make of a small document, and what a rule finds there.
//!
//! A sample is Terraform, or a JSON object of resources, each written into what its surface reads. The key says what
//! one is: `alicloud_kms_alias.a` (managed), `data.opentelekomcloud_kms_key_v1.a` (read), `alibaba/CreateAlias` (a
//! request that the configuration names), `saved` (a response), `ros:ALIYUN::KMS::Key.a`,
//! `crossplane:kms.alibabacloud.crossplane.io/Key.a`, `kubernetes:StorageClass` (an object of that kind), `ansible:uri`
//! (a task), `document` (whatever it is recognised as).
//!
//! In Terraform `"@alicloud_vpc.a.id"` is a reference, also to what the sample does not declare, `…` in a string is an
//! unknown part, `"?"` an unknown value, and a name that ends in `[*]` has a count that is not known. `$provider`
//! (`alicloud.beijing`) is the provider configuration that a resource has, `$region` the region of that.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;

use crate::date;
use crate::finding::Finding;
use crate::resource::{Questions, Resource, Role};
use crate::rule::{OpenQuestions, Rule, RuleContext, RuleSettings, Situation, Undecided};
use crate::source::{FileId, Sources, Span};
use crate::surface::{self, NamedKind, Parsed};
use crate::syntax::node::{Entry, Node, NodeKind};
use crate::syntax::text::Text;
use crate::syntax::{Documents, json};
use crate::tables::Tables;
use crate::terraform::{Inputs, Modules};
use crate::view::{View, misspelled};

/// A finding with the text that it points at.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) severity: &'static str,
    pub(super) at: String,
    pub(super) message: String,
    /// The text under each label, with its message.
    pub(super) labels: Vec<(String, String)>,
    pub(super) help: String,
    /// The document after the fix.
    pub(super) fixed: Option<String>,
}

impl Found {
    /// `error "x": message`
    pub(super) fn line(&self) -> String {
        format!("{} {}: {}", self.severity, self.at, self.message)
    }
}

/// The findings of a rule on a document, each as one line.
pub(super) fn lines(rule: &'static Rule, document: &str) -> Vec<String> {
    check(rule, document).iter().map(Found::line).collect()
}

pub(super) fn check(rule: &'static Rule, document: &str) -> Vec<Found> {
    let settings = RuleSettings { options: Default::default(), today: date::day("2026-01-31") };
    check_with(rule, document, &settings).0
}

/// What a rule could not decide.
pub(super) fn undecided(rule: &'static Rule, document: &str) -> Vec<Undecided> {
    let settings = RuleSettings { options: Default::default(), today: None };
    check_with(rule, document, &settings).1
}

pub(super) fn check_with(rule: &'static Rule, document: &str, settings: &RuleSettings) -> (Vec<Found>, Vec<Undecided>) {
    let mut sample = Sample::new(document, Tables::built_in());
    let (findings, undecided) = sample.run(rule, settings, Tables::built_in());
    (findings.into_iter().map(|finding| sample.found(finding)).collect(), undecided)
}

/// The findings by these tables, at their places in what was written for the document.
pub(super) fn findings(rule: &'static Rule, document: &str, tables: &Tables) -> Vec<Finding> {
    let settings = RuleSettings { options: Default::default(), today: None };
    Sample::new(document, tables).run(rule, &settings, tables).0
}

/// A document, and the resources of each file that it stands for.
struct Sample<'a> {
    document: &'a str,
    units: Vec<Vec<Resource>>,
    module: Option<(FileId, Written<'a>)>,
}

impl<'a> Sample<'a> {
    fn new(document: &'a str, tables: &Tables) -> Self {
        let mut sample = Self { document, units: Vec::new(), module: None };
        // Module folders have to be there; their files do not.
        let folder = tempfile::tempdir().unwrap();
        let sources = Sources::new(folder.path());
        let file = sources.add("sample.json", document);
        if !document.trim_start().starts_with('{') {
            sample.add_module(sources, "main.tf", Written::copy_of(document), tables);
            return sample;
        }
        let parsed = json::parse(&file);
        let has_holes = surface::has_holes(file.text());
        // Two requests of one operation have the same key.
        assert!(parsed.errors.iter().all(|error| error.message.contains("twice")), "{:?}", parsed.errors);
        let mut by_surface: Vec<(&str, Vec<&Entry>)> = Vec::new();
        for entry in parsed.documents[0].entries() {
            let surface = surface_of(entry);
            match by_surface.iter_mut().find(|(known, _)| *known == surface) {
                Some((_, entries)) => entries.push(entry),
                None => by_surface.push((surface, vec![entry])),
            }
        }
        by_surface.sort_by_key(|(surface, _)| *surface == TERRAFORM);
        for (surface, entries) in by_surface {
            if surface == TERRAFORM {
                sample.add_module(sources, "main.tf.json", module(document, &entries), tables);
                break;
            }
            let documents = Documents { documents: documents(surface, &entries), ..Documents::default() };
            let named = surface.contains('/').then(|| NamedKind(surface.to_owned()));
            let resources = surface::lift_documents(documents, &file, has_holes, named.as_ref(), tables).resources;
            assert!(!resources.is_empty(), "{surface} is nothing that a surface knows: {document}");
            sample.units.push(resources);
        }
        sample
    }

    fn add_module(&mut self, mut sources: Sources, name: &str, written: Written<'a>, tables: &Tables) {
        sources.set_overlay(Path::new(name), written.text.as_str());
        let evaluation = Modules::new(&sources).evaluate_root_apart(Path::new("."), &Inputs::default());
        assert!(evaluation.problems.is_empty(), "{:?}\n{}", evaluation.problems, written.text);
        self.units.push(surface::lift(Parsed::Module(&evaluation), None, tables).resources);
        self.module = Some((evaluation.files[0], written));
    }

    /// Where the document has what stands at a place in one of its files.
    fn place(&self, span: Span) -> Range<usize> {
        match &self.module {
            Some((file, written)) if *file == span.file => written.origin_of(span.range()),
            _ => span.range(),
        }
    }

    /// Runs a rule on each file by itself, beside the saved responses of all.
    fn run(&mut self, rule: &'static Rule, settings: &RuleSettings, tables: &Tables) -> (Vec<Finding>, Vec<Undecided>) {
        let all = self.units.iter().flatten();
        let saved: Vec<Resource> = all.filter(|resource| resource.role == Role::Saved).cloned().collect();
        let situation = Situation::default();
        let (mut findings, mut open) = (Vec::new(), Vec::new());
        for resources in &mut self.units {
            misspelled::mark(resources, tables);
            let questions = Questions::about(resources);
            let view = View::new(resources, &saved, tables);
            let mut cx = RuleContext::new(rule, &view, settings, &situation, &questions);
            (rule.check)(&mut cx);
            let (found, questions) = cx.into_results();
            findings.extend(found);
            let mut of_unit = OpenQuestions::default();
            of_unit.add(questions, rule.name);
            let mut of_unit = of_unit.into_undecided();
            of_unit.sort();
            open.extend(of_unit);
        }
        (findings, open)
    }

    fn found(&self, finding: Finding) -> Found {
        let labels = finding.labels();
        let help = finding.plain_help().unwrap_or_default();
        let under = |span: Span| self.document[self.place(span)].to_owned();
        let fixed = finding.fix.map(|fix| {
            let mut edits: Vec<_> = fix.edits.iter().map(|edit| (self.place(edit.span), &edit.text)).collect();
            edits.sort_by_key(|(place, _)| std::cmp::Reverse((place.start, place.end)));
            let mut text = self.document.to_owned();
            for (place, new) in edits {
                text.replace_range(place, new);
            }
            text
        });
        Found {
            severity: finding.severity.name(),
            at: under(finding.span),
            labels: labels.into_iter().map(|label| (under(label.span), label.message)).collect(),
            fixed,
            message: finding.message,
            help,
        }
    }
}

const TERRAFORM: &str = "terraform";

/// What a file is that holds an entry: entries of one are parts of one file.
fn surface_of(entry: &Entry) -> &str {
    let name = name_of(entry);
    match name.split_once(':') {
        Some((surface, _)) => surface,
        None if name.contains('/') || matches!(name, "saved" | "document") => name,
        None => TERRAFORM,
    }
}

fn name_of(entry: &Entry) -> &str {
    entry.key.known().unwrap()
}

/// The documents of a file, with the nodes of the sample in what the surface expects around them.
fn documents(surface: &str, entries: &[&Entry]) -> Vec<Node> {
    let place = entries[0].key.span();
    let bodies = || entries.iter().map(|entry| entry.value.clone()).collect::<Vec<_>>();
    match surface {
        "ros" => {
            let resources = entries.iter().map(|entry| {
                let (kind, name) = type_and_name(entry);
                let place = entry.key.span();
                let resource = object(place, [("Type", string(kind, place)), ("Properties", entry.value.clone())]);
                Entry { key: text(name, place), value: resource }
            });
            let resources = Node::new(place, NodeKind::Mapping(resources.collect()));
            let version = string("2015-09-01", place);
            vec![object(place, [("ROSTemplateFormatVersion", version), ("Resources", resources)])]
        }
        "crossplane" => {
            let manifest = |entry: &&Entry| {
                let (kind, name) = type_and_name(entry);
                let (group, kind) = kind.split_once('/').unwrap();
                let place = entry.key.span();
                let members = [
                    ("apiVersion", string(&format!("{group}/v1alpha1"), place)),
                    ("kind", string(kind, place)),
                    ("metadata", object(place, [("name", string(name, place))])),
                    ("spec", object(place, [("forProvider", entry.value.clone())])),
                ];
                object(place, members)
            };
            entries.iter().map(manifest).collect()
        }
        "kubernetes" => {
            let manifest = |entry: &&Entry| {
                let place = entry.key.span();
                let kind = name_of(entry).trim_start_matches("kubernetes:");
                let members = object(place, [("apiVersion", string("v1", place)), ("kind", string(kind, place))]);
                let all = [members.entries(), entry.value.entries()].concat();
                Node::new(place, NodeKind::Mapping(all))
            };
            entries.iter().map(manifest).collect()
        }
        "ansible" => {
            let task = |entry: &&Entry| {
                let module = name_of(entry).trim_start_matches("ansible:");
                object(entry.key.span(), [(module, entry.value.clone())])
            };
            vec![Node::new(place, NodeKind::Sequence(entries.iter().map(task).collect()))]
        }
        // A file may list several requests.
        _ if surface.contains('/') && entries.len() > 1 => vec![Node::new(place, NodeKind::Sequence(bodies()))],
        _ => bodies(),
    }
}

/// `Key` and `a` of `ros:Key.a`.
fn type_and_name(entry: &Entry) -> (&str, &str) {
    name_of(entry).split_once(':').unwrap().1.rsplit_once('.').unwrap()
}

fn text(text: &str, span: Span) -> Text {
    let mut builder = Text::builder();
    builder.push(text, span);
    builder.finish(span)
}

fn string(known: &str, span: Span) -> Node {
    Node::new(span, NodeKind::String(text(known, span)))
}

fn object<const N: usize>(span: Span, members: [(&str, Node); N]) -> Node {
    let entries = members.into_iter().map(|(key, value)| Entry { key: text(key, span), value });
    Node::new(span, NodeKind::Mapping(entries.collect()))
}

/// Terraform that is written for a document, and where each piece of it comes from.
struct Written<'a> {
    document: &'a str,
    text: String,
    pieces: Vec<Piece>,
    /// Variables without a value, one for each unknown value: what one variable gives twice is known to be equal.
    unknown: usize,
}

struct Piece {
    written: Range<usize>,
    origin: Range<usize>,
    /// Byte for byte; otherwise the whole stands for the whole.
    is_copy: bool,
}

impl<'a> Written<'a> {
    fn new(document: &'a str) -> Self {
        Self { document, text: String::new(), pieces: Vec::new(), unknown: 0 }
    }

    fn copy_of(document: &'a str) -> Self {
        let mut written = Self::new(document);
        written.copy(0..document.len());
        written
    }

    fn copy(&mut self, origin: Range<usize>) {
        let text = &self.document[origin.clone()];
        self.push(text, origin, true);
    }

    fn stand_for(&mut self, text: &str, origin: Range<usize>) {
        self.push(text, origin, false);
    }

    fn push(&mut self, text: &str, origin: Range<usize>, is_copy: bool) {
        let start = self.text.len();
        self.text.push_str(text);
        self.pieces.push(Piece { written: start..self.text.len(), origin, is_copy });
    }

    /// Copies a part of the document with all strings of a node as Terraform writes them.
    fn copy_node(&mut self, whole: Range<usize>, node: &Node) {
        let mut replaced = Vec::new();
        self.collect_replaced(node, &mut replaced);
        let mut at = whole.start;
        for (place, text) in replaced {
            self.copy(at..place.start);
            at = place.end;
            self.stand_for(&text, place);
        }
        self.copy(at..whole.end);
    }

    /// The places in a node that the notation of samples writes otherwise than Terraform does.
    fn collect_replaced(&mut self, node: &Node, replaced: &mut Vec<(Range<usize>, String)>) {
        node.items().iter().for_each(|item| self.collect_replaced(item, replaced));
        node.entries().iter().for_each(|entry| self.collect_replaced(&entry.value, replaced));
        let place = node.span.range();
        match node.as_str() {
            Some("?") => replaced.push((place, format!("\"{}\"", self.unknown()))),
            Some(known) if known.starts_with('@') => replaced.push((place, format!("\"${{{}}}\"", &known[1..]))),
            Some(_) => {
                for (at, hole) in self.document[place.clone()].match_indices('…') {
                    let start = place.start + at;
                    replaced.push((start..start + hole.len(), self.unknown()));
                }
            }
            None => {}
        }
    }

    fn unknown(&mut self) -> String {
        self.unknown += 1;
        format!("${{var.{}}}", unknown_name(self.unknown))
    }

    fn origin_of(&self, written: Range<usize>) -> Range<usize> {
        let piece = |at: usize| self.pieces.iter().find(|piece| piece.written.contains(&at)).unwrap();
        let first = piece(written.start.min(self.text.len() - 1));
        let start =
            if first.is_copy { first.origin.start + (written.start - first.written.start) } else { first.origin.start };
        if written.is_empty() {
            return start..start;
        }
        let last = piece(written.end - 1);
        let end = if last.is_copy { last.origin.start + (written.end - last.written.start) } else { last.origin.end };
        start..end.max(start)
    }
}

/// A root module with these resources, the provider configurations that they name, and whatever they refer to.
fn module<'a>(document: &'a str, entries: &[&Entry]) -> Written<'a> {
    let mut written = Written::new(document);
    written.stand_for("[{}", 0..document.len());
    let mut providers: BTreeMap<String, Option<&Node>> = BTreeMap::new();
    for entry in entries {
        let place = entry.key.span().range();
        let (mode, resource_type, name) = parts(name_of(entry));
        let provider = provider_of(entry, resource_type, document);
        written.stand_for(&format!(",\n{{\"{mode}\": {{\"{resource_type}\": {{"), place.clone());
        written.stand_for(&format!("\"{}\"", name.trim_end_matches("[*]")), place.clone());
        written.stand_for(": ", place.clone());
        let body = entry.value.span.range();
        written.copy(body.start..body.start + 1);
        let mut separator = "";
        if let Some(provider) = &provider {
            written.stand_for(&format!("\"provider\": \"{provider}\""), place.clone());
            separator = ", ";
        }
        if name.ends_with("[*]") {
            let count = written.unknown();
            written.stand_for(&format!("{separator}\"count\": \"{count}\""), place.clone());
            separator = ", ";
        }
        for member in entry.value.entries().iter().filter(|member| !name_of(member).starts_with('$')) {
            written.stand_for(separator, place.clone());
            separator = ", ";
            let range = member.key.span().range().start..member.value.span.range().end;
            written.copy_node(range, &member.value);
        }
        written.copy(body.end - 1..body.end);
        written.stand_for("}}}", place);
        if let Some(provider) = provider {
            let region = providers.entry(provider).or_default();
            *region = region.or_else(|| entry.value.get("$region"));
        }
    }
    for (provider, region) in providers {
        let (name, alias) = provider.split_once('.').unwrap_or((&provider, ""));
        let place = region.map_or(0..document.len(), |region| region.span.range());
        let alias = if alias.is_empty() { String::new() } else { format!("\"alias\": \"{alias}\"") };
        written.stand_for(&format!(",\n{{\"provider\": {{\"{name}\": {{{alias}"), place.clone());
        if let Some(region) = region {
            let separator = if alias.is_empty() { "" } else { ", " };
            written.stand_for(&format!("{separator}\"region\": "), place.clone());
            written.copy_node(place.clone(), region);
        }
        written.stand_for("}}}", place);
    }
    add_what_is_referred_to(&mut written, entries);
    for number in 1..=written.unknown {
        let variable = format!(",\n{{\"variable\": {{\"{}\": {{}}}}}}", unknown_name(number));
        written.stand_for(&variable, 0..document.len());
    }
    written.stand_for("]", 0..document.len());
    written
}

fn unknown_name(number: usize) -> String {
    if number == 1 { "unknown".to_owned() } else { format!("unknown_{number}") }
}

/// Declares what the resources refer to and the document does not have, for Terraform refuses what is not declared.
fn add_what_is_referred_to(written: &mut Written<'_>, entries: &[&Entry]) {
    let mut declared: Vec<String> =
        entries.iter().map(|entry| name_of(entry).trim_end_matches("[*]").to_owned()).collect();
    let mut open: Vec<&Node> = entries.iter().map(|entry| &entry.value).collect();
    while let Some(node) = open.pop() {
        open.extend(node.items());
        open.extend(node.entries().iter().map(|entry| &entry.value));
        let Some(reference) = node.as_str().and_then(|known| known.strip_prefix('@')) else { continue };
        let address = reference.rsplit_once('.').unwrap().0.to_owned();
        if !declared.contains(&address) {
            let (mode, resource_type, name) = parts(&address);
            let block = format!(",\n{{\"{mode}\": {{\"{resource_type}\": {{\"{name}\": {{}}}}}}}}");
            written.stand_for(&block, node.span.range());
            declared.push(address);
        }
    }
}

/// `resource`, type and name of an address.
fn parts(address: &str) -> (&str, &str, &str) {
    let (mode, rest) = address.strip_prefix("data.").map_or(("resource", address), |rest| ("data", rest));
    let (resource_type, name) = rest.split_once('.').unwrap();
    (mode, resource_type, name)
}

/// The provider configuration that a resource names. One for each region, where only that is said.
fn provider_of(entry: &Entry, resource_type: &str, document: &str) -> Option<String> {
    if let Some(provider) = entry.value.get("$provider") {
        return provider.as_str().map(str::to_owned);
    }
    let region = &document[entry.value.get("$region")?.span.range()];
    let letters = region.replace(|letter: char| !letter.is_ascii_alphanumeric(), "_");
    Some(format!("{}.in{letters}", resource_type.split('_').next().unwrap()))
}
