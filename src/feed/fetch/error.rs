//! What can go wrong on the way to a feed, and how to tell it from what reqwest says.

use std::error::Error;
use std::io;
use std::time::Duration;

use reqwest::Response;
use reqwest::header::{self, HeaderMap};
use url::Url;

use super::{FetchOptions, text_of};
use crate::feed::link;

/// The longest time a server can tell us to stay away.
const LONGEST_RETRY_AFTER: Duration = Duration::from_hours(24);

/// Why a feed could not be fetched. No variant shows a password, even where the URL has one.
#[derive(Debug, thiserror::Error)]
pub enum FetchError {
    /// The client could not be made.
    #[error("no http client")]
    Client {
        /// What reqwest says.
        source: reqwest::Error,
    },
    /// The address is not an absolute `http` or `https` URL.
    #[error("not an http or https address: {url}")]
    Url {
        /// The address, without user information.
        url: String,
    },
    /// The host has no address, or there is no network.
    #[error("no address found for {host}")]
    Dns {
        /// The host.
        host: String,
        /// What reqwest says.
        source: reqwest::Error,
    },
    /// Nothing answers at the host, or it refuses.
    #[error("no connection to {host}")]
    Connect {
        /// The host.
        host: String,
        /// What reqwest says.
        source: reqwest::Error,
    },
    /// No secure connection: a certificate not trusted, or no TLS at all.
    #[error("no secure connection to {host}")]
    Tls {
        /// The host.
        host: String,
        /// What reqwest says.
        source: reqwest::Error,
    },
    /// The server took longer than the time-out.
    #[error("no whole answer within {after:?}")]
    TimedOut {
        /// The time-out that ran out.
        after: Duration,
    },
    /// The connection ended, or what came stopped making sense, before the answer was whole.
    #[error("the answer broke off after {received} bytes")]
    Cut {
        /// Bytes of the body read before, decompressed.
        received: usize,
        /// What reqwest says.
        source: reqwest::Error,
    },
    /// The server answered with a status other than success.
    #[error("the server answered {code}")]
    Status {
        /// The status code (RFC 9110 section 15).
        code: u16,
        /// How long the server wants no more requests, at most a day (RFC 9110 section 10.2.3).
        retry_after: Option<Duration>,
    },
    /// The server says that nothing changed since an answer we never had.
    #[error("the server answered 304 to a request without conditions")]
    NotModifiedUnasked,
    /// The body is longer than the limit, decompressed.
    #[error("the body is longer than {limit} bytes")]
    TooLarge {
        /// The limit in bytes.
        limit: usize,
    },
    /// The server redirects again and again.
    #[error("more than {limit} redirects")]
    TooManyRedirects {
        /// How many were followed.
        limit: usize,
    },
    /// The server redirects to where we do not go: from `https` to `http`, or out of the web.
    #[error("redirect to {target} refused")]
    RedirectRefused {
        /// The target as the server gives it, without user information; untrusted text.
        target: String,
    },
}

/// Why a redirect is not followed; travels through reqwest as a cause.
#[derive(Debug, thiserror::Error)]
pub(super) enum RedirectFault {
    #[error("more than {limit} redirects")]
    TooMany { limit: usize },
    #[error("redirect to {target} refused")]
    Refused { target: String },
}

impl RedirectFault {
    pub(super) fn refused(target: &Url) -> Self {
        let target = link::without_user_info(target.as_str());
        Self::Refused { target }
    }
}

impl From<&RedirectFault> for FetchError {
    fn from(fault: &RedirectFault) -> Self {
        match fault {
            RedirectFault::TooMany { limit } => Self::TooManyRedirects { limit: *limit },
            RedirectFault::Refused { target } => Self::RedirectRefused {
                target: target.clone(),
            },
        }
    }
}

/// What an error needs to know of the request it belongs to.
pub(super) struct Stage<'a> {
    host: String,
    options: &'a FetchOptions,
}

impl<'a> Stage<'a> {
    pub(super) fn new(url: &Url, options: &'a FetchOptions) -> Self {
        let host = url.host_str().unwrap_or_default().to_owned();
        Self { host, options }
    }

