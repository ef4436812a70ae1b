//! A picture by itself, in light and in dark as its reader likes it.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::{self, Write};

use super::graph::{Family, Graph};
use super::grouping::{Figure, Line, Picture, Room};
use super::label::{Label, columns, in_one_line, root_title, severities_in_words};
use super::layout::{Area, Layout, Point, Route, Size, Way, layout};
use crate::finding::Severity;
use crate::source::Sources;

/// Beyond so many boxes nobody finds anything in the picture any more.
const ROOM: Room = Room { boxes: 60, lines: 240 };

/// The advance of a letter of a fixed width, and that of captions at most, in pixels.
const LETTER: f64 = 7.35;
const CAPTION_LETTER: f64 = 6.8;

const LINE: f64 = 17.0;
const PADDING: f64 = 12.0;
const LEAST_WIDTH: f64 = 110.0;

/// Above the picture: what it shows, and notes on it.
const HEAD: f64 = 44.0;
const FOOT: f64 = 44.0;

/// The title of a frame stands above its boxes.
const FRAME_TITLE: f64 = 14.0;

pub(super) fn write(graph: &Graph<'_>, sources: &Sources, out: &mut dyn Write) -> io::Result<()> {
    let picture = Picture::of(graph, ROOM);
    let style =
        format!("{}@media (prefers-color-scheme:dark){{{}}}{RULES}", theme("svg.map", false), theme("svg.map", true));
    writeln!(out, "{}", drawn(&picture, graph, sources, &style))
}

/// The variables of a theme, for what the selector names.
pub(super) fn theme(selector: &str, is_dark: bool) -> String {
    let base = if is_dark {
        "--bg:#0d1117;--fg:#e6edf3;--soft:#9aa7b4;--line:#8b98a5;--frame:#161b22;--rim:#3d4750;--error:#ff7b72;--warning:#e3b341;--info:#79c0ff;"
    } else {
        "--bg:#ffffff;--fg:#111827;--soft:#4b5563;--line:#6b7280;--frame:#f8fafc;--rim:#cbd5e1;--error:#b91c1c;--warning:#92400e;--info:#1d4ed8;"
    };
    let mut css = format!("{selector}{{{base}");
    for family in Family::ALL {
        let colours = if is_dark { family.dark() } else { family.light() };
        let _ = write!(css, "--{0}:{1};--{0}-edge:{2};", family.class(), colours.fill, colours.stroke);
    }
    css.push('}');
    css
}

/// What does not depend on the theme.
pub(super) const RULES: &str = "\
svg.map{background:var(--bg)}\
svg.map text{fill:var(--fg);font:12px ui-monospace,SFMono-Regular,Menlo,Consolas,'Liberation Mono','DejaVu Sans Mono',monospace}\
svg.map .caption,svg.map .note,svg.map .head,svg.map .frame text,svg.map .line text,svg.map .legend text{font:11px system-ui,-apple-system,'Segoe UI',Helvetica,Arial,'Liberation Sans',sans-serif}\
svg.map .caption,svg.map .note,svg.map .line text,svg.map .legend text{fill:var(--soft)}\
svg.map .head{font-size:15px;font-weight:600}\
svg.map .name{font-weight:600}\
svg.map .frame rect{fill:var(--frame);stroke:var(--rim)}\
svg.map .frame text{fill:var(--soft);font-weight:600}\
svg.map .line path{fill:none;stroke:var(--line);stroke-width:1.3}\
svg.map .line text{paint-order:stroke;stroke:var(--bg);stroke-width:5px;stroke-linejoin:round}\
svg.map .tip{fill:var(--line)}\
svg.map .dashed>rect,svg.map .dashed>path{stroke-dasharray:6 4}\
svg.map .error>.box{stroke:var(--error);stroke-width:2.5}\
svg.map .warning>.box{stroke:var(--warning);stroke-width:2.5}\
svg.map .info>.box{stroke:var(--info);stroke-width:2}\
svg.map .found{font-weight:600}\
svg.map .error .found{fill:var(--error)}\
svg.map .warning .found{fill:var(--warning)}\
svg.map .info .found{fill:var(--info)}";

const ARROW: &str = "<defs><marker id=\"tip\" viewBox=\"0 0 8 8\" refX=\"7.5\" refY=\"4\" markerUnits=\"userSpaceOnUse\" markerWidth=\"9\" markerHeight=\"9\" orient=\"auto\"><path class=\"tip\" d=\"M0 0.5 8 4 0 7.5Z\"/></marker></defs>\n";

