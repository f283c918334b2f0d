//! What the thread does when nobody wants anything of it: words are indexed, stories are found.

use std::time::Duration;

use super::{Tidings, contained};
use crate::store::Database;

/// How long entries are grouped or indexed before somebody who came meanwhile has their turn, in general. A mark waits
/// longer behind an entry that takes longer alone, and up to three times as long behind a step of grouping.
const STEP: Duration = Duration::from_millis(20);

/// After so many steps the screen is told how far the index is, for a search that waits for it.
const STEPS_TOLD: usize = 16;

/// How the index of words is filled, and what was told of it.
struct Indexing<'a> {
    tell: &'a dyn Fn(&Database, Tidings),
    /// Steps since something was told; none of the first, which is told of at once.
    untold: Option<usize>,
}

impl Indexing<'_> {
    /// Indexes some entries; says whether there are more. What fails is tried again after the next change.
    fn go_on(&mut self, database: &mut Database) -> bool {
        let more = match contained(|| database.index(STEP)) {
            Some(Ok(more)) => more,
            Some(Err(error)) => {
                tracing::warn!(?error, "entries cannot be indexed");
                false
            }
            None => false,
        };
        let steps = self.untold.map(|steps| steps + usize::from(more));
        self.untold = Some(steps.unwrap_or_default());
        if steps.is_none_or(|steps| steps >= STEPS_TOLD || (steps > 0 && !more)) {
            // The first step counts on, so that the end of a short way is told as well.
            self.untold = Some(usize::from(steps.is_none() && more));
            match database.index_percent() {
                Ok(percent) => (self.tell)(database, Tidings::Indexed(percent)),
                Err(error) => tracing::warn!(?error, "the index cannot be looked at"),
            }
        }
        more
    }
}

/// What there may be to do when there is nothing else to do.
pub(super) struct Idle<'a> {
    indexing: Indexing<'a>,
    words: bool,
    stories: bool,
    /// The stories had the last turn, or something new came: searches look for words, and what they do not find in the
    /// first second they do not show.
    words_first: bool,
}

impl<'a> Idle<'a> {
    /// Entries may be waiting for both.
    pub(super) const fn new(tell: &'a dyn Fn(&Database, Tidings)) -> Self {
        Self {
            indexing: Indexing { tell, untold: None },
            words: true,
            stories: true,
            words_first: true,
        }
    }

    /// Something may have come.
    pub(super) const fn note_news(&mut self) {
        (self.words, self.stories, self.words_first) = (true, true, true);
    }

    pub(super) const fn is_behind(&self) -> bool {
        self.words || self.stories
    }

    /// Does one step.
    pub(super) fn go_on(&mut self, database: &mut Database) {
        if self.words && (self.words_first || !self.stories) {
            self.words = self.indexing.go_on(database);
        } else if self.stories {
            self.stories = go_on_grouping(database, self.indexing.tell);
        }
        self.words_first = !self.words_first;
        if !self.is_behind() {
            database.rest();
        }
    }
}

/// Groups some entries by what they tell; says whether there is more to do.
fn go_on_grouping(database: &mut Database, tell: &dyn Fn(&Database, Tidings)) -> bool {
    match contained(|| database.group_stories(STEP)) {
        Some(Ok(step)) => {
            if step.changed {
                tell(database, Tidings::Regrouped);
            }
            step.more
        }
        Some(Err(error)) => {
            tracing::warn!(?error, "stories cannot be looked for");
            false
        }
        None => false,
    }
}
