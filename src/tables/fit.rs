//! Holds what a team wrote against what a table may hold, and says at its place what does not fit.

use regex::Regex;
use semver::Version;

use super::duration::Duration;
use super::form::{Form, Object};
use super::mistake::Mistake;
use crate::date;
use crate::spelling::{nearest, one_of};
use crate::syntax::node::{Entry, Node, NodeKind};

/// Every place in a value that does not fit; `name` is what messages call the value.
pub(super) fn misfits(form: Form, node: &Node, name: &str) -> Vec<Mistake> {
    let mut fitting = Fitting { mistakes: Vec::new() };
    fitting.value(form, node, name);
    fitting.mistakes
}

struct Fitting {
    mistakes: Vec<Mistake>,
}

impl Fitting {
    fn value(&mut self, form: Form, node: &Node, name: &str) {
        if matches!(node.kind, NodeKind::Error | NodeKind::Unknown) {
            return;
        }
        let text = node.as_str();
        match form {
            Form::Object(object) if node.is_mapping() => self.object(object, node),
            Form::Map(of_each) | Form::Places(of_each) if node.is_mapping() => {
                for entry in self.each_once(node) {
                    let Some(key) = entry.key.known() else { continue };
                    if matches!(form, Form::Places(_)) && !is_place(key) {
                        let message = format!("`{key}` is not a version behind `<`");
                        let mistake = Mistake::new(entry.key.span().range(), message);
                        self.mistakes.push(mistake.with_help("write three numbers, such as `<1.184.0`"));
                    }
                    self.value(*of_each, &entry.value, &format!("`{key}`"));
                }
            }
            Form::List(of_each) if node.is_sequence() => {
                for item in node.items() {
                    self.value(*of_each, item, &format!("an item of {name}"));
                }
            }
            Form::OneOf(forms) => match forms.iter().find(|form| form.is_of_kind(node)) {
                Some(fitting) => self.value(*fitting, node, name),
                None => self.wrong_kind(form, node, name),
            },
            _ if !form.is_of_kind(node) => self.wrong_kind(form, node, name),
            Form::Word(words) => self.word(words, node, text.unwrap_or_default(), name),
            Form::RuleName => self.accept(text.is_some_and(is_rule_name), node, || {
                (format!("{name} is {}, which cannot be the name of a rule", node.in_words()), RULE_NAME.to_owned())
            }),
            Form::Version => self.accept(text.is_some_and(|text| Version::parse(text).is_ok()), node, || {
                let message = format!("{name} is {}, which is not a version", node.in_words());
                (message, "write three numbers, such as `1.184.0`".to_owned())
            }),
            Form::Duration => self.accept(text.is_some_and(|text| Duration::parse(text).is_some()), node, || {
                let message = format!("{name} is {}, which is not a duration", node.in_words());
                (message, "write a number and `d`, `h`, `m` or `s`, such as `30d`".to_owned())
            }),
            Form::Day => self.accept(text.is_some_and(|text| date::day(text).is_some()), node, || {
                (format!("{name} is {}, which is not a day", node.in_words()), "write it as `2026-11-26`".to_owned())
            }),
            Form::Pattern => {
                if let Some(error) = text.and_then(|text| Regex::new(text).err()) {
                    // Its last line says what is wrong, those before draw where.
                    let reason = error.to_string();
                    let reason = reason.lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned();
                    let message = format!("{name} is not a regular expression: {reason}");
                    self.mistakes.push(Mistake::new(node.span.range(), message));
                }
            }
            Form::Condition => self.accept(text.is_some_and(is_condition), node, || {
                let message = format!("{} is not a condition", node.in_words());
                (message, "write `name`, `!name`, `name=value` or `name!=value`".to_owned())
            }),
            _ => {}
        }
    }

    fn object(&mut self, object: &'static Object, node: &Node) {
        let before = self.mistakes.len();
        for entry in self.each_once(node) {
            let Some(written) = entry.key.known() else { continue };
            match object.keys.iter().find(|key| key.name == written) {
                Some(key) => self.value(key.form, &entry.value, &format!("`{written}`")),
                None => {
                    let message = format!("`{written}` is not a key of {}", object.name);
                    let keys = object.keys.iter().map(|key| key.name);
                    self.mistakes.push(Mistake::new(entry.key.span().range(), message).of_names(written, keys));
                }
            }
        }
        // A key that is misspelled has been reported as such.
        let is_there = |key: &str| node.entry(key).is_some();
        for required in object.required.iter().filter(|key| !is_there(key)) {
            let keys = || object.keys.iter().map(|key| key.name);
            let written = node.entries().iter().filter_map(|entry| entry.key.known());
            let is_misspelled = written
                .filter(|name| !keys().any(|key| key == *name))
                .any(|name| nearest(name, keys()) == Some(required));
            if !is_misspelled {
                let mistake = Mistake::new(node.span.at_start().range(), format!("{} needs `{required}`", object.name));
                self.mistakes.insert(before, mistake.with_help(format!("add `{required}: …`")));
            }
        }
    }

