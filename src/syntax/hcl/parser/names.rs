//! The names that one body has given to its arguments.

use std::collections::HashMap;
use std::ops::Range;

use crate::syntax::expression::Body;

/// Up to this number of arguments a name is compared with all before it.
const FEW_ARGUMENTS: usize = 32;

/// Where the arguments of a body are named, once there are many.
#[derive(Default)]
pub(in crate::syntax::hcl) struct Names<'a>(HashMap<&'a str, Range<usize>>);

impl<'a> Names<'a> {
    /// Adds the name that is written at a range of the file, unless an argument of the body has it: then that one's place.
    pub(super) fn add(&mut self, text: &'a str, name: Range<usize>, body: &Body) -> Option<Range<usize>> {
        let slice = |range: Range<usize>| text.get(range).unwrap_or_default();
        let mut places = body.attributes.iter().map(|attribute| attribute.name.span.range());
        if body.attributes.len() < FEW_ARGUMENTS {
            let written = slice(name);
            return places.find(|place| slice(place.clone()) == written);
        }
        if self.0.is_empty() {
            self.0.extend(places.map(|place| (slice(place.clone()), place)));
        }
        self.0.insert(slice(name.clone()), name)
    }
}
