//! From a feed's source to what goes into the cache.

use std::sync::Arc;

use tokio::time::Instant;

use super::{Brought, PollError, Polls};
use crate::config::Access;
use crate::feed::built_in;
use crate::feed::fetch::{FetchError, FetchRequest, Fetched, Fetcher, Turn};
use crate::feed::parse::{Fault, ParseError, Parsed, Warning, parse, parse_here};
use crate::model::{FeedSource, FeedUpdate, Validators};
use crate::runtime::Reach;
use crate::runtime::clock;
use crate::runtime::command::{self, Allowance, CommandError};
use crate::store::{Parcel, PollState};

/// After so many failures in a row a feed that has moved is looked for where it was as well.
const PATIENCE: u32 = 2;

impl Polls {
    pub(super) async fn bring(
        &self,
        state: &PollState,
        since: Instant,
    ) -> Result<(Brought, Option<Turn>), PollError> {
        let access = self.reach.of(state.source.address());
        match &state.source {
            FeedSource::BuiltIn(address) => Ok((read_built_in(address)?, None)),
            FeedSource::Command(address) => self.run(address, state, &access).await,
            FeedSource::Url(address) => self.fetch(address, state, &access, since).await,
        }
    }

    /// Fetches a feed from where it has moved; where it has gone from there, once more from where it was.
    async fn fetch(
        &self,
        address: &str,
        state: &PollState,
        access: &Access,
        since: Instant,
    ) -> Result<(Brought, Option<Turn>), PollError> {
        let Some(moved_to) = &state.moved_to else {
            return self.fetch_at(address, address, state, access, since).await;
        };
        let error = match self.fetch_at(moved_to, address, state, access, since).await {
            Err(error) if may_be_back(&error, state) => error,
            result => return result,
        };
        match self.fetch_at(address, address, state, access, since).await {
            Ok((brought, turn)) => Ok((brought.come_from(address), turn)),
            Err(there) => {
                tracing::info!(?there, "nor is the feed where it was before it moved");
                Err(error)
            }
        }
    }

    async fn fetch_at(
        &self,
        url: &str,
        address: &str,
        state: &PollState,
        access: &Access,
        since: Instant,
    ) -> Result<(Brought, Option<Turn>), PollError> {
        let fetcher = self.fetcher().await?;
        let request = FetchRequest {
            url: url.to_owned(),
            written: Some(address.to_owned()),
            // Word that nothing has changed would leave entries as they were read before.
            validators: if access.reading() == state.reading {
                state.validators.clone()
            } else {
                Validators::default()
            },
            access: Arc::new(self.reach.ready(access).await?),
            now: clock::now(),
            since: Some(since),
            page: false,
        };
        let fetched = fetcher.fetch(request).await;
        if let Err(FetchError::Status { code: 401, .. }) = &fetched {
            self.reach.forget(access);
        }
        let (fetched, turn) = fetched?;
        match fetched {
            Fetched::NotModified(unchanged) => Ok((Brought::Unchanged(unchanged), Some(turn))),
            Fetched::Body {
                bytes,
                content_type,
                final_url,
                moved_to,
                validators,
                fresh_for,
            } => {
                let document = self
                    .filtered(access, bytes, content_type, final_url)
                    .await?;
                let reading = access.reading();
                let update = move |read: Whole| FeedUpdate {
                    validators: if read.whole {
                        validators
                    } else {
                        Validators::default()
                    },
                    reading,
                    fresh_for,
                    moved_to,
                    ..read.update
                };
                let brought = self.parse(document, state, access, update).await?;
                Ok((brought, Some(turn)))
            }
        }
    }

    /// Takes what a command of the settings prints for a feed.
    async fn run(
        &self,
        address: &str,
        state: &PollState,
        access: &Access,
    ) -> Result<(Brought, Option<Turn>), PollError> {
        let bytes = self.command(&access.exec, Vec::new(), access).await?;
        let document = self
            .filtered(access, bytes, None, address.to_owned())
            .await?;
        let brought = self.parse(document, state, access, |read| read.update);
        Ok((brought.await?, None))
    }

