//! What rules look at: resources with fields, whatever surface they were written on.

mod address;
mod notation;
mod questions;
mod versions;

use std::sync::Arc;

pub(crate) use address::Address;
pub(crate) use notation::{FieldNames, Notation, Scalars, Taker};
pub(crate) use questions::{Question, Questions};

use crate::source::Span;
use crate::value::{Ingredients, Number, Value};

/// What a resource stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Role {
    /// Something that will be made or kept as written.
    Managed,
    /// Something that is read: a data source.
    Read,
    /// One call of an operation. Its name is [`Resource::name`].
    Operation,
    /// Something that exists as it was read from the provider: evidence, never itself a mistake of the author.
    Saved,
}

/// One thing that is configured, with the fields that are written for it.
#[derive(Clone, Debug)]
pub(crate) struct Resource {
    /// The table's kind, such as `alibaba/kms_instance`; for a Terraform resource without a table its type.
    pub kind: Arc<str>,
    pub notation: &'static Notation,
    pub role: Role,
    /// The document says what it is: by a type, an `Action`, a URL or the configuration. A request that only has
    /// the right members is not named, so what it should not have is less certain.
    pub is_named: bool,
    /// The type or operation as its surface calls it: `alicloud_kms_instance`, `UpdateKmsInstanceBindVpc`.
    pub name: Arc<str>,
    /// Absent where the surface has no addresses.
    pub address: Option<Address>,
    pub multiplicity: Multiplicity,
    /// The definitions that decide whether and how often it exists: behind `count` and `for_each`, its own and those of
    /// the calls that lead to it.
    pub existence: Option<Arc<Ingredients>>,
    /// The header of the block or the start of the body: where a missing argument is reported.
    pub header: Span,
    pub body: Group,
    /// The region that the provider configuration, the command or the template gives.
    pub region: Option<Arc<Value>>,
    /// The cloud whose host the request goes to. Clouds that have one API share the kinds of its requests.
    pub sent_to: Option<Arc<str>>,
    pub provider: ProviderRef,
    /// The module calls that made it, the innermost first.
    pub calls: Arc<[Call]>,
    /// The provider versions that the configuration allows.
    pub versions: Option<Arc<Versions>>,
    /// Meta-arguments and blocks: `lifecycle`, `depends_on`, `provisioner`.
    pub meta: Group,
}

/// How often a resource exists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Multiplicity {
    /// Once, and nothing repeats it.
    Once,
    /// Exactly this instance of a block that is repeated.
    Instance,
    /// It stands for instances whose number is not known, possibly none.
    UnknownNumber,
    /// Once or not at all, by a condition that the text names: a branch of a script, `when` of a task. What has equal
    /// conditions is there together; of two others perhaps only one is.
    Possible(Arc<str>),
}

/// The provider configuration of a resource: an account and a region.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum ProviderRef {
    /// Nothing says which.
    Unknown,
    /// The one with this identity.
    Known(Arc<str>),
    /// One of several, chosen by a reference that cannot be followed. Equal identities are the same choice.
    OneOf(Arc<str>),
}

/// A module call that leads to a resource.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Call {
    /// The name in the module that makes it: `module.small`.
    pub name: Arc<str>,
    pub header: Span,
    /// The block with all of its arguments.
    pub block: Span,
}

/// The versions of a provider that `required_providers` and the lock file allow.
#[derive(Clone, Debug)]
pub(crate) struct Versions {
    /// The source address, such as `aliyun/alicloud`.
    pub source: String,
    /// Every constraint of the module tree, with its place; all hold at once.
    pub constraints: Vec<(semver::VersionReq, Span)>,
    /// The version that `.terraform.lock.hcl` selects, with its place.
    pub locked: Option<(semver::Version, Span)>,
}

/// Fields that belong together: a resource's body, a nested block, an element of a list of objects.
#[derive(Clone, Debug)]
pub(crate) struct Group {
    pub header: Span,
    pub fields: Vec<Field>,
    /// There may be further fields that are not known.
    pub is_open: bool,
    /// The fields whose names are misspelled.
    pub misspelled: Arc<[Misspelling]>,
    /// Who is told of questions that stay open.
    asked: Option<Arc<questions::Asked>>,
}

/// A field of which the table does not have the name, but one that is spelled nearly so.
#[derive(Clone, Debug)]
pub(crate) struct Misspelling {
    pub name_span: Span,
    /// The table's name of the field that is meant.
    pub meant: Arc<str>,
}

/// A field that is written.
#[derive(Clone, Debug)]
pub(crate) struct Field {
    /// The table's name for it; as written where the table has no such field.
    pub name: Arc<str>,
    /// The name as written, with its place (quotes included).
    pub written: Arc<str>,
    pub name_span: Span,
    /// Whether the table has the field on this surface.
    pub is_declared: bool,
    /// Whether the table says that it holds a secret: its value is judged, and never shown.
    pub is_secret: bool,
    pub content: Content,
}

