//! Brings a feed's bytes over HTTP; the only place that touches the network.
//!
//! A [`Fetcher`] is one client for all feeds: connections are reused, and no more requests run at a time
//! than its [`FetchOptions`] allow, over all hosts and on each. Whatever a server does ends in a
//! [`Fetched`] or a [`FetchError`] within the time-outs, and in no more memory than the body limit.

mod client;
mod error;
mod limits;

use reqwest::header::{self, HeaderMap};
use reqwest::{Response, StatusCode};

pub use self::error::FetchError;
use self::error::Stage;
use self::limits::Limits;
pub use self::limits::Turn;
use super::link;
use crate::model::Validators;

use std::time::Duration;

/// What every request says it comes from (RFC 9110 section 10.1.5).
pub const USER_AGENT: &str = concat!(
    "newsterm/",
    env!("CARGO_PKG_VERSION"),
    " (terminal feed reader)"
);

/// Says how feeds are fetched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FetchOptions {
    /// The time a connection may take to be made, TLS included.
    pub connect_timeout: Duration,
    /// The time a request may take as a whole, redirects and body included, waiting for its turn not.
    pub total_timeout: Duration,
    /// The longest body read, in bytes after decompression.
    pub max_body: usize,
    /// How many redirects are followed.
    pub max_redirects: usize,
    /// How many requests run at a time; at least one.
    pub concurrent: usize,
    /// How many requests run at a time on one host and port; at least one.
    pub concurrent_per_host: usize,
}

impl Default for FetchOptions {
    fn default() -> Self {
        Self {
            connect_timeout: Duration::from_secs(10),
            total_timeout: Duration::from_secs(30),
            max_body: 15 * 1024 * 1024,
            max_redirects: 10,
            concurrent: 24,
            concurrent_per_host: 4,
        }
    }
}

/// Asks for a feed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FetchRequest {
    /// An absolute `http` or `https` URL.
    pub url: String,
    /// The tokens of the last answer from this URL, where its entries are still kept.
    pub validators: Validators,
}

/// What a server answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fetched {
    /// The feed is the one the validators stand for (RFC 9110 section 15.4.5).
    NotModified {
        /// Tokens for the next request.
        validators: Validators,
    },
    /// The feed.
    Body {
        /// The body, decompressed, at most [`FetchOptions::max_body`] bytes.
        bytes: Vec<u8>,
        /// The `Content-Type` header field.
        content_type: Option<String>,
        /// Where the body came from after redirects, without user information.
        final_url: String,
        /// Tokens for the next request.
        validators: Validators,
    },
}

/// Fetches feeds: one client and its limits; cheap to clone.
///
/// ```no_run
/// use newsterm::feed::fetch::{FetchError, FetchOptions, FetchRequest, Fetched, Fetcher};
/// use newsterm::model::Validators;
///
/// # async fn example() -> Result<(), FetchError> {
/// let fetcher = Fetcher::new(&FetchOptions::default())?;
/// let url = "https://news.example/feed".to_owned();
/// let validators = Validators::default();
/// let (fetched, _turn) = fetcher.fetch(FetchRequest { url, validators }).await?;
/// if let Fetched::Body { bytes, .. } = fetched {
///     assert!(!bytes.is_empty());
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Fetcher {
    client: reqwest::Client,
    limits: Limits,
    options: FetchOptions,
}

impl Fetcher {
    /// Makes the client; reads the system's root certificates, so it is slow (tens of milliseconds) and
    /// belongs off the way to the first screen.
    ///
    /// # Errors
    /// [`FetchError::Client`] when TLS cannot be set up.
    pub fn new(options: &FetchOptions) -> Result<Self, FetchError> {
        Ok(Self {
            client: client::build(options)?,
            limits: Limits::new(options),
            options: options.clone(),
        })
    }

    /// Asks a server for a feed, conditionally where the request has validators (RFC 9110 section 13).
    ///
    /// Waits for its turn first, and gives it on: while the caller keeps the [`Turn`] no other request takes its
    /// place, so that answers cannot pile up. Dropping the future gives the request up.
    ///
    /// # Errors
    /// Any [`FetchError`] but [`FetchError::Client`]; every status other than 2xx and an asked-for 304 is one.
    pub async fn fetch(&self, request: FetchRequest) -> Result<(Fetched, Turn), FetchError> {
        let url = link::request_url(&request.url).ok_or_else(|| FetchError::Url {
            url: link::without_user_info(&request.url),
        })?;
        let turn = self.limits.turn(&url).await;
        let stage = Stage::new(&url, &self.options);
        let conditions = client::conditions(&request.validators);
        let response = self
            .client
            .get(url)
            .headers(conditions)
            .send()
            .await
            .map_err(|error| stage.sending(error))?;
        let fetched = self.answer(response, request.validators, &stage).await?;
        Ok((fetched, turn))
    }

    async fn answer(
        &self,
        response: Response,
        sent: Validators,
        stage: &Stage<'_>,
    ) -> Result<Fetched, FetchError> {
        match response.status() {
            StatusCode::NOT_MODIFIED if sent == Validators::default() => {
                Err(FetchError::NotModifiedUnasked)
            }
            StatusCode::NOT_MODIFIED => Ok(Fetched::NotModified {
                validators: renewed(sent, response.headers()),
            }),
            status if status.is_success() => self.body(response, stage).await,
            _ => Err(error::status(&response)),
        }
    }

    async fn body(&self, response: Response, stage: &Stage<'_>) -> Result<Fetched, FetchError> {
        let content_type = text_of(response.headers(), &header::CONTENT_TYPE);
        let validators = renewed(Validators::default(), response.headers());
        let final_url = link::without_user_info(response.url().as_str());
        Ok(Fetched::Body {
            bytes: self.read(response, stage).await?,
            content_type,
            final_url,
            validators,
        })
    }

    /// Counts what comes out of the decompressor, so that a bomb is stopped at the limit; a length the
    /// server announces can end the reading, but reserves nothing.
    async fn read(&self, mut response: Response, stage: &Stage<'_>) -> Result<Vec<u8>, FetchError> {
        let limit = self.options.max_body;
        let announced = response.content_length().unwrap_or_default();
        if usize::try_from(announced).is_ok_and(|announced| announced > limit) {
            return Err(FetchError::TooLarge { limit });
        }
        let mut bytes = Vec::new();
        loop {
            match response.chunk().await {
                Ok(Some(chunk)) if bytes.len() + chunk.len() > limit => {
                    return Err(FetchError::TooLarge { limit });
                }
                Ok(Some(chunk)) => bytes.extend_from_slice(&chunk),
                Ok(None) => return Ok(bytes),
                Err(error) => return Err(stage.reading(error, bytes.len())),
            }
        }
    }
}

/// The validators of an answer; where a 304 leaves one out, the old one still stands.
fn renewed(old: Validators, headers: &HeaderMap) -> Validators {
    Validators {
        etag: text_of(headers, &header::ETAG).or(old.etag),
        last_modified: text_of(headers, &header::LAST_MODIFIED).or(old.last_modified),
    }
}

fn text_of(headers: &HeaderMap, name: &header::HeaderName) -> Option<String> {
    Some(headers.get(name)?.to_str().ok()?.to_owned())
}
