//! The forms of ids: what is one, what only stands for one, and what is one of another kind.

use std::ops::Range;

use crate::syntax::text::Text;
use crate::tables::Holds;

/// What holds an id that the provider gave to something.
pub(crate) const IDS: &[Holds] = &[
    Holds::KeyId,
    Holds::KeyReference,
    Holds::KmsInstanceId,
    Holds::VpcId,
    Holds::VswitchId,
    Holds::AccountId,
    Holds::Principal,
];

/// Ids that public documentation uses in its examples.
const SAMPLES: &[&str] = &[
    "00000000-0000-0000-0000-000000000000",
    "0d0466b0-e727-4d9c-b35d-f84bb474a37f",
    "bb6a3d22-dc93-47ac-b5bd-88df7ad35f1e",
];

/// The parts of a text that stand for something to be filled in: `****`, `xxxx`, `<your-key-id>`.
pub(crate) fn placeholders(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    if !text.bytes().any(|byte| matches!(byte, b'*' | b'x' | b'X' | b'<')) {
        return found;
    }
    let mut at = 0;
    while let Some(rest) = text.as_bytes().get(at..).filter(|rest| !rest.is_empty()) {
        let run = |is_same: fn(&u8) -> bool| rest.iter().take_while(|byte| is_same(byte)).count();
        let (length, is_sign) = match rest {
            [b'*', ..] => at_least(2, run(|byte| *byte == b'*')),
            [b'x' | b'X', ..] => at_least(4, run(|byte| matches!(byte, b'x' | b'X'))),
            [b'<', inner @ ..] => match inner.iter().position(|byte| matches!(byte, b'<' | b'>')) {
                Some(end) if inner.get(end) == Some(&b'>') => (end + 2, true),
                _ => (1, false),
            },
            _ => (1, false),
        };
        if is_sign {
            found.push(at..at + length);
        }
        at += length;
    }
    found
}

fn at_least(least: usize, length: usize) -> (usize, bool) {
    (length, length >= least)
}

/// Whether the text is an id that documentation uses as its sample, which belongs to nobody who reads it.
pub(crate) fn is_sample(text: &str) -> bool {
    SAMPLES.iter().any(|sample| sample.eq_ignore_ascii_case(text))
}

/// Whether nothing can be said of an id's form because it still has to be filled in.
pub(crate) fn is_placeholder(text: &Text) -> bool {
    !placeholders(text.known_bytes()).is_empty() || text.known().is_some_and(is_sample)
}

/// The text with every placeholder replaced by digits, so that a document can be read as it will be. None where
/// it has no placeholder.
pub(crate) fn without_placeholders(text: &Text) -> Option<Text> {
    let signs = placeholders(text.known_bytes());
    if signs.is_empty() || !text.is_known() {
        return None;
    }
    let mut builder = Text::builder();
    for (at, character) in text.known_bytes().char_indices() {
        let range = at..at + character.len_utf8();
        let source = text.span_of(range.clone());
        match text.exact_span_of(range.clone()) {
            _ if signs.iter().any(|sign| sign.contains(&at)) => builder.push("1", source),
            Some(source) => builder.push_exact(character.encode_utf8(&mut [0; 4]), source),
            None => builder.push(character.encode_utf8(&mut [0; 4]), source),
        }
    }
    Some(builder.finish(text.span()))
}

/// Whether the text is `8-4-4-4-12` lower-case letters and digits, as every key id of the Huawei family is.
pub(crate) fn is_uuid_form(text: &str) -> bool {
    let mut groups = text.split('-');
    let of_length = |group: Option<&str>, length: usize| {
        group.is_some_and(|group| {
            group.len() == length && group.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        })
    };
    [8, 4, 4, 4, 12].into_iter().all(|length| of_length(groups.next(), length)) && groups.next().is_none()
}

/// Whether what a text begins with can be the beginning of a [UUID form](is_uuid_form).
pub(crate) fn may_begin_uuid_form(prefix: &str) -> bool {
    prefix.len() <= 36
        && prefix.bytes().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_lowercase() || byte.is_ascii_digit(),
        })
}

