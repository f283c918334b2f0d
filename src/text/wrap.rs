//! Breaking a paragraph into lines, in logical order.

use super::Line;
use super::justify::{self, Justify};
use super::layout::{BLANK, line, trimmed};
use super::paragraph::{Paragraph, Piece};

/// Columns from one tab stop to the next.
const TAB_STOP: usize = 4;

/// Breaks a paragraph into lines, filling each as far as it goes.
pub(super) fn wrap(
    mut paragraph: Paragraph,
    width: usize,
    justify: Justify,
    lines: &mut Vec<Line>,
) {
    for piece in paragraph
        .pieces
        .iter_mut()
        .filter(|piece| usize::from(piece.cell.width) > width)
    {
        piece.hide();
    }
    let cuts = cuts(&paragraph.pieces, width);
    let mut rest = paragraph.pieces.as_mut_slice();
    let mut start = paragraph.source.start;
    let mut taken = 0;
    for cut in cuts {
        let (row, behind) = rest.split_at_mut(cut - taken);
        let end = behind
            .first()
            .map_or(paragraph.source.end, |next| next.cell.source.start as usize);
        let shown = trimmed(row);
        let row = &mut row[..shown];
        let (base, reorders) = (paragraph.base, paragraph.reorders);
        lines.push(if row.iter().any(Piece::is_tab) {
            line(&mut with_tabs(row), base, reorders, start..end)
        } else if justify != Justify::Off && !behind.is_empty() {
            line(
                &mut justify::filled(row, justify, width),
                base,
                reorders,
                start..end,
            )
        } else {
            line(row, base, reorders, start..end)
        });
        (rest, start, taken) = (behind, end, cut);
    }
}

/// Finds where the lines end, as indexes of pieces; the last is the end of the paragraph.
fn cuts(pieces: &[Piece], width: usize) -> Vec<usize> {
    let mut cuts = Vec::new();
    let (mut start, mut at, mut column, mut opportunity) = (0, 0, 0, None);
    while let Some(piece) = pieces.get(at) {
        if piece.breaks && at > start {
            opportunity = Some(at);
        }
        let wide = if piece.is_tab() {
            TAB_STOP - column % TAB_STOP
        } else {
            piece.cell.width.into()
        };
        if column + wide <= width || piece.is_blank() {
            column += wide;
            at += 1;
        } else {
            let cut = opportunity
                .take()
                .unwrap_or_else(|| cluster_start(pieces, start, at));
            cuts.push(cut);
            (start, at, column) = (cut, cut, 0);
        }
    }
    cuts.push(pieces.len());
    cuts
}

/// Goes back to the start of the cluster at `at`, unless the line has nothing else.
fn cluster_start(pieces: &[Piece], start: usize, at: usize) -> usize {
    let head = (start + 1..=at).rev().find(|&index| !pieces[index].tail);
    head.unwrap_or(at)
}

/// Puts blanks in the place of tabs, as many as it takes to the next stop.
fn with_tabs(row: &[Piece]) -> Vec<Piece> {
    let mut expanded = Vec::with_capacity(row.len() + TAB_STOP);
    let mut column = 0;
    for piece in row {
        if piece.is_tab() {
            let wide = TAB_STOP - column % TAB_STOP;
            let mut blank = piece.clone();
            blank.cell.symbol = BLANK;
            expanded.extend(std::iter::repeat_n(blank, wide));
            column += wide;
        } else {
            expanded.push(piece.clone());
            column += usize::from(piece.cell.width);
        }
    }
    expanded
}
