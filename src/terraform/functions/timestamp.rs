//! Points in time in RFC 3339 notation, with arithmetic on the proleptic Gregorian calendar.

use std::fmt;

const SECONDS_OF_DAY: i64 = 86_400;
const NANOSECONDS: i128 = 1_000_000_000;

/// A point in time with the offset that it was written with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Timestamp {
    /// Seconds since 1970, in UTC.
    seconds: i64,
    nanoseconds: u32,
    /// Seconds that local time is ahead of UTC.
    pub(super) offset: i32,
}

/// The parts of local time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Parts {
    pub(super) year: i64,
    pub(super) month: u32,
    pub(super) day: u32,
    /// From Sunday, which is 0.
    pub(super) weekday: usize,
    pub(super) hour: u32,
    pub(super) minute: u32,
    pub(super) second: u32,
}

impl Timestamp {
    /// Reads `2006-01-02T15:04:05.999+07:00`; `None` for anything else.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let mut reader = Reader { rest: text };
        let year = reader.number(4)?;
        reader.expect('-')?;
        let month = reader.number(2).filter(|month| (1..=12).contains(month))?;
        reader.expect('-')?;
        let day = reader.number(2).filter(|day| (1..=days_of_month(year.into(), month)).contains(day))?;
        reader.expect('T')?;
        let hour = reader.number(2).filter(|hour| *hour < 24)?;
        reader.expect(':')?;
        let minute = reader.number(2).filter(|minute| *minute < 60)?;
        reader.expect(':')?;
        let second = reader.number(2).filter(|second| *second < 60)?;
        let nanoseconds = reader.fraction()?;
        let offset = reader.offset()?;
        if !reader.rest.is_empty() {
            return None;
        }
        let days = days_from_civil(i64::from(year), month, day);
        let local = days * SECONDS_OF_DAY + i64::from(hour * 3600 + minute * 60 + second);
        Some(Self { seconds: local - i64::from(offset), nanoseconds, offset })
    }

    /// The time after a duration; `None` outside of the years that RFC 3339 can write.
    pub(super) fn after(self, nanoseconds: i128) -> Option<Self> {
        let total = i128::from(self.seconds) * NANOSECONDS + i128::from(self.nanoseconds) + nanoseconds;
        let seconds = i64::try_from(total.div_euclid(NANOSECONDS)).ok()?;
        let nanoseconds = u32::try_from(total.rem_euclid(NANOSECONDS)).ok()?;
        let moved = Self { seconds, nanoseconds, ..self };
        (0..=9999).contains(&moved.parts().year).then_some(moved)
    }

    /// A key by which points in time are ordered, whatever their offsets.
    pub(super) fn instant(self) -> (i64, u32) {
        (self.seconds, self.nanoseconds)
    }

    pub(super) fn parts(self) -> Parts {
        let local = self.seconds + i64::from(self.offset);
        let days = local.div_euclid(SECONDS_OF_DAY);
        let rest = local.rem_euclid(SECONDS_OF_DAY) as u32;
        let (year, month, day) = civil_from_days(days);
        Parts {
            year,
            month,
            day,
            weekday: (days + 4).rem_euclid(7) as usize,
            hour: rest / 3600,
            minute: rest / 60 % 60,
            second: rest % 60,
        }
    }

    /// `+07:00` or, without the colon, `+0700`.
    pub(super) fn offset_text(self, separator: &str) -> String {
        let sign = if self.offset < 0 { '-' } else { '+' };
        let minutes = self.offset.unsigned_abs() / 60;
        format!("{sign}{:02}{separator}{:02}", minutes / 60, minutes % 60)
    }
}

/// RFC 3339 without fractions of a second.
impl fmt::Display for Timestamp {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Parts { year, month, day, hour, minute, second, .. } = self.parts();
        write!(formatter, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")?;
        if self.offset == 0 { formatter.write_str("Z") } else { formatter.write_str(&self.offset_text(":")) }
    }
}

