//! Durations as an API writes them: a number and a unit, `7d` or `604800s`.

use std::fmt;

use serde::Deserialize;

use super::condition::Condition;
use crate::finding::Severity;

/// Seconds in each unit, the longest first.
const UNITS: &[(char, u64)] = &[('d', 86_400), ('h', 3_600), ('m', 60), ('s', 1)];

/// A span of time in whole seconds; `7d` and `168h` are equal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct Duration {
    seconds: u64,
}

/// The shortest and longest duration where some conditions hold.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DurationLimit {
    pub min: Option<Duration>,
    pub max: Option<Duration>,
    /// All of them hold where the limit counts.
    #[serde(default)]
    pub when: Vec<Condition>,
    pub severity: Option<Severity>,
}

impl Duration {
    /// The duration that a text spells; one beyond every limit where the number is too large to count.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let unit = text.chars().last()?;
        let digits = text.strip_suffix(unit).filter(|digits| !digits.is_empty())?;
        let (_, factor) = UNITS.iter().find(|(name, _)| *name == unit)?;
        let is_number = digits.bytes().all(|byte| byte.is_ascii_digit());
        let count = || digits.parse().unwrap_or(u64::MAX);
        is_number.then(|| Self { seconds: count().saturating_mul(*factor) })
    }
}

impl TryFrom<String> for Duration {
    type Error = String;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).ok_or_else(|| format!("`{text}` is not a duration: write a number and d, h, m or s"))
    }
}

impl fmt::Display for Duration {
    /// In the longest unit of which it is a whole number.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fits = |(_, factor): &&(char, u64)| self.seconds.is_multiple_of(*factor);
        let (unit, factor) = UNITS.iter().find(fits).unwrap_or(&('s', 1));
        write!(formatter, "{}{unit}", self.seconds / factor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_converted() {
        let seconds = |text: &str| Duration::parse(text).map(|duration| duration.seconds);
        assert_eq!(seconds("7d"), Some(604_800));
        assert_eq!(seconds("168h"), seconds("7d"));
        assert_eq!(seconds("10080m"), seconds("7d"));
        assert_eq!(seconds("604800s"), seconds("7d"));
        assert_eq!(seconds("99999999999999999999d"), Some(u64::MAX));
    }

    #[test]
    fn other_texts_are_no_durations() {
        for text in ["", "d", "7", "1y", "-7d", "7 d", "7D", "1.5d", "7d ", "七d", "7日"] {
            assert_eq!(Duration::parse(text), None, "{text}");
        }
    }

    #[test]
    fn the_longest_unit_is_shown() {
        let shown = |text: &str| Duration::parse(text).unwrap().to_string();
        assert_eq!(shown("168h"), "7d");
        assert_eq!(shown("604801s"), "604801s");
        assert_eq!(shown("0s"), "0d");
    }
}
