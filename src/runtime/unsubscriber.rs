//! Subscriptions ended, and that taken back: first in the log, then in the settings, then in the lists.
//!
//! Whatever ends the program between two of these steps, nothing is lost: what the log says is ended and the settings
//! still list is followed, and undoing it changes nothing.

use std::path::{Path, PathBuf};
use std::sync::mpsc::sync_channel;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use tokio::sync::mpsc;

use crate::app::{Message, SubscriptionChange};
use crate::config::{Config, Cutting, plan_removal, put_back, remove_feed};
use crate::model::ActionId;
use crate::runtime::cache::bring_in_line;
use crate::runtime::inputs::Inputs;
use crate::runtime::poll::Polls;
use crate::runtime::poller::Order;
use crate::runtime::subscriber::SubscribeError;
use crate::runtime::{clock, report};
use crate::store::{Database, Jobs, StoreError};

/// What changes of subscriptions need, on a thread that may wait for the settings.
#[derive(Clone)]
pub(super) struct Errand {
    pub settings: PathBuf,
    /// Held from the writing of the settings to the handing over to the cache, as by whoever follows feeds.
    pub in_order: Arc<Mutex<()>>,
    pub polls: Arc<Polls>,
    pub jobs: Jobs,
    pub orders: mpsc::Sender<Order>,
    pub inputs: Inputs,
}

/// Ends a subscription where no screen is shown; the feed is listed under this address.
///
/// # Errors
/// When the settings or the cache cannot be written; then the feed is still followed.
pub fn unsubscribe(
    database: &mut Database,
    settings: &Path,
    address: &str,
) -> Result<(), SubscribeError> {
    let cutting = plan_removal(settings, address)?.ok_or(SubscribeError::NotListed)?;
    let action = database.log_unsubscription(&written(&cutting), clock::now())?;
    match remove_feed(settings, address, &clock::wait_for_settings) {
        Ok(config) => {
            bring_in_line(database, &config)?;
            Ok(())
        }
        Err(error) => {
            database.forget_action(action)?;
            Err(error.into())
        }
    }
}

/// A cutting as the log keeps it.
fn written(cutting: &Cutting) -> String {
    serde_json::to_string(cutting).unwrap_or_default()
}

fn read(feed: &str) -> Result<Cutting, SubscribeError> {
    serde_json::from_str(feed).map_err(|_| SubscribeError::NotListed)
}

impl Errand {
    /// Does something on a thread of its own: what writes to the cache must not wait for the settings. Where the
    /// program ends meanwhile, all is as before.
    pub(super) fn spawn(self, work: impl FnOnce(Self) + Send + 'static) {
        let thread = thread::Builder::new().name("settings".to_owned());
        if let Err(error) = thread.spawn(move || work(self)) {
            tracing::error!(?error, "a subscription stays as it is");
        }
    }

    /// Ends a subscription.
    pub(super) fn end(&self, address: &str, title: String) {
        let work = || -> Result<(), SubscribeError> {
            let cutting =
                plan_removal(&self.settings, address)?.ok_or(SubscribeError::NotListed)?;
            let feed = written(&cutting);
            let action =
                self.ask(move |database| database.log_unsubscription(&feed, clock::now()))?;
            let config = remove_feed(&self.settings, address, &clock::wait_for_settings);
            match config {
                Ok(config) => self.take_over(config, |_| Ok(())),
                Err(error) => {
                    self.ask(move |database| database.forget_action(action))?;
                    Err(error.into())
                }
            }
        };
        self.tell(work, SubscriptionChange::Ended(title));
    }

    /// Takes the end of a subscription back.
    pub(super) fn undo(&self, action: ActionId, feed: &str) {
        let work = || -> Result<(), SubscribeError> {
            let cutting = read(feed)?;
            let config = put_back(&self.settings, &cutting, &clock::wait_for_settings)?;
            self.take_over(config, move |database| {
                let next = database.unsubscription_to_undo()?;
                if next.is_some_and(|(next, _)| next == action) {
                    database.undo(clock::now())?;
                }
                Ok(())
            })
        };
        let work = || {
            work().inspect_err(|_| {
                let stuck = self
                    .jobs
                    .submit_action(move |database| database.note_stuck(action));
                if let Err(error) = stuck {
                    tracing::debug!(?error, "the next undo tries the same again");
                }
            })
        };
        self.tell(work, SubscriptionChange::Undone);
    }

    /// Ends a subscription again: that too is in the log first, with what the settings say of the feed by now.
    pub(super) fn redo(&self, action: ActionId, feed: &str) {
        let work = || -> Result<bool, SubscribeError> {
            let address = read(feed)?.address;
            let cutting = plan_removal(&self.settings, &address)?;
            let feed = cutting.map_or_else(|| feed.to_owned(), |cutting| written(&cutting));
            if !self.ask(move |database| database.redo_unsubscription(action, &feed))? {
                return Ok(false);
            }
            match remove_feed(&self.settings, &address, &clock::wait_for_settings) {
                Ok(config) => self.take_over(config, |_| Ok(())).map(|()| true),
                Err(error) => {
                    self.ask(move |database| database.forget_redo(action, clock::now()))?;
                    Err(error.into())
                }
            }
        };
        let _held = self.in_order.lock().unwrap_or_else(PoisonError::into_inner);
        match work() {
            // The reader has done something else meanwhile.
            Ok(false) => self.inputs.send(Message::ActionRedone { changed: None }),
            redone => self.say(redone.map(|_| SubscriptionChange::Redone)),
        };
    }

    /// Brings the lists and the poller in line with the settings; `note` writes to the log.
    fn take_over(
        &self,
        config: Config,
        note: impl FnOnce(&mut Database) -> Result<(), StoreError> + Send + 'static,
    ) -> Result<(), SubscribeError> {
        let polls = Arc::clone(&self.polls);
        let states = self.ask(move |database| {
            let newest = bring_in_line(database, &config)?;
            // Before the feeds are polled it must be known how each is reached.
            polls.renew(newest.as_ref().unwrap_or(&config));
            note(database)?;
            database.poll_states()
        })?;
        // Fails only when the program is ending.
        let _ = self.orders.blocking_send(Order::Follow(states));
        Ok(())
    }

    /// Has the thread that writes to the cache do something, and waits for it.
    fn ask<T: Send + 'static>(
        &self,
        job: impl FnOnce(&mut Database) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let (answer, waiting) = sync_channel(1);
        self.jobs.submit_action(move |database| {
            let _ = answer.send(job(database));
        })?;
        waiting.recv().unwrap_or(Err(StoreError::WorkerFinished))
    }

    fn tell(&self, work: impl FnOnce() -> Result<(), SubscribeError>, done: SubscriptionChange) {
        let _held = self.in_order.lock().unwrap_or_else(PoisonError::into_inner);
        self.say(work().map(|()| done));
    }

    /// Tells the screen what came of it.
    fn say(&self, change: Result<SubscriptionChange, SubscribeError>) -> bool {
        let change = change.map_err(|error| {
            tracing::error!(?error, "a subscription stays as it is");
            report::subscribe(&error, &self.inputs.cache)
        });
        self.inputs.send(Message::SubscriptionChanged(change))
    }
}
