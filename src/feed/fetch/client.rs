//! The HTTP client: trust, patience, redirects, and what a request says.

use reqwest::header::{self, HeaderMap, HeaderName, HeaderValue};
use reqwest::redirect::{Attempt, Policy};
use reqwest::{Certificate, Client};

use super::error::RedirectFault;
use super::{FetchError, FetchOptions, USER_AGENT};
use crate::model::Validators;

/// Feeds first, but any type is taken: many servers call a feed `text/html`.
const ACCEPT: &str = "application/atom+xml, application/rss+xml, application/feed+json, \
                      application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5";

pub(super) fn build(options: &FetchOptions) -> Result<Client, FetchError> {
    install_crypto();
    let accept = HeaderMap::from_iter([(header::ACCEPT, HeaderValue::from_static(ACCEPT))]);
    Client::builder()
        .user_agent(USER_AGENT)
        .default_headers(accept)
        .connect_timeout(options.connect_timeout)
        .timeout(options.total_timeout)
        .redirect(redirects(options.max_redirects))
        .referer(false)
        .tls_certs_merge(bundled_roots())
        .build()
        .map_err(|source| FetchError::Client { source })
}

/// reqwest is built without a cryptography of its own and takes the one of the process. It may have one
/// already, from another fetcher: that one serves as well.
fn install_crypto() {
    if rustls::crypto::CryptoProvider::get_default().is_none() {
        let _already = rustls::crypto::ring::default_provider().install_default();
    }
}

/// Mozilla's roots beside the system's, for machines that have none; without any root reqwest makes no
/// client at all, not even for plain HTTP.
fn bundled_roots() -> impl Iterator<Item = Certificate> {
    webpki_root_certs::TLS_SERVER_ROOT_CERTS
        .iter()
        .filter_map(|der| Certificate::from_der(der).ok())
}

fn redirects(limit: usize) -> Policy {
    Policy::custom(move |attempt| match fault(&attempt, limit) {
        Some(fault) => attempt.error(fault),
        None => attempt.follow(),
    })
}

fn fault(attempt: &Attempt<'_>, limit: usize) -> Option<RedirectFault> {
    let target = attempt.url();
    let secure_so_far = attempt.previous().iter().any(|url| url.scheme() == "https");
    if attempt.previous().len() > limit {
        Some(RedirectFault::TooMany { limit })
    } else if target.scheme() == "https" || (target.scheme() == "http" && !secure_so_far) {
        None
    } else {
        Some(RedirectFault::refused(target))
    }
}

/// The header fields that make a request conditional; a validator that no header can carry is left out.
pub(super) fn conditions(validators: &Validators) -> HeaderMap {
    let field = |name: HeaderName, value: &Option<String>| {
        Some((name, HeaderValue::from_str(value.as_deref()?).ok()?))
    };
    [
        field(header::IF_NONE_MATCH, &validators.etag),
        field(header::IF_MODIFIED_SINCE, &validators.last_modified),
    ]
    .into_iter()
    .flatten()
    .collect()
}
