//! A query resolved for one list.

use rusqlite::Connection;

use super::expression::{Parted, part};
use super::test::{Resolver, Row, Test};
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
    /// What is asked of each entry.
    pub(super) test: Test,
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
        let clauses = match search.query.clause.clone() {
            Clause::All(all) => all,
            clause => vec![clause],
        };
        let Parted { expression, rest } = part(clauses);
        let mut plan = plan;
        let of_list = turn_to_hidden(&mut plan, &rest);
        let rest: Vec<Clause> = rest
            .into_iter()
            .filter(|clause| !narrow(&mut plan, clause, &resolver))
            .collect();
        let tests: Result<Vec<Test>, StoreError> = of_list
            .into_iter()
            .map(Ok)
            .chain(rest.iter().map(|clause| resolver.test(clause)))
            .collect();
        Ok(Self {
            connection,
            interrupt,
            plan,
            expression,
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
        Ok(listed && self.test.passes(self.connection, row, &self.kept)?)
    }

    pub(super) fn resolver<'b>(&'b self, feeds: &'b [Feed]) -> Resolver<'b> {
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
fn turn_to_hidden(plan: &mut Plan, clauses: &[Clause]) -> Option<Test> {
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
    let Clause::Term(term) = clause else {
        return false;
    };
    match term {
        Term::Unread => plan.unread = true,
        Term::Saved if plan.sections == [Section::All] => plan.sections = vec![Section::Saved],
        Term::Hidden if plan.sections == [Section::Hidden] => {}
        Term::Feed(_) | Term::FeedPattern(_) | Term::Folder(_)
            if !plan.sections.contains(&Section::Saved)
                && !plan.sections.contains(&Section::Hidden) =>
        {
            let meant = resolver.feeds_of(term);
            if plan.sections == [Section::All] {
                let mut meant: Vec<i64> = meant.into_iter().collect();
                meant.sort_unstable();
                plan.sections = meant.into_iter().map(Section::Feed).collect();
            } else {
                plan.sections
                    .retain(|section| section.feed().is_some_and(|feed| meant.contains(&feed)));
            }
        }
        Term::Age(Comparison::Less, seconds) => {
            // Younger by a second than the age itself.
            let since = resolver.now.plus_seconds(1 - seconds);
            plan.floor = plan.floor.max(since);
        }
        _ => return false,
    }
    true
}
