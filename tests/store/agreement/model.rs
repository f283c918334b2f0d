//! The cache as it should be: entries, marks and the log, as simple as can be.

use std::collections::{BTreeSet, VecDeque};

use newsterm::model::{ListCounts, Timestamp};

use super::{DAY, Place, day_start, in_folder, published, title_of};

/// An entry of the model.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a mark of its own, and simple"
)]
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Known {
    pub(super) feed: usize,
    pub(super) guid: u8,
    pub(super) title: String,
    pub(super) sorted_at: Timestamp,
    pub(super) read: bool,
    pub(super) saved: bool,
    pub(super) deleted: bool,
    pub(super) hidden: bool,
    /// A bit for each of [`TAGS`].
    pub(super) tags: u8,
    /// Nothing brings it back.
    pub(super) gone: bool,
    /// It was looked at for its story.
    pub(super) compared: bool,
}

/// A mark set on some entries, named by their places in the model.
#[derive(Clone, Copy, Debug)]
pub(super) enum Mark {
    Read(bool),
    Saved(bool),
    Deleted(bool),
    Hidden(bool),
    /// Tags put, and tags taken away.
    Tags(u8, u8),
}

/// What the reader did: the marks, and the entries they changed.
pub(super) type Done = (Mark, Vec<usize>);

#[derive(Default)]
pub(super) struct Model {
    pub(super) entries: Vec<Known>,
    pub(super) listed: BTreeSet<usize>,
    /// The log as the cache has it: also what was undone, until something else is done.
    pub(super) log: VecDeque<(Done, bool)>,
}

impl Model {
    pub(super) fn arrive(&mut self, feed: usize, entries: &[(u8, u8)], now: Timestamp) {
        for &(guid, title) in entries {
            let title = title_of(feed, guid, title);
            let mut known = self.entries.iter_mut();
            match known.find(|one| one.feed == feed && one.guid == guid) {
                Some(known) if known.gone => {}
                Some(known) => known.title = title,
                None => self.entries.push(Known {
                    feed,
                    guid,
                    title,
                    sorted_at: published(guid).min(now),
                    read: false,
                    saved: false,
                    deleted: false,
                    hidden: false,
                    tags: 0,
                    gone: false,
                    compared: false,
                }),
            }
        }
    }

    pub(super) fn is_in(&self, place: Place, known: &Known) -> bool {
        self.is_listed(known)
            && !known.hidden
            && match place {
                Place::All => true,
                Place::Saved => known.saved,
                Place::Today => known.sorted_at >= day_start(),
                Place::Folder => in_folder(known.feed),
                Place::Feed(feed) => known.feed == feed,
            }
    }

    pub(super) fn is_listed(&self, known: &Known) -> bool {
        self.listed.contains(&known.feed) && !known.deleted && !known.gone
    }

    pub(super) fn set(&mut self, mark: Mark, among: Vec<usize>) {
        let changed: Vec<_> = among
            .into_iter()
            .filter(|&one| self.entries[one].marked(mark))
            .collect();
        if !changed.is_empty() {
            self.log.retain(|(_, undone)| !undone);
            self.log.push_back(((mark, changed), false));
            if self.log.len() > 100 {
                self.log.pop_front();
            }
        }
    }

    pub(super) fn undo(&mut self) {
        let latest = self.log.iter_mut().rev().find(|(_, undone)| !undone);
        let Some(((mark, changed), undone)) = latest else {
            return;
        };
        *undone = true;
        for one in changed {
            self.entries[*one].marked(mark.opposite());
        }
    }

    pub(super) fn redo(&mut self) {
        let latest = self.log.iter().rposition(|(_, undone)| !undone);
        let Some(((mark, changed), undone)) = self.log.get_mut(latest.map_or(0, |at| at + 1))
        else {
            return;
        };
        *undone = false;
        for one in changed {
            self.entries[*one].marked(*mark);
        }
    }

