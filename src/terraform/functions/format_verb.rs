//! The verbs of `format`'s templates: `%s`, `%-8.3f`, `%[2]d`.

use std::fmt;
use std::iter::Peekable;
use std::ops::Range;
use std::str::CharIndices;

/// A verb with its flags.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Verb {
    /// As written.
    pub(super) text: String,
    pub(super) mode: char,
    /// The number of the argument, from 1.
    pub(super) argument: usize,
    pub(super) width: Option<usize>,
    pub(super) precision: Option<usize>,
    pub(super) zero: bool,
    pub(super) sharp: bool,
    pub(super) plus: bool,
    pub(super) minus: bool,
    pub(super) space: bool,
}

impl Verb {
    /// Whether a string is shown just as it is.
    pub(super) fn is_plain(&self) -> bool {
        matches!(self.mode, 's' | 'v') && !self.sharp && self.width.is_none() && self.precision.unwrap_or(0) == 0
    }

    /// `%#v`, which is always JSON.
    pub(super) fn is_sharp_value(&self) -> bool {
        self.mode == 'v' && self.sharp
    }
}

/// Why a template is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum FormatError {
    Unfinished,
    Unexpected(char, usize),
    UnknownVerb(String),
}

impl fmt::Display for FormatError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unfinished => formatter.write_str("the last verb is not finished; `%%` is a percent sign"),
            Self::Unexpected(letter, offset) => write!(formatter, "`{letter}` at {offset} is not part of a verb"),
            Self::UnknownVerb(verb) => write!(formatter, "there is no verb `{verb}`"),
        }
    }
}

/// The verbs (`Ok`) of a template and the literal text between them (`Err`), in order.
pub(super) fn scan(template: &str) -> Result<Vec<Result<Verb, Range<usize>>>, FormatError> {
    let mut parts: Vec<Result<Verb, Range<usize>>> = Vec::new();
    let mut next_argument = 1;
    let mut literal = 0;
    let mut letters = template.char_indices().peekable();
    while let Some((start, letter)) = letters.next() {
        if letter != '%' {
            continue;
        }
        if literal < start {
            parts.push(Err(literal..start));
        }
        if letters.next_if(|&(_, letter)| letter == '%').is_some() {
            parts.push(Err(start..start + 1));
            literal = start + 2;
            continue;
        }
        let mut verb = read_verb(&mut letters, next_argument)?;
        let end = letters.peek().map_or(template.len(), |&(at, _)| at);
        verb.text = template.get(start..end).unwrap_or_default().to_owned();
        if !"vtbdoxXeEfgGsq".contains(verb.mode) {
            return Err(FormatError::UnknownVerb(verb.text));
        }
        next_argument = verb.argument.saturating_add(1);
        parts.push(Ok(verb));
        literal = end;
    }
    if literal < template.len() {
        parts.push(Err(literal..template.len()));
    }
    Ok(parts)
}

fn read_verb(letters: &mut Peekable<CharIndices<'_>>, argument: usize) -> Result<Verb, FormatError> {
    let mut verb = Verb { argument, ..Verb::default() };
    while let Some((_, flag)) = letters.next_if(|(_, letter)| "0#-+ ".contains(*letter)) {
        match flag {
            '0' => verb.zero = true,
            '#' => verb.sharp = true,
            '-' => verb.minus = true,
            '+' => verb.plus = true,
            _ => verb.space = true,
        }
    }
    verb.width = read_number(letters);
    if letters.next_if(|&(_, letter)| letter == '.').is_some() {
        verb.precision = Some(read_number(letters).unwrap_or(0));
    }
    if letters.next_if(|&(_, letter)| letter == '[').is_some() {
        if let Some(&(at, '0')) = letters.peek() {
            return Err(FormatError::Unexpected('0', at));
        }
        let number = read_number(letters);
        verb.argument = number.unwrap_or(0);
        match letters.next() {
            Some((_, ']')) if number.is_some() => {}
            Some((at, letter)) => return Err(FormatError::Unexpected(letter, at)),
            None => return Err(FormatError::Unfinished),
        }
    }
    match letters.next() {
        Some((_, mode)) if mode.is_ascii_alphabetic() => verb.mode = mode,
        Some((at, letter)) => return Err(FormatError::Unexpected(letter, at)),
        None => return Err(FormatError::Unfinished),
    }
    Ok(verb)
}

fn read_number(letters: &mut Peekable<CharIndices<'_>>) -> Option<usize> {
    let mut number: Option<usize> = None;
    while let Some((_, digit)) = letters.next_if(|(_, letter)| letter.is_ascii_digit()) {
        let digit = digit.to_digit(10).unwrap_or(0) as usize;
        number = Some(number.unwrap_or(0).saturating_mul(10).saturating_add(digit));
    }
    number
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_falls_into_literals_and_verbs() {
        let parts = scan("a%-05.2[3]f%%b").unwrap();
        assert_eq!(parts[0], Err(0..1));
        let verb = parts[1].clone().unwrap();
        assert_eq!((verb.mode, verb.argument, verb.width, verb.precision), ('f', 3, Some(5), Some(2)));
        assert!(verb.minus && verb.zero && !verb.plus);
        assert_eq!(parts[2], Err(11..12));
        assert_eq!(parts[3], Err(13..14));
    }

    #[test]
    fn what_is_no_verb_is_refused() {
        assert_eq!(scan("%"), Err(FormatError::Unfinished));
        assert_eq!(scan("%z"), Err(FormatError::UnknownVerb("%z".to_owned())));
        assert_eq!(scan("%[0]d"), Err(FormatError::Unexpected('0', 2)));
        assert_eq!(scan("%[2]5s"), Err(FormatError::Unexpected('5', 4)));
    }
}
