//! The index of words: filled when there is nothing better to do, a little at a time.

use std::collections::{BTreeSet, HashSet};
use std::time::{Duration, Instant};

use rusqlite::{Connection, OptionalExtension, Transaction};

use super::database::Durability;
use super::{Database, StoreError, codes};
use crate::model::Body;
use crate::text::{WORDS_VERSION, Words};

/// Entries taken at a time, if the time allows.
const PIECE: usize = 256;

/// Words of one entry that are indexed.
const LONGEST: usize = 20_000;

/// How far the index is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct State {
    version: i64,
    low: i64,
    high: i64,
}

/// An entry on its way into the index.
struct Prepared {
    entry: i64,
    title: String,
    author: String,
    text: String,
    others: String,
    words: usize,
    version: Version,
}

/// Tells whether what was read of an entry is still what is there; empty where there was nothing.
#[derive(Clone, Copy, Debug, Default)]
struct Version {
    content_hash: Option<i64>,
    page_fetched_at: Option<i64>,
}

/// Which entries come next.
#[derive(Default)]
struct Due {
    entries: Vec<i64>,
    /// What the state will be when all of them are in the index.
    reach: Option<(i64, i64)>,
}

const INSERT: &str = "
    INSERT OR REPLACE INTO found (rowid, title, author, text, others) VALUES (?1, ?2, ?3, ?4, ?5)";

const READ: &str = "
    SELECT title, author, bodies.kind, bodies.format, bodies.content, pages.kind, pages.format, pages.content,
           content_hash, fetched_at
    FROM headlines JOIN bodies USING (entry) LEFT JOIN pages USING (entry) WHERE entry = ?1";

/// Between which numbers entries lie, and whether words of some have changed.
const PROGRESS: &str = "
    SELECT (SELECT min(id) FROM entries), (SELECT max(id) FROM entries),
           EXISTS (SELECT 1 FROM index_edited)";

impl Database {
    /// Says how the text of a body is read; without this, and in a cache that cannot be written, nothing is indexed.
    pub fn read_texts_with(&mut self, text_of: fn(&Body) -> String) {
        self.text_of = Some(text_of);
    }

    /// Brings some entries into the index of words, for about as long as `time`: those edited, the newest, then
    /// ever older ones. Gives whether there are more.
    ///
    /// # Errors
    /// When the cache cannot be written; then the same entries come next.
    pub fn index(&mut self, time: Duration) -> Result<bool, StoreError> {
        let Some(text_of) = self.text_of.filter(|_| !self.is_unwritable()) else {
            return Ok(false);
        };
        let begun = Instant::now();
        let state = state(self.connection())?;
        if state.version != WORDS_VERSION {
            self.clear_index()?;
            return Ok(true);
        }
        let mut due = due(self.connection(), state)?;
        if due.entries.is_empty() {
            return Ok(false);
        }
        let mut prepared = Vec::new();
        for entry in &due.entries {
            prepared.push(prepare(self.connection(), *entry, text_of)?);
            if begun.elapsed() >= time {
                break;
            }
        }
        due.keep(prepared.len(), state);
        self.write(Durability::Fetched, |transaction| {
            // Another newsterm may have been faster.
            if self::state(transaction)? == state {
                insert(transaction, prepared, &due)?;
            }
            Ok(true)
        })
    }

    /// Empties the index of words; [`Database::index`] fills it again.
    ///
    /// # Errors
    /// When the cache cannot be written; then the index stays as it is.
    pub fn clear_index(&mut self) -> Result<(), StoreError> {
        self.write(Durability::Fetched, |transaction| {
            forget(transaction)?;
            // The newest first, so that a long way back does not keep a reader of today's news waiting.
            transaction.execute(
                "UPDATE index_state SET version = ?1, low = next, high = next - 1
                 FROM (SELECT coalesce(max(id), 0) + 1 AS next FROM entries)",
                [WORDS_VERSION],
            )?;
            Ok(())
        })
    }

