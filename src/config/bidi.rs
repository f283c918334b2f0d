//! How right-to-left text is brought to a terminal: the profiles by name.

use super::value::Choice;

/// What has to be done so that a terminal shows the cells of a row where they stand.
///
/// Rows come to the terminal in visual order with Arabic presentation forms. A terminal without
/// bidirectional text shows them as they are; every other needs a switch or another order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Profile {
    /// The terminal is a plain grid: nothing to do.
    Visual,
    /// The terminal leaves the order to the program when asked (ECMA-48 BDSM, `CSI 8 l`).
    Explicit,
    /// Konsole, whose own switch is an OSC 50.
    Konsole,
    /// mlterm, whose own switch is an OSC 5379; it gives a column to every invisible character.
    Mlterm,
    /// Unknown terminals and multiplexers: each right-to-left cell carries a left-to-right mark.
    #[default]
    Lrm,
    /// kitty, which turns each right-to-left word round.
    WordFlip,
    /// `PuTTY`, which orders and mirrors a whole row as a left-to-right paragraph.
    Span,
    /// Konsole or mlterm behind a multiplexer: as [`Profile::Span`], without mirroring.
    SpanUnmirrored,
    /// A plain grid whose font lacks the presentation forms: plain letters.
    VisualPlain,
    /// No right-to-left processing at all, for finding faults.
    Off,
}

impl Profile {
    /// Every profile, in the order they are offered.
    pub const ALL: [Self; 10] = [
        Self::Visual,
        Self::Explicit,
        Self::Konsole,
        Self::Mlterm,
        Self::Lrm,
        Self::WordFlip,
        Self::Span,
        Self::SpanUnmirrored,
        Self::VisualPlain,
        Self::Off,
    ];

    /// The name used in the settings and on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Visual => "visual",
            Self::Explicit => "explicit",
            Self::Konsole => "konsole",
            Self::Mlterm => "mlterm",
            Self::Lrm => "lrm",
            Self::WordFlip => "wordflip",
            Self::Span => "span",
            Self::SpanUnmirrored => "span-unmirrored",
            Self::VisualPlain => "visual-plain",
            Self::Off => "off",
        }
    }

    /// Finds the profile of a [name](Profile::name).
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|profile| profile.name() == name)
    }
}

/// How right-to-left text is brought to the terminal: the setting `ui.bidi`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BidiSetting {
    /// Found out from the terminal.
    Auto,
    /// Always so.
    Always(Profile),
}

impl BidiSetting {
    /// The profile that is set; `None` to find out.
    #[must_use]
    pub const fn profile(self) -> Option<Profile> {
        match self {
            Self::Auto => None,
            Self::Always(profile) => Some(profile),
        }
    }
}

impl Choice for BidiSetting {
    const NAMES: &'static [(&'static str, Self)] = &{
        let mut names = [("auto", Self::Auto); Profile::ALL.len() + 1];
        let mut n = 0;
        while n < Profile::ALL.len() {
            names[n + 1] = (Profile::ALL[n].name(), Self::Always(Profile::ALL[n]));
            n += 1;
        }
        names
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_name_is_read_back() {
        for profile in Profile::ALL {
            assert_eq!(Profile::parse(profile.name()), Some(profile));
        }
        assert_eq!(Profile::parse("auto"), None);
    }

    #[test]
    fn the_setting_takes_every_profile() {
        let names: Vec<_> = BidiSetting::NAMES.iter().map(|(name, _)| *name).collect();
        assert_eq!(names[0], "auto");
        assert_eq!(names[1..], Profile::ALL.map(Profile::name));
    }
}
