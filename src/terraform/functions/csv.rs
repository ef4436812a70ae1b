//! CSV as Go's reader takes it, which refuses quotes in the middle of a field.

/// The records of a text, blank lines left out. The error says why Go refuses the text.
pub(super) fn read(text: &str) -> Result<Vec<Vec<String>>, &'static str> {
    let mut records = Vec::new();
    let mut lines = Lines { rest: text };
    while let Some(line) = lines.next() {
        if line.is_empty() {
            continue;
        }
        records.push(read_record(line, &mut lines)?);
    }
    Ok(records)
}

fn read_record<'a>(first: &'a str, lines: &mut Lines<'a>) -> Result<Vec<String>, &'static str> {
    let mut fields = Vec::new();
    let mut rest = first;
    loop {
        if let Some(quoted) = rest.strip_prefix('"') {
            let (field, after) = read_quoted(quoted, lines)?;
            fields.push(field);
            match after.strip_prefix(',') {
                Some(after) => rest = after,
                None if after.is_empty() => return Ok(fields),
                None => return Err("a quoted field goes on after its quotes"),
            }
            continue;
        }
        let (field, after) = rest.split_once(',').map_or((rest, None), |(field, after)| (field, Some(after)));
        if field.contains('"') {
            return Err("a quote stands inside a field");
        }
        fields.push(field.to_owned());
        match after {
            Some(after) => rest = after,
            None => return Ok(fields),
        }
    }
}

/// A field up to its closing quote, which may be lines below, and what follows it in its last line.
fn read_quoted<'a>(first: &'a str, lines: &mut Lines<'a>) -> Result<(String, &'a str), &'static str> {
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
                rest = lines.next().ok_or("a quoted field is not closed")?;
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
}
