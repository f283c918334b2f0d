//! What stands on the screen besides its cells, and what has to be written for the next frame.

use std::collections::VecDeque;
use std::time::Instant;

use ratatui::buffer::{Buffer, CellDiffOption};

use super::motion::Motion;
use super::{Body, Drawn, PlacedPicture, Spot, kitty};

/// The terminal keeps so many pictures that it was sent, and all that are shown.
const MOST_SENT: usize = 16;
/// Keeps the cursor and its style, and gives them back (DECSC, DECRC).
const KEEP: &[u8] = b"\x1b7";
const GIVE_BACK: &[u8] = b"\x1b8";

/// The pictures on the screen.
#[derive(Debug, Default)]
pub(in crate::term) struct Stage {
    shown: Vec<Spot>,
    motion: Motion,
    /// The pictures that a terminal with kitty's protocol has, the one shown last at the end.
    sent: VecDeque<u32>,
    /// What the terminal has is to be removed, whatever it is.
    stale: bool,
}

impl Stage {
    /// Forgets what is shown, for the screen was cleared.
    pub(in crate::term) fn clear(&mut self) {
        self.shown.clear();
        self.stale |= !self.sent.is_empty();
        self.sent.clear();
    }

    /// Whether a frame without pictures has none to remove either.
    pub(in crate::term) const fn is_bare(&self) -> bool {
        self.shown.is_empty() && !self.stale
    }

    /// Has the terminal forget every picture, before it is given back.
    pub(in crate::term) fn strike(&mut self) -> String {
        self.shown.clear();
        self.sent.drain(..).map(kitty::removed).collect()
    }

    /// Puts pictures into a frame before its cells are written. Gives what is to be written after them, and when the
    /// frame is to be drawn again though nothing changes: pictures in motion are sketched, and drawn when they rest.
    ///
    /// Cells that a picture has left are written anew, which removes it where it was drawn into them; cells that one
    /// keeps are left alone.
    pub(in crate::term) fn set(
        &mut self,
        placed: &[PlacedPicture],
        buffer: &mut Buffer,
        now: Instant,
    ) -> (Vec<u8>, Option<Instant>) {
        let mut here: Vec<_> = placed
            .iter()
            .map(|picture| (Spot::of(picture), picture))
            .filter(|(spot, picture)| {
                // A terminal that goes to the next row after a picture would scroll at its foot.
                let moves_on = matches!(picture.picture.body, Body::Drawn(..));
                spot.is_free(buffer) && !(moves_on && spot.end() >= buffer.area.height)
            })
            .collect();
        let drawn = here
            .iter()
            .filter(|(_, picture)| matches!(picture.picture.body, Body::Drawn(..)));
        let rest = self
            .motion
            .note(drawn.map(|(spot, _)| spot.clone()).collect(), now);
        let mut sketched = false;
        here.retain(|(spot, picture)| match &picture.picture.body {
            Body::Blocks(blocks) => {
                blocks.write(spot, buffer);
                false
            }
            Body::Drawn(_, sketch) if rest.is_some() && !self.shown.contains(spot) => {
                sketch.write(spot, buffer);
                sketched = true;
                false
            }
            Body::Drawn(..) | Body::Kitty(_) => true,
        });
        for spot in &self.shown {
            let kept = here.iter().any(|(next, _)| next == spot);
            let option = if kept {
                CellDiffOption::Skip
            } else {
                CellDiffOption::AlwaysUpdate
            };
            mark(spot, option, buffer);
        }
        let bytes = self.changes(&here);
        self.shown = here.into_iter().map(|(spot, _)| spot).collect();
        (bytes, rest.filter(|_| sketched))
    }

    fn changes(&mut self, now: &[(Spot, &PlacedPicture)]) -> Vec<u8> {
        let mut bytes = KEEP.to_vec();
        if std::mem::take(&mut self.stale) {
            bytes.extend_from_slice(kitty::REMOVE_ALL.as_bytes());
        }
        for gone in &self.shown {
            let stays = now.iter().any(|(spot, _)| spot.id == gone.id);
            if self.sent.contains(&gone.id) && !stays {
                bytes.extend_from_slice(kitty::hidden(gone.id).as_bytes());
            }
        }
        for (spot, placed) in now {
            if !self.shown.contains(spot) {
                self.show(spot, placed, &mut bytes);
            }
        }
        self.forget_oldest(now, &mut bytes);
        if bytes.len() == KEEP.len() {
            return Vec::new();
        }
        bytes.extend_from_slice(GIVE_BACK);
        bytes
    }

    fn show(&mut self, spot: &Spot, placed: &PlacedPicture, bytes: &mut Vec<u8>) {
        let at = format!("\x1b[{};{}H", spot.row + 1, spot.column + 1);
        match &placed.picture.body {
            Body::Kitty(sent) => {
                self.send(spot.id, sent, bytes);
                bytes.extend_from_slice(at.as_bytes());
                let points = sent.rows(placed.picture.rows, &spot.rows);
                bytes.extend_from_slice(kitty::shown(spot, &points).as_bytes());
            }
            Body::Drawn(drawn, _) => {
                bytes.extend_from_slice(at.as_bytes());
                match drawn {
                    Drawn::Sixel(sixels) => sixels.write(&spot.rows, bytes),
                    Drawn::Inline(strips) => strips.write(spot, bytes),
                }
            }
            Body::Blocks(_) => {}
        }
    }

    /// Sends a picture unless the terminal has it.
    fn send(&mut self, id: u32, sent: &kitty::Sent, bytes: &mut Vec<u8>) {
        let known = self.sent.iter().position(|known| *known == id);
        match known.and_then(|known| self.sent.remove(known)) {
            Some(_) => {}
            None => sent.write(id, bytes),
        }
        self.sent.push_back(id);
    }

    /// Lets go of what was not shown for longest, where the terminal has too much.
    fn forget_oldest(&mut self, now: &[(Spot, &PlacedPicture)], bytes: &mut Vec<u8>) {
        let mut spare = self.sent.len().saturating_sub(MOST_SENT);
        self.sent.retain(|id| {
            let stays = spare == 0 || now.iter().any(|(spot, _)| spot.id == *id);
            if !stays {
                spare -= 1;
                bytes.extend_from_slice(kitty::removed(*id).as_bytes());
            }
            stays
        });
    }
}

fn mark(spot: &Spot, option: CellDiffOption, buffer: &mut Buffer) {
    for at in spot.cells() {
        if let Some(cell) = buffer.cell_mut(at) {
            cell.set_diff_option(option);
        }
    }
}

#[cfg(test)]
mod tests;
