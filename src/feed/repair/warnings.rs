//! Keeps note of what was wrong, with its place.

use crate::model::{Fault, Warning};

/// How many faults are noted with their places; a document with more is known to be bad.
const MOST: usize = 50;

/// The faults of a document, in its order.
#[derive(Debug)]
pub(super) struct Warnings<'a> {
    text: &'a str,
    /// A place and its line, from which lines are counted on.
    counted: (usize, usize),
    list: Vec<Warning>,
    more: usize,
}

impl<'a> Warnings<'a> {
    pub(super) const fn new(text: &'a str) -> Self {
        Self {
            text,
            counted: (0, 1),
            list: Vec::new(),
            more: 0,
        }
    }

    /// Notes a fault before byte `at`; places come in ascending order.
    pub(super) fn note(&mut self, at: usize, fault: Fault) {
        if self.list.len() == MOST {
            self.more += 1;
            // How a document ends tells whether all of it came.
            if fault != Fault::Truncated {
                return;
            }
            self.list.pop();
        }
        let (from, line) = self.counted;
        let between = self.text.get(from..at).unwrap_or_default();
        let line = line + between.matches('\n').count();
        self.counted = (at.max(from), line);
        let before = self.text.get(..at).unwrap_or(self.text);
        let start = before.rfind('\n').map_or(0, |end| end + 1);
        let column = before[start..].chars().count() + 1;
        self.list.push(Warning {
            line,
            column,
            fault,
        });
    }

    /// The end of what the document says.
    pub(super) fn end(&self) -> usize {
        self.text.trim_end().len()
    }

    /// The faults with their places, and how many there are besides.
    pub(super) fn into_parts(self) -> (Vec<Warning>, usize) {
        (self.list, self.more)
    }
}
