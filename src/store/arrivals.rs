//! What polls bring.

use std::collections::{HashMap, HashSet};

use rusqlite::{OptionalExtension, Transaction, named_params};

use super::database::Durability;
use super::hash::StableHash;
use super::{Database, StoreError, codes};
use crate::model::{FeedId, FeedUpdate, NewEntry, Sighting, Timestamp, Validators};
use crate::text::CleanText;

const UPDATE_FEED: &str = "
    UPDATE feeds
    SET title = iif(:title = '', title, :title), home = :home, language = :language,
        etag = :etag, last_modified = :last_modified,
        polled_at = :now, failures = 0, failure = NULL
    WHERE id = :feed
    RETURNING place IS NULL";

const INSERT_ENTRY: &str = "
    INSERT INTO entries (feed, identity, nth, sorted_at, seen_at, title, link, author, published, updated,
                         language, content_hash, hidden)
    VALUES (:feed, :identity, :nth, :sorted_at, :seen_at, :title, :link, :author, :published, :updated,
            :language, :content_hash, :hidden)";

const EDIT_ENTRY: &str = "
    UPDATE entries
    SET title = :title, link = :link, author = :author, published = :published, updated = :updated,
        language = :language, content_hash = :content_hash
    WHERE id = :id";

const WRITE_BODY: &str = "
    INSERT INTO bodies (entry, kind, format, content) VALUES (:entry, :kind, 0, :content)
    ON CONFLICT (entry) DO UPDATE SET kind = excluded.kind, format = 0, content = excluded.content";

impl Database {
    /// Takes in what a successful poll brought, in one transaction.
    ///
    /// Entries are told apart by feed and identity. A new one is sorted by the date published, or updated where
    /// there is none; a date in the future or before 1970 gives way to `now`. One that the publisher edited is
    /// written over, and keeps its marks and its place; one that is the same, but for its dates, is not written.
    /// Entries that share one identity are told apart by their text, title and link.
    ///
    /// # Errors
    /// When the cache has no such feed or cannot be written; then nothing of the poll is kept.
    pub fn record_update(
        &mut self,
        feed: FeedId,
        update: &FeedUpdate,
        now: Timestamp,
    ) -> Result<Sighting, StoreError> {
        self.write(Durability::Fetched, |transaction| {
            let hidden = update_feed(transaction, feed, update, now)?;
            let mut arrivals = Arrivals::new(transaction, feed, hidden, now, &update.entries);
            // Publishers put the newest first. Numbers must grow with age of arrival, so that of entries
            // with one date the first in the document stays first in the list.
            for entry in update.entries.iter().rev() {
                arrivals.take(entry)?;
            }
            arrivals.finish()
        })
    }

    /// Notes that a poll brought word that the feed has not changed.
    ///
    /// Tokens that the answer repeats or renews are taken over; the others stay (RFC 9111 section 3.2).
    ///
    /// # Errors
    /// When the cache has no such feed or cannot be written.
    pub fn record_unchanged(
        &mut self,
        feed: FeedId,
        validators: &Validators,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.write(Durability::Fetched, |transaction| {
            let changed = transaction
                .prepare_cached(
                    "UPDATE feeds
                     SET etag = coalesce(?2, etag), last_modified = coalesce(?3, last_modified),
                         polled_at = ?4, failures = 0, failure = NULL
                     WHERE id = ?1",
                )?
                .execute((feed.0, &validators.etag, &validators.last_modified, now.0))?;
            known(feed, changed)
        })
    }

    /// Notes that a poll failed, with the reason in words for people; the entries stay.
    ///
    /// # Errors
    /// When the cache has no such feed or cannot be written.
    pub fn record_failure(
        &mut self,
        feed: FeedId,
        reason: &CleanText,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.write(Durability::Fetched, |transaction| {
            let changed = transaction
                .prepare_cached(
                    "UPDATE feeds SET polled_at = ?2, failures = failures + 1, failure = ?3 WHERE id = ?1",
                )?
                .execute((feed.0, now.0, reason.as_str()))?;
            known(feed, changed)
        })
    }
}

