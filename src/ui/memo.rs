//! Lines of the last frame, so that the next lays out only what is new on it.

use std::collections::HashMap;
use std::rc::Rc;

use crate::text::{CleanText, Line, Options, layout_line};

/// The lines of this frame and of the one before; older ones are forgotten.
#[derive(Debug, Default)]
pub(super) struct Memo {
    /// By their text, which is seldom laid out in more than one way.
    lines: HashMap<CleanText, Vec<Kept>>,
    frame: u64,
}

/// A line, how it was laid out, and the last frame that has it.
#[derive(Debug)]
struct Kept {
    way: (u16, Options),
    line: Rc<Line>,
    frame: u64,
}

impl Memo {
    /// Begins a frame.
    pub(super) fn turn(&mut self) {
        let last = self.frame;
        self.lines.retain(|_, ways| {
            ways.retain(|kept| kept.frame == last);
            !ways.is_empty()
        });
        self.frame += 1;
    }

    /// Lays text out as a line of at most `width` columns, or remembers that it has been.
    pub(super) fn line(&mut self, text: &CleanText, width: u16, options: Options) -> Rc<Line> {
        let (way, frame) = ((width, options), self.frame);
        let ways = self.lines.get_mut(text);
        let known = ways.and_then(|ways| ways.iter_mut().find(|kept| kept.way == way));
        if let Some(kept) = known {
            kept.frame = frame;
            return Rc::clone(&kept.line);
        }
        let line = Rc::new(layout_line(text, &[], width, &way.1));
        let kept = Kept {
            way,
            line: Rc::clone(&line),
            frame,
        };
        self.lines.entry(text.clone()).or_default().push(kept);
        line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_laid_out_once_while_it_stays_on_the_screen() {
        let mut memo = Memo::default();
        let (text, options) = (CleanText::line("المنارة"), Options::default());
        let first = memo.line(&text, 20, options);
        assert!(
            Rc::ptr_eq(&first, &memo.line(&text, 20, options)),
            "twice in a frame"
        );
        memo.turn();
        assert!(
            Rc::ptr_eq(&first, &memo.line(&text, 20, options)),
            "in the next frame"
        );
        assert!(
            !Rc::ptr_eq(&first, &memo.line(&text, 10, options)),
            "at another width it is another line"
        );
        memo.turn();
        memo.turn();
        assert!(
            !Rc::ptr_eq(&first, &memo.line(&text, 20, options)),
            "after a frame without it"
        );
    }
}
