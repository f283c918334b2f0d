//! Brings a feed's bytes over HTTP; the only place that touches the network.
//!
//! A [`Fetcher`] is one for all feeds: those that wait for one server use its connection one after the other, and no
//! more requests run at a time than its [`FetchOptions`] allow, over all hosts and on each. Whatever a server does ends in a
//! [`Fetched`] or a [`FetchError`] within the time-outs, and in no more memory than the body limit.

mod access;
mod auth;
mod body;
mod client;
mod clocks;
mod cookies;
mod disposition;
mod error;
mod fetched;
mod file;
mod fresh;
mod guard;
mod hops;
mod limits;
mod reading;
mod unpack;

use std::sync::Arc;
use std::time::Duration;

use reqwest::StatusCode;
use reqwest::header::{self, HeaderMap};
use tokio::time::Instant;
use url::Url;

pub use self::access::{Access, HeaderField, ProxySetting, Route};
pub use self::auth::Credentials;
pub use self::body::PackedBody;
use self::client::{Outlet, Outlets};
pub use self::clocks::Clocks;
pub use self::cookies::Cookies;
pub use self::error::FetchError;
pub use self::fetched::{Fetched, Representation};
pub use self::file::{FileAnswer, FileStream, Part};
use self::hops::{Arrival, Walk};
use self::limits::Limits;
pub use self::limits::Turn;
use self::reading::Reading;
use super::link;
use crate::model::{Timestamp, Unchanged, Validators};

/// What every request says it comes from (RFC 9110 section 10.1.5).
pub const USER_AGENT: &str = concat!(
    "newsterm/",
    env!("CARGO_PKG_VERSION"),
    " (terminal feed reader)"
);

/// Says how all feeds are fetched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FetchOptions {
    /// The time a connection may take to be made, TLS included.
    pub connect_timeout: Duration,
    /// How many redirects are followed.
    pub max_redirects: usize,
    /// How many feeds are read at a time; at least one. Up to forty times as many servers are waited for.
    pub concurrent: usize,
    /// How many requests run at a time on one host and port; at least one.
    pub concurrent_per_host: usize,
    /// The time between two requests to one host and port, but those of the reader's own network.
    pub spacing: Duration,
    /// How many files may be open, connections among them. Where this is few, fewer servers are asked at a time
    /// and no connection is kept to be used again.
    pub open: usize,
}

impl Default for FetchOptions {
    fn default() -> Self {
        Self {
            connect_timeout: Duration::from_secs(10),
            max_redirects: 10,
            concurrent: 24,
            concurrent_per_host: 4,
            spacing: Duration::ZERO,
            open: 4096,
        }
    }
}

/// Asks for a feed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FetchRequest {
    /// An absolute `http` or `https` URL.
    pub url: String,
    /// The address the reader wrote, where the feed has moved since; [`FetchRequest::url`] when absent.
    pub written: Option<String>,
    /// The tokens of the last answer, where its entries are still kept.
    pub validators: Validators,
    /// How the feed is reached.
    pub access: Arc<Access>,
    /// The time now, for cookies and for servers that do not tell theirs.
    pub now: Timestamp,
    /// What is wanted: servers that have several give what is asked for first.
    pub kind: Kind,
    /// A file is wanted as it is, or what a part of it lacks: see [`Fetcher::file`].
    pub file: Option<Part>,
    /// When this was wished for, with others of its host perhaps: a host that took no connection since is asked no
    /// more. When [`Fetcher::fetch`] was called, where absent.
    pub since: Option<Instant>,
}

/// What a request is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// A feed.
    #[default]
    Feed,
    /// The page of an entry.
    Page,
    /// A picture of an article.
    Picture,
}

/// Fetches feeds: one client and its limits; cheap to clone.
///
/// ```no_run
/// use newsterm::feed::fetch::{FetchError, FetchOptions, FetchRequest, Fetched, Fetcher};
///
/// # async fn example() -> Result<(), FetchError> {
/// let fetcher = Fetcher::new(&FetchOptions::default())?;
/// let url = "https://news.example/feed".to_owned();
/// let request = FetchRequest { url, ..FetchRequest::default() };
/// let (fetched, _turn) = fetcher.fetch(request).await?;
/// if let Fetched::Body(feed) = fetched {
///     assert!(!feed.bytes.is_empty());
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Fetcher {
    outlets: Outlets,
    limits: Limits,
    options: FetchOptions,
    clocks: Clocks,
}

impl Fetcher {
    /// Makes the client that most feeds use; reads the system's root certificates, so it is slow (tens of
    /// milliseconds) and belongs off the way to the first screen.
    ///
    /// # Errors
    /// [`FetchError::Client`] when TLS cannot be set up.
    pub fn new(options: &FetchOptions) -> Result<Self, FetchError> {
        let outlets = Outlets::new(options);
        outlets.get(&Route::default())?;
        Ok(Self {
            outlets,
            limits: Limits::new(options),
            options: options.clone(),
            clocks: Clocks::default(),
        })
    }

    /// Says who hears what servers tell of the time.
    #[must_use]
    pub fn with_clocks(self, clocks: Clocks) -> Self {
        Self { clocks, ..self }
    }

    /// Asks a server for a feed, conditionally where the request has validators (RFC 9110 section 13).
    ///
    /// Waits for its turn first, and gives it on: while the caller keeps the [`Turn`] no other feed is read in its
    /// place, so that feeds cannot pile up. Dropping the future gives the request up.
    ///
    /// # Errors
    /// Any [`FetchError`]; every status other than 2xx and an asked-for 304 is one.
    pub async fn fetch(&self, request: FetchRequest) -> Result<(Fetched, Turn), FetchError> {
        let (fetched, mut turn) = self.fetch_packed(request).await?;
        Ok((fetched.unpacked(&mut turn).await?, turn))
    }

