//! Bytes from the terminal, taken apart into events and replies.
//!
//! Keys and answers to queries come on one line. One parser that knows the grammar of both (ECMA-48
//! section 5.4 and 5.6, xterm's control sequences) keeps an answer that comes late, even in pieces,
//! from being taken for keys; that is why the program does not read through crossterm.

mod csi;
mod keys;
mod reply;

pub(super) use reply::Reply;

use super::event::Event;
use crate::config::{Chord, Key, Modifiers};

/// One thing the terminal sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Input {
    Event(Event),
    Reply(Reply),
}

impl Input {
    fn key(key: Key) -> Self {
        Self::chord(key, Modifiers::default())
    }

    fn chord(key: Key, modifiers: Modifiers) -> Self {
        Self::Event(Event::Key(Chord::new(key, modifiers)))
    }
}

/// Longest sequence kept, in bytes; an answer of a terminal is far shorter.
const LONGEST: usize = 4096;
/// Longest paste kept, in bytes; the rest of a longer one is left out.
const LONGEST_PASTE: usize = 1 << 20;
const PASTE_END: &[u8] = b"\x1b[201~";

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum State {
    #[default]
    Ground,
    Escape,
    Csi,
    /// `CSI [`, which the Linux console sends before the letter of a function key.
    LinuxKey,
    /// `CSI M`, which three bytes of mouse report follow.
    OldMouse,
    Ss3,
    /// A string (OSC, DCS, SOS, PM, APC); its first byte is the kind.
    String,
    /// `ESC` within a string, where `\` ends it.
    StringEscape,
    Utf8 {
        missing: u8,
        alt: bool,
    },
    Paste,
}

/// An incremental parser of terminal input.
#[derive(Debug, Default)]
pub(super) struct Parser {
    state: State,
    sequence: Vec<u8>,
}

impl Parser {
    /// Takes the next bytes; what is complete goes to `out`.
    pub(super) fn advance(&mut self, bytes: &[u8], out: &mut Vec<Input>) {
        for &byte in bytes {
            self.byte(byte, out);
        }
    }

    /// Whether the bytes so far are a key unless more follow: `ESC` may be Escape or a beginning.
    pub(super) fn is_undecided(&self) -> bool {
        match self.state {
            State::Escape | State::Ss3 => true,
            State::Csi => self.sequence.is_empty(),
            State::String => self.sequence.len() == 1,
            _ => false,
        }
    }

    /// Decides for the key, since nothing followed in time.
    pub(super) fn pause(&mut self, out: &mut Vec<Input>) {
        if !self.is_undecided() {
            return;
        }
        out.push(match self.state {
            State::Csi => alt('['),
            State::Ss3 => alt('O'),
            State::String => alt(char::from(self.sequence[0])),
            _ => Input::key(Key::Esc),
        });
        self.begin(State::Ground);
    }

    fn begin(&mut self, state: State) {
        self.sequence.clear();
        self.state = state;
    }

    fn byte(&mut self, byte: u8, out: &mut Vec<Input>) {
        match self.state {
            State::Ground => self.ground(byte, false, out),
            State::Escape => self.escape(byte, out),
            State::Csi => self.csi(byte, out),
            State::LinuxKey => {
                out.extend(keys::linux_function(byte).map(Input::key));
                self.begin(State::Ground);
            }
            State::OldMouse => self.old_mouse(byte, out),
            State::Ss3 => {
                out.extend(keys::ss3(byte).map(Input::key));
                self.begin(State::Ground);
            }
            State::String => self.string(byte, out),
            State::StringEscape => self.string_escape(byte, out),
            State::Utf8 { missing, alt } => self.utf8(byte, missing, alt, out),
            State::Paste => self.paste(byte, out),
        }
    }

    fn ground(&mut self, byte: u8, alt: bool, out: &mut Vec<Input>) {
        let missing = match byte {
            0x1b => return self.begin(State::Escape),
            0..0x80 => {
                let (key, ctrl) = keys::ascii(byte);
                let shift = false;
                out.push(Input::chord(key, Modifiers { ctrl, alt, shift }));
                return self.begin(State::Ground);
            }
            0xc2..=0xdf => 1,
            0xe0..=0xef => 2,
            0xf0..=0xf4 => 3,
            // Not the beginning of any character (RFC 3629 section 3).
            _ => return self.begin(State::Ground),
        };
        self.begin(State::Utf8 { missing, alt });
        self.sequence.push(byte);
    }

