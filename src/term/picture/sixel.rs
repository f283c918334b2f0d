//! Sixel ("VT330/VT340 Programmer Reference Manual", volume 2, chapter 14).

use std::fmt::Write as _;
use std::ops::Range;

use super::palette::Palette;

/// Points in a column of a sixel.
const BAND: usize = 6;

/// A picture of few colours.
#[derive(Clone, Debug)]
pub(super) struct Sixels {
    width: usize,
    colours: Vec<[u8; 3]>,
    /// The colour of each point.
    points: Vec<u8>,
}

impl Sixels {
    /// Takes points of three bytes each; the colours left out of the picture are spread over the points beside (Floyd
    /// and Steinberg, 1976).
    pub(super) fn new(rgb: &[u8], width: usize, registers: usize) -> Self {
        let palette = Palette::of(rgb, registers);
        let mut points = Vec::with_capacity(rgb.len() / 3);
        let mut owed = vec![[0_i32; 3]; width + 2];
        for row in rgb.chunks_exact((width * 3).max(1)) {
            let mut below = vec![[0_i32; 3]; width + 2];
            for (n, point) in row.chunks_exact(3).enumerate() {
                let wanted =
                    [0, 1, 2].map(|c| (i32::from(point[c]) + owed[n + 1][c] / 16).clamp(0, 255));
                let colour = wanted.map(|channel| u8::try_from(channel).unwrap_or_default());
                let chosen = palette.nearest(colour);
                let shown = palette.colours[usize::from(chosen)];
                for c in 0..3 {
                    let off = wanted[c] - i32::from(shown[c]);
                    owed[n + 2][c] += off * 7;
                    below[n][c] += off * 3;
                    below[n + 1][c] += off * 5;
                    below[n + 2][c] += off;
                }
                points.push(chosen);
            }
            owed = below;
        }
        Self {
            width,
            colours: palette.colours,
            points,
        }
    }

    pub(super) fn weight(&self) -> usize {
        self.points.len()
    }

    /// Writes some of its rows of cells, of which it has `of`, at the cursor.
    ///
    /// Of the last few points, fewer than a band, nothing is written: a band that reaches into the row beneath would
    /// scroll the screen at its foot.
    pub(super) fn write(&self, of: u16, rows: &Range<u16>, bytes: &mut Vec<u8>) {
        let height = self.points.len() / self.width.max(1);
        let above = |row: u16| height * usize::from(row) / usize::from(of.max(1));
        let (from, to) = (above(rows.start), above(rows.end));
        let to = (from + (to - from) / BAND * BAND).max(from);
        let points = &self.points[from * self.width..to * self.width];
        bytes.extend_from_slice(self.head(to - from).as_bytes());
        // Which of the six points of a column have a colour; all blank again after each band.
        let mut masks = vec![0; self.width * self.colours.len()];
        for (n, band) in points.chunks(self.width * BAND).enumerate() {
            if n > 0 {
                bytes.push(b'-');
            }
            self.band(band, &mut masks, bytes);
        }
        bytes.extend_from_slice(b"\x1b\\");
    }

    /// Points that are not drawn stay as they are; square points; the colours in percent of red, green and blue.
    fn head(&self, height: usize) -> String {
        let mut head = format!("\x1bP0;1;0q\"1;1;{};{height}", self.width);
        for (n, colour) in self.colours.iter().enumerate() {
            let [red, green, blue] = colour.map(|channel| (u32::from(channel) * 100 + 127) / 255);
            // Writing to a string does not fail.
            let _ = write!(head, "#{n};2;{red};{green};{blue}");
        }
        head
    }

    /// Writes six rows of points, one colour over the other.
    fn band(&self, points: &[u8], masks: &mut [u8], bytes: &mut Vec<u8>) {
        // The columns in which any point has a colour.
        let mut spans = vec![(self.width, 0); self.colours.len()];
        for (n, row) in points.chunks(self.width).enumerate() {
            for (column, colour) in row.iter().enumerate() {
                let colour = usize::from(*colour);
                masks[colour * self.width + column] |= 1 << n;
                let span = &mut spans[colour];
                *span = (span.0.min(column), span.1.max(column + 1));
            }
        }
        let used = spans.iter().enumerate().filter(|(_, (from, to))| from < to);
        for (n, (colour, &(from, to))) in used.enumerate() {
            if n > 0 {
                bytes.push(b'$');
            }
            bytes.extend_from_slice(format!("#{colour}").as_bytes());
            run(0, from, bytes);
            let of_colour = &mut masks[colour * self.width..][from..to];
            for same in of_colour.chunk_by(|one, other| one == other) {
                run(same[0], same.len(), bytes);
            }
            of_colour.fill(0);
        }
    }
}

/// Writes the same sixel some times.
fn run(mask: u8, times: usize, bytes: &mut Vec<u8>) {
    let sixel = b'?' + mask;
    if times > 3 {
        bytes.extend_from_slice(format!("!{times}").as_bytes());
        bytes.push(sixel);
    } else {
        bytes.extend(std::iter::repeat_n(sixel, times));
    }
}

#[cfg(test)]
mod tests;
