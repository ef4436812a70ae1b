//! Days and points in time as they are written in files.
//!
//! The calendar is the one of the `time` crate; how strictly text is read is decided here, because its own readers take
//! notations that neither Go nor the clouds do.

pub(crate) use time::{Date, Duration, OffsetDateTime as Timestamp};
use time::{Month, PrimitiveDateTime, Time, UtcOffset};

/// Today in UTC.
#[expect(clippy::disallowed_methods, reason = "the one place that asks for the date; --today replaces it")]
pub(crate) fn today() -> Date {
    Timestamp::now_utc().date()
}

/// Reads a day that is written as `2026-11-21`, and nothing else.
pub(crate) fn day(text: &str) -> Option<Date> {
    let mut reader = Reader { rest: text };
    reader.date().filter(|_| reader.rest.is_empty())
}

/// Reads a point in time in RFC 3339 notation as Go does: `2006-01-02T15:04:05.999+07:00`.
pub(crate) fn timestamp(text: &str) -> Option<Timestamp> {
    let mut reader = Reader { rest: text };
    let date = reader.date()?;
    reader.expect('T')?;
    let hour = reader.number(2)?;
    reader.rest_of_timestamp(date, hour, &['.'], Reader::offset)
}

/// Reads a point in time as Go's `time.Parse` does, which takes more: `2006-01-02T3:04:05,9+24:60`.
pub(crate) fn loose_timestamp(text: &str) -> Option<Timestamp> {
    let mut reader = Reader { rest: text };
    let date = reader.date()?;
    reader.expect('T')?;
    let hour = reader.short_number()?;
    reader.rest_of_timestamp(date, hour, &['.', ','], Reader::loose_offset)
}

/// Reads a day or a point in time as Go's readers of YAML do: `2006-1-2`, `2006-1-2T3:4:5Z`, `2006-1-2 3:4:5`.
pub(crate) fn yaml_timestamp(text: &str) -> Option<Timestamp> {
    let mut reader = Reader { rest: text };
    let year: u16 = reader.number(4)?;
    reader.expect('-')?;
    let month: u8 = reader.short_number()?;
    reader.expect('-')?;
    let day = reader.short_number()?;
    let date = Date::from_calendar_date(year.into(), Month::try_from(month).ok()?, day).ok()?;
    if reader.rest.is_empty() {
        return Some(date.midnight().assume_utc());
    }
    let is_zoned = reader.rest.starts_with(['T', 't']);
    reader.rest = match reader.rest.strip_prefix(['T', 't']) {
        Some(rest) => rest,
        None => reader.rest.starts_with(' ').then(|| reader.rest.trim_start_matches(' '))?,
    };
    let hour = reader.short_number()?;
    reader.expect(':')?;
    let minute = reader.short_number()?;
    reader.expect(':')?;
    let second = reader.short_number()?;
    let time = Time::from_hms_nano(hour, minute, second, reader.fraction(&['.', ','])?).ok()?;
    let offset = if is_zoned { reader.offset()? } else { UtcOffset::UTC };
    reader.rest.is_empty().then(|| PrimitiveDateTime::new(date, time).assume_offset(offset))
}

/// RFC 3339 notation without fractions of a second.
pub(crate) fn rfc_3339(time: Timestamp) -> String {
    let (date, (hour, minute, second)) = (time.date(), time.to_hms());
    let offset = if time.offset().is_utc() { "Z".to_owned() } else { offset(time, ":") };
    format!("{date}T{hour:02}:{minute:02}:{second:02}{offset}")
}

/// How far local time is ahead of UTC: `+07:00`, with the separator between hours and minutes.
pub(crate) fn offset(time: Timestamp, separator: &str) -> String {
    let minutes = time.offset().whole_minutes();
    let sign = if minutes < 0 { '-' } else { '+' };
    format!("{sign}{:02}{separator}{:02}", minutes.abs() / 60, minutes.abs() % 60)
}

struct Reader<'a> {
    rest: &'a str,
}

