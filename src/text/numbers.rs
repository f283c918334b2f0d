//! Numbers with what is part of them: the minus of `-5`, the degrees of `5 °C`, the groups of `050-123-4567`.
//!
//! Between right-to-left letters the bidirectional algorithm reads a minus as a dash before the number, parts a degree from
//! its unit, and turns the groups of a telephone number round. As with signs, these stretches get levels of their own
//! (UAX #9 HL4). Ranges and results, `10-15`, are two numbers and stay as they are.

use std::ops::Range;

use super::bidi::Levels;

/// Gives what is part of a number the level of its digits.
pub(super) fn keep_whole(text: &str, levels: &mut Levels) {
    let mut at = 0;
    while let Some(found) = text[at..].find(is_digit) {
        let start = at + found;
        let level = levels.at(start);
        let end = groups(text, start).unwrap_or_else(|| digits_end(text, start));
        at = digits_end(text, start).max(end);
        if level % 2 == 1 || !begins_number(&text[..start]) {
            continue;
        }
        let sign = minus(&text[..start]);
        let percent = text[end..]
            .chars()
            .next()
            .filter(|c| sign.is_some() && matches!(c, '%' | '٪'));
        let end = percent.map_or_else(|| degrees(text, end).unwrap_or(end), |c| end + c.len_utf8());
        let whole = sign.unwrap_or(start)..end;
        if whole != (start..digits_end(text, start)) {
            levels.set(whole, level);
        }
    }
}

/// The digits that are read from the left also between Arabic letters, but those of the Mashriq: their minus is written
/// on the right.
const fn is_digit(c: char) -> bool {
    matches!(c, '0'..='9' | '۰'..='۹')
}

/// Whether a number can begin behind this text, perhaps with a minus.
fn begins_number(before: &str) -> bool {
    let last = before.chars().next_back();
    !last.is_some_and(|last| last.is_ascii_alphanumeric() || matches!(last, '.' | ',' | '/' | ':'))
}

/// The end of digits, with the signs that group them and part their fraction.
fn digits_end(text: &str, start: usize) -> usize {
    let mut end = start;
    for (at, c) in text[start..].char_indices() {
        if is_digit(c) {
            end = start + at + c.len_utf8();
        } else if !matches!(c, '.' | ',' | '٫' | '٬') {
            break;
        }
    }
    end
}

/// Where the minus or plus of a number begins: it stands alone before the digits, and behind no other number.
fn minus(before: &str) -> Option<usize> {
    let sign = before.chars().next_back()?;
    let start = before.len() - sign.len_utf8();
    let apart = &before[..start];
    let stands_alone =
        apart.ends_with(|c: char| c.is_whitespace() || matches!(c, '(' | '[' | '"' | '«'));
    let word = apart.trim_end();
    let follows_number = word.ends_with(|c: char| c.is_numeric());
    (matches!(sign, '-' | '+' | '−') && stands_alone && !word.is_empty() && !follows_number)
        .then_some(start)
}

/// The end of degrees of a scale behind a number.
fn degrees(text: &str, end: usize) -> Option<usize> {
    let rest = &text[end..];
    let sign = rest.trim_start_matches([' ', '\u{a0}', '\u{202f}']);
    let scale = sign.strip_prefix('°')?;
    let after = scale.strip_prefix(['C', 'F'])?;
    let goes_on = after.starts_with(char::is_alphanumeric);
    (!goes_on).then(|| text.len() - after.len())
}

/// The end of a telephone number: groups of digits with hyphens or spaces between, which begin with a zero or are more than
/// two. Dates have fewer digits, years come in fours.
fn groups(text: &str, start: usize) -> Option<usize> {
    const DIGITS: std::ops::RangeInclusive<usize> = 9..=13;
    let parts: Vec<Range<usize>> = parts(text, start);
    let length = |part: &Range<usize>| text[part.clone()].chars().count();
    let digits: usize = parts.iter().map(length).sum();
    let first = &text[parts.first()?.clone()];
    let is_dialled = first.starts_with(['0', '۰']) || parts.len() > 2;
    let years = parts.iter().all(|part| length(part) == 4);
    let end = parts.last()?.end;
    let goes_on =
        text[end..].starts_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '/'));
    (parts.len() > 1 && DIGITS.contains(&digits) && is_dialled && !years && !goes_on).then_some(end)
}

