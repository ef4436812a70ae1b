//! What the parser of YAML that Terraform has reads in another way than the one that is used here, or refuses.
//!
//! Such documents are rare. They are recognised and left undecided.

use super::yaml_scalar::Stop;
use crate::syntax::yaml::{Style, WrittenKind, WrittenNode};

/// Looks at the letters of a document and at the starts of its lines.
pub(super) fn check_text(text: &str) -> Result<(), Stop> {
    for letter in text.chars() {
        match letter {
            '\u{85}' | '\u{2028}' | '\u{2029}' => return Err(Stop::Undecided("a letter ends lines in YAML 1.1 only")),
            '\u{feff}' => return Err(Stop::Undecided("a byte order mark stands in the document")),
            '\t' | '\n' | '\r' => {}
            '\u{fffe}' | '\u{ffff}' => return Err(Stop::Refused("U+FFFE and U+FFFF are not characters".to_owned())),
            letter if letter.is_control() => return Err(Stop::Refused("it has a control character".to_owned())),
            _ => {}
        }
    }
    let is_content = |line: &&str| !line.trim().is_empty() && !line.trim_start().starts_with('#');
    let mut first_lines = text.lines().filter(is_content);
    if let Some(directive) = first_lines.clone().next().and_then(|line| line.strip_prefix('%')) {
        check_directive(directive)?;
    }
    if first_lines.next().is_some_and(|line| line.starts_with("...")) {
        return Err(Stop::Undecided("the end of a document stands before its start"));
    }
    for line in text.split(['\n', '\r']) {
        let indentation = line.len() - line.trim_start_matches([' ', '\t', '-', '?', ':']).len();
        if line.get(..indentation).is_some_and(|indentation| indentation.contains('\t')) {
            return Err(Stop::Undecided("a tab stands where YAML indents"));
        }
        if line.starts_with('%') && line.trim_end() != "%YAML 1.1" {
            return Err(Stop::Undecided("a directive is not read"));
        }
    }
    Ok(())
}

/// Looks at the first directive of a document: Terraform takes only two, and of one of them only one version.
fn check_directive(directive: &str) -> Result<(), Stop> {
    let (name, value) = directive.split_once(' ').unwrap_or((directive, ""));
    let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphabetic());
    let version = value.trim_matches(' ').split_once('.').filter(|_| name == "YAML");
    let is_other = |(major, minor): (&str, &str)| {
        let is_number = |digits: &str| digits.len() == 1 && digits.bytes().all(|byte| byte.is_ascii_digit());
        is_number(major) && is_number(minor) && (major, minor) != ("1", "1")
    };
    if version.is_some_and(is_other) {
        return Err(Stop::Refused(format!("it is of version {}, and only 1.1 is taken", value.trim_matches(' '))));
    }
    if is_name && !matches!(name, "YAML" | "TAG") {
        return Err(Stop::Refused(format!("there is no directive `%{name}`")));
    }
    Ok(())
}

/// Looks at how a node is written; those inside it are looked at on their own.
pub(super) fn check_node(node: &WrittenNode, source: &str) -> Result<(), Stop> {
    let range = node.span.range();
    let before = source.get(..range.start).unwrap_or_default();
    let after = source.get(range.end..).unwrap_or_default();
    let written = source.get(range).unwrap_or_default();
    if node.anchor != 0 || matches!(node.kind, WrittenKind::Alias(_)) {
        check_names(before, written)?;
    }
    if let Some(tag) = &node.tag
        && [',', ']', '}'].iter().any(|sign| source.contains(&format!("{tag}{sign}")))
    {
        return Err(Stop::Undecided("a comma or bracket follows a tag"));
    }
    match &node.kind {
        WrittenKind::Scalar(_, Style::Plain) if node.is_in_flow => {
            // A colon or question mark beside the text belongs to it in the one reading and not in the other.
            let rest = if before.ends_with(':') { Some(after) } else { after.strip_prefix(':') };
            let touches_colon = rest.is_some_and(|rest| !rest.starts_with(char::is_whitespace));
            let is_odd = written.starts_with(':') || written.contains('?') || before.ends_with('?');
            if is_odd || written.is_empty() && touches_colon {
                return Err(Stop::Undecided("a colon or question mark stands beside text in brackets"));
            }
        }
        WrittenKind::Scalar(_, Style::DoubleQuoted) => {
            let has_other_escape = escapes(written).any(|escape| {
                let is_surrogate = escape.starts_with(['u'])
                    && escape.get(1..2).is_some_and(|digit| digit.eq_ignore_ascii_case("d"))
                    && escape.get(2..3).is_some_and(|digit| digit >= "8");
                escape.starts_with('/') || is_surrogate
            });
            if has_other_escape {
                return Err(Stop::Undecided("an escape is one of YAML 1.2 only"));
            }
        }
        WrittenKind::Scalar(text, Style::Literal | Style::Folded) => {
            let lines = written.split(['\n', '\r']).skip(1);
            let is_at_margin = lines.filter(|line| !line.is_empty()).any(|line| !line.starts_with(' '));
            if is_at_margin && !text.known_bytes().is_empty() {
                return Err(Stop::Undecided("the lines of a block are not indented"));
            }
        }
        _ => {}
    }
    Ok(())
}

/// Looks at a key: inside brackets it may go over lines in YAML 1.2 only.
pub(super) fn check_key(key: &WrittenNode, source: &str) -> Result<(), Stop> {
    check_node(key, source)?;
    let range = key.span.range();
    let after = source.get(range.end..).unwrap_or_default();
    let blanks = after.split(':').next().unwrap_or_default();
    let written = source.get(range.start..range.end + blanks.len()).unwrap_or_default();
    if key.is_in_flow && written.contains(['\n', '\r']) {
        return Err(Stop::Undecided("a key in brackets goes over lines"));
    }
    Ok(())
}

/// The names of anchors and aliases consist of letters, digits, `-` and `_` of ASCII.
fn check_names(before: &str, written: &str) -> Result<(), Stop> {
    let properties = before.rsplit(['\n', '\r']).find(|line| !line.trim().is_empty()).unwrap_or_default();
    let names = properties.split_whitespace().filter_map(|word| word.trim_start_matches(['[', '{']).strip_prefix('&'));
    let alias = written.strip_prefix('*');
    for name in names.chain(alias) {
        if !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')) {
            return Err(Stop::Undecided("the name of an anchor has letters that Terraform does not take"));
        }
    }
    Ok(())
}

/// What follows each backslash.
fn escapes(written: &str) -> impl Iterator<Item = &str> {
    let mut rest = written;
    std::iter::from_fn(move || {
        let (_, after) = rest.split_once('\\')?;
        rest = after.get(after.chars().next().map_or(0, char::len_utf8)..).unwrap_or_default();
        Some(after)
    })
}
