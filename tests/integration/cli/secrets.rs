//! What a run says of secrets, and what it keeps to itself.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use super::{Done, Folder};

#[test]
fn secrets_from_outside_stand_in_no_file() {
    let folder = Folder::new(&[(
        "main.tf",
        r#"variable "token" { type = string }
variable "password" {
  type      = string
  sensitive = true
}
resource "alicloud_kms_secret" "a" {
  secret_name = "a"
  version_id  = "v1"
  secret_data = var.token
}
resource "alicloud_kms_secret" "b" {
  secret_name = "b"
  version_id  = "v1"
  secret_data = "prefix-${var.token}"
}
resource "alicloud_kms_secret" "c" {
  secret_name = "c"
  version_id  = "v1"
  secret_data = jsonencode({ password = var.password })
}
"#,
    )]);
    let options = ["check", "--format", "json", "--select", "plaintext-secret"];
    let variables = [("TF_VAR_token", "from the environment"), ("TF_VAR_password", "hidden")];
    let done = folder.run_with(&options, "", &variables);
    assert_eq!(done.code, 0, "{done:?}");
    assert!(!done.stdout.contains("from the environment") && !done.stdout.contains("hidden"), "{done:?}");
    folder.write("terraform.tfvars", "token = \"in a file\"\n");
    assert_eq!(
        folder.findings(&["--select", "plaintext-secret"]),
        ["main.tf:9 plaintext-secret", "main.tf:14 plaintext-secret"]
    );
}

/// What must occur in nothing that is written, however it is written: each is the same secret, the others as functions
/// make them of it.
pub(crate) const CANARIES: [&str; 4] = ["c4n4ry", "yzrunhj5", "yr4n4c", "2ad884b552d644b75c308957574899f2"];

/// `testdata/secrets`: values that must not be shown in every notation, each with something wrong near it.
pub(crate) fn canaries() -> Folder {
    let folder = Folder::new(&[(".git/HEAD", "")]);
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/secrets");
    for path in files_below(&root) {
        let name = path.strip_prefix(&root).unwrap().to_str().unwrap();
        folder.write(name, &std::fs::read_to_string(&path).unwrap());
    }
    folder
}

pub(crate) fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files.extend(files_below(&path)) } else { files.push(path) }
    }
    files.sort();
    files
}

/// The first line of a text that says a secret.
pub(crate) fn leak(text: &str) -> Option<&str> {
    text.lines().find(|line| {
        let line = line.to_lowercase();
        CANARIES.iter().any(|canary| line.contains(canary))
    })
}

/// The values of an option, as its help lists them.
fn possible(folder: &Folder, command: &str, option: &str) -> Vec<String> {
    let help = folder.run(&[command, "--help"]).stdout;
    let about: Vec<&str> = help.lines().skip_while(|line| !line.trim().starts_with(option)).collect();
    let (first, rest) = about.split_first().unwrap();
    let rest = rest.iter().take_while(|line| !line.trim().starts_with("--"));
    let own: String = [first].into_iter().chain(rest).map(|line| format!("{line}\n")).collect();
    if let Some(all) = own.split("[possible values: ").nth(1) {
        return all.split(']').next().unwrap().split(',').map(|name| name.trim().to_owned()).collect();
    }
    let named = own.lines().filter_map(|line| line.trim().strip_prefix("- ")?.split(':').next());
    named.map(str::to_owned).collect()
}

