//! HCL files beside what is read of them: errors first, then the tree.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use crate::source::{SourceFile, Sources, Span};
use crate::syntax::SyntaxError;
use crate::syntax::comments;
use crate::syntax::expression::{Block, Body, Expression, ExpressionKind, Operator, OperatorKind, TemplatePart};
use crate::syntax::hcl::{self, ParsedBody, Unread};
use crate::syntax::{hcl_json, json};

#[test]
fn files_read_as_written_beside_them() {
    let mut stale = Vec::new();
    for path in files("hcl", ".tf").into_iter().chain(files("hcl_json", ".tf.json")) {
        let sources = Sources::new(path.parent().unwrap());
        let file = sources.load(&path).unwrap();
        let actual = describe(&file, &read(&file));
        let beside = path.with_extension("out");
        if fs::read_to_string(&beside).ok().as_deref() == Some(&actual) {
            continue;
        }
        if std::env::var_os("UPDATE_TESTDATA").is_some() {
            fs::write(&beside, &actual).unwrap();
        } else {
            stale.push(format!("{}:\n{actual}", path.display()));
        }
    }
    assert!(stale.is_empty(), "set UPDATE_TESTDATA=1 to rewrite\n{}", stale.join("\n"));
}

fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/syntax").join(folder);
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.to_string_lossy().ends_with(ending))
        .collect();
    files.sort();
    files
}

fn read(file: &SourceFile) -> ParsedBody {
    if !file.name().ends_with(".json") {
        return hcl::parse(file);
    }
    let mut documents = json::parse(file);
    let mut errors = std::mem::take(&mut documents.errors);
    let mut parsed = match documents.documents.first() {
        Some(document) => hcl_json::body_from_json(document),
        None => {
            ParsedBody { body: Body::default(), errors: Vec::new(), comments: Vec::new(), unread: Unread::default() }
        }
    };
    errors.append(&mut parsed.errors);
    ParsedBody { errors, ..parsed }
}

fn describe(file: &SourceFile, parsed: &ParsedBody) -> String {
    let mut out = String::new();
    for error in &parsed.errors {
        describe_error(file, error, &mut out);
    }
    for comment in &parsed.comments {
        let (text, span) = comments::content(file, comment);
        writeln!(out, "comment {} {text:?}", place(file, span)).unwrap();
    }
    describe_body(file, &parsed.body, 0, &mut out);
    out
}

fn describe_error(file: &SourceFile, error: &SyntaxError, out: &mut String) {
    writeln!(out, "{} {}", place(file, error.span), error.message).unwrap();
    if let Some((span, message)) = &error.related {
        writeln!(out, "  {} {message}", place(file, *span)).unwrap();
    }
    if let Some(help) = &error.help {
        writeln!(out, "  help: {help}").unwrap();
    }
}

fn place(file: &SourceFile, span: Span) -> String {
    let (start, end) = (file.position(span.start), file.position(span.end));
    if start.line == end.line {
        format!("{}:{}-{}", start.line, start.column, end.column)
    } else {
        format!("{}:{}-{}:{}", start.line, start.column, end.line, end.column)
    }
}

fn describe_body(file: &SourceFile, body: &Body, depth: usize, out: &mut String) {
    let indent = "  ".repeat(depth);
    for attribute in &body.attributes {
        let span = place(file, attribute.span);
        writeln!(out, "{indent}{} = {} @{span}", attribute.name.name, tree(&attribute.value)).unwrap();
    }
    for block in &body.blocks {
        let labels: String = block.labels.iter().map(|label| format!(" {:?}", label.known().unwrap())).collect();
        writeln!(out, "{indent}{}{labels} @{}", block.kind.name, place(file, block.span)).unwrap();
        describe_body(file, &block.body, depth + 1, out);
    }
}

