//! What a web page says of feeds.

use url::Url;

use crate::feed::decode::decode;
use crate::feed::link;
use crate::feed::repair::{Scanner, Tag, Token, decoded};
use crate::model::Candidate;
use crate::text::CleanText;

/// How much of a page is looked at, in bytes.
const LONGEST: usize = 4 * 1024 * 1024;
/// The most feeds taken from one page.
const MOST: usize = 100;
/// The most links to what may be a feed that are tried.
const MOST_ANCHORS: usize = 4;

/// What a page says of feeds.
#[derive(Debug, Default)]
pub(super) struct Page {
    /// The feeds it names in `link` elements, in order.
    pub links: Vec<Candidate>,
    /// Links in its text that look like those of feeds.
    pub anchors: Vec<String>,
    /// The page that this one is a copy of, by its own word.
    pub canonical: Option<String>,
    /// The channel of `YouTube` it belongs to.
    pub channel: Option<String>,
}

impl Page {
    /// Reads a page that came from `url`.
    pub(super) fn read(bytes: &[u8], content_type: Option<&str>, url: &Url) -> Self {
        let text = decode(bytes, content_type).text;
        let text = &text[..text.floor_char_boundary(LONGEST)];
        let mut page = Self {
            channel: channel(text),
            ..Self::default()
        };
        let mut base = url.clone();
        // What stands in scripts only looks like elements.
        let mut inside: Option<&str> = None;
        for token in Scanner::new(text) {
            match (token, inside) {
                (Token::Start(tag), None) if is_raw(tag.name) && !tag.empty => {
                    inside = Some(tag.name);
                }
                (Token::End(name), Some(open)) if name.eq_ignore_ascii_case(open) => inside = None,
                (Token::Start(tag), None) => page.take(tag, &mut base, url),
                _ => {}
            }
        }
        page
    }

    fn take(&mut self, tag: Tag<'_>, base: &mut Url, url: &Url) {
        if tag.name.eq_ignore_ascii_case("base") {
            // The first counts (HTML, section 4.2.3).
            let found = attribute(tag, "href").and_then(|href| url.join(&href).ok());
            if let Some(found) = found.filter(|_| base == url) {
                *base = found;
            }
        } else if tag.name.eq_ignore_ascii_case("link") {
            self.take_link(tag, base);
        } else if tag.name.eq_ignore_ascii_case("a") && self.anchors.len() < MOST_ANCHORS {
            let target = attribute(tag, "href").and_then(|href| link::resolve(&href, Some(base)));
            let target = target.filter(|target| looks_like_a_feed(target));
            if let Some(target) = target.filter(|target| !self.anchors.contains(target)) {
                self.anchors.push(target);
            }
        }
    }

    fn take_link(&mut self, tag: Tag<'_>, base: &Url) {
        let of = |name| attribute(tag, name).unwrap_or_default();
        let target = link::resolve(&of("href"), Some(base));
        let (Some(target), rel) = (target, of("rel").to_ascii_lowercase()) else {
            return;
        };
        let has = |wanted| rel.split_ascii_whitespace().any(|word| word == wanted);
        if has("canonical") && self.canonical.is_none() {
            self.canonical = Some(target);
        } else if names_a_feed(&rel, &of("type")) && self.links.len() < MOST {
            let title = CleanText::line(&of("title"));
            if !self.links.iter().any(|known| known.address == target) {
                self.links.push(Candidate {
                    address: target,
                    title: (!title.is_empty()).then_some(title),
                });
            }
        }
    }
}

/// Elements whose content is text, whatever it looks like (HTML, section 13.1.2).
fn is_raw(name: &str) -> bool {
    ["script", "style", "textarea", "title", "template"]
        .iter()
        .any(|raw| name.eq_ignore_ascii_case(raw))
}

fn attribute(tag: Tag<'_>, name: &str) -> Option<String> {
    let mut found = tag.attributes();
    let (_, raw) = found.find(|(found, _)| found.eq_ignore_ascii_case(name))?;
    Some(decoded(raw).0.into_owned())
}

/// Whether a `link` element with these relations and this type names a feed (HTML, sections 4.6.7.1 and 4.6.7.6).
fn names_a_feed(rel: &str, media_type: &str) -> bool {
    let has = |wanted| rel.split_ascii_whitespace().any(|word| word == wanted);
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    let of_feeds = [
        "application/rss+xml",
        "application/atom+xml",
        "application/rdf+xml",
        "application/feed+json",
        "application/rss",
        "application/atom",
        "application/xml",
        "text/xml",
        "text/rss",
        "text/rss+xml",
        "text/atom+xml",
    ];
    has("feed")
        || (has("alternate")
            && of_feeds
                .iter()
                .any(|known| essence.eq_ignore_ascii_case(known)))
}

/// Whether the path of a URL ends as those of feeds do.
fn looks_like_a_feed(url: &str) -> bool {
    let Ok(url) = Url::parse(url) else {
        return false;
    };
    let path = url.path().trim_end_matches('/').to_ascii_lowercase();
    let last = path.rsplit('/').next().unwrap_or_default();
    matches!(
        last,
        "feed" | "rss" | "atom" | "feeds" | "index.xml" | "feed.json"
    ) || [".rss", ".atom", "rss.xml", "feed.xml", "atom.xml", ".rdf"]
        .iter()
        .any(|end| last.ends_with(end))
}

/// The channel of `YouTube` that a page belongs to, as its scripts name it.
fn channel(text: &str) -> Option<String> {
    [
        "\"externalId\":\"",
        "itemprop=\"identifier\" content=\"",
        "itemprop=\"channelId\" content=\"",
        "\"channelId\":\"",
    ]
    .iter()
    .find_map(|before| {
        let at = text.find(before)? + before.len();
        let id = &text[at..];
        let end = id.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '_'))?;
        let id = &id[..end];
        (id.starts_with("UC") && id.len() == 24).then(|| id.to_owned())
    })
}
