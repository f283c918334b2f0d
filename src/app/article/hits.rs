//! What a search found in the article: where it stands, and the way from one hit to the next.
//!
//! Hits are bytes of the pieces, found when a piece comes onto the screen or is passed by on the way to the next hit.
//! They are laid over the lines when these are drawn, so that nothing is laid out anew when they change.

use std::ops::Range;

use super::{Article, Place};
use crate::config::Role;
use crate::model::Query;
use crate::model::query::Column;
use crate::text::{Folded, Needle};

/// A hit: the piece, and the number of the hit in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Hit {
    pub(super) piece: usize,
    number: usize,
}

/// The hits of a row's piece.
#[derive(Clone, Copy, Debug, Default)]
pub struct Hits<'a> {
    /// All of them, as bytes of its text, in order.
    pub all: &'a [Range<usize>],
    /// The one that was gone to.
    pub current: Option<&'a Range<usize>>,
}

impl Article {
    /// Lights up what is sought.
    pub fn light(&mut self, query: &Query) {
        query.clone_into(&mut self.sought);
        self.hits.fill(None);
        self.current = None;
        self.lay_out_screen();
    }

    /// Whether anything is sought.
    #[must_use]
    pub fn is_searched(&self) -> bool {
        self.found.is_some() || self.sought.is_lit_up()
    }

    /// Lights up words instead of what is sought, and goes to where they stand first from a place on, else from the
    /// beginning; gives whether they stand anywhere. No words light up what is sought again.
    pub fn find(&mut self, words: &str, from: Place) -> bool {
        self.found = Some(Needle::new(words)).filter(|words| !words.is_empty());
        self.hits.fill(None);
        self.current = None;
        self.top = from.min(self.last_top());
        self.lay_out_screen();
        if self.found.is_none() {
            return true;
        }
        if self.go_to_hit(true) {
            return true;
        }
        let first = (0..self.pieces.len()).find(|piece| !self.hits_of(*piece).is_empty());
        let Some(piece) = first else {
            return false;
        };
        self.show_hit(Hit { piece, number: 0 });
        true
    }

    /// Lights up again what is sought, where words were lit up instead; gives whether there were any.
    pub fn end_find(&mut self) -> bool {
        let ended = self.found.take().is_some();
        if ended {
            self.hits.fill(None);
            self.current = None;
            self.lay_out_screen();
        }
        ended
    }

    /// Goes to the next hit, or the one before, and says whether there is one. It begins with the one gone to last,
    /// where that is still on the screen, else at the top of the screen.
    pub fn go_to_hit(&mut self, forward: bool) -> bool {
        let Some(hit) = self.next_hit(forward) else {
            return false;
        };
        self.show_hit(hit);
        true
    }

    /// Brings a hit onto the screen, out of folds if need be.
    fn show_hit(&mut self, hit: Hit) {
        self.current = Some(hit);
        self.unfold(hit.piece);
        let place = self.place_of(hit);
        if !self.shows(place) {
            self.top = self.above(place, self.height / 3);
            self.top = self.top.min(self.last_top());
            self.lay_out_screen();
        }
    }

    fn next_hit(&mut self, forward: bool) -> Option<Hit> {
        let last = self.current.filter(|hit| {
            let place = self.place_of(*hit);
            self.shows(place)
        });
        let (first, end) = (
            last.map_or(self.top.piece, |hit| hit.piece),
            self.pieces.len(),
        );
        let mut ways = [first..end, 0..(first + 1).min(end)];
        let way: &mut dyn Iterator<Item = usize> = if forward {
            &mut ways[0]
        } else {
            &mut (&mut ways[1]).rev()
        };
        for piece in way {
            let count = self.hits_of(piece).len();
            let mut hits = (0..count).map(|number| Hit { piece, number });
            let found = if forward {
                hits.find(|hit| self.lies_beyond(*hit, last, true))
            } else {
                hits.rfind(|hit| self.lies_beyond(*hit, last, false))
            };
            if found.is_some() {
                return found;
            }
        }
        None
    }

    /// Whether a hit lies after, or before, the last one, or else the top of the screen.
    fn lies_beyond(&mut self, hit: Hit, last: Option<Hit>, forward: bool) -> bool {
        let order = match last {
            Some(last) => (hit.piece, hit.number).cmp(&(last.piece, last.number)),
            // What stands in the first row has not been passed.
            None if self.place_of(hit) >= self.top => std::cmp::Ordering::Greater,
            None => std::cmp::Ordering::Less,
        };
        if forward {
            order.is_gt()
        } else {
            order.is_lt()
        }
    }

    /// The row in which a hit begins.
    fn place_of(&mut self, hit: Hit) -> Place {
        let start = self.hits_of(hit.piece)[hit.number].start;
        self.row_of(hit.piece, start)
    }

    /// Whether a row is on the screen.
    pub(super) fn shows(&mut self, place: Place) -> bool {
        if place < self.top {
            return false;
        }
        let mut rows = 0;
        for piece in self.top.piece..place.piece {
            rows += self.rows_of(piece);
            if rows > self.height + self.top.row {
                return false;
            }
        }
        rows + place.row - self.top.row < self.height
    }

    /// The hits of a piece, looked for once.
    pub(super) fn hits_of(&mut self, piece: usize) -> &[Range<usize>] {
        let Some(source) = self.pieces.get(piece) else {
            return &[];
        };
        let place = match (piece, source.role) {
            (0, _) => Some(Column::Title),
            (1, _) => Some(Column::Author),
            // The lists of links and tags hold no words of the text.
            (_, Role::Link | Role::Tag) => None,
            _ => Some(Column::Text),
        };
        if let Some(words) = &self.found {
            return self.hits[piece]
                .get_or_insert_with(|| Folded::new(source.text.as_str()).find(words));
        }
        let sought = &self.sought;
        self.hits[piece].get_or_insert_with(|| {
            place.map_or_else(Vec::new, |place| sought.hits(place, source.text.as_str()))
        })
    }

    /// The hits of a piece, as far as they have been looked for.
    pub(super) fn known_hits(&self, piece: usize) -> Hits<'_> {
        let all = self.hits[piece].as_deref().unwrap_or_default();
        let current = self.current.filter(|hit| hit.piece == piece);
        Hits {
            all,
            current: current.and_then(|hit| all.get(hit.number)),
        }
    }
}
