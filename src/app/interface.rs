//! How the screen is drawn, as the settings and the terminal say.

use crate::app::CellSize;
use crate::config::{Config, Tashkeel, TextColumn};
use crate::model::{DirectionSetting, Filter};
use crate::text::{Digits, Direction, Justify, Options};

/// What the settings and the terminal say about the screen.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a setting of its own"
)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interface {
    /// The direction of the screen itself.
    pub direction: Direction,
    /// Vowel marks are left out of the picture.
    pub strip_tashkeel: bool,
    /// The digits shown in right-to-left text.
    pub digits: Digits,
    /// How the lines of an article are filled.
    pub justify: Justify,
    /// An entry is marked read when it is opened.
    pub mark_read_on_open: bool,
    /// Who reads an entry has read the others that tell the same.
    pub mark_stories: bool,
    /// What lists leave out at first.
    pub filter: Filter,
    /// The widest line of an article, in columns.
    pub measure: u16,
    /// Where the text of an article stands in a wider pane.
    pub text_column: TextColumn,
    /// Blank lines between the paragraphs of an article.
    pub paragraph_spacing: u16,
    /// The size of a cell, where pictures can be shown.
    pub pictures: Option<CellSize>,
    /// Links of an article have numbers, and are listed at its end.
    pub link_numbers: bool,
    /// A program reads the screen aloud: it follows the cursor, and reads whole rows.
    pub screen_reader: bool,
}

impl Interface {
    /// What the settings say of a terminal; `strip_marks` says that it does not put vowel marks in their places,
    /// `pictures` how large its cells are where it can show pictures.
    #[must_use]
    pub fn new(config: &Config, strip_marks: bool, pictures: Option<CellSize>) -> Self {
        let ui = &config.settings.ui;
        Self {
            direction: match ui.direction {
                // Until the program speaks a right-to-left language the screen itself is left-to-right.
                DirectionSetting::Auto => Direction::Ltr,
                DirectionSetting::Always(direction) => direction,
            },
            strip_tashkeel: match ui.tashkeel {
                Tashkeel::Auto => strip_marks,
                Tashkeel::Keep => false,
                Tashkeel::Strip => true,
            },
            digits: ui.digits,
            justify: ui.justify,
            mark_read_on_open: ui.mark_read_on_open,
            mark_stories: config.settings.stories.mark,
            filter: ui.filter,
            measure: ui.measure,
            text_column: ui.text_column,
            paragraph_spacing: ui.paragraph_spacing,
            pictures,
            link_numbers: ui.link_numbers,
            screen_reader: ui.screen_reader,
        }
    }

    /// How text is laid out in lines of its own; the base direction is each paragraph's.
    #[must_use]
    pub fn label_options(&self) -> Options {
        Options {
            strip_tashkeel: self.strip_tashkeel,
            digits: self.digits,
            ..Options::default()
        }
    }

    /// How the paragraphs of an article are laid out; the base direction is each paragraph's.
    #[must_use]
    pub fn article_options(&self) -> Options {
        Options {
            justify: self.justify,
            ..self.label_options()
        }
    }
}
