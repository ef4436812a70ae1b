//! What moves while a run reads it, at the moment between the walk of the disk and all that comes after.

use std::fs;

use super::*;
use crate::config::Overrides;

const BODY: &str = r#"{"key_id": "4f1c2d3e-5a6b-4c7d-8e9f-0a1b2c3d4e5f", "key_alias": "team/default"}"#;

/// The findings of a run of which one of two documents goes away when both have been found, each with its file and rule,
/// and whether the run calls itself incomplete.
fn findings(prefilter: bool) -> (Vec<String>, bool) {
    let folder = tempfile::tempdir().unwrap();
    let documents = ["gone.json", "other.json"].map(|name| folder.path().join(name));
    documents.iter().for_each(|document| fs::write(document, BODY).unwrap());
    let sources = Sources::new(folder.path());
    let overrides = Overrides { prefilter, ..Overrides::default() };
    let configurations = Configurations::new(overrides, vocabulary());
    let outcome = on_threads(&sources, &configurations, || {
        let (modules, progress) = (Modules::new(&sources), Progress::default());
        let surroundings = Surroundings::find(&[PathBuf::from(".")], &modules, &configurations, &progress)?;
        fs::remove_file(&documents[0]).unwrap();
        let plan = surroundings.plan(&modules, &configurations);
        let (accepted, resources) = (Accepted::Nothing, AfterCheck::Dropped);
        let run = check_plan(plan, surroundings, &modules, &configurations, accepted, &progress, resources);
        Ok(run?.outcome)
    });
    let Outcome { findings, is_incomplete, .. } = outcome.unwrap();
    let found = findings.iter().map(|finding| format!("{} {}", sources.file(finding.span.file).name(), finding.rule));
    (found.collect(), is_incomplete)
}

#[test]
fn a_document_that_is_gone_when_it_is_to_be_read_is_said_to_be() {
    let (found, is_incomplete) = findings(false);
    assert_eq!(found, ["gone.json unreadable-file", "other.json alias-default-suffix"]);
    assert!(is_incomplete);
}

#[test]
fn a_document_that_was_read_while_it_was_there_is_judged() {
    let (found, is_incomplete) = findings(true);
    assert_eq!(found, ["gone.json alias-default-suffix", "other.json alias-default-suffix"]);
    assert!(!is_incomplete);
}
