//! From the address to the answer, redirect by redirect; each is looked at before it is followed.

use std::pin::pin;
use std::time::Duration;

use reqwest::header::{self, HeaderMap, HeaderName, HeaderValue};
use reqwest::{RequestBuilder, Response, StatusCode};
use tokio::time::{Instant, timeout_at};
use url::Url;

use super::auth::{Challenge, Credentials};
use super::client::{self, Outlet};
use super::error::Stage;
use super::limits::Limits;
use super::{FetchError, FetchOptions, FetchRequest, Kind, Turn};
use crate::feed::link;

/// An answer that has not come after so long is late. Few servers far away answer sooner, so that one is asked after
/// another; those nearby, which answer at once, are asked no faster than their feeds are read.
const SOON: Duration = Duration::from_millis(20);

/// What is needed on the way.
pub(super) struct Walk<'a> {
    pub(super) outlet: &'a Outlet,
    pub(super) limits: &'a Limits,
    pub(super) options: &'a FetchOptions,
    pub(super) request: &'a FetchRequest,
    pub(super) credentials: Option<Credentials>,
    /// The address the reader wrote: what tells of the reader goes to its host alone.
    pub(super) written: &'a Url,
    /// When the servers must be done; the time spent waiting for turns is not theirs.
    pub(super) deadline: Instant,
    /// Where the walk is.
    pub(super) at: Url,
}

/// An answer that is no redirect, and the way to it.
pub(super) struct Arrival {
    pub(super) response: Response,
    /// Where it came from.
    pub(super) url: Url,
    /// It was asked for with conditions.
    pub(super) conditional: bool,
    redirected: bool,
    /// Every redirect on the way was one for good.
    permanent: bool,
}

impl Arrival {
    /// Where the feed has moved for good.
    pub(super) fn moved_to(&self) -> Option<String> {
        (self.redirected && self.permanent).then(|| link::without_user_info(self.url.as_str()))
    }
}

impl Walk<'_> {
    /// Asks until there is an answer that is no redirect.
    pub(super) async fn follow(&mut self, turn: &mut Turn) -> Result<Arrival, FetchError> {
        let (mut followed, mut permanent) = (0, true);
        let mut was_secure = false;
        loop {
            let url = self.at.clone();
            let (response, conditional) = self.ask(&url, turn).await?;
            let Some(target) = target(&response, &url) else {
                return Ok(Arrival {
                    response,
                    url,
                    conditional,
                    redirected: followed > 0,
                    permanent,
                });
            };
            let target = target?;
            was_secure |= url.scheme() == "https";
            if followed == self.options.max_redirects {
                let limit = self.options.max_redirects;
                return Err(FetchError::TooManyRedirects { limit });
            }
            if !may_follow(&target, was_secure) {
                return Err(FetchError::refused(&target));
            }
            followed += 1;
            permanent &= is_permanent(response.status());
            self.at = target;
        }
    }

    /// Says of a failure when it was on another server than the one asked, which has no part in it.
    pub(super) fn blame(&self, asked: &Url, error: FetchError) -> FetchError {
        if !error.is_of_the_host() || is_own(&self.at, asked) {
            return error;
        }
        FetchError::Elsewhere {
            host: self.at.host_str().unwrap_or_default().to_owned(),
            source: Box::new(error),
        }
    }

    /// What an error needs to know of a request.
    pub(super) fn stage(&self, url: &Url) -> Stage<'_> {
        Stage {
            host: url.host_str().unwrap_or_default().to_owned(),
            options: self.options,
            timeout: self.request.access.timeout,
        }
    }

    /// Asks one server; tells as well whether with conditions.
    async fn ask(&mut self, url: &Url, turn: &mut Turn) -> Result<(Response, bool), FetchError> {
        if let Some(guard) = &self.outlet.guard {
            guard
                .pass(url, self.written)
                .map_err(|fault| FetchError::PrivateAddress { host: fault.host })?;
        }
        let since = Instant::now();
        turn.go_to(url).await?;
        self.deadline += since.elapsed();
        let conditions = self.conditions(url);
        let conditional = !conditions.is_empty();
        let request = self.request(url).headers(conditions.clone());
        let response = self.send(request, url, turn).await?;
        let Some(answer) = self.digest(&response, url) else {
            return Ok((response, conditional));
        };
        let again = self
            .request(url)
            .headers(conditions)
            .header(header::AUTHORIZATION, answer);
        Ok((self.send(again, url, turn).await?, conditional))
    }

    /// Sends a request; who is not answered soon lets others ask meanwhile.
    async fn send(
        &self,
        request: RequestBuilder,
        url: &Url,
        turn: &mut Turn,
    ) -> Result<Response, FetchError> {
        let mut sending = pin!(request.send());
        let soon = self.deadline.min(Instant::now() + SOON);
        let sent = if let Ok(sent) = timeout_at(soon, sending.as_mut()).await {
            sent
        } else {
            turn.be_late();
            let sent = timeout_at(self.deadline, sending).await;
            sent.map_err(|_| self.stage(url).timed_out())?
        };
        let down = sent.as_ref().is_err_and(reqwest::Error::is_connect);
        if down || sent.is_ok() {
            self.limits.note(url, down);
        }
        sent.map_err(|error| self.stage(url).sending(error))
    }

    /// The request without what depends on earlier answers.
    fn request(&self, url: &Url) -> RequestBuilder {
        let access = &self.request.access;
        let mut plain = url.clone();
        // Credentials of an address are sent as all others are. Both fail for no URL of the web.
        let _ = (plain.set_username(""), plain.set_password(None));
        let mut request = self.outlet.client.get(plain);
        // A connection that nobody waits for costs memory and an open file, here as there. A plain one is made at once,
        // while one that is kept holds room for a whole feed, which is a third of all memory with thousands of them.
        if url.scheme() != "https" || !self.limits.is_wanted(url) {
            request = request.header(header::CONNECTION, "close");
        }
        if let Some(agent) = &access.user_agent {
            request = request.header(header::USER_AGENT, agent);
        }
        match self.request.kind {
            Kind::Feed => {}
            Kind::Page => request = request.header(header::ACCEPT, client::ACCEPT_PAGE),
            Kind::Picture => request = request.header(header::ACCEPT, client::ACCEPT_PICTURE),
        }
        if let Some(part) = &self.request.file {
            request = request.headers(part.fields());
        }
        if !is_own(url, self.written) {
            return request;
        }
        request = request.headers(self.own_fields());
        if let Some(cookies) = access.cookies.header(url, self.request.now) {
            request = request.header(header::COOKIE, cookies);
        }
        match &self.credentials {
            Some(Credentials::Basic { user, password }) => request.basic_auth(user, Some(password)),
            Some(Credentials::Bearer { token }) => request.bearer_auth(token),
            Some(Credentials::Digest { .. }) | None => request,
        }
    }

    /// The header fields of the reader's own; the settings have checked that they are some.
    fn own_fields(&self) -> HeaderMap {
        let fields = self.request.access.headers.iter().filter_map(|field| {
            let name = HeaderName::try_from(&field.name).ok()?;
            let mut value = HeaderValue::try_from(&field.value).ok()?;
            value.set_sensitive(true);
            Some((name, value))
        });
        fields.collect()
    }

    /// Validators mean something to the URL that gave them alone.
    fn conditions(&self, url: &Url) -> HeaderMap {
        let validators = &self.request.validators;
        let same = validators.of.as_deref() == Some(&*link::without_user_info(url.as_str()));
        if same {
            client::conditions(validators)
        } else {
            HeaderMap::new()
        }
    }

    /// The answer to a challenge, where there is one and it is for us.
    fn digest(&self, response: &Response, url: &Url) -> Option<String> {
        let Some(Credentials::Digest { user, password }) = &self.credentials else {
            return None;
        };
        if response.status() != StatusCode::UNAUTHORIZED || !is_own(url, self.written) {
            return None;
        }
        let target = match url.query() {
            Some(query) => format!("{}?{query}", url.path()),
            None => url.path().to_owned(),
        };
        Some(Challenge::find(response.headers())?.answer(user, password, &target))
    }
}

