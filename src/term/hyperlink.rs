//! Hyperlinks: stretches of the screen that the terminal can open (OSC 8, "Hyperlinks in Terminal Emulators").

use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

/// What undoes a hyperlink.
pub(super) const END: &str = "\x1b]8;;\x1b\\";

/// Longer addresses are not written: terminals take no more ("Hyperlinks in Terminal Emulators", length limits).
const LONGEST: usize = 2083;

/// A stretch of a row that leads somewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hyperlink {
    /// Rows from the top.
    pub row: u16,
    /// Columns from the left.
    pub columns: Range<u16>,
    /// Tells the stretches of one link from those of others on the screen.
    pub id: usize,
    /// Where it leads; other addresses than `http`, `https` and `mailto` are not written.
    pub url: Rc<str>,
}

/// Where the cells of a frame lead.
pub(super) type Links = HashMap<(u16, u16), Rc<str>>;

/// The control strings that begin the links of a frame, by the cells they cover.
pub(super) fn of_frame(links: &[Hyperlink]) -> Links {
    let mut cells = Links::new();
    for link in links {
        if let Some(begin) = begin(link) {
            let begin: Rc<str> = begin.into();
            for column in link.columns.clone() {
                cells.insert((column, link.row), Rc::clone(&begin));
            }
        }
    }
    cells
}

/// The control string that begins a link; `None` for an address that is more, or less, than one.
fn begin(link: &Hyperlink) -> Option<String> {
    let schemes = ["http://", "https://", "mailto:"];
    // Nothing in printable ASCII ends the string or means anything else in it.
    let plain = link.url.bytes().all(|byte| byte.is_ascii_graphic());
    let fits = link.url.len() <= LONGEST;
    (plain && fits && schemes.iter().any(|scheme| link.url.starts_with(scheme)))
        .then(|| format!("\x1b]8;id=n{};{}\x1b\\", link.id, link.url))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn begun(url: &str) -> Option<String> {
        begin(&Hyperlink {
            row: 0,
            columns: 0..1,
            id: 3,
            url: url.into(),
        })
    }

    #[test]
    fn only_addresses_for_people_are_written_and_nothing_ends_them_early() {
        assert_eq!(
            begun("https://a.example/?b;c").as_deref(),
            Some("\x1b]8;id=n3;https://a.example/?b;c\x1b\\")
        );
        for url in [
            "javascript:alert(1)",
            "file:///etc/passwd",
            "https://a.example/\x1b\\\x1b]52;c;aGk=",
            "https://a.example/\u{9c}",
            "https://a.example/\u{202e}x",
            "https://a.example/a b",
            &format!("https://a.example/{}", "x".repeat(3000)),
        ] {
            assert_eq!(begun(url), None, "{url:?}");
        }
    }
}
