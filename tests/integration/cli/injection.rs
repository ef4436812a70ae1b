//! Names and values of strangers give no orders: to a terminal, to an editor that turns directions, to a build server.

use std::fmt::Write as _;

use super::{Done, Folder};

/// Every character that is an order and not text, but for the tab and the ends of lines.
fn orders() -> Vec<char> {
    let controls = ('\0'..='\u{1f}').chain('\u{7f}'..='\u{9f}').filter(|letter| !matches!(letter, '\t' | '\n' | '\r'));
    let directions = ['\u{61c}', '\u{200e}', '\u{200f}'].into_iter();
    let directions = directions.chain('\u{202a}'..='\u{202e}').chain('\u{2066}'..='\u{2069}');
    controls.chain(directions).chain(['\u{2028}', '\u{2029}']).collect()
}

fn assert_harmless(done: &Done, what: &str) {
    let text = format!("{}\n{}", done.stdout, done.stderr);
    let order = text.chars().find(|letter| orders().contains(letter) || *letter == '\r');
    assert_eq!(order, None, "{what}: {text:?}");
    for line in text.lines().filter(|line| line.trim_start().starts_with("::")) {
        let is_ours = ["::error file=", "::warning file=", "::notice file="].iter().any(|own| line.starts_with(own));
        assert!(is_ours && !line.starts_with("::error file=x::"), "{what}: {line}");
    }
}

/// What begins a command of a runner on a line of its own, with every order that the syntax around it can hold.
fn evil(excluded: &[char]) -> String {
    let orders: String = orders().into_iter().filter(|letter| !excluded.contains(letter)).collect();
    format!("x{orders}\n::error file=x::pwned")
}

/// The text of a string of JSON, where only what has to be escaped is.
fn raw_json(text: &str) -> String {
    let mut json = String::new();
    for letter in text.chars() {
        match letter {
            '\n' => json.push_str("\\n"),
            letter if letter < ' ' => write!(json, "\\u{:04x}", u32::from(letter)).unwrap(),
            letter => json.push(letter),
        }
    }
    json
}

/// A value that a rule quotes, a name that one quotes, and a file that no parser reads.
fn folder() -> Folder {
    let folder = Folder::new(&[(".git/HEAD", "")]);
    let text = evil(&[]);
    let quoted = raw_json(&text);
    let name = evil(&['\0']);
    let body = format!("{{\"key_id\": \"{quoted}\", \"key_alias\": \"{quoted}/default\", \"{quoted}\": 1}}");
    folder.write("body.json", &body);
    folder.write(&format!("{}.json", name.replace('/', "")), &body);
    let module = format!(
        "{{\"module\": {{\"{quoted}\": {{\"source\": \"./kms\", \"name\": \"{quoted}\"}}}}, \"resource\": \
         {{\"alicloud_kms_alias\": {{\"{quoted}\": {{\"for_each\": {{\"{quoted}\": 1}}, \"alias_name\": \"{quoted}\", \
         \"{quoted}\": 2}}}}}}}}"
    );
    folder.write("main.tf.json", &module);
    let called = "variable \"name\" {}\nresource \"alicloud_kms_alias\" \"a\" {\n  key_id     = \"k\"\n  alias_name = \
                  var.name\n}\n";
    folder.write("kms/main.tf", called);
    let without_lines = text.replace('\n', " ");
    folder
        .write("broken/main.tf", &format!("resource \"alicloud_kms_alias\" \"{without_lines}\" {{\n  {text} =\n}}\n"));
    folder.write("broken/deploy.sh", &format!("aliyun kms CreateAlias --AliasName '{text}' --KeyId '{text}'\n"));
    folder.write("broken/tags.yaml", &format!("kind: {without_lines}\nkms: [\n"));
    folder
}

#[test]
fn no_format_passes_an_order_on() {
    let folder = folder();
    let formats = ["human", "concise", "json", "sarif", "github", "gitlab", "junit", "markdown", "rdjson"];
    for format in formats {
        let done =
            folder.run(&["check", "--format", format, "-v", "--statistics", "--report", "github=annotations.txt"]);
        assert_eq!(done.code, 1, "{format}: {done:?}");
        assert!(done.stdout.contains("default"), "{format}: {done:?}");
        assert_harmless(&done, format);
        let annotations = Done { code: 0, stdout: folder.read("annotations.txt"), stderr: String::new() };
        assert!(annotations.stdout.starts_with("::"), "{annotations:?}");
        assert_harmless(&annotations, "annotations");
    }
    // Colours are kmslint's own.
    let coloured = folder.run(&["check", "--color", "always"]);
    let bare: String = coloured
        .stdout
        .split("\u{1b}[")
        .map(|part| part.trim_start_matches(|letter: char| letter.is_ascii_digit() || letter == ';'))
        .collect();
    assert_harmless(&Done { stdout: bare, ..coloured }, "coloured");
    for format in ["human", "json"] {
        let done = folder.run(&["resources", "--format", format]);
        assert!(done.stdout.contains("alicloud_kms_alias"), "{done:?}");
        assert_harmless(&done, "resources");
    }
    for arguments in
        [&["check", "--diff", "--unsafe-fixes"][..], &["check", "--baseline", "baseline.json", "--write-baseline"]]
    {
        assert_harmless(&folder.run(arguments), "others");
    }
    let baseline = Done { code: 0, stdout: folder.read("baseline.json"), stderr: String::new() };
    assert!(baseline.stdout.contains("alias-default-suffix"));
    assert_harmless(&baseline, "baseline");
}

#[test]
fn what_is_typed_is_no_order_either() {
    let folder = Folder::new(&[]);
    let name = evil(&['\0']);
    let option = format!("--{name}");
    let typed: [&[&str]; 9] = [
        &["check", &name],
        &["check", "--select", &name],
        &["check", &option],
        &[&name],
        &["check", "--format", &name],
        &["check", "--config", &name],
        &["check", "--baseline", &name],
        &["check", "--var-file", &name],
        &["explain", &name],
    ];
    for arguments in typed {
        let done = folder.run(arguments);
        assert_eq!(done.code, 2, "{done:?}");
        assert_harmless(&done, &format!("{arguments:?}"));
    }
}

#[test]
fn configurations_and_tables_give_no_orders() {
    let folder = Folder::new(&[("body.json", super::ERROR)]);
    let name = raw_json(&evil(&[]));
    folder.write(".kmslint.yaml", &format!("\"{name}\": 1\nrules: {{\"{name}\": error}}\ntables: [\"{name}\"]\n"));
    assert_harmless(&folder.run(&["check"]), "mistakes");
    folder.write(".kmslint.yaml", "tables: [team.yaml]\n");
    let table = format!(
        "kind: otc/kms_alias_v1\nfields:\n  key_alias:\n    rule: team-alias\n    pattern: \"^x\"\n    format: \
         \"{name}\"\n    help: \"{name}\"\n    source: \"{name}\"\n"
    );
    folder.write("team.yaml", &table);
    for arguments in [&["check"][..], &["rules"], &["rules", "--format", "json"], &["explain", "team-alias"]] {
        assert_harmless(&folder.run(arguments), &format!("{arguments:?}"));
    }
}
