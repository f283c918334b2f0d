//! The entries of a document on their way into the cache.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

use rusqlite::{Connection, named_params};

use super::changes::Counts;
use super::graves::Graves;
use super::identity::{Arrival, Group};
use super::lists::HIDDEN;
use super::packing::Packed;
use super::rules::Judge;
use super::{StoreError, codes, details, index, pages, rules, stories};
use crate::model::{Details, FeedId, NewEntry, Sighting, Timestamp, Verdict};
use crate::text::CleanText;

const INSERT_ENTRY: &str = "
    INSERT INTO entries (feed, sorted_at, seen_at, read, saved, hidden)
    VALUES (:feed, :sorted_at, :seen_at, :read, :saved, :hidden)";

const INSERT_HEADLINE: &str = "
    INSERT INTO headlines (entry, feed, identity, nth, title, link, author, published, updated, language,
                           content_hash)
    VALUES (:entry, :feed, :identity, :nth, :title, :link, :author, :published, :updated, :language,
            :content_hash)";

/// A title or link that is missing takes none away.
const EDIT_HEADLINE: &str = "
    UPDATE headlines
    SET title = iif(:title = '', title, :title), link = coalesce(:link, link), author = :author, published = :published, updated = :updated,
        language = :language, content_hash = :content_hash
    WHERE entry = :entry";

const WRITE_BODY: &str = "
    INSERT INTO bodies (entry, kind, format, content) VALUES (:entry, :kind, :format, :content)
    ON CONFLICT (entry) DO UPDATE
    SET kind = excluded.kind, format = excluded.format, content = excluded.content";

/// Entries of a date and title, hidden ones too; not more of a date than a feed may bring in a day, for some give all the same.
pub(super) const NAMESAKES: &str = "
    SELECT entry, identity, link, content_hash
    FROM (SELECT * FROM (SELECT id FROM entries INDEXED BY entries_by_feed
                         WHERE hidden = 0 AND feed = ?1 AND sorted_at = ?2 ORDER BY id DESC LIMIT 32)
          UNION ALL
          SELECT * FROM (SELECT id FROM entries INDEXED BY entries_hidden_by_feed
                         WHERE hidden = 4 AND feed = ?1 AND sorted_at = ?2 ORDER BY id DESC LIMIT 32)) AS of_date
    JOIN headlines ON headlines.entry = of_date.id
    WHERE title = ?3";

/// Where the entries of a document go.
#[derive(Clone, Copy)]
pub(super) struct Arrivals<'a> {
    pub(super) connection: &'a Connection,
    pub(super) feed: FeedId,
    /// The feed is not listed.
    pub(super) hidden: bool,
    /// The cache has no entries of the feed.
    pub(super) empty: bool,
    /// What becomes of new entries, where the reader has rules.
    pub(super) judge: Option<&'a Judge<'a>>,
    pub(super) now: Timestamp,
}

