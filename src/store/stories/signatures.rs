//! Entries on their way in: each gets a signature, and keys by which others find it.

use std::sync::Arc;

use rusqlite::{Connection, OptionalExtension};

use super::SPAN;
use super::grouping::Grouping;
use super::memory::Node;
use crate::model::{Body, Signature};
use crate::store::{StoreError, codes};
use crate::text::CleanText;

/// Bytes of a body, markup included, of which the beginning of the text is read.
const BODY_BYTES: usize = 8 * 1024;

/// An entry with its signature, on its way in.
#[derive(Debug)]
pub(super) struct Prepared {
    entry: i64,
    node: Arc<Node>,
    /// Tells whether it is still what is there.
    content_hash: i64,
}

const READ: &str = "
    SELECT entries.feed, sorted_at, title, link, kind, format, content, content_hash
    FROM entries JOIN headlines ON headlines.entry = id JOIN bodies ON bodies.entry = id
    WHERE id = ?1 AND sorted_at >= ?2";

/// Makes the signature of an entry; none where the entry is too old, or gone.
pub(super) fn prepare(
    connection: &Connection,
    entry: i64,
    oldest: i64,
    text_of: fn(&Body) -> String,
) -> Result<Option<Prepared>, StoreError> {
    let mut statement = connection.prepare_cached(READ)?;
    let mut rows = statement.query((entry, oldest))?;
    let Some(row) = rows.next()? else {
        return Ok(None);
    };
    let title: String = row.get(2)?;
    let link: Option<String> = row.get(3)?;
    // A damaged text is no reason to stop here at every try: what can be read is compared.
    let mut body = codes::body(row, 4)?.unwrap_or_default();
    let end = body.content.floor_char_boundary(BODY_BYTES);
    body.content.truncate(end);
    let signature = Signature::new(&CleanText::line(&title), link.as_deref(), &text_of(&body));
    Ok(Some(Prepared {
        entry,
        node: Arc::new(Node::new(row.get(0)?, row.get(1)?, signature)),
        content_hash: row.get(7)?,
    }))
}

impl Prepared {
    pub(super) const fn entry(&self) -> i64 {
        self.entry
    }
}

/// Whether an entry is as it was when it was read; one that was too old, or gone, stays so.
pub(super) fn is_current(
    connection: &Connection,
    one: Option<&Prepared>,
) -> Result<bool, StoreError> {
    let Some(one) = one else {
        return Ok(true);
    };
    let mut statement =
        connection.prepare_cached("SELECT content_hash FROM headlines WHERE entry = ?1")?;
    let hash = statement.query_row([one.entry], |row| row.get(0));
    Ok(hash.optional()? == Some(one.content_hash))
}

impl Grouping<'_> {
    /// Takes an entry in, and groups it with others; says whether anything came to a story or left one.
    pub(super) fn take(&mut self, one: Option<&Prepared>) -> Result<bool, StoreError> {
        let Some(one) = one else {
            return Ok(false);
        };
        let before = self.forget_keys(one)?;
        self.write(one)?;
        self.regroup(one.entry, &one.node, &before)
    }

    /// Takes the keys of an edited entry away; gives those with which it told the same.
    fn forget_keys(&mut self, one: &Prepared) -> Result<Vec<i64>, StoreError> {
        let before: Option<Vec<u8>> = self
            .transaction
            .prepare_cached("SELECT signature FROM signatures WHERE entry = ?1")?
            .query_row([one.entry], |row| row.get(0))
            .optional()?;
        let Some(before) = before else {
            return Ok(Vec::new());
        };
        let mut forget = self
            .transaction
            .prepare_cached("DELETE FROM story_keys WHERE span = ?1 AND key = ?2 AND entry = ?3")?;
        let span = one.node.sorted_at.div_euclid(SPAN);
        for key in Signature::from_bytes(&before).keys() {
            forget.execute((span, key, one.entry))?;
            self.memory.note_left(span, key);
        }
        let others: Vec<i64> = self
            .transaction
            .prepare_cached(
                "SELECT entry FROM story_members
                 WHERE story = (SELECT story FROM story_members WHERE entry = ?1)",
            )?
            .query_map([one.entry], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        Ok(others)
    }

    fn write(&mut self, one: &Prepared) -> Result<(), StoreError> {
        let Node {
            feed, sorted_at, ..
        } = &*one.node;
        self.transaction
            .prepare_cached(
                "INSERT OR REPLACE INTO signatures (entry, feed, sorted_at, signature)
                 VALUES (?1, ?2, ?3, ?4)",
            )?
            .execute((one.entry, feed, sorted_at, one.node.signature().to_bytes()))?;
        let span = sorted_at.div_euclid(SPAN);
        let mut insert = self.transaction.prepare_cached(
            "INSERT OR IGNORE INTO story_keys (span, key, entry) VALUES (?1, ?2, ?3)",
        )?;
        for key in one.node.keys() {
            insert.execute((span, key, one.entry))?;
        }
        self.spans = span.min(*self.spans.start())..=span.max(*self.spans.end());
        self.memory.put(one.entry, &one.node);
        Ok(())
    }
}
