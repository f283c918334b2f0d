//! Themes: how each [`Role`] looks, in as many colours as there are.
//!
//! Three themes are compiled in (`assets/themes`): `dark`, `light`, and `plain`, which does without
//! colours. The reader's `[theme]` is laid over whichever is in use.

mod color;
mod role;
mod style;

pub use color::{Ansi, Color, ColorDepth, ColorSetting, UnknownColor};
pub use role::Role;
pub use style::Style;

use toml::de::DeTable;

use super::error::Problem;
use super::reader::{Fields, Mistakes};
use super::value::Choice;
pub(super) use style::{Paint, StyleChange, paint};

/// The setting `ui.theme`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ThemeSetting {
    /// Dark or light as the terminal's background is.
    Auto,
    /// Always this one.
    Always(Background),
}

impl Choice for ThemeSetting {
    const NAMES: &'static [(&'static str, Self)] = &[
        ("auto", Self::Auto),
        ("dark", Self::Always(Background::Dark)),
        ("light", Self::Always(Background::Light)),
    ];
}

/// The background a theme is made for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Background {
    /// Light text on dark.
    #[default]
    Dark,
    /// Dark text on light.
    Light,
}

/// How every role looks, for one background and depth of colour.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Theme {
    styles: Vec<Style>,
}

impl Theme {
    /// How a role looks.
    #[must_use]
    pub fn style(&self, role: Role) -> Style {
        self.styles[role as usize]
    }
}

/// What the reader wants to look otherwise than the built-in themes have it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ThemeChanges(Vec<(Role, StyleChange)>);

impl ThemeChanges {
    /// Lays the changes over the built-in theme for a background and depth of colour.
    #[must_use]
    pub fn theme(&self, background: Background, depth: ColorDepth) -> Theme {
        let built_in = Self::built_in(background, depth);
        let style = |role: &Role| {
            let changes = built_in.0.iter().chain(&self.0);
            changes
                .filter(|(changed, _)| changed == role)
                .fold(Style::default(), |style, (_, change)| {
                    change.over(style, depth)
                })
        };
        Theme {
            styles: Role::ALL.iter().map(style).collect(),
        }
    }

    /// The changes in the order of the roles' names, for writing.
    pub(super) fn iter(&self) -> impl Iterator<Item = &(Role, StyleChange)> {
        self.0.iter()
    }

    fn built_in(background: Background, depth: ColorDepth) -> Self {
        let text = match (depth, background) {
            (ColorDepth::None, _) => include_str!("../../../assets/themes/plain.toml"),
            (_, Background::Dark) => include_str!("../../../assets/themes/dark.toml"),
            (_, Background::Light) => include_str!("../../../assets/themes/light.toml"),
        };
        let table = DeTable::parse(text).expect("built-in themes are TOML");
        let mut mistakes = Mistakes::default();
        let changes = Self::read(Fields::new("theme", table.get_ref()), &mut mistakes);
        debug_assert!(mistakes.is_empty(), "{mistakes:?}");
        changes
    }

    /// Reads a table of roles.
    pub(super) fn read(mut roles: Fields, mistakes: &mut Mistakes) -> Self {
        let mut changes = Vec::new();
        for role in Role::ALL {
            let fields = roles.table(role.name(), mistakes);
            if !fields.is_empty() {
                changes.push((*role, StyleChange::read(fields, mistakes)));
            }
        }
        roles.close_with(mistakes, |role, nearest| Problem::UnknownRole {
            role,
            nearest,
        });
        Self(changes)
    }
}

#[cfg(test)]
mod tests;
