//! Conditions that are looked up in other tables: of each entry that is asked for, or of all at once where many are.

use std::cell::{Cell, OnceCell};
use std::collections::HashSet;

use rusqlite::{Connection, OptionalExtension, Row as Columns};

use super::ids::Ids;
use super::test::Row;
use crate::model::query::{Column, Comparison, Pattern, Thing, is_language};
use crate::store::{Interrupt, StoreError};

/// Of so many entries one is looked up by itself at most: to find one row costs as much as to read about so many that
/// lie in a row.
const SHARE: i64 = 8;

/// Entries that are looked up by themselves in any case.
const FEW: i64 = 500;

/// A condition that is looked up.
#[derive(Debug)]
pub(super) struct Looked<'a> {
    connection: &'a Connection,
    interrupt: &'a Interrupt,
    asked: Asked,
    /// How many entries are still looked up by themselves; not known before the first.
    left: Cell<Option<i64>>,
    /// Every entry that it holds of, once they are known.
    all: OnceCell<Ids>,
}

/// What is looked up.
#[derive(Debug)]
pub(super) enum Asked {
    /// The language asked for, and the feeds in it.
    Language(String, HashSet<i64>),
    Has(Thing),
    Words(Comparison, u32),
    Pattern(Option<Column>, Pattern),
}

impl<'a> Looked<'a> {
    pub(super) const fn new(
        connection: &'a Connection,
        interrupt: &'a Interrupt,
        asked: Asked,
    ) -> Self {
        Self {
            connection,
            interrupt,
            asked,
            left: Cell::new(None),
            all: OnceCell::new(),
        }
    }

    /// Whether it is known already not to hold of an entry.
    pub(super) fn excludes(&self, id: i64) -> bool {
        self.all.get().is_some_and(|all| !all.contains(id))
    }

    pub(super) fn holds(&self, row: &Row) -> Result<bool, StoreError> {
        if let Some(all) = self.all.get() {
            return Ok(all.contains(row.id));
        }
        let left = match self.left.get() {
            Some(left) => left,
            None => self.most()?,
        };
        self.left.set(Some(left - 1));
        if left > 0 {
            return self.holds_of(row.id);
        }
        let all = self.read_all()?;
        Ok(self.all.get_or_init(|| all).contains(row.id))
    }

    fn most(&self) -> Result<i64, StoreError> {
        let mut last = self
            .connection
            .prepare_cached("SELECT max(id) FROM entries")?;
        let last: Option<i64> = last.query_row([], |row| row.get(0))?;
        Ok((last.unwrap_or(0) / SHARE).max(FEW))
    }

    fn holds_of(&self, id: i64) -> Result<bool, StoreError> {
        let query = format!("{} WHERE entry = ?1 LIMIT 1", self.asked.source());
        let mut statement = self.connection.prepare_cached(&query)?;
        let found = statement.query_row([id], |row| self.asked.holds(row));
        Ok(found.optional()?.unwrap_or(false))
    }

    fn read_all(&self) -> Result<Ids, StoreError> {
        let mut statement = self.connection.prepare_cached(self.asked.source())?;
        let mut rows = statement.query([])?;
        let (mut ids, mut read) = (Ids::default(), 0_u32);
        while let Some(row) = rows.next()? {
            if self.asked.holds(row)? {
                ids.insert(row.get(0)?);
            }
            read += 1;
            if read.is_multiple_of(1024) {
                self.interrupt.check()?;
            }
        }
        Ok(ids)
    }
}

impl Asked {
    /// Where it is told of every entry that it may hold of.
    const fn source(&self) -> &'static str {
        match self {
            Self::Language(..) => "SELECT entry, feed, language FROM headlines",
            Self::Has(Thing::Enclosure) => "SELECT entry FROM enclosures",
            Self::Has(Thing::Link) => "SELECT entry, link IS NOT NULL FROM headlines",
            Self::Has(Thing::Tag) => "SELECT entry FROM tagged",
            Self::Words(..) => "SELECT entry, words FROM indexed",
            Self::Pattern(..) => "SELECT entry, title, author FROM headlines",
        }
    }

    fn holds(&self, row: &Columns<'_>) -> rusqlite::Result<bool> {
        Ok(match self {
            Self::Language(wanted, feeds) => match row.get_ref(2)?.as_str_or_null()? {
                Some(own) => is_language(own, wanted),
                None => feeds.contains(&row.get(1)?),
            },
            Self::Has(Thing::Enclosure | Thing::Tag) => true,
            Self::Has(Thing::Link) => row.get(1)?,
            Self::Words(comparison, count) => comparison.holds(row.get(1)?, i64::from(*count)),
            Self::Pattern(column, pattern) => {
                let title = row.get_ref(1)?.as_str()?;
                let author = row.get_ref(2)?.as_str_or_null()?;
                pattern.finds(*column, title, author.unwrap_or_default())
            }
        })
    }
}
