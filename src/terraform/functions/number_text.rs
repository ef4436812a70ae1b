//! Numbers in the notations of Go's `%g`, `%e` and `%f`.

use crate::value::{Digits, Number};

/// Notations of a number, without its sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Notation {
    /// So many digits after the point, and an exponent.
    Exponent(usize),
    /// So many digits after the point.
    Fixed(usize),
    /// So many significant digits, or as many as needed; an exponent where the number is very large or small.
    General(Option<usize>),
}

/// Ten significant digits with their sign, as sets of objects are ordered by.
pub(crate) fn general(number: &Number) -> String {
    let sign = if number.is_negative() { "-" } else { "" };
    format!("{sign}{}", absolute(number, Notation::General(Some(10))))
}

/// The absolute value of a number.
pub(super) fn absolute(number: &Number, notation: Notation) -> String {
    match notation {
        Notation::Exponent(precision) => {
            let digits = rounded(number.exact_digits(), |_| precision as i64 + 1);
            with_exponent(&digits, precision)
        }
        Notation::Fixed(precision) => {
            let digits = rounded(number.exact_digits(), |point| point.saturating_add(precision as i64));
            without_exponent(&digits, precision)
        }
        Notation::General(precision) => {
            let digits = match precision {
                None => number.shortest_digits(),
                Some(precision) => rounded(number.exact_digits(), |_| precision.max(1) as i64),
            };
            let count = digits.digits.len() as i64;
            // Beyond this exponent the number is shown with one.
            let limit = match precision {
                None => 6,
                Some(precision) if precision as i64 > count && count >= digits.point => count,
                Some(precision) => precision.max(1) as i64,
            };
            let exponent = digits.point - 1;
            if count > 0 && (exponent < -4 || exponent >= limit) {
                with_exponent(&digits, digits.digits.len().saturating_sub(1))
            } else {
                without_exponent(&digits, usize::try_from((count - digits.point).max(0)).unwrap_or(0))
            }
        }
    }
}

/// Rounds half to even, to as many digits as `keep` gives for the place of the point.
fn rounded(exact: Digits, keep: impl Fn(i64) -> i64) -> Digits {
    let Digits { mut digits, mut point } = exact;
    let keep = keep(point);
    let Ok(kept) = usize::try_from(keep) else { return Digits { digits: Vec::new(), point: 0 } };
    if kept >= digits.len() {
        return Digits { digits, point };
    }
    let next = digits.get(kept).copied().unwrap_or(0);
    let is_half = next == 5 && digits.len() == kept + 1;
    let last_is_odd = kept.checked_sub(1).and_then(|last| digits.get(last)).is_some_and(|digit| digit % 2 == 1);
    let raise = if is_half { last_is_odd } else { next >= 5 };
    digits.truncate(kept);
    if raise {
        while digits.last() == Some(&9) {
            digits.pop();
        }
        match digits.last_mut() {
            Some(last) => *last += 1,
            None => {
                digits.push(1);
                point += 1;
            }
        }
    }
    while digits.last() == Some(&0) {
        digits.pop();
    }
    if digits.is_empty() {
        point = 0;
    }
    Digits { digits, point }
}

fn with_exponent(digits: &Digits, precision: usize) -> String {
    let mut text = String::new();
    let digit = |index: usize| char::from(b'0' + digits.digits.get(index).copied().unwrap_or(0));
    text.push(digit(0));
    if precision > 0 {
        text.push('.');
        text.extend((1..=precision).map(digit));
    }
    let exponent = if digits.digits.is_empty() { 0 } else { digits.point - 1 };
    let sign = if exponent < 0 { '-' } else { '+' };
    text.push_str(&format!("e{sign}{:02}", exponent.unsigned_abs()));
    text
}

fn without_exponent(digits: &Digits, precision: usize) -> String {
    let digit = |index: i64| {
        let digit = usize::try_from(index).ok().and_then(|index| digits.digits.get(index)).copied();
        char::from(b'0' + digit.unwrap_or(0))
    };
    let mut text = String::new();
    if digits.point > 0 {
        text.extend((0..digits.point).map(digit));
    } else {
        text.push('0');
    }
    if precision > 0 {
        text.push('.');
        text.extend((0..precision as i64).map(|index| digit(digits.point + index)));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(text: &str, notation: Notation) -> String {
        absolute(&Number::parse(text).unwrap(), notation)
    }

    #[test]
    fn fixed_notation_rounds_what_is_cut() {
        assert_eq!(show("3.14159", Notation::Fixed(2)), "3.14");
        assert_eq!(show("0.996", Notation::Fixed(2)), "1.00");
        assert_eq!(show("2.5", Notation::Fixed(0)), "2");
        assert_eq!(show("0.5", Notation::Fixed(0)), "0");
        assert_eq!(show("0.6", Notation::Fixed(0)), "1");
        assert_eq!(show("0.04", Notation::Fixed(1)), "0.0");
        assert_eq!(show("0.06", Notation::Fixed(1)), "0.1");
        assert_eq!(show("12", Notation::Fixed(3)), "12.000");
        assert_eq!(show("0", Notation::Fixed(1)), "0.0");
    }

    #[test]
    fn general_notation_takes_an_exponent_where_the_number_is_far_from_one() {
        assert_eq!(show("12345678901", Notation::General(Some(10))), "1.23456789e+10");
        assert_eq!(show("0.00001", Notation::General(Some(10))), "1e-05");
        assert_eq!(show("0.0001", Notation::General(Some(10))), "0.0001");
        assert_eq!(show("10", Notation::General(Some(10))), "10");
        assert_eq!(show("0", Notation::General(Some(10))), "0");
    }

    #[test]
    fn exponents_have_two_digits() {
        assert_eq!(show("1234.5", Notation::Exponent(2)), "1.23e+03");
        assert_eq!(show("0", Notation::Exponent(1)), "0.0e+00");
    }
}
