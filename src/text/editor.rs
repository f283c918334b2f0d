//! The line editor of prompts: text in logical order, a caret that is seen in visual order.

mod view;

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

pub use view::EditorView;

use super::layout::{self, Options};
use super::{Cell, CleanText, Direction, Line, bidi, clusters};

/// A prompt's text and the place where typing goes.
///
/// The caret lies before a cluster, or at the end. Nothing invisible gets in but the joiners and marks
/// that people type; a line is all it holds.
///
/// ```
/// use newsterm::text::{Direction, LineEditor, Motion};
///
/// let mut editor = LineEditor::default();
/// editor.insert("سلام world");
/// editor.step(Motion::WordBack);
/// editor.insert("big ");
/// assert_eq!(editor.text(), "سلام big world");
/// let view = editor.view(40, Direction::Ltr);
/// assert_eq!(view.line.base, Direction::Rtl);
/// assert_eq!(view.line.byte_at(view.caret), Some(editor.caret()));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LineEditor {
    text: String,
    caret: usize,
}

/// A step of the caret in logical order.
///
/// ```
/// use newsterm::text::{LineEditor, Motion};
///
/// let mut editor = LineEditor::new("one two");
/// editor.step(Motion::Start);
/// editor.step(Motion::WordForward);
/// assert_eq!(editor.caret(), 4);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Motion {
    /// One cluster on.
    Forward,
    /// One cluster back.
    Back,
    /// To the start of the next word, or the end.
    WordForward,
    /// To the start of the word before.
    WordBack,
    /// To the start of the text.
    Start,
    /// Behind the text.
    End,
}

/// An arrow key, by where it points.
///
/// ```
/// use newsterm::text::{ArrowKey, ArrowPolicy, Direction, LineEditor};
///
/// let mut editor = LineEditor::new("אב");
/// editor.arrow(ArrowKey::Right, ArrowPolicy::Visual, Direction::Ltr);
/// assert_eq!(editor.caret(), 2, "the end of Hebrew is at the left");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArrowKey {
    /// The left arrow.
    Left,
    /// The right arrow.
    Right,
}

/// Says what the arrow keys follow.
///
/// ```
/// assert_eq!(newsterm::text::ArrowPolicy::default(), newsterm::text::ArrowPolicy::Visual);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ArrowPolicy {
    /// The screen: the caret goes to the cell the arrow points to.
    #[default]
    Visual,
    /// The text: forward is right in left-to-right text, left in right-to-left text.
    Logical,
}