impl Arrivals<'_> {
    /// Takes the entries of a document into the cache, and adds the new ones to the feed's counts.
    pub(super) fn take(self, arrivals: &[Arrival<'_>]) -> Result<Sighting, StoreError> {
        let mut groups = self.groups(arrivals)?;
        let graves = Graves::read(self.connection, self.feed)?;
        let mut sighting = Sighting::default();
        let mut counts = Counts::default();
        // Publishers put the newest first. Numbers must grow towards it, so that of entries with one date the
        // first in the document is the first in the list.
        for arrival in arrivals.iter().rev() {
            let group = groups
                .get_mut(&*arrival.identity)
                .expect("every arrival has a group");
            if group.holds(arrival) || graves.hold(self.connection, arrival, group, self.now)? {
                continue;
            }
            if let Some(id) = group.edited(arrival) {
                self.edit(id, arrival)?;
                sighting.edited += 1;
            } else {
                let verdict = self.judge(arrival);
                let id = self.insert(arrival, group.next_nth(), &verdict)?;
                group.add(arrival, id);
                sighting.notable += usize::from(verdict.notify);
                if !verdict.hidden {
                    counts.add(verdict.read, verdict.saved);
                    sighting.new += 1;
                }
            }
        }
        graves.forget(self.connection, self.now)?;
        self.count(counts)?;
        Ok(sighting)
    }

    fn groups<'b>(
        &self,
        arrivals: &'b [Arrival<'_>],
    ) -> Result<HashMap<&'b str, Group>, StoreError> {
        let mut groups = HashMap::new();
        for arrival in arrivals {
            let group = match groups.entry(&*arrival.identity) {
                Entry::Occupied(group) => group.into_mut(),
                Entry::Vacant(place) if self.empty => place.insert(Group::default()),
                Entry::Vacant(place) => {
                    place.insert(Group::read(self.connection, self.feed, &arrival.identity)?)
                }
            };
            group.note(arrival);
        }
        if groups.values().any(|group| group.first().is_none()) && !self.empty {
            self.find_otherwise(arrivals, &mut groups)?;
        }
        Ok(groups)
    }

    /// Looks for what the cache does not have under the identities of a document by other identities, but not by
    /// those that others in the document have.
    fn find_otherwise<'b>(
        &self,
        arrivals: &'b [Arrival<'_>],
        groups: &mut HashMap<&'b str, Group>,
    ) -> Result<(), StoreError> {
        let mut taken = HashSet::new();
        let mut found = HashSet::new();
        for arrival in arrivals {
            if groups[&*arrival.identity].first().is_some() {
                continue;
            }
            let group = match arrival.other_identity() {
                Some(other) if !groups.contains_key(&*other) => {
                    let group = Group::read(self.connection, self.feed, &other)?;
                    // What several are called is one of them.
                    (group.first().is_some() && taken.insert(other)).then_some(group)
                }
                _ => None,
            };
            let group = match group {
                None if self.rename(arrival, groups)? => {
                    Some(Group::read(self.connection, self.feed, &arrival.identity)?)
                }
                group => group,
            };
            if let Some(group) = group {
                groups.insert(&arrival.identity, group);
                found.insert(&*arrival.identity);
            }
        }
        for arrival in arrivals
            .iter()
            .filter(|arrival| found.contains(&*arrival.identity))
        {
            groups
                .get_mut(&*arrival.identity)
                .expect("it was found")
                .note(arrival);
        }
        Ok(())
    }

    /// Gives what the cache has of an entry the identity that the publisher has given it now; says whether there is such an
    /// entry. When a site changes its program, its address or to https, all its entries have new GUIDs at once, and
    /// would come as new: that one has the same date, title and place on its server tells.
    fn rename(
        &self,
        arrival: &Arrival<'_>,
        groups: &HashMap<&str, Group>,
    ) -> Result<bool, StoreError> {
        let Some(date) = date(arrival.entry, self.now) else {
            return Ok(false);
        };
        let mut namesakes = self.connection.prepare_cached(NAMESAKES)?;
        let title = arrival.entry.title.as_str();
        let same = namesakes.query_map((self.feed.0, date.0, title), |row| {
            let gone = !groups.contains_key(row.get_ref(1)?.as_str()?);
            let link = row.get_ref(2)?.as_str_or_null()?;
            let same = gone && arrival.is_in_place_of(link, row.get(3)?);
            Ok(same.then_some(row.get(0)?))
        })?;
        let same: Vec<Option<i64>> = same.collect::<Result<_, _>>()?;
        let Some(entry) = same.into_iter().flatten().next() else {
            return Ok(false);
        };
        self.connection
            .prepare_cached("UPDATE headlines SET identity = ?2, nth = 0 WHERE entry = ?1")?
            .execute((entry, &*arrival.identity))?;
        Ok(true)
    }

    fn judge(&self, arrival: &Arrival<'_>) -> Verdict {
        let sorted_at = sorted_at(arrival.entry, self.now);
        let verdict = self
            .judge
            .map(|judge| judge.judge(arrival, sorted_at, self.now));
        verdict.unwrap_or_default()
    }

    /// Writes a new entry as rules want it; the counts of its feed are another matter.
    pub(super) fn insert(
        &self,
        arrival: &Arrival<'_>,
        nth: i64,
        verdict: &Verdict,
    ) -> Result<i64, StoreError> {
        let entry = arrival.entry;
        self.connection
            .prepare_cached(INSERT_ENTRY)?
            .execute(named_params! {
                ":feed": self.feed.0,
                ":sorted_at": sorted_at(entry, self.now).0,
                ":seen_at": self.now.0,
                ":read": verdict.read,
                ":saved": verdict.saved,
                ":hidden": i64::from(self.hidden) | if verdict.hidden { HIDDEN } else { 0 },
            })?;
        let id = self.connection.last_insert_rowid();
        self.connection
            .prepare_cached(INSERT_HEADLINE)?
            .execute(named_params! {
                ":entry": id,
                ":feed": self.feed.0,
                ":identity": arrival.identity,
                ":nth": nth,
                ":title": entry.title.as_str(),
                ":link": entry.link,
                ":author": entry.author.as_ref().map(CleanText::as_str),
                ":published": entry.published.map(|instant| instant.0),
                ":updated": entry.updated.map(|instant| instant.0),
                ":language": entry.language,
                ":content_hash": arrival.content_hash,
            })?;
        self.write_body(id, arrival)?;
        details::write(self.connection, id, &entry.details)?;
        rules::write(self.connection, id, verdict)?;
        Ok(id)
    }

    fn edit(&self, id: i64, arrival: &Arrival<'_>) -> Result<(), StoreError> {
        let entry = arrival.entry;
        self.connection
            .prepare_cached(EDIT_HEADLINE)?
            .execute(named_params! {
                ":entry": id,
                ":title": entry.title.as_str(),
                ":link": entry.link,
                ":author": entry.author.as_ref().map(CleanText::as_str),
                ":published": entry.published.map(|instant| instant.0),
                ":updated": entry.updated.map(|instant| instant.0),
                ":language": entry.language,
                ":content_hash": arrival.content_hash,
            })?;
        index::note_edited(self.connection, id)?;
        stories::note_edited(self.connection, id)?;
        pages::note_edited(self.connection, id)?;
        // A server in trouble gives entries without what belongs to them.
        if arrival.has_text() {
            self.write_body(id, arrival)?;
        } else if entry.details == Details::default() {
            return Ok(());
        }
        details::rewrite(self.connection, id, &entry.details)
    }

    fn write_body(&self, id: i64, arrival: &Arrival<'_>) -> Result<(), StoreError> {
        let body = &arrival.entry.body;
        let packed;
        let content = if let Some(content) = arrival.packed {
            content
        } else {
            packed = Packed::new(&body.content);
            &packed
        };
        self.connection
            .prepare_cached(WRITE_BODY)?
            .execute(named_params! {
                ":entry": id,
                ":kind": codes::body_kind_column(body.kind),
                ":format": content.format(),
                ":content": content,
            })?;
        Ok(())
    }

    /// Adds new entries to the counts of the feed.
    pub(super) fn count(&self, new: Counts) -> Result<(), StoreError> {
        if new == Counts::default() {
            return Ok(());
        }
        new.write(self.connection, self.feed.0)
    }
}

/// The instant an entry is sorted by.
fn sorted_at(entry: &NewEntry, now: Timestamp) -> Timestamp {
    date(entry, now).unwrap_or(now)
}

/// The date of an entry, where it has one that can be. The instant 0 is a date that a program had not set.
fn date(entry: &NewEntry, now: Timestamp) -> Option<Timestamp> {
    let date = entry.published.or(entry.updated);
    date.filter(|date| *date > Timestamp(0) && *date <= now)
}
