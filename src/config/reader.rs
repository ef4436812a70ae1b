//! Reads a configuration, with a place for every mistake in it.

use std::path::Path;
use std::sync::Arc;

use crate::config::value::{Shape, literal};
use crate::config::{ConfiguredSuppression, DocumentKind, Glob, Scenario, ScenarioVariable, Settings, Vocabulary};
use crate::date;
use crate::finding::{Draft, Edit, Finding, Fix, Occurrence, Severity};
use crate::source::{SourceFile, Sources, Span};
use crate::spelling::{nearest, one_of};
use crate::syntax::node::{Entry, Node, NodeKind};
use crate::syntax::yaml;

/// The keys of a configuration.
pub(crate) const KEYS: &[&str] = &["rules", "exclude", "fail_on", "documents", "terraform", "suppressions", "tables"];
/// The keys of `documents` entries.
pub(crate) const DOCUMENT_KEYS: &[&str] = &["files", "kind"];
/// The keys of `suppressions` entries.
pub(crate) const SUPPRESSION_KEYS: &[&str] = &["rule", "path", "reason", "expires"];
/// The keys of `terraform`.
pub(crate) const TERRAFORM_KEYS: &[&str] = &["var_files", "scenarios"];
/// The keys of a scenario.
pub(crate) const SCENARIO_KEYS: &[&str] = &["var_files", "variables"];
/// What a rule can be set to.
pub(crate) const SEVERITIES: &[&str] = &["off", "info", "warning", "error"];
/// What `fail_on` can be set to.
pub(crate) const FAIL_ON: &[&str] = &["error", "warning", "info", "never"];

/// How paths of a configuration are written.
const FROM_FOLDER: &str = "write the path from the folder of this configuration";

/// The settings that a file holds, over the defaults; or every mistake in it. What a trusted one names is read wherever it
/// lies.
pub(super) fn read(
    file: &SourceFile,
    sources: &Sources,
    vocabulary: &Vocabulary,
    is_trusted: bool,
) -> Result<Settings, Vec<Finding>> {
    let folder = file.path().parent().unwrap_or(Path::new(""));
    let vocabulary = vocabulary.clone();
    let mut reader =
        Reader { settings: Settings::default(), mistakes: Vec::new(), folder, sources, vocabulary, is_trusted };
    let parsed = yaml::parse(file);
    for error in &parsed.errors {
        let mut draft = Draft::new(error.span, error.message.clone());
        draft.help = error.help.clone().map(Into::into);
        reader.mistakes.push(Mistake { kind: MistakeKind::Syntax, draft });
    }
    if let [document] = parsed.documents.as_slice() {
        reader.configuration(document);
    } else if let [_, second, ..] = parsed.documents.as_slice() {
        reader.mistake(second.span, "a configuration must be a single document");
        reader.help("leave out the `---` before it".to_owned());
    }
    if !reader.mistakes.is_empty() {
        // Tables are read before the rules that they name, wherever they stand.
        reader.mistakes.sort_by_key(|mistake| mistake.draft.span.start);
        return Err(reader.mistakes.into_iter().map(Mistake::finding).collect());
    }
    reader.settings.vocabulary = Arc::new(reader.vocabulary);
    Ok(reader.settings)
}

/// The rules that a table and its rows name.
fn declared_rules(node: &Node) -> Vec<String> {
    let mut rules = Vec::new();
    for entry in node.entries() {
        match entry.value.as_str().filter(|_| entry.key.known() == Some("rule")) {
            Some(rule) => rules.push(rule.to_owned()),
            None => rules.extend(declared_rules(&entry.value)),
        }
    }
    rules
}

struct Reader<'a> {
    settings: Settings,
    mistakes: Vec<Mistake>,
    folder: &'a Path,
    sources: &'a Sources,
    vocabulary: Vocabulary,
    is_trusted: bool,
}

