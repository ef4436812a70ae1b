//! The commands beside `check`.

use super::{Folder, samples};

#[test]
fn every_rule_is_listed_as_it_is_set() {
    let folder = Folder::new(&[(".kmslint.yaml", "rules: { alias-length: off, alias-default-suffix: info }\n")]);
    let rules = |arguments: &[&str]| -> Vec<serde_json::Value> {
        let done = folder.run(&[&["rules", "--format", "json"], arguments].concat());
        let list: serde_json::Value = serde_json::from_str(&done.stdout).unwrap();
        list["rules"].as_array().unwrap().clone()
    };
    let find =
        |rules: &[serde_json::Value], name: &str| rules.iter().find(|rule| rule["name"] == name).unwrap().clone();
    let set = rules(&[]);
    assert_eq!(find(&set, "alias-length")["enabled"], false);
    assert_eq!(find(&set, "alias-default-suffix")["severity"], "info");
    let default = rules(&["--no-config"]);
    assert_eq!(find(&default, "alias-length")["enabled"], true);
    assert_eq!(find(&default, "bind-vpcs-unknown-member")["fixable"], true);
    let members: Vec<_> = default[0].as_object().unwrap().keys().cloned().collect();
    assert_eq!(members, ["name", "severity", "enabled", "fixable", "summary", "theme", "url"]);
    let list = folder.run(&["rules"]).stdout;
    let (headings, rules): (Vec<&str>, Vec<&str>) =
        list.lines().filter(|line| !line.is_empty()).partition(|line| !line.starts_with("  "));
    assert_eq!(rules.len(), set.len());
    assert_eq!(headings.first(), Some(&"Aliases"));
    let compared = headings.last().is_some_and(|line| line.starts_with("The tables were compared with"));
    assert!(compared, "{headings:?}");
}

#[test]
fn a_rule_is_explained_with_its_examples() {
    let done = samples().run(&["explain", "alias-default-suffix"]);
    assert_eq!(done.code, 0);
    let start = "# alias-default-suffix\n\n*error; theme: Aliases; no fix*\n\n";
    assert!(done.stdout.starts_with(start), "{}", done.stdout);
    for part in ["## Why\n", "## Reported\n", "## Not reported\n", "## Sources\n"] {
        assert!(done.stdout.contains(part), "{part} is not in\n{}", done.stdout);
    }
}

#[test]
fn init_writes_a_configuration_that_counts() {
    let folder = samples();
    let done = folder.run(&["init"]);
    assert_eq!(done.code, 0, "{done:?}");
    assert!(done.stdout.contains("- id: kmslint"), "{}", done.stdout);
    assert_eq!(folder.run(&["check", "good.json"]).code, 0, "it can be read");
    let text = folder.read(".kmslint.yaml");
    let again = folder.run(&["init"]);
    assert_eq!((again.code, again.stderr.contains(".kmslint.yaml already exists")), (2, true));
    assert_eq!(folder.read(".kmslint.yaml"), text);
}

#[test]
fn what_init_leaves_commented_out_can_be_used() {
    let folder = Folder::new(&[("common.tfvars", ""), ("env/dev.tfvars", ""), ("env/prod.tfvars", "")]);
    folder.run(&["init"]);
    // A commented setting begins with a letter or blanks after the mark; prose begins with a capital.
    let uncommented = |line: &str| match line.strip_prefix("# ") {
        Some(rest) if rest.starts_with("yaml-language-server:") => line.to_owned(),
        Some(rest) if !rest.starts_with(|letter: char| letter.is_uppercase()) => rest.to_owned(),
        _ => line.to_owned(),
    };
    let text: Vec<_> = folder.read(".kmslint.yaml").lines().map(uncommented).collect();
    let text = text.join("\n").replace("tables: [\"policies/*.yaml\"]", "");
    folder.write(".kmslint.yaml", &text);
    let done = folder.run(&["rules", "--format", "json"]);
    let known = ["instance-without-prevent-destroy", "bind-vpcs-empty"];
    let all = folder.run(&["rules", "--no-config"]).stdout;
    if known.iter().all(|rule| all.contains(rule)) {
        assert_eq!(done.code, 0, "{}\n{text}", done.stderr);
    }
}

#[test]
fn completions_know_options_rules_kinds_and_scenarios() {
    let configuration = "terraform: { scenarios: { dev: , prod: } }\ntables: [team.yaml]\n";
    let table = "kind: alibaba/kms_alias\nrule: our-aliases\nfields:\n  alias_name: {length: {max: 20}}\n";
    let folder = Folder::new(&[(".kmslint.yaml", configuration), ("team.yaml", table)]);
    let offered = |shell: &str, words: &[&str]| -> Vec<String> {
        let index = words.len().to_string();
        let variables = [("KMSLINT_COMPLETE", shell), ("_CLAP_COMPLETE_INDEX", index.as_str()), ("_CLAP_IFS", "\n")];
        let done = folder.run_with(&[&["--", "kmslint"], words].concat(), "", &variables);
        assert_eq!(done.code, 0, "{done:?}");
        // Some shells are told what a word is about, too.
        done.stdout.lines().map(|line| line.split(['\t', ':']).next().unwrap().to_owned()).collect()
    };
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = folder.run(&["completions", shell]);
        assert!(script.code == 0 && script.stdout.contains("KMSLINT_COMPLETE"), "{shell}");
        assert_eq!(offered(shell, &["check", "--stdin-f"]), ["--stdin-filename"]);
        assert_eq!(
            offered(shell, &["check", "--select", "vpc-quota-exc"]),
            ["vpc-quota-exceeded", "vpc-quota-excludes-resident-vpc"]
        );
        assert_eq!(offered(shell, &["check", "--ignore", "our"]), ["our-aliases"]);
        assert_eq!(offered(shell, &["check", "--scenario", ""]), ["dev", "prod"]);
        assert_eq!(offered(shell, &["explain", "alias-near"]), ["alias-near-default"]);
        assert_eq!(offered(shell, &["explain", "alibaba/kms_al"]), ["alibaba/kms_alias."]);
        assert_eq!(offered(shell, &["explain", "alibaba/kms_key.pend"]), ["alibaba/kms_key.pending_window_in_days"]);
    }
}

