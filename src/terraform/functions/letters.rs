//! Letters as Go maps them: one letter to one letter, whatever stands beside it.

use super::unicode_age::is_newer;

/// The upper-case letter, where there is a single one.
pub(super) fn upper(letter: char) -> char {
    known(letter, newest_upper(letter))
}

/// The letter itself where Terraform's Unicode does not have the pair.
fn known(letter: char, mapped: char) -> char {
    if mapped != letter && (is_newer(letter) || is_newer(mapped)) { letter } else { mapped }
}

fn newest_upper(letter: char) -> char {
    let mut mapped = letter.to_uppercase();
    match (mapped.next(), mapped.next()) {
        (Some(upper), None) => upper,
        // Letters with several in upper case have a title-case letter beside them, or none.
        _ => title_case_of_greek(letter),
    }
}

/// The lower-case letter.
pub(super) fn lower(letter: char) -> char {
    // All others map to a single letter; this one to `i` and a combining dot.
    if letter == 'İ' { 'i' } else { known(letter, letter.to_lowercase().next().unwrap_or(letter)) }
}

/// The first letter of each word in title case.
pub(super) fn title(text: &str) -> String {
    let mut previous = ' ';
    let mut titled = String::with_capacity(text.len());
    for letter in text.chars() {
        titled.push(if is_separator(previous) { title_case(letter) } else { letter });
        previous = letter;
    }
    titled
}

/// White space as Unicode and Go have it.
pub(super) fn is_space(letter: char) -> bool {
    letter.is_whitespace()
}

fn title_case(letter: char) -> char {
    match letter {
        'Ǆ'..='ǆ' => 'ǅ',
        'Ǉ'..='ǉ' => 'ǈ',
        'Ǌ'..='ǌ' => 'ǋ',
        'Ǳ'..='ǳ' => 'ǲ',
        'ა'..='ჺ' | 'ჽ'..='ჿ' => letter,
        letter => upper(letter),
    }
}

fn title_case_of_greek(letter: char) -> char {
    let shift = match letter {
        '\u{1f80}'..='\u{1f87}' | '\u{1f90}'..='\u{1f97}' | '\u{1fa0}'..='\u{1fa7}' => 8,
        '\u{1fb3}' | '\u{1fc3}' | '\u{1ff3}' => 9,
        _ => 0,
    };
    char::from_u32(letter as u32 + shift).unwrap_or(letter)
}

fn is_separator(letter: char) -> bool {
    if letter.is_ascii() {
        return !(letter.is_ascii_alphanumeric() || letter == '_');
    }
    !letter.is_alphanumeric() && letter.is_whitespace()
}
