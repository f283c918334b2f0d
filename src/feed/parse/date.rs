//! Dates as publishers write them: RFC 3339 and RFC 822 with everything that has become of them.

mod calendar;
mod months;
mod numbers;
mod words;
mod zone;

use std::borrow::Cow;

use self::calendar::Calendar;
use self::zone::zone;

use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;

use crate::model::Timestamp;

/// No date is longer, in characters.
const LONGEST: usize = 200;

/// Reads a date, in UTC where it names no zone; `None` for what is no date between 1970 and 9999.
///
/// Known: RFC 3339 and ISO 8601 in part, RFC 822 and RFC 2822 with any weekday, long and foreign month
/// names, missing parts, asctime, seconds and milliseconds since 1970, digits of any script, dates in Chinese
/// characters, weeks and days of the year, the Persian solar and the Islamic lunar year (which may be a day beside).
/// A date of numbers only that could be read two ways is no date.
pub(super) fn parse(text: &str) -> Option<Timestamp> {
    let text = normalised(text);
    iso(&text)
        .or_else(|| numbers::since_1970(&text))
        .or_else(|| words::plain(&text))
        .or_else(|| words::in_words(&text))
        .or_else(|| numbers::year_last(&text))
        .or_else(|| numbers::day_of_year(&text))
        .or_else(|| in_characters(&text))
        .filter(|instant| instant.0 > 0)
}

/// Lower case, ASCII digits, without characters that only steer direction; of Arabic letters one form each,
/// without marks.
fn normalised(text: &str) -> String {
    text.trim()
        .chars()
        .take(LONGEST)
        .filter(|c| !matches!(c, '\u{200b}'..='\u{200f}' | '\u{61c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'))
        .filter(|c| !matches!(c, '\u{640}' | '\u{64b}'..='\u{65f}'))
        .map(|c| match c {
            '،' | '，' | '、' => ',',
            'أ' | 'إ' | 'آ' => 'ا',
            'ي' | 'ى' => 'ی',
            'ك' => 'ک',
            'ة' => 'ه',
            c if c.is_whitespace() => ' ',
            c => digit(c),
        })
        .flat_map(char::to_lowercase)
        .collect()
}

/// The zeros of scripts with digits of their own that feeds are dated in.
const ZEROS: [char; 7] = [
    '\u{660}', '\u{6f0}', '\u{966}', '\u{9e6}', '\u{e50}', '\u{1040}', '\u{ff10}',
];

fn digit(c: char) -> char {
    let value = |zero: &char| {
        u32::from(c)
            .checked_sub(u32::from(*zero))
            .filter(|value| *value < 10)
    };
    let value = ZEROS.iter().find_map(value);
    value
        .and_then(|value| char::from_digit(value, 10))
        .unwrap_or(c)
}

/// The years before the first of eras that dates are counted in.
const ERAS: [(&str, i64); 4] = [
    ("令和", 2018),
    ("平成", 1988),
    ("民國", 1911),
    ("民国", 1911),
];

/// The text with a year of an era as one of ours.
fn without_era(text: &str) -> Option<String> {
    let in_era = |(era, before): &(&str, i64)| {
        let (_, rest) = text.split_once(era)?;
        let (year, rest) = leading_number(rest, 3)?;
        Some(format!("{}{rest}", year + before))
    };
    ERAS.iter().find_map(in_era)
}

/// `2026年11月22日(日) 10時20分`, `2026-11-22 上午10:20`, and the same in Korean.
fn in_characters(text: &str) -> Option<Timestamp> {
    let is_character = |c| matches!(c, '\u{3000}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}');
    if !text.contains(is_character) {
        return None;
    }
    let text = without_era(text).map_or(Cow::Borrowed(text), Cow::Owned);
    let mut out = String::new();
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        // Sunday and Monday are written like the day and the month, but not after a number.
        let after_number = out.ends_with(|before: char| before.is_ascii_digit());
        match c {
            '年' | '년' | '月' | '월' | '-' | '/' if after_number => out.push('-'),
            '.' if after_number => out.push('.'),
            '時' | '时' | '點' | '点' | '시' if after_number => out.push(':'),
            '分' | '분' if after_number && seconds_follow(rest.as_str()) => out.push(':'),
            '0'..='9' | ':' | '+' => out.push(c),
            _ if out.ends_with(['-', ':', ' ']) => {}
            _ => out.push(' '),
        }
    }
    let afternoon = ["午後", "下午", "오후"]
        .iter()
        .any(|word| text.contains(word));
    if afternoon {
        out.push_str(" pm");
    }
    iso(out.trim_end_matches([' ', ':']))
}

