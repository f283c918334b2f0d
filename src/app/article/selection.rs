//! Rows of an article that the reader selects, to be copied as they were written.

use super::{Article, Place, Shape};

/// Rows from where the selection was begun to where it is now, either of which may come first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Selection {
    /// Not yet begun, it is the row the reader is at.
    anchor: Option<Place>,
    head: Place,
}

impl Selection {
    fn ends(self) -> (Place, Place) {
        let anchor = self.anchor.unwrap_or(self.head);
        (anchor.min(self.head), anchor.max(self.head))
    }
}

impl Article {
    /// Goes to the first row of text on the screen, to select from a row on; once more begins with the row the reader
    /// has gone to; and once more selects nothing.
    pub fn select(&mut self) {
        match &mut self.selection {
            Some(Selection {
                anchor: Some(_), ..
            }) => return self.selection = None,
            Some(Selection { anchor, head }) => return *anchor = Some(*head),
            None => {}
        }
        let first = self.rows().take(self.height).find(|row| row.line.is_some());
        let place = first.map_or(self.top, |row| row.place);
        self.selection = Some(Selection {
            anchor: None,
            head: place,
        });
    }

    /// Whether rows are being selected.
    #[must_use]
    pub const fn is_selecting(&self) -> bool {
        self.selection.is_some()
    }

    /// Selects no more; gives whether anything was selected.
    pub fn end_selection(&mut self) -> bool {
        self.selection.take().is_some()
    }

    /// Goes `rows` rows down, or up when negative, keeps that row on the screen, and selects as far as there.
    pub fn extend_selection(&mut self, rows: i64) {
        let Some(Selection { anchor, head }) = self.selection else {
            return;
        };
        let distance = usize::try_from(rows.unsigned_abs()).unwrap_or(usize::MAX);
        let head = if rows < 0 {
            self.above(head, distance)
        } else {
            self.beneath(head, distance)
        };
        self.selection = Some(Selection { anchor, head });
        if head < self.top {
            self.top = head;
        } else if !self.shows(head) {
            self.top = self.above(head, self.height.saturating_sub(1));
        }
        self.top = self.top.min(self.last_top());
        self.lay_out_screen();
    }

    /// Whether a row is selected.
    #[must_use]
    pub fn is_selected(&self, place: Place) -> bool {
        self.selection.is_some_and(|selection| {
            let (from, to) = selection.ends();
            from <= place && place <= to
        })
    }

    /// What is selected, in the order in which it is read: a line a paragraph, with the letters of its source.
    #[must_use]
    pub fn selected_text(&self) -> String {
        let Some((from, to)) = self.selection.map(Selection::ends) else {
            return String::new();
        };
        let mut text = String::new();
        for piece in from.piece..=to.piece.min(self.pieces.len().saturating_sub(1)) {
            let Some(words) = self.selected_of(piece) else {
                continue;
            };
            if !text.is_empty() {
                let apart = self.pieces[piece].space_before > 0;
                text.push_str(if apart { "\n\n" } else { "\n" });
            }
            text.push_str(&words);
        }
        text
    }

    /// What is selected of a piece; of a row of a table, all of it.
    fn selected_of(&self, piece: usize) -> Option<String> {
        let source = &self.pieces[piece];
        let lines = self.laid_out[piece].as_deref().unwrap_or_default();
        let blank = usize::from(source.space_before);
        let row = |line| Place {
            piece,
            row: blank + line,
        };
        let mut selected = (0..lines.len()).filter(|line| self.is_selected(row(*line)));
        let first = selected.next()?;
        let last = selected.next_back().unwrap_or(first);
        let words = match source.shape {
            Shape::Text | Shape::Summary(_) => {
                let bytes = lines[first].source.start as usize..lines[last].source.end as usize;
                source
                    .text
                    .as_str()
                    .get(bytes)
                    .unwrap_or_default()
                    .trim_end()
            }
            Shape::Row { .. } => source.text.as_str(),
            Shape::RowRule { .. } | Shape::Picture(_) => return None,
        };
        let marker = source.marker.as_ref().filter(|_| first == 0);
        Some(match marker {
            Some(marker) => format!("{} {words}", marker.text.as_str()),
            None => words.to_owned(),
        })
    }
}
