//! Where things are on the screen, in columns from the start edge and rows from the top.

use crate::text::Direction;

/// The size of the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Size {
    /// Columns.
    pub columns: u16,
    /// Rows.
    pub rows: u16,
}

/// A rectangle; `start` counts from the edge where reading starts, so that a mirrored screen needs no other layout.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Area {
    /// Columns between the start edge of the screen and this.
    pub start: u16,
    /// Rows above this.
    pub top: u16,
    /// Columns.
    pub width: u16,
    /// Rows.
    pub height: u16,
}

impl Area {
    /// Whether the place `column` (from the start edge), `row` is inside.
    #[must_use]
    pub const fn holds(self, column: u16, row: u16) -> bool {
        column >= self.start
            && column - self.start < self.width
            && row >= self.top
            && row - self.top < self.height
    }

    /// The same rectangle without its first `rows` rows.
    #[must_use]
    pub const fn below(self, rows: u16) -> Self {
        let rows = if rows < self.height {
            rows
        } else {
            self.height
        };
        Self {
            top: self.top + rows,
            height: self.height - rows,
            ..self
        }
    }

    /// Its first `columns` columns.
    #[must_use]
    pub fn first(self, columns: u16) -> Self {
        Self {
            width: self.width.min(columns),
            ..self
        }
    }

    /// The same rectangle without its first `columns` columns.
    #[must_use]
    pub fn after(self, columns: u16) -> Self {
        let columns = columns.min(self.width);
        Self {
            start: self.start + columns,
            width: self.width - columns,
            ..self
        }
    }

    /// Its last `columns` columns.
    #[must_use]
    pub fn last(self, columns: u16) -> Self {
        self.after(self.width.saturating_sub(columns))
    }

    /// The same rectangle without its last `columns` columns.
    #[must_use]
    pub fn without_last(self, columns: u16) -> Self {
        self.first(self.width.saturating_sub(columns))
    }

    /// The same rectangle without its first and its last column.
    #[must_use]
    pub fn inset(self) -> Self {
        Self {
            start: self.start + 1.min(self.width),
            width: self.width.saturating_sub(2),
            ..self
        }
    }

    /// Columns of it, counted from its other edge where `mirrored`.
    #[must_use]
    pub fn part(self, from: u16, width: u16, mirrored: bool) -> Self {
        let from = from.min(self.width);
        let width = width.min(self.width - from);
        let start = if mirrored {
            self.start + self.width - from - width
        } else {
            self.start + from
        };
        Self {
            start,
            width,
            ..self
        }
    }

    /// The column from the left at which it begins on a screen of `columns` columns.
    #[must_use]
    pub fn left(self, columns: u16, direction: Direction) -> u16 {
        match direction {
            Direction::Ltr => self.start,
            Direction::Rtl => columns.saturating_sub(self.start.saturating_add(self.width)),
        }
    }

    /// Its rows from the top, each a rectangle.
    pub fn rows(self) -> impl Iterator<Item = Self> {
        let tops = self.top..self.top.saturating_add(self.height);
        tops.map(move |top| Self {
            top,
            height: 1,
            ..self
        })
    }
}

/// The parts of the screen that hold something the reader moves in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Pane {
    /// Smart lists, folders and feeds.
    #[default]
    Sources,
    /// The entries of a list.
    Headlines,
    /// One article.
    Article,
}

/// Where each pane is. A pane that is not on the screen has no area.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Geometry {
    /// Smart lists, folders and feeds.
    pub sources: Option<Area>,
    /// The entries of a list.
    pub headlines: Option<Area>,
    /// One article.
    pub article: Option<Area>,
    /// The line of notices and prompts.
    pub status: Option<Area>,
}

/// At this many columns three panes stand side by side.
const WIDE: u16 = 100;
/// At this many columns two panes stand side by side.
const MEDIUM: u16 = 60;
/// Fewer rows than this have no room for a status line.
const STATUS_FROM_ROWS: u16 = 3;
/// Fewer rows than this have no room for a title over each pane.
const TITLE_FROM_ROWS: u16 = 4;

impl Geometry {
    /// Divides the screen for what has the focus; `reading` says that an article is open, `alone` that one pane is shown
    /// at a time, however wide the screen is.
    #[must_use]
    pub fn new(size: Size, focus: Pane, reading: bool, alone: bool) -> Self {
        let has_status = size.rows >= STATUS_FROM_ROWS;
        let rows = size.rows - u16::from(has_status);
        let mut geometry = Self {
            status: has_status.then_some(Area {
                start: 0,
                top: rows,
                width: size.columns,
                height: 1,
            }),
            ..Self::default()
        };
        if alone || size.columns < MEDIUM {
            *geometry.slot(focus) = Some(Area {
                start: 0,
                top: 0,
                width: size.columns,
                height: rows,
            });
        } else {
            geometry.divide(size.columns, rows, focus, reading);
        }
        geometry
    }

