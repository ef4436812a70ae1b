//! What is small, by name.

use std::collections::BTreeMap;
use std::sync::Arc;

/// Things in the byte order of their names, each name once. Most such maps are small and there are many, so things lie one
/// behind the other; whoever changes some makes a new map.
#[derive(Clone, Debug)]
pub(crate) struct NameMap<T>(Arc<[(Arc<str>, T)]>);

impl<T> Default for NameMap<T> {
    fn default() -> Self {
        Self(Arc::default())
    }
}

impl<T> NameMap<T> {
    pub(crate) fn get(&self, name: &str) -> Option<&T> {
        let index = self.0.binary_search_by(|(known, _)| (**known).cmp(name)).ok()?;
        self.0.get(index).map(|(_, thing)| thing)
    }

    pub(crate) fn contains_key(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    pub(crate) fn iter(&self) -> Iter<'_, T> {
        self.into_iter()
    }

    pub(crate) fn keys(&self) -> impl DoubleEndedIterator<Item = &Arc<str>> + ExactSizeIterator + Clone {
        self.0.iter().map(|(name, _)| name)
    }

    pub(crate) fn values(&self) -> impl DoubleEndedIterator<Item = &T> + ExactSizeIterator + Clone {
        self.0.iter().map(|(_, thing)| thing)
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The same, to be changed.
    pub(crate) fn to_map(&self) -> BTreeMap<Arc<str>, T>
    where
        T: Clone,
    {
        self.0.iter().cloned().collect()
    }
}

pub(crate) type Iter<'a, T> =
    std::iter::Map<std::slice::Iter<'a, (Arc<str>, T)>, fn(&'a (Arc<str>, T)) -> (&'a Arc<str>, &'a T)>;

impl<'a, T> IntoIterator for &'a NameMap<T> {
    type Item = (&'a Arc<str>, &'a T);
    type IntoIter = Iter<'a, T>;

    fn into_iter(self) -> Iter<'a, T> {
        self.0.iter().map(|(name, thing)| (name, thing))
    }
}

impl<T> From<BTreeMap<Arc<str>, T>> for NameMap<T> {
    fn from(things: BTreeMap<Arc<str>, T>) -> Self {
        Self(things.into_iter().collect())
    }
}

/// Of two things with one name the later counts.
impl<T> FromIterator<(Arc<str>, T)> for NameMap<T> {
    fn from_iter<I: IntoIterator<Item = (Arc<str>, T)>>(things: I) -> Self {
        things.into_iter().collect::<BTreeMap<_, _>>().into()
    }
}
