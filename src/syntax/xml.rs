//! XML as a tree of values: elements are members, repeated elements are a sequence, the rest is text.
//!
//! Attributes, comments and namespace prefixes are passed over. Entities are decoded, but never defined.

use std::collections::HashMap;
use std::ops::Range;

use quick_xml::Reader;
use quick_xml::errors::{Error, IllFormedError};
use quick_xml::events::Event;

use crate::source::visible::shortened;
use crate::source::{FileId, SourceFile, Span};
use crate::syntax::node::{Entry, MAX_DEPTH, Node, NodeKind};
use crate::syntax::text::{Text, TextBuilder};
use crate::syntax::{Comment, Documents, SyntaxError};

/// Reads a file: one document, a mapping with the root element as its only member, or none.
pub(crate) fn parse(file: &SourceFile) -> Documents {
    let text = file.text();
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut reader = Reader::from_str(text.get(start..).unwrap_or_default());
    // End tags are compared here, where both places are known.
    reader.config_mut().check_end_names = false;
    reader.config_mut().allow_unmatched_ends = true;
    let mut tree =
        Tree { source: text, file: file.id(), open: Vec::new(), root: None, documents: Documents::default() };
    let mut end = start;
    loop {
        let event = reader.read_event();
        let range = end..start + usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        end = range.end;
        let goes_on = match event {
            Ok(Event::Eof) => false,
            Ok(event) => tree.take(&event, range),
            Err(error) => {
                let at = start + usize::try_from(reader.error_position()).unwrap_or(usize::MAX);
                tree.refuse(&error, at.min(text.len()));
                false
            }
        };
        if !goes_on {
            break;
        }
    }
    tree.finish()
}

struct Tree<'a> {
    source: &'a str,
    file: FileId,
    open: Vec<Element>,
    /// The root element and all of its text.
    root: Option<(Entry, Span)>,
    documents: Documents,
}

/// An element whose end tag has not been seen.
struct Element {
    name: Text,
    /// The name with its prefix, as the end tag has to repeat it.
    written_name: Box<str>,
    /// The start tag.
    tag: Range<usize>,
    children: Vec<Entry>,
    text: TextBuilder,
    /// There is more in the element than white space and other elements.
    has_text: bool,
}

