//! Secrets in a text: where they certainly stand, and where a name says that one does.

use std::borrow::Cow;
use std::ops::Range;

/// As many bytes as a name and what stands between it and its value may have.
pub(super) const NAME_AND_SIGNS: usize = 200;

/// How the names of fields and variables end that hold a secret, without signs and in small letters.
const NAMES: [&str; 22] = [
    "secretkey",
    "accesskeysecret",
    "secretaccesskey",
    "password",
    "passwd",
    "passphrase",
    "secretdata",
    "plaintext",
    "plaintextwo",
    "privatekey",
    "securitytoken",
    "ststoken",
    "keymaterial",
    "importtoken",
    "secrettext",
    "secretbinary",
    "secretstring",
    "authtoken",
    "accesstoken",
    "sessiontoken",
    "authorization",
    "clientsecret",
];

/// Whether a name says that it is that of a secret.
pub(crate) fn names_secret(name: &str) -> bool {
    let mut letters = name.bytes().rev().filter(u8::is_ascii_alphanumeric).map(|letter| letter.to_ascii_lowercase());
    // Every name of every value is asked about, and most end like none of these.
    let Some(last) = letters.next() else { return false };
    let mut known = NAMES.iter().filter_map(|known| known.as_bytes().split_last()).filter(|(end, _)| **end == last);
    known.any(|(_, known)| known.iter().rev().copied().eq(letters.clone().take(known.len())))
}

/// The text with stars in place of what stands in `ranges`, or behind a name that says that it is a secret.
pub(super) fn blanked(text: &str, ranges: impl Iterator<Item = Range<usize>>) -> Cow<'_, str> {
    let mut ranges: Vec<Range<usize>> = ranges.collect();
    for line in lines(text) {
        ranges.extend(named(text, line.clone()));
        ranges.extend(credentials(text, line));
    }
    if ranges.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    for (at, letter) in text.char_indices() {
        let is_hidden = ranges.iter().any(|range| range.contains(&at));
        match letter {
            '"' | '\'' | ' ' | '\t' | '\n' | '\r' => shown.push(letter),
            letter if is_hidden => shown.push_str(&"*".repeat(letter.len_utf8())),
            letter => shown.push(letter),
        }
    }
    Cow::Owned(shown)
}

/// Whether an expression only names what gives the value: `var.password`, `base64encode(local.password)`.
pub(super) fn is_reference(written: &str) -> bool {
    const ROOTS: [&str; 8] = ["var.", "local.", "module.", "data.", "each.", "random_", "$", "alicloud_"];
    let inner = written.rsplit('(').next().unwrap_or(written).trim_start();
    ROOTS.iter().any(|root| inner.starts_with(root))
}

fn lines(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    text.split_inclusive('\n').map(move |line| {
        let range = start..start + line.len();
        start = range.end;
        range
    })
}

/// The values of one line whose names say that they are secrets.
pub(super) fn named(text: &str, line: Range<usize>) -> Vec<Range<usize>> {
    let whole = text.get(line.clone()).unwrap_or_default();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(length) = whole.get(at..).and_then(|rest| rest.find(is_of_name)) {
        let start = at + length;
        let name: String =
            whole.get(start..).unwrap_or_default().chars().take_while(|letter| is_of_name(*letter)).collect();
        let end = start + name.len();
        at = end;
        if !names_secret(&name) {
            continue;
        }
        let rest = whole.get(end..).unwrap_or_default();
        let value = rest.trim_start_matches(['"', '\'', '\\', ' ', '\t', ']']);
        let is_option = name.starts_with("--") && rest.starts_with([' ', '\t']);
        let Some(value) = value.strip_prefix([':', '=']).or(is_option.then_some(value)) else { continue };
        // Of `-H 'Authorization: …'` the quote before the name ends the value.
        let around = whole.get(..start).and_then(|before| before.chars().next_back());
        let around = around.filter(|quote| matches!(quote, '"' | '\'') && !rest.starts_with([*quote, '\\']));
        let value = value.trim_start_matches(['>', ' ', '\t']);
        let begin = whole.len() - value.len();
        let is_tight = rest.starts_with('=') && !value.starts_with(['"', '\'']) && rest.get(1..) == Some(value);
        let length = match around.and_then(|quote| value.find(quote)) {
            Some(end) => end,
            None => length_of_value(value, is_option || is_tight),
        };
        let written = value.get(..length).unwrap_or_default();
        let is_none = matches!(written.trim().trim_end_matches(','), "true" | "false" | "null" | "" | "{" | "[");
        if !is_none && !is_reference(written) {
            found.push(line.start + begin..line.start + begin + length);
        }
        at = at.max(begin + length);
    }
    found
}

