//! Regular expressions in Go's notation, written in that of the `regex` crate.
//!
//! Both are of one family. They differ in what a class such as `\d` means (ASCII in Go), in escapes, and in what
//! they refuse.

use std::fmt::Write as _;
use std::iter::Peekable;
use std::str::Chars;

use super::unicode_names;

/// Go repeats at most this often.
const MAX_REPEAT: u32 = 1000;

/// A pattern for the `regex` crate.
pub(super) struct Translated {
    pub(super) pattern: String,
    /// It means the same to Go in texts of ASCII only.
    pub(super) is_of_ascii: bool,
}

/// The pattern for the `regex` crate; `None` where it has something that only Go knows. The error is why Go
/// refuses it.
pub(super) fn translate(pattern: &str) -> Result<Option<Translated>, String> {
    let mut translator = Translator {
        rest: pattern.chars().peekable(),
        output: String::new(),
        is_of_ascii: false,
        depth: 0,
        last: Last::Nothing,
        weights: vec![1],
        last_weight: 1,
    };
    match translator.run() {
        Ok(()) => Ok(Some(Translated { pattern: translator.output, is_of_ascii: translator.is_of_ascii })),
        Err(Stop::Refused(reason)) => Err(reason),
        Err(Stop::Undecided) => Ok(None),
    }
}

enum Stop {
    Refused(String),
    Undecided,
}

fn refused(reason: impl Into<String>) -> Stop {
    Stop::Refused(reason.into())
}

/// What stands before the next piece.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Last {
    Nothing,
    /// A group of flags, behind which a repetition applies to what stands before them.
    Flags,
    Item,
    Repetition,
}

struct Translator<'a> {
    rest: Peekable<Chars<'a>>,
    output: String,
    is_of_ascii: bool,
    depth: usize,
    last: Last,
    /// How often the most repeated letter inside each open group occurs, the pattern itself first.
    weights: Vec<u32>,
    /// The same of the last item.
    last_weight: u32,
}

