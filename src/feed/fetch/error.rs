//! What can go wrong on the way to a feed, and how to tell it from what reqwest says.

use std::error::Error;
use std::io;
use std::time::Duration;

use reqwest::Response;
use url::Url;

use super::guard::PrivateAddress;
use super::{FetchOptions, fresh};
use crate::feed::link;
use crate::model::Timestamp;

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
    /// No secure connection: a certificate not trusted, or another trouble with TLS.
    #[error("no secure connection to {host}")]
    Tls {
        /// The host.
        host: String,
        /// What reqwest says.
        source: reqwest::Error,
    },
    /// What answers at the host speaks no TLS.
    #[error("no TLS at {host}")]
    NoTls {
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
        /// Bytes of the body read before, or unpacked where it is the packing that makes no sense.
        received: usize,
        /// What reqwest says, or what unpacks.
        source: Box<dyn Error + Send + Sync>,
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
    /// The address, or one that the server redirects to, is in a private network.
    #[error("{host} is in a private network")]
    PrivateAddress {
        /// The host.
        host: String,
    },
    /// The host told us to stay away, for another feed of it or before.
    #[error("{host} wants no requests for {wait:?}")]
    Resting {
        /// The host.
        host: String,
        /// The time that is left.
        wait: Duration,
    },
    /// The host took no connection for another feed while this one waited for its turn.
    #[error("no connection to {host} for another feed")]
    HostDown {
        /// The host.
        host: String,
    },
    /// Another server that the one asked leads to is in trouble, or wants no requests.
    #[error("{host}, where the address leads, did not give the feed")]
    Elsewhere {
        /// The other host.
        host: String,
        /// What it did.
        source: Box<FetchError>,
    },
    /// The server redirects to where we do not go: from `https` to `http`, or out of the web.
    #[error("redirect to {target} refused")]
    RedirectRefused {
        /// The target as the server gives it, without user information; untrusted text.
        target: String,
    },
}

impl FetchError {
    /// A redirect that is not followed.
    pub(super) fn refused(target: &Url) -> Self {
        Self::RedirectRefused {
            target: link::without_user_info(target.as_str()),
        }
    }

    /// How long the server wants no more requests to its host; nothing of what another server says.
    #[must_use]
    pub const fn told_to_wait(&self) -> Option<Duration> {
        match self {
            Self::Status {
                code: 429 | 503,
                retry_after,
            } => *retry_after,
            _ => None,
        }
    }

    /// Whether nothing speaks `https` at the address, or not as it should.
    #[must_use]
    pub const fn is_of_https(&self) -> bool {
        matches!(
            self,
            Self::Connect { .. } | Self::Tls { .. } | Self::NoTls { .. }
        )
    }

    /// Whether nobody answered at all.
    #[must_use]
    pub const fn is_no_answer(&self) -> bool {
        self.is_of_https()
            || matches!(
                self,
                Self::Dns { .. } | Self::TimedOut { .. } | Self::Cut { .. } | Self::HostDown { .. }
            )
    }

    /// Whether other feeds of the host asked would fare no better.
    #[must_use]
    pub const fn is_of_the_host(&self) -> bool {
        match self {
            Self::Dns { .. }
            | Self::Connect { .. }
            | Self::Tls { .. }
            | Self::NoTls { .. }
            | Self::TimedOut { .. }
            | Self::Cut { .. }
            | Self::HostDown { .. } => true,
            Self::Status { code, .. } => matches!(code, 429 | 500..=599),
            _ => false,
        }
    }
}

/// What an error needs to know of the request it belongs to.
pub(super) struct Stage<'a> {
    pub(super) host: String,
    pub(super) options: &'a FetchOptions,
    pub(super) timeout: Duration,
}

impl Stage<'_> {
    /// An error before the head of an answer was there.
    pub(super) fn sending(&self, error: reqwest::Error) -> FetchError {
        if let Some(PrivateAddress { host }) = cause(&error) {
            let host = host.clone();
            return FetchError::PrivateAddress { host };
        }
        let host = error
            .url()
            .and_then(Url::host_str)
            .unwrap_or(&self.host)
            .to_owned();
        let source = error.without_url();
        if source.is_timeout() {
            // reqwest is given a time for the connection alone.
            let after = self.options.connect_timeout;
            FetchError::TimedOut { after }
        } else if source.is_dns() {
            FetchError::Dns { host, source }
        } else if let Some(error) = cause::<rustls::Error>(&source) {
            match error {
                rustls::Error::InvalidMessage(_) => FetchError::NoTls { host, source },
                _ => FetchError::Tls { host, source },
            }
        } else if source.is_connect() {
            FetchError::Connect { host, source }
        } else {
            FetchError::Cut {
                received: 0,
                source: source.into(),
            }
        }
    }

    /// An error while the body came.
    pub(super) fn reading(error: reqwest::Error, received: usize) -> FetchError {
        FetchError::Cut {
            received,
            source: error.without_url().into(),
        }
    }

    /// The time for the whole request has run out.
    pub(super) const fn timed_out(&self) -> FetchError {
        FetchError::TimedOut {
            after: self.timeout,
        }
    }
}

/// The error a status stands for.
pub(super) fn status(response: &Response, now: Timestamp) -> FetchError {
    FetchError::Status {
        code: response.status().as_u16(),
        retry_after: fresh::retry_after(response.headers(), now),
    }
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

    #[test]
    fn a_cause_is_found_inside_an_io_error() {
        let host = "news.example".to_owned();
        let carried = io::Error::other(PrivateAddress { host });
        let twice = io::Error::other(carried);
        assert!(cause::<PrivateAddress>(&twice).is_some());
        assert!(cause::<PrivateAddress>(&io::Error::other("else")).is_none());
    }
}
