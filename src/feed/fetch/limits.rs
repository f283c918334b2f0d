//! How many requests run at a time, and how soon one may follow another.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, sleep_until};
use url::Url;

use super::{FetchError, FetchOptions, guard};

/// So many servers may be waited for at a time, for each feed that is read at a time: waiting costs little.
const PATIENCE: usize = 40;
/// The part of the files that may be open which are connections to servers that are waited for: a quarter.
const OPEN_SHARE: usize = 4;
/// So many servers are asked at a time that have not had the time to answer: the more of them, the more answers come
/// at once, each with a connection to hold.
const EXPECTED: usize = 48;
/// So much memory, in KiB, is for bodies that come and for those that wait until they are read.
const WAITING: usize = 8 * 1024;
/// The room that a body gets before its length is known, in bytes: most feeds need no more, packed as they come.
pub(super) const FIRST_ROOM: usize = 64 * 1024;
/// Bodies longer than this, in bytes, are held a few at a time.
const LONG: usize = 1024 * 1024;
/// So many long bodies are held in memory at a time.
const LONG_ONES: usize = 2;

/// A server, by name and port.
type Host = (String, u16);

/// The turns there are: over all hosts, and on each host and port.
#[derive(Clone, Debug)]
pub(super) struct Limits {
    asking: Arc<Semaphore>,
    expected: Arc<Semaphore>,
    waiting: Arc<Semaphore>,
    reading: Arc<Semaphore>,
    long: Arc<Semaphore>,
    hosts: Arc<Mutex<HashMap<Host, Manners>>>,
    per_host: usize,
    spacing: Duration,
}

/// What we owe a host.
#[derive(Debug)]
struct Manners {
    turns: Arc<Semaphore>,
    /// Who waits for a turn has one of these.
    queue: Arc<()>,
    /// The next request goes out no sooner.
    next: Option<Instant>,
    /// The host told us to stay away until then.
    closed_until: Option<Instant>,
    /// When it was last found to take no connection.
    down_since: Option<Instant>,
}

/// Leave to ask for one feed and to hold what comes; given back when dropped.
///
/// No turn waits for room for its body while it has some, nor for a long one while it reads: turns that wait for
/// one another would wait for ever.
pub struct Turn {
    limits: Limits,
    /// Whom it is for, and since when that was wished for.
    on: Host,
    since: Instant,
    asking: Option<Asking>,
    /// The answer may come at any moment.
    expected: Option<OwnedSemaphorePermit>,
    waiting: Option<OwnedSemaphorePermit>,
    reading: Option<OwnedSemaphorePermit>,
    long: Option<OwnedSemaphorePermit>,
}

/// Places that a request takes until its answer is there.
struct Asking {
    _on_host: Option<OwnedSemaphorePermit>,
    _in_all: Option<OwnedSemaphorePermit>,
}

