//! From the address of a site to its feeds.
//!
//! A [`Search`] says what to fetch and is told what came; it touches no network by itself. First comes what the
//! address gives, then what the page names (HTML, section 4.6.7.1), then places where known sites keep their feeds,
//! then places where feeds often are.

mod page;
mod places;

use std::collections::{HashSet, VecDeque};

use url::Url;

use self::page::Page;
use super::link;
use super::parse::{ParseError, parse};
use crate::model::{Candidate, FeedUpdate, Found, Preview, without_password};
use crate::text::CleanText;

/// How many headlines are shown of a feed.
const HEADLINES: usize = 5;

/// What comes next in a search.
#[derive(Debug)]
pub enum Step {
    /// Fetch this, and go on with what comes.
    Fetch {
        /// An absolute `http` or `https` URL.
        url: String,
    },
    /// The end.
    Found(Found),
    /// The end, without a feed.
    Failed(SearchError),
}

/// What came of a fetch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// Where it came from, after redirects.
    pub url: String,
    /// The body.
    pub bytes: Vec<u8>,
    /// The `Content-Type` header field.
    pub content_type: Option<String>,
}

/// Why no feed was found.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    /// What the reader typed is no address of the web.
    #[error("{address} is not an address of the web")]
    Address {
        /// As typed.
        address: String,
    },
    /// The address could not be fetched.
    #[error("the address could not be fetched")]
    Unreachable,
    /// There is a page, but no feed named in it or near it.
    #[error("the site names no feed")]
    NoFeed,
    /// There is a feed, but it cannot be read.
    #[error("the feed cannot be read")]
    Unreadable(#[source] ParseError),
}

/// A search for the feeds of a site.
///
/// ```
/// use newsterm::feed::discover::{Answer, Search, Step};
/// use newsterm::model::Found;
///
/// let mut search = Search::new("news.example")?;
/// let Step::Fetch { url } = search.step(None) else { panic!() };
/// assert_eq!(url, "https://news.example/");
/// let page = "<link rel=alternate type=application/rss+xml title=News href=/rss>
///             <link rel=alternate type=application/atom+xml title=Sports href=/sports>";
/// let answer = Answer { url, bytes: page.into(), content_type: None };
/// let Step::Found(Found::Candidates(found)) = search.step(Some(answer)) else { panic!() };
/// assert_eq!(found[1].address, "https://news.example/sports");
/// # Ok::<(), newsterm::feed::discover::SearchError>(())
/// ```
#[derive(Debug)]
pub struct Search {
    address: Url,
    /// The reader did not say `https`.
    assumed: bool,
    /// The reader did not say `http` either.
    plain: bool,
    /// What is still to be tried, the next first; none of it is named by the reader.
    left: VecDeque<String>,
    /// Nothing came from the address the reader named.
    unreached: bool,
    stage: Stage,
}

#[derive(Debug, PartialEq, Eq)]
enum Stage {
    Start,
    /// As `Start`, but a site offered the address.
    Offered,
    /// The address the reader named is being fetched.
    Site,
    /// One of `left`, this one, is being fetched.
    Guess(String),
}

impl Search {
    /// Begins a search at an address as the reader types it: a schemeless one is of `https`, and only where that cannot
    /// be reached at all of `http` ([`Search::over_http`]).
    ///
    /// # Errors
    /// [`SearchError::Address`] when it is none.
    pub fn new(address: &str) -> Result<Self, SearchError> {
        let refused = || SearchError::Address {
            address: without_password(&link::without_user_info(address)),
        };
        let (address, assumed) = typed_address(address).ok_or_else(refused)?;
        Ok(Self {
            address,
            assumed,
            plain: false,
            left: VecDeque::new(),
            unreached: false,
            stage: Stage::Start,
        })
    }

