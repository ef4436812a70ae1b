//! JSON, YAML and XML: which surface each of their documents belongs to.

use super::{Document, Lifted, NamedKind, Parsed, SURFACES, lift, template_holes};
use crate::resource::Resource;
use crate::source::SourceFile;
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

/// What a document holds that a script writes or sends.
pub(super) fn lift_in_script(document: &Node, tables: &Tables) -> Vec<Resource> {
    let surfaces = SURFACES.iter().filter(|surface| surface.is_in_scripts);
    let mut found = surfaces.map(|surface| surface.lift(Parsed::Document(document.into()), None, tables).resources);
    found.find(|resources| !resources.is_empty()).unwrap_or_default()
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
