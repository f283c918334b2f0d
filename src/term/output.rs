//! ratatui's backend: a frame is gathered and goes out in one write.

use std::cell::RefCell;
use std::io;
use std::rc::Rc;

use ratatui::backend::{Backend, ClearType, CrosstermBackend, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};

use super::hyperlink::{self, Links};
use super::tty;

/// Synchronized output (DEC private mode 2026): the terminal shows the frame when it is whole.
const BEGIN: &[u8] = b"\x1b[?2026h";
const END: &[u8] = b"\x1b[?2026l";

/// The bytes of the frame being drawn.
///
/// crossterm's backend words the changes. Unlike it, this one writes nothing for a frame without
/// changes, and never asks the terminal where the cursor is: the listening thread would take the
/// answer.
#[derive(Default)]
pub(super) struct Output {
    bytes: Vec<u8>,
    /// Where the cursor is shown; `None` while it is hidden.
    cursor: Option<Position>,
    /// Where the hidden cursor was left.
    rest: Option<Position>,
    /// Where the cells of the frame lead.
    links: Rc<RefCell<Links>>,
}

impl Output {
    /// Writes the frame, if there is anything in it.
    pub(super) fn present(&mut self) -> io::Result<()> {
        if self.bytes.is_empty() {
            return Ok(());
        }
        self.bytes.splice(..0, BEGIN.iter().copied());
        self.bytes.extend_from_slice(END);
        let written = tty::write_all(&self.bytes);
        self.bytes.clear();
        written
    }

    /// Adds control strings to the frame that leave the cursor and its style as they are.
    pub(super) fn add(&mut self, controls: &[u8]) {
        self.bytes.extend_from_slice(controls);
    }

    /// Leaves the hidden cursor somewhere, where the frame has moved it or it was elsewhere.
    pub(super) fn rest_at(&mut self, place: Option<Position>) {
        let moved = !self.bytes.is_empty() || self.rest != place;
        self.rest = place;
        if let Some(Position { x, y }) = place.filter(|_| moved && self.cursor.is_none()) {
            let order = format!("\x1b[{};{}H", y.saturating_add(1), x.saturating_add(1));
            self.bytes.extend_from_slice(order.as_bytes());
        }
    }

    /// Forgets the cursor, for the screen was entered anew.
    pub(super) fn reset(&mut self) {
        self.bytes.clear();
        self.cursor = None;
        self.rest = None;
    }

    /// Where the cells of the frame lead, to be said before it is drawn.
    pub(super) fn links(&self) -> Rc<RefCell<Links>> {
        Rc::clone(&self.links)
    }

    fn words(&mut self) -> CrosstermBackend<&mut Vec<u8>> {
        CrosstermBackend::new(&mut self.bytes)
    }
}

impl Backend for Output {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let links = self.links();
        let links = links.borrow();
        let mut content = content.peekable();
        // crossterm's backend resets the style even after nothing.
        while let Some(&(column, row, _)) = content.peek() {
            let link = links.get(&(column, row));
            let together = |&(x, y, _): &(u16, u16, &Cell)| {
                let same = links.get(&(x, y)) == link;
                // A link does not go on from one row to the next.
                same && (link.is_none() || y == row)
            };
            let stretch = std::iter::from_fn(|| content.next_if(together));
            if let Some(begin) = link {
                self.bytes.extend_from_slice(begin.as_bytes());
            }
            self.words().draw(stretch)?;
            if link.is_some() {
                self.bytes.extend_from_slice(hyperlink::END.as_bytes());
            }
        }
        Ok(())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        match self.cursor.take() {
            Some(_) => self.words().hide_cursor(),
            None => Ok(()),
        }
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        if self.cursor.is_some() {
            return Ok(());
        }
        self.cursor = Some(Position::ORIGIN);
        self.words().show_cursor()
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(self.cursor.unwrap_or_default())
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        let position = position.into();
        // Anything drawn in this frame has moved the cursor.
        if self.bytes.is_empty() && self.cursor == Some(position) {
            return Ok(());
        }
        self.cursor = self.cursor.map(|_| position);
        self.words().set_cursor_position(position)
    }

    fn clear(&mut self) -> io::Result<()> {
        self.words().clear()
    }

    fn clear_region(&mut self, region: ClearType) -> io::Result<()> {
        self.words().clear_region(region)
    }

    fn size(&self) -> io::Result<Size> {
        tty::size().map(Size::from)
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize {
            columns_rows: self.size()?,
            pixels: Size::default(),
        })
    }

    /// Does nothing: ratatui flushes after each part of a frame.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
