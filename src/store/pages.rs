//! The texts of the pages that entries link to.

use rusqlite::{Connection, OptionalExtension, named_params};

use super::database::Durability;
use super::packing::Packed;
use super::{Database, Reader, StoreError, codes, index};
use crate::model::{Body, EntryId, FeedId, Timestamp};

/// The text of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageText {
    /// The text as it was cut out of the page: untrusted.
    pub body: Body,
    /// What relative links in it are relative to.
    pub base: String,
    /// The entry was edited after it was fetched; not written.
    pub outdated: bool,
}

/// An entry without the text of its page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lacking {
    /// The entry.
    pub entry: EntryId,
    /// Its page.
    pub link: String,
    /// What its feed gives.
    pub body: Body,
}

const WRITE: &str = "
    INSERT INTO pages (entry, base, fetched_at, kind, format, content)
    SELECT id, :base, :now, :kind, :format, :content FROM entries WHERE id = :entry
    ON CONFLICT (entry) DO UPDATE
    SET base = excluded.base, fetched_at = excluded.fetched_at, kind = excluded.kind, format = excluded.format,
        content = excluded.content";

/// Stands in place of the time at which a page was fetched, of an entry that was edited since.
const OUTDATED: i64 = 0;

pub(super) const READ: &str =
    "SELECT kind, format, content, base, fetched_at FROM pages WHERE entry = ?1";

/// The newest first; those that came at an instant, for nobody waits for the others.
pub(super) const LACKING: &str = "
    SELECT id, link, kind, format, content
    FROM (SELECT id, sorted_at, seen_at FROM entries INDEXED BY entries_by_feed
          WHERE hidden = 0 AND feed = :feed ORDER BY sorted_at DESC, id DESC LIMIT 500) AS newest
    JOIN headlines ON headlines.entry = id JOIN bodies ON bodies.entry = id
    WHERE seen_at = :since AND link IS NOT NULL AND NOT EXISTS (SELECT 1 FROM pages WHERE pages.entry = id)
    ORDER BY sorted_at DESC, id DESC LIMIT :most";

/// Notes that an entry was edited: its page may have been, too.
pub(super) fn note_edited(connection: &Connection, entry: i64) -> Result<(), StoreError> {
    let mut statement =
        connection.prepare_cached("UPDATE pages SET fetched_at = ?2 WHERE entry = ?1")?;
    statement.execute([entry, OUTDATED])?;
    Ok(())
}

impl Database {
    /// Keeps the text of the page of an entry, in place of what was kept of it before; its words can be found as
    /// those of the entry. For an entry that is gone nothing is kept.
    ///
    /// # Errors
    /// When the cache cannot be written.
    pub fn record_page(
        &mut self,
        entry: EntryId,
        page: &PageText,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let content = Packed::new(&page.body.content);
        self.write(Durability::Fetched, |transaction| {
            let written = transaction.prepare_cached(WRITE)?.execute(named_params! {
                ":entry": entry.0,
                ":base": page.base,
                ":now": now.0,
                ":kind": codes::body_kind_column(page.body.kind),
                ":format": content.format(),
                ":content": content,
            })?;
            if written > 0 {
                index::note_edited(transaction, entry.0)?;
            }
            Ok(())
        })
    }

    /// Gives entries of a feed that came at an instant and have a link, but no text of their page; at most so many,
    /// the newest first.
    ///
    /// # Errors
    /// When the cache cannot be read.
    pub fn lacking_pages(
        &self,
        feed: FeedId,
        since: Timestamp,
        most: u32,
    ) -> Result<Vec<Lacking>, StoreError> {
        let mut statement = self.connection().prepare_cached(LACKING)?;
        let mut rows = statement.query(named_params! {
            ":feed": feed.0,
            ":since": since.0,
            ":most": most,
        })?;
        let mut lacking = Vec::new();
        while let Some(row) = rows.next()? {
            lacking.push(Lacking {
                entry: EntryId(row.get(0)?),
                link: row.get(1)?,
                // Of a damaged text the page is wanted all the more.
                body: codes::body(row, 2)?.unwrap_or_default(),
            });
        }
        Ok(lacking)
    }
}

impl Reader {
    /// Reads the text of the page of an entry, where the cache has it.
    ///
    /// # Errors
    /// When the cache cannot be read, or holds the text in a format of a later version.
    pub fn page(&self, entry: EntryId) -> Result<Option<PageText>, StoreError> {
        let mut statement = self.connection.prepare_cached(READ)?;
        let read = statement.query_row([entry.0], |row| {
            let (base, outdated) = (row.get(3)?, row.get::<_, i64>(4)? == OUTDATED);
            Ok(codes::body(row, 0)?.map(|body| PageText {
                body,
                base,
                outdated,
            }))
        });
        read.optional()?.transpose()
    }
}
