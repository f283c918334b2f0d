//! The rows of an article: laid out as far as the screen shows them, and scrolled over.

use super::{Article, DOT, Piece, Place, Row, Shape};
use crate::app::TextStyle;
use crate::config::Role;
use crate::text::{Digits, Justify, Line, Options, StyleRun, layout};

impl Article {
    /// Fits the page to `width` columns and a screen of `height` rows, and lays out what is on the screen.
    pub fn fit(&mut self, width: u16, height: usize) {
        let other = (self.width, self.height) != (width, height);
        if self.width != width {
            let first = self.width == 0;
            let spot = (self.top != Place::default() && !first).then(|| self.spot_at(self.top));
            self.aim = self.aim.or(spot);
            // Its rows are others now.
            self.selection = None;
            self.laid_out.fill(None);
        }
        (self.width, self.height) = (width, height);
        if other {
            self.settle_pictures();
            let rows = self.rows_of(self.top.piece);
            self.top.row = self.top.row.min(rows.saturating_sub(1));
        }
        if let Some((piece, byte)) = self.aim.take() {
            self.go_to_spot(piece, byte);
        }
        self.top = self.top.min(self.last_top());
        self.lay_out_screen();
    }

    /// Whether the first row is on the screen.
    #[must_use]
    pub fn at_start(&self) -> bool {
        self.top == Place::default()
    }

    /// Moves down `rows` rows, or up when negative, and stops where the first or last row is on the screen.
    pub fn scroll(&mut self, rows: i64) {
        let distance = usize::try_from(rows.unsigned_abs()).unwrap_or(usize::MAX);
        self.top = if rows < 0 {
            self.above(self.top, distance)
        } else {
            self.beneath(self.top, distance)
        };
        self.top = self.top.min(self.last_top());
        self.lay_out_screen();
    }

    /// Moves to the first row.
    pub fn scroll_to_first(&mut self) {
        self.top = Place::default();
        self.lay_out_screen();
    }

    /// Moves to the last screen.
    pub fn scroll_to_last(&mut self) {
        self.top = self.last_top();
        self.lay_out_screen();
    }

    /// Whether the last row is on the screen.
    #[must_use]
    pub fn at_end(&self) -> bool {
        let mut rows = self.rows();
        rows.by_ref().take(self.height).for_each(drop);
        rows.next().is_none()
    }

    /// The part of the text before the first row on the screen, in percent of its bytes; 100 at the end.
    #[must_use]
    pub fn progress(&self) -> u8 {
        if self.at_end() {
            return 100;
        }
        let bytes = |pieces: &[Piece]| {
            pieces
                .iter()
                .map(|piece| piece.text.as_str().len())
                .sum::<usize>()
        };
        let all = bytes(&self.pieces).max(1);
        let (piece, before) = self.spot_at(self.top);
        u8::try_from((bytes(&self.pieces[..piece]) + before) * 100 / all).unwrap_or(100)
    }

    /// The rows from the top of the screen on, as far as they are laid out.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.pieces
            .iter()
            .zip(&self.laid_out)
            .enumerate()
            .skip(self.top.piece)
            .flat_map(move |(n, (piece, lines))| {
                let blank = usize::from(piece.space_before);
                let lines = lines.as_deref().unwrap_or_default();
                let skip = if n == self.top.piece { self.top.row } else { 0 };
                let rows = if lines.is_empty() {
                    0
                } else {
                    blank + lines.len()
                };
                let hits = self.known_hits(n);
                let fold = match piece.shape {
                    Shape::Summary(fold) => self.folds.get(fold.0).map(|fold| fold.open),
                    _ => None,
                };
                (skip..rows).map(move |row| Row {
                    piece,
                    line: row.checked_sub(blank).map(|line| &lines[line]),
                    first: row == blank,
                    place: Place { piece: n, row },
                    hits,
                    fold,
                })
            })
    }

    /// Where the top of the screen is.
    #[must_use]
    pub const fn top(&self) -> Place {
        self.top
    }

    pub(super) fn lay_out_screen(&mut self) {
        let mut place = self.top;
        let mut rows = 0;
        // One row more than the screen shows tells whether the page goes on.
        while place.piece < self.pieces.len() && rows <= self.height {
            rows += self.rows_of(place.piece).saturating_sub(place.row);
            self.hits_of(place.piece);
            place = Place {
                piece: place.piece + 1,
                row: 0,
            };
        }
    }

    pub(super) fn rows_of(&mut self, piece: usize) -> usize {
        if piece >= self.pieces.len() {
            return 0;
        }
        if self.laid_out[piece].is_none() {
            self.laid_out[piece] = Some(self.lay_out(piece).into());
        }
        let lines = self.laid_out[piece].as_ref().map_or(0, |lines| lines.len());
        match lines {
            0 => 0,
            lines => usize::from(self.pieces[piece].space_before) + lines,
        }
    }

    fn lay_out(&mut self, piece: usize) -> Vec<Line> {
        let source = &self.pieces[piece];
        if !self.is_open(source.within) {
            return Vec::new();
        }
        let width = self.width.saturating_sub(source.indent).max(1);
        let options = fitting(source, self.options);
        match source.shape {
            Shape::Row { table, row } => self.tables[table].row(row, width, options),
            Shape::RowRule { table } => self.tables[table].rule(width, options),
            Shape::Picture(picture) => self.picture_lines(piece, picture),
            Shape::Text | Shape::Facts | Shape::Summary(_) => {
                let mut runs = vec![StyleRun {
                    range: 0..source.text.as_str().len(),
                    style: TextStyle::plain(source.role).pack(),
                }];
                runs.extend(source.runs.iter().cloned());
                let mut lines = layout(&source.text, &runs, width, &options);
                if let (Shape::Facts, [rows @ .., _]) = (source.shape, &mut lines[..]) {
                    for row in rows {
                        row.drop_end(DOT);
                    }
                }
                lines
            }
        }
    }

    pub(super) fn beneath(&mut self, from: Place, mut distance: usize) -> Place {
        let mut place = from;
        loop {
            let left = self.rows_of(place.piece).saturating_sub(place.row);
            if distance < left || place.piece + 1 >= self.pieces.len() {
                return Place {
                    row: place.row + distance.min(left.saturating_sub(1)),
                    ..place
                };
            }
            distance -= left;
            place = Place {
                piece: place.piece + 1,
                row: 0,
            };
        }
    }

    pub(super) fn above(&mut self, from: Place, mut distance: usize) -> Place {
        let mut place = from;
        loop {
            if distance <= place.row {
                return Place {
                    row: place.row - distance,
                    ..place
                };
            }
            if place.piece == 0 {
                return Place::default();
            }
            distance -= place.row;
            place = Place {
                piece: place.piece - 1,
                row: self.rows_of(place.piece - 1),
            };
        }
    }

    /// The place of the top row when the last row is at the foot of the screen.
    pub(super) fn last_top(&mut self) -> Place {
        let end = Place {
            piece: self.pieces.len(),
            row: 0,
        };
        self.above(end, self.height.max(1))
    }
}

/// How a piece is laid out where the whole article is laid out by `options`.
fn fitting(piece: &Piece, options: Options) -> Options {
    Options {
        base: piece.base,
        // Headings, listings and addresses are never filled.
        justify: match piece.role {
            Role::Text | Role::Quote => options.justify,
            _ => Justify::Off,
        },
        // The line under the title has the date, which follows the language of the program.
        digits: match piece.role {
            Role::Muted => Digits::Source,
            _ => options.digits,
        },
        ..options
    }
}