    fn utf8(&mut self, byte: u8, missing: u8, alt: bool, out: &mut Vec<Input>) {
        if byte & 0xc0 != 0x80 {
            self.begin(State::Ground);
            return self.ground(byte, false, out);
        }
        self.sequence.push(byte);
        if missing > 1 {
            self.state = State::Utf8 {
                missing: missing - 1,
                alt,
            };
            return;
        }
        if let Ok(text) = std::str::from_utf8(&self.sequence) {
            let modifiers = Modifiers {
                alt,
                ..Modifiers::default()
            };
            out.extend(text.chars().map(|c| Input::chord(Key::Char(c), modifiers)));
        }
        self.begin(State::Ground);
    }

    fn escape(&mut self, byte: u8, out: &mut Vec<Input>) {
        match byte {
            b'[' => self.begin(State::Csi),
            b'O' => self.begin(State::Ss3),
            b']' | b'P' | b'X' | b'^' | b'_' => {
                self.begin(State::String);
                self.sequence.push(byte);
            }
            0x1b => out.push(Input::key(Key::Esc)),
            _ => self.ground(byte, true, out),
        }
    }

    fn csi(&mut self, byte: u8, out: &mut Vec<Input>) {
        match byte {
            b'[' if self.sequence.is_empty() => self.begin(State::LinuxKey),
            b'M' if self.sequence.is_empty() => self.begin(State::OldMouse),
            0x20..=0x3f => {
                if self.sequence.len() < LONGEST {
                    self.sequence.push(byte);
                }
            }
            0x40..=0x7e if byte == b'~' && self.sequence == b"200" => self.begin(State::Paste),
            0x40..=0x7e => {
                out.extend(csi::read(&self.sequence, byte));
                self.begin(State::Ground);
            }
            // A control or a foreign byte breaks the sequence off (ECMA-48 section 5.4).
            _ => {
                self.begin(State::Ground);
                self.ground(byte, false, out);
            }
        }
    }

    fn old_mouse(&mut self, byte: u8, out: &mut Vec<Input>) {
        self.sequence.push(byte);
        if let [button, column, row] = self.sequence[..] {
            let position = [column, row].map(|value| u16::from(value.saturating_sub(33)));
            let button = u16::from(button.saturating_sub(32));
            out.extend(csi::mouse(button, position).map(Input::Event));
            self.begin(State::Ground);
        }
    }

    fn string(&mut self, byte: u8, out: &mut Vec<Input>) {
        match byte {
            0x07 => self.end_string(out),
            0x1b => self.state = State::StringEscape,
            // CAN and SUB break a string off (ECMA-48 section 8.3.148); so does any other control,
            // so that a string whose end was lost cannot hold the keys for long.
            0..0x20 => self.begin(State::Ground),
            _ if self.sequence.len() < LONGEST => self.sequence.push(byte),
            _ => {}
        }
    }

    fn string_escape(&mut self, byte: u8, out: &mut Vec<Input>) {
        if byte == b'\\' {
            return self.end_string(out);
        }
        self.begin(State::Escape);
        self.escape(byte, out);
    }

    fn end_string(&mut self, out: &mut Vec<Input>) {
        out.push(Input::Reply(Reply::of_string(&self.sequence)));
        self.begin(State::Ground);
    }

    fn paste(&mut self, byte: u8, out: &mut Vec<Input>) {
        self.sequence.push(byte);
        if let Some(pasted) = self.sequence.strip_suffix(PASTE_END) {
            let text = String::from_utf8_lossy(pasted);
            let text = text.replace("\r\n", "\n").replace('\r', "\n");
            out.push(Input::Event(Event::Paste(text)));
            self.begin(State::Ground);
        } else if self.sequence.len() >= LONGEST_PASTE + PASTE_END.len() {
            self.sequence.remove(LONGEST_PASTE);
        }
    }
}

fn alt(c: char) -> Input {
    let modifiers = Modifiers {
        alt: true,
        ..Modifiers::default()
    };
    Input::chord(Key::Char(c), modifiers)
}

#[cfg(test)]
mod tests;
