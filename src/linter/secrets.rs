//! Finds out what is secret: values, so that no message shows them, and places, so that no report shows the text there.

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::finding::{Cause, CauseKind, Definition, Finding, Fix, Occurrence};
use crate::resource::{Content, Field, Group, Resource};
use crate::rule::Undecided;
use crate::source::{Sources, Span, names_secret};
use crate::syntax::text::Text;
use crate::terraform::Modules;
use crate::value::{Mapping, Member, Origin, Sequence, Tracing, Value, ValueKind};
use crate::view::{FieldView, View};

/// Marks as sensitive whatever is made of a secret: of what a field for secrets is given as it is, and of definitions
/// whose names say it. The fields for secrets themselves are judged as they are; their tables say that they are not shown.
pub(super) fn mark(resources: &mut [Resource]) {
    let mut places = Places::default();
    resources.iter().for_each(|resource| places.gather_in(&resource.body));
    let is_secret = |origin: &Origin| places.spans.contains(&origin.span) || names_secret(&origin.name);
    let mut marking = Marking { places: &places, tracing: Tracing::new(&is_secret) };
    for resource in resources {
        marking.mark_in(&mut resource.body);
        if let Some(marked) = resource.region.as_ref().and_then(|region| marking.marked(region, false)) {
            resource.region = Some(marked.into());
        }
    }
}

/// What is given to fields for secrets as it is.
#[derive(Default)]
struct Places {
    /// Where the values are written.
    spans: BTreeSet<Span>,
    /// The values themselves.
    texts: Texts,
}

impl Places {
    fn gather_in(&mut self, group: &Group) {
        for field in &group.fields {
            match &field.content {
                Content::Value(value) if field.is_secret => self.gather(value),
                Content::Value(_) => {}
                Content::Blocks(blocks) => blocks.written().for_each(|block| self.gather_in(block)),
            }
        }
    }

    fn gather(&mut self, value: &Value) {
        if !value.is_null() && !value.is_unknown() {
            self.spans.extend(value.span);
            self.spans.extend(value.origins().map(|origin| origin.span));
            value.as_str().into_iter().for_each(|text| self.texts.add(text));
        }
        children(value).for_each(|(_, child)| self.gather(child));
    }

    /// Whether something is written within one of the places. None of them lies in another.
    fn contain(&self, written: Span) -> bool {
        let up_to = Span { end: u32::MAX, ..written.at_start() };
        self.spans.range(..=up_to).next_back().is_some_and(|place| place.contains(written))
    }
}

/// Secrets that are looked for in other texts, each by how it begins: there may be as many as there are texts.
#[derive(Default)]
struct Texts {
    by_start: HashMap<[u8; SHORT], BTreeSet<Box<str>>>,
    /// A bit for each byte that one begins with, so that most of a text is passed over.
    first: [u64; 4],
}

/// So many bytes of a secret stand in a name or another value that is quoted only because that is made of it.
const SHORT: usize = 6;

/// So many bytes of a secret stand in no other text by chance.
const LONG: usize = 8;

impl Texts {
    /// Adds one, if it is long enough.
    fn add(&mut self, text: &str) {
        if let Some(start) = text.as_bytes().first_chunk() {
            self.by_start.entry(*start).or_default().insert(text.into());
            let [first, ..] = start;
            if let Some(bits) = self.first.get_mut(usize::from(first >> 6)) {
                *bits |= 1 << (first & 63);
            }
        }
    }

    /// How long the longest is that a text begins with, of those that have at least so many bytes.
    fn begun(&self, text: &str, least: usize) -> Option<usize> {
        let start: &[u8; SHORT] = text.as_bytes().first_chunk()?;
        let [first, ..] = start;
        let bits = self.first.get(usize::from(first >> 6))?;
        if bits >> (first & 63) & 1 == 0 {
            return None;
        }
        let found = self.by_start.get(start)?;
        found
            .iter()
            .filter(|secret| text.starts_with(&***secret))
            .map(|secret| secret.len())
            .filter(|length| *length >= least)
            .max()
    }

