//! Dates of numbers only that do not begin with a year and a month.

use jiff::Timestamp as Instant;
use jiff::civil::{Date, ISOWeekDate, Weekday};

use super::calendar::Calendar;
use super::{Clock, clock, instant, leading_number, time_after};
use crate::model::Timestamp;

/// Seconds since 1970 with or without a fraction, or milliseconds, as JSON has them (`/Date(…)/`) and as shells do (`@…`).
pub(super) fn since_1970(text: &str) -> Option<Timestamp> {
    let inside = text.strip_prefix("/date(");
    let text = inside.or_else(|| text.strip_prefix('@')).unwrap_or(text);
    let length = text.bytes().take_while(u8::is_ascii_digit).count();
    let (digits, rest) = text.split_at(length);
    let fraction = rest.strip_prefix('.');
    let is_fraction = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !rest.is_empty() && inside.is_none() && !fraction.is_some_and(is_fraction) {
        return None;
    }
    let number: i64 = digits.parse().ok()?;
    let seconds = match length {
        9 | 10 => number,
        13 => number / 1000,
        _ => return None,
    };
    let at = Instant::from_second(seconds).ok()?;
    Some(Timestamp(at.as_second()))
}

/// `22.11.2026 10:00`, and `22/11/2026` or `11/22/2026`, where only one of the two can be the month. With dots between
/// them the day comes first wherever that is written.
pub(super) fn year_last(text: &str) -> Option<Timestamp> {
    let (first, rest) = leading_number(text, 2)?;
    let separator = rest
        .chars()
        .next()
        .filter(|c| matches!(c, '.' | '/' | '-'))?;
    let (second, rest) = leading_number(rest.strip_prefix(separator)?.trim_start(), 2)?;
    let (year, rest) = leading_number(rest.strip_prefix(separator)?.trim_start(), 4)?;
    let (day, month) = match (separator, first, second) {
        ('.', day, month) | (_, day @ 13.., month) | (_, month, day @ 13..) => (day, month),
        (_, day, month) if day == month => (day, month),
        _ => return None,
    };
    let date = Calendar::of_year(year)?.date(year, month, day)?;
    let rest = rest.trim_start_matches(|c: char| !c.is_ascii_digit());
    let time = if rest.is_empty() {
        Clock::default()
    } else {
        clock(rest)?
    };
    instant(date, time)
}

/// `2026-326` and `2026-W47-7`, the day of a year and of a week of it (ISO 8601), with a time or without.
pub(super) fn day_of_year(text: &str) -> Option<Timestamp> {
    let (year, rest) = leading_number(text, 4)?;
    let year = i16::try_from(year).ok().filter(|year| *year >= 1970)?;
    let rest = rest.strip_prefix('-').unwrap_or(rest);
    let (date, rest) = if let Some(week) = rest.strip_prefix('w') {
        of_week(year, week)?
    } else {
        let (day, after) = leading_number(rest, 3)?;
        let is_whole = rest.len() - after.len() == 3;
        let day = i16::try_from(day).ok().filter(|_| is_whole)?;
        let first = Date::new(year, 1, 1).ok()?;
        (first.with().day_of_year(day).build().ok()?, after)
    };
    instant(date, time_after(rest)?)
}

/// The day that `47-7` begins with in a year, and what comes after it.
fn of_week(year: i16, text: &str) -> Option<(Date, &str)> {
    let (week, rest) = leading_number(text, 2)?;
    let (day, rest) = leading_number(rest.strip_prefix('-').unwrap_or(rest), 1)?;
    let day = Weekday::from_monday_one_offset(day.try_into().ok()?).ok()?;
    let date = ISOWeekDate::new(year, week.try_into().ok()?, day).ok()?;
    Some((date.date(), rest))
}
