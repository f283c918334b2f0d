//! How a refresh goes.

use crate::app::PollOutcome;

/// How the refresh under way goes, or how the last one went.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RefreshProgress {
    /// Feeds to be polled.
    pub feeds: u64,
    /// Feeds polled.
    pub done: u64,
    /// Feeds that failed.
    pub failed: u64,
    /// Entries not seen before.
    pub new: u64,
    /// Those of them that a rule wants the reader to be told of.
    pub notable: u64,
}

impl RefreshProgress {
    /// Whether feeds are being polled.
    #[must_use]
    pub const fn running(&self) -> bool {
        self.done < self.feeds
    }

    /// Adds feeds to the refresh under way, or begins one.
    pub fn start(&mut self, feeds: u64) {
        if !self.running() {
            *self = Self::default();
        }
        self.feeds += feeds;
    }

    /// Counts a feed that was polled.
    pub fn count(&mut self, outcome: PollOutcome) {
        // A poll that nobody announced is a refresh of one.
        self.feeds = self.feeds.max(self.done + 1);
        self.done += 1;
        match outcome {
            PollOutcome::Updated(sighting) => {
                self.new += sighting.new as u64;
                self.notable += sighting.notable as u64;
            }
            PollOutcome::Failed => self.failed += 1,
            PollOutcome::Unchanged | PollOutcome::PutOff { .. } => {}
        }
    }
}
