//! Numbers, sizes and the pieces a sentence is made of.

use std::fmt;

use fluent_bundle::FluentValue;

use crate::text::{CleanText, isolated};

/// A piece that needs no isolation in a sentence: figures, or words already in the reader's language.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Piece(String);

impl Piece {
    /// Takes a piece as it is shown: a status, a line number, a version.
    #[must_use]
    pub fn new(piece: impl fmt::Display) -> Self {
        Self(piece.to_string())
    }

    /// Takes a size in bytes, shown in the largest unit of which it is a whole multiple: `10 MiB`.
    #[must_use]
    pub fn bytes(size: u64) -> Self {
        const UNITS: [(&str, u32); 3] = [("GiB", 30), ("MiB", 20), ("KiB", 10)];
        let whole = |bits: &u32| size != 0 && size.trailing_zeros() >= *bits;
        UNITS.iter().find(|(_, bits)| whole(bits)).map_or_else(
            || Self(format!("{size} B")),
            |(unit, bits)| Self(format!("{} {unit}", size >> bits)),
        )
    }

    /// Takes a size in bytes, shown to about three figures: `12.3 MB`.
    #[must_use]
    pub fn about_bytes(size: u64) -> Self {
        const UNITS: [(&str, u64); 3] = [("GB", 1_000_000_000), ("MB", 1_000_000), ("kB", 1000)];
        UNITS.iter().find(|(_, unit)| size >= *unit).map_or_else(
            || Self(format!("{size} B")),
            |(name, unit)| {
                Self(format!(
                    "{}.{} {name}",
                    size / unit,
                    size % unit * 10 / unit
                ))
            },
        )
    }
}

/// A rest as it is told: in minutes begun, and from two hours on in hours, to the nearest; 0 hours before.
///
/// ```
/// use newsterm::lang::rest;
///
/// assert_eq!(rest(61), (2, 0));
/// assert_eq!(rest(40_080), (668, 11));
/// ```
#[must_use]
pub const fn rest(seconds: u64) -> (u64, u64) {
    let minutes = seconds.div_ceil(60);
    let hours = if minutes < 120 {
        0
    } else {
        (minutes + 30) / 60
    };
    (minutes, hours)
}

/// What a phrase may carry.
pub(super) trait Argument {
    /// The value as Fluent takes it; `isolate` puts text from outside between FSI and PDI.
    fn value(&self, isolate: bool) -> FluentValue<'static>;
}

impl Argument for u64 {
    fn value(&self, _: bool) -> FluentValue<'static> {
        FluentValue::from(*self)
    }
}

impl Argument for Piece {
    fn value(&self, _: bool) -> FluentValue<'static> {
        FluentValue::from(self.0.clone())
    }
}

impl Argument for String {
    fn value(&self, isolate: bool) -> FluentValue<'static> {
        // Paths, hosts and keys come from outside as much as titles do.
        let clean = CleanText::line(self);
        let text = clean.as_str();
        FluentValue::from(if isolate {
            isolated(text)
        } else {
            text.to_owned()
        })
    }
}

/// Writes the numbers of messages, thousands apart.
pub(super) fn format(value: &FluentValue) -> Option<String> {
    match value {
        FluentValue::Number(number) => Some(group_thousands(&number.as_string())),
        _ => None,
    }
}

fn group_thousands(digits: &str) -> String {
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}
