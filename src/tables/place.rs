//! Where a limit differs: in a notation, an operation, a request to one of several clouds, beside another field, or with
//! providers that are older than a version.

use serde::Deserialize;

use super::condition::Condition;

/// A key of a row's `on`: `ros`, `create-grant`, `@otc`, `period_unit=Year`, `<1.184.0`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "String")]
pub(crate) enum Place {
    /// Where every provider version that the configuration allows is older.
    OlderThan(semver::Version),
    /// In requests to the hosts of this cloud.
    SentTo(String),
    /// Where a field beside this one has a value, or has it not.
    Where(Condition),
    /// In the operation or the notation of this name.
    Named(String),
}

impl TryFrom<String> for Place {
    type Error = String;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        if let Some(version) = text.strip_prefix('<') {
            return version.trim().parse().map(Self::OlderThan).map_err(|error| format!("{text}: {error}"));
        }
        Ok(match text.strip_prefix('@') {
            Some(cloud) => Self::SentTo(cloud.to_owned()),
            None if text.contains('=') => Self::Where(text.into()),
            None => Self::Named(text),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_written_out() {
        assert!(Place::try_from("<1.2".to_owned()).is_err());
        assert_eq!(Place::try_from("<1.2.0".to_owned()), Ok(Place::OlderThan(semver::Version::new(1, 2, 0))));
    }
}
