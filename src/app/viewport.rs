//! A selection in rows of which the screen shows a stretch.

/// Which row is selected, and which row is at the top of the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Viewport {
    /// The row selected, from 0.
    pub selected: usize,
    /// The first row on the screen, from 0.
    pub top: usize,
}

/// Rows kept between the selection and the edge of the screen where there are more rows.
const MARGIN: usize = 2;

impl Viewport {
    /// Moves the selection by `rows`, held within `count` rows.
    pub fn move_by(&mut self, rows: i64, count: usize) {
        let distance = usize::try_from(rows.unsigned_abs()).unwrap_or(usize::MAX);
        let moved = if rows < 0 {
            self.selected.saturating_sub(distance)
        } else {
            self.selected.saturating_add(distance)
        };
        self.selected = moved.min(count.saturating_sub(1));
    }

    /// Moves the screen by as little as shows the selection; `height` rows of `count` are shown.
    pub fn follow(&mut self, height: usize, count: usize) {
        let margin = MARGIN.min(height.saturating_sub(1) / 2);
        let lowest = (self.selected + margin + 1).saturating_sub(height);
        let highest = self.selected.saturating_sub(margin);
        self.top = self
            .top
            .clamp(lowest.min(highest), highest)
            .min(count.saturating_sub(height));
    }

    /// Moves the screen by `rows`, and the selection by as little as keeps it on the screen.
    pub fn scroll(&mut self, rows: i64, height: usize, count: usize) {
        let offset = self.selected.saturating_sub(self.top);
        let mut top = Self {
            selected: self.top,
            top: 0,
        };
        top.move_by(rows, count.saturating_sub(height) + 1);
        let moved = top.selected != self.top;
        self.top = top.selected;
        self.selected = if moved {
            self.top + offset
        } else {
            self.selected
        }
        .min(count.saturating_sub(1));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn at(selected: usize, top: usize) -> Viewport {
        Viewport { selected, top }
    }

    #[test]
    fn the_screen_moves_only_as_far_as_the_selection_needs() {
        let mut view = Viewport::default();
        view.move_by(5, 100);
        view.follow(10, 100);
        assert_eq!(view, at(5, 0));
        view.move_by(3, 100);
        view.follow(10, 100);
        assert_eq!(view, at(8, 1), "two rows stay visible under the selection");
        view.move_by(i64::MAX, 100);
        view.follow(10, 100);
        assert_eq!(view, at(99, 90), "no empty rows under the last");
        view.move_by(i64::MIN, 100);
        view.follow(10, 100);
        assert_eq!(view, at(0, 0));
    }

    #[test]
    fn the_selection_is_always_on_the_screen() {
        for count in 0..12 {
            for height in 0..8 {
                let mut view = Viewport::default();
                for step in [3, -1, 7, -2, i64::MAX, -4, i64::MIN] {
                    view.move_by(step, count);
                    view.follow(height, count);
                    let shown = view.top..view.top + height;
                    assert!(
                        height == 0 || count == 0 || shown.contains(&view.selected),
                        "{view:?} {height} {count}"
                    );
                }
            }
        }
    }

    #[test]
    fn the_wheel_takes_the_selection_along() {
        let mut view = at(4, 0);
        view.scroll(3, 10, 100);
        assert_eq!(view, at(7, 3));
        view.scroll(-9, 10, 100);
        assert_eq!(view, at(4, 0));
    }
}
