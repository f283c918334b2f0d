//! The control strings of the profiles.

use crate::config::Profile;

impl Profile {
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
