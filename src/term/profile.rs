//! How a row of visual-order cells is brought to the screen of one kind of terminal.

/// What has to be done so that a terminal shows the cells of a row where they stand.
///
/// Rows come to this room in visual order with Arabic presentation forms. A terminal without
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

    /// The control strings that open a session.
    ///
    /// They go out on the alternate screen and before it is cleared: terminals keep the switch per
    /// row and set it when a row is cleared ("`BiDi` in Terminal Emulators", explicit mode).
    #[must_use]
    pub const fn enter(self) -> &'static str {
        match self {
            Self::Explicit | Self::Lrm => "\x1b[8l",
            Self::Konsole => "\x1b]50;BidiRenderingEnabled=false\x07",
            Self::Mlterm => "\x1b]5379;use_ctl=false\x07",
            _ => "",
        }
    }

    /// The control strings that undo [`Profile::enter`], written before the alternate screen is left.
    #[must_use]
    pub const fn leave(self) -> &'static str {
        match self {
            Self::Explicit | Self::Lrm => "\x1b[8h",
            Self::Konsole => "\x1b]50;BidiRenderingEnabled=true\x07",
            Self::Mlterm => "\x1b]5379;use_ctl=true\x07",
            _ => "",
        }
    }
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
    fn a_switch_turned_off_is_turned_on_again() {
        for profile in Profile::ALL {
            let undone = profile
                .enter()
                .replace("false", "true")
                .replace("\x1b[8l", "\x1b[8h");
            assert_eq!(profile.leave(), undone, "{}", profile.name());
        }
    }
}
