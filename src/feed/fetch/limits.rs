//! How many requests run at a time, and how soon one may follow another.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, sleep_until};
use url::Url;

use super::{FetchError, FetchOptions, guard};

/// So many servers may be waited for at a time, for each answer that is read at a time: waiting costs little.
const PATIENCE: usize = 16;

/// A server, by name and port.
type Host = (String, u16);

/// The turns there are: over all hosts, and on each host and port.
#[derive(Clone, Debug)]
pub(super) struct Limits {
    asking: Arc<Semaphore>,
    reading: Arc<Semaphore>,
    long: Arc<Semaphore>,
    hosts: Arc<Mutex<HashMap<Host, Manners>>>,
    per_host: usize,
    spacing: Duration,
}

/// So many long bodies are held in memory at a time.
const LONG_ONES: usize = 2;

/// What we owe a host.
#[derive(Debug)]
struct Manners {
    turns: Arc<Semaphore>,
    /// The next request goes out no sooner.
    next: Option<Instant>,
    /// The host told us to stay away until then.
    closed_until: Option<Instant>,
    /// When it was last found to take no connection.
    down_since: Option<Instant>,
}

/// Leave to run one request; given back when dropped.
pub struct Turn {
    limits: Limits,
    on: Host,
    at_host: Option<OwnedSemaphorePermit>,
    asking: Option<OwnedSemaphorePermit>,
    reading: Option<OwnedSemaphorePermit>,
    long: Option<OwnedSemaphorePermit>,
}

impl Limits {
    pub(super) fn new(options: &FetchOptions) -> Self {
        let reading = options.concurrent.max(1);
        Self {
            asking: Arc::new(Semaphore::new(reading * PATIENCE)),
            reading: Arc::new(Semaphore::new(reading)),
            long: Arc::new(Semaphore::new(LONG_ONES)),
            hosts: Arc::default(),
            per_host: options.concurrent_per_host.max(1),
            spacing: options.spacing,
        }
    }

    /// Waits for a turn: first on the host, so that those who queue for a slow host take no turn from others.
    ///
    /// # Errors
    /// [`FetchError::Resting`] when the host told us to stay away; [`FetchError::HostDown`] when it took no
    /// connection while this one waited.
    pub(super) async fn turn(&self, url: &Url) -> Result<Turn, FetchError> {
        let since = Instant::now();
        self.check(url)?;
        let turns = Arc::clone(
            &self
                .hosts()
                .entry(host(url))
                .or_insert_with(|| self.manners())
                .turns,
        );
        let on_host = turns.acquire_owned().await.ok();
        self.check(url)?;
        if self.is_down(url, since) {
            return Err(FetchError::HostDown { host: name(url) });
        }
        if let Some(at) = self.place(url) {
            sleep_until(at).await;
        }
        Ok(Turn {
            limits: self.clone(),
            on: host(url),
            at_host: on_host,
            asking: Arc::clone(&self.asking).acquire_owned().await.ok(),
            reading: None,
            long: None,
        })
    }

    /// Whether a host may be asked.
    pub(super) fn check(&self, url: &Url) -> Result<(), FetchError> {
        let closed = self
            .hosts()
            .get(&host(url))
            .and_then(|manners| manners.closed_until);
        let wait = closed
            .unwrap_or_else(Instant::now)
            .saturating_duration_since(Instant::now());
        if wait.is_zero() {
            return Ok(());
        }
        Err(FetchError::Resting {
            host: name(url),
            wait,
        })
    }

    /// Notes that a host wants no more requests for a while.
    pub(super) fn close(&self, url: &Url, wait: Duration) {
        let until = Instant::now() + wait;
        self.with(url, |manners| {
            manners.closed_until = manners.closed_until.max(Some(until));
        });
    }

    /// Notes that a host took no connection, or that it did.
    pub(super) fn note(&self, url: &Url, down: bool) {
        let since = down.then(Instant::now);
        self.with(url, |manners| manners.down_since = since);
    }

