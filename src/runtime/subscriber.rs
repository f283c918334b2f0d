//! Feeds looked for and followed while the screen is shown.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use tokio::runtime::Handle;
use tokio::sync::mpsc;

use crate::app::{Arrival, Message, RequestId};
use crate::config::{ConfigError, add_feeds};
use crate::model::{Found, Outline, Preview, Wanted};
use crate::runtime::find::{FindError, find};
use crate::runtime::inputs::{Input, Inputs};
use crate::runtime::poll::{PollError, Polls};
use crate::runtime::poller::Order;
use crate::runtime::report;
use crate::store::{Database, Jobs, PollState, StoreError};

/// Why a feed is not followed.
#[derive(Debug, thiserror::Error)]
pub enum SubscribeError {
    /// The settings cannot be read or written.
    #[error("the feed could not be added to the settings")]
    Config(#[from] ConfigError),
    /// The cache cannot be used.
    #[error("the cache did not take the feed")]
    Store(#[from] StoreError),
    /// The settings list the feed, and yet the cache does not.
    #[error("the feed is not in the cache")]
    Gone,
}

/// What following feeds needs.
pub(super) struct Subscriber {
    /// The settings file, there or not.
    pub settings: PathBuf,
    /// For the client that polls have too.
    pub polls: Arc<Polls>,
    pub runtime: Handle,
}

impl Subscriber {
    /// Looks for the feeds of an address; what came of it is a message.
    pub(super) fn find(&self, inputs: &Inputs, request: RequestId, wanted: Wanted) {
        let (polls, inputs) = (Arc::clone(&self.polls), inputs.clone());
        self.runtime.spawn(async move {
            let found = search(&polls, &wanted).await.map_err(|error| {
                tracing::info!(?error, "no feed was found");
                report::find(&error)
            });
            // The queue may be full, and threads that fetch must not wait for it.
            let tell = move || inputs.send(Message::FeedsFound { request, found });
            let _ = tokio::task::spawn_blocking(tell).await;
        });
    }

    /// Follows a feed: writes it to the settings, takes it into the cache, has it polled.
    pub(super) fn add(
        &self,
        jobs: &Jobs,
        orders: &mpsc::Sender<Order>,
        inputs: &Inputs,
        request: RequestId,
        feed: Preview,
    ) {
        let (settings, orders) = (self.settings.clone(), orders.clone());
        let (of_job, polls) = (inputs.clone(), Arc::clone(&self.polls));
        let submitted = jobs.submit_action(move |database| {
            let added = add(database, &settings, &polls, &feed).map(|(arrival, states)| {
                // Fails only when the program is ending.
                let _ = orders.blocking_send(Order::Follow(states));
                arrival
            });
            let added = added.map_err(|error| {
                tracing::error!(?error, "a feed was not added");
                report::subscribe(&error, &of_job.cache)
            });
            of_job.send(Message::FeedAdded { request, added });
        });
        if let Err(error) = submitted {
            let added = Err(report::store(&error, &inputs.cache));
            inputs.post(Input::Message(Message::FeedAdded { request, added }));
        }
    }
}

async fn search(polls: &Polls, wanted: &Wanted) -> Result<Found, FindError> {
    let (fetcher, reach) = polls.tools().await.map_err(PollError::from)?;
    find(fetcher, reach, wanted).await
}

/// Writes a feed to the settings and takes it into the cache; gives what the poller must know of all feeds.
fn add(
    database: &mut Database,
    settings: &Path,
    polls: &Polls,
    feed: &Preview,
) -> Result<(Arrival, Vec<PollState>), SubscribeError> {
    let outline = Outline {
        address: feed.address.clone(),
        ..Outline::default()
    };
    let added = add_feeds(settings, &[outline])?;
    database.subscribe(&added.config.subscriptions)?;
    // All feeds that the settings list now are taken up, whoever wrote them: before they are polled it must be
    // known how each is reached.
    polls.renew(&added.config);
    let states = database.poll_states()?;
    let address = added.new.first().unwrap_or(&feed.address);
    let state = states
        .iter()
        .find(|state| state.source.address() == address)
        .ok_or(SubscribeError::Gone)?;
    let arrival = Arrival {
        feed: state.feed,
        title: feed.name().to_owned(),
        known: added.new.is_empty(),
    };
    Ok((arrival, states))
}