impl Reader<'_> {
    fn date(&mut self) -> Option<Date> {
        let year: u16 = self.number(4)?;
        self.expect('-')?;
        let month: u8 = self.number(2)?;
        self.expect('-')?;
        let day = self.number(2)?;
        Date::from_calendar_date(year.into(), Month::try_from(month).ok()?, day).ok()
    }

    fn number<T: std::str::FromStr>(&mut self, digits: usize) -> Option<T> {
        let (number, rest) = self.rest.split_at_checked(digits)?;
        if !number.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        self.rest = rest;
        number.parse().ok()
    }

    /// What follows the hour, up to the end.
    fn rest_of_timestamp(
        &mut self,
        date: Date,
        hour: u8,
        separators: &[char],
        offset: fn(&mut Self) -> Option<UtcOffset>,
    ) -> Option<Timestamp> {
        self.expect(':')?;
        let minute = self.number(2)?;
        self.expect(':')?;
        let second = self.number(2)?;
        let time = Time::from_hms_nano(hour, minute, second, self.fraction(separators)?).ok()?;
        let offset = offset(self)?;
        self.rest.is_empty().then(|| PrimitiveDateTime::new(date, time).assume_offset(offset))
    }

    /// A number of one or two digits.
    fn short_number(&mut self) -> Option<u8> {
        let has_two = self.rest.as_bytes().get(1).is_some_and(u8::is_ascii_digit);
        self.number(if has_two { 2 } else { 1 })
    }

    fn expect(&mut self, letter: char) -> Option<()> {
        self.rest = self.rest.strip_prefix(letter)?;
        Some(())
    }

    /// Nanoseconds, behind one of the separators.
    fn fraction(&mut self, separators: &[char]) -> Option<u32> {
        let Some(rest) = self.rest.strip_prefix(separators) else { return Some(0) };
        let digits = rest.len() - rest.trim_start_matches(|letter: char| letter.is_ascii_digit()).len();
        let (fraction, rest) = rest.split_at_checked(digits).filter(|(fraction, _)| !fraction.is_empty())?;
        self.rest = rest;
        let padded = format!("{fraction:0<9}");
        padded.get(..9)?.parse().ok()
    }

    fn offset(&mut self) -> Option<UtcOffset> {
        self.offset_within(23, 59)
    }

    fn loose_offset(&mut self) -> Option<UtcOffset> {
        self.offset_within(24, 60)
    }

    fn offset_within(&mut self, most_hours: i32, most_minutes: i32) -> Option<UtcOffset> {
        if let Some(rest) = self.rest.strip_prefix('Z') {
            self.rest = rest;
            return Some(UtcOffset::UTC);
        }
        let sign = if self.rest.starts_with('-') { -1 } else { 1 };
        self.rest = self.rest.strip_prefix(['+', '-'])?;
        let hours: i32 = self.number(2).filter(|hours| *hours <= most_hours)?;
        self.expect(':')?;
        let minutes: i32 = self.number(2).filter(|minutes| *minutes <= most_minutes)?;
        UtcOffset::from_whole_seconds(sign * (hours * 3600 + minutes * 60)).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_those_of_the_calendar() {
        for right in ["2027-01-31", "2028-02-29", "0000-01-01", "9999-12-31"] {
            assert_eq!(day(right).map(|day| day.to_string()).as_deref(), Some(right));
        }
        for wrong in
            ["2027-02-29", "2027-13-01", "2027-00-10", "27-01-31", "2027-1-31", "2027-01-31T", "+027-01-31", ""]
        {
            assert_eq!(day(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn points_in_time_are_counted_from_1970() {
        let seconds = |text| timestamp(text).map(Timestamp::unix_timestamp);
        assert_eq!(seconds("1970-01-01T00:00:00Z"), Some(0));
        assert_eq!(seconds("2024-02-29T12:00:00+02:00"), Some(1_709_200_800));
        assert_eq!(seconds("2000-01-01T00:00:00.5Z"), Some(946_684_800));
        for end in ["9999-12-31T23:59:59-23:59", "0000-01-01T00:00:00+23:59"] {
            assert_eq!(timestamp(end).map(rfc_3339).as_deref(), Some(end));
        }
    }

    #[test]
    fn what_is_not_a_timestamp_is_refused() {
        for text in [
            "2017-11-22",
            "2017-13-01T00:00:00Z",
            "2017-02-29T00:00:00Z",
            "2017-01-01T24:00:00Z",
            "2017-01-01T00:60:00Z",
            "2016-12-31T23:59:60Z",
            "2027-08-10 T08:03:30Z",
            "2027-08-10 08:03:30Z",
            "2027-08-10t08:03:30z",
            "2027-8-10T08:03:30Z",
            "2027-+8-10T08:03:30Z",
            "2027-08-10T8:03:30Z",
            "2027-08-10T08:03:30",
            "2027-08-10T08:03:30.Z",
            "2027-08-10T08:03:30+24:00",
            "2027-08-10T08:03:30+00:60",
            "2027-08-10T08:03:30Z ",
            "é-08-10T08:03:30Z",
            "",
        ] {
            assert_eq!(timestamp(text), None, "{text}");
        }
    }
}
