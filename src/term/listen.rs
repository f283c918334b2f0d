//! Hears what happens at the terminal.

use std::io::{self, Read};
use std::mem;
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::net::UnixStream;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags};
use signal_hook::SigId;
use signal_hook::consts::SIGWINCH;
use signal_hook::low_level::{pipe, unregister};

use super::event::Event;
use super::input::{Input, Parser, Reply};
use super::{tty, undo};

/// How long `ESC` waits for what would make it the beginning of a sequence: longer than the pauses of
/// a slow connection within one, shorter than a reader notices.
const ESCAPE_PAUSE: Duration = Duration::from_millis(50);

/// Hears what happens at the terminal while it is waited for, and at no other time: whoever has the terminal meanwhile,
/// as when the program is stopped, gets all that is typed.
#[derive(Debug)]
pub struct Listener {
    input: OwnedFd,
    /// Gets a byte with each SIGWINCH.
    window: UnixStream,
    resized: SigId,
    parser: Parser,
    /// When what has begun is a key if nothing has followed.
    decided: Option<Instant>,
    /// What happened before it was waited for.
    events: Vec<Event>,
    /// All that was there was read a moment ago, and is whole: a frame that is due need not wait for another look.
    drained: bool,
    gone: bool,
}

impl Drop for Listener {
    fn drop(&mut self) {
        unregister(self.resized);
    }
}

impl Listener {
    /// Listens to a terminal from which `events` came, and what the parser holds.
    pub(super) fn new(input: OwnedFd, parser: Parser, events: Vec<Event>) -> io::Result<Self> {
        let (window, notify) = UnixStream::pair()?;
        window.set_nonblocking(true)?;
        let resized = pipe::register(SIGWINCH, notify)?;
        let mut listener = Self {
            input,
            window,
            resized,
            parser,
            decided: None,
            events,
            drained: false,
            gone: false,
        };
        listener.wait_for_more();
        Ok(listener)
    }

    /// Waits until something happens at the terminal, `other` can be read, or the time is up; gives what happened at the
    /// terminal, in order.
    ///
    /// What has happened is given although `other` can be read, a piece of a few hundred keys at a time. Nothing follows
    /// [`Event::HungUp`], which is given when the terminal cannot be read.
    pub fn wait(&mut self, other: impl AsFd, deadline: Instant) -> Vec<Event> {
        if self.events.is_empty()
            && let Err(error) = self.hear(other, deadline)
        {
            tracing::error!(%error, "the terminal cannot be read");
            self.hang_up();
        }
        mem::take(&mut self.events)
    }

    fn hear(&mut self, other: impl AsFd, deadline: Instant) -> io::Result<()> {
        let deadline = self
            .decided
            .map_or(deadline, |decided| decided.min(deadline));
        if mem::take(&mut self.drained) && deadline <= Instant::now() {
            return Ok(());
        }
        let mut polled = [
            PollFd::new(&other, PollFlags::IN),
            PollFd::new(&self.window, PollFlags::IN),
            PollFd::new(&self.input, PollFlags::IN),
        ];
        // The end of a terminal that is gone could be read for ever.
        let listened = if self.gone { 1 } else { polled.len() };
        tty::wait(&mut polled[..listened], Some(deadline))?;
        let [_, window, input] = polled.map(|file| !file.revents().is_empty());
        if window {
            self.resize()?;
        }
        if input {
            self.read()?;
        } else if self
            .decided
            .is_some_and(|decided| decided <= Instant::now())
        {
            self.parse(Parser::pause);
        }
        Ok(())
    }

    fn resize(&mut self) -> io::Result<()> {
        let mut signals = [0; 64];
        // Several changes of size are one: only the last size counts.
        while matches!(self.window.read(&mut signals), Ok(64)) {}
        let (columns, rows) = tty::size()?;
        self.events.push(Event::Resize { columns, rows });
        Ok(())
    }

    fn read(&mut self) -> io::Result<()> {
        let mut bytes = [0; 1024];
        match tty::read(&self.input, &mut bytes)? {
            Some(0) => self.hang_up(),
            Some(count) => {
                self.parse(|parser, out| parser.advance(&bytes[..count], out));
                self.drained = count < bytes.len() && self.decided.is_none();
            }
            None => {}
        }
        Ok(())
    }

    fn hang_up(&mut self) {
        self.gone = true;
        self.decided = None;
        self.events.push(Event::HungUp);
    }

    /// Takes what the parser makes. A late answer stops here.
    fn parse(&mut self, parse: impl FnOnce(&mut Parser, &mut Vec<Input>)) {
        let mut inputs = Vec::new();
        parse(&mut self.parser, &mut inputs);
        for input in inputs {
            match input {
                Input::Event(event) => self.events.push(event),
                Input::Reply(Reply::Fence(_)) => undo::owe_answers(false),
                Input::Reply(_) => {}
            }
        }
        self.wait_for_more();
    }

    fn wait_for_more(&mut self) {
        let pause = self.parser.is_undecided();
        self.decided = pause.then(|| Instant::now() + ESCAPE_PAUSE);
    }
}

#[cfg(test)]
mod tests;
