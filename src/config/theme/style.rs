//! How one role looks, as written and as shown.

use toml::de::DeValue;

use super::{Color, ColorDepth};
use crate::config::error::{Mistake, Problem};
use crate::config::reader::{Fields, Mistakes};
use crate::config::value::{self, Kind, Value};

/// How a stretch of the screen looks; what is not set is left as it is beneath.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is an attribute of its own that terminals switch by itself"
)]
pub struct Style {
    /// The colour of the text.
    pub fg: Option<Color>,
    /// The colour behind it.
    pub bg: Option<Color>,
    /// Bold.
    pub bold: bool,
    /// Faint.
    pub dim: bool,
    /// Slanted.
    pub italic: bool,
    /// Underlined.
    pub underline: bool,
    /// Struck out.
    pub strikethrough: bool,
    /// Text and background change places.
    pub reverse: bool,
}

/// A colour, and the one of the sixteen that stands in where there are no more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::config) struct Paint {
    pub(in crate::config) color: Color,
    pub(in crate::config) stand_in: Option<Color>,
}

impl Paint {
    pub(in crate::config) fn at(self, depth: ColorDepth) -> Option<Color> {
        match (depth, self.stand_in) {
            (ColorDepth::Ansi16, Some(color)) => color.at(depth),
            _ => self.color.at(depth),
        }
    }
}

/// What a theme says of a role.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::config) struct StyleChange {
    pub(in crate::config) fg: Option<Paint>,
    pub(in crate::config) bg: Option<Paint>,
    pub(in crate::config) attributes: [Option<bool>; Self::ATTRIBUTES.len()],
}

impl StyleChange {
    /// The attributes, in the order they are kept.
    pub(in crate::config) const ATTRIBUTES: [&str; 6] = [
        "bold",
        "dim",
        "italic",
        "underline",
        "strikethrough",
        "reverse",
    ];

    /// Reads the table of a role.
    pub(super) fn read(mut fields: Fields, mistakes: &mut Mistakes) -> Self {
        let change = Self {
            fg: fields.read("fg", paint, mistakes),
            bg: fields.read("bg", paint, mistakes),
            attributes: Self::ATTRIBUTES.map(|name| fields.read(name, value::boolean, mistakes)),
        };
        fields.close(mistakes);
        change
    }

    /// Lays the change over a style.
    pub(super) fn over(&self, below: Style, depth: ColorDepth) -> Style {
        let [bold, dim, italic, underline, strikethrough, reverse] = self.attributes;
        let color = |paint: Option<Paint>, below| match paint {
            Some(paint) => paint.at(depth),
            None => below,
        };
        Style {
            fg: color(self.fg, below.fg),
            bg: color(self.bg, below.bg),
            bold: bold.unwrap_or(below.bold),
            dim: dim.unwrap_or(below.dim),
            italic: italic.unwrap_or(below.italic),
            underline: underline.unwrap_or(below.underline),
            strikethrough: strikethrough.unwrap_or(below.strikethrough),
            reverse: reverse.unwrap_or(below.reverse),
        }
    }
}

/// Reads a colour, or a list of a colour and the one of the sixteen that stands in for it.
pub(in crate::config) fn paint(value: &Value) -> Result<Paint, Mistake> {
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
        _ => Err(value::wrong_type(value, Kind::Color)),
    }
}

fn color(value: &Value) -> Result<Color, Mistake> {
    let text = match value.get_ref() {
        DeValue::String(text) => text.to_string(),
        DeValue::Integer(index) => index.to_string(),
        _ => return Err(value::wrong_type(value, Kind::Color)),
    };
    text.parse()
        .map_err(|_| Mistake::new(value.span(), Problem::BadColor { color: text }))
}
