//! The article being read: its page in pieces, laid out as far as the reader has come, and the place in it.

mod code;
mod flow;
mod folding;
mod hits;
mod links;
mod naming;
mod numeral;
mod pictures;
mod piece;
mod position;
mod rows;
mod selection;
mod styled;
mod table;

use std::ops::Range;
use std::sync::Arc;
use std::time::Duration;

pub use hits::Hits;
use naming::LinkNames;
pub use naming::LinkWords;
use pictures::Picture;
pub use piece::{DirectionHints, FoldIndex, Jump, Marker, Marks, PageWords, Piece, Shape};
use piece::{Fold, Pieces};
pub use position::TextPlace;
pub use selection::{Selected, Spot};
use table::Grid;

use crate::app::{Area, CellSize};
use crate::config::Role;
use crate::model::{Block, Details, Document, Exported, Headline, Query};
use crate::text::{
    CleanText, Direction, Line, Needle, Options, fold, isolated, reading_time, without_isolates,
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
    /// Where quotation bars stand in it, in columns from the side where its text starts.
    #[must_use]
    pub fn bars(&self) -> &[u16] {
        let bars = &self.piece.bars;
        match self.line {
            Some(_) => bars,
            None => &bars[..self.piece.bars_above.min(bars.len())],
        }
    }

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
/// Stands between the facts of a byline, and between the other feeds that tell the story.
pub(super) const DOT: &str = "·";
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
    link_names: LinkNames,
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
        } = body_pieces(&document, masthead, hints, spacing);
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
            link_names: LinkNames::new(hints, masthead.words.clone()),
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

    /// How long the text takes to be read, in minutes; 0 for less than half a minute.
    #[must_use]
    pub const fn minutes(&self) -> u64 {
        (self.time.as_secs() + 30) / 60
    }
}

/// The pieces under the masthead, whose title is not shown once more.
fn body_pieces(
    document: &Document,
    masthead: &Masthead,
    hints: DirectionHints,
    spacing: u16,
) -> Pieces {
    let skipped = usize::from(begins_with(document, &masthead.title));
    let blocks = &document.blocks[skipped..];
    let around = direction_of(document, &masthead.title, hints);
    let hints = (hints, around);
    let mut body = flow::pieces(blocks, &document.links, hints, &masthead.words, spacing);
    if let Some(first) = body.list.first_mut() {
        first.space_before = 1;
        if let Shape::Picture(_) = first.shape
            && let Some(alt) = body.list.get_mut(1)
        {
            alt.space_before = 1;
        }
    }
    body
}

/// The direction of an article: that of its language or its title if they are written from the right, else that of the
/// first paragraph with letters.
fn direction_of(document: &Document, title: &CleanText, hints: DirectionHints) -> Direction {
    let of_title = hints.resolve(title, None);
    if hints.language == Some(Direction::Rtl) || of_title == Direction::Rtl {
        return Direction::Rtl;
    }
    let mut texts = document.blocks.iter().filter_map(|block| match block {
        Block::Heading { text, .. } | Block::Paragraph(text) => Some(text),
        _ => None,
    });
    let first = texts.find(|text| text.text.as_str().contains(char::is_alphabetic));
    first.map_or(of_title, |text| hints.resolve(&text.text, text.direction))
}

/// The text of a piece as it is read off the screen, where alone the parts of a line have to be kept from one another.
fn plain(piece: Option<&Piece>) -> CleanText {
    let text = piece.map_or("", |piece| piece.text.as_str());
    CleanText::line(&without_isolates(text))
}

/// The line of tags; none where there are no tags, or no lines to put it under.
fn tags_piece(pieces: &[Piece], tags: &[CleanText]) -> Option<Piece> {
    let above = pieces.get(TAGS_PIECE - 1).filter(|_| !tags.is_empty())?;
    // Isolated, so that their signs stay with them.
    let names = tags
        .iter()
        .map(|tag| isolated(&format!("{TAG_SIGN}{}", tag.as_str())));
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
        bars_above: 0,
        space_before: 0,
        shape: Shape::Text,
        within: None,
        anchors: Vec::new(),
        marks: Marks::default(),
    };
    let mut pieces = vec![piece(&masthead.title, Role::Heading)];
    // The lines under a title stand on the title's side.
    let base = pieces[0].base;
    let under = [Some(&masthead.byline), masthead.also_in.as_ref()];
    pieces.extend(under.into_iter().flatten().map(|line| Piece {
        base,
        shape: Shape::Facts,
        ..piece(line, Role::Muted)
    }));
    pieces
}

#[cfg(test)]
mod tests;