    /// Whether a text has one in it.
    fn are_in(&self, text: &str, least: usize) -> bool {
        let rests = text.char_indices().filter_map(|(at, _)| text.get(at..));
        !self.by_start.is_empty() && rests.into_iter().any(|rest| self.begun(rest, least).is_some())
    }

    /// The text with a sign in the place of each.
    fn left_out(&self, text: &str, least: usize) -> String {
        let mut shown = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(letter) = rest.chars().next() {
            let length = match self.begun(rest, least) {
                Some(length) => {
                    shown.push('…');
                    length
                }
                None => {
                    shown.push(letter);
                    letter.len_utf8()
                }
            };
            rest = rest.get(length..).unwrap_or_default();
        }
        shown
    }
}

/// The items or members of a value, members with their names.
fn children(value: &Value) -> impl Iterator<Item = (Option<&str>, &Value)> {
    let members = value.as_mapping().into_iter().flat_map(|mapping| mapping.members.iter());
    value.items().iter().map(|item| (None, item)).chain(members.map(|(name, member)| (Some(&**name), &member.value)))
}

struct Marking<'m> {
    places: &'m Places,
    tracing: Tracing<'m>,
}

impl Marking<'_> {
    fn mark_in(&mut self, group: &mut Group) {
        for Field { content, written, is_secret, .. } in &mut group.fields {
            match content {
                Content::Value(_) if *is_secret => {}
                Content::Value(value) => {
                    if let Some(marked) = self.marked(value, names_secret(written)) {
                        *value = marked;
                    }
                }
                Content::Blocks(blocks) => blocks.written_mut().for_each(|block| self.mark_in(block)),
            }
        }
    }

    /// The value with all marks that it lacks, if it lacks any.
    fn marked(&mut self, value: &Value, is_secret: bool) -> Option<Value> {
        let is_secret = is_secret || value.sensitive || self.is_made_of_secrets(value);
        // That something is there or true is what names such as `rotate_password` are for, and no secret.
        let is_shown = matches!(value.kind, ValueKind::Null | ValueKind::Unknown(_) | ValueKind::Bool(_));
        let lacks_mark = is_secret && !value.sensitive && !is_shown;
        let inner: Vec<Option<Value>> = children(value)
            .map(|(name, child)| self.marked(child, is_secret || name.is_some_and(names_secret)))
            .collect();
        if !lacks_mark && inner.iter().all(Option::is_none) {
            return None;
        }
        let kind = match &value.kind {
            ValueKind::Sequence(sequence) => {
                let items = sequence.items.iter().zip(inner).map(|(old, new)| new.unwrap_or_else(|| old.clone()));
                ValueKind::Sequence(Sequence { items: items.collect(), ..sequence.clone() })
            }
            ValueKind::Mapping(mapping) => {
                let members = mapping.members.iter().zip(inner).map(|((name, old), new)| {
                    let value = new.unwrap_or_else(|| old.value.clone());
                    (name.clone(), Member { value, ..old.clone() })
                });
                ValueKind::Mapping(Mapping { members: members.collect(), ..mapping.clone() })
            }
            kind => kind.clone(),
        };
        Some(Value { kind, sensitive: value.sensitive || lacks_mark, ..value.clone() })
    }

    fn is_made_of_secrets(&mut self, value: &Value) -> bool {
        let holds_one = |text: &Text| {
            text.sources().into_iter().any(|place| self.places.contain(place))
                || self.places.texts.are_in(text.known_bytes(), LONG)
        };
        value.span.is_some_and(|span| self.places.spans.contains(&span))
            || value.as_text().is_some_and(holds_one)
            || value.comes_from(&mut self.tracing)
    }
}

