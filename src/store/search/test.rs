//! The conditions of a query, each with what has to be known to answer it.

use std::collections::HashSet;

use rusqlite::{Connection, OptionalExtension, Params};

use super::expression::expression;
use super::ids::Ids;
use crate::model::query::{
    Clause, Column, Comparison, Pattern, Term, Thing, is_language, is_named,
};
use crate::model::{EntryId, Feed, Timestamp, tag_key};
use crate::store::lists::HIDDEN;
use crate::store::{Interrupt, StoreError};
use crate::text::fold;

/// What a query asks of one entry.
#[derive(Debug)]
pub(super) enum Test {
    All(Vec<Test>),
    Any(Vec<Test>),
    Not(Box<Test>),
    Unread,
    Saved,
    Feeds(HashSet<i64>),
    Entries(Ids),
    Age(Comparison, Timestamp),
    /// The language asked for, and the feeds in it.
    Language(String, HashSet<i64>),
    Has(Thing),
    Words(Comparison, u32),
    Hidden,
    Pattern(Option<Column>, Pattern),
}

/// What the table of entries says of one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    pub(super) id: i64,
    pub(super) feed: i64,
    pub(super) sorted_at: Timestamp,
    pub(super) read: bool,
    pub(super) saved: bool,
    /// The reasons for not being in lists, added up.
    pub(super) hidden: i64,
}

impl Row {
    pub(super) fn read(connection: &Connection, id: i64) -> Result<Option<Self>, StoreError> {
        let mut statement = connection.prepare_cached(
            "SELECT feed, sorted_at, read, saved, hidden FROM entries WHERE id = ?1",
        )?;
        let row = statement.query_row([id], |row| {
            Ok(Self {
                id,
                feed: row.get(0)?,
                sorted_at: Timestamp(row.get(1)?),
                read: row.get(2)?,
                saved: row.get(3)?,
                hidden: row.get(4)?,
            })
        });
        Ok(row.optional()?)
    }
}

/// What queries are resolved with.
pub(super) struct Resolver<'a> {
    pub(super) connection: &'a Connection,
    pub(super) interrupt: &'a Interrupt,
    pub(super) feeds: &'a [Feed],
    pub(super) now: Timestamp,
}

impl Resolver<'_> {
    pub(super) fn test(&self, clause: &Clause) -> Result<Test, StoreError> {
        if let Some(expression) = expression(clause) {
            return Ok(Test::Entries(self.found(&expression)?));
        }
        Ok(match clause {
            Clause::All(all) => Test::All(self.tests(all)?),
            Clause::Any(any) => Test::Any(self.tests(any)?),
            Clause::Not(inner) => Test::Not(Box::new(self.test(inner)?)),
            Clause::Term(term) => self.term(term)?,
        })
    }

    fn tests(&self, clauses: &[Clause]) -> Result<Vec<Test>, StoreError> {
        clauses.iter().map(|clause| self.test(clause)).collect()
    }

    fn term(&self, term: &Term) -> Result<Test, StoreError> {
        Ok(match term {
            Term::Unread => Test::Unread,
            Term::Saved => Test::Saved,
            Term::Feed(_) | Term::FeedPattern(_) | Term::Folder(_) => {
                Test::Feeds(self.feeds_of(term))
            }
            // Words that fold away are found nowhere.
            Term::Text(_) => Test::Entries(Ids::default()),
            Term::Tag(name) => Test::Entries(self.entries(TAGGED_SO, [tag_key(name)])?),
            Term::Hidden => Test::Hidden,
            Term::Score(comparison, score) => self.score(*comparison, *score)?,
            Term::Has(Thing::Tag) => Test::Entries(self.entries(TAGGED, [])?),
            Term::Age(comparison, seconds) => {
                Test::Age(*comparison, self.now.plus_seconds(-seconds))
            }
            Term::Language(tag) => Test::Language(tag.clone(), self.feeds_in(tag)?),
            Term::Has(thing) => Test::Has(*thing),
            Term::Words(comparison, count) => Test::Words(*comparison, *count),
            Term::Pattern(column, pattern) => Test::Pattern(*column, pattern.clone()),
        })
    }

    /// The listed feeds that a condition about feeds means.
    pub(super) fn feeds_of(&self, term: &Term) -> HashSet<i64> {
        let meant = |feed: &&Feed| match term {
            Term::Feed(name) => is_named(
                name,
                feed.title.as_str(),
                feed.subscription.source.address(),
            ),
            Term::FeedPattern(pattern) => {
                let address = feed.subscription.source.address();
                pattern.matches(feed.title.as_str()) || pattern.matches(address)
            }
            Term::Folder(name) => feed
                .subscription
                .folder
                .as_ref()
                .is_some_and(|folder| fold(folder.as_str()) == fold(name)),
            _ => false,
        };
        self.feeds
            .iter()
            .filter(meant)
            .map(|feed| feed.id.0)
            .collect()
    }

    fn feeds_in(&self, wanted: &str) -> Result<HashSet<i64>, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT id, language FROM feeds WHERE language IS NOT NULL")?;
        let mut rows = statement.query([])?;
        let mut feeds = HashSet::new();
        while let Some(row) = rows.next()? {
            let language: String = row.get(1)?;
            if is_language(&language, wanted) {
                feeds.insert(row.get(0)?);
            }
        }
        Ok(feeds)
    }

    /// Every entry that the index of words finds.
    pub(super) fn found(&self, expression: &str) -> Result<Ids, StoreError> {
        self.entries("SELECT rowid FROM found WHERE found MATCH ?1", [expression])
    }

    /// The entries whose score is less or more. Those without one have 0, so that where 0 is meant too the others
    /// are found.
    fn score(&self, comparison: Comparison, score: i32) -> Result<Test, StoreError> {
        let zero = comparison.holds(0, i64::from(score));
        let query = match (comparison, zero) {
            (Comparison::More, false) => "SELECT entry FROM scores WHERE score > ?1",
            (Comparison::More, true) => "SELECT entry FROM scores WHERE score <= ?1",
            (Comparison::Less, false) => "SELECT entry FROM scores WHERE score < ?1",
            (Comparison::Less, true) => "SELECT entry FROM scores WHERE score >= ?1",
        };
        let entries = Test::Entries(self.entries(query, [score])?);
        Ok(if zero {
            Test::Not(Box::new(entries))
        } else {
            entries
        })
    }

    fn entries(&self, query: &str, parameters: impl Params) -> Result<Ids, StoreError> {
        let mut statement = self.connection.prepare_cached(query)?;
        let mut rows = statement.query(parameters)?;
        let mut ids = Ids::default();
        while let Some(row) = rows.next()? {
            ids.insert(row.get(0)?);
            if ids.len() % 1024 == 0 {
                self.interrupt.check()?;
            }
        }
        Ok(ids)
    }
}

