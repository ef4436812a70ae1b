//! What must hold of any input, for fuzzing and for a short run of each target among the tests.
//!
//! Each function takes bytes and panics where something does not hold. `fuzz/` calls them with what libFuzzer makes up.

mod generator;

use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;
use std::path::{Path, PathBuf};

use crate::config::{Configurations, Overrides};
use crate::finding::{Applicability, Finding};
use crate::fix;
use crate::linter::{self, LintError, Looked, Outcome, Settling};
use crate::lsp;
use crate::report::human::Style;
use crate::report::{Format, Report, Summary};
use crate::rules;
use crate::source::{FileId, Sources};

/// Where the files are that nobody writes.
const FOLDER: &str = "/nowhere/fuzzed";

/// A check of texts that lie on no disk.
struct Run {
    sources: Sources,
    outcome: Outcome,
}

impl Looked for Run {
    fn sources(&self) -> &Sources {
        &self.sources
    }

    fn findings(&self) -> &[Finding] {
        &self.outcome.findings
    }

    fn unread(&self) -> &[FileId] {
        &self.outcome.unread
    }
}

/// A file of any kind: it is read, evaluated, judged and reported, without a rule that breaks and with
/// places that lie in the file.
pub fn document(name: &str, bytes: &[u8]) {
    let Ok(run) = check(&[(name, bytes)]) else { return };
    for finding in &run.outcome.findings {
        assert_ne!(&*finding.rule, rules::internal_error::RULE.name, "{}", finding.message);
        let spans = finding.labels().into_iter().map(|label| label.span).chain([finding.span]);
        for span in spans {
            let length = run.sources.file(span.file).text().len();
            assert!(span.start <= span.end && span.end as usize <= length, "{}: {span:?}", finding.rule);
        }
    }
    report(&run, bytes.len());
}

/// A file of any kind: all fixes together lead to a text that is read as well as before, has nothing left to fix, and is
/// what the edits of each round say.
pub fn fixes(name: &str, bytes: &[u8]) {
    let Ok(first) = check(&[(name, bytes)]) else { return };
    let unread = first.outcome.unread.len();
    let may_change = |_: &Path| true;
    let again = |texts: &BTreeMap<PathBuf, String>| {
        let files: Vec<_> = texts.iter().filter_map(|(path, text)| Some((path.to_str()?, text.as_bytes()))).collect();
        if files.is_empty() { check(&[(name, bytes)]).ok() } else { check(&files).ok() }
    };
    let settling = Settling { check: &again, may_change: &may_change, applicability: Applicability::Unsafe };
    let settled = linter::settle(&settling, first);
    assert!(settled.run.outcome.unread.len() <= unread, "a fix makes a file that cannot be read");
    for change in settled.changes.values() {
        assert_ne!(change.before, change.after, "a fix changes nothing");
        let parts = fix::changed_parts(&change.before, &change.after);
        assert_eq!(replaced(&change.before, &parts), change.after, "the changed parts are not the change");
    }
    if settled.notes.is_empty() {
        let left = settled.run.outcome.findings.iter().find(|finding| finding.fix.is_some());
        assert!(left.is_none(), "{:?} is left, and nothing says so", left.map(|finding| &finding.rule));
    }
}

/// A configuration: it is taken or refused with places.
pub fn configuration(bytes: &[u8]) {
    refused_with_places(check(&[(".kmslint.yaml", bytes), ("main.tf", MODULE)]), bytes.len());
}

/// A team's table.
pub fn table(bytes: &[u8]) {
    let configuration = b"tables: [table.yaml]\n";
    refused_with_places(
        check(&[(".kmslint.yaml", configuration), ("table.yaml", bytes), ("main.tf", MODULE)]),
        bytes.len(),
    );
}

