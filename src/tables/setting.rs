//! Where a value is written, which decides between the limits of a row.

use super::place::Place;
use super::schema::Row;
use crate::resource::{Notation, Versions};

/// What decides between the limits of a row.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Setting<'a> {
    pub notation: &'a Notation,
    pub operation: Option<&'a str>,
    /// The cloud, where the address of a request says which.
    pub sent_to: Option<&'a str>,
    pub versions: Option<&'a Versions>,
}

impl Setting<'_> {
    /// How particular a place is for this setting: the higher, the more; none where it is another one.
    fn rank(&self, place: &Place) -> Option<u8> {
        match place {
            Place::SentTo(cloud) if self.sent_to == Some(cloud) => Some(5),
            Place::Named(name) if self.operation == Some(name) => Some(4),
            Place::OlderThan(version) if self.versions.is_some_and(|versions| versions.all_older_than(version)) => {
                Some(3)
            }
            Place::Named(name) if name == self.notation.name => Some(2),
            Place::Named(name) if name == self.notation.written_as => Some(1),
            _ => None,
        }
    }
}

impl Row {
    /// The limit that counts in a setting: the most particular one that is given.
    pub(crate) fn limit<'a, T>(&'a self, setting: Setting<'_>, get: impl Fn(&'a Row) -> Option<T>) -> Option<T> {
        if self.on.is_empty() {
            return get(self);
        }
        // Few rows give a limit of their own, and a place is a text to be compared.
        let given = self.on.iter().filter_map(|(place, row)| Some((place, get(row)?)));
        let places = given.filter_map(|(place, limit)| Some((setting.rank(place)?, limit)));
        places.max_by_key(|(rank, _)| *rank).map(|(_, limit)| limit).or_else(|| get(self))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::surface::{ros, terraform};

    fn row() -> Row {
        let text = "range: {min: 0}\non: {ros: {range: {min: 1}}, create-key: {range: {min: 2}}}";
        serde_saphyr::from_str(text).unwrap()
    }

    fn smallest(notation: &Notation, operation: Option<&str>) -> Option<i64> {
        row().limit(Setting { notation, operation, sent_to: None, versions: None }, |row| row.range)?.min
    }

    #[test]
    fn the_most_particular_limit_counts() {
        assert_eq!(smallest(&terraform::NOTATION, None), Some(0));
        assert_eq!(smallest(&ros::NOTATION, None), Some(1));
        assert_eq!(smallest(&ros::NOTATION, Some("create-key")), Some(2));
    }
}
