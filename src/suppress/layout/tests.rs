//! The lines that a comment speaks of, in each language.

use super::*;
use crate::source::Sources;

/// The first and last lines of what each `^` speaks of, which is written `# kmslint:`.
fn lines(name: &str, text: &str) -> Vec<(u32, u32)> {
    let sources = Sources::new("/nowhere");
    let file = sources.add(name, text.replace('^', "# kmslint:"));
    let layout = Layout::read(&file, "kmslint:");
    let marked = layout.comments().iter().filter(|comment| file.slice(comment.span).starts_with("# kmslint:"));
    marked.map(|comment| layout.lines_of(*comment)).map(|lines| (*lines.start(), *lines.end())).collect()
}

#[test]
fn a_comment_beside_code_speaks_of_its_own_line() {
    assert_eq!(lines("a.tf", "x {^\n  y = 1\n}^\n"), [(1, 1), (3, 3)]);
    assert_eq!(lines("a.yaml", "x:  ^\n  y: |  ^\n    z\n- a  ^\n"), [(1, 1), (2, 2)]);
    assert_eq!(lines("a.sh", "if a; then ^\n  b\nfi ^\n"), [(1, 1), (3, 3)]);
}

#[test]
fn a_comment_above_an_argument_speaks_of_its_whole_value() {
    assert_eq!(lines("a.tf", "^\nx = 1\ny = 2\n"), [(2, 2)]);
    assert_eq!(lines("a.tf", "^\nx = <<EOT\n  a\n\nEOT\ny = 2\n"), [(2, 5)]);
    assert_eq!(lines("a.tf", "^\nx = f({\n  a = [\n  1]\n})\ny = 2\n"), [(2, 5)]);
    assert_eq!(lines("a.tf", "^\nx = (a ?\n  b :\n  c)\ny = 2\n"), [(2, 4)]);
}

#[test]
fn a_comment_above_a_block_speaks_of_all_of_it() {
    let text = "^\nresource \"a\" \"b\" {\n  c = 1\n  ^\n  dynamic \"d\" {\n    content {\n      e = 1\n    }\n  }\n  f = 1\n}\n";
    assert_eq!(lines("a.tf", text), [(2, 11), (5, 9)]);
    assert_eq!(lines("a.tf", &text.replace('\n', "\r\n").replace("  ", "\t")), [(2, 11), (5, 9)]);
    assert_eq!(lines("a.tf", &format!("\u{feff}{text}")), [(2, 11), (5, 9)]);
}

#[test]
fn a_comment_above_an_item_speaks_of_that_item() {
    assert_eq!(lines("a.tf", "x = [\n  ^\n  \"a\",\n  \"b\",\n]\n"), [(3, 3)]);
    assert_eq!(lines("a.tf", "x = [\n  ^\n  {\n    a = 1\n  },\n  {\n  }\n]\n"), [(3, 5)]);
    assert_eq!(lines("a.tf", "x = {\n  ^\n  a = [\n    1\n  ]\n  b = 1\n}\n"), [(3, 5)]);
    assert_eq!(lines("a.tf", "x = merge(y, {\n  ^\n  (a) = f(\n    1\n  )\n  b = 1\n})\n"), [(3, 5)]);
    assert_eq!(lines("a.tf", "x = [for y in z : {\n  ^\n  a = [\n    1]\n  b = 1\n} if c]\n"), [(3, 4)]);
}

#[test]
fn comments_may_stand_between_but_no_empty_line() {
    assert_eq!(lines("a.tf", "^\n// why\n/* and\n\n   how */\n^\nx = [\n]\n"), [(7, 8), (7, 8)]);
    assert_eq!(lines("a.tf", "^ /* x */\n/* y */ ^\nx = [\n]\n"), [(3, 4), (3, 4)]);
    assert_eq!(lines("a.tf", "^\n\nx = [\n]\n"), [(2, 2)]);
    assert_eq!(lines("a.yaml", "^\n\nx:\n  y: 1\n"), [(2, 2)]);
    assert_eq!(lines("a.sh", "^\n  \nx \\\n  y\n"), [(2, 2)]);
    assert_eq!(lines("a.tf", "x = 1\n^"), [(3, 3)]);
}

#[test]
fn a_comment_above_an_entry_speaks_of_all_below_it() {
    assert_eq!(lines("a.yaml", "^\na:\n  b:\n  - c: 1\n\n  # d\ne: 1\n"), [(2, 4)]);
    assert_eq!(lines("a.yaml", "a:\n  ^\n  b: >-\n    c\n\n    d\n\n  e: 1\n"), [(3, 6)]);
    assert_eq!(lines("a.yaml", "a:\n  ^\n  b: {\n    c: 1,\n    ^\n    d: [\n      1]\n  }\n"), [(3, 8), (6, 7)]);
    assert_eq!(lines("a.yaml", "^\nb: \"c\n  d\"\ne: f\n  g\n"), [(2, 3)]);
    assert_eq!(lines("a.yaml", "\u{feff}^\r\na:\r\n  b: 1\r\nc: 1\r\n"), [(2, 3)]);
    assert_eq!(lines("a.yaml", "---\n^\na:\n  b: 1\n---\n^\na: 1\nb: 1\n"), [(3, 4), (7, 7)]);
}

