//! Windows over lists.

mod shown;
mod unread;

use std::cmp::Reverse;

use rusqlite::OptionalExtension;

use super::lists::Plan;
use super::search::{Newest, Sieve};
use super::stories::Place;
use super::walk::{BOTTOM, MOST, Route, Step, TOP, Walk, Way};
use super::{Reader, StoreError};
use crate::model::{
    Anchor, EntryId, Headline, List, Position, Search, Timestamp, Window, WindowRequest,
};

use shown::Shown;

pub(super) const KEPT: &str = "
    SELECT sorted_at, entries.feed, saved FROM entries WHERE id = ?1 AND hidden = ?2 AND read = 1";

/// Some rows of a list, and whether there are more beyond the last.
type Stretch = (Vec<Headline>, bool);

impl Reader {
    /// Reads a stretch of a list: the row at the anchor where there is one, and at most so many rows before it and
    /// after it as are wanted. The best answers to a search are a list of their own, which has its anchor
    /// always at the first row, and nothing beyond the window.
    ///
    /// The cost does not depend on the length of the list; a search for other things than words reads from the
    /// anchor on until it has found enough.
    ///
    /// # Errors
    /// When the cache cannot be read, and [`StoreError::Interrupted`].
    pub fn window(&self, request: &WindowRequest) -> Result<Window, StoreError> {
        self.interrupt.over(|| self.read_window(request))
    }

    fn read_window(&self, request: &WindowRequest) -> Result<Window, StoreError> {
        let _snapshot = self.snapshot()?;
        Ok(Window {
            newest: self.newest()?,
            ..self.read_rows(request)?
        })
    }

    /// The last entry that has come; numbers are given in the order of arrival.
    fn newest(&self) -> Result<Option<EntryId>, StoreError> {
        let query = "SELECT max(id) FROM entries";
        let mut statement = self.connection.prepare_cached(query)?;
        let newest: Option<i64> = statement.query_row([], |row| row.get(0))?;
        Ok(newest.map(EntryId))
    }

    fn read_rows(&self, request: &WindowRequest) -> Result<Window, StoreError> {
        let plan = Plan::new(
            &self.connection,
            &request.list,
            request.filter,
            request.day_start,
        )?;
        let search = within(&request.list, &request.search);
        if search.query.is_empty() {
            return self.cut(request, &plan, None);
        }
        let sieve = Sieve::new(
            &self.connection,
            &self.interrupt,
            plan,
            &search,
            &request.kept,
        )?;
        if request.search.best_first
            && let Some(best) = sieve.best(request.before.saturating_add(request.after))?
        {
            return self.whole(best);
        }
        let newest = sieve.newest()?;
        match &newest {
            Newest::Listed(positions) => self.cut_listed(request, (&sieve, &newest), positions),
            Newest::Walked(_) => self.cut(request, &sieve.plan, Some((&sieve, &newest))),
        }
    }

    /// Cuts a window out of a list by walking along it.
    fn cut(
        &self,
        request: &WindowRequest,
        plan: &Plan,
        search: Option<(&Sieve, &Newest)>,
    ) -> Result<Window, StoreError> {
        let source = Source {
            plan,
            search,
            kept: self.kept(plan, &request.kept)?,
            stories: self.stories(&request.list, plan, &request.search),
        };
        let with_anchor = |rows: usize| rows.saturating_add(1);
        let (up, down) = match request.anchor {
            Anchor::First => (None, Some((TOP, with_anchor(request.after)))),
            Anchor::Last => (Some((BOTTOM, with_anchor(request.before))), None),
            Anchor::Around(place) => (
                Some((place, request.before)),
                Some((just_before(place), with_anchor(request.after))),
            ),
        };
        let before = self.stretch(&source, Way::Up, up)?;
        let after = self.stretch(&source, Way::Down, down)?;
        self.joined(before, after, &source, &request.expanded)
    }

    /// Cuts a window out of a list that is there whole, newest first.
    fn cut_listed(
        &self,
        request: &WindowRequest,
        search: (&Sieve, &Newest),
        positions: &[Position],
    ) -> Result<Window, StoreError> {
        let source = Source {
            plan: &search.0.plan,
            search: Some(search),
            kept: Vec::new(),
            stories: self.stories(&request.list, &search.0.plan, &request.search),
        };
        let anchor = match request.anchor {
            Anchor::First => 0,
            Anchor::Last => positions.len().saturating_sub(1),
            Anchor::Around(place) => positions.partition_point(|position| *position > place),
        };
        let (before, after) = positions.split_at(anchor.min(positions.len()));
        let with_anchor = request.after.saturating_add(1);
        let before = self.listed(&source, before.iter().rev(), request.before)?;
        let after = self.listed(&source, after.iter(), with_anchor)?;
        self.joined(before, after, &source, &request.expanded)
    }

