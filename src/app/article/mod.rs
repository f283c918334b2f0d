//! The article being read: its page in pieces, laid out as far as the reader has come, and the place in it.

mod code;
mod columns;
mod flow;
mod folding;
mod hits;
mod links;
mod numeral;
mod pictures;
mod piece;
mod position;
mod selection;
mod styled;
mod table;

use std::ops::Range;
use std::sync::Arc;
use std::time::Duration;

pub use hits::Hits;
use pictures::Picture;
pub use piece::{DirectionHints, FoldIndex, Jump, Marker, PageWords, Piece, Shape};
use piece::{Fold, Pieces};
pub use position::TextPlace;
pub use selection::{Selected, Spot};
use table::Grid;

use crate::app::{Area, CellSize, TextStyle};
use crate::config::Role;
use crate::model::{Block, Details, Document, Exported, Headline, Query};
use crate::text::{
    CleanText, Digits, Direction, Justify, Line, Needle, Options, StyleRun, fold, layout,
    reading_time,
};

/// A place on the page: a piece, and a row in it, blank rows before it counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The piece, from 0.
    pub piece: usize,
    /// The row in the piece, from 0.
    pub row: usize,
}

/// A row of the page as it is drawn.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    /// The piece the row belongs to.
    pub piece: &'a Piece,
    /// The text; `None` for a blank row.
    pub line: Option<&'a Line>,
    /// Whether it is the first row of text in its piece, where the marker stands.
    pub first: bool,
    /// Where it is.
    pub place: Place,
    /// What was found in the piece.
    pub hits: Hits<'a>,
    /// For the line that shows what is folded away: whether it shows.
    pub fold: Option<bool>,
}

impl Row<'_> {
    /// Where its text stands on a page: its indent is on the side where it starts.
    #[must_use]
    pub fn text_area(&self, page: Area, screen: Direction) -> Option<Area> {
        let mirrored = self.line?.base != screen;
        Some(page.part(self.piece.indent, u16::MAX, mirrored))
    }
}

/// What is put above the text of an article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Masthead {
    /// The title as shown, placeholder for an untitled entry included.
    pub title: CleanText,
    /// Source, author and date in one line.
    pub byline: CleanText,
    /// The words of the program on the page.
    pub words: PageWords,
    /// The other feeds that tell the story, in one line.
    pub also_in: Option<CleanText>,
}

/// Stands before the name of a tag, so that it is known for one where there are no colours.
pub const TAG_SIGN: char = '#';
/// Columns between two tags.
const TAG_GAP: &str = "  ";

/// The place of the line of tags among the pieces, where there is one: under the title and the byline.
const TAGS_PIECE: usize = 2;

/// An open article.
#[derive(Clone, Debug)]
pub struct Article {
    /// The entry it belongs to.
    pub headline: Headline,
    /// What the entry comes with.
    pub details: Details,
    /// How long its text takes to be read.
    time: Duration,
    pieces: Vec<Piece>,
    /// How many of them stand above the text.
    head: usize,
    /// The piece and the byte to go to when it is laid out.
    aim: Option<(usize, usize)>,
    tables: Vec<Grid>,
    folds: Vec<Fold>,
    pictures: Vec<Picture>,
    /// The size of a cell while pictures are shown.
    picture_cell: Option<CellSize>,
    document: Document,
    laid_out: Vec<Option<Arc<[Line]>>>,
    width: u16,
    height: usize,
    options: Options,
    top: Place,
    /// What is lit up.
    sought: Query,
    /// Words of the reader's that are lit up instead.
    found: Option<Needle>,
    /// Where it is in each piece, as far as it has been looked for.
    hits: Vec<Option<Vec<Range<usize>>>>,
    /// The hit gone to last.
    current: Option<hits::Hit>,
    /// What is selected.
    selection: Option<selection::Selection>,
    /// Where the mouse was pressed that is not let go yet.
    pressed: Option<Spot>,
    /// Where the reader was before each jump.
    ways_back: Vec<Place>,
}

