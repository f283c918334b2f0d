//! The clipboard by way of the terminal (OSC 52, xterm "Manipulate Selection Data").

use super::detect::Replies;

/// What a terminal that takes OSC 52 says it does among its abilities (DA1).
const CLIPBOARD: u16 = 52;

/// Longer texts are cut off or dropped by some terminals: bytes.
const LONGEST: usize = 74_000;

/// Terminals that are known to take it without saying so.
const TAKERS: &[&str] = &[
    "kitty",
    "foot",
    "wezterm",
    "ghostty",
    "alacritty",
    "contour",
];

/// Whether the terminal of this name surely puts text into the clipboard.
pub(super) fn is_taken(terminal: &str, replies: &Replies) -> bool {
    let terminal = terminal.to_ascii_lowercase();
    replies.abilities.contains(&CLIPBOARD) || TAKERS.iter().any(|name| terminal.contains(name))
}

/// The control string that puts `text` into the clipboard; `None` for a text that is too long.
///
/// In it the text is base64 (RFC 4648 section 4), so that nothing of it can be taken for a control string.
pub(super) fn copying(text: &str) -> Option<String> {
    (text.len() <= LONGEST).then(|| format!("\x1b]52;c;{}\x1b\\", base64(text.as_bytes())))
}

pub(super) fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let bits = (0..3).fold(0_u32, |bits, n| {
            bits << 8 | u32::from(three.get(n).copied().unwrap_or_default())
        });
        for digit in 0..4 {
            text.push(if digit <= three.len() {
                char::from(DIGITS[(bits >> (18 - 6 * digit) & 63) as usize])
            } else {
                '='
            });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_goes_as_base64() {
        // RFC 4648 section 10.
        let vectors = [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ];
        for (text, encoded) in vectors {
            assert_eq!(base64(text.as_bytes()), encoded);
        }
        assert_eq!(
            copying("سلام").as_deref(),
            Some("\x1b]52;c;2LPZhNin2YU=\x1b\\")
        );
        assert_eq!(copying(&"x".repeat(100_000)), None);
    }

    #[test]
    fn a_terminal_says_that_it_takes_text_or_is_known_to() {
        let says = Replies {
            abilities: vec![62, 52],
            ..Replies::default()
        };
        assert!(is_taken("", &says));
        assert!(is_taken("foot(1.16.2)", &Replies::default()));
        assert!(!is_taken("XTerm(379)", &Replies::default()));
    }
}
