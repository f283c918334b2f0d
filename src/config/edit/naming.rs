//! Feeds of which the settings have the addresses alone, named as a list names them.

use std::collections::HashMap;
use std::path::Path;

use toml_edit::{DocumentMut, Item, Table};

use super::keys;
use crate::config::change::{Edited, Wait, change, not_edited};
use crate::config::error::ConfigError;
use crate::config::feeds::parse_source;
use crate::config::load::Config;
use crate::model::Outline;

/// Gives the feeds of which a settings file says nothing but the address the titles, the folders and the extras of a list;
/// gives the configuration as it is then, and how many these are.
///
/// Whoever brings the cache of another reader first, and its list of feeds afterwards, has them nameless until then. What
/// the reader wrote of a feed stays, as all else does; the file is replaced as by [`add_feeds`](super::add_feeds).
///
/// # Errors
/// As [`add_feeds`](super::add_feeds).
pub fn name_feeds(
    path: &Path,
    outlines: &[Outline],
    wait: Wait<'_>,
) -> Result<(Config, usize), ConfigError> {
    change(path, wait, |text| {
        let old = text.unwrap_or_default();
        let before = Config::parse(old, path)?;
        let Some((text, named)) = with_names(old, outlines) else {
            return Ok(Edited {
                text: None,
                result: (before, 0),
            });
        };
        let after = Config::parse(&text, path)?;
        if !lists_the_same(&before, &after, named.len()) {
            return Err(not_edited(path));
        }
        Ok(Edited {
            text: Some(text),
            result: (after, named.len()),
        })
    })
}

/// The text with names, and the addresses of those that have them now; `None` where there are none.
fn with_names(text: &str, outlines: &[Outline]) -> Option<(String, Vec<String>)> {
    let said = by_address(outlines);
    let mut document: DocumentMut = text.parse().ok()?;
    let mut named = Vec::new();
    let tables = document.get_mut("feeds")?.as_array_of_tables_mut()?;
    for table in tables.iter_mut() {
        let Some(outline) = address(table).and_then(|address| said.get(&address)) else {
            continue;
        };
        named.push(outline.address.clone());
        for (key, value) in keys(outline) {
            if !table.contains_key(key) {
                table.insert(key, Item::Value(value));
            }
        }
    }
    (!named.is_empty()).then(|| (super::as_written(text, &document), named))
}

/// The address of a feed of which nothing else is said.
fn address(table: &Table) -> Option<String> {
    let written = table.get("url").filter(|_| table.len() == 1)?.as_str()?;
    Some(parse_source(written).ok()?.address().to_owned())
}

/// What a list says of feeds besides their addresses; of one that stands in it twice, the first time.
fn by_address(outlines: &[Outline]) -> HashMap<String, &Outline> {
    let mut said = HashMap::new();
    for outline in outlines {
        let anything =
            outline.title.is_some() || outline.folder.is_some() || !outline.extras.is_empty();
        if let Some(source) = parse_source(&outline.address).ok().filter(|_| anything) {
            said.entry(source.address().to_owned()).or_insert(outline);
        }
    }
    said
}

/// Whether a configuration is another one but for what it says of some feeds.
fn lists_the_same(before: &Config, after: &Config, named: usize) -> bool {
    let pairs = || before.subscriptions.iter().zip(&after.subscriptions);
    before.subscriptions.len() == after.subscriptions.len()
        && pairs().all(|(one, other)| one.source == other.source)
        && pairs().filter(|(one, other)| one != other).count() <= named
        && after.says_else_as(before)
}
