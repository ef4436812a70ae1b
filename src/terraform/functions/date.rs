//! Functions on points in time.

use super::duration;
use super::parameter::{Parameter, Shape};
use super::signature::{Call, Function};
use crate::date::{self, Timestamp};
use crate::terraform::expression::scope::{Evaluated, Failure};
use crate::value::Value;

pub(super) const FUNCTIONS: &[Function] = &[
    Function::new(
        "formatdate",
        &[Parameter::new("format", Shape::String), Parameter::new("time", Shape::String)],
        Shape::String,
        format_date,
    ),
    Function::new("plantimestamp", &[], Shape::String, |call| Ok(call.unknown("the time of the plan is not known"))),
    Function::new(
        "timeadd",
        &[Parameter::new("timestamp", Shape::String), Parameter::new("duration", Shape::String)],
        Shape::String,
        time_add,
    ),
    Function::new(
        "timecmp",
        &[Parameter::new("timestamp_a", Shape::String), Parameter::new("timestamp_b", Shape::String)],
        Shape::Number,
        time_compare,
    ),
    Function::new("timestamp", &[], Shape::String, |call| Ok(call.unknown("the time of the run is not known"))),
];

fn timestamp(call: &Call<'_>, index: usize) -> Result<Timestamp, Failure> {
    date::timestamp(call.str(index)).ok_or_else(|| no_time(call, index))
}

fn no_time(call: &Call<'_>, index: usize) -> Failure {
    call.failure_at(index, format!("{:?} is not a time as in 2006-01-02T15:04:05Z", call.str(index)))
}

fn time_add(call: &Call<'_>) -> Evaluated {
    let time = timestamp(call, 0)?;
    let Some(duration) = duration::parse(call.str(1)) else {
        return Err(call.failure_at(1, format!("{:?} is not a duration as in 1h30m", call.str(1))));
    };
    match time.checked_add(duration).filter(|moved| (0..=9999).contains(&moved.year())) {
        Some(moved) => call.string(date::rfc_3339(moved)),
        None => Ok(call.unknown("the time lies outside of the years 0 to 9999")),
    }
}

fn time_compare(call: &Call<'_>) -> Evaluated {
    // This function alone reads times with Go's own reader.
    let time = |index| date::loose_timestamp(call.str(index)).ok_or_else(|| no_time(call, index));
    let order = time(0)?.cmp(&time(1)?) as i64;
    Ok(Value::number(order).at(call.span()))
}

fn format_date(call: &Call<'_>) -> Evaluated {
    let time = timestamp(call, 1)?;
    let mut formatted = String::new();
    let mut rest = call.str(0);
    while let Some(letter) = rest.chars().next() {
        if let Some(after) = rest.strip_prefix("''") {
            formatted.push('\'');
            rest = after;
        } else if let Some(after) = rest.strip_prefix('\'') {
            let (literal, after) = literal(after).ok_or_else(|| call.failure_at(0, "a `'` is not closed"))?;
            formatted.push_str(&literal);
            rest = after;
        } else if letter.is_ascii_alphabetic() {
            let after = rest.trim_start_matches(letter);
            let verb = rest.get(..rest.len() - after.len()).unwrap_or_default();
            let part = show(verb, time).ok_or_else(|| {
                call.failure_at(0, format!("there is no verb `{verb}`; put letters that stand for themselves in `'`"))
            })?;
            formatted.push_str(&part);
            rest = after;
        } else {
            formatted.push(letter);
            rest = rest.get(letter.len_utf8()..).unwrap_or_default();
        }
    }
    call.string(formatted)
}

/// Text up to the closing quote, and what follows it; a doubled quote stands for one.
fn literal(text: &str) -> Option<(String, &str)> {
    let mut literal = String::new();
    let mut rest = text;
    loop {
        let (part, after) = rest.split_once('\'')?;
        literal.push_str(part);
        match after.strip_prefix('\'') {
            Some(after) => {
                literal.push('\'');
                rest = after;
            }
            None => return Some((literal, after)),
        }
    }
}

fn show(verb: &str, time: Timestamp) -> Option<String> {
    let (year, month, day) = (time.year(), u8::from(time.month()), time.day());
    let (hour, minute, second) = time.to_hms();
    let (month_name, weekday_name) = (time.month().to_string(), time.weekday().to_string());
    let short = |name: &str| name.get(..3).unwrap_or_default().to_owned();
    let twelve = if hour % 12 == 0 { 12 } else { hour % 12 };
    Some(match verb {
        "YY" => format!("{:02}", year % 100),
        "YYYY" => format!("{year:04}"),
        "M" => month.to_string(),
        "MM" => format!("{month:02}"),
        "MMM" => short(&month_name),
        "MMMM" => month_name,
        "D" => day.to_string(),
        "DD" => format!("{day:02}"),
        "EEE" => short(&weekday_name),
        "EEEE" => weekday_name,
        "h" => hour.to_string(),
        "hh" => format!("{hour:02}"),
        "H" => twelve.to_string(),
        "HH" => format!("{twelve:02}"),
        "AA" => if hour < 12 { "AM" } else { "PM" }.to_owned(),
        "aa" => if hour < 12 { "am" } else { "pm" }.to_owned(),
        "m" => minute.to_string(),
        "mm" => format!("{minute:02}"),
        "s" => second.to_string(),
        "ss" => format!("{second:02}"),
        "Z" if time.offset().is_utc() => "Z".to_owned(),
        "ZZZ" if time.offset().is_utc() => "UTC".to_owned(),
        "Z" | "ZZZZZ" => date::offset(time, ":"),
        "ZZZ" | "ZZZZ" => date::offset(time, ""),
        _ => return None,
    })
}
