//! HCL that is far too large, too deep or cut off: an answer each time, and soon.

use std::sync::Arc;

use crate::source::{SourceFile, Sources};
use crate::syntax::expression::ExpressionKind;
use crate::syntax::hcl::{self, ParsedBody};

fn parse(text: impl Into<String>) -> (Arc<SourceFile>, ParsedBody) {
    let sources = Sources::new("/");
    let file = sources.add("main.tf", text.into());
    let parsed = hcl::parse(&file);
    (file, parsed)
}

fn messages(parsed: &ParsedBody) -> Vec<&str> {
    parsed.errors.iter().map(|error| error.message.as_str()).collect()
}

#[test]
fn a_file_cut_off_at_any_byte_has_an_answer() {
    let sample =
        "# c é\nresource \"a\" \"b\" {\n  x = \"é ${var.x[0]} $${y}\" /* c */\n  y = {\n    a = [1, 2.5e3]\n    \
                  (b) : f(c...)\n  }\n  z = <<-EOT\n    %{ if a ~}\n    b\n    %{ endif }\n  EOT\n  b {\n    c = a ? \
                  !b : -c\n  }\n}\n\noutput \"o\" {\n  value = [for k, v in m : k => v if v != null]\n}\n"
            .replace("=> v if", "if");
    let (_, whole) = parse(sample.clone());
    assert_eq!(messages(&whole), [""; 0]);
    for end in (0..sample.len()).filter(|&end| sample.is_char_boundary(end)) {
        let (file, parsed) = parse(&sample[..end]);
        let read = parsed.body.blocks.iter().map(|block| block.span.end).max().unwrap_or(0) as usize;
        let rest = file.text()[read..].trim_start_matches("# c é").trim();
        let is_comment = "# c é\n".starts_with(file.text());
        assert!(!parsed.errors.is_empty() || rest.is_empty() || is_comment, "silence at {end}: {rest:?}");
        for error in &parsed.errors {
            assert!(error.span.end as usize <= end, "{end}: {error:?}");
        }
    }
}

#[test]
fn brackets_nested_too_deep_are_an_error_once() {
    for bracket in ["[", "(", "{", "{a=", "f(", "\"${", "x {\n", "!", "-", "a ? b : ", "[for x in y : "] {
        let (_, parsed) = parse(format!("a = {}\nb = 1\n", bracket.repeat(100_000)));
        assert!(!parsed.errors.is_empty() && parsed.errors.len() <= 2, "{bracket}: {:?}", parsed.errors.len());
    }
    let (_, parsed) = parse(format!("a = {}1{}\nb = 1\n", "[".repeat(100_000), "]".repeat(100_000)));
    assert_eq!(messages(&parsed), ["nested more than 64 levels deep"]);
    assert!(parsed.body.attribute("b").is_some());
}

#[test]
fn sixty_four_levels_are_read() {
    let nested = |depth: usize| format!("a = {}1{}\n", "[".repeat(depth), "]".repeat(depth));
    let (_, parsed) = parse(nested(64));
    assert_eq!(messages(&parsed), [""; 0]);
    let (_, parsed) = parse(nested(65));
    assert_eq!(messages(&parsed), ["nested more than 64 levels deep"]);
}

#[test]
fn an_object_of_many_keys_is_read_whole() {
    for separator in ["\n", ", ", ",\n", " # c\n"] {
        let items: Vec<String> = (0..20_000).map(|index| format!("key{index} = {{ v = [{index},\n1] }}")).collect();
        let (file, parsed) = parse(format!("a = {{\n{}\n}}\n", items.join(separator)));
        assert_eq!(messages(&parsed), [""; 0], "{separator:?}");
        let ExpressionKind::Object(items) = &*parsed.body.attributes[0].value.kind else { panic!() };
        assert_eq!(items.len(), 20_000);
        for (index, item) in items.iter().enumerate() {
            assert_eq!(file.slice(item.key.span), format!("key{index}"));
            assert_eq!(file.slice(item.value.span), format!("{{ v = [{index},\n1] }}"));
        }
    }
}