impl Article {
    /// Makes the page of an article; nothing is laid out before [`Article::fit`].
    ///
    /// The base direction of `options` does not count: each piece has its own. `spacing` is the number of blank
    /// lines between paragraphs. The title is not shown once more where the text begins with it.
    #[must_use]
    pub fn new(
        headline: Headline,
        document: Document,
        hints: DirectionHints,
        masthead: &Masthead,
        options: Options,
        spacing: u16,
    ) -> Self {
        let mut pieces = masthead_pieces(masthead, hints);
        let head = pieces.len();
        let Pieces {
            list: mut body,
            tables,
            folds,
            pictures,
        } = {
            let skipped = usize::from(begins_with(&document, &masthead.title));
            let blocks = &document.blocks[skipped..];
            flow::pieces(blocks, &document.links, hints, &masthead.words, spacing)
        };
        if let Some(first) = body.first_mut() {
            first.space_before = 1;
            if let Shape::Picture(_) = first.shape
                && let Some(alt) = body.get_mut(1)
            {
                alt.space_before = 1;
            }
        }
        // Nobody reads the list of links.
        let read = body.iter().filter(|piece| piece.role != Role::Link);
        let time = read.map(|piece| reading_time(piece.text.as_str())).sum();
        pieces.append(&mut body);
        let tags = headline.tags.clone();
        let mut article = Self {
            headline,
            details: Details::default(),
            laid_out: vec![None; pieces.len()],
            hits: vec![None; pieces.len()],
            time,
            pieces,
            head,
            aim: None,
            tables,
            folds,
            pictures,
            picture_cell: None,
            document,
            width: 0,
            height: 0,
            options,
            top: Place::default(),
            sought: Query::default(),
            found: None,
            current: None,
            selection: None,
            pressed: None,
            ways_back: Vec::new(),
        };
        article.set_tags(tags);
        article
    }

    /// The title, for other programs.
    #[must_use]
    pub fn title(&self) -> CleanText {
        plain(self.pieces.first())
    }

    /// The article for other programs.
    #[must_use]
    pub fn exported(&self) -> Exported {
        Exported {
            title: self.title(),
            byline: plain(self.pieces.get(1)),
            link: self.headline.link.clone(),
            document: self.document.clone(),
        }
    }

    /// Changes the line of tags under the title; laid out by the next [`Article::fit`].
    pub fn set_tags(&mut self, tags: Vec<CleanText>) {
        let line = self.pieces.get(TAGS_PIECE);
        let there = line.is_some_and(|piece| piece.role == Role::Tag);
        let places = self.ways_back.iter_mut().chain([&mut self.top]);
        let aimed = self.aim.iter_mut().map(|(piece, _)| piece);
        let places = places
            .map(|place| &mut place.piece)
            .chain(aimed)
            .chain([&mut self.head]);
        match (there, tags_piece(&self.pieces, &tags)) {
            (true, Some(piece)) => {
                self.pieces[TAGS_PIECE] = piece;
                self.laid_out[TAGS_PIECE] = None;
                self.hits[TAGS_PIECE] = None;
            }
            (true, None) => {
                self.pieces.remove(TAGS_PIECE);
                self.laid_out.remove(TAGS_PIECE);
                self.hits.remove(TAGS_PIECE);
                places.for_each(|piece| *piece -= usize::from(*piece > TAGS_PIECE));
            }
            (false, Some(piece)) => {
                self.pieces.insert(TAGS_PIECE, piece);
                self.laid_out.insert(TAGS_PIECE, None);
                self.hits.insert(TAGS_PIECE, None);
                places.for_each(|piece| *piece += usize::from(*piece >= TAGS_PIECE));
            }
            (false, None) => return,
        }
        self.current = None;
        // Its pieces are others now.
        (self.selection, self.pressed) = (None, None);
        self.headline.tags = tags;
    }

    /// The places of the tags, in their order, in the line of tags.
    pub fn tag_ranges(&self) -> impl Iterator<Item = (&CleanText, Range<usize>)> {
        let mut at = 0;
        self.headline.tags.iter().map(move |tag| {
            let from = at + '\u{2068}'.len_utf8();
            let end = from + TAG_SIGN.len_utf8() + tag.as_str().len();
            at = end + '\u{2069}'.len_utf8() + TAG_GAP.len();
            (tag, from..end)
        })
    }

    /// Fits the page to `width` columns and a screen of `height` rows, and lays out what is on the screen.
    pub fn fit(&mut self, width: u16, height: usize) {
        let other = (self.width, self.height) != (width, height);
        if self.width != width {
            let first = self.width == 0;
            let spot = (self.top != Place::default() && !first).then(|| self.spot_at(self.top));
            self.aim = self.aim.or(spot);
            // Its rows are others now.
            self.selection = None;
            self.laid_out.fill(None);
        }
        (self.width, self.height) = (width, height);
        if other {
            self.settle_pictures();
            let rows = self.rows_of(self.top.piece);
            self.top.row = self.top.row.min(rows.saturating_sub(1));
        }
        if let Some((piece, byte)) = self.aim.take() {
            self.go_to_spot(piece, byte);
        }
        self.top = self.top.min(self.last_top());
        self.lay_out_screen();
    }

