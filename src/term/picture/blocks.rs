//! Pictures of half-blocks: two points a cell, the upper one in the colour of the sign, the lower one behind it.

use ratatui::buffer::Buffer;
use ratatui::style::{Color, Style};

use super::{Spot, points_above};
use crate::config::{self, ColorDepth};

const UPPER_HALF: char = '▀';

/// The colours of the upper and the lower half of each cell, row by row.
#[derive(Clone, Debug)]
pub(super) struct Blocks {
    columns: usize,
    cells: Vec<[Color; 2]>,
}

impl Blocks {
    pub(super) fn new(rgb: &[u8], columns: usize, depth: ColorDepth) -> Self {
        let line = (columns * 3).max(1);
        let colour = |row: &[u8], column: usize| {
            let point = &row[column * 3..column * 3 + 3];
            at_depth([point[0], point[1], point[2]], depth)
        };
        let cells = rgb.chunks_exact(line * 2).flat_map(|two| {
            let (upper, lower) = two.split_at(line);
            (0..columns).map(move |column| [colour(upper, column), colour(lower, column)])
        });
        Self {
            columns,
            cells: cells.collect(),
        }
    }

    pub(super) fn weight(&self) -> usize {
        self.cells.len() * size_of::<[Color; 2]>()
    }

    /// Writes the cells of a spot, which is as wide as the picture.
    pub(super) fn write(&self, spot: &Spot, buffer: &mut Buffer) {
        let first = usize::from(spot.rows.start) * self.columns;
        for (at, [upper, lower]) in spot.cells().zip(&self.cells[first.min(self.cells.len())..]) {
            if let Some(cell) = buffer.cell_mut(at) {
                let style = Style::new().fg(*upper).bg(*lower);
                cell.set_char(UPPER_HALF).set_style(style);
            }
        }
    }
}

/// The points of a picture, `width` in a row, as two for each of so many cells: the means of those they stand for.
pub(super) fn shrunk(rgb: &[u8], width: usize, columns: u16, rows: u16) -> Vec<u8> {
    let height = rgb.len() / (width * 3).max(1);
    let halves = rows.saturating_mul(2);
    let mut small = Vec::with_capacity(usize::from(columns) * usize::from(halves) * 3);
    for half in 0..halves {
        let [top, bottom] = [half, half + 1].map(|half| points_above(half, height, halves));
        for column in 0..columns {
            let [start, end] = [column, column + 1].map(|at| points_above(at, width, columns));
            let points = || {
                let lines = top..bottom;
                lines.flat_map(|line| {
                    rgb[(line * width + start) * 3..(line * width + end) * 3].chunks_exact(3)
                })
            };
            let count = ((bottom - top) * (end - start)).max(1);
            small.extend([0, 1, 2].map(|part| {
                let sum: usize = points().map(|point| usize::from(point[part])).sum();
                u8::try_from(sum / count).unwrap_or(u8::MAX)
            }));
        }
    }
    small
}

fn at_depth([red, green, blue]: [u8; 3], depth: ColorDepth) -> Color {
    match config::Color::Rgb(red, green, blue).at(depth) {
        Some(config::Color::Rgb(red, green, blue)) => Color::Rgb(red, green, blue),
        Some(config::Color::Indexed(index)) => Color::Indexed(index),
        Some(config::Color::Ansi(ansi)) => Color::Indexed(ansi as u8),
        Some(config::Color::Default) | None => Color::Reset,
    }
}
