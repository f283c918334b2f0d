//! Pictures on the screen: which way this terminal takes them, and the bytes that show, move and remove them.
//!
//! A picture stands beside the frame, over cells that are blank, as links do: nothing of it is ever in a cell, but for
//! half-blocks, which are cells. All that reaches the terminal is made here of points; no byte of a file does.

mod blocks;
mod choose;
mod inline;
mod kitty;
mod motion;
mod palette;
mod png;
mod sixel;
mod stage;

use std::ops::Range;
use std::sync::Arc;

use ratatui::buffer::Buffer;

pub(super) use choose::measured_cell;
pub use choose::{PictureChoice, PictureReason, PictureSetup, PictureWay};
pub(super) use stage::Stage;

use self::blocks::Blocks;
use self::sixel::Sixels;
use crate::config::ImageProtocol;

/// Removes every picture of the program from a terminal with kitty's protocol.
pub(super) const REMOVE_ALL: &str = kitty::REMOVE_ALL;

/// A picture as one terminal takes it, for so many cells.
#[derive(Clone, Debug)]
pub struct Picture {
    columns: u16,
    rows: u16,
    body: Body,
}

#[derive(Clone, Debug)]
enum Body {
    /// The terminal keeps it, and is told where to show it.
    Kitty(kitty::Sent),
    /// Sent whole wherever it is shown; half-blocks stand for it while it moves.
    Drawn(Drawn, Blocks),
    Blocks(Blocks),
}

#[derive(Clone, Debug)]
enum Drawn {
    Sixel(Sixels),
    Inline(inline::Strips),
}

impl Picture {
    /// Makes a picture of points: three bytes each (red, green, blue), row by row, as many as
    /// [`PictureWay::points`] says for so many cells. `None` for another number of them.
    #[must_use]
    pub fn new(way: &PictureWay, columns: u16, rows: u16, rgb: &[u8]) -> Option<Self> {
        let (width, height) = way.points(columns, rows);
        let fits = width > 0 && height > 0 && rgb.len() == width * height * 3;
        let drawn = |drawn| {
            let small = blocks::shrunk(rgb, width, columns, rows);
            Body::Drawn(drawn, Blocks::new(&small, usize::from(columns), way.depth))
        };
        fits.then(|| Self {
            columns,
            rows,
            body: match way.protocol {
                ImageProtocol::Kitty => Body::Kitty(kitty::Sent::new(rgb, width, height)),
                ImageProtocol::Sixel => {
                    drawn(Drawn::Sixel(Sixels::new(rgb, width, rows, way.registers)))
                }
                ImageProtocol::Iterm2 => {
                    drawn(Drawn::Inline(inline::Strips::new(rgb, width, rows)))
                }
                ImageProtocol::HalfBlocks => Body::Blocks(Blocks::new(rgb, width, way.depth)),
            },
        })
    }

    /// Columns it takes.
    #[must_use]
    pub const fn columns(&self) -> u16 {
        self.columns
    }

    /// Rows it takes.
    #[must_use]
    pub const fn rows(&self) -> u16 {
        self.rows
    }

    /// The memory it takes, in bytes.
    #[must_use]
    pub fn weight(&self) -> usize {
        match &self.body {
            Body::Kitty(sent) => sent.weight(),
            Body::Drawn(drawn, blocks) => drawn.weight() + blocks.weight(),
            Body::Blocks(blocks) => blocks.weight(),
        }
    }
}

impl Drawn {
    fn weight(&self) -> usize {
        match self {
            Self::Sixel(sixels) => sixels.weight(),
            Self::Inline(strips) => strips.weight(),
        }
    }
}

/// A picture, or the rows of it that the screen shows.
#[derive(Clone, Debug)]
pub struct PlacedPicture {
    /// Tells pictures from one another; not 0.
    pub id: u32,
    /// The picture.
    pub picture: Arc<Picture>,
    /// Columns from the left.
    pub column: u16,
    /// Rows from the top.
    pub row: u16,
    /// The rows of the picture that are shown, from 0.
    pub rows: Range<u16>,
}

/// The rows of points above a row of cells, in a picture of so many of both.
fn points_above(row: u16, height: usize, rows: u16) -> usize {
    height * usize::from(row) / usize::from(rows.max(1))
}

/// What a picture covers of the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Spot {
    id: u32,
    column: u16,
    columns: u16,
    row: u16,
    /// Of the picture.
    rows: Range<u16>,
}

impl Spot {
    fn of(placed: &PlacedPicture) -> Self {
        Self {
            id: placed.id,
            column: placed.column,
            columns: placed.picture.columns,
            row: placed.row,
            rows: placed.rows.clone(),
        }
    }

    /// The row beneath it.
    fn end(&self) -> u16 {
        let rows = self.rows.end.saturating_sub(self.rows.start);
        self.row.saturating_add(rows)
    }

    fn cells(&self) -> impl Iterator<Item = (u16, u16)> + use<> {
        let columns = self.column..self.column.saturating_add(self.columns);
        let rows = self.row..self.end();
        rows.flat_map(move |row| columns.clone().map(move |column| (column, row)))
    }

    /// Whether it lies on the screen, over nothing: what is written over a picture hides it.
    fn is_free(&self, buffer: &Buffer) -> bool {
        let blank = |at| buffer.cell(at).is_some_and(|cell| cell.symbol() == " ");
        self.id != 0 && self.rows.start < self.rows.end && self.cells().all(blank)
    }
}