    /// Whether the first row is on the screen.
    #[must_use]
    pub fn at_start(&self) -> bool {
        self.top == Place::default()
    }

    /// Moves down `rows` rows, or up when negative, and stops where the first or last row is on the screen.
    pub fn scroll(&mut self, rows: i64) {
        let distance = usize::try_from(rows.unsigned_abs()).unwrap_or(usize::MAX);
        self.top = if rows < 0 {
            self.above(self.top, distance)
        } else {
            self.beneath(self.top, distance)
        };
        self.top = self.top.min(self.last_top());
        self.lay_out_screen();
    }

    /// Moves to the first row.
    pub fn scroll_to_first(&mut self) {
        self.top = Place::default();
        self.lay_out_screen();
    }

    /// Moves to the last screen.
    pub fn scroll_to_last(&mut self) {
        self.top = self.last_top();
        self.lay_out_screen();
    }

    /// Whether the last row is on the screen.
    #[must_use]
    pub fn at_end(&self) -> bool {
        let mut rows = self.rows();
        rows.by_ref().take(self.height).for_each(drop);
        rows.next().is_none()
    }

    /// The part of the text before the first row on the screen, in percent of its bytes; 100 at the end.
    #[must_use]
    pub fn progress(&self) -> u8 {
        if self.at_end() {
            return 100;
        }
        let bytes = |pieces: &[Piece]| {
            pieces
                .iter()
                .map(|piece| piece.text.as_str().len())
                .sum::<usize>()
        };
        let all = bytes(&self.pieces).max(1);
        let (piece, before) = self.spot_at(self.top);
        u8::try_from((bytes(&self.pieces[..piece]) + before) * 100 / all).unwrap_or(100)
    }

    /// How long the text takes to be read, in minutes; 0 for less than half a minute.
    #[must_use]
    pub const fn minutes(&self) -> u64 {
        (self.time.as_secs() + 30) / 60
    }

    /// The rows from the top of the screen on, as far as they are laid out.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.pieces
            .iter()
            .zip(&self.laid_out)
            .enumerate()
            .skip(self.top.piece)
            .flat_map(move |(n, (piece, lines))| {
                let blank = usize::from(piece.space_before);
                let lines = lines.as_deref().unwrap_or_default();
                let skip = if n == self.top.piece { self.top.row } else { 0 };
                let rows = if lines.is_empty() {
                    0
                } else {
                    blank + lines.len()
                };
                let hits = self.known_hits(n);
                let fold = match piece.shape {
                    Shape::Summary(fold) => self.folds.get(fold.0).map(|fold| fold.open),
                    _ => None,
                };
                (skip..rows).map(move |row| Row {
                    piece,
                    line: row.checked_sub(blank).map(|line| &lines[line]),
                    first: row == blank,
                    place: Place { piece: n, row },
                    hits,
                    fold,
                })
            })
    }

    /// Where the top of the screen is.
    #[must_use]
    pub const fn top(&self) -> Place {
        self.top
    }

    fn lay_out_screen(&mut self) {
        let mut place = self.top;
        let mut rows = 0;
        // One row more than the screen shows tells whether the page goes on.
        while place.piece < self.pieces.len() && rows <= self.height {
            rows += self.rows_of(place.piece).saturating_sub(place.row);
            self.hits_of(place.piece);
            place = Place {
                piece: place.piece + 1,
                row: 0,
            };
        }
    }

    fn rows_of(&mut self, piece: usize) -> usize {
        if piece >= self.pieces.len() {
            return 0;
        }
        if self.laid_out[piece].is_none() {
            self.laid_out[piece] = Some(self.lay_out(piece).into());
        }
        let lines = self.laid_out[piece].as_ref().map_or(0, |lines| lines.len());
        match lines {
            0 => 0,
            lines => usize::from(self.pieces[piece].space_before) + lines,
        }
    }

    fn lay_out(&mut self, piece: usize) -> Vec<Line> {
        let source = &self.pieces[piece];
        if !self.is_open(source.within) {
            return Vec::new();
        }
        let width = self.width.saturating_sub(source.indent).max(1);
        let options = fitting(source, self.options);
        match source.shape {
            Shape::Row { table, row } => self.tables[table].row(row, width, options),
            Shape::RowRule { table } => self.tables[table].rule(width, options),
            Shape::Picture(picture) => self.picture_lines(piece, picture),
            Shape::Text | Shape::Summary(_) => {
                let mut runs = vec![StyleRun {
                    range: 0..source.text.as_str().len(),
                    style: TextStyle::plain(source.role).pack(),
                }];
                runs.extend(source.runs.iter().cloned());
                layout(&source.text, &runs, width, &options)
            }
        }
    }

    fn beneath(&mut self, from: Place, mut distance: usize) -> Place {
        let mut place = from;
        loop {
            let left = self.rows_of(place.piece).saturating_sub(place.row);
            if distance < left || place.piece + 1 >= self.pieces.len() {
                return Place {
                    row: place.row + distance.min(left.saturating_sub(1)),
                    ..place
                };
            }
            distance -= left;
            place = Place {
                piece: place.piece + 1,
                row: 0,
            };
        }
    }

    fn above(&mut self, from: Place, mut distance: usize) -> Place {
        let mut place = from;
        loop {
            if distance <= place.row {
                return Place {
                    row: place.row - distance,
                    ..place
                };
            }
            if place.piece == 0 {
                return Place::default();
            }
            distance -= place.row;
            place = Place {
                piece: place.piece - 1,
                row: self.rows_of(place.piece - 1),
            };
        }
    }

    /// The place of the top row when the last row is at the foot of the screen.
    fn last_top(&mut self) -> Place {
        let end = Place {
            piece: self.pieces.len(),
            row: 0,
        };
        self.above(end, self.height.max(1))
    }
}