    fn is_down(&self, url: &Url, since: Instant) -> bool {
        let hosts = self.hosts();
        let down = hosts.get(&host(url)).and_then(|manners| manners.down_since);
        down.is_some_and(|down| down >= since)
    }

    /// Takes the next place in the row of a host; machines of the reader's own need no space.
    fn place(&self, url: &Url) -> Option<Instant> {
        if self.spacing.is_zero() || guard::is_local(url) {
            return None;
        }
        let mut hosts = self.hosts();
        let manners = hosts.get_mut(&host(url))?;
        let (at, next) = spaced(manners.next, Instant::now(), self.spacing);
        manners.next = Some(next);
        Some(at)
    }

    fn with(&self, url: &Url, change: impl FnOnce(&mut Manners)) {
        change(
            self.hosts()
                .entry(host(url))
                .or_insert_with(|| self.manners()),
        );
    }

    fn manners(&self) -> Manners {
        Manners {
            turns: Arc::new(Semaphore::new(self.per_host)),
            next: None,
            closed_until: None,
            down_since: None,
        }
    }

    /// What is known of hosts is whole at any instant, whoever panicked while holding it.
    fn hosts(&self) -> MutexGuard<'_, HashMap<Host, Manners>> {
        self.hosts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Turn {
    /// Waits for a turn on the host of a URL in place of this one; the same host needs no other. This one is given
    /// back first: who waits while holding a turn could wait for one who waits for that.
    ///
    /// # Errors
    /// As [`Limits::turn`] has them.
    pub(super) async fn go_to(&mut self, url: &Url) -> Result<(), FetchError> {
        if self.on == host(url) {
            return self.limits.check(url);
        }
        (self.at_host, self.asking) = (None, None);
        *self = self.limits.clone().turn(url).await?;
        Ok(())
    }

    /// Waits for leave to read an answer. Only so many are held in memory at a time.
    pub(super) async fn read(&mut self) {
        if self.reading.is_none() {
            let reading = Arc::clone(&self.limits.reading);
            self.reading = reading.acquire_owned().await.ok();
        }
    }

    /// Waits for leave to hold a long body.
    pub(super) async fn hold_long(&mut self) {
        if self.long.is_none() {
            let long = Arc::clone(&self.limits.long);
            self.long = long.acquire_owned().await.ok();
        }
    }

    /// Lets others read while nothing comes.
    pub(super) fn pause(&mut self) {
        self.reading = None;
    }
}

/// When a request may go out, and when the one after it.
fn spaced(next: Option<Instant>, now: Instant, spacing: Duration) -> (Instant, Instant) {
    let at = next.map_or(now, |next| next.max(now));
    (at, at + spacing)
}

fn host(url: &Url) -> Host {
    (name(url), url.port_or_known_default().unwrap_or_default())
}

fn name(url: &Url) -> String {
    url.host_str().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_to_one_host_keep_their_distance() {
        let (start, spacing) = (Instant::now(), Duration::from_millis(100));
        let (first, next) = spaced(None, start, spacing);
        assert_eq!(first, start);
        let (second, next) = spaced(Some(next), start, spacing);
        assert_eq!(second, start + spacing);
        let late = start + Duration::from_secs(9);
        assert_eq!(spaced(Some(next), late, spacing), (late, late + spacing));
    }

    #[test]
    fn only_the_machines_of_others_need_space() {
        let limits = Limits::new(&FetchOptions {
            spacing: Duration::from_secs(1),
            ..FetchOptions::default()
        });
        let place = |url: &str| {
            let url = Url::parse(url).unwrap();
            limits.with(&url, |_| {});
            limits.place(&url)
        };
        assert_eq!(place("http://127.0.0.1:8080/feed"), None);
        let first = place("https://news.example/a").unwrap();
        let second = place("https://news.example/b").unwrap();
        assert_eq!(second - first, Duration::from_secs(1));
        assert!(place("https://other.example/").unwrap() < second);
    }
}