#[test]
fn a_block_of_many_lines_is_read_whole() {
    let lines = (0..5_000).map(|index| match index % 3 {
        0 => format!("  v{index} = [{index}, # c\n    {{ a = 1 }}]\r\n"),
        1 => format!("  v{index} = <<EOT\n}}\n  v = 1\nEOT\n"),
        _ => format!("\n  /* c */ v{index} = \"é ${{local.v0}}\"\n"),
    });
    let text = format!("locals {{\n{}}}\nb = 1\n", lines.collect::<String>());
    let (file, parsed) = parse(text.clone());
    assert_eq!(messages(&parsed), [""; 0]);
    let [locals] = parsed.body.blocks.as_slice() else { panic!() };
    assert_eq!((file.slice(locals.header), locals.body.attributes.len()), ("locals", 5_000));
    assert!(file.slice(locals.span).ends_with("\nEOT\n}"));
    for (index, attribute) in locals.body.attributes.iter().enumerate() {
        assert_eq!(
            (&*attribute.name.name, file.slice(attribute.name.span)),
            (&*format!("v{index}"), &*attribute.name.name)
        );
        // Each is what it is by itself.
        let (alone, one) = parse(format!("{}\n", file.slice(attribute.span)));
        let value = &one.body.attributes[0].value;
        assert_eq!(alone.slice(value.span), file.slice(attribute.value.span));
    }
    assert_eq!(parsed.comments.len(), 5_000 / 3 * 2 + 1);
}

#[test]
fn what_is_wrong_in_a_block_of_many_lines_is_said_of_it_as_a_whole() {
    let lines: Vec<String> = (0..5_000).map(|index| format!("  v{index} = {index}")).collect();
    let with = |at: usize, line: &str| {
        let mut lines = lines.clone();
        lines[at] = line.to_owned();
        parse(format!("locals {{\n{}\n}}\nb = 1\n", lines.join("\n"))).1
    };
    // At both ends, and what only two lines together show.
    for at in [0, 998, 999, 1000, 1001, 4_999] {
        let wrong = with(at, "  v 1");
        assert_eq!((wrong.errors.len(), wrong.body.blocks.len()), (1, 0), "{at}");
        let repeated = with(at, "  v2500 = 1");
        assert_eq!((repeated.errors.len(), repeated.body.blocks.len()), (1, 0), "{at}");
        let nested = with(at, "  b {}");
        assert_eq!((nested.errors.len(), nested.body.blocks[0].body.blocks.len()), (0, 1), "{at}");
    }
}

#[test]
fn an_error_in_an_object_of_many_keys_has_its_place() {
    let mut items: Vec<String> = (0..1_000).map(|index| format!("key{index} = {index}")).collect();
    items[777] = "key777 ! 777".to_owned();
    let (file, parsed) = parse(format!("a = {{\n{}\n}}\nb = 1\n", items.join("\n")));
    assert_eq!(parsed.errors.len(), 1);
    assert_eq!(file.position(parsed.errors[0].span.start).line, 779);
    assert!(parsed.body.attribute("a").is_none() && parsed.body.attribute("b").is_some());
}

#[test]
fn a_line_of_five_megabytes_is_read() {
    let size = 5 * 1024 * 1024;
    let (_, parsed) = parse(format!("a = \"{}\"\n", "x".repeat(size)));
    assert_eq!(messages(&parsed), [""; 0]);
    let (_, parsed) = parse(format!("a = [{}]\n", "1,".repeat(size / 20)));
    assert_eq!(messages(&parsed), [""; 0]);
    let (_, parsed) = parse("a".repeat(size));
    assert_eq!(parsed.errors.len(), 1);
    let (_, parsed) = parse(format!("a = \"{}", "x".repeat(size)));
    assert_eq!(messages(&parsed), ["this string has no closing quote on its line"]);
    let (_, parsed) = parse(" ".repeat(size));
    assert_eq!(messages(&parsed), [""; 0]);
}

#[test]
fn heredocs_that_are_never_closed_do_not_multiply() {
    let mut text = String::new();
    for index in 0..5_000 {
        text.push_str(&format!("variable \"v{index}\" {{\n  default = <<E{index}\n}}\n"));
    }
    let (_, parsed) = parse(text);
    assert!(!parsed.errors.is_empty());
}

#[test]
fn many_broken_blocks_are_many_errors() {
    let (_, parsed) = parse("variable \"v\" {\n  default = = 1\n}\n".repeat(5_000));
    assert_eq!(parsed.errors.len(), 5_000);
}

#[test]
fn what_repeats_on_one_line_costs_no_more_than_its_length() {
    let size = 500_000;
    for (text, errors) in [
        (format!("a = <<EOT\n{}\nEOT\n", "${x}y".repeat(size / 5)), 0),
        (format!("a = \"${{x ~}}{}\"\n", "\\n".repeat(size / 2)), 0),
        ("a = b ? c\n".repeat(size / 10), size / 10),
        (format!("a {{\n{}}}\n", "  b = 1\n".repeat(size / 8)), size / 8 - 1),
    ] {
        assert_eq!(parse(text).1.errors.len(), errors);
    }
}