    /// Gives how far the index of words has come, in percent: 100 when nothing is left to be indexed.
    ///
    /// It counts the numbers of entries, of which those deleted are missing: the cost does not grow with the cache.
    ///
    /// # Errors
    /// When the cache cannot be read.
    pub fn index_percent(&self) -> Result<u8, StoreError> {
        let mut statement = self.connection().prepare_cached(PROGRESS)?;
        let State { low, high, .. } = state(self.connection())?;
        let (first, last, edited): (Option<i64>, Option<i64>, bool) =
            statement.query_row([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        let (Some(first), Some(last)) = (first, last) else {
            return Ok(100);
        };
        let due = (last - high).max(0) + (low - first).max(0) + i64::from(edited);
        let all = (last - first + 1).max(due);
        Ok(u8::try_from((all - due) * 100 / all).unwrap_or(0))
    }

    /// Gives how many entries are in the index of words, and how many there are.
    ///
    /// # Errors
    /// When the cache cannot be read.
    pub fn indexed(&self) -> Result<(u64, u64), StoreError> {
        let count = |query| {
            self.connection()
                .query_row(query, [], |row| codes::count(row, 0))
        };
        Ok((
            count("SELECT count(*) FROM indexed")?,
            count("SELECT count(*) FROM entries")?,
        ))
    }
}

/// Empties the index of words; of no version, it is filled anew from the newest entry.
pub(super) fn forget(connection: &Connection) -> Result<(), StoreError> {
    Ok(connection.execute_batch(
        "INSERT INTO found (found) VALUES ('delete-all');
         DELETE FROM indexed;
         DELETE FROM index_edited;
         INSERT OR REPLACE INTO index_state (id, version, low, high) VALUES (1, 0, 1, 0);",
    )?)
}

/// Notes that the words of an entry may have changed.
pub(super) fn note_edited(connection: &Connection, entry: i64) -> Result<(), StoreError> {
    connection
        .prepare_cached("INSERT OR IGNORE INTO index_edited (entry) VALUES (?1)")?
        .execute([entry])?;
    Ok(())
}

fn state(connection: &Connection) -> Result<State, StoreError> {
    let mut statement = connection.prepare_cached("SELECT version, low, high FROM index_state")?;
    Ok(statement.query_row([], |row| {
        Ok(State {
            version: row.get(0)?,
            low: row.get(1)?,
            high: row.get(2)?,
        })
    })?)
}

/// Finds what comes next, in the order of numbers, in which the index takes it best.
fn due(connection: &Connection, state: State) -> Result<Due, StoreError> {
    let ids = |query: &str, from: i64| -> Result<Vec<i64>, StoreError> {
        let mut statement = connection.prepare_cached(query)?;
        let ids = statement.query_map((from, codes::count_column(PIECE)), |row| row.get(0))?;
        Ok(ids.collect::<Result<_, _>>()?)
    };
    let edited = ids(
        "SELECT entry FROM index_edited WHERE entry > ?1 ORDER BY entry LIMIT ?2",
        0,
    )?;
    if !edited.is_empty() {
        return Ok(Due {
            entries: edited,
            reach: None,
        });
    }
    let newer = ids(
        "SELECT id FROM entries WHERE id > ?1 ORDER BY id LIMIT ?2",
        state.high,
    )?;
    if let Some(last) = newer.last() {
        let reach = Some((state.low, *last));
        return Ok(Due {
            entries: newer,
            reach,
        });
    }
    let older = ids(
        "SELECT id FROM entries WHERE id < ?1 ORDER BY id DESC LIMIT ?2",
        state.low,
    )?;
    let reach = older.last().map(|last| (*last, state.high));
    Ok(Due {
        entries: older,
        reach,
    })
}

impl Due {
    /// Leaves all but the first entries for the next time.
    fn keep(&mut self, count: usize, state: State) {
        self.entries.truncate(count);
        let Some(last) = self.entries.last() else {
            return;
        };
        if let Some((low, high)) = &mut self.reach {
            if *low == state.low {
                *high = *last;
            } else {
                *low = *last;
            }
        }
    }
}

fn prepare(
    connection: &Connection,
    entry: i64,
    text_of: fn(&Body) -> String,
) -> Result<Prepared, StoreError> {
    let source = Source::read(connection, entry)?;
    let (text, words) = source.text(text_of);
    let (title, author) = (Words::of(&source.title), Words::of(&source.author));
    Ok(Prepared {
        entry,
        words,
        others: others([&title, &author, &text]),
        title: joined(&title),
        author: joined(&author),
        text: joined(&text),
        version: source.version,
    })
}

/// An entry as it is read for the index.
#[derive(Default)]
struct Source {
    title: String,
    author: String,
    body: Body,
    page: Option<Body>,
    version: Version,
}

impl Source {
    fn read(connection: &Connection, entry: i64) -> Result<Self, StoreError> {
        let mut statement = connection.prepare_cached(READ)?;
        let read = statement.query_row([entry], |row| {
            Ok(Self {
                title: row.get(0)?,
                author: row.get::<_, Option<String>>(1)?.unwrap_or_default(),
                // A damaged text is no reason to stop here at every try: what can be read is found.
                body: codes::body(row, 2)?.unwrap_or_default(),
                page: match row.get::<_, Option<i64>>(5)? {
                    Some(_) => codes::body(row, 5)?.ok(),
                    None => None,
                },
                version: Version {
                    content_hash: row.get(8)?,
                    page_fetched_at: row.get(9)?,
                },
            })
        });
        Ok(read.optional()?.unwrap_or_default())
    }

    /// The words of what the page says, and of what the feed says besides, which may be its own summary; and how many
    /// there are of the first.
    fn text(&self, text_of: fn(&Body) -> String) -> (Words, usize) {
        let mut of_feed = Words::of(&text_of(&self.body));
        let Some(page) = &self.page else {
            let count = of_feed.words.len();
            return (of_feed, count);
        };
        let mut text = Words::of(&text_of(page));
        let count = text.words.len();
        text.words.append(&mut of_feed.words);
        text.others.append(&mut of_feed.others);
        (text, count)
    }
}

/// What else words can be found as: each once, and none that is there anyway. They are there to be found, and have no
/// order.
fn others(all: [&Words; 3]) -> String {
    let known: HashSet<&str> = all
        .iter()
        .flat_map(|words| words.words.iter().take(LONGEST))
        .map(|word| word.text.as_str())
        .collect();
    let others: BTreeSet<&str> = all
        .iter()
        .flat_map(|words| words.others.iter().take(LONGEST))
        .map(|word| word.text.as_str())
        .filter(|word| !known.contains(word))
        .collect();
    let others: Vec<&str> = others.into_iter().collect();
    others.join(" ")
}

fn joined(words: &Words) -> String {
    let words = words.words.iter().take(LONGEST);
    let words: Vec<&str> = words.map(|word| word.text.as_str()).collect();
    words.join(" ")
}

fn insert(
    transaction: &Transaction<'_>,
    mut prepared: Vec<Prepared>,
    due: &Due,
) -> Result<(), StoreError> {
    prepared.sort_unstable_by_key(|prepared| prepared.entry);
    let mut insert = transaction.prepare_cached(INSERT)?;
    let mut note = transaction
        .prepare_cached("INSERT OR REPLACE INTO indexed (entry, words) VALUES (?1, ?2)")?;
    // What another newsterm has edited or fetched since it was read has to be read again.
    let mut done = transaction.prepare_cached(
        "DELETE FROM index_edited
         WHERE entry = ?1 AND (SELECT content_hash FROM headlines WHERE entry = ?1) IS ?2
         AND (SELECT fetched_at FROM pages WHERE entry = ?1) IS ?3",
    )?;
    for entry in &prepared {
        insert.execute((
            entry.entry,
            &entry.title,
            &entry.author,
            &entry.text,
            &entry.others,
        ))?;
        note.execute((entry.entry, codes::count_column(entry.words)))?;
        if due.reach.is_none() {
            let Version {
                content_hash,
                page_fetched_at,
            } = entry.version;
            done.execute((entry.entry, content_hash, page_fetched_at))?;
        }
    }
    if let Some(reach) = due.reach {
        transaction
            .prepare_cached("UPDATE index_state SET low = ?1, high = ?2")?
            .execute(reach)?;
    }
    Ok(())
}
