//! What is painted only where it says something new.

use std::hash::Hash;

use super::Canvas;
use crate::app::Area;
use crate::config::Role;

impl Canvas<'_> {
    /// Paints a piece of the screen on an area that nothing else is painted on, unless it stands there already. What is
    /// painted follows from what it `says`, and from what everything is laid out by.
    pub(in crate::ui) fn piece(
        &mut self,
        area: Area,
        says: &impl Hash,
        paint: impl FnOnce(&mut Self),
    ) {
        let fingerprint = self.frame.fingerprint(says);
        self.piece_of(area, fingerprint, paint);
    }

    fn piece_of(&mut self, area: Area, says: u64, paint: impl FnOnce(&mut Self)) {
        let place = self.place(area);
        if !self.frame.keeps(place, says) {
            self.fill(area, Role::Text);
            paint(self);
        }
    }

    /// Paints the rows of a list, each of some lines, as pieces from the top of an area, and nothing under them.
    pub(in crate::ui) fn list<Row: Hash>(
        &mut self,
        area: Area,
        lines: u16,
        rows: &[Row],
        mut paint: impl FnMut(&Row, Area, &mut Self),
    ) {
        let at = |n: usize| Area {
            height: lines,
            ..area.below(u16::try_from(n).unwrap_or(u16::MAX).saturating_mul(lines))
        };
        let fingerprints: Vec<u64> = rows.iter().map(|row| self.frame.fingerprint(row)).collect();
        let places = (0..).zip(&fingerprints);
        let places: Vec<_> = places.map(|(n, says)| (self.place(at(n)), *says)).collect();
        self.frame.follow(self.place(area), &places);
        for ((n, row), says) in rows.iter().enumerate().zip(fingerprints) {
            self.piece_of(at(n), says, |canvas| paint(row, at(n), canvas));
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
