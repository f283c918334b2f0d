//! Values of a configuration: what kinds there are, and how each is written.

use std::ops::RangeInclusive;
use std::time::Duration;

use toml::Spanned;
use toml::de::DeValue;

use super::chord::{ChordError, ChordSequence};
use super::error::{Mistake, Problem};
use super::nearest::nearest;
use super::theme::Paint;
use crate::text::CleanText;

/// A value with its place in the text.
pub(super) type Value<'a> = Spanned<DeValue<'a>>;

/// A kind of value, as mistakes tell it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `true` or `false`.
    Boolean,
    /// A whole number.
    Integer,
    /// A number with a fraction.
    Float,
    /// A text in quotes.
    String,
    /// A date or time.
    Date,
    /// A list.
    Array,
    /// A table.
    Table,
    /// A length of time: minutes, or a text such as `2h`.
    Minutes,
    /// A size: bytes, or a text such as `10 MiB`.
    Size,
    /// A chord or a list of chords.
    Chords,
    /// A colour, or a colour and its stand-in.
    Color,
    /// `[[feeds]]` tables.
    Feeds,
}

impl Kind {
    fn of(value: &DeValue) -> Self {
        match value {
            DeValue::Boolean(_) => Self::Boolean,
            DeValue::Integer(_) => Self::Integer,
            DeValue::Float(_) => Self::Float,
            DeValue::String(_) => Self::String,
            DeValue::Datetime(_) => Self::Date,
            DeValue::Array(_) => Self::Array,
            DeValue::Table(_) => Self::Table,
        }
    }
}

/// A mistake: the value is not of the kind that is expected.
pub(super) fn wrong_type(value: &Value, expected: Kind) -> Mistake {
    let found = Kind::of(value.get_ref());
    Mistake::new(value.span(), Problem::WrongType { expected, found })
}

/// A setting that is one of a few words.
pub(super) trait Choice: Copy + PartialEq + 'static {
    /// The words, in the order they are offered.
    const NAMES: &'static [(&'static str, Self)];

    /// The word for a value.
    fn name(self) -> &'static str {
        Self::NAMES
            .iter()
            .find(|(_, value)| *value == self)
            .map_or("", |(name, _)| *name)
    }
}

/// Reads one of a few words; a number is a word, too (`colors = 256`).
pub(super) fn choice<T: Choice>(value: &Value) -> Result<T, Mistake> {
    let word = match value.get_ref() {
        DeValue::String(text) => text.to_string(),
        DeValue::Integer(integer) => integer.to_string(),
        _ => return Err(wrong_type(value, Kind::String)),
    };
    let names = || T::NAMES.iter().map(|(name, _)| *name);
    T::NAMES
        .iter()
        .find(|(name, _)| *name == word)
        .map(|(_, choice)| *choice)
        .ok_or_else(|| {
            let problem = Problem::UnknownValue {
                nearest: nearest(&word, names()),
                names: names().collect(),
                value: word,
            };
            Mistake::new(value.span(), problem)
        })
}

/// Reads `true` or `false`.
pub(super) fn boolean(value: &Value) -> Result<bool, Mistake> {
    value
        .get_ref()
        .as_bool()
        .ok_or_else(|| wrong_type(value, Kind::Boolean))
}

/// Reads a text.
pub(super) fn text<'a>(value: &'a Value<'a>) -> Result<&'a str, Mistake> {
    value
        .get_ref()
        .as_str()
        .ok_or_else(|| wrong_type(value, Kind::String))
}

/// Reads a text of one line; `None` where it is blank.
pub(super) fn label(value: &Value) -> Result<Option<CleanText>, Mistake> {
    let label = CleanText::line(text(value)?);
    Ok(Some(label).filter(|label| !label.is_empty()))
}

/// Reads a whole number within a range.
pub(super) fn integer(range: RangeInclusive<u32>) -> impl Fn(&Value) -> Result<u32, Mistake> {
    move |value| {
        let number = whole(value).ok_or_else(|| wrong_type(value, Kind::Integer))?;
        u32::try_from(number)
            .ok()
            .filter(|number| range.contains(number))
            .ok_or_else(|| out_of_range(value, range.start(), range.end()))
    }
}

/// Reads a number of seconds within a range.
pub(super) fn seconds(range: RangeInclusive<u32>) -> impl Fn(&Value) -> Result<Duration, Mistake> {
    let integer = integer(range);
    move |value| integer(value).map(|seconds| Duration::from_secs(seconds.into()))
}

/// The shortest and longest interval, in minutes.
const INTERVALS: RangeInclusive<u64> = 1..=365 * DAY;
const HOUR: u64 = 60;
const DAY: u64 = 24 * HOUR;

