//! Dates in words, as RFC 822 began them: the parts are known by their looks.

use super::{Clock, clock, date, instant, zone};
use crate::model::Timestamp;

/// `Sun, 22 Nov 2026 10:00:00 GMT` and its kin: the parts are known by their looks, in any order.
pub(super) fn in_words(text: &str) -> Option<Timestamp> {
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
