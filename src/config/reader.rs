//! Tables of a configuration, read key by key.
//!
//! Reading a key makes it known; whatever is left when a table is closed is refused with the nearest
//! known key. So there is no second list of keys, and all mistakes of a file are found at once. (Serde's
//! `deny_unknown_fields` stops at the first and tells it in prose.)

use std::ops::Range;

use toml::de::{DeTable, DeValue};

use super::error::{Mistake, Problem};
use super::nearest::nearest;
use super::value::{Kind, Value};

/// The mistakes found so far.
pub(super) type Mistakes = Vec<Mistake>;

/// A table being read.
pub(super) struct Fields<'a> {
    name: String,
    table: Option<&'a DeTable<'a>>,
    known: Vec<&'static str>,
}

impl<'a> Fields<'a> {
    /// Begins to read a table; `name` is how mistakes call it.
    pub(super) fn new(name: impl Into<String>, table: &'a DeTable<'a>) -> Self {
        Self {
            name: name.into(),
            table: Some(table),
            known: Vec::new(),
        }
    }

    /// Begins to read a table of a list; `None`, then with a mistake, where it is none.
    pub(super) fn of(
        name: &'static str,
        value: &'a Value<'a>,
        mistakes: &mut Mistakes,
    ) -> Option<Self> {
        let table = table(value).map_err(|mistake| mistakes.push(mistake));
        Some(Self::new(name, table.ok()?))
    }

    /// Whether a key is there.
    pub(super) fn has(&self, key: &str) -> bool {
        self.table.is_some_and(|table| table.contains_key(key))
    }

    /// Says which of some keys are missing in a table that stands at `place`.
    pub(super) fn require(
        &self,
        keys: &[&'static str],
        place: &Range<usize>,
        mistakes: &mut Mistakes,
    ) {
        for key in keys.iter().filter(|key| !self.has(key)) {
            mistakes.push(Mistake::new(place.clone(), Problem::MissingKey { key }));
        }
    }

    /// Takes a value as it is written.
    pub(super) fn take(&mut self, key: &'static str) -> Option<&'a Value<'a>> {
        self.known.push(key);
        self.table?.get(key)
    }

    /// Reads a value; `None` where it is not there or, then with a mistake, cannot be read.
    pub(super) fn read<T>(
        &mut self,
        key: &'static str,
        parse: impl FnOnce(&'a Value<'a>) -> Result<T, Mistake>,
        mistakes: &mut Mistakes,
    ) -> Option<T> {
        parse(self.take(key)?)
            .map_err(|mistake| mistakes.push(mistake))
            .ok()
    }

    /// Takes a list of tables; empty where it is not there or, then with a mistake, is no list.
    pub(super) fn tables(
        &mut self,
        key: &'static str,
        kind: Kind,
        mistakes: &mut Mistakes,
    ) -> &'a [Value<'a>] {
        let Some(value) = self.take(key) else {
            return &[];
        };
        let DeValue::Array(tables) = value.get_ref() else {
            mistakes.push(super::value::wrong_type(value, kind));
            return &[];
        };
        tables
    }

    /// Begins to read a table within this one; an absent one reads as empty.
    pub(super) fn table(&mut self, key: &'static str, mistakes: &mut Mistakes) -> Self {
        let table = self.read(key, table, mistakes);
        let name = match self.name.as_str() {
            "" => key.to_owned(),
            outer => format!("{outer}.{key}"),
        };
        Self {
            name,
            table,
            known: Vec::new(),
        }
    }

    /// Whether there is nothing in the table.
    pub(super) fn is_empty(&self) -> bool {
        self.table.is_none_or(DeTable::is_empty)
    }

    /// Ends the table, refusing keys that were not asked for.
    pub(super) fn close(self, mistakes: &mut Mistakes) {
        let (table, known) = (self.name.clone(), self.known.clone());
        self.close_with(mistakes, |key, nearest| Problem::UnknownKey {
            table: table.clone(),
            key,
            nearest,
            known: known.clone(),
        });
    }

    /// Ends the table as [`Fields::close`] does, with a problem of its own for unknown keys.
    pub(super) fn close_with(
        self,
        mistakes: &mut Mistakes,
        problem: impl Fn(String, Option<String>) -> Problem,
    ) {
        for key in self.table.into_iter().flat_map(DeTable::keys) {
            let name = key.get_ref().as_ref();
            if !self.known.contains(&name) {
                let meant = nearest(name, self.known.iter().copied()).map(str::to_owned);
                let problem = problem(name.to_owned(), meant);
                mistakes.push(Mistake::new(key.span(), problem));
            }
        }
    }
}

/// Reads a value that is a table.
pub(super) fn table<'a>(value: &'a Value<'a>) -> Result<&'a DeTable<'a>, Mistake> {
    value
        .get_ref()
        .as_table()
        .ok_or_else(|| super::value::wrong_type(value, Kind::Table))
}

/// A table of the reader's file laid over the same table of the built-in configuration.
pub(super) struct Layers<'a> {
    written: Fields<'a>,
    built_in: Fields<'a>,
}

impl<'a> Layers<'a> {
    /// Begins to read the table `key` of both.
    pub(super) fn new(
        key: &'static str,
        written: &mut Fields<'a>,
        built_in: &mut Fields<'a>,
        mistakes: &mut Mistakes,
    ) -> Self {
        Self {
            written: written.table(key, mistakes),
            built_in: built_in.table(key, mistakes),
        }
    }

    /// Reads a value, from the built-in configuration where the file gives none that can be used.
    pub(super) fn read<T>(
        &mut self,
        key: &'static str,
        parse: impl Fn(&'a Value<'a>) -> Result<T, Mistake>,
        mistakes: &mut Mistakes,
    ) -> T {
        self.written
            .read(key, &parse, mistakes)
            .or_else(|| self.built_in.read(key, &parse, mistakes))
            .expect("the built-in configuration lists every key")
    }

    /// Reads both layers by one rule: the written one, then the built-in one.
    pub(super) fn both<T>(
        &mut self,
        read: impl Fn(&mut Fields<'a>, &mut Mistakes) -> T,
        mistakes: &mut Mistakes,
    ) -> [T; 2] {
        [
            read(&mut self.written, mistakes),
            read(&mut self.built_in, mistakes),
        ]
    }

    /// Ends the table, refusing keys that were not asked for.
    pub(super) fn close(self, mistakes: &mut Mistakes) {
        self.written.close(mistakes);
    }
}