impl Tree<'_> {
    fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.file, range.start, range.end)
    }

    fn slice(&self, range: Range<usize>) -> &str {
        self.source.get(range).unwrap_or_default()
    }

    /// Takes what is written at `range`; whether reading can go on.
    fn take(&mut self, event: &Event, range: Range<usize>) -> bool {
        match event {
            Event::Start(_) => return self.begin(range),
            Event::Empty(_) => {
                let end = range.end;
                return self.begin(range) && self.end(end..end);
            }
            Event::End(_) => return self.end_tag(range),
            Event::Text(_) => self.text(range),
            Event::CData(_) => {
                let content = range.start + "<![CDATA[".len()..range.end.saturating_sub("]]>".len());
                self.text(content);
            }
            Event::GeneralRef(_) => self.reference(range),
            Event::Comment(_) => self.documents.comments.push(Comment { span: self.span(range) }),
            _ => {}
        }
        true
    }

    fn begin(&mut self, tag: Range<usize>) -> bool {
        let written = self.slice(tag.start + 1..tag.end);
        let length = written.find(|letter: char| letter.is_whitespace() || matches!(letter, '/' | '>'));
        let written_name: Box<str> = written.get(..length.unwrap_or(written.len())).unwrap_or_default().into();
        if written_name.is_empty() {
            let error = SyntaxError::new(self.span(tag), "the tag has no name");
            return self.stop(error.with_help("write `&lt;` for the sign itself"));
        }
        if self.open.len() >= MAX_DEPTH {
            let message = format!("the element is nested deeper than the limit of {MAX_DEPTH}");
            return self.stop(SyntaxError::of_limit(self.span(tag), message));
        }
        if let (true, Some((_, root))) = (self.open.is_empty(), &self.root) {
            let error = SyntaxError::new(self.span(tag), "the file goes on after the end of its root element");
            return self.stop(error.with_related(*root, "the root element"));
        }
        let prefix = written_name.rfind(':').map_or(0, |at| at + 1);
        let place = self.span(tag.start + 1 + prefix..tag.start + 1 + written_name.len());
        let name = Text::exact(written_name.get(prefix..).unwrap_or_default(), place, place);
        let (children, text) = (Vec::new(), Text::builder());
        self.open.push(Element { name, written_name, tag, children, text, has_text: false });
        true
    }

    fn end_tag(&mut self, tag: Range<usize>) -> bool {
        let name = self.slice(tag.start + 2..tag.end).trim_end_matches('>').trim().to_owned();
        let Some(innermost) = self.open.last() else {
            return self.stop(SyntaxError::new(self.span(tag), format!("`</{}>` closes nothing", shortened(&name))));
        };
        if *innermost.written_name == *name {
            return self.end(tag);
        }
        let opened = shortened(&innermost.written_name);
        let message = format!("`<{opened}>` is closed by `</{}>`", shortened(&name));
        let error = SyntaxError::new(self.span(tag.clone()), message)
            .with_help(format!("write `</{opened}>`"))
            .with_related(self.span(innermost.tag.clone()), "opened here");
        // An outer element of this name was meant; those within it end here.
        let Some(depth) = self.open.iter().rposition(|element| *element.written_name == *name) else {
            return self.stop(error);
        };
        self.documents.errors.push(error);
        while self.open.len() > depth + 1 {
            self.end(tag.start..tag.start);
        }
        self.end(tag)
    }

    /// Ends the innermost element at its end tag, or at an empty place where it has none.
    fn end(&mut self, tag: Range<usize>) -> bool {
        let Some(element) = self.open.pop() else { return true };
        let whole = self.span(element.tag.start..tag.end);
        let value = if element.children.is_empty() {
            let content = self.span(element.tag.end..tag.start.max(element.tag.end));
            let text = element.text.finish(content);
            let is_blank = text.is_known() && text.known_bytes().trim().is_empty();
            Node::new(content, NodeKind::String(if is_blank { Text::computed("", content) } else { text }))
        } else {
            Node::new(whole, NodeKind::Mapping(gather(element.children)))
        };
        let entry = Entry { key: element.name, value };
        match self.open.last_mut() {
            Some(parent) => parent.children.push(entry),
            None => self.root = Some((entry, whole)),
        }
        true
    }

    fn text(&mut self, range: Range<usize>) {
        let written = self.slice(range.clone()).to_owned();
        let has_text = !written.trim().is_empty();
        let span = self.span(range.clone());
        let Some(element) = self.open.last_mut() else {
            if has_text {
                let (start, length) = (written.len() - written.trim_start().len(), written.trim().len());
                let span = Span::new(self.file, range.start + start, range.start + start + length);
                let message = "there is text outside the root element";
                self.documents.errors.push(SyntaxError::new(span, message));
            }
            return;
        };
        element.has_text |= has_text;
        let mut at = range.start;
        for (index, line) in written.split("\r\n").enumerate() {
            if index > 0 {
                element.text.push("\n", Span::new(span.file, at, at + 2));
                at += 2;
            }
            element.text.push_exact(line, Span::new(span.file, at, at + line.len()));
            at += line.len();
        }
    }

    /// Takes `&name;` or `&#number;`.
    fn reference(&mut self, range: Range<usize>) {
        let span = self.span(range.clone());
        let written = self.slice(range);
        let name = written.trim_start_matches('&').trim_end_matches(';');
        let letter = match name {
            "lt" => Some('<'),
            "gt" => Some('>'),
            "amp" => Some('&'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            _ => {
                let number = name.strip_prefix('#');
                let code = number.and_then(|number| match number.strip_prefix('x') {
                    Some(digits) => u32::from_str_radix(digits, 16).ok(),
                    None => number.parse().ok(),
                });
                code.and_then(char::from_u32)
            }
        };
        if letter.is_none() {
            let error = SyntaxError::new(span, format!("`{written}` does not stand for a character"));
            self.documents.errors.push(error.with_help("write `&amp;` for the sign itself"));
        }
        if let Some(element) = self.open.last_mut() {
            element.has_text = true;
            match letter {
                Some(letter) => element.text.push(letter.encode_utf8(&mut [0; 4]), span),
                None => element.text.push_hole(),
            }
        }
    }

    /// Takes note of an error after which nothing more can be read.
    fn refuse(&mut self, error: &Error, at: usize) {
        let length = self.slice(at..self.source.len()).chars().next().map_or(0, char::len_utf8);
        let span = self.span(at..at + length);
        let error = match error {
            Error::Syntax(_) => {
                let opening: String = self.slice(at..self.source.len()).chars().take(4).collect();
                let (noun, close) = match opening.as_str() {
                    "<!--" => ("comment", "-->"),
                    "<![C" => ("CDATA section", "]]>"),
                    "<!DO" => ("document type", ">"),
                    opening if opening.starts_with("<?") => ("instruction", "?>"),
                    _ => ("tag", ">"),
                };
                SyntaxError::new(span, format!("the {noun} is not closed: `{close}` is missing"))
            }
            Error::IllFormed(IllFormedError::UnclosedReference) => {
                SyntaxError::new(span, "a `&` begins a reference that has no `;`")
                    .with_help("write `&amp;` for the sign itself")
            }
            _ => SyntaxError::new(span, "the text is not valid XML"),
        };
        self.stop(error);
    }

    /// Ends the document at an error: what is open was not read to its end.
    fn stop(&mut self, error: SyntaxError) -> bool {
        let at = error.span.at_start();
        self.documents.errors.push(error);
        let end = at.start as usize;
        while let Some(element) = self.open.last_mut() {
            if element.has_text && element.children.is_empty() {
                element.text.push_hole();
            } else {
                element.children.push(Entry::unread(at));
            }
            self.end(end..end);
        }
        false
    }

    fn finish(mut self) -> Documents {
        if let Some(element) = self.open.last() {
            let end = self.source.trim_end().len();
            let name = shortened(&element.written_name);
            let message = format!("`<{name}>` is not closed: `</{name}>` is missing");
            let error = SyntaxError::new(self.span(end..end), message)
                .with_help(format!("write `</{name}>`"))
                .with_related(self.span(element.tag.clone()), "opened here");
            self.stop(error);
        }
        if self.root.is_none() && self.documents.errors.is_empty() {
            let end = self.source.len();
            let is_blank = self.source.trim().is_empty();
            let message = if is_blank { "the file is empty" } else { "the file has no element" };
            self.documents.errors.push(SyntaxError::new(self.span(end..end), message));
        }
        if let Some((root, span)) = self.root.take() {
            self.documents.documents.push(Node::new(span, NodeKind::Mapping(vec![root])));
        }
        self.documents.errors.sort_by_key(|error| error.span.start);
        self.documents
    }
}

/// Puts the elements of one name together, at the place of the first.
fn gather(children: Vec<Entry>) -> Vec<Entry> {
    let mut places: HashMap<Box<str>, usize> = HashMap::new();
    let mut gathered: Vec<(Text, Vec<Node>)> = Vec::new();
    for Entry { key, value } in children {
        let place = key.known().and_then(|name| places.get(name).copied());
        if let Some((_, nodes)) = place.and_then(|place| gathered.get_mut(place)) {
            nodes.push(value);
            continue;
        }
        if let Some(name) = key.known() {
            places.insert(name.into(), gathered.len());
        }
        gathered.push((key, vec![value]));
    }
    let entries = gathered.into_iter().map(|(key, mut nodes)| {
        let value = match (nodes.len(), nodes.pop()) {
            (1, Some(node)) => node,
            (_, last) => {
                nodes.extend(last);
                let span = nodes.iter().map(|node| node.span).reduce(Span::to).unwrap_or_else(|| key.span());
                Node::new(span, NodeKind::Sequence(nodes))
            }
        };
        Entry { key, value }
    });
    entries.collect()
}
