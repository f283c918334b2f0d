//! The same text brought to the terminal in each way, for the reader to see which one reads right.

use std::fmt::Write as _;

use ratatui::buffer::Cell;
use ratatui::style::Modifier;

use super::encode::encode_row;
use crate::config::Profile;
use crate::text::{CleanText, Direction, Options, layout_line};

/// Columns of a label, and of the box beside it.
const LABEL: u16 = 20;
const BOX: u16 = 54;

/// A label and a right-to-left text in a box.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sample {
    /// What stands before the box; what has no room is cut.
    pub label: String,
    /// What stands in it, on its right side.
    pub text: String,
    /// How the text is brought to the terminal.
    pub profile: Profile,
    /// Vowel marks are left out.
    pub strip_marks: bool,
}

impl Sample {
    /// The row as the terminal takes it, with its line end.
    ///
    /// The switch of a profile that holds row by row is thrown for this one; that of Konsole and mlterm
    /// holds for the whole screen and is not in it.
    #[must_use]
    pub fn row(&self) -> String {
        let mut cells = self.cells();
        encode_row(&mut cells, self.profile);
        let (enter, leave) = match self.profile {
            Profile::Konsole | Profile::Mlterm => ("", ""),
            profile => (profile.enter(), profile.leave()),
        };
        // A terminal takes the switch over when the row is cleared, and lets it go in the next row.
        format!("\r{enter}\x1b[K{}\n\r{leave}", painted(&cells))
    }

    fn cells(&self) -> Vec<Cell> {
        let label = self.laid_out(&self.label, Direction::Ltr, LABEL);
        let text = self.laid_out(&self.text, Direction::Rtl, BOX);
        let blanks = |count: usize| std::iter::repeat_n(Cell::new(" "), count);
        let (before, behind) = (
            usize::from(BOX) - text.len(),
            usize::from(LABEL) - label.len(),
        );
        label
            .into_iter()
            .chain(blanks(behind))
            .chain([Cell::new("│")])
            .chain(blanks(before + 1))
            .chain(text)
            .chain([Cell::new(" "), Cell::new("│")])
            .collect()
    }

    fn laid_out(&self, text: &str, base: Direction, width: u16) -> Vec<Cell> {
        let options = Options {
            base,
            strip_tashkeel: self.strip_marks || self.profile == Profile::WordFlip,
            ..Options::default()
        };
        let line = layout_line(&CleanText::line(text), &[], width, &options);
        let cell = |cell: &crate::text::Cell| {
            let mut shown = Cell::default();
            shown.set_symbol(&cell.symbol);
            shown
        };
        line.cells.iter().map(cell).collect()
    }
}

/// Writes cells with the only styles that an encoding gives them.
fn painted(cells: &[Cell]) -> String {
    let mut row = String::new();
    let mut before = Modifier::empty();
    for cell in cells {
        if cell.modifier != before {
            before = cell.modifier;
            let bold = if before.contains(Modifier::BOLD) {
                ";1"
            } else {
                ""
            };
            let italic = if before.contains(Modifier::ITALIC) {
                ";3"
            } else {
                ""
            };
            write!(row, "\x1b[0{bold}{italic}m").expect("a string takes it");
        }
        row.push_str(cell.symbol());
    }
    row + "\x1b[m"
}

/// The profiles to choose from, page by page, the page with the one in use first.
///
/// What Konsole and mlterm do with their switch thrown can only be seen by itself, and the switch of
/// the one means something else to other terminals; so there is such a page only where it is in use or
/// was `found`.
#[must_use]
pub fn sample_pages(in_use: Profile, found: Profile) -> Vec<Vec<Profile>> {
    let switches_all = |profile| matches!(profile, Profile::Konsole | Profile::Mlterm);
    let others = Profile::ALL
        .into_iter()
        .filter(|&profile| !switches_all(profile) && profile != Profile::Off)
        .collect();
    match (in_use, found) {
        (own, _) if switches_all(own) => vec![vec![own], others],
        (_, own) if switches_all(own) => vec![others, vec![own]],
        _ => vec![others],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(profile: Profile) -> Sample {
        Sample {
            label: "1 label".to_owned(),
            text: "سلام (world) 12%".to_owned(),
            profile,
            strip_marks: false,
        }
    }

    #[test]
    fn the_box_is_straight_in_every_profile() {
        for profile in Profile::ALL {
            let cells = sample(profile).cells();
            assert_eq!(cells.len(), usize::from(LABEL + BOX) + 4, "{profile:?}");
            assert_eq!(cells[usize::from(LABEL)].symbol(), "│");
            assert_eq!(cells.last().map(Cell::symbol), Some("│"));
        }
    }

    #[test]
    fn a_switch_holds_for_its_row_only() {
        let row = sample(Profile::Explicit).row();
        assert!(row.starts_with("\r\x1b[8l\x1b[K1 label"), "{row:?}");
        assert!(row.ends_with("│\x1b[m\n\r\x1b[8h"), "{row:?}");
        for profile in [Profile::Konsole, Profile::Mlterm] {
            assert!(!sample(profile).row().contains("\x1b]"), "{profile:?}");
        }
    }

    #[test]
    fn words_that_are_set_apart_are_bold() {
        let sample = Sample {
            text: "(سلام)".to_owned(),
            ..sample(Profile::WordFlip)
        };
        assert!(sample.row().contains("\x1b[0;1m(\x1b[0m"));
    }

    #[test]
    fn a_switch_for_the_whole_screen_has_its_own_page_where_it_belongs() {
        let pages = sample_pages(Profile::Lrm, Profile::Lrm);
        assert_eq!(pages.len(), 1);
        assert!(!pages[0].contains(&Profile::Konsole) && !pages[0].contains(&Profile::Off));
        let pages = sample_pages(Profile::Konsole, Profile::Konsole);
        assert_eq!(pages[0], [Profile::Konsole]);
        let pages = sample_pages(Profile::Visual, Profile::Mlterm);
        assert_eq!(pages[1], [Profile::Mlterm]);
    }
}
