//! A name for this terminal that is the same the next time.

use super::{Reason, Replies};

/// The name under which an answer for this terminal is kept.
///
/// What the terminal calls itself (XTVERSION), else `TERM` and the numbers it gave (DA2), with the
/// terminal behind a multiplexer, because that one does the drawing.
///
/// ```
/// use newsterm::term::{Reason, Replies, terminal_id};
///
/// let replies = Replies { device: Some([65, 7006, 1]), ..Replies::default() };
/// let variable = |name: &str| (name == "TERM").then(|| "xterm-256color".to_owned());
/// let id = terminal_id(&replies, &Reason::BidiMode(1), &variable);
/// assert_eq!(id, "xterm-256color 65;7006;1");
/// ```
#[must_use]
pub fn terminal_id(
    replies: &Replies,
    found: &Reason,
    variable: &dyn Fn(&str) -> Option<String>,
) -> String {
    let name = replies.version.clone().unwrap_or_else(|| {
        let term = variable("TERM").unwrap_or_default();
        match replies.device {
            Some([kind, version, cartridge]) => format!("{term} {kind};{version};{cartridge}"),
            None => term,
        }
    });
    match found {
        Reason::Multiplexer(Some(client)) => format!("{name} in {client}"),
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(replies: &Replies, reason: &Reason) -> String {
        let variable = |name: &str| (name == "TERM").then(|| "st-256color".to_owned());
        terminal_id(replies, reason, &variable)
    }

    #[test]
    fn a_terminal_is_known_by_what_it_calls_itself() {
        let replies = Replies {
            version: Some("XTerm(379)".to_owned()),
            device: Some([41, 379, 0]),
            ..Replies::default()
        };
        assert_eq!(id(&replies, &Reason::Unknown), "XTerm(379)");
    }

    #[test]
    fn a_silent_terminal_is_known_by_its_kind() {
        assert_eq!(id(&Replies::default(), &Reason::Unknown), "st-256color");
    }

    #[test]
    fn one_multiplexer_in_two_terminals_is_two() {
        let replies = Replies {
            version: Some("tmux 3.3a".to_owned()),
            ..Replies::default()
        };
        let behind = |client: &str| Reason::Multiplexer(Some(client.to_owned()));
        let kitty = id(&replies, &behind("kitty(0.26.5) xterm-kitty"));
        assert_eq!(kitty, "tmux 3.3a in kitty(0.26.5) xterm-kitty");
        assert_ne!(kitty, id(&replies, &behind("XTerm(379) xterm")));
    }
}
