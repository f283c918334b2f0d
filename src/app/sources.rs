//! The pane of smart lists, folders and feeds.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use crate::app::{Tracked, Viewport};
use crate::model::{Feed, FeedHealth, FeedId, List, ListCounts, SmartList};
use crate::text::CleanText;

/// A row of the pane.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SourceRow {
    /// A list over all feeds.
    Smart(List),
    /// A folder.
    Folder {
        /// Its name.
        name: CleanText,
        /// Its feeds are not shown.
        folded: bool,
        /// Its feeds, as places in the order shown.
        members: Range<usize>,
    },
    /// A feed.
    Feed {
        /// Its place in [`Sources::feeds`].
        index: usize,
        /// It stands in a folder.
        inside: bool,
    },
}

/// What the reader can choose a list from.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    feeds: Tracked<Vec<Feed>>,
    places: HashMap<FeedId, usize>,
    /// The feeds in the order shown: each folder stands where its first feed is, with all its feeds.
    order: Vec<usize>,
    counts: Tracked<ListCounts>,
    /// The lists that queries make, and what is unread in each.
    lists: Vec<SmartList>,
    unread_in_lists: Tracked<Vec<u64>>,
    folded: BTreeSet<CleanText>,
    rows: Tracked<Vec<SourceRow>>,
    /// The row selected, and the rows on the screen.
    pub view: Viewport,
    loaded: bool,
}

const SMART: [List; 4] = [List::All, List::Unread, List::Saved, List::Today];

impl Sources {
    /// Takes what the cache holds now; what was selected stays selected.
    pub fn load(&mut self, feeds: Vec<Feed>, counts: ListCounts) {
        let selected = self.selected_list();
        self.places = feeds
            .iter()
            .enumerate()
            .map(|(index, feed)| (feed.id, index))
            .collect();
        self.order = feed_order(&feeds);
        *self.feeds = feeds;
        *self.counts = counts;
        self.loaded = true;
        self.rebuild(selected.as_ref());
    }

    /// Sets the lists that queries make.
    ///
    /// Those that are known keep their counts, and what was selected stays selected.
    pub fn set_lists(&mut self, lists: Vec<SmartList>) {
        let selected = self.selected_list();
        let counts = lists.iter().map(|list| self.unread_in(list));
        *self.unread_in_lists = counts.collect();
        self.lists = lists;
        self.rebuild(selected.as_ref());
    }

    /// What is unread in a list that a query makes, as far as it has been counted.
    fn unread_in(&self, list: &SmartList) -> u64 {
        let place = self.lists.iter().position(|own| own == list);
        place.map_or(0, |place| self.unread_in_lists[place])
    }

    /// The lists that queries make.
    #[must_use]
    pub fn lists(&self) -> &[SmartList] {
        &self.lists
    }

    /// Takes what is unread in the lists that queries make, in their order.
    pub fn count_lists(&mut self, unread: &[u64]) {
        if unread.len() == self.lists.len() {
            *self.unread_in_lists = unread.to_vec();
        }
    }

    /// Whether the cache has been read.
    #[must_use]
    pub const fn loaded(&self) -> bool {
        self.loaded
    }

    /// The feeds in the order of the settings.
    #[must_use]
    pub fn feeds(&self) -> &[Feed] {
        &self.feeds
    }

    /// A feed by its number.
    #[must_use]
    pub fn feed(&self, id: FeedId) -> Option<&Feed> {
        self.places.get(&id).map(|&index| &self.feeds[index])
    }

    /// What the smart lists hold.
    #[must_use]
    pub fn counts(&self) -> &ListCounts {
        &self.counts
    }

    /// The rows, first to last.
    #[must_use]
    pub fn rows(&self) -> &[SourceRow] {
        &self.rows
    }

    /// Numbers that are others when what the rows say may be something else.
    #[must_use]
    pub const fn revision(&self) -> [u64; 4] {
        [
            self.feeds.revision(),
            self.counts.revision(),
            self.unread_in_lists.revision(),
            self.rows.revision(),
        ]
    }

    /// The list that a row stands for.
    #[must_use]
    pub fn list_of(&self, row: &SourceRow) -> List {
        match row {
            SourceRow::Smart(list) => list.clone(),
            SourceRow::Folder { name, .. } => List::Folder(name.clone()),
            SourceRow::Feed { index, .. } => List::Feed(self.feeds[*index].id),
        }
    }

    /// The list that the selected row stands for.
    #[must_use]
    pub fn selected_list(&self) -> Option<List> {
        self.rows
            .get(self.view.selected)
            .map(|row| self.list_of(row))
    }

    /// Selects the row of a list, if it has one on the screen.
    pub fn select(&mut self, list: &List) {
        if let Some(row) = self.rows.iter().position(|row| self.list_of(row) == *list) {
            self.view.selected = row;
        }
    }

