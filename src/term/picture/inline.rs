//! The inline images of iTerm2 ("Images", iTerm2's documentation), which `WezTerm` shows too.

use std::ops::Range;

use super::{Spot, png};
use crate::term::clipboard::base64;

/// The points of a picture, three bytes each.
#[derive(Clone, Debug)]
pub(super) struct Points {
    rgb: Vec<u8>,
    width: usize,
}

impl Points {
    pub(super) fn new(rgb: Vec<u8>, width: usize) -> Self {
        Self { rgb, width }
    }

    pub(super) fn weight(&self) -> usize {
        self.rgb.len()
    }

    /// Writes the rows of cells that are shown, at the cursor, which `WezTerm` then leaves there.
    pub(super) fn write(&self, spot: &Spot, of: u16, bytes: &mut Vec<u8>) {
        let data = png::encode(self.rows(of, &spot.rows), self.width);
        let (columns, rows) = (spot.columns, spot.rows.end - spot.rows.start);
        let order = format!(
            "\x1b]1337;File=size={};inline=1;width={columns};height={rows};\
             preserveAspectRatio=0;doNotMoveCursor=1:{}\x07",
            data.len(),
            base64(&data)
        );
        bytes.extend_from_slice(order.as_bytes());
    }

    fn rows(&self, of: u16, rows: &Range<u16>) -> &[u8] {
        let line = self.width * 3;
        let height = self.rgb.len() / line.max(1);
        let above = |row: u16| height * usize::from(row) / usize::from(of.max(1));
        let bytes = above(rows.start) * line..above(rows.end) * line;
        self.rgb.get(bytes).unwrap_or_default()
    }
}