    /// Sends a document through the filter of its feed, if it has one.
    async fn filtered(
        &self,
        access: &Access,
        bytes: Vec<u8>,
        content_type: Option<String>,
        base: String,
    ) -> Result<Document, PollError> {
        if access.filter.is_empty() {
            return Ok(Document {
                bytes,
                content_type,
                base,
            });
        }
        Ok(Document {
            bytes: self.command(&access.filter, bytes, access).await?,
            // What the server said was said of what went in.
            content_type: None,
            base,
        })
    }

    async fn command(
        &self,
        argv: &[String],
        input: Vec<u8>,
        access: &Access,
    ) -> Result<Vec<u8>, CommandError> {
        let _place = self.commands.acquire().await;
        let allowance = Allowance {
            time: access.timeout,
            output: usize::try_from(access.max_body).unwrap_or(usize::MAX),
            asks: false,
        };
        command::run(argv, input, allowance).await
    }

    /// Reads a document and makes it ready for the cache.
    async fn parse(
        &self,
        document: Document,
        state: &PollState,
        access: &Access,
        update: impl FnOnce(Whole) -> FeedUpdate + Send + 'static,
    ) -> Result<Brought, PollError> {
        let _place = self.parsers.acquire().await;
        let most = access.max_entries;
        let first = state.last.at.is_none();
        let read = move || {
            let mut whole = Whole::of(document.read()?);
            if most > 0 {
                whole.update.entries.truncate(most);
            }
            Ok(Parcel::new(update(whole), first))
        };
        // Threads of the runtime have the stack for it.
        let read = tokio::task::spawn_blocking(read).await;
        let parcel = read.unwrap_or(Err(ParseError::Panicked))?;
        Ok(Brought::Update(Box::new(parcel)))
    }

    /// The client and the rules of the settings, for what is fetched beside polls.
    pub(in crate::runtime) async fn tools(&self) -> Result<(&Fetcher, &Reach), FetchError> {
        Ok((self.fetcher().await?, &self.reach))
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
}

/// Whether a feed that has moved is worth looking for where it was.
fn may_be_back(error: &PollError, state: &PollState) -> bool {
    match error {
        PollError::Fetch(FetchError::Status {
            code: 404 | 410, ..
        }) => true,
        PollError::Fetch(FetchError::Resting { .. }) => false,
        PollError::Fetch(_) | PollError::Parse(_) => state.last.failures >= PATIENCE,
        _ => false,
    }
}

impl Brought {
    /// Says that the feed is at its own address, unless that has just led elsewhere for good.
    fn come_from(mut self, address: &str) -> Self {
        let moved_to = match &mut self {
            Self::Update(parcel) => parcel.moved_to(),
            Self::Unchanged(unchanged) => &mut unchanged.moved_to,
        };
        moved_to.get_or_insert_with(|| address.to_owned());
        self
    }
}

/// A document on its way to the parser.
struct Document {
    bytes: Vec<u8>,
    content_type: Option<String>,
    base: String,
}

impl Document {
    fn read(self) -> Result<Parsed, ParseError> {
        parse_here(&self.bytes, self.content_type.as_deref(), &self.base)
    }
}

/// A parsed feed, and whether all of it had come.
struct Whole {
    update: FeedUpdate,
    /// Of a document that broke off the rest is wanted next time, not word that nothing changed.
    whole: bool,
}

impl Whole {
    fn of(parsed: Parsed) -> Self {
        let cut = |warning: &Warning| warning.fault == Fault::Truncated;
        Self {
            whole: !parsed.warnings.iter().any(cut),
            update: parsed.update,
        }
    }
}

fn read_built_in(address: &str) -> Result<Brought, PollError> {
    let document = built_in(address).ok_or_else(|| PollError::NoBuiltIn {
        address: address.to_owned(),
    })?;
    let parsed = parse(document.as_bytes(), None, address)?;
    Ok(Brought::Update(Box::new(Parcel::new(parsed.update, false))))
}