/// An expression of Terraform out of all that there is, made of the bytes: what kmslint claims to know is reported
/// without a broken rule.
pub fn expression(bytes: &[u8]) {
    let expression = generator::Generator::new(bytes).expression();
    let module = format!(
        "variable \"v\" {{}}\nvariable \"w\" {{ default = [1, \"a\", null] }}\nlocals {{\n  a = {{ b = [1, 2], c = \"x\" }}\n  \
         x = {expression}\n}}\nresource \"alicloud_kms_alias\" \"a\" {{\n  alias_name = local.x\n  key_id = \"${{local.x}}\"\n}}\n"
    );
    document("main.tf", module.as_bytes());
}

/// Resources of the kinds that tables have, with fields that they have and values that they may have.
pub fn resources(bytes: &[u8]) {
    let module = generator::Generator::new(bytes).module();
    document("main.tf", module.as_bytes());
    fixes("main.tf", module.as_bytes());
}

/// Messages of a client, each with the head that its length asks for; a zero byte stands between them. The server ends,
/// and does not break.
pub fn messages(bytes: &[u8]) {
    let mut input = Vec::new();
    for message in bytes.split(|byte| *byte == 0) {
        input.extend(format!("Content-Length: {}\r\n\r\n", message.len()).bytes());
        input.extend(message);
    }
    stream(&input);
}

/// A stream of a client as it is.
pub fn stream(bytes: &[u8]) {
    lsp::serve_streams(Cursor::new(bytes.to_vec()), Vec::new(), PathBuf::from(FOLDER), Overrides::default());
}

const MODULE: &[u8] = b"resource \"alicloud_kms_alias\" \"a\" {\n  alias_name = \"orders\"\n  key_id = \"x\"\n}\n";

/// A check of files in one folder. The first that is no configuration is what is asked for.
fn check(files: &[(&str, &[u8])]) -> Result<Run, Box<(Sources, LintError)>> {
    let mut sources = Sources::new(FOLDER);
    for (name, bytes) in files {
        sources.set_overlay(Path::new(name), *bytes);
    }
    let overrides = Overrides { jobs: Some(1), prefilter: false, ..Overrides::default() };
    let configurations = Configurations::new(overrides, linter::vocabulary());
    let asked_for = files.iter().rev().map(|(name, _)| PathBuf::from(name)).take(1).collect::<Vec<_>>();
    match linter::lint(&asked_for, &sources, &configurations) {
        Ok(outcome) => Ok(Run { sources, outcome }),
        Err(error) => Err(Box::new((sources, error))),
    }
}

fn refused_with_places(checked: Result<Run, Box<(Sources, LintError)>>, length: usize) {
    match checked.map_err(|refused| *refused) {
        Ok(run) => report(&run, length),
        Err((sources, LintError::Config(error))) => {
            for mistake in error.mistakes() {
                assert!(mistake.span.end as usize <= sources.file(mistake.span.file).text().len());
            }
        }
        Err(_) => {}
    }
}

/// Reports in one format, which the number of bytes that were made up chooses.
fn report(run: &Run, length: usize) {
    let report = Report {
        sources: &run.sources,
        findings: &run.outcome.findings,
        suppressed: &run.outcome.suppressed,
        undecided: &run.outcome.undecided,
        summary: Summary::new(run.outcome.files, &run.outcome.findings, 0, 0),
        rules: rules::ALL,
        repository: Path::new(FOLDER),
        outside: &BTreeSet::new(),
    };
    let style = Style { has_colour: true, is_unicode: true, has_links: false, width: 80 };
    // All formats would take four times as long as the check itself.
    let format = Format::ALL[length % Format::ALL.len()];
    let mut out = Vec::new();
    assert!(format.write(&report, style, &mut out).is_ok());
    assert!(std::str::from_utf8(&out).is_ok());
}

fn replaced(text: &str, parts: &[(std::ops::Range<usize>, String)]) -> String {
    let mut result = text.to_owned();
    for (range, new) in parts.iter().rev() {
        result.replace_range(range.clone(), new);
    }
    result
}
