//! Feeds taken out of the reader's settings file and put back, everything else left as it is.

use std::ops::Range;
use std::path::Path;

use serde::{Deserialize, Serialize};
use toml::de::{DeTable, DeValue};
use toml_edit::{DocumentMut, InlineTable, Item, Table};

use super::change::{Edited, Wait, change, not_edited};
use super::edit::{as_written, line_end, with_feeds, with_none, without_none};
use super::error::ConfigError;
use super::load::{Config, read_text};
use super::value::Value;
use crate::model::Subscription;

/// A feed as it was cut out of a settings file: what it takes to put it back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cutting {
    /// The address, or the name of a command.
    pub address: String,
    /// What the file said of it, with the remarks right above.
    text: String,
    /// Where that stood: bytes.
    at: usize,
    /// A number for the rest of the file, which tells whether it is still the same.
    rest: u64,
    /// The feed after it, and the one before.
    next: Option<String>,
    previous: Option<String>,
}

/// Says what it takes to put a feed back that is not taken out yet; `None` where the file does not list it.
///
/// # Errors
/// When the file is not a configuration, cannot be read, or cannot be changed safely.
pub fn plan_removal(path: &Path, address: &str) -> Result<Option<Cutting>, ConfigError> {
    let text = match read_text(path) {
        Ok(text) => text,
        Err(ConfigError::Missing { .. } | ConfigError::FolderMissing { .. }) => String::new(),
        Err(error) => return Err(error),
    };
    Ok(cut(&text, path, address)?.map(|(cutting, _)| cutting))
}

/// Takes a feed out of a settings file; gives the configuration as it is then.
///
/// Comments, order and layout of all else stay; the remarks right above the feed go with it. Where the built-in feeds
/// are followed, because the file lists none, the others are written to it. The file is replaced as a whole, and only
/// by a text that reads as the same configuration without the feed.
///
/// # Errors
/// As [`add_feeds`](super::add_feeds).
pub fn remove_feed(path: &Path, address: &str, wait: Wait<'_>) -> Result<Config, ConfigError> {
    change(path, wait, |text| {
        let text = text.unwrap_or_default();
        let before = Config::parse(text, path)?;
        let Some((_, rest)) = cut(text, path, address)? else {
            return Ok(Edited {
                text: None,
                result: before,
            });
        };
        let rest = if lists_feeds(&rest) {
            rest
        } else {
            with_none(&rest)
        };
        let after = Config::parse(&rest, path)?;
        if !is_without(&before, &after, address) {
            return Err(not_edited(path));
        }
        Ok(Edited {
            text: Some(rest),
            result: after,
        })
    })
}

/// Puts a feed back into a settings file, to where it was; gives the configuration as it is then. One that is listed
/// stays as it is.
///
/// # Errors
/// As [`add_feeds`](super::add_feeds).
pub fn put_back(path: &Path, cutting: &Cutting, wait: Wait<'_>) -> Result<Config, ConfigError> {
    change(path, wait, |text| {
        let text = text.unwrap_or_default();
        let before = Config::parse(text, path)?;
        if place_of(&before, &cutting.address).is_some() {
            return Ok(Edited {
                text: None,
                result: before,
            });
        }
        let text = pasted(text, &before, cutting).ok_or_else(|| not_edited(path))?;
        let after = Config::parse(&text, path)?;
        if !is_without(&after, &before, &cutting.address) {
            return Err(not_edited(path));
        }
        Ok(Edited {
            text: Some(text),
            result: after,
        })
    })
}

fn place_of(config: &Config, address: &str) -> Option<usize> {
    let mut listed = config.subscriptions.iter();
    listed.position(|subscription| subscription.source.address() == address)
}

fn address_at(config: &Config, place: Option<usize>) -> Option<String> {
    let subscription = config.subscriptions.get(place?)?;
    Some(subscription.source.address().to_owned())
}