#[test]
fn a_secret_is_written_nowhere() {
    let folder = canaries();
    let formats = possible(&folder, "check", "--format");
    assert!(formats.len() >= 9, "{formats:?}");
    let line = |words: &str| words.split(' ').map(str::to_owned).collect::<Vec<_>>();
    let mut runs: Vec<Vec<String>> =
        formats.iter().map(|format| line(&format!("check --format {format} -v --statistics --color always"))).collect();
    for (command, least) in [("resources", 2), ("map", 4)] {
        let formats = possible(&folder, command, "--format");
        assert!(formats.len() >= least, "{formats:?}");
        runs.extend(formats.iter().map(|format| line(&format!("{command} --format {format}"))));
    }
    runs.push(line("check --diff"));
    runs.push(line("check --diff --unsafe-fixes"));
    runs.push(line("check --baseline baseline.json --write-baseline"));
    runs.push(line("check --baseline baseline.json -v --select value-out-of-range"));
    runs.push(line("check --report sarif=report.sarif"));
    for name in ["code", "unused", "settings", "pin", "db_password", "undeclared"] {
        runs.push(line(&format!("check --format concise -v module --var {name}=c4n4ry-typed")));
        runs.push(line(&format!("resources module --var {name}=c4n4ry-typed")));
    }
    let environment = [("TF_VAR_code", "c4n4ry-given"), ("TF_VAR_settings", "c4n4ry {"), ("RUST_BACKTRACE", "1")];
    for arguments in &runs {
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        for (variables, width) in [(&environment[..], "60"), (&[][..], "200")] {
            let done = folder.run_with(&arguments, "", &[variables, &[("COLUMNS", width)]].concat());
            assert_eq!(leak(&format!("{}{}", done.stdout, done.stderr)), None, "{arguments:?}");
        }
    }
    // Alone, a file is shown in other surroundings.
    for path in files_below(folder.path()) {
        let name = path.strip_prefix(folder.path()).unwrap().to_str().unwrap();
        let done = folder.run(&["check", "-v", name]);
        assert_eq!(leak(&format!("{}{}", done.stdout, done.stderr)), None, "{name}");
    }
    assert_eq!(leak(&folder.read("baseline.json")), None);
    assert_eq!(leak(&folder.read("report.sarif")), None);
    let all = folder.findings(&[]);
    for rule in ["plaintext-secret", "argument-unknown", "value-out-of-range", "alias-without-prefix", "key-id-format"]
    {
        assert!(all.iter().any(|finding| finding.ends_with(rule)), "{rule}: {all:?}");
    }
    // Every file has a finding, so that something of it is shown.
    for path in files_below(&Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/secrets")) {
        let name = path.file_name().unwrap().to_str().unwrap();
        let is_input = !matches!(name, "secret.tftpl" | "secret.txt" | ".kmslint.yaml");
        assert!(!is_input || all.iter().any(|finding| finding.contains(name)), "{name}: {all:?}");
    }
}

/// A module with each literal that an argument of a resource is given made sensitive, and these literals.
fn with_sensitive_arguments(text: &str) -> (String, Vec<String>) {
    let (mut module, mut values, mut is_in_resource) = (String::new(), Vec::new(), false);
    for line in text.lines() {
        is_in_resource |= line.starts_with("resource ") || line.starts_with("data ");
        is_in_resource &= !line.starts_with('}');
        let argument = line.split_once(" = \"").filter(|(name, _)| is_in_resource && name.starts_with("  "));
        let literal = argument.and_then(|(name, rest)| Some((name, rest.strip_suffix('"')?)));
        match literal.filter(|(_, literal)| !literal.contains(['"', '$', '\\', '%'])) {
            Some((name, literal)) => {
                values.push(literal.to_owned());
                writeln!(module, "{name} = sensitive(\"{literal}\")").unwrap();
            }
            None => writeln!(module, "{line}").unwrap(),
        }
    }
    (module, values)
}

#[test]
fn no_rule_quotes_a_sensitive_value() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    // What a service takes is named where a value is none of it.
    let words: String =
        files_below(&root.join("rules")).iter().map(|path| std::fs::read_to_string(path).unwrap()).collect();
    let folder = Folder::new(&[(".git/HEAD", "")]);
    let mut cases = Vec::new();
    for path in files_below(&root.join("testdata/rules"))
        .iter()
        .filter(|path| path.extension().is_some_and(|ending| ending == "tf"))
    {
        let Ok(text) = std::fs::read_to_string(path) else { continue };
        let (module, values) = with_sensitive_arguments(&text);
        let name = format!("case-{}", cases.len());
        folder.write(&format!("{name}/main.tf"), &module);
        let is_secret = |value: &String| {
            value.len() >= 6
                && module.matches(value.as_str()).count() == module.matches(&format!("sensitive(\"{value}\")")).count()
                && !words.contains(value.as_str())
        };
        cases.push((name, path.clone(), values.into_iter().filter(is_secret).collect::<Vec<_>>()));
    }
    let done = folder.run(&["check", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&done.stdout).unwrap();
    let (mut quoted, mut judged) = (Vec::new(), 0);
    for finding in report["findings"].as_array().unwrap() {
        let (_, path, values) =
            cases.iter().find(|(name, ..)| finding["path"].as_str().unwrap().starts_with(&format!("{name}/"))).unwrap();
        judged += usize::from(finding["message"].as_str().unwrap().contains("the sensitive value"));
        for member in ["message", "help", "fix", "labels", "related"] {
            let text = finding[member].to_string();
            quoted.extend(
                values
                    .iter()
                    .filter(|value| text.contains(value.as_str()))
                    .map(|_| format!("{}: {text}", path.display())),
            );
        }
    }
    assert!(judged > 100, "{judged}");
    assert_eq!(quoted, Vec::<String>::new());
}

