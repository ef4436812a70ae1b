//! Addresses of requests and form bodies: their parameters, with percent-encoding decoded.

use std::ops::Range;

use crate::syntax::node::{Entry, Node, NodeKind};
use crate::syntax::text::{Text, TextBuilder};
use crate::syntax::{Documents, SyntaxError};

/// The address of a request.
#[derive(Clone, Debug)]
pub(crate) struct Url {
    /// What stands before the `?`, as written.
    pub address: Text,
    /// The parameters of the query as [`form`] reads them.
    pub parameters: Documents,
}

/// Reads an address. What follows a `#` is not sent, and left out.
pub(crate) fn parse(text: &Text) -> Url {
    let known = text.known_bytes();
    let end = known.find('#').unwrap_or(known.len());
    let question_mark = known.get(..end).and_then(|known| known.find('?'));
    let address = 0..question_mark.unwrap_or(end);
    let query = question_mark.map_or(end..end, |at| at + 1..end);
    Url { address: text.part(address), parameters: form(&text.part(query)) }
}

/// Reads `name=value&name=value`: one document, a mapping of strings in the order written.
///
/// White space around a parameter is that of a form written on several lines. JSON may stand in it unencoded,
/// and also with its quotes as `\"`, as examples in documentation show it.
pub(crate) fn form(text: &Text) -> Documents {
    let mut documents = Documents::default();
    let mut entries = Vec::new();
    for parameter in split(text.known_bytes(), '&') {
        let parameter = trimmed(text, parameter);
        let written = text.known_bytes().get(parameter.clone()).unwrap_or_default();
        let has_hole = !text.holes_in(parameter.clone()).is_empty();
        if written.is_empty() && !has_hole {
            continue;
        }
        let equals = written.find('=').map(|at| parameter.start + at);
        let name = parameter.start..equals.unwrap_or(parameter.end);
        let value = equals.map_or(parameter.end..parameter.end, |at| at + 1..parameter.end);
        let key = decode(text, name, &mut documents.errors);
        // `&<Common parameters>` of an example stands for some.
        if equals.is_none() && written.starts_with('<') && written.ends_with('>') {
            entries.push(Entry::unread(text.span_of(parameter)));
            continue;
        }
        let value = match equals {
            // `a&${more}`: unknown text without a name may be any parameters.
            None if has_hole => Node::new(text.span_of(parameter), NodeKind::Unknown),
            _ => {
                let value = decode(text, value, &mut documents.errors);
                Node::new(value.span(), NodeKind::String(value))
            }
        };
        entries.push(Entry { key, value });
    }
    documents.documents.push(Node::new(text.span(), NodeKind::Mapping(entries)));
    documents
}

/// Decodes a name or a value.
fn decode(text: &Text, range: Range<usize>, errors: &mut Vec<SyntaxError>) -> Text {
    let written = text.known_bytes().get(range.clone()).unwrap_or_default();
    let encoded = text.part(range.clone());
    if !written.contains(['%', '+']) {
        return encoded;
    }
    let mut holes = text.holes_in(range.clone()).iter().map(|&hole| hole as usize);
    let mut hole = holes.next();
    let mut builder = Text::builder();
    let mut at = range.start;
    while at < range.end {
        if hole.is_some_and(|hole| hole <= at) {
            builder.push_hole();
            hole = holes.next();
        }
        let end = hole.unwrap_or(range.end).min(range.end);
        let rest = text.known_bytes().get(at..end).unwrap_or_default();
        let plain = rest.find(['%', '+']).unwrap_or(rest.len());
        builder.push_part(text, at..at + plain);
        at += plain;
        let rest = rest.get(plain..).unwrap_or_default();
        at += match rest.as_bytes() {
            [] => 0,
            [b'+', ..] => {
                builder.push(" ", text.span_of(at..at + 1));
                1
            }
            [b'%', ..] => percent(text, at, rest, &mut builder, errors),
            _ => {
                builder.push_part(text, at..at + 1);
                1
            }
        };
    }
    if hole.is_some() {
        builder.push_hole();
    }
    builder.finish(encoded.span())
}

/// Decodes the escapes that `rest` begins with; the length of what was read.
fn percent(text: &Text, at: usize, rest: &str, builder: &mut TextBuilder, errors: &mut Vec<SyntaxError>) -> usize {
    let bytes: Vec<u8> = rest
        .as_bytes()
        .chunks(3)
        .map_while(|escape| match escape {
            [b'%', high, low] => Some(hex(*high)? << 4 | hex(*low)?),
            _ => None,
        })
        .collect();
    if bytes.is_empty() {
        let error = SyntaxError::new(text.span_of(at..at + 1), "`%` is not followed by two hexadecimal digits");
        errors.push(error.with_help("write `%25` for the sign itself"));
        builder.push_part(text, at..at + 1);
        return 1;
    }
    let mut place = at;
    for chunk in bytes.utf8_chunks() {
        for letter in chunk.valid().chars() {
            let end = place + 3 * letter.len_utf8();
            builder.push(letter.encode_utf8(&mut [0; 4]), text.span_of(place..end));
            place = end;
        }
        if !chunk.invalid().is_empty() {
            let end = place + 3 * chunk.invalid().len();
            let span = text.span_of(place..end);
            errors.push(SyntaxError::new(span, "the percent-encoded bytes are not valid UTF-8"));
            builder.push("\u{fffd}", span);
            place = end;
        }
    }
    3 * bytes.len()
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok())
}

