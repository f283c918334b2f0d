//! Values of a configuration: what kinds there are, and how each is written.

use std::ops::RangeInclusive;
use std::time::Duration;

use toml::Spanned;
use toml::de::DeValue;

use super::error::{Mistake, Problem};
use super::nearest::nearest;
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
    /// `[[lists]]` tables.
    Lists,
    /// `[[rules]]` tables.
    Rules,
    /// `[[folders]]` tables.
    Folders,
    /// `[[macros]]` tables.
    Macros,
    /// `[[share]]` tables.
    Shares,
    /// Commands of the program: a list of names.
    Commands,
    /// A command: a list of texts.
    Command,
    /// CSS selectors: a list of texts.
    Selectors,
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
            .ok_or_else(|| out_of_range(value, [range.start(), range.end()]))
    }
}

/// Reads a whole number within a range that goes below 0.
pub(super) fn signed(range: RangeInclusive<i32>) -> impl Fn(&Value) -> Result<i32, Mistake> {
    move |value| {
        let number = whole(value).ok_or_else(|| wrong_type(value, Kind::Integer))?;
        i32::try_from(number)
            .ok()
            .filter(|number| range.contains(number))
            .ok_or_else(|| out_of_range(value, [range.start(), range.end()]))
    }
}

/// Reads a number of seconds within a range.
pub(super) fn seconds(range: RangeInclusive<u32>) -> impl Fn(&Value) -> Result<Duration, Mistake> {
    let integer = integer(range);
    move |value| integer(value).map(|seconds| Duration::from_secs(seconds.into()))
}

/// A quantity that is written as a number of its smallest unit, or as a text with a unit.
struct Measure {
    kind: Kind,
    /// The units, those that end like another one before it.
    units: &'static [(&'static str, u64)],
    /// The least and greatest quantity, in the smallest unit.
    range: RangeInclusive<u64>,
    /// The same, as mistakes tell it.
    limits: [&'static str; 2],
}

/// Reads a length of time in minutes, from one minute to a year: `30`, `"30m"`, `"2h"`, `"1d"`.
pub(super) fn minutes(value: &Value) -> Result<Duration, Mistake> {
    const HOUR: u64 = 60;
    const DAY: u64 = 24 * HOUR;
    const INTERVAL: Measure = Measure {
        kind: Kind::Minutes,
        units: &[("m", 1), ("h", HOUR), ("d", DAY)],
        range: 1..=365 * DAY,
        limits: ["1m", "365d"],
    };
    let bad = |value| Problem::BadDuration { value };
    INTERVAL.read(value, bad).map(Duration::from_mins)
}

/// Reads a size in bytes, from 1 KiB to 1 GiB: `1048576`, `"512 KiB"`, `"10 MiB"`.
pub(super) fn size(value: &Value) -> Result<u64, Mistake> {
    size_up_to(value, 1 << 30, "1 GiB")
}

/// Reads the size of a file in bytes, from 1 KiB to 1 TiB: `"700 MiB"`, `"2 GiB"`.
pub(super) fn file_size(value: &Value) -> Result<u64, Mistake> {
    size_up_to(value, 1 << 40, "1 TiB")
}

fn size_up_to(value: &Value, most: u64, named: &'static str) -> Result<u64, Mistake> {
    let size = Measure {
        kind: Kind::Size,
        units: SIZES,
        range: 1 << 10..=most,
        limits: ["1 KiB", named],
    };
    size.read(value, |value| Problem::BadSize { value })
}

/// The units of sizes.
const SIZES: &[(&str, u64)] = &[
    ("KiB", 1 << 10),
    ("MiB", 1 << 20),
    ("GiB", 1 << 30),
    ("TiB", 1 << 40),
    ("B", 1),
];

impl Measure {
    fn read(&self, value: &Value, bad: impl Fn(String) -> Problem) -> Result<u64, Mistake> {
        let quantity = match value.get_ref() {
            DeValue::Integer(_) => whole(value),
            DeValue::String(text) => {
                let quantity = self.parse(text);
                Some(quantity.ok_or_else(|| Mistake::new(value.span(), bad(text.to_string())))?)
            }
            _ => None,
        };
        let quantity = quantity.ok_or_else(|| wrong_type(value, self.kind))?;
        u64::try_from(quantity)
            .ok()
            .filter(|quantity| self.range.contains(quantity))
            .ok_or_else(|| out_of_range(value, self.limits))
    }

    /// Reads digits and a unit; a number too large to count is the largest there is.
    fn parse(&self, text: &str) -> Option<i128> {
        let (digits, factor) = self
            .units
            .iter()
            .find_map(|(unit, factor)| Some((text.strip_suffix(unit)?, *factor)))?;
        let digits = digits.trim();
        let counted = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
        counted.then(|| {
            let number = digits.parse().unwrap_or(i128::MAX);
            number.saturating_mul(factor.into())
        })
    }
}

/// The value as a whole number; one too large to count is the largest or smallest there is.
fn whole(value: &Value) -> Option<i128> {
    let integer = value.get_ref().as_integer()?;
    let limit = if integer.as_str().starts_with('-') {
        i128::MIN
    } else {
        i128::MAX
    };
    Some(i128::from_str_radix(integer.as_str(), integer.radix()).unwrap_or(limit))
}

fn out_of_range<T: ToString>(value: &Value, [least, most]: [T; 2]) -> Mistake {
    let problem = Problem::OutOfRange {
        least: least.to_string(),
        most: most.to_string(),
    };
    Mistake::new(value.span(), problem)
}
