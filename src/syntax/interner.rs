//! The strings of one document, each kept once.

use std::collections::HashSet;
use std::sync::Arc;

/// Gives equal strings one allocation. A document has the same few names in each of its objects, and most of its short
/// values more than once.
#[derive(Debug, Default)]
pub(super) struct Interner(HashSet<Arc<str>>);

impl Interner {
    pub(super) fn intern(&mut self, text: &str) -> Arc<str> {
        if let Some(known) = self.0.get(text) {
            return known.clone();
        }
        let new: Arc<str> = text.into();
        self.0.insert(new.clone());
        new
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_strings_are_one() {
        let mut strings = Interner::default();
        let one = strings.intern("name");
        assert!(Arc::ptr_eq(&one, &strings.intern("name")));
        assert_eq!((&*strings.intern("names"), &*strings.intern("")), ("names", ""));
    }
}