#[cfg(unix)]
#[test]
fn who_closes_the_pipe_has_seen_enough() {
    let folder = Folder::new(&[]);
    for arguments in ["rules --format json", "rules", "explain alias-length", "man", "completions bash"] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let mut command = folder.command(&arguments.split(' ').collect::<Vec<_>>());
        let done = command.stdout(writer).output().unwrap();
        assert!(done.status.success() && done.stderr.is_empty(), "{arguments}: {done:?}");
    }
}

#[test]
fn the_manual_has_a_section_for_each_command() {
    let done = Folder::new(&[]).run(&["man"]);
    assert!(done.stdout.contains(".TH kmslint 1"));
    for command in ["CHECK", "EXPLAIN", "RULES", "INIT", "COMPLETIONS"] {
        assert!(done.stdout.contains(&format!(".SH \"KMSLINT {command}\"")), "{command}");
    }
}

#[test]
fn version_and_help_are_no_failures() {
    let folder = Folder::new(&[]);
    assert_eq!(folder.run(&["--version"]).stdout, format!("kmslint {}\n", env!("CARGO_PKG_VERSION")));
    let done = folder.run(&["check", "--help"]);
    assert_eq!((done.code, done.stderr.as_str()), (0, ""));
}

/// A team's table with a rule of its own.
const TABLE: &str = "kind: otc/kms_key\nrule: our-aliases\nseverity: warning\ncompared: 2026-11-21\nfields:\n  \
                     key_alias: { pattern: \"team-.*\", format: team- and a name }\n";

#[test]
fn a_teams_rules_are_rules_as_well() {
    let folder = Folder::new(&[("good.json", super::GOOD), ("policies/aliases.yaml", TABLE)]);
    folder.write(".kmslint.yaml", "tables: [\"policies/*.yaml\"]\n");
    assert_eq!(folder.findings(&[]), ["good.json:3 our-aliases"]);
    assert_eq!(folder.findings(&["--ignore", "our-aliases"]), [""; 0]);
    assert_eq!(folder.findings(&["--select", "our-aliases"]), ["good.json:3 our-aliases"]);
    assert!(folder.run(&["rules"]).stdout.contains("our-aliases"));
    let page = folder.run(&["explain", "our-aliases"]).stdout;
    assert!(page.contains("otc/kms_key.key_alias") && page.contains("team- and a name"), "{page}");
    folder.write(".kmslint.yaml", "rules: { our-aliases: off }\ntables: [\"policies/*.yaml\"]\n");
    assert_eq!(folder.findings(&[]), [""; 0]);
}

#[test]
fn a_field_is_explained_with_its_limits() {
    let folder = Folder::new(&[]);
    let done = folder.run(&["explain", "value-out-of-range", "alibaba/kms_key.pending_window_in_days"]);
    assert!(done.stdout.contains("- range: 7 to 366 days\n"), "{done:?}");
    for field in ["pending_window_in_days", "alibaba/kms_kye.x", "alibaba/kms_key.pending_window"] {
        let done = folder.run(&["explain", "value-out-of-range", field]);
        assert_eq!((done.code, done.stderr.is_empty()), (2, false), "{field}");
    }
    for name in ["alicloud_kms_key", "alicloud/kms_key"] {
        let page = folder.run(&["explain", &format!("{name}.pending_window_in_days")]).stdout;
        assert!(page.starts_with("# alibaba/kms_key.pending_window_in_days\n"), "a type is a name, too: {page}");
    }
    let done = folder.run(&["explain", "aliyun/kms_key.spec"]);
    assert!(done.stderr.contains("there is no table of `aliyun/kms_key`; write `alibaba/kms_key`"), "{done:?}");
}

/// Each option of `check`, the hidden ones too, is used by a case in this folder.
#[test]
fn every_option_has_a_case() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/integration/cli");
    let cases: String = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| std::fs::read_to_string(entry.unwrap().path()).unwrap())
        .collect();
    let help = Folder::new(&[]).run(&["check", "--help"]).stdout;
    let is_name = |letter: char| letter.is_ascii_lowercase() || letter == '-';
    let options = help.split(|letter: char| !is_name(letter)).filter(|word| word.starts_with("--"));
    let mut seen = 0;
    for option in options.chain(["--no-prefilter"]).filter(|option| !matches!(*option, "--help" | "--version")) {
        seen += 1;
        assert!(cases.contains(&format!("\"{option}\"")), "{option} has no case");
    }
    assert!(seen > 25, "{help}");
}
