//! Lines of the last frame, so that the next lays out only what is new on it.

use std::collections::HashMap;
use std::rc::Rc;

use crate::text::{CleanText, Line, Options, layout_line};

/// The lines of this frame and of the one before; older ones are forgotten.
#[derive(Debug, Default)]
pub(super) struct Memo {
    /// By their text, for each width and set of options.
    lines: HashMap<(u16, Options), HashMap<CleanText, Kept>>,
    frame: u64,
}

/// A line, and the last frame that has it.
#[derive(Debug)]
struct Kept {
    line: Rc<Line>,
    frame: u64,
}

impl Memo {
    /// Begins a frame.
    pub(super) fn turn(&mut self) {
        // The maps stay for their memory: the next frame has the same widths.
        for lines in self.lines.values_mut() {
            lines.retain(|_, kept| kept.frame == self.frame);
        }
        self.frame += 1;
    }

    /// Lays text out as a line of at most `width` columns, or remembers that it has been.
    pub(super) fn line(&mut self, text: &CleanText, width: u16, options: Options) -> Rc<Line> {
        let frame = self.frame;
        let lines = self.lines.entry((width, options)).or_default();
        if let Some(kept) = lines.get_mut(text) {
            kept.frame = frame;
            return Rc::clone(&kept.line);
        }
        let line = Rc::new(layout_line(text, &[], width, &options));
        let kept = Kept {
            line: Rc::clone(&line),
            frame,
        };
        lines.insert(text.clone(), kept);
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
