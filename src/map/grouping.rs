//! What is drawn: each node by itself, or groups of them where there are too many for a picture.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::graph::{Graph, Node, Relation, Role, Standing};

/// A graph as it is drawn.
#[derive(Debug)]
pub(super) struct Picture {
    pub figures: Vec<Figure>,
    pub lines: Vec<Line>,
    /// How nodes were brought together; none where each is drawn by itself.
    pub grouped: Option<Grouped>,
}

/// How much a picture may hold.
#[derive(Clone, Copy, Debug)]
pub(super) struct Room {
    pub boxes: usize,
    pub lines: usize,
}

/// A box.
#[derive(Debug)]
pub(super) struct Figure {
    pub root: Option<usize>,
    pub role: Role,
    /// What is said of all members, where it stands for several.
    pub remark: Option<&'static str>,
    pub is_dashed: bool,
    pub members: Members,
    /// The modules of all members, where it stands for several.
    pub modules: BTreeSet<String>,
    /// By their index, each once.
    pub findings: Vec<usize>,
}

#[derive(Debug)]
pub(super) enum Members {
    One(usize),
    Several(Vec<usize>),
}

/// All that is between two boxes in one relation.
#[derive(Debug)]
pub(super) struct Line {
    pub from: usize,
    pub to: usize,
    pub relation: Relation,
    pub is_dashed: bool,
    /// For how many edges it stands.
    pub count: usize,
}

/// What nodes of one group have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Grouped {
    /// They are of one role and module, and have lines to the same nodes.
    Neighbours,
    Instance,
    RootAndInstance,
    Root,
    Role,
}

impl Grouped {
    const ALL: [Self; 5] = [Self::Neighbours, Self::Instance, Self::RootAndInstance, Self::Root, Self::Role];

    pub(super) fn in_words(self) -> &'static str {
        match self {
            Self::Neighbours => "grouped by kind, module and what they name",
            Self::Instance => "grouped by instance, kind and module",
            Self::RootAndInstance => "grouped by instance, kind and root module",
            Self::Root => "grouped by kind and root module",
            Self::Role => "grouped by kind",
        }
    }
}

/// What tells groups apart.
#[derive(PartialEq, Eq, Hash)]
struct Key<'g> {
    alone: Option<usize>,
    root: Option<usize>,
    role: Role,
    standing: Option<Standing>,
    is_dashed: bool,
    module: &'g [Arc<str>],
    neighbours: Vec<(usize, Option<Relation>)>,
}

impl Picture {
    /// The graph as far as there is room, grouped no further than has to be.
    pub(super) fn of(graph: &Graph<'_>, room: Room) -> Self {
        let single: Vec<usize> = (0..graph.nodes.len()).collect();
        let has_room = |picture: &Self| picture.figures.len() <= room.boxes && picture.lines.len() <= room.lines;
        if single.len() <= room.boxes {
            let picture = Self::drawn(graph, &single, None);
            if has_room(&picture) {
                return picture;
            }
        }
        let neighbours = Neighbours::of(graph);
        let grouped = |grouped| Self::drawn(graph, &groups(graph, &neighbours, grouped), Some(grouped));
        let narrower = Grouped::ALL.into_iter().map(grouped).find(has_room);
        // Boxes of one kind are few whatever there is.
        narrower.unwrap_or_else(|| grouped(Grouped::Role))
    }

    /// A note on how the picture came about.
    pub(super) fn note(&self, graph: &Graph<'_>) -> Option<String> {
        let grouped = self.grouped?;
        let (nodes, edges) = (graph.nodes.len(), graph.edges.len());
        Some(format!("{nodes} nodes and {edges} edges are too many for one picture: {}", grouped.in_words()))
    }

    /// `groups` says of each node in which it is.
    fn drawn(graph: &Graph<'_>, groups: &[usize], grouped: Option<Grouped>) -> Self {
        let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (node, group) in groups.iter().enumerate() {
            members.entry(*group).or_default().push(node);
        }
        let mut figures: Vec<(usize, Figure)> = members
            .into_iter()
            .filter_map(|(group, members)| Some((group, figure(graph, members, grouped)?)))
            .collect();
        figures.sort_by_key(|(group, figure)| (figure.root.unwrap_or(usize::MAX), figure.role.family(), *group));
        let place: HashMap<usize, usize> =
            figures.iter().enumerate().map(|(place, (group, _))| (*group, place)).collect();
        let place_of = |node: usize| groups.get(node).and_then(|group| place.get(group)).copied();
        let mut lines: Vec<Line> = Vec::new();
        let mut known: HashMap<(usize, usize, Relation, bool), usize> = HashMap::new();
        for edge in &graph.edges {
            let (Some(from), Some(to)) = (place_of(edge.from), place_of(edge.to)) else { continue };
            let is_dashed = edge.doubt.is_some();
            let is_inside = from == to && edge.from != edge.to;
            match known.get(&(from, to, edge.relation, is_dashed)).and_then(|&line| lines.get_mut(line)) {
                Some(line) => line.count += 1,
                None if is_inside => {}
                None => {
                    known.insert((from, to, edge.relation, is_dashed), lines.len());
                    lines.push(Line { from, to, relation: edge.relation, is_dashed, count: 1 });
                }
            }
        }
        Self { figures: figures.into_iter().map(|(_, figure)| figure).collect(), lines, grouped }
    }
}

