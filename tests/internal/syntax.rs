//! Holds what the parsers of data languages read out of the files of `testdata/syntax`, beside which it stands.
//!
//! `UPDATE_TESTDATA=1 cargo test syntax` writes the expected files anew; read what changed.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::source::{SourceFile, Sources, Span};
use crate::syntax::node::{Entry, Node, NodeKind};
use crate::syntax::text::Text;
use crate::syntax::{Documents, embedded, http, json, shell, xml, yaml};

#[test]
fn documents_are_read_as_written_down() {
    let mut wrong = Vec::new();
    for path in samples() {
        let file = load(&path);
        let mut shown = String::new();
        show(&file, &parse(&file), 0, &mut shown);
        let expected_path = PathBuf::from(format!("{}.out", path.display()));
        if std::env::var_os("UPDATE_TESTDATA").is_some() {
            fs::write(&expected_path, &shown).unwrap();
        }
        let expected = fs::read_to_string(&expected_path).unwrap_or_default().replace("\r\n", "\n");
        if shown != expected {
            wrong.push(format!("{}\n--- expected\n{expected}\n--- found\n{shown}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_file_cut_off_anywhere_is_read_without_panic_and_with_places_inside_it() {
    for path in samples() {
        let text = fs::read_to_string(&path).unwrap();
        if text.len() > 4_000 {
            continue;
        }
        for (end, _) in text.char_indices() {
            let sources = Sources::new("/root");
            let file = sources.add(&path.file_name().unwrap().to_string_lossy(), &text[..end]);
            let documents = parse(&file);
            for document in &documents.documents {
                each_node(document, &mut |node| check_place(&file, node.span));
            }
            for error in &documents.errors {
                check_place(&file, error.span);
                error.related.iter().for_each(|(span, _)| check_place(&file, *span));
            }
        }
    }
}

#[test]
fn every_letter_of_every_string_leads_to_where_it_is_written() {
    for path in samples() {
        let file = load(&path);
        for document in &parse(&file).documents {
            each_text(document, &mut |text| {
                if text.span() == document.span {
                    return; // The name of a part, which is not written in the file.
                }
                check_letters(&file, text);
                for inner in embedded::json(text).documents.iter().chain(&embedded::yaml(text).documents) {
                    each_text(inner, &mut |text| check_letters(&file, text));
                }
            });
        }
    }
}

#[test]
fn limits_end_in_an_error_and_not_in_a_hang() {
    let laughs = (1..12).fold("a0: &a0 [x]\n".to_owned(), |text, level| {
        let aliases = vec![format!("*a{}", level - 1); 10].join(", ");
        format!("{text}a{level}: &a{level} [{aliases}]\n")
    });
    let ladder = (1..400)
        .fold("a0: &a0 {x: 1}\n".to_owned(), |text, level| format!("{text}a{level}: &a{level} [*a{}]\n", level - 1));
    let cases = [
        ("deep.json", "[".repeat(100_000), "the value is nested deeper than the limit of 200"),
        ("deep.yaml", "[".repeat(100_000), "the value is nested deeper than the limit of 200"),
        ("deep.xml", "<a>".repeat(100_000), "the element is nested deeper than the limit of 200"),
        ("items.yaml", "- ".repeat(100_000), "the value is nested deeper than the limit of 200"),
        ("laughs.yaml", laughs, "the aliases up to here stand for more than the limit of 100000 values"),
        ("ladder.yaml", ladder, "the aliases nest deeper than the limit of 200"),
    ];
    for (name, text, expected) in cases {
        let file = Sources::new("/root").add(name, text);
        let messages: Vec<String> = parse(&file).errors.into_iter().map(|error| error.message).collect();
        assert_eq!(messages, [expected], "{name}");
    }
}

#[test]
fn values_nested_up_to_the_limit_are_read() {
    for name in ["deep.json", "deep.yaml"] {
        for (depth, errors) in [(200, 0), (201, 1)] {
            let file = Sources::new("/root").add(name, ["[".repeat(depth), "]".repeat(depth)].concat());
            assert_eq!(parse(&file).errors.len(), errors, "{name} {depth}");
        }
    }
}

#[test]
fn large_documents_are_read_whole() {
    let keys: Vec<String> = (0..20_000).map(|index| format!("\"key-{index}\": {index}")).collect();
    let comments = "# comment\n".repeat(10_000);
    for (name, text) in [
        ("keys.json", format!("{{{}}}", keys.join(","))),
        ("line.json", format!("{{{}, \"long\": \"{}\"}}", keys.join(","), "x\\n".repeat(1_000_000))),
        ("keys.yaml", format!("{comments}{}", keys.join("\n"))),
    ] {
        let file = Sources::new("/root").add(name, text);
        let documents = parse(&file);
        assert_eq!((documents.errors.len(), documents.documents.len()), (0, 1), "{name}");
        assert!(documents.documents[0].entries().len() >= 20_000, "{name}");
        assert_eq!(documents.documents[0].get("key-19999").unwrap().span.len(), 5, "{name}");
    }
}

/// Each letter is written as itself, or as something that a decoder replaces.
fn check_letters(file: &SourceFile, text: &Text) {
    let known = text.known_bytes();
    for (at, letter) in known.char_indices() {
        let written = file.slice(text.span_of(at..at + letter.len_utf8()));
        let is_itself = written.chars().eq([letter]);
        let is_decoded = written.starts_with(['\\', '\'', '&', '%', '+', '<']) || written.starts_with("{{");
        let is_white_space = letter.is_whitespace() && (written.trim().is_empty() || written.trim() == "\\");
        assert!(is_itself || is_decoded || is_white_space, "{}: {letter:?} of {known:?} is {written:?}", file.name());
    }
}

fn check_place(file: &SourceFile, span: Span) {
    let text = file.text();
    assert_eq!(span.file, file.id());
    assert!(span.range().end <= text.len(), "{} ends before {span:?}", file.name());
    assert!(text.is_char_boundary(span.range().start) && text.is_char_boundary(span.range().end));
}

fn samples() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/syntax");
    let mut paths = Vec::new();
    for folder in ["json", "yaml", "xml", "http", "shell", "embedded"] {
        for entry in fs::read_dir(root.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|extension| extension != "out") {
                paths.push(path);
            }
        }
    }
    paths.sort();
    assert!(paths.len() > 20, "the samples are gone");
    paths
}

fn load(path: &Path) -> Arc<SourceFile> {
    let sources = Sources::new(env!("CARGO_MANIFEST_DIR"));
    sources.load(path).unwrap()
}

fn parse(file: &SourceFile) -> Documents {
    match file.path().extension().unwrap().to_str().unwrap() {
        "json" => json::parse(file),
        "yaml" => yaml::parse(file),
        "xml" => xml::parse(file),
        "http" => requests(file),
        "sh" => commands(shell::parse(file)),
        other => panic!("no parser for {other}"),
    }
}

/// The requests of a file, each as a mapping of what it is made of.
fn requests(file: &SourceFile) -> Documents {
    let http::Requests { requests, comments } = http::parse(file);
    let errors = requests.iter().flat_map(|request| request.errors.clone()).collect();
    let string = |text: &Text| Node::new(text.span(), NodeKind::String(text.clone()));
    let documents = requests.iter().map(|request| {
        let mut entries = Vec::new();
        let mut add = |name: &str, value| entries.push(Entry { key: Text::computed(name, request.span), value });
        request.method.iter().for_each(|method| add("method", string(method)));
        add("address", string(&request.address));
        request.headers.iter().for_each(|header| add(header.name.known().unwrap(), string(&header.value)));
        add("parameters", request.parameters.clone());
        request.body.iter().for_each(|body| add("json", string(body)));
        Node::new(request.span, NodeKind::Mapping(entries))
    });
    Documents { documents: documents.collect(), errors, comments, is_undecided: false }
}

/// The commands of a script: each word as an item, tagged where it may be several words.
fn commands(script: shell::Script) -> Documents {
    let word = |word: &shell::Word| Node {
        span: word.span,
        kind: NodeKind::String(word.text.clone()),
        tag: word.may_split.then(|| Box::new("!split".into())),
    };
    let documents = script.commands.iter().map(|command| {
        let mut entries = Vec::new();
        for assignment in &command.assignments {
            entries.push(Entry { key: assignment.name.clone(), value: word(&assignment.value) });
        }
        let mut add = |name: &str, value| entries.push(Entry { key: Text::computed(name, command.span), value });
        if !command.words.is_empty() {
            let words = command.words.iter().map(word).collect();
            add("words", Node::new(command.span, NodeKind::Sequence(words)));
        }
        command.stdin.iter().for_each(|text| add("stdin", Node::new(text.span(), NodeKind::String(text.clone()))));
        Node::new(command.span, NodeKind::Mapping(entries))
    });
    Documents { documents: documents.collect(), errors: script.errors, comments: script.comments, is_undecided: false }
}

/// Writes documents and errors with their places. Strings below a key that ends in `json`, `yaml` or `script` are
/// read too.
fn show(file: &SourceFile, documents: &Documents, indent: usize, out: &mut String) {
    let pad = " ".repeat(indent);
    for document in &documents.documents {
        write!(out, "{pad}document ").unwrap();
        show_node(file, document, indent, out);
    }
    for error in &documents.errors {
        writeln!(out, "{pad}error {}: {}", place(file, error.span), error.message).unwrap();
        if let Some(help) = &error.help {
            writeln!(out, "{pad}  help: {help}").unwrap();
        }
        if let Some((span, message)) = &error.related {
            writeln!(out, "{pad}  {}: {message}", place(file, *span)).unwrap();
        }
    }
    for comment in &documents.comments {
        writeln!(out, "{pad}comment {}: {}", place(file, comment.span), file.slice(comment.span)).unwrap();
    }
    if documents.is_undecided {
        writeln!(out, "{pad}undecided").unwrap();
    }
}

fn show_node(file: &SourceFile, node: &Node, indent: usize, out: &mut String) {
    let pad = " ".repeat(indent + 2);
    let tag = node.tag.as_ref().map(|tag| format!(" {tag}")).unwrap_or_default();
    write!(out, "{}{tag} ", place(file, node.span)).unwrap();
    match &node.kind {
        NodeKind::Null => writeln!(out, "null"),
        NodeKind::Bool(value) => writeln!(out, "{value}"),
        NodeKind::Number(number) => writeln!(out, "number {number}"),
        NodeKind::String(text) => writeln!(out, "{}", show_text(text)),
        NodeKind::Unknown => writeln!(out, "unknown"),
        NodeKind::Error => writeln!(out, "not read"),
        NodeKind::Sequence(_) => writeln!(out, "sequence"),
        NodeKind::Mapping(_) => writeln!(out, "mapping"),
    }
    .unwrap();
    for item in node.items() {
        write!(out, "{pad}- ").unwrap();
        show_node(file, item, indent + 2, out);
    }
    for entry in node.entries() {
        write!(out, "{pad}{} {}: ", place(file, entry.key.span()), show_text(&entry.key)).unwrap();
        show_node(file, &entry.value, indent + 2, out);
        let name = entry.key.known().unwrap_or_default().to_ascii_lowercase();
        if let Some(text) = entry.value.as_text() {
            if name.ends_with("json") {
                show(file, &embedded::json(text), indent + 4, out);
            } else if name.ends_with("yaml") {
                show(file, &embedded::yaml(text), indent + 4, out);
            } else if name.ends_with("script") {
                show(file, &commands(shell::parse_text(text)), indent + 4, out);
            }
        }
    }
}

fn show_text(text: &Text) -> String {
    let pieces = text.pieces().into_iter().map(|piece| piece.map_or("<?>".to_owned(), |piece| format!("{piece:?}")));
    pieces.collect::<Vec<_>>().join(" ")
}

fn place(file: &SourceFile, span: Span) -> String {
    let (start, end) = (file.position(span.start), file.position(span.end));
    format!("{}:{}-{}:{}", start.line, start.column, end.line, end.column)
}

fn each_node(node: &Node, visit: &mut dyn FnMut(&Node)) {
    visit(node);
    node.items().iter().for_each(|item| each_node(item, visit));
    node.entries().iter().for_each(|entry| each_node(&entry.value, visit));
}

fn each_text(node: &Node, visit: &mut dyn FnMut(&Text)) {
    each_node(node, &mut |node| {
        node.entries().iter().for_each(|entry| visit(&entry.key));
        node.as_text().into_iter().for_each(&mut *visit);
    });
}