/// The element, with a style of its own where one is given.
pub(super) fn drawn(picture: &Picture, graph: &Graph<'_>, sources: &Sources, style: &str) -> String {
    let labels: Vec<Label> = picture.figures.iter().map(|figure| Label::of(figure, graph, sources)).collect();
    let sizes: Vec<Size> = picture.figures.iter().zip(&labels).map(|(figure, label)| size_of(figure, label)).collect();
    let ways: Vec<Way> = picture.lines.iter().map(way_of).collect();
    let layout = layout(&sizes, &ways);
    let notes = notes(picture, graph);
    let head = HEAD + LINE * notes.len() as f64;
    let title = in_one_line(&summary(graph));
    let families: BTreeSet<Family> = picture.figures.iter().map(|figure| figure.role.family()).collect();
    let longest = notes.iter().map(|note| caption_width(note)).fold(caption_width(&title) * 1.4, f64::max);
    let width = layout.width.max(longest + 48.0).max(legend_width(&families) + 48.0).ceil();
    let top = head + if layout.frames.is_empty() { 0.0 } else { FRAME_TITLE };
    let height = (top + layout.height + FOOT).ceil();
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"map\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" role=\"img\" aria-label=\"{}\">\n",
        xml(&title)
    );
    if !style.is_empty() {
        let _ = writeln!(svg, "<style>{style}</style>");
    }
    svg.push_str(ARROW);
    let _ = writeln!(svg, "<text class=\"head\" x=\"24\" y=\"30\">{}</text>", xml(&title));
    for (index, note) in notes.iter().enumerate() {
        let y = HEAD + LINE * index as f64 + 4.0;
        let _ = writeln!(svg, "<text class=\"note\" x=\"24\" y=\"{y}\">{}</text>", xml(note));
    }
    let _ = writeln!(svg, "<g transform=\"translate(0 {top})\">");
    draw_frames(&mut svg, graph, sources, &layout);
    for (line, route) in picture.lines.iter().zip(&layout.routes) {
        draw_line(&mut svg, line, route);
    }
    for (index, (figure, label)) in picture.figures.iter().zip(&labels).enumerate() {
        if let Some(area) = layout.boxes.get(index) {
            draw_figure(&mut svg, index, figure, label, area);
        }
    }
    svg.push_str("</g>\n");
    draw_legend(&mut svg, &families, height - FOOT + 6.0);
    svg.push_str("</svg>");
    svg
}

/// `1 KMS instance, 2 keys, 3 VPCs`
fn summary(graph: &Graph<'_>) -> String {
    let counted = super::graph::Role::ALL.into_iter().filter_map(|role| {
        let count = graph.nodes.iter().filter(|node| node.role == role).count();
        (count > 0).then(|| role.counted(count))
    });
    let counted: Vec<String> = counted.collect();
    if counted.is_empty() {
        "No key, KMS instance or consumer of a key is written here".to_owned()
    } else {
        counted.join(", ")
    }
}

fn notes(picture: &Picture, graph: &Graph<'_>) -> Vec<String> {
    let elsewhere = graph.severities(&graph.elsewhere);
    let elsewhere =
        (!elsewhere.is_empty()).then(|| format!("{} on nothing in this picture", severities_in_words(&elsewhere)));
    picture.note(graph).into_iter().chain(elsewhere).collect()
}

fn caption_width(text: &str) -> f64 {
    columns(text) as f64 * CAPTION_LETTER
}

fn size_of(figure: &Figure, label: &Label) -> Size {
    let fixed = label.name.iter().chain(&label.facts).chain(&label.findings);
    let fixed = fixed.map(|line| columns(line) as f64 * LETTER).fold(0.0, f64::max);
    let width = fixed.max(caption_width(&label.caption)).max(LEAST_WIDTH) + 2.0 * PADDING;
    let height = label.lines().count() as f64 * LINE + 1.4 * PADDING;
    Size { width: width.ceil(), height: height.ceil(), frame: figure.root }
}

fn words_on(line: &Line) -> String {
    let count = if line.count > 1 { format!(" ×{}", line.count) } else { String::new() };
    format!("{}{count}", line.relation.in_words())
}

fn way_of(line: &Line) -> Way {
    Way { from: line.from, to: line.to, width: caption_width(&words_on(line)) + 8.0, height: 16.0 }
}

fn draw_frames(svg: &mut String, graph: &Graph<'_>, sources: &Sources, layout: &Layout) {
    for (root, area) in &layout.frames {
        let title = graph.roots.get(*root).map(|root| root_title(root, sources)).unwrap_or_default();
        let (left, top) = (area.left() - 6.0, area.top() - FRAME_TITLE);
        let _ = writeln!(
            svg,
            "<g class=\"frame\"><rect x=\"{left:.1}\" y=\"{top:.1}\" width=\"{:.1}\" height=\"{:.1}\" rx=\"10\"/><text x=\"{:.1}\" y=\"{:.1}\">{}</text></g>",
            area.width + 12.0,
            area.height + FRAME_TITLE,
            left + 14.0,
            top + 17.0,
            xml(&title)
        );
    }
}

