//! What Terraform makes of a scalar of YAML: a mixture of YAML 1.1 and 1.2.

use num_bigint::BigInt;

use super::base64_text::base64_bytes;
use crate::date;
use crate::syntax::yaml;
use crate::syntax::yaml::Style;

/// What a scalar stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Scalar {
    Null,
    Bool(bool),
    /// In JSON's notation.
    Number(String),
    /// The string as it is written.
    Written,
    /// Another string: a point in time in the one notation that Terraform gives them.
    Other(String),
    /// The key `<<`, which merges.
    Merge,
}

/// Why a document has no value that is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// Terraform refuses the document.
    Refused(String),
    /// Terraform's value is not decided here.
    Undecided(&'static str),
}

/// A tag of a scalar.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Tag {
    None,
    Binary,
    Bool,
    /// `!!int` and `!!float` take the same.
    Number,
    Null,
    String,
    Timestamp,
}

impl Tag {
    /// The tag that is written so; Terraform refuses all that are not of YAML's own few.
    pub(super) fn read(written: Option<&str>) -> Result<Self, Stop> {
        let Some(written) = written else { return Ok(Self::None) };
        Ok(match core_name(written)? {
            Some("binary") => Self::Binary,
            Some("bool") => Self::Bool,
            Some("float" | "int") => Self::Number,
            Some("null") => Self::Null,
            Some("str") => Self::String,
            Some("timestamp") => Self::Timestamp,
            _ => return Err(Stop::Refused(format!("Terraform takes no tag `{written}`"))),
        })
    }
}

/// The name of a tag of YAML's own: `str` of `!!str`.
pub(super) fn core_name(written: &str) -> Result<Option<&str>, Stop> {
    if written.contains('%') {
        return Err(Stop::Undecided("the tag has an escape"));
    }
    let verbatim = written.strip_prefix("!<").and_then(|rest| rest.strip_suffix('>'));
    Ok(match verbatim {
        Some(name) => name.strip_prefix("tag:yaml.org,2002:"),
        None => written.strip_prefix("!!"),
    })
}

pub(super) fn resolve(tag: Tag, text: &str, style: Style) -> Result<Scalar, Stop> {
    // Only what begins like a number, a boolean or null is looked at more closely, also where a tag asks for it.
    let is_hinted = text.is_empty() || text.starts_with(|letter| "+-.0123456789yYnNtTfFoO~".contains(letter));
    if is_hinted && !matches!(tag, Tag::String | Tag::Binary) {
        if matches!(style, Style::SingleQuoted | Style::DoubleQuoted) {
            return Ok(Scalar::Written);
        }
        if let Some(word) = word(text)? {
            return Ok(word);
        }
        if tag == Tag::None && matches!(text, ".nan" | ".NaN" | ".NAN") {
            return Err(Stop::Refused("there is no number `.nan`".to_owned()));
        }
        if text.starts_with('.') {
            if let Some(number) = number(text)? {
                return Ok(Scalar::Number(number));
            }
        } else if text.starts_with(|letter: char| letter.is_ascii_digit() || matches!(letter, '+' | '-')) {
            if matches!(tag, Tag::None | Tag::Timestamp)
                && let Some(time) = date::yaml_timestamp(text)
            {
                return Ok(Scalar::Other(date::rfc_3339(time)));
            }
            if is_integer(text) || yaml::decimal(text).is_some() {
                return any_number(text);
            }
        }
    }
    match tag {
        Tag::None if text == "<<" => Ok(Scalar::Merge),
        Tag::None | Tag::String => Ok(Scalar::Written),
        Tag::Binary if base64_bytes(text).is_some() => Ok(Scalar::Written),
        Tag::Null => Ok(Scalar::Null),
        Tag::Number => any_number(text),
        Tag::Timestamp => match date::yaml_timestamp(text) {
            Some(time) => Ok(Scalar::Other(date::rfc_3339(time))),
            None => Err(Stop::Refused(format!("{text:?} is not a point in time"))),
        },
        Tag::Binary => Err(Stop::Refused(format!("{text:?} is not Base64"))),
        Tag::Bool => Err(Stop::Refused(format!("{text:?} is not a boolean"))),
    }
}