    fn divide(&mut self, columns: u16, height: u16, focus: Pane, reading: bool) {
        let area = |start: u16, width: u16| {
            Some(Area {
                start,
                top: 0,
                width,
                height,
            })
        };
        // One column between two panes holds the line that parts them.
        let sources = (columns / 4).clamp(20, 30);
        let rest = columns - sources - 1;
        if columns >= WIDE && reading {
            let headlines = rest * 2 / 5;
            self.sources = area(0, sources);
            self.headlines = area(sources + 1, headlines);
            self.article = area(sources + headlines + 2, rest - headlines - 1);
        } else if focus == Pane::Article {
            let headlines = columns * 2 / 5;
            self.headlines = area(0, headlines);
            self.article = area(headlines + 1, columns - headlines - 1);
        } else {
            self.sources = area(0, sources);
            self.headlines = area(sources + 1, rest);
        }
    }

    fn slot(&mut self, pane: Pane) -> &mut Option<Area> {
        match pane {
            Pane::Sources => &mut self.sources,
            Pane::Headlines => &mut self.headlines,
            Pane::Article => &mut self.article,
        }
    }

    /// The whole area of a pane, its title included.
    #[must_use]
    pub const fn area(&self, pane: Pane) -> Option<Area> {
        match pane {
            Pane::Sources => self.sources,
            Pane::Headlines => self.headlines,
            Pane::Article => self.article,
        }
    }

    /// The area of a pane under its title.
    #[must_use]
    pub fn body(&self, pane: Pane) -> Option<Area> {
        self.area(pane).map(|area| {
            if area.height + 1 >= TITLE_FROM_ROWS {
                area.below(1)
            } else {
                area
            }
        })
    }

    /// Rows that a pane shows under its title; 0 when it is not on the screen.
    #[must_use]
    pub fn rows(&self, pane: Pane) -> usize {
        self.body(pane).map_or(0, |area| usize::from(area.height))
    }

    /// The pane at `column` (from the start edge), `row`.
    #[must_use]
    pub fn pane_at(&self, column: u16, row: u16) -> Option<Pane> {
        [Pane::Sources, Pane::Headlines, Pane::Article]
            .into_iter()
            .find(|&pane| self.area(pane).is_some_and(|area| area.holds(column, row)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(columns: u16, rows: u16, focus: Pane, reading: bool) -> Geometry {
        Geometry::new(Size { columns, rows }, focus, reading, false)
    }

    #[test]
    fn three_panes_when_wide_two_when_medium_one_when_narrow() {
        let shown = |g: Geometry| [g.sources, g.headlines, g.article].map(|area| area.is_some());
        assert_eq!(shown(at(120, 40, Pane::Article, true)), [true, true, true]);
        assert_eq!(
            shown(at(120, 40, Pane::Headlines, false)),
            [true, true, false]
        );
        assert_eq!(shown(at(80, 24, Pane::Sources, true)), [true, true, false]);
        assert_eq!(shown(at(80, 24, Pane::Article, true)), [false, true, true]);
        assert_eq!(
            shown(at(40, 12, Pane::Headlines, true)),
            [false, true, false]
        );
    }

    #[test]
    fn for_a_screen_reader_there_is_one_pane_however_wide_the_screen() {
        let size = Size {
            columns: 120,
            rows: 40,
        };
        let geometry = Geometry::new(size, Pane::Headlines, true, true);
        assert_eq!(geometry.headlines.map(|area| area.width), Some(120));
        assert_eq!((geometry.sources, geometry.article), (None, None));
    }

    #[test]
    fn panes_never_overlap_nor_leave_the_screen() {
        for columns in 0..=200 {
            for rows in 0..=6 {
                for focus in [Pane::Sources, Pane::Headlines, Pane::Article] {
                    for reading in [false, true] {
                        let g = at(columns, rows, focus, reading);
                        let panes: Vec<Area> = [g.sources, g.headlines, g.article]
                            .into_iter()
                            .flatten()
                            .collect();
                        assert!(
                            panes
                                .windows(2)
                                .all(|two| two[0].start + two[0].width < two[1].start)
                        );
                        assert!(panes.iter().all(|area| area.start + area.width <= columns));
                        assert!(
                            panes
                                .iter()
                                .chain(&g.status)
                                .all(|area| area.top + area.height <= rows)
                        );
                        assert!(g.area(focus).is_some(), "the focus is always on the screen");
                    }
                }
            }
        }
    }
}