impl Translator<'_> {
    fn run(&mut self) -> Result<(), Stop> {
        while let Some(letter) = self.rest.next() {
            match letter {
                '\\' => self.escape()?,
                '[' => self.class()?,
                '(' => self.group()?,
                ')' => {
                    self.depth = self.depth.checked_sub(1).ok_or_else(|| refused("a `)` has no `(`"))?;
                    self.item(")");
                    self.last_weight = self.weights.pop().unwrap_or(1);
                    self.weigh(self.last_weight);
                }
                '|' => {
                    self.output.push('|');
                    self.last = Last::Nothing;
                }
                '*' | '+' | '?' => self.repeat(&letter.to_string())?,
                '{' => self.braces()?,
                letter => {
                    self.literal_or_operator(letter);
                    self.last = Last::Item;
                    self.last_weight = 1;
                }
            }
        }
        if self.depth > 0 { Err(refused("a `(` has no `)`")) } else { Ok(()) }
    }

    fn item(&mut self, text: &str) {
        self.output.push_str(text);
        self.last = Last::Item;
        self.last_weight = 1;
    }

    fn weigh(&mut self, weight: u32) {
        if let Some(group) = self.weights.last_mut() {
            *group = weight.max(*group);
        }
    }

    fn literal_or_operator(&mut self, letter: char) {
        match letter {
            '^' | '$' | '.' => self.output.push(letter),
            letter => push_literal(&mut self.output, letter),
        }
    }

    fn repeat(&mut self, operator: &str) -> Result<(), Stop> {
        match self.last {
            Last::Nothing => return Err(refused(format!("`{operator}` has nothing to repeat"))),
            Last::Flags => return Err(Stop::Undecided),
            Last::Repetition => return Err(refused(format!("`{operator}` repeats a repetition"))),
            Last::Item => {}
        }
        self.output.push_str(operator);
        if self.rest.next_if_eq(&'?').is_some() {
            self.output.push('?');
        }
        self.last = Last::Repetition;
        Ok(())
    }

    /// `{2,3}` repeats; any other brace is a literal.
    fn braces(&mut self) -> Result<(), Stop> {
        let ahead: String = self.rest.clone().take_while(|letter| *letter != '}').collect();
        let (least, most) = ahead.split_once(',').map_or((&*ahead, None), |(least, most)| (least, Some(most)));
        let is_count = |text: &str| {
            !text.is_empty()
                && text.bytes().all(|byte| byte.is_ascii_digit())
                && (text == "0" || !text.starts_with('0'))
        };
        let closes = self.rest.clone().any(|letter| letter == '}');
        if !closes || !is_count(least) || !most.is_none_or(|most| most.is_empty() || is_count(most)) {
            self.item("\\{");
            return Ok(());
        }
        let count = |text: &str| text.parse::<u32>().unwrap_or(u32::MAX);
        let most = most.map(|most| if most.is_empty() { None } else { Some(count(most)) });
        let largest = most.flatten().unwrap_or(0).max(count(least));
        if largest > MAX_REPEAT {
            return Err(refused(format!("a repetition goes beyond {MAX_REPEAT}")));
        }
        if most.flatten().is_some_and(|most| most < count(least)) {
            return Err(refused("a repetition ends before it begins"));
        }
        // Repetitions of repetitions count together.
        let times = most.flatten().unwrap_or(count(least)).max(1);
        let weight = self.last_weight.saturating_mul(times);
        if weight > MAX_REPEAT && self.last == Last::Item {
            return Err(refused(format!("repetitions go beyond {MAX_REPEAT} together")));
        }
        self.weigh(weight);
        for _ in 0..=ahead.chars().count() {
            self.rest.next();
        }
        self.repeat(&format!("{{{ahead}}}"))
    }

    fn group(&mut self) -> Result<(), Stop> {
        self.depth += 1;
        self.last = Last::Nothing;
        self.weights.push(1);
        if self.rest.next_if_eq(&'?').is_none() {
            self.output.push('(');
            return Ok(());
        }
        let mut flags = String::new();
        while let Some(letter) = self.rest.next() {
            match letter {
                'P' | '<' if flags.is_empty() => return self.named_group(letter),
                ':' => {
                    let _ = write!(self.output, "(?{flags}:");
                    return Ok(());
                }
                ')' if !flags.ends_with('-') => {
                    if !flags.is_empty() {
                        let _ = write!(self.output, "(?{flags})");
                    }
                    self.depth -= 1;
                    self.weights.pop();
                    self.last = Last::Flags;
                    return Ok(());
                }
                '-' if !flags.contains('-') => flags.push('-'),
                'i' | 'm' | 's' | 'U' => flags.push(letter),
                _ => return Err(refused(format!("`(?{flags}{letter}` is not supported"))),
            }
        }
        Err(refused("a `(` has no `)`"))
    }

    fn named_group(&mut self, first: char) -> Result<(), Stop> {
        if first == 'P' && self.rest.next_if_eq(&'<').is_none() {
            return Err(refused("`(?P` is followed by a name in `<>`"));
        }
        let name: String = std::iter::from_fn(|| self.rest.next_if(|letter| *letter != '>')).collect();
        let is_word = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
        if self.rest.next().is_none() || name.is_empty() || !name.chars().all(is_word) {
            return Err(refused("a group's name consists of letters, digits and `_`"));
        }
        if name.starts_with(|letter: char| letter.is_ascii_digit()) {
            return Err(Stop::Undecided);
        }
        if self.output.contains(&format!("(?P<{name}>")) {
            // Go takes both, with the values of the second.
            return Err(Stop::Undecided);
        }
        let _ = write!(self.output, "(?P<{name}>");
        Ok(())
    }

    fn escape(&mut self) -> Result<(), Stop> {
        let Some(letter) = self.rest.next() else { return Err(refused("a `\\` ends the pattern")) };
        match letter {
            'd' | 'D' | 's' | 'S' | 'w' | 'W' => {
                let (negated, set) = perl_class(letter);
                let negation = if negated { "^" } else { "" };
                self.item(&format!("[{negation}{set}]"));
            }
            'A' => self.item("\\A"),
            'z' => self.item("\\z"),
            'b' => self.item("(?-u:\\b)"),
            'B' => {
                // The crate has no such boundary of ASCII alone that keeps letters whole.
                self.is_of_ascii = true;
                self.item("\\B");
            }
            'p' | 'P' => {
                let class = self.unicode_class(letter)?;
                self.item(&class);
            }
            'Q' => self.quoted(),
            letter => {
                let literal = self.escaped_letter(letter)?;
                push_literal(&mut self.output, literal);
                self.last = Last::Item;
                self.last_weight = 1;
            }
        }
        Ok(())
    }

    fn quoted(&mut self) {
        while let Some(letter) = self.rest.next() {
            if letter == '\\' && self.rest.next_if_eq(&'E').is_some() {
                return;
            }
            push_literal(&mut self.output, letter);
            self.last = Last::Item;
            self.last_weight = 1;
        }
    }

    fn unicode_class(&mut self, letter: char) -> Result<String, Stop> {
        let mut is_negated = letter == 'P';
        let name = match self.rest.next() {
            Some('{') => {
                let name: String = std::iter::from_fn(|| self.rest.next_if(|letter| *letter != '}')).collect();
                if self.rest.next().is_none() {
                    return Err(refused("`\\p{` is not closed"));
                }
                name
            }
            Some(name) => name.to_string(),
            None => return Err(refused("`\\p` takes a name")),
        };
        let name = match name.strip_prefix('^') {
            Some(rest) => {
                is_negated = !is_negated;
                rest
            }
            None => &name,
        };
        let class = unicode_names::class(name).ok_or_else(|| refused(format!("there is no class `{name}`")))?;
        Ok(format!("[{}{class}]", if is_negated { "^" } else { "" }))
    }

    /// The letter that an escape stands for.
    fn escaped_letter(&mut self, letter: char) -> Result<char, Stop> {
        Ok(match letter {
            'a' => '\u{7}',
            'f' => '\u{c}',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'v' => '\u{b}',
            'x' => self.hexadecimal()?,
            '0'..='7' => {
                let is_octal = letter == '0' || self.rest.peek().is_some_and(|next| ('0'..='7').contains(next));
                if !is_octal {
                    return Err(refused("back references are not supported"));
                }
                let mut code = letter.to_digit(8).unwrap_or(0);
                for _ in 0..2 {
                    let Some(digit) = self.rest.next_if(|next| ('0'..='7').contains(next)) else { break };
                    code = code * 8 + digit.to_digit(8).unwrap_or(0);
                }
                char::from_u32(code).ok_or(Stop::Undecided)?
            }
            letter if letter.is_ascii() && !letter.is_ascii_alphanumeric() => letter,
            letter => return Err(refused(format!("`\\{letter}` is not an escape"))),
        })
    }

    fn hexadecimal(&mut self) -> Result<char, Stop> {
        let digits: String = if self.rest.next_if_eq(&'{').is_some() {
            let digits = std::iter::from_fn(|| self.rest.next_if(char::is_ascii_hexdigit)).collect();
            if self.rest.next() != Some('}') {
                return Err(refused("`\\x{` is not closed"));
            }
            digits
        } else {
            let digits: String = std::iter::from_fn(|| self.rest.next_if(char::is_ascii_hexdigit)).take(2).collect();
            if digits.len() < 2 {
                return Err(refused("`\\x` takes two hexadecimal digits"));
            }
            digits
        };
        let code = u32::from_str_radix(&digits, 16).map_err(|_| refused("`\\x` takes hexadecimal digits"))?;
        if (0xd800..0xe000).contains(&code) {
            return Err(Stop::Undecided);
        }
        char::from_u32(code).ok_or_else(|| refused("`\\x` stands for no letter"))
    }

    fn class(&mut self) -> Result<(), Stop> {
        let mut class = String::from("[");
        if self.rest.next_if_eq(&'^').is_some() {
            class.push('^');
        }
        let mut is_first = true;
        loop {
            let Some(letter) = self.rest.next() else { return Err(refused("a `[` has no `]`")) };
            match letter {
                ']' if !is_first => break,
                '[' if self.rest.peek() == Some(&':') && self.posix_class(&mut class)? => {}
                '\\' if self.rest.peek().is_some_and(|next| "dDsSwW".contains(*next)) => {
                    let (negated, set) = perl_class(self.rest.next().unwrap_or('d'));
                    class.push_str(&if negated { format!("[^{set}]") } else { set.to_owned() });
                }
                '\\' if self.rest.peek().is_some_and(|next| "pP".contains(*next)) => {
                    let letter = self.rest.next().unwrap_or('p');
                    class.push_str(&self.unicode_class(letter)?);
                }
                letter => self.class_range(letter, &mut class)?,
            }
            is_first = false;
        }
        class.push(']');
        self.item(&class);
        Ok(())
    }

    fn class_range(&mut self, first: char, class: &mut String) -> Result<(), Stop> {
        let low = self.class_letter(first)?;
        let mut ahead = self.rest.clone();
        let is_range = ahead.next() == Some('-') && ahead.next().is_some_and(|next| next != ']');
        if !is_range {
            push_code(class, low);
            return Ok(());
        }
        self.rest.next();
        let Some(second) = self.rest.next() else { return Err(refused("a `[` has no `]`")) };
        let high = self.class_letter(second)?;
        if high < low {
            return Err(refused("a range ends before it begins"));
        }
        push_code(class, low);
        class.push('-');
        push_code(class, high);
        Ok(())
    }

    fn class_letter(&mut self, letter: char) -> Result<char, Stop> {
        if letter != '\\' {
            return Ok(letter);
        }
        let Some(escaped) = self.rest.next() else { return Err(refused("a `\\` ends the pattern")) };
        self.escaped_letter(escaped)
    }

    /// `[:alpha:]`; `false` where it is not closed and so no class.
    fn posix_class(&mut self, class: &mut String) -> Result<bool, Stop> {
        let ahead: String = self.rest.clone().collect();
        let Some(end) = ahead.get(1..).and_then(|rest| rest.find(":]")) else { return Ok(false) };
        let name = ahead.get(1..=end).unwrap_or_default();
        let known = [
            "alnum", "alpha", "ascii", "blank", "cntrl", "digit", "graph", "lower", "print", "punct", "space", "upper",
            "word", "xdigit",
        ];
        if !known.contains(&name.trim_start_matches('^')) {
            return Err(refused(format!("there is no class `[:{name}:]`")));
        }
        let _ = write!(class, "[:{name}:]");
        for _ in 0..name.chars().count() + 3 {
            self.rest.next();
        }
        Ok(true)
    }
}

