//! What rows show of the texts of their entries: the words around what a search found.

use std::collections::HashMap;

use crate::app::RequestId;
use crate::model::{EntryId, Query};
use crate::text::CleanText;

/// Snippets kept beyond the screen, for the way back; then all but those of the screen are made anew.
const KEPT: usize = 1_000;

/// The snippets of a list, as far as they were on the screen.
#[derive(Clone, Debug, Default)]
pub struct Snippets {
    /// What the rows at hand answer; none where they do not answer words.
    query: Option<Query>,
    /// With the count of queries at which each was made: one made for the query before is shown until it is made anew.
    texts: HashMap<EntryId, (u64, CleanText)>,
    queries: u64,
    awaited: Option<(RequestId, Vec<EntryId>)>,
}

impl Snippets {
    /// Whether rows have snippets.
    #[must_use]
    pub const fn shown(&self) -> bool {
        self.query.is_some()
    }

    /// What is shown of the text of an entry, once it is here.
    #[must_use]
    pub fn of(&self, entry: EntryId) -> Option<&CleanText> {
        self.texts.get(&entry).map(|(_, text)| text)
    }

    /// Takes the query that the rows answer from now on.
    pub(super) fn set_query(&mut self, query: Option<&Query>) {
        if self.query.as_ref() == query {
            return;
        }
        self.query = query.cloned();
        self.queries += 1;
        self.awaited = None;
        if query.is_none() || self.texts.len() > KEPT {
            self.texts.clear();
        }
    }

    /// Names those of some entries whose snippets are to be made, and what for; none while they are being made.
    pub(super) fn missing(&self, entries: &[EntryId]) -> Option<(&Query, Vec<EntryId>)> {
        let query = self.query.as_ref()?;
        let current = |entry: &EntryId| {
            let made = self.texts.get(entry);
            made.is_some_and(|(made, _)| *made == self.queries)
        };
        let missing: Vec<EntryId> = entries.iter().copied().filter(|id| !current(id)).collect();
        let awaited = self.awaited.as_ref();
        let awaited = awaited.map_or(&[][..], |(_, entries)| entries);
        let coming = missing.iter().all(|entry| awaited.contains(entry));
        (!coming).then_some((query, missing))
    }

    /// Notes that some were asked for.
    pub(super) fn note_asked(&mut self, request: RequestId, entries: Vec<EntryId>) {
        self.awaited = Some((request, entries));
    }

    /// Takes those that were asked for last.
    pub(super) fn load(&mut self, request: RequestId, snippets: Vec<(EntryId, CleanText)>) {
        if self
            .awaited
            .take_if(|(awaited, _)| *awaited == request)
            .is_some()
        {
            let made = snippets
                .into_iter()
                .map(|(entry, text)| (entry, (self.queries, text)));
            self.texts.extend(made);
        }
    }
}
