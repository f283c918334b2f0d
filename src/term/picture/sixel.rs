//! Sixel ("VT330/VT340 Programmer Reference Manual", volume 2, chapter 14).

use std::fmt::Write as _;
use std::ops::Range;

use super::palette::Palette;
use super::points_above;

/// Points in a column of a sixel.
const BAND: usize = 6;

/// A picture of few colours, as it is written.
///
/// It is written anew wherever it is shown. So its bands are made once, from each row of points in which a row of cells
/// can begin, and what is written of it is put together of those.
#[derive(Clone, Debug)]
pub(super) struct Sixels {
    width: usize,
    /// Rows of points.
    height: usize,
    /// Rows of cells.
    rows: u16,
    /// The orders that set the colours.
    registers: String,
    /// The bands that begin so many points from the top, and a multiple of a band; none where no row of cells does.
    bands: Vec<Bands>,
}

/// Bands that stand one beneath the other.
#[derive(Clone, Debug, Default)]
struct Bands {
    /// The bands, each after the order to go on to it.
    bytes: Vec<u8>,
    /// Where each begins, and where the last one ends.
    begins: Vec<usize>,
}

impl Sixels {
    /// Makes points of three bytes each, `width` in a row, into so many rows of cells.
    pub(super) fn new(rgb: &[u8], width: usize, rows: u16, registers: usize) -> Self {
        let palette = Palette::of(rgb, registers);
        let points = dithered(rgb, width, &palette);
        let height = points.len() / width.max(1);
        let mut bands = vec![Bands::default(); BAND];
        for row in 0..rows {
            let from = points_above(row, height, rows) % BAND;
            if bands[from].begins.is_empty() {
                let points = &points[from * width..];
                bands[from] = Bands::of(points, width, palette.colours.len());
            }
        }
        Self {
            width,
            height,
            rows,
            registers: setting(&palette.colours),
            bands,
        }
    }

    pub(super) fn weight(&self) -> usize {
        self.bands.iter().map(|bands| bands.bytes.len()).sum()
    }

    /// Writes some of its rows of cells at the cursor.
    ///
    /// Of the last few points, fewer than a band, nothing is written: a band that reaches into the row beneath would
    /// scroll the screen at its foot.
    pub(super) fn write(&self, rows: &Range<u16>, bytes: &mut Vec<u8>) {
        let above = |row: u16| points_above(row, self.height, self.rows);
        let (from, to) = (above(rows.start), above(rows.end));
        let (first, count) = (from / BAND, to.saturating_sub(from) / BAND);
        // Points that are not drawn stay as they are; square points.
        let head = format!("\x1bP0;1;0q\"1;1;{};{}", self.width, count * BAND);
        bytes.extend_from_slice(head.as_bytes());
        bytes.extend_from_slice(self.registers.as_bytes());
        bytes.extend_from_slice(self.bands[from % BAND].some(first..first + count));
        bytes.extend_from_slice(b"\x1b\\");
    }
}

/// The colour of each point; what the colours leave out of the picture is spread over the points beside (Floyd and
/// Steinberg, 1976).
fn dithered(rgb: &[u8], width: usize, palette: &Palette) -> Vec<u8> {
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
    points
}

/// Sets the colours, in percent of red, green and blue.
fn setting(colours: &[[u8; 3]]) -> String {
    let mut registers = String::new();
    for (n, colour) in colours.iter().enumerate() {
        let [red, green, blue] = colour.map(|channel| (u32::from(channel) * 100 + 127) / 255);
        // Writing to a string does not fail.
        let _ = write!(registers, "#{n};2;{red};{green};{blue}");
    }
    registers
}

impl Bands {
    /// Makes the whole bands of points, each of which has one of so many colours.
    fn of(points: &[u8], width: usize, colours: usize) -> Self {
        let (mut bytes, mut begins) = (Vec::new(), vec![0]);
        // Which of the six points of a column have a colour; all blank again after each band.
        let mut masks = vec![0; width * colours];
        for points in points.chunks_exact((width * BAND).max(1)) {
            bytes.push(b'-');
            band(points, width, &mut masks, &mut bytes);
            begins.push(bytes.len());
        }
        Self { bytes, begins }
    }

    /// Some of the bands, without the order to go on to the first.
    fn some(&self, bands: Range<usize>) -> &[u8] {
        let begins = self.begins.get(bands.start).zip(self.begins.get(bands.end));
        let bytes = begins.and_then(|(from, to)| self.bytes.get(from + 1..*to));
        bytes.unwrap_or_default()
    }
}

/// Writes six rows of points, one colour over the other.
fn band(points: &[u8], width: usize, masks: &mut [u8], bytes: &mut Vec<u8>) {
    // The columns in which any point has a colour.
    let mut spans = vec![(width, 0); masks.len() / width];
    for (n, row) in points.chunks(width).enumerate() {
        for (column, colour) in row.iter().enumerate() {
            let colour = usize::from(*colour);
            masks[colour * width + column] |= 1 << n;
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
        let of_colour = &mut masks[colour * width..][from..to];
        for same in of_colour.chunk_by(|one, other| one == other) {
            run(same[0], same.len(), bytes);
        }
        of_colour.fill(0);
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
