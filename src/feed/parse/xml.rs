//! RSS and Atom: from text by way of feed-rs to our nouns.

use std::iter;
use std::time::{Duration, UNIX_EPOCH};

use feed_rs::model as raw;
use feed_rs::parser::Builder;
use url::Url;

use super::identity::{Candidate, identified};
use super::{ParseError, Parsed, date};
use crate::feed::html::text_of;
use crate::feed::link;
use crate::feed::repair::{Repaired, repaired};
use crate::model::{Body, BodyKind, FeedUpdate, NewEntry, Timestamp};
use crate::text::CleanText;

pub(super) fn parse(text: &str, base: &str) -> Result<Parsed, ParseError> {
    let repaired = repaired(text)?;
    let base = Url::parse(base).ok();
    let feed = Builder::new()
        .base_uri(base.as_ref().map(Url::as_str))
        .id_generator(|_, _, _| String::new())
        .sanitize_content(false)
        .timestamp_parser(|text| {
            let seconds = u64::try_from(date::parse(text)?.0).ok()?;
            Some((UNIX_EPOCH + Duration::from_secs(seconds)).into())
        })
        .build()
        .parse(repaired.document.as_bytes())
        .map_err(|source| ParseError::Refused { source })?;
    Ok(Parsed {
        update: update(&feed, &repaired),
        warnings: repaired.warnings,
    })
}

fn update(feed: &raw::Feed, repaired: &Repaired) -> FeedUpdate {
    // feed-rs gives one entry for each in the document, in order.
    let languages = repaired.languages.iter().cloned().chain(iter::repeat(None));
    let candidates = feed
        .entries
        .iter()
        .zip(languages)
        .map(|(entry, language)| candidate(entry, language, feed));
    FeedUpdate {
        title: feed
            .title
            .as_ref()
            .map(|title| line(title, feed))
            .unwrap_or_default(),
        home: page(&feed.links),
        language: feed.language.clone().or_else(|| repaired.language.clone()),
        cadence: repaired.cadence,
        entries: identified(candidates),
        ..FeedUpdate::default()
    }
}

fn candidate(entry: &raw::Entry, language: Option<String>, feed: &raw::Feed) -> Candidate {
    let published = entry.published.map(|date| Timestamp(date.timestamp()));
    let updated = entry.updated.map(|date| Timestamp(date.timestamp()));
    let guid = Some(entry.id.trim()).filter(|id| !id.is_empty());
    Candidate {
        guid: guid.map(str::to_owned),
        entry: NewEntry {
            title: entry
                .title
                .as_ref()
                .map(|title| line(title, feed))
                .unwrap_or_default(),
            link: page(&entry.links),
            author: authors(&entry.authors).or_else(|| authors(&feed.authors)),
            // Many Atom feeds date their entries by `updated` only, which the standard demands.
            published: published.or(updated),
            updated: updated.filter(|updated| Some(*updated) != published),
            language,
            body: body(entry, feed),
            ..NewEntry::default()
        },
    }
}

/// A text construct as one line. In Atom its type says whether it is markup (RFC 4287 section 3.1); RSS has
/// no types, and its titles are markup by custom.
fn line(text: &raw::Text, feed: &raw::Feed) -> CleanText {
    if feed.feed_type == raw::FeedType::Atom && is_plain(text.content_type.as_ref()) {
        CleanText::line(&text.content)
    } else {
        text_of(&text.content)
    }
}

fn is_plain(media_type: &str) -> bool {
    media_type.eq_ignore_ascii_case("text/plain")
}

/// The page a feed or entry stands for: its `alternate` link (RFC 4287 section 4.2.7.2), HTML rather than
/// anything else. Relative links are absolute already, by feed-rs.
fn page(links: &[raw::Link]) -> Option<String> {
    let alternate = |link: &&raw::Link| {
        link.target.is_none() && matches!(link.rel.as_deref(), None | Some("alternate"))
    };
    let is_html = |link: &&raw::Link| {
        let media_type = link.media_type.as_deref();
        media_type.is_none_or(|media_type| media_type.contains("html"))
    };
    let alternates = || links.iter().filter(alternate);
    alternates()
        .filter(is_html)
        .chain(alternates())
        .find_map(|link| link::resolve(&link.href, None))
}

fn authors(people: &[raw::Person]) -> Option<CleanText> {
    let mut names: Vec<&str> = people
        .iter()
        .filter_map(|person| person.name.as_deref().or(person.email.as_deref()))
        // RSS puts the name in brackets after the address (RSS 2.0, `author`).
        .map(|name| name.trim_matches(['(', ')', '<', '>', ' ']))
        .filter(|name| !name.is_empty())
        .collect();
    names.dedup();
    (!names.is_empty()).then(|| text_of(&names.join(", ")))
}

/// The content, else the summary.
fn body(entry: &raw::Entry, feed: &raw::Feed) -> Body {
    let content = entry.content.as_ref().and_then(|content| {
        let text = content.body.as_deref()?;
        Some((content.content_type.as_ref(), text))
    });
    let summary = entry.summary.as_ref();
    let summary = summary.map(|text| (text.content_type.as_ref(), text.content.as_str()));
    content
        .into_iter()
        .chain(summary)
        .find(|(_, text)| !text.trim().is_empty())
        .map(|(media_type, text)| Body {
            kind: kind(media_type, text, feed),
            content: text.trim().to_owned(),
        })
        .unwrap_or_default()
}

/// RSS does not say what its text is: without any markup it is plain, and its line breaks count.
fn kind(media_type: &str, text: &str, feed: &raw::Feed) -> BodyKind {
    let unmarked = feed.feed_type != raw::FeedType::Atom && !text.contains(['<', '&']);
    if unmarked || is_plain(media_type) {
        BodyKind::Plain
    } else {
        BodyKind::Html
    }
}
