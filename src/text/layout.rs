//! From a paragraph to lines of cells in visual order.

use std::ops::Range;

use compact_str::CompactString;

use super::bidi::{self, Role};
use super::paragraph::{Paragraph, Piece, offset};
use super::style::Styles;
use super::{Cell, CleanText, Digits, Direction, Justify, Line, StyleId, StyleRun, wrap};

/// Bytes looked at for each column of a single line, before the whole of a very long text is.
const HEAD_BYTES: usize = 64;

const ELLIPSIS: CompactString = CompactString::const_new("…");
pub(super) const BLANK: CompactString = CompactString::const_new(" ");

/// Says how a paragraph is laid out.
///
/// ```
/// use newsterm::text::{Digits, Direction, Options};
///
/// let options = Options { base: Direction::Rtl, ..Options::default() };
/// assert_eq!(options.digits, Digits::Source);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Options {
    /// The base direction of the paragraph.
    pub base: Direction,
    /// Vowel marks are left out of the picture (the source keeps them).
    pub strip_tashkeel: bool,
    /// The digits shown in right-to-left paragraphs.
    pub digits: Digits,
    /// How the lines of [`layout`] are filled.
    pub justify: Justify,
}

/// Lays a paragraph out in lines of at most `width` columns.
///
/// `\n` forces a break, and there is always a line. A word longer than a line is cut between clusters; a
/// cluster wider than `width` is left out. White space at the end of a line takes no cells. Tabs go to the
/// next multiple of four columns. Text in no run has `StyleId(0)`; where runs overlap the later one in the
/// slice counts.
///
/// The source ranges of the lines, with the `\n` between them, cover the text; within a line those of the
/// cells do not overlap, but for the blanks of a tab.
///
/// ```
/// use newsterm::text::{CleanText, Direction, Options, layout};
///
/// let text = CleanText::line("القارئ يقرأ الأخبار");
/// let lines = layout(&text, &[], 12, &Options { base: Direction::Rtl, ..Options::default() });
/// assert_eq!(lines.len(), 2);
/// assert_eq!(lines[1].to_string(), "ﺭﺎﺒﺧﻷﺍ");
/// assert_eq!(lines[1].width, 6, "the caller puts six columns at the right edge");
/// ```
#[must_use]
pub fn layout(text: &CleanText, runs: &[StyleRun], width: u16, options: &Options) -> Vec<Line> {
    let styles = Styles::new(runs);
    let mut lines = Vec::new();
    let mut at = 0;
    for part in text.as_str().split('\n') {
        let paragraph = Paragraph::new(part, at, &styles, *options);
        wrap::wrap(paragraph, usize::from(width), options.justify, &mut lines);
        at += part.len() + 1;
    }
    lines
}

/// Lays text out as one line of at most `width` columns; what does not fit is cut at the logical end,
/// where an ellipsis stands for it.
///
/// Line ends and tabs in the text are shown as blanks.
///
/// ```
/// use newsterm::text::{CleanText, Direction, Options, layout_line};
///
/// let rtl = Options { base: Direction::Rtl, ..Options::default() };
/// assert_eq!(layout_line(&CleanText::line("שלום עולם"), &[], 6, &rtl).to_string(), "…םולש");
/// assert_eq!(layout_line(&CleanText::line("hello world"), &[], 7, &Options::default()).to_string(), "hello…");
/// ```
#[must_use]
pub fn layout_line(text: &CleanText, runs: &[StyleRun], width: u16, options: &Options) -> Line {
    let (text, width, styles) = (text.as_str(), usize::from(width), Styles::new(runs));
    let head = &text[..text.floor_char_boundary(HEAD_BYTES * (width + 1))];
    let paragraph = unbroken(head, &styles, *options);
    if columns(&paragraph.pieces) <= width && head.len() < text.len() {
        fitted(unbroken(text, &styles, *options), width)
    } else {
        fitted(paragraph, width)
    }
}

