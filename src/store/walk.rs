//! A walk along a list, from a place in it, in either direction.
//!
//! The shelves of a list are read in small pieces and merged, so that a step costs the same however long
//! the list is, and a folder of many feeds never reads more of a feed than it shows.

use std::collections::{BinaryHeap, VecDeque};

use rusqlite::{Connection, Row};

use super::StoreError;
use super::lists::{Plan, Shelf};
use super::reader::Interrupt;
use crate::model::{EntryId, Position, Timestamp};

/// The fewest rows read from a shelf at a time.
const LEAST: usize = 4;

/// The place above every row.
pub(super) const TOP: Position = Position {
    sorted_at: Timestamp(i64::MAX),
    entry: EntryId(i64::MAX),
};

/// The place below every row.
pub(super) const BOTTOM: Position = Position {
    sorted_at: Timestamp(i64::MIN),
    entry: EntryId(i64::MIN),
};

/// Says which way a walk goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// Towards the end of the list, to older entries.
    Down,
    /// Towards its start, to newer entries.
    Up,
}

/// An entry met on a walk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Step {
    pub(super) position: Position,
    /// Its title; empty when the walk was not asked for titles.
    pub(super) title: String,
}

/// What a walk is to be.
#[derive(Clone, Copy, Debug)]
pub(super) struct Route<'a> {
    pub(super) plan: &'a Plan,
    pub(super) way: Way,
    /// The walk begins with the next row beyond this place.
    pub(super) from: Position,
    /// How many rows will probably be wanted.
    pub(super) expected: usize,
    /// Whether steps carry titles.
    pub(super) titles: bool,
}

/// A walk under way.
pub(super) struct Walk<'a> {
    connection: &'a Connection,
    interrupt: &'a Interrupt,
    route: Route<'a>,
    piece: usize,
    threads: Vec<Thread>,
    /// The next row of each thread that has one; the thread's number decides nothing, entries are on one shelf.
    heads: BinaryHeap<(Rank, usize)>,
}

/// What has been read of one shelf and not been walked over.
struct Thread {
    /// `None` when the steps did not come from the cache's index, and there are no more.
    shelf: Option<Shelf>,
    steps: VecDeque<Step>,
    /// Where the next piece begins.
    from: Position,
}

/// A position, the greater the sooner it comes.
type Rank = (i64, i64);

impl<'a> Walk<'a> {
    /// Begins a walk; `extra` are rows besides those of the shelves, in the order of the list.
    pub(super) fn new(
        connection: &'a Connection,
        interrupt: &'a Interrupt,
        route: Route<'a>,
        extra: &[Step],
    ) -> Result<Self, StoreError> {
        let shelves = &route.plan.shelves;
        let share = route.expected / shelves.len().max(1) * 2;
        let mut walk = Self {
            connection,
            interrupt,
            route,
            piece: share.clamp(LEAST, route.expected.max(LEAST)),
            threads: Vec::with_capacity(shelves.len() + 1),
            heads: BinaryHeap::with_capacity(shelves.len() + 1),
        };
        for shelf in shelves {
            walk.start(Some(*shelf), VecDeque::new())?;
        }
        let mut extra: VecDeque<_> = extra
            .iter()
            .filter(|step| route.way.rank(step.position) < route.way.rank(route.from))
            .cloned()
            .collect();
        if route.way == Way::Up {
            extra.make_contiguous().reverse();
        }
        walk.start(None, extra)?;
        Ok(walk)
    }

    /// Takes the next row.
    pub(super) fn step(&mut self) -> Result<Option<Step>, StoreError> {
        let Some((_, number)) = self.heads.pop() else {
            return Ok(None);
        };
        let step = self.threads[number].steps.pop_front();
        self.push_head(number)?;
        Ok(step)
    }

    fn start(&mut self, shelf: Option<Shelf>, steps: VecDeque<Step>) -> Result<(), StoreError> {
        self.threads.push(Thread {
            shelf,
            steps,
            from: self.route.from,
        });
        self.push_head(self.threads.len() - 1)
    }

    /// Makes the next row of a thread known, reading another piece when there is none left.
    fn push_head(&mut self, number: usize) -> Result<(), StoreError> {
        if self.threads[number].steps.is_empty() {
            self.read_piece(number)?;
        }
        if let Some(step) = self.threads[number].steps.front() {
            let rank = self.route.way.rank(step.position);
            self.heads.push((rank, number));
        }
        Ok(())
    }

    fn read_piece(&mut self, number: usize) -> Result<(), StoreError> {
        let thread = &mut self.threads[number];
        let Some(shelf) = thread.shelf else {
            return Ok(());
        };
        self.interrupt.check()?;
        let Route {
            plan, way, titles, ..
        } = self.route;
        let sql = piece_query(shelf, plan.unread, way, titles);
        let mut statement = self.connection.prepare_cached(&sql)?;
        let limit = i64::try_from(self.piece).unwrap_or(i64::MAX);
        let (from, floor) = (thread.from, plan.floor);
        // Towards the start, the floor is only another place to begin at. As a second lower bound it could
        // be the one SQLite seeks, and then every row up to the first bound would be read.
        let from = match way {
            Way::Up => from.max(Position {
                sorted_at: floor,
                ..BOTTOM
            }),
            Way::Down => from,
        };
        let mut parameters: Vec<(&str, &dyn rusqlite::ToSql)> = vec![
            (":sorted_at", &from.sorted_at.0),
            (":id", &from.entry.0),
            (":limit", &limit),
        ];
        if way == Way::Down {
            parameters.push((":floor", &floor.0));
        }
        let feed = shelf.feed();
        if let Some(feed) = &feed {
            parameters.push((":feed", feed));
        }
        let steps = statement.query_map(parameters.as_slice(), step)?;
        for step in steps {
            thread.steps.push_back(step?);
        }
        if thread.steps.len() < self.piece {
            thread.shelf = None;
        }
        if let Some(last) = thread.steps.back() {
            thread.from = last.position;
        }
        Ok(())
    }
}

impl Way {
    const fn rank(self, position: Position) -> Rank {
        let (sorted_at, entry) = (position.sorted_at.0, position.entry.0);
        match self {
            Self::Down => (sorted_at, entry),
            // Turns the order round without overflow.
            Self::Up => (!sorted_at, !entry),
        }
    }
}

fn step(row: &Row<'_>) -> rusqlite::Result<Step> {
    Ok(Step {
        position: Position {
            sorted_at: Timestamp(row.get(0)?),
            entry: EntryId(row.get(1)?),
        },
        title: row.get(2)?,
    })
}

/// The query for the next rows of a shelf.
pub(super) fn piece_query(shelf: Shelf, unread: bool, way: Way, titles: bool) -> String {
    let (table, condition) = shelf.source(unread);
    let title = if titles { "title" } else { "''" };
    let beyond = match way {
        Way::Down => {
            "(sorted_at, id) < (:sorted_at, :id) AND sorted_at >= :floor
             ORDER BY sorted_at DESC, id DESC"
        }
        Way::Up => "(sorted_at, id) > (:sorted_at, :id) ORDER BY sorted_at, id",
    };
    format!(
        "SELECT sorted_at, id, {title} FROM {table} WHERE {condition} AND {beyond} LIMIT :limit"
    )
}
