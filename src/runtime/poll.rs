//! Polls one feed: fetch, parse, hand over to the cache.

use std::num::NonZero;
use std::sync::Arc;

use tokio::sync::{OnceCell, Semaphore};

use crate::app::PollOutcome;
use crate::feed::built_in;
use crate::feed::fetch::{FetchError, FetchOptions, FetchRequest, Fetched, Fetcher, Turn};
use crate::feed::parse::{Fault, ParseError, Parsed, parse};
use crate::lang::Lang;
use crate::model::{FeedId, FeedSource, FeedUpdate, Sighting, Validators};
use crate::runtime::{clock, report};
use crate::store::{Database, Jobs, PollState, StoreError};
use crate::text::CleanText;

/// Why a poll failed.
#[derive(Debug, thiserror::Error)]
pub enum PollError {
    /// The feed did not come.
    #[error("the feed could not be fetched")]
    Fetch(#[from] FetchError),
    /// What came is no feed.
    #[error("the feed could not be read")]
    Parse(#[from] ParseError),
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
    /// Tokens for the next request; `None` when they are the ones of before.
    pub validators: Option<Validators>,
}

/// What every poll needs.
pub struct Polls {
    jobs: Jobs,
    options: FetchOptions,
    fetcher: OnceCell<Fetcher>,
    /// One place for each processor.
    parsers: Semaphore,
    /// One place for each feed that the writer takes before it lets wait.
    room: Arc<Semaphore>,
    lang: Lang,
    /// Told of each poll, on the thread that writes.
    tell: Box<dyn Fn(Polled) + Send + Sync>,
}

/// What a poll brought, before it is in the cache.
enum Brought {
    Update(Box<FeedUpdate>),
    Unchanged(Validators),
}

impl Polls {
    /// Makes the tools of polling; `tell` hears of each poll when the cache has it.
    pub fn new(
        jobs: Jobs,
        options: FetchOptions,
        lang: Lang,
        tell: impl Fn(Polled) + Send + Sync + 'static,
    ) -> Self {
        let processors = std::thread::available_parallelism().map_or(1, NonZero::get);
        Self {
            jobs,
            options,
            fetcher: OnceCell::new(),
            parsers: Semaphore::new(processors),
            room: Arc::new(Semaphore::new(Jobs::FETCHED)),
            lang,
            tell: Box::new(tell),
        }
    }

    /// Polls a feed to the end: whatever happens, `tell` hears of it once.
    pub async fn poll(self: Arc<Self>, state: PollState) {
        let feed = state.feed;
        let (result, turn) = match self.bring(&state).await {
            Ok((brought, turn)) => (Ok(brought), turn),
            Err(error) => (Err(error), None),
        };
        // Waited for here, where waiting takes no thread; the writer would block the one that fetches.
        let room = Arc::clone(&self.room).acquire_owned().await;
        let polls = Arc::clone(&self);
        let job = move |database: &mut Database| {
            let polled = polls.record(database, feed, &result);
            let (polls, _held) = (Arc::clone(&polls), (&turn, &room));
            move || (polls.tell)(polled)
        };
        if self.jobs.submit_fetched(job).is_err() {
            tracing::debug!(
                ?feed,
                "the program is ending; the feed is polled again next time"
            );
        }
    }

    async fn bring(&self, state: &PollState) -> Result<(Brought, Option<Turn>), PollError> {
        let url = match &state.source {
            FeedSource::BuiltIn(address) => return Ok((read_built_in(address)?, None)),
            FeedSource::Url(address) => address.clone(),
        };
        let fetcher = self.fetcher().await?;
        let validators = state.validators.clone();
        let (fetched, turn) = fetcher.fetch(FetchRequest { url, validators }).await?;
        let (bytes, content_type, final_url, validators) = match fetched {
            Fetched::Body {
                bytes,
                content_type,
                final_url,
                validators,
            } => (bytes, content_type, final_url, validators),
            Fetched::NotModified { validators } => {
                return Ok((Brought::Unchanged(validators), Some(turn)));
            }
        };
        let _place = self.parsers.acquire().await;
        let read = move || parse(&bytes, content_type.as_deref(), &final_url);
        let parsed = tokio::task::spawn_blocking(read)
            .await
            .unwrap_or(Err(ParseError::Panicked))?;
        let update = Box::new(update_of(parsed, validators));
        Ok((Brought::Update(update), Some(turn)))
    }

    /// The client, made when the first feed needs it: reading root certificates is slow.
    async fn fetcher(&self) -> Result<&Fetcher, FetchError> {
        let options = self.options.clone();
        let make = || async move {
            let made = tokio::task::spawn_blocking(move || Fetcher::new(&options)).await;
            made.unwrap_or_else(|panic| std::panic::resume_unwind(panic.into_panic()))
        };
        self.fetcher.get_or_try_init(make).await
    }

    fn record(
        &self,
        database: &mut Database,
        feed: FeedId,
        result: &Result<Brought, PollError>,
    ) -> Polled {
        let brought = match result {
            Ok(brought) => brought,
            Err(error) => return self.record_failure(database, feed, error),
        };
        let stored = keep(database, feed, brought).map_err(PollError::from);
        match stored {
            Ok((PollOutcome::Updated(Sighting { new: 0, edited: 0 }), validators)) => Polled {
                feed,
                outcome: PollOutcome::Unchanged,
                reason: CleanText::default(),
                validators,
            },
            Ok((outcome, validators)) => Polled {
                feed,
                outcome,
                reason: CleanText::default(),
                validators,
            },
            Err(error) => self.record_failure(database, feed, &error),
        }
    }

    fn record_failure(&self, database: &mut Database, feed: FeedId, error: &PollError) -> Polled {
        tracing::warn!(?feed, ?error, "a poll failed");
        let reason = CleanText::line(&self.lang.explain(&report::poll(error)));
        if let Err(error) = database.record_failure(feed, &reason, clock::now()) {
            tracing::error!(?feed, ?error, "the failure of a poll could not be stored");
        }
        Polled {
            feed,
            outcome: PollOutcome::Failed,
            reason,
            validators: None,
        }
    }
}

fn keep(
    database: &mut Database,
    feed: FeedId,
    brought: &Brought,
) -> Result<(PollOutcome, Option<Validators>), StoreError> {
    let now = clock::now();
    Ok(match brought {
        Brought::Update(update) => {
            let sighting = database.record_update(feed, update, now)?;
            let validators = Some(update.validators.clone());
            (PollOutcome::Updated(sighting), validators)
        }
        Brought::Unchanged(validators) => {
            database.record_unchanged(feed, validators, now)?;
            (PollOutcome::Unchanged, Some(validators.clone()))
        }
    })
}

/// The feed with the tokens for its next request.
fn update_of(parsed: Parsed, validators: Validators) -> FeedUpdate {
    // Of a document that broke off the rest is wanted next time, not word that nothing changed.
    let whole = !parsed
        .warnings
        .iter()
        .any(|warning| warning.fault == Fault::Truncated);
    let validators = if whole {
        validators
    } else {
        Validators::default()
    };
    FeedUpdate {
        validators,
        ..parsed.update
    }
}

fn read_built_in(address: &str) -> Result<Brought, PollError> {
    let document = built_in(address).ok_or_else(|| PollError::NoBuiltIn {
        address: address.to_owned(),
    })?;
    let parsed = parse(document.as_bytes(), None, address)?;
    Ok(Brought::Update(Box::new(parsed.update)))
}
