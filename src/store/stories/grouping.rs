//! How entries that tell the same become groups.
//!
//! The entries that hang together are taken from the oldest to the newest. Each goes to the oldest that leads a group,
//! tells the same and has no entry of its feed with it; else it leads a group. So all tell what the first of them
//! tells, a feed has one entry in a group at most, and the order of arrival makes no difference.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::ops::RangeInclusive;
use std::sync::Arc;

use rusqlite::{Connection, OptionalExtension, Transaction};

use super::memory::{Compared, Memory, Node, has_signature};
use super::{DAY, SPAN};
use crate::store::{StoreError, codes};

/// Entries of one span with one key, more of which say that the key is that of a form, not of a story.
const CROWD: usize = 64;

/// Entries that are grouped together at most; a form that a hundred feeds fill in is no story.
const MOST: usize = 128;

/// Entries that are compared to group one.
const COMPARED: usize = 512;

pub(in crate::store) const BY_KEY: &str =
    "SELECT entry FROM story_keys WHERE span = ?1 AND key = ?2 LIMIT ?3";

/// Entries by their numbers.
type Nodes = BTreeMap<i64, Arc<Node>>;

/// A group on its way.
struct Group {
    leader: i64,
    feeds: BTreeSet<i64>,
    members: Vec<i64>,
}

/// What groups entries within a transaction.
pub(super) struct Grouping<'a> {
    pub(super) transaction: &'a Transaction<'a>,
    pub(super) memory: &'a mut Memory,
    /// How far apart entries of one story may be.
    pub(super) days: i64,
    /// Where there are keys.
    pub(super) spans: RangeInclusive<i64>,
}

impl<'a> Grouping<'a> {
    pub(super) fn new(
        transaction: &'a Transaction<'a>,
        memory: &'a mut Memory,
        days: i64,
    ) -> Result<Self, StoreError> {
        let spans: (Option<i64>, Option<i64>) = transaction
            .prepare_cached(
                "SELECT (SELECT min(span) FROM story_keys), (SELECT max(span) FROM story_keys)",
            )?
            .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(Self {
            transaction,
            memory,
            days,
            spans: spans.0.unwrap_or(i64::MAX)..=spans.1.unwrap_or(i64::MIN),
        })
    }

    /// Groups an entry, those with it before, and all that hang together with them; says whether any group is another
    /// now.
    pub(super) fn regroup(
        &mut self,
        entry: i64,
        node: &Arc<Node>,
        before: &[i64],
    ) -> Result<bool, StoreError> {
        let nodes = self.connected(entry, node, before)?;
        if nodes.len() < 2 && before.is_empty() {
            return Ok(false);
        }
        let mut changed = false;
        for group in groups(&nodes, self.days) {
            changed |= keep(self.transaction, &nodes, &group)?;
        }
        Ok(changed)
    }

    /// Finds all that hangs together with some entries.
    fn connected(
        &mut self,
        entry: i64,
        node: &Arc<Node>,
        before: &[i64],
    ) -> Result<Nodes, StoreError> {
        let mut left = COMPARED;
        let mut nodes = BTreeMap::from([(entry, Arc::clone(node))]);
        let mut ahead = VecDeque::from([Arc::clone(node)]);
        for seed in before {
            if !nodes.contains_key(seed)
                && let Some(node) = self.memory.node(self.transaction, *seed)?
            {
                nodes.insert(*seed, Arc::clone(&node));
                ahead.push_back(node);
            }
        }
        while let Some(node) = ahead.pop_front() {
            let compared = Compared::new(node);
            for candidate in self.candidates(&compared.node)? {
                if nodes.contains_key(&candidate) {
                    continue;
                }
                if nodes.len() >= MOST || left == 0 {
                    return Ok(nodes);
                }
                left -= 1;
                let same = self
                    .memory
                    .same(self.transaction, candidate, &compared, self.days)?;
                if let Some(node) = same {
                    nodes.insert(candidate, Arc::clone(&node));
                    ahead.push_back(node);
                }
            }
        }
        Ok(nodes)
    }