    /// Makes a window of what was read up from an anchor and down from it.
    fn joined(
        &self,
        (mut rows, more_before): Stretch,
        (after, more_after): Stretch,
        source: &Source,
        expanded: &[EntryId],
    ) -> Result<Window, StoreError> {
        rows.reverse();
        rows.extend(after);
        Ok(Window {
            rows: self.expanded(rows, source, expanded)?,
            more_before,
            more_after,
            ..Window::default()
        })
    }

    /// A window that is the whole list.
    fn whole(&self, entries: Vec<i64>) -> Result<Window, StoreError> {
        Ok(Window {
            rows: self.headlines(entries.into_iter().map(EntryId))?,
            ..Window::default()
        })
    }

    fn headlines(
        &self,
        entries: impl Iterator<Item = EntryId>,
    ) -> Result<Vec<Headline>, StoreError> {
        let mut rows = Vec::new();
        for entry in entries {
            rows.extend(self.entry(entry)?);
        }
        Ok(rows)
    }

    /// Reads at most so many rows beyond a place.
    fn stretch(
        &self,
        source: &Source,
        way: Way,
        wanted: Option<(Position, usize)>,
    ) -> Result<Stretch, StoreError> {
        let mut rows = Vec::new();
        let Some((from, wanted)) = wanted else {
            return Ok((rows, false));
        };
        let route = Route {
            plan: source.plan,
            way,
            from,
            // A search may have to go far; the pieces are still short enough for an interrupt to be heard.
            expected: match source.search {
                Some(_) => MOST,
                None => wanted.saturating_add(1),
            },
        };
        let mut walk = Walk::new(&self.connection, &self.interrupt, route, &source.kept)?;
        while let Some(step) = walk.step()? {
            if !source.holds(step)? {
                continue;
            }
            let place = source.place(step.entry)?;
            if place.behind {
                continue;
            }
            if rows.len() == wanted {
                return Ok((rows, true));
            }
            rows.extend(self.row(step.entry, &place)?);
        }
        Ok((rows, false))
    }

    /// Finds those of the kept entries that would not be in the list without that, in its order.
    fn kept(&self, plan: &Plan, entries: &[EntryId]) -> Result<Vec<Step>, StoreError> {
        if !plan.unread {
            return Ok(Vec::new());
        }
        let mut statement = self.connection.prepare_cached(KEPT)?;
        let mut kept = Vec::new();
        for entry in entries {
            let found = statement.query_row((entry.0, plan.hidden()), |row| {
                let sorted_at = Timestamp(row.get(0)?);
                let position = Position {
                    sorted_at,
                    entry: *entry,
                };
                Ok(plan
                    .holds(row.get(1)?, row.get(2)?, sorted_at)
                    .then_some(position))
            });
            kept.extend(found.optional()?.flatten());
        }
        kept.sort_unstable_by_key(|position| Reverse(*position));
        kept.dedup();
        Ok(kept)
    }
}

/// What a window is cut from.
struct Source<'a> {
    plan: &'a Plan,
    /// What rows must pass besides being in the list.
    search: Option<(&'a Sieve<'a>, &'a Newest)>,
    kept: Vec<Step>,
    stories: Shown<'a>,
}

impl Source<'_> {
    fn place(&self, entry: EntryId) -> Result<Place, StoreError> {
        self.stories.place(entry.0, |member| {
            let kept = || self.kept.iter().any(|step| step.entry.0 == member.id);
            let listed = self.plan.holds(member.feed, member.saved, member.sorted_at)
                && (!self.plan.unread || !member.read || kept());
            let position = Position {
                sorted_at: member.sorted_at,
                entry: EntryId(member.id),
            };
            Ok(listed && self.holds(position)?)
        })
    }

    fn holds(&self, step: Step) -> Result<bool, StoreError> {
        match self.search {
            None => Ok(true),
            Some((_, Newest::Listed(positions))) => {
                let newest_first = |position: &Position| step.cmp(position);
                Ok(positions.binary_search_by(newest_first).is_ok())
            }
            Some((sieve, newest)) => newest.is_answer(step.entry.0, sieve),
        }
    }
}

/// A search within a list that a query makes is for both.
pub(super) fn within(list: &List, search: &Search) -> Search {
    match list.query() {
        None => search.clone(),
        Some(query) => Search {
            query: query.and(&search.query),
            ..search.clone()
        },
    }
}

/// The place from which a walk down begins with the row at `position`.
fn just_before(position: Position) -> Position {
    Position {
        entry: EntryId(position.entry.0.saturating_add(1)),
        ..position
    }
}
