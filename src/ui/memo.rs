//! Lines of the last frame, so that the next lays out only what is new on it.

use std::collections::HashMap;
use std::rc::Rc;

use crate::text::{CleanText, Line, Options, layout_line};

/// Lines by their text, for one width and one set of options.
type Lines = HashMap<CleanText, Rc<Line>>;

/// The lines of this frame and of the one before; older ones are forgotten.
#[derive(Debug, Default)]
pub(super) struct Memo {
    this: HashMap<(u16, Options), Lines>,
    last: HashMap<(u16, Options), Lines>,
}

impl Memo {
    /// Begins a frame.
    pub(super) fn turn(&mut self) {
        std::mem::swap(&mut self.this, &mut self.last);
        // The maps stay for their memory: the next frame has the same widths.
        self.this.values_mut().for_each(HashMap::clear);
    }

    /// Lays text out as a line of at most `width` columns, or remembers that it has been.
    pub(super) fn line(&mut self, text: &CleanText, width: u16, options: Options) -> Rc<Line> {
        let key = (width, options);
        let this = self.this.entry(key).or_default();
        if let Some(line) = this.get(text) {
            return Rc::clone(line);
        }
        let kept = self
            .last
            .get_mut(&key)
            .and_then(|lines| lines.remove_entry(text));
        let (text, line) = kept.unwrap_or_else(|| {
            (
                text.clone(),
                Rc::new(layout_line(text, &[], width, &options)),
            )
        });
        this.insert(text, Rc::clone(&line));
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
