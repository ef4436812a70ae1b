//! CSV as Go's reader takes it, which refuses quotes in the middle of a field.

/// Why Go refuses a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// The text ends inside quotes, so one that goes on may yet be accepted.
    OpenQuotes,
    AfterQuotes,
    InnerQuote,
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::OpenQuotes => "a quoted field is not closed",
            Self::AfterQuotes => "a quoted field goes on after its quotes",
            Self::InnerQuote => "a quote stands inside a field",
        })
    }
}

/// What a text that goes on in an unknown way begins with.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Beginning {
    /// The records whose last line is ended.
    pub(super) records: Vec<Vec<String>>,
    /// The fields of the record after them that a comma follows, where it certainly is one.
    pub(super) begun: Option<Vec<String>>,
}

/// The records of a text, blank lines left out. The error says why Go refuses the text.
pub(super) fn read(text: &str) -> Result<Vec<Vec<String>>, Refusal> {
    let mut records = Vec::new();
    let mut lines = Lines { rest: text };
    while let Some(line) = lines.next() {
        if line.is_empty() {
            continue;
        }
        let mut fields = Vec::new();
        read_record(line, &mut lines, &mut fields)?;
        records.push(fields);
    }
    Ok(records)
}

/// What is certain of a text of which only the beginning is known. The error says why Go refuses it, whatever follows.
pub(super) fn read_beginning(text: &str) -> Result<Beginning, Refusal> {
    let mut records = Vec::new();
    let mut lines = Lines { rest: text };
    while let Some(line) = lines.next() {
        if line.is_empty() {
            continue;
        }
        let mut fields = Vec::new();
        let result = read_record(line, &mut lines, &mut fields);
        let is_ended = !lines.rest.is_empty() || text.ends_with('\n');
        match result {
            Ok(()) if is_ended => records.push(fields),
            Ok(()) => {
                fields.pop();
                return Ok(Beginning { records, begun: Some(fields) });
            }
            Err(Refusal::OpenQuotes) => return Ok(Beginning { records, begun: Some(fields) }),
            Err(refusal) => return Err(refusal),
        }
    }
    Ok(Beginning { records, begun: None })
}

/// Reads a record, whose fields are kept also where it is refused.
fn read_record<'a>(first: &'a str, lines: &mut Lines<'a>, fields: &mut Vec<String>) -> Result<(), Refusal> {
    let mut rest = first;
    loop {
        if let Some(quoted) = rest.strip_prefix('"') {
            let (field, after) = read_quoted(quoted, lines)?;
            fields.push(field);
            match after.strip_prefix(',') {
                Some(after) => rest = after,
                None if after.is_empty() => return Ok(()),
                None => return Err(Refusal::AfterQuotes),
            }
            continue;
        }
        let (field, after) = rest.split_once(',').map_or((rest, None), |(field, after)| (field, Some(after)));
        if field.contains('"') {
            return Err(Refusal::InnerQuote);
        }
        fields.push(field.to_owned());
        match after {
            Some(after) => rest = after,
            None => return Ok(()),
        }
    }
}

/// A field up to its closing quote, which may be lines below, and what follows it in its last line.
fn read_quoted<'a>(first: &'a str, lines: &mut Lines<'a>) -> Result<(String, &'a str), Refusal> {
    let mut field = String::new();
    let mut rest = first;
    loop {
        match rest.split_once('"') {
            Some((part, after)) => {
                field.push_str(part);
                match after.strip_prefix('"') {
                    Some(after) => {
                        field.push('"');
                        rest = after;
                    }
                    None => return Ok((field, after)),
                }
            }
            None => {
                field.push_str(rest);
                field.push('\n');
                rest = lines.next().ok_or(Refusal::OpenQuotes)?;
            }
        }
    }
}

/// Lines without their ends, `\n` or `\r\n`.
struct Lines<'a> {
    rest: &'a str,
}

impl<'a> Iterator for Lines<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        if self.rest.is_empty() {
            return None;
        }
        let (line, rest) = self.rest.split_once('\n').unwrap_or((self.rest, ""));
        self.rest = rest;
        Some(line.strip_suffix('\r').unwrap_or(line))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_protect_commas_line_ends_and_quotes() {
        let records = read("a,b\r\n\"x,\"\"y\nz\",2\n\n").unwrap();
        assert_eq!(records, [["a", "b"], ["x,\"y\nz", "2"]]);
    }

    #[test]
    fn misplaced_quotes_are_refused() {
        assert!(read("a\nx\"y").is_err());
        assert!(read("a\n\"x\"y").is_err());
        assert!(read("a\n\"x").is_err());
    }

    #[test]
    fn a_beginning_keeps_the_records_that_are_ended() {
        let beginning = |text| read_beginning(text).unwrap();
        let records = vec![vec!["a".to_owned(), "b".to_owned()]];
        assert_eq!(beginning("a,b\n"), Beginning { records: records.clone(), begun: None });
        assert_eq!(beginning("a,b\n\r"), Beginning { records: records.clone(), begun: None });
        assert_eq!(beginning("a,b\n1"), Beginning { records: records.clone(), begun: Some(Vec::new()) });
        assert_eq!(beginning("a,b\n1,"), Beginning { records: records.clone(), begun: Some(vec!["1".to_owned()]) });
        assert_eq!(beginning("a,b\n\"x\ny"), Beginning { records: records.clone(), begun: Some(Vec::new()) });
        // The quotes may yet be doubled.
        assert_eq!(beginning("a,b\n\"x\n\""), Beginning { records, begun: Some(Vec::new()) });
        assert_eq!(beginning("a,b").records, Vec::<Vec<String>>::new());
        assert_eq!(read_beginning("a,b\nx\"y"), Err(Refusal::InnerQuote));
    }
}