fn seconds_follow(text: &str) -> bool {
    text.trim_start().starts_with(|c: char| c.is_ascii_digit())
}

fn instant(date: Date, time: Clock) -> Option<Timestamp> {
    let date = if time.hour == 24 {
        date.tomorrow().ok()?
    } else {
        date
    };
    let clock = Time::new(time.hour % 24, time.minute, time.second.min(59), 0).ok()?;
    let utc = date.to_datetime(clock).to_zoned(TimeZone::UTC).ok()?;
    Some(Timestamp(utc.timestamp().as_second() - time.offset))
}

/// A time of day and its offset from UTC in seconds.
#[derive(Clone, Copy, Debug, Default)]
struct Clock {
    hour: i8,
    minute: i8,
    second: i8,
    offset: i64,
}

/// `2026-11-22T10:00:00.5+03:00` with any tail missing, `/` or `.` for `-`, a space for `T`; also `20261122` and
/// `20261122T100000`, which may have no `T`.
fn iso(text: &str) -> Option<Timestamp> {
    let (year, rest) = leading_number(text, 4)?;
    let separator = rest.chars().next().filter(|c| matches!(c, '-' | '/' | '.'));
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let (month, rest) = match separator {
        Some(_) => part(separator, rest)?,
        None if matches!(digits, 4 | 10) => leading_number(rest, 2)?,
        None if rest.is_empty() => (1, ""),
        None => return None,
    };
    let (day, rest) = part(separator, rest).unwrap_or((1, rest));
    let date = Calendar::of_year(year)?.date(year, month, day)?;
    instant(date, time_after(rest.trim_start_matches('.'))?)
}

/// The month or the day, behind the separator where there is one.
fn part(separator: Option<char>, text: &str) -> Option<(i64, &str)> {
    let text = separator.map_or(Some(text), |separator| text.strip_prefix(separator))?;
    leading_number(text.trim_start(), 2)
}

/// The time behind a date, midnight where there is none; `None` where what is there is none.
fn time_after(text: &str) -> Option<Clock> {
    let text = text.trim_start_matches(|c: char| c == 't' || c.is_whitespace());
    if text.is_empty() {
        Some(Clock::default())
    } else {
        clock(text)
    }
}

/// The number at the start, of at least one and at most `digits` digits.
fn leading_number(text: &str, digits: usize) -> Option<(i64, &str)> {
    let length = text
        .bytes()
        .take(digits)
        .take_while(u8::is_ascii_digit)
        .count();
    let (number, rest) = text.split_at(length);
    Some((number.parse().ok()?, rest))
}

/// `10:00`, `10:00:00.5`, `9:00 pm`, `100000`, each with or without a zone.
fn clock(text: &str) -> Option<Clock> {
    let (hour, rest) = leading_number(text, 2)?;
    let colon = rest.strip_prefix(':');
    let (minute, rest) = leading_number(colon.unwrap_or(rest), 2)?;
    let (second, rest) = match (colon, rest.strip_prefix(':')) {
        (Some(_), Some(rest)) => leading_number(rest, 2)?,
        (None, _) => leading_number(rest, 2).unwrap_or((0, rest)),
        _ => (0, rest),
    };
    let rest = match rest.strip_prefix(['.', ',']) {
        Some(fraction) => fraction.trim_start_matches(|c: char| c.is_ascii_digit()),
        None => rest,
    };
    let rest = rest.trim();
    let (hour, rest) = match (rest.strip_prefix("pm"), rest.strip_prefix("am")) {
        (Some(rest), _) => (hour % 12 + 12, rest),
        (_, Some(rest)) => (hour % 12, rest),
        _ => (hour, rest),
    };
    Some(Clock {
        hour: hour.try_into().ok()?,
        minute: minute.try_into().ok()?,
        second: second.try_into().ok()?,
        offset: zone(rest.trim()).unwrap_or(0),
    })
}

#[cfg(test)]
mod tests;