/// How a piece is laid out where the whole article is laid out by `options`.
fn fitting(piece: &Piece, options: Options) -> Options {
    Options {
        base: piece.base,
        // Headings, listings and addresses are never filled.
        justify: match piece.role {
            Role::Text | Role::Quote => options.justify,
            _ => Justify::Off,
        },
        // The line under the title has the date, which follows the language of the program.
        digits: match piece.role {
            Role::Muted => Digits::Source,
            _ => options.digits,
        },
        ..options
    }
}

/// The text of a piece as it is read off the screen, where alone the parts of a line have to be kept from one another.
fn plain(piece: Option<&Piece>) -> CleanText {
    let text = piece.map_or("", |piece| piece.text.as_str());
    CleanText::line(&text.replace(['\u{2068}', '\u{2069}'], ""))
}

/// The line of tags; none where there are no tags, or no lines to put it under.
fn tags_piece(pieces: &[Piece], tags: &[CleanText]) -> Option<Piece> {
    let above = pieces.get(TAGS_PIECE - 1).filter(|_| !tags.is_empty())?;
    // Isolated, so that their signs stay with them (UAX #9, FSI and PDI).
    let names = tags
        .iter()
        .map(|tag| format!("\u{2068}{TAG_SIGN}{}\u{2069}", tag.as_str()));
    Some(Piece {
        text: CleanText::line(&names.collect::<Vec<_>>().join(TAG_GAP)),
        role: Role::Tag,
        ..above.clone()
    })
}

/// Whether a document says the title once more before anything else.
fn begins_with(document: &Document, title: &CleanText) -> bool {
    let letters = |text: &CleanText| -> String {
        let folded = fold(text.as_str());
        folded.chars().filter(|c| c.is_alphanumeric()).collect()
    };
    match document.blocks.as_slice() {
        [Block::Heading { text, .. } | Block::Paragraph(text), _, ..] => {
            let title = letters(title);
            !title.is_empty() && text.text.as_str().len() < 1000 && letters(&text.text) == title
        }
        _ => false,
    }
}

fn masthead_pieces(masthead: &Masthead, hints: DirectionHints) -> Vec<Piece> {
    let piece = |text: &CleanText, role| Piece {
        base: hints.resolve(text, None),
        text: text.clone(),
        runs: Vec::new(),
        role,
        indent: 0,
        marker: None,
        bars: Vec::new(),
        space_before: 0,
        shape: Shape::Text,
        within: None,
        anchors: Vec::new(),
        jumps: Vec::new(),
    };
    let mut pieces = vec![piece(&masthead.title, Role::Heading)];
    // The lines under a title stand on the title's side.
    let base = pieces[0].base;
    let under = [Some(&masthead.byline), masthead.also_in.as_ref()];
    pieces.extend(under.into_iter().flatten().map(|line| Piece {
        base,
        ..piece(line, Role::Muted)
    }));
    pieces
}

#[cfg(test)]
mod tests;