/// An expression with the operators in front, so that its structure shows.
fn tree(expression: &Expression) -> String {
    match &*expression.kind {
        ExpressionKind::Null => "null".to_owned(),
        ExpressionKind::Bool(value) => value.to_string(),
        ExpressionKind::Number(written) => written.to_string(),
        ExpressionKind::String(text) => format!("{:?}", text.known().unwrap()),
        ExpressionKind::Template(parts) => format!("(template {})", template(parts)),
        ExpressionKind::Tuple(items) => format!("[{}]", list(items)),
        ExpressionKind::Object(items) => {
            let items: Vec<_> =
                items.iter().map(|item| format!("{}: {}", tree(&item.key), tree(&item.value))).collect();
            format!("{{{}}}", items.join(", "))
        }
        ExpressionKind::Variable(name) => name.to_string(),
        ExpressionKind::Traversal { base, operators } => tree(base) + &operators.iter().map(step).collect::<String>(),
        ExpressionKind::Call(call) => {
            let dots = if call.expands_last { "..." } else { "" };
            format!("{}({}{dots})", call.name.name, list(&call.arguments))
        }
        ExpressionKind::Parenthesis(inner) => format!("(paren {})", tree(inner)),
        ExpressionKind::Conditional { condition, yes, no } => {
            format!("(if {} {} {})", tree(condition), tree(yes), tree(no))
        }
        ExpressionKind::Unary { operator, operand } => format!("({operator:?} {})", tree(operand)),
        ExpressionKind::Binary { operator, left, right } => {
            format!("({operator:?} {} {})", tree(left), tree(right))
        }
        ExpressionKind::For(expression) => {
            let key_name = expression.key_name.as_ref().map(|name| format!("{}, ", name.name)).unwrap_or_default();
            let key = expression.key.as_ref().map(|key| format!("{} => ", tree(key))).unwrap_or_default();
            let groups = if expression.groups { "..." } else { "" };
            let condition = expression.condition.as_ref().map(|it| format!(" if {}", tree(it))).unwrap_or_default();
            format!(
                "(for {key_name}{} in {}: {key}{}{groups}{condition})",
                expression.value_name.name,
                tree(&expression.collection),
                tree(&expression.value),
            )
        }
        ExpressionKind::Error | ExpressionKind::Withheld => "(error)".to_owned(),
    }
}

fn list(expressions: &[Expression]) -> String {
    expressions.iter().map(tree).collect::<Vec<_>>().join(", ")
}

fn step(operator: &Operator) -> String {
    match &operator.kind {
        OperatorKind::Attribute(name) => format!(".{name}"),
        OperatorKind::Index(index) => format!("[{}]", tree(index)),
        OperatorKind::LegacyIndex(index) => format!(".{index}"),
        OperatorKind::AttributeSplat => ".*".to_owned(),
        OperatorKind::FullSplat => "[*]".to_owned(),
    }
}

fn template(parts: &[TemplatePart]) -> String {
    let part = |part: &TemplatePart| match part {
        TemplatePart::Literal(text) => format!("{:?}", text.known().unwrap()),
        TemplatePart::Interpolation(expression) => format!("${{{}}}", tree(expression)),
        TemplatePart::If { condition, yes, no } => {
            format!("%{{if {}}}({})({})", tree(condition), template(yes), template(no))
        }
        TemplatePart::For { key_name, value_name, collection, body } => {
            let key_name = key_name.as_ref().map(|name| format!("{}, ", name.name)).unwrap_or_default();
            format!("%{{for {key_name}{} in {}}}({})", value_name.name, tree(collection), template(body))
        }
    };
    parts.iter().map(part).collect::<Vec<_>>().join(" ")
}

#[test]
fn places_lead_to_what_is_written() {
    for path in files("hcl", ".tf") {
        let sources = Sources::new(path.parent().unwrap());
        let file = sources.load(&path).unwrap();
        let parsed = hcl::parse(&file);
        check_body(&file, &parsed.body);
        for comment in &parsed.comments {
            assert!(file.slice(comment.span).starts_with(['#', '/']), "{}", path.display());
        }
    }
}

