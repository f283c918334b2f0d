//! Asking the terminal everything it can tell, and a question to the reader, without the screen.

use std::os::fd::AsFd;
use std::time::{Duration, Instant};

use super::detect::{self, Choice, Questions, Replies};
use super::error::TermError;
use super::event::Event;
use super::input::{Input, Parser};
use super::picture::{PictureChoice, PictureSetup};
use super::screen::{ENTER_ALTERNATE, LEAVE_ALTERNATE, hold, open};
use super::wishes::Wishes;
use super::{tty, undo};
use crate::config::{Background, Key, Profile};

/// How long the rest of a key may take.
const KEY_PAUSE: Duration = Duration::from_millis(50);

/// What is known of a terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Examination {
    /// What it answered.
    pub replies: Replies,
    /// The name under which an answer for it is kept.
    pub id: String,
    /// What its answers and the environment say.
    pub found: Choice,
    /// What is in use, the reader's wishes counted.
    pub choice: Choice,
    /// How pictures are shown, and why.
    pub pictures: PictureChoice,
    /// Whether the background is dark or light, where that is known.
    pub background: Option<Background>,
    /// Columns and rows; `None` without a terminal.
    pub size: Option<(u16, u16)>,
}

impl Examination {
    /// Draws the conclusions from what a terminal answered.
    #[must_use]
    pub fn of(
        replies: Replies,
        wishes: &Wishes,
        pictures: PictureSetup,
        variable: &dyn Fn(&str) -> Option<String>,
    ) -> Self {
        let background = replies.background(variable);
        let found = detect::choose(&replies, variable, &detect::tmux_client);
        let id = detect::terminal_id(&replies, &found.reason, variable);
        Self {
            choice: wishes.decide(&id, &found),
            pictures: PictureChoice::of(pictures, &replies, &found.reason, background, variable),
            background,
            size: None,
            replies,
            id,
            found,
        }
    }
}

/// Asks the terminal everything it can tell, on its alternate screen, and restores it.
///
/// `variable` looks an environment variable up. What is typed meanwhile is lost.
///
/// # Errors
///
/// [`TermError::NotATerminal`], [`TermError::Dumb`] and [`TermError::NoKeyboard`] where there is nobody
/// to ask; else the failed step, after which the terminal is restored.
pub fn examine(
    wishes: &Wishes,
    pictures: PictureSetup,
    variable: &dyn Fn(&str) -> Option<String>,
) -> Result<Examination, TermError> {
    let input = open(variable)?;
    undo::install_panic_hook();
    hold(&input, LEAVE_ALTERNATE.to_owned())?;
    undo::owe_answers(true);
    // What an old terminal prints of a query it does not know goes away with the alternate screen.
    let asked = tty::write_all(ENTER_ALTERNATE.as_bytes())
        .map_err(TermError::Write)
        .and_then(|()| {
            detect::ask(input.as_fd(), Questions::All, variable).map_err(TermError::Read)
        });
    let complete = asked.as_ref().is_ok_and(|asked| asked.replies.complete);
    undo::owe_answers(!complete);
    undo::restore();
    Ok(Examination {
        size: tty::size().ok(),
        ..Examination::of(asked?.replies, wishes, pictures, variable)
    })
}

/// Shows text while the switch of a profile is thrown, and waits for a key; gives its character.
///
/// The terminal is restored afterwards. `None` for a key that is no character, and when the terminal
/// is gone.
///
/// # Errors
///
/// As [`examine`].
pub fn show_and_wait(
    text: &str,
    switch: Profile,
    variable: &dyn Fn(&str) -> Option<String>,
) -> Result<Option<char>, TermError> {
    let input = open(variable)?;
    undo::install_panic_hook();
    hold(&input, switch.leave().to_owned())?;
    // In raw mode the terminal does not go back to the first column by itself.
    let shown = format!("{}{}", switch.enter(), text.replace('\n', "\r\n"));
    let key = tty::write_all(shown.as_bytes())
        .map_err(TermError::Write)
        .and_then(|()| wait_for_key(input.as_fd()).map_err(TermError::Read));
    undo::restore();
    key
}

fn wait_for_key(input: std::os::fd::BorrowedFd<'_>) -> std::io::Result<Option<char>> {
    let (mut parser, mut bytes, mut inputs) = (Parser::default(), [0; 256], Vec::new());
    loop {
        let deadline = parser.is_undecided().then(|| Instant::now() + KEY_PAUSE);
        if tty::is_readable(input, deadline)? {
            match tty::read(input, &mut bytes)? {
                Some(0) => return Ok(None),
                Some(count) => parser.advance(&bytes[..count], &mut inputs),
                None => {}
            }
        } else {
            parser.pause(&mut inputs);
        }
        for input in inputs.drain(..) {
            if let Input::Event(Event::Key(chord)) = input {
                return Ok(match chord.key() {
                    Key::Char(character) if !chord.modifiers().ctrl => Some(character),
                    _ => None,
                });
            }
        }
    }
}
