//! Several commands on one key: the tables `[[macros]]`.

use toml::de::{DeTable, DeValue};

use super::chord::ChordSequence;
use super::error::Mistake;
use super::keys::{self, PlacedChords};
use super::reader::{Fields, Mistakes};
use super::value::{self, Kind, Value};

/// Commands that are given one after the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Macro {
    /// The chords that give them.
    pub chords: Vec<ChordSequence>,
    /// The commands by their names, at least one.
    pub commands: Vec<String>,
}

/// A macro whose chords know their places in the text.
pub(super) struct PlacedMacro {
    pub(super) chords: Vec<PlacedChords>,
    pub(super) commands: Vec<String>,
}

/// Reads the macros, of commands that `built_in` binds; there are none built in.
pub(super) fn read(
    written: &mut Fields,
    built_in: &DeTable,
    mistakes: &mut Mistakes,
) -> Vec<PlacedMacro> {
    let tables = written.tables("macros", Kind::Macros, mistakes).iter();
    tables
        .filter_map(|table| one(table, built_in, mistakes))
        .collect()
}

fn one(value: &Value, built_in: &DeTable, mistakes: &mut Mistakes) -> Option<PlacedMacro> {
    let mut fields = Fields::of("macros", value, mistakes)?;
    let chords = fields.read("key", keys::chords, mistakes);
    let commands = fields.read("do", |value| commands(value, built_in), mistakes);
    fields.require(&["key", "do"], &value.span(), mistakes);
    fields.close(mistakes);
    Some(PlacedMacro {
        chords: chords?,
        commands: commands?,
    })
}

fn commands(value: &Value, built_in: &DeTable) -> Result<Vec<String>, Mistake> {
    let DeValue::Array(names) = value.get_ref() else {
        return Err(value::wrong_type(value, Kind::Commands));
    };
    let name = |value: &Value| {
        let name = value::text(value)?;
        if built_in.contains_key(name) {
            Ok(name.to_owned())
        } else {
            Err(Mistake::new(value.span(), keys::unknown(name, built_in)))
        }
    };
    let names = names.iter().map(name).collect::<Result<Vec<_>, _>>()?;
    if names.is_empty() {
        return Err(value::wrong_type(value, Kind::Commands));
    }
    Ok(names)
}
