//! Holds the arrows between the layers: who may use whom, and which crate is named where.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use crate::surface::{self, Surface};

/// Each layer and what it may use. A new arrow is a commit of its own that says why.
const LAYERS: &[(&str, &[&str])] = &[
    ("source", &[]),
    ("date", &[]),
    ("spelling", &[]),
    ("syntax", &["source"]),
    ("value", &["source", "syntax"]),
    ("terraform", &["source", "syntax", "value", "date", "spelling"]),
    ("resource", &["source", "value"]),
    // A team's tables are read with the place of every key; a table says until which day it is true.
    ("tables", &["source", "syntax", "value", "resource", "finding", "spelling", "date"]),
    ("surface", &["source", "syntax", "value", "terraform", "resource", "tables", "spelling"]),
    // An occurrence holds the address and the calls of a resource, and its causes come from values.
    ("finding", &["source", "resource", "value"]),
    // What a misspelled name was meant to be is found out once, and neither rule nor fix has to.
    ("view", &["finding", "resource", "source", "value", "tables", "syntax", "spelling"]),
    ("rule", &["view", "finding", "resource", "source", "tables", "date"]),
    ("rules", &["rule", "view", "finding", "resource", "source", "value", "tables", "syntax", "date", "spelling"]),
    ("suppress", &["source", "syntax", "finding", "config", "date"]),
    ("fix", &["source", "syntax", "finding"]),
    ("baseline", &["source", "syntax", "finding"]),
    ("config", &["source", "finding", "syntax", "date", "spelling"]),
    ("discover", &["source", "config"]),
    (
        "linter",
        &[
            "source",
            "syntax",
            "value",
            "terraform",
            "resource",
            "tables",
            "surface",
            "finding",
            "rule",
            "rules",
            "view",
            "suppress",
            "fix",
            "baseline",
            "config",
            "discover",
            "spelling",
        ],
    ),
    // What the library shows to others is made of what the engine gives.
    ("face", &["linter", "config", "report", "finding", "source", "date"]),
    // What must hold of any input.
    (
        "fuzzing",
        &["source", "tables", "terraform", "surface", "finding", "fix", "rules", "linter", "config", "report", "lsp"],
    ),
    // Each step of a check by itself, for benchmarks.
    ("phases", &["source", "terraform", "resource", "tables", "surface", "rules", "linter", "config", "report"]),
    // `kmslint resources` shows what the rules see.
    ("report", &["source", "finding", "rule", "resource", "value"]),
    // A picture of what the rules see and say, by the same views.
    ("map", &["linter", "finding", "resource", "source", "value", "view", "tables", "report"]),
    ("docs", &["rule", "rules", "tables", "finding", "resource", "surface"]),
    (
        "cli",
        &[
            "linter", "config", "report", "docs", "rules", "rule", "finding", "source", "tables", "lsp", "fix",
            "baseline", "date", "spelling", "map",
        ],
    ),
    // It shows what reports show, and finds out of the names of rules which findings have tags; it shows the values of
    // resources. What it offers to change is what fixes and suppressions write, and what
    // it completes comes from the tables, by the syntax around it.
    (
        "lsp",
        &[
            "linter", "config", "finding", "source", "docs", "report", "rule", "rules", "resource", "fix", "suppress",
            "value", "tables", "surface", "syntax",
        ],
    ),
];

/// The wings of `terraform/` and what each may use of the others. Expressions call functions, and functions convert and
/// compare as expressions do: these two wings use each other, although no two of their files do.
const WINGS: &[(&str, &[&str])] = &[
    ("expression", &["functions"]),
    ("functions", &["expression"]),
    ("module", &["expression"]),
    ("evaluation", &["module", "expression"]),
    ("plan", &["module"]),
];

/// Rooms in which no file uses one that uses it, directly or over others, but for [`RECURSIONS`]. What two files need of
/// each other belongs into a third below both; a parent either uses its children or is used by them. Paths are read, not
/// methods: a parser whose methods are spread over files calls itself through all of them.
const ONE_WAY_ROOMS: [&str; 6] = ["rules", "suppress", "syntax", "tables", "terraform", "value"];

/// Why files use each other all the same, and which: only what they do is recursive itself.
const RECURSIONS: &[(&str, &[&str])] = &[(
    "the value of a name is that of an expression, and expressions refer to names",
    &[
        "terraform::evaluation::block_scope",
        "terraform::evaluation::module_call",
        "terraform::evaluation::provider_use",
        "terraform::evaluation::references",
        "terraform::evaluation::resource_values",
    ],
)];