/// The parts of `text` between the separators.
fn split(text: &str, separator: char) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    text.split(separator).map(move |part| {
        let range = start..start + part.len();
        start = range.end + separator.len_utf8();
        range
    })
}

/// The range without white space at its ends.
fn trimmed(text: &Text, range: Range<usize>) -> Range<usize> {
    let written = text.known_bytes().get(range.clone()).unwrap_or_default();
    let start = range.start + written.len() - written.trim_start().len();
    start..(start + written.trim().len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{FileId, Span};

    fn exact(written: &str) -> Text {
        let span = Span::new(FileId::DETACHED, 0, written.len());
        Text::exact(written, span, span)
    }

    fn parameters(documents: &Documents) -> Vec<(String, String)> {
        let entries = documents.documents.iter().flat_map(|document| document.entries());
        entries
            .map(|entry| {
                let value = entry.value.as_text().map_or("unknown".into(), |text| {
                    text.pieces().into_iter().map(|piece| piece.unwrap_or("?")).collect()
                });
                (entry.key.known().unwrap_or("?").to_owned(), value)
            })
            .collect()
    }

    fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
        expected.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn an_address_is_read_up_to_its_fragment() {
        let url = parse(&exact("https://kms.cn-hangzhou.aliyuncs.com/?Action=GetKmsInstance&A=%E4%BD%A0+x#top?b=c"));
        assert_eq!(url.address.known(), Some("https://kms.cn-hangzhou.aliyuncs.com/"));
        assert_eq!(parameters(&url.parameters), pairs(&[("Action", "GetKmsInstance"), ("A", "你 x")]));
        assert!(parse(&exact("/v1.0/p/kms/create-key")).parameters.documents[0].entries().is_empty());
    }

    #[test]
    fn parameters_are_decoded() {
        let cases: [(&str, &[(&str, &str)]); 8] = [
            ("", &[]),
            ("a", &[("a", "")]),
            ("a=&=b&&c=d=e", &[("a", ""), ("", "b"), ("c", "d=e")]),
            ("a=%5B%7B%22x%22%3A1%7D%5D", &[("a", "[{\"x\":1}]")]),
            ("a%20b=1%2B1", &[("a b", "1+1")]),
            ("a=[{\"x\": \"y\"}]", &[("a", "[{\"x\": \"y\"}]")]),
            ("a=[{\\\"x\\\":1}]", &[("a", "[{\\\"x\\\":1}]")]),
            (" a=1\r\n &b=2 \n", &[("a", "1"), ("b", "2")]),
        ];
        for (written, expected) in cases {
            let documents = form(&exact(written));
            assert_eq!(parameters(&documents), pairs(expected), "{written}");
            assert!(documents.errors.is_empty(), "{written}");
        }
    }

    #[test]
    fn a_backslash_that_escapes_no_quote_stays() {
        assert_eq!(parameters(&form(&exact(r#"a={"x":"\"y"}"#))), pairs(&[("a", r#"{"x":"\"y"}"#)]));
        assert_eq!(parameters(&form(&exact(r"a=C:\x"))), pairs(&[("a", r"C:\x")]));
    }

    #[test]
    fn broken_escapes_are_kept_and_reported() {
        for (written, expected) in
            [("a=%", "%"), ("a=%4", "%4"), ("a=%zz", "%zz"), ("a=%ff", "\u{fffd}"), ("a=%é", "%é")]
        {
            let documents = form(&exact(written));
            assert_eq!(parameters(&documents), pairs(&[("a", expected)]), "{written}");
            assert_eq!(documents.errors.len(), 1, "{written}");
        }
    }

    #[test]
    fn decoded_letters_lead_to_their_escapes() {
        let documents = form(&exact("a=x%E4%BD%A0+y"));
        let text = documents.documents[0].get("a").and_then(Node::as_text).cloned();
        let place = |range| text.as_ref().map(|text| text.span_of(range).range());
        assert_eq!(place(0..1), Some(2..3));
        assert_eq!(place(1..4), Some(3..12));
        assert_eq!(place(4..5), Some(12..13));
        assert_eq!(place(5..6), Some(13..14));
    }

    #[test]
    fn a_placeholder_for_parameters_is_none_itself() {
        let expected = pairs(&[("a", "1"), ("?", "unknown"), ("<b>", "2")]);
        assert_eq!(parameters(&form(&exact("a=1&<Common parameters>&<b>=2"))), expected);
    }

    #[test]
    fn unknown_text_stays_where_it_stands() {
        let text = exact("a=x_%20y&b=_&_&c_=1").reopen_holes('_');
        let expected = pairs(&[("a", "x? y"), ("b", "?"), ("?", "unknown"), ("?", "1")]);
        assert_eq!(parameters(&form(&text)), expected);
    }
}
