//! Parts of an article that are folded away, and jumps within it.

use super::piece::{FoldIndex, Piece, Shape};
use super::{Article, Place, Row};
use crate::model::AnchorIndex;

impl Article {
    /// Whether a fold and all around it are open.
    pub(super) fn is_open(&self, fold: Option<FoldIndex>) -> bool {
        let around = |fold: &FoldIndex| self.folds.get(fold.0).and_then(|fold| fold.within);
        std::iter::successors(fold, around)
            .all(|fold| self.folds.get(fold.0).is_none_or(|fold| fold.open))
    }

    /// The summaries on the screen, first to last.
    fn summaries(&self) -> Vec<FoldIndex> {
        let shown = self.rows().take(self.height).filter(|row| row.first);
        let fold = |row: Row| match row.piece.shape {
            Shape::Summary(fold) => Some(fold),
            _ => None,
        };
        shown.filter_map(fold).collect()
    }

    /// Shows what the `nth` summary on the screen (from 0) folds away, or folds it away again; gives whether there
    /// is one.
    pub fn toggle_fold(&mut self, nth: usize) -> bool {
        let Some(fold) = self.summaries().get(nth).copied() else {
            return false;
        };
        self.set_fold(fold, !self.folds[fold.0].open);
        true
    }

    /// Does the same for the summary in a row of the screen, from 0.
    pub fn toggle_fold_in_row(&mut self, row: usize) -> bool {
        let shape = self.rows().nth(row).map(|row| row.piece.shape);
        let Some(Shape::Summary(fold)) = shape else {
            return false;
        };
        self.set_fold(fold, !self.folds[fold.0].open);
        true
    }

    fn set_fold(&mut self, fold: FoldIndex, open: bool) {
        self.folds[fold.0].open = open;
        // Its rows are others now.
        self.selection = None;
        for (piece, lines) in self.pieces.iter().zip(&mut self.laid_out) {
            if piece.within.is_some() {
                *lines = None;
            }
        }
        self.top = self.top.min(self.last_top());
        self.lay_out_screen();
    }

    /// Opens what a piece is folded away in.
    pub(super) fn unfold(&mut self, piece: usize) {
        let mut around = self.pieces[piece].within;
        while let Some(fold) = around {
            if !self.folds[fold.0].open {
                self.set_fold(fold, true);
            }
            around = self.folds[fold.0].within;
        }
    }

    /// Follows the `nth` jump on the screen (from 0); gives whether there is one.
    pub fn follow_jump(&mut self, nth: usize) -> bool {
        let mut jumps = Vec::new();
        for row in self.rows().take(self.height) {
            let Some(line) = row.line else { continue };
            let source = line.source.start as usize..line.source.end as usize;
            let jumps_here = row.piece.marks.jumps.iter();
            let begun = jumps_here.filter(|jump| source.contains(&jump.start));
            jumps.extend(begun.map(|jump| jump.anchor));
        }
        jumps.get(nth).is_some_and(|&anchor| self.jump(anchor))
    }

    /// Jumps to a place of the article, which is unfolded if need be; gives whether there is such a place.
    pub fn jump(&mut self, anchor: AnchorIndex) -> bool {
        let there = |piece: &Piece| piece.anchors.contains(&anchor);
        let Some(piece) = self.pieces.iter().position(there) else {
            return false;
        };
        self.unfold(piece);
        self.ways_back.push(self.top);
        let row = usize::from(self.pieces[piece].space_before);
        self.top = Place { piece, row }.min(self.last_top());
        self.lay_out_screen();
        true
    }

    /// Goes back to where the last jump was made from; gives whether there was one.
    pub fn jump_back(&mut self) -> bool {
        let Some(place) = self.ways_back.pop() else {
            return false;
        };
        self.top = place.min(self.last_top());
        self.lay_out_screen();
        true
    }
}
