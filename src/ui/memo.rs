//! Lines laid out and words said for the frames before, so that the next makes only what is new on it.

use std::collections::HashMap;
use std::rc::Rc;

use foldhash::fast::RandomState;

use crate::lang::{Lang, Phrase};
use crate::text::{CleanText, Line, Options, layout_line};

/// So many lines are remembered at least, and twice as many at most: more than the rows of a screen.
const LINES: usize = 256;

/// So many phrases are remembered: ages are, of which a list has a few dozen.
const PHRASES: usize = 256;

/// Lines that were laid out, those that were not asked for in a long time forgotten, and words that were said.
#[derive(Debug, Default)]
pub(super) struct Memo {
    /// By their text, which is seldom laid out in more than one way.
    lines: Lines,
    /// Those that were asked for last before these.
    older: Lines,
    count: usize,
    words: HashMap<Phrase, Rc<CleanText>, RandomState>,
}

type Lines = HashMap<CleanText, Vec<(Way, Rc<Line>)>, RandomState>;

/// How a line is laid out: its width, and the rest.
type Way = (u16, Options);

impl Memo {
    /// Says a phrase that many rows say, or remembers how it was said. The language is the same each time.
    pub(super) fn say(&mut self, lang: &Lang, phrase: &Phrase) -> Rc<CleanText> {
        if let Some(words) = self.words.get(phrase) {
            return Rc::clone(words);
        }
        if self.words.len() == PHRASES {
            self.words.clear();
        }
        let words = Rc::new(CleanText::line(&lang.say(phrase)));
        self.words.insert(phrase.clone(), Rc::clone(&words));
        words
    }

    /// Lays text out as a line of at most `width` columns, or remembers that it has been.
    pub(super) fn line(&mut self, text: &CleanText, width: u16, options: Options) -> Rc<Line> {
        let way = (width, options);
        if let Some(line) = find(&self.lines, text, way) {
            return line;
        }
        if self.count == LINES {
            self.older = std::mem::take(&mut self.lines);
            self.count = 0;
        }
        let line = find(&self.older, text, way)
            .unwrap_or_else(|| Rc::new(layout_line(text, &[], width, &options)));
        let ways = self.lines.entry(text.clone()).or_default();
        ways.push((way, Rc::clone(&line)));
        self.count += 1;
        line
    }
}

fn find(lines: &Lines, text: &CleanText, way: Way) -> Option<Rc<Line>> {
    let mut ways = lines.get(text)?.iter();
    ways.find(|(known, _)| *known == way)
        .map(|(_, line)| Rc::clone(line))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_laid_out_once_while_it_is_asked_for_now_and_then() {
        let mut memo = Memo::default();
        let (text, options) = (CleanText::line("المنارة"), Options::default());
        let first = memo.line(&text, 20, options);
        assert!(
            !Rc::ptr_eq(&first, &memo.line(&text, 10, options)),
            "at another width it is another line"
        );
        for n in 0..3 * LINES {
            memo.line(&CleanText::line(&n.to_string()), 20, options);
            assert!(
                Rc::ptr_eq(&first, &memo.line(&text, 20, options)),
                "after {n} others"
            );
        }
        for n in 0..3 * LINES {
            memo.line(&CleanText::line(&n.to_string()), 30, options);
        }
        assert!(
            !Rc::ptr_eq(&first, &memo.line(&text, 20, options)),
            "not while nobody asks for it"
        );
    }
}
