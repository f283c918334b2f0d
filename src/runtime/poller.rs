//! Polls feeds when they are due, and when the reader asks.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::mpsc;
use tokio::time::{Instant, sleep_until};

use crate::app::PollOutcome;
use crate::model::{FeedId, FeedSource, Timestamp};
use crate::runtime::poll::{Polled, Polls};
use crate::store::PollState;

/// Refreshes that may wait for the poller; more are refused, for the feeds are being polled already.
const ORDERS: usize = 64;
/// A feed that fails is left alone for twice as long each time, up to this.
const LONGEST_PAUSE: Duration = Duration::from_hours(24);
/// The part of an interval that is drawn by lot, so that feeds do not all come at one time: a tenth.
const JITTER_SHARE: u32 = 10;
/// Where nothing is ever due, the poller looks again after this.
const IDLE: Duration = Duration::from_hours(1);

/// Something for the poller to do.
#[derive(Clone, Debug)]
pub(super) enum Order {
    /// Poll these feeds now.
    Refresh(Vec<FeedId>),
    /// Poll these feeds from now on, as far as they are not known.
    Follow(Vec<PollState>),
    /// A poll has come to its end.
    Done(Polled),
}

struct Known {
    state: PollState,
    due: Instant,
    under_way: bool,
}

/// Knows when each feed is due.
pub(super) struct Poller {
    polls: Arc<Polls>,
    feeds: HashMap<FeedId, Known>,
    /// Told how many feeds are about to be polled.
    announce: Box<dyn Fn(usize) + Send>,
}

/// The two ends of the poller's queue.
pub(super) fn orders() -> (mpsc::Sender<Order>, mpsc::Receiver<Order>) {
    mpsc::channel(ORDERS)
}

impl Poller {
    /// Makes a poller of the feeds in the cache; those that are due are polled at once, or without `on_start`
    /// an interval later.
    pub(super) fn new(
        polls: Arc<Polls>,
        states: Vec<PollState>,
        on_start: bool,
        now: Timestamp,
        announce: impl Fn(usize) + Send + 'static,
    ) -> Self {
        let start = Instant::now();
        let feeds = states.into_iter().map(|state| {
            let patience = match state.source {
                FeedSource::Url(_) if !on_start => state.interval,
                FeedSource::Url(_) | FeedSource::BuiltIn(_) => Duration::ZERO,
            };
            let wait = until_due(&state, now).max(patience);
            (
                state.feed,
                Known {
                    state,
                    due: start + wait,
                    under_way: false,
                },
            )
        });
        Self {
            polls,
            feeds: feeds.collect(),
            announce: Box::new(announce),
        }
    }

    /// Polls until the queue is closed.
    pub(super) async fn run(mut self, mut orders: mpsc::Receiver<Order>) {
        loop {
            self.poll_due();
            let next = self
                .feeds
                .values()
                .filter(|known| !known.under_way)
                .map(|known| known.due)
                .min();
            let wake = next.unwrap_or_else(|| Instant::now() + IDLE);
            tokio::select! {
                order = orders.recv() => match order {
                    Some(Order::Refresh(feeds)) => self.start(&feeds),
                    Some(Order::Follow(states)) => self.follow(states),
                    Some(Order::Done(polled)) => self.finish(polled),
                    None => return,
                },
                () = sleep_until(wake) => {}
            }
        }
    }

    /// Takes up feeds that were not known; they are due at once.
    fn follow(&mut self, states: Vec<PollState>) {
        for state in states {
            self.feeds.entry(state.feed).or_insert(Known {
                state,
                due: Instant::now(),
                under_way: false,
            });
        }
    }

    fn poll_due(&mut self) {
        let now = Instant::now();
        let due = |known: &&Known| known.due <= now && !known.under_way;
        let feeds: Vec<FeedId> = self
            .feeds
            .values()
            .filter(due)
            .map(|known| known.state.feed)
            .collect();
        self.start(&feeds);
    }

    fn start(&mut self, feeds: &[FeedId]) {
        let mut starting = Vec::new();
        for feed in feeds {
            if let Some(known) = self.feeds.get_mut(feed).filter(|known| !known.under_way) {
                known.under_way = true;
                starting.push(known.state.clone());
            }
        }
        if starting.is_empty() {
            return;
        }
        // Before the first of them can end, which would then be counted to no refresh.
        (self.announce)(starting.len());
        for state in starting {
            tokio::spawn(Arc::clone(&self.polls).poll(state));
        }
    }

    fn finish(&mut self, polled: Polled) {
        let Some(known) = self.feeds.get_mut(&polled.feed) else {
            return;
        };
        known.under_way = false;
        known.state.failures = if polled.outcome == PollOutcome::Failed {
            known.state.failures + 1
        } else {
            0
        };
        if let Some(validators) = polled.validators {
            known.state.validators = validators;
        }
        known.due = Instant::now() + pause(&known.state);
    }
}

/// The time from the end of one poll to the next, jitter included.
fn pause(state: &PollState) -> Duration {
    let doubled = state
        .interval
        .saturating_mul(2_u32.saturating_pow(state.failures.min(16)));
    let base = if state.failures == 0 {
        state.interval
    } else {
        doubled.min(LONGEST_PAUSE.max(state.interval))
    };
    let lot = u32::try_from(RandomState::new().hash_one(state.feed) % 1000).unwrap_or(0);
    base + base / JITTER_SHARE * lot / 1000
}

/// The time until a feed read from the cache is due.
fn until_due(state: &PollState, now: Timestamp) -> Duration {
    let Some(polled_at) = state.polled_at else {
        return Duration::ZERO;
    };
    // A clock that was set back must not put a feed off for ever.
    let passed = Duration::from_secs(now.seconds_since(polled_at).unsigned_abs());
    pause(state).saturating_sub(passed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Validators;

    fn state(failures: u32, polled_at: Option<i64>) -> PollState {
        PollState {
            feed: FeedId(1),
            source: FeedSource::new("https://news.example/feed"),
            validators: Validators::default(),
            interval: Duration::from_hours(1),
            polled_at: polled_at.map(Timestamp),
            failures,
        }
    }

    #[test]
    fn a_feed_is_due_an_interval_after_its_last_poll() {
        assert_eq!(until_due(&state(0, None), Timestamp(0)), Duration::ZERO);
        assert_eq!(
            until_due(&state(0, Some(0)), Timestamp(3600 + 360)),
            Duration::ZERO
        );
        let wait = until_due(&state(0, Some(1000)), Timestamp(1000)).as_secs();
        assert!((3600..=3960).contains(&wait), "{wait}");
    }

    #[test]
    fn a_feed_that_fails_is_left_alone_for_longer_and_longer_but_not_for_ever() {
        let hours = |failures| pause(&state(failures, None)).as_secs() / 3600;
        assert_eq!([hours(0), hours(1), hours(2), hours(3)], [1, 2, 4, 8]);
        assert!(hours(60) <= 26, "a day and its jitter at most");
    }
}
