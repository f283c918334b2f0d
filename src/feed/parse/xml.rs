//! RSS and Atom: from text by way of feed-rs to our nouns.

use std::time::{Duration, UNIX_EPOCH};

use feed_rs::model as raw;
use feed_rs::parser::Builder;
use url::Url;

use super::identity::{Candidate, identified};
use super::{ParseError, Parsed, date};
use crate::feed::html::{has_tags, shown, text_of};
use crate::feed::link;
use crate::feed::repair::{Notes, Repaired, Texts, decoded, repaired};
use crate::model::{Author, Body, BodyKind, FeedUpdate, NewEntry, Timestamp};
use crate::text::CleanText;

pub(super) fn parse(text: &str, base: &str) -> Result<Parsed, ParseError> {
    let base = Url::parse(base).ok();
    let repaired = repaired(text, base.as_ref())?;
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
    Ok(update(feed, repaired))
}

fn update(feed: raw::Feed, repaired: Repaired) -> Parsed {
    let said = repaired.feed;
    let author = said.author();
    let is_atom = feed.feed_type == raw::FeedType::Atom;
    // feed-rs gives one entry for each in the document, in order.
    let entries = feed.entries.into_iter().zip(repaired.entries);
    let mut texts = repaired.texts;
    let candidates =
        entries.map(|(entry, said)| candidate(entry, said, &author, is_atom, &mut texts));
    let update = FeedUpdate {
        title: line(feed.title.as_ref(), is_atom),
        home: page(&feed.links),
        cadence: said.cadence(),
        description: said.description(),
        image: said.image(),
        updated: said.updated().and_then(date::parse),
        entries: identified(candidates),
        author,
        language: said.language,
        id: said.id,
        rights: said.rights,
        categories: said.details.categories,
        ..FeedUpdate::default()
    };
    Parsed {
        update,
        warnings: repaired.warnings,
        more_warnings: repaired.more_warnings,
        ..Parsed::default()
    }
}

fn candidate(
    entry: raw::Entry,
    said: Notes,
    author_of_feed: &Author,
    is_atom: bool,
    texts: &mut Texts,
) -> Candidate {
    let published = entry.published.map(|date| Timestamp(date.timestamp()));
    let updated = entry.updated.map(|date| Timestamp(date.timestamp()));
    let guid = Some(entry.id.trim()).filter(|id| !id.is_empty());
    let author = Some(said.author()).filter(|author| author.name.is_some());
    let author = author.unwrap_or_else(|| author_of_feed.clone());
    let guid = guid.map(str::to_owned);
    let title = line(entry.title.as_ref(), is_atom);
    let link = page(&entry.links);
    let (body, summary) = bodies(entry, is_atom, texts);
    Candidate {
        guid,
        entry: NewEntry {
            title,
            link,
            author: author.name,
            email: author.email,
            // Many Atom feeds date their entries by `updated` only, which the standard demands.
            published: published.or(updated),
            updated: updated.filter(|updated| Some(*updated) != published),
            language: said.language,
            body,
            summary,
            rights: said.rights,
            details: said.details,
            ..NewEntry::default()
        },
    }
}

/// A text construct as one line. In Atom its type says whether it is markup (RFC 4287 section 3.1); RSS has
/// no types, and its titles are markup by custom.
fn line(text: Option<&raw::Text>, is_atom: bool) -> CleanText {
    match text {
        Some(text) if is_atom && is_plain(text.content_type.as_ref()) => shown(&text.content),
        Some(text) => text_of(&text.content),
        None => CleanText::default(),
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

/// The content, else the summary; and the summary where it is not that.
fn bodies(entry: raw::Entry, is_atom: bool, texts: &mut Texts) -> (Body, Option<Body>) {
    let content = entry.content.and_then(|content| {
        let kind = content.content_type;
        content.body.map(|text| (kind, text))
    });
    let summary = entry.summary.map(|text| (text.content_type, text.content));
    let mut bodies = content
        .into_iter()
        .chain(summary)
        .map(|(media_type, key)| (media_type, texts.take(&key)))
        .filter(|(_, text)| !text.trim().is_empty())
        .map(|(media_type, text)| Body {
            kind: kind(media_type.as_ref(), &text, is_atom),
            content: trimmed(text),
        });
    (bodies.next().unwrap_or_default(), bodies.next())
}

fn trimmed(text: String) -> String {
    let inner = text.trim();
    if inner.len() == text.len() {
        text
    } else {
        inner.to_owned()
    }
}

/// RSS does not say what its text is: without any markup it is plain, and its line breaks count.
fn kind(media_type: &str, text: &str, is_atom: bool) -> BodyKind {
    let unmarked = !is_atom && !has_tags(text) && decoded(text).0 == text;
    if unmarked || is_plain(media_type) {
        BodyKind::Plain
    } else {
        BodyKind::Html
    }
}