fn known(feed: FeedId, changed: usize) -> Result<(), StoreError> {
    if changed == 0 {
        return Err(StoreError::UnknownFeed { feed });
    }
    Ok(())
}

/// Writes what the publisher says of the feed itself; returns whether the feed is hidden.
fn update_feed(
    transaction: &Transaction<'_>,
    feed: FeedId,
    update: &FeedUpdate,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let parameters = named_params! {
        ":feed": feed.0,
        ":title": update.title.as_str(),
        ":home": update.home,
        ":language": update.language,
        ":etag": update.validators.etag,
        ":last_modified": update.validators.last_modified,
        ":now": now.0,
    };
    transaction
        .prepare_cached(UPDATE_FEED)?
        .query_row(parameters, |row| row.get(0))
        .optional()?
        .ok_or(StoreError::UnknownFeed { feed })
}

/// The entries of one document on their way into the cache.
struct Arrivals<'a> {
    transaction: &'a Transaction<'a>,
    feed: FeedId,
    hidden: bool,
    now: Timestamp,
    /// How many entries of the document have an identity.
    sharing: HashMap<String, usize>,
    /// Stored entries that an entry of this document was found to be.
    claimed: HashSet<i64>,
    sighting: Sighting,
}

/// An entry in the cache, as far as it is compared.
struct Stored {
    id: i64,
    nth: i64,
    content_hash: i64,
    title: String,
    link: Option<String>,
}

/// What an entry of a document turns out to be.
enum Match {
    Unchanged(i64),
    Edited(i64),
    /// With its number among those of its identity.
    New(i64),
}

impl<'a> Arrivals<'a> {
    fn new(
        transaction: &'a Transaction<'a>,
        feed: FeedId,
        hidden: bool,
        now: Timestamp,
        entries: &[NewEntry],
    ) -> Self {
        let mut sharing = HashMap::new();
        for entry in entries {
            *sharing
                .entry(codes::identity_column(&entry.identity))
                .or_default() += 1;
        }
        Self {
            transaction,
            feed,
            hidden,
            now,
            sharing,
            claimed: HashSet::new(),
            sighting: Sighting::default(),
        }
    }

    fn take(&mut self, entry: &NewEntry) -> Result<(), StoreError> {
        let identity = codes::identity_column(&entry.identity);
        let content_hash = content_hash(entry);
        let stored = self.stored(&identity)?;
        let id = match self.compare(entry, &identity, content_hash, &stored) {
            Match::Unchanged(id) => id,
            Match::Edited(id) => {
                self.edit(id, entry, content_hash)?;
                self.sighting.edited += 1;
                id
            }
            Match::New(nth) => {
                self.sighting.new += 1;
                self.insert(entry, &identity, nth, content_hash)?
            }
        };
        self.claimed.insert(id);
        Ok(())
    }

    /// Reads what the cache has under an identity.
    fn stored(&self, identity: &str) -> Result<Vec<Stored>, StoreError> {
        let mut statement = self.transaction.prepare_cached(
            "SELECT id, nth, content_hash, title, link FROM entries
             WHERE feed = ?1 AND identity = ?2 ORDER BY nth",
        )?;
        let stored = statement.query_map((self.feed.0, identity), |row| {
            Ok(Stored {
                id: row.get(0)?,
                nth: row.get(1)?,
                content_hash: row.get(2)?,
                title: row.get(3)?,
                link: row.get(4)?,
            })
        })?;
        Ok(stored.collect::<Result<_, _>>()?)
    }

