//! What is unread in a list: the next entry, and how many there are.

use super::within;
use crate::model::{Filter, Headline, List, Search, SmartList, Timestamp, UnreadRequest};
use crate::store::lists::Plan;
use crate::store::search::{Newest, Sieve};
use crate::store::walk::{BOTTOM, MOST, Route, TOP, Walk, Way};
use crate::store::{Reader, StoreError};

impl Reader {
    /// Finds the next unread entry of a list.
    ///
    /// # Errors
    /// When the cache cannot be read, and [`StoreError::Interrupted`].
    pub fn next_unread(&self, request: &UnreadRequest) -> Result<Option<Headline>, StoreError> {
        self.interrupt.over(|| self.find_unread(request))
    }

    fn find_unread(&self, request: &UnreadRequest) -> Result<Option<Headline>, StoreError> {
        let _snapshot = self.snapshot()?;
        let list = &request.list;
        let plan = Plan::new(&self.connection, list, Filter::Unread, request.day_start)?;
        let search = own(list, request.now);
        let sieve = Sieve::new(&self.connection, &self.interrupt, plan, &search, &[])?;
        let answers = Newest::Walked(sieve.ids()?);
        let passes = |id| -> Result<bool, StoreError> {
            Ok(search.query.is_empty() || answers.is_answer(id, &sieve)?)
        };
        let stories = self.stories(list, &sieve.plan, &Search::default());
        let (way, end) = if request.forward {
            (Way::Down, TOP)
        } else {
            (Way::Up, BOTTOM)
        };
        let route = Route {
            plan: &sieve.plan,
            way,
            from: request.from.unwrap_or(end),
            expected: 1,
        };
        let mut walk = Walk::new(&self.connection, &self.interrupt, route, &[])?;
        while let Some(step) = walk.step()? {
            let id = step.entry.0;
            if !passes(id)? {
                continue;
            }
            let place = stories.place(id, |member| {
                let listed = sieve
                    .plan
                    .holds(member.feed, member.saved, member.sorted_at);
                Ok(!member.read && listed && passes(member.id)?)
            })?;
            if !place.behind {
                return self.entry(step.entry);
            }
        }
        Ok(None)
    }

    /// Counts the unread entries of a list that a query makes.
    ///
    /// # Errors
    /// When the cache cannot be read, and [`StoreError::Interrupted`].
    pub fn count_unread(&self, list: &SmartList, now: Timestamp) -> Result<u64, StoreError> {
        self.interrupt.over(|| self.count(list, now))
    }

    fn count(&self, list: &SmartList, now: Timestamp) -> Result<u64, StoreError> {
        let _snapshot = self.snapshot()?;
        let list = List::Smart(list.clone());
        let plan = Plan::new(&self.connection, &list, Filter::Unread, now)?;
        let search = own(&list, now);
        let sieve = Sieve::new(&self.connection, &self.interrupt, plan, &search, &[])?;
        let newest = sieve.newest()?;
        if let Newest::Listed(positions) = &newest {
            return Ok(positions.len() as u64);
        }
        let route = Route {
            plan: &sieve.plan,
            way: Way::Down,
            from: TOP,
            expected: MOST,
        };
        let mut walk = Walk::new(&self.connection, &self.interrupt, route, &[])?;
        let mut count = 0;
        while let Some(step) = walk.step()? {
            count += u64::from(newest.is_answer(step.entry.0, &sieve)?);
        }
        Ok(count)
    }
}

/// What a list asks for by itself.
fn own(list: &List, now: Timestamp) -> Search {
    let search = Search {
        now,
        ..Search::default()
    };
    within(list, &search)
}
