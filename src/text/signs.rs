//! Signs that are part of a word: `@name`, `#tag`, `.NET`, `C++`, `https://a.example/`.
//!
//! The bidirectional algorithm takes them for neutral, and puts them on the far side of their word where that is
//! written against the direction around it. A higher protocol may set the levels of such stretches (UAX #9 HL4).

use std::ops::Range;

use super::bidi::{self, Levels};
use super::numbers;

/// Signs that begin a word, of a left-to-right script where it is not a name or a tag.
const BEFORE: &[u8] = b"@#./~_$*-\\";
/// Signs that end a word of a left-to-right script.
const AFTER: &[u8] = b"+#/*_>";
/// Characters before a sign in which the letters of its word are looked for.
const WORD: usize = 256;

/// Gives signs the level of the word they are part of.
pub(super) fn keep_with_words(text: &str, levels: &mut Levels) {
    if levels.are_all_the_same() {
        return;
    }
    numbers::keep_whole(text, levels);
    let is_sign =
        |c: char| u8::try_from(c).is_ok_and(|byte| BEFORE.contains(&byte) || AFTER.contains(&byte));
    let mut at = 0;
    while let Some(found) = text[at..].find(is_sign) {
        at += found;
        let signs = &text[at..];
        let end = at + signs.find(|c| !is_sign(c)).unwrap_or(signs.len());
        let number = telephone(text, end - 1).filter(|_| text[..end].ends_with('+'));
        if let Some(number_end) = number {
            // Its groups stand as they are dialled.
            levels.set(end - 1..number_end, levels.at(number_end - 1));
            at = number_end;
            continue;
        }
        if let Some((signs, level)) =
            behind_word(text, at..end, levels).or_else(|| before_word(text, at..end, levels))
        {
            levels.set(signs, level);
        }
        at = end;
    }
}

/// The signs of a run that end the left-to-right word before it, and its level.
fn behind_word(text: &str, run: Range<usize>, levels: &Levels) -> Option<(Range<usize>, u8)> {
    let (before, after) = (&text[..run.start], &text[run.end..]);
    let last = before.chars().next_back().filter(|c| c.is_alphanumeric())?;
    let level = levels.at(run.start - last.len_utf8());
    let goes_on = after.starts_with(char::is_alphanumeric);
    if level % 2 == 1 || level == levels.at(run.start) || goes_on {
        return None;
    }
    // A number is no word, nor is one that begins on the other side of other letters.
    let near = before.char_indices().rev().take(WORD);
    let word = near.take_while(|(at, c)| !c.is_whitespace() && levels.at(*at) == level);
    let (mut is_opened, mut is_word) = (false, false);
    for (_, c) in word {
        is_opened |= c == '<';
        is_word |= c.is_alphabetic();
    }
    let count = part_of_word(&text[run.clone()], is_opened);
    is_word.then_some((run.start..run.start + count, level))
}

/// How many of the signs behind a word end it; a `<` in the word is to be closed.
fn part_of_word(signs: &str, is_opened: bool) -> usize {
    let is_part =
        |sign: char| sign != '>' && u8::try_from(sign).is_ok_and(|sign| AFTER.contains(&sign));
    match signs.as_bytes() {
        // What a thing is made of: `Vec<T>`.
        [b'>', ..] if is_opened => signs.len() - signs.trim_start_matches('>').len(),
        _ => signs.find(|sign| !is_part(sign)).unwrap_or(signs.len()),
    }
}

/// The signs of a run that begin the word behind it, and its level.
fn before_word(text: &str, run: Range<usize>, levels: &Levels) -> Option<(Range<usize>, u8)> {
    let signs = &text.as_bytes()[run.clone()];
    let count = signs
        .iter()
        .rev()
        .take_while(|sign| BEFORE.contains(sign))
        .count();
    let signs = &signs[signs.len() - count..];
    let start = run.end - count;
    if count == 0 || !text[run.end..].starts_with(char::is_alphabetic) {
        return None;
    }
    let level = levels.at(run.end);
    let names = signs.iter().all(|sign| matches!(sign, b'@' | b'#'));
    let last = text[..start].chars().next_back();
    let begins = names
        || !last.is_some_and(char::is_alphanumeric)
        || (!signs.contains(&b'/') && is_particle(&text[..start]));
    let fits = names
        || (level.is_multiple_of(2) && !signs.windows(2).any(|two| two == b".."))
            && (!signs.contains(&b'-') || signs == b"--");
    (begins && fits && level != levels.at(start)).then_some((start..run.end, level))
}

