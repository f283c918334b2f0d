//! What the reader selects of an article, to be copied as it was written: rows by the keys, text by the mouse.

use std::ops::Range;

use super::{Article, Place, Row, Shape};
use crate::config::Role;
use crate::text::{CleanText, without_isolates};

/// What is selected, from where that was begun to where it is now, either of which may come first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Selection {
    /// Whole rows.
    Rows {
        /// Not yet begun, it is the row the reader is at.
        anchor: Option<Place>,
        head: Place,
    },
    /// Text, both clusters included, in the order in which it is read.
    Text { anchor: Spot, head: Spot },
}

/// A cluster of the text: a piece of the page, and bytes of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot {
    /// The piece, from 0.
    pub piece: usize,
    /// Its bytes; none where there is no text.
    pub bytes: Range<usize>,
}

/// What is selected of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Selected {
    /// All of it.
    Row,
    /// What it shows of these bytes of its piece.
    Bytes(Range<usize>),
}

impl Article {
    /// Goes to the first row of text on the screen, to select from a row on; once more begins with the row the reader
    /// has gone to; and once more selects nothing.
    pub fn select(&mut self) {
        match &mut self.selection {
            Some(Selection::Rows {
                anchor: Some(_), ..
            }) => return self.selection = None,
            Some(Selection::Rows { anchor, head }) => return *anchor = Some(*head),
            Some(Selection::Text { .. }) | None => {}
        }
        let first = self.rows().take(self.height).find(|row| row.line.is_some());
        let place = first.map_or(self.top, |row| row.place);
        self.selection = Some(Selection::Rows {
            anchor: None,
            head: place,
        });
    }

    /// Whether rows are being selected.
    #[must_use]
    pub const fn is_selecting(&self) -> bool {
        matches!(self.selection, Some(Selection::Rows { .. }))
    }

    /// Whether rows or text are selected.
    #[must_use]
    pub const fn has_selection(&self) -> bool {
        self.selection.is_some()
    }

    /// Selects no more; gives whether anything was selected.
    pub fn end_selection(&mut self) -> bool {
        self.pressed = None;
        self.selection.take().is_some()
    }

    /// Goes `rows` rows down, or up when negative, keeps that row on the screen, and selects as far as there.
    pub fn extend_selection(&mut self, rows: i64) {
        let Some(Selection::Rows { anchor, head }) = self.selection else {
            return;
        };
        let distance = usize::try_from(rows.unsigned_abs()).unwrap_or(usize::MAX);
        let head = if rows < 0 {
            self.above(head, distance)
        } else {
            self.beneath(head, distance)
        };
        self.selection = Some(Selection::Rows { anchor, head });
        if head < self.top {
            self.top = head;
        } else if !self.shows(head) {
            self.top = self.above(head, self.height.saturating_sub(1));
        }
        self.top = self.top.min(self.last_top());
        self.lay_out_screen();
    }

    /// Begins to select text, in place of what was selected.
    pub fn press(&mut self, spot: Option<Spot>) {
        self.selection = None;
        self.pressed = spot;
    }

    /// Whether text is being selected.
    #[must_use]
    pub const fn is_pressed(&self) -> bool {
        self.pressed.is_some()
    }

    /// Selects text from where that was begun to here.
    pub fn drag_to(&mut self, head: Spot) {
        if let Some(anchor) = self.pressed.clone() {
            self.selection = Some(Selection::Text { anchor, head });
        }
    }

    /// Ends what was begun, and keeps what is selected.
    pub fn release(&mut self) {
        self.pressed = None;
    }