/// What two runs say that differ in nothing but a secret is the same, where it is judged the same.
#[test]
fn a_choice_by_a_secret_does_not_tell_what_it_is() {
    let module = |code: &str| {
        format!(
            r#"variable "code" {{
  sensitive = true
  default   = "{code}"
}}
locals {{
  one   = "alias/one.x"
  other = "alias/two.x"
  both  = {{ one = "alias/one.x", other = "alias/two.x" }}
}}
resource "alicloud_kms_alias" "literal" {{
  alias_name = var.code == "1" ? "alias/one.x" : "alias/two.x"
  key_id     = "0e478b7a-4262-4802-b8cb-00d3fb401299"
}}
resource "alicloud_kms_alias" "local" {{
  alias_name = var.code == "1" ? local.one : local.other
  key_id     = "0e478b7a-4262-4802-b8cb-00d3fb401299"
}}
"#
        )
    };
    let said = |code: &str| {
        let folder = Folder::new(&[("main.tf", &module(code))]);
        let formats = possible(&folder, "check", "--format");
        let mut said: Vec<Done> =
            formats.iter().map(|format| folder.run(&["check", "-v", "--format", format])).collect();
        said.push(folder.run(&["resources"]));
        said.push(folder.run(&["map", "--format", "json"]));
        said
    };
    for (one, other) in said("1").iter().zip(said("2")) {
        assert_eq!((&one.stdout, &one.stderr), (&other.stdout, &other.stderr));
    }
}

/// A secret of one or two letters is starred by its place, and the same letters elsewhere are not.
#[test]
fn a_short_secret_is_not_shown_either() {
    let module = r#"resource "alicloud_kms_secret" "a" {
  secret_name = "x7"
  secret_data = local.short
  version_id  = "v1"
}
locals {
  short = "x7"
}
resource "alicloud_kms_alias" "a" {
  alias_name = "x7"
}
"#;
    let folder = Folder::new(&[("main.tf", module)]);
    let diff = folder.run(&["check", "--diff"]).stdout;
    let shown = "   short = \"**\"\n }\n resource \"alicloud_kms_alias\" \"a\" {\n-  alias_name = \"x7\"\n+  \
                 alias_name = \"alias/x7\"\n";
    assert!(diff.contains(shown), "{diff}");
    let report = folder.run(&["check"]).stdout;
    assert!(!report.contains("short = \"x7\""), "{report}");
}

#[test]
fn a_fingerprint_does_not_tell_whether_a_guess_is_right() {
    let prints = |secret: &str| {
        let text = format!(
            "resource \"alicloud_kms_secret\" \"a\" {{\n  secret_name = \"a\"\n  secret_data = \"{secret}\"\n  \
                            version_id  = \"v1\"\n  secret_type = \"Redis\"\n}}\n"
        );
        let done = Folder::new(&[("main.tf", &text)]).run(&["check", "--format", "json"]);
        let report: serde_json::Value = serde_json::from_str(&done.stdout).unwrap();
        let print = |finding: &serde_json::Value| finding["fingerprint"].clone();
        report["findings"].as_array().unwrap().iter().map(print).collect::<Vec<_>>()
    };
    assert_eq!(prints("1234"), prints("5678"));
    assert!(!prints("1234").is_empty());
}
