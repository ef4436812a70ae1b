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
        nodesep: 36.0,
        edgesep: 14.0,
        ranksep: 64.0,
        marginx: MARGIN,
        marginy: MARGIN,
        // Of two orders that are as good the first one counts, so that what is written first stands first.
        tie_keep_first: true,
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
        let points = label.into_iter().flat_map(|label| &label.points);
        let points = points.map(|point| Point { x: point.x, y: point.y }).collect();
        let middle = label.and_then(|label| Some(Point { x: label.x?, y: label.y? }));
        Route { points, label: middle }
    };
    let boxes: Vec<Area> = (0..sizes.len()).map(|index| area(&box_name(index))).collect();
    let frames: Vec<(usize, Area)> = frames.iter().map(|frame| (*frame, area(&frame_name(*frame)))).collect();
    let mut routes: Vec<Route> = ways.iter().enumerate().map(route).collect();
    lead_around_boxes(&mut routes, ways, &boxes);
    let areas = || boxes.iter().chain(frames.iter().map(|(_, area)| area));
    let width = areas().map(|area| area.center.x + area.width / 2.0).fold(0.0, f64::max) + MARGIN;
    let height = areas().map(|area| area.center.y + area.height / 2.0).fold(0.0, f64::max) + MARGIN;
    Layout { boxes, frames, routes, width, height }
}

/// Lines leave a box on its right and reach the next one on its left, and between two boxes they run level: whatever they
/// rise or fall, they do in the gaps between the layers.
fn lead_around_boxes(routes: &mut [Route], ways: &[Way], boxes: &[Area]) {
    let columns = columns(boxes);
    let column_at = |x: f64| columns.iter().find(|column| (column.center - x).abs() < 1.0);
    let ends = Ends::of(routes, ways, boxes);
    for (index, (route, way)) in routes.iter_mut().zip(ways).enumerate() {
        let (Some(from), Some(to)) = (boxes.get(way.from), boxes.get(way.to)) else { continue };
        if from.right() >= to.left() {
            continue;
        }
        let inner = route.points.len().saturating_sub(2);
        let (leaves, reaches) = (ends.leaves(index, from), ends.reaches(index, to));
        let behind = column_at(from.center.x).map_or(from.right(), |column| column.right);
        let before = column_at(to.center.x).map_or(to.left(), |column| column.left);
        let mut points = [from.right(), behind].map(|x| Point { x, y: leaves }).to_vec();
        for point in route.points.iter().skip(1).take(inner) {
            let column = column_at(point.x);
            let is_label = route.label.is_some_and(|label| (label.x - point.x).abs() < 1.0);
            let half = if is_label { way.width / 2.0 } else { 0.0 };
            let (left, right) = column.map_or((point.x, point.x), |column| (column.left, column.right));
            let (left, right) = (left.min(point.x - half), right.max(point.x + half));
            points.extend([left, right].map(|x| Point { x, y: point.y }));
        }
        points.retain(|point| point.x <= before);
        points.extend([before, to.left()].map(|x| Point { x, y: reaches }));
        let mut reached = f64::NEG_INFINITY;
        points.retain(|point| {
            let is_ahead = point.x > reached;
            reached = if is_ahead { point.x } else { reached };
            is_ahead
        });
        route.points = points;
    }
}

/// Where the boxes of a layer are.
struct Column {
    center: f64,
    left: f64,
    right: f64,
}

fn columns(boxes: &[Area]) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::new();
    for area in boxes {
        match columns.iter_mut().find(|column| (column.center - area.center.x).abs() < 1.0) {
            Some(column) => {
                column.left = column.left.min(area.left());
                column.right = column.right.max(area.right());
            }
            None => columns.push(Column { center: area.center.x, left: area.left(), right: area.right() }),
        }
    }
    columns
}

/// Where lines begin and end, as parts of the height of their boxes: side by side, in the order in which they come.
struct Ends {
    leaves: Vec<f64>,
    reaches: Vec<f64>,
}

impl Ends {
    fn of(routes: &[Route], ways: &[Way], boxes: &[Area]) -> Self {
        let after_first = |route: &Route| route.points.get(1).map_or(0.0, |point| point.y);
        let before_last = |route: &Route| route.points.iter().rev().nth(1).map_or(0.0, |point| point.y);
        Self {
            leaves: parts(routes, boxes.len(), |index| ways.get(index).map(|way| way.from), after_first),
            reaches: parts(routes, boxes.len(), |index| ways.get(index).map(|way| way.to), before_last),
        }
    }

