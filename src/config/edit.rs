//! Feeds and lists added to the reader's settings file, everything else left as it is.

mod list;
mod naming;

use std::collections::HashSet;
use std::path::Path;

use toml_edit::{Array, ArrayOfTables, DocumentMut, InlineTable, Item, Table, Value};

use super::change::{Edited, Wait, change, not_edited};
use super::error::ConfigError;
use super::feeds::parse_source;
use super::load::Config;
use crate::model::{FeedSource, Outline};
use crate::text::CleanText;

pub use list::{add_list, add_lists, add_rules};
pub use naming::name_feeds;

/// Some editors begin a file with it; `toml_edit` drops it.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// The settings of whoever follows nothing yet.
const GUIDE: &str = "[[feeds]]\nurl = \"newsterm:welcome\"\n";

/// What came of adding feeds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Added {
    /// The configuration as it is now.
    pub config: Config,
    /// The addresses that were not listed before, in order.
    pub new: Vec<String>,
    /// How many were listed already, or twice among those to be added.
    pub known: usize,
    /// The built-in feeds, which were followed because the file listed none, were written to it as well.
    pub built_in_kept: bool,
}

/// Adds feeds to the end of a settings file; one that is listed already stays as it is.
///
/// Comments, order and layout of the file stay. A file that lists no feeds, or that is not there, means the
/// built-in ones: they are written to it before the new ones, so that none goes away. The file is replaced as a
/// whole, and only by a text that reads as a configuration with the same feeds and the new ones.
///
/// While another program changes the file, `wait` says whether to try again.
///
/// # Errors
/// When the file is not a configuration, cannot be read or written, or another program does not let go of it; then
/// it stays as it is.
pub fn add_feeds(path: &Path, outlines: &[Outline], wait: Wait<'_>) -> Result<Added, ConfigError> {
    change(path, wait, |text| edited(text, path, outlines))
}

/// Adds feeds as [`add_feeds`] does; a file that is not there begins with the guide alone. That is for whoever brings
/// feeds from elsewhere and has never seen the built-in ones.
///
/// # Errors
/// As [`add_feeds`].
pub fn begin_with_feeds(
    path: &Path,
    outlines: &[Outline],
    wait: Wait<'_>,
) -> Result<Added, ConfigError> {
    change(path, wait, |text| {
        edited(Some(text.unwrap_or(GUIDE)), path, outlines)
    })
}

fn edited(
    text: Option<&str>,
    path: &Path,
    outlines: &[Outline],
) -> Result<Edited<Added>, ConfigError> {
    let old = text.unwrap_or_default();
    let before = Config::parse(old, path)?;
    let new = not_in(&before, outlines);
    let mut added = Added {
        new: new.iter().map(|outline| outline.address.clone()).collect(),
        known: outlines.len() - new.len(),
        built_in_kept: false,
        config: before,
    };
    if new.is_empty() {
        return Ok(Edited {
            text: None,
            result: added,
        });
    }
    let (text, built_in_kept) = with_feeds(old, &new).ok_or_else(|| not_edited(path))?;
    let after = Config::parse(&text, path)?;
    if !follows(&added, &after) {
        return Err(not_edited(path));
    }
    added.config = after;
    added.built_in_kept = built_in_kept;
    Ok(Edited {
        text: Some(text),
        result: added,
    })
}

/// The feeds that a configuration does not list, each once, their addresses as it would have them.
fn not_in(config: &Config, outlines: &[Outline]) -> Vec<Outline> {
    let listed = config.subscriptions.iter();
    let mut seen: HashSet<String> = listed
        .map(|subscription| subscription.source.address().to_owned())
        .collect();
    outlines
        .iter()
        .filter_map(|outline| {
            let Ok(FeedSource::Url(address)) = parse_source(&outline.address) else {
                return None;
            };
            seen.insert(address.clone()).then(|| Outline {
                address,
                ..outline.clone()
            })
        })
        .collect()
}

