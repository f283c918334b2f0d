//! Colours, and what is left of them where a terminal shows fewer.

use std::fmt;
use std::str::FromStr;

use crate::config::Environment;
use crate::config::value::Choice;

/// Declares [`Ansi`]: a row is a variant, its name in the configuration, and its usual red, green and blue.
macro_rules! ansi_colors {
    ($($variant:ident $name:literal $rgb:expr,)+) => {
        /// The sixteen colours that every colour terminal has; the reader's own palette says how they look.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Ansi {
            $(
                #[doc = concat!("The colour `", $name, "`.")]
                $variant,
            )+
        }

        impl Ansi {
            /// Every colour with its name and xterm's values for it, in palette order.
            const TABLE: &[(&str, Self, (u8, u8, u8))] = &[$(($name, Self::$variant, $rgb),)+];
        }
    };
}

ansi_colors! {
    Black "black" (0, 0, 0),
    Red "red" (205, 0, 0),
    Green "green" (0, 205, 0),
    Yellow "yellow" (205, 205, 0),
    Blue "blue" (0, 0, 238),
    Magenta "magenta" (205, 0, 205),
    Cyan "cyan" (0, 205, 205),
    White "white" (229, 229, 229),
    BrightBlack "bright-black" (127, 127, 127),
    BrightRed "bright-red" (255, 0, 0),
    BrightGreen "bright-green" (0, 255, 0),
    BrightYellow "bright-yellow" (255, 255, 0),
    BrightBlue "bright-blue" (92, 92, 255),
    BrightMagenta "bright-magenta" (255, 0, 255),
    BrightCyan "bright-cyan" (0, 255, 255),
    BrightWhite "bright-white" (255, 255, 255),
}

/// A colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Color {
    /// The terminal's own.
    Default,
    /// One of the sixteen.
    Ansi(Ansi),
    /// A place in the palette of 256, from 0.
    Indexed(u8),
    /// Red, green and blue.
    Rgb(u8, u8, u8),
}

/// How many colours a terminal shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ColorDepth {
    /// None: only bold, underline, reverse and the like (also what `NO_COLOR` asks for).
    None,
    /// The sixteen of [`Ansi`].
    Ansi16,
    /// The palette of 256.
    Indexed256,
    /// Red, green and blue, 8 bits each.
    True,
}

impl Color {
    /// Gives the nearest colour that a terminal of this depth shows; `None` where it shows none.
    ///
    /// ```
    /// use newsterm::config::{Ansi, Color, ColorDepth};
    /// let orange = Color::Rgb(255, 135, 0);
    /// assert_eq!(orange.at(ColorDepth::True), Some(orange));
    /// assert_eq!(orange.at(ColorDepth::Indexed256), Some(Color::Indexed(208)));
    /// assert_eq!(orange.at(ColorDepth::None), None);
    /// ```
    #[must_use]
    pub fn at(self, depth: ColorDepth) -> Option<Self> {
        match (depth, self) {
            (ColorDepth::None, _) => None,
            (ColorDepth::Indexed256, Self::Rgb(r, g, b)) => {
                Some(Self::Indexed(index_of((r, g, b))))
            }
            (ColorDepth::Ansi16, Self::Indexed(index)) => Some(Self::Ansi(ansi_of(rgb_of(index)))),
            (ColorDepth::Ansi16, Self::Rgb(r, g, b)) => Some(Self::Ansi(ansi_of((r, g, b)))),
            _ => Some(self),
        }
    }
}

/// The levels of red, green and blue in the cube at 16 to 231 of the palette.
const CUBE: [u8; 6] = [0, 95, 135, 175, 215, 255];

/// What xterm shows at a place of the palette.
fn rgb_of(index: u8) -> (u8, u8, u8) {
    match index {
        0..16 => Ansi::TABLE[usize::from(index)].2,
        16..232 => {
            let level = |step: u8| CUBE[usize::from((index - 16) / step % 6)];
            (level(36), level(6), level(1))
        }
        232.. => {
            let grey = 8 + 10 * (index - 232);
            (grey, grey, grey)
        }
    }
}

/// The nearest place of the palette past the sixteen, which the reader may have changed.
fn index_of(rgb: (u8, u8, u8)) -> u8 {
    (16..=u8::MAX)
        .min_by_key(|index| distance(rgb, rgb_of(*index)))
        .unwrap_or(16)
}

