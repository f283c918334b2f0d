//! What is painted only where it says something new.

use std::hash::Hash;

use super::Canvas;
use crate::app::Area;
use crate::config::Role;
use crate::ui::frame::Says;

impl Canvas<'_> {
    /// Paints a piece of the screen on an area that nothing else is painted on, unless it stands there already. What is
    /// painted follows from what it `says`, and from what everything is laid out by.
    pub(in crate::ui) fn piece(
        &mut self,
        area: Area,
        says: &impl Hash,
        paint: impl FnOnce(&mut Self),
    ) {
        let says = Says {
            whole: self.frame.fingerprint(says),
            origin: None,
        };
        self.piece_of(area, says, paint);
    }

    fn piece_of(&mut self, area: Area, says: Says, paint: impl FnOnce(&mut Self)) {
        let place = self.place(area);
        if !self.frame.keeps(place, says) {
            self.fill(area, Role::Text);
            paint(self);
        }
    }

    /// Paints the rows of a list, each of some lines, as pieces from the top of an area, and nothing under them. A row is
    /// made where none stands that has the same origin: what it says follows from that, and to hash a number or two takes
    /// less than to look at the entry.
    pub(in crate::ui) fn list<Row: Hash>(
        &mut self,
        area: Area,
        lines: u16,
        origins: impl Iterator<Item = impl Hash>,
        row: impl Fn(usize) -> Row,
        mut paint: impl FnMut(&Row, Area, &mut Self),
    ) {
        let at = |n: usize| Area {
            height: lines,
            ..area.below(u16::try_from(n).unwrap_or(u16::MAX).saturating_mul(lines))
        };
        let origins = origins.map(|origin| self.frame.fingerprint(&origin));
        let origins: Vec<u64> = origins.collect();
        let whole = self.frame.fingerprint(&(lines, &origins));
        if self.frame.keeps_list(self.place(area), whole) {
            return;
        }
        let known = self.frame.known(&origins).into_iter().enumerate();
        let known = known.zip(origins).map(|((n, known), origin)| {
            let whole = known.unwrap_or_else(|| self.frame.fingerprint(&row(n)));
            let origin = Some(origin);
            (self.place(at(n)), Says { whole, origin })
        });
        let rows: Vec<_> = known.collect();
        self.frame.follow(self.place(area), &rows);
        for (n, (_, says)) in rows.iter().enumerate() {
            self.piece_of(at(n), *says, |canvas| paint(&row(n), at(n), canvas));
        }
        let taken = at(rows.len()).top.saturating_sub(area.top);
        self.piece(area.below(taken), &(), |_| {});
    }

    /// Paints on an area without pieces, in every frame.
    pub(in crate::ui) fn afresh(&mut self, area: Area, paint: impl FnOnce(&mut Self)) {
        let before = self.frame.snapshot(self.place(area));
        self.fill(area, Role::Text);
        paint(self);
        self.frame.compare(before);
    }
}
