use std::io::Write;

use super::*;
use crate::config::{Chord, Key, Modifiers};

/// A terminal, which is written to as by typing, and what else is waited for, each with its other end.
struct Room {
    listener: Listener,
    keyboard: UnixStream,
    other: UnixStream,
    bell: UnixStream,
}

impl Room {
    fn new() -> Self {
        Self::after(Parser::default(), Vec::new())
    }

    fn after(parser: Parser, events: Vec<Event>) -> Self {
        let (keyboard, input) = UnixStream::pair().unwrap();
        let (bell, other) = UnixStream::pair().unwrap();
        input.set_nonblocking(true).unwrap();
        Self {
            listener: Listener::new(input.into(), parser, events).unwrap(),
            keyboard,
            other,
            bell,
        }
    }

    fn type_in(&mut self, bytes: &[u8]) {
        self.keyboard.write_all(bytes).unwrap();
    }

    fn wait(&mut self) -> Vec<Event> {
        let patience = Instant::now() + Duration::from_mins(1);
        let events = self.listener.wait(&self.other, patience);
        assert!(Instant::now() < patience, "it waited in vain");
        events
    }

    /// What has happened already.
    fn look(&mut self) -> Vec<Event> {
        self.listener.wait(&self.other, Instant::now())
    }
}

fn key(key: Key) -> Event {
    Event::Key(Chord::new(key, Modifiers::default()))
}

fn keys(text: &str) -> Vec<Event> {
    text.chars().map(|c| key(Key::Char(c))).collect()
}

#[test]
fn what_happened_before_comes_first() {
    let mut room = Room::after(Parser::default(), keys("ab"));
    room.type_in(b"cd");
    assert_eq!(room.wait(), keys("ab"));
    assert_eq!(room.wait(), keys("cd"));
    assert_eq!(room.look(), []);
}

#[test]
fn what_is_waited_for_besides_ends_the_wait_and_keeps_no_key_back() {
    let mut room = Room::new();
    room.bell.write_all(b"!").unwrap();
    assert_eq!(room.wait(), []);
    room.type_in(b"j");
    assert_eq!(room.wait(), keys("j"));
}

#[test]
fn a_frame_that_is_due_after_a_key_waits_for_no_other_look_but_the_next_one_does() {
    let mut room = Room::new();
    room.type_in(b"j");
    assert_eq!(room.wait(), keys("j"));
    room.type_in(b"k");
    assert_eq!(room.look(), [], "the frame of the key before comes first");
    assert_eq!(room.look(), keys("k"));
}

#[test]
fn what_did_not_fit_into_one_read_is_looked_for_before_a_frame() {
    let mut room = Room::new();
    let typed: String = ('a'..='z').cycle().take(1500).collect();
    room.type_in(typed.as_bytes());
    let first = room.wait();
    assert!(first.len() < typed.len());
    assert_eq!(first.len() + room.look().len(), typed.len());
}

#[test]
fn a_burst_is_told_whole_and_in_order() {
    let mut room = Room::new();
    let typed: String = ('a'..='z').cycle().take(5000).collect();
    room.type_in(typed.as_bytes());
    let mut heard = Vec::new();
    while heard.len() < typed.len() {
        heard.extend(room.wait());
    }
    assert_eq!(heard, keys(&typed));
}

#[test]
fn escape_is_a_key_when_nothing_follows_in_time() {
    let mut room = Room::new();
    room.type_in(b"\x1b");
    let before = Instant::now();
    // What else is waited for does not put it off, however often it comes.
    room.bell.write_all(b"!").unwrap();
    while room.wait().is_empty() {}
    assert!(before.elapsed() >= ESCAPE_PAUSE);
    room.type_in(b"[A");
    assert_eq!(room.wait(), keys("[A"), "it is over");
}

#[test]
fn the_pause_of_escape_ends_a_longer_wait() {
    let mut parser = Parser::default();
    parser.advance(b"\x1b", &mut Vec::new());
    let mut room = Room::after(parser, Vec::new());
    assert_eq!(room.wait(), [key(Key::Esc)]);
}

#[test]
fn a_sequence_in_two_pieces_is_one_key_however_late_the_reader_looks() {
    let mut room = Room::new();
    room.type_in(b"\x1b");
    assert_eq!(room.look(), []);
    room.type_in(b"[A");
    // As if the program had been busy for longer than the pause.
    room.listener.decided = Some(Instant::now());
    assert_eq!(room.wait(), [key(Key::Up)]);
}

#[test]
fn a_terminal_that_is_gone_is_told_once_after_what_was_typed() {
    let mut room = Room::new();
    room.type_in(b"q\x1b");
    room.keyboard = UnixStream::pair().unwrap().0;
    assert_eq!(room.wait(), keys("q"));
    assert_eq!(room.wait(), [Event::HungUp]);
    assert_eq!(room.look(), []);
    room.bell.write_all(b"!").unwrap();
    assert_eq!(room.wait(), [], "the rest is still heard");
}

#[test]
fn a_terminal_that_cannot_be_read_is_gone() {
    let mut room = Room::new();
    // A file that is written to only.
    let null = std::fs::OpenOptions::new().write(true).open("/dev/null");
    room.listener.input = null.unwrap().into();
    assert_eq!(room.wait(), [Event::HungUp]);
    assert_eq!(room.look(), []);
}

#[test]
fn what_another_program_has_taken_is_not_waited_for() {
    let mut room = Room::new();
    // As after a wait that said that there is something.
    room.listener.read().unwrap();
    room.type_in(b"a");
    assert_eq!(room.wait(), keys("a"));
}
