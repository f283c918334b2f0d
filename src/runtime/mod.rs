//! The running program: events to messages, effects to work, results and failures to messages.
//!
//! [`run`] is the program with its screen; [`refresh`] polls without one. Both take what the command line
//! and the settings decided. The clock is read here.

mod browser;
mod cache;
mod chores;
mod clipboard;
mod clock;
mod command;
mod desk;
mod details;
mod digest;
mod downloads;
mod files;
mod find;
mod import;
mod inputs;
mod inspect;
mod log;
mod mailbox;
mod outbox;
mod pages;
mod panics;
mod pictures;
mod poll;
mod poller;
#[cfg(test)]
mod profiles;
mod program;
mod reach;
mod readers;
mod refresh;
pub mod report;
mod schedule;
mod session;
mod signals;
mod subscriber;
mod unsubscriber;

use std::io;
use std::path::PathBuf;

pub use browser::BrowserError;
pub use cache::{index_all, open_cache, snippet};
pub use clock::{now, wait_for_settings, zone};
pub use command::CommandError;
pub use details::feed_details;
pub use downloads::DownloadError;
pub use find::{FindError, find_feeds, read_line};
pub use import::{ImportError, ImportReport, import};
use inputs::Inputs;
pub use inspect::{InspectError, Inspected, inspect};
pub use log::start as start_log;
pub use outbox::write_new;
pub use pictures::PictureFailure;
pub use poll::{PageFetchError, PollError, Polled};
pub use reach::{Reach, ReachError, fetch_options};
pub use refresh::{RefreshReport, refresh};
pub use session::{Session, picture_setup, run};
pub use signals::Ended;
pub use subscriber::SubscribeError;
pub use unsubscriber::unsubscribe;

use crate::lang::Phrase;
use crate::store::StoreError;
use crate::term::TermError;

/// Why the program cannot run.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// The cache cannot be used.
    #[error("the cache {} cannot be used", path.display())]
    Store {
        /// The cache.
        path: PathBuf,
        /// Why.
        source: StoreError,
    },
    /// The terminal cannot be used.
    #[error("the terminal cannot be used")]
    Term(#[from] TermError),
    /// What the reader did at last was not kept, and no screen was there to tell.
    #[error("{count} changes were not kept")]
    Unkept {
        /// How many changes that were.
        count: u64,
        /// Why, of the last.
        why: Box<Phrase>,
    },
    /// The system gives no threads, or nothing to wake them by.
    #[error("no threads")]
    Threads(#[source] io::Error),
}
