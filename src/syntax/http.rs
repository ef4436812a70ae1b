//! Recorded requests: the files that editors send from, with requests separated by `###`.

mod lines;
mod variables;

use std::ops::Range;

use crate::source::{FileId, SourceFile, Span};
use crate::syntax::node::{Entry, Node, NodeKind};
use crate::syntax::text::{Text, TextBuilder};
use crate::syntax::uses::Use;
use crate::syntax::{Comment, SyntaxError, url};
use lines::{is_comment, lines, slice, trimmed};
use variables::{Variables, fill};

/// The requests of a file, in order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Requests {
    pub requests: Vec<Request>,
    pub comments: Vec<Comment>,
}

#[derive(Clone, Debug)]
pub(crate) struct Request {
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
    /// The variables of the file that it uses, in order.
    pub uses: Vec<Use>,
    pub errors: Vec<SyntaxError>,
}

#[derive(Clone, Debug)]
pub(crate) struct Header {
    pub name: Text,
    pub value: Text,
}

impl Request {
    /// A request that is written as something else than a file of requests, with what is wrong in its parameters. Its
    /// span is theirs.
    pub(crate) fn of_parts(address: Text, parameters: Node, body: Option<Text>, errors: Vec<SyntaxError>) -> Self {
        Self {
            span: parameters.span,
            method: None,
            address,
            parameters,
            headers: Vec::new(),
            body,
            uses: Vec::new(),
            errors,
        }
    }

    /// The value of the first header called `name`, whatever its case.
    pub(crate) fn header(&self, name: &str) -> Option<&Text> {
        let is_it = |header: &&Header| header.name.known().is_some_and(|found| found.eq_ignore_ascii_case(name));
        self.headers.iter().find(is_it).map(|header| &header.value)
    }
}

/// Reads a file. `{{name}}` is what the file defines as `@name = value`, else text that is not known. A line that
/// goes on with `&` or `?` belongs to the address.
pub(crate) fn parse(file: &SourceFile) -> Requests {
    let mut requests = Vec::new();
    let comments = parse_each(file, |request| requests.push(request));
    Requests { requests, comments }
}

/// Reads a file as [`parse`] does, and hands over one request at a time: a file may have very many, and none needs the
/// others. Gives the comments.
pub(crate) fn parse_each(file: &SourceFile, mut take: impl FnMut(Request)) -> Vec<Comment> {
    let mut comments = Vec::new();
    let lines = lines(file.text());
    let variables = Variables::new(file.text(), file.id(), &lines);
    let is_separator = |line: &Range<usize>| slice(file.text(), line).starts_with("###");
    for lines in lines.split(is_separator) {
        let reader = Reader {
            text: file.text(),
            file: file.id(),
            variables: &variables,
            lines,
            at: 0,
            uses: Vec::new(),
            errors: Vec::new(),
            comments: &mut comments,
        };
        if let Some(request) = reader.request() {
            take(request);
        }
    }
    let separators = lines.iter().filter(|line| is_separator(line));
    comments.extend(separators.map(|line| Comment { span: Span::new(file.id(), line.start, line.end) }));
    comments.sort_by_key(|comment| comment.span.start);
    comments
}

/// Reads the lines of one request.
struct Reader<'a> {
    text: &'a str,
    file: FileId,
    variables: &'a Variables<'a>,
    /// Without line breaks.
    lines: &'a [Range<usize>],
    /// The next line.
    at: usize,
    uses: Vec<Use>,
    errors: Vec<SyntaxError>,
    comments: &'a mut Vec<Comment>,
}

impl Reader<'_> {
    fn request(mut self) -> Option<Request> {
        while let Some(line) = self.next_line() {
            let written = slice(self.text, &line);
            if written.starts_with('<') {
                self.script();
                continue;
            }
            if !is_comment(written) && !written.is_empty() && !written.starts_with('@') {
                break;
            }
            self.comment(line);
            self.at += 1;
        }
        let first = self.next_line()?;
        let (method, address) = self.request_line(first);
        let headers = self.headers();
        let body = self.body();
        let url = url::parse(&address);
        self.errors.extend(url.parameters.errors);
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
                self.errors.extend(form.errors);
                entries.extend(form.documents.iter().flat_map(|form| form.entries().to_vec()));
                None
            }
            body => body,
        };
        let parameters = Node::new(span, NodeKind::Mapping(entries));
        let Self { uses, errors, .. } = self;
        Some(Request { span, method, address: url.address, parameters, headers, body, uses, errors })
    }

    /// Passes over what a client runs before the request: `< prepare.js`, or `< {% … %}` on several lines.
    fn script(&mut self) {
        let is_open = self.next_line().is_some_and(|line| slice(self.text, &line).contains("{%"));
        while let Some(line) = self.next_line() {
            self.at += 1;
            if !is_open || slice(self.text, &line).contains("%}") {
                break;
            }
        }
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
                let error = SyntaxError::new(self.span(line), "the line is not a header: `:` is missing");
                self.errors.push(error.with_help("write `Name: value`, or an empty line before the body"));
                continue;
            };
            let name = trimmed(self.text, line.start..line.start + colon);
            let value = trimmed(self.text, line.start + colon + 1..line.end);
            let name = self.known(name);
            headers.push(Header { name, value: self.known(value) });
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
            self.comments.push(Comment { span });
        }
    }

    fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.file, range.start, range.end)
    }

    /// The text at `range` with the values of the variables in it, and holes for those that have none.
    fn known(&mut self, range: Range<usize>) -> Text {
        let mut builder = Text::builder();
        self.push(&mut builder, range.clone());
        builder.finish(self.span(range))
    }

    /// A value that a variable gives alone leads to where the variable is defined; one that is a part of something
    /// leads to where it is used, so that the whole is in one place.
    fn push(&mut self, builder: &mut TextBuilder, range: Range<usize>) {
        let (text, file, variables) = (self.text, self.file, self.variables);
        let uses = &mut self.uses;
        fill(builder, text, file, range.clone(), |builder, place, name| {
            let Some(value) = variables.value(name) else { return builder.push_hole() };
            match is_alone(text, &range, &place.range()) {
                true => builder.push_text(&value),
                false => builder.push_opaque(&value, place),
            }
            uses.push(Use {
                written: format!("{{{{{name}}}}}").into(),
                defined: format!("@{name}").into(),
                place,
                definition: value.span(),
            });
        });
    }
}

/// Whether a variable is all of a string or a parameter.
fn is_alone(text: &str, range: &Range<usize>, variable: &Range<usize>) -> bool {
    let before = slice(text, &(range.start..variable.start)).chars().next_back();
    let after = slice(text, &(variable.end..range.end)).chars().next();
    match before {
        None => after.is_none(),
        Some('"') => matches!(after, Some('"' | '\\')),
        Some('=') => after.is_none_or(|after| after == '&' || after.is_whitespace()),
        Some(_) => false,
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
