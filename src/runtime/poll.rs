//! Polls one feed: fetch, parse, hand over to the cache.

mod bring;
mod files;
mod pages;
mod parsers;
mod pictures;
mod queues;

use std::io;
use std::num::NonZero;
use std::sync::Arc;

use tokio::runtime::{Builder, Runtime};
use tokio::sync::{OnceCell, Semaphore, mpsc};
use tokio::time::Instant;

pub use self::pages::PageFetchError;
use self::parsers::Parsers;
use crate::app::PollOutcome;
use crate::config::Config;
use crate::feed::fetch::{Clocks, FetchError, FetchOptions, Fetcher};
use crate::feed::parse::ParseError;
use crate::lang::Lang;
use crate::model::{FeedId, Rule, Setback, Sighting, Timestamp, Unchanged};
use crate::runtime::command::CommandError;
use crate::runtime::reach::{Reach, ReachError};
use crate::runtime::{clock, report};
use crate::store::{Database, Jobs, Parcel, PollState, StoreError};
use crate::text::CleanText;

/// Threads that fetch. A server that floods us with interim answers holds one, for the library of HTTP reads
/// megabytes of them before it lets others go on; two alone would be held up by two such servers.
const THREADS: usize = 4;
/// Commands that run at a time: many enough that some that hang hold up no others.
const COMMANDS: usize = 16;
/// Pages that are fetched at a time for the entries that polls brought.
const PAGES: usize = 4;

/// Starts the threads that fetch.
pub(super) fn runtime() -> io::Result<Runtime> {
    Builder::new_multi_thread()
        .worker_threads(THREADS)
        .enable_all()
        .build()
}

