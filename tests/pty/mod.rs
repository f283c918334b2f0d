//! A pseudo-terminal with a program at its other end, for tests that look at a screen.
//!
//! ```ignore
//! let mut pty = Pty::start(command, 80, 24);
//! pty.wait_for_text("Feeds");
//! pty.send("?");
//! pty.wait_until("the help is open", |screen| screen.contains("Keys"));
//! pty.send("q");
//! assert!(pty.finish());
//! ```
//!
//! Nothing is waited for by time: every wait ends when the screen shows what is asked for, or the test
//! fails. A screen is only looked at between two frames.

use std::io::{ErrorKind, Read, Write};
use std::num::NonZero;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};

/// How long anything may take that is waited for: long, for a loaded machine is no failure.
const PATIENCE: Duration = Duration::from_mins(1);

/// What encloses a frame (synchronized output).
const FRAME: [&str; 2] = ["\x1b[?2026h", "\x1b[?2026l"];

/// A terminal, and the program that runs in it.
pub struct Pty {
    pub master: Box<dyn MasterPty + Send>,
    child: Running,
    writer: Box<dyn Write + Send>,
    output: Receiver<Vec<u8>>,
    screen: vt100::Parser,
    /// All that was written to the terminal.
    pub seen: Vec<u8>,
    cooked: String,
}

impl Pty {
    /// Starts a program in a new terminal of its own.
    pub fn start(command: CommandBuilder, columns: u16, rows: u16) -> Self {
        let size = size(columns, rows);
        let pair = native_pty_system().openpty(size).unwrap();
        let cooked = mode(&*pair.master);
        let child = Running(pair.slave.spawn_command(command).unwrap());
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

    /// Sends a signal to the program.
    pub fn signal(&self, signal: Signal) {
        let pid = self.child.0.process_id().unwrap();
        let pid = Pid::from_raw(i32::try_from(pid).unwrap()).unwrap();
        kill_process(pid, signal).unwrap();
    }

    /// The most memory that the program has had, in bytes (Linux, `VmHWM` in KiB; 0 elsewhere).
    pub fn peak_memory(&self) -> u64 {
        let pid = self.child.0.process_id().unwrap();
        let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kib = peak.and_then(|peak| peak.trim().trim_end_matches(" kB").parse::<u64>().ok());
        kib.unwrap_or_default() * 1024
    }

    pub fn resize(&mut self, columns: u16, rows: u16) {
        let screen = self.screen.screen_mut();
        screen.set_size(nonzero(rows), nonzero(columns));
        self.master.resize(size(columns, rows)).unwrap();
    }

    /// Waits until the terminal shows the text.
    pub fn wait_for_text(&mut self, text: &str) {
        self.wait_until(text, |screen| screen.contains(text));
    }

    /// Waits until the terminal no longer shows the text.
    pub fn wait_until_gone(&mut self, text: &str) {
        self.wait_until(&format!("no {text}"), |screen| !screen.contains(text));
    }

    /// Waits until what the terminal shows, row by row, is as it should be; `what` names that.
    pub fn wait_until(&mut self, what: &str, shown: impl Fn(&str) -> bool) {
        self.wait(what, |pty| !pty.is_amid_frame() && shown(&pty.shown()));
    }

    /// Waits until the bytes were written to the terminal.
    pub fn wait_for_bytes(&mut self, bytes: &str) {
        self.wait(bytes, |pty| count(&pty.seen, bytes) > 0);
    }

    /// Waits until something is so; `what` names it.
    pub fn wait(&mut self, what: &str, done: impl Fn(&Self) -> bool) {
        while !done(self) {
            match self.output.recv_timeout(PATIENCE) {
                Ok(bytes) => self.take(&bytes),
                Err(_) => self.fail(what),
            }
        }
    }

    fn take(&mut self, bytes: &[u8]) {
        self.screen.process(bytes);
        self.seen.extend(bytes);
    }

    fn fail(&self, what: &str) -> ! {
        let written = String::from_utf8_lossy(&self.seen);
        panic!("{what:?} did not come:\n{}\n{written:?}", self.shown());
    }

    /// What the terminal shows: a line for each row, without the blanks at its end.
    pub fn shown(&self) -> String {
        self.screen.screen().contents()
    }

    /// The row on which the cursor is, and whether it is shown.
    pub fn cursor(&self) -> (String, bool) {
        let screen = self.screen.screen();
        let (row, _) = screen.cursor_position();
        let row = self
            .shown()
            .lines()
            .nth(row.into())
            .unwrap_or_default()
            .to_owned();
        (row, !screen.hide_cursor())
    }

    /// Whether a frame has begun and not ended.
    pub fn is_amid_frame(&self) -> bool {
        let last = |part: &str| {
            let mut windows = self.seen.windows(part.len());
            windows.rposition(|window| window == part.as_bytes())
        };
        last(FRAME[0]) > last(FRAME[1])
    }

    /// Whether the line mode is the one before the program started.
    pub fn is_cooked(&self) -> bool {
        mode(&*self.master) == self.cooked
    }

    /// Waits for the program to end and returns whether it succeeded.
    pub fn finish(&mut self) -> bool {
        self.exit_code() == 0
    }

    /// Waits for the program to end and returns its exit code.
    pub fn exit_code(&mut self) -> u32 {
        loop {
            match self.output.recv_timeout(PATIENCE) {
                Ok(bytes) => self.take(&bytes),
                Err(RecvTimeoutError::Disconnected) => break,
                Err(RecvTimeoutError::Timeout) => self.fail("the end of the program"),
            }
        }
        self.child.0.wait().unwrap().exit_code()
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
        let _ = self.child.0.wait().unwrap();
    }
}

/// A program that ends with its test, however that ends.
struct Running(Box<dyn Child + Send + Sync>);

impl Drop for Running {
    fn drop(&mut self) {
        if matches!(self.0.try_wait(), Ok(None)) {
            let _ = self.0.kill();
        }
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
