//! The queries and the wait for their answers.

use std::io;
use std::os::fd::BorrowedFd;
use std::time::{Duration, Instant};

use super::Replies;
use crate::term::event::Event;
use crate::term::input::{Input, Parser};
use crate::term::tty;

/// XTVERSION, DECRQM of BDSM, DA2.
const QUERIES: &str = "\x1b[>q\x1b[8$p\x1b[>c";
/// The background colour (OSC 11).
const BACKGROUND: &str = "\x1b]11;?\x1b\\";
/// The size of a cell, and the colours of a sixel picture (XTSMGRAPHICS).
const PICTURES: &str = "\x1b[16t\x1b[?1;1;0S";
/// A picture of one point in kitty's protocol that is not to be shown.
const KITTY: &str = "\x1b_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\x1b\\";
/// The kitty keyboard protocol and synchronized output.
const ABILITIES: &str = "\x1b[?u\x1b[?2026$p";
/// DA1, which every terminal answers and which therefore comes last.
const FENCE: &str = "\x1b[c";

/// How much is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::term) enum Questions {
    /// What the screen needs.
    Screen,
    /// All that a terminal can tell of itself.
    All,
}

/// What came while the terminal was asked.
#[derive(Default)]
pub(in crate::term) struct Asked {
    pub replies: Replies,
    /// What the reader did meanwhile.
    pub events: Vec<Event>,
    /// Holds what has begun and not ended; it reads on where this left off.
    pub parser: Parser,
}

/// Asks the terminal, in raw mode, and waits for the last answer or until time is up.
pub(in crate::term) fn ask(
    input: BorrowedFd<'_>,
    questions: Questions,
    variable: &dyn Fn(&str) -> Option<String>,
) -> io::Result<Asked> {
    tty::write_all(queries(questions, variable).as_bytes())?;
    let far = variable("SSH_CONNECTION").is_some();
    let limit = Duration::from_millis(if far { 1000 } else { 300 });
    collect(input, Instant::now() + limit)
}

fn queries(questions: Questions, variable: &dyn Fn(&str) -> Option<String>) -> String {
    // The Linux console takes the beginning of an OSC it does not know for its own palette command.
    if variable("TERM").is_some_and(|term| term == "linux") {
        return [QUERIES, FENCE].concat();
    }
    // GNU screen makes an APC the title of the window.
    let kitty = if variable("STY").is_some() { "" } else { KITTY };
    let abilities = match questions {
        Questions::All => ABILITIES,
        Questions::Screen => "",
    };
    [QUERIES, BACKGROUND, PICTURES, kitty, abilities, FENCE].concat()
}

fn collect(input: BorrowedFd<'_>, deadline: Instant) -> io::Result<Asked> {
    let mut asked = Asked::default();
    let mut bytes = [0; 1024];
    let mut inputs = Vec::new();
    while !asked.replies.complete && tty::is_readable(input, Some(deadline))? {
        match tty::read(input, &mut bytes)? {
            Some(0) => break,
            Some(count) => asked.parser.advance(&bytes[..count], &mut inputs),
            None => {}
        }
        for input in inputs.drain(..) {
            match input {
                Input::Event(event) => asked.events.push(event),
                Input::Reply(reply) => asked.replies.take(reply),
            }
        }
    }
    Ok(asked)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_know_a_question_is_not_asked_it() {
        let asked = |name: &str, value: &str| {
            let variable = |wanted: &str| (wanted == name).then(|| value.to_owned());
            queries(Questions::All, &variable)
        };
        for (name, value, osc, apc) in [
            ("TERM", "xterm-256color", true, true),
            ("TERM", "linux", false, false),
            ("STY", "1234.pts-0.here", true, false),
        ] {
            let asked = asked(name, value);
            assert!(
                asked.ends_with("\x1b[c"),
                "{value}: what all answer is last"
            );
            assert_eq!(asked.contains("\x1b]"), osc, "{value}");
            assert_eq!(asked.contains("\x1b_"), apc, "{value}");
        }
    }
}
