//! From roles to styles.

use ratatui::style::{Color as Hue, Modifier, Style};

use crate::app::TextStyle;
use crate::config::{self, Background, Color, ColorDepth, Role, TagColors, Theme};

/// The styles of a theme, as ratatui has them.
#[derive(Clone, Debug)]
pub(super) struct Palette {
    styles: Vec<Style>,
    tags: TagPalette,
}

/// How tags look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TagPalette {
    /// Their colours.
    pub colors: TagColors,
    /// The background they stand on.
    pub background: Background,
    /// How many colours there are.
    pub depth: ColorDepth,
}

impl Default for TagPalette {
    fn default() -> Self {
        Self {
            colors: TagColors::default(),
            background: Background::default(),
            depth: ColorDepth::None,
        }
    }
}

impl Palette {
    /// Resolves every role of a theme.
    #[must_use]
    pub(super) fn new(theme: &Theme) -> Self {
        Self {
            styles: Role::ALL
                .iter()
                .map(|&role| style(theme.style(role)))
                .collect(),
            tags: TagPalette::default(),
        }
    }

    /// Says how tags look.
    pub(super) fn set_tags(&mut self, tags: TagPalette) {
        self.tags = tags;
    }

    /// The style of a tag.
    #[must_use]
    pub(super) fn tag(&self, name: &str) -> Style {
        let TagPalette {
            colors,
            background,
            depth,
        } = &self.tags;
        let style = self.style(Role::Tag);
        match colors.color(name, *background, *depth) {
            Some(color) => style.fg(hue(color)),
            None => style,
        }
    }

    /// The style of a role.
    #[must_use]
    pub(super) fn style(&self, role: Role) -> Style {
        self.styles[role as usize]
    }

    /// The style of a role, stressed as the text is.
    #[must_use]
    pub(super) fn text_style(&self, text: TextStyle) -> Style {
        let mut style = self.style(text.role);
        for (on, role) in [
            (text.emphasis, Role::Emphasis),
            (text.strong, Role::Strong),
            (text.struck, Role::Deleted),
            (text.inserted, Role::Inserted),
        ] {
            if on {
                style = style.patch(self.style(role));
            }
        }
        style
    }
}

fn style(spec: config::Style) -> Style {
    let mut style = Style {
        fg: spec.fg.map(hue),
        bg: spec.bg.map(hue),
        ..Style::default()
    };
    for (on, modifier) in [
        (spec.bold, Modifier::BOLD),
        (spec.italic, Modifier::ITALIC),
        (spec.underline, Modifier::UNDERLINED),
        (spec.reverse, Modifier::REVERSED),
        (spec.dim, Modifier::DIM),
        (spec.strikethrough, Modifier::CROSSED_OUT),
    ] {
        if on {
            style = style.add_modifier(modifier);
        }
    }
    style
}

fn hue(color: Color) -> Hue {
    match color {
        Color::Default => Hue::Reset,
        Color::Ansi(ansi) => Hue::Indexed(ansi as u8),
        Color::Indexed(index) => Hue::Indexed(index),
        Color::Rgb(red, green, blue) => Hue::Rgb(red, green, blue),
    }
}