impl Reader<'_> {
    fn configuration(&mut self, node: &Node) {
        if matches!(node.kind, NodeKind::Null) {
            return;
        }
        let mut members = self.members(node, KEYS, "a configuration");
        // The team's tables declare rules that the other keys may name.
        members.sort_by_key(|(key, _)| *key != "tables");
        for (key, value) in members {
            match key {
                "rules" => self.rules(value),
                "exclude" => self.settings.exclude = self.globs(value, "`exclude`"),
                "fail_on" => self.fail_on(value),
                "documents" => self.documents(value),
                "terraform" => self.terraform(value),
                "suppressions" => self.suppressions(value),
                "tables" => self.tables(value),
                _ => {}
            }
        }
    }

    fn rules(&mut self, node: &Node) {
        let Some(entries) = self.mapping(node, "`rules`") else { return };
        for entry in entries {
            let Some(name) = self.key(entry) else { continue };
            let Some(options) = self.vocabulary.rules.get(name).cloned() else {
                self.unknown_rule(name, entry.key.span());
                continue;
            };
            if entry.value.is_mapping() {
                let options: Vec<&str> = options.iter().map(String::as_str).collect();
                self.rule(name, &entry.value, &options);
            } else if let Some(severity) = self.one_of(&entry.value, &format!("`{name}`"), SEVERITIES) {
                self.settings.severities.insert(name.to_owned(), severity_named(severity));
            }
        }
    }

    /// A rule with its severity and its options, each of which is a number.
    fn rule(&mut self, rule: &str, node: &Node, options: &[&str]) {
        let keys: Vec<&str> = std::iter::once("severity").chain(options.iter().copied()).collect();
        for (key, value) in self.members(node, &keys, &format!("`{rule}`")) {
            if key == "severity" {
                if let Some(severity) = self.one_of(value, "`severity`", SEVERITIES) {
                    self.settings.severities.insert(rule.to_owned(), severity_named(severity));
                }
                continue;
            }
            let number = match &value.kind {
                NodeKind::Number(text) => text.parse::<i64>().ok().filter(|number| *number >= 0),
                _ => None,
            };
            match number {
                Some(number) => {
                    self.settings.options.entry(rule.to_owned()).or_default().insert(key.to_owned(), number);
                }
                None => {
                    let message =
                        format!("`{key}` is {}, but must be a whole number of at least `0`", value.in_words());
                    self.mistake(value.span, message);
                    self.help(format!("write a number: `{key}: 2`"));
                }
            }
        }
    }

    fn fail_on(&mut self, node: &Node) {
        if let Some(name) = self.one_of(node, "`fail_on`", FAIL_ON) {
            self.settings.fail_on = severity_named(name);
        }
    }

    fn documents(&mut self, node: &Node) {
        for item in self.items(node, "`documents`") {
            let mut files = Vec::new();
            let mut kind = None;
            for (key, value) in self.members(item, DOCUMENT_KEYS, "an entry of `documents`") {
                match key {
                    "files" => files = self.globs(value, "`files`"),
                    _ => kind = self.string(value, &format!("`{key}`")),
                }
            }
            let Some((kind, span)) = kind else {
                self.missing(item, "kind", DOCUMENT_KEYS);
                continue;
            };
            if files.is_empty() {
                self.missing(item, "files", DOCUMENT_KEYS);
            }
            let kinds = self.vocabulary.documents.iter().map(String::as_str);
            if !kinds.clone().any(|known| known == kind) {
                let near = nearest(&kind, kinds).map(str::to_owned);
                self.unknown(span, format!("there is no kind of document called `{kind}`"), near.as_deref());
                let example = self.vocabulary.documents.first().filter(|_| near.is_none());
                if let Some(help) =
                    example.map(|example| format!("write a cloud and an operation, such as `{example}`"))
                {
                    self.help(help);
                }
            }
            self.settings.documents.push(DocumentKind { files, kind });
        }
    }

    fn terraform(&mut self, node: &Node) {
        for (key, value) in self.members(node, TERRAFORM_KEYS, "`terraform`") {
            if key == "var_files" {
                self.settings.terraform.var_files = self.files(value);
                continue;
            }
            for entry in self.mapping(value, "`scenarios`").unwrap_or_default() {
                let Some(name) = self.key(entry) else { continue };
                let scenario = self.scenario(&entry.value);
                self.settings.terraform.scenarios.insert(name.to_owned(), scenario);
            }
        }
    }

    fn scenario(&mut self, node: &Node) -> Scenario {
        let mut scenario = Scenario::default();
        if matches!(node.kind, NodeKind::Null) {
            return scenario;
        }
        for (key, value) in self.members(node, SCENARIO_KEYS, "a scenario") {
            if key == "var_files" {
                scenario.var_files = self.files(value);
                continue;
            }
            for entry in self.mapping(value, "`variables`").unwrap_or_default() {
                let Some(name) = self.key(entry) else { continue };
                match literal(&entry.value) {
                    Some(text) => {
                        let span = entry.value.span;
                        scenario.variables.push(ScenarioVariable { name: name.to_owned(), text, span });
                    }
                    None => {
                        self.mistake(entry.value.span, format!("the value of `{name}` cannot be read"));
                        self.help("write a string, a number, a list or a mapping".to_owned());
                    }
                }
            }
        }
        scenario
    }

    fn suppressions(&mut self, node: &Node) {
        for item in self.items(node, "`suppressions`") {
            let (mut rule, mut path, mut reason, mut expires) = (None, None, None, None);
            for (key, value) in self.members(item, SUPPRESSION_KEYS, "a suppression") {
                let text = self.string(value, &format!("`{key}`"));
                match key {
                    "rule" => rule = text,
                    "path" => path = text,
                    "reason" => reason = text,
                    _ => expires = text,
                }
            }
            let written = [("rule", &rule), ("path", &path), ("reason", &reason)];
            for (key, value) in written {
                if value.as_ref().is_none_or(|(text, _)| text.trim().is_empty()) {
                    self.missing(item, key, SUPPRESSION_KEYS);
                }
            }
            let expires = expires.and_then(|(text, span)| {
                let day = date::day(&text);
                if day.is_none() {
                    self.mistake(span, format!("`expires` is `{text}`, which is not a date"));
                    self.help("write a day, such as `2027-01-31`".to_owned());
                }
                day
            });
            let (Some((rule, rule_span)), Some((path, path_span)), Some((reason, _))) = (rule, path, reason) else {
                continue;
            };
            if !self.vocabulary.knows_rule(&rule) {
                self.unknown_rule(&rule, rule_span);
            }
            if let Some(path) = self.glob(&path, path_span) {
                let suppression = ConfiguredSuppression { rule, path, reason, expires, span: rule_span };
                self.settings.suppressions.push(suppression);
            }
        }
    }

    fn tables(&mut self, node: &Node) {
        for (pattern, span) in self.strings(node, "`tables`") {
            let Some(glob) = self.glob(&pattern, span) else { continue };
            if self.is_trusted {
                self.sources.admit(&glob.start());
            }
            let files = glob.files(self.sources);
            if self.sources.is_outside(&glob.start()) {
                self.mistake(span, format!("`{pattern}` lies outside of the project"));
            } else if files.is_empty() {
                self.mistake(span, format!("`{pattern}` does not match any file"));
                self.help(FROM_FOLDER.to_owned());
            }
            self.settings.tables.extend(files);
        }
        self.settings.tables.sort();
        self.settings.tables.dedup();
        for path in &self.settings.tables {
            // What cannot be read is reported where the tables themselves are read.
            let documents = self.sources.load(path).map(|file| yaml::parse(&file).documents).unwrap_or_default();
            self.settings.has_types |= documents.iter().any(|table| table.entry("names").is_some());
            let names = documents.iter().flat_map(declared_rules);
            self.vocabulary.rules.extend(names.map(|name| (name, Vec::new())));
        }
    }

    /// Paths of files that must exist, from the configuration's folder.
    fn files(&mut self, node: &Node) -> Vec<std::path::PathBuf> {
        let mut files = Vec::new();
        for (path, span) in self.strings(node, "`var_files`") {
            let absolute = self.sources.absolute(&self.folder.join(&path));
            if self.is_trusted {
                self.sources.admit(&absolute);
            }
            if !self.sources.is_file(&absolute) {
                self.mistake(span, format!("there is no file `{path}`"));
                self.help(FROM_FOLDER.to_owned());
            }
            files.push(absolute);
        }
        files
    }

    fn globs(&mut self, node: &Node, what: &str) -> Vec<Glob> {
        let patterns = self.strings(node, what);
        patterns.into_iter().filter_map(|(pattern, span)| self.glob(&pattern, span)).collect()
    }

    fn glob(&mut self, pattern: &str, span: Span) -> Option<Glob> {
        match Glob::new(self.folder, pattern) {
            Ok(glob) => Some(glob.at(span)),
            Err(error) => {
                self.mistake(span, format!("`{pattern}` is not a pattern: {error}"));
                self.help("write a path in which `*` and `**` stand for names, such as `vendor/**`".to_owned());
                None
            }
        }
    }
}

