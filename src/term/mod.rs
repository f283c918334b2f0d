//! The terminal: which one it is, entering and leaving it, events in, frames out.
//!
//! - [`Screen`] takes the terminal and gives it back on every path: drop, panic, suspend.
//! - [`choose`] finds the [`Profile`](crate::config::Profile) that shows right-to-left text in this terminal, by asking it;
//!   each row is brought into that form before it is written, as [`encode()`] does with a whole buffer.
//! - [`Event`]s are heard by a [`Listener`], on the thread that waits for it.
//!
//! Of what a feed sends nothing is put into a control string but the addresses of links, where they are printable ASCII
//! and begin as those for people do, and what is copied, as base64; never a title. Pictures are written anew
//! from their points; no byte of a picture's file is.

mod answers;
mod background;
mod clipboard;
mod detect;
mod encode;
mod error;
mod event;
mod examine;
mod hyperlink;
mod input;
mod listen;
mod notice;
mod pen;
mod picture;
mod profile;
mod sample;
mod screen;
mod surface;
mod suspend;
mod tty;
mod undo;
mod wishes;

pub use answers::{Answers, AnswersError};
pub use detect::{Choice, Reason, Replies, choose, terminal_id};
pub use encode::{encode, encode_row};
pub use error::TermError;
pub use event::{Event, Mouse, MouseKind};
pub use examine::{Examination, examine, show_and_wait};
pub use hyperlink::Hyperlink;
pub use listen::Listener;
pub use picture::{Picture, PictureChoice, PictureReason, PictureSetup, PictureWay, PlacedPicture};
pub use sample::{Sample, sample_pages};
pub use screen::{Frame, Screen, Setup};
pub use surface::Cursor;
pub use wishes::Wishes;
