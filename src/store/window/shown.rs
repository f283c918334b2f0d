//! Rows that stand for others, which tell the same story.

use super::{Source, Stretch};
use crate::model::{EntryId, Headline, List, Position, Search};
use crate::store::lists::{Plan, Section};
use crate::store::stories::{Member, Place, Stories};
use crate::store::{Reader, StoreError};

impl Reader {
    /// Reads at most so many rows of a list that is there whole.
    pub(super) fn listed<'a>(
        &self,
        source: &Source,
        positions: impl Iterator<Item = &'a Position>,
        wanted: usize,
    ) -> Result<Stretch, StoreError> {
        let mut rows = Vec::new();
        for position in positions {
            let place = source.place(position.entry)?;
            if place.behind {
                continue;
            }
            if rows.len() == wanted {
                return Ok((rows, true));
            }
            rows.extend(self.row(position.entry, &place)?);
        }
        Ok((rows, false))
    }

    /// How the stories of a list are shown. Who searches wants to see every answer, and what is hidden tells nothing.
    pub(super) fn stories(&self, list: &List, plan: &Plan, search: &Search) -> Shown<'_> {
        let shown = self.stories_once && search.query.is_empty() && plan.hidden() == 0;
        Shown {
            stories: shown.then(|| Stories::new(&self.connection)),
            once: list.shows_stories_once() && plan.sections != [Section::Saved],
        }
    }

    /// Reads a row that stands for others.
    pub(super) fn row(
        &self,
        entry: EntryId,
        place: &Place,
    ) -> Result<Option<Headline>, StoreError> {
        let row = self.entry(entry)?;
        Ok(row.map(|row| Headline {
            others: place.others.len(),
            ..row
        }))
    }

    /// Puts under some rows those that they stand for.
    pub(super) fn expanded(
        &self,
        rows: Vec<Headline>,
        source: &Source,
        expanded: &[EntryId],
    ) -> Result<Vec<Headline>, StoreError> {
        if expanded.is_empty() {
            return Ok(rows);
        }
        let mut all = Vec::with_capacity(rows.len());
        for row in rows {
            let (entry, open) = (row.id, expanded.contains(&row.id) && row.others > 0);
            all.push(row);
            if open {
                let others = source.place(entry)?.others;
                let nested = self.headlines(others.into_iter().map(EntryId))?;
                all.extend(nested.into_iter().map(|row| Headline {
                    nested: true,
                    ..row
                }));
            }
        }
        Ok(all)
    }
}

/// How the stories of a list are shown.
pub(super) struct Shown<'a> {
    /// `None` where nothing is made of them.
    stories: Option<Stories<'a>>,
    /// Each is one row.
    once: bool,
}

impl Shown<'_> {
    /// The place of an entry among the members of its story that the list holds.
    pub(in crate::store) fn place(
        &self,
        entry: i64,
        holds: impl Fn(&Member) -> Result<bool, StoreError>,
    ) -> Result<Place, StoreError> {
        match &self.stories {
            Some(stories) => stories.place(entry, self.once, holds),
            None => Ok(Place::default()),
        }
    }
}