#[test]
fn places_in_json_strings_lead_into_the_file() {
    let sources = Sources::new("/");
    let file = sources.add(
        "main.tf.json",
        r#"{"output": {"o": {"value": "\u00e9-${f(\"a\\nb\", var.x[\"k\"])}\t${y}"}},
            "moved": {"from": "a[\"k\"].b"}}"#,
    );
    let parsed = read(&file);
    assert_eq!(parsed.errors, []);
    let value = &parsed.body.blocks[0].body.attribute("value").unwrap().value;
    let ExpressionKind::Template(parts) = &*value.kind else { panic!("{value:?}") };
    let [TemplatePart::Literal(first), TemplatePart::Interpolation(call), TemplatePart::Literal(tab), last] =
        &parts[..]
    else {
        panic!("{parts:?}")
    };
    assert_eq!((first.known(), file.slice(first.span_of(0..2))), (Some("é-"), r"\u00e9"));
    assert_eq!(file.slice(first.span_of(2..3)), "-");
    assert_eq!((tab.known(), file.slice(tab.span_of(0..1))), (Some("\t"), r"\t"));
    assert_eq!(file.slice(call.span), r#"f(\"a\\nb\", var.x[\"k\"])"#);
    let ExpressionKind::Call(call) = &*call.kind else { panic!("{call:?}") };
    assert_eq!(file.slice(call.name.span), "f");
    let ExpressionKind::String(text) = &*call.arguments[0].kind else { panic!("{call:?}") };
    assert_eq!((text.known(), file.slice(text.span_of(1..2))), (Some("a\nb"), r"\\n"));
    assert_eq!(file.slice(call.arguments[1].span), r#"var.x[\"k\"]"#);
    let TemplatePart::Interpolation(last) = last else { panic!("{last:?}") };
    assert_eq!(file.slice(last.span), "y");
    let from = &parsed.body.blocks[1].body.attribute("from").unwrap().value;
    assert_eq!(file.slice(from.span), r#"a[\"k\"].b"#);
}

fn check_body(file: &SourceFile, body: &Body) {
    for attribute in &body.attributes {
        assert_eq!(file.slice(attribute.name.span), &*attribute.name.name);
        assert!(attribute.span.contains(attribute.value.span));
        assert_eq!(attribute.span.end, attribute.value.span.end);
        check(file, &attribute.value);
    }
    body.blocks.iter().for_each(|block| check_block(file, block));
}

fn check_block(file: &SourceFile, block: &Block) {
    assert_eq!(file.slice(block.kind.span), &*block.kind.name);
    assert_eq!(block.span.start, block.kind.span.start);
    assert!(file.slice(block.span).ends_with('}'));
    for label in &block.labels {
        assert!(block.header.contains(label.span()));
        assert_eq!(file.slice(label.span()).trim_matches('"'), label.known().unwrap());
    }
    check_body(file, &block.body);
}

fn check(file: &SourceFile, expression: &Expression) {
    let written = file.slice(expression.span);
    match &*expression.kind {
        ExpressionKind::Null => assert_eq!(written, "null"),
        ExpressionKind::Bool(value) => assert_eq!(written, value.to_string()),
        ExpressionKind::Number(number) => assert_eq!(written, &**number),
        ExpressionKind::String(text) => {
            let value = text.known().unwrap();
            let bare = written.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(written);
            if !written.starts_with("<<") && !bare.contains(['\\', '$', '%']) {
                assert_eq!(bare, value);
            }
            check_text(file, text);
        }
        ExpressionKind::Template(parts) => parts.iter().for_each(|part| check_part(file, part)),
        ExpressionKind::Tuple(items) => {
            assert!(written.starts_with('[') && written.ends_with(']'), "{written}");
            items.iter().for_each(|item| check(file, item));
        }
        ExpressionKind::Object(items) => {
            assert!(written.starts_with('{') && written.ends_with('}'), "{written}");
            for item in items {
                check(file, &item.key);
                check(file, &item.value);
            }
        }
        ExpressionKind::Variable(name) => assert_eq!(written, &**name),
        ExpressionKind::Traversal { base, operators } => {
            check(file, base);
            for operator in operators {
                let step = file.slice(operator.span);
                assert!(step.starts_with(['.', '[']), "{step}");
                if let OperatorKind::Attribute(name) = &operator.kind {
                    assert_eq!(step.trim_start_matches('.').trim(), &**name);
                }
            }
            assert_eq!(expression.span.end, operators.last().unwrap().span.end);
        }
        ExpressionKind::Call(call) => {
            assert_eq!(file.slice(call.name.span), &*call.name.name);
            assert!(written.ends_with(')'), "{written}");
            call.arguments.iter().for_each(|argument| check(file, argument));
        }
        ExpressionKind::Parenthesis(inner) => {
            assert!(written.starts_with('(') && written.ends_with(')'), "{written}");
            check(file, inner);
        }
        ExpressionKind::Conditional { condition, yes, no } => {
            [condition, yes, no].into_iter().for_each(|part| check(file, part));
            assert_eq!((expression.span.start, expression.span.end), (condition.span.start, no.span.end));
        }
        ExpressionKind::Unary { operand, .. } => {
            assert_eq!(expression.span.end, operand.span.end);
            check(file, operand);
        }
        ExpressionKind::Binary { left, right, .. } => {
            [left, right].into_iter().for_each(|side| check(file, side));
            assert_eq!((expression.span.start, expression.span.end), (left.span.start, right.span.end));
        }
        ExpressionKind::For(it) => {
            assert_eq!(file.slice(it.value_name.span), &*it.value_name.name);
            [&it.collection, &it.value].into_iter().for_each(|part| check(file, part));
            it.key.iter().chain(&it.condition).for_each(|part| check(file, part));
        }
        ExpressionKind::Error | ExpressionKind::Withheld => {}
    }
}

fn check_part(file: &SourceFile, part: &TemplatePart) {
    match part {
        TemplatePart::Literal(text) => check_text(file, text),
        TemplatePart::Interpolation(expression) => check(file, expression),
        TemplatePart::If { condition, yes, no } => {
            check(file, condition);
            yes.iter().chain(no).for_each(|part| check_part(file, part));
        }
        TemplatePart::For { collection, body, .. } => {
            check(file, collection);
            body.iter().for_each(|part| check_part(file, part));
        }
    }
}

/// Each character stands where its place says, or is written as an escape there.
fn check_text(file: &SourceFile, text: &crate::syntax::text::Text) {
    let value = text.known().unwrap();
    for (offset, letter) in value.char_indices() {
        let written = file.slice(text.span_of(offset..offset + letter.len_utf8()));
        let is_escape = written.starts_with('\\') || written == "$${" || written == "%%{";
        assert!(is_escape || written == letter.to_string(), "{letter:?} leads to {written:?}");
    }
}
