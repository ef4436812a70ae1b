//! Recorded requests: the files that editors send from, with requests separated by `###`.

use std::ops::Range;

use crate::source::{FileId, SourceFile, Span};
use crate::syntax::node::{Entry, Node, NodeKind};
use crate::syntax::text::{Text, TextBuilder};
use crate::syntax::{Comment, SyntaxError, url};

/// The requests of a file, in order.
#[derive(Clone, Debug, Default)]
pub struct Requests {
    pub requests: Vec<Request>,
    pub errors: Vec<SyntaxError>,
    pub comments: Vec<Comment>,
}

#[derive(Clone, Debug)]
pub struct Request {
    /// From the method to the end of the body.
    pub span: Span,
    /// As written; a request without one is a GET.
    pub method: Option<Text>,
    /// The address without its query.
    pub address: Text,
    /// A mapping of the parameters of the query, and then those of a form body.
    pub parameters: Node,
    pub headers: Vec<Header>,
    /// The body, unless it is a form. One that is read from another file is not known.
    pub body: Option<Text>,
}

#[derive(Clone, Debug)]
pub struct Header {
    pub name: Text,
    pub value: Text,
}

impl Request {
    /// The value of the first header called `name`, whatever its case.
    pub fn header(&self, name: &str) -> Option<&Text> {
        let is_it = |header: &&Header| header.name.known().is_some_and(|found| found.eq_ignore_ascii_case(name));
        self.headers.iter().find(is_it).map(|header| &header.value)
    }
}

/// Reads a file. `{{…}}` is text that is not known, and a line that goes on with `&` or `?` belongs to the address.
pub fn parse(file: &SourceFile) -> Requests {
    let mut found = Requests::default();
    let lines = lines(file.text());
    let is_separator = |line: &Range<usize>| slice(file.text(), line).starts_with("###");
    for lines in lines.split(is_separator) {
        Reader { text: file.text(), file: file.id(), lines, at: 0, found: &mut found }.request();
    }
    let separators = lines.iter().filter(|line| is_separator(line));
    found.comments.extend(separators.map(|line| Comment { span: Span::new(file.id(), line.start, line.end) }));
    found.comments.sort_by_key(|comment| comment.span.start);
    found
}

/// Reads the lines of one request.
struct Reader<'a> {
    text: &'a str,
    file: FileId,
    /// Without line breaks.
    lines: &'a [Range<usize>],
    /// The next line.
    at: usize,
    found: &'a mut Requests,
}

