//! How cells look, worded for the terminal.

use crossterm::Command;
use crossterm::style::{Attribute, Colors, SetAttribute, SetAttributes, SetColors};
use ratatui::backend::IntoCrossterm;
use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};

/// So many changes of look are remembered: themes have fewer, pictures in half-blocks more.
const MOST_WORDS: usize = 48;

/// How a cell looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Look {
    fg: Color,
    bg: Color,
    modifier: Modifier,
}

impl Look {
    /// What a terminal writes in when nothing was said (SGR 0, ECMA-48 section 8.3.117).
    pub(super) const PLAIN: Self = Self {
        fg: Color::Reset,
        bg: Color::Reset,
        modifier: Modifier::empty(),
    };

    pub(super) const fn of(cell: &Cell) -> Self {
        Self {
            fg: cell.fg,
            bg: cell.bg,
            modifier: cell.modifier,
        }
    }
}

/// What the terminal writes with.
#[derive(Debug)]
pub(super) struct Pen {
    look: Look,
    /// What was said to get a look, out of one with the same modifiers or out of another.
    words: Vec<(Look, bool, String)>,
}

impl Default for Pen {
    fn default() -> Self {
        Self {
            look: Look::PLAIN,
            words: Vec::new(),
        }
    }
}

impl Pen {
    /// Adds what has the terminal write as it does by itself.
    pub(super) fn put_down(&mut self, out: &mut String) {
        self.take(Look::PLAIN, out);
    }

    pub(super) const fn look(&self) -> Look {
        self.look
    }

    /// Takes note that something was written that left it with a look.
    pub(super) const fn left_with(&mut self, look: Look) {
        self.look = look;
    }

    /// Whether it writes in a look.
    pub(super) fn suits(&self, look: Look) -> bool {
        self.look == look
    }

    /// Adds what has the terminal write in a look.
    pub(super) fn take(&mut self, look: Look, out: &mut String) {
        if self.look == look {
            return;
        }
        let afresh = self.look.modifier != look.modifier;
        self.look = look;
        let known = |(to, anew, _): &&(Look, bool, String)| (*to, *anew) == (look, afresh);
        if let Some((_, _, words)) = self.words.iter().find(known) {
            out.push_str(words);
            return;
        }
        let words = words(look, afresh);
        out.push_str(&words);
        if self.words.len() == MOST_WORDS {
            self.words.clear();
        }
        self.words.push((look, afresh, words));
    }
}

/// What gets a look: `afresh` where the modifiers of the one before have to go.
fn words(look: Look, afresh: bool) -> String {
    let mut words = String::new();
    if afresh {
        say(&SetAttribute(Attribute::Reset), &mut words);
        let style = ratatui::style::Style::new().add_modifier(look.modifier);
        let attributes = style.into_crossterm().attributes;
        say(&SetAttributes(attributes), &mut words);
    }
    if !afresh || (look.fg, look.bg) != (Look::PLAIN.fg, Look::PLAIN.bg) {
        let colors = Colors::new(look.fg.into_crossterm(), look.bg.into_crossterm());
        say(&SetColors(colors), &mut words);
    }
    words
}

/// Adds a command to what is to be written.
pub(super) fn say(command: &impl Command, out: &mut String) {
    // Infallible: a string takes everything.
    let _ = command.write_ansi(out);
}
