//! How entries that tell the same become groups.
//!
//! The entries that hang together are taken from the oldest to the newest. Each goes to the oldest that leads a group,
//! tells the same and has no entry of its feed with it; else it leads a group. So all tell what the first of them
//! tells, a feed has one entry in a group at most, and the order of arrival makes no difference.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use rusqlite::{Connection, OptionalExtension, Transaction};

use super::{DAY, SPAN};
use crate::model::{Signature, same_story};
use crate::store::{StoreError, codes};

/// Entries of one span with one key, more of which say that the key is that of a form, not of a story.
const CROWD: usize = 64;

/// Entries that are grouped together at most; a form that a hundred feeds fill in is no story.
const MOST: usize = 128;

/// Entries that are compared to group one.
const COMPARED: usize = 512;

pub(in crate::store) const BY_KEY: &str =
    "SELECT entry FROM story_keys WHERE span = ?1 AND key = ?2 LIMIT ?3";

/// An entry that can be compared.
struct Node {
    feed: i64,
    sorted_at: i64,
    signature: Signature,
}

impl Node {
    fn read(connection: &Connection, entry: i64) -> Result<Option<Self>, StoreError> {
        let mut statement = connection
            .prepare_cached("SELECT feed, sorted_at, signature FROM signatures WHERE entry = ?1")?;
        let node = statement.query_row([entry], |row| {
            Ok(Self {
                feed: row.get(0)?,
                sorted_at: row.get(1)?,
                signature: Signature::from_bytes(row.get_ref(2)?.as_blob()?),
            })
        });
        Ok(node.optional()?)
    }

    fn tells_same(&self, other: &Self, days: i64) -> bool {
        let apart = self.sorted_at.saturating_sub(other.sorted_at);
        self.feed != other.feed
            && apart.saturating_abs() <= days * DAY
            && same_story(&self.signature, &other.signature, apart)
    }
}

/// A group on its way.
struct Group {
    leader: i64,
    feeds: BTreeSet<i64>,
    members: Vec<i64>,
}

/// Groups an entry, those with it before, and all that hang together with them; says whether any group is another now.
pub(super) fn regroup(
    transaction: &Transaction<'_>,
    entry: i64,
    before: &[i64],
    days: i64,
) -> Result<bool, StoreError> {
    let nodes = connected(transaction, entry, before, days)?;
    if nodes.len() < 2 && before.is_empty() {
        return Ok(false);
    }
    let mut changed = false;
    for group in groups(&nodes, days) {
        changed |= keep(transaction, &nodes, &group)?;
    }
    Ok(changed)
}

/// Finds all that hangs together with some entries.
fn connected(
    connection: &Connection,
    entry: i64,
    before: &[i64],
    days: i64,
) -> Result<BTreeMap<i64, Node>, StoreError> {
    let mut left = COMPARED;
    let mut nodes = BTreeMap::new();
    let mut ahead = VecDeque::new();
    for seed in [entry].iter().chain(before) {
        if !nodes.contains_key(seed)
            && let Some(node) = Node::read(connection, *seed)?
        {
            nodes.insert(*seed, node);
            ahead.push_back(*seed);
        }
    }
    while let Some(entry) = ahead.pop_front() {
        for candidate in candidates(connection, &nodes[&entry], days)? {
            if nodes.contains_key(&candidate) {
                continue;
            }
            if nodes.len() >= MOST || left == 0 {
                return Ok(nodes);
            }
            left -= 1;
            let Some(node) = Node::read(connection, candidate)? else {
                continue;
            };
            if node.tells_same(&nodes[&entry], days) {
                nodes.insert(candidate, node);
                ahead.push_back(candidate);
            }
        }
    }
    Ok(nodes)
}

/// The entries that have a key in common with one, within the days.
fn candidates(
    connection: &Connection,
    node: &Node,
    days: i64,
) -> Result<BTreeSet<i64>, StoreError> {
    let mut found = BTreeSet::new();
    let mut statement = connection.prepare_cached(BY_KEY)?;
    let span = |at: i64| at.div_euclid(SPAN);
    let spans = span(node.sorted_at.saturating_sub(days * DAY))
        ..=span(node.sorted_at.saturating_add(days * DAY));
    let keys = node.signature.keys();
    for span in spans {
        for key in &keys {
            let limit = codes::count_column(CROWD + 1);
            let rows = statement.query_map((span, key, limit), |row| row.get(0))?;
            let rows: Vec<i64> = rows.collect::<Result<_, _>>()?;
            if rows.len() <= CROWD {
                found.extend(rows);
            }
        }
    }
    Ok(found)
}

fn groups(nodes: &BTreeMap<i64, Node>, days: i64) -> Vec<Group> {
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
fn keep(
    transaction: &Transaction<'_>,
    nodes: &BTreeMap<i64, Node>,
    group: &Group,
) -> Result<bool, StoreError> {
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
    nodes: &BTreeMap<i64, Node>,
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
        if !nodes.contains_key(&member) && Node::read(transaction, member)?.is_none() {
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
