//! The picture of a project: its keys, what they lie in, and whatever names them. The graph is built once; the formats only
//! print it.

mod findings;
mod from_survey;
mod graph;
mod grouping;
mod html;
mod json;
mod label;
mod layout;
mod mermaid;
mod quota;
mod references;
mod style;
mod svg;

use std::io::{self, Write};

pub(crate) use graph::Graph;

use crate::linter::Survey;
use crate::source::Sources;

/// How the map is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MapFormat {
    Mermaid,
    Svg,
    Html,
    Json,
}

impl Graph<'_> {
    /// The picture of what a survey found.
    pub(crate) fn of(survey: &Survey) -> Graph<'_> {
        from_survey::graph(survey)
    }
}

impl MapFormat {
    /// Writes the map, with a line end.
    pub(crate) fn write(self, graph: &Graph<'_>, sources: &Sources, out: &mut dyn Write) -> io::Result<()> {
        match self {
            Self::Mermaid => mermaid::write(graph, sources, out),
            Self::Svg => svg::write(graph, sources, out),
            Self::Html => html::write(graph, sources, out),
            Self::Json => json::write(graph, sources, out),
        }
    }
}
