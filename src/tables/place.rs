//! Where a limit differs: a surface, an operation, or providers that are older than a version.

use serde::Deserialize;

use super::load::written_as;
use super::schema::Row;
use crate::resource::{Surface, Versions};

/// A key of a row's `on`: `ros`, `create-grant`, `<1.184.0`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "String")]
pub enum Place {
    /// In this operation. The most particular place counts, so this is the first.
    Operation(String),
    /// Where every provider version that the configuration allows is older.
    OlderThan(semver::Version),
    Surface(Surface),
}

impl TryFrom<String> for Place {
    type Error = String;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        if let Some(version) = text.strip_prefix('<') {
            return version.trim().parse().map(Self::OlderThan).map_err(|error| format!("{text}: {error}"));
        }
        Ok(surface_named(&text).map_or(Self::Operation(text), Self::Surface))
    }
}

/// The surface whose name in tables is `name`.
pub fn surface_named(name: &str) -> Option<Surface> {
    Some(match name {
        "terraform" => Surface::Terraform,
        "plan" => Surface::Plan,
        "request" => Surface::Request,
        "response" => Surface::Response,
        "ros" => Surface::Ros,
        "pulumi" => Surface::Pulumi,
        "crossplane" => Surface::Crossplane,
        "kubernetes" => Surface::Kubernetes,
        "ansible" => Surface::Ansible,
        "command" => Surface::Command,
        _ => return None,
    })
}

/// What decides between the limits of a row.
#[derive(Clone, Copy, Debug)]
pub struct Setting<'a> {
    pub surface: Surface,
    pub operation: Option<&'a str>,
    pub versions: Option<&'a Versions>,
}

impl Setting<'_> {
    fn is_in(&self, place: &Place) -> bool {
        match place {
            Place::Operation(name) => self.operation == Some(name),
            Place::OlderThan(version) => self.versions.is_some_and(|versions| versions.all_older_than(version)),
            Place::Surface(surface) => *surface == self.surface || *surface == written_as(self.surface),
        }
    }
}

impl Row {
    /// The limit that counts in a setting: the most particular one that is given.
    pub fn limit<'a, T>(&'a self, setting: Setting<'_>, get: impl Fn(&'a Row) -> Option<T>) -> Option<T> {
        self.on.iter().filter(|(place, _)| setting.is_in(place)).find_map(|(_, row)| get(row)).or_else(|| get(self))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row() -> Row {
        let text = "range: {min: 0}\non: {ros: {range: {min: 1}}, create-key: {range: {min: 2}}}";
        serde_saphyr::from_str(text).unwrap()
    }

    fn smallest(surface: Surface, operation: Option<&str>) -> Option<i64> {
        row().limit(Setting { surface, operation, versions: None }, |row| row.range)?.min
    }

    #[test]
    fn the_most_particular_limit_counts() {
        assert_eq!(smallest(Surface::Terraform, None), Some(0));
        assert_eq!(smallest(Surface::Ros, None), Some(1));
        assert_eq!(smallest(Surface::Ros, Some("create-key")), Some(2));
    }

    #[test]
    fn a_version_is_written_out() {
        assert!(Place::try_from("<1.2".to_owned()).is_err());
        assert_eq!(Place::try_from("<1.2.0".to_owned()), Ok(Place::OlderThan(semver::Version::new(1, 2, 0))));
    }
}
