//! Everything that is known of a feed, brought together.

use std::sync::Arc;

use crate::config::{Access, Config, differing};
use crate::model::{FeedDetails, FeedId, Timestamp};
use crate::runtime::clock;
use crate::runtime::poller::Rules;
use crate::runtime::reach::Reach;
use crate::store::{Reader, StoreError};

/// Tells what is known of feeds while the screen is shown.
pub(super) struct Teller {
    pub(super) reach: Arc<Reach>,
    pub(super) rules: Rules,
    /// When the program began to poll.
    pub(super) started: Timestamp,
}

impl Teller {
    /// Tells what is known of a feed; `None` when the cache has no such feed.
    pub(super) fn tell(
        &self,
        reader: &Reader,
        feed: FeedId,
    ) -> Result<Option<FeedDetails>, StoreError> {
        let access = |address: &str| self.reach.of(address);
        gather(reader, feed, access, self.rules, self.started)
    }
}

/// Tells what is known of a feed where no screen is shown; `None` when the cache has no such feed.
///
/// # Errors
/// When the cache cannot be read.
pub fn feed_details(
    config: &Config,
    reader: &Reader,
    feed: FeedId,
) -> Result<Option<FeedDetails>, StoreError> {
    let reach = Reach::new(config);
    let access = |address: &str| reach.of(address);
    let rules = Rules::of(&config.settings.general);
    gather(reader, feed, access, rules, Timestamp(0))
}

fn gather(
    reader: &Reader,
    feed: FeedId,
    access: impl Fn(&str) -> Arc<Access>,
    rules: Rules,
    started: Timestamp,
) -> Result<Option<FeedDetails>, StoreError> {
    let feeds = reader.feeds()?;
    let states = reader.poll_states()?;
    let (Some(feed), Some(state), Some(record)) = (
        feeds.into_iter().find(|one| one.id == feed),
        states.iter().find(|state| state.feed == feed),
        reader.record(feed)?,
    ) else {
        return Ok(None);
    };
    let access = access(feed.subscription.source.address());
    Ok(Some(FeedDetails {
        settings: differing(&feed.subscription, &access),
        next: rules.next(state, &states, started, clock::now()),
        feed,
        record,
    }))
}
