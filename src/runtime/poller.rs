//! Polls feeds when they are due, and when the reader asks.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::mpsc;
use tokio::time::sleep;

use crate::app::PollOutcome;
use crate::config::General;
use crate::model::{FeedId, FeedSource, NextPoll, PollReason, Timestamp};
use crate::runtime::clock;
use crate::runtime::poll::{Polled, Polls};
use crate::runtime::schedule::{self, Due, Host, HostState, Ready};
use crate::store::PollState;

/// Refreshes that may wait for the poller; more are refused, for the feeds are being polled already.
const ORDERS: usize = 64;
/// Where nothing is ever due, the poller looks again after this.
const IDLE: Duration = Duration::from_hours(1);

/// Something for the poller to do.
#[derive(Clone, Debug)]
pub(super) enum Order {
    /// Poll these feeds now. One alone is polled even when it is left alone for its failures; of many, those
    /// that their publishers have ended are not.
    Refresh(Vec<FeedId>),
    /// These are the feeds from now on, and what the cache knows of them.
    Follow(Vec<PollState>),
    /// A poll has come to its end.
    Done(Polled),
}

/// What the poller tells before it polls.
#[derive(Clone, Copy, Debug)]
pub(super) enum News {
    /// So many feeds are about to be polled.
    Starting(usize),
    /// Nothing is polled: the server told us to stay away until then.
    Resting(Timestamp),
    /// Nothing more is polled: what was asked for is on its way already.
    Busy,
}

/// What the settings say of when feeds are polled.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rules {
    /// The longest time a publisher's wish can make a feed rest.
    longest: Duration,
    on_start: bool,
}

impl Rules {
    pub(super) const fn of(general: &General) -> Self {
        Self {
            longest: general.max_interval,
            on_start: general.refresh_on_start,
        }
    }

    /// How long a feed rests that is not known yet, after the program has started.
    fn patience(self, state: &PollState) -> Duration {
        match state.source {
            FeedSource::BuiltIn(_) => Duration::ZERO,
            _ if self.on_start => Duration::ZERO,
            _ => state.interval,
        }
    }

    /// When a feed is polled next by a program that started at a time; the feeds of its host are among `states`.
    pub(super) fn next(
        self,
        state: &PollState,
        states: &[PollState],
        started: Timestamp,
        now: Timestamp,
    ) -> NextPoll {
        let host = schedule::host(state);
        let members = states.iter().filter(|other| schedule::host(other) == host);
        let host_state = if host.is_empty() {
            HostState::Open
        } else {
            schedule::host_state(members, now)
        };
        let first = later(started, self.patience(state));
        match schedule::next(state, host_state, self.longest, now) {
            NextPoll::At { at, .. } if at < first && first > now => NextPoll::At {
                at: first,
                why: PollReason::Interval,
            },
            next => next,
        }
    }
}

struct Known {
    state: PollState,
    host: Host,
    /// When it is polled unasked; `None` for never.
    due: Option<Timestamp>,
    /// Not before, whatever else is known: it could not be asked.
    put_off: Timestamp,
    under_way: bool,
}

/// Knows when each feed is due.
pub(super) struct Poller {
    polls: Arc<Polls>,
    feeds: HashMap<FeedId, Known>,
    /// The feeds of each host, and what is known of it.
    hosts: HashMap<Host, (Vec<FeedId>, HostState)>,
    rules: Rules,
    announce: Box<dyn Fn(News) + Send>,
}

/// The two ends of the poller's queue.
pub(super) fn orders() -> (mpsc::Sender<Order>, mpsc::Receiver<Order>) {
    mpsc::channel(ORDERS)
}

impl Poller {
    /// Makes a poller of the feeds in the cache; those that are due are polled at once, or, as the rules have
    /// it, an interval later.
    pub(super) fn new(
        polls: Arc<Polls>,
        states: Vec<PollState>,
        rules: Rules,
        announce: impl Fn(News) + Send + 'static,
    ) -> Self {
        let mut poller = Self {
            polls,
            feeds: HashMap::new(),
            hosts: HashMap::new(),
            rules,
            announce: Box::new(announce),
        };
        let now = clock::now();
        for state in states {
            poller.take_in(state, now);
        }
        for host in poller.hosts.keys().cloned().collect::<Vec<_>>() {
            poller.reckon(&host, now);
        }
        poller
    }

    fn take_in(&mut self, state: PollState, now: Timestamp) {
        let patience = self.rules.patience(&state);
        let (feed, host) = (state.feed, schedule::host(&state));
        let known = Known {
            host: host.clone(),
            due: None,
            put_off: later(now, patience),
            under_way: false,
            state,
        };
        self.feeds.insert(feed, known);
        let members = self.hosts.entry(host);
        members
            .or_insert((Vec::new(), HostState::Open))
            .0
            .push(feed);
    }

    /// Works out anew when the feeds of a host are due.
    fn reckon(&mut self, host: &Host, now: Timestamp) {
        let Some((members, state)) = self.hosts.get_mut(host) else {
            return;
        };
        let known = members.iter().filter_map(|feed| self.feeds.get(feed));
        // What comes from no host has none to be spared.
        *state = if host.is_empty() {
            HostState::Open
        } else {
            schedule::host_state(known.map(|known| &known.state), now)
        };
        for feed in members.iter() {
            if let Some(known) = self.feeds.get_mut(feed) {
                let own = schedule::due(&known.state, self.rules.longest, now);
                let due = schedule::due_on(&known.state, own, *state);
                known.due = due.map(|due| due.max(known.put_off));
            }
        }
    }