/// Whether the class is a negation, and what it consists of.
fn perl_class(letter: char) -> (bool, &'static str) {
    let set = match letter.to_ascii_lowercase() {
        'd' => "0-9",
        's' => "\\t\\n\\x0c\\r\\x20",
        _ => "0-9A-Za-z_",
    };
    (letter.is_ascii_uppercase(), set)
}

fn push_literal(output: &mut String, letter: char) {
    if letter.is_ascii_alphanumeric() || letter == '_' || !letter.is_ascii() {
        output.push(letter);
    } else {
        push_code(output, letter);
    }
}

fn push_code(output: &mut String, letter: char) {
    if letter.is_ascii_alphanumeric() {
        output.push(letter);
    } else {
        let _ = write!(output, "\\x{{{:x}}}", letter as u32);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matches(pattern: &str, text: &str) -> bool {
        let translated = translate(pattern).unwrap().unwrap();
        regex::Regex::new(&translated.pattern).unwrap_or_else(|error| panic!("{error}")).is_match(text)
    }

    #[test]
    fn classes_are_those_of_ascii() {
        assert!(matches(r"^\d+$", "12"));
        assert!(!matches(r"^\d+$", "١"));
        assert!(!matches(r"^\w$", "é"));
        assert!(matches(r"^[\w.-]+$", "a.b-c"));
        assert!(matches(r"^[^\s]$", "\u{a0}"));
    }

    #[test]
    fn what_only_one_of_both_knows_is_translated() {
        assert!(matches(r"^a{,2}$", "a{,2}"));
        assert!(matches(r"^\Qa.b\E$", "a.b"));
        assert!(matches(r"^[a&&b[]+$", "&["));
        assert!(matches(r"^\<\101$", "<A"));
        assert!(matches(r"^[]a]+$", "]a"));
        assert!(matches(r"^[[:alpha:]_]+$", "a_"));
    }

    #[test]
    fn what_go_refuses_is_refused() {
        for pattern in ["(", ")", "a**", "*a", "a{1001}", "(?=a)", r"\1", r"\y", "[b-a]", "[a", "(?x)a", "[[:foo:]]"] {
            assert!(translate(pattern).is_err(), "{pattern}");
        }
    }
}