    /// The text that the mouse means in a row of the screen, from 0, where `near` gives the nearest bytes of the row:
    /// that of a row without text is where its piece begins, that of a row under the last is where all ends.
    #[must_use]
    pub fn spot_in(
        &self,
        row: usize,
        near: impl Fn(&Row<'_>) -> Option<Range<usize>>,
    ) -> Option<Spot> {
        if let Some(row) = self.rows().nth(row) {
            return Some(Spot {
                piece: row.place.piece,
                bytes: near(&row).unwrap_or_default(),
            });
        }
        let last = self.pieces.len().checked_sub(1)?;
        let end = self.pieces[last].text.as_str().len();
        Some(Spot {
            piece: last,
            bytes: end..end,
        })
    }

    /// What is selected of a row.
    #[must_use]
    pub fn selected_in(&self, row: &Row<'_>) -> Option<Selected> {
        match self.selection.as_ref()? {
            Selection::Rows { anchor, head } => {
                let anchor = anchor.unwrap_or(*head);
                let (from, to) = (anchor.min(*head), anchor.max(*head));
                (from <= row.place && row.place <= to).then_some(Selected::Row)
            }
            Selection::Text { anchor, head } => {
                let bytes = self.bytes_between(anchor, head, row.place.piece)?;
                Some(Selected::Bytes(bytes))
            }
        }
    }

    /// The bytes of a piece that lie between two clusters, both included; `None` where it lies before or behind.
    fn bytes_between(&self, anchor: &Spot, head: &Spot, piece: usize) -> Option<Range<usize>> {
        let from = (anchor.piece, anchor.bytes.start).min((head.piece, head.bytes.start));
        let to = (anchor.piece, anchor.bytes.end).max((head.piece, head.bytes.end));
        if piece < from.0 || to.0 < piece {
            return None;
        }
        let start = if piece == from.0 { from.1 } else { 0 };
        let whole = self.pieces.get(piece)?.text.as_str().len();
        // What is said behind the words of a picture may have gone since.
        let end = if piece == to.0 {
            to.1.min(whole)
        } else {
            whole
        };
        (start < end).then_some(start..end)
    }

    /// What is selected, in the order in which it is read: a line a paragraph, with the letters of its source.
    #[must_use]
    pub fn selected_text(&self) -> String {
        let (from, to) = match &self.selection {
            None => return String::new(),
            Some(Selection::Rows { anchor, head }) => {
                let anchor = anchor.unwrap_or(*head);
                (anchor.min(*head).piece, anchor.max(*head).piece)
            }
            Some(Selection::Text { anchor, head }) => {
                (anchor.piece.min(head.piece), anchor.piece.max(head.piece))
            }
        };
        let mut text = String::new();
        let mut lists = Vec::new();
        for piece in from..=to.min(self.pieces.len().saturating_sub(1)) {
            let Some(words) = self.selected_of(piece, from < to) else {
                continue;
            };
            if !text.is_empty() {
                let apart = self.pieces[piece].space_before > 0;
                text.push_str(if apart { "\n\n" } else { "\n" });
            }
            text.push_str(&"  ".repeat(self.depth_of(piece, &mut lists)));
            text.push_str(&words);
        }
        text
    }

    /// How many lists the item is in that a piece begins, but the outermost that is selected. `lists` are the columns
    /// at which the texts of these begin.
    fn depth_of(&self, piece: usize, lists: &mut Vec<u16>) -> usize {
        let source = &self.pieces[piece];
        let Some(marker) = &source.marker else {
            // A paragraph behind a list ends it.
            lists.retain(|text| *text <= source.indent);
            return 0;
        };
        lists.retain(|text| *text < marker.before);
        lists.push(marker.before);
        lists.len() - 1
    }

    /// What is selected of a piece, as one of several or alone.
    fn selected_of(&self, piece: usize, one_of_several: bool) -> Option<String> {
        let source = &self.pieces[piece];
        let (bytes, begins) = match self.selection.as_ref()? {
            Selection::Rows { .. } => self.selected_rows_of(piece)?,
            Selection::Text { anchor, head } => {
                let bytes = self.bytes_between(anchor, head, piece)?;
                let begins = bytes.start == 0 && one_of_several;
                (self.is_open(source.within).then_some(bytes)?, begins)
            }
        };
        if matches!(source.shape, Shape::RowRule { .. } | Shape::Picture(_)) {
            return None;
        }
        let words = source.without_numbers(bytes);
        // The parts of these lines are kept from one another on the screen alone.
        let composed = piece < self.head || source.role == Role::Picture;
        // Else a pair of controls may have been cut in two.
        let words = if composed {
            without_isolates(&words)
        } else {
            CleanText::block(&words).as_str().to_owned()
        };
        let marker = source.marker.as_ref().filter(|_| begins);
        Some(match marker {
            Some(marker) => format!("{} {}", marker.text.as_str(), words.trim_end()),
            None => words.trim_end().to_owned(),
        })
    }

    /// The bytes of a piece in the rows selected, of a row of a table all of them; and whether its first row is one.
    fn selected_rows_of(&self, piece: usize) -> Option<(Range<usize>, bool)> {
        let source = &self.pieces[piece];
        let lines = self.laid_out[piece].as_deref().unwrap_or_default();
        let Some(Selection::Rows { anchor, head }) = self.selection else {
            return None;
        };
        let anchor = anchor.unwrap_or(head);
        let (from, to) = (anchor.min(head), anchor.max(head));
        let blank = usize::from(source.space_before);
        let mut selected = (0..lines.len()).filter(|line| {
            let row = blank + line;
            (from..=to).contains(&Place { piece, row })
        });
        let first = selected.next()?;
        let last = selected.next_back().unwrap_or(first);
        let bytes = match source.shape {
            Shape::Row { .. } => 0..source.text.as_str().len(),
            _ => lines[first].source.start as usize..lines[last].source.end as usize,
        };
        Some((bytes, first == 0))
    }
}