    /// The number beside a row: unread entries; of saved entries, all.
    #[must_use]
    pub fn count_of(&self, row: &SourceRow) -> u64 {
        match row {
            SourceRow::Smart(List::Saved) => self.counts.saved,
            SourceRow::Smart(List::Today) => self.counts.today_unread,
            SourceRow::Smart(List::Smart(list)) => self.unread_in(list),
            SourceRow::Smart(_) => self.counts.unread,
            SourceRow::Folder { members, .. } => self.order[members.clone()]
                .iter()
                .map(|&index| self.feeds[index].unread)
                .sum(),
            SourceRow::Feed { index, .. } => self.feeds[*index].unread,
        }
    }

    /// Whether the feed of a row failed when it was last polled.
    #[must_use]
    pub fn failing(&self, row: &SourceRow) -> bool {
        matches!(row, SourceRow::Feed { index, .. }
            if matches!(self.feeds[*index].health, FeedHealth::Failing { .. }))
    }

    /// The feeds whose entries a list holds.
    pub fn feeds_of<'a>(&'a self, list: &'a List) -> impl Iterator<Item = &'a Feed> {
        self.feeds.iter().filter(move |feed| match list {
            List::All | List::Unread | List::Saved | List::Today | List::Smart(_) => true,
            List::Folder(name) => feed.subscription.folder.as_ref() == Some(name),
            List::Feed(id) => feed.id == *id,
        })
    }

    /// The next feed with unread entries after the one of `list`, round to the first.
    #[must_use]
    pub fn next_unread_feed(&self, list: &List, forward: bool) -> Option<List> {
        let order = &self.order;
        let here = order
            .iter()
            .position(|&index| List::Feed(self.feeds[index].id) == *list)?;
        let count = order.len();
        (1..count)
            .map(|step| {
                order[if forward {
                    here + step
                } else {
                    here + count - step
                } % count]
            })
            .find(|&index| self.feeds[index].unread > 0)
            .map(|index| List::Feed(self.feeds[index].id))
    }

    /// Folds the selected folder, or the folder of the selected feed; unfolds it when it is folded.
    pub fn toggle_fold(&mut self) {
        let name = match self.rows.get(self.view.selected) {
            Some(SourceRow::Folder { name, .. }) => name.clone(),
            Some(SourceRow::Feed {
                index,
                inside: true,
            }) => self.feeds[*index]
                .subscription
                .folder
                .clone()
                .unwrap_or_default(),
            _ => return,
        };
        if !self.folded.remove(&name) {
            self.folded.insert(name.clone());
        }
        self.rebuild(Some(&List::Folder(name)));
    }

    /// Counts one entry of a feed as read, or as unread again, before the cache says so; `of_today` says whether the
    /// list of today holds it.
    pub fn note_read(&mut self, feed: FeedId, of_today: bool, read: bool) {
        let step = |count: &mut u64| {
            *count = if read {
                count.saturating_sub(1)
            } else {
                *count + 1
            }
        };
        if let Some(&index) = self.places.get(&feed) {
            step(&mut self.feeds[index].unread);
            step(&mut self.counts.unread);
            if of_today {
                step(&mut self.counts.today_unread);
            }
        }
    }

    /// Counts one entry as saved, or as let go, before the cache says so.
    pub fn note_saved(&mut self, saved: bool) {
        let count = &mut self.counts.saved;
        *count = if saved {
            *count + 1
        } else {
            count.saturating_sub(1)
        };
    }

    fn rebuild(&mut self, selected: Option<&List>) {
        let own = self.lists.iter().cloned().map(List::Smart);
        *self.rows = SMART.into_iter().chain(own).map(SourceRow::Smart).collect();
        let mut place = 0;
        while let Some(&index) = self.order.get(place) {
            let folder = self.feeds[index].subscription.folder.clone();
            let Some(name) = folder else {
                self.rows.push(SourceRow::Feed {
                    index,
                    inside: false,
                });
                place += 1;
                continue;
            };
            let same =
                |&&index: &&usize| self.feeds[index].subscription.folder.as_ref() == Some(&name);
            let members = place..place + self.order[place..].iter().take_while(same).count();
            place = members.end;
            let folded = self.folded.contains(&name);
            self.rows.push(SourceRow::Folder {
                name,
                folded,
                members: members.clone(),
            });
            if !folded {
                let feeds = self.order[members].iter();
                self.rows.extend(feeds.map(|&index| SourceRow::Feed {
                    index,
                    inside: true,
                }));
            }
        }
        if let Some(list) = selected {
            self.select(list);
        }
        self.view.selected = self.view.selected.min(self.rows.len().saturating_sub(1));
    }
}

/// The feeds, folder by folder: a folder stands where its first feed is.
fn feed_order(feeds: &[Feed]) -> Vec<usize> {
    let mut first_of_folder = HashMap::new();
    let group = |(index, feed): (usize, &Feed)| match &feed.subscription.folder {
        Some(name) => (*first_of_folder.entry(name.clone()).or_insert(index), index),
        None => (index, index),
    };
    let mut order: Vec<(usize, usize)> = feeds.iter().enumerate().map(group).collect();
    order.sort_unstable();
    order.into_iter().map(|(_, index)| index).collect()
}
