//! Where articles were left in the middle.

use rusqlite::{OptionalExtension, named_params};

use super::database::Durability;
use super::{Database, Reader, StoreError};
use crate::model::{EntryId, LeftAt};

const WRITE: &str = "
    INSERT INTO positions (entry, of_page, block, byte)
    SELECT id, :of_page, :block, :byte FROM entries WHERE id = :entry
    ON CONFLICT (entry) DO UPDATE
    SET of_page = excluded.of_page, block = excluded.block, byte = excluded.byte";

impl Database {
    /// Keeps where an article was left, or forgets it; on the disk before it returns. It is no action: undo does not
    /// take it back. For an entry that is gone nothing is kept.
    ///
    /// # Errors
    /// When the cache cannot be written.
    pub fn keep_position(
        &mut self,
        entry: EntryId,
        left_at: Option<LeftAt>,
    ) -> Result<(), StoreError> {
        self.write(Durability::Marks, |transaction| {
            match left_at {
                Some(LeftAt {
                    of_page,
                    block,
                    byte,
                }) => transaction.prepare_cached(WRITE)?.execute(named_params! {
                    ":entry": entry.0,
                    ":of_page": of_page,
                    ":block": block,
                    ":byte": byte,
                })?,
                None => transaction
                    .prepare_cached("DELETE FROM positions WHERE entry = ?1")?
                    .execute([entry.0])?,
            };
            Ok(())
        })
    }
}

impl Reader {
    /// Reads where an article was left in the middle.
    ///
    /// # Errors
    /// When the cache cannot be read.
    pub fn left_at(&self, entry: EntryId) -> Result<Option<LeftAt>, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT of_page, block, byte FROM positions WHERE entry = ?1")?;
        let read = statement.query_row([entry.0], |row| {
            Ok(LeftAt {
                of_page: row.get(0)?,
                block: row.get(1)?,
                byte: row.get(2)?,
            })
        });
        Ok(read.optional()?)
    }
}