impl Limits {
    pub(super) fn new(options: &FetchOptions) -> Self {
        let reading = options.concurrent.max(1);
        Self {
            asking: Arc::new(Semaphore::new(asking(options))),
            expected: Arc::new(Semaphore::new(EXPECTED)),
            waiting: Arc::new(Semaphore::new(WAITING)),
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
    /// connection since then.
    pub(super) async fn turn(&self, url: &Url, since: Instant) -> Result<Turn, FetchError> {
        self.check(url)?;
        let (turns, in_queue) = self.with(url, |manners| {
            (Arc::clone(&manners.turns), Arc::clone(&manners.queue))
        });
        let on_host = turns.acquire_owned().await.ok();
        drop(in_queue);
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
            since,
            asking: Some(Asking {
                _on_host: on_host,
                _in_all: Arc::clone(&self.asking).acquire_owned().await.ok(),
            }),
            expected: Arc::clone(&self.expected).acquire_owned().await.ok(),
            waiting: None,
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

    /// Whether another feed of the host waits for its turn.
    pub(super) fn is_wanted(&self, url: &Url) -> bool {
        self.with(url, |manners| Arc::strong_count(&manners.queue) > 1)
    }

    fn with<T>(&self, url: &Url, work: impl FnOnce(&mut Manners) -> T) -> T {
        work(
            self.hosts()
                .entry(host(url))
                .or_insert_with(|| self.manners()),
        )
    }

    fn manners(&self) -> Manners {
        Manners {
            turns: Arc::new(Semaphore::new(self.per_host)),
            queue: Arc::default(),
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
    /// Lets others be asked meanwhile: the answer is late.
    pub(super) fn be_late(&mut self) {
        self.expected = None;
    }

    /// Waits for room for a body of so many bytes, where there is not enough yet. Until there is, an answer that came
    /// soon is in the way of others, for what there is no room for should not be asked for.
    pub(super) async fn hold(&mut self, bytes: usize) {
        self.make_room(bytes).await;
        self.expected = None;
    }

    async fn make_room(&mut self, bytes: usize) {
        let held = self
            .waiting
            .as_ref()
            .map_or(0, OwnedSemaphorePermit::num_permits);
        if self.long.is_some() || held * 1024 >= bytes {
            return;
        }
        self.waiting = None;
        if bytes > LONG {
            return self.hold_long().await;
        }
        let waiting = Arc::clone(&self.limits.waiting);
        let room = u32::try_from(bytes.div_ceil(1024)).unwrap_or(u32::MAX);
        self.waiting = waiting.acquire_many_owned(room).await.ok();
    }

    async fn hold_long(&mut self) {
        let long = Arc::clone(&self.limits.long);
        self.long = long.acquire_owned().await.ok();
    }

    /// Gives back the room that a body of so many bytes does not need.
    pub(super) fn settle(&mut self, bytes: usize) {
        if let Some(room) = &mut self.waiting {
            let spare = room.num_permits().saturating_sub(bytes.div_ceil(1024));
            drop(room.split(spare));
        }
    }

    /// Lets others have the room: nothing comes, or what came is unpacked.
    pub fn leave_room(&mut self) {
        self.waiting = None;
    }

    /// Lets others ask: the answer is there.
    pub(super) fn answered(&mut self) {
        (self.asking, self.expected) = (None, None);
    }

    /// Waits for a turn on the host of a URL in place of this one; the same host needs no other. This one is given
    /// back first: who waits while holding a turn could wait for one who waits for that.
    ///
    /// # Errors
    /// As [`Limits::turn`] has them.
    pub(super) async fn go_to(&mut self, url: &Url) -> Result<(), FetchError> {
        if self.on == host(url) {
            return self.limits.check(url);
        }
        (self.asking, self.expected, self.waiting) = (None, None, None);
        *self = self.limits.clone().turn(url, self.since).await?;
        Ok(())
    }

    /// Waits for leave to read what came. Only so many feeds are held in memory at a time.
    pub(super) async fn read(&mut self) {
        if self.reading.is_none() {
            let reading = Arc::clone(&self.limits.reading);
            self.reading = reading.acquire_owned().await.ok();
        }
    }

    /// Waits for leave to read a feed that is long when it is unpacked.
    pub async fn read_long(&mut self) {
        self.reading = None;
        self.hold_long().await;
        self.read().await;
    }

    /// Lets others be read: of this one is left what the cache keeps. A long one is still long.
    pub fn have_read(&mut self) {
        self.reading = None;
    }

    /// How long a feed may be that is read beside many others, in bytes.
    #[must_use]
    pub fn allowance(&self) -> usize {
        if self.long.is_some() {
            usize::MAX
        } else {
            LONG
        }
    }
}

/// How many servers are waited for at a time: the cache, the names of hosts and what the reader runs need files too.
pub(super) fn asking(options: &FetchOptions) -> usize {
    let patience = options.concurrent.max(1).saturating_mul(PATIENCE);
    patience.min(options.open / OPEN_SHARE).max(1)
}

/// Whether connections may be kept open to be used again.
pub(super) fn keeps(options: &FetchOptions) -> bool {
    options.open / OPEN_SHARE > asking(options)
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
    use std::pin::pin;

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
    fn connections_leave_files_to_the_rest_of_the_program() {
        let options = |concurrent, open| FetchOptions {
            concurrent,
            open,
            ..FetchOptions::default()
        };
        for (given, expected, kept) in [
            (options(16, 10_240), 640, true),
            (options(16, 1024), 256, false),
            (options(0, 10_240), 40, true),
            (options(usize::MAX, 4096), 1024, false),
            (options(16, 1), 1, false),
        ] {
            assert_eq!(
                (asking(&given), keeps(&given)),
                (expected, kept),
                "{given:?}"
            );
        }
    }

    #[tokio::test]
    async fn a_server_is_asked_when_one_before_it_has_answered_or_is_late() {
        let limits = Limits::new(&FetchOptions::default());
        let turn = async |host: usize| {
            let url = Url::parse(&format!("https://{host}.example/")).unwrap();
            limits.turn(&url, Instant::now()).await.unwrap()
        };
        let mut asked = Vec::new();
        for host in 0..EXPECTED {
            asked.push(turn(host).await);
        }
        let mut next = pin!(turn(EXPECTED));
        let asked_at_once = tokio::select! {
            biased;
            _ = &mut next => true,
            () = async {} => false,
        };
        assert!(!asked_at_once);
        asked[0].be_late();
        let _late = next.await;
        asked[1].answered();
        let _answered = turn(EXPECTED + 1).await;
        asked[2].hold(FIRST_ROOM).await;
        let _arriving = turn(EXPECTED + 2).await;
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
