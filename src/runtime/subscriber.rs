//! Feeds looked for and followed, and lists saved, while the screen is shown.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};

use tokio::runtime::Handle;
use tokio::sync::mpsc;
use tokio::task::AbortHandle;

use crate::app::{Arrival, Message, RequestId};
use crate::config::{Added, ConfigError, add_feeds, add_list};
use crate::model::{Found, Outline, Preview, SmartList, Wanted};
use crate::runtime::cache::bring_in_line;
use crate::runtime::find::{FindError, find};
use crate::runtime::inputs::{Input, Inputs};
use crate::runtime::poll::{PollError, Polls};
use crate::runtime::poller::Order;
use crate::runtime::{RunError, clock, report};
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
    /// The settings do not list the feed.
    #[error("the feed is not in the settings")]
    NotListed,
}

/// What following feeds needs.
pub(super) struct Subscriber {
    /// The settings file, there or not.
    pub settings: PathBuf,
    /// For the client that polls have too.
    pub polls: Arc<Polls>,
    pub runtime: Handle,
    /// The last search, over or not.
    pub finding: Option<AbortHandle>,
    /// Held from the writing of the settings to the handing over to the cache, which takes in the newest last.
    pub in_order: Arc<Mutex<()>>,
    /// Threads that write to the settings.
    pub writing: Vec<JoinHandle<()>>,
}

impl Subscriber {
    /// Looks for the feeds of an address; what came of it is a message.
    pub(super) fn find(&mut self, inputs: &Inputs, request: RequestId, wanted: Wanted) {
        let (polls, inputs) = (Arc::clone(&self.polls), inputs.clone());
        self.stop_finding();
        let finding = self.runtime.spawn(async move {
            let found = search(&polls, &wanted).await.map_err(|error| {
                tracing::info!(?error, "no feed was found");
                report::find(&error)
            });
            // The queue may be full, and threads that fetch must not wait for it.
            let tell = move || inputs.send(Message::FeedsFound { request, found });
            let _ = tokio::task::spawn_blocking(tell).await;
        });
        self.finding = Some(finding.abort_handle());
    }

    /// Ends the search that is under way.
    pub(super) fn stop_finding(&mut self) {
        if let Some(finding) = self.finding.take() {
            finding.abort();
        }
    }

    /// Follows a feed: writes it to the settings, takes it into the cache, has it polled.
    ///
    /// Another program may hold the settings for a while, for which the writer of the cache must not wait.
    pub(super) fn add(
        &mut self,
        jobs: &Jobs,
        orders: &mpsc::Sender<Order>,
        inputs: &Inputs,
        request: RequestId,
        feed: Preview,
    ) {
        let (settings, in_order) = (self.settings.clone(), Arc::clone(&self.in_order));
        let (jobs, orders, of_thread) = (jobs.clone(), orders.clone(), inputs.clone());
        let polls = Arc::clone(&self.polls);
        let work = move || {
            let _held = in_order.lock().unwrap_or_else(PoisonError::into_inner);
            keep(&settings, &jobs, orders, polls, &of_thread, request, feed);
        };
        if let Err(error) = self.write(work) {
            let added = Err(report::run(&RunError::Threads(error)));
            inputs.post(Input::Message(Message::FeedAdded { request, added }));
        }
    }

    /// Writes a list to the settings; what came of it is a message.
    pub(super) fn save_list(&mut self, inputs: &Inputs, list: SmartList) {
        let (settings, in_order) = (self.settings.clone(), Arc::clone(&self.in_order));
        let (of_thread, name) = (inputs.clone(), list.name.clone());
        let work = move || {
            let _held = in_order.lock().unwrap_or_else(PoisonError::into_inner);
            let saved = add_list(&settings, &list, &clock::wait_for_settings);
            let saved = saved.map(|config| config.lists).map_err(|error| {
                tracing::error!(?error, "a list was not saved");
                error.phrase()
            });
            let name = list.name;
            of_thread.send(Message::ListSaved { name, saved });
        };
        if let Err(error) = self.write(work) {
            let saved = Err(report::run(&RunError::Threads(error)));
            inputs.post(Input::Message(Message::ListSaved { name, saved }));
        }
    }

    /// Does work that writes to the settings and tells itself what came of it.
    pub(super) fn start(&mut self, inputs: &Inputs, work: impl FnOnce() + Send + 'static) {
        if let Err(error) = self.write(work) {
            let phrase = report::run(&RunError::Threads(error));
            inputs.post(Input::Message(Message::CacheFailed(phrase)));
        }
    }

    /// Starts a thread that writes to the settings, which is waited for at the end.
    fn write(&mut self, work: impl FnOnce() + Send + 'static) -> io::Result<()> {
        self.writing.retain(|thread| !thread.is_finished());
        let thread = thread::Builder::new().name("settings".to_owned());
        self.writing.push(thread.spawn(work)?);
        Ok(())
    }
}

impl Drop for Subscriber {
    /// Waits for what is being written to the settings: the reader was told that it is kept.
    fn drop(&mut self) {
        for thread in self.writing.drain(..) {
            // A panic is in the log already.
            let _ = thread.join();
        }
    }
}

/// Writes a feed to the settings, and has the writer of the cache do the rest.
fn keep(
    settings: &Path,
    jobs: &Jobs,
    orders: mpsc::Sender<Order>,
    polls: Arc<Polls>,
    inputs: &Inputs,
    request: RequestId,
    feed: Preview,
) {
    let written = write(settings, &feed);
    let of_job = inputs.clone();
    let submitted = jobs.submit_action(move |database| {
        let added = written.and_then(|added| take_in(database, &polls, &added, &feed));
        let added = added.map(|(arrival, states)| {
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

async fn search(polls: &Polls, wanted: &Wanted) -> Result<Found, FindError> {
    let (fetcher, reach) = polls.tools().await.map_err(PollError::from)?;
    find(fetcher, reach, wanted).await
}

/// Writes a feed to the settings.
fn write(settings: &Path, feed: &Preview) -> Result<Added, SubscribeError> {
    let outline = Outline {
        address: feed.address.clone(),
        ..Outline::default()
    };
    Ok(add_feeds(settings, &[outline], &clock::wait_for_settings)?)
}

/// Takes a feed of the settings into the cache; gives what the poller must know of all feeds.
fn take_in(
    database: &mut Database,
    polls: &Polls,
    added: &Added,
    feed: &Preview,
) -> Result<(Arrival, Vec<PollState>), SubscribeError> {
    let newest = bring_in_line(database, &added.config)?;
    // All feeds that the settings list now are taken up, whoever wrote them: before they are polled it must be
    // known how each is reached.
    polls.renew(newest.as_ref().unwrap_or(&added.config));
    let states = database.poll_states()?;
    let address = added.new.first().unwrap_or(&feed.address);
    let state = states
        .iter()
        .find(|state| state.source.address() == address)
        .ok_or(SubscribeError::Gone)?;
    let arrival = Arrival {
        feed: state.feed,
        title: feed.name().as_str().to_owned(),
        known: added.new.is_empty(),
    };
    Ok((arrival, states))
}