    /// The same search at `http`, for where nothing speaks `https`; none where the reader said `https`, or who they are, which
    /// everybody on the way would read.
    ///
    /// ```
    /// use newsterm::feed::discover::Search;
    ///
    /// let plain = |typed| Some(Search::new(typed).ok()?.over_http()?.site().to_owned());
    /// assert_eq!(plain("news.example:8080/a").as_deref(), Some("http://news.example:8080/a"));
    /// assert_eq!(plain("https://news.example"), None);
    /// assert_eq!(plain("ann@news.example"), None);
    /// ```
    #[must_use]
    pub fn over_http(&self) -> Option<Self> {
        let plain = self.assumed && self.address.username().is_empty();
        let rest = self.address.as_str().strip_prefix("https://")?;
        let url = plain.then(|| link::request_url(&format!("http://{rest}")));
        Some(Self {
            address: url.flatten()?,
            assumed: false,
            plain: true,
            left: VecDeque::new(),
            unreached: false,
            stage: Stage::Start,
        })
    }

    /// Whether what was found is at `http`, though the reader did not ask for that.
    #[must_use]
    pub fn is_unencrypted(found: &str, typed: &str) -> bool {
        let asked = typed_address(typed).is_some_and(|(url, _)| url.scheme() == "http");
        !asked && found.starts_with("http://")
    }

    /// The address the reader named, as it is fetched.
    #[must_use]
    pub fn site(&self) -> &str {
        self.address.as_str()
    }

    /// Begins a search that looks at one feed that a site offers, and at nothing else.
    ///
    /// # Errors
    /// [`SearchError::Address`] when it is no address.
    pub fn offered(address: &str, site: &str) -> Result<Self, SearchError> {
        let mut search = Self::new(site)?;
        search.left.push_back(Self::new(address)?.address.into());
        search.stage = Stage::Offered;
        Ok(search)
    }

    /// Goes on with what came of the last fetch; `None` at the start, and where nothing came.
    pub fn step(&mut self, answer: Option<Answer>) -> Step {
        match std::mem::replace(&mut self.stage, Stage::Site) {
            Stage::Start => Step::Fetch {
                url: self.address.to_string(),
            },
            Stage::Offered => self.guess(),
            Stage::Site => self.judge_site(answer),
            Stage::Guess(url) => {
                let read = answer.map(|answer| read(&answer));
                match read {
                    Some(Ok(update)) => {
                        Step::Found(Found::Feed(preview(&self.to_follow(url), &update)))
                    }
                    _ => self.guess(),
                }
            }
        }
    }

    fn judge_site(&mut self, answer: Option<Answer>) -> Step {
        let Some(answer) = answer else {
            // Some sites let nobody see their pages, but everybody their feeds.
            self.left = places::known(&self.address, None).into();
            self.unreached = true;
            return self.guess();
        };
        let error = match read(&answer) {
            Ok(update) => {
                // Where it leads to https after all, that is where to follow it.
                let secure = self.plain && answer.url.starts_with("https://");
                let address = if secure {
                    &answer.url
                } else {
                    self.address.as_str()
                };
                return Step::Found(Found::Feed(preview(address, &update)));
            }
            Err(error) => error,
        };
        if !matches!(
            error,
            ParseError::WebPage | ParseError::NotAFeed | ParseError::Empty
        ) {
            return Step::Failed(SearchError::Unreadable(error));
        }
        let url = Url::parse(&answer.url).unwrap_or_else(|_| self.address.clone());
        let page = Page::read(&answer.bytes, answer.content_type.as_deref(), &url);
        let offered = offered(&page, &self.address);
        if offered.len() > 1 {
            return Step::Found(Found::Candidates(offered));
        }
        let sole = offered.into_iter().map(|candidate| candidate.address);
        self.left = sole
            .chain(page.anchors.iter().cloned())
            .chain(places::usual(&url))
            .collect();
        let mut seen = HashSet::new();
        self.left.retain(|url| seen.insert(url.clone()));
        self.guess()
    }

    /// The address to follow a found feed at: what let the reader into the site is wanted for its feed as well.
    fn to_follow(&self, url: String) -> String {
        let site = &self.address;
        let Some(mut found) = Url::parse(&url)
            .ok()
            .filter(|found| found.origin() == site.origin())
        else {
            return url;
        };
        // Both fail only for URLs that cannot have user information; those of the web can.
        let _ = found.set_username(site.username());
        let _ = found.set_password(site.password());
        found.into()
    }

