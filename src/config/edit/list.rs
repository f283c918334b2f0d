//! Lists and rules of the reader's added to the settings file.

use std::collections::HashSet;
use std::path::Path;
use std::slice;

use toml_edit::{Array, ArrayOfTables, DocumentMut, Item, Value};

use super::{Keys, as_written, keep_end_before, push_inline, table};
use crate::config::change::{Edited, Wait, change, not_edited};
use crate::config::error::ConfigError;
use crate::config::load::Config;
use crate::config::rules::deeds;
use crate::model::{Rule, SmartList};
use crate::text::fold;

/// Adds a list to a settings file, after the others, and gives the configuration as it is then.
///
/// All else stays as it is, as by [`add_feeds`](super::add_feeds). While another program changes the file, `wait` says
/// whether to try again.
///
/// # Errors
/// [`ConfigError::ListExists`] where a list is called so already, whatever the case; when the file is not a
/// configuration, cannot be read or written, or another program does not let go of it. Then it stays as it is.
pub fn add_list(path: &Path, list: &SmartList, wait: Wait<'_>) -> Result<Config, ConfigError> {
    change(path, wait, |text| edited(text, path, list))
}

fn edited(
    text: Option<&str>,
    path: &Path,
    list: &SmartList,
) -> Result<Edited<Config>, ConfigError> {
    let old = text.unwrap_or_default();
    let mut expected = Config::parse(old, path)?;
    let called = |known: &SmartList| fold(known.name.as_str()) == fold(list.name.as_str());
    if let Some(known) = expected.lists.iter().find(|known| called(known)) {
        let name = known.name.as_str().to_owned();
        return Err(ConfigError::ListExists { name });
    }
    let new = slice::from_ref(list);
    let text = with_tables(old, "lists", new.iter().map(keys)).ok_or_else(|| not_edited(path))?;
    expected.lists.extend_from_slice(new);
    let after = as_expected(&text, path, &expected)?;
    Ok(Edited {
        text: Some(text),
        result: after,
    })
}

/// Adds lists to a settings file, after the others, and gives those that are new: one whose name a list has already,
/// whatever the case, stays out.
///
/// All else stays as it is, as by [`add_list`].
///
/// # Errors
/// When the file is not a configuration, cannot be read or written, or another program does not let go of it. Then it
/// stays as it is.
pub fn add_lists(
    path: &Path,
    lists: &[SmartList],
    wait: Wait<'_>,
) -> Result<Vec<SmartList>, ConfigError> {
    change(path, wait, |text| edited_by_all(text, path, lists))
}

fn edited_by_all(
    text: Option<&str>,
    path: &Path,
    lists: &[SmartList],
) -> Result<Edited<Vec<SmartList>>, ConfigError> {
    let old = text.unwrap_or_default();
    let mut expected = Config::parse(old, path)?;
    let known = expected.lists.iter().map(|list| fold(list.name.as_str()));
    let mut known: HashSet<String> = known.collect();
    let new = lists
        .iter()
        .filter(|list| known.insert(fold(list.name.as_str())));
    let new: Vec<SmartList> = new.cloned().collect();
    if new.is_empty() {
        return Ok(Edited {
            text: None,
            result: new,
        });
    }
    let text = with_tables(old, "lists", new.iter().map(keys)).ok_or_else(|| not_edited(path))?;
    expected.lists.extend_from_slice(&new);
    as_expected(&text, path, &expected)?;
    Ok(Edited {
        text: Some(text),
        result: new,
    })
}

/// The configuration that a text is, if it is the expected one.
fn as_expected(text: &str, path: &Path, expected: &Config) -> Result<Config, ConfigError> {
    let after = Config::parse(text, path)?;
    if after == *expected {
        Ok(after)
    } else {
        Err(not_edited(path))
    }
}

/// Adds rules to a settings file, after the others, and gives those that are new: of two that do the same to the same
/// entries one is enough.
///
/// All else stays as it is, as by [`add_list`].
///
/// # Errors
/// As [`add_lists`].
pub fn add_rules(path: &Path, rules: &[Rule], wait: Wait<'_>) -> Result<Vec<Rule>, ConfigError> {
    change(path, wait, |text| edited_by_rules(text, path, rules))
}

fn edited_by_rules(
    text: Option<&str>,
    path: &Path,
    rules: &[Rule],
) -> Result<Edited<Vec<Rule>>, ConfigError> {
    let old = text.unwrap_or_default();
    let mut expected = Config::parse(old, path)?;
    let plain = |rule: &&Rule| rule.tags.is_empty() && rule.score == 0;
    let known = expected.rules.iter().filter(plain).map(done_to);
    let mut known: HashSet<_> = known.collect();
    let new = rules.iter().filter(|rule| known.insert(done_to(rule)));
    let new: Vec<Rule> = new.cloned().collect();
    if new.is_empty() {
        return Ok(Edited {
            text: None,
            result: new,
        });
    }
    let tables = new.iter().map(rule_keys);
    let text = with_tables(old, "rules", tables).ok_or_else(|| not_edited(path))?;
    expected.rules.extend_from_slice(&new);
    as_expected(&text, path, &expected)?;
    Ok(Edited {
        text: Some(text),
        result: new,
    })
}

/// What a rule does, but for tags and points, and to which entries.
fn done_to(rule: &Rule) -> (String, [bool; 4]) {
    let deeds = [rule.read, rule.save, rule.hide, rule.notify];
    (rule.when.to_string(), deeds)
}

/// The text with tables added under a key; `None` where what stands there is of no known form.
fn with_tables(text: &str, key: &str, mut new: impl Iterator<Item = Keys>) -> Option<String> {
    let mut document: DocumentMut = text.parse().ok()?;
    let there = document.entry(key);
    match there.or_insert(Item::ArrayOfTables(ArrayOfTables::new())) {
        Item::ArrayOfTables(tables) => {
            let first = tables.len();
            tables.extend(new.by_ref().map(table));
            if let Some(table) = tables.get_mut(0).filter(|_| text.is_empty()) {
                table.decor_mut().set_prefix("");
            }
            keep_end_before(&mut document, key, first);
        }
        Item::Value(Value::Array(array)) => push_inline(array, new),
        _ => return None,
    }
    Some(as_written(text, &document))
}

/// What is written of a list.
fn keys(list: &SmartList) -> Keys {
    let query = list.query.to_string();
    vec![("name", list.name.as_str().into()), ("query", query.into())]
}

/// What is written of a rule that marks and hides.
fn rule_keys(rule: &Rule) -> Keys {
    let deeds: Array = deeds(rule).collect();
    vec![("when", rule.when.to_string().into()), ("do", deeds.into())]
}
