//! What entries come with besides their text.

use rusqlite::{Connection, OptionalExtension};

use super::hash::StableHash;
use super::{StoreError, codes};
use crate::model::{Details, Enclosure};
use crate::text::CleanText;

/// Writes what a new entry comes with; nothing, where that is nothing.
pub(super) fn write(
    connection: &Connection,
    entry: i64,
    details: &Details,
) -> Result<(), StoreError> {
    if details.comments.is_some() || !details.categories.is_empty() {
        let categories: Vec<_> = details.categories.iter().map(CleanText::as_str).collect();
        connection
            .prepare_cached(
                "INSERT INTO details (entry, comments, categories) VALUES (?1, ?2, ?3)",
            )?
            .execute((entry, &details.comments, categories.join("\n")))?;
    }
    for (place, file) in details.enclosures.iter().enumerate() {
        connection
            .prepare_cached(
                "INSERT INTO enclosures (entry, place, url, media_type, length)
                 VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute((
                entry,
                codes::count_column(place),
                &file.url,
                file.media_type.as_ref().map(CleanText::as_str),
                file.length.and_then(|length| i64::try_from(length).ok()),
            ))?;
    }
    Ok(())
}

/// Writes what an edited entry comes with in place of what it came with.
pub(super) fn rewrite(
    connection: &Connection,
    entry: i64,
    details: &Details,
) -> Result<(), StoreError> {
    for statement in [
        "DELETE FROM details WHERE entry = ?1",
        "DELETE FROM enclosures WHERE entry = ?1",
    ] {
        connection.prepare_cached(statement)?.execute([entry])?;
    }
    write(connection, entry, details)
}

/// Reads what an entry comes with.
pub(super) fn read(connection: &Connection, entry: i64) -> Result<Details, StoreError> {
    let said: Option<(Option<String>, String)> = connection
        .prepare_cached("SELECT comments, categories FROM details WHERE entry = ?1")?
        .query_row([entry], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let (comments, categories) = said.unwrap_or_default();
    let mut files = connection.prepare_cached(
        "SELECT url, media_type, length FROM enclosures WHERE entry = ?1 ORDER BY place",
    )?;
    let files = files.query_map([entry], |row| {
        let media_type: Option<String> = row.get(1)?;
        let length: Option<i64> = row.get(2)?;
        Ok(Enclosure {
            url: row.get(0)?,
            media_type: media_type.as_deref().map(CleanText::line),
            length: length.and_then(|length| u64::try_from(length).ok()),
        })
    })?;
    Ok(Details {
        comments,
        categories: categories.lines().map(CleanText::line).collect(),
        enclosures: files.collect::<Result<_, _>>()?,
    })
}

/// Adds what an entry comes with to the hash of what the reader sees; nothing where it comes with nothing.
pub(super) fn hash(details: &Details, hash: &mut StableHash) {
    if *details == Details::default() {
        return;
    }
    hash.field(details.comments.as_deref());
    for category in &details.categories {
        hash.field(Some(category.as_str()));
    }
    for file in &details.enclosures {
        hash.field(Some(&file.url));
        hash.field(file.media_type.as_ref().map(CleanText::as_str));
    }
}