/// An alias, or the ARN or URN of one, as far as the text certainly begins or ends like one.
pub(crate) fn is_alias_reference(text: &Text) -> bool {
    let prefix = text.known_prefix();
    prefix.starts_with("alias/")
        || prefix.starts_with("acs:kms:") && prefix.contains(":alias/")
        || prefix.starts_with("kms:") && prefix.contains(":alias:")
}

/// A kind of thing on Alibaba Cloud whose ids begin with a prefix of their own.
#[derive(Debug)]
pub(crate) struct Prefix {
    pub prefix: &'static str,
    /// With its article: `a VPC`.
    pub title: &'static str,
    /// The Terraform type whose `id` it is.
    pub resource_type: &'static str,
}

const PREFIXES: &[Prefix] = &[
    Prefix { prefix: "vpc-", title: "a VPC", resource_type: "alicloud_vpc" },
    Prefix { prefix: "vsw-", title: "a vSwitch", resource_type: "alicloud_vswitch" },
    Prefix { prefix: "kst-", title: "a KMS instance", resource_type: "alicloud_kms_instance" },
    Prefix { prefix: "key-", title: "a key", resource_type: "alicloud_kms_key" },
    Prefix { prefix: "dkr-", title: "a value-added service", resource_type: "alicloud_kms_value_added_service" },
    Prefix { prefix: "sg-", title: "a security group", resource_type: "alicloud_security_group" },
];

impl Prefix {
    /// The kind that `id` certainly is one of.
    pub(crate) fn of_text(id: &str) -> Option<&'static Self> {
        PREFIXES.iter().find(|prefix| id.starts_with(prefix.prefix))
    }

    /// The kind whose `id` a Terraform type gives.
    pub(crate) fn of_type(resource_type: &str) -> Option<&'static Self> {
        PREFIXES.iter().find(|prefix| prefix.resource_type == resource_type)
    }

    /// The kind that a field takes, where all of its ids begin alike.
    pub(crate) fn of_field(holds: Holds) -> Option<&'static Self> {
        let prefix = match holds {
            Holds::VpcId => "vpc-",
            Holds::VswitchId => "vsw-",
            Holds::KmsInstanceId => "kst-",
            Holds::KeyId => "key-",
            _ => return None,
        };
        Self::of_text(prefix)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signs(text: &str) -> Vec<&str> {
        placeholders(text).into_iter().map(|sign| &text[sign]).collect()
    }

    #[test]
    fn signs_to_be_filled_in_are_found() {
        assert_eq!(signs("vpc-bp1go9qvmj78j4f4c****"), ["****"]);
        assert_eq!(signs("<your-key-id>"), ["<your-key-id>"]);
        assert_eq!(signs("vpc-XXXXXXXX"), ["XXXXXXXX"]);
        assert!(signs("vpc-bp15z92ev9jflxq14c2l0").is_empty());
        assert!(signs("vpc-xxx").is_empty(), "three letters may well be random");
        assert!(signs("a*b").is_empty());
        assert_eq!(signs("<a<b>***xXxx*<>\u{e9}<"), ["<b>", "***", "xXxx", "<>"]);
        assert_eq!(signs("**"), ["**"]);
        assert!(signs("<a").is_empty() && signs("").is_empty());
    }

    #[test]
    fn uuid_form_takes_every_lower_case_letter() {
        assert!(is_uuid_form("0d0466b0-e727-4d9c-b35d-f84bb474a37f"));
        assert!(is_uuid_form("zd0466b0-e727-4d9c-b35d-f84bb474a37f"));
        assert!(!is_uuid_form("0D0466b0-e727-4d9c-b35d-f84bb474a37f"));
        assert!(!is_uuid_form("0d0466b0e7274d9cb35df84bb474a37f"));
        assert!(!is_uuid_form("0d0466b0-e727-4d9c-b35d-f84bb474a37f-"));
        assert!(!is_uuid_form("0d0466b0-e727-4d9c-b35d-f84bb474a37f\n"));
    }
}
