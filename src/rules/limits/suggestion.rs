//! The name or value that was most likely meant.

/// The candidate that `written` is most likely meant to be: the same but for case, `_` and `-`, a slip away, or the
/// only one that has all of its words.
pub fn nearest<'a>(written: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let candidates: Vec<&str> = candidates.collect();
    let plain = plain_of(written);
    // One letter for another is a slip in a word, and another value where there are one or two letters only.
    let allowed = match plain.chars().count() {
        0..=2 => 0,
        length => (length / 4).clamp(1, 3),
    };
    let near = candidates
        .iter()
        .map(|candidate| (strsim::damerau_levenshtein(&plain, &plain_of(candidate)), *candidate))
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, _)| *distance);
    near.map(|(_, candidate)| candidate).or_else(|| longer_name(written, &candidates))
}

/// The only candidate with all words of `written`, if those say anything.
fn longer_name<'a>(written: &str, candidates: &[&'a str]) -> Option<&'a str> {
    const SAYS_SOMETHING: usize = 4;
    let wanted = words_of(written);
    if wanted.iter().all(|word| word.len() < SAYS_SOMETHING) {
        return None;
    }
    let has_all = |candidate: &&&str| {
        let words = words_of(candidate);
        wanted.iter().all(|word| words.contains(word))
    };
    let mut longer = candidates.iter().filter(has_all);
    let first = longer.next()?;
    longer.next().is_none().then_some(*first)
}

/// `keyAlias` and `key_alias` as `key` and `alias`.
fn words_of(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut was_lower = false;
    for letter in name.chars() {
        let is_separator = !letter.is_alphanumeric();
        if is_separator || (letter.is_uppercase() && was_lower) {
            words.push(String::new());
        }
        was_lower = letter.is_lowercase();
        if let Some(word) = words.last_mut().filter(|_| !is_separator) {
            word.extend(letter.to_lowercase());
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// Whether two names differ in case and separators only.
pub fn differ_by_spelling(left: &str, right: &str) -> bool {
    left != right && plain_of(left) == plain_of(right)
}

fn plain_of(name: &str) -> String {
    name.chars().filter(|letter| !matches!(letter, '_' | '-' | ' ')).flat_map(char::to_lowercase).collect()
}

/// `a, b or c`; what is beyond twelve is counted.
pub fn one_of<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    const SHOWN: usize = 12;
    let names: Vec<&str> = names.into_iter().collect();
    if let Some(more) = names.len().checked_sub(SHOWN).filter(|more| *more > 0) {
        let shown: Vec<&str> = names.into_iter().take(SHOWN).collect();
        return format!("{} or one of {more} others", shown.join(", "));
    }
    match names.split_last() {
        Some((last, [])) => (*last).to_owned(),
        Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
        None => String::new(),
    }
}

/// `write NEAREST, or one of A, B or C`
pub fn advice<'a>(nearest: Option<&str>, all: impl IntoIterator<Item = &'a str>) -> String {
    match nearest {
        Some(nearest) => format!("write {nearest}; allowed are {}", one_of(all).replacen(" or ", " and ", 1)),
        None => format!("write {}", one_of(all)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: [&str; 3] = ["key_alias", "key_description", "KMSKeyId"];

    fn nearest_name(written: &str) -> Option<&'static str> {
        nearest(written, NAMES.into_iter())
    }

    #[test]
    fn case_and_separators_do_not_count() {
        assert_eq!(nearest_name("keyAlias"), Some("key_alias"));
        assert_eq!(nearest_name("KmsKeyId"), Some("KMSKeyId"));
        assert!(differ_by_spelling("KmsKeyId", "KMSKeyId"));
        assert!(!differ_by_spelling("KMSKeyId", "KMSKeyId"));
    }

    #[test]
    fn a_slip_is_near_and_another_word_is_not() {
        assert_eq!(nearest_name("key_allias"), Some("key_alias"));
        assert_eq!(nearest_name("key_usage"), None);
        assert_eq!(nearest_name("days"), None);
    }

    #[test]
    fn a_single_letter_is_no_slip_of_another() {
        assert_eq!(nearest("6", ["1", "2"].into_iter()), None);
        assert_eq!(nearest("A", ["a", "b"].into_iter()), Some("a"));
        assert_eq!(nearest("kmz", ["kms", "external"].into_iter()), Some("kms"));
    }

    #[test]
    fn the_only_name_with_these_words_is_meant() {
        assert_eq!(nearest_name("alias"), Some("key_alias"));
        assert_eq!(nearest_name("Description"), Some("key_description"));
        assert_eq!(nearest_name("key"), None);
    }

    #[test]
    fn lists_end_in_or() {
        assert_eq!(one_of(["a"]), "a");
        assert_eq!(one_of(["a", "b", "c"]), "a, b or c");
        assert_eq!(advice(Some("a"), ["a", "b"]), "write a; allowed are a and b");
    }
}
