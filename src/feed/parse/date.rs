//! Dates as publishers write them: RFC 3339 and RFC 822 with everything that has become of them.

mod calendar;
mod months;
mod words;

use self::calendar::Calendar;

use jiff::Timestamp as Instant;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;

use crate::model::Timestamp;

const SECONDS_PER_HOUR: i64 = 3600;

/// No date is longer, in characters.
const LONGEST: usize = 200;

/// Reads a date, in UTC where it names no zone; `None` for what is no date between 1970 and 9999.
///
/// Known: RFC 3339 and ISO 8601 in part, RFC 822 and RFC 2822 with any weekday, long and foreign month
/// names, missing parts, asctime, seconds and milliseconds since 1970, digits of any script, dates in Chinese
/// characters, the Persian solar and the Islamic lunar year (which may be a day beside).
/// A date of numbers only that could be read two ways is no date.
pub(super) fn parse(text: &str) -> Option<Timestamp> {
    let text = normalised(text);
    iso(&text)
        .or_else(|| since_1970(&text))
        .or_else(|| words::plain(&text))
        .or_else(|| words::in_words(&text))
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

/// `2026年11月22日(日) 10時20分`, and the same in Korean.
fn in_characters(text: &str) -> Option<Timestamp> {
    if !text.contains(['年', '년']) {
        return None;
    }
    let mut out = String::new();
    for c in text.chars() {
        // Sunday and Monday are written like the day and the month, but not after a number.
        let after_number = out.ends_with(|before: char| before.is_ascii_digit());
        match c {
            '年' | '년' | '月' | '월' if after_number => out.push('-'),
            '時' | '时' | '시' if after_number => out.push(':'),
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

/// `2026-11-22T10:00:00.5+03:00` with any tail missing, `/` for `-`, a space for `T`; also `20261122`.
fn iso(text: &str) -> Option<Timestamp> {
    let (year, rest) = leading_number(text, 4)?;
    let separator = rest.chars().next().filter(|c| matches!(c, '-' | '/'));
    let (month, rest) = match separator {
        Some(separator) => leading_number(rest.strip_prefix(separator)?, 2)?,
        None if rest.len() == 4 => leading_number(rest, 2)?,
        None if rest.is_empty() => (1, ""),
        None => return None,
    };
    let day = separator.map_or(rest, |separator| {
        rest.strip_prefix(separator).unwrap_or(rest)
    });
    let (day, rest) = leading_number(day, 2).unwrap_or((1, rest));
    let date = Calendar::of_year(year)?.date(year, month, day)?;
    let rest = rest.trim_start_matches(|c: char| c == 't' || c.is_whitespace());
    let time = if rest.is_empty() {
        Clock::default()
    } else {
        clock(rest)?
    };
    instant(date, time)
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

/// `10:00`, `10:00:00.5`, `9:00 pm`, each with or without a zone.
fn clock(text: &str) -> Option<Clock> {
    let (hour, rest) = leading_number(text, 2)?;
    let (minute, rest) = leading_number(rest.strip_prefix(':')?, 2)?;
    let (second, rest) = match rest.strip_prefix(':') {
        Some(rest) => leading_number(rest, 2)?,
        None => (0, rest),
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

/// Seconds since 1970, or milliseconds.
fn since_1970(text: &str) -> Option<Timestamp> {
    let number: i64 = text.parse().ok()?;
    let seconds = match text.len() {
        9 | 10 => number,
        13 => number / 1000,
        _ => return None,
    };
    Instant::from_second(seconds)
        .ok()
        .map(|at| Timestamp(at.as_second()))
}

/// Seconds east of UTC.
fn zone(text: &str) -> Option<i64> {
    if let Some(digits) = text.strip_prefix('+') {
        return offset(digits);
    }
    if let Some(digits) = text.strip_prefix(['-', '\u{2212}']) {
        return offset(digits).map(|offset| -offset);
    }
    let hours = match text {
        "z" | "ut" | "utc" | "gmt" | "wet" => 0,
        "met" | "cet" | "bst" | "west" => 1,
        "mest" | "cest" | "eet" => 2,
        "eest" | "msk" => 3,
        "jst" | "kst" => 9,
        "est" | "et" | "cdt" => -5,
        "edt" => -4,
        "cst" | "ct" | "mdt" => -6,
        "mst" | "mt" | "pdt" => -7,
        "pst" | "pt" => -8,
        _ => {
            let named = ["gmt", "utc"]
                .iter()
                .find_map(|name| text.strip_prefix(name))?;
            return zone(named);
        }
    };
    Some(hours * SECONDS_PER_HOUR)
}

/// `0300`, `03:00`, `03`, `3`.
fn offset(digits: &str) -> Option<i64> {
    let digits = digits.replace(':', "");
    let number: i64 = digits.parse().ok()?;
    let (hours, minutes) = match digits.len() {
        1 | 2 => (number, 0),
        3 | 4 => (number / 100, number % 100),
        _ => return None,
    };
    (hours <= 15 && minutes < 60).then_some(hours * SECONDS_PER_HOUR + minutes * 60)
}

#[cfg(test)]
mod tests;
