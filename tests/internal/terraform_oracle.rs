//! Compares the evaluator with transcripts of the real Terraform; `tools/terraform-oracle` writes them.

mod comparison;
mod configuration;
mod expected;
mod refutation;
mod transcript;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use comparison::{Outcome, compare};
use configuration::Configuration;
use expected::Expected;
use refutation::refutations;
use transcript::{Case, read_cases, read_unknowns};

/// The largest share of expressions whose value Terraform knows and the evaluator does not, in percent.
const MAX_UNKNOWN_PERCENT: usize = 3;

/// What came of the expressions of a folder.
#[derive(Default)]
struct Tally {
    agree: usize,
    /// By transcript and expression, with what is not known.
    unknown: BTreeMap<String, String>,
    wrong: Vec<String>,
}

impl Tally {
    fn of(folder: &Path) -> Self {
        let mut tally = Self::default();
        for (name, case) in read_cases(folder) {
            tally.add(&name, &case);
        }
        tally
    }

    fn add(&mut self, name: &str, case: &Case) {
        let configuration = Configuration::new(&case.configuration, &case.files);
        for (expression, result) in &case.results {
            let expected = Expected::parse(result).unwrap_or_else(|error| panic!("{name}: {expression}: {error}"));
            let ours = configuration.evaluate(expression);
            let shown = format!("{name}: {}", expression.replace('\n', "\\n"));
            let outcome = match compare(&ours, &expected) {
                // What is known beside a part that is not holds on the condition that Terraform takes the whole.
                Outcome::Wrong(_)
                    if matches!(expected, Expected::Error) && may_be_refused(&configuration, expression) =>
                {
                    Outcome::Unknown("whether it is refused is not known".to_owned())
                }
                outcome => outcome,
            };
            match outcome {
                Outcome::Agree => self.agree += 1,
                Outcome::Unknown(what) => drop(self.unknown.insert(shown, what)),
                Outcome::Wrong(what) => self.wrong.push(format!("{shown}\n    {what}\n    Terraform: {result}")),
            }
        }
    }

    fn total(&self) -> usize {
        self.agree + self.unknown.len() + self.wrong.len()
    }

    fn report(&self) -> String {
        let unknown: Vec<String> = self.unknown.iter().map(|(shown, what)| format!("{shown}\n    {what}")).collect();
        format!(
            "{} expressions: {} agree, {} unknown, {} wrong\n\nwrong:\n{}\n\nunknown:\n{}\n",
            self.total(),
            self.agree,
            self.unknown.len(),
            self.wrong.len(),
            self.wrong.join("\n"),
            unknown.join("\n"),
        )
    }
}

/// Whether the evaluator itself does not say that Terraform certainly takes an expression.
fn may_be_refused(configuration: &Configuration, expression: &str) -> bool {
    configuration.evaluate(&format!("can({expression})")).is_ok_and(|answer| answer.is_unknown())
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/terraform/oracle")
}

#[test]
fn oracle_no_known_value_differs_from_terraforms() {
    let tally = Tally::of(&folder());
    assert!(tally.total() > 0, "there are transcripts");
    assert!(tally.wrong.is_empty(), "{}", tally.report());
}

#[test]
fn oracle_what_only_terraform_knows_is_listed_with_its_reason() {
    let tally = Tally::of(&folder());
    let listed = read_unknowns(&folder().join("unknown.txt"));
    let unlisted: Vec<_> = tally.unknown.iter().filter(|(shown, _)| !listed.contains_key(*shown)).collect();
    let stale: Vec<_> = listed.keys().filter(|shown| !tally.unknown.contains_key(*shown)).collect();
    assert!(
        unlisted.is_empty() && stale.is_empty(),
        "not in unknown.txt: {unlisted:#?}\nno longer unknown: {stale:#?}"
    );
    assert!(listed.values().all(|reason| !reason.is_empty()), "every unknown value has a reason");
    let most = tally.total() * MAX_UNKNOWN_PERCENT / 100;
    assert!(tally.unknown.len() <= most, "{} of {} are unknown", tally.unknown.len(), tally.total());
}

/// What is claimed of an expression over variables without values holds under all of their values.
#[test]
fn oracle_no_claim_is_refuted() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/terraform/refutation");
    let (count, refuted) = refutations(&folder);
    assert!(count >= 3_000, "only {count} expressions");
    assert!(refuted.is_empty(), "{} of {count}:\n{}", refuted.len(), refuted.join("\n"));
}

/// For expressions that are made up and not committed: TERRAFORM_ORACLE names their folder.
#[test]
fn oracle_of_another_folder_agrees_too() {
    let Some(folder) = std::env::var_os("TERRAFORM_ORACLE").map(PathBuf::from) else { return };
    let tally = Tally::of(&folder);
    let (count, refuted) = refutations(&folder);
    let claims = format!("{} of {count} claims are refuted:\n{}\n", refuted.len(), refuted.join("\n"));
    fs::write(folder.join("report.txt"), tally.report() + &claims).unwrap();
    assert!(tally.wrong.is_empty() && refuted.is_empty(), "{}\n{claims}", tally.report());
}
