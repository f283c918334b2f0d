//! Dates in words, as RFC 822 began them: the parts are known by their looks.

use super::calendar::Calendar;
use super::months::{month, rfc_822};
use super::{Clock, clock, instant, zone};
use crate::model::Timestamp;

/// `Sun, 22 Nov 2026 10:00:00 GMT`, in lower case: what nearly all feeds are dated in, read as [`in_words`] would,
/// which tries every word for the names of months in thirty languages.
pub(super) fn plain(text: &str) -> Option<Timestamp> {
    let mut words = text.split_ascii_whitespace();
    let mut day = words.next()?;
    if matches!(
        day,
        "mon," | "tue," | "wed," | "thu," | "fri," | "sat," | "sun,"
    ) {
        day = words.next()?;
    }
    let digits = |word: &str, lengths: &[usize]| {
        (lengths.contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit()))
            .then(|| word.parse::<i64>().ok())?
    };
    let day = digits(day, &[1, 2]).filter(|day| *day <= 31)?;
    let month = rfc_822(words.next()?)?;
    let year = digits(words.next()?, &[4])?;
    let mut time = clock(words.next()?)?;
    time.offset = zone(words.next()?)?;
    let date = Calendar::Gregorian.date(year, month, day)?;
    instant(date, time).filter(|_| words.next().is_none())
}

/// `Sun, 22 Nov 2026 10:00:00 GMT` and its kin: the parts are known by their looks, in any order.
pub(super) fn in_words(text: &str) -> Option<Timestamp> {
    let mut parts = Parts::default();
    for word in text.split(|c: char| c.is_whitespace() || c == ',') {
        parts.take(word.trim_matches(['(', ')', '.']));
    }
    let (day, year) = parts.day_and_year()?;
    let (calendar, month) = parts.month?;
    let mut time = parts.time.unwrap_or_default();
    time.offset = parts.offset.unwrap_or(time.offset);
    if let Some(afternoon) = parts.afternoon {
        time.hour = time.hour % 12 + if afternoon { 12 } else { 0 };
    }
    instant(calendar.date(year, month, day)?, time)
}

#[derive(Debug, Default)]
struct Parts<'a> {
    month: Option<(Calendar, i64)>,
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
        } else if let Some(month) = shortened(self.before, word) {
            self.month = Some(month);
        } else if word.contains(['-', '/', '.']) {
            word.split(['-', '/', '.']).for_each(|part| self.take(part));
        } else if word.starts_with(|c: char| c.is_ascii_digit()) {
            self.numbers
                .push(word.trim_end_matches(|c: char| c.is_alphabetic()));
        } else if let Some(afternoon) = self.half_of_day(word) {
            self.afternoon = Some(afternoon);
        } else {
            // Days of the week can begin like months; they come before the date, and it is whole when both
            // its numbers are known.
            let named =
                month(self.before, word).filter(|_| self.numbers.len() < 2 || self.month.is_none());
            self.month = named.or(self.month);
            self.before = word;
        }
    }

    /// Whether a word puts the time into the second half of the day, or the first.
    fn half_of_day(&self, word: &str) -> Option<bool> {
        self.time?;
        match word {
            "am" | "a.m" | "ص" | "صباحا" | "ق" => Some(false),
            "pm" | "p.m" | "م" | "مساء" | "ب" => Some(true),
            _ => None,
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

/// The month of a name with dots, as Thai shortens them.
fn shortened(before: &str, word: &str) -> Option<(Calendar, i64)> {
    if word.contains('.') {
        month(before, word)
    } else {
        None
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
