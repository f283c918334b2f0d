//! Pictures of an article as the state knows them: what is wanted, and how many cells it takes.

use crate::app::RequestId;
use crate::model::EntryId;

/// The size of a cell in points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CellSize {
    /// Points from left to right; at least 1.
    pub width: u16,
    /// Points from top to bottom; at least 1.
    pub height: u16,
}

/// The size of a picture in points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PictureSize {
    /// Points from left to right.
    pub width: u32,
    /// Points from top to bottom.
    pub height: u32,
}

/// The cells there are for a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Room {
    /// Columns.
    pub columns: u16,
    /// Rows.
    pub rows: u16,
}

impl Room {
    /// The cells that a picture takes in this room: all of it is seen, in its shape as nearly as whole cells allow, and
    /// no larger than it is.
    ///
    /// ```
    /// use newsterm::app::{CellSize, PictureSize, Room};
    /// let room = Room { columns: 60, rows: 30 };
    /// let cell = CellSize { width: 10, height: 20 };
    /// let photo = PictureSize { width: 1200, height: 800 };
    /// assert_eq!(room.taken_by(photo, cell), Room { columns: 60, rows: 20 });
    /// let icon = PictureSize { width: 32, height: 32 };
    /// assert_eq!(room.taken_by(icon, cell), Room { columns: 3, rows: 2 });
    /// ```
    #[must_use]
    pub fn taken_by(self, picture: PictureSize, cell: CellSize) -> Self {
        let columns = f64::from(picture.width) / f64::from(cell.width.max(1));
        let rows = f64::from(picture.height) / f64::from(cell.height.max(1));
        let scale = (f64::from(self.columns) / columns)
            .min(f64::from(self.rows) / rows)
            .min(1.0);
        Self {
            columns: cells(columns * scale, self.columns),
            rows: cells(rows * scale, self.rows),
        }
    }
}

/// Whole cells, at least one.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the number is held between 1 and the room there is; a picture of no points gives 1"
)]
fn cells(wanted: f64, most: u16) -> u16 {
    wanted.round().clamp(1.0, f64::from(most.max(1))) as u16
}

/// A picture of an article, wanted on the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WantedPicture {
    /// The entry it belongs to.
    pub entry: EntryId,
    /// Where it is.
    pub url: String,
    /// The address of the feed, which is reached as the settings say.
    pub feed: String,
    /// The cells there are for it.
    pub room: Room,
}

/// A picture that is here, as it is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShownPicture {
    /// The request that brought it.
    pub request: RequestId,
    /// The cells it takes.
    pub taken: Room,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_takes_a_cell_at_least_and_no_more_than_there_are() {
        let room = Room {
            columns: 40,
            rows: 12,
        };
        let edges = [0, 1, 9, 100, 5000, u32::MAX];
        for (width, height) in edges.iter().flat_map(|w| edges.map(|h| (*w, h))) {
            for cell in [(1, 1), (10, 20), (150, 150)] {
                let (picture, cell) = (
                    PictureSize { width, height },
                    CellSize {
                        width: cell.0,
                        height: cell.1,
                    },
                );
                let taken = room.taken_by(picture, cell);
                assert!((1..=40).contains(&taken.columns), "{picture:?} {taken:?}");
                assert!((1..=12).contains(&taken.rows), "{picture:?} {taken:?}");
            }
        }
    }
}
