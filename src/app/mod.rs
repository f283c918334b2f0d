//! What the program knows and decides: state, commands, messages, effects.
//!
//! [`update`] is the only door: it takes the state, a message and the time, changes the state and
//! returns effects as plain values. It awaits nothing and opens nothing; the same messages give the same state.

mod adding;
mod article;
mod command;
mod downloads;
mod effect;
#[cfg(test)]
pub(crate) mod fixture;
mod following;
mod full_text;
mod geometry;
mod headlines;
mod help;
mod interface;
mod keymap;
mod message;
mod picture;
mod prompt;
mod refresh;
mod sheet;
mod snippets;
mod sources;
mod state;
mod style;
mod tracked;
mod update;
mod viewport;

pub use adding::{Adding, AddingStage, Arrival};
pub use article::{
    Article, DirectionHints, FoldIndex, Hits, Jump, LinkWords, Marker, Marks, Masthead, PageWords,
    Piece, Place, Row, Selected, Shape, TAG_SIGN,
};
pub use command::{Argument, COMMANDS, Command, CommandRow, Section};
pub use downloads::{
    Download, DownloadEnd, Downloads, Offer, Progress, Shelf, WantedFile, name_in_address,
};
pub use effect::{Effect, Given, WantedPage};
pub use following::{Following, hints};
pub use geometry::{Area, Geometry, Pane, Size};
pub use headlines::Headlines;
pub use help::{HELP_HEAD, Help, HelpRow};
pub use interface::Interface;
pub use keymap::{Keymap, Pending, Resolution};
pub use message::{LoadedArticle, Message, Mouse, MouseKind, PollOutcome, SubscriptionChange};
pub use picture::{CellSize, PictureSize, Room, ShownPicture, WantedPicture};
pub use prompt::{Completion, Prompt, Purpose};
pub use refresh::RefreshProgress;
pub use sheet::{FeedSheet, SheetLine};
pub use snippets::Snippets;
pub use sources::{SourceRow, Sources};
pub use state::{LIST_HEAD, Notice, RequestId, State, text_width};
pub use style::TextStyle;
pub use tracked::Tracked;
pub use update::{completions, file_facts, title_of, update, with_files};
pub use viewport::Viewport;