#[test]
fn a_comment_above_a_dash_speaks_of_the_item() {
    assert_eq!(lines("a.yaml", "^\n- a: 1\n  b: 1\n- c: 1\n"), [(2, 3)]);
    assert_eq!(lines("a.yaml", "- a: 1\n  ^\n  b:\n    c: 1\n  d: 1\n"), [(3, 4)]);
    assert_eq!(lines("a.yaml", "x:\n^\n-\n  # d\n\n  ^\n  a: 1\n  b: 1\n"), [(3, 8), (7, 7)]);
    assert_eq!(lines("a.yaml", "- 1\n^\n- !Ref &x\n  a: 1\n- - b\n  ^\n  - c\n"), [(3, 4), (7, 7)]);
    assert_eq!(lines("a.yaml", "x: [\n  ^\n  a,\n  b]\n"), [(3, 3)]);
}

#[test]
fn what_an_alias_brings_belongs_to_its_anchor() {
    let text = "^\na: &x\n  b: 1\n^\nc: *x\n^\nd:\n  <<: *x\n  e: |\n    f\n^\ng: [*x, 1]\n";
    assert_eq!(lines("a.yaml", text), [(2, 3), (5, 5), (7, 10), (12, 12)]);
    assert_eq!(lines("a.yaml", "a: &x |\n  ^\n  aliyun b\nc: *x\nd: [*x]\n"), [(3, 3)]);
}

#[test]
fn a_comment_above_a_command_speaks_of_all_that_belongs_to_it() {
    assert_eq!(lines("a.sh", "^\na \\\n  --b c \\\n  --d\ne\n"), [(2, 4)]);
    assert_eq!(lines("a.sh", "^\r\na \\\r\n\t--b c\r\ne\r\n"), [(2, 3)]);
    assert_eq!(lines("a.sh", "^\na <<EOF |\nb\nEOF\n  c\nd\n"), [(2, 5)]);
    assert_eq!(lines("a.sh", "a |\n  ^\n  b \\\n  c |\n  d\n"), [(3, 4)]);
    assert_eq!(lines("a.sh", "^\nif a; then\n  ^\n  b \\\n    c\nelse\n  d\nfi\ne\n"), [(2, 8), (4, 5)]);
    assert_eq!(
        lines("script", "^\nf() {\n  a\n}\n^\ncase $1 in\n  ^\n  a)\n    b ;;\nesac\n"),
        [(2, 4), (6, 10), (8, 9)]
    );
    assert_eq!(lines("a.sh", "x=$(\n  ^\n  a \\\n    b\n)\n"), [(3, 4)]);
}

#[test]
fn scripts_in_strings_have_comments_of_their_own() {
    let script = "^\naliyun a \\\n  --b\n\n/usr/bin/curl x ^\n";
    let indented = script.replace('\n', "\n  ");
    assert_eq!(lines("a.yaml", &format!("a: |\n  {indented}\nb: 1\n")), [(3, 4), (6, 6)]);
    assert_eq!(lines("a.tf", &format!("a = <<-EOT\n  {indented}\n  EOT\nb = 1\n")), [(3, 4), (6, 6)]);
    assert_eq!(lines("a.tf", &format!("a = f(<<EOT\n{script}EOT\n)\n")), [(3, 4), (6, 6)]);
    let filled = "a {\n  b = <<-EOT\n    %{ if c }\n    ^\n    aliyun ${d} \\\n      --e ${f(\"}\")}\n    %{ endif }\n  EOT\n}\n";
    assert_eq!(lines("a.tf", filled), [(5, 6)]);
    assert_eq!(lines("a.yaml", "- |\n  ^\n  cat <<EOF\n  a\n  EOF\n  b\n"), [(3, 5)]);
    assert_eq!(lines("a.yaml", "- |\n  ^\n  sudo bash -c 'aliyun a\n  b'\n  c\n"), [(3, 4)]);
}

#[test]
fn strings_that_are_no_scripts_have_no_comments() {
    assert_eq!(lines("a.yaml", "a: |\n  ^\n  text\nb: >-\n  ^\n  aliyun a\n"), []);
    assert_eq!(lines("a.tf", "a = <<EOT\n^\ntext\nEOT\n"), []);
    assert_eq!(lines("a.sh", "a <<EOF\n^\naliyun b\nEOF\n"), []);
}

#[test]
fn a_comment_above_a_request_speaks_of_it_up_to_the_separator() {
    let text = "^\n@x = 1\n^\nPOST http://a/b\n^\nC: d\n\n{\n  \"e\": 1\n}\n\n### next\n^\n# @name f\nGET http://g\n";
    assert_eq!(lines("a.http", text), [(2, 2), (4, 10), (6, 6), (15, 15)]);
}

#[test]
fn where_a_file_is_broken_the_indentation_says_what_belongs_together() {
    let text = "a {\n  ^\n  b = {\n    c = [\n    d = 1\n  }\n  e = 1\n}\n^\nf {\n\n  g =\n}\nh = 1\n";
    assert_eq!(lines("a.tf", text), [(3, 6), (10, 13)]);
    assert_eq!(lines("a.tf", "^\na {\nb =\n"), [(2, 2)]);
    assert_eq!(lines("a.tf", "^\n\n  a = \n"), [(2, 2)]);
    assert_eq!(lines("a.yaml", "^\na:\n  b: 1\n  ^\n  c: [1,\n    2\n  d: 1\ne: 1\n"), [(2, 7), (5, 7)]);
    assert_eq!(lines("a.yaml", "^\na:\n- b: 1\n  c: 'd\n- e: 1\nf: 1\n"), [(2, 5)]);
    assert_eq!(lines("a.yaml", "- a: 1\n^\n- b: 1\n  c: 'd\n- e: 1\n"), [(3, 4)]);
    assert_eq!(lines("a.sh", "^\nif a\nthen\n  ^\n  b \\\n    'c\n  d\nfi\ne\n"), [(2, 8), (5, 6)]);
}
