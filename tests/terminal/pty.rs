//! A pseudo-terminal with this test program at its other end.

use std::io::{ErrorKind, Read, Write};
use std::num::NonZero;
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// How long anything may take that is waited for: long, for a loaded machine is no failure.
const PATIENCE: Duration = Duration::from_mins(1);

pub struct Pty {
    pub master: Box<dyn MasterPty + Send>,
    child: Box<dyn Child + Send + Sync>,
    writer: Box<dyn Write + Send>,
    output: Receiver<Vec<u8>>,
    screen: vt100::Parser,
    /// All that was written to the terminal.
    pub seen: Vec<u8>,
    cooked: String,
}

impl Pty {
    /// Starts an act of [`super::program`] in a terminal of 60 columns and 12 rows.
    pub fn start(act: &str, variables: &[(&str, &str)]) -> Self {
        let mut command = CommandBuilder::new(std::env::current_exe().unwrap());
        command.args(super::PROGRAM_ARGUMENTS);
        command.env_clear();
        command.env(super::ACT, act);
        for (name, value) in variables {
            command.env(name, value);
        }
        Self::run(command, size(60, 12))
    }

    /// Starts newsterm itself with nothing but these variables, in a terminal of 100 columns and 50 rows.
    pub fn newsterm(arguments: &[&str], variables: &[(&str, &str)]) -> Self {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_newsterm"));
        command.args(arguments);
        command.env_clear();
        for (name, value) in variables {
            command.env(name, value);
        }
        Self::run(command, size(100, 50))
    }

    fn run(mut command: CommandBuilder, size: PtySize) -> Self {
        let pair = native_pty_system().openpty(size).unwrap();
        if command.get_env("TERM").is_none() {
            command.env("TERM", "xterm-256color");
        }
        let cooked = mode(&*pair.master);
        let child = pair.slave.spawn_command(command).unwrap();
        let output = read_all(pair.master.try_clone_reader().unwrap());
        Self {
            writer: pair.master.take_writer().unwrap(),
            master: pair.master,
            child,
            output,
            screen: vt100::Parser::new(nonzero(size.rows), nonzero(size.cols), 0),
            seen: Vec::new(),
            cooked,
        }
    }

    /// Types, or answers as the terminal.
    pub fn send(&mut self, text: &str) {
        self.writer.write_all(text.as_bytes()).unwrap();
        self.writer.flush().unwrap();
    }

    pub fn resize(&mut self, columns: u16, rows: u16) {
        let screen = self.screen.screen_mut();
        screen.set_size(nonzero(rows), nonzero(columns));
        self.master.resize(size(columns, rows)).unwrap();
    }

    /// Waits until the terminal shows the text.
    pub fn wait_for_text(&mut self, text: &str) {
        self.wait(text, |pty| pty.screen.screen().contents().contains(text));
    }

    /// Waits until the bytes were written to the terminal.
    pub fn wait_for_bytes(&mut self, bytes: &str) {
        self.wait(bytes, |pty| count(&pty.seen, bytes) > 0);
    }

    fn wait(&mut self, what: &str, done: impl Fn(&Self) -> bool) {
        while !done(self) {
            let Ok(bytes) = self.output.recv_timeout(PATIENCE) else {
                panic!(
                    "{what:?} did not come:\n{}\n{:?}",
                    self.shown(),
                    String::from_utf8_lossy(&self.seen)
                );
            };
            self.screen.process(&bytes);
            self.seen.extend(bytes);
        }
    }

    pub fn shown(&self) -> String {
        self.screen.screen().contents()
    }

    /// Whether the line mode is the one before the program started.
    pub fn is_cooked(&self) -> bool {
        mode(&*self.master) == self.cooked
    }

    /// Waits for the program to end and returns whether it succeeded.
    pub fn finish(&mut self) -> bool {
        let status = self.child.wait().unwrap();
        while let Ok(bytes) = self.output.recv_timeout(PATIENCE) {
            self.screen.process(&bytes);
            self.seen.extend(bytes);
        }
        status.success()
    }

    /// Takes the terminal away from the program, which must answer a key with output, and waits for
    /// it to end.
    pub fn hang_up(mut self) {
        // The reading thread holds the terminal too; it lets go when nobody takes what it reads.
        drop(self.output);
        self.writer.write_all(b"k").unwrap();
        drop(self.writer);
        drop(self.master);
        // What the program could not print at its end may have changed its exit code.
        let _ = self.child.wait().unwrap();
    }
}

/// How often the text was written.
pub fn count(bytes: &[u8], text: &str) -> usize {
    String::from_utf8_lossy(bytes).matches(text).count()
}

/// Asserts that the parts were written in this order.
pub fn assert_order(bytes: &[u8], parts: &[&str]) {
    let written = String::from_utf8_lossy(bytes);
    let mut rest = &*written;
    for part in parts {
        let Some(at) = rest.find(part) else {
            panic!("{part:?} is not in {rest:?}, of {written:?}");
        };
        rest = &rest[at + part.len()..];
    }
}

fn nonzero(value: u16) -> NonZero<u16> {
    NonZero::new(value).unwrap()
}

fn size(cols: u16, rows: u16) -> PtySize {
    PtySize {
        rows,
        cols,
        ..PtySize::default()
    }
}

fn mode(master: &dyn MasterPty) -> String {
    format!("{:?}", master.get_termios())
}

/// Reads on a thread of its own, for a pseudo-terminal cannot be read with a time-out.
fn read_all(mut reader: Box<dyn Read + Send>) -> Receiver<Vec<u8>> {
    let (sender, receiver) = channel();
    thread::spawn(move || {
        let mut bytes = [0; 4096];
        loop {
            match reader.read(&mut bytes) {
                Ok(0) => return,
                Ok(count) if sender.send(bytes[..count].to_vec()).is_err() => return,
                Ok(_) => {}
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                // Linux reports the end of a pseudo-terminal as an error.
                Err(_) => return,
            }
        }
    });
    receiver
}
