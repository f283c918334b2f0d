//! JSON Feed 1.0 and 1.1, read by what is there rather than by what the version promises.

use serde_json::Value;
use url::Url;

use super::identity::{Candidate, identified};
use super::{ParseError, Parsed, date};
use crate::feed::html::text_of;
use crate::feed::link;
use crate::model::{Body, BodyKind, FeedUpdate, NewEntry, Timestamp};
use crate::text::CleanText;

pub(super) fn parse(text: &str, base: &str) -> Result<Parsed, ParseError> {
    let feed: Value =
        serde_json::from_str(&repaired(text)).map_err(|source| ParseError::Json { source })?;
    let items = feed.get("items").and_then(Value::as_array);
    let items = items.ok_or(ParseError::NotAFeed)?;
    let base = Url::parse(base).ok();
    let authors = authors(&feed);
    let candidates = items
        .iter()
        .filter(|item| item.is_object())
        .map(|item| candidate(item, authors.as_ref(), base.as_ref()));
    let update = FeedUpdate {
        title: line(&feed, "title"),
        home: page(&feed, "home_page_url", base.as_ref()),
        language: word(&feed, "language"),
        entries: identified(candidates),
        ..FeedUpdate::default()
    };
    Ok(Parsed {
        update,
        ..Parsed::default()
    })
}

/// Takes out what JSON forbids and generators write: control characters, commas before a closing bracket.
fn repaired(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut in_string, mut escaped) = (false, false);
    for c in text.chars() {
        if !in_string && matches!(c, ']' | '}') {
            let before = out.trim_end();
            let length = before.strip_suffix(',').map_or(out.len(), str::len);
            out.truncate(length);
        }
        if c == '"' && !escaped {
            in_string = !in_string;
        }
        escaped = in_string && c == '\\' && !escaped;
        match c {
            '\n' if in_string => out.push_str("\\n"),
            c if c.is_ascii_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

fn candidate(item: &Value, authors_of_feed: Option<&CleanText>, base: Option<&Url>) -> Candidate {
    let instant = |key| date::parse(item.get(key)?.as_str()?);
    let published: Option<Timestamp> = instant("date_published");
    let updated = instant("date_modified");
    Candidate {
        guid: word(item, "id"),
        entry: NewEntry {
            title: line(item, "title"),
            link: page(item, "url", base).or_else(|| page(item, "external_url", base)),
            author: authors(item).or_else(|| authors_of_feed.cloned()),
            published: published.or(updated),
            updated: updated.filter(|updated| Some(*updated) != published),
            language: word(item, "language"),
            body: body(item),
            ..NewEntry::default()
        },
    }
}

/// A string, or a number written where a string is due.
fn word(value: &Value, key: &str) -> Option<String> {
    let word = match value.get(key)? {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    Some(word).filter(|word| !word.is_empty())
}

/// Titles are plain text (JSON Feed 1.1), but character references and tags in them are common.
fn line(value: &Value, key: &str) -> CleanText {
    word(value, key)
        .map(|text| text_of(&text))
        .unwrap_or_default()
}

fn page(value: &Value, key: &str, base: Option<&Url>) -> Option<String> {
    link::resolve(value.get(key)?.as_str()?, base)
}

/// The names under `authors` (version 1.1), else under `author` (version 1.0, an object; or just a name).
fn authors(value: &Value) -> Option<CleanText> {
    let name = |author: &Value| match author {
        Value::String(name) => Some(name.clone()),
        author => word(author, "name"),
    };
    let names: Vec<String> = match (value.get("authors"), value.get("author")) {
        (Some(Value::Array(authors)), _) => authors.iter().filter_map(name).collect(),
        (_, Some(author)) => name(author).into_iter().collect(),
        _ => Vec::new(),
    };
    let names = CleanText::line(&names.join(", "));
    (!names.is_empty()).then_some(names)
}

fn body(item: &Value) -> Body {
    let kinds = [
        ("content_html", BodyKind::Html),
        ("content_text", BodyKind::Plain),
        ("summary", BodyKind::Plain),
    ];
    let body = kinds.into_iter().find_map(|(key, kind)| {
        let content = item.get(key)?.as_str()?.trim().to_owned();
        (!content.is_empty()).then_some(Body { kind, content })
    });
    body.unwrap_or_default()
}