/// Whether a URL is on the server the reader wrote, or on the same one secured.
fn is_own(url: &Url, written: &Url) -> bool {
    let place = |url: &Url| {
        (
            url.host_str().map(str::to_owned),
            url.port_or_known_default(),
        )
    };
    let same = url.scheme() == written.scheme() && place(url) == place(written);
    let secured = url.host() == written.host()
        && (written.scheme(), written.port()) == ("http", None)
        && (url.scheme(), url.port()) == ("https", None);
    same || secured
}

/// Where a redirect leads; `None` when the answer is none.
fn target(response: &Response, from: &Url) -> Option<Result<Url, FetchError>> {
    use StatusCode as S;
    if !matches!(
        response.status(),
        S::MOVED_PERMANENTLY
            | S::FOUND
            | S::SEE_OTHER
            | S::TEMPORARY_REDIRECT
            | S::PERMANENT_REDIRECT
    ) {
        return None;
    }
    let location = response.headers().get(header::LOCATION)?.as_bytes();
    // Not a few servers write letters there that belong encoded.
    let location = String::from_utf8_lossy(location);
    let Ok(mut target) = from.join(&location) else {
        return Some(Err(FetchError::RedirectRefused {
            target: link::without_user_info(&location),
        }));
    };
    target.set_fragment(None);
    // No server sets who we are. Both fail for URLs that cannot have it.
    let _ = (target.set_username(""), target.set_password(None));
    Some(Ok(target))
}

fn is_permanent(status: StatusCode) -> bool {
    matches!(
        status,
        StatusCode::MOVED_PERMANENTLY | StatusCode::PERMANENT_REDIRECT
    )
}

/// Whether a redirect is followed: never out of the web, never from what was secure to what is not.
fn may_follow(target: &Url, was_secure: bool) -> bool {
    match target.scheme() {
        "https" => target.has_host(),
        "http" => target.has_host() && !was_secure,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> Url {
        Url::parse(text).unwrap()
    }

    #[test]
    fn a_redirect_never_leaves_what_was_secure() {
        let follows = |target, was_secure| may_follow(&url(target), was_secure);
        assert!(follows("http://b.example/", false));
        assert!(follows("https://b.example/", false));
        assert!(follows("https://b.example/", true));
        assert!(!follows("http://a.example/", true));
        assert!(!follows("file:///etc/passwd", false));
    }

    #[test]
    fn what_tells_of_the_reader_stays_with_the_server() {
        let own = |other, written| is_own(&url(other), &url(written));
        assert!(own("https://a.example/x", "https://a.example/feed"));
        assert!(own("https://a.example/x", "http://a.example/feed"));
        for (other, written) in [
            ("http://a.example/", "https://a.example/"),
            ("https://b.example/", "https://a.example/"),
            ("https://www.a.example/", "https://a.example/"),
            ("https://a.example:8443/", "https://a.example/"),
            ("https://a.example/", "http://a.example:8080/"),
        ] {
            assert!(!own(other, written), "{written} to {other}");
        }
    }
}