/// Crates with opinions, and the places that name each: one, unless two have nothing in common.
const CRATES: &[(&str, &str)] = &[
    ("jsonc_parser", "src/syntax/json/lexer.rs"),
    ("granit_parser", "src/syntax/yaml.rs"),
    ("quick_xml", "src/syntax/xml.rs"),
    ("miette", "src/report/palette.rs"),
    ("supports_hyperlinks", "src/cli/terminal.rs"),
    ("dagre", "src/map/layout.rs"),
    ("clap", "src/cli/args"),
    ("clap_complete", "src/cli/completions.rs"),
    ("clap_mangen", "src/cli/completions.rs"),
    ("indicatif", "src/cli/progress.rs"),
    ("anyhow", "src/cli/"),
    ("rayon", "src/linter"),
    ("rayon", "src/discover/walk.rs"),
    ("regex_automata", "src/syntax/pattern.rs"),
    ("regex_automata", "src/terraform/functions/pattern_outcome.rs"),
    ("ignore", "src/discover/patterns.rs"),
    ("time", "src/date.rs"),
    ("strsim", "src/spelling.rs"),
    ("rustix", "src/source/replace"),
    ("rustix", "src/lsp/parent.rs"),
    ("signal_hook", "src/cli/signals.rs"),
];

#[test]
fn layers_use_only_what_they_may() {
    let mut wrong = Vec::new();
    for (path, text) in rust_files().into_iter().filter(|(path, _)| !is_for_tests(path)) {
        let layer = layer_of(&path);
        // A unit test may make what its layer is given from above.
        if layer == "lib" || layer == "main" || path.ends_with("tests.rs") {
            continue;
        }
        let Some((_, allowed)) = LAYERS.iter().find(|(name, _)| *name == layer) else {
            wrong.push(format!("{} is in no layer", path.display()));
            continue;
        };
        for used in used_layers(&text) {
            if used != layer && !allowed.contains(&used.as_str()) {
                wrong.push(format!("{} uses {used}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "arrows that the table does not have:\n{}", wrong.join("\n"));
}

#[test]
fn wings_use_only_what_they_may() {
    let mut wrong = Vec::new();
    for (path, text) in rust_files().into_iter().filter(|(path, _)| path.starts_with("src/terraform")) {
        let wing = path.iter().nth(2).unwrap().to_string_lossy().trim_end_matches(".rs").to_owned();
        let Some((_, allowed)) = WINGS.iter().find(|(name, _)| *name == wing) else { continue };
        let uses = |name: &str| without_tests(&text).contains(&format!("crate::terraform::{name}"));
        let used = WINGS.iter().map(|(name, _)| *name).filter(|name| *name != wing && uses(name));
        wrong.extend(used.filter(|name| !allowed.contains(name)).map(|name| format!("{} uses {name}", path.display())));
    }
    assert!(wrong.is_empty(), "arrows that the table does not have:\n{}", wrong.join("\n"));
}

/// What is particular about a surface is a property of it, so that a new one is its own file and its line in the list.
#[test]
fn only_the_surfaces_name_a_surface() {
    for (path, text) in rust_files().into_iter().filter(|(path, _)| !is_for_tests(path)) {
        let code = without_tests(&text);
        let is_named = |surface: &&&Surface| code.contains(&format!("surface::{}", surface.name));
        let named = surface::SURFACES.iter().find(is_named).map(|surface| surface.name);
        let is_surface = path.starts_with("src/surface");
        assert!(is_surface || named.is_none() && !code.contains("NOTATION"), "{} names {named:?}", path.display());
    }
}

#[test]
fn files_use_each_other_in_one_direction() {
    let modules: BTreeMap<String, String> =
        rust_files().into_iter().map(|(path, text)| (module_of(&path), code_of(&text))).collect();
    let mut circles = BTreeSet::new();
    for room in ONE_WAY_ROOMS {
        let is_inside = |module: &&String| *module == room || module.starts_with(&format!("{room}::"));
        let reached: BTreeMap<&String, BTreeSet<&String>> =
            modules.keys().filter(is_inside).map(|module| (module, reached_from(module, &modules))).collect();
        for (module, others) in &reached {
            let circle: Vec<&str> = others
                .iter()
                .filter(|other| reached.get(*other).is_some_and(|back| back.contains(module)))
                .map(|other| other.as_str())
                .collect();
            circles.insert(circle);
        }
    }
    circles.remove(&Vec::new());
    let recursions: BTreeSet<Vec<&str>> = RECURSIONS.iter().map(|(_, files)| files.to_vec()).collect();
    assert_eq!(circles, recursions, "files that use each other, and those of which that is known");
}

#[test]
fn a_rule_uses_no_other_rule() {
    for (path, text) in rust_files().into_iter().filter(|(path, _)| !is_for_tests(path)) {
        let shown = path.to_string_lossy().replace('\\', "/");
        if shown.starts_with("src/rules/") && !shown.ends_with("/mod.rs") {
            let uses_another = without_tests(&text).lines().any(|line| {
                line.trim_start().starts_with("use crate::rules::") && !line.contains("crate::rules::limits::")
            });
            assert!(!uses_another, "{shown} uses another rule");
        }
    }
}

#[test]
fn crates_with_opinions_are_named_in_one_place() {
    for (path, text) in rust_files() {
        let shown = path.to_string_lossy().replace('\\', "/");
        for (name, _) in CRATES {
            // Neither `std::time` nor `lead_time` is the crate `time`.
            let path = format!("{name}::");
            let named = [format!("use {name};"), format!("use {name} as ")].iter().any(|whole| text.contains(whole))
                || text.match_indices(&path).any(|(at, _)| {
                    !text[..at].ends_with(|before: char| before.is_alphanumeric() || "_:".contains(before))
                });
            let places = CRATES.iter().filter(|(other, _)| other == name).map(|(_, place)| *place);
            let is_allowed =
                |place: &str| shown.starts_with(place) || shown == "src/main.rs" && place.starts_with("src/cli");
            let places: Vec<&str> = places.collect();
            assert!(!named || places.iter().any(|place| is_allowed(place)), "{shown} names {name}, not in {places:?}");
        }
    }
}

/// What was typed is resolved once: everything else takes what it means.
#[test]
fn what_was_typed_is_read_in_one_place() {
    const TYPED: [&str; 9] = [
        "cli::args",
        "CheckArgs",
        "ExplainArgs",
        "ResourcesArgs",
        "MapArgs",
        "RulesArgs",
        "LspArgs",
        "VariableArgs",
        "FailOn",
    ];
    for (path, text) in rust_files() {
        let shown = path.to_string_lossy().replace('\\', "/");
        // The completions are made of the declaration, not of what was typed.
        let may_read = shown.starts_with("src/cli/args") || shown == "src/cli/options.rs";
        if !may_read && shown != "src/cli/completions.rs" {
            let typed = TYPED.iter().find(|name| text.contains(**name));
            assert!(typed.is_none(), "{shown} names {}", typed.unwrap_or(&""));
        }
    }
}

/// What is shown is made of what is known, never the other way round: no code looks into a message, a label or an address
/// to find something out.
#[test]
fn nothing_is_found_out_from_what_is_shown() {
    // Parsers look into what is written, and that of HCL tells its errors apart by nothing but their words.
    const FOREIGN: &str = "src/syntax/";
    let asks = ["contains(", "starts_with(", "ends_with(", "strip_prefix(", "strip_suffix(", "find(", "split"];
    let texts = ["message", "messages", "label", "full()", "in_module()", "display_name()", "full_address()"];
    let asked: Vec<String> =
        texts.iter().flat_map(|text| asks.iter().map(move |ask| format!("{text}.{ask}"))).collect();
    let compared = [".message ==", ".message !=", "contains(&finding.message)", "contains(\"[*]\")", "contains('[')"];
    for (path, text) in rust_files() {
        let shown = path.to_string_lossy().replace('\\', "/");
        if shown.starts_with(FOREIGN) || shown.starts_with("src/report/") || is_for_tests(&path) {
            continue;
        }
        for (number, line) in without_tests(&text).lines().enumerate() {
            let is_comment = line.trim_start().starts_with("//");
            let reads = asked.iter().map(String::as_str).chain(compared).find(|pattern| line.contains(pattern));
            assert!(is_comment || reads.is_none(), "{shown}:{} reads what is shown: {line}", number + 1);
        }
    }
}

#[test]
fn every_module_opens_with_a_sentence() {
    for (path, text) in rust_files() {
        assert!(text.starts_with("//! "), "{} has no module sentence", path.display());
    }
}

fn rust_files() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders = vec![root.join("src")];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                files.push((path.strip_prefix(root).unwrap().to_path_buf(), text));
            }
        }
    }
    files.sort();
    files
}

/// Whether a file is compiled for unit tests only.
fn is_for_tests(path: &Path) -> bool {
    path.starts_with("src/fuzzing") || ["tests.rs", "testing.rs", "sample.rs"].iter().any(|name| path.ends_with(name))
}

/// The first name below `src/`, without the ending.
fn layer_of(path: &Path) -> String {
    let name = path.iter().nth(1).unwrap().to_string_lossy().into_owned();
    name.trim_end_matches(".rs").to_owned()
}

/// `terraform::module::load` for `src/terraform/module/load.rs`, and `terraform` for `src/terraform/mod.rs`.
fn module_of(path: &Path) -> String {
    let names: Vec<_> =
        path.with_extension("").iter().skip(1).map(|name| name.to_string_lossy().into_owned()).collect();
    names.join("::").trim_end_matches("::mod").to_owned()
}

/// Code without comments and unit tests.
fn code_of(text: &str) -> String {
    let lines = without_tests(text).lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.map(|line| format!("{line}\n")).collect()
}

/// The modules that a module uses, directly or over others.
fn reached_from<'m>(module: &str, modules: &'m BTreeMap<String, String>) -> BTreeSet<&'m String> {
    let mut reached = BTreeSet::new();
    let mut open = used_modules(module, modules);
    while let Some(next) = open.pop() {
        if reached.insert(next) {
            open.extend(used_modules(next, modules));
        }
    }
    reached
}

