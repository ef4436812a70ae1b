//! What a table may hold, declared once: a team's files are held against it, and the schema for editors is written from
//! it. A test compares it with what is read.

/// What a value may be.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Form {
    Text,
    /// Text, or a number or a boolean that stands for its text.
    Scalar,
    /// The name of a rule.
    RuleName,
    Integer,
    Boolean,
    /// `1.184.0`
    Version,
    /// `7d`
    Duration,
    /// `2026-11-26`
    Day,
    /// A regular expression.
    Pattern,
    /// `name`, `!name`, `name=value`, `name!=value`
    Condition,
    Word(&'static [&'static str]),
    List(&'static Form),
    /// Names with values of one form.
    Map(&'static Form),
    Object(&'static Object),
    /// Places with what differs there: names, or `<1.184.0`.
    Places(&'static Form),
    /// The first whose kind of value it is.
    OneOf(&'static [Form]),
}

/// A mapping whose keys are known.
#[derive(Debug)]
pub(crate) struct Object {
    /// What messages call one: `a row`.
    pub name: &'static str,
    pub keys: &'static [Key],
    pub required: &'static [&'static str],
}

#[derive(Debug)]
pub(crate) struct Key {
    pub name: &'static str,
    pub form: Form,
    /// What an editor shows of it, out of the schema.
    #[cfg_attr(not(test), expect(dead_code, reason = "the schema is written by a test"))]
    pub about: &'static str,
}

const fn key(name: &'static str, form: Form, about: &'static str) -> Key {
    Key { name, form, about }
}

/// What a limit can be reported as.
pub(crate) const SEVERITIES: &[&str] = &["info", "warning", "error"];

pub(crate) const TYPES: &[&str] = &["string", "integer", "number", "boolean", "list", "map", "blocks", "any"];

pub(crate) const HOLDS: &[&str] = &[
    "alias",
    "alias_reference",
    "key_id",
    "key_reference",
    "kms_instance_id",
    "vpc_id",
    "vswitch_id",
    "account_id",
    "region",
    "zone",
    "sequence",
    "principal",
    "secret",
];

const PARTS: &[&str] = &[
    "instance",
    "key",
    "alias",
    "grant",
    "secret",
    "access",
    "disk",
    "bucket",
    "database",
    "cluster",
    "server",
    "image",
    "file_system",
    "queue",
    "backup",
    "log",
    "use",
    "other",
];

const TEXTS: Form = Form::List(&Form::Text);
const CONDITIONS: Form = Form::List(&Form::Condition);
static ROW_FORM: Form = Form::Object(&ROW);

/// A table of a team, or one of kmslint's own.
pub(crate) static TABLE: Object = Object {
    name: "a table",
    required: &["kind", "fields"],
    keys: &[
        key("kind", Form::Text, "The resource that the limits are for, such as alibaba/kms_key; a new one needs names"),
        key("rule", Form::RuleName, "The rule that rows without one of their own report as"),
        key("severity", Form::Word(SEVERITIES), "The severity of rows without one of their own"),
        key("rules", Form::Map(&Form::Object(&RULE)), "What the rules are about that rows name"),
        key("fields", Form::Map(&ROW_FORM), "The limits, by the field's name in Terraform"),
        key("title", Form::Text, "What messages call one"),
        key("part", Form::Word(PARTS), "What a picture of the configuration shows it as"),
        key("names", Form::Map(&Form::OneOf(&[TEXTS, Form::Text])), "The types under which surfaces know a new kind"),
        key("data", Form::Boolean, "A data source, which reads"),
        key("operations", Form::Map(&Form::Object(&OPERATION)), "API calls: views on the fields"),
        key("since", Form::Version, "First provider version that has the resource"),
        key("open", Form::Boolean, "Not every field is listed: an unlisted name is not a finding"),
        key("mistakes", Form::Map(&Form::Text), "Names that people write, each with the field that is meant"),
        key("sources", Form::Map(&Form::Text), "Where limits are stated, by a short name that rows use"),
        key("timeouts", TEXTS, "The operations for which a timeouts block may set a time"),
        key("compared", Form::OneOf(&[Form::Object(&COMPARED), Form::Day]), "Until when the rows are true"),
    ],
};

static RULE: Object = Object {
    name: "a rule",
    required: &[],
    keys: &[
        key("summary", Form::Text, "What it finds, in a sentence"),
        key("why", Form::Text, "Why it exists, as Markdown"),
        key("help", Form::Text, "What to do about a finding"),
        key("url", Form::Text, "A page that says more"),
        key("severity", Form::Word(SEVERITIES), "How grave a finding is"),
    ],
};

static COMPARED: Object = Object {
    name: "`compared`",
    required: &["version", "day"],
    keys: &[
        key("version", Form::Version, "The newest version of the Terraform provider"),
        key("day", Form::Day, "The day"),
    ],
};

static OPERATION: Object = Object {
    name: "an operation",
    required: &["fields"],
    keys: &[
        key("fields", TEXTS, "The fields that are its parameters"),
        key("required", TEXTS, "Those that must be given"),
        key(
            "recognised_by",
            Form::List(&Form::OneOf(&[TEXTS, Form::Text])),
            "The members by which a body is known that does not say what it is",
        ),
        key("recognised_alone", Form::Boolean, "Only where the body has no other members"),
        key("shared", Form::Boolean, "Other services have an operation of this name"),
        key("source", Form::Text, "Where it is stated"),
    ],
};

/// A field and its limits.
pub(crate) static ROW: Object = Object {
    name: "a row",
    required: &[],
    keys: &[
        key("rule", Form::RuleName, "The rule that the limits report as, with a name of your own"),
        key("severity", Form::Word(SEVERITIES), "How grave a finding is"),
        key("help", Form::Text, "What to do about a finding"),
        key("required", Form::Boolean, "It must be set"),
        key("required_when", CONDITIONS, "It must be set where one of these holds"),
        key("range", Form::Object(&BOUNDS), "Smallest and largest number, both allowed"),
        key("multiple_of", Form::Integer, "The number is a multiple of this one"),
        key("durations", Form::List(&Form::Object(&DURATIONS)), "Shortest and longest duration, for text such as 7d"),
        key("length", Form::Object(&BOUNDS), "Shortest and longest string, in characters"),
        key("count", Form::Object(&BOUNDS), "Fewest and most items or blocks"),
        key("values", Form::List(&Form::Scalar), "The allowed values, of each item where it is a list"),
        key("pattern", Form::Pattern, "A regular expression for the whole string, or each item"),
        key("format", Form::Text, "What the pattern means, in words"),
        key("conflicts", TEXTS, "Fields that may not be set beside this one"),
        key("requires", CONDITIONS, "What must hold where this field is set"),
        key("ignored_when", CONDITIONS, "It has no effect where one of these holds"),
        key("ignored_except", Form::List(&Form::Scalar), "Values that it is right to write all the same"),
        key("keys", Form::Object(&ROW), "Limits on the keys of a map"),
        key("fields", Form::Map(&ROW_FORM), "The members of blocks"),
        key(
            "on",
            Form::Places(&ROW_FORM),
            "What differs: on a surface, in an operation, at a cloud, beside a value, or before a version",
        ),
        key("mistakes", Form::Map(&Form::Scalar), "Values that people write, each with the one that is meant"),
        key("unit", Form::Text, "What the number counts; bytes has a string's length counted in bytes"),
        key("deprecated", Form::Object(&DEPRECATION), "What to write instead"),
        key("default", Form::Scalar, "What an absent field counts as"),
        key("type", Form::Word(TYPES), "The type of the value"),
        key("holds", Form::Word(HOLDS), "What the value is; decides which rules on ids, aliases and regions read it"),
        key("words", Form::List(&Form::Scalar), "Words that the service takes beside what the field holds"),
        key("grows", Form::Boolean, "Values are added now and then"),
        key("judged_by", Form::RuleName, "The rule that judges by the values, in place of the general one"),
        key("zero_is_absent", Form::Boolean, "The provider takes 0 or false for an absent field"),
        key("read_only", Form::Boolean, "Set by the provider, may not be written"),
        key("open", Form::Boolean, "Further members of blocks are not findings"),
        key("as_argument", Form::Boolean, "Whether Terraform takes the blocks written as an argument"),
        key("numbered", Form::Boolean, "Requests give the items as members of their own"),
        key("since", Form::Version, "First provider version that has the field"),
        key("optional_since", Form::Version, "First provider version in which it may be left out"),
        key("names", Form::Map(&Form::Text), "The name on surfaces where it is another one"),
        key("surfaces", TEXTS, "The only surfaces that have the field"),
        key("encoded", TEXTS, "Surfaces on which the value is a string that holds a JSON document"),
        key("source", Form::Text, "Where the limit is stated"),
    ],
};

/// Smallest and largest.
pub(crate) static BOUNDS: Object = Object {
    name: "a pair of bounds",
    required: &[],
    keys: &[
        key("min", Form::Integer, "The smallest"),
        key("max", Form::Integer, "The largest"),
        key("severity", Form::Word(SEVERITIES), "How grave a finding is"),
    ],
};

static DURATIONS: Object = Object {
    name: "a pair of durations",
    required: &[],
    keys: &[
        key("min", Form::Duration, "The shortest"),
        key("max", Form::Duration, "The longest"),
        key("when", CONDITIONS, "All of these hold where it counts"),
        key("severity", Form::Word(SEVERITIES), "How grave a finding is"),
    ],
};

static DEPRECATION: Object = Object {
    name: "`deprecated`",
    required: &[],
    keys: &[
        key("since", Form::Version, "The provider version"),
        key("use", Form::Text, "The field to use instead"),
        key("values", Form::Map(&Form::Scalar), "What old values are in the new field"),
    ],
};

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde::de::DeserializeOwned;
    use serde_json::json;

    use super::*;
    use crate::finding::Severity;
    use crate::tables::DurationLimit;
    use crate::tables::compared::Compared;
    use crate::tables::schema::{Bounds, Deprecation, Holds, Operation, Part, Row, RuleText, Table, ValueType};

    /// The names that serde lists for one that it does not know.
    fn read_names<T: DeserializeOwned>(value: serde_json::Value) -> BTreeSet<String> {
        let Err(error) = serde_json::from_value::<T>(value) else { panic!("everything is read") };
        let message = error.to_string();
        let (_, list) = message.split_once("expected ").unwrap_or_else(|| panic!("{message}"));
        list.split('`').skip(1).step_by(2).map(str::to_owned).collect()
    }

    fn declared(object: &Object) -> BTreeSet<String> {
        object.keys.iter().map(|key| key.name.to_owned()).collect()
    }

    #[test]
    fn the_keys_are_those_that_are_read() {
        let other = || json!({ "no-such-key": 1 });
        assert_eq!(declared(&TABLE), read_names::<Table>(other()));
        assert_eq!(declared(&RULE), read_names::<RuleText>(other()));
        assert_eq!(declared(&OPERATION), read_names::<Operation>(other()));
        assert_eq!(declared(&ROW), read_names::<Row>(other()));
        assert_eq!(declared(&BOUNDS), read_names::<Bounds>(other()));
        assert_eq!(declared(&DURATIONS), read_names::<DurationLimit>(other()));
        assert_eq!(declared(&DEPRECATION), read_names::<Deprecation>(other()));
        assert!(serde_json::from_value::<Compared>(json!({ "version": "1.2.3", "day": "2026-11-26" })).is_ok());
    }

    #[test]
    fn the_words_are_those_that_are_read() {
        let set = |words: &[&str]| words.iter().map(|&word| word.to_owned()).collect::<BTreeSet<_>>();
        assert_eq!(set(SEVERITIES), read_names::<Severity>(json!("no-such-word")));
        assert_eq!(set(TYPES), read_names::<ValueType>(json!("no-such-word")));
        assert_eq!(set(PARTS), read_names::<Part>(json!("no-such-word")));
        assert_eq!(set(HOLDS), read_names::<Holds>(json!("no-such-word")));
    }

    #[test]
    fn every_key_says_what_it_is() {
        for object in [&TABLE, &RULE, &OPERATION, &ROW, &BOUNDS, &DURATIONS, &DEPRECATION, &COMPARED] {
            assert!(object.keys.iter().all(|key| !key.about.is_empty() && !key.about.ends_with('.')), "{object:?}");
        }
    }
}