    /// An error before the head of an answer was there.
    pub(super) fn sending(&self, error: reqwest::Error) -> FetchError {
        if let Some(fault) = cause::<RedirectFault>(&error) {
            return fault.into();
        }
        let host = error
            .url()
            .and_then(Url::host_str)
            .unwrap_or(&self.host)
            .to_owned();
        let source = error.without_url();
        if source.is_timeout() {
            self.timed_out(&source)
        } else if source.is_dns() {
            FetchError::Dns { host, source }
        } else if cause::<rustls::Error>(&source).is_some() {
            FetchError::Tls { host, source }
        } else if source.is_connect() {
            FetchError::Connect { host, source }
        } else {
            let received = 0;
            FetchError::Cut { received, source }
        }
    }

    /// An error while the body came.
    pub(super) fn reading(&self, error: reqwest::Error, received: usize) -> FetchError {
        let source = error.without_url();
        if source.is_timeout() {
            self.timed_out(&source)
        } else {
            FetchError::Cut { received, source }
        }
    }

    fn timed_out(&self, error: &reqwest::Error) -> FetchError {
        let after = if error.is_connect() {
            self.options.connect_timeout.min(self.options.total_timeout)
        } else {
            self.options.total_timeout
        };
        FetchError::TimedOut { after }
    }
}

/// The error a status stands for. reqwest hands out a redirect it cannot follow as the answer.
pub(super) fn status(response: &Response) -> FetchError {
    let target = text_of(response.headers(), &header::LOCATION);
    match target {
        Some(target) if response.status().is_redirection() => FetchError::RedirectRefused {
            target: link::without_user_info(&target),
        },
        _ => FetchError::Status {
            code: response.status().as_u16(),
            retry_after: retry_after(response.headers()),
        },
    }
}

/// Seconds, or a date; nonsense is ignored.
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let value = text_of(headers, &header::RETRY_AFTER)?;
    let seconds = value.trim().parse().map(Duration::from_secs);
    let wait = seconds.ok().or_else(|| until(value.trim(), headers))?;
    Some(wait.min(LONGEST_RETRY_AFTER))
}

/// The time until a date by the server's own clock, which may be wrong as long as it is wrong in both.
fn until(date: &str, headers: &HeaderMap) -> Option<Duration> {
    let then = httpdate::parse_http_date(date).ok()?;
    let now = httpdate::parse_http_date(&text_of(headers, &header::DATE)?).ok()?;
    then.duration_since(now).ok()
}

/// Finds a cause of a type. An I/O error names as its source what comes after the error it carries, so that
/// one is looked into here.
fn cause<'e, T: Error + 'static>(error: &'e (dyn Error + 'static)) -> Option<&'e T> {
    let mut next = Some(error);
    while let Some(error) = next {
        if let Some(found) = error.downcast_ref() {
            return Some(found);
        }
        let carried = error
            .downcast_ref::<io::Error>()
            .and_then(io::Error::get_ref);
        next = match carried {
            Some(carried) => Some(carried),
            None => error.source(),
        };
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use reqwest::header::HeaderValue;

    fn headers(pairs: &[(header::HeaderName, &'static str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| (name.clone(), HeaderValue::from_static(value)))
            .collect()
    }

    #[test]
    fn retry_after_is_seconds_or_a_date_and_at_most_a_day() {
        let seconds = |value| retry_after(&headers(&[(header::RETRY_AFTER, value)]));
        assert_eq!(seconds("120"), Some(Duration::from_mins(2)));
        assert_eq!(seconds("99999999"), Some(LONGEST_RETRY_AFTER));
        assert_eq!(seconds("-5"), None);
        assert_eq!(seconds("soon"), None);

        let dated = headers(&[
            (header::DATE, "Sun, 22 Nov 2026 10:00:00 GMT"),
            (header::RETRY_AFTER, "Sun, 22 Nov 2026 10:05:00 GMT"),
        ]);
        assert_eq!(retry_after(&dated), Some(Duration::from_mins(5)));
        let undated = headers(&[(header::RETRY_AFTER, "Sun, 22 Nov 2026 10:05:00 GMT")]);
        assert_eq!(retry_after(&undated), None);
    }

    #[test]
    fn a_cause_is_found_inside_an_io_error() {
        let carried = io::Error::other(RedirectFault::TooMany { limit: 3 });
        let twice = io::Error::other(carried);
        assert!(cause::<RedirectFault>(&twice).is_some());
        assert!(cause::<RedirectFault>(&io::Error::other("else")).is_none());
    }
}
