//! From a feed's source to what goes into the cache.

use std::sync::Arc;

use tokio::time::Instant;

use super::{Brought, PollError, Polls};
use crate::config::Access;
use crate::feed::built_in;
use crate::feed::fetch::{FetchError, FetchRequest, Fetched, Fetcher, Kind, PackedBody, Turn};
use crate::feed::parse::{Parsed, parse, parse_here};
use crate::model::{Condition, Fault, FeedSource, FeedUpdate, Validators, Warning};
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
            FeedSource::Command(address) => Box::pin(self.run(address, state, &access)).await,
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
        let there = self.fetch_at(address, address, state, access, since);
        match Box::pin(there).await {
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
            access: Arc::new(Box::pin(self.reach.ready(access)).await?),
            now: clock::now(),
            since: Some(since),
            kind: Kind::Feed,
            file: None,
        };
        let fetched = fetcher.fetch_packed(request).await;
        if let Err(FetchError::Status { code: 401, .. }) = &fetched {
            self.reach.forget(access);
        }
        let (fetched, turn) = fetched?;
        // Apart, so that those who wait for their turn, which may be thousands, take little memory.
        Box::pin(self.take(fetched, turn, state, access)).await
    }

    /// Reads what a server answered.
    async fn take(
        &self,
        fetched: Fetched<PackedBody>,
        mut turn: Turn,
        state: &PollState,
        access: &Access,
    ) -> Result<(Brought, Option<Turn>), PollError> {
        let came = match fetched {
            Fetched::NotModified(unchanged) => {
                return Ok((Brought::Unchanged(unchanged), Some(turn)));
            }
            Fetched::Body(came) => came,
        };
        let mut document = Document {
            body: came.bytes,
            content_type: came.content_type,
            base: came.final_url,
        };
        if !access.filter.is_empty() {
            let bytes = document.body.whole(&mut turn).await?;
            document = self.filtered(access, bytes, document.base).await?;
        }
        let reading = access.reading();
        let update = move |read: Whole| FeedUpdate {
            validators: if read.whole {
                came.validators
            } else {
                Validators::default()
            },
            reading,
            fresh_for: came.fresh_for,
            moved_to: came.moved_to,
            ..read.update
        };
        let brought = self.parse(document, state, access, Some(&mut turn), update);
        Ok((brought.await?, Some(turn)))
    }

    /// Takes what a command of the settings prints for a feed.
    async fn run(
        &self,
        address: &str,
        state: &PollState,
        access: &Access,
    ) -> Result<(Brought, Option<Turn>), PollError> {
        let bytes = self.command(&access.exec, Vec::new(), access).await?;
        let document = if access.filter.is_empty() {
            Document::plain(bytes, address.to_owned())
        } else {
            self.filtered(access, bytes, address.to_owned()).await?
        };
        let brought = self.parse(document, state, access, None, |read| read.update);
        Ok((brought.await?, None))
    }

    /// Sends a document through the filter of its feed. What the server said of its type was said of what went in.
    async fn filtered(
        &self,
        access: &Access,
        bytes: Vec<u8>,
        base: String,
    ) -> Result<Document, PollError> {
        let bytes = self.command(&access.filter, bytes, access).await?;
        Ok(Document::plain(bytes, base))
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
        mut turn: Option<&mut Turn>,
        update: impl FnOnce(Whole) -> FeedUpdate + Send + 'static,
    ) -> Result<Brought, PollError> {
        let mut reading = Reading {
            document,
            most: access.max_entries,
            first: state.last.at.is_none(),
            rules_read: self.rules_read,
            update,
        };
        let mut allowance = turn.as_deref().map_or(usize::MAX, Turn::allowance);
        loop {
            let read = self.parsers.run(move || reading.read(allowance)).await;
            match (read??, &mut turn) {
                (Read::Ready(parcel), turn) => {
                    if let Some(turn) = turn {
                        turn.leave_room();
                    }
                    return Ok(Brought::Update(parcel));
                }
                (Read::Long(long), turn) => {
                    if let Some(turn) = turn {
                        turn.read_long().await;
                    }
                    (reading, allowance) = (long, usize::MAX);
                }
            }
        }
    }

    /// The client and the rules of the settings, for what is fetched beside polls.
    pub(in crate::runtime) async fn tools(&self) -> Result<(&Fetcher, &Reach), FetchError> {
        Ok((self.fetcher().await?, &self.reach))
    }

    /// The client, made when the first feed needs it: reading root certificates is slow.
    pub(super) async fn fetcher(&self) -> Result<&Fetcher, FetchError> {
        if let Some(fetcher) = self.fetcher.get() {
            return Ok(fetcher);
        }
        let (options, clocks) = (self.options.clone(), self.clocks.clone());
        let make = || async move {
            let made = tokio::task::spawn_blocking(move || Fetcher::new(&options)).await;
            let made = made.unwrap_or_else(|panic| std::panic::resume_unwind(panic.into_panic()));
            Ok(made?.with_clocks(clocks))
        };
        Box::pin(self.fetcher.get_or_try_init(make)).await
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
    body: PackedBody,
    content_type: Option<String>,
    base: String,
}

impl Document {
    const fn plain(bytes: Vec<u8>, base: String) -> Self {
        Self {
            body: PackedBody::plain(bytes),
            content_type: None,
            base,
        }
    }
}

/// What a thread that reads feeds needs to know of one.
struct Reading<U> {
    document: Document,
    /// How many entries are taken; zero for all.
    most: usize,
    /// The cache has none of its entries.
    first: bool,
    /// Rules look for words in texts.
    rules_read: bool,
    update: U,
}

/// What became of it.
enum Read<U> {
    Ready(Box<Parcel>),
    /// It is longer than allowed.
    Long(Reading<U>),
}

impl<U: FnOnce(Whole) -> FeedUpdate> Reading<U> {
    fn read(self, allowance: usize) -> Result<Read<U>, PollError> {
        let Document {
            body,
            content_type,
            base,
        } = &self.document;
        let Some(bytes) = body.unpack(allowance)? else {
            return Ok(Read::Long(self));
        };
        let mut whole = Whole::of(parse_here(&bytes, content_type.as_deref(), base)?);
        if self.most > 0 {
            whole.update.entries.truncate(self.most);
        }
        // They make room for what is packed now.
        drop(bytes);
        let parcel = Parcel::new((self.update)(whole), self.first, self.rules_read);
        Ok(Read::Ready(Box::new(parcel)))
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
            update: FeedUpdate {
                condition: Some(Condition {
                    encoding: parsed.encoding,
                    warnings: parsed.warnings,
                    more_warnings: parsed.more_warnings,
                }),
                ..parsed.update
            },
        }
    }
}

fn read_built_in(address: &str) -> Result<Brought, PollError> {
    let document = built_in(address).ok_or_else(|| PollError::NoBuiltIn {
        address: address.to_owned(),
    })?;
    let parsed = parse(document.as_bytes(), None, address)?;
    Ok(Brought::Update(Box::new(Parcel::new(
        parsed.update,
        false,
        false,
    ))))
}
