//! JSON, YAML and XML: which surface each part of their documents belongs to.

use std::collections::BTreeMap;

use super::{Document, Lifted, NamedKind, Parsed, SURFACES, Surface, lift, template_holes};
use crate::resource::Resource;
use crate::source::{FileId, SourceFile, Span};
use crate::syntax::node::{Node, NodeKind};
use crate::syntax::{Documents, SyntaxError};
use crate::tables::Tables;

/// What the documents of a file or of a piece of it hold, and its errors. The tree of each is given up once it is lifted.
/// Whether there are template holes is asked of all of the file, so whoever has pieces of it asks once.
pub(crate) fn lift_documents(
    parsed: Documents,
    file: &SourceFile,
    has_holes: bool,
    named: Option<&NamedKind>,
    tables: &Tables,
) -> Lifted {
    let other = named.map(|kind| not_a_body(&parsed, file, kind)).unwrap_or_default();
    let mut found = Lifted { errors: parsed.errors, ..Lifted::default() };
    for written in parsed.documents {
        let opened = has_holes.then(|| template_holes::open(&written));
        let document = Document { opened: opened.as_ref().unwrap_or(&written), written: &written };
        found.extend(lift(Parsed::Document(document), named, tables));
    }
    found.errors.extend(other);
    found
}

/// What a document holds that a script writes.
pub(super) fn lift_in_script(document: &Node, tables: &Tables) -> Vec<Resource> {
    let surfaces = SURFACES.iter().copied().filter(|surface| surface.is_in_scripts);
    offer(document.into(), surfaces, tables).resources
}

/// What a body holds that is sent to a place that does not say what it is.
pub(super) fn lift_sent(body: &Node, is_elsewhere: bool, tables: &Tables) -> Vec<Resource> {
    let is_offered = |surface: &&Surface| surface.is_in_scripts && !(is_elsewhere && surface.has_common_members);
    offer(body.into(), SURFACES.iter().copied().filter(is_offered), tables).resources
}

/// What the surfaces find in a document. Every part is offered to each of them in turn, and what one has taken is not
/// given to a later one.
pub(super) fn offer<'s>(
    document: Document<'_>,
    surfaces: impl Iterator<Item = &'s Surface>,
    tables: &Tables,
) -> Lifted {
    let mut found = Lifted::default();
    for surface in surfaces {
        let mut lifted = surface.lift(Parsed::Document(document), None, tables);
        if !lifted.resources.is_empty() && !found.resources.is_empty() {
            let taken = Taken::by(&found.resources);
            lifted.resources.retain(|resource| !taken.has_any(resource));
        }
        let is_whole = lifted.is_whole_document;
        found.extend(lifted);
        if is_whole {
            break;
        }
    }
    found
}

/// The places that resources are read from.
struct Taken(BTreeMap<(FileId, u32), u32>);

impl Taken {
    fn by(resources: &[Resource]) -> Self {
        let mut spans: Vec<Span> = resources.iter().flat_map(Resource::places).collect();
        spans.sort_by_key(|span| (span.file, span.start));
        let mut taken: BTreeMap<(FileId, u32), u32> = BTreeMap::new();
        for span in spans {
            // Places that lie in each other or overlap are one.
            match taken.last_entry() {
                Some(mut last) if last.key().0 == span.file && span.start < *last.get() => {
                    let end = span.end.max(*last.get());
                    last.insert(end);
                }
                _ => {
                    taken.insert((span.file, span.start), span.end);
                }
            }
        }
        Self(taken)
    }

    fn has_any(&self, resource: &Resource) -> bool {
        resource.places().iter().any(|span| {
            let before = self.0.range(..(span.file, span.end)).next_back();
            before.is_some_and(|((file, _), end)| *file == span.file && span.start < *end)
        })
    }
}

/// Where a file that the configuration calls a request holds something else than bodies.
fn not_a_body(parsed: &Documents, file: &SourceFile, kind: &NamedKind) -> Vec<SyntaxError> {
    let name = kind.0.split_once('/').map_or(kind.0.as_str(), |(_, name)| name);
    let error = |span, what: &str| {
        let error = SyntaxError::new(span, format!("a body of `{name}` must be an object, but this is {what}"));
        error.with_help("write the parameters as members, or change `documents` in the configuration")
    };
    if parsed.documents.is_empty() && parsed.errors.is_empty() {
        return vec![error(file.span().at_start(), "an empty file")];
    }
    let bodies = parsed.documents.iter().flat_map(|document| match document.items() {
        [] => std::slice::from_ref(document),
        items => items,
    });
    let is_other = |body: &&Node| !matches!(body.kind, NodeKind::Mapping(_) | NodeKind::Unknown | NodeKind::Error);
    bodies.filter(is_other).map(|body| error(body.span, body.describe())).collect()
}
