//! Where boxes and lines are, as `dagre` lays them out: in layers from the left to the right, root modules as frames.

use dagre::graph::{Graph as Layered, GraphOptions};
use dagre::{EdgeLabel, LayoutOptions, NodeLabel, RankDir};

/// A place in the picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Point {
    pub x: f64,
    pub y: f64,
}

/// A box: its centre and its size.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Area {
    pub center: Point,
    pub width: f64,
    pub height: f64,
}

/// A box that wants a place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Size {
    pub width: f64,
    pub height: f64,
    /// The frame that it belongs into.
    pub frame: Option<usize>,
}

/// A line that wants a way, with the size of what is written on it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Way {
    pub from: usize,
    pub to: usize,
    pub width: f64,
    pub height: f64,
}

/// A line with its way, and the place of what is written on it.
#[derive(Clone, Debug)]
pub(super) struct Route {
    pub points: Vec<Point>,
    pub label: Option<Point>,
}

/// Everything in its place.
#[derive(Debug)]
pub(super) struct Layout {
    pub boxes: Vec<Area>,
    /// One for each frame that has boxes in it.
    pub frames: Vec<(usize, Area)>,
    pub routes: Vec<Route>,
    pub width: f64,
    pub height: f64,
}

/// Between frame and boxes.
const MARGIN: f64 = 24.0;

pub(super) fn layout(sizes: &[Size], ways: &[Way]) -> Layout {
    let mut graph: Layered<NodeLabel, EdgeLabel> =
        Layered::with_options(GraphOptions { directed: true, multigraph: true, compound: true });
    let mut frames: Vec<usize> = sizes.iter().filter_map(|size| size.frame).collect();
    frames.sort_unstable();
    frames.dedup();
    for frame in &frames {
        graph.set_node(frame_name(*frame), Some(NodeLabel::default()));
    }
    for (index, size) in sizes.iter().enumerate() {
        let label = NodeLabel { width: size.width, height: size.height, ..NodeLabel::default() };
        graph.set_node(box_name(index), Some(label));
        if let Some(frame) = size.frame {
            graph.set_parent(&box_name(index), Some(&frame_name(frame)));
        }
    }
    for (index, way) in ways.iter().enumerate() {
        let labelpos = dagre::layout::types::LabelPos::Center;
        let label = EdgeLabel { width: way.width, height: way.height, labelpos, ..EdgeLabel::default() };
        let name = index.to_string();
        graph.set_edge(box_name(way.from), box_name(way.to), Some(label), Some(&name));
    }
    let options = LayoutOptions {
        rankdir: RankDir::LR,
        nodesep: 18.0,
        edgesep: 12.0,
        ranksep: 40.0,
        marginx: MARGIN,
        marginy: MARGIN,
        ..LayoutOptions::default()
    };
    dagre::layout(&mut graph, Some(options));
    let area = |name: &str| {
        let label = graph.node(name);
        let center = Point {
            x: label.and_then(|label| label.x).unwrap_or(0.0),
            y: label.and_then(|label| label.y).unwrap_or(0.0),
        };
        let size = label.map_or((0.0, 0.0), |label| (label.width, label.height));
        Area { center, width: size.0, height: size.1 }
    };
    let route = |(index, way): (usize, &Way)| {
        let name = index.to_string();
        let label = graph.edge(&box_name(way.from), &box_name(way.to), Some(&name));
        let points = label.map(|label| label.points.iter().map(|point| Point { x: point.x, y: point.y }).collect());
        let middle = label.and_then(|label| Some(Point { x: label.x?, y: label.y? }));
        Route { points: points.unwrap_or_default(), label: middle }
    };
    let boxes: Vec<Area> = (0..sizes.len()).map(|index| area(&box_name(index))).collect();
    let frames: Vec<(usize, Area)> = frames.iter().map(|frame| (*frame, area(&frame_name(*frame)))).collect();
    let routes: Vec<Route> = ways.iter().enumerate().map(route).collect();
    let areas = || boxes.iter().chain(frames.iter().map(|(_, area)| area));
    let width = areas().map(|area| area.center.x + area.width / 2.0).fold(0.0, f64::max) + MARGIN;
    let height = areas().map(|area| area.center.y + area.height / 2.0).fold(0.0, f64::max) + MARGIN;
    Layout { boxes, frames, routes, width, height }
}

fn box_name(index: usize) -> String {
    format!("b{index}")
}

fn frame_name(index: usize) -> String {
    format!("f{index}")
}

impl Area {
    pub(super) fn left(&self) -> f64 {
        self.center.x - self.width / 2.0
    }

    pub(super) fn top(&self) -> f64 {
        self.center.y - self.height / 2.0
    }
}
