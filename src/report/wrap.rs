//! Text in lines that fit a terminal.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The text in lines of at most `room` columns, broken at single blanks; a word that is longer than a line is cut.
pub(crate) fn wrapped(text: &str, room: usize) -> Vec<String> {
    wrapped_behind(0, text, room)
}

/// The same, where so many columns of the first line are taken. That line may be left empty.
pub(crate) fn wrapped_behind(taken: usize, text: &str, room: usize) -> Vec<String> {
    let room = room.max(1);
    let mut lines = vec![String::new()];
    let mut used = taken;
    let mut is_first_word = true;
    for word in text.split(' ') {
        let blank = usize::from(!is_first_word);
        if used + blank + word.width() > room && used > 0 {
            lines.push(String::new());
            used = 0;
        } else if !is_first_word {
            push(&mut lines, &mut used, ' ', room);
        }
        is_first_word = false;
        word.chars().for_each(|letter| push(&mut lines, &mut used, letter, room));
    }
    lines
}

fn push(lines: &mut Vec<String>, used: &mut usize, letter: char, room: usize) {
    let width = letter.width().unwrap_or(0);
    if *used + width > room && *used > 0 {
        lines.push(String::new());
        *used = 0;
    }
    *used += width;
    if let Some(line) = lines.last_mut() {
        line.push(letter);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_broken_at_words() {
        assert_eq!(wrapped("one two three", 7), ["one two", "three"]);
        assert_eq!(wrapped("one two three", 8), ["one two", "three"]);
        assert_eq!(wrapped("", 8), [""]);
        assert_eq!(wrapped("a  b", 8), ["a  b"], "two blanks are no place to break");
    }

    #[test]
    fn a_word_that_is_too_long_is_cut() {
        assert_eq!(wrapped("see module.first.key", 8), ["see", "module.f", "irst.key"]);
        assert_eq!(wrapped("密钥密", 5), ["密钥", "密"]);
    }

    #[test]
    fn the_first_line_may_be_taken() {
        assert_eq!(wrapped_behind(6, "one two three", 8), ["", "one two", "three"]);
        assert_eq!(wrapped_behind(4, "one two", 8), ["one", "two"]);
    }
}