/// Why a poll failed.
#[derive(Debug, thiserror::Error)]
pub enum PollError {
    /// The feed did not come.
    #[error("the feed could not be fetched")]
    Fetch(#[from] FetchError),
    /// What came is no feed.
    #[error("the feed could not be read")]
    Parse(#[from] ParseError),
    /// It is not known how to reach the feed.
    #[error("the feed could not be reached")]
    Reach(#[from] ReachError),
    /// The command that prints the feed, or the one it goes through, failed.
    #[error("a command of the feed failed")]
    Command(#[from] CommandError),
    /// The program has no feed of this name.
    #[error("no built-in feed is called {address}")]
    NoBuiltIn {
        /// The address in the settings.
        address: String,
    },
    /// The cache did not take it.
    #[error("the feed could not be stored")]
    Store(#[from] StoreError),
}

/// What came of polling a feed, after it is in the cache.
#[derive(Clone, Debug)]
pub struct Polled {
    /// The feed.
    pub feed: FeedId,
    /// What came of it.
    pub outcome: PollOutcome,
    /// Why it failed, in words for people; empty when it did not.
    pub reason: CleanText,
    /// What the next poll must know; `None` when the cache did not tell.
    pub state: Option<Box<PollState>>,
    /// Where the feed has moved, if that was found out just now.
    pub moved_to: Option<String>,
}

impl Polled {
    /// What came of a feed that was left alone.
    pub(super) fn put_off(feed: FeedId, outcome: PollOutcome) -> Self {
        Self {
            feed,
            outcome,
            reason: CleanText::default(),
            state: None,
            moved_to: None,
        }
    }
}

/// What every poll needs.
pub struct Polls {
    jobs: Jobs,
    options: FetchOptions,
    fetcher: OnceCell<Fetcher>,
    /// What servers tell of the time.
    clocks: Clocks,
    reach: Arc<Reach>,
    /// Commands that run at a time.
    commands: Arc<Semaphore>,
    parsers: Parsers,
    /// Pages that are read at a time: one for each processor, on other threads than feeds, which a page that takes
    /// long must not hold up.
    cutters: Semaphore,
    /// Pages that are fetched at a time unasked.
    pages: Semaphore,
    /// One place for each feed that the writer takes before it lets wait.
    room: Arc<Semaphore>,
    /// Rules of the settings look for words in texts.
    rules_read: bool,
    lang: Lang,
    /// Told of each poll, on the thread that writes.
    tell: Box<dyn Fn(Polled) + Send + Sync>,
}

/// What a poll brought, before it is in the cache.
enum Brought {
    Update(Box<Parcel>),
    Unchanged(Unchanged),
}

impl Polls {
    /// Makes the tools of polling; `tell` hears of each poll when the cache has it.
    pub fn new(
        jobs: Jobs,
        options: FetchOptions,
        reach: Arc<Reach>,
        rules: &[Rule],
        lang: Lang,
        tell: impl Fn(Polled) + Send + Sync + 'static,
    ) -> Self {
        let processors = std::thread::available_parallelism().map_or(1, NonZero::get);
        Self {
            jobs,
            options,
            fetcher: OnceCell::new(),
            clocks: Clocks::default(),
            reach,
            commands: Arc::new(Semaphore::new(COMMANDS)),
            parsers: Parsers::start(processors),
            cutters: Semaphore::new(processors),
            pages: Semaphore::new(PAGES),
            room: Arc::new(Semaphore::new(Jobs::FETCHED)),
            rules_read: rules.iter().any(|rule| rule.when.asks_for_texts()),
            lang,
            tell: Box::new(tell),
        }
    }

    /// What servers tell of the time.
    pub(super) fn clocks(&self) -> Clocks {
        self.clocks.clone()
    }

    /// Reaches feeds as the settings say now.
    pub(super) fn renew(&self, config: &Config) {
        self.reach.renew(config);
    }

    /// Polls a feed to the end: whatever happens, `tell` hears of it once.
    ///
    /// A host that takes no connection is tried once for all polls that begin at the same instant.
    async fn poll(self: Arc<Self>, state: PollState, begun: Instant) {
        let (result, mut turn) = match self.bring(&state, begun).await {
            Ok((brought, turn)) => (Ok(brought), turn),
            Err(error) => (Err(error), None),
        };
        // Waited for here, where waiting takes no thread; the writer would block the one that fetches.
        let room = Arc::clone(&self.room).acquire_owned().await;
        if let Some(turn) = &mut turn {
            turn.have_read();
        }
        let polls = Arc::clone(&self);
        let address = state.source.address().to_owned();
        let (wanted, lacking) = self.wants_pages(&state).then(|| mpsc::channel(1)).unzip();
        let job = move |database: &mut Database| {
            let now = clock::now();
            let polled = polls.record(database, &state, &result, now);
            let (polls, _held) = (Arc::clone(&polls), (&turn, &room));
            let new = matches!(polled.outcome, PollOutcome::Updated(sighting) if sighting.new > 0);
            let wanted = wanted.clone().filter(|_| new);
            let wanted = wanted.map(|sender| (sender, pages::lacking(database, state.feed, now)));
            move || {
                (polls.tell)(polled);
                if let Some((sender, lacking)) = wanted {
                    // Fails only when the program is ending.
                    let _ = sender.try_send(lacking);
                }
            }
        };
        if self.jobs.submit_fetched(job).is_err() {
            tracing::debug!("the program is ending; the feed is polled again next time");
        }
        if let Some(mut lacking) = lacking {
            // By itself: the next feed of the host does not wait for it.
            tokio::spawn(async move {
                if let Some(lacking) = lacking.recv().await {
                    self.bring_pages(&address, lacking).await;
                }
            });
        }
    }

    fn record(
        &self,
        database: &mut Database,
        state: &PollState,
        result: &Result<Brought, PollError>,
        now: Timestamp,
    ) -> Polled {
        let feed = state.feed;
        let (outcome, reason, noted) = match result {
            Err(error) => self.record_failure(database, feed, error),
            Ok(brought) => match keep(database, feed, brought, now) {
                Ok(outcome) => (outcome, CleanText::default(), Ok(())),
                Err(error) => self.record_failure(database, feed, &error.into()),
            },
        };
        // Of a cache that cannot be written, what it says is of the poll before, and the feed would be due at once.
        let next = noted.and_then(|()| database.poll_state(feed));
        if let Err(error) = &next {
            tracing::error!(?feed, ?error, "what came of a poll is not in the cache");
        }
        let next = next.ok().map(Box::new);
        let moved_to = next.as_ref().and_then(|next| next.moved_to.clone());
        Polled {
            feed,
            outcome,
            reason,
            state: next,
            moved_to: moved_to.filter(|url| state.moved_to.as_ref() != Some(url)),
        }
    }

    fn record_failure(
        &self,
        database: &mut Database,
        feed: FeedId,
        error: &PollError,
    ) -> (PollOutcome, CleanText, Result<(), StoreError>) {
        let reason = CleanText::line(&self.lang.explain(&report::poll(error)));
        if let PollError::Fetch(FetchError::Resting { wait, .. }) = error {
            let seconds = Some(wait.as_secs() + 1);
            return (PollOutcome::PutOff { seconds }, reason, Ok(()));
        }
        tracing::warn!(?feed, ?error, "a poll failed");
        let noted = database.record_failure(feed, &reason, setback(error), clock::now());
        (PollOutcome::Failed, reason, noted)
    }
}

fn keep(
    database: &mut Database,
    feed: FeedId,
    brought: &Brought,
    now: Timestamp,
) -> Result<PollOutcome, StoreError> {
    Ok(match brought {
        Brought::Update(parcel) => match database.record_parcel(feed, parcel, now)? {
            Sighting {
                new: 0,
                edited: 0,
                notable: 0,
            } => PollOutcome::Unchanged,
            sighting => PollOutcome::Updated(sighting),
        },
        Brought::Unchanged(unchanged) => {
            database.record_unchanged(feed, unchanged, now)?;
            PollOutcome::Unchanged
        }
    })
}

/// Whose trouble a failure is.
fn setback(error: &PollError) -> Setback {
    match error {
        PollError::Fetch(FetchError::Status { code: 410, .. }) => Setback::Gone,
        PollError::Fetch(FetchError::Elsewhere { source, .. }) => source
            .told_to_wait()
            .map_or(Setback::Feed, |wait| Setback::ToldElsewhere { wait }),
        PollError::Fetch(error) => match error.told_to_wait() {
            Some(wait) => Setback::Told { wait },
            None if error.is_of_the_host() => Setback::Host,
            None => Setback::Feed,
        },
        _ => Setback::Feed,
    }
}
