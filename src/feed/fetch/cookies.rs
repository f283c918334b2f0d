//! Cookies as the reader's browser wrote them to a file (Netscape format).

use url::Url;

use crate::model::Timestamp;

/// The cookies of a file.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Cookies(Vec<Cookie>);

#[derive(Clone, PartialEq, Eq)]
struct Cookie {
    domain: String,
    /// Hosts within the domain get it as well.
    within: bool,
    path: String,
    secure: bool,
    /// Seconds since the epoch; 0 for the end of the browser's session.
    expires: i64,
    pair: String,
}

impl Cookies {
    /// Reads a file: lines of seven fields with tabs between; others are passed over.
    ///
    /// ```
    /// use newsterm::feed::fetch::Cookies;
    /// use newsterm::model::Timestamp;
    /// let cookies = Cookies::parse("news.example\tFALSE\t/\tTRUE\t0\tsession\tabc\n");
    /// let url = "https://news.example/feed".parse().unwrap();
    /// assert_eq!(cookies.header(&url, Timestamp(0)).as_deref(), Some("session=abc"));
    /// ```
    #[must_use]
    pub fn parse(text: &str) -> Self {
        Self(text.lines().filter_map(Cookie::parse).collect())
    }

    /// The `Cookie` header field for a request (RFC 6265 section 5.4); `None` where no cookie is for it.
    #[must_use]
    pub fn header(&self, url: &Url, now: Timestamp) -> Option<String> {
        let pairs: Vec<&str> = self
            .0
            .iter()
            .filter(|cookie| cookie.is_for(url, now))
            .map(|cookie| &*cookie.pair)
            .collect();
        (!pairs.is_empty()).then(|| pairs.join("; "))
    }
}

impl std::fmt::Debug for Cookies {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} cookies", self.0.len())
    }
}

impl Cookie {
    fn parse(line: &str) -> Option<Self> {
        // Some programs mark cookies that scripts cannot see in what is otherwise a comment.
        let line = line.strip_prefix("#HttpOnly_").unwrap_or(line);
        if line.starts_with('#') {
            return None;
        }
        let fields: Vec<&str> = line.trim_end_matches(['\r', '\n']).split('\t').collect();
        let [domain, within, path, secure, expires, name, value] = fields[..] else {
            return None;
        };
        Some(Self {
            domain: domain.trim_start_matches('.').to_ascii_lowercase(),
            within: within.eq_ignore_ascii_case("TRUE"),
            path: path.to_owned(),
            secure: secure.eq_ignore_ascii_case("TRUE"),
            expires: expires.parse().unwrap_or(0),
            pair: format!("{name}={value}"),
        })
    }

    fn is_for(&self, url: &Url, now: Timestamp) -> bool {
        let host = url.host_str().unwrap_or_default();
        let inside = host
            .strip_suffix(&*self.domain)
            .is_some_and(|rest| rest.is_empty() || (self.within && rest.ends_with('.')));
        let below = url.path().strip_prefix(&*self.path).is_some_and(|rest| {
            rest.is_empty() || rest.starts_with('/') || self.path.ends_with('/')
        });
        let alive = self.expires == 0 || self.expires > now.0;
        inside && below && alive && (!self.secure || url.scheme() == "https")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "# Netscape HTTP Cookie File\n\n\
        .news.example\tTRUE\t/\tTRUE\t2000\tall\t1\n\
        #HttpOnly_www.news.example\tFALSE\t/feeds\tFALSE\t0\tdeep\t2\r\n\
        news.example\tFALSE\t/\tFALSE\t500\told\t3\n\
        broken line\n";

    fn sent(url: &str) -> Option<String> {
        let url = Url::parse(url).unwrap();
        Cookies::parse(FILE).header(&url, Timestamp(1000))
    }

    #[test]
    fn a_cookie_goes_where_it_belongs_and_nowhere_else() {
        assert_eq!(sent("https://news.example/"), Some("all=1".to_owned()));
        assert_eq!(
            sent("https://www.news.example/feeds/a").as_deref(),
            Some("all=1; deep=2")
        );
        assert_eq!(
            sent("http://www.news.example/feeds").as_deref(),
            Some("deep=2")
        );
        assert_eq!(sent("http://www.news.example/feedstock"), None);
        assert_eq!(sent("https://badnews.example/"), None);
        assert_eq!(sent("https://example/"), None);
    }

    #[test]
    fn no_cookie_is_shown() {
        assert_eq!(format!("{:?}", Cookies::parse(FILE)), "3 cookies");
    }
}
