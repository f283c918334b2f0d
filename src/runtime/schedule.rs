//! When feeds are polled: times in, decisions out.

use std::collections::BTreeSet;
use std::time::Duration;

use url::Url;

use crate::model::{Cadence, FeedId, FeedSource, NextPoll, PollReason, Setback, Timestamp};
use crate::store::PollState;

/// A feed that fails is left alone for twice as long each time, up to this.
const LONGEST_SETBACK: Duration = Duration::from_hours(24);
/// The first time it is left alone for so long, if that was the trouble of its host, which may pass soon.
const FIRST_SETBACK: Duration = Duration::from_mins(5);
/// The part of a rest that is drawn by lot, so that feeds do not all come at one time: a tenth.
const LOT_SHARE: u32 = 10;
const HOUR: i64 = 3600;

/// A server, by name and port; empty for what needs none.
pub(super) type Host = String;

/// When a feed may be polled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Due {
    /// From this time on.
    At(Timestamp),
    /// When the reader asks, and not before: the publisher has ended it.
    Never,
}

/// What is known of a host by the polls of its feeds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum HostState {
    /// Nothing speaks against asking it.
    Open,
    /// It told us to stay away until then.
    Told(Timestamp),
    /// No feed of it has come of late: from then on one is asked, and the others when that came.
    Down(Timestamp),
}

/// The server that the next poll of a feed asks.
pub(super) fn host(state: &PollState) -> Host {
    let FeedSource::Url(address) = &state.source else {
        return Host::new();
    };
    let asked = state.moved_to.as_ref().unwrap_or(address);
    Url::parse(asked).map_or_else(
        |_| Host::new(),
        |url| {
            let port = url.port_or_known_default().unwrap_or_default();
            format!("{}:{port}", url.host_str().unwrap_or_default())
        },
    )
}

/// When a feed is due by itself; `longest` is how long a publisher's wish can make it rest.
///
/// A feed that came rests for its interval, or for as long as its publisher wants if that is longer, and over
/// the hours and days its publisher names. One that failed rests for its interval, doubled with each failure; for
/// minutes at first where that was the trouble of its host.
pub(super) fn due(state: &PollState, longest: Duration, now: Timestamp) -> Due {
    let last = &state.last;
    let Some(at) = last_poll(state, now) else {
        return match last.setback {
            Setback::Gone if last.failures > 0 => Due::Never,
            _ => Due::At(now),
        };
    };
    if last.failures == 0 {
        let wish = last.fresh_for.max(last.cadence.ttl).unwrap_or_default();
        let rest = state.interval.max(wish.min(longest));
        let due = after(at, with_lot(rest, state));
        let latest = after(at, rest.max(longest)).max(due);
        return Due::At(awake(due, last.cadence).min(latest));
    }
    match last.setback {
        Setback::Gone => Due::Never,
        Setback::Told { wait } | Setback::ToldElsewhere { wait } => {
            let told = after(at, wait.min(LONGEST_SETBACK));
            Due::At(after(at, with_lot(state.interval, state)).max(told))
        }
        Setback::Feed | Setback::Host => Due::At(after(at, with_lot(setback(state), state))),
    }
}

/// When a feed was polled last. A clock that was set back must not put it off for ever: what is a little ahead was just
/// now, and what is further ahead than any failure makes a feed rest was at no time that is known.
fn last_poll(state: &PollState, now: Timestamp) -> Option<Timestamp> {
    let at = state.last.at?;
    (at <= after(now, LONGEST_SETBACK)).then(|| at.min(now))
}

/// How long a feed rests that has failed.
fn setback(state: &PollState) -> Duration {
    let failures = state.last.failures.min(16);
    if state.last.setback == Setback::Host {
        let doubled = FIRST_SETBACK * 2_u32.saturating_pow(failures.saturating_sub(1));
        return doubled.min(LONGEST_SETBACK);
    }
    let doubled = state
        .interval
        .saturating_mul(2_u32.saturating_pow(failures));
    doubled.min(LONGEST_SETBACK.max(state.interval))
}

/// A rest with what the lot adds: the same for one poll whenever it is asked for, another for the next.
fn with_lot(rest: Duration, state: &PollState) -> Duration {
    let at = state.last.at.unwrap_or(Timestamp(0)).0;
    // Fibonacci hashing: neighbours in, strangers out.
    let mixed = (state.feed.0 ^ at)
        .cast_unsigned()
        .wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let lot = u32::try_from(mixed >> 54).unwrap_or(0);
    rest + rest / LOT_SHARE * lot / 1024
}

fn after(at: Timestamp, wait: Duration) -> Timestamp {
    at.plus_seconds(i64::try_from(wait.as_secs()).unwrap_or(i64::MAX / 2))
}

/// The first time from `due` on that the publisher has not named as one without news.
fn awake(due: Timestamp, cadence: Cadence) -> Timestamp {
    let asleep = |at: i64| {
        let hour = at.div_euclid(HOUR);
        // The first day of the epoch was a Thursday.
        let day = (hour.div_euclid(24) + 3).rem_euclid(7);
        cadence.skip_hours & (1 << hour.rem_euclid(24)) != 0 || cadence.skip_days & (1 << day) != 0
    };
    if !asleep(due.0) {
        return due;
    }
    let next = |hours: i64| (due.0.div_euclid(HOUR) + hours) * HOUR;
    // Whoever names all hours of all days has named none.
    let first = (1..=8 * 24).map(next).find(|at| !asleep(*at));
    first.map_or(due, Timestamp)
}

