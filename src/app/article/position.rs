//! Places in the text of an article that outlive its layout: a block and a byte in it, whatever the width.

use super::{Article, Place, Shape};
use crate::text::Line;

/// A place in the text of an article, its title and what stands under that left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextPlace {
    /// The block of the page, from 0.
    pub block: u32,
    /// The byte in it.
    pub byte: u32,
}

impl Article {
    /// Begins at a place of the text once it is laid out, unfolded if need be.
    pub fn resume(&mut self, at: TextPlace) {
        let piece = self.head.saturating_add(at.block as usize);
        self.aim = Some((piece, at.byte as usize));
    }

    /// The place at the top of the screen; `None` where that shows the beginning or the end of the article.
    #[must_use]
    pub fn left_in_the_middle(&self) -> Option<TextPlace> {
        let (piece, byte) = match self.aim {
            Some(aim) => aim,
            None if self.at_end() => return None,
            None => self.spot_at(self.top),
        };
        let place = TextPlace {
            block: u32::try_from(piece.checked_sub(self.head)?).ok()?,
            byte: u32::try_from(byte).ok()?,
        };
        (place != TextPlace { block: 0, byte: 0 }).then_some(place)
    }

    /// The piece and the first byte of it that a row shows.
    pub(super) fn spot_at(&self, place: Place) -> (usize, usize) {
        let Some(piece) = self.pieces.get(place.piece) else {
            return (place.piece, 0);
        };
        let lines = self.laid_out[place.piece].as_deref().unwrap_or_default();
        let line = place.row.checked_sub(usize::from(piece.space_before));
        let line = line.and_then(|line| lines.get(line));
        (
            place.piece,
            line.map_or(0, |line| line.source.start as usize),
        )
    }

    /// The row that shows a byte of a piece.
    pub(super) fn row_of(&mut self, piece: usize, byte: usize) -> Place {
        self.rows_of(piece);
        let lines = self.laid_out[piece].as_deref().unwrap_or_default();
        // The lines of a row of a table show parts of all its cells.
        let shows = |line: &Line| line.cells_of(byte..byte + 1).next().is_some();
        let line = match self.pieces[piece].shape {
            Shape::Row { .. } | Shape::Picture(_) => lines.iter().position(shows).unwrap_or(0),
            _ => lines.partition_point(|line| line.source.end as usize <= byte),
        };
        Place {
            piece,
            row: usize::from(self.pieces[piece].space_before)
                + line.min(lines.len().saturating_sub(1)),
        }
    }

    /// Puts a byte of a piece at the top of the screen; the end of the article, where there is no such piece.
    pub(super) fn go_to_spot(&mut self, piece: usize, byte: usize) {
        self.top = if piece < self.pieces.len() {
            self.unfold(piece);
            self.row_of(piece, byte)
        } else {
            self.last_top()
        };
    }
}
