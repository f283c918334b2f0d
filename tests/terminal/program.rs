//! What runs inside the pseudo-terminal: small programs that use `newsterm::term` as newsterm does.

use std::collections::VecDeque;
use std::io::Write;
use std::os::unix::net::UnixStream;
use std::os::unix::process::CommandExt;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use newsterm::config::Key;
use newsterm::term::{Event, Frame, Listener, Screen, Setup, TermError};
use newsterm::text::Grid;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use rustix::fs::{OFlags, fcntl_getfl};
use rustix::process::{Pid, WaitOptions, getpgrp, waitpid};
use rustix::stdio::stdin;
use rustix::termios::{tcgetpgrp, tcsetpgrp};

pub fn run(act: &str) {
    match act {
        "show" => Show::enter().run(),
        "panic" => {
            let mut show = Show::enter();
            show.draw().unwrap();
            panic!("the program broke");
        }
        "panic elsewhere" => panic_elsewhere(),
        "behind a pipe" => behind_a_pipe(),
        "shared" => shared(),
        "refuse" => refuse(),
        "job" => job(),
        "job control" => job_control(),
        "hang up" => hang_up(),
        _ => panic!("no act is called {act:?}"),
    }
}

fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

/// Shows what the terminal is and every event, until `q`.
struct Show {
    screen: Screen,
    size: (u16, u16),
    listener: Listener,
    events: VecDeque<Event>,
    /// What else is waited for, and who writes to it.
    other: (UnixStream, UnixStream),
    lines: Vec<String>,
}

impl Show {
    fn enter() -> Self {
        let setup = Setup {
            mouse: true,
            ..Setup::default()
        };
        let mut screen = Screen::enter(&setup, &variable).unwrap();
        let listener = screen.listen().unwrap();
        let profile = screen.choice().profile.name();
        let lines = vec![format!("profile {profile}, {:?}", screen.background())];
        Self {
            size: screen.size().unwrap(),
            screen,
            listener,
            events: VecDeque::new(),
            other: UnixStream::pair().unwrap(),
            lines,
        }
    }

    fn event(&mut self) -> Event {
        let patience = Instant::now() + Duration::from_mins(1);
        while self.events.is_empty() && Instant::now() < patience {
            self.events = self.listener.wait(&self.other.0, patience).into();
        }
        self.events.pop_front().expect("something happens")
    }

    fn draw(&mut self) -> Result<(), TermError> {
        let mut cells = Buffer::empty(Rect::new(0, 0, self.size.0, self.size.1));
        for (row, line) in cells.area.rows().zip(&self.lines) {
            cells.set_string(row.x, row.y, line, Style::new().red());
        }
        self.screen.draw(Frame {
            cells: &Grid::of(cells.content, self.size.0.into()),
            moved: &[],
            changed: &[],
            cursor: None,
            links: Vec::new(),
            pictures: Vec::new(),
        })?;
        Ok(())
    }

    fn run(mut self) {
        loop {
            self.draw().unwrap();
            // The same frame again: nothing may be written for it.
            self.draw().unwrap();
            match self.event() {
                Event::Key(chord) if chord.key() == Key::Char('q') => return,
                Event::Key(chord) if chord.key() == Key::Char('z') => {
                    self.screen.suspend().unwrap();
                    self.lines.push("back again".to_owned());
                }
                Event::Resize { columns, rows } => {
                    self.screen.redraw();
                    self.size = (columns, rows);
                    self.lines.push(format!("size {columns} x {rows}"));
                }
                Event::Key(chord) => self.lines.push(format!("key {:?}", chord.key())),
                other => self.lines.push(format!("{other:?}")),
            }
        }
    }
}

fn panic_elsewhere() {
    let show = Show::enter();
    let worker = thread::Builder::new().name("worker".to_owned());
    let broken = worker.spawn(|| panic!("the worker broke")).unwrap().join();
    assert!(broken.is_err());
    show.run();
}

/// Shows what comes although standard input is no terminal.
fn behind_a_pipe() {
    let shown = Command::new(std::env::current_exe().unwrap())
        .args(super::PROGRAM_ARGUMENTS)
        .env(super::ACT, "show")
        .stdin(Stdio::null())
        .status();
    assert!(shown.unwrap().success());
}

/// Shows whether who else reads from the terminal still waits for something to read.
fn shared() {
    let mut show = Show::enter();
    let waits = !fcntl_getfl(stdin()).unwrap().contains(OFlags::NONBLOCK);
    show.lines.push(format!("others wait: {waits}"));
    show.run();
}

#[expect(clippy::disallowed_macros, reason = "there is no screen")]
fn refuse() {
    match Screen::enter(&Setup::default(), &variable) {
        Ok(_) => panic!("there is a screen"),
        Err(error) => eprintln!("refused: {error}"),
    }
}

/// What a shell does for a job: a process group of its own, the terminal, a word when it stops.
#[expect(clippy::disallowed_macros, reason = "it plays the shell, which prints")]
fn job_control() {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(super::PROGRAM_ARGUMENTS)
        .env(super::ACT, "job")
        .process_group(0)
        .spawn()
        .unwrap();
    let pid = Pid::from_child(&child);
    tcsetpgrp(stdin(), pid).unwrap();
    let (_, status) = waitpid(Some(pid), WaitOptions::UNTRACED).unwrap().unwrap();
    assert!(status.stopped());
    println!("[stopped {}]", pid.as_raw_pid());
    assert!(child.wait().unwrap().success());
}

fn job() {
    while tcgetpgrp(stdin()).unwrap() != getpgrp() {
        thread::yield_now();
    }
    Show::enter().run();
}

fn hang_up() {
    // The signal that comes with it would end the program before it could see the event.
    let signal = std::sync::Arc::default();
    signal_hook::flag::register(signal_hook::consts::SIGHUP, signal).unwrap();
    let mut show = Show::enter();
    show.draw().unwrap();
    loop {
        match show.event() {
            Event::HungUp => break,
            Event::Key(_) => {
                show.lines.push("a key".to_owned());
                // The terminal may be gone before its end is read.
                let _ = show.draw();
            }
            other => panic!("{other:?}"),
        }
    }
    show.other.1.write_all(b"!").unwrap();
    let patience = Instant::now() + Duration::from_mins(1);
    let more = show.listener.wait(&show.other.0, patience);
    assert_eq!(more, [], "no event follows, and the rest is heard");
    assert!(Instant::now() < patience);
    show.lines.push("unseen".to_owned());
    assert!(matches!(show.draw(), Err(TermError::Write(_))));
    show.screen.leave();
    let told = std::env::var("TOLD").unwrap();
    std::fs::write(told, "hung up").unwrap();
}
