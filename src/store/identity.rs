//! Which stored entry an entry of a document is.
//!
//! Mostly the identity says so. But some publishers give many entries one GUID. Which of them is which must then not
//! depend on their order in the document, or marks and texts would wander from one to the next as it moves on;
//! and finding out must not cost more for each, or one such feed could hold up all the others.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use rusqlite::Connection;

use super::hash::StableHash;
use super::packing::Packed;
use super::{StoreError, codes, details};
use crate::model::{Body, BodyKind, EntryIdentity, FeedId, NewEntry};
use crate::text::{CleanText, Letters};

/// An entry of a document, as it is compared.
pub(super) struct Arrival<'a> {
    /// Its text may be here only as it is packed: [`Arrival::body`] has it.
    pub(super) entry: &'a NewEntry,
    /// As its column holds it.
    pub(super) identity: Cow<'a, str>,
    /// Over what the reader sees.
    pub(super) content_hash: i64,
    /// The text as the cache keeps it, where that is known already.
    pub(super) packed: Option<&'a Packed<'static>>,
    /// What is seen at a glance of the words of the text, where rules look for words.
    pub(super) letters: Option<&'a Letters>,
}

/// The entries in the cache that share an identity, by their numbers.
#[derive(Default)]
pub(super) struct Group {
    by_hash: HashMap<i64, i64>,
    by_title_and_link: HashMap<(String, Option<String>), Vec<i64>>,
    last_nth: i64,
    /// Title and date of the last.
    last: Option<(String, i64)>,
    /// The different texts that the document has for the identity.
    arriving: HashSet<i64>,
    /// Entries that one of the document was found to be.
    claimed: HashSet<i64>,
}

impl<'a> Arrival<'a> {
    pub(super) fn new(entry: &'a NewEntry) -> Self {
        Self {
            entry,
            identity: Cow::Owned(codes::identity_column(&entry.identity)),
            content_hash: content_hash(entry),
            packed: None,
            letters: None,
        }
    }

    /// The text: who packed it may have let it go.
    pub(super) fn body(&self) -> Body {
        let body = &self.entry.body;
        match self.packed {
            Some(packed) if body.content.is_empty() => Body {
                // It was packed a moment ago.
                content: packed.text().unwrap_or_default(),
                ..*body
            },
            _ => body.clone(),
        }
    }

    /// Whether there is anything in the text.
    pub(super) fn has_text(&self) -> bool {
        self.packed.is_some() || !self.entry.body.content.trim().is_empty()
    }

    /// Whether it stands where an entry of its date and title stood: its link is that one's but for scheme and host, or
    /// else all that is seen of it is the same. Where a link leads to no page of its own, no link tells.
    pub(super) fn is_in_place_of(&self, link: Option<&str>, content_hash: i64) -> bool {
        match self.entry.link.as_deref().and_then(place_of) {
            None => self.content_hash == content_hash,
            own => link.and_then(place_of) == own,
        }
    }

    /// The identity that another program, or the feed before it was changed, may have given the entry: some take
    /// the link for a GUID where there is none, and the title where there is no link either.
    pub(super) fn other_identity(&self) -> Option<String> {
        let entry = self.entry;
        let guid = |guid: &str| EntryIdentity::Guid(guid.to_owned());
        let other = match &entry.identity {
            EntryIdentity::Link(link) => guid(link),
            EntryIdentity::Hash(_) if !entry.title.is_empty() => guid(entry.title.as_str()),
            EntryIdentity::Guid(known) if Some(known) == entry.link.as_ref() => {
                EntryIdentity::Link(known.clone())
            }
            _ => return None,
        };
        Some(codes::identity_column(&other))
    }
}

/// Where on its server a link leads; none for its first page.
fn place_of(link: &str) -> Option<&str> {
    let (_, place) = link.split_once("://")?.1.split_once('/')?;
    (!place.is_empty()).then_some(place)
}

/// Hashes what the reader sees of an entry. Its dates are left out: publishers bump them without a change,
/// and that would write every entry at every poll.
pub(super) fn content_hash(entry: &NewEntry) -> i64 {
    let mut hash = StableHash::new();
    hash.field(Some(entry.title.as_str()));
    hash.field(entry.link.as_deref());
    hash.field(entry.author.as_ref().map(CleanText::as_str));
    hash.field(entry.language.as_deref());
    hash.field(Some(match entry.body.kind {
        BodyKind::Html => "html",
        BodyKind::Plain => "plain",
    }));
    hash.field(Some(&entry.body.content));
    details::hash(&entry.details, &mut hash);
    hash.column()
}

