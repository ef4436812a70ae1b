//! Until when a table is true.

use std::fmt;

use semver::Version;
use serde::Deserialize;

use crate::date::{self, Date};

/// What the rows of a table were last compared with: `{version: 1.289.0, day: 2026-11-26}`, or only the day.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Written")]
pub(crate) struct Compared {
    /// The newest version of the Terraform provider; none where no provider has the resource.
    pub version: Option<Version>,
    pub day: Date,
}

#[derive(Deserialize)]
#[serde(untagged, expecting = "expected a day such as 2026-11-21, or `{version: 1.2.3, day: 2026-11-21}`")]
enum Written {
    Day(String),
    Version { version: Version, day: String },
}

impl TryFrom<Written> for Compared {
    type Error = String;

    fn try_from(written: Written) -> Result<Self, Self::Error> {
        let (version, day) = match written {
            Written::Day(day) => (None, day),
            Written::Version { version, day } => (Some(version), day),
        };
        match date::day(&day) {
            Some(day) => Ok(Self { version, day }),
            None => Err(format!("`{day}` is not a day such as 2026-11-21")),
        }
    }
}

/// `provider version 1.289.0 (2026-11-26)`
impl fmt::Display for Compared {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.version {
            Some(version) => write!(formatter, "provider version {version} ({})", self.day),
            None => write!(formatter, "{}", self.day),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_written_out() {
        let read = |text: &str| serde_saphyr::from_str::<Compared>(text).map(|compared| compared.to_string());
        assert_eq!(read("{version: 1.2.3, day: 2026-11-26}").unwrap(), "provider version 1.2.3 (2026-11-26)");
        assert_eq!(read("2026-11-26").unwrap(), "2026-11-26");
        assert!(read("yesterday").is_err());
        assert!(read("{version: 1.2.3}").is_err());
    }
}
