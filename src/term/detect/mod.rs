//! Finding out which terminal this is.
//!
//! One batch of queries goes out and the answers decide; the environment only breaks ties, because it
//! leaks through multiplexers and into terminals started from terminals, and is lost by ssh.

mod ask;
mod choose;
mod identity;
mod tmux;

pub use choose::{Choice, Reason, choose};
pub use identity::terminal_id;

pub(super) use ask::{Asked, Questions, ask};
pub(super) use tmux::client as tmux_client;

use super::background;
use super::input::Reply;
use crate::config::Background;

/// What the terminal answered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Replies {
    /// DECRPM of ANSI mode 8, BDSM: 0 unknown to the terminal, 1 set, 2 reset, 3 and 4 for ever so.
    pub bidi_mode: Option<u16>,
    /// XTVERSION: name and version, made printable.
    pub version: Option<String>,
    /// DA2: the kind of terminal, its version, its cartridge.
    pub device: Option<[u32; 3]>,
    /// OSC 11: the background colour, 8 bits a channel.
    pub background: Option<[u8; 3]>,
    /// The kitty keyboard protocol was answered for; only [`examine`](super::examine) asks.
    pub keyboard: bool,
    /// DECRPM of synchronized output, private mode 2026: 0 unknown to the terminal; only
    /// [`examine`](super::examine) asks.
    pub synchronized: Option<u16>,
    /// The kitty graphics protocol would take a picture.
    pub graphics: bool,
    /// The width and height of a cell in points (xterm, `CSI 16 t`).
    pub cell: Option<(u16, u16)>,
    /// How many colours a sixel picture can have (xterm, XTSMGRAPHICS).
    pub registers: Option<usize>,
    /// DA1: the abilities by number, such as 4 for sixel pictures and 52 for the clipboard.
    pub abilities: Vec<u16>,
    /// DA1 came, and with it everything the terminal has to say.
    pub complete: bool,
}

impl Replies {
    pub(super) fn take(&mut self, reply: Reply) {
        match reply {
            Reply::Fence(abilities) => {
                self.complete = true;
                self.abilities = abilities;
            }
            Reply::Keyboard => self.keyboard = true,
            Reply::Synchronized(value) => self.synchronized = Some(value),
            Reply::Graphics(taken) => self.graphics = taken,
            Reply::CellSize(size) => self.cell = Some(size),
            Reply::Registers(count) => self.registers = Some(count),
            Reply::Device(device) => self.device = Some(device),
            Reply::BidiMode(value) => self.bidi_mode = Some(value),
            Reply::Version(version) => self.version = Some(version),
            Reply::Background(color) => self.background = Some(color),
            Reply::Other => {}
        }
    }

    /// Whether the background is dark or light: by the answer, else by `COLORFGBG`.
    #[must_use]
    pub fn background(&self, variable: &dyn Fn(&str) -> Option<String>) -> Option<Background> {
        match self.background {
            Some(color) => Some(background::of_color(color)),
            None => background::of_colorfgbg(&variable("COLORFGBG")?),
        }
    }
}