fn ansi_of(rgb: (u8, u8, u8)) -> Ansi {
    Ansi::TABLE
        .iter()
        .min_by_key(|(_, _, other)| distance(rgb, *other))
        .map_or(Ansi::White, |(_, color, _)| *color)
}

/// How unlike two colours are; green counts most and blue least, as for the eye.
fn distance(left: (u8, u8, u8), right: (u8, u8, u8)) -> u32 {
    let square = |a: u8, b: u8| u32::from(a.abs_diff(b)).pow(2);
    3 * square(left.0, right.0) + 6 * square(left.1, right.1) + square(left.2, right.2)
}

/// Tells that a text names no colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no colour has this name")]
pub struct UnknownColor;

impl FromStr for Color {
    type Err = UnknownColor;

    /// Reads `#rrggbb`, a place of the palette, `default` or the name of one of the sixteen.
    fn from_str(text: &str) -> Result<Self, UnknownColor> {
        if text == "default" {
            return Ok(Self::Default);
        }
        if let Some(digits) = text.strip_prefix('#') {
            let whole = digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_hexdigit());
            let value = u32::from_str_radix(digits, 16).map_err(|_| UnknownColor)?;
            let [_, r, g, b] = value.to_be_bytes();
            return if whole {
                Ok(Self::Rgb(r, g, b))
            } else {
                Err(UnknownColor)
            };
        }
        if let Ok(index) = text.parse() {
            return Ok(Self::Indexed(index));
        }
        Ansi::TABLE
            .iter()
            .find(|(name, _, _)| *name == text)
            .map(|(_, color, _)| Self::Ansi(*color))
            .ok_or(UnknownColor)
    }
}

impl fmt::Display for Color {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => out.write_str("default"),
            Self::Indexed(index) => write!(out, "{index}"),
            Self::Rgb(r, g, b) => write!(out, "#{r:02x}{g:02x}{b:02x}"),
            Self::Ansi(color) => out.write_str(Ansi::TABLE[*color as usize].0),
        }
    }
}

/// The setting `ui.colors`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ColorSetting {
    /// As many as the terminal says it shows.
    Auto,
    /// As many as this depth has.
    Always(ColorDepth),
}

impl Choice for ColorSetting {
    const NAMES: &'static [(&'static str, Self)] = &[
        ("auto", Self::Auto),
        ("none", Self::Always(ColorDepth::None)),
        ("16", Self::Always(ColorDepth::Ansi16)),
        ("256", Self::Always(ColorDepth::Indexed256)),
        ("truecolor", Self::Always(ColorDepth::True)),
    ];
}

/// Terminals with 24-bit colour that are known by `TERM`, for ssh does not carry `COLORTERM`.
const TRUE_COLOR_TERMS: [&str; 6] = [
    "alacritty",
    "foot",
    "wezterm",
    "xterm-ghostty",
    "xterm-kitty",
    "contour",
];

impl ColorSetting {
    /// Decides the depth from the setting and what the terminal's variables say.
    ///
    /// Under `auto` a `NO_COLOR` that is not empty turns colours off; `COLORTERM` and `TERM` tell the depth. In GNU screen,
    /// which sets `STY`, it is no more than 256 colours: screen 4 hands `COLORTERM` on and takes 24-bit colours for others.
    #[must_use]
    pub fn depth(self, environment: &Environment) -> ColorDepth {
        if let Self::Always(depth) = self {
            return depth;
        }
        let value = |name| environment.variable(name).unwrap_or_default();
        let term = value("TERM");
        if !value("NO_COLOR").is_empty() || term == "dumb" || term.starts_with("vt") {
            ColorDepth::None
        } else if matches!(value("COLORTERM"), "truecolor" | "24bit")
            || term.ends_with("-direct")
            || TRUE_COLOR_TERMS.iter().any(|name| term.starts_with(name))
        {
            if value("STY").is_empty() {
                ColorDepth::True
            } else {
                ColorDepth::Indexed256
            }
        } else if term.contains("256color") {
            ColorDepth::Indexed256
        } else {
            ColorDepth::Ansi16
        }
    }
}