/// The modules that are named in a module by paths from `crate`, `super`, `self` or one of its children.
fn used_modules<'m>(module: &str, modules: &'m BTreeMap<String, String>) -> Vec<&'m String> {
    let code = &modules[module];
    let is_child = |name: &&str| modules.contains_key(&format!("{module}::{name}"));
    let children = modules.keys().filter_map(|other| other.rsplit("::").next()).filter(is_child);
    let roots: BTreeSet<&str> = ["crate", "super", "self"].into_iter().chain(children).collect();
    let mut used = Vec::new();
    for root in roots {
        for (at, _) in code.match_indices(&format!("{root}::")) {
            let before = &code[..at];
            let is_inside_a_path = before.ends_with(|before: char| before.is_alphanumeric() || "_:$".contains(before));
            if !is_inside_a_path && !before.ends_with("pub(in ") {
                used.extend(written_out(&code[at..]).iter().filter_map(|path| resolve(path, module, modules)));
            }
        }
    }
    used.retain(|other| *other != module);
    used
}

/// The paths that a text begins with: `a::b` and `a::c::d` of `a::{b, c::{d}}`.
fn written_out(text: &str) -> Vec<String> {
    let end = text.find(|letter: char| !letter.is_alphanumeric() && !"_:".contains(letter)).unwrap_or(text.len());
    let (path, rest) = text.split_at(end);
    let Some(list) = rest.strip_prefix('{').filter(|_| path.ends_with("::")) else { return vec![path.to_owned()] };
    let (mut depth, mut start, mut paths) = (0, 0, Vec::new());
    for (at, letter) in list.char_indices() {
        let ends_part = depth == 0 && matches!(letter, ',' | '}');
        if ends_part {
            paths.extend(written_out(list[start..at].trim()).iter().map(|part| format!("{path}{part}")));
            start = at + 1;
        }
        match letter {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            _ => {}
        }
    }
    paths
}

