//! The pieces of a page: what is laid out, how far in it stands, what it leads to.

use std::ops::Range;

use super::pictures::Picture;
use super::table::Grid;
use crate::config::Role;
use crate::model::{AnchorIndex, EmbedKind};
use crate::text::{CleanText, Direction, StyleRun, base_direction};

/// A paragraph of the page, ready for layout.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The text in logical order; the cells of a row of a table are parted by tabs.
    pub text: CleanText,
    /// The styles of its stretches; disjoint, ordered.
    pub runs: Vec<StyleRun>,
    /// The style of everything else: role of the whole piece.
    pub role: Role,
    /// The base direction.
    pub base: Direction,
    /// Columns between the start edge of the page and the text.
    pub indent: u16,
    /// What stands before the first line, in the indent: a bullet, a number.
    pub marker: Option<Marker>,
    /// Where quotation bars stand at the start edge of every line, in columns.
    pub bars: Vec<u16>,
    /// How many of them, from the first, stand in the blank lines before it too: their quotations have begun before.
    pub bars_above: usize,
    /// Blank lines before it.
    pub space_before: u16,
    /// What becomes of the text.
    pub shape: Shape,
    /// The fold it is in; it is on the page only while that is open.
    pub within: Option<FoldIndex>,
    /// The targets of jumps that lie in it.
    pub anchors: Vec<AnchorIndex>,
    /// What in its text leads to another place, and what the program has put in.
    pub marks: Marks,
}

impl Piece {
    /// These bytes of the text without the numbers of links, which the publisher did not write.
    pub(super) fn without_numbers(&self, bytes: Range<usize>) -> String {
        let (mut words, mut from) = (String::new(), bytes.start);
        let text = |range: Range<usize>| self.text.as_str().get(range).unwrap_or_default();
        for number in &self.marks.numbers {
            if bytes.start < number.end && number.start < bytes.end {
                words.push_str(text(from..number.start.max(from)));
                from = number.end.min(bytes.end);
            }
        }
        words.push_str(text(from..bytes.end));
        words
    }
}

/// Places in the text of a piece, in its order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// The jumps that begin in it.
    pub jumps: Vec<Jump>,
    /// The bytes of the numbers that were put in behind links.
    pub numbers: Vec<Range<usize>>,
}

impl Marks {
    /// The same in a text with `bytes` more before it.
    pub(super) fn moved(self, bytes: usize) -> Self {
        let jumps = self.jumps.into_iter().map(|jump| jump.moved(bytes));
        let numbers = self.numbers.into_iter();
        Self {
            jumps: jumps.collect(),
            numbers: numbers
                .map(|number| number.start + bytes..number.end + bytes)
                .collect(),
        }
    }

    /// Takes those of another stretch of the same text.
    pub(super) fn extend(&mut self, more: Self) {
        self.jumps.extend(more.jumps);
        self.numbers.extend(more.numbers);
    }
}

/// A stretch of the text of a piece that leads to another place of the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Jump {
    /// The byte of the piece's text at which it begins.
    pub start: usize,
    /// Where it leads.
    pub anchor: AnchorIndex,
}

impl Jump {
    /// The same in a text with `bytes` more before it.
    const fn moved(self, bytes: usize) -> Self {
        Self {
            start: self.start + bytes,
            anchor: self.anchor,
        }
    }
}

/// What stands before the first line of a piece.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marker {
    /// The bullet or the number.
    pub text: CleanText,
    /// Columns between the start edge of the page and what it marks; it stands before them, with one column
    /// between.
    pub before: u16,
}

/// The place of a fold in an article, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FoldIndex(pub usize);

/// What becomes of the text of a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// It is a paragraph.
    Text,
    /// It is a paragraph of a few facts with dots between them, which go where a row ends.
    Facts,
    /// It is a picture, from 0; the next piece is its alternative text.
    Picture(usize),
    /// It is the line that shows what is folded away, and opens it.
    Summary(FoldIndex),
    /// It is a row of a table.
    Row {
        /// The table, from 0.
        table: usize,
        /// The row, from 0.
        row: usize,
    },
    /// It is the line under the head of a table.
    RowRule {
        /// The table, from 0.
        table: usize,
    },
}

/// Blocks that are folded away, or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fold {
    /// The fold around it.
    pub(super) within: Option<FoldIndex>,
    pub(super) open: bool,
}

/// What decides the base direction of text that does not say its own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DirectionHints {
    /// The reader's setting for the feed, which is final.
    pub always: Option<Direction>,
    /// The direction of the language of the entry or the feed.
    pub language: Option<Direction>,
}

impl DirectionHints {
    /// The base direction of `text`, whose own markup says `markup`.
    #[must_use]
    pub fn resolve(self, text: &CleanText, markup: Option<Direction>) -> Direction {
        self.resolve_in(text, markup, self.language.unwrap_or_default())
    }

    /// The base direction of `text`, with the direction of what is around it where the text has none.
    pub(super) fn resolve_in(
        self,
        text: &CleanText,
        markup: Option<Direction>,
        around: Direction,
    ) -> Direction {
        self.always
            .or(markup)
            .unwrap_or_else(|| base_direction(text, self.language, around))
    }

    /// The base direction of code, or of what a page sets like code.
    pub(super) fn resolve_preformatted(
        self,
        text: &CleanText,
        markup: Option<Direction>,
        is_code: bool,
    ) -> Direction {
        if is_code {
            return Direction::Ltr;
        }
        // What begins in Latin letters is code, whatever is quoted in it.
        let first = text.as_str().chars().find(|c| c.is_alphabetic());
        let first = first.map(|first| CleanText::line(&first.to_string()));
        let begins = |first| base_direction(&first, None, Direction::Ltr);
        self.always
            .or(markup)
            .unwrap_or_else(|| match first.map(begins) {
                Some(Direction::Rtl) => base_direction(text, Some(Direction::Ltr), Direction::Ltr),
                _ => Direction::Ltr,
            })
    }
}

/// The words of the program on a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageWords {
    /// Over the list of links, where links are numbered and listed.
    pub links: Option<String>,
    /// Before the title of a video set into the article.
    pub video: String,
    /// Before the title of a recording set into it.
    pub audio: String,
    /// Before that of a message of a social network.
    pub post: String,
    /// Before that of another page.
    pub page: String,
    /// For what is folded away without a summary.
    pub details: String,
}

impl PageWords {
    /// The sign and the word for something set into the article.
    pub(super) fn of_embed(&self, kind: EmbedKind) -> (&'static str, &str) {
        match kind {
            EmbedKind::Video => ("▶", &self.video),
            EmbedKind::Audio => ("♪", &self.audio),
            EmbedKind::Post => ("✉", &self.post),
            EmbedKind::Page => ("↗", &self.page),
        }
    }
}

/// The pieces of an article, and what they refer to.
#[derive(Debug, Default)]
pub(super) struct Pieces {
    pub(super) list: Vec<Piece>,
    pub(super) tables: Vec<Grid>,
    pub(super) folds: Vec<Fold>,
    pub(super) pictures: Vec<Picture>,
}
