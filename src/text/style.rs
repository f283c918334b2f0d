//! Styles by name: the layout carries them, the caller knows what they look like.

use std::collections::BTreeSet;
use std::ops::Range;

/// The caller's name for a style; the layout carries it from the text to the cells.
///
/// ```
/// use newsterm::text::StyleId;
///
/// assert_eq!(StyleId::default(), StyleId(0));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct StyleId(pub u32);

/// A stretch of text in one style.
///
/// ```
/// use newsterm::text::{CleanText, Options, StyleId, StyleRun, layout_line};
///
/// let text = CleanText::line("one two");
/// let bold = StyleRun { range: 4..7, style: StyleId(1) };
/// let line = layout_line(&text, &[bold], 20, &Options::default());
/// assert_eq!(line.cells[0].style, StyleId(0));
/// assert_eq!(line.cells[4].style, StyleId(1));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StyleRun {
    /// Bytes of the source text.
    pub range: Range<usize>,
    /// The style of its cells.
    pub style: StyleId,
}

/// The style of every byte, as changes in text order.
pub(super) struct Styles {
    changes: Vec<(usize, StyleId)>,
}

impl Styles {
    /// Settles which run counts where runs overlap: the later one in the slice.
    pub(super) fn new(runs: &[StyleRun]) -> Self {
        let mut edges: Vec<(usize, bool, usize)> = runs
            .iter()
            .enumerate()
            .filter(|(_, run)| run.range.start < run.range.end)
            .flat_map(|(i, run)| [(run.range.start, true, i), (run.range.end, false, i)])
            .collect();
        edges.sort_unstable();
        let mut open = BTreeSet::new();
        let mut changes: Vec<(usize, StyleId)> = Vec::with_capacity(edges.len());
        for (at, opens, run) in edges {
            if opens {
                open.insert(run);
            } else {
                open.remove(&run);
            }
            let style = open.last().map_or(StyleId::default(), |&i| runs[i].style);
            match changes.last_mut() {
                Some(last) if last.0 == at => last.1 = style,
                _ => changes.push((at, style)),
            }
        }
        Self { changes }
    }

    /// Gives the style of one byte.
    pub(super) fn at(&self, byte: usize) -> StyleId {
        let after = self.changes.partition_point(|(at, _)| *at <= byte);
        after
            .checked_sub(1)
            .map_or(StyleId::default(), |i| self.changes[i].1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(range: Range<usize>, style: u32) -> StyleRun {
        StyleRun {
            range,
            style: StyleId(style),
        }
    }

    #[test]
    fn the_later_run_counts_where_runs_overlap() {
        let styles = Styles::new(&[run(0..8, 1), run(2..4, 2), run(3..6, 3)]);
        let seen: Vec<u32> = (0..10).map(|i| styles.at(i).0).collect();
        assert_eq!(seen, [1, 1, 2, 3, 3, 3, 1, 1, 0, 0]);
    }

    #[test]
    fn runs_that_touch_do_not_mix() {
        let styles = Styles::new(&[run(3..6, 2), run(0..3, 1)]);
        assert_eq!(styles.at(2), StyleId(1));
        assert_eq!(styles.at(3), StyleId(2));
        assert_eq!(styles.at(6), StyleId(0));
    }

    #[test]
    fn empty_and_turned_runs_style_nothing() {
        let styles = Styles::new(&[
            run(3..3, 1),
            StyleRun {
                range: Range { start: 5, end: 2 },
                style: StyleId(4),
            },
        ]);
        assert!((0..8).all(|i| styles.at(i) == StyleId(0)));
    }
}
