//! What a list says of a feed besides what newsterm understands: kept as it is, and given out again.
//!
//! Other readers keep their settings there, such as the selectors and filters of `FreshRSS`. Here they are names and
//! texts and nothing else: none is ever looked up, followed or run.

use std::collections::{BTreeMap, HashMap};

use crate::feed::repair::{Tag, decoded};
use crate::model::{Extras, Outline};
use crate::text::CleanText;

/// The longest value that is taken over, in characters, and the longest name.
const LONGEST: usize = 4096;
const LONGEST_NAME: usize = 64;
/// How many of one feed are taken over.
const MOST: usize = 32;

/// What declares the prefix of a namespace (Namespaces in XML 1.0 section 3).
const DECLARES: &str = "xmlns:";
/// The prefix that needs no declaration.
const XML: &str = "xml";
/// What newsterm understands, in small letters.
const UNDERSTOOD: [&str; 5] = ["text", "title", "type", "xmlurl", "url"];

/// The namespaces that a list and its folders have declared so far, by their prefixes.
#[derive(Default)]
pub(super) struct Namespaces(HashMap<String, CleanText>);

impl Namespaces {
    /// Takes note of what a tag declares.
    pub(super) fn note(&mut self, tag: Tag<'_>) {
        self.0.extend(declarations(tag));
    }

    /// The attributes of an outline that newsterm does not understand, with the declarations of their prefixes.
    pub(super) fn extras(&self, tag: Tag<'_>) -> Extras {
        let own: HashMap<String, CleanText> = declarations(tag).collect();
        let mut extras = Extras::new();
        for (name, raw) in tag.attributes().filter(|(name, _)| is_foreign(name)) {
            let value = value(&decoded(raw).0);
            if extras.len() >= MOST || value.is_empty() {
                continue;
            }
            if let Some(prefix) = prefix(name) {
                let namespace = own.get(prefix).or_else(|| self.0.get(prefix));
                let Some(namespace) = namespace.filter(|name| !name.is_empty()) else {
                    continue;
                };
                extras.insert(format!("{DECLARES}{prefix}"), namespace.clone());
            }
            // Of an attribute given twice the first counts.
            extras.entry(name.to_owned()).or_insert(value);
        }
        extras
    }
}

/// The prefixes that a tag declares, with their namespaces.
fn declarations(tag: Tag<'_>) -> impl Iterator<Item = (String, CleanText)> {
    tag.attributes().filter_map(|(name, raw)| {
        let prefix = name.strip_prefix(DECLARES).filter(|name| is_part(name))?;
        Some((prefix.to_owned(), CleanText::line(&decoded(raw).0)))
    })
}

/// The kind of a feed that is not the usual one.
pub(super) fn kind(kind: Option<&str>) -> Option<(String, CleanText)> {
    let kind = kind.filter(|kind| !kind.eq_ignore_ascii_case("rss"))?;
    Some(("type".to_owned(), value(kind)))
}

/// The prefixes that one declaration for the whole list serves, with their namespaces.
pub(super) fn declared(feeds: &[Outline]) -> BTreeMap<&str, &CleanText> {
    let mut all = BTreeMap::new();
    for (name, namespace) in feeds.iter().flat_map(|feed| &feed.extras) {
        if let Some(prefix) = name.strip_prefix(DECLARES).filter(|name| is_part(name)) {
            all.entry(prefix).or_insert(namespace);
        }
    }
    all
}

/// What is written of a feed in a list that declares those: names and values. The settings may be edited by hand, so
/// what cannot stand in XML is left out.
pub(super) fn written<'a>(
    extras: &'a Extras,
    declared: &'a BTreeMap<&str, &CleanText>,
) -> impl Iterator<Item = (&'a str, &'a CleanText)> {
    let names = extras.iter().filter(move |(name, value)| {
        if let Some(prefix) = name.strip_prefix(DECLARES) {
            return is_part(prefix) && declared.get(prefix).is_none_or(|known| known != value);
        }
        let known = |prefix| extras.contains_key(&format!("{DECLARES}{prefix}"));
        is_foreign(name) && prefix(name).is_none_or(known)
    });
    names.map(|(name, value)| (name.as_str(), value))
}

/// The prefix of a name that has to be declared.
fn prefix(name: &str) -> Option<&str> {
    let (prefix, _) = name.split_once(':')?;
    (prefix != XML).then_some(prefix)
}

/// Whether a name is one of an attribute that newsterm does not understand.
fn is_foreign(name: &str) -> bool {
    let mut parts = name.split(':');
    name.len() <= LONGEST_NAME
        && !name.to_ascii_lowercase().starts_with("xmlns")
        && !UNDERSTOOD.contains(&name.to_ascii_lowercase().as_str())
        && parts.clone().count() <= 2
        && parts.all(is_part)
}

/// Whether a name without a prefix is one (Namespaces in XML 1.0 section 4, ASCII alone).
fn is_part(name: &str) -> bool {
    let first = |c: char| c.is_ascii_alphabetic() || c == '_';
    name.starts_with(first)
        && name
            .chars()
            .all(|c| first(c) || c.is_ascii_digit() || "-.".contains(c))
}

/// The beginning of a value, lines and all.
pub(super) fn value(text: &str) -> CleanText {
    let end = text.char_indices().nth(LONGEST);
    // Whoever reads it again takes no space at its end.
    CleanText::block(end.map_or(text, |(end, _)| text[..end].trim_end()))
}