    pub(super) fn tidy(&mut self, now: Timestamp) {
        let limit = now.plus_seconds(-DAY);
        let log = &self.log;
        let spared = |one| log.iter().any(|((_, changed), _)| changed.contains(&one));
        for (place, known) in self.entries.iter_mut().enumerate() {
            let old = known.sorted_at < limit && known.read && !known.saved && known.tags == 0;
            let rule = known.feed % 2 == 0 && self.listed.contains(&known.feed);
            let past = known.deleted || (old && rule);
            known.gone |= past && !spared(place);
        }
    }

    pub(super) fn read_all(&mut self, place: Place) {
        let among = (0..self.entries.len())
            .filter(|&one| self.is_in(place, &self.entries[one]))
            .collect();
        self.set(Mark::Read(true), among);
    }

    pub(super) fn compare(&mut self, compared: bool) {
        for known in &mut self.entries {
            known.compared = compared;
        }
    }

    /// The listed entries of the story of an entry, oldest first.
    pub(super) fn story(&self, entry: usize) -> Vec<usize> {
        let one = &self.entries[entry];
        let mut story: Vec<usize> = (0..self.entries.len())
            .filter(|&other| {
                let known = &self.entries[other];
                let told = known.compared && one.compared && known.guid == one.guid;
                other == entry || (told && self.is_in(Place::All, known))
            })
            .collect();
        story.sort_by_key(|&other| self.entries[other].sorted_at);
        story
    }

    /// The lines of the list of all entries: of a story its oldest, and where that is read its oldest unread one.
    pub(super) fn lines(&self, unread: bool) -> BTreeSet<String> {
        let line = |one: usize| {
            let known = &self.entries[one];
            if !self.is_in(Place::All, known) || unread && known.read {
                return None;
            }
            let story = self.story(one);
            let wanted = |&&other: &&usize| !unread || !self.entries[other].read;
            let first = *story.iter().find(wanted)?;
            let next = story.iter().find(|&&other| !self.entries[other].read);
            let next = next.filter(|&&next| self.entries[first].read && next != first);
            let shown = 1 + usize::from(next.is_some());
            match one {
                _ if one == first => Some(format!("{} +{}", known.title, story.len() - shown)),
                _ => (next == Some(&one)).then(|| format!("{} +0", known.title)),
            }
        };
        (0..self.entries.len()).filter_map(line).collect()
    }

    pub(super) fn list(&self, place: Place, unread: bool) -> BTreeSet<String> {
        let rows = self.entries.iter();
        rows.filter(|known| self.is_in(place, known) && !(unread && known.read))
            .map(|known| format!("{} {} {}", known.title, known.read, known.saved))
            .collect()
    }

    pub(super) fn counts(&self) -> ListCounts {
        let count = |wanted: fn(&Known) -> bool| {
            let listed = self
                .entries
                .iter()
                .filter(|one| self.is_in(Place::All, one));
            listed.filter(|one| wanted(one)).count() as u64
        };
        ListCounts {
            total: count(|_| true),
            unread: count(|one| !one.read),
            saved: count(|one| one.saved),
            today_unread: count(|one| !one.read && one.sorted_at >= day_start()),
        }
    }
}

impl Known {
    /// Sets a mark; returns whether it was not set.
    pub(super) fn marked(&mut self, mark: Mark) -> bool {
        let (flag, value) = match mark {
            Mark::Read(read) => (&mut self.read, read),
            Mark::Saved(saved) => (&mut self.saved, saved),
            Mark::Deleted(deleted) => (&mut self.deleted, deleted),
            Mark::Hidden(hidden) => (&mut self.hidden, hidden),
            Mark::Tags(put, taken) => {
                let tags = (self.tags | put) & !taken;
                return std::mem::replace(&mut self.tags, tags) != tags;
            }
        };
        std::mem::replace(flag, value) != value
    }
}

impl Mark {
    pub(super) const fn opposite(self) -> Self {
        match self {
            Self::Read(read) => Self::Read(!read),
            Self::Saved(saved) => Self::Saved(!saved),
            Self::Deleted(deleted) => Self::Deleted(!deleted),
            Self::Hidden(hidden) => Self::Hidden(!hidden),
            Self::Tags(put, taken) => Self::Tags(taken, put),
        }
    }
}
