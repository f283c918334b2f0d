//! Lines filled to the full width, with wider spaces or with longer joins.

use compact_str::CompactString;

use super::bidi::Role;
use super::forms;
use super::layout::BLANK;
use super::paragraph::Piece;

/// Says how lines that are not the last of their paragraph are filled.
///
/// Lines less than seven tenths full, and lines with a tab, stay as they are. The cells put in show no source.
///
/// ```
/// use newsterm::text::{CleanText, Direction, Justify, Options, layout};
///
/// let options = Options { justify: Justify::Space, ..Options::default() };
/// let lines = layout(&CleanText::line("one two three"), &[], 9, &options);
/// assert_eq!(lines[0].to_string(), "one   two");
/// assert_eq!(lines[1].to_string(), "three");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Justify {
    /// Ragged.
    #[default]
    Off,
    /// Spaces are made wider.
    Space,
    /// One join in an Arabic word is drawn out with a tatweel, in long words first; then spaces are made wider. For Arabic; Persian and Urdu readers do not expect it.
    Kashida,
}

/// Fills a line of `width` columns that is cut from the paragraph without white space at its end.
pub(super) fn filled(row: &[Piece], justify: Justify, width: usize) -> Vec<Piece> {
    let used: usize = row.iter().map(|piece| usize::from(piece.cell.width)).sum();
    let mut slack = width.saturating_sub(used);
    if used * 10 < width * 7 {
        return row.to_vec();
    }
    let mut extra = vec![0; row.len()];
    if justify == Justify::Kashida {
        slack -= draw_out(row, slack, &mut extra);
    }
    widen(row, slack, &mut extra);
    let mut filled = Vec::with_capacity(width);
    for (piece, extra) in row.iter().zip(extra) {
        filled.push(piece.clone());
        filled.extend(std::iter::repeat_n(filling(piece), extra));
    }
    filled
}

/// Gives words with a join a tatweel, long ones before short ones, as many as there are columns; gives the columns used.
fn draw_out(row: &[Piece], slack: usize, extra: &mut [usize]) -> usize {
    /// Letters of a word that is not short.
    const LONG: usize = 4;
    let joins = joins(row);
    let (long, short): (Vec<_>, Vec<_>) = joins.iter().partition(|(_, letters)| *letters >= LONG);
    let mut left = slack;
    for joins in [long, short] {
        let drawn = left.min(joins.len());
        // Those drawn out lie far from one another.
        for nth in 0..drawn {
            let &(index, _) = joins[(2 * nth + 1) * joins.len() / (2 * drawn)];
            extra[index] = 1;
        }
        left -= drawn;
    }
    slack - left
}

/// The last letter of each word that joins on, where one does, and how many letters the word has.
fn joins(row: &[Piece]) -> Vec<(usize, usize)> {
    let mut joins = Vec::new();
    let (mut last, mut letters) = (None, 0);
    for (index, piece) in row.iter().enumerate() {
        if piece.is_blank() {
            joins.extend(last.take().map(|last| (last, letters)));
            letters = 0;
            continue;
        }
        letters += 1;
        let before_ligature = row
            .get(index + 1)
            .is_none_or(|next| forms::is_ligature(next.first()));
        if forms::joins_on(piece.first()) && !before_ligature {
            last = Some(index);
        }
    }
    joins.extend(last.map(|last| (last, letters)));
    joins
}

/// Spreads columns over the spaces of a line. Where they do not go up evenly, those that get one more lie far from one
/// another, and elsewhere in each line: under one another they would run down the page as a white stripe.
fn widen(row: &[Piece], slack: usize, extra: &mut [usize]) {
    let text = row
        .iter()
        .position(|piece| !piece.is_blank())
        .unwrap_or(row.len());
    let spaces: Vec<usize> = (text..row.len())
        .filter(|&index| row[index].cell.symbol == BLANK)
        .collect();
    let count = spaces.len();
    let begins = row
        .first()
        .map_or(0, |piece| piece.cell.source.start as usize);
    for (nth, &index) in spaces.iter().enumerate() {
        let up_to = |nth: usize| (nth * slack + begins % count) / count;
        extra[index] = up_to(nth + 1) - up_to(nth);
    }
}

/// What is put in behind a piece: a blank behind a blank, a tatweel behind a letter.
fn filling(piece: &Piece) -> Piece {
    let mut filling = piece.clone();
    filling.cell.symbol = if piece.is_blank() {
        BLANK
    } else {
        CompactString::const_new("ـ")
    };
    filling.cell.width = 1;
    filling.cell.source.start = filling.cell.source.end;
    filling.role = if piece.is_blank() {
        Role::Space
    } else {
        Role::Text
    };
    filling
}
