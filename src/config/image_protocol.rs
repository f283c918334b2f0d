//! How pictures are brought to a terminal: the ways by name.

use super::value::Choice;

/// How a picture is brought to a terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ImageProtocol {
    /// The graphics protocol of kitty.
    Kitty,
    /// Sixel, the graphics of the VT340 ("VT330/VT340 Programmer Reference Manual", chapter 14).
    Sixel,
    /// The inline images of iTerm2.
    Iterm2,
    /// Two points a cell, one over the other: needs colours alone.
    HalfBlocks,
}

impl ImageProtocol {
    /// The name used in the settings.
    #[must_use]
    pub fn name(self) -> &'static str {
        ImageSetting::Always(self).name()
    }
}

/// How pictures are brought to the terminal: the setting `ui.image_protocol`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ImageSetting {
    /// As the terminal says.
    #[default]
    Auto,
    /// Always in this way.
    Always(ImageProtocol),
}

impl Choice for ImageSetting {
    const NAMES: &'static [(&'static str, Self)] = &[
        ("auto", Self::Auto),
        ("kitty", Self::Always(ImageProtocol::Kitty)),
        ("sixel", Self::Always(ImageProtocol::Sixel)),
        ("iterm2", Self::Always(ImageProtocol::Iterm2)),
        ("half-blocks", Self::Always(ImageProtocol::HalfBlocks)),
    ];
}