fn draw_line(svg: &mut String, line: &Line, route: &Route) {
    let class = if line.is_dashed { "line dashed" } else { "line" };
    let _ = write!(
        svg,
        "<g class=\"{class}\" data-from=\"{}\" data-to=\"{}\"><path d=\"{}\" marker-end=\"url(#tip)\"/>",
        line.from + 1,
        line.to + 1,
        curve(&route.points)
    );
    if let Some(place) = route.label {
        let words = words_on(line);
        let _ = write!(
            svg,
            "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{}</text>",
            place.x,
            place.y + 4.0,
            xml(&words)
        );
    }
    svg.push_str("</g>\n");
}

/// A smooth way along the points, level at each of them.
fn curve(points: &[Point]) -> String {
    let mut path = String::new();
    let Some(first) = points.first() else { return path };
    let _ = write!(path, "M{:.1} {:.1}", first.x, first.y);
    for (from, to) in points.iter().zip(points.iter().skip(1)) {
        let middle = f64::midpoint(from.x, to.x);
        if (from.y - to.y).abs() < 0.05 {
            let _ = write!(path, "H{:.1}", to.x);
        } else {
            let _ = write!(path, "C{middle:.1} {:.1} {middle:.1} {:.1} {:.1} {:.1}", from.y, to.y, to.x, to.y);
        }
    }
    path
}

fn draw_figure(svg: &mut String, index: usize, figure: &Figure, label: &Label, area: &Area) {
    let family = figure.role.family();
    let severity = label.worst.map_or("", Severity::name);
    let dashed = if figure.is_dashed { " dashed" } else { "" };
    let radius = if family == Family::Key { 16.0 } else { 5.0 };
    let (left, top) = (area.left(), area.top());
    let whole = label.lines().collect::<Vec<_>>().join("\n");
    let _ = write!(
        svg,
        "<g class=\"node {severity}{dashed}\" id=\"n{}\"><title>{}</title><rect class=\"box\" x=\"{left:.1}\" y=\"{top:.1}\" width=\"{:.1}\" height=\"{:.1}\" rx=\"{radius}\" fill=\"var(--{4})\" stroke=\"var(--{4}-edge)\"/>",
        index + 1,
        xml(&whole),
        area.width,
        area.height,
        family.class(),
    );
    let mut y = top + PADDING * 0.7 + 12.0;
    let mut text = |class: &str, line: &str| {
        let _ = write!(svg, "<text class=\"{class}\" x=\"{:.1}\" y=\"{y:.1}\">{}</text>", left + PADDING, xml(line));
        y += LINE;
    };
    if !label.caption.is_empty() {
        text("caption", &label.caption);
    }
    label.name.iter().for_each(|line| text("name", line));
    label.facts.iter().for_each(|line| text("fact", line));
    label.findings.iter().for_each(|line| text("found", line));
    svg.push_str("</g>\n");
}

fn legend_width(families: &BTreeSet<Family>) -> f64 {
    legend_entries(families).iter().map(|(_, title)| 36.0 + caption_width(title)).sum()
}

fn legend_entries(families: &BTreeSet<Family>) -> Vec<(String, &'static str)> {
    let entry = |family: &Family| {
        let class = family.class();
        (format!("fill=\"var(--{class})\" stroke=\"var(--{class}-edge)\""), family.title())
    };
    let others = [
        ("fill=\"none\" stroke=\"var(--line)\" stroke-dasharray=\"4 3\"".to_owned(), "not known"),
        ("fill=\"none\" stroke=\"var(--error)\" stroke-width=\"2.5\"".to_owned(), "error"),
        ("fill=\"none\" stroke=\"var(--warning)\" stroke-width=\"2.5\"".to_owned(), "warning"),
    ];
    families.iter().map(entry).chain(others).collect()
}

fn draw_legend(svg: &mut String, families: &BTreeSet<Family>, top: f64) {
    svg.push_str("<g class=\"legend\">");
    let mut x = 24.0;
    for (paint, title) in legend_entries(families) {
        let _ = write!(
            svg,
            "<rect x=\"{x:.1}\" y=\"{top:.1}\" width=\"16\" height=\"12\" rx=\"3\" {paint}/><text x=\"{:.1}\" y=\"{:.1}\">{title}</text>",
            x + 22.0,
            top + 10.0
        );
        x += 36.0 + caption_width(title);
    }
    svg.push_str("</g>\n");
}

/// A text as XML has it.
pub(super) fn xml(text: &str) -> String {
    let mut escaped = String::new();
    for letter in text.chars() {
        match letter {
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            _ => escaped.push(letter),
        }
    }
    escaped
}
