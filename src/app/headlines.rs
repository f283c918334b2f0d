//! The pane of a list's entries: a window over the list, and the place in it.

mod unconfirmed;

use std::collections::{BTreeSet, HashSet};

use self::unconfirmed::Unconfirmed;
use crate::app::{Effect, RequestId, Snippets, Tracked, Viewport};
use crate::model::query::Term;
use crate::model::{
    Anchor, EntryId, Filter, Headline, List, Position, Query, Search, Timestamp, Window,
    WindowRequest,
};

/// Where the selection goes when a window arrives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aim {
    /// It stays with its entry.
    Keep,
    /// To the first row of the list.
    First,
    /// To the last row of the list.
    Last,
    /// To an entry, or to where it would be.
    At(Position),
    /// To an entry that came back; it stays where that is not on the list.
    Returned(Position),
}

#[derive(Clone, Copy, Debug)]
struct Awaited {
    request: RequestId,
    aim: Aim,
    /// Something changed after the window was asked for: ask again.
    stale: bool,
}

/// The entries of a list.
#[derive(Clone, Debug)]
pub struct Headlines {
    list: List,
    filter: Filter,
    search: String,
    query: Query,
    window: Tracked<Window>,
    /// The row of the window selected, and the rows on the screen.
    pub view: Viewport,
    /// What the rows show of the texts of their entries.
    pub snippets: Tracked<Snippets>,
    loaded: bool,
    awaited: Option<Awaited>,
    /// So many rows down, or up, the selection goes on when they are here.
    owed: i64,
    kept: HashSet<EntryId>,
    /// Entries under which those are shown that they stand for.
    expanded: BTreeSet<EntryId>,
    /// The last entry that had come to the cache when rows were last read.
    newest: Option<EntryId>,
    unconfirmed: Unconfirmed,
}

/// Rows asked for on each side of an anchor.
const REACH: usize = 200;
/// Rows asked for beyond an anchor that lies where the selection goes.
const FURTHER: usize = 400;
/// Rows asked for then behind the selection: more than [`NEAR_END`], or some would be wanted there at once.
const BEHIND: usize = 100;
/// Rows asked for first when a list is opened, for each row may be a page of the cache to read: what screens show, and
/// enough that no more are asked for before the selection moves.
const OPENING: usize = 96;
/// With fewer rows than this between the selection and the end of the window, the next window is asked for.
const NEAR_END: usize = 80;
/// So many rows from the selection, where it goes, lies the anchor of that at most.
const AHEAD: usize = 70;

impl Headlines {
    /// A list not yet read.
    #[must_use]
    pub fn new(list: List, filter: Filter) -> Self {
        Self {
            list,
            filter,
            search: String::new(),
            query: Query::default(),
            window: Tracked::default(),
            view: Viewport::default(),
            snippets: Tracked::default(),
            loaded: false,
            awaited: None,
            owed: 0,
            kept: HashSet::new(),
            expanded: BTreeSet::new(),
            newest: None,
            unconfirmed: Unconfirmed::default(),
        }
    }

    /// The list shown.
    #[must_use]
    pub const fn list(&self) -> &List {
        &self.list
    }

    /// What is left out of it.
    #[must_use]
    pub const fn filter(&self) -> Filter {
        self.filter
    }

    /// What the list is searched for, as typed; empty for nothing.
    #[must_use]
    pub fn search(&self) -> &str {
        &self.search
    }

    /// What the list is searched for.
    #[must_use]
    pub const fn query(&self) -> &Query {
        &self.query
    }

    /// Whether the index of words says what is in the list.
    #[must_use]
    pub fn asks_for_words(&self) -> bool {
        let list = self.list.query();
        self.query.asks_for_words() || list.is_some_and(Query::asks_for_words)
    }

    /// Whether the rows stand in the order of how well they answer the search.
    #[must_use]
    pub fn best_first(&self) -> bool {
        !self.query.sought().is_empty()
    }

    /// The rows at hand.
    #[must_use]
    pub fn rows(&self) -> &[Headline] {
        &self.window.rows
    }

    /// Numbers that are others when the rows at hand may be.
    #[must_use]
    pub const fn revision(&self) -> [u64; 2] {
        [self.window.revision(), self.snippets.revision()]
    }

    /// The last entry that the reader can have seen, here or in a count.
    #[must_use]
    pub const fn newest(&self) -> Option<EntryId> {
        self.newest
    }

    /// Whether the list has been read, as it is searched for now.
    #[must_use]
    pub const fn loaded(&self) -> bool {
        self.loaded
    }

    /// Whether the rows asked for are those around what is shown, which nobody has to wait for.
    #[must_use]
    pub fn reads_ahead(&self) -> bool {
        let keeps = |awaited: &Awaited| matches!(awaited.aim, Aim::Keep);
        self.loaded && self.awaited.as_ref().is_some_and(keeps)
    }

    /// The entry selected; none while the rows are still those of another search.
    #[must_use]
    pub fn selected(&self) -> Option<&Headline> {
        let selected = self.window.rows.get(self.view.selected);
        selected.filter(|_| self.loaded)
    }