impl Group {
    /// Reads what the cache has under an identity.
    pub(super) fn read(
        connection: &Connection,
        feed: FeedId,
        identity: &str,
    ) -> Result<Self, StoreError> {
        let mut group = Self::default();
        let mut statement = connection.prepare_cached(
            "SELECT entry, nth, content_hash, title, link, published FROM headlines
             WHERE feed = ?1 AND identity = ?2 ORDER BY nth",
        )?;
        let mut rows = statement.query((feed.0, identity))?;
        while let Some(row) = rows.next()? {
            let id = row.get(0)?;
            group.last_nth = row.get(1)?;
            group.by_hash.insert(row.get(2)?, id);
            let look: (String, _) = (row.get(3)?, row.get(4)?);
            let published: Option<i64> = row.get(5)?;
            group.last = published.map(|published| (look.0.clone(), published));
            group.by_title_and_link.entry(look).or_default().push(id);
        }
        Ok(group)
    }

    /// The first of the entries in the cache.
    pub(super) fn first(&self) -> Option<i64> {
        self.by_hash.values().min().copied()
    }

    /// Finds the entry that one from another reader's cache is: that of the same text, or of the same title and link, else
    /// the only one there is, unless it is among those `taken` for others. Some feeds give all their entries one link.
    pub(super) fn known(&self, arrival: &Arrival<'_>, taken: &HashSet<i64>) -> Option<i64> {
        if let Some(id) = self.by_hash.get(&arrival.content_hash) {
            return Some(*id);
        }
        let entry = arrival.entry;
        let look = (entry.title.as_str().to_owned(), entry.link.clone());
        if let Some(alike) = self.by_title_and_link.get(&look) {
            return alike.first().copied();
        }
        let only = self.first().filter(|_| self.by_hash.len() == 1);
        only.filter(|id| !taken.contains(id) && !self.is_followed_by(arrival))
    }

    /// Takes note of an entry of the document. All must be noted before the first is asked about: one that
    /// has not changed must not be taken for an earlier state of another.
    pub(super) fn note(&mut self, arrival: &Arrival<'_>) {
        self.arriving.insert(arrival.content_hash);
        if let Some(id) = self.by_hash.get(&arrival.content_hash) {
            self.claimed.insert(*id);
        }
    }

    /// Whether the cache has the entry as it is; the same text twice in one document is one entry.
    pub(super) fn holds(&self, arrival: &Arrival<'_>) -> bool {
        self.by_hash.contains_key(&arrival.content_hash)
    }

    /// Finds the entry that this one is an edited form of: the only one there is, else one of the same title
    /// and link.
    pub(super) fn edited(&mut self, arrival: &Arrival<'_>) -> Option<i64> {
        let found = if self.by_hash.len() == 1 && self.arriving.len() == 1 {
            let only = self.by_hash.values().next().copied();
            only.filter(|_| !self.is_followed_by(arrival))
        } else {
            let entry = arrival.entry;
            let look = (entry.title.as_str().to_owned(), entry.link.clone());
            let alike = self.by_title_and_link.get_mut(&look)?;
            alike.retain(|id| !self.claimed.contains(id));
            alike.pop()
        };
        if let Some(id) = found {
            self.claimed.insert(id);
            self.by_hash.insert(arrival.content_hash, id);
        }
        found
    }

    /// Whether an entry is not the only one there is in another form, but the next: what has no GUID may link to a page on
    /// which each stands for a while. Its title and its date tell.
    fn is_followed_by(&self, arrival: &Arrival<'_>) -> bool {
        let entry = arrival.entry;
        let Some((title, published)) = &self.last else {
            return false;
        };
        matches!(entry.identity, EntryIdentity::Link(_))
            && entry.title.as_str() != title
            && entry.published.is_some_and(|at| at.0 != *published)
    }

    /// Whether the cache has no entry of the identity, and the document one text: it can only be an edited form of
    /// what the cache had.
    pub(super) fn is_sole(&self) -> bool {
        self.by_hash.is_empty() && self.arriving.len() == 1
    }

    /// The number, among those of its identity, for a new entry.
    pub(super) const fn next_nth(&self) -> i64 {
        self.last_nth + 1
    }

    /// Adds a new entry.
    pub(super) fn add(&mut self, arrival: &Arrival<'_>, id: i64) {
        self.last_nth += 1;
        self.by_hash.insert(arrival.content_hash, id);
    }
}
