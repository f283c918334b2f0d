//! Which index holds which list.

use rusqlite::Connection;

use super::StoreError;
use crate::model::{Filter, List, Timestamp};

/// The reason for not being in the lists that a rule or the reader gave, among those in `entries.hidden`.
pub(super) const HIDDEN: i64 = 4;

/// Where the entries of a list are found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Section {
    /// Entries of every listed feed.
    All,
    /// Those saved.
    Saved,
    /// Those of one feed.
    Feed(i64),
    /// Those of every listed feed that a rule or the reader has hidden, which are in no other section.
    Hidden,
}

/// A list as the indexes know it: sections whose merged entries make it up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Plan {
    /// One section, or one for each feed of a folder.
    pub(super) sections: Vec<Section>,
    /// Only entries not read.
    pub(super) unread: bool,
    /// Entries sorted before this instant are not in the list.
    pub(super) floor: Timestamp,
}

impl Plan {
    /// Plans a list.
    pub(super) fn new(
        connection: &Connection,
        list: &List,
        filter: Filter,
        day_start: Timestamp,
    ) -> Result<Self, StoreError> {
        let sections = match list {
            List::All | List::Unread | List::Today | List::Smart(_) => vec![Section::All],
            List::Saved => vec![Section::Saved],
            List::Feed(feed) => vec![Section::Feed(feed.0)],
            List::Folder(folder) => feeds_in(connection, folder.as_str())?,
        };
        Ok(Self {
            sections,
            unread: filter == Filter::Unread || *list == List::Unread,
            floor: match list {
                List::Today => day_start,
                _ => Timestamp(i64::MIN),
            },
        })
    }

    /// What the column of reasons for hiding holds of the entries in the list.
    pub(super) fn hidden(&self) -> i64 {
        if self.sections == [Section::Hidden] {
            HIDDEN
        } else {
            0
        }
    }

    /// Whether an entry of a listed feed, hidden as those of the list are, is on one of the sections.
    pub(super) fn holds(&self, feed: i64, saved: bool, sorted_at: Timestamp) -> bool {
        sorted_at >= self.floor
            && self.sections.iter().any(|section| match section {
                Section::All | Section::Hidden => true,
                Section::Saved => saved,
                Section::Feed(of) => *of == feed,
            })
    }
}

fn feeds_in(connection: &Connection, folder: &str) -> Result<Vec<Section>, StoreError> {
    let mut statement = connection
        .prepare_cached("SELECT id FROM feeds WHERE folder = ?1 AND place IS NOT NULL")?;
    let feeds = statement.query_map([folder], |row| row.get(0).map(Section::Feed))?;
    Ok(feeds.collect::<Result<_, _>>()?)
}

impl Section {
    /// The table with the index that holds the section in order, and the condition that selects it, in which
    /// the feed is the parameter `:feed`.
    ///
    /// The index is named, so that the query is refused rather than ever choosing another way.
    pub(super) const fn source(self, unread: bool) -> (&'static str, &'static str) {
        match (self, unread) {
            (Self::All, false) => ("entries INDEXED BY entries_all", "hidden = 0"),
            (Self::All, true) => (
                "entries INDEXED BY entries_unread",
                "hidden = 0 AND read = 0",
            ),
            (Self::Saved, false) => (
                "entries INDEXED BY entries_saved",
                "hidden = 0 AND saved = 1",
            ),
            (Self::Saved, true) => (
                "entries INDEXED BY entries_saved_unread",
                "hidden = 0 AND saved = 1 AND read = 0",
            ),
            (Self::Feed(_), false) => (
                "entries INDEXED BY entries_by_feed",
                "hidden = 0 AND feed = :feed",
            ),
            (Self::Feed(_), true) => (
                "entries INDEXED BY entries_by_feed_unread",
                "hidden = 0 AND read = 0 AND feed = :feed",
            ),
            (Self::Hidden, false) => ("entries INDEXED BY entries_hidden", "hidden = 4"),
            (Self::Hidden, true) => (
                "entries INDEXED BY entries_hidden",
                "hidden = 4 AND read = 0",
            ),
        }
    }

    /// The feed of the section, for the parameter `:feed`.
    pub(super) const fn feed(self) -> Option<i64> {
        match self {
            Self::Feed(feed) => Some(feed),
            Self::All | Self::Saved | Self::Hidden => None,
        }
    }
}
