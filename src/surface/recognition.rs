//! Whether a text is ours, before or without parsing it.

use super::{SURFACES, request};
use crate::tables::Tables;

/// In lower case, words of which every text has one that holds something to check.
pub(crate) fn words() -> impl Iterator<Item = &'static str> {
    SURFACES.iter().flat_map(|surface| surface.words).copied()
}

/// The same for texts that describe what exists.
pub(crate) fn evidence_words() -> impl Iterator<Item = &'static str> {
    SURFACES.iter().filter(|surface| surface.is_evidence).flat_map(|surface| surface.words).copied()
}

/// Whether a file that cannot be parsed is recognisably ours, so that its errors are our business.
pub(crate) fn is_recognisable(text: &str, tables: &Tables) -> bool {
    let has_mark = |mark: &&str| text.contains(mark);
    SURFACES.iter().flat_map(|surface| surface.marks).any(has_mark)
        || names_operation(text, tables)
        || shows_body(text, tables)
}

/// Whether it names an operation of a request: `"Action": "CreateAlias"`, `Action=CreateAlias`.
fn names_operation(text: &str, tables: &Tables) -> bool {
    text.match_indices("Action").any(|(at, name)| {
        let rest = text.get(at + name.len()..).unwrap_or_default();
        let rest = rest.trim_start_matches(['"', '\'', ':', '=', ' ', '\t']);
        let end = rest.find(|letter: char| !letter.is_ascii_alphanumeric()).unwrap_or(rest.len());
        rest.get(..end).is_some_and(|operation| tables.operation(&format!("alibaba/{operation}")).is_some())
    })
}

/// Whether it has the members by which a body of one operation is known, as JSON or YAML writes them.
fn shows_body(text: &str, tables: &Tables) -> bool {
    let has = |name: &str| {
        text.match_indices(name).any(|(at, _)| {
            let before = text.get(..at).unwrap_or_default();
            let after = text.get(at + name.len()..).unwrap_or_default();
            before.ends_with('"') && after.starts_with('"')
                || before.ends_with(['\n', ' ']) && after.starts_with(':')
                || before.is_empty() && after.starts_with(':')
        })
    };
    tables.recognising_names(&request::NOTATION).any(|names| names.iter().all(|name| has(name)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn broken_text_is_known_by_its_words() {
        let is_ours = |text: &str| is_recognisable(text, Tables::built_in());
        for text in [
            "{\"Action\": \"CreateAlias\", ",
            "Action: CreateAlias\n  x",
            "https://x/?Action=UpdateAlias&",
            "{\"key_alias\": ",
            "key_alias: [",
            "{\"key_id\": \"a\", \"pending_days\": ",
            "Type: ALIYUN::KMS::Alias",
            "everest.io/crypt-alias: [",
        ] {
            assert!(is_ours(text), "{text}");
        }
        for text in
            ["{\"Action\": \"kms:CreateAlias\"", "{\"Action\": \"RunInstances\"", "key_id: [", "CreateAlias", ""]
        {
            assert!(!is_ours(text), "{text}");
        }
    }
}
