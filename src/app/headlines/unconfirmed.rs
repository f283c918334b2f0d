//! What the reader did to entries, shown before the cache says so.

use std::collections::{HashMap, HashSet};

use super::Headlines;
use crate::model::{EntryId, Headline};
use crate::text::CleanText;

/// Entries as the reader left them, before the cache says so.
#[derive(Clone, Debug, Default)]
pub(super) struct Unconfirmed {
    marks: HashMap<EntryId, Marks>,
    tags: HashMap<EntryId, Vec<CleanText>>,
    deleted: HashSet<EntryId>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Marks {
    read: bool,
    saved: bool,
}

impl Unconfirmed {
    /// Brings rows that the cache gave in line.
    pub(super) fn lay_over(&self, rows: &mut Vec<Headline>) {
        rows.retain(|row| !self.deleted.contains(&row.id));
        for row in rows {
            if let Some(marks) = self.marks.get(&row.id) {
                (row.read, row.saved) = (marks.read, marks.saved);
            }
            if let Some(tags) = self.tags.get(&row.id) {
                row.tags.clone_from(tags);
            }
        }
    }

    fn read(&mut self, row: &mut Headline) {
        row.read = true;
        let (read, saved) = (row.read, row.saved);
        self.marks.insert(row.id, Marks { read, saved });
    }
}

impl Headlines {
    /// Marks an entry before the cache says so.
    pub fn note_marks(&mut self, entry: EntryId, read: bool, saved: bool) {
        self.unconfirmed.marks.insert(entry, Marks { read, saved });
        self.kept.insert(entry);
        if let Some(row) = self.window.rows.iter_mut().find(|row| row.id == entry) {
            (row.read, row.saved) = (read, saved);
        }
    }

    /// Marks the rows of the story of an entry at hand read, those that are shown under it or over it, before the cache
    /// says so.
    pub fn note_story_read(&mut self, entry: EntryId) {
        let rows = &self.window.rows;
        let Some(at) = rows.iter().position(|row| row.id == entry) else {
            return;
        };
        let first = rows[..=at]
            .iter()
            .rposition(|row| !row.nested)
            .unwrap_or(at);
        let nested = rows[first + 1..]
            .iter()
            .take_while(|row| row.nested)
            .count();
        for row in &mut self.window.rows[first..=first + nested] {
            self.unconfirmed.read(row);
            self.kept.insert(row.id);
        }
    }

    /// Tags an entry before the cache says so.
    pub fn note_tags(&mut self, entry: EntryId, tags: &[CleanText]) {
        self.unconfirmed.tags.insert(entry, tags.to_vec());
        if let Some(row) = self.window.rows.iter_mut().find(|row| row.id == entry) {
            row.tags = tags.to_vec();
        }
    }

    /// Marks the rows at hand read before the cache says so, unless they are those of another search.
    pub fn note_all_read(&mut self) {
        if !self.loaded {
            return;
        }
        for row in self.window.rows.iter_mut().filter(|row| !row.read) {
            self.unconfirmed.read(row);
        }
    }

    /// Takes an entry out of the list before the cache says so; the next older one is selected.
    pub fn note_deleted(&mut self, entry: EntryId) {
        self.unconfirmed.deleted.insert(entry);
        self.kept.remove(&entry);
        let Some(row) = self.window.rows.iter().position(|row| row.id == entry) else {
            return;
        };
        self.window.rows.remove(row);
        if row < self.view.selected {
            self.view.selected -= 1;
        }
        let last = self.window.rows.len().saturating_sub(1);
        self.view.selected = self.view.selected.min(last);
    }

    /// Forgets what the reader marked: the cache has newer word, or an action was taken back.
    pub fn forget_marks(&mut self) {
        self.unconfirmed = Unconfirmed::default();
    }
}
