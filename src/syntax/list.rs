//! Lists that stand in a text, such as `a, b`: where their items are.

use std::ops::Range;

/// The places of the items of `a, b`, without the blanks around them. An item may be empty.
pub(crate) fn items(list: &str) -> impl Iterator<Item = Range<usize>> {
    without(list, char::is_whitespace)
}

/// The places of the items of `a, b` that are not empty, without blanks, quotes and the brackets around the list, which
/// people take over from JSON: `"a", "b"`, `["a", "b"]`.
pub(crate) fn bare_items(list: &str) -> impl Iterator<Item = Range<usize>> {
    let is_around = |letter: char| letter.is_whitespace() || matches!(letter, '"' | '\'' | '[' | ']');
    without(list, is_around).filter(|item| !item.is_empty())
}

fn without(list: &str, is_around: impl Fn(char) -> bool + Copy) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    list.split(',').map(move |item| {
        let at = start + item.len() - item.trim_start_matches(is_around).len();
        start += item.len() + 1;
        at..at + item.trim_matches(is_around).len()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(list: &str, items: impl Iterator<Item = Range<usize>>) -> Vec<&str> {
        items.map(|item| &list[item]).collect()
    }

    #[test]
    fn blanks_around_items_are_left_out() {
        let list = " a,b c ,, d\n";
        assert_eq!(texts(list, items(list)), ["a", "b c", "", "d"]);
        assert_eq!(texts("", items("")), [""]);
        assert_eq!(texts(" , ", items(" , ")), ["", ""]);
    }

    #[test]
    fn quotes_and_brackets_are_left_out_of_bare_items() {
        for list in ["a,ü", "\"a\", \"ü\"", "['a', 'ü']", "[ a,, ü, ]"] {
            assert_eq!(texts(list, bare_items(list)), ["a", "ü"], "{list}");
        }
        assert_eq!(bare_items("[]").count(), 0);
    }
}
