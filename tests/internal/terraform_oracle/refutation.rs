//! Reads what Terraform says of expressions under several sets of values, and holds against it what is claimed without.

use std::fs;
use std::path::Path;

use super::comparison::refuted;
use super::configuration::Configuration;
use super::expected::Expected;

/// An expression with Terraform's results, one for each set of values.
struct Told {
    expression: String,
    results: Vec<String>,
}

/// How many expressions a folder has, and every claim that Terraform refutes.
pub(super) fn refutations(folder: &Path) -> (usize, Vec<String>) {
    let files = Default::default();
    let (mut count, mut found) = (0, Vec::new());
    for path in fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path()) {
        if path.extension().is_none_or(|ending| ending != "refutation") {
            continue;
        }
        let (configuration, all) = read(&fs::read_to_string(&path).unwrap());
        let configuration = Configuration::new(&configuration, &files);
        for Told { expression, results } in all {
            count += 1;
            let ours = configuration.evaluate(&expression);
            let refuting = results.iter().find_map(|result| {
                let expected = Expected::parse(result).unwrap_or_else(|error| panic!("{expression}: {error}"));
                Some(format!("{expression}\n    {}\n    Terraform: {result}", refuted(&ours, &expected)?))
            });
            found.extend(refuting);
        }
    }
    (count, found)
}

/// The configuration, and each expression with its results. `=` stands for the result before.
fn read(text: &str) -> (String, Vec<Told>) {
    let (head, body) = text.split_once("=== expressions\n").unwrap();
    let (_, configuration) = head.split_once("=== configuration\n").unwrap();
    let mut all: Vec<Told> = Vec::new();
    for line in body.lines() {
        match (line.strip_prefix("> "), all.last_mut()) {
            (Some(expression), _) => all.push(Told { expression: expression.to_owned(), results: Vec::new() }),
            (None, Some(told)) if line == "=" => told.results.extend(told.results.last().cloned()),
            (None, Some(told)) => told.results.push(line.to_owned()),
            (None, None) => panic!("no expression before {line}"),
        }
    }
    (configuration.to_owned(), all)
}
