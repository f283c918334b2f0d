//! Notifications: the terminal tells the reader, who may be looking elsewhere.

use super::detect::Replies;
use crate::text::CleanText;

const BELL: &str = "\x07";

/// What the terminal is called: by itself (XTVERSION), else by its environment.
pub(super) fn name(replies: &Replies, variable: &dyn Fn(&str) -> Option<String>) -> String {
    let of_environment = || {
        // Inside a multiplexer the environment tells of the terminal outside, which does not hear us.
        if ["TMUX", "STY"]
            .into_iter()
            .any(|name| variable(name).is_some())
        {
            return String::new();
        }
        let names = ["TERM_PROGRAM", "TERM"].into_iter().filter_map(variable);
        names.collect::<Vec<_>>().join(" ")
    };
    replies.version.clone().unwrap_or_else(of_environment)
}

/// The control strings that show `words` as a notification in the terminal of this name; the bell elsewhere.
///
/// OSC 99 is kitty's ("Desktop notifications"), OSC 777 rxvt-unicode's, OSC 9 iTerm2's. Clean text holds no control
/// character, so that it cannot end the string; a semicolon would begin another part of it.
pub(super) fn notice(terminal: &str, words: &CleanText) -> String {
    let terminal = terminal.to_ascii_lowercase();
    let is = |names: &[&str]| names.iter().any(|name| terminal.contains(name));
    let words: String = words
        .as_str()
        .chars()
        .map(|c| if c == ';' || c.is_control() { ',' } else { c })
        .collect();
    if terminal.starts_with("tmux") || terminal.starts_with("screen") {
        BELL.to_owned()
    } else if is(&["kitty"]) {
        format!("\x1b]99;;newsterm: {words}\x1b\\")
    } else if is(&["foot", "rxvt", "wezterm", "ghostty"]) {
        format!("\x1b]777;notify;newsterm;{words}\x1b\\")
    } else if is(&["iterm"]) {
        format!("\x1b]9;newsterm: {words}\x1b\\")
    } else {
        BELL.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(terminal: &str, words: &str) -> String {
        notice(terminal, &CleanText::line(words))
    }

    #[test]
    fn each_terminal_is_told_in_its_own_way() {
        for (terminal, begins) in [
            ("kitty(0.40.0)", "\x1b]99;;"),
            ("foot(1.16.2)", "\x1b]777;notify;newsterm;"),
            ("WezTerm 20240203", "\x1b]777;notify;newsterm;"),
            ("iTerm2 3.5", "\x1b]9;"),
        ] {
            let told = told(terminal, "3 new entries");
            assert!(told.starts_with(begins), "{told:?}");
            assert!(told.ends_with("3 new entries\x1b\\"), "{told:?}");
        }
        for terminal in ["XTerm(379)", "tmux 3.3a", "screen.xterm-kitty", ""] {
            assert_eq!(told(terminal, "3 new entries"), "\x07", "{terminal}");
        }
    }

    #[test]
    fn no_words_end_the_control_string_or_begin_another() {
        let words = "a\x1b\\\x1b]52;c;eA==\x07;b\u{9c}";
        let told = told("foot(1.16.2)", words);
        let inside = told.strip_prefix("\x1b]777;notify;newsterm;").unwrap();
        let inside = inside.strip_suffix("\x1b\\").unwrap();
        assert!(
            !inside.contains(|c: char| c.is_control() || c == ';'),
            "{told:?}"
        );
    }

    #[test]
    fn behind_a_multiplexer_the_terminal_outside_is_not_meant() {
        let inside = |name: &str| match name {
            "TMUX" => Some("/tmp/tmux".to_owned()),
            "TERM" => Some("tmux-256color".to_owned()),
            "TERM_PROGRAM" => Some("WezTerm".to_owned()),
            _ => None,
        };
        assert_eq!(name(&Replies::default(), &inside), "");
        let alone = |name: &str| (name == "TERM").then(|| "xterm-kitty".to_owned());
        assert_eq!(name(&Replies::default(), &alone), "xterm-kitty");
    }
}
