//! Markdown of texts that others wrote: a team's tables, which come with the files of a stranger.

/// The text with nothing in it that means something in Markdown but code in backticks, breaks of lines and items of lists:
/// no picture that an editor would fetch, no link, no HTML.
pub(super) fn inert(page: &str) -> String {
    page.lines().map(inert_line).collect::<Vec<_>>().join("\n")
}

fn inert_line(line: &str) -> String {
    let (bullet, text) = match line.strip_prefix("- ") {
        Some(item) => ("- ", item),
        None => ("", line),
    };
    let parts: Vec<&str> = text.split('`').collect();
    let mut written = bullet.to_owned();
    for (index, part) in parts.iter().enumerate() {
        let is_code = index % 2 == 1 && index + 1 < parts.len();
        match is_code {
            true if part.is_empty() => {}
            true => written.push_str(&format!("`{part}`")),
            // A mark that is not closed opens nothing.
            false => escape(part, &mut written),
        }
    }
    written
}

fn escape(text: &str, written: &mut String) {
    for (at, letter) in text.char_indices() {
        let is_address = letter == ':' && text.get(at..).is_some_and(|rest| rest.starts_with("://"));
        // Every sign that may begin something, wherever it stands.
        let is_sign =
            letter.is_ascii_punctuation() && !matches!(letter, '.' | ',' | ';' | ':' | '/' | '\'' | '"' | '?' | '%');
        if is_sign || is_address {
            written.push('\\');
        }
        written.push(letter);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_code_and_items_mean_something() {
        for (text, expected) in [
            ("- help: write `x`, or y_z", "- help: write `x`, or y\\_z"),
            ("![a](http://x/i.png)", "\\!\\[a\\]\\(http\\://x/i.png\\)"),
            ("[a](command:x) <img src=x>", "\\[a\\]\\(command:x\\) \\<img src\\=x\\>"),
            ("a ``` b", "a  b"),
            ("a ` b <i>", "a  b \\<i\\>"),
            ("# heading\n| table", "\\# heading\n\\| table"),
        ] {
            assert_eq!(inert(text), expected);
        }
    }
}