/// Reads a length of time in minutes, from one minute to a year: `30`, `"30m"`, `"2h"`, `"1d"`.
pub(super) fn minutes(value: &Value) -> Result<Duration, Mistake> {
    const UNITS: &[(&str, u64)] = &[("m", 1), ("h", HOUR), ("d", DAY)];
    let minutes = match value.get_ref() {
        DeValue::Integer(_) => whole(value).map(|number| u64::try_from(number).unwrap_or(0)),
        DeValue::String(text) => Some(measure(text, UNITS).ok_or_else(|| {
            let value_text = text.to_string();
            Mistake::new(value.span(), Problem::BadDuration { value: value_text })
        })?),
        _ => None,
    };
    let minutes = minutes.ok_or_else(|| wrong_type(value, Kind::Minutes))?;
    if INTERVALS.contains(&minutes) {
        Ok(Duration::from_mins(minutes))
    } else {
        Err(out_of_range(value, "1m", "365d"))
    }
}

/// The smallest and largest size, in bytes.
const SIZES: RangeInclusive<u64> = 1 << 10..=1 << 30;

/// Reads a size in bytes, from 1 KiB to 1 GiB: `1048576`, `"512 KiB"`, `"10 MiB"`.
pub(super) fn size(value: &Value) -> Result<u64, Mistake> {
    const UNITS: &[(&str, u64)] = &[
        ("KiB", 1 << 10),
        ("MiB", 1 << 20),
        ("GiB", 1 << 30),
        ("B", 1),
    ];
    let bytes = match value.get_ref() {
        DeValue::Integer(_) => whole(value).map(|number| u64::try_from(number).unwrap_or(0)),
        DeValue::String(text) => Some(measure(text, UNITS).ok_or_else(|| {
            let value_text = text.to_string();
            Mistake::new(value.span(), Problem::BadSize { value: value_text })
        })?),
        _ => None,
    };
    let bytes = bytes.ok_or_else(|| wrong_type(value, Kind::Size))?;
    if SIZES.contains(&bytes) {
        Ok(bytes)
    } else {
        Err(out_of_range(value, "1 KiB", "1 GiB"))
    }
}

/// Reads digits and a unit, as a multiple of the smallest unit; one too large to count is the largest count.
fn measure(text: &str, units: &[(&str, u64)]) -> Option<u64> {
    let (digits, factor) = units
        .iter()
        .find_map(|(unit, factor)| Some((text.strip_suffix(unit)?, *factor)))?;
    let digits = digits.trim();
    let counted = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    counted.then(|| digits.parse().unwrap_or(u64::MAX).saturating_mul(factor))
}

/// The value as a whole number; one too large to count is the largest or smallest count.
fn whole(value: &Value) -> Option<i128> {
    let integer = value.get_ref().as_integer()?;
    let limit = if integer.as_str().starts_with('-') {
        i128::MIN
    } else {
        i128::MAX
    };
    Some(i128::from_str_radix(integer.as_str(), integer.radix()).unwrap_or(limit))
}

fn out_of_range(value: &Value, least: impl ToString, most: impl ToString) -> Mistake {
    let problem = Problem::OutOfRange {
        least: least.to_string(),
        most: most.to_string(),
    };
    Mistake::new(value.span(), problem)
}

/// Reads a colour, or a list of a colour and the one of the sixteen that stands in for it.
pub(super) fn paint(value: &Value) -> Result<Paint, Mistake> {
    let DeValue::Array(pair) = value.get_ref() else {
        let color = color(value)?;
        return Ok(Paint {
            color,
            stand_in: None,
        });
    };
    match &pair[..] {
        [first, second] => Ok(Paint {
            color: color(first)?,
            stand_in: Some(color(second)?),
        }),
        _ => Err(wrong_type(value, Kind::Color)),
    }
}

fn color(value: &Value) -> Result<super::theme::Color, Mistake> {
    let text = match value.get_ref() {
        DeValue::String(text) => text.to_string(),
        DeValue::Integer(index) => index.to_string(),
        _ => return Err(wrong_type(value, Kind::Color)),
    };
    text.parse()
        .map_err(|_| Mistake::new(value.span(), Problem::BadColor { color: text }))
}

/// A sequence of chords and its place in the text.
pub(super) type PlacedChords = Spanned<ChordSequence>;

/// Reads a chord sequence, or a list of them.
pub(super) fn chords(value: &Value) -> Result<Vec<PlacedChords>, Mistake> {
    match value.get_ref() {
        DeValue::String(text) => Ok(vec![sequence(value, text)?]),
        DeValue::Array(items) => items
            .iter()
            .map(|item| match item.get_ref() {
                DeValue::String(text) => sequence(item, text),
                _ => Err(wrong_type(item, Kind::Chords)),
            })
            .collect(),
        _ => Err(wrong_type(value, Kind::Chords)),
    }
}

fn sequence(value: &Value, text: &str) -> Result<PlacedChords, Mistake> {
    let chord = text.to_owned();
    let problem = match text.parse::<ChordSequence>() {
        Ok(sequence) if !sequence.begins_with_count() => {
            return Ok(Spanned::new(value.span(), sequence));
        }
        Ok(_) => Problem::BeginsWithCount { chord },
        Err(ChordError::Empty) => Problem::BadChord { chord },
        Err(ChordError::UnknownKey { key }) => Problem::UnknownChordKey { chord, key },
        Err(ChordError::Shifted { character }) => Problem::ShiftedCharacter { chord, character },
    };
    Err(Mistake::new(value.span(), problem))
}
