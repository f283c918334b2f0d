//! The terminal as a file: opening, waiting, reading, writing, size, line mode.

use std::ffi::CStr;
use std::io;
use std::os::fd::{AsFd, OwnedFd};
use std::time::Instant;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{Mode, OFlags};
use rustix::io::Errno;
use rustix::stdio::{stdin, stdout};
use rustix::termios::{
    OptionalActions, Termios, isatty, tcgetattr, tcgetwinsize, tcsetattr, ttyname,
};

use super::error::TermError;

/// Whether standard output leads to a terminal.
pub(super) fn has_screen() -> bool {
    isatty(stdout())
}

/// Opens the terminal that keys come from: the one on standard input, else `/dev/tty`, so that standard input may be a
/// pipe.
pub(super) fn open_input() -> Result<OwnedFd, TermError> {
    if !isatty(stdin()) {
        return open(c"/dev/tty").map_err(TermError::NoKeyboard);
    }
    let opened = ttyname(stdin(), Vec::new()).map_err(io::Error::from);
    // The terminal may be somebody else's, or have no name here; what is open can be read all the same, though a key that
    // another program takes is then waited for.
    opened
        .and_then(|name| open(&name))
        .or_else(|_| stdin().try_clone_to_owned())
        .map_err(TermError::NoKeyboard)
}

/// Opens a terminal to read without waiting: another program may take what is there, as one that asks for a password
/// does. What is inherited is shared with other programs, which want to wait.
fn open(path: &CStr) -> io::Result<OwnedFd> {
    let flags = OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
    Ok(rustix::fs::open(path, flags, Mode::empty())?)
}

/// Switches to raw mode and returns the mode before.
pub(super) fn make_raw(input: impl AsFd) -> io::Result<Termios> {
    let before = tcgetattr(&input)?;
    let mut raw = before.clone();
    raw.make_raw();
    tcsetattr(&input, OptionalActions::Now, &raw)?;
    Ok(before)
}

/// Switches back to a mode; `discard` drops what was sent to the program and not read.
pub(super) fn restore_mode(input: impl AsFd, mode: &Termios, discard: bool) -> io::Result<()> {
    let action = if discard {
        OptionalActions::Flush
    } else {
        OptionalActions::Now
    };
    Ok(tcsetattr(input, action, mode)?)
}

/// Columns and rows; 80 by 24 where the terminal does not know its size.
pub(super) fn size() -> io::Result<(u16, u16)> {
    let size = tcgetwinsize(stdout())?;
    Ok(match (size.ws_col, size.ws_row) {
        (0, _) | (_, 0) => (80, 24),
        known => known,
    })
}

/// The width and height of a cell in points, where the terminal has told the system.
pub(super) fn cell() -> Option<(u16, u16)> {
    let size = tcgetwinsize(stdout()).ok()?;
    Some((
        size.ws_xpixel.checked_div(size.ws_col)?,
        size.ws_ypixel.checked_div(size.ws_row)?,
    ))
}

/// Waits until there is something to read, or an end to be read; `false` when the time is up.
pub(super) fn is_readable(input: impl AsFd, deadline: Option<Instant>) -> io::Result<bool> {
    let mut polled = [PollFd::new(&input, PollFlags::IN)];
    wait(&mut polled, deadline)
}

/// Waits until one of the files is ready; `false` when the time is up.
pub(super) fn wait(polled: &mut [PollFd<'_>], deadline: Option<Instant>) -> io::Result<bool> {
    loop {
        let left = deadline.map(|deadline| deadline.saturating_duration_since(Instant::now()));
        let left = left.and_then(|left| Timespec::try_from(left).ok());
        match poll(polled, left.as_ref()) {
            Ok(ready) => return Ok(ready > 0),
            Err(Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
    }
}

/// Reads what is there; `None` where there is nothing, and 0 when the terminal is gone.
pub(super) fn read(input: impl AsFd, bytes: &mut [u8]) -> io::Result<Option<usize>> {
    loop {
        match rustix::io::read(&input, &mut *bytes) {
            Ok(count) => return Ok(Some(count)),
            // What a terminal gives that was hung up (POSIX general terminal interface 11.1.10).
            Err(Errno::IO) => return Ok(Some(0)),
            Err(Errno::AGAIN) => return Ok(None),
            Err(Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
    }
}

/// Writes all bytes to standard output, past the standard library's lock and line buffer: a thread
/// that panics in the middle of a line must not hold up the restoration.
pub(super) fn write_all(mut bytes: &[u8]) -> io::Result<()> {
    while !bytes.is_empty() {
        match rustix::io::write(stdout(), bytes) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(count) => bytes = &bytes[count..],
            Err(Errno::INTR) => {}
            Err(Errno::AGAIN) => {
                wait(&mut [PollFd::new(&stdout(), PollFlags::OUT)], None)?;
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}
