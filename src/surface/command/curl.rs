//! Requests that curl sends: an address, the parameters of forms, a JSON body.

use crate::surface::{Lifted, http, request};
use crate::syntax::SyntaxError;
use crate::syntax::http::Request;
use crate::syntax::node::{Entry, Node, NodeKind};
use crate::syntax::shell::Word;
use crate::syntax::text::Text;
use crate::syntax::url::{self, Url};
use crate::tables::Tables;

/// Options that give a body or a part of one.
const BODY_OPTIONS: &[&str] = &["--data", "--data-raw", "--data-binary", "--data-ascii", "--json"];

/// Short options that take a value, beside `-d`.
const SHORT_VALUES: &str = "AbcCDeEFHhKmMoPQrtTuUwxXyYz";

/// Where the requests of Alibaba Cloud go.
const ALIBABA_HOSTS: &str = ".aliyuncs.com";

/// What curl sends, taken apart.
#[derive(Default)]
struct Sent {
    words: Vec<Text>,
    data: Vec<Text>,
    /// `name=value` that curl encodes itself.
    plain: Vec<Text>,
}

/// The request to a key management service that the arguments make.
pub(super) fn lift(arguments: &[Word], stdin: Option<&Text>, tables: &Tables) -> Lifted {
    let sent = sent(arguments, stdin);
    let Some((word, url)) =
        sent.words.iter().map(|word| (word, url::parse(word))).find(|(_, url)| is_ours(url, tables))
    else {
        return Lifted::default();
    };
    let mut errors: Vec<SyntaxError> = url.parameters.errors;
    let mut entries = members(&url.parameters.documents);
    let mut body = None;
    for data in sent.data {
        if data.known_bytes().trim_start().starts_with(['{', '[']) {
            body = Some(data);
            continue;
        }
        let form = url::form(&data);
        errors.extend(form.errors);
        entries.extend(members(&form.documents));
    }
    entries.extend(sent.plain.iter().filter_map(pair));
    let span = word.span();
    let parameters = Node::new(span, NodeKind::Mapping(entries));
    let request = Request::of_parts(url.address, parameters, body);
    let (mut resources, problems) = http::lift_request(&request, tables);
    for resource in &mut resources {
        resource.notation = &super::NOTATION;
    }
    errors.extend(problems);
    Lifted { resources, errors, ..Lifted::default() }
}

fn is_ours(url: &Url, tables: &Tables) -> bool {
    let address = url.address.known_bytes();
    address.contains(ALIBABA_HOSTS)
        || request::kind_of_address(address, tables).is_some()
        || http::is_of_service(&url.address, tables)
}

fn members(documents: &[Node]) -> Vec<Entry> {
    documents.iter().flat_map(Node::entries).cloned().collect()
}

fn sent(arguments: &[Word], stdin: Option<&Text>) -> Sent {
    let mut sent = Sent::default();
    let mut rest = arguments.iter().map(|word| &word.text);
    while let Some(word) = rest.next() {
        let option = word.known_prefix();
        if BODY_OPTIONS.contains(&option) {
            sent.data.extend(rest.next().and_then(|data| given(data, stdin)));
        } else if option == "--data-urlencode" {
            sent.plain.extend(rest.next().cloned());
        } else if option == "--url" {
            sent.words.extend(rest.next().cloned());
        } else if option.starts_with('-') && !option.starts_with("--") {
            let at = option.char_indices().skip(1).find(|(_, letter)| *letter == 'd' || SHORT_VALUES.contains(*letter));
            let Some((at, letter)) = at else { continue };
            let end = word.known_bytes().len();
            let has_more = at + 1 < end || !word.is_known();
            let value = if has_more { Some(word.part(at + 1..end)) } else { rest.next().cloned() };
            if letter == 'd' {
                sent.data.extend(value.and_then(|data| given(&data, stdin)));
            }
        } else if !option.starts_with('-') {
            sent.words.push(word.clone());
        }
    }
    sent
}

/// The text of a body: as written, or what is given to read for `@-`. Nothing is known of a file.
fn given(data: &Text, stdin: Option<&Text>) -> Option<Text> {
    match data.known_prefix().strip_prefix('@') {
        Some("-") => stdin.cloned(),
        Some(_) => None,
        None => Some(data.clone()),
    }
}

/// `name=value`, whose value stands as it is.
fn pair(text: &Text) -> Option<Entry> {
    let equals = text.known_prefix().find('=')?;
    let value = text.part(equals + 1..text.known_bytes().len());
    Some(Entry { key: text.part(0..equals), value: Node::new(value.span(), NodeKind::String(value)) })
}
