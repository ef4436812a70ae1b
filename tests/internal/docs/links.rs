//! Links of the documents: every one that stays in the repository leads to a file, and to a heading in it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Component, Path, PathBuf};

use crate::internal::project::{entries, root};

/// The documents beside those below `docs/`.
const DOCUMENTS: [&str; 6] =
    ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md", "rules/README.md", "editors/vscode/README.md"];

/// The line of a document with the place that it leads to.
struct Link {
    line: usize,
    target: String,
}

#[test]
fn links_lead_somewhere() {
    let mut anchors: BTreeMap<PathBuf, BTreeSet<String>> = BTreeMap::new();
    let mut broken = Vec::new();
    for document in documents() {
        let text = fs::read_to_string(root().join(&document)).unwrap();
        for Link { line, target } in links(&text) {
            let (path, anchor) = target.split_once('#').unwrap_or((&target, ""));
            let file = match path.is_empty() {
                true => document.clone(),
                false => plain(&document.parent().unwrap().join(path)),
            };
            let shown = format!("{}:{line}: {target}", document.display());
            if !root().join(&file).exists() {
                broken.push(format!("{shown}: there is no {}", file.display()));
            } else if !anchor.is_empty() {
                let known = anchors.entry(file.clone()).or_insert_with_key(|file| {
                    headings(&fs::read_to_string(root().join(file)).unwrap_or_default()).into_iter().collect()
                });
                if !known.contains(anchor) {
                    broken.push(format!("{shown}: there is no such heading in {}", file.display()));
                }
            }
        }
    }
    assert!(broken.is_empty(), "links that lead nowhere:\n{}", broken.join("\n"));
}

/// What the book does not list it does not show.
#[test]
fn every_page_is_in_the_summary_once() {
    let summary = fs::read_to_string(root().join("docs/SUMMARY.md")).unwrap();
    let mut listed: Vec<PathBuf> =
        links(&summary).into_iter().map(|link| Path::new("docs").join(link.target)).collect();
    listed.sort();
    let twice: Vec<&PathBuf> = listed.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| &pair[0]).collect();
    assert!(twice.is_empty(), "listed twice: {twice:?}");
    let pages: Vec<PathBuf> =
        documents().into_iter().filter(|page| page.starts_with("docs") && !page.ends_with("SUMMARY.md")).collect();
    let missing: Vec<&PathBuf> = pages.iter().filter(|page| !listed.contains(page)).collect();
    assert!(missing.is_empty(), "not in docs/SUMMARY.md: {missing:?}");
}

/// Of a document that is named in the list above there is one.
fn documents() -> Vec<PathBuf> {
    let mut documents: Vec<PathBuf> =
        DOCUMENTS.iter().map(PathBuf::from).filter(|path| root().join(path).is_file()).collect();
    let mut open = vec![root().join("docs")];
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(entries(&path));
        } else if path.extension().is_some_and(|ending| ending == "md") {
            documents.push(path.strip_prefix(root()).unwrap().to_owned());
        }
    }
    documents.sort();
    documents
}

/// The links and images of a document that stay in the repository, but for those in code.
fn links(text: &str) -> Vec<Link> {
    let mut links = Vec::new();
    for (number, line) in prose(text) {
        let line = without_code(line);
        for (at, _) in line.match_indices("](") {
            let rest = &line[at + 2..];
            let target = rest.split([')', ' ']).next().unwrap_or_default().trim_matches(['<', '>']);
            if !target.contains("://") && !target.starts_with("mailto:") {
                links.push(Link { line: number, target: target.to_owned() });
            }
        }
        for attribute in ["src=\"", "href=\""] {
            for (at, _) in line.match_indices(attribute) {
                let target = line[at + attribute.len()..].split('"').next().unwrap_or_default();
                if !target.contains("://") {
                    links.push(Link { line: number, target: target.to_owned() });
                }
            }
        }
    }
    links
}

/// Lines with their numbers, without fenced code.
fn prose(text: &str) -> Vec<(usize, &str)> {
    let mut lines = Vec::new();
    let mut fence: Option<&str> = None;
    for (number, line) in text.lines().enumerate() {
        let trimmed = line.trim_start();
        match fence {
            Some(mark) if trimmed.starts_with(mark) => fence = None,
            Some(_) => {}
            None => match ["```", "~~~"].into_iter().find(|mark| trimmed.starts_with(mark)) {
                Some(mark) => fence = Some(mark),
                None => lines.push((number + 1, line)),
            },
        }
    }
    lines
}

/// A line without what stands in backticks.
fn without_code(line: &str) -> String {
    if !line.matches('`').count().is_multiple_of(2) {
        return line.to_owned();
    }
    line.split('`').step_by(2).collect::<Vec<_>>().join("``")
}

/// The anchors of a document, as GitHub makes them: letters and digits, `-` for a blank, and a number for a name that is
/// there already.
fn headings(text: &str) -> Vec<String> {
    let mut anchors: Vec<String> = Vec::new();
    for (_, line) in prose(text) {
        let title = line.trim_start_matches('#');
        let level = line.len() - title.len();
        if !(1..=6).contains(&level) || !title.starts_with(' ') {
            continue;
        }
        let anchor = anchor_of(title.trim());
        let taken = anchors.iter().filter(|other| is_numbered_of(other, &anchor)).count();
        anchors.push(if taken == 0 { anchor } else { format!("{anchor}-{taken}") });
    }
    anchors
}

fn is_numbered_of(other: &str, anchor: &str) -> bool {
    let rest = other.strip_prefix(anchor);
    rest.is_some_and(|rest| {
        rest.is_empty() || rest.strip_prefix('-').is_some_and(|number| number.parse::<u32>().is_ok())
    })
}

fn anchor_of(title: &str) -> String {
    // Of a link its text counts.
    let mut shown = String::new();
    let mut rest = title;
    while let Some((before, link)) = rest.split_once("](") {
        shown.push_str(&before.replacen('[', "", 1));
        rest = link.split_once(')').map_or("", |(_, rest)| rest);
    }
    shown.push_str(rest);
    let shown = shown.to_lowercase();
    let letters = shown.chars().filter_map(|letter| match letter {
        ' ' => Some('-'),
        '-' | '_' => Some(letter),
        letter if letter.is_alphanumeric() => Some(letter),
        _ => None,
    });
    letters.collect()
}

/// A path without `.` and `..`.
fn plain(path: &Path) -> PathBuf {
    let mut result = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => drop(result.pop()),
            Component::CurDir => {}
            other => result.push(other),
        }
    }
    result
}

#[test]
fn anchors_are_those_of_github() {
    let text = "# A `code_name`, and more!\n## A\n```\n# no heading\n```\n## A\n## [Linked](x.md) & so\n#no heading\n";
    assert_eq!(headings(text), ["a-code_name-and-more", "a", "a-1", "linked--so"]);
}

#[test]
fn links_in_code_are_none() {
    let found: Vec<(usize, String)> =
        links("[a](b.md#c) `[x](y)` ![i](p.png \"t\")\n```\n[z](w)\n```\n<img src=\"q.svg\"> [s](https://x)\n")
            .into_iter()
            .map(|link| (link.line, link.target))
            .collect();
    let expected = [(1, "b.md#c"), (1, "p.png"), (5, "q.svg")];
    assert_eq!(found, expected.map(|(line, target)| (line, target.to_owned())));
}