/// Nanoseconds of a duration such as `1h30m` or `-2.5s`; `None` where it is not one.
pub(super) fn parse_duration(text: &str) -> Option<i128> {
    let (sign, mut rest) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    if rest == "0" {
        return Some(0);
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
    (total <= i128::from(i64::MAX)).then_some(sign * total)
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

struct Reader<'a> {
    rest: &'a str,
}

impl Reader<'_> {
    fn number(&mut self, digits: usize) -> Option<u32> {
        let (number, rest) = self.rest.split_at_checked(digits)?;
        if !number.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        self.rest = rest;
        number.parse().ok()
    }

    fn expect(&mut self, letter: char) -> Option<()> {
        self.rest = self.rest.strip_prefix(letter)?;
        Some(())
    }

    fn fraction(&mut self) -> Option<u32> {
        let Some(rest) = self.rest.strip_prefix(['.', ',']) else { return Some(0) };
        let digits = rest.len() - rest.trim_start_matches(|letter: char| letter.is_ascii_digit()).len();
        let (fraction, rest) = rest.split_at_checked(digits).filter(|(fraction, _)| !fraction.is_empty())?;
        self.rest = rest;
        let padded = format!("{fraction:0<9}");
        padded.get(..9)?.parse().ok()
    }

    fn offset(&mut self) -> Option<i32> {
        if let Some(rest) = self.rest.strip_prefix('Z') {
            self.rest = rest;
            return Some(0);
        }
        let sign = if self.rest.starts_with('-') { -1 } else { 1 };
        self.rest = self.rest.strip_prefix(['+', '-'])?;
        let hours = self.number(2).filter(|hours| *hours < 24)?;
        self.expect(':')?;
        let minutes = self.number(2).filter(|minutes| *minutes < 60)?;
        Some(sign * (hours * 3600 + minutes * 60) as i32)
    }
}

fn days_of_month(year: i64, month: u32) -> u32 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days since 1970-01-01, by counting years from March so that leap days come last.
fn days_from_civil(year: i64, month: u32, day: u32) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let month_from_march = (i64::from(month) + 9) % 12;
    let day_of_year = (153 * month_from_march + 2) / 5 + i64::from(day) - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

fn civil_from_days(days: i64) -> (i64, u32, u32) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = (day_of_year - (153 * month_from_march + 2) / 5 + 1) as u32;
    let month = (if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 }) as u32;
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(text: &str, duration: &str) -> String {
        let moved = Timestamp::parse(text).unwrap().after(parse_duration(duration).unwrap());
        moved.unwrap().to_string()
    }

    #[test]
    fn durations_cross_months_and_leap_days() {
        assert_eq!(after("2024-02-28T23:59:59Z", "1s"), "2024-02-29T00:00:00Z");
        assert_eq!(after("2023-02-28T23:59:59Z", "1s"), "2023-03-01T00:00:00Z");
        assert_eq!(after("2017-11-22T00:00:00+02:00", "-10m"), "2017-11-21T23:50:00+02:00");
        assert_eq!(after("1970-01-01T00:00:00Z", "-1h30m0.5s"), "1969-12-31T22:29:59Z");
    }

    #[test]
    fn what_is_no_timestamp_is_refused() {
        for text in ["2017-11-22", "2017-13-01T00:00:00Z", "2017-02-29T00:00:00Z", "2017-01-01T24:00:00Z", ""] {
            assert!(Timestamp::parse(text).is_none(), "{text}");
        }
    }

    #[test]
    fn durations_have_units() {
        assert_eq!(parse_duration("1.5h"), Some(5_400_000_000_000));
        assert_eq!(parse_duration("0"), Some(0));
        assert_eq!(parse_duration("1d"), None);
        assert_eq!(parse_duration("5"), None);
        assert_eq!(parse_duration(""), None);
    }

    #[test]
    fn weekdays_are_counted_from_sunday() {
        assert_eq!(Timestamp::parse("2026-11-21T12:00:00Z").map(|time| time.parts().weekday), Some(6));
    }
}
