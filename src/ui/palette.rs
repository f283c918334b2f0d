//! From roles to styles.

use ratatui::style::{Color as Hue, Modifier, Style};

use crate::app::TextStyle;
use crate::config::{self, Color, Role, Theme};

/// The styles of a theme, as ratatui has them.
#[derive(Clone, Debug)]
pub(super) struct Palette {
    styles: Vec<Style>,
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