fn figure(graph: &Graph<'_>, members: Vec<usize>, grouped: Option<Grouped>) -> Option<Figure> {
    let nodes: Vec<&Node> = members.iter().filter_map(|index| graph.nodes.get(*index)).collect();
    let first = nodes.first()?;
    let findings: BTreeSet<usize> = nodes.iter().flat_map(|node| &node.findings).copied().collect();
    let modules = nodes.iter().map(|node| node.module.join(".")).filter(|module| !module.is_empty()).collect();
    let is_over_roots = grouped == Some(Grouped::Role);
    Some(Figure {
        root: first.root.filter(|_| !is_over_roots),
        role: first.role,
        remark: first.standing.remark().filter(|_| nodes.iter().all(|node| node.standing == first.standing)),
        is_dashed: first.is_doubtful(),
        modules: if members.len() > 1 { modules } else { BTreeSet::new() },
        findings: findings.into_iter().collect(),
        members: match members.as_slice() {
            [one] => Members::One(*one),
            _ => Members::Several(members),
        },
    })
}

/// The group of each node.
fn groups(graph: &Graph<'_>, neighbours: &Neighbours, grouped: Grouped) -> Vec<usize> {
    let mut known: HashMap<Key<'_>, usize> = HashMap::new();
    let mut groups = Vec::new();
    for (index, node) in graph.nodes.iter().enumerate() {
        let is_instance = node.role == Role::Part(crate::tables::Part::Instance);
        let is_alone = is_instance && !matches!(grouped, Grouped::Root | Grouped::Role);
        let next = known.len();
        let key = Key {
            alone: is_alone.then_some(index),
            root: node.root.filter(|_| grouped != Grouped::Role),
            role: node.role,
            standing: Some(node.standing).filter(|_| grouped != Grouped::Role),
            is_dashed: node.is_doubtful(),
            module: match grouped {
                Grouped::Neighbours | Grouped::Instance => &node.module,
                _ => &[],
            },
            neighbours: match grouped {
                Grouped::Neighbours => neighbours.all(index),
                Grouped::Instance | Grouped::RootAndInstance => neighbours.instances(index),
                Grouped::Root | Grouped::Role => Vec::new(),
            },
        };
        groups.push(*known.entry(key).or_insert(next));
    }
    groups
}

/// What each node has lines to, and which instances it belongs to.
struct Neighbours {
    direct: Vec<BTreeSet<(usize, Option<Relation>)>>,
    instances: Vec<BTreeSet<usize>>,
}

impl Neighbours {
    fn of(graph: &Graph<'_>) -> Self {
        let count = graph.nodes.len();
        let mut direct = vec![BTreeSet::new(); count];
        let mut out: Vec<Vec<usize>> = vec![Vec::new(); count];
        let mut instances: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); count];
        let is_instance = |index: usize| {
            graph.nodes.get(index).is_some_and(|node| node.role == Role::Part(crate::tables::Part::Instance))
        };
        for edge in &graph.edges {
            if let Some(neighbours) = direct.get_mut(edge.from) {
                neighbours.insert((edge.to, Some(edge.relation)));
            }
            if let Some(neighbours) = direct.get_mut(edge.to) {
                neighbours.insert((edge.from, Some(edge.relation)));
            }
            if let Some(out) = out.get_mut(edge.from) {
                out.push(edge.to);
            }
            if is_instance(edge.from)
                && let Some(instances) = instances.get_mut(edge.to)
            {
                instances.insert(edge.from);
            }
        }
        for (start, instances) in instances.iter_mut().enumerate() {
            let mut seen = BTreeSet::from([start]);
            let mut open = vec![start];
            while let Some(next) = open.pop() {
                for &to in out.get(next).into_iter().flatten() {
                    if is_instance(to) {
                        instances.insert(to);
                    } else if seen.insert(to) {
                        open.push(to);
                    }
                }
            }
        }
        Self { direct, instances }
    }

    fn all(&self, node: usize) -> Vec<(usize, Option<Relation>)> {
        self.direct.get(node).map(|neighbours| neighbours.iter().copied().collect()).unwrap_or_default()
    }

    fn instances(&self, node: usize) -> Vec<(usize, Option<Relation>)> {
        let instances = self.instances.get(node).into_iter().flatten();
        instances.map(|instance| (*instance, None)).collect()
    }
}
