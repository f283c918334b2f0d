//! What is remembered of entries from one step to the next while many are grouped: to read and to prepare all that an
//! entry is compared with would cost more than the rest.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, OnceLock};

use rusqlite::{Connection, OptionalExtension};

use super::DAY;
use super::signatures::{Prepared, is_current};
use crate::model::{Features, Glance, Signature};
use crate::store::StoreError;

/// Entries of which a glance is kept, in 200 bytes each: those of a week of a thousand feeds.
const GLANCES: usize = 28_000;

/// Entries that are kept whole, in some kilobytes each.
const NODES: usize = 256;

/// What was read and found since the cache was last changed by somebody else. It is let go when everything is grouped.
#[derive(Debug, Default)]
pub(in crate::store) struct Memory {
    /// `PRAGMA data_version`, as it was.
    version: i64,
    /// Glances of all in `nodes`, and of many more.
    seen: HashMap<i64, Seen>,
    nodes: HashMap<i64, Arc<Node>>,
    /// Keys, behind their spans, that too many entries have. They stay so until one is edited.
    crowds: HashSet<(i64, i64)>,
    /// Entries made ready for which there was no time.
    ahead: Vec<Prepared>,
    /// Entries taken in the last step.
    pub(super) taken: usize,
}

/// An entry that can be compared.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) feed: i64,
    pub(super) sorted_at: i64,
    signature: Signature,
    features: OnceLock<Features>,
    keys: OnceLock<Vec<i64>>,
}

/// What is told of an entry at a glance.
#[derive(Debug)]
struct Seen {
    feed: i64,
    sorted_at: i64,
    glance: Glance,
}

impl Node {
    pub(super) const fn new(feed: i64, sorted_at: i64, signature: Signature) -> Self {
        Self {
            feed,
            sorted_at,
            signature,
            features: OnceLock::new(),
            keys: OnceLock::new(),
        }
    }

    pub(super) const fn signature(&self) -> &Signature {
        &self.signature
    }

    fn features(&self) -> &Features {
        self.features.get_or_init(|| Features::of(&self.signature))
    }

    pub(super) fn keys(&self) -> &[i64] {
        self.keys.get_or_init(|| self.signature.keys())
    }

    fn read(connection: &Connection, entry: i64) -> Result<Option<Arc<Self>>, StoreError> {
        let mut statement = connection
            .prepare_cached("SELECT feed, sorted_at, signature FROM signatures WHERE entry = ?1")?;
        let node = statement.query_row([entry], |row| {
            let signature = Signature::from_bytes(row.get_ref(2)?.as_blob()?);
            Ok(Arc::new(Self::new(row.get(0)?, row.get(1)?, signature)))
        });
        Ok(node.optional()?)
    }

    pub(super) fn tells_same(&self, other: &Self, days: i64) -> bool {
        let apart = self.sorted_at.saturating_sub(other.sorted_at);
        self.feed != other.feed
            && apart.saturating_abs() <= days * DAY
            && self.features().tell_same(other.features(), apart)
    }
}

impl Seen {
    fn of(node: &Node) -> Self {
        Self {
            feed: node.feed,
            sorted_at: node.sorted_at,
            glance: Glance::of(&node.signature),
        }
    }

    fn may_tell_same(&self, other: &Self, days: i64) -> bool {
        let apart = self.sorted_at.saturating_sub(other.sorted_at);
        self.feed != other.feed
            && apart.saturating_abs() <= days * DAY
            && self.glance.may_tell_same(&other.glance)
    }
}

/// A node that others are compared with, one after the other.
pub(super) struct Compared {
    pub(super) node: Arc<Node>,
    seen: Seen,
}

impl Compared {
    pub(super) fn new(node: Arc<Node>) -> Self {
        let seen = Seen::of(&node);
        Self { node, seen }
    }
}

impl Memory {
    /// Forgets everything if somebody else has written to the cache.
    pub(super) fn refresh(&mut self, connection: &Connection) -> Result<(), StoreError> {
        let version = connection
            .prepare_cached("PRAGMA data_version")?
            .query_row([], |row| row.get(0))?;
        if version != self.version {
            *self = Self {
                version,
                ..Self::default()
            };
        }
        Ok(())
    }

    /// Keeps what was made ready for the next step.
    pub(super) fn keep_ahead(&mut self, prepared: impl Iterator<Item = Option<Prepared>>) {
        self.ahead = prepared.map_while(|one| one).collect();
    }