    /// The entries that have a key in common with one, within the days, by their numbers.
    fn candidates(&mut self, node: &Node) -> Result<Vec<i64>, StoreError> {
        let mut found = Vec::new();
        let mut statement = self.transaction.prepare_cached(BY_KEY)?;
        let span = |at: i64| at.div_euclid(SPAN);
        let days = self.days * DAY;
        let first = span(node.sorted_at.saturating_sub(days)).max(*self.spans.start());
        let last = span(node.sorted_at.saturating_add(days)).min(*self.spans.end());
        let limit = codes::count_column(CROWD + 1);
        for span in first..=last {
            for key in node.keys() {
                if self.memory.is_crowd(span, *key) {
                    continue;
                }
                let from = found.len();
                let mut rows = statement.query((span, key, limit))?;
                while let Some(row) = rows.next()? {
                    found.push(row.get(0)?);
                }
                if found.len() - from > CROWD {
                    found.truncate(from);
                    self.memory.note_crowd(span, *key);
                }
            }
        }
        found.sort_unstable();
        found.dedup();
        Ok(found)
    }
}

fn groups(nodes: &Nodes, days: i64) -> Vec<Group> {
    let mut order: Vec<(i64, i64, i64)> = nodes
        .iter()
        .map(|(entry, node)| (node.sorted_at, node.feed, *entry))
        .collect();
    order.sort_unstable();
    let mut groups: Vec<Group> = Vec::new();
    for (_, feed, entry) in order {
        let node = &nodes[&entry];
        let fits = |group: &&mut Group| {
            !group.feeds.contains(&feed) && node.tells_same(&nodes[&group.leader], days)
        };
        if let Some(group) = groups.iter_mut().find(fits) {
            group.feeds.insert(feed);
            group.members.push(entry);
        } else {
            groups.push(Group {
                leader: entry,
                feeds: BTreeSet::from([feed]),
                members: vec![entry],
            });
        }
    }
    groups
}

/// Writes a group down; says whether that changed anything.
fn keep(transaction: &Transaction<'_>, nodes: &Nodes, group: &Group) -> Result<bool, StoreError> {
    // With entries too old to be compared it stays together.
    let old = with_forgotten(transaction, nodes, group.leader)?;
    let story = match (old, group.members.len()) {
        (Some(story), _) => Some(story),
        (None, 1) => None,
        (None, _) => Some(group.leader),
    };
    let mut changed = false;
    for entry in &group.members {
        let now = story_of(transaction, *entry)?;
        if now == story {
            continue;
        }
        changed = true;
        match story {
            Some(story) => transaction
                .prepare_cached(
                    "INSERT OR REPLACE INTO story_members (entry, story) VALUES (?1, ?2)",
                )?
                .execute((entry, story))?,
            None => transaction
                .prepare_cached("DELETE FROM story_members WHERE entry = ?1")?
                .execute([entry])?,
        };
    }
    Ok(changed)
}

/// The story of an entry, if it is also that of entries without a signature.
fn with_forgotten(
    transaction: &Transaction<'_>,
    nodes: &Nodes,
    entry: i64,
) -> Result<Option<i64>, StoreError> {
    let Some(story) = story_of(transaction, entry)? else {
        return Ok(None);
    };
    let members: Vec<i64> = transaction
        .prepare_cached("SELECT entry FROM story_members WHERE story = ?1")?
        .query_map([story], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    for member in members {
        if !nodes.contains_key(&member) && !has_signature(transaction, member)? {
            return Ok(Some(story));
        }
    }
    Ok(None)
}

fn story_of(connection: &Connection, entry: i64) -> Result<Option<i64>, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT story FROM story_members WHERE entry = ?1")?;
    Ok(statement.query_row([entry], |row| row.get(0)).optional()?)
}
