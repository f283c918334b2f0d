//! Where in the document the rebuilding stands, and who takes note of what stands there.

use super::super::notes::Notes;
use super::super::vocabulary::{self, Aside, Family, Place};
use super::{Open, Rebuild};

impl Rebuild<'_> {
    pub(super) fn note_held(&mut self, name: &'static str) {
        let holder = self.holder();
        if let Some(open) = holder.and_then(|place| self.open.get_mut(place))
            && !open.holds.contains(&name)
        {
            open.holds.push(name);
        }
    }

    pub(super) fn is_held(&self, name: &str) -> bool {
        let holder = self.holder();
        holder.is_some_and(|place| self.open[place].holds.contains(&name))
    }

    pub(super) fn note_titled(&mut self) {
        let holder = self.holder();
        if let Some(open) = holder.and_then(|place| self.open.get_mut(place)) {
            open.titled = true;
        }
    }

    pub(super) fn is_titled(&self) -> bool {
        self.holder().is_some_and(|place| self.open[place].titled)
    }

    /// The element that will hold what is written next: one that is written itself, where there is one.
    pub(super) fn holder(&self) -> Option<usize> {
        let written = self.open.iter().rposition(|open| open.written.is_some());
        written.or(self.open.len().checked_sub(1))
    }

    /// The notes of the entry that is open, else of the feed.
    pub(super) fn notes(&mut self) -> &mut Notes {
        let in_entry = self.in_entry();
        self.entries
            .last_mut()
            .filter(|_| in_entry)
            .unwrap_or(&mut self.feed)
    }

    /// The notes of the element about to be opened.
    pub(super) fn notes_to_be(&mut self, written: Option<&str>) -> &mut Notes {
        let begins_entry = written.is_some_and(vocabulary::is_entry);
        self.entries
            .last_mut()
            .filter(|_| begins_entry)
            .unwrap_or(&mut self.feed)
    }

    pub(super) fn set_aside(&mut self, aside: Aside) {
        if let Some(open) = self.open.last_mut() {
            open.aside = Some(aside);
        }
        if aside == Aside::Person {
            let of_source = self
                .open
                .iter()
                .any(|open| open.aside == Some(Aside::Source));
            self.notes().begin_person(usize::from(of_source));
        }
    }

    /// Where what comes next stands.
    pub(super) fn place(&self) -> Place {
        match self.open.last().and_then(|open| open.aside) {
            Some(aside) => Place::In(aside),
            None if self.in_entry() => Place::Entry,
            None => Place::Feed,
        }
    }

    pub(super) fn note_permalink(&mut self, page: String) {
        if let Some(open) = self.open.last_mut()
            && page.trim().starts_with("http")
        {
            open.permalink = Some(page);
        }
    }

    pub(super) fn in_rss_entry(&self) -> bool {
        self.family == Family::Rss && self.in_entry()
    }

    pub(super) fn in_entry(&self) -> bool {
        self.open.iter().any(Open::is_entry)
    }
}