/// Digits that one hyphen or one space parts, up to more groups than a telephone number has.
fn parts(text: &str, start: usize) -> Vec<Range<usize>> {
    const MOST: usize = 7;
    let mut parts = Vec::new();
    let mut from = start;
    while parts.len() < MOST {
        let rest = &text[from..];
        let end = from + rest.find(|c| !is_digit(c)).unwrap_or(rest.len());
        if end == from {
            return parts;
        }
        parts.push(from..end);
        let Some(between) = text[end..]
            .chars()
            .next()
            .filter(|c| matches!(c, '-' | ' ' | '\u{a0}' | '\u{2011}'))
        else {
            return parts;
        };
        from = end + between.len_utf8();
    }
    parts
}

#[cfg(test)]
mod tests {
    use crate::text::{CleanText, Direction, Options, layout_line};

    fn drawn(text: &str) -> String {
        let options = Options {
            base: Direction::Rtl,
            ..Options::default()
        };
        layout_line(&CleanText::line(text), &[], 100, &options).to_string()
    }

    #[test]
    fn a_minus_stands_before_its_number() {
        for (text, shown) in [
            ("אב -5 גד", "דג -5 בא"),
            ("אב (-5) גד", "דג (-5) בא"),
            ("אב −12.5 גד", "דג −12.5 בא"),
            ("نص -5 نص", "ﺺﻧ -5 ﺺﻧ"),
            ("نص +3 نص", "ﺺﻧ +3 ﺺﻧ"),
            ("نص +3.5%، نص", "ﺺﻧ ،+3.5% ﺺﻧ"),
            ("متن -۵٪ متن", "ﻦﺘﻣ -۵٪ ﻦﺘﻣ"),
            ("متن -۵ متن", "ﻦﺘﻣ -۵ ﻦﺘﻣ"),
        ] {
            assert_eq!(drawn(text), shown, "{text}");
        }
    }

    #[test]
    fn a_dash_and_a_range_stand_where_the_rules_put_them() {
        for (text, shown) in [
            ("- 5 אב", "בא 5 -"),
            ("-5 אב", "בא 5-"),
            ("ב-5 אב", "בא 5-ב"),
            ("نص 5% نص", "ﺺﻧ %5 ﺺﻧ"),
            ("نص 10-15 نص", "ﺺﻧ 15-10 ﺺﻧ"),
            ("نص 10 -15 نص", "ﺺﻧ 15- 10 ﺺﻧ"),
            ("نص -٥ نص", "ﺺﻧ ٥- ﺺﻧ"),
            ("نص 2026-11-26 نص", "ﺺﻧ 26-11-2026 ﺺﻧ"),
            ("نص 1990-1995-2000 نص", "ﺺﻧ 2000-1995-1990 ﺺﻧ"),
        ] {
            assert_eq!(drawn(text), shown, "{text}");
        }
    }

    #[test]
    fn degrees_stay_with_their_scale() {
        for (text, shown) in [
            ("نص 40°C نص", "ﺺﻧ 40°C ﺺﻧ"),
            ("אב -5 °C גד", "דג -5 °C בא"),
            ("متن ۵°C، متن", "ﻦﺘﻣ ،۵°C ﻦﺘﻣ"),
        ] {
            assert_eq!(drawn(text), shown, "{text}");
        }
    }

    #[test]
    fn a_telephone_number_without_a_plus_stands_as_it_is_dialled() {
        for number in [
            "050-123-4567",
            "04 123 4567",
            "1-800-555-0199",
            "۰۲۱-۱۲۳۴۵۶۷۸",
        ] {
            let shown = drawn(&format!("نص {number}، نص"));
            assert!(shown.contains(number), "{shown}");
        }
        let shown = drawn("אב 050 123 4567 גד");
        assert_eq!(shown, "דג 050 123 4567 בא");
    }
}