/// Whether a text ends with letters that Arabic and Hebrew write in one word with what follows: `and`, `in the`.
fn is_particle(text: &str) -> bool {
    const LONGEST: usize = 3;
    let letters = text.chars().rev().take_while(|c| c.is_alphabetic());
    let count = letters.take(LONGEST + 1).count();
    (1..=LONGEST).contains(&count) && text.chars().rev().take(count).all(bidi::is_strong_rtl)
}

/// The end of the telephone number that a run of signs begins with its last: a plus, and groups of digits.
fn telephone(text: &str, plus: usize) -> Option<usize> {
    const FEWEST_DIGITS: usize = 7;
    let (mut digits, mut end) = (0, plus + 1);
    for (at, c) in text[end..].char_indices() {
        if c.is_ascii_digit() {
            digits += 1;
            end = plus + 1 + at + 1;
        } else if !matches!(c, ' ' | '-' | '.' | '(' | ')' | '\u{a0}' | '\u{2011}') || digits == 0 {
            break;
        }
    }
    (digits >= FEWEST_DIGITS).then_some(end)
}

#[cfg(test)]
mod tests {
    use crate::text::{CleanText, Direction, Options, layout_line};

    fn drawn(text: &str, base: Direction) -> String {
        let options = Options {
            base,
            ..Options::default()
        };
        layout_line(&CleanText::line(text), &[], 100, &options).to_string()
    }

    #[test]
    fn signs_stay_with_the_latin_word_in_a_right_to_left_line() {
        for (text, shown) in [
            ("אב @user גד", "דג @user בא"),
            ("אב #OpenAI.", ".#OpenAI בא"),
            ("ב#OpenAI אב", "בא #OpenAIב"),
            ("אב C++ גד", "דג C++ בא"),
            ("אב (C#), גד", "דג ,(C#) בא"),
            ("אב .NET גד", "דג .NET בא"),
            ("אב ~/.bashrc גד", "דג ~/.bashrc בא"),
            (
                "אב https://a.example/b/2026/ גד",
                "דג https://a.example/b/2026/ בא",
            ),
            ("אב $HOME גד", "דג $HOME בא"),
            ("אב *.rs גד", "דג *.rs בא"),
            ("אב --flag גד", "דג --flag בא"),
            ("אב Vec<T> גד", "דג Vec<T> בא"),
            ("نص و.NET نص", "ﺺﻧ .NETﻭ ﺺﻧ"),
            (
                "אב https://a.example/גד/12/ הו",
                "וה /12/דג/https://a.example בא",
            ),
        ] {
            assert_eq!(drawn(text, Direction::Rtl), shown, "{text}");
        }
    }

    #[test]
    fn the_sign_of_a_name_or_a_tag_stands_before_its_right_to_left_word() {
        assert_eq!(drawn("see #אבג now", Direction::Ltr), "see גבא# now");
        assert_eq!(drawn("by @אבג", Direction::Ltr), "by גבא@");
    }

    #[test]
    fn a_telephone_number_stands_as_it_is_dialled() {
        for number in ["+966 50 123 4567", "+1 (555) 010-9999", "+20-2-27365000"] {
            let shown = drawn(&format!("رقم {number}، نعم"), Direction::Rtl);
            assert!(shown.contains(number), "{shown}");
        }
        assert_eq!(drawn("نص +12 50", Direction::Rtl), "50 +12 ﺺﻧ");
    }

    #[test]
    fn what_is_no_part_of_a_word_stands_where_the_rules_put_it() {
        for (text, shown) in [
            ("אב ABC. גד", "דג .ABC בא"),
            ("אב ...ABC גד", "דג ABC... בא"),
            ("אב 12/ גד", "דג /12 בא"),
            ("אב/ABC", "ABC/בא"),
            ("אבגד.ABC", "ABC.דגבא"),
            ("אב ١٢.ABC", "ABC.١٢ בא"),
            ("אב + ABC + גד", "דג + ABC + בא"),
            ("אב <ABC> גד", "דג <ABC> בא"),
            ("אב (ABC) גד", "דג (ABC) בא"),
            ("אב -ABC גד", "דג ABC- בא"),
            ("אב-ABC", "ABC-בא"),
            ("אב A (B)", "A (B) בא"),
        ] {
            assert_eq!(drawn(text, Direction::Rtl), shown, "{text}");
        }
    }
}