    /// Changes to another list; its rows come with the window that [`Headlines::ask`] asks for.
    pub fn open(&mut self, list: List) {
        self.list = list;
        self.search.clear();
        self.query = Query::default();
        self.forget_rows();
    }

    /// Changes what is left out of the list.
    pub fn set_filter(&mut self, filter: Filter) {
        self.filter = filter;
        self.kept.clear();
    }

    /// Changes the list, and keeps what it is searched for.
    pub fn search_in(&mut self, list: List) {
        self.list = list;
        self.forget_rows();
    }

    /// Changes what the list is searched for. The rows stay until those found are here.
    pub fn set_search(&mut self, search: &str, query: Query) {
        search.clone_into(&mut self.search);
        if self.query != query {
            self.query = query;
            self.kept.clear();
            self.loaded = false;
        }
    }

    fn forget_rows(&mut self) {
        *self.window = Window::default();
        self.view = Viewport::default();
        *self.snippets = Snippets::default();
        self.loaded = false;
        self.awaited = None;
        self.owed = 0;
        self.kept.clear();
        self.expanded.clear();
    }

    /// Asks for the rows around where `aim` points; the screen has room for `shown`.
    pub fn ask(
        &mut self,
        request: RequestId,
        aim: Aim,
        shown: usize,
        day_start: Timestamp,
        now: Timestamp,
    ) -> Effect {
        self.awaited = Some(Awaited {
            request,
            aim,
            stale: false,
        });
        if aim != Aim::Keep {
            self.owed = 0;
        }
        if let Aim::Returned(place) = aim {
            // It may have been on the list for having been read there.
            self.kept.insert(place.entry);
        }
        let (anchor, [before, after]) = match aim {
            Aim::First => (Anchor::First, self.reach(shown)),
            Aim::Last => (Anchor::Last, self.reach(shown)),
            Aim::At(place) | Aim::Returned(place) => (Anchor::Around(place), self.reach(shown)),
            Aim::Keep => self.wanted(shown),
        };
        let narrowed = self.filter == Filter::Unread
            || self.list == List::Unread
            || self.query.asks(&Term::Unread);
        let mut kept: Vec<EntryId> = self.kept.iter().copied().filter(|_| narrowed).collect();
        kept.sort_unstable();
        Effect::LoadWindow {
            request,
            window: WindowRequest {
                list: self.list.clone(),
                filter: self.filter,
                search: Search {
                    query: self.query.clone(),
                    best_first: self.best_first(),
                    now,
                },
                anchor,
                before,
                after,
                kept,
                day_start,
                expanded: self.expanded.iter().copied().collect(),
            },
        }
    }

    /// Whether a window is on its way; if so, it will be asked for again when it is here.
    pub fn note_stale(&mut self) -> bool {
        self.awaited
            .as_mut()
            .map(|awaited| awaited.stale = true)
            .is_some()
    }

    /// Takes a window, and says whether another should be asked for; `None` when it answers no open request.
    ///
    /// One that was asked for to go to an entry, and does not have it, is passed over; so is one to stay with an entry, where
    /// the selection has gone beyond it meanwhile.
    pub fn load(&mut self, request: RequestId, mut window: Window) -> Option<bool> {
        let awaited = self.awaited.take_if(|awaited| awaited.request == request)?;
        self.unconfirmed.lay_over(&mut window.rows);
        if let Aim::Returned(place) = awaited.aim
            && window.rows.iter().all(|row| row.id != place.entry)
        {
            return Some(true);
        }
        if awaited.aim == Aim::Keep && self.is_beyond(&window) {
            return Some(true);
        }
        let offset = self.view.selected.saturating_sub(self.view.top);
        let aim = match awaited.aim {
            Aim::Keep => self
                .selected()
                .map_or(Aim::First, |selected| Aim::At(selected.position())),
            aim => aim,
        };
        self.newest = window.newest;
        *self.window = window;
        self.loaded = true;
        let words = Some(&self.query).filter(|_| self.best_first());
        self.snippets.set_query(words);
        let last = self.window.rows.len().saturating_sub(1);
        self.view.selected = match aim {
            Aim::First | Aim::Keep => 0,
            Aim::Last => last,
            Aim::At(place) | Aim::Returned(place) => self.row_at(place).min(last),
        };
        self.view.top = self.view.selected.saturating_sub(offset);
        self.go(0);
        Some(awaited.stale)
    }

    /// Goes down some rows, or up where there are less than none; those that are not at hand when they are here.
    pub fn go(&mut self, rows: i64) {
        let rows = rows.saturating_add(self.owed);
        let count = self.window.rows.len();
        let [selected, last] = [self.view.selected, count.saturating_sub(1)]
            .map(|row| i64::try_from(row).unwrap_or(i64::MAX));
        let beyond = selected.saturating_add(rows);
        let beyond = beyond.saturating_sub(beyond.clamp(0, last));
        let goes_on = !self.loaded || !self.reaches(beyond > 0);
        self.owed = if goes_on { beyond } else { 0 };
        self.view.move_by(rows, count);
    }

