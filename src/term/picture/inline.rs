//! The inline images of iTerm2 ("Images", iTerm2's documentation), which `WezTerm` shows too.
//!
//! An image is sent anew wherever it is shown. So it is packed once, each row of its cells for itself, and what is sent
//! of it is put together of those: scrolling packs nothing.

use super::{Spot, png, points_above};
use crate::term::clipboard::base64;

/// A picture as it is sent.
#[derive(Clone, Debug)]
pub(super) struct Strips {
    width: usize,
    /// The rows of its cells.
    strips: Vec<Strip>,
}

#[derive(Clone, Debug)]
struct Strip {
    known: png::Strip,
    /// Its bytes in base64.
    text: String,
}

impl Strips {
    /// Packs points of three bytes each, `width` in a row, for so many rows of cells.
    pub(super) fn new(rgb: &[u8], width: usize, rows: u16) -> Self {
        let line = width * 3;
        let height = rgb.len() / line.max(1);
        let strip = |row: u16| {
            let [from, to] = [row, row + 1].map(|row| points_above(row, height, rows) * line);
            let (known, bytes) = png::Strip::pack(&rgb[from..to], width);
            let text = base64(&bytes);
            Strip { known, text }
        };
        Self {
            width,
            strips: (0..rows).map(strip).collect(),
        }
    }

    pub(super) fn weight(&self) -> usize {
        self.strips.iter().map(|strip| strip.text.len()).sum()
    }

    /// Writes the rows of cells that are shown, at the cursor, which `WezTerm` then leaves there.
    pub(super) fn write(&self, spot: &Spot, bytes: &mut Vec<u8>) {
        let rows = usize::from(spot.rows.start)..usize::from(spot.rows.end);
        let strips = self.strips.get(rows).unwrap_or_default();
        let known = || strips.iter().map(|strip| strip.known);
        let (head, tail) = (png::head(known(), self.width), png::tail(known()));
        // Of strips three bytes are four digits, to the last.
        let between = strips.iter().map(|strip| strip.text.len() / 4 * 3);
        let size = head.len() + between.sum::<usize>() + tail.len();
        let (columns, rows) = (spot.columns, spot.rows.end - spot.rows.start);
        let order = format!(
            "\x1b]1337;File=size={size};inline=1;width={columns};height={rows};\
             preserveAspectRatio=0;doNotMoveCursor=1:{}",
            base64(&head)
        );
        bytes.reserve(order.len() + size.div_ceil(3) * 4);
        bytes.extend_from_slice(order.as_bytes());
        for strip in strips {
            bytes.extend_from_slice(strip.text.as_bytes());
        }
        bytes.extend_from_slice(base64(&tail).as_bytes());
        bytes.push(0x07);
    }
}