/// Whether `less` is `more` without one feed.
fn is_without(more: &Config, less: &Config, address: &str) -> bool {
    let reached = |config: &Config| -> Vec<_> {
        let listed = config.subscriptions.iter();
        let others = listed.filter(|subscription| subscription.source.address() != address);
        let said = |subscription: &Subscription| {
            let extras = config.extras_of(subscription).cloned();
            let access = config.access_of(subscription).clone();
            (subscription.clone(), access, extras)
        };
        others.map(said).collect()
    };
    place_of(more, address).is_some()
        && place_of(less, address).is_none()
        && reached(more) == reached(less)
        && more.says_else_as(less)
}

/// Cuts a feed out of a text; gives it and the rest.
fn cut(text: &str, path: &Path, address: &str) -> Result<Option<(Cutting, String)>, ConfigError> {
    let config = Config::parse(text, path)?;
    let Some(place) = place_of(&config, address) else {
        return Ok(None);
    };
    let text = if lists_feeds(text) {
        text.to_owned()
    } else {
        let written = with_feeds(text, &[]).ok_or_else(|| not_edited(path))?;
        written.0
    };
    let stretch = stretches(&text)
        .and_then(|stretches| stretches.into_iter().nth(place))
        .ok_or_else(|| not_edited(path))?;
    let rest = format!("{}{}", &text[..stretch.start], &text[stretch.end..]);
    let cutting = Cutting {
        address: address.to_owned(),
        text: text[stretch.clone()].to_owned(),
        at: stretch.start,
        rest: number_of(&rest),
        next: address_at(&config, place.checked_add(1)),
        previous: address_at(&config, place.checked_sub(1)),
    };
    Ok(Some((cutting, rest)))
}

/// Puts a cutting into a text; `None` where its feeds are of no known form.
fn pasted(text: &str, config: &Config, cutting: &Cutting) -> Option<String> {
    let base = without_none(text).unwrap_or_else(|| text.to_owned());
    if number_of(&base) == cutting.rest && base.is_char_boundary(cutting.at) {
        let (before, after) = base.split_at(cutting.at);
        return Some(format!("{before}{}{after}", cutting.text));
    }
    let place = |address: &Option<String>| place_of(config, address.as_deref()?);
    let behind = place(&cutting.previous).map(|place| place + 1);
    let place = behind.or_else(|| place(&cutting.next));
    let place = place.unwrap_or(config.subscriptions.len());
    let document: DocumentMut = base.parse().ok()?;
    match document.get("feeds") {
        Some(Item::Value(_)) => into_list(&base, document, cutting, place),
        Some(Item::ArrayOfTables(_)) => {
            let stretches = stretches(&base)?;
            let at = match stretches.get(place) {
                Some(next) => next.start,
                None => stretches.last()?.end,
            };
            Some(spliced(&base, at, &as_table(cutting)?))
        }
        Some(_) => None,
        None => Some(spliced(&base, base.len(), &as_table(cutting)?)),
    }
}

/// Puts a table between two others, with a blank line where there is none.
fn spliced(text: &str, at: usize, table: &str) -> String {
    let (before, after) = text.split_at(at);
    let line = line_end(text);
    let blank = line.repeat(2);
    let gap = match before {
        "" => "",
        before if before.ends_with(&blank) => "",
        before if before.ends_with(line) => line,
        _ => &blank,
    };
    let end = if after.is_empty() || table.ends_with(&blank) {
        ""
    } else {
        line
    };
    format!("{before}{gap}{table}{end}{after}")
}

fn into_list(
    text: &str,
    mut document: DocumentMut,
    cutting: &Cutting,
    place: usize,
) -> Option<String> {
    let table = keys_of(cutting)?;
    let array = document.get_mut("feeds")?.as_array_mut()?;
    let mut value = toml_edit::Value::InlineTable(table.into_inline_table());
    value.decor_mut().set_prefix("\n    ");
    array.insert_formatted(place.min(array.len()), value);
    Some(as_written(text, &document))
}

/// The cutting as the text of a table.
fn as_table(cutting: &Cutting) -> Option<String> {
    // What stood in a list is no text of its own.
    if cutting.text.parse::<DocumentMut>().is_ok() {
        return Some(cutting.text.clone());
    }
    Some(format!("[[feeds]]\n{}", keys_of(cutting)?))
}

