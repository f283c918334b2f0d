//! What the terminal does with colours.

/// How many colours the terminal can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ColorDepth {
    /// No colour, by the reader's wish or for want of it.
    None,
    /// The 16 colours of the terminal's own palette.
    Ansi16,
    /// The 256 indexed colours of xterm.
    Indexed256,
    /// 24-bit colour.
    True,
}

/// Tells how many colours there are from the environment: `NO_COLOR` when not empty (no-color.org),
/// `COLORTERM`, then `TERM`.
#[must_use]
pub fn color_depth(variable: &dyn Fn(&str) -> Option<String>) -> ColorDepth {
    if variable("NO_COLOR").is_some_and(|value| !value.is_empty()) {
        return ColorDepth::None;
    }
    let colorterm = variable("COLORTERM").unwrap_or_default();
    let term = variable("TERM").unwrap_or_default();
    if matches!(colorterm.as_str(), "truecolor" | "24bit") || term.ends_with("-direct") {
        return ColorDepth::True;
    }
    if TRUE_COLOR_TERMS.iter().any(|name| term.starts_with(name)) {
        return ColorDepth::True;
    }
    match term.as_str() {
        "" | "dumb" => ColorDepth::None,
        term if term.starts_with("vt1") || term.starts_with("vt2") => ColorDepth::None,
        term if term.contains("256") => ColorDepth::Indexed256,
        _ => ColorDepth::Ansi16,
    }
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

/// Whether the terminal's background is dark or light.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Background {
    /// Light text suits it.
    Dark,
    /// Dark text suits it.
    Light,
}

/// Judges a colour of three 8-bit channels by its luma (ITU-R BT.601).
pub(super) fn background_of([red, green, blue]: [u8; 3]) -> Background {
    let luma = 299 * u32::from(red) + 587 * u32::from(green) + 114 * u32::from(blue);
    if luma < 128_000 {
        Background::Dark
    } else {
        Background::Light
    }
}

/// Reads `COLORFGBG` ("15;0"), whose last field is the background in the 16-colour palette.
pub(super) fn background_of_colorfgbg(value: &str) -> Option<Background> {
    let (_, last) = value.rsplit_once(';')?;
    match last.parse().ok()? {
        7 | 9..=15 => Some(Background::Light),
        0..=6 | 8 => Some(Background::Dark),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn depth(variables: &[(&str, &str)]) -> ColorDepth {
        color_depth(&|name| {
            let found = variables.iter().find(|(key, _)| *key == name);
            found.map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn the_depth_follows_the_environment() {
        for (variables, expected) in [
            (&[("TERM", "xterm-256color")][..], ColorDepth::Indexed256),
            (&[("TERM", "xterm")], ColorDepth::Ansi16),
            (&[("TERM", "linux")], ColorDepth::Ansi16),
            (&[("TERM", "xterm-kitty")], ColorDepth::True),
            (&[("TERM", "xterm-direct")], ColorDepth::True),
            (&[("TERM", "vt100")], ColorDepth::None),
            (&[("TERM", "dumb")], ColorDepth::None),
            (&[], ColorDepth::None),
            (
                &[("TERM", "tmux-256color"), ("COLORTERM", "truecolor")],
                ColorDepth::True,
            ),
        ] {
            assert_eq!(depth(variables), expected, "{variables:?}");
        }
    }

    #[test]
    fn no_color_counts_when_it_is_not_empty() {
        let terminal = ("COLORTERM", "truecolor");
        assert_eq!(depth(&[terminal, ("NO_COLOR", "1")]), ColorDepth::None);
        assert_eq!(depth(&[terminal, ("NO_COLOR", "")]), ColorDepth::True);
    }

    #[test]
    fn the_background_is_judged_by_brightness() {
        assert_eq!(background_of([0, 0, 0]), Background::Dark);
        assert_eq!(background_of([0, 0x2b, 0x36]), Background::Dark);
        assert_eq!(background_of([0xfd, 0xf6, 0xe3]), Background::Light);
        // Pure blue is dark to the eye, pure green is light.
        assert_eq!(background_of([0, 0, 255]), Background::Dark);
        assert_eq!(background_of([0, 255, 0]), Background::Light);
    }

    #[test]
    fn colorfgbg_names_the_background_last() {
        assert_eq!(background_of_colorfgbg("15;0"), Some(Background::Dark));
        assert_eq!(background_of_colorfgbg("0;15"), Some(Background::Light));
        assert_eq!(
            background_of_colorfgbg("0;default;15"),
            Some(Background::Light)
        );
        assert_eq!(background_of_colorfgbg("15;default"), None);
    }
}