    /// Polls until the queue is closed.
    pub(super) async fn run(mut self, mut orders: mpsc::Receiver<Order>) {
        loop {
            let now = clock::now();
            self.poll_due(now);
            let wait = self.next(now).map_or(IDLE, |next| {
                Duration::from_secs(u64::try_from(next.seconds_since(now)).unwrap_or(0))
            });
            tokio::select! {
                order = orders.recv() => match order {
                    Some(Order::Refresh(feeds)) => self.refresh(&feeds),
                    Some(Order::Follow(states)) => self.follow(states),
                    Some(Order::Done(polled)) => self.finish(polled),
                    None => return,
                },
                // The clock may be set meanwhile; a look round costs little.
                () = sleep(wait.min(IDLE)) => {}
            }
        }
    }

    /// Takes up feeds that were not known, which are due at once, and what others learned of those that were;
    /// lets go of those that are listed no more.
    fn follow(&mut self, states: Vec<PollState>) {
        let now = clock::now();
        let listed: HashSet<FeedId> = states.iter().map(|state| state.feed).collect();
        self.feeds.retain(|feed, _| listed.contains(feed));
        for (members, _) in self.hosts.values_mut() {
            members.retain(|feed| listed.contains(feed));
        }
        for state in states {
            let feed = state.feed;
            match self.feeds.get_mut(&feed) {
                // The end of the poll tells what holds then.
                Some(known) if known.under_way => continue,
                Some(known) => known.state = state,
                None => {
                    self.take_in(state, now);
                    if let Some(known) = self.feeds.get_mut(&feed) {
                        known.put_off = now;
                    }
                }
            }
            self.settle(feed, now);
        }
    }

    /// Works out anew when a feed, and those of its host, are due.
    fn settle(&mut self, feed: FeedId, now: Timestamp) {
        let Some(known) = self.feeds.get_mut(&feed) else {
            return;
        };
        let (before, host) = (known.host.clone(), schedule::host(&known.state));
        known.host.clone_from(&host);
        if before != host {
            self.change_host(feed, &before, &host);
            self.reckon(&before, now);
        }
        self.reckon(&host, now);
    }

    /// When something is due next; what is due already waits for a poll under way.
    fn next(&self, now: Timestamp) -> Option<Timestamp> {
        let waiting = self.feeds.values().filter(|known| !known.under_way);
        waiting
            .filter_map(|known| known.due)
            .filter(|due| *due > now)
            .min()
    }

    fn poll_due(&mut self, now: Timestamp) {
        let ready = |known: &&Known| !known.under_way && known.due.is_some_and(|due| due <= now);
        let mut ready: Vec<FeedId> = self
            .feeds
            .values()
            .filter(ready)
            .map(|known| known.state.feed)
            .collect();
        if ready.is_empty() {
            return;
        }
        ready.sort_unstable();
        let starting = schedule::starting(ready.into_iter().filter_map(|feed| self.ready(feed)));
        self.start(&starting);
    }

    fn ready(&self, feed: FeedId) -> Option<Ready<'_>> {
        let host = &self.feeds.get(&feed)?.host;
        let (members, host_state) = self.hosts.get(host)?;
        let busy = |feed| self.feeds.get(feed).is_some_and(|known| known.under_way);
        // Only a host that is down is spared, and only of that one is it worth looking.
        let down = matches!(host_state, HostState::Down(_));
        Some(Ready {
            feed,
            host,
            host_state: *host_state,
            busy: down && members.iter().any(busy),
        })
    }

    /// Polls what the reader asks for, whether it is due or not, but for those who told us to stay away.
    fn refresh(&mut self, feeds: &[FeedId]) {
        let now = clock::now();
        let (mut starting, mut resting, mut busy) = (Vec::new(), None, false);
        for feed in feeds {
            let Some(known) = self.feeds.get(feed) else {
                continue;
            };
            if known.under_way {
                busy = true;
                continue;
            }
            let told = match self.hosts.get(&known.host) {
                Some((_, HostState::Told(until))) => Some(*until),
                _ => schedule::told_elsewhere(&known.state, now),
            };
            match told.filter(|until| *until > now) {
                Some(until) => resting = resting.max(Some(until)),
                _ if feeds.len() > 1 && self.has_ended(known, now) => {}
                _ => starting.push(*feed),
            }
        }
        match resting {
            Some(until) if starting.is_empty() => (self.announce)(News::Resting(until)),
            _ if starting.is_empty() && busy => (self.announce)(News::Busy),
            _ => self.start(&starting),
        }
    }

    fn has_ended(&self, known: &Known, now: Timestamp) -> bool {
        schedule::due(&known.state, self.rules.longest, now) == Due::Never
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
        (self.announce)(News::Starting(starting.len()));
        self.polls.poll_all(starting);
    }

    fn finish(&mut self, polled: Polled) {
        let now = clock::now();
        let Some(known) = self.feeds.get_mut(&polled.feed) else {
            return;
        };
        known.under_way = false;
        known.put_off = match (polled.outcome, &polled.state) {
            (PollOutcome::PutOff { seconds }, _) => {
                later(now, Duration::from_secs(seconds.unwrap_or_default()))
            }
            (_, Some(_)) => now,
            // The cache did not tell what came of it: it must not be polled again and again.
            (_, None) => later(now, known.state.interval),
        };
        if let Some(state) = polled.state {
            known.state = *state;
        }
        self.settle(polled.feed, now);
    }

    fn change_host(&mut self, feed: FeedId, before: &Host, host: &Host) {
        if let Some((members, _)) = self.hosts.get_mut(before) {
            members.retain(|member| *member != feed);
        }
        let members = self.hosts.entry(host.clone());
        members
            .or_insert((Vec::new(), HostState::Open))
            .0
            .push(feed);
    }
}

fn later(now: Timestamp, wait: Duration) -> Timestamp {
    now.plus_seconds(i64::try_from(wait.as_secs()).unwrap_or(i64::MAX))
}
