//! The conditions of a query, each with what has to be known to answer it.

use std::collections::HashSet;

use rusqlite::{Connection, OptionalExtension, Params};

use super::expression::expression;
use super::ids::Ids;
use super::looked::{Asked, Looked};
use crate::model::query::{Clause, Comparison, Term, Thing, is_language, is_named};
use crate::model::{EntryId, Feed, Timestamp, tag_key};
use crate::store::lists::HIDDEN;
use crate::store::{Interrupt, StoreError};
use crate::text::fold;

/// What a query asks of one entry.
#[derive(Debug)]
pub(super) enum Test<'a> {
    All(Vec<Test<'a>>),
    Any(Vec<Test<'a>>),
    Not(Box<Test<'a>>),
    Unread,
    Saved,
    Feeds(HashSet<i64>),
    Entries(Ids),
    Age(Comparison, Timestamp),
    Hidden,
    Looked(Looked<'a>),
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
pub(super) struct Resolver<'a, 'b> {
    pub(super) connection: &'a Connection,
    pub(super) interrupt: &'a Interrupt,
    pub(super) feeds: &'b [Feed],
    pub(super) now: Timestamp,
}

impl<'a> Resolver<'a, '_> {
    pub(super) fn test(&self, clause: &Clause) -> Result<Test<'a>, StoreError> {
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

    fn tests(&self, clauses: &[Clause]) -> Result<Vec<Test<'a>>, StoreError> {
        clauses.iter().map(|clause| self.test(clause)).collect()
    }

    fn term(&self, term: &Term) -> Result<Test<'a>, StoreError> {
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
            Term::Language(tag) => self.looked(Asked::Language(tag.clone(), self.feeds_in(tag)?)),
            Term::Has(thing) => self.looked(Asked::Has(*thing)),
            Term::Words(comparison, count) => self.looked(Asked::Words(*comparison, *count)),
            Term::Pattern(column, pattern) => self.looked(Asked::Pattern(*column, pattern.clone())),
        })
    }

    const fn looked(&self, asked: Asked) -> Test<'a> {
        Test::Looked(Looked::new(self.connection, self.interrupt, asked))
    }

    /// The listed feeds that a clause means, where it is about feeds alone, and names some.
    pub(super) fn feeds_meant(&self, clause: &Clause) -> Option<HashSet<i64>> {
        match clause {
            Clause::Term(term @ (Term::Feed(_) | Term::FeedPattern(_) | Term::Folder(_))) => {
                Some(self.feeds_of(term))
            }
            Clause::Any(any) => any.iter().try_fold(HashSet::new(), |mut feeds, clause| {
                feeds.extend(self.feeds_meant(clause)?);
                Some(feeds)
            }),
            Clause::Term(_) | Clause::Not(_) | Clause::All(_) => None,
        }
    }

    /// The listed feeds that a condition about feeds means.
    fn feeds_of(&self, term: &Term) -> HashSet<i64> {
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
    fn score(&self, comparison: Comparison, score: i32) -> Result<Test<'a>, StoreError> {
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

impl Test<'_> {
    /// Whether the number of an entry is enough to know that it does not pass.
    pub(super) fn excludes(&self, id: i64) -> bool {
        match self {
            Self::All(all) => all.iter().any(|test| test.excludes(id)),
            Self::Any(any) => any.iter().all(|test| test.excludes(id)),
            Self::Entries(ids) => !ids.contains(id),
            Self::Looked(looked) => looked.excludes(id),
            _ => false,
        }
    }

    /// Whether an entry passes; one of `kept` counts as unread.
    pub(super) fn passes(&self, row: &Row, kept: &[EntryId]) -> Result<bool, StoreError> {
        let one = |test: &Self| test.passes(row, kept);
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
            Self::Looked(looked) => looked.holds(row)?,
        })
    }
}
