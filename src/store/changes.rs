//! The entries that an action of the reader changes.

use std::collections::BTreeMap;

use rusqlite::{Connection, Rows, Transaction, named_params};

use super::StoreError;
use super::lists::{HIDDEN, Plan, Section};
use super::marks::Mark;
use super::runs::Runs;
use crate::model::EntryId;

/// The entries that an action really changes, and how many of each feed.
#[derive(Default)]
pub(super) struct Changes {
    entries: Vec<i64>,
    by_feed: BTreeMap<i64, Counts>,
}

/// What is counted of the entries of a feed, or what is to be added to that.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
    pub(super) total: i64,
    pub(super) unread: i64,
    pub(super) saved: i64,
}

impl Counts {
    pub(super) const fn of(total: i64, unread: i64, saved: i64) -> Self {
        Self {
            total,
            unread,
            saved,
        }
    }

    /// Counts one entry more.
    pub(super) fn add(&mut self, read: bool, saved: bool) {
        self.total += 1;
        self.unread += i64::from(!read);
        self.saved += i64::from(saved);
    }

    /// Adds this to the counts of a feed.
    pub(super) fn write(self, connection: &Connection, feed: i64) -> Result<(), StoreError> {
        connection
            .prepare_cached(
                "UPDATE feeds SET total = total + ?2, unread = unread + ?3, saved = saved + ?4
                 WHERE id = ?1",
            )?
            .execute((feed, self.total, self.unread, self.saved))?;
        Ok(())
    }
}

impl Changes {
    /// Finds what is in a list, was there to be seen and passes, to have a mark that nothing there has.
    pub(super) fn listed(
        transaction: &Transaction<'_>,
        mark: Mark,
        plan: &Plan,
        newest: EntryId,
        passes: &impl Fn(i64) -> Result<bool, StoreError>,
    ) -> Result<Self, StoreError> {
        let mut changes = Self::default();
        for section in &plan.sections {
            let mut statement = transaction.prepare_cached(&listed_query(*section, plan.unread))?;
            let (floor, newest) = (plan.floor.0, newest.0);
            let rows = match section.feed() {
                Some(feed) => statement
                    .query(named_params! { ":feed": feed, ":floor": floor, ":newest": newest })?,
                None => statement.query(named_params! { ":floor": floor, ":newest": newest })?,
            };
            changes.gather(rows, mark == Mark::Shown, passes)?;
        }
        Ok(changes)
    }

    /// How many entries there are.
    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }

    /// Finds those of some entries that do not have a mark.
    pub(super) fn without(
        transaction: &Transaction<'_>,
        mark: Mark,
        entries: &Runs,
    ) -> Result<Self, StoreError> {
        let mut changes = Self::default();
        let mut statement = transaction.prepare_cached(mark.without())?;
        for run in entries.iter() {
            let rows = statement.query((run.start(), run.end()))?;
            changes.gather(rows, mark == Mark::Shown, &|_| Ok(true))?;
        }
        Ok(changes)
    }

    /// Adds rows of an entry, its feed, whether it is read and saved, and why it is hidden, if the entry passes.
    /// What a rule or the reader has hidden is not counted, unless it is about to be shown.
    fn gather(
        &mut self,
        mut rows: Rows<'_>,
        shown: bool,
        passes: &impl Fn(i64) -> Result<bool, StoreError>,
    ) -> Result<(), StoreError> {
        while let Some(row) = rows.next()? {
            let entry = row.get(0)?;
            if !passes(entry)? {
                continue;
            }
            self.entries.push(entry);
            if shown || row.get::<_, i64>(4)? & HIDDEN == 0 {
                let counts = self.by_feed.entry(row.get(1)?).or_default();
                counts.add(row.get(2)?, row.get(3)?);
            }
        }
        Ok(())
    }

    /// Sets a mark on the entries, which do not have it, and brings the counts of their feeds in line.
    ///
    /// This goes run by run, in the order of the table: for thousands that takes half the time of going in the
    /// order of the list.
    pub(super) fn set(self, transaction: &Transaction<'_>, mark: Mark) -> Result<Runs, StoreError> {
        let runs = Runs::of(self.entries);
        let mut statement = transaction.prepare_cached(mark.statement())?;
        for run in runs.iter() {
            statement.execute((run.start(), run.end()))?;
        }
        for (feed, counts) in self.by_feed {
            mark.counts(counts).write(transaction, feed)?;
        }
        Ok(runs)
    }
}

/// The query for what is in a section, or unread there.
pub(super) fn listed_query(section: Section, unread: bool) -> String {
    let (table, condition) = section.source(unread);
    format!(
        "SELECT id, feed, read, saved, hidden FROM {table} WHERE {condition} AND sorted_at >= :floor AND id <= :newest"
    )
}
