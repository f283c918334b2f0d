//! Pictures of articles, fetched as pages are.

use std::time::Duration;

use super::{PollError, Polls};
use crate::app::WantedPicture;
use crate::feed::fetch::Kind;

impl Polls {
    /// Fetches a picture of an entry, as it is.
    pub(in crate::runtime) async fn picture(
        &self,
        wanted: &WantedPicture,
    ) -> Result<Vec<u8>, PollError> {
        let access = self.reach.of(&wanted.feed);
        let linked = self.fetch_linked(&wanted.url, &wanted.feed, &access, Kind::Picture);
        Ok(linked.await?.bytes)
    }

    /// How long reading what a feed links to may take.
    pub(in crate::runtime) fn time_for(&self, feed: &str) -> Duration {
        self.reach.of(feed).timeout
    }
}
