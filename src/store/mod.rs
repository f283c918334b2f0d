//! The cache: feeds, entries and the reader's marks in one `SQLite` file.
//!
//! [`Database`] writes, and [`Worker`] is the thread it lives on; [`Reader`] reads what the screen shows. Both are
//! synchronous. Nothing is ever deleted but what the reader deletes, what the settings do not keep, what an
//! edited entry no longer has, and log entries too old to be undone.
//!
//! What holds all this together:
//! - One transaction for each action of the reader, and for the fetched feeds that come together, each of which fails
//!   alone; both keep the counts of feeds exact.
//! - Every list is an index, in the order shown, and windows are read from a place in it: no list is sorted,
//!   counted or skipped over, so a million entries cost what a thousand do.
//! - Entries of feeds that are not listed are flagged as hidden, so that the indexes hold exactly what the lists show.

mod arrivals;
mod backups;
mod changes;
mod codes;
mod database;
mod details;
mod documents;
mod error;
mod graves;
mod hash;
mod identity;
mod import;
mod index;
mod interrupt;
mod keeping;
mod lists;
mod log;
mod marks;
mod newsboat;
mod packing;
mod pages;
mod parcel;
mod polls;
mod positions;
mod presence;
mod reader;
mod replacing;
mod rescue;
mod rules;
mod runs;
mod salvage;
mod schema;
mod search;
mod stories;
mod subscriptions;
mod tags;
mod upkeep;
mod walk;
mod window;
mod worker;

pub use backups::{Backups, back_up, restore};
pub use database::Database;
pub use error::StoreError;
pub use import::Imported;
pub use interrupt::Interrupt;
pub use keeping::Tidying;
pub use log::Deed;
pub use marks::{Mark, Performed, Undone};
pub use newsboat::{ForeignFeed, NewsboatCache};
pub use pages::{Lacking, PageText};
pub use parcel::Parcel;
pub use reader::{Reader, StoredBody};
pub use rescue::{Rescued, note_damage, rescue, was_damaged};
pub use rules::Tried;
pub use stories::Grouped;
pub use subscriptions::{LastPoll, PollState};
pub use upkeep::{Faults, Stats};
pub use worker::{Jobs, Rest, Tidings, Worker};

#[cfg(test)]
mod tests;
