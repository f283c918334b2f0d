//! JSON Feed 1.0 and 1.1, read by what is there rather than by what the version promises.

mod repair;

use serde_json::Value;
use url::Url;

use super::identity::{Candidate, identified};
use super::{ParseError, Parsed, date};
use crate::feed::html::text_of;
use crate::feed::link;
use crate::model::{
    Author, Body, BodyKind, Details, Enclosure, Fault, FeedUpdate, NewEntry, Timestamp, Warning,
};
use crate::text::CleanText;

/// How many tags or files of an entry are kept; feeds have less than ten.
const MOST: usize = 64;

/// The document in a text that has something before it: a function to call with it, a guard against being called, a
/// warning of the server.
pub(super) fn within(text: &str) -> Option<&str> {
    let mut starts = text.match_indices('{').map(|(at, _)| &text[at..]);
    let document = starts.find(|rest| rest[1..].trim_start().starts_with('"'))?;
    document.contains("\"items\"").then_some(document)
}

pub(super) fn parse(text: &str, base: &str) -> Result<Parsed, ParseError> {
    let repaired = repair::repaired(text)?;
    let read = |document: &str| serde_json::from_str::<Value>(document);
    let feed = read(&repaired.document)
        .or_else(|source| {
            let escapes = repair::with_known_escapes(&repaired.document);
            read(&escapes).map_err(|_| source)
        })
        .map_err(|source| ParseError::Json { source })?;
    let items = feed.get("items").and_then(Value::as_array);
    let items = items.ok_or(ParseError::NotAFeed)?;
    let base = Url::parse(base).ok();
    let author = author(&feed);
    let candidates = items
        .iter()
        .filter(|item| item.is_object())
        .map(|item| candidate(item, &author, base.as_ref()));
    let update = FeedUpdate {
        title: line(&feed, "title"),
        home: page(&feed, "home_page_url", base.as_ref()),
        language: word(&feed, "language"),
        description: line(&feed, "description"),
        image: page(&feed, "icon", base.as_ref()).or_else(|| page(&feed, "favicon", base.as_ref())),
        categories: categories(&feed),
        entries: identified(candidates),
        author,
        ..FeedUpdate::default()
    };
    Ok(Parsed {
        update,
        warnings: warnings(text, items, repaired.truncated),
        ..Parsed::default()
    })
}

/// What is no entry among the items was left out; where that was, JSON does not tell, but it was before the end.
fn warnings(text: &str, items: &[Value], truncated: bool) -> Vec<Warning> {
    let left_out = items.iter().any(|item| !item.is_object());
    let end = text.trim_end();
    let last = end.rsplit('\n').next().unwrap_or_default();
    let at_end = |fault| Warning {
        line: end.matches('\n').count() + 1,
        column: last.chars().count() + 1,
        fault,
    };
    let faults = [
        left_out.then_some(Fault::NotAnEntry),
        truncated.then_some(Fault::Truncated),
    ];
    faults.into_iter().flatten().map(at_end).collect()
}

fn candidate(item: &Value, author_of_feed: &Author, base: Option<&Url>) -> Candidate {
    let instant = |key| date::parse(&word(item, key)?);
    let published: Option<Timestamp> = instant("date_published");
    let updated = instant("date_modified");
    let author = Some(author(item)).filter(|author| author.name.is_some());
    let author = author.unwrap_or_else(|| author_of_feed.clone());
    let mut texts = texts(item);
    Candidate {
        guid: word(item, "id"),
        entry: NewEntry {
            title: line(item, "title"),
            link: page(item, "url", base).or_else(|| page(item, "external_url", base)),
            author: author.name,
            email: author.email,
            published: published.or(updated),
            updated: updated.filter(|updated| Some(*updated) != published),
            language: word(item, "language"),
            body: texts.next().unwrap_or_default(),
            // Of the two forms of one content the second says nothing new.
            summary: texts.find(|_| item.get("summary").is_some_and(Value::is_string)),
            details: Details {
                comments: None,
                categories: categories(item),
                enclosures: enclosures(item, base),
            },
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
fn author(value: &Value) -> Author {
    let name = |author: &Value| match author {
        Value::String(name) => Some(name.clone()),
        author => word(author, "name"),
    };
    let names_of = |key| -> Vec<String> { listed(value, key).iter().filter_map(name).collect() };
    let names = Some(names_of("authors")).filter(|names| !names.is_empty());
    let names = names.unwrap_or_else(|| names_of("author"));
    let names = CleanText::line(&names.join(", "));
    Author {
        name: (!names.is_empty()).then_some(names),
        email: None,
    }
}

/// The values of a list; one alone may be no list.
fn listed<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    match value.get(key) {
        Some(Value::Array(values)) => values,
        Some(value) => std::slice::from_ref(value),
        None => &[],
    }
}

/// The tags, each once.
fn categories(value: &Value) -> Vec<CleanText> {
    let mut categories = Vec::new();
    let tags = listed(value, "tags").iter().filter_map(Value::as_str);
    for tag in tags.map(text_of).take(MOST) {
        if !tag.is_empty() && !categories.contains(&tag) {
            categories.push(tag);
        }
    }
    categories
}

fn enclosures(item: &Value, base: Option<&Url>) -> Vec<Enclosure> {
    let enclosure = |file: &Value| {
        Some(Enclosure {
            url: page(file, "url", base)?,
            media_type: word(file, "mime_type").map(|kind| CleanText::line(&kind)),
            length: word(file, "size_in_bytes").and_then(|size| size.parse().ok()),
        })
    };
    listed(item, "attachments")
        .iter()
        .filter_map(enclosure)
        .take(MOST)
        .collect()
}

/// The texts of an entry, the fullest first.
fn texts(item: &Value) -> impl Iterator<Item = Body> {
    let kinds = [
        ("content_html", BodyKind::Html),
        ("content_text", BodyKind::Plain),
        ("summary", BodyKind::Plain),
    ];
    kinds.into_iter().filter_map(|(key, kind)| {
        let content = item.get(key)?.as_str()?.trim().to_owned();
        (!content.is_empty()).then_some(Body { kind, content })
    })
}
