//! Polls one feed: fetch, parse, hand over to the cache.

use std::num::NonZero;
use std::sync::Arc;

use tokio::sync::{OnceCell, OwnedSemaphorePermit, Semaphore};

use crate::app::PollOutcome;
use crate::feed::built_in;
use crate::feed::fetch::{FetchError, FetchOptions, FetchRequest, Fetched, Fetcher, Turn};
use crate::feed::parse::{Fault, ParseError, Parsed, parse};
use crate::lang::Lang;
use crate::model::{FeedId, FeedSource, FeedUpdate, Sighting, Validators};
use crate::runtime::{clock, report};
use crate::store::{Database, PollState, StoreError, Worker};
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
    worker: Arc<Worker>,
    options: FetchOptions,
    fetcher: OnceCell<Fetcher>,
    /// One place for each processor, and one for the next feed to wait for the writer.
    parsers: Arc<Semaphore>,
    lang: Lang,
    /// Told of each poll, on the thread that writes.
    tell: Box<dyn Fn(Polled) + Send + Sync>,
}

/// What a poll keeps until the cache has what it brought, so that neither bodies nor parsed feeds pile up in memory.
struct Places {
    /// On the network: only so many bodies are held at a time.
    _turn: Turn,
    /// At a processor: a parsed feed takes several times the memory of its body. None for what is not parsed.
    _parser: Option<OwnedSemaphorePermit>,
}

/// What a poll brought, before it is in the cache.
enum Brought {
    Update(Box<FeedUpdate>),
    Unchanged(Validators),
}

impl Polls {
    /// Makes the tools of polling; `tell` hears of each poll when the cache has it.
    pub fn new(
        worker: Arc<Worker>,
        options: FetchOptions,
        lang: Lang,
        tell: impl Fn(Polled) + Send + Sync + 'static,
    ) -> Self {
        let processors = std::thread::available_parallelism().map_or(1, NonZero::get);
        Self {
            worker,
            options,
            fetcher: OnceCell::new(),
            parsers: Arc::new(Semaphore::new(processors + 1)),
            lang,
            tell: Box::new(tell),
        }
    }

    /// Polls a feed to the end: whatever happens, `tell` hears of it once.
    pub async fn poll(self: Arc<Self>, state: PollState) {
        let feed = state.feed;
        let (result, places) = match self.bring(&state).await {
            Ok((brought, places)) => (Ok(brought), places),
            Err(error) => (Err(error), None),
        };
        let store = move || {
            let polls = Arc::clone(&self);
            let job = move |database: &mut Database| {
                let polled = polls.record(database, feed, result);
                (polls.tell)(polled);
                drop(places);
            };
            if self.worker.submit_fetched(job).is_err() {
                tracing::debug!(
                    ?feed,
                    "the program is ending; the feed is polled again next time"
                );
            }
        };
        // Waiting for the writer blocks a thread, which must not be one of those that fetch.
        if tokio::task::spawn_blocking(store).await.is_err() {
            tracing::error!(?feed, "storing a feed panicked");
        }
    }

    async fn bring(&self, state: &PollState) -> Result<(Brought, Option<Places>), PollError> {
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
                let places = Places {
                    _turn: turn,
                    _parser: None,
                };
                return Ok((Brought::Unchanged(validators), Some(places)));
            }
        };
        let parser = Arc::clone(&self.parsers).acquire_owned().await.ok();
        let read = move || parse(&bytes, content_type.as_deref(), &final_url);
        let parsed = tokio::task::spawn_blocking(read)
            .await
            .unwrap_or(Err(ParseError::Panicked))?;
        let places = Places {
            _turn: turn,
            _parser: parser,
        };
        Ok((
            Brought::Update(Box::new(update_of(parsed, validators))),
            Some(places),
        ))
    }

    /// The client, made when the first feed needs it: reading root certificates is slow.
    pub(super) async fn fetcher(&self) -> Result<&Fetcher, FetchError> {
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
        result: Result<Brought, PollError>,
    ) -> Polled {
        let now = clock::now();
        let stored = result.and_then(|brought| match brought {
            Brought::Update(update) => {
                let sighting = database.record_update(feed, &update, now)?;
                Ok((PollOutcome::Updated(sighting), Some(update.validators)))
            }
            Brought::Unchanged(validators) => {
                database.record_unchanged(feed, &validators, now)?;
                Ok((PollOutcome::Unchanged, Some(validators)))
            }
        });
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
