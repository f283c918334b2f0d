//! What holds for all feeds of a folder: the tables `[[folders]]`.

use std::collections::HashMap;
use std::ops::Range;

use super::error::{Mistake, Problem};
use super::reader::{Fields, Mistakes};
use super::value::{self, Kind, Value};
use super::wishes::Wishes;
use crate::text::CleanText;

/// What the folders say, by their names.
pub(super) type Folders = HashMap<CleanText, Wishes>;

/// Reads the folders.
pub(super) fn read(written: &mut Fields<'_>, mistakes: &mut Mistakes) -> Folders {
    let mut places: HashMap<CleanText, Range<usize>> = HashMap::new();
    let mut folders = Folders::new();
    for table in written.tables("folders", Kind::Folders, mistakes) {
        let Some((name, place, wishes)) = folder(table, mistakes) else {
            continue;
        };
        if let Some(first) = places.get(&name) {
            let name = name.as_str().to_owned();
            mistakes.push(Mistake {
                other: Some(first.clone()),
                ..Mistake::new(place, Problem::DuplicateFolder { name })
            });
            continue;
        }
        places.insert(name.clone(), place);
        folders.insert(name, wishes);
    }
    folders
}

fn folder(value: &Value, mistakes: &mut Mistakes) -> Option<(CleanText, Range<usize>, Wishes)> {
    let mut fields = Fields::of("folders", value, mistakes)?;
    let written = fields.take("name");
    let name = written.map(value::label);
    let interval = fields.read("interval", value::minutes, mistakes);
    let wishes = Wishes::read(&mut fields, mistakes).with_interval(interval);
    fields.close(mistakes);
    match name {
        Some(Ok(Some(name))) => Some((name, written?.span(), wishes)),
        Some(Err(mistake)) => {
            mistakes.push(mistake);
            None
        }
        None | Some(Ok(None)) => {
            let place = written.map_or_else(|| value.span(), Value::span);
            mistakes.push(Mistake::new(place, Problem::MissingKey { key: "name" }));
            None
        }
    }
}
