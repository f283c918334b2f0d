//! What the terminal reports.

use crate::config::Chord;

/// Something that happened at the terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// A key was pressed, or repeats because it is held.
    Key(Chord),
    /// The mouse was used.
    Mouse(Mouse),
    /// Text was pasted: as the terminal sent it, with `\n` for line ends, not cleaned.
    Paste(String),
    /// The terminal has another size. [`Screen::redraw`](super::Screen::redraw) is due, for what the
    /// terminal did with the old rows is unknown.
    Resize {
        /// Columns.
        columns: u16,
        /// Rows.
        rows: u16,
    },
    /// The terminal is gone; no event follows.
    HungUp,
}

/// A use of the mouse.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mouse {
    /// What was done.
    pub kind: MouseKind,
    /// The column, from 0.
    pub column: u16,
    /// The row, from 0.
    pub row: u16,
}

/// The uses of the mouse that are reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MouseKind {
    /// The main button was pressed.
    Click,
    /// The mouse was moved while it was held.
    Drag,
    /// It was let go.
    Release,
    /// The wheel was turned up.
    ScrollUp,
    /// The wheel was turned down.
    ScrollDown,
}
