//! The graphics protocol of kitty ("Terminal graphics protocol", kitty's documentation).
//!
//! A picture is sent once and then shown, row by row of it, where it is wanted: scrolling costs a few bytes. `q=2` asks
//! for no answers, which would have to be told from keys; `C=1` leaves the cursor where it is.

use std::io::Write as _;
use std::ops::Range;

use flate2::Compression;
use flate2::write::ZlibEncoder;

use super::{Spot, points_above};
use crate::term::clipboard::base64;

/// Removes every picture, shown or only kept.
pub(super) const REMOVE_ALL: &str = "\x1b_Ga=d,d=A,q=2\x1b\\";
/// The longest piece of data in one control string, in bytes ("Transmitting data in chunks").
const PIECE: usize = 4096;

/// A picture as it is sent.
#[derive(Clone, Debug)]
pub(super) struct Sent {
    width: usize,
    height: usize,
    /// The points are packed (RFC 1950).
    packed: bool,
    /// The points in base64.
    data: String,
}

impl Sent {
    pub(super) fn new(rgb: &[u8], width: usize, height: usize) -> Self {
        let mut packed = ZlibEncoder::new(Vec::new(), Compression::default());
        let packed = packed
            .write_all(rgb)
            .and_then(|()| packed.finish())
            .expect("writing to memory does not fail");
        // kitty refuses what is longer packed than it is.
        let shorter = packed.len() < rgb.len();
        Self {
            width,
            height,
            packed: shorter,
            data: base64(if shorter { &packed } else { rgb }),
        }
    }

    pub(super) fn weight(&self) -> usize {
        self.data.len()
    }

    /// Sends it; nothing is shown yet.
    pub(super) fn write(&self, id: u32, bytes: &mut Vec<u8>) {
        let (width, height) = (self.width, self.height);
        let packing = if self.packed { "o=z," } else { "" };
        let mut head = format!("a=t,t=d,f=24,{packing}i={id},s={width},v={height},q=2,");
        let mut pieces = self.data.as_bytes().chunks(PIECE).peekable();
        while let Some(piece) = pieces.next() {
            let more = u8::from(pieces.peek().is_some());
            bytes.extend_from_slice(format!("\x1b_G{head}m={more};").as_bytes());
            bytes.extend_from_slice(piece);
            bytes.extend_from_slice(b"\x1b\\");
            "q=2,".clone_into(&mut head);
        }
    }

    /// The points of some of its rows of cells, of which it has `of`: those above, how wide, how many.
    pub(super) fn rows(&self, of: u16, rows: &Range<u16>) -> [usize; 3] {
        let [from, to] = [rows.start, rows.end].map(|row| points_above(row, self.height, of));
        [from, self.width, to - from]
    }
}

/// Shows the points of a picture that was sent, at the cursor; where it stood before it stands no more.
pub(super) fn shown(spot: &Spot, [from, width, height]: &[usize; 3]) -> String {
    let (id, columns, rows) = (spot.id, spot.columns, spot.rows.end - spot.rows.start);
    format!(
        "\x1b_Ga=p,i={id},p=1,x=0,y={from},w={width},h={height},c={columns},r={rows},C=1,q=2\x1b\\"
    )
}

/// Shows a picture no more; the terminal still has it.
pub(super) fn hidden(id: u32) -> String {
    format!("\x1b_Ga=d,d=i,i={id},q=2\x1b\\")
}

/// Has the terminal forget a picture.
pub(super) fn removed(id: u32) -> String {
    format!("\x1b_Ga=d,d=I,i={id},q=2\x1b\\")
}