    /// The same, with the body as it came, for who unpacks it elsewhere.
    ///
    /// # Errors
    /// As [`Fetcher::fetch`] has them.
    pub async fn fetch_packed(
        &self,
        request: FetchRequest,
    ) -> Result<(Fetched<PackedBody>, Turn), FetchError> {
        let url = address(&request.url)?;
        let since = request.since.unwrap_or_else(Instant::now);
        let turn = self.limits.turn(&url, since).await?;
        // Apart, so that those who wait for their turn, which may be thousands, take little memory.
        Box::pin(self.ask(url, request, turn)).await
    }

    async fn ask(
        &self,
        url: Url,
        request: FetchRequest,
        mut turn: Turn,
    ) -> Result<(Fetched<PackedBody>, Turn), FetchError> {
        let written = address(request.written.as_ref().unwrap_or(&request.url))?;
        let outlet = self.outlets.get(&request.access.route)?;
        let mut walk = self.walk(&outlet, &request, &written, url.clone());
        match self.walked(&mut walk, &mut turn).await {
            Ok(fetched) => Ok((fetched, turn)),
            Err(error) => Err(walk.blame(&url, error)),
        }
    }

    /// Asks for a file, and waits until it begins to come.
    async fn arrive(&self, request: &FetchRequest) -> Result<(Arrival, Turn), FetchError> {
        let url = address(&request.url)?;
        let written = address(request.written.as_ref().unwrap_or(&request.url))?;
        let since = request.since.unwrap_or_else(Instant::now);
        let mut turn = self.limits.turn(&url, since).await?;
        let outlet = self.outlets.get(&request.access.route)?;
        let mut walk = self.walk(&outlet, request, &written, url.clone());
        match walk.follow(&mut turn).await {
            Ok(arrival) => Ok((arrival, turn)),
            Err(error) => Err(walk.blame(&url, error)),
        }
    }

    fn walk<'a>(
        &'a self,
        outlet: &'a Outlet,
        request: &'a FetchRequest,
        written: &'a Url,
        at: Url,
    ) -> Walk<'a> {
        Walk {
            outlet,
            limits: &self.limits,
            options: &self.options,
            request,
            credentials: credentials(&request.access, written),
            written,
            deadline: Instant::now() + request.access.timeout,
            at,
        }
    }

    async fn walked(
        &self,
        walk: &mut Walk<'_>,
        turn: &mut Turn,
    ) -> Result<Fetched<PackedBody>, FetchError> {
        let arrival = walk.follow(turn).await?;
        let stage = walk.stage(&arrival.url);
        let mut reading = Reading {
            limit: walk.request.access.max_body,
            deadline: walk.deadline,
            stage: &stage,
            turn,
        };
        self.answer(arrival, walk.request, &mut reading).await
    }

    async fn answer(
        &self,
        arrival: Arrival,
        request: &FetchRequest,
        reading: &mut Reading<'_>,
    ) -> Result<Fetched<PackedBody>, FetchError> {
        let now = request.now;
        let headers = arrival.response.headers();
        self.clocks.hear(headers, now);
        let fresh_for = fresh::fresh_for(headers, now);
        let moved_to = arrival.moved_to();
        match arrival.response.status() {
            StatusCode::NOT_MODIFIED if !arrival.conditional => Err(FetchError::NotModifiedUnasked),
            StatusCode::NOT_MODIFIED => {
                reading.turn.answered();
                Ok(Fetched::NotModified(Unchanged {
                    validators: renewed(request.validators.clone(), headers),
                    fresh_for,
                    moved_to,
                }))
            }
            status if status.is_success() => {
                let validators = Validators {
                    of: Some(link::without_user_info(arrival.url.as_str())),
                    ..renewed(Validators::default(), headers)
                };
                Ok(Fetched::Body(Representation {
                    content_type: text_of(headers, &header::CONTENT_TYPE),
                    final_url: link::without_user_info(arrival.url.as_str()),
                    bytes: reading.read(arrival.response).await?,
                    moved_to,
                    validators,
                    fresh_for,
                }))
            }
            _ => {
                let error = error::status(&arrival.response, now);
                if let Some(wait) = error.told_to_wait() {
                    self.limits.close(&arrival.url, wait);
                }
                Err(error)
            }
        }
    }
}

fn address(written: &str) -> Result<Url, FetchError> {
    link::request_url(written).ok_or_else(|| FetchError::Url {
        url: link::without_user_info(written),
    })
}

/// Who asks: as the settings say, else as the address itself does.
fn credentials(access: &Access, written: &Url) -> Option<Credentials> {
    access
        .credentials
        .clone()
        .or_else(|| Credentials::of_url(written))
}

/// The validators of an answer; where a 304 leaves one out, the old one still stands.
fn renewed(old: Validators, headers: &HeaderMap) -> Validators {
    Validators {
        etag: text_of(headers, &header::ETAG).or(old.etag),
        last_modified: text_of(headers, &header::LAST_MODIFIED).or(old.last_modified),
        of: old.of,
    }
}

fn text_of(headers: &HeaderMap, name: &header::HeaderName) -> Option<String> {
    Some(headers.get(name)?.to_str().ok()?.to_owned())
}