/// What the parts of a configuration have in common.
impl<'a> Reader<'_> {
    /// The members of a mapping whose keys are known, each once.
    fn members(&mut self, node: &'a Node, keys: &[&'a str], what: &str) -> Vec<(&'a str, &'a Node)> {
        let mut members: Vec<(&str, &Node)> = Vec::new();
        for entry in self.mapping(node, what).unwrap_or_default() {
            let Some(written) = self.key(entry) else { continue };
            match keys.iter().find(|key| **key == written) {
                Some(key) if members.iter().any(|(known, _)| known == key) => {
                    self.mistake(entry.key.span(), format!("`{key}` is set twice"));
                    self.help("leave one of them out".to_owned());
                }
                Some(key) => members.push((key, &entry.value)),
                None => {
                    let near = nearest(written, keys.iter().copied());
                    self.unknown(entry.key.span(), format!("{what} has no setting called `{written}`"), near);
                    if near.is_none() {
                        self.help(format!("write {}", one_of(keys.iter().copied())));
                    }
                }
            }
        }
        members
    }

    fn mapping(&mut self, node: &'a Node, what: &str) -> Option<&'a [Entry]> {
        match &node.kind {
            NodeKind::Mapping(entries) => Some(entries),
            NodeKind::Error => None,
            _ => {
                self.wrong_type(node, what, Shape::Mapping);
                None
            }
        }
    }

    fn items(&mut self, node: &'a Node, what: &str) -> &'a [Node] {
        if !matches!(node.kind, NodeKind::Sequence(_) | NodeKind::Error) {
            self.wrong_type(node, what, Shape::List);
        }
        node.items()
    }

    fn key(&mut self, entry: &'a Entry) -> Option<&'a str> {
        entry.key.known()
    }

    fn string(&mut self, node: &Node, what: &str) -> Option<(String, Span)> {
        match node.as_str() {
            Some(text) => Some((text.to_owned(), node.span)),
            None => {
                if !matches!(node.kind, NodeKind::Error) {
                    self.wrong_type(node, what, Shape::String);
                }
                None
            }
        }
    }

    /// The strings of a list.
    fn strings(&mut self, node: &Node, what: &str) -> Vec<(String, Span)> {
        let mut strings = Vec::new();
        for item in self.items(node, what) {
            strings.extend(self.string(item, &format!("an entry of {what}")));
        }
        strings
    }

    fn one_of(&mut self, node: &Node, what: &str, names: &[&'static str]) -> Option<&'static str> {
        // YAML takes some words for other things than strings.
        let written = match &node.kind {
            NodeKind::Error => return None,
            _ => node.as_str().map_or_else(|| node.in_words(), |text| format!("`{text}`")),
        };
        let known = names.iter().find(|name| node.as_str() == Some(**name)).copied();
        if known.is_none() {
            let list = one_of(names.iter().copied());
            let near = node.as_str().and_then(|text| nearest(text, names.iter().copied()));
            self.unknown(node.span, format!("{what} is {written}, expected {list}"), near);
            if near.is_none() {
                self.help(format!("write {list}"));
            }
        }
        known
    }

    fn missing(&mut self, node: &Node, key: &str, keys: &[&str]) {
        // A misspelled or wrong key has been reported at its place.
        let is_misspelled = node.entries().iter().any(|entry| {
            entry
                .key
                .known()
                .is_some_and(|written| written == key || nearest(written, keys.iter().copied()) == Some(key))
        });
        let is_empty = node.get(key).and_then(Node::as_str).is_some_and(|text| text.trim().is_empty());
        if is_empty || !is_misspelled {
            let at = node.get(key).map_or(node.span, |value| value.span);
            self.mistake(at, format!("`{key}` is missing"));
            self.help(format!("add `{key}: …`"));
        }
    }

    fn unknown_rule(&mut self, name: &str, span: Span) {
        let near = self.vocabulary.nearest_rule(name).map(str::to_owned);
        self.unknown(span, format!("there is no rule called `{name}`"), near.as_deref());
        if let Some(last) = self.mistakes.last_mut() {
            last.kind = MistakeKind::UnknownRule;
        }
    }

    fn unknown(&mut self, span: Span, message: String, near: Option<&str>) {
        self.mistake(span, message);
        if let Some(near) = near {
            self.help(format!("write `{near}`"));
            if let Some(last) = self.mistakes.last_mut() {
                let edit = Edit::new(span, near.to_owned());
                last.draft.fix = Some(Fix::unsafe_(format!("write `{near}`"), vec![edit]));
            }
        }
    }

    fn wrong_type(&mut self, node: &Node, what: &str, expected: Shape) {
        self.mistake(node.span, format!("{what} is {}, but must be {}", node.in_words(), expected.name()));
        self.help(expected.advice(node).to_owned());
    }

    fn mistake(&mut self, span: Span, message: impl Into<String>) {
        self.mistakes.push(Mistake { kind: MistakeKind::Other, draft: Draft::new(span, message) });
    }

    /// Adds what to do to the last mistake.
    fn help(&mut self, help: String) {
        if let Some(last) = self.mistakes.last_mut() {
            last.draft.help = Some(help.into());
        }
    }
}

/// What is wrong at one place of a configuration.
struct Mistake {
    kind: MistakeKind,
    draft: Draft,
}

#[derive(Clone, Copy)]
enum MistakeKind {
    Syntax,
    UnknownRule,
    Other,
}

impl Mistake {
    /// The mistake as it is shown. It ends the run, so no configuration decides about its severity.
    fn finding(self) -> Finding {
        let rule = match self.kind {
            MistakeKind::Syntax => "syntax-error",
            MistakeKind::UnknownRule => "unknown-rule",
            MistakeKind::Other => "configuration",
        };
        self.draft.stamped(rule, Severity::Error, Occurrence::default())
    }
}

/// The severity of a name; none for `off` and `never`.
fn severity_named(name: &str) -> Option<Severity> {
    [Severity::Info, Severity::Warning, Severity::Error].into_iter().find(|severity| severity.name() == name)
}

#[cfg(test)]
mod tests;