/// Whether a configuration is the one of before with the new feeds at the end.
fn follows(added: &Added, after: &Config) -> bool {
    let before = &added.config;
    let listed = before.subscriptions.len();
    let reached = |config: &Config| -> Vec<_> {
        let old = before.subscriptions.iter();
        let said = |subscription| {
            let extras = config.extras_of(subscription).cloned();
            (config.access_of(subscription).clone(), extras)
        };
        old.map(said).collect()
    };
    after.subscriptions.starts_with(&before.subscriptions)
        && reached(before) == reached(after)
        && after.subscriptions[listed..]
            .iter()
            .map(|subscription| subscription.source.address())
            .eq(added.new.iter().map(String::as_str))
        && after.says_else_as(before)
}

/// The text with feeds added, and whether the built-in ones were; `None` where its `feeds` are of no known form.
pub(super) fn with_feeds(text: &str, new: &[Outline]) -> Option<(String, bool)> {
    let emptied = without_none(text);
    let text = emptied.as_deref().unwrap_or(text);
    let mut document: DocumentMut = text.parse().ok()?;
    let built_in_kept = emptied.is_none() && !document.contains_key("feeds");
    if built_in_kept {
        document.insert("feeds", Item::ArrayOfTables(built_in(text.is_empty())));
    } else if emptied.is_some() {
        document.insert("feeds", Item::ArrayOfTables(ArrayOfTables::new()));
    }
    match document.get_mut("feeds")? {
        Item::ArrayOfTables(tables) => {
            let first = if built_in_kept { 0 } else { tables.len() };
            for outline in new {
                tables.push(table(keys(outline)));
            }
            if let Some(table) = tables
                .get_mut(0)
                .filter(|_| emptied.is_some() && text.is_empty())
            {
                table.decor_mut().set_prefix("");
            }
            keep_end_before(&mut document, "feeds", first);
        }
        Item::Value(Value::Array(array)) => push_inline(array, new.iter().map(keys)),
        _ => return None,
    }
    Some((as_written(text, &document), built_in_kept))
}

/// What a text says that lists no feeds any more, at its start.
const NONE: &str = "feeds = []\n\n";

/// The text, in which no feeds are listed, made to say so.
pub(super) fn with_none(text: &str) -> String {
    let none = NONE.replace('\n', line_end(text));
    match text.strip_prefix(BYTE_ORDER_MARK) {
        Some(text) => format!("{BYTE_ORDER_MARK}{none}{text}"),
        None => format!("{none}{text}"),
    }
}

/// The text that [`with_none`] was given; `None` for one that it did not make.
pub(super) fn without_none(text: &str) -> Option<String> {
    let (mark, rest) = match text.strip_prefix(BYTE_ORDER_MARK) {
        Some(rest) => ("\u{feff}", rest),
        None => ("", text),
    };
    let none = NONE.replace('\n', line_end(text));
    Some(format!("{mark}{}", rest.strip_prefix(&none)?))
}

/// How the lines of a text end: those of a file from Windows all end in its own way.
pub(super) fn line_end(text: &str) -> &'static str {
    if text.contains("\r\n") && !text.replace("\r\n", "").contains('\n') {
        "\r\n"
    } else {
        "\n"
    }
}

/// A document as text, its line ends and its first character those of the text it was made from.
pub(super) fn as_written(text: &str, document: &DocumentMut) -> String {
    let written = document.to_string();
    // toml_edit ends its lines with a line feed; a file from Windows keeps its own ends.
    let written = if line_end(text) == "\r\n" {
        written.replace("\r\n", "\n").replace('\n', "\r\n")
    } else {
        written
    };
    let mark = text.starts_with(BYTE_ORDER_MARK) && !written.starts_with(BYTE_ORDER_MARK);
    if mark {
        format!("{BYTE_ORDER_MARK}{written}")
    } else {
        written
    }
}

