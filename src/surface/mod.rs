//! Surfaces: the forms in which KMS configuration is written. Each recognises what it reads by its content, and lifts
//! what it finds into the same resources.
//!
//! A new one is a file with a `SURFACE`, and its line in [`SURFACES`].

pub(crate) mod ansible;
pub(crate) mod command;
pub(crate) mod crossplane;
mod documents;
mod fields;
pub(crate) mod http;
pub(crate) mod instance;
mod interpolation;
pub(crate) mod kubernetes;
mod lifted;
mod operation;
mod places;
pub(crate) mod plan;
mod provisioner;
pub(crate) mod pulumi;
mod recognition;
pub(crate) mod request;
pub(crate) mod ros;
mod scalar;
mod script;
mod template_holes;
pub(crate) mod terraform;
mod volumes;
pub(crate) mod workflow;

pub(crate) use documents::lift_documents;
pub(crate) use lifted::Lifted;
pub(crate) use recognition::{evidence_words, is_recognisable, words};
pub(crate) use template_holes::{has_holes, is_template};

use crate::resource::{Notation, Resource};
use crate::syntax::http::Request;
use crate::syntax::node::Node;
use crate::syntax::shell::Script;
use crate::tables::Tables;
use crate::terraform::Evaluation;

/// All surfaces. Those that say what they are stand before the ones that are recognised by their members: each part of a
/// document counts for the first that finds something in it.
pub(crate) static SURFACES: &[&Surface] = &[
    &terraform::SURFACE,
    &plan::SURFACE,
    &ros::SURFACE,
    &pulumi::SURFACE,
    &crossplane::SURFACE,
    &kubernetes::SURFACE,
    &command::SURFACE,
    &workflow::SURFACE,
    &ansible::SURFACE,
    &instance::SURFACE,
    &http::SURFACE,
    &request::SURFACE,
    &volumes::SURFACE,
];

/// A form in which configuration is written.
#[derive(Debug)]
pub(crate) struct Surface {
    /// The folder of its cases in `testdata/surfaces`.
    #[cfg_attr(not(test), expect(dead_code, reason = "tests find the cases and the file of a surface by it"))]
    pub name: &'static str,
    /// How its resources are written, if they are its own.
    pub notation: &'static Notation,
    pub lift: Lift,
    /// Reads a document of which the configuration says what it is; none where that is no kind of this surface's.
    pub lift_named: Option<LiftNamed>,
    /// Scripts write and send such documents.
    pub is_in_scripts: bool,
    /// Documents of other services have the members by which it is recognised, so it is not looked for in what is
    /// certainly sent to one of those.
    pub has_common_members: bool,
    /// It describes what exists, so what is written elsewhere is judged by it.
    pub is_evidence: bool,
    /// In lower case, words of which every text has one that holds something to check, beside those of other surfaces.
    pub words: &'static [&'static str],
    /// What shows that a text is ours although it cannot be read, beside the names that the tables have.
    pub marks: &'static [&'static str],
}

/// What a surface reads, and how. It gives nothing for what it does not recognise.
#[derive(Debug)]
pub(crate) enum Lift {
    /// Evaluated Terraform.
    Module(fn(&Evaluation, &Tables) -> Lifted),
    /// A document of JSON, YAML or XML.
    Document(fn(&Node, &Tables) -> Lifted),
    /// The same, of a surface that itself fills the holes of templates, as far as it knows what with.
    Template(fn(&Node, &Tables) -> Lifted),
    Request(fn(&Request, Option<&NamedKind>, &Tables) -> Lifted),
    Script(fn(&Script, &Tables) -> Lifted),
}

type LiftNamed = fn(&Node, &NamedKind, &Tables) -> Option<Vec<Resource>>;

/// What the configuration says a document is, where its content cannot tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NamedKind(pub String);

/// What a parser made of a module, a document or a file.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Parsed<'a> {
    Module(&'a Evaluation),
    Document(Document<'a>),
    Request(&'a Request),
    Script(&'a Script),
}

/// A document of a data language.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Document<'a> {
    /// With a hole for everything that another tool fills in.
    pub opened: &'a Node,
    pub written: &'a Node,
}

impl<'a> From<&'a Node> for Document<'a> {
    fn from(node: &'a Node) -> Self {
        Self { opened: node, written: node }
    }
}

impl Surface {
    const fn new(name: &'static str, notation: &'static Notation, lift: Lift) -> Self {
        Self {
            name,
            notation,
            lift,
            lift_named: None,
            is_in_scripts: false,
            has_common_members: false,
            is_evidence: false,
            words: &[],
            marks: &[],
        }
    }

    fn lift(&self, parsed: Parsed<'_>, named: Option<&NamedKind>, tables: &Tables) -> Lifted {
        match (&self.lift, parsed) {
            (Lift::Module(lift), Parsed::Module(evaluation)) => lift(evaluation, tables),
            (Lift::Request(lift), Parsed::Request(request)) => lift(request, named, tables),
            (Lift::Script(lift), Parsed::Script(script)) => lift(script, tables),
            (Lift::Document(lift), Parsed::Document(document)) => lift(document.opened, tables),
            (Lift::Template(lift), Parsed::Document(document)) => lift(document.written, tables),
            _ => Lifted::default(),
        }
    }
}

/// The notations of all surfaces, each once.
pub(crate) fn notations() -> impl Iterator<Item = &'static Notation> {
    let is_first = |(index, surface): &(usize, &&Surface)| {
        SURFACES.iter().take(*index).all(|earlier| earlier.notation != surface.notation)
    };
    SURFACES.iter().enumerate().filter(is_first).map(|(_, surface)| surface.notation)
}

/// What a module, a document or a file holds; nothing where it is nobody's that we know.
pub(crate) fn lift(parsed: Parsed<'_>, named: Option<&NamedKind>, tables: &Tables) -> Lifted {
    let mut lifted = Lifted::default();
    match (parsed, named) {
        (Parsed::Document(document), Some(named)) => {
            let lifts = SURFACES.iter().filter_map(|surface| surface.lift_named);
            let mut found = lifts.filter_map(|lift| lift(document.opened, named, tables));
            lifted.resources = found.find(|resources| !resources.is_empty()).unwrap_or_default();
        }
        (Parsed::Document(document), None) => lifted = documents::offer(document, SURFACES.iter().copied(), tables),
        _ => SURFACES.iter().for_each(|surface| lifted.extend(surface.lift(parsed, named, tables))),
    }
    lifted
}
