//! Aliases as clouds take them, and what the author of another one most likely meant.

use super::cloud::Cloud;
use crate::syntax::text::Text;

/// What an alias begins with on Alibaba Cloud, and where Huawei Cloud has aliases of their own.
pub(crate) const PREFIX: &str = "alias/";

/// Whether an alias may have a character.
pub(crate) fn allows(cloud: Cloud, character: char) -> bool {
    let is_sign = "/_-".contains(character) || cloud.is_huawei_family() && character == ':';
    character.is_ascii_alphanumeric() || is_sign
}

/// What the author most likely means, with the prefix that Alibaba Cloud asks for.
pub(crate) fn meant(cloud: Cloud, text: &Text) -> Option<String> {
    let alias = legal_alias(cloud, text.known()?)?;
    let lacks_prefix = cloud == Cloud::Alibaba && !alias.starts_with(PREFIX);
    lacks_prefix.then(|| with_prefix(&alias)).flatten().or(Some(alias))
}

/// An alias with dashes for what it must not have, where that is hardly anything else than what is meant.
pub(crate) fn legal_alias(cloud: Cloud, alias: &str) -> Option<String> {
    // Quotes, braces and the like are what another language left there.
    let can_be_replaced = |character: char| " .,:+&@#!?%=~()[]*".contains(character);
    let parts: Vec<&str> = alias.split(|character| !allows(cloud, character)).filter(|part| !part.is_empty()).collect();
    let is_clear = alias.chars().all(|character| allows(cloud, character) || can_be_replaced(character));
    (is_clear && !parts.is_empty()).then(|| parts.join("-"))
}

/// The alias that is meant, unless a misspelled prefix seems to be there.
pub(crate) fn with_prefix(alias: &str) -> Option<String> {
    let folded = alias.to_ascii_lowercase();
    let name = match alias.get(PREFIX.len()..).filter(|_| folded.starts_with(PREFIX)) {
        Some(name) => name,
        None if folded.contains("alias") => return None,
        None => alias.trim_start_matches('/'),
    };
    (!name.is_empty()).then(|| format!("{PREFIX}{name}"))
}
