//! One page that needs nothing but itself: the picture, a search, and what is known of whatever is chosen.

use std::io::{self, Write};

use serde_json::json;

use super::graph::Graph;
use super::grouping::{Members, Picture, Room};
use super::json::{document, node_id};
use super::svg::{self, RULES, theme};
use crate::source::Sources;

/// Who can search and scroll finds something among more boxes than can be taken in at once; the layout of several hundred
/// takes seconds.
const ROOM: Room = Room { boxes: 120, lines: 400 };

const STYLE: &str = include_str!("html/page.css");
const SCRIPT: &str = include_str!("html/page.js");

pub(super) fn write(graph: &Graph<'_>, sources: &Sources, out: &mut dyn Write) -> io::Result<()> {
    let picture = Picture::of(graph, ROOM);
    let members: Vec<Vec<String>> = picture
        .figures
        .iter()
        .map(|figure| match &figure.members {
            Members::One(index) => vec![node_id(*index)],
            Members::Several(members) => members.iter().map(|index| node_id(*index)).collect(),
        })
        .collect();
    let data = json!({ "map": document(graph, sources), "figures": members });
    let themes = format!(
        "{}{}@media (prefers-color-scheme:dark){{{}}}",
        theme(":root", false),
        theme(":root[data-theme=dark]", true),
        theme(":root:not([data-theme=light])", true)
    );
    let picture = svg::drawn(&picture, graph, sources, "");
    writeln!(
        out,
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'\">\n<title>kmslint map</title>\n<style>{themes}{RULES}\n{STYLE}</style>\n</head>"
    )?;
    writeln!(out, "<body>\n{BAR}\n<main>\n<div id=\"picture\">\n{picture}\n</div>\n{PANEL}\n</main>")?;
    writeln!(out, "<script type=\"application/json\" id=\"data\">{}</script>", in_script(&data.to_string()))?;
    writeln!(out, "<script>\n{SCRIPT}</script>\n</body>\n</html>")
}

const BAR: &str = "<header>\n<strong>kmslint map</strong>\n<input id=\"search\" type=\"search\" placeholder=\"Search: address, id, rule, file\" aria-label=\"Search the map\" autocomplete=\"off\">\n<span id=\"matches\" role=\"status\"></span>\n<button id=\"only\" type=\"button\" aria-pressed=\"false\">Findings</button>\n<button id=\"smaller\" type=\"button\" aria-label=\"Smaller\">\u{2212}</button>\n<button id=\"whole\" type=\"button\">Fit</button>\n<button id=\"larger\" type=\"button\" aria-label=\"Larger\">+</button>\n<button id=\"theme\" type=\"button\">Theme: system</button>\n</header>";

const PANEL: &str = "<aside id=\"details\" aria-live=\"polite\" tabindex=\"-1\"></aside>";

/// JSON in which nothing ends the script around it.
fn in_script(json: &str) -> String {
    json.replace('<', "\\u003c").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029")
}