/// Texts that no finding quotes: of sensitive values, and of those that fields for secrets are given. Rules say what is
/// wrong with a value in many ways, and one that quotes it must not depend on having thought of this.
///
/// A value that is one of those that the service takes is no secret by itself: what is said of it says which it is.
#[derive(Default)]
pub(super) struct Unquotable {
    whole: HashSet<String>,
    texts: Texts,
}

impl Unquotable {
    pub(super) fn of(view: &View<'_>) -> Self {
        let mut found = Self::default();
        let types = view.resources().iter().map(|resource| &*resource.name);
        let names: HashSet<&str> = types.chain(view.fields().iter().map(FieldView::written)).collect();
        for field in view.fields() {
            let allowed = field.limit(|row| row.values.as_deref()).unwrap_or_default();
            if let Content::Value(value) = &field.field.content {
                found.gather(value, field.field.is_secret, allowed, &names);
            }
        }
        found
    }

    fn gather(&mut self, value: &Value, is_secret: bool, allowed: &[String], names: &HashSet<&str>) {
        let is_secret = is_secret || value.sensitive;
        children(value).for_each(|(_, child)| self.gather(child, is_secret, allowed, names));
        let texts: Vec<String> = match &value.kind {
            _ if !is_secret => return,
            ValueKind::String(text) => text.pieces().into_iter().flatten().map(str::to_owned).collect(),
            ValueKind::Number(number) => vec![number.to_string()],
            _ => return,
        };
        // `$Auto` and names of variables are words, not values.
        let is_word = |text: &String| text.is_empty() || text.starts_with('$') || allowed.contains(text);
        for text in texts.into_iter().filter(|text| !is_word(text)) {
            // Messages cut what is long, and show what would break their line as an escape.
            let escaped: String = text.escape_debug().collect();
            let start = text.char_indices().nth(CUT).map(|(end, _)| text.get(..end).unwrap_or_default().to_owned());
            for text in start.into_iter().chain([escaped, text]) {
                // A word such as `secret` stands in names as well, which say what to write and nothing of the value.
                if !is_word_of_names(&text, names) {
                    self.texts.add(&text);
                }
                self.whole.insert(text);
            }
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.whole.is_empty()
    }

    /// The finding with nothing in it that quotes one of them, and no fix that writes one.
    pub(super) fn withheld_from(&self, finding: Finding) -> Finding {
        let fix = finding.fix.filter(|fix| !fix.edits.iter().any(|edit| self.is_in(&edit.text)));
        let fix = fix.map(|fix| Fix { description: self.withheld(fix.description), ..fix });
        let withhold_cause = |cause: Cause| {
            let kind = match cause.kind {
                CauseKind::Related(text) => CauseKind::Related(self.withheld(text)),
                CauseKind::Definition(definition) => {
                    let gives = definition.gives.filter(|text| self.withheld(text.to_string()) == **text);
                    CauseKind::Definition(Definition { gives, ..definition })
                }
                CauseKind::Existence => CauseKind::Existence,
            };
            Cause { kind, ..cause }
        };
        let occurrences = finding.occurrences.into_iter().map(|occurrence| Occurrence {
            causes: occurrence.causes.into_iter().map(withhold_cause).collect(),
            ..occurrence
        });
        Finding {
            message: self.withheld(finding.message),
            label: finding.label.map(|label| self.withheld(label)),
            help: finding.help.map(|help| help.with_words(|text| self.withheld(text))),
            identity: finding.identity.with_words(|text| if self.is_in(&text) { String::new() } else { text }),
            fix,
            occurrences: occurrences.collect(),
            ..finding
        }
    }

    /// A question without them.
    pub(super) fn withheld_from_question(&self, question: Undecided) -> Undecided {
        Undecided { what: self.withheld(question.what), reason: self.withheld(question.reason), ..question }
    }

    fn is_in(&self, text: &str) -> bool {
        self.whole.contains(text) || self.texts.are_in(text, LONG)
    }

    /// The text without them: where it quotes one as it is, and where one stands in it that no other text has by chance.
    fn withheld(&self, text: String) -> String {
        let parts: Vec<&str> = text.split('`').collect();
        let mut shown = String::new();
        for (index, part) in parts.iter().enumerate() {
            let is_behind_mark = index % 2 == 1;
            let is_quote = is_behind_mark && index + 1 < parts.len();
            if is_quote && self.whole.contains(*part) {
                shown.push_str("the sensitive value");
                continue;
            }
            let part = self.texts.left_out(part, if is_quote { SHORT } else { LONG });
            let (begin, end) = (if is_behind_mark { "`" } else { "" }, if is_quote { "`" } else { "" });
            shown.push_str(&format!("{begin}{part}{end}"));
        }
        shown
    }
}

/// Whether a text is a word, or several, of a type or an argument.
fn is_word_of_names(text: &str, names: &HashSet<&str>) -> bool {
    let is_word = text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
    is_word && names.iter().any(|name| name.contains(text))
}

/// As many characters as messages show of a value.
const CUT: usize = 60;

/// Hides what resources hold in fields for secrets, and what is sensitive in the others, with all that it comes from.
pub(super) fn hide(resources: &[Resource], sources: &Sources) {
    for resource in resources {
        hide_in(&resource.body, sources);
    }
}

/// Hides what sensitive variables are given by their declarations, and by calls of their modules.
pub(super) fn hide_given(modules: &Modules<'_>) {
    let sources = modules.sources();
    let given = modules.given();
    given.secret_defaults.iter().for_each(|default| sources.hide(*default));
    // Which module is called does not matter: what one of them takes for a secret is none of the others' business.
    let is_secret = |name: &str| given.secret_names.contains(name);
    let secret = given.arguments.iter().filter(|(name, _)| is_secret(name));
    secret.for_each(|(_, place)| sources.hide(*place));
}

fn hide_in(group: &Group, sources: &Sources) {
    for field in &group.fields {
        match &field.content {
            Content::Value(value) => hide_value(value, field.is_secret || names_secret(&field.written), sources),
            Content::Blocks(blocks) => blocks.written().for_each(|block| hide_in(block, sources)),
        }
    }
}

fn hide_value(value: &Value, is_secret: bool, sources: &Sources) {
    let is_secret = is_secret || value.sensitive;
    if is_secret && !value.is_null() {
        value.span.into_iter().for_each(|span| sources.hide(span));
        value.definitions().into_iter().for_each(|definition| sources.hide(definition.span));
    }
    match &value.kind {
        ValueKind::Sequence(sequence) => sequence.items.iter().for_each(|item| hide_value(item, is_secret, sources)),
        ValueKind::Mapping(mapping) => {
            for (name, member) in mapping.members.iter() {
                hide_value(&member.value, is_secret || names_secret(name), sources);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_quoted_is_left_out_and_words_stay() {
        let mut unquotable = Unquotable::default();
        for text in ["orders", "orders-of-today", "12", "a", "größer als"] {
            unquotable.texts.add(text);
            unquotable.whole.insert(text.to_owned());
        }
        for (written, expected) in [
            ("alias `orders` is given", "alias the sensitive value is given"),
            ("set `alias/orders` or `alias/orders-of-today`", "set `alias/…` or `alias/…`"),
            ("orders are words, orders-of-today are none", "orders are words, … are none"),
            ("`vpc_num` is `12`, not a `120`", "`vpc_num` is the sensitive value, not a `120`"),
            ("a `größer als` b größer als c", "a the sensitive value b … c"),
            ("not closed: `orders", "not closed: `orders"),
            ("", ""),
        ] {
            assert_eq!(unquotable.withheld(written.to_owned()), expected);
        }
        assert!(unquotable.is_in("12") && unquotable.is_in("x orders-of-today") && !unquotable.is_in("x orders"));
    }
}
