//! YAML's core schema: which plain scalars are numbers, booleans or null.

use num_bigint::BigUint;

use crate::syntax::node::NodeKind;

/// Digits of a hexadecimal or octal number past which it is not converted.
const MAX_DIGITS: usize = 1_000;

/// What a plain scalar is, where it is not a string. Numbers are in JSON's notation, exact.
pub(super) fn resolve(text: &str) -> Option<NodeKind> {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Some(NodeKind::Null),
        "true" | "True" | "TRUE" => Some(NodeKind::Bool(true)),
        "false" | "False" | "FALSE" => Some(NodeKind::Bool(false)),
        _ => number(text).map(|number| NodeKind::Number(number.into())),
    }
}

/// A number as JSON writes it; infinities and NaN, for which JSON has no notation, as they are.
fn number(text: &str) -> Option<String> {
    if let Some(digits) = text.strip_prefix("0x") {
        return from_radix(digits, 16);
    }
    if let Some(digits) = text.strip_prefix("0o") {
        return from_radix(digits, 8);
    }
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    if matches!(unsigned, ".inf" | ".Inf" | ".INF") || matches!(text, ".nan" | ".NaN" | ".NAN") {
        return Some(text.to_owned());
    }
    decimal(text)
}

/// A decimal number in JSON's notation, exact.
pub(crate) fn decimal(text: &str) -> Option<String> {
    let (sign, rest) = match text.as_bytes().first()? {
        b'-' => ("-", text.get(1..)?),
        b'+' => ("", text.get(1..)?),
        _ => ("", text),
    };
    let (mantissa, exponent) = match rest.find(['e', 'E']) {
        Some(at) => (rest.get(..at)?, rest.get(at..)?),
        None => (rest, ""),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let are_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !are_digits(whole) || !are_digits(fraction) || whole.is_empty() && fraction.is_empty() {
        return None;
    }
    if let Some(power) = exponent.get(1..) {
        let digits = power.strip_prefix(['+', '-']).unwrap_or(power);
        if digits.is_empty() || !are_digits(digits) {
            return None;
        }
    }
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    let fraction = match (mantissa.contains('.'), fraction) {
        (false, _) => String::new(),
        (true, "") => ".0".to_owned(),
        (true, digits) => format!(".{digits}"),
    };
    Some(format!("{sign}{whole}{fraction}{exponent}"))
}

fn from_radix(digits: &str, radix: u32) -> Option<String> {
    let are_digits = !digits.is_empty() && digits.chars().all(|digit| digit.is_digit(radix));
    if !are_digits || digits.len() > MAX_DIGITS {
        return None;
    }
    BigUint::parse_bytes(digits.as_bytes(), radix).map(|value| value.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str) -> String {
        match resolve(text) {
            Some(NodeKind::Number(number)) => number.into(),
            Some(NodeKind::Bool(value)) => value.to_string(),
            Some(NodeKind::Null) => "null".to_owned(),
            _ => format!("\"{text}\""),
        }
    }

    #[test]
    fn numbers_are_exact_in_the_notation_of_json() {
        let cases = [
            ("1207089758811234", "1207089758811234"),
            ("123456789012345678901234567890", "123456789012345678901234567890"),
            ("1.2e15", "1.2e15"),
            ("1.2070897588E+15", "1.2070897588E+15"),
            ("+12", "12"),
            ("-0", "-0"),
            ("007", "7"),
            ("000", "0"),
            (".5", "0.5"),
            ("5.", "5.0"),
            ("-.5e-3", "-0.5e-3"),
            ("0x1F", "31"),
            ("0o17", "15"),
            ("0xffffffffffffffffffff", "1208925819614629174706175"),
            ("-.inf", "-.inf"),
            (".nan", ".nan"),
        ];
        for (text, expected) in cases {
            assert_eq!(written(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_no_number_of_the_core_schema_is_a_string() {
        let texts = [
            "1_000",
            "1,5",
            "0b11",
            "12:30",
            "1.2.3",
            "1e",
            "1e+",
            "e5",
            ".",
            "-",
            "+",
            "0x",
            "0xg",
            "0o8",
            "-0x1",
            "yes",
            "no",
            "on",
            "off",
            "nan",
            "-.nan",
            "2012-10-17",
            "tRUE",
            "NuLL",
        ];
        for text in texts {
            assert_eq!(written(text), format!("\"{text}\""));
        }
    }
}