    /// Stays where the selection is.
    pub const fn stay(&mut self) {
        self.owed = 0;
    }

    /// The row of an entry; where it is not there, in lists in order of time the next older one.
    fn row_at(&self, position: Position) -> usize {
        let rows = &self.window.rows;
        let itself = rows.iter().position(|row| row.id == position.entry);
        itself.unwrap_or_else(|| {
            let older = |row: &Headline| !row.nested && row.position() <= position;
            if self.best_first() {
                return self.view.selected;
            }
            rows.iter().position(older).unwrap_or(rows.len())
        })
    }

    /// The selected entry, or the one that stands for it.
    fn leading(&self) -> Option<&Headline> {
        self.selected()?;
        self.leading_at(self.view.selected)
    }

    /// The entry of a row, or the one that stands for it.
    fn leading_at(&self, row: usize) -> Option<&Headline> {
        let rows = self.window.rows.get(..=row)?;
        rows.iter().rev().find(|row| !row.nested)
    }

    /// How many rows are asked for on each side of an anchor: the screen is full with those of one.
    fn reach(&self, shown: usize) -> [usize; 2] {
        let reach = if self.loaded { REACH } else { OPENING };
        [reach.max(shown); 2]
    }

    /// Where rows are wanted so that the selection stays, and all that is shown with it, and how many before and after that:
    /// around the selection, or further where it comes near an end, so that most rows are new.
    fn wanted(&self, shown: usize) -> (Anchor, [usize; 2]) {
        let selected = self.view.selected;
        let last = self.window.rows.len().saturating_sub(1);
        let (behind, beyond) = (AHEAD + BEHIND.max(shown), FURTHER.max(shown));
        let (row, reach) = if self.is_near(true) {
            (selected.saturating_add(AHEAD).min(last), [behind, beyond])
        } else if self.is_near(false) {
            (selected.saturating_sub(AHEAD), [beyond, behind])
        } else {
            (selected, self.reach(shown))
        };
        match self.leading_at(row) {
            Some(entry) => (Anchor::Around(entry.position()), reach),
            None => (Anchor::First, self.reach(shown)),
        }
    }

    /// Whether the selected entry is beyond an end of a window at which the list goes on.
    fn is_beyond(&self, window: &Window) -> bool {
        let ends = [window.rows.first(), window.rows.last()];
        let ([Some(first), Some(last)], Some(selected)) = (ends, self.leading()) else {
            return false;
        };
        let place = selected.position();
        window.more_before && place > first.position()
            || window.more_after && place < last.position()
    }

    /// Shows those that the selected entry stands for, or hides them; says whether there are any.
    pub fn toggle_story(&mut self) -> bool {
        let Some(leading) = self.leading().filter(|row| row.others > 0) else {
            return false;
        };
        let (entry, selected) = (leading.id, self.row_at(leading.position()));
        if !self.expanded.remove(&entry) {
            self.expanded.insert(entry);
        }
        self.view.selected = selected;
        true
    }

    /// Whether the first row of the list is selected and on the screen.
    #[must_use]
    pub fn at_top(&self) -> bool {
        self.view.selected == 0 && self.view.top == 0 && !self.window.more_before
    }

    /// Whether the selection has come near an end of the window beyond which the list goes on.
    #[must_use]
    pub fn near_end(&self) -> bool {
        self.awaited.is_none() && (self.is_near(true) || self.is_near(false))
    }

    /// Whether the selection is near the last row at hand, or near the first, and that is not the one of the list.
    fn is_near(&self, forward: bool) -> bool {
        let rows = if forward {
            self.window.rows.len().saturating_sub(self.view.selected)
        } else {
            self.view.selected
        };
        rows < NEAR_END && !self.reaches(forward)
    }

    /// Whether the first, or the last, row at hand is that of the list.
    #[must_use]
    pub fn reaches(&self, forward: bool) -> bool {
        !(if forward {
            self.window.more_after
        } else {
            self.window.more_before
        })
    }

    /// The next row at hand, after or before the selected one, that is not read.
    #[must_use]
    pub fn next_unread_row(&self, forward: bool) -> Option<usize> {
        let rows = &self.window.rows;
        if forward {
            (self.view.selected + 1..rows.len()).find(|&row| !rows[row].read)
        } else {
            (0..self.view.selected.min(rows.len()))
                .rev()
                .find(|&row| !rows[row].read)
        }
    }

    /// The unread ones of the best answers to a search, where those are shown and are all that is shown: most searches
    /// have more answers.
    #[must_use]
    pub fn unread_of_best(&self) -> Option<Vec<EntryId>> {
        let whole = self.reaches(true) && self.reaches(false);
        (self.loaded && self.best_first() && whole).then(|| {
            let unread = self.window.rows.iter().filter(|row| !row.read);
            unread.map(|row| row.id).collect()
        })
    }
}
