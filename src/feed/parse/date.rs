//! Dates as publishers write them: RFC 3339 and RFC 822 with everything that has become of them.

use jiff::Timestamp as Instant;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;

use crate::model::Timestamp;

const SECONDS_PER_HOUR: i64 = 3600;

/// Reads a date, in UTC where it names no zone; `None` for what is no date between 1970 and 9999.
///
/// Known: RFC 3339 and ISO 8601 in part, RFC 822 and RFC 2822 with any weekday, long and foreign month
/// names, missing parts, asctime, seconds and milliseconds since 1970, Arabic and Persian digits.
/// A date of numbers only that could be read two ways is no date.
pub(super) fn parse(text: &str) -> Option<Timestamp> {
    let text = normalised(text);
    iso(&text)
        .or_else(|| since_1970(&text))
        .or_else(|| in_words(&text))
        .filter(|instant| instant.0 > 0)
}

/// Lower case, ASCII digits, without characters that only steer direction.
fn normalised(text: &str) -> String {
    text.trim()
        .chars()
        .filter(|c| !matches!(c, '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'))
        .map(|c| match c {
            '\u{660}'..='\u{669}' => digit(u32::from(c) - 0x660),
            '\u{6f0}'..='\u{6f9}' => digit(u32::from(c) - 0x6f0),
            '\u{60c}' => ',',
            '\u{a0}' | '\u{202f}' => ' ',
            c => c,
        })
        .flat_map(char::to_lowercase)
        .collect()
}

fn digit(value: u32) -> char {
    char::from_digit(value, 10).unwrap_or('0')
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
    let date = date(year, month, day)?;
    let rest = rest.trim_start_matches(|c: char| c == 't' || c.is_whitespace());
    let time = if rest.is_empty() {
        Clock::default()
    } else {
        clock(rest)?
    };
    instant(date, time)
}

fn date(year: i64, month: i64, day: i64) -> Option<Date> {
    Date::new(
        year.try_into().ok()?,
        month.try_into().ok()?,
        day.try_into().ok()?,
    )
    .ok()
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

/// `Sun, 22 Nov 2026 10:00:00 GMT` and its kin: the parts are known by their looks, in any order.
fn in_words(text: &str) -> Option<Timestamp> {
    let mut parts = Parts::default();
    for word in text.split(|c: char| c.is_whitespace() || c == ',') {
        parts.take(word.trim_matches(['(', ')', '.']));
    }
    let (day, year) = parts.day_and_year()?;
    let mut time = parts.time.unwrap_or_default();
    time.offset = parts.offset.unwrap_or(time.offset);
    if let Some(afternoon) = parts.afternoon {
        time.hour = time.hour % 12 + if afternoon { 12 } else { 0 };
    }
    instant(date(year, parts.month?, day)?, time)
}

#[derive(Debug, Default)]
struct Parts<'a> {
    month: Option<i64>,
    numbers: Vec<&'a str>,
    time: Option<Clock>,
    offset: Option<i64>,
    afternoon: Option<bool>,
    before: &'a str,
}

impl<'a> Parts<'a> {
    fn take(&mut self, word: &'a str) {
        if word.contains(':') && !word.starts_with(['+', '-']) {
            self.time = self.time.or_else(|| clock(word));
        } else if let Some(offset) = self.time.and_then(|_| zone(word)) {
            self.offset = self.offset.or(Some(offset));
        } else if word.contains(['-', '/', '.']) {
            word.split(['-', '/', '.']).for_each(|part| self.take(part));
        } else if word.starts_with(|c: char| c.is_ascii_digit()) {
            self.numbers
                .push(word.trim_end_matches(|c: char| c.is_alphabetic()));
        } else if matches!(word, "am" | "pm") {
            self.afternoon = Some(word == "pm");
        } else {
            self.month = self.month.or_else(|| month(self.before, word));
            self.before = word;
        }
    }

    fn day_and_year(&self) -> Option<(i64, i64)> {
        let [first, second] = self.numbers.get(..2)?.try_into().ok()?;
        let (first, second): (&str, &str) = (first, second);
        let (day, year) = if first.len() > 2 {
            (second, first)
        } else {
            (first, second)
        };
        Some((day.parse().ok()?, full_year(year)?))
    }
}

