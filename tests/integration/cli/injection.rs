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

/// What a build server, an editor or a page would act on, in the middle of a line or at its start.
pub(crate) const PAYLOADS: [&str; 10] = [
    "##vso[task.setvariable variable=a]pwned",
    "##[add-path]pwned",
    "##teamcity[publishArtifacts 'pwned']",
    "![pwned](http://pwned.example/i.png)",
    "[pwned](command:workbench.action.terminal.new)",
    "<img src=http://pwned.example/i.png>",
    "</script></text></failure><script>pwned</script>",
    "```",
    "]]> --> %%{init}%% click pwned",
    "| @pwned #1",
];

/// Whether a text has an order to a build server in it.
pub(crate) fn order_to_server(text: &str) -> Option<&str> {
    text.lines().find(|line| {
        line.match_indices("##").any(|(at, sign)| {
            let rest = line[at + sign.len()..].trim_start_matches(|letter: char| letter.is_ascii_alphanumeric());
            rest.starts_with('[')
        })
    })
}

fn assert_harmless(done: &Done, what: &str) {
    let text = format!("{}\n{}", done.stdout, done.stderr);
    assert_eq!(order_to_server(&text), None, "{what}");
    let stdout = done.stdout.trim_start();
    if stdout.starts_with('<') {
        // Markup has its own elements, and none that others wrote.
        let foreign = ["<img", "<script>pwned", "</text></failure>"].into_iter().find(|mark| stdout.contains(mark));
        assert_eq!(foreign, None, "{what}");
    }
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
    format!("x{orders}\n::error file=x::pwned\n{}", PAYLOADS.join(" "))
}

/// The same as the name of a file, which must not be as long.
fn evil_name() -> String {
    let orders: String = orders().into_iter().filter(|letter| *letter != '\0').take(20).collect();
    format!(
        "x{orders}\n::error file=x::pwned ##vso[x]y ##[z] ![p](http:p.example) [p](command:p) <img src=p> ``` | @p.json"
    )
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
    let body = format!("{{\"key_id\": \"{quoted}\", \"key_alias\": \"{quoted}/default\", \"{quoted}\": 1}}");
    folder.write("body.json", &body);
    folder.write(&evil_name(), &body);
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

/// Whether Markdown of GitHub shows text where others wrote signs: outside of code, each is escaped.
fn assert_inert(text: &str) {
    for line in text.lines().filter(|line| line.contains("pwned") || line.contains("p.example")) {
        let foreign = ["![", "<img", "<script", "](command", "](http://pwned", "](http:p", " @p"];
        let is_meant = |at: usize| !line[..at].ends_with('\\');
        let found = foreign.into_iter().find(|mark| line.match_indices(mark).any(|(at, _)| is_meant(at)));
        assert_eq!(found, None, "{line}");
    }
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
        match format {
            "markdown" => assert_inert(&done.stdout),
            "sarif" => {
                assert_eq!(done.stdout.lines().find(|line| line.contains("\"text\"") && line.contains("](")), None)
            }
            _ => {}
        }
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
    for format in ["mermaid", "svg", "html", "json"] {
        let done = folder.run(&["map", "--format", format]);
        assert!(done.stdout.contains("alicloud_kms_alias") || done.stdout.contains("alias"), "{done:?}");
        assert_harmless(&done, &format!("map as {format}"));
        if format == "mermaid" {
            assert!(!done.stdout.contains("<img") && !done.stdout.contains("click pwned"), "{}", done.stdout);
        }
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
