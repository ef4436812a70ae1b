//! Compares the modules in `testdata/terraform/plans` with what Terraform planned for them.
//!
//! The plans are written by `tools/terraform-plan-oracle`; nothing here needs Terraform.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{env, fs};

use crate::source::Sources;
use crate::syntax::json;
use crate::terraform::{Assignment, Evaluation, Inputs, Modules};
use crate::value::{Value, ValueKind};

/// Values that Terraform knows and kmslint does not, each with the reason.
const UNKNOWN_HERE: &[(&str, &str)] =
    &[("unknown-values output.try", "Terraform knows that the unknown output of terraform_data is a string")];

/// Values that kmslint knows and Terraform only after apply, each with the reason.
const KNOWN_HERE: &[(&str, &str)] = &[("unknown-values output.same", "both sides of a condition are the same")];

#[test]
fn modules_have_the_values_that_terraform_plans() {
    let mut wrong = Vec::new();
    let mut unknown = BTreeSet::new();
    let mut agreeing = 0;
    for case in cases() {
        let name = case.file_name().unwrap().to_string_lossy().into_owned();
        let plan = read_plan(&case);
        let found = evaluate(&case);
        if plan.get("refused").is_some() {
            if found.problems.is_empty() && found.undecided.is_empty() {
                wrong.push(format!("{name}: Terraform refuses the module, kmslint has nothing to say"));
            }
            continue;
        }
        for problem in &found.problems {
            wrong.push(format!("{name}: {}", problem.message));
        }
        let planned = plan.get("inputs").and_then(Value::as_mapping).map_or(0, |inputs| inputs.members.len());
        if planned != found.resources.len() {
            wrong.push(format!("{name}: {planned} resources are planned, {} were found", found.resources.len()));
        }
        for (what, expected, value) in pairs(&plan, &found) {
            let what = format!("{name} {what}");
            if KNOWN_HERE.iter().any(|(known, _)| *known == what) {
                assert!(value.is_some_and(|value| value.is_wholly_known()), "{what} is not known any more");
                continue;
            }
            match compare(expected.get("value"), expected.get("unknown"), value.as_ref()) {
                Answer::Equal => agreeing += 1,
                Answer::Unknown => drop(unknown.insert(what)),
                Answer::Wrong => wrong.push(format!("{what}: expected {expected:?}, found {value:?}")),
            }
        }
    }
    let listed: BTreeSet<String> = UNKNOWN_HERE.iter().map(|(what, _)| (*what).to_owned()).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(unknown, listed, "values that are unknown here");
    assert!(agreeing > 120, "only {agreeing} values were compared");
}

#[derive(Debug, PartialEq)]
enum Answer {
    Equal,
    /// Terraform knows more.
    Unknown,
    Wrong,
}

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/terraform/plans");
    let mut cases: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.sort();
    cases
}

fn read_plan(case: &Path) -> Value {
    let sources = Sources::new(case);
    let file = sources.load(Path::new("plan.json")).unwrap();
    Value::from_node(&json::parse(&file).documents[0])
}

fn evaluate(case: &Path) -> Evaluation {
    let mut inputs = Inputs::default();
    for line in fs::read_to_string(case.join("inputs")).unwrap_or_default().lines() {
        let (kind, value) = line.split_once(' ').unwrap();
        let pair = || value.split_once('=').map(|(name, value)| (name.to_owned(), value.to_owned())).unwrap();
        match kind {
            "var-file" => inputs.assignments.push(Assignment::File(value.into())),
            "var" => {
                let (name, text) = pair();
                inputs.assignments.push(Assignment::Text { name, text, place: None });
            }
            "env" => inputs.environment.extend([pair()]),
            other => panic!("{other} is no kind of input"),
        }
    }
    Modules::new(&Sources::new(case)).evaluate_root_apart(Path::new("."), &inputs)
}

/// What was planned beside what was found; nothing where kmslint has no such output or resource.
fn pairs<'a>(plan: &'a Value, found: &Evaluation) -> Vec<(String, &'a Value, Option<Value>)> {
    let members = |name| plan.get(name).and_then(Value::as_mapping).unwrap().members.iter();
    let outputs = members("outputs")
        .map(|(name, member)| (format!("output.{name}"), &member.value, found.outputs.get(name).cloned()));
    let inputs = members("inputs").map(|(address, member)| {
        let resource = found
            .resources
            .iter()
            .find(|resource| format!("{}{}{}", resource.module, resource.block, resource.key) == **address);
        let input = resource.map(|resource| {
            let mut attributes = resource.body.attributes.iter();
            attributes.find(|attribute| &*attribute.name == "input").map(|input| input.value.clone())
        });
        (address.to_string(), &member.value, input.map(|input| input.unwrap_or_else(Value::null)))
    });
    outputs.chain(inputs).collect()
}

/// `unknown` is false, true, or of the value's shape with what is not known.
fn compare(expected: Option<&Value>, unknown: Option<&Value>, found: Option<&Value>) -> Answer {
    let Some(found) = found else { return Answer::Wrong };
    if unknown.and_then(Value::as_bool) == Some(true) {
        let is_open = matches!(&found.kind, ValueKind::String(text) if !text.is_known());
        return if found.is_unknown() || is_open { Answer::Equal } else { Answer::Wrong };
    }
    if found.is_unknown() {
        return Answer::Unknown;
    }
    let null = Value::null();
    let expected = expected.unwrap_or(&null);
    match (&expected.kind, &found.kind) {
        (ValueKind::Sequence(left), ValueKind::Sequence(right)) if left.items.len() == right.items.len() => {
            let items = left.items.iter().zip(right.items.iter()).enumerate();
            worst(items.map(|(index, (left, right))| {
                compare(Some(left), unknown.and_then(|unknown| unknown.items().get(index)), Some(right))
            }))
        }
        (ValueKind::Mapping(left), ValueKind::Mapping(right)) => {
            let unknown_of = |key: &str| unknown.and_then(|unknown| unknown.get(key));
            let keys: BTreeSet<_> = left.members.keys().chain(right.members.keys()).collect();
            worst(keys.into_iter().map(|key| compare(expected.get(key), unknown_of(key), found.get(key))))
        }
        (ValueKind::Null, ValueKind::Null) => Answer::Equal,
        (ValueKind::Bool(left), ValueKind::Bool(right)) if left == right => Answer::Equal,
        (ValueKind::Number(left), ValueKind::Number(right)) if left == right => Answer::Equal,
        (ValueKind::String(left), ValueKind::String(right)) if right.known() == left.known() => Answer::Equal,
        _ => Answer::Wrong,
    }
}

fn worst(answers: impl Iterator<Item = Answer>) -> Answer {
    answers.fold(Answer::Equal, |worst, answer| match (worst, answer) {
        (Answer::Wrong, _) | (_, Answer::Wrong) => Answer::Wrong,
        (Answer::Unknown, _) | (_, Answer::Unknown) => Answer::Unknown,
        _ => Answer::Equal,
    })
}
