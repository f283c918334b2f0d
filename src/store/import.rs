//! Entries that come from another reader's cache, with their marks.

use std::collections::HashSet;

use rusqlite::Transaction;

use super::arrivals::Arrivals;
use super::changes::Counts;
use super::database::Durability;
use super::identity::{Arrival, Group};
use super::marks::{self, Mark};
use super::runs::Runs;
use super::{Database, StoreError, codes};
use crate::model::{FeedId, MarkedEntry, Timestamp, Verdict};
use crate::text::CleanText;

/// What an import did to a feed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// Entries that the cache did not have.
    pub new: usize,
    /// Entries that it had already; their text stays, and marks are only added.
    pub known: usize,
}

/// The entries that are to be marked.
#[derive(Default)]
struct Marks {
    read: Vec<i64>,
    saved: Vec<i64>,
    /// Those that one of the import is.
    taken: HashSet<i64>,
}

impl Database {
    /// Takes entries from another reader into a feed, oldest first, in one transaction; `next` gives them piece by
    /// piece, an empty piece at the end. The title is the publisher's, and counts until a poll brings one.
    ///
    /// # Errors
    /// When the cache cannot be written, or `next` fails; then nothing of the feed is kept.
    pub fn import(
        &mut self,
        feed: FeedId,
        title: &CleanText,
        mut next: impl FnMut() -> Result<Vec<MarkedEntry>, StoreError>,
        now: Timestamp,
    ) -> Result<Imported, StoreError> {
        self.write(Durability::Marks, |transaction| {
            let hidden = name(transaction, feed, title)?;
            let arrivals = Arrivals {
                connection: transaction,
                feed,
                hidden,
                // What was read elsewhere has arrived long ago.
                judge: None,
                // Pieces of it may have come before.
                empty: false,
                now,
            };
            let (mut imported, mut marks) = (Imported::default(), Marks::default());
            loop {
                let piece = next()?;
                if piece.is_empty() {
                    break;
                }
                for marked in &piece {
                    take(arrivals, marked, &mut imported, &mut marks)?;
                }
            }
            let new = codes::count_column(imported.new);
            arrivals.count(Counts::of(new, new, 0))?;
            marks::set(transaction, Mark::Read, &Runs::of(marks.read))?;
            marks::set(transaction, Mark::Saved, &Runs::of(marks.saved))?;
            Ok(imported)
        })
    }
}

/// Gives the feed the publisher's title where it has none; returns whether the feed is hidden.
fn name(
    transaction: &Transaction<'_>,
    feed: FeedId,
    title: &CleanText,
) -> Result<bool, StoreError> {
    let hidden = transaction.query_row(
        "UPDATE feeds SET title = iif(title = '', ?2, title) WHERE id = ?1 RETURNING place IS NULL",
        (feed.0, title.as_str()),
        |row| row.get(0),
    );
    match hidden {
        Err(rusqlite::Error::QueryReturnedNoRows) => Err(StoreError::UnknownFeed { feed }),
        hidden => Ok(hidden?),
    }
}

fn take(
    arrivals: Arrivals<'_>,
    marked: &MarkedEntry,
    imported: &mut Imported,
    marks: &mut Marks,
) -> Result<(), StoreError> {
    let arrival = Arrival::new(&marked.entry);
    let group = |identity: &str| Group::read(arrivals.connection, arrivals.feed, identity);
    let own = group(&arrival.identity)?;
    let mut found = own.known(&arrival, &marks.taken);
    if let (None, Some(other)) = (own.first(), arrival.other_identity()) {
        found = group(&other)?.known(&arrival, &marks.taken);
    }
    let id = if let Some(id) = found {
        imported.known += 1;
        id
    } else {
        imported.new += 1;
        arrivals.insert(&arrival, own.next_nth(), &Verdict::default())?
    };
    marks.taken.insert(id);
    if marked.read {
        marks.read.push(id);
    }
    if marked.saved {
        marks.saved.push(id);
    }
    Ok(())
}