impl LineEditor {
    /// Makes a prompt that holds a text, with the caret behind it.
    ///
    /// ```
    /// assert_eq!(newsterm::text::LineEditor::new("abc").caret(), 3);
    /// ```
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut editor = Self::default();
        editor.insert(text);
        editor
    }

    /// The text in logical order.
    ///
    /// ```
    /// assert_eq!(newsterm::text::LineEditor::new("a\nb").text(), "a b");
    /// ```
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The byte the caret lies before.
    ///
    /// ```
    /// assert_eq!(newsterm::text::LineEditor::default().caret(), 0);
    /// ```
    #[must_use]
    pub fn caret(&self) -> usize {
        self.caret
    }

    /// Inserts what was typed or pasted at the caret; line ends and tabs become spaces, what cannot be shown is left out.
    ///
    /// ```
    /// let mut editor = newsterm::text::LineEditor::default();
    /// editor.insert("a\u{1b}[31m\tb\u{202e}");
    /// assert_eq!(editor.text(), "a b");
    /// ```
    pub fn insert(&mut self, typed: &str) {
        let clean = CleanText::block(typed);
        let kept: String = clean.as_str().chars().filter_map(as_typed).collect();
        self.text.insert_str(self.caret, &kept);
        self.caret += kept.len();
    }

    /// Removes the code point before the caret: a mark goes before its letter.
    ///
    /// ```
    /// let mut editor = newsterm::text::LineEditor::new("بَ");
    /// editor.backspace();
    /// assert_eq!(editor.text(), "ب");
    /// ```
    pub fn backspace(&mut self) {
        if let Some(last) = self.text[..self.caret].chars().next_back() {
            self.remove(self.caret - last.len_utf8()..self.caret);
        }
    }

    /// Removes the cluster at the caret.
    ///
    /// ```
    /// use newsterm::text::{LineEditor, Motion};
    ///
    /// let mut editor = LineEditor::new("بَ!");
    /// editor.step(Motion::Start);
    /// editor.delete();
    /// assert_eq!(editor.text(), "!");
    /// ```
    pub fn delete(&mut self) {
        self.remove(self.caret..self.target(Motion::Forward));
    }

    /// Removes from the caret back to the start of the word.
    ///
    /// ```
    /// let mut editor = newsterm::text::LineEditor::new("one two");
    /// editor.delete_word();
    /// assert_eq!(editor.text(), "one ");
    /// ```
    pub fn delete_word(&mut self) {
        self.remove(self.target(Motion::WordBack)..self.caret);
    }

    /// Removes everything before the caret.
    ///
    /// ```
    /// let mut editor = newsterm::text::LineEditor::new("one");
    /// editor.delete_to_start();
    /// assert_eq!(editor.text(), "");
    /// ```
    pub fn delete_to_start(&mut self) {
        self.remove(0..self.caret);
    }

    fn remove(&mut self, bytes: Range<usize>) {
        self.caret = bytes.start;
        self.text.replace_range(bytes, "");
    }

    /// Moves the caret in logical order.
    ///
    /// ```
    /// use newsterm::text::{LineEditor, Motion};
    ///
    /// let mut editor = LineEditor::new("e\u{301}");
    /// editor.step(Motion::Back);
    /// assert_eq!(editor.caret(), 0, "a cluster at a time");
    /// ```
    pub fn step(&mut self, motion: Motion) {
        self.caret = self.target(motion);
    }

    fn target(&self, motion: Motion) -> usize {
        let end = self.text.len();
        match motion {
            Motion::Start => 0,
            Motion::End => end,
            Motion::Forward => clusters(&self.text)
                .map(|c| c.end)
                .find(|&to| to > self.caret)
                .unwrap_or(end),
            Motion::Back => clusters(&self.text)
                .map(|c| c.start)
                .take_while(|&to| to < self.caret)
                .last()
                .unwrap_or(0),
            Motion::WordForward => self.words().find(|&to| to > self.caret).unwrap_or(end),
            Motion::WordBack => self.words().rfind(|&to| to < self.caret).unwrap_or(0),
        }
    }

    /// Where words begin (UAX #29).
    fn words(&self) -> impl DoubleEndedIterator<Item = usize> {
        self.text.unicode_word_indices().map(|(at, _)| at)
    }

    /// Moves the caret as an arrow key asks; `fallback` is the direction of text without letters.
    ///
    /// ```
    /// use newsterm::text::{ArrowKey, ArrowPolicy, Direction, LineEditor};
    ///
    /// let mut editor = LineEditor::new("אב");
    /// editor.arrow(ArrowKey::Right, ArrowPolicy::Logical, Direction::Ltr);
    /// assert_eq!(editor.caret(), 2, "right is back in Hebrew");
    /// ```
    pub fn arrow(&mut self, key: ArrowKey, policy: ArrowPolicy, fallback: Direction) {
        match policy {
            ArrowPolicy::Visual => self.arrow_on_screen(key, fallback),
            ArrowPolicy::Logical => {
                let forward = match self.base(fallback) {
                    Direction::Ltr => ArrowKey::Right,
                    Direction::Rtl => ArrowKey::Left,
                };
                self.step(if key == forward {
                    Motion::Forward
                } else {
                    Motion::Back
                });
            }
        }
    }

    fn arrow_on_screen(&mut self, key: ArrowKey, fallback: Direction) {
        let line = self.whole_line(fallback);
        let here = self.caret_cell(&line);
        let starts = |cell: &&Cell| self.is_cluster_start(cell.source_bytes().start);
        let there = match key {
            ArrowKey::Left => line.cells[..here].iter().rfind(starts),
            ArrowKey::Right => line.cells[here + 1..].iter().find(starts),
        };
        if let Some(cell) = there {
            self.caret = cell.source_bytes().start;
        }
    }

    fn is_cluster_start(&self, byte: usize) -> bool {
        byte == self.text.len() || clusters(&self.text).any(|cluster| cluster.start == byte)
    }

    /// Lays the prompt out for a field of `width` columns; longer text is scrolled so that the caret is seen.
    ///
    /// `fallback` is the direction of text without letters. The caller puts the line at the right edge of
    /// the field where its base is right-to-left. A field of no columns shows nothing.
    ///
    /// ```
    /// use newsterm::text::{Direction, LineEditor};
    ///
    /// let view = LineEditor::new("a long address").view(8, Direction::Ltr);
    /// assert!(view.line.width <= 8);
    /// assert!(view.caret < 8);
    /// ```
    #[must_use]
    pub fn view(&self, width: u16, fallback: Direction) -> EditorView {
        let line = self.whole_line(fallback);
        let cell = self.caret_cell(&line);
        EditorView::new(line, cell, width)
    }

    fn base(&self, fallback: Direction) -> Direction {
        // By the first letter, whatever else comes: what is being typed must not change sides.
        bidi::first_strong(&self.text).unwrap_or(fallback)
    }

    /// The whole text on one line, however long, with the blank behind it.
    fn whole_line(&self, fallback: Direction) -> Line {
        let base = self.base(fallback);
        layout::endless_line(
            &self.text,
            Options {
                base,
                ..Options::default()
            },
        )
    }

    /// The cell the caret lies on; both letters of a ligature have the same.
    fn caret_cell(&self, line: &Line) -> usize {
        let end = self.text.len();
        let wanted = |source: Range<usize>| match self.caret {
            caret if caret == end => source == (end..end),
            caret => source.contains(&caret),
        };
        line.cells
            .iter()
            .position(|cell| wanted(cell.source_bytes()))
            .unwrap_or(0)
    }
}

/// What of clean text is taken into a prompt.
///
/// Paired bidi controls are not: the next deletion could leave one without its partner.
fn as_typed(c: char) -> Option<char> {
    match c {
        '\n' | '\t' => Some(' '),
        '\u{202a}'..='\u{202c}' | '\u{2066}'..='\u{2069}' => None,
        _ => Some(c),
    }
}

#[cfg(test)]
mod tests;
