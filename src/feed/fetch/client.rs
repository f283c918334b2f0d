//! The HTTP client: trust, patience, redirects, and what a request says.

use reqwest::header::{self, HeaderMap, HeaderName, HeaderValue};
use reqwest::redirect::Policy;
use reqwest::{Certificate, Client};
use url::Url;

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
    Policy::custom(
        move |attempt| match fault(attempt.previous(), attempt.url(), limit) {
            Some(fault) => attempt.error(fault),
            None => attempt.follow(),
        },
    )
}

/// Why a redirect is not followed; `previous` are the URLs asked so far, the first one included.
fn fault(previous: &[Url], target: &Url, limit: usize) -> Option<RedirectFault> {
    let was_secure = previous.iter().any(|url| url.scheme() == "https");
    if previous.len() > limit {
        return Some(RedirectFault::TooMany { limit });
    }
    match target.scheme() {
        "https" => None,
        "http" if !was_secure => None,
        _ => Some(RedirectFault::refused(target)),
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

#[cfg(test)]
mod tests {
    use super::*;

    fn follows(previous: &[&str], target: &str) -> bool {
        let parse = |url: &&str| Url::parse(url).unwrap();
        let previous: Vec<Url> = previous.iter().map(parse).collect();
        fault(&previous, &parse(&target), 2).is_none()
    }

    #[test]
    fn a_redirect_never_leaves_what_was_secure() {
        assert!(follows(&["http://a.example/"], "http://b.example/"));
        assert!(follows(&["http://a.example/"], "https://a.example/"));
        assert!(follows(&["https://a.example/"], "https://b.example/"));
        assert!(!follows(&["https://a.example/"], "http://a.example/"));
        assert!(!follows(
            &["http://a.example/", "https://a.example/"],
            "http://a.example/"
        ));
    }

    #[test]
    fn only_so_many_redirects_are_followed() {
        let url = "https://a.example/";
        assert!(follows(&[url, url], url));
        assert!(!follows(&[url, url, url], url));
    }

    #[test]
    fn a_validator_that_no_header_can_carry_is_left_out() {
        let validators = Validators {
            etag: Some("\"a\nb\"".to_owned()),
            last_modified: Some("Sun, 22 Nov 2026 10:00:00 GMT".to_owned()),
        };
        let conditions = conditions(&validators);
        assert!(!conditions.contains_key(header::IF_NONE_MATCH));
        assert!(conditions.contains_key(header::IF_MODIFIED_SINCE));
    }
}