    /// Gives what is ready of entries from the first on.
    pub(super) fn ahead(
        &mut self,
        connection: &Connection,
        entries: &[i64],
    ) -> Result<Vec<Option<Prepared>>, StoreError> {
        let mut ready = Vec::new();
        for (one, entry) in std::mem::take(&mut self.ahead).into_iter().zip(entries) {
            if one.entry() != *entry || !is_current(connection, Some(&one))? {
                break;
            }
            ready.push(Some(one));
        }
        Ok(ready)
    }

    /// Gives an entry, if it has a signature.
    pub(super) fn node(
        &mut self,
        connection: &Connection,
        entry: i64,
    ) -> Result<Option<Arc<Node>>, StoreError> {
        if let Some(node) = self.nodes.get(&entry) {
            // It may be gone: who deletes entries does not ask what is remembered of them.
            return Ok(has_signature(connection, entry)?.then(|| Arc::clone(node)));
        }
        let node = Node::read(connection, entry)?;
        if let Some(node) = &node {
            self.put(entry, node);
        }
        Ok(node)
    }

    /// Remembers an entry as it is now.
    pub(super) fn put(&mut self, entry: i64, node: &Arc<Node>) {
        if self.seen.len() >= GLANCES {
            self.seen.clear();
            self.nodes.clear();
        }
        if self.nodes.len() >= NODES {
            self.nodes.clear();
        }
        self.nodes.insert(entry, Arc::clone(node));
        self.seen.insert(entry, Seen::of(node));
    }

    /// Gives an entry if it tells the same as another.
    pub(super) fn same(
        &mut self,
        connection: &Connection,
        entry: i64,
        other: &Compared,
        days: i64,
    ) -> Result<Option<Arc<Node>>, StoreError> {
        if !self.seen.contains_key(&entry) {
            self.node(connection, entry)?;
        }
        let seen = self.seen.get(&entry);
        if !seen.is_some_and(|seen| seen.may_tell_same(&other.seen, days)) {
            return Ok(None);
        }
        let node = self.node(connection, entry)?;
        Ok(node.filter(|node| node.tells_same(&other.node, days)))
    }

    /// Whether a key is known to be that of a crowd.
    pub(super) fn is_crowd(&self, span: i64, key: i64) -> bool {
        self.crowds.contains(&(span, key))
    }

    pub(super) fn note_crowd(&mut self, span: i64, key: i64) {
        self.crowds.insert((span, key));
    }

    /// Notes that an entry has a key no more.
    pub(super) fn note_left(&mut self, span: i64, key: i64) {
        self.crowds.remove(&(span, key));
    }
}

/// Whether an entry can be compared.
pub(super) fn has_signature(connection: &Connection, entry: i64) -> Result<bool, StoreError> {
    let mut statement = connection.prepare_cached("SELECT 1 FROM signatures WHERE entry = ?1")?;
    Ok(statement.exists([entry])?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::CleanText;

    /// A cache with signatures alone.
    fn signatures() -> Connection {
        let connection = Connection::open_in_memory().unwrap();
        let table =
            "CREATE TABLE signatures (entry INTEGER PRIMARY KEY, feed, sorted_at, signature)";
        connection.execute_batch(table).unwrap();
        connection
    }

    fn node(feed: i64) -> Arc<Node> {
        let title = CleanText::line("The village without a mayor elects its baker");
        Arc::new(Node::new(feed, 0, Signature::new(&title, None, "")))
    }

    #[test]
    fn one_that_was_read_when_all_glances_were_let_go_is_still_compared() {
        let connection = signatures();
        let mut memory = Memory::default();
        let strange = Arc::new(Node::new(3, 0, Signature::default()));
        let last = i64::try_from(GLANCES).unwrap();
        for entry in 1..last {
            memory.put(entry, &strange);
        }
        let row = (last, 1, 0, node(1).signature().to_bytes());
        let insert = "INSERT INTO signatures VALUES (?1, ?2, ?3, ?4)";
        connection.execute(insert, row).unwrap();
        memory.put(last, &node(1));
        memory.put(last + 1, &strange);
        assert!(memory.seen.len() <= GLANCES);
        let other = Compared::new(node(2));
        let same = memory.same(&connection, last, &other, 3).unwrap();
        assert_eq!(same.map(|node| node.feed), Some(1));
    }
}
