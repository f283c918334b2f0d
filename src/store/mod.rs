//! The cache: feeds, entries and the reader's marks in one `SQLite` file.
//!
//! [`Database`] writes, and [`Worker`] is the thread it lives on; [`Reader`] reads what the screen shows. Both are
//! synchronous. Nothing is ever deleted but log entries too old to be undone, and what an edited entry no longer has.
//!
//! What holds all this together:
//! - One transaction for each action of the reader, and for the fetched feeds that wait together, each of which fails
//!   alone; both keep the counts of feeds exact.
//! - Every list is an index, in the order shown, and windows are read from a place in it: no list is sorted,
//!   counted or skipped over, so a million entries cost what a thousand do.
//! - Entries of feeds that are not listed are flagged as hidden, so that the indexes hold exactly what the lists show.

mod arrivals;
mod changes;
mod codes;
mod database;
mod details;
mod error;
mod hash;
mod held;
mod identity;
mod import;
mod lists;
mod marks;
mod newsboat;
mod polls;
mod reader;
mod runs;
mod schema;
mod subscriptions;
mod walk;
mod window;
mod worker;

pub use database::Database;
pub use error::StoreError;
pub use import::Imported;
pub use marks::{Mark, Performed, Undone};
pub use newsboat::{ForeignFeed, NewsboatCache};
pub use reader::{Interrupt, Reader, StoredBody};
pub use subscriptions::{LastPoll, PollState};
pub use worker::{Jobs, Worker};

#[cfg(test)]
mod tests;