/// A year, where two digits mean 1950 to 2049 (RFC 2822 section 4.3).
fn full_year(digits: &str) -> Option<i64> {
    let year: i64 = digits.parse().ok()?;
    match digits.len() {
        4 => Some(year),
        2 if year < 50 => Some(year + 2000),
        2 => Some(year + 1900),
        _ => None,
    }
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

/// How the twelve months begin, or are called, in the languages feeds are dated in.
const MONTHS: [&[&str]; 12] = [
    &[
        "jan",
        "ene",
        "gen",
        "янв",
        "يناير",
        "جانفي",
        "ژانویه",
        "ינואר",
    ],
    &[
        "feb",
        "fév",
        "fev",
        "фев",
        "فبراير",
        "فيفري",
        "شباط",
        "فوریه",
        "פברואר",
    ],
    &["mar", "mär", "maa", "мар", "مارس", "آذار", "מרץ"],
    &[
        "apr",
        "abr",
        "avr",
        "апр",
        "أبريل",
        "ابريل",
        "إبريل",
        "أفريل",
        "نيسان",
        "آوریل",
        "אפריל",
    ],
    &[
        "may", "mai", "mei", "mag", "мая", "май", "مايو", "ماي", "أيار", "مه", "מאי",
    ],
    &[
        "jun",
        "juin",
        "giu",
        "июн",
        "يونيو",
        "يونية",
        "جوان",
        "حزيران",
        "ژوئن",
        "יוני",
    ],
    &[
        "jul",
        "juil",
        "lug",
        "июл",
        "يوليو",
        "يولية",
        "جويلية",
        "تموز",
        "ژوئیه",
        "יולי",
    ],
    &[
        "aug",
        "aoû",
        "aou",
        "ago",
        "авг",
        "أغسطس",
        "اغسطس",
        "أوت",
        "آب",
        "اوت",
        "אוגוסט",
    ],
    &[
        "sep",
        "set",
        "сен",
        "سبتمبر",
        "أيلول",
        "ايلول",
        "سپتامبر",
        "ספטמבר",
    ],
    &[
        "oct",
        "okt",
        "ott",
        "out",
        "окт",
        "أكتوبر",
        "اكتوبر",
        "اکتبر",
        "אוקטובר",
    ],
    &["nov", "ноя", "نوفمبر", "نوامبر", "נובמבר"],
    &[
        "dec",
        "déc",
        "dez",
        "dic",
        "дек",
        "ديسمبر",
        "دسامبر",
        "דצמבר",
    ],
];

/// The number of a month from its name; some Arabic months are two words, `before` being the first.
fn month(before: &str, word: &str) -> Option<i64> {
    match (before, word) {
        ("كانون", "الثاني") => return Some(1),
        ("تشرين", "الأول" | "الاول") => return Some(10),
        ("تشرين", "الثاني") => return Some(11),
        ("كانون", "الأول" | "الاول") => return Some(12),
        _ => {}
    }
    // Hebrew writes "in November" as one word.
    let bare = word.strip_prefix('ב').unwrap_or(word);
    let number = MONTHS
        .iter()
        .zip(1..)
        .find(|(names, _)| names.iter().any(|name| bare.starts_with(name)));
    number.map(|(_, number)| number)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2026-11-22T10:20:30Z.
    const MOMENT: Timestamp = Timestamp(1_795_342_830);
    /// 2026-11-22T00:00:00Z.
    const MIDNIGHT: Timestamp = Timestamp(1_795_305_600);

    #[test]
    fn the_two_standards_are_read() {
        for text in [
            "2026-11-22T10:20:30Z",
            "2026-11-22T13:20:30+03:00",
            "2026-11-22T05:20:30.25-0500",
            "Sun, 22 Nov 2026 10:20:30 GMT",
            "Sun, 22 Nov 2026 13:20:30 +0300",
            "22 Nov 26 05:20:30 EST",
        ] {
            assert_eq!(parse(text), Some(MOMENT), "{text}");
        }
    }

    #[test]
    fn what_has_become_of_them_is_read() {
        for text in [
            "2026-11-22 10:20:30",
            "2026/11/22 10:20:30 UTC",
            "Sunday, 22 November 2026 10:20:30 Z",
            "Wrongday, 22 Nov 2026 10:20:30",
            "Sun Nov 22 10:20:30 2026",
            "Sun Nov 22 10:20:30 UTC 2026",
            "November 22nd, 2026, 10:20:30 AM",
            "22-Nov-2026 10:20:30",
            "22 Nov 2026 12:20:30 GMT+2",
            "1795342830",
            "1795342830000",
        ] {
            assert_eq!(parse(text), Some(MOMENT), "{text}");
        }
    }

    #[test]
    fn a_date_without_a_time_is_midnight() {
        for text in [
            "2026-11-22",
            "20261122",
            "Sun, 22 Nov 2026",
            "November 22, 2026",
        ] {
            assert_eq!(parse(text), Some(MIDNIGHT), "{text}");
        }
        assert_eq!(parse("Sat, 21 Nov 2026 24:00:00 GMT"), Some(MIDNIGHT));
    }

    #[test]
    fn months_of_other_languages_and_other_digits_are_read() {
        for text in [
            "22 نوفمبر 2026",
            "٢٢ نوفمبر ٢٠٢٦",
            "الأحد، 22 تشرين الثاني 2026",
            "۲۲ نوامبر ۲۰۲۶",
            "22 בנובמבר 2026",
            "22 ноября 2026",
            "22 novembre 2026",
        ] {
            assert_eq!(parse(text), Some(MIDNIGHT), "{text}");
        }
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in [
            "",
            "soon",
            "13/14/2026",
            "11/12/2026",
            "2026-13-01",
            "Sun, 31 Feb 2026 10:00:00 GMT",
            "0000-00-00 00:00:00",
            "1970-01-01T00:00:00Z",
            "12026-01-01",
            "Thu, 01 Jan 1970 00:00:00 GMT",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