/// The innermost module that a path in `module` leads through.
fn resolve<'m>(path: &str, module: &str, modules: &'m BTreeMap<String, String>) -> Option<&'m String> {
    let mut names: Vec<&str> = if path.starts_with("crate::") { Vec::new() } else { module.split("::").collect() };
    for name in path.split("::") {
        match name {
            "crate" | "self" => {}
            "super" => drop(names.pop()),
            name => names.push(name),
        }
    }
    while !names.is_empty() {
        if let Some((found, _)) = modules.get_key_value(&names.join("::")) {
            return Some(found);
        }
        names.pop();
    }
    None
}

/// Code without its unit tests.
fn without_tests(text: &str) -> &str {
    text.split("\n#[cfg(test)]\nmod ").next().unwrap_or(text)
}

/// The names after `crate::` (also in braces), in code that is neither a comment nor a unit test.
fn used_layers(text: &str) -> BTreeSet<String> {
    let mut layers = BTreeSet::new();
    for line in without_tests(text).lines().filter(|line| !line.trim_start().starts_with("//")) {
        for (at, _) in line.match_indices("crate::") {
            if line[..at].ends_with(|before: char| before.is_alphanumeric() || before == '_' || before == '$') {
                continue;
            }
            let rest = &line[at + "crate::".len()..];
            let name: String = rest.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect();
            if !name.is_empty() {
                layers.insert(name);
            }
        }
    }
    layers
}
