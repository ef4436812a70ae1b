//! Durations as Go writes them.

use crate::date::Duration;

const NANOSECONDS: i128 = 1_000_000_000;

/// A duration such as `1h30m` or `-2.5s`; `None` where it is not one.
pub(super) fn parse(text: &str) -> Option<Duration> {
    let (sign, mut rest) = match text.strip_prefix('-') {
        Some(rest) => (-1_i128, rest),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    if rest == "0" {
        return Some(Duration::ZERO);
    }
    if rest.is_empty() {
        return None;
    }
    let mut total: i128 = 0;
    while !rest.is_empty() {
        let length =
            rest.len() - rest.trim_start_matches(|letter: char| letter.is_ascii_digit() || letter == '.').len();
        let (number, tail) = rest.split_at(length);
        let (unit, nanoseconds) = [
            ("ns", 1),
            ("us", 1_000),
            ("µs", 1_000),
            ("μs", 1_000),
            ("ms", 1_000_000),
            ("s", NANOSECONDS),
            ("m", 60 * NANOSECONDS),
            ("h", 3600 * NANOSECONDS),
        ]
        .into_iter()
        .find(|(unit, _)| tail.starts_with(unit))?;
        total = total.checked_add(scaled(number, nanoseconds)?)?;
        rest = tail.strip_prefix(unit)?;
    }
    // Go keeps a duration in 64 bits.
    i64::try_from(sign * total).ok().map(Duration::nanoseconds)
}

fn scaled(number: &str, unit: i128) -> Option<i128> {
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    if (whole.is_empty() && fraction.is_empty()) || fraction.contains('.') || fraction.len() > 15 {
        return None;
    }
    let whole: i128 = if whole.is_empty() { 0 } else { whole.parse().ok()? };
    let digits: i128 = if fraction.is_empty() { 0 } else { fraction.parse().ok()? };
    let scale = 10_i128.pow(fraction.len() as u32);
    whole.checked_mul(unit)?.checked_add(digits * unit / scale)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_have_units() {
        assert_eq!(parse("1.5h"), Some(Duration::minutes(90)));
        assert_eq!(parse("-1h30m0.5s"), Some(Duration::milliseconds(-5_400_500)));
        assert_eq!(parse("0"), Some(Duration::ZERO));
        for wrong in ["1d", "5", "", "h", "1.h.", "2562048h"] {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
    }
}
