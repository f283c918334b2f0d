//! A list of the reader's added to the settings file.

use std::path::Path;

use toml_edit::{ArrayOfTables, DocumentMut, Item, Value};

use super::{as_written, keep_end_before, push_inline, table};
use crate::config::change::{Edited, Wait, change, not_edited};
use crate::config::error::ConfigError;
use crate::config::load::Config;
use crate::model::SmartList;
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
    let text = with_list(old, list).ok_or_else(|| not_edited(path))?;
    let after = Config::parse(&text, path)?;
    expected.lists.push(list.clone());
    if after != expected {
        return Err(not_edited(path));
    }
    Ok(Edited {
        text: Some(text),
        result: after,
    })
}

/// The text with a list added; `None` where its `lists` are of no known form.
fn with_list(text: &str, list: &SmartList) -> Option<String> {
    let mut document: DocumentMut = text.parse().ok()?;
    let query = list.query.to_string();
    let keys = vec![("name", list.name.as_str().into()), ("query", query.into())];
    let lists = document.entry("lists");
    match lists.or_insert(Item::ArrayOfTables(ArrayOfTables::new())) {
        Item::ArrayOfTables(tables) => {
            let mut table = table(keys);
            if text.is_empty() {
                table.decor_mut().set_prefix("");
            }
            let first = tables.len();
            tables.push(table);
            keep_end_before(&mut document, "lists", first);
        }
        Item::Value(Value::Array(array)) => push_inline(array, [keys]),
        _ => return None,
    }
    Some(as_written(text, &document))
}
