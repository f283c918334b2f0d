//! What can go wrong between newsterm and the terminal.

use std::io;

/// A failure of the terminal, with its cause.
#[derive(Debug, thiserror::Error)]
pub enum TermError {
    /// Standard output leads to a file or a pipe, so that there is no screen to draw on.
    #[error("standard output is not a terminal")]
    NotATerminal,
    /// `TERM=dumb`: the terminal says that it cannot move its cursor.
    #[error("the terminal is dumb (TERM=dumb)")]
    Dumb,
    /// No terminal to read keys from: standard input is not one, and `/dev/tty` did not open.
    #[error("no terminal to read keys from")]
    NoKeyboard(#[source] io::Error),
    /// The line mode of the terminal could not be read or changed.
    #[error("cannot switch the terminal to raw mode")]
    Mode(#[source] io::Error),
    /// Reading from the terminal failed.
    #[error("cannot read from the terminal")]
    Read(#[source] io::Error),
    /// Writing to the terminal failed.
    #[error("cannot write to the terminal")]
    Write(#[source] io::Error),
    /// What tells of keys and of new sizes could not be set up.
    #[error("cannot listen to the terminal")]
    Listen(#[source] io::Error),
    /// The process could not be stopped or did not come back from it.
    #[error("cannot suspend the program")]
    Suspend(#[source] io::Error),
}