    fn guess(&mut self) -> Step {
        let Some(url) = self.left.pop_front() else {
            return Step::Failed(if self.unreached {
                SearchError::Unreachable
            } else {
                SearchError::NoFeed
            });
        };
        self.stage = Stage::Guess(url.clone());
        Step::Fetch { url }
    }
}

/// What a page offers: the feeds it names, then those that sites of its kind have.
fn offered(page: &Page, address: &Url) -> Vec<Candidate> {
    let mut offered = page.links.clone();
    // The comments on everything are seldom what one wants to follow.
    offered.sort_by_key(is_about_comments);
    for place in places::known(address, Some(page)) {
        if !offered.iter().any(|candidate| candidate.address == place) {
            offered.push(Candidate {
                address: place,
                title: None,
            });
        }
    }
    offered
}

fn is_about_comments(candidate: &Candidate) -> bool {
    let title = candidate.title.as_ref().map_or("", |title| title.as_str());
    let says = |text: &str| text.to_ascii_lowercase().contains("comments");
    says(title) || says(&candidate.address)
}

/// Reads what came as a feed.
fn read(answer: &Answer) -> Result<FeedUpdate, ParseError> {
    let content_type = answer.content_type.as_deref();
    Ok(parse(&answer.bytes, content_type, &answer.url)?.update)
}

/// A feed as it is shown before the reader follows it.
fn preview(address: &str, update: &FeedUpdate) -> Preview {
    let headlines = update.entries.iter().map(|entry| entry.title.clone());
    let language = update.language.as_deref().map(CleanText::line);
    Preview {
        address: address.to_owned(),
        title: update.title.clone(),
        language: language.filter(|language| !language.is_empty()),
        entries: update.entries.len(),
        unencrypted: false,
        headlines: headlines
            .filter(|title| !title.is_empty())
            .take(HEADLINES)
            .collect(),
    }
}

/// Reads an address as people type it, and whether its scheme is assumed.
fn typed_address(typed: &str) -> Option<(Url, bool)> {
    let typed = link::without_feed_scheme(typed);
    let typed = typed.trim();
    let (written, assumed) = if let Some((user, host)) = fediverse_handle(typed) {
        (format!("https://{host}/@{user}"), false)
    } else if let Some(name) = subreddit(typed) {
        (format!("https://www.reddit.com/r/{name}/"), false)
    } else if has_scheme(typed) {
        (typed.to_owned(), false)
    } else {
        let rest = typed.trim_start_matches("//");
        (format!("https://{rest}"), true)
    };
    let mut url = link::request_url(&written)?;
    url.set_fragment(None);
    Some((url, assumed))
}

/// Whether an address begins with a scheme rather than with a host and its port.
fn has_scheme(address: &str) -> bool {
    match address.split_once([':', '/', '?', '#']) {
        Some((_, rest)) if address.find(':') == Some(address.len() - rest.len() - 1) => {
            !rest.starts_with(|c: char| c.is_ascii_digit())
        }
        _ => false,
    }
}

/// The two halves of a handle such as `@user@social.example`.
fn fediverse_handle(typed: &str) -> Option<(&str, &str)> {
    let (user, host) = typed.strip_prefix('@')?.split_once('@')?;
    let plain = |part: &str| !part.is_empty() && !part.contains(['@', '/', ':', '?', '#', ' ']);
    (plain(user) && plain(host)).then_some((user, host))
}

/// The name in `r/name`, as people call a part of Reddit.
fn subreddit(typed: &str) -> Option<&str> {
    let name = typed
        .strip_prefix('/')
        .unwrap_or(typed)
        .strip_prefix("r/")?;
    let name = name.trim_end_matches('/');
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '_';
    (!name.is_empty() && name.chars().all(plain)).then_some(name)
}

#[cfg(test)]
mod tests;