/// The passwords of one line that stand behind a user: `https://user:password@host`, `curl -u user:password`.
fn credentials(text: &str, line: Range<usize>) -> Vec<Range<usize>> {
    let whole = text.get(line.clone()).unwrap_or_default();
    let is_end = |letter: char| letter.is_whitespace() || matches!(letter, '"' | '\'' | '/' | '?' | '#' | '\\');
    let in_word = |start: usize, must_end: Option<char>| {
        let rest = whole.get(start..)?;
        let word = rest.get(..rest.find(is_end).unwrap_or(rest.len()))?;
        let end = match must_end {
            Some(sign) => word.rfind(sign)?,
            None => word.len(),
        };
        let password = word.get(..end)?.find(':')? + 1..end;
        let written = word.get(password.clone())?;
        let is_shown = written.is_empty() || written.starts_with(['$', '{']);
        (!is_shown).then_some(line.start + start + password.start..line.start + start + password.end)
    };
    let starts = |mark: &'static str| whole.match_indices(mark).map(move |(at, _)| at + mark.len());
    let of_urls = starts("://").filter_map(|start| in_word(start, Some('@')));
    let options = [" -u ", " -u '", " -u \"", " --user ", " --user '", " --user \"", " --user="];
    let of_options = options.into_iter().flat_map(starts).filter_map(|start| in_word(start, None));
    of_urls.chain(of_options).collect()
}

fn is_of_name(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || letter == '_' || letter == '-'
}

/// How much of what follows is the value: what is between quotes, one word, or the rest of the line.
fn length_of_value(value: &str, is_word: bool) -> usize {
    let quote = ["\\\"", "\"", "'"].into_iter().find(|quote| value.starts_with(quote));
    if let Some(quote) = quote {
        let inner = value.get(quote.len()..).unwrap_or_default();
        let mut is_escaped = false;
        for (at, letter) in inner.char_indices() {
            if !is_escaped && inner.get(at..).is_some_and(|rest| rest.starts_with(quote)) {
                return quote.len() + at + quote.len();
            }
            is_escaped = quote.len() == 1 && letter == '\\' && !is_escaped;
        }
        return value.trim_end().len();
    }
    if is_word {
        return value.find(|letter: char| letter.is_whitespace() || letter == '&').unwrap_or(value.len());
    }
    value.trim_end().len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        super::blanked(text, std::iter::empty()).into_owned()
    }

    #[test]
    fn what_a_name_calls_a_secret_is_blanked() {
        for (written, expected) in [
            ("  secret_key = \"hunter2\" # note", "  secret_key = \"*******\" # note"),
            ("{\"Password\": \"a\\\"b\", \"x\": 1}", "{\"Password\": \"**\"*\", \"x\": 1}"),
            ("password: hunter2\nuser: x\n", "password: *******\nuser: x\n"),
            ("aliyun --AccessKeySecret hunter2 --x 1", "aliyun --AccessKeySecret ******* --x 1"),
            ("https://x/?AccessKeySecret=hunter2&x=1", "https://x/?AccessKeySecret=*******&x=1"),
            ("curl -H 'X-Auth-Token: hunter2' https://x", "curl -H 'X-Auth-Token: *******' https://x"),
            ("curl -H \"Authorization: Bearer hunter2\" -d x", "curl -H \"Authorization: ****** *******\" -d x"),
            ("X-Auth-Token: hunter2", "X-Auth-Token: *******"),
            ("{\"auth_token\":\"hunter2\",\"x\":1}", "{\"auth_token\":\"*******\",\"x\":1}"),
            ("curl -u me:hunter2 https://x", "curl -u me:******* https://x"),
            ("curl --user 'me:hunter2' https://x", "curl --user 'me:*******' https://x"),
            ("GET https://me:hunter2@x.example/a@b", "GET https://me:*******@x.example/a@b"),
            ("GET https://me:a:b@c@x.example/", "GET https://me:*****@x.example/"),
            ("export ALIBABA_CLOUD_ACCESS_KEY_SECRET=hunter2", "export ALIBABA_CLOUD_ACCESS_KEY_SECRET=*******"),
            ("password = base64encode(\"hunter2\")", "password = *************\"*******\"*"),
        ] {
            assert_eq!(shown(written), expected);
        }
    }

    #[test]
    fn what_only_names_a_secret_stays() {
        for written in [
            "password = var.password",
            "secret_name = \"x\"",
            "rotate_password = true",
            "kms_secret_id: x",
            "\"password\"",
            "https://x.example:8443/a@b",
            "curl -u $USER:$PASS https://me:${PASS}@x.example/",
            "curl -H \"X-Auth-Token: $TOKEN\" https://x",
        ] {
            assert_eq!(shown(written), written);
        }
    }

    #[test]
    fn letters_of_several_bytes_keep_the_columns_of_bytes() {
        assert_eq!(blanked("a = é", 4..6), "a = **");
    }

    fn blanked(text: &str, range: Range<usize>) -> String {
        super::blanked(text, std::iter::once(range)).into_owned()
    }
}