fn word(text: &str) -> Result<Option<Scalar>, Stop> {
    Ok(Some(match text {
        "" | "~" | "null" | "Null" | "NULL" => Scalar::Null,
        "y" | "Y" | "yes" | "Yes" | "YES" | "true" | "True" | "TRUE" | "on" | "On" | "ON" => Scalar::Bool(true),
        "n" | "N" | "no" | "No" | "NO" | "false" | "False" | "FALSE" | "off" | "Off" | "OFF" => Scalar::Bool(false),
        _ => match text.strip_prefix(['+', '-']).unwrap_or(text) {
            ".inf" | ".Inf" | ".INF" => return Err(Stop::Undecided("infinities stay unknown")),
            _ => return Ok(None),
        },
    }))
}

fn is_integer(text: &str) -> bool {
    let is_of = |prefix: &str, radix: u32| {
        text.strip_prefix(prefix)
            .is_some_and(|digits| !digits.is_empty() && digits.chars().all(|digit| digit.is_digit(radix)))
    };
    is_of("0o", 8) || is_of("0x", 16)
}

/// A number in decimal notation, which may also be one that is not decided here.
fn number(text: &str) -> Result<Option<String>, Stop> {
    let number = yaml::decimal(text);
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    if number.is_none() && (matches!(unsigned, "Inf" | "inf") || is_binary_exponent(unsigned)) {
        return Err(Stop::Undecided("binary exponents and infinities are not read"));
    }
    Ok(number)
}

fn is_binary_exponent(text: &str) -> bool {
    text.contains(['p', 'P']) && text.starts_with(|letter: char| letter.is_ascii_digit() || letter == '.')
}

/// A number in any notation, with underscores anywhere.
fn any_number(text: &str) -> Result<Scalar, Stop> {
    let plain = text.replace('_', "");
    if let Some(number) = number(&plain)? {
        return Ok(Scalar::Number(number));
    }
    let refused = || Stop::Refused(format!("{text:?} is not a number of 64 bits"));
    let unsigned = plain.strip_prefix(['+', '-']).unwrap_or(&plain);
    let (prefix, digits) = unsigned.split_at_checked(2).ok_or_else(refused)?;
    let radix = match prefix {
        "0x" | "0X" => 16,
        "0o" | "0O" => 8,
        "0b" | "0B" => 2,
        _ => return Err(refused()),
    };
    if !digits.chars().all(|digit| digit.is_digit(radix)) {
        return Err(refused());
    }
    let magnitude = BigInt::parse_bytes(digits.as_bytes(), radix).ok_or_else(refused)?;
    let value = if plain.starts_with('-') { -magnitude } else { magnitude };
    let is_signed = unsigned.len() < plain.len();
    let fits = i64::try_from(&value).is_ok() || !is_signed && u64::try_from(&value).is_ok();
    if fits { Ok(Scalar::Number(value.to_string())) } else { Err(refused()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> Result<Scalar, Stop> {
        resolve(Tag::None, text, Style::Plain)
    }

    #[test]
    fn plain_scalars_are_of_either_version_of_yaml() {
        assert_eq!(plain("yes"), Ok(Scalar::Bool(true)));
        assert_eq!(plain("0o17"), Ok(Scalar::Number("15".to_owned())));
        assert_eq!(plain("017"), Ok(Scalar::Number("17".to_owned())));
        assert_eq!(plain("0b1"), Ok(Scalar::Written));
        assert_eq!(plain("1_000"), Ok(Scalar::Written));
        assert_eq!(plain("2020-1-2"), Ok(Scalar::Other("2020-01-02T00:00:00Z".to_owned())));
        assert!(plain("0x10000000000000000").is_err());
    }

    #[test]
    fn tags_ask_for_less_than_they_say() {
        let number = |text| resolve(Tag::Number, text, Style::Plain);
        assert_eq!(number("1_000"), Ok(Scalar::Number("1000".to_owned())));
        assert_eq!(number("-0b11"), Ok(Scalar::Number("-3".to_owned())));
        assert_eq!(number("yes"), Ok(Scalar::Bool(true)));
        assert_eq!(resolve(Tag::Number, "12", Style::DoubleQuoted), Ok(Scalar::Written));
        assert!(number("x").is_err());
    }
}
