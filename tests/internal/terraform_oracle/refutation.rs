//! Reads what Terraform says of expressions under several sets of values, and holds against it what is claimed without.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::source::Sources;
use crate::terraform::expression::scope::Evaluated;
use crate::terraform::{Inputs, Modules};
use crate::value::Value;

use super::comparison::refuted;
use super::configuration::Configuration;
use super::expected::Expected;

/// An expression with Terraform's results, one for each set of values.
struct Told {
    expression: String,
    results: Vec<String>,
}

/// A configuration, perhaps with files of modules that it calls, and what Terraform says of expressions in it.
#[derive(Default)]
struct Case {
    configuration: String,
    files: BTreeMap<String, String>,
    told: Vec<Told>,
}

/// How many expressions a folder has, and every claim that Terraform refutes.
pub(super) fn refutations(folder: &Path) -> (usize, Vec<String>) {
    let (mut count, mut found) = (0, Vec::new());
    for path in fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path()) {
        if path.extension().is_none_or(|ending| ending != "refutation") {
            continue;
        }
        for case in read(&fs::read_to_string(&path).unwrap()) {
            let (tallied, refuted) = case.refutations();
            count += tallied;
            found.extend(refuted);
        }
    }
    (count, found)
}

impl Case {
    fn refutations(&self) -> (usize, Vec<String>) {
        let mut found = Vec::new();
        let configuration = Configuration::new(&self.configuration, &self.files);
        for Told { expression, results } in &self.told {
            let ours = match self.files.is_empty() {
                true => configuration.evaluate(expression),
                false => self.output(expression),
            };
            let refuting = results.iter().find_map(|result| {
                let expected = Expected::parse(result).unwrap_or_else(|error| panic!("{expression}: {error}"));
                Some(format!("{expression}\n    {}\n    Terraform: {result}", refuted(&ours, &expected)?))
            });
            found.extend(refuting);
        }
        (self.told.len(), found)
    }

    /// The value as an output of the root module, which calls others.
    fn output(&self, expression: &str) -> Evaluated {
        let folder = tempfile::tempdir().unwrap();
        let root = format!("{}output \"result\" {{\n  value = {expression}\n}}\n", self.configuration);
        fs::write(folder.path().join("main.tf"), root).unwrap();
        for (name, text) in &self.files {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let sources = Sources::new(folder.path());
        let evaluation = Modules::new(&sources).evaluate_root_apart(Path::new("."), &Inputs::default());
        Ok(evaluation.outputs.get("result").cloned().unwrap_or_else(|| Value::unknown("there is no such output")))
    }
}

/// The cases of a file. `=` stands for the result before.
fn read(text: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let mut section = String::new();
    for line in text.lines() {
        if let Some(name) = line.strip_prefix("=== ") {
            section = name.to_owned();
            if section == "configuration" {
                cases.push(Case::default());
            }
            continue;
        }
        let Some(case) = cases.last_mut() else { continue };
        let take = |text: &mut String| {
            text.push_str(line);
            text.push('\n');
        };
        match (section.as_str(), line.strip_prefix("> "), case.told.last_mut()) {
            ("configuration", ..) => take(&mut case.configuration),
            ("expressions", Some(expression), _) => {
                case.told.push(Told { expression: expression.to_owned(), results: Vec::new() });
            }
            ("expressions", None, Some(told)) if line == "=" => told.results.extend(told.results.last().cloned()),
            ("expressions", None, Some(told)) => told.results.push(line.to_owned()),
            (file, ..) => take(case.files.entry(file.trim_start_matches("file ").to_owned()).or_default()),
        }
    }
    cases
}
