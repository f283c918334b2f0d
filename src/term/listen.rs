//! The thread that waits for the terminal.

use std::io::{self, Read};
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::net::UnixStream;
use std::thread;
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

/// Ends the listening thread when dropped.
#[derive(Debug)]
pub struct Listener {
    /// Closing it wakes the thread, which then ends.
    _stop: UnixStream,
    resized: SigId,
}

impl Drop for Listener {
    fn drop(&mut self) {
        unregister(self.resized);
    }
}

impl Listener {
    pub(super) fn start(
        input: OwnedFd,
        parser: Parser,
        events: Vec<Event>,
        sink: impl FnMut(Event) -> bool + Send + 'static,
    ) -> io::Result<Self> {
        let (stop, stopped) = UnixStream::pair()?;
        let (window, notify) = UnixStream::pair()?;
        window.set_nonblocking(true)?;
        let resized = pipe::register(SIGWINCH, notify)?;
        let listener = Self {
            _stop: stop,
            resized,
        };
        let mut ear = Ear {
            input,
            stopped,
            window,
            parser,
            sink,
        };
        thread::Builder::new()
            .name("terminal".to_owned())
            .spawn(move || {
                if let Err(error) = ear.run(events) {
                    tracing::error!(%error, "the terminal cannot be read");
                    (ear.sink)(Event::HungUp);
                }
            })?;
        Ok(listener)
    }
}

struct Ear<S> {
    input: OwnedFd,
    stopped: UnixStream,
    window: UnixStream,
    parser: Parser,
    sink: S,
}

impl<S: FnMut(Event) -> bool> Ear<S> {
    /// Listens until it is stopped, the sink has enough or the terminal is gone.
    fn run(&mut self, early: Vec<Event>) -> io::Result<()> {
        let mut wanted = early.into_iter().all(&mut self.sink);
        while wanted {
            wanted = match self.next()? {
                Next::Stop => false,
                Next::Resize => self.resize()?,
                Next::Input => self.read()?,
                Next::Pause => self.pass(Parser::pause),
            };
        }
        Ok(())
    }

    fn next(&self) -> io::Result<Next> {
        let pause = self.parser.is_undecided();
        let deadline = pause.then(|| Instant::now() + ESCAPE_PAUSE);
        let mut polled = [
            PollFd::new(&self.stopped, PollFlags::IN),
            PollFd::new(&self.window, PollFlags::IN),
            PollFd::new(&self.input, PollFlags::IN),
        ];
        if !tty::wait(&mut polled, deadline)? {
            return Ok(Next::Pause);
        }
        Ok(
            match polled.each_ref().map(|file| file.revents().is_empty()) {
                [false, ..] => Next::Stop,
                [_, false, _] => Next::Resize,
                _ => Next::Input,
            },
        )
    }

    fn resize(&mut self) -> io::Result<bool> {
        let mut signals = [0; 64];
        // Several changes of size are one: only the last size counts.
        while matches!(self.window.read(&mut signals), Ok(64)) {}
        let (columns, rows) = tty::size()?;
        Ok((self.sink)(Event::Resize { columns, rows }))
    }

    fn read(&mut self) -> io::Result<bool> {
        let mut bytes = [0; 4096];
        let count = tty::read(self.input.as_fd(), &mut bytes)?;
        if count == 0 {
            (self.sink)(Event::HungUp);
            return Ok(false);
        }
        Ok(self.pass(|parser, out| parser.advance(&bytes[..count], out)))
    }

    /// Hands on what the parser made; `false` when the sink has enough. A late answer stops here.
    fn pass(&mut self, parse: impl FnOnce(&mut Parser, &mut Vec<Input>)) -> bool {
        let mut inputs = Vec::new();
        parse(&mut self.parser, &mut inputs);
        inputs.into_iter().all(|input| match input {
            Input::Event(event) => (self.sink)(event),
            Input::Reply(reply) => {
                if matches!(reply, Reply::Fence(_)) {
                    undo::owe_answers(false);
                }
                true
            }
        })
    }
}

enum Next {
    Stop,
    Resize,
    Input,
    Pause,
}
