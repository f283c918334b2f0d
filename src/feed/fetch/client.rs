//! The HTTP clients: trust, ways out, and what a request says.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use reqwest::header::{self, HeaderMap, HeaderName, HeaderValue};
use reqwest::redirect::Policy;
use reqwest::{Certificate, Client, Proxy};

use super::access::{ProxySetting, Route};
use super::guard::{Guard, Resolver};
use super::unpack::ACCEPT_ENCODING;
use super::{FetchError, FetchOptions, USER_AGENT, limits};
use crate::model::Validators;

/// Feeds first, but any type is taken: many servers call a feed `text/html`.
const ACCEPT: &str = "application/atom+xml, application/rss+xml, application/feed+json, \
                      application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5";

/// The same for the page of an entry.
pub(super) const ACCEPT_PAGE: &str =
    "text/html, application/xhtml+xml, text/plain;q=0.5, */*;q=0.1";

/// The same for a picture: those that can be shown first.
pub(super) const ACCEPT_PICTURE: &str =
    "image/png, image/jpeg, image/gif, image/webp, image/*;q=0.1";

/// A connection that is not used again for so long is closed: feeds of one host follow one another sooner, and
/// connections to many hosts are many open files.
const KEPT: Duration = Duration::from_secs(10);

/// A client, and what keeps it out of private networks; no guard where the reader wants none.
#[derive(Clone, Debug)]
pub(super) struct Outlet {
    pub(super) client: Client,
    pub(super) guard: Option<Arc<Guard>>,
}

/// One client for each way out that feeds need: connections are shared by all that have the same.
#[derive(Clone, Debug)]
pub(super) struct Outlets {
    options: FetchOptions,
    made: Arc<Mutex<HashMap<Route, Outlet>>>,
}

impl Outlets {
    pub(super) fn new(options: &FetchOptions) -> Self {
        Self {
            options: options.clone(),
            made: Arc::default(),
        }
    }

    /// The client for a way out, made where there is none.
    pub(super) fn get(&self, route: &Route) -> Result<Outlet, FetchError> {
        // A map of clients is whole at any instant, whoever panicked while holding it.
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(outlet) = made.get(route) {
            return Ok(outlet.clone());
        }
        let guard = (!route.private).then(|| Arc::new(Guard::new()));
        let outlet = build(&self.options, route, guard)?;
        made.insert(route.clone(), outlet.clone());
        Ok(outlet)
    }
}

/// Makes a client that follows no redirect by itself: each hop is looked at before it is taken.
pub(super) fn build(
    options: &FetchOptions,
    route: &Route,
    guard: Option<Arc<Guard>>,
) -> Result<Outlet, FetchError> {
    install_crypto();
    let accept = HeaderMap::from_iter([
        (header::ACCEPT, HeaderValue::from_static(ACCEPT)),
        (
            header::ACCEPT_ENCODING,
            HeaderValue::from_static(ACCEPT_ENCODING),
        ),
    ]);
    let roots = match &route.roots {
        Some(pem) => Certificate::from_pem_bundle(pem).map_err(client_fault)?,
        None => Vec::new(),
    };
    let kept = if limits::keeps(options) {
        options.concurrent_per_host
    } else {
        0
    };
    let mut builder = Client::builder()
        .user_agent(USER_AGENT)
        .default_headers(accept)
        .connect_timeout(options.connect_timeout)
        .redirect(Policy::none())
        .referer(false)
        .pool_idle_timeout(KEPT)
        .pool_max_idle_per_host(kept)
        .tls_certs_merge(bundled_roots().chain(roots));
    if let Some(guard) = &guard {
        builder = builder.dns_resolver(Resolver(Arc::clone(guard)));
    }
    let builder = match &route.proxy {
        ProxySetting::System => builder,
        ProxySetting::None => builder.no_proxy(),
        ProxySetting::Always(url) => builder.proxy(Proxy::all(url).map_err(client_fault)?),
    };
    let client = builder.build().map_err(client_fault)?;
    Ok(Outlet { client, guard })
}

fn client_fault(source: reqwest::Error) -> FetchError {
    // The address of a proxy may have a password in it.
    let source = source.without_url();
    FetchError::Client { source }
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
    use url::Url;

    use super::*;
    use crate::feed::fetch::error::Stage;

    #[test]
    fn a_validator_that_no_header_can_carry_is_left_out() {
        let validators = Validators {
            etag: Some("\"a\nb\"".to_owned()),
            last_modified: Some("Sun, 22 Nov 2026 10:00:00 GMT".to_owned()),
            of: None,
        };
        let conditions = conditions(&validators);
        assert!(!conditions.contains_key(header::IF_NONE_MATCH));
        assert!(conditions.contains_key(header::IF_MODIFIED_SINCE));
    }

    #[test]
    fn a_public_name_at_a_private_address_is_never_connected_to() {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let port = listener.local_addr().unwrap().port();
        let rebound = |_: &str| Ok(vec![([127, 0, 0, 1], 0).into()]);
        let guard = Arc::new(Guard::with_lookup(rebound));
        let options = FetchOptions::default();
        let outlet = build(&options, &Route::default(), Some(Arc::clone(&guard))).unwrap();
        let url = Url::parse(&format!("http://news.example:{port}/feed")).unwrap();
        guard.pass(&url, &url).unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        let error = runtime.block_on(outlet.client.get(url).send()).unwrap_err();
        let stage = Stage {
            host: String::new(),
            options: &options,
            timeout: options.connect_timeout,
        };
        let error = stage.sending(error);
        assert!(
            matches!(&error, FetchError::PrivateAddress { host } if host == "news.example"),
            "{error:?}"
        );
        assert!(listener.accept().is_err(), "nobody came");
    }

    #[test]
    fn feeds_with_one_way_out_share_its_client() {
        let outlets = Outlets::new(&FetchOptions::default());
        outlets.get(&Route::default()).unwrap();
        outlets.get(&Route::default()).unwrap();
        assert_eq!(outlets.made.lock().unwrap().len(), 1);
        let bad = Route {
            proxy: ProxySetting::Always("http://reader:secret@".to_owned()),
            ..Route::default()
        };
        let error = outlets.get(&bad).unwrap_err();
        assert!(!format!("{error:?}").contains("secret"), "{error:?}");
    }
}
