//! How names are spelled: which one was most likely meant, which differ in spelling only, and how those are listed that
//! are allowed.

/// The candidate that `written` is most likely meant to be: the nearest that is a slip away, else the only one that has
/// all of its words. Of several that are equally near it is the first.
pub(crate) fn nearest<'a>(written: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let candidates: Vec<&str> = candidates.into_iter().collect();
    let plain = plain(written);
    let near = candidates.iter().filter_map(|candidate| Some((slips(&plain, candidate)?, *candidate)));
    let nearest = near.min_by_key(|(slips, _)| *slips).map(|(_, candidate)| candidate);
    nearest.or_else(|| longer_name(written, &candidates))
}

/// Names in backticks: a, b or c; what is beyond twelve is counted. Nobody is told to write an empty one.
pub(crate) fn one_of<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    const SHOWN: usize = 12;
    let names: Vec<String> =
        names.into_iter().filter(|name| !name.is_empty()).map(|name| format!("`{name}`")).collect();
    if let Some(more) = names.len().checked_sub(SHOWN).filter(|more| *more > 0) {
        let shown: Vec<String> = names.into_iter().take(SHOWN).collect();
        return format!("{} or one of {more} others", shown.join(", "));
    }
    joined(&names, "or")
}

/// Names in backticks: a, b and c.
pub(crate) fn all_of<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let names: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
    joined(&names, "and")
}

fn joined(names: &[String], conjunction: &str) -> String {
    match names.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} {conjunction} {last}", rest.join(", ")),
        None => String::new(),
    }
}

/// Whether `written` is `name` but for its spelling and a few slips: one in four letters, and never more than three.
pub(crate) fn is_slip_of(written: &str, name: &str) -> bool {
    slips(&plain(written), name).is_some()
}

/// Whether two names are the same but for case and separators.
pub(crate) fn same_spelling(left: &str, right: &str) -> bool {
    plain(left) == plain(right)
}

/// Whether two names differ, and in case and separators only.
pub(crate) fn differ_by_spelling(left: &str, right: &str) -> bool {
    left != right && same_spelling(left, right)
}

/// A name without case and separators.
pub(crate) fn plain(name: &str) -> String {
    let letters = name.chars().filter(|letter| !matches!(letter, '_' | '-' | ' '));
    match name.is_ascii() {
        true => letters.map(|letter| letter.to_ascii_lowercase()).collect(),
        false => letters.flat_map(char::to_lowercase).collect(),
    }
}

/// A name as the newer command line tools write it: `modify-disk-default-kms-key-id` for `ModifyDiskDefaultKMSKeyId`.
pub(crate) fn kebab_case(name: &str) -> String {
    let letters: Vec<char> = name.chars().collect();
    let mut kebab = String::with_capacity(name.len() + 8);
    for (index, letter) in letters.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|before| letters.get(before));
        let after = letters.get(index + 1);
        // A word begins after a small letter, and with the last capital of several.
        let begins = letter.is_uppercase()
            && before.is_some_and(|before| before.is_lowercase() || after.is_some_and(|after| after.is_lowercase()));
        if begins {
            kebab.push('-');
        }
        kebab.extend(letter.to_lowercase());
    }
    kebab
}

/// How many slips lie between what was written, in plain spelling, and a name; `None` where they are too many.
fn slips(plain_written: &str, name: &str) -> Option<usize> {
    // One letter for another is a slip in a word, and another value where there are one or two letters only.
    let allowed = match plain_written.chars().count() {
        0..=2 => 0,
        length => (length / 4).clamp(1, 3),
    };
    let plain_name = plain(name);
    // Each letter more or less is a slip, and to count them is much faster than to compare.
    if plain_name.chars().count().abs_diff(plain_written.chars().count()) > allowed {
        return None;
    }
    let slips = strsim::damerau_levenshtein(plain_written, &plain_name);
    (slips <= allowed).then_some(slips)
}

/// The only candidate with all words of `written`, if those say anything.
fn longer_name<'a>(written: &str, candidates: &[&'a str]) -> Option<&'a str> {
    const SAYS_SOMETHING: usize = 4;
    let wanted = words(written);
    if wanted.iter().all(|word| word.len() < SAYS_SOMETHING) {
        return None;
    }
    let has_all = |candidate: &&&str| {
        let words = words(candidate);
        wanted.iter().all(|word| words.contains(word))
    };
    let mut longer = candidates.iter().filter(has_all);
    let first = longer.next()?;
    longer.next().is_none().then_some(*first)
}

/// `keyAlias` and `key_alias` as `key` and `alias`.
fn words(name: &str) -> Vec<String> {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_begin_the_words_of_kebab_case() {
        assert_eq!(kebab_case("UpdateKmsInstanceBindVpc"), "update-kms-instance-bind-vpc");
        assert_eq!(kebab_case("ModifyDiskDefaultKMSKeyId"), "modify-disk-default-kms-key-id");
        assert_eq!(kebab_case("Encrypt"), "encrypt");
    }

    const NAMES: [&str; 3] = ["key_alias", "key_description", "KMSKeyId"];

    fn nearest_name(written: &str) -> Option<&'static str> {
        nearest(written, NAMES)
    }

    #[test]
    fn case_and_separators_do_not_count() {
        assert_eq!(nearest_name("keyAlias"), Some("key_alias"));
        assert_eq!(nearest_name("KmsKeyId"), Some("KMSKeyId"));
        assert!(same_spelling("Key alias", "key_alias"));
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
    fn one_slip_in_four_letters_and_never_more_than_three() {
        // The second is what was written with so many other letters.
        for (name, one_too_many) in [
            ("ab", "ax"),
            ("abc", "axx"),
            ("abcdefg", "abcdexx"),
            ("abcdefgh", "abcdexxx"),
            ("abcdefghijkl", "abcdefghxxxx"),
            ("abcdefghijklmnopqrst", "abcdefghijklmnopxxxx"),
        ] {
            assert!(!is_slip_of(one_too_many, name), "{one_too_many} for {name}");
            let letter = name.len() - one_too_many.matches('x').count();
            let enough = one_too_many.replacen('x', &name[letter..=letter], 1);
            assert!(is_slip_of(&enough, name), "{enough} for {name}");
        }
    }

    #[test]
    fn two_letters_that_changed_places_are_one_slip() {
        assert!(is_slip_of("kyeid", "keyid"));
    }

    #[test]
    fn a_single_letter_is_no_slip_of_another() {
        assert_eq!(nearest("6", ["1", "2"]), None);
        assert_eq!(nearest("A", ["a", "b"]), Some("a"));
        assert_eq!(nearest("kmz", ["kms", "external"]), Some("kms"));
    }

    #[test]
    fn of_two_that_are_equally_near_the_first_is_meant() {
        assert_eq!(nearest("zone-3", ["zone-2", "zone-1"]), Some("zone-2"));
        assert_eq!(nearest("zone-3", ["zone-1", "zone-2"]), Some("zone-1"));
    }

    #[test]
    fn the_only_name_with_these_words_is_meant() {
        assert_eq!(nearest_name("alias"), Some("key_alias"));
        assert_eq!(nearest_name("Description"), Some("key_description"));
        assert_eq!(nearest_name("key"), None);
    }

    #[test]
    fn a_slip_goes_before_the_words() {
        assert_eq!(nearest("alias", ["key_alias", "allias"]), Some("allias"));
    }

    #[test]
    fn lists_end_in_or() {
        assert_eq!(one_of(["a"]), "`a`");
        assert_eq!(one_of(["a", "b", "c"]), "`a`, `b` or `c`");
    }
}
