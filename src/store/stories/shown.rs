//! What a list shows of a story: one line where it can, and nothing unread behind something read.

use rusqlite::Connection;

use crate::model::Timestamp;
use crate::store::StoreError;

/// The entries of the story of an entry that are listed at all; none where it is alone.
pub(in crate::store) const MEMBERS: &str = "
    SELECT id, entries.feed, sorted_at, read, saved FROM story_members JOIN entries ON id = entry
    WHERE story = (SELECT story FROM story_members WHERE entry = ?1) AND hidden = 0";

/// Looks stories up.
pub(in crate::store) struct Stories<'a> {
    connection: &'a Connection,
}

/// An entry that tells what others tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::store) struct Member {
    pub(in crate::store) id: i64,
    pub(in crate::store) feed: i64,
    pub(in crate::store) sorted_at: Timestamp,
    pub(in crate::store) read: bool,
    pub(in crate::store) saved: bool,
}

/// Where a member of a story stands in a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::store) struct Place {
    /// Another member stands for it.
    pub(in crate::store) behind: bool,
    /// The members that it stands for, oldest first.
    pub(in crate::store) others: Vec<i64>,
}

impl<'a> Stories<'a> {
    pub(in crate::store) const fn new(connection: &'a Connection) -> Self {
        Self { connection }
    }

    /// The members of the story of an entry, itself among them, in no order.
    pub(in crate::store) fn members(&self, entry: i64) -> Result<Vec<Member>, StoreError> {
        let mut statement = self.connection.prepare_cached(MEMBERS)?;
        let members = statement.query_map([entry], |row| {
            Ok(Member {
                id: row.get(0)?,
                feed: row.get(1)?,
                sorted_at: Timestamp(row.get(2)?),
                read: row.get(3)?,
                saved: row.get(4)?,
            })
        })?;
        Ok(members.collect::<Result<_, _>>()?)
    }

    /// Finds the place of an entry in a list that holds some of the members of its story. Where stories are `grouped`
    /// the oldest of them stands for the others, but not a read one for an unread one; what the list does not hold, or
    /// does not show, is among the others of the first that it shows.
    pub(in crate::store) fn place(
        &self,
        entry: i64,
        grouped: bool,
        holds: impl Fn(&Member) -> Result<bool, StoreError>,
    ) -> Result<Place, StoreError> {
        let mut members = self.members(entry)?;
        if members.len() < 2 {
            return Ok(Place::default());
        }
        members.sort_unstable_by_key(|member| (member.sorted_at, member.id));
        let (mut shown, mut others) = (Vec::<Member>::new(), Vec::new());
        for member in members {
            let stands_for = |first: &Member| grouped && (!first.read || member.read);
            if member.id != entry && !holds(&member)? || shown.iter().any(stands_for) {
                others.push(member.id);
            } else {
                shown.push(member);
            }
        }
        let first = shown.first().is_some_and(|first| first.id == entry);
        Ok(Place {
            behind: others.contains(&entry),
            others: if first { others } else { Vec::new() },
        })
    }
}
