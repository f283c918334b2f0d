//! A walk along a list, from a place in it, in either direction.
//!
//! The sections of a list are read in small pieces and merged, so that a step costs the same however long
//! the list is, and a folder of many feeds never reads more of a feed than it shows.

use std::collections::{BinaryHeap, VecDeque};

use rusqlite::{Connection, Row, named_params};

use super::lists::{Plan, Section};
use super::{Interrupt, StoreError, codes};
use crate::model::{EntryId, Position, Timestamp};

/// The fewest and the most rows read from a section at a time.
const LEAST: usize = 4;
pub(super) const MOST: usize = 256;

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
pub(super) type Step = Position;

/// What a walk is to be.
#[derive(Clone, Copy, Debug)]
pub(super) struct Route<'a> {
    pub(super) plan: &'a Plan,
    pub(super) way: Way,
    /// The walk begins with the next row beyond this place.
    pub(super) from: Position,
    /// How many rows will probably be wanted.
    pub(super) expected: usize,
}

/// A walk under way.
pub(super) struct Walk<'a> {
    connection: &'a Connection,
    interrupt: &'a Interrupt,
    route: Route<'a>,
    piece: usize,
    strands: Vec<Strand>,
    /// The next row of each strand that has one, with the number of the strand.
    heads: BinaryHeap<(Rank, usize)>,
}

/// What has been read of one section and not been walked over.
struct Strand {
    /// Where more can be read; `None` when everything has been.
    section: Option<Section>,
    steps: VecDeque<Step>,
    /// Where the next piece begins.
    from: Position,
}

/// A position, the greater the sooner it comes.
type Rank = (i64, i64);

impl<'a> Walk<'a> {
    /// Begins a walk; `extra` are rows besides those of the sections, in the order of the list.
    pub(super) fn new(
        connection: &'a Connection,
        interrupt: &'a Interrupt,
        route: Route<'a>,
        extra: &[Step],
    ) -> Result<Self, StoreError> {
        let sections = &route.plan.sections;
        let expected = route.expected.clamp(LEAST, MOST);
        let share = expected * 2 / sections.len().max(1);
        let mut walk = Self {
            connection,
            interrupt,
            route,
            piece: share.clamp(LEAST, expected),
            strands: Vec::with_capacity(sections.len() + 1),
            heads: BinaryHeap::with_capacity(sections.len() + 1),
        };
        for section in sections {
            walk.start(Some(*section), VecDeque::new())?;
        }
        let mut extra: VecDeque<_> = extra
            .iter()
            .filter(|step| route.way.rank(**step) < route.way.rank(route.from))
            .copied()
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
        let step = self.strands[number].steps.pop_front();
        self.push_head(number)?;
        Ok(step)
    }

    fn start(&mut self, section: Option<Section>, steps: VecDeque<Step>) -> Result<(), StoreError> {
        let Route {
            plan, way, from, ..
        } = self.route;
        self.strands.push(Strand {
            section,
            steps,
            from: match way {
                Way::Down => from,
                // Nothing is to be read below the floor.
                Way::Up => from.max(Position {
                    sorted_at: plan.floor,
                    ..BOTTOM
                }),
            },
        });
        self.push_head(self.strands.len() - 1)
    }

    /// Makes the next row of a strand known, reading another piece when there is none left.
    fn push_head(&mut self, number: usize) -> Result<(), StoreError> {
        if self.strands[number].steps.is_empty() {
            self.read_piece(number)?;
        }
        if let Some(step) = self.strands[number].steps.front() {
            let rank = self.route.way.rank(*step);
            self.heads.push((rank, number));
        }
        Ok(())
    }

    /// Reads the next rows of a strand, if it has any.
    fn read_piece(&mut self, number: usize) -> Result<(), StoreError> {
        let strand = &mut self.strands[number];
        let Some(section) = strand.section else {
            return Ok(());
        };
        self.interrupt.check()?;
        let Route { plan, way, .. } = self.route;
        let mut statement =
            self.connection
                .prepare_cached(&piece_query(section, plan.unread, way))?;
        let from = strand.from;
        let (sorted_at, id, limit) = (
            from.sorted_at.0,
            from.entry.0,
            codes::count_column(self.piece),
        );
        let rows = match section.feed() {
            Some(feed) => statement.query(named_params! {
                ":feed": feed, ":sorted_at": sorted_at, ":id": id, ":limit": limit
            })?,
            None => statement.query(named_params! {
                ":sorted_at": sorted_at, ":id": id, ":limit": limit
            })?,
        };
        for step in rows.mapped(step) {
            strand.steps.push_back(step?);
        }
        strand.section = (strand.steps.len() == self.piece).then_some(section);
        if let Some(last) = strand.steps.back() {
            strand.from = *last;
        }
        let floor = plan.floor;
        if strand.from.sorted_at < floor {
            strand.section = None;
            strand.steps.retain(|step| step.sorted_at >= floor);
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
    Ok(Position {
        sorted_at: Timestamp(row.get(0)?),
        entry: EntryId(row.get(1)?),
    })
}

/// The query for the next rows of a section.
///
/// The named collation is what an integer has anyway, but without the name `SQLite` does not see that the index
/// orders by `id` too, and reads every entry of one instant: all of a feed without dates.
pub(super) fn piece_query(section: Section, unread: bool, way: Way) -> String {
    let (table, condition) = section.source(unread);
    let beyond = match way {
        Way::Down => {
            "(sorted_at, id) < (:sorted_at, :id COLLATE BINARY) ORDER BY sorted_at DESC, id DESC"
        }
        Way::Up => "(sorted_at, id) > (:sorted_at, :id COLLATE BINARY) ORDER BY sorted_at, id",
    };
    format!("SELECT sorted_at, id FROM {table} WHERE {condition} AND {beyond} LIMIT :limit")
}