    /// The members, of which each may be there once.
    fn each_once<'n>(&mut self, node: &'n Node) -> Vec<&'n Entry> {
        let mut members: Vec<&Entry> = Vec::new();
        for entry in node.entries() {
            let key = entry.key.known();
            if key.is_some() && members.iter().any(|earlier| earlier.key.known() == key) {
                let message = format!("`{}` is written twice", key.unwrap_or_default());
                let mistake = Mistake::new(entry.key.span().range(), message);
                self.mistakes.push(mistake.with_help("leave one of them out"));
                continue;
            }
            members.push(entry);
        }
        members
    }

    fn word(&mut self, words: &'static [&'static str], node: &Node, text: &str, name: &str) {
        if !words.contains(&text) {
            let message = format!("{name} is {}, expected {}", node.in_words(), one_of(words.iter().copied()));
            let mut mistake = Mistake::new(node.span.range(), message).of_names(text, words.iter().copied());
            mistake.help = None;
            self.mistakes.push(mistake);
        }
    }

    fn accept(&mut self, fits: bool, node: &Node, say: impl FnOnce() -> (String, String)) {
        if !fits {
            let (message, help) = say();
            self.mistakes.push(Mistake::new(node.span.range(), message).with_help(help));
        }
    }

    fn wrong_kind(&mut self, form: Form, node: &Node, name: &str) {
        let message = format!("{name} is {}, but must be {}", node.in_words(), form.kind_in_words());
        let mistake = Mistake::new(node.span.range(), message);
        self.mistakes.push(match advice(form, node) {
            Some(help) => mistake.with_help(help),
            None => mistake,
        });
    }
}

impl Form {
    /// Whether a value is of the kind that the form is written as.
    fn is_of_kind(self, node: &Node) -> bool {
        match self {
            Self::Scalar => matches!(node.kind, NodeKind::String(_) | NodeKind::Number(_) | NodeKind::Bool(_)),
            Self::Integer => match &node.kind {
                NodeKind::Number(text) => text.parse::<i64>().is_ok(),
                _ => false,
            },
            Self::Boolean => matches!(node.kind, NodeKind::Bool(_)),
            Self::List(_) => node.is_sequence(),
            Self::Map(_) | Self::Places(_) | Self::Object(_) => node.is_mapping(),
            // Two numbers without quotes are no text, and no version either.
            Self::Version => matches!(node.kind, NodeKind::String(_) | NodeKind::Number(_)),
            Self::OneOf(forms) => forms.iter().any(|form| form.is_of_kind(node)),
            _ => matches!(node.kind, NodeKind::String(_)),
        }
    }

    fn kind_in_words(self) -> String {
        match self {
            Self::Scalar => "a single value".to_owned(),
            Self::Integer => "a whole number".to_owned(),
            Self::Boolean => "`true` or `false`".to_owned(),
            Self::List(_) => "a list".to_owned(),
            Self::Map(_) | Self::Places(_) => "a mapping".to_owned(),
            Self::Object(object) if object.keys.len() <= 3 => {
                format!("a mapping with {}", one_of(object.keys.iter().map(|key| key.name)).replace(" or ", " and "))
            }
            Self::Object(_) => "a mapping".to_owned(),
            Self::OneOf(forms) => {
                let kinds: Vec<String> = forms.iter().map(|form| form.kind_in_words()).collect();
                kinds.join(" or ")
            }
            Self::Word(words) => one_of(words.iter().copied()),
            _ => "a string".to_owned(),
        }
    }
}

const RULE_NAME: &str = "write letters, digits and `-`, such as `our-deletion-window`";

fn advice(form: Form, node: &Node) -> Option<String> {
    let text = node.as_str();
    Some(match (form, &node.kind) {
        (Form::Object(_) | Form::Map(_) | Form::Places(_), NodeKind::Sequence(_)) => {
            "leave out the `-` or the brackets".to_owned()
        }
        (Form::Object(_) | Form::Map(_) | Form::Places(_), NodeKind::Null) => {
            "write what it holds below it, or leave it out".to_owned()
        }
        (Form::Object(_) | Form::Map(_) | Form::Places(_), _) => {
            "write names with their values: `name: value`".to_owned()
        }
        (Form::List(_), NodeKind::String(_) | NodeKind::Number(_) | NodeKind::Bool(_)) => {
            "put it in brackets: `[ ]`".to_owned()
        }
        (Form::List(_), _) => "write a list: `[ ]`, or lines that begin with `- `".to_owned(),
        (Form::Integer, _) if text.is_some_and(|text| text.parse::<i64>().is_ok()) => "leave out the quotes".to_owned(),
        (Form::Integer, _) if text.is_some_and(|text| Duration::parse(text).is_some()) => {
            "bounds of a duration stand in `durations: [{min: 7d}]`".to_owned()
        }
        (Form::Boolean, NodeKind::String(_)) => "write `true` or `false`, without quotes".to_owned(),
        (Form::Word(_), _) => return None,
        (_, NodeKind::Number(_) | NodeKind::Bool(_)) => "put quotes around it".to_owned(),
        _ => return None,
    })
}

/// Whether what stands behind `<` is a version, if anything does.
fn is_place(key: &str) -> bool {
    key.strip_prefix('<').is_none_or(|version| Version::parse(version.trim()).is_ok())
}

fn is_rule_name(text: &str) -> bool {
    let begins = text.starts_with(|letter: char| letter.is_ascii_alphanumeric());
    begins && text.chars().all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_'))
}

/// Whether the part that names a field can be a name, and nothing is an operator that there is not.
fn is_condition(text: &str) -> bool {
    let text = text.strip_prefix('!').unwrap_or(text);
    let (field, value) = match text.split_once('=') {
        Some((field, value)) => (field.strip_suffix('!').unwrap_or(field), value),
        None => (text, "value"),
    };
    let field = field.trim();
    let is_name = !field.is_empty() && field.chars().all(|letter| letter.is_alphanumeric() || "_-.".contains(letter));
    is_name && !value.starts_with(['=', '~'])
}