/// The entries with a tag, and those with any.
pub(in crate::store) const TAGGED_SO: &str = "SELECT entry FROM tagged WHERE folded = ?1";
pub(in crate::store) const TAGGED: &str = "SELECT entry FROM tagged";

impl Test {
    /// Whether an entry passes; one of `kept` counts as unread.
    pub(super) fn passes(
        &self,
        connection: &Connection,
        row: &Row,
        kept: &[EntryId],
    ) -> Result<bool, StoreError> {
        let one = |test: &Self| test.passes(connection, row, kept);
        Ok(match self {
            Self::All(all) => {
                for test in all {
                    if !one(test)? {
                        return Ok(false);
                    }
                }
                true
            }
            Self::Any(any) => {
                for test in any {
                    if one(test)? {
                        return Ok(true);
                    }
                }
                false
            }
            Self::Not(inner) => !one(inner)?,
            Self::Unread => !row.read || kept.contains(&EntryId(row.id)),
            Self::Saved => row.saved,
            Self::Feeds(feeds) => feeds.contains(&row.feed),
            Self::Entries(ids) => ids.contains(row.id),
            Self::Hidden => row.hidden & HIDDEN != 0,
            Self::Age(Comparison::Less, since) => row.sorted_at > *since,
            Self::Age(Comparison::More, since) => row.sorted_at < *since,
            Self::Language(wanted, feeds) => in_language(connection, row, wanted, feeds)?,
            Self::Has(thing) => has(connection, row.id, *thing)?,
            Self::Words(comparison, count) => {
                let words = ask(
                    connection,
                    "SELECT words FROM indexed WHERE entry = ?1",
                    row.id,
                )?;
                words.is_some_and(|words| comparison.holds(words, i64::from(*count)))
            }
            Self::Pattern(column, pattern) => matches(connection, row.id, *column, pattern)?,
        })
    }
}

fn ask(connection: &Connection, query: &str, id: i64) -> Result<Option<i64>, StoreError> {
    let mut statement = connection.prepare_cached(query)?;
    Ok(statement.query_row([id], |row| row.get(0)).optional()?)
}

fn in_language(
    connection: &Connection,
    row: &Row,
    wanted: &str,
    feeds: &HashSet<i64>,
) -> Result<bool, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT language FROM headlines WHERE entry = ?1")?;
    let own: Option<Option<String>> = statement.query_row([row.id], |row| row.get(0)).optional()?;
    Ok(match own.flatten() {
        Some(own) => is_language(&own, wanted),
        None => feeds.contains(&row.feed),
    })
}

fn has(connection: &Connection, id: i64, thing: Thing) -> Result<bool, StoreError> {
    let query = match thing {
        Thing::Enclosure => "SELECT 1 FROM enclosures WHERE entry = ?1 LIMIT 1",
        Thing::Link => "SELECT 1 FROM headlines WHERE entry = ?1 AND link IS NOT NULL",
        Thing::Tag => "SELECT 1 FROM tagged WHERE entry = ?1 LIMIT 1",
    };
    Ok(ask(connection, query, id)?.is_some())
}

fn matches(
    connection: &Connection,
    id: i64,
    column: Option<Column>,
    pattern: &Pattern,
) -> Result<bool, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT title, author FROM headlines WHERE entry = ?1")?;
    let found = statement.query_row([id], |row| {
        let title = row.get_ref(0)?.as_str()?;
        let author = row.get_ref(1)?.as_str_or_null()?;
        Ok(pattern.finds(column, title, author.unwrap_or_default()))
    });
    Ok(found.optional()?.unwrap_or(false))
}
