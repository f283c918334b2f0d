//! Entries on their way in: each gets a signature, and keys by which others find it.

use rusqlite::{Connection, OptionalExtension, Transaction};

use super::{SPAN, grouping};
use crate::model::{Body, Signature};
use crate::store::{StoreError, codes};
use crate::text::CleanText;

/// Bytes of a body, markup included, of which the beginning of the text is read.
const BODY_BYTES: usize = 8 * 1024;

/// An entry with its signature, on its way in.
pub(super) struct Prepared {
    entry: i64,
    feed: i64,
    sorted_at: i64,
    signature: Signature,
}

const READ: &str = "
    SELECT entries.feed, sorted_at, title, link, kind, format, content
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
    Ok(Some(Prepared {
        entry,
        feed: row.get(0)?,
        sorted_at: row.get(1)?,
        signature: Signature::new(&CleanText::line(&title), link.as_deref(), &text_of(&body)),
    }))
}

/// Takes an entry in, and groups it with others; says whether anything came to a story or left one.
pub(super) fn take(
    transaction: &Transaction<'_>,
    one: Option<&Prepared>,
    days: i64,
) -> Result<bool, StoreError> {
    let Some(one) = one else {
        return Ok(false);
    };
    let before = forget_keys(transaction, one)?;
    write(transaction, one)?;
    grouping::regroup(transaction, one.entry, &before, days)
}

/// Takes the keys of an edited entry away; gives those with which it told the same.
fn forget_keys(transaction: &Transaction<'_>, one: &Prepared) -> Result<Vec<i64>, StoreError> {
    let before: Option<Vec<u8>> = transaction
        .prepare_cached("SELECT signature FROM signatures WHERE entry = ?1")?
        .query_row([one.entry], |row| row.get(0))
        .optional()?;
    let Some(before) = before else {
        return Ok(Vec::new());
    };
    let mut forget = transaction
        .prepare_cached("DELETE FROM story_keys WHERE span = ?1 AND key = ?2 AND entry = ?3")?;
    for key in Signature::from_bytes(&before).keys() {
        forget.execute((one.sorted_at.div_euclid(SPAN), key, one.entry))?;
    }
    let others: Vec<i64> = transaction
        .prepare_cached(
            "SELECT entry FROM story_members
             WHERE story = (SELECT story FROM story_members WHERE entry = ?1)",
        )?
        .query_map([one.entry], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    Ok(others)
}

fn write(transaction: &Transaction<'_>, one: &Prepared) -> Result<(), StoreError> {
    transaction
        .prepare_cached(
            "INSERT OR REPLACE INTO signatures (entry, feed, sorted_at, signature)
             VALUES (?1, ?2, ?3, ?4)",
        )?
        .execute((one.entry, one.feed, one.sorted_at, one.signature.to_bytes()))?;
    let mut insert = transaction.prepare_cached(
        "INSERT OR IGNORE INTO story_keys (span, key, entry) VALUES (?1, ?2, ?3)",
    )?;
    for key in one.signature.keys() {
        insert.execute((one.sorted_at.div_euclid(SPAN), key, one.entry))?;
    }
    Ok(())
}