/// What the polls of its feeds tell of a host.
pub(super) fn host_state<'a>(
    feeds: impl Iterator<Item = &'a PollState> + Clone,
    now: Timestamp,
) -> HostState {
    let polled = feeds.filter_map(|state| Some((state, last_poll(state, now)?)));
    let told = polled
        .clone()
        .filter(|(state, _)| state.last.failures > 0)
        .filter_map(|(state, at)| match state.last.setback {
            Setback::Told { wait } => Some(after(at, wait.min(LONGEST_SETBACK))),
            _ => None,
        })
        .max();
    if let Some(until) = told.filter(|until| *until > now) {
        return HostState::Told(until);
    }
    let down = |(state, _): &(&PollState, Timestamp)| {
        state.last.failures > 0 && state.last.setback == Setback::Host
    };
    if !polled.clone().all(|feed| down(&feed)) {
        return HostState::Open;
    }
    // The last that was asked found it as it is.
    let last = polled.max_by_key(|(_, at)| *at);
    last.map_or(HostState::Open, |(state, at)| {
        HostState::Down(after(at, with_lot(setback(state), state)))
    })
}

/// When a feed of a host is due; `None` when only the reader can ask for it.
pub(super) fn due_on(state: &PollState, own: Due, host: HostState) -> Option<Timestamp> {
    let Due::At(own) = own else {
        return None;
    };
    Some(until(state, host).map_or(own, |until| own.max(until)))
}

/// When a feed of a host is polled next, and why not before.
pub(super) fn next(
    state: &PollState,
    host: HostState,
    longest: Duration,
    now: Timestamp,
) -> NextPoll {
    let Due::At(own) = due(state, longest, now) else {
        return NextPoll::Asked;
    };
    match (until(state, host), host) {
        (Some(at), HostState::Told(_)) if at > own => NextPoll::At {
            at,
            why: PollReason::Told,
        },
        (Some(at), HostState::Down(_)) if at > own => NextPoll::At {
            at,
            why: PollReason::HostDown,
        },
        _ => NextPoll::At {
            at: own,
            why: reason(state, own, longest, now),
        },
    }
}

/// Why a feed is due by itself when it is.
fn reason(state: &PollState, due: Timestamp, longest: Duration, now: Timestamp) -> PollReason {
    let last = &state.last;
    let Some(at) = last_poll(state, now) else {
        return match last.at {
            None => PollReason::New,
            Some(_) => PollReason::Interval,
        };
    };
    if last.failures > 0 {
        let interval = after(at, with_lot(state.interval, state));
        return match last.setback {
            Setback::Told { .. } | Setback::ToldElsewhere { .. } if due > interval => {
                PollReason::Told
            }
            Setback::Told { .. } | Setback::ToldElsewhere { .. } => PollReason::Interval,
            Setback::Feed | Setback::Host | Setback::Gone => PollReason::Failures,
        };
    }
    let wish = last.fresh_for.max(last.cadence.ttl).unwrap_or_default();
    let rest = state.interval.max(wish.min(longest));
    if due > after(at, with_lot(rest, state)) {
        PollReason::Skipped
    } else if rest == state.interval {
        PollReason::Interval
    } else if last.fresh_for > last.cadence.ttl {
        PollReason::Fresh
    } else {
        PollReason::Wished
    }
}

/// Until when a host is to be spared by a feed. One that was never asked is asked once: its reader waits for it.
fn until(state: &PollState, host: HostState) -> Option<Timestamp> {
    match host {
        HostState::Open => None,
        HostState::Down(_) if state.last.at.is_none() => None,
        HostState::Told(until) | HostState::Down(until) => Some(until),
    }
}

/// Until when a feed alone is left alone, for another server than its own told us so.
pub(super) fn told_elsewhere(state: &PollState, now: Timestamp) -> Option<Timestamp> {
    match (state.last.setback, last_poll(state, now)) {
        (Setback::ToldElsewhere { wait }, Some(at)) if state.last.failures > 0 => {
            Some(after(at, wait.min(LONGEST_SETBACK)))
        }
        _ => None,
    }
}

/// A feed that is due.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ready<'a> {
    pub(super) feed: FeedId,
    pub(super) host: &'a Host,
    pub(super) host_state: HostState,
    /// Another feed of the host is being polled.
    pub(super) busy: bool,
}

/// Of the feeds that are due, those that may start: of a host that is down one at a time.
pub(super) fn starting<'a>(ready: impl IntoIterator<Item = Ready<'a>>) -> Vec<FeedId> {
    let mut probed = BTreeSet::new();
    ready
        .into_iter()
        .filter(|ready| match ready.host_state {
            HostState::Down(_) => !ready.busy && probed.insert(ready.host),
            HostState::Open | HostState::Told(_) => true,
        })
        .map(|ready| ready.feed)
        .collect()
}

/// Until when a feed is left alone even by those who want all of them; `None` when it can be asked.
pub(super) fn put_off(state: &PollState, host: HostState, now: Timestamp) -> Option<Due> {
    let failing = state.last.failures > 0;
    if failing && state.last.setback == Setback::Gone {
        return Some(Due::Never);
    }
    let own = match (due(state, Duration::ZERO, now), state.last.setback) {
        (Due::At(until), Setback::Host) if failing => until,
        _ => told_elsewhere(state, now).unwrap_or(now),
    };
    let until = until(state, host).map_or(own, |until| own.max(until));
    (until > now).then_some(Due::At(until))
}

#[cfg(test)]
mod tests;
