//! What a text can be once its holes are filled.

use super::Text;

impl Text {
    /// Whether the string is `other`, for some strings in place of the holes.
    pub(crate) fn may_be(&self, other: &str) -> bool {
        if self.is_known() {
            return self.known_bytes() == other;
        }
        let between = other.strip_prefix(self.known_prefix()).and_then(|rest| rest.strip_suffix(self.known_suffix()));
        let Some(mut rest) = between else { return false };
        self.holes().windows(2).all(|ends| {
            let piece = ends
                .first()
                .zip(ends.last())
                .and_then(|(&start, &end)| self.known_bytes().get(start as usize..end as usize));
            match piece.and_then(|piece| rest.split_once(piece)) {
                Some((_, behind)) => {
                    rest = behind;
                    true
                }
                None => false,
            }
        })
    }

    /// Whether the string begins with `prefix`, for some strings in place of the holes.
    pub(crate) fn may_begin_with(&self, prefix: &str) -> bool {
        let begins = self.known_prefix();
        begins.starts_with(prefix) || !self.is_known() && prefix.starts_with(begins)
    }

    /// Whether both are the same string. `None` where that depends on their holes.
    pub(crate) fn equals(&self, other: &Self) -> Option<bool> {
        let may_be_equal = match (self.known(), other.known()) {
            (Some(one), Some(other)) => return Some(one == other),
            (Some(known), None) => other.may_be(known),
            (None, Some(known)) => self.may_be(known),
            (None, None) => {
                let (starts, ends) = ([self, other].map(Self::known_prefix), [self, other].map(Self::known_suffix));
                (starts[0].starts_with(starts[1]) || starts[1].starts_with(starts[0]))
                    && (ends[0].ends_with(ends[1]) || ends[1].ends_with(ends[0]))
            }
        };
        (!may_be_equal).then_some(false)
    }
}
