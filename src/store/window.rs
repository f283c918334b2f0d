//! Windows over lists.

use std::cmp::Reverse;

use rusqlite::OptionalExtension;

use super::lists::Plan;
use super::walk::{BOTTOM, MOST, Route, Step, TOP, Walk, Way};
use super::{Reader, StoreError};
use crate::model::{
    Anchor, EntryId, Filter, Headline, List, Position, Timestamp, Window, WindowRequest,
};
use crate::text::Needle;

pub(super) const KEPT: &str = "
    SELECT sorted_at, title, entries.feed, saved
    FROM entries JOIN headlines ON entry = id
    WHERE id = ?1 AND hidden = 0 AND read = 1";

impl Reader {
    /// Reads a stretch of a list: the row at the anchor where there is one, at most `reach` rows before it and
    /// at most `reach` after it.
    ///
    /// The cost does not depend on the length of the list; a search reads from the anchor on until it has found
    /// enough.
    ///
    /// # Errors
    /// When the cache cannot be read, and [`StoreError::Interrupted`].
    pub fn window(&self, request: &WindowRequest) -> Result<Window, StoreError> {
        self.interrupt.begin();
        // One state of the cache for all the queries.
        let _snapshot = self.connection.unchecked_transaction()?;
        let plan = Plan::new(
            &self.connection,
            &request.list,
            request.filter,
            request.day_start,
        )?;
        let search = Search {
            query: Needle::new(&request.search),
            kept: self.kept(&plan, &request.kept)?,
            plan,
        };
        let (reach, with_anchor) = (request.reach, request.reach.saturating_add(1));
        let (up, down) = match request.anchor {
            Anchor::First => (None, Some((TOP, with_anchor))),
            Anchor::Last => (Some((BOTTOM, with_anchor)), None),
            Anchor::Around(place) => (
                Some((place, reach)),
                Some((just_before(place), with_anchor)),
            ),
        };
        let (mut rows, more_before) = self.stretch(&search, Way::Up, up)?;
        rows.reverse();
        let (after, more_after) = self.stretch(&search, Way::Down, down)?;
        rows.extend(after);
        Ok(Window {
            rows,
            more_before,
            more_after,
        })
    }

    /// Finds the next unread entry of a list after `from`, or the one before it when not `forward`; without
    /// `from`, the first or the last.
    ///
    /// # Errors
    /// When the cache cannot be read.
    pub fn next_unread(
        &self,
        list: &List,
        from: Option<Position>,
        forward: bool,
        day_start: Timestamp,
    ) -> Result<Option<Headline>, StoreError> {
        self.interrupt.begin();
        let _snapshot = self.connection.unchecked_transaction()?;
        let plan = Plan::new(&self.connection, list, Filter::Unread, day_start)?;
        let (way, end) = if forward {
            (Way::Down, TOP)
        } else {
            (Way::Up, BOTTOM)
        };
        let route = Route {
            plan: &plan,
            way,
            from: from.unwrap_or(end),
            expected: 1,
            titles: false,
        };
        match Walk::new(&self.connection, &self.interrupt, route, &[])?.step()? {
            Some(step) => self.entry(step.position.entry),
            None => Ok(None),
        }
    }

    /// Reads at most so many rows beyond a place, and whether there are more.
    fn stretch(
        &self,
        search: &Search,
        way: Way,
        wanted: Option<(Position, usize)>,
    ) -> Result<(Vec<Headline>, bool), StoreError> {
        let mut rows = Vec::new();
        let Some((from, wanted)) = wanted else {
            return Ok((rows, false));
        };
        let titles = !search.query.is_empty();
        let route = Route {
            plan: &search.plan,
            way,
            from,
            // A search may have to go far; the pieces are still short enough for an interrupt to be heard.
            expected: if titles {
                MOST
            } else {
                wanted.saturating_add(1)
            },
            titles,
        };
        let mut walk = Walk::new(&self.connection, &self.interrupt, route, &search.kept)?;
        while let Some(step) = walk.step()? {
            if !search.finds(&step) {
                continue;
            }
            if rows.len() == wanted {
                return Ok((rows, true));
            }
            rows.extend(self.entry(step.position.entry)?);
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
            let found = statement.query_row([entry.0], |row| {
                let sorted_at = Timestamp(row.get(0)?);
                let position = Position {
                    sorted_at,
                    entry: *entry,
                };
                let step = Step {
                    position,
                    title: row.get(1)?,
                };
                Ok(plan
                    .holds(row.get(2)?, row.get(3)?, sorted_at)
                    .then_some(step))
            });
            kept.extend(found.optional()?.flatten());
        }
        kept.sort_unstable_by_key(|step| Reverse(step.position));
        kept.dedup();
        Ok(kept)
    }
}

/// What a window is cut from.
struct Search {
    plan: Plan,
    /// Empty for every entry.
    query: Needle,
    kept: Vec<Step>,
}

impl Search {
    fn finds(&self, step: &Step) -> bool {
        self.query.is_empty() || self.query.is_in(&step.title)
    }
}

/// The place from which a walk down begins with the row at `position`.
fn just_before(position: Position) -> Position {
    Position {
        entry: EntryId(position.entry.0.saturating_add(1)),
        ..position
    }
}
