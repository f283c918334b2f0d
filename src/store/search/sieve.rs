//! A query resolved for one list.

use std::collections::HashSet;

use rusqlite::Connection;

use super::expression::{Parted, part};
use super::test::{Resolver, Row, Test};
use super::weighing::Weighing;
use crate::model::query::{Clause, Comparison, Term};
use crate::model::{EntryId, Feed, Search, Timestamp};
use crate::store::lists::{Plan, Section};
use crate::store::{Interrupt, StoreError, subscriptions};

/// What an entry has to pass to be in a list and answer a query.
pub(in crate::store) struct Sieve<'a> {
    pub(super) connection: &'a Connection,
    pub(super) interrupt: &'a Interrupt,
    /// The list, narrowed to what the query leaves of it.
    pub(in crate::store) plan: Plan,
    /// What the index of words is asked.
    pub(super) expression: Option<String>,
    pub(super) weighing: Weighing,
    /// What is asked of each entry.
    pub(super) test: Test<'a>,
    pub(super) kept: Vec<EntryId>,
    pub(super) now: Timestamp,
}

impl<'a> Sieve<'a> {
    pub(in crate::store) fn new(
        connection: &'a Connection,
        interrupt: &'a Interrupt,
        plan: Plan,
        search: &Search,
        kept: &[EntryId],
    ) -> Result<Self, StoreError> {
        // The key that looks for what is unread next has a sieve too, and mostly no query.
        let feeds = if search.query.asks_for_feeds() {
            subscriptions::feeds(connection)?
        } else {
            Vec::new()
        };
        let resolver = Resolver {
            connection,
            interrupt,
            feeds: &feeds,
            now: search.now,
        };
        let clauses = search.query.conditions();
        let weighing = Weighing::of(&clauses);
        let Parted { expression, rest } = part(clauses);
        let mut plan = plan;
        let of_list = turn_to_hidden(&mut plan, &rest);
        let rest: Vec<Clause> = rest
            .into_iter()
            .filter(|clause| !narrow(&mut plan, clause, &resolver))
            .collect();
        let tests: Result<Vec<Test<'a>>, StoreError> = of_list
            .into_iter()
            .map(Ok)
            .chain(rest.iter().map(|clause| resolver.test(clause)))
            .collect();
        Ok(Self {
            connection,
            interrupt,
            plan,
            expression,
            weighing,
            test: Test::All(tests?),
            kept: kept.to_vec(),
            now: search.now,
        })
    }

    /// Whether an entry passes all but the index of words.
    pub(in crate::store) fn passes(&self, id: i64) -> Result<bool, StoreError> {
        let Some(row) = Row::read(self.connection, id)? else {
            return Ok(false);
        };
        self.passes_row(&row)
    }

    pub(super) fn passes_row(&self, row: &Row) -> Result<bool, StoreError> {
        let unread = !self.plan.unread || !row.read || self.kept.contains(&EntryId(row.id));
        let listed = row.hidden == self.plan.hidden()
            && unread
            && self.plan.holds(row.feed, row.saved, row.sorted_at);
        Ok(listed && self.test.passes(row, &self.kept)?)
    }

    pub(super) fn resolver<'b>(&'b self, feeds: &'b [Feed]) -> Resolver<'a, 'b> {
        Resolver {
            connection: self.connection,
            interrupt: self.interrupt,
            feeds,
            now: self.now,
        }
    }
}

/// Makes a list that of its hidden entries, where a query asks for those; gives what an entry must pass to be of the
/// list.
fn turn_to_hidden<'a>(plan: &mut Plan, clauses: &[Clause]) -> Option<Test<'a>> {
    if !clauses.contains(&Clause::Term(Term::Hidden)) {
        return None;
    }
    let sections = std::mem::replace(&mut plan.sections, vec![Section::Hidden]);
    match sections.as_slice() {
        [Section::All | Section::Hidden] => None,
        [Section::Saved] => Some(Test::Saved),
        feeds => Some(Test::Feeds(
            feeds.iter().filter_map(|section| section.feed()).collect(),
        )),
    }
}

/// Lets the list itself answer a condition, by another of its indexes; says whether it does.
fn narrow(plan: &mut Plan, clause: &Clause, resolver: &Resolver) -> bool {
    if !plan.sections.contains(&Section::Saved)
        && !plan.sections.contains(&Section::Hidden)
        && let Some(meant) = resolver.feeds_meant(clause)
    {
        narrow_to(plan, meant);
        return true;
    }
    let Clause::Term(term) = clause else {
        return false;
    };
    match term {
        Term::Unread => plan.unread = true,
        Term::Saved if plan.sections == [Section::All] => plan.sections = vec![Section::Saved],
        Term::Hidden if plan.sections == [Section::Hidden] => {}
        Term::Age(Comparison::Less, seconds) => {
            // Younger by a second than the age itself.
            let since = resolver.now.plus_seconds(1 - seconds);
            plan.floor = plan.floor.max(since);
        }
        _ => return false,
    }
    true
}

/// Leaves of a list what is of some feeds.
fn narrow_to(plan: &mut Plan, feeds: HashSet<i64>) {
    if plan.sections == [Section::All] {
        let mut feeds: Vec<i64> = feeds.into_iter().collect();
        feeds.sort_unstable();
        plan.sections = feeds.into_iter().map(Section::Feed).collect();
    } else {
        plan.sections
            .retain(|section| section.feed().is_some_and(|feed| feeds.contains(&feed)));
    }
}