impl Reader<'_> {
    fn request(&mut self) {
        while let Some(line) = self.next_line() {
            let written = slice(self.text, &line);
            if !is_comment(written) && !written.is_empty() && !written.starts_with('@') {
                break;
            }
            self.comment(line);
            self.at += 1;
        }
        let Some(first) = self.next_line() else { return };
        let (method, address) = self.request_line(first);
        let headers = self.headers();
        let body = self.body();
        let url = url::parse(&address);
        self.found.errors.extend(url.parameters.errors);
        let mut entries: Vec<Entry> =
            url.parameters.documents.iter().flat_map(|query| query.entries().to_vec()).collect();
        let mut span = method.as_ref().unwrap_or(&address).span().to(address.span());
        for last in headers.last().map(|header| &header.value).into_iter().chain(&body) {
            span = span.to(last.span());
        }
        let is_form = body.as_ref().is_some_and(|body| is_form(&headers, body));
        let body = match body {
            Some(body) if is_form => {
                let form = url::form(&body);
                self.found.errors.extend(form.errors);
                entries.extend(form.documents.iter().flat_map(|form| form.entries().to_vec()));
                None
            }
            body => body,
        };
        let parameters = Node::new(span, NodeKind::Mapping(entries));
        self.found.requests.push(Request { span, method, address: url.address, parameters, headers, body });
    }

    /// The method, and the address with the lines that go on with it.
    fn request_line(&mut self, line: Range<usize>) -> (Option<Text>, Text) {
        self.at += 1;
        let written = slice(self.text, &line);
        let first_word = written.split_whitespace().next().unwrap_or_default();
        let has_method = first_word.len() < written.len() && first_word.bytes().all(|byte| byte.is_ascii_uppercase());
        let method = line.start..line.start + if has_method { first_word.len() } else { 0 };
        let address = self.without_version(trimmed(self.text, method.end..line.end));
        let mut builder = Text::builder();
        self.push(&mut builder, address.clone());
        let mut last = address.clone();
        while let Some(line) = self.next_line() {
            let is_open = slice(self.text, &last).ends_with(['&', '?']) && !line.is_empty();
            if !is_open && !slice(self.text, &line).starts_with(['&', '?']) {
                break;
            }
            last = self.without_version(line);
            self.push(&mut builder, last.clone());
            self.at += 1;
        }
        let method = (!method.is_empty()).then(|| self.known(method));
        (method, builder.finish(self.span(address.start..last.end)))
    }

    fn without_version(&self, line: Range<usize>) -> Range<usize> {
        let version = slice(self.text, &line).rfind(" HTTP/");
        version.map_or(line.clone(), |at| trimmed(self.text, line.start..line.start + at))
    }

    fn headers(&mut self) -> Vec<Header> {
        let mut headers = Vec::new();
        while let Some(line) = self.next_line().filter(|line| !line.is_empty()) {
            self.at += 1;
            let written = slice(self.text, &line);
            if is_comment(written) {
                self.comment(line);
                continue;
            }
            let Some(colon) = written.find(':') else {
                let error = SyntaxError::new(self.span(line), "the line is no header: `:` is missing");
                self.found.errors.push(error.with_help("write `Name: value`, or an empty line before the body"));
                continue;
            };
            let name = trimmed(self.text, line.start..line.start + colon);
            let value = trimmed(self.text, line.start + colon + 1..line.end);
            headers.push(Header { name: self.known(name), value: self.known(value) });
        }
        headers
    }

    /// What follows the headers, up to what an editor is told to do with the response.
    fn body(&mut self) -> Option<Text> {
        let start = self.lines.get(self.at)?.start;
        let is_response = |line: &&Range<usize>| {
            let written = slice(self.text, line);
            ["> ", ">> ", ">>! ", "<> "].iter().any(|sign| written.starts_with(sign))
        };
        let rest = self.lines.get(self.at..)?;
        let end = match rest.iter().find(is_response) {
            Some(line) => line.start,
            None => rest.last()?.end,
        };
        let body = trimmed(self.text, start..end);
        let written = slice(self.text, &body);
        if written.is_empty() {
            return None;
        }
        if written.starts_with("< ") || written.starts_with("<@") {
            let mut builder = Text::builder();
            builder.push_hole();
            return Some(builder.finish(self.span(body)));
        }
        Some(self.known(body))
    }

    /// The next line without the white space around it.
    fn next_line(&self) -> Option<Range<usize>> {
        self.lines.get(self.at).map(|line| trimmed(self.text, line.clone()))
    }

    fn comment(&mut self, line: Range<usize>) {
        if is_comment(slice(self.text, &line)) {
            let span = self.span(line);
            self.found.comments.push(Comment { span });
        }
    }

    fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.file, range.start, range.end)
    }

    /// The text at `range`, with holes for the variables in it.
    fn known(&self, range: Range<usize>) -> Text {
        let mut builder = Text::builder();
        self.push(&mut builder, range.clone());
        builder.finish(self.span(range))
    }

    fn push(&self, builder: &mut TextBuilder, range: Range<usize>) {
        let mut at = range.start;
        while at < range.end {
            let rest = slice(self.text, &(at..range.end));
            let variable = rest.find("{{").and_then(|open| Some(open..open + rest.get(open..)?.find("}}")? + 2));
            let plain = variable.as_ref().map_or(rest.len(), |variable| variable.start);
            builder.push_exact(rest.get(..plain).unwrap_or_default(), self.span(at..at + plain));
            if variable.is_some() {
                builder.push_hole();
            }
            at += variable.map_or(plain, |variable| variable.end);
        }
    }
}

/// Whether a body is a form: its header says so, or it looks like one and no header says otherwise.
fn is_form(headers: &[Header], body: &Text) -> bool {
    let content_type = headers.iter().find(|header| header.name.known_bytes().eq_ignore_ascii_case("content-type"));
    match content_type {
        Some(header) => header.value.known_bytes().to_ascii_lowercase().contains("x-www-form-urlencoded"),
        None => {
            let known = body.known_bytes();
            known.contains('=') && !known.starts_with(['{', '[', '<', '"'])
        }
    }
}

fn is_comment(written: &str) -> bool {
    written.starts_with('#') || written.starts_with("//")
}

fn slice<'a>(text: &'a str, range: &Range<usize>) -> &'a str {
    text.get(range.clone()).unwrap_or_default()
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let written = slice(text, &range);
    let start = range.start + written.len() - written.trim_start().len();
    start..start + written.trim().len()
}

/// The lines of a text, without their line breaks.
fn lines(text: &str) -> Vec<Range<usize>> {
    let text_start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut start = text_start;
    let mut lines = Vec::new();
    for line in text.get(text_start..).unwrap_or_default().split_inclusive('\n') {
        lines.push(start..start + line.trim_end_matches(['\n', '\r']).len());
        start += line.len();
    }
    lines
}
