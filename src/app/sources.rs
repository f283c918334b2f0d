//! The pane of smart lists, folders and feeds.

use std::collections::BTreeSet;

use crate::app::Viewport;
use crate::model::{Feed, FeedHealth, FeedId, List, ListCounts};
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
    feeds: Vec<Feed>,
    counts: ListCounts,
    folded: BTreeSet<CleanText>,
    rows: Vec<SourceRow>,
    /// The row selected, and the rows on the screen.
    pub view: Viewport,
    loaded: bool,
}

const SMART: [List; 4] = [List::All, List::Unread, List::Saved, List::Today];

impl Sources {
    /// Takes what the cache holds now; what was selected stays selected.
    pub fn load(&mut self, feeds: Vec<Feed>, counts: ListCounts) {
        let selected = self.selected_list();
        self.feeds = feeds;
        self.counts = counts;
        self.loaded = true;
        self.rebuild(selected.as_ref());
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
        self.feeds.iter().find(|feed| feed.id == id)
    }

    /// What the smart lists hold.
    #[must_use]
    pub const fn counts(&self) -> &ListCounts {
        &self.counts
    }

    /// The rows, first to last.
    #[must_use]
    pub fn rows(&self) -> &[SourceRow] {
        &self.rows
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
        self.rows.get(self.view.selected).map(|row| self.list_of(row))
    }

    /// Selects the row of a list, if it has one on the screen.
    pub fn select(&mut self, list: &List) {
        if let Some(row) = self.rows.iter().position(|row| self.list_of(row) == *list) {
            self.view.selected = row;
        }
    }

    /// Unread entries of a list; of saved entries, all.
    #[must_use]
    pub fn count_of(&self, list: &List) -> u64 {
        match list {
            List::All | List::Unread => self.counts.unread,
            List::Saved => self.counts.saved,
            List::Today => self.counts.today_unread,
            List::Folder(_) | List::Feed(_) => self.feeds_of(list).map(|feed| feed.unread).sum(),
        }
    }

    /// The feeds whose entries a list holds.
    pub fn feeds_of<'a>(&'a self, list: &'a List) -> impl Iterator<Item = &'a Feed> {
        self.feeds.iter().filter(move |feed| match list {
            List::All | List::Unread | List::Saved | List::Today => true,
            List::Folder(name) => feed.subscription.folder.as_ref() == Some(name),
            List::Feed(id) => feed.id == *id,
        })
    }

    /// Whether a feed of this list failed when it was last polled.
    #[must_use]
    pub fn failing(&self, list: &List) -> bool {
        self.feeds_of(list).any(|feed| matches!(feed.health, FeedHealth::Failing { .. }))
    }

    /// The next feed with unread entries after the one of `list`, round to the first.
    #[must_use]
    pub fn next_unread_feed(&self, list: &List, forward: bool) -> Option<List> {
        let order: Vec<usize> = self.feed_order();
        let here = order.iter().position(|&index| List::Feed(self.feeds[index].id) == *list)?;
        let count = order.len();
        (1..count)
            .map(|step| order[if forward { here + step } else { here + count - step } % count])
            .find(|&index| self.feeds[index].unread > 0)
            .map(|index| List::Feed(self.feeds[index].id))
    }

    /// Folds the selected folder, or the folder of the selected feed; unfolds it when it is folded.
    pub fn toggle_fold(&mut self) {
        let name = match self.rows.get(self.view.selected) {
            Some(SourceRow::Folder { name, .. }) => name.clone(),
            Some(SourceRow::Feed { index, inside: true }) => {
                self.feeds[*index].subscription.folder.clone().unwrap_or_default()
            }
            _ => return,
        };
        if !self.folded.remove(&name) {
            self.folded.insert(name.clone());
        }
        self.rebuild(Some(&List::Folder(name)));
    }

    /// Counts one entry of a feed as read, or as unread again, before the cache says so.
    pub fn note_read(&mut self, feed: FeedId, read: bool) {
        let step = |count: &mut u64| *count = if read { count.saturating_sub(1) } else { *count + 1 };
        if let Some(feed) = self.feeds.iter_mut().find(|known| known.id == feed) {
            step(&mut feed.unread);
            step(&mut self.counts.unread);
        }
    }

    /// Counts one entry as saved, or as let go, before the cache says so.
    pub fn note_saved(&mut self, saved: bool) {
        let count = &mut self.counts.saved;
        *count = if saved { *count + 1 } else { count.saturating_sub(1) };
    }

    fn rebuild(&mut self, selected: Option<&List>) {
        self.rows = SMART.into_iter().map(SourceRow::Smart).collect();
        let mut folder_before = None;
        for index in self.feed_order() {
            let folder = self.feeds[index].subscription.folder.as_ref();
            let folded = folder.is_some_and(|name| self.folded.contains(name));
            if let Some(name) = folder.filter(|_| folder != folder_before) {
                self.rows.push(SourceRow::Folder { name: name.clone(), folded });
            }
            folder_before = folder;
            if !folded {
                self.rows.push(SourceRow::Feed { index, inside: folder.is_some() });
            }
        }
        if let Some(list) = selected {
            self.select(list);
        }
        self.view.selected = self.view.selected.min(self.rows.len().saturating_sub(1));
    }

    /// The feeds in the order shown: each folder stands where its first feed is, with all its feeds.
    fn feed_order(&self) -> Vec<usize> {
        let mut first_of_folder = std::collections::HashMap::new();
        let mut order: Vec<(usize, usize)> = Vec::with_capacity(self.feeds.len());
        for (index, feed) in self.feeds.iter().enumerate() {
            let group = match &feed.subscription.folder {
                Some(name) => *first_of_folder.entry(name).or_insert(index),
                None => index,
            };
            order.push((group, index));
        }
        order.sort_unstable();
        order.into_iter().map(|(_, index)| index).collect()
    }
}