/// The keys of a cutting, whether it was a table or stood in a list.
fn keys_of(cutting: &Cutting) -> Option<Table> {
    if let Ok(document) = cutting.text.parse::<DocumentMut>() {
        let tables = document.get("feeds")?.as_array_of_tables()?;
        return tables.get(0).cloned();
    }
    let value = cutting.text.trim().trim_matches(',').trim();
    let value: toml_edit::Value = value.parse().ok()?;
    let table: &InlineTable = value.as_inline_table()?;
    let mut table = table.clone().into_table();
    table.set_implicit(false);
    Some(table)
}

fn lists_feeds(text: &str) -> bool {
    DeTable::parse(text).is_ok_and(|table| table.get_ref().contains_key("feeds"))
}

/// Where each feed stands in a text, with the remarks right above it and the blank lines after it.
fn stretches(text: &str) -> Option<Vec<Range<usize>>> {
    let table = DeTable::parse(text).ok()?;
    let feeds = table.get_ref().get("feeds")?;
    let DeValue::Array(values) = feeds.get_ref() else {
        return None;
    };
    // In brackets, the places of its values lie within its own.
    let inside = |value: &Value| feeds.span().contains(&value.span().start);
    let in_brackets = text[feeds.span()].starts_with('[')
        && !text[feeds.span()].starts_with("[[")
        && values.iter().all(inside);
    let stretch = |value: &Value| {
        let place = value.span().start..end_of(value);
        if in_brackets {
            in_list(text, place)
        } else {
            lines_of(text, place)
        }
    };
    Some(values.iter().map(stretch).collect())
}

/// The last byte of a value, of those in it above all: the place of a table is that of its header.
fn end_of(value: &Value) -> usize {
    let inner = match value.get_ref() {
        DeValue::Table(table) => table
            .iter()
            .map(|(key, value)| key.span().end.max(end_of(value)))
            .max(),
        DeValue::Array(values) => values.iter().map(end_of).max(),
        _ => None,
    };
    inner.unwrap_or_default().max(value.span().end)
}

/// A value of a list, with the comma behind it, or else the one before.
fn in_list(text: &str, place: Range<usize>) -> Range<usize> {
    let before = text[..place.start].trim_end_matches([' ', '\t']);
    let before = before.strip_suffix('\n').unwrap_or(before);
    let start = before.strip_suffix('\r').unwrap_or(before).len();
    let behind = &text[place.end..];
    let gap = behind.len() - behind.trim_start().len();
    if behind[gap..].starts_with(',') {
        return start..place.end + gap + 1;
    }
    let start = match text[..start].trim_end().strip_suffix(',') {
        Some(before) => before.len(),
        None => start,
    };
    start..place.end
}

/// The whole lines of a table: the remarks right above it, those right under it where a blank line or the end follows
/// them, and that blank line.
fn lines_of(text: &str, place: Range<usize>) -> Range<usize> {
    let is_remark = |line: &str| line.trim_start().starts_with('#');
    let mut start = text[..place.start].rfind('\n').map_or(0, |at| at + 1);
    while let Some(above) = text[..start].strip_suffix('\n') {
        let from = above.rfind('\n').map_or(0, |at| at + 1);
        if !is_remark(&above[from..]) {
            break;
        }
        start = from;
    }
    let line_end = |from: usize| {
        text[from..]
            .find('\n')
            .map_or(text.len(), |at| from + at + 1)
    };
    let line = |from: usize| &text[from..line_end(from)];
    let mut end = line_end(place.end);
    let mut under = end;
    while under < text.len() && is_remark(line(under)) {
        under = line_end(under);
    }
    if under == text.len() || line(under).trim().is_empty() {
        end = under;
    }
    while end < text.len() && line(end).trim().is_empty() {
        end = line_end(end);
    }
    start..end
}

/// A number that two texts hardly ever share (FNV-1a).
fn number_of(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests;