/// Leaves the remarks at the end of a text where they are, before the tables of `name` from `first` on, where
/// those are the last of all tables.
fn keep_end_before(document: &mut DocumentMut, name: &str, first: usize) {
    let end = document.trailing().as_str().unwrap_or_default().to_owned();
    let written = document.to_string();
    let tables = document
        .get_mut(name)
        .and_then(Item::as_array_of_tables_mut);
    let Some(tables) = tables.filter(|_| !end.trim().is_empty()) else {
        return;
    };
    let last = tables.iter().last().map(ToString::to_string);
    let body = written.strip_suffix(&end).unwrap_or(&written);
    if last.is_some_and(|last| body.ends_with(&last))
        && let Some(table) = tables.get_mut(first)
    {
        let decor = table.decor_mut();
        let prefix = decor.prefix().and_then(|prefix| prefix.as_str());
        let gap = if end.ends_with('\n') { "" } else { "\n" };
        let prefix = format!("{end}{gap}{}", prefix.unwrap_or_default());
        decor.set_prefix(prefix);
        document.set_trailing("");
    }
}

/// The feeds of the built-in configuration, with the comment that explains them.
fn built_in(at_start: bool) -> ArrayOfTables {
    let example: DocumentMut = Config::example()
        .parse()
        .expect("the built-in configuration is TOML");
    let mut feeds = example
        .get("feeds")
        .and_then(Item::as_array_of_tables)
        .cloned()
        .expect("the built-in configuration lists feeds as tables");
    for feed in feeds.iter_mut() {
        // Their places in another file mean nothing in this one.
        feed.set_position(None);
    }
    if let Some(first) = feeds.get_mut(0) {
        let prefix = first.decor().prefix().and_then(|prefix| prefix.as_str());
        // Other remarks stand above it, parted by blank lines.
        let remarks = prefix.unwrap_or_default().trim().rsplit("\n\n").next();
        let gap = if at_start { "" } else { "\n" };
        let prefix = format!("{gap}{}\n\n", remarks.unwrap_or_default());
        first.decor_mut().set_prefix(prefix);
    }
    feeds
}

/// What is written of a feed or a list.
type Keys = Vec<(&'static str, Value)>;

/// What is written of a feed.
fn keys(outline: &Outline) -> Keys {
    let title = outline.title.as_ref().map(CleanText::as_str);
    let folder = outline.folder.as_ref().map(CleanText::as_str);
    let texts = [
        ("url", Some(outline.address.as_str())),
        ("title", title),
        ("folder", folder),
    ];
    let texts = texts.into_iter().filter_map(|(key, value)| {
        let value = value.filter(|value| !value.is_empty())?;
        Some((key, Value::from(value)))
    });
    let extras = outline.extras.iter();
    let extras: InlineTable = extras
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let extras = (!extras.is_empty()).then_some(("opml", extras.into()));
    texts.chain(extras).collect()
}

fn table(keys: Keys) -> Table {
    let mut table = Table::new();
    for (key, text) in keys {
        table.insert(key, Item::Value(text));
    }
    table.decor_mut().set_prefix("\n");
    table
}

/// Adds tables to a list in brackets, each on a line of its own, after the remarks on what is there.
fn push_inline(array: &mut Array, new: impl IntoIterator<Item = Keys>) {
    let end = take_end(array);
    let (mut remarks, close) = end.rsplit_once('\n').unwrap_or_default();
    for keys in new {
        let mut table = InlineTable::new();
        for (key, text) in keys {
            table.insert(key, text);
        }
        let mut value = Value::InlineTable(table);
        value.decor_mut().set_prefix(format!("{remarks}\n    "));
        remarks = "";
        array.push_formatted(value);
    }
    array.set_trailing_comma(true);
    array.set_trailing(format!("\n{close}"));
}

/// Takes what stands between the last value of a list, its comma left out, and the bracket.
fn take_end(array: &mut Array) -> String {
    let end = array.trailing().as_str().unwrap_or_default().to_owned();
    let last = array.len().checked_sub(1);
    let last = last.and_then(|last| array.get_mut(last));
    let Some(decor) = last.map(Value::decor_mut) else {
        return end;
    };
    let suffix = decor.suffix().and_then(|suffix| suffix.as_str());
    let end = format!("{}{end}", suffix.unwrap_or_default());
    decor.set_suffix("");
    end
}

#[cfg(test)]
mod tests;