#[derive(Clone, Debug)]
pub(crate) enum Content {
    Value(Value),
    /// Boxed, since they are much larger than a value.
    Blocks(Box<Blocks>),
}

/// Nested blocks, or the objects of an array that stands for them.
#[derive(Clone, Debug)]
pub(crate) struct Blocks {
    pub groups: Vec<Group>,
    /// Blocks of which each stands for a number of further ones that is not known, possibly none. What is wrong in it is
    /// wrong, but it must not be held against others, nor counted.
    pub possible: Vec<Group>,
    /// There may be further blocks that are not known; the number is a lower bound.
    pub is_open: bool,
    /// What was written where blocks were written as a value: an array, or a string that holds one.
    pub raw: Option<Value>,
}

/// Whether an argument has effect: set, left out (or null), or not certain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Presence {
    Set,
    Absent,
    Uncertain,
}

impl Resource {
    /// Whether it is of a table's kind and stands for something that will be made or changed.
    pub(crate) fn is_written(&self) -> bool {
        matches!(self.role, Role::Managed | Role::Operation)
    }

    /// The cloud that it is for, as `rules/` calls it: the one that it is sent to, else that of its kind.
    pub(crate) fn cloud(&self) -> &str {
        self.sent_to.as_deref().unwrap_or_else(|| self.kind.split('/').next().unwrap_or_default())
    }

    /// A resource that is written once, by its header alone: no address, no calls, nothing known of its provider. Its
    /// fields and whatever else is known of it are added.
    pub(crate) fn new(
        notation: &'static Notation,
        role: Role,
        kind: impl Into<Arc<str>>,
        name: impl Into<Arc<str>>,
        body: Group,
    ) -> Self {
        Self {
            kind: kind.into(),
            notation,
            role,
            is_named: true,
            name: name.into(),
            address: None,
            multiplicity: Multiplicity::Once,
            existence: None,
            header: body.header,
            region: None,
            sent_to: None,
            provider: ProviderRef::Unknown,
            calls: Arc::default(),
            versions: None,
            meta: Group::empty(body.header),
            body,
        }
    }

    /// The places of all that is written for it: its header, and each field's name and value.
    pub(crate) fn places(&self) -> Vec<Span> {
        let mut places = vec![self.header];
        self.body.add_places(&mut places);
        self.meta.add_places(&mut places);
        places.retain(|place| place.start < place.end);
        places
    }

    /// Whether it is not certain that it exists. What is wrong in it is wrong, but it must not be held against another
    /// resource, nor counted.
    pub(crate) fn may_be_absent(&self) -> bool {
        matches!(self.multiplicity, Multiplicity::UnknownNumber | Multiplicity::Possible(_))
    }

    /// Whether it cannot be said which provider configuration it has. Equal choices are one configuration all the same.
    pub(crate) fn may_have_any_provider(&self) -> bool {
        matches!(self.provider, ProviderRef::OneOf(_))
    }

    /// The address with modules and instance key.
    pub(crate) fn full_address(&self) -> Option<&str> {
        self.address.as_ref().map(Address::full)
    }

    /// What messages call it: the address, or the type.
    pub(crate) fn display_name(&self) -> &str {
        self.full_address().unwrap_or(&self.name)
    }

    /// The same, to be kept: it shares the room of the resource's.
    fn display_name_shared(&self) -> Arc<str> {
        self.address.as_ref().map_or(&self.name, Address::full_shared).clone()
    }
}

impl Group {
    pub(crate) fn empty(header: Span) -> Self {
        Self::new(header, Vec::new())
    }

    /// The fields that are written, and no others.
    pub(crate) fn new(header: Span, fields: Vec<Field>) -> Self {
        Self { header, fields, is_open: false, misspelled: Arc::default(), asked: None }
    }

    fn add_places(&self, places: &mut Vec<Span>) {
        for field in &self.fields {
            places.push(field.name_span);
            match &field.content {
                Content::Value(value) => places.extend(value.span),
                Content::Blocks(blocks) => {
                    places.extend(blocks.raw.as_ref().and_then(|raw| raw.span));
                    blocks.written().for_each(|group| group.add_places(places));
                }
            }
        }
    }