/// Analyses text for one line: without white space at the end, tabs as blanks.
fn unbroken(text: &str, styles: &Styles, options: Options) -> Paragraph {
    let mut paragraph = Paragraph::unbroken(text, styles, options);
    paragraph.pieces.truncate(trimmed(&paragraph.pieces));
    for piece in paragraph.pieces.iter_mut().filter(|piece| piece.is_tab()) {
        piece.cell.symbol = BLANK;
    }
    paragraph
}

/// Cuts a paragraph if it is too long.
fn fitted(paragraph: Paragraph, width: usize) -> Line {
    if columns(&paragraph.pieces) > width {
        return truncate(paragraph, width);
    }
    whole(paragraph)
}

/// Makes one line of a whole paragraph.
fn whole(mut paragraph: Paragraph) -> Line {
    line(
        &mut paragraph.pieces,
        paragraph.base,
        paragraph.reorders,
        paragraph.source,
    )
}

/// Lays text out as one line without an end to its width, with a blank behind the text for a caret.
///
/// White space at the end of the text has cells here.
pub(super) fn endless_line(text: &str, options: Options) -> Line {
    let mut paragraph = Paragraph::unbroken(text, &Styles::new(&[]), options);
    let blank = inserted(
        BLANK,
        offset(text.len()),
        StyleId::default(),
        paragraph.base,
    );
    paragraph.pieces.push(blank);
    whole(paragraph)
}

/// Cuts a paragraph that is too long so that it fits with an ellipsis behind it.
fn truncate(paragraph: Paragraph, width: usize) -> Line {
    let mut pieces = paragraph.pieces;
    let mut used = 1;
    let fits = pieces.iter().take_while(|piece| {
        used += usize::from(piece.cell.width);
        used <= width
    });
    let mut end = fits.count();
    while pieces.get(end).is_some_and(|piece| piece.tail) {
        end -= 1;
    }
    end = trimmed(&pieces[..end]);
    let cut = end
        .checked_sub(1)
        .map_or(0, |last| pieces[last].cell.source.end);
    let style = pieces
        .get(end)
        .map_or(StyleId::default(), |piece| piece.cell.style);
    pieces.truncate(end);
    if width > 0 {
        pieces.push(inserted(ELLIPSIS, cut, style, paragraph.base));
    }
    let source = paragraph.source.start..cut as usize;
    line(&mut pieces, paragraph.base, paragraph.reorders, source)
}

/// A piece that shows nothing of the source and stands at the paragraph level.
fn inserted(symbol: CompactString, at: u32, style: StyleId, base: Direction) -> Piece {
    Piece {
        cell: Cell {
            symbol,
            width: 1,
            level: base.level(),
            style,
            source: at..at,
        },
        role: Role::Separator,
        breaks: false,
        tail: false,
    }
}

/// Gives the number of pieces without the white space at the end.
pub(super) fn trimmed(pieces: &[Piece]) -> usize {
    pieces
        .iter()
        .rposition(|piece| !piece.is_blank())
        .map_or(0, |last| last + 1)
}

fn columns(pieces: &[Piece]) -> usize {
    pieces
        .iter()
        .map(|piece| usize::from(piece.cell.width))
        .sum()
}

/// Puts the pieces of a line into visual order (UAX #9 L1, L2), and takes their cells.
pub(super) fn line(
    row: &mut [Piece],
    base: Direction,
    reorders: bool,
    source: Range<usize>,
) -> Line {
    let width = u16::try_from(columns(row)).unwrap_or(u16::MAX);
    let mut cells = Vec::with_capacity(row.len());
    if reorders {
        let mut levels: Vec<u8> = row.iter().map(|piece| piece.cell.level).collect();
        let roles: Vec<Role> = row.iter().map(|piece| piece.role).collect();
        bidi::reset_whitespace(&mut levels, &roles, base.level());
        for (piece, level) in row.iter_mut().zip(&levels) {
            piece.cell.level = *level;
        }
        for index in bidi::visual_order(&levels) {
            row[index].give_cell(&mut cells);
        }
    } else {
        for piece in row {
            piece.give_cell(&mut cells);
        }
    }
    Line {
        cells,
        source: offset(source.start)..offset(source.end),
        base,
        width,
    }
}

#[cfg(test)]
mod tests;