    fn leaves(&self, way: usize, area: &Area) -> f64 {
        area.top() + area.height * self.leaves.get(way).copied().unwrap_or(0.5)
    }

    fn reaches(&self, way: usize, area: &Area) -> f64 {
        area.top() + area.height * self.reaches.get(way).copied().unwrap_or(0.5)
    }
}

fn parts(
    routes: &[Route],
    boxes: usize,
    box_of: impl Fn(usize) -> Option<usize>,
    height: impl Fn(&Route) -> f64,
) -> Vec<f64> {
    let mut at_box: Vec<Vec<(f64, usize)>> = vec![Vec::new(); boxes];
    for (index, route) in routes.iter().enumerate() {
        if let Some(ends) = box_of(index).and_then(|index| at_box.get_mut(index)) {
            ends.push((height(route), index));
        }
    }
    let mut parts = vec![0.5; routes.len()];
    for ends in &mut at_box {
        ends.sort_by(|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1)));
        let count = ends.len() as f64;
        for (place, (_, index)) in ends.iter().enumerate() {
            if let Some(part) = parts.get_mut(*index) {
                *part = (place as f64 + 1.0) / (count + 1.0);
            }
        }
    }
    parts
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

    pub(super) fn right(&self) -> f64 {
        self.center.x + self.width / 2.0
    }

    pub(super) fn top(&self) -> f64 {
        self.center.y - self.height / 2.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn overlap(one: &Area, other: &Area) -> bool {
        let apart = |one: f64, other: f64, sizes: f64| (one - other).abs() * 2.0 >= sizes;
        !apart(one.center.x, other.center.x, one.width + other.width)
            && !apart(one.center.y, other.center.y, one.height + other.height)
    }

    fn sized(count: usize, frame: impl Fn(usize) -> Option<usize>) -> Vec<Size> {
        let size = |index: usize| Size {
            width: 120.0 + (index * 37 % 200) as f64,
            height: 40.0 + (index * 23 % 90) as f64,
            frame: frame(index),
        };
        (0..count).map(size).collect()
    }

    fn way(from: usize, to: usize) -> Way {
        Way { from, to, width: 90.0, height: 16.0 }
    }

    #[test]
    fn boxes_and_words_on_lines_lie_beside_each_other() {
        for (count, stride) in [(1, 1), (2, 1), (12, 3), (40, 7), (60, 11)] {
            let sizes = sized(count, |index| (index % 5 != 0).then_some(index % 2));
            let ways: Vec<Way> = (0..count).map(|from| way(from, (from * stride + 1) % count)).collect();
            let ways: Vec<Way> = ways.into_iter().filter(|way| way.from != way.to).collect();
            let layout = layout(&sizes, &ways);
            let labels =
                layout.routes.iter().zip(&ways).filter_map(|(route, way)| {
                    Some(Area { center: route.label?, width: way.width, height: way.height })
                });
            let all: Vec<Area> = layout.boxes.iter().copied().chain(labels).collect();
            for (index, one) in all.iter().enumerate() {
                let within = one.left() >= 0.0 && one.right() <= layout.width && one.top() >= 0.0;
                assert!(within, "{one:?} is outside of {} x {}", layout.width, layout.height);
                for other in all.iter().skip(index + 1) {
                    assert!(!overlap(one, other), "{count}: {one:?} and {other:?}");
                }
            }
        }
    }

    #[test]
    fn equal_input_gives_an_equal_picture() {
        let sizes = sized(30, |index| Some(index % 3));
        let ways: Vec<Way> = (1..30).map(|index| way(index, index / 2)).collect();
        let first = format!("{:?}", layout(&sizes, &ways));
        for _ in 0..5 {
            assert_eq!(format!("{:?}", layout(&sizes, &ways)), first);
        }
    }

    #[test]
    fn nothing_takes_no_room() {
        let layout = layout(&[], &[]);
        assert!(layout.boxes.is_empty() && layout.frames.is_empty() && layout.width == MARGIN);
    }
}
