//! Requests that curl sends: an address, the parameters of forms, a JSON body.

use crate::surface::{Lifted, http};
use crate::syntax::http::{Header, Request};
use crate::syntax::node::{Entry, Node, NodeKind};
use crate::syntax::shell::Word;
use crate::syntax::text::Text;
use crate::syntax::url;
use crate::tables::Tables;

/// Options that give a body or a part of one.
const BODY_OPTIONS: &[&str] = &["--data", "--data-raw", "--data-binary", "--data-ascii", "--json"];

/// Short options that take a value, beside `-d`.
const SHORT_VALUES: &str = "AbcCDeEFHhKmMoPQrtTuUwxXyYz";

/// Long options that take a value, beside those that are read.
const LONG_VALUES: &str = "\
    abstract-unix-socket alt-svc aws-sigv4 cacert capath cert cert-type ciphers config connect-timeout connect-to \
    continue-at cookie cookie-jar create-file-mode crlfile curves delegation dns-interface dns-ipv4-addr \
    dns-ipv6-addr dns-servers doh-url dump-header ech egd-file engine etag-compare etag-save expect100-timeout \
    form form-string ftp-account ftp-alternative-to-user ftp-method ftp-port ftp-ssl-ccc-mode \
    happy-eyeballs-timeout-ms haproxy-clientip hostpubmd5 hostpubsha256 hsts interface ip-tos ipfs-gateway \
    keepalive-cnt keepalive-time key key-type krb libcurl limit-rate local-port login-options mail-auth mail-from \
    mail-rcpt max-filesize max-redirs max-time netrc-file noproxy oauth2-bearer output output-dir parallel-max \
    pass pinnedpubkey preproxy proto proto-default proto-redir proxy proxy-cacert proxy-cert proxy-header \
    proxy-key proxy-user pubkey quote random-file range rate referer request request-target resolve retry \
    retry-delay retry-max-time sasl-authzid service-name socks4 socks4a socks5 socks5-hostname speed-limit \
    speed-time stderr telnet-option time-cond tls-max tls13-ciphers trace trace-ascii trace-config unix-socket \
    upload-file url-query user user-agent variable vlan-priority write-out";

/// What curl sends, taken apart.
#[derive(Default)]
struct Sent {
    words: Vec<Text>,
    data: Vec<Text>,
    headers: Vec<Header>,
    /// `name=value` that curl encodes itself.
    plain: Vec<Text>,
}

/// The request to a key management service that the arguments make.
pub(super) fn lift(arguments: &[Word], stdin: Option<&Text>, tables: &Tables) -> Lifted {
    let sent = sent(arguments, stdin);
    let mut found = Lifted::default();
    // Every address is sent the same.
    for word in &sent.words {
        found.extend(lift_one(word, &sent, tables));
    }
    for resource in &mut found.resources {
        resource.notation = &super::NOTATION;
    }
    found.without_repetitions()
}

fn lift_one(word: &Text, sent: &Sent, tables: &Tables) -> Lifted {
    let url = url::parse(word);
    let mut errors = url.parameters.errors;
    let mut entries = members(&url.parameters.documents);
    let mut body = None;
    for data in &sent.data {
        if data.known_bytes().trim_start().starts_with(['{', '[']) {
            body = Some(data.clone());
            continue;
        }
        let form = url::form(data);
        errors.extend(form.errors);
        entries.extend(members(&form.documents));
    }
    entries.extend(sent.plain.iter().filter_map(pair));
    let parameters = Node::new(word.span(), NodeKind::Mapping(entries));
    let request = Request::of_parts(url.address, parameters, body, errors);
    http::lift_request(&Request { headers: sent.headers.clone(), ..request }, tables)
}

/// `name: value`
fn header(text: &Text) -> Option<Header> {
    let colon = text.known_prefix().find(':')?;
    let written = text.known_bytes();
    let end = written.len();
    let start = end - written.get(colon + 1..)?.trim_start().len();
    Some(Header { name: text.part(0..colon), value: text.part(start..end) })
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
        } else if option == "--header" {
            sent.headers.extend(rest.next().and_then(header));
        } else if option == "--url" {
            sent.words.extend(rest.next().cloned());
        } else if takes_value(option) {
            rest.next();
        } else if option.starts_with('-') && !option.starts_with("--") {
            let at = option.char_indices().skip(1).find(|(_, letter)| *letter == 'd' || SHORT_VALUES.contains(*letter));
            let Some((at, letter)) = at else { continue };
            let end = word.known_bytes().len();
            let has_more = at + 1 < end || !word.is_known();
            let value = if has_more { Some(word.part(at + 1..end)) } else { rest.next().cloned() };
            match letter {
                'd' => sent.data.extend(value.and_then(|data| given(&data, stdin))),
                'H' => sent.headers.extend(value.as_ref().and_then(header)),
                _ => {}
            }
        } else if !option.starts_with('-') {
            sent.words.push(word.clone());
        }
    }
    sent
}

/// Whether an option that is not read has a value in the next word, which is no address.
fn takes_value(option: &str) -> bool {
    option.strip_prefix("--").is_some_and(|name| LONG_VALUES.split(' ').any(|known| known == name))
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
