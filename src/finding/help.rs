//! What a finding advises to do, with the places at which it is to be done.

use crate::source::Span;
use crate::source::visible::visible;

/// What to do, imperative. A place in it is named as the reader knows the file, which only the sources say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Help(Vec<Part>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Text(String),
    Place(Span),
}

impl<T: Into<String>> From<T> for Help {
    fn from(text: T) -> Self {
        Self(vec![Part::Text(text.into())])
    }
}

impl Help {
    /// The advice, which is to be followed at a place: ` at main.tf:19` stands behind it.
    #[must_use]
    pub(crate) fn at(mut self, place: Span) -> Self {
        self.0.push(Part::Place(place));
        self
    }

    /// The advice, and more of it.
    #[must_use]
    pub(crate) fn then(mut self, text: impl Into<String>) -> Self {
        self.0.push(Part::Text(text.into()));
        self
    }

    /// The same, with nothing in it that is an order to who shows it.
    pub(super) fn visible(self) -> Self {
        self.with_words(|text| visible(&text).into_owned())
    }

    /// The same with other words, and its places.
    #[must_use]
    pub(crate) fn with_words(self, change: impl Fn(String) -> String) -> Self {
        let changed = |part| match part {
            Part::Text(text) => Part::Text(change(text)),
            place @ Part::Place(_) => place,
        };
        Self(self.0.into_iter().map(changed).collect())
    }

    /// The advice, and another with its places.
    #[must_use]
    pub(crate) fn and(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    /// The words as reports show them, where each place is named by `place_in_words`: `at main.tf:19`.
    pub(crate) fn text(&self, place_in_words: impl Fn(Span) -> String) -> String {
        self.words(|place| format!(" {}", place_in_words(place)))
    }

    /// The words without their places, for tests that have no sources.
    #[cfg(test)]
    pub(crate) fn without_places(&self) -> String {
        self.words(|_| " …".to_owned())
    }

    fn words(&self, place_in_words: impl Fn(Span) -> String) -> String {
        let words = self.0.iter().map(|part| match part {
            Part::Text(text) => text.clone(),
            Part::Place(place) => place_in_words(*place),
        });
        words.collect()
    }
}