    pub(crate) fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| &*field.name == name)
    }

    /// The table's name of what is meant by a field whose name is misspelled.
    pub(crate) fn meant_by(&self, field: &Field) -> Option<&str> {
        self.misspelled.iter().find(|one| one.name_span == field.name_span).map(|one| &*one.meant)
    }

    /// The value that is written for a field, known or not; none for blocks. That some of it is not known is noted.
    pub(crate) fn value(&self, name: &str) -> Option<&Value> {
        self.written(name).map(|(_, value)| value)
    }

    /// A field with the value that is written for it, as [`Group::value`].
    pub(crate) fn written(&self, name: &str) -> Option<(&Field, &Value)> {
        let field = self.field(name)?;
        let value = field.value()?;
        self.ask(&field.written, value);
        Some((field, value))
    }

    /// The blocks of a field; none where it is not written.
    pub(crate) fn blocks(&self, name: &str) -> &[Group] {
        let Some(blocks) = self.field(name).and_then(Field::blocks) else { return &[] };
        if blocks.is_open {
            self.ask_whether(name, blocks.raw.as_ref().and_then(|raw| raw.span));
        }
        &blocks.groups
    }

    /// The string of a field, where all of it is known.
    pub(crate) fn known_str(&self, name: &str) -> Option<&str> {
        self.value(name).and_then(Value::as_str)
    }

    /// The number of a field, also where it is written as a string, as providers convert it.
    pub(crate) fn known_number(&self, name: &str) -> Option<Number> {
        self.value(name).and_then(number_of)
    }

    pub(crate) fn known_integer(&self, name: &str) -> Option<i64> {
        self.known_number(name).and_then(|number| number.to_i64())
    }

    /// The boolean of a field, also where it is written as a string, as Terraform converts it.
    pub(crate) fn known_bool(&self, name: &str) -> Option<bool> {
        let value = self.value(name)?;
        value.as_bool().or_else(|| match value.as_str() {
            Some("true") => Some(true),
            Some("false") => Some(false),
            _ => None,
        })
    }

    /// Whether a field is set. A value that is not known may be null.
    pub(crate) fn presence(&self, name: &str) -> Presence {
        let uncertain = |place| {
            self.ask_whether(name, place);
            Presence::Uncertain
        };
        match self.field(name).map(|field| &field.content) {
            None if self.is_open => uncertain(None),
            // The misspelled name is a finding, so this is no open question beside it.
            None if self.misspelled.iter().any(|one| *one.meant == *name) => Presence::Uncertain,
            None => Presence::Absent,
            Some(Content::Value(value)) => match value.as_unknown() {
                Some(unknown) if !unknown.is_not_null => {
                    self.ask(name, value);
                    Presence::Uncertain
                }
                Some(_) => Presence::Set,
                None if value.is_null() => Presence::Absent,
                None => Presence::Set,
            },
            Some(Content::Blocks(blocks)) if !blocks.groups.is_empty() => Presence::Set,
            Some(Content::Blocks(blocks)) if blocks.is_open => uncertain(blocks.raw.as_ref().and_then(|raw| raw.span)),
            Some(Content::Blocks(_)) => Presence::Absent,
        }
    }
}

impl Blocks {
    /// Whether there are blocks is not known.
    pub(crate) fn unknown() -> Self {
        Self { is_open: true, ..Self::of(Vec::new()) }
    }

    /// These blocks and no others.
    pub(crate) fn of(groups: Vec<Group>) -> Self {
        Self { groups, possible: Vec::new(), is_open: false, raw: None }
    }

    /// All that is written of blocks, also where it is not known how many they become.
    pub(crate) fn written(&self) -> impl Iterator<Item = &Group> {
        self.groups.iter().chain(&self.possible)
    }

    pub(crate) fn written_mut(&mut self) -> impl Iterator<Item = &mut Group> {
        self.groups.iter_mut().chain(&mut self.possible)
    }
}

impl Field {
    pub(crate) fn value(&self) -> Option<&Value> {
        match &self.content {
            Content::Value(value) => Some(value),
            Content::Blocks(blocks) => blocks.raw.as_ref(),
        }
    }

    pub(crate) fn blocks(&self) -> Option<&Blocks> {
        match &self.content {
            Content::Blocks(blocks) => Some(blocks),
            Content::Value(_) => None,
        }
    }

    /// Where the field's value is written.
    pub(crate) fn span(&self) -> Span {
        self.value().and_then(|value| value.span).unwrap_or(self.name_span)
    }

    /// Whether the name stands in quotes, as in JSON.
    pub(crate) fn is_quoted(&self) -> bool {
        self.length_of_quote() != Some(0)
    }

    /// The place of the name's letters, without its quotes and their escapes; none where letters are escaped.
    pub(crate) fn letters(&self) -> Option<Span> {
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b'/');
        let (quote, range) = (self.length_of_quote()?, self.name_span.range());
        let letters = Span::new(self.name_span.file, range.start + quote, range.end - quote);
        self.written.bytes().all(is_plain).then_some(letters)
    }

    /// A quote as it has to be written where the field stands: by itself, inside one or two strings, or in a URL.
    pub(crate) fn quote(&self) -> Option<&'static str> {
        match self.length_of_quote()? {
            0 | 1 => Some("\""),
            2 => Some("\\\""),
            3 => Some("%22"),
            _ => Some("\\\\\\\""),
        }
    }

    fn length_of_quote(&self) -> Option<usize> {
        let around = self.name_span.len().checked_sub(self.written.len())?;
        (around.is_multiple_of(2) && around / 2 <= LONGEST_QUOTE).then_some(around / 2)
    }
}

/// The longest that one escaped quote can be: `\\\"`.
pub(crate) const LONGEST_QUOTE: usize = 4;

/// A number, also out of the string that spells one.
pub(crate) fn number_of(value: &Value) -> Option<Number> {
    value.as_number().cloned().or_else(|| value.as_str().and_then(Number::parse))
}