    /// Finds which stored entry, if any, this one is.
    ///
    /// Some publishers give many entries one GUID. Which of them is which must then not depend on their order
    /// in the document, or marks and texts would wander from one to the next as the document moves on.
    fn compare(
        &self,
        entry: &NewEntry,
        identity: &str,
        content_hash: i64,
        stored: &[Stored],
    ) -> Match {
        // The same text twice in one document is one entry, so a claimed one is as good.
        if let Some(same) = stored.iter().find(|one| one.content_hash == content_hash) {
            return Match::Unchanged(same.id);
        }
        let alone = self.sharing.get(identity) == Some(&1) && stored.len() == 1;
        let edited = stored.iter().find(|one| {
            let alike = one.title == entry.title.as_str() && one.link == entry.link;
            !self.claimed.contains(&one.id) && (alone || alike)
        });
        match edited {
            Some(one) => Match::Edited(one.id),
            None => Match::New(stored.last().map_or(1, |last| last.nth + 1)),
        }
    }

    fn insert(
        &self,
        entry: &NewEntry,
        identity: &str,
        nth: i64,
        content_hash: i64,
    ) -> Result<i64, StoreError> {
        self.transaction
            .prepare_cached(INSERT_ENTRY)?
            .execute(named_params! {
                ":feed": self.feed.0,
                ":identity": identity,
                ":nth": nth,
                ":sorted_at": sorted_at(entry, self.now).0,
                ":seen_at": self.now.0,
                ":title": entry.title.as_str(),
                ":link": entry.link,
                ":author": entry.author.as_ref().map(CleanText::as_str),
                ":published": entry.published.map(|instant| instant.0),
                ":updated": entry.updated.map(|instant| instant.0),
                ":language": entry.language,
                ":content_hash": content_hash,
                ":hidden": self.hidden,
            })?;
        let id = self.transaction.last_insert_rowid();
        self.write_body(id, entry)?;
        Ok(id)
    }

    fn edit(&self, id: i64, entry: &NewEntry, content_hash: i64) -> Result<(), StoreError> {
        self.transaction
            .prepare_cached(EDIT_ENTRY)?
            .execute(named_params! {
                ":id": id,
                ":title": entry.title.as_str(),
                ":link": entry.link,
                ":author": entry.author.as_ref().map(CleanText::as_str),
                ":published": entry.published.map(|instant| instant.0),
                ":updated": entry.updated.map(|instant| instant.0),
                ":language": entry.language,
                ":content_hash": content_hash,
            })?;
        self.write_body(id, entry)
    }

    fn write_body(&self, id: i64, entry: &NewEntry) -> Result<(), StoreError> {
        self.transaction
            .prepare_cached(WRITE_BODY)?
            .execute(named_params! {
                ":entry": id,
                ":kind": codes::body_kind_column(entry.body.kind),
                ":content": entry.body.content,
            })?;
        Ok(())
    }

    /// Adds the new entries to the feed's counts.
    fn finish(self) -> Result<Sighting, StoreError> {
        if self.sighting.new > 0 {
            self.transaction
                .prepare_cached(
                    "UPDATE feeds SET total = total + ?2, unread = unread + ?2 WHERE id = ?1",
                )?
                .execute((self.feed.0, codes::count_column(self.sighting.new)))?;
        }
        Ok(self.sighting)
    }
}

/// Hashes what the reader sees of an entry. Its dates are left out: publishers bump them without a change,
/// and that would write every entry at every poll.
fn content_hash(entry: &NewEntry) -> i64 {
    let mut hash = StableHash::new();
    hash.field(Some(entry.title.as_str()));
    hash.field(entry.link.as_deref());
    hash.field(entry.author.as_ref().map(CleanText::as_str));
    hash.field(entry.language.as_deref());
    hash.field(Some(match entry.body.kind {
        crate::model::BodyKind::Html => "html",
        crate::model::BodyKind::Plain => "plain",
    }));
    hash.field(Some(&entry.body.content));
    hash.column()
}

/// The instant an entry is sorted by. The instant 0 is a date that a program had not set.
fn sorted_at(entry: &NewEntry, now: Timestamp) -> Timestamp {
    match entry.published.or(entry.updated) {
        Some(instant) if instant > Timestamp(0) && instant <= now => instant,
        _ => now,
    }
}
