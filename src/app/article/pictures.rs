//! The pictures of an article: which are wanted, which are here, and the rows they take.
//!
//! A picture is a piece before the one of its alternative text, and has no rows until its size is known. The place of
//! the reader is a piece and a row in it, so rows that come in above or below do not move it.

use super::{Article, Piece, Row, Shape};
use crate::app::{CellSize, PictureSize, RequestId, Room, ShownPicture};
use crate::model::LinkIndex;
use crate::text::{CleanText, Line, isolated};

/// So many pictures are on their way at a time.
const AT_ONCE: usize = 4;

/// A picture of an article.
#[derive(Clone, Debug)]
pub(super) struct Picture {
    link: LinkIndex,
    /// The bytes of its alternative text; what stands behind them is a note.
    own: usize,
    /// Once it is known.
    size: Option<PictureSize>,
    look: Look,
    /// The size of the cells it was made for: as many larger ones are not filled by it, smaller ones too full.
    made_for: Option<CellSize>,
}

/// What is known of a picture.
#[derive(Clone, Debug)]
enum Look {
    /// Nobody has asked for it.
    Unasked,
    /// It is on its way.
    Coming(RequestId),
    /// It is here, made for some cells.
    Here(ShownPicture),
    /// It does not come.
    Failed,
}

impl Picture {
    pub(super) const fn new(link: LinkIndex, own: usize) -> Self {
        Self {
            link,
            own,
            size: None,
            look: Look::Unasked,
            made_for: None,
        }
    }

    /// The cells it takes, where its size is known.
    fn taken(&self, room: Room, cell: CellSize) -> Option<Room> {
        self.size.map(|size| room.taken_by(size, cell))
    }

    fn is_wanted(&self, room: Room, cell: CellSize) -> bool {
        match self.look {
            Look::Unasked => true,
            // Made for other cells than there are now.
            Look::Here(shown) => {
                self.made_for != Some(cell) || self.taken(room, cell) != Some(shown.taken)
            }
            Look::Coming(_) | Look::Failed => false,
        }
    }
}

impl Article {
    /// Shows pictures in cells of this size, or none.
    pub fn show_pictures(&mut self, cell: Option<CellSize>) {
        if self.picture_cell == cell {
            return;
        }
        self.picture_cell = cell;
        for picture in &mut self.pictures {
            if matches!(picture.look, Look::Failed | Look::Coming(_)) {
                picture.look = Look::Unasked;
            }
        }
        for piece in 0..self.pieces.len() {
            self.set_note(piece, None);
        }
        self.settle_pictures();
        self.top = self.top.min(self.last_top());
        self.lay_out_screen();
    }

    /// Whether pictures are shown, as far as they come.
    #[must_use]
    pub const fn shows_pictures(&self) -> bool {
        self.picture_cell.is_some()
    }

    /// Whether it has any picture.
    #[must_use]
    pub const fn has_pictures(&self) -> bool {
        !self.pictures.is_empty()
    }

    /// The pictures that are to be fetched or made now, by number, with where they are and the cells there are for them:
    /// those on the screen, then those on the next, then those on the one before.
    pub fn wanted_pictures(&mut self) -> Vec<(usize, LinkIndex, Room)> {
        // Without any there is no need to lay out what is not on the screen.
        let Some(cell) = self.picture_cell.filter(|_| self.has_pictures()) else {
            return Vec::new();
        };
        let coming = |picture: &&Picture| matches!(picture.look, Look::Coming(_));
        let free = AT_ONCE.saturating_sub(self.pictures.iter().filter(coming).count());
        if free == 0 {
            return Vec::new();
        }
        let ahead = self.top.piece..self.pieces.len();
        let mut near = self.pieces_within(ahead, self.height * 2);
        near.extend(self.pieces_within((0..self.top.piece).rev(), self.height));
        let wanted = near.into_iter().filter_map(|piece| {
            let Shape::Picture(number) = self.pieces[piece].shape else {
                return None;
            };
            let (picture, room) = (&self.pictures[number], self.room(piece));
            let seen = self.is_open(self.pieces[piece].within);
            (seen && picture.is_wanted(room, cell)).then_some((number, picture.link, room))
        });
        wanted.take(free).collect()
    }

    /// The first of some pieces, as many as begin within so many rows.
    fn pieces_within(
        &mut self,
        pieces: impl Iterator<Item = usize>,
        mut rows: usize,
    ) -> Vec<usize> {
        let mut within = Vec::new();
        for piece in pieces {
            if rows == 0 {
                break;
            }
            within.push(piece);
            rows = rows.saturating_sub(self.rows_of(piece));
        }
        within
    }

    /// Notes that a picture was asked for; `words` say so where nothing is known of it yet.
    pub fn note_picture_asked(&mut self, number: usize, request: RequestId, words: &CleanText) {
        let Some(picture) = self.pictures.get_mut(number) else {
            return;
        };
        picture.look = Look::Coming(request);
        if picture.size.is_none() {
            self.note(number, Some(words));
            self.lay_out_screen();
        }
    }

    /// Takes a picture that came, or the words why it does not; gives whether it was waited for.
    pub fn picture_came(
        &mut self,
        request: RequestId,
        came: Result<(PictureSize, Room), &CleanText>,
    ) -> bool {
        let asked =
            |picture: &Picture| matches!(picture.look, Look::Coming(asked) if asked == request);
        let Some(number) = self.pictures.iter().position(asked) else {
            return false;
        };
        let picture = &mut self.pictures[number];
        picture.size = came.ok().map(|(size, _)| size);
        picture.made_for = self.picture_cell;
        picture.look = came.map_or(Look::Failed, |(_, taken)| {
            Look::Here(ShownPicture { request, taken })
        });
        self.note(number, came.err());
        self.settle_pictures();
        self.lay_out_screen();
        true
    }

    /// Notes that a picture is not kept any more; its rows stay.
    pub fn picture_dropped(&mut self, request: RequestId) {
        let gone = |picture: &&mut Picture| matches!(picture.look, Look::Here(shown) if shown.request == request);
        if let Some(picture) = self.pictures.iter_mut().find(gone) {
            picture.look = Look::Unasked;
        }
    }

    /// The picture of a row, where it is here and fits the cells it has, and how many rows of it are above this one.
    #[must_use]
    pub fn picture_row(&self, row: &Row<'_>) -> Option<(ShownPicture, u16)> {
        let Shape::Picture(number) = row.piece.shape else {
            return None;
        };
        let picture = self.pictures.get(number)?;
        let Look::Here(shown) = picture.look else {
            return None;
        };
        let above = usize::from(row.piece.space_before);
        let above = u16::try_from(row.place.row.checked_sub(above)?).ok()?;
        let cell = self.picture_cell?;
        let taken = picture.taken(self.room(row.place.piece), cell)?;
        let fits = taken == shown.taken && picture.made_for == Some(cell);
        (fits && above < taken.rows).then_some((shown, above))
    }

    /// The rows of a picture, all blank.
    pub(super) fn picture_lines(&self, piece: usize, number: usize) -> Vec<Line> {
        let taken = self
            .picture_cell
            .and_then(|cell| self.pictures.get(number)?.taken(self.room(piece), cell));
        let line = Line {
            base: self.pieces[piece].base,
            ..Line::default()
        };
        vec![line; taken.map_or(0, |taken| usize::from(taken.rows))]
    }

    /// The cells there are for the picture of a piece: its alternative text is to be seen with it.
    fn room(&self, piece: usize) -> Room {
        let rows = self.height.saturating_sub(1).max(1);
        Room {
            columns: self.width.saturating_sub(self.pieces[piece].indent).max(1),
            rows: u16::try_from(rows).unwrap_or(u16::MAX),
        }
    }

    /// Gives pictures the rows they take now, and brings each close to its alternative text.
    pub(super) fn settle_pictures(&mut self) {
        for piece in 0..self.pieces.len().saturating_sub(1) {
            let Shape::Picture(number) = self.pieces[piece].shape else {
                continue;
            };
            self.laid_out[piece] = None;
            let known = self.picture_cell.is_some() && self.pictures[number].size.is_some();
            let apart = if known {
                0
            } else {
                self.pieces[piece].space_before
            };
            self.set_apart(piece + 1, apart);
        }
    }

    /// Changes the blank rows before a piece; places in it stay on their rows of text.
    fn set_apart(&mut self, piece: usize, rows: u16) {
        let (before, now) = (
            usize::from(self.pieces[piece].space_before),
            usize::from(rows),
        );
        if before == now {
            return;
        }
        self.pieces[piece].space_before = rows;
        let places = self.ways_back.iter_mut().chain([&mut self.top]);
        for place in places.filter(|place| place.piece == piece) {
            place.row = match place.row.checked_sub(before) {
                Some(row) => row + now,
                None => place.row.min(now),
            };
        }
    }

    /// Writes after the alternative text of a picture what becomes of it, or nothing.
    fn note(&mut self, number: usize, note: Option<&CleanText>) {
        let of_picture = |piece: &Piece| piece.shape == Shape::Picture(number);
        if let Some(piece) = self.pieces.iter().position(of_picture) {
            self.set_note(piece, note);
        }
    }

    /// The same for the picture of a piece, if it is one.
    fn set_note(&mut self, piece: usize, note: Option<&CleanText>) {
        let Shape::Picture(number) = self.pieces[piece].shape else {
            return;
        };
        let piece = piece + 1;
        let Some(caption) = self.pieces.get_mut(piece) else {
            return;
        };
        let own = caption.text.as_str().get(..self.pictures[number].own);
        let own = own.unwrap_or_default();
        let text = match note {
            Some(note) => format!("{own} · {}", isolated(note.as_str())),
            None => own.to_owned(),
        };
        if text != caption.text.as_str() {
            caption.text = CleanText::block(&text);
            self.laid_out[piece] = None;
            self.hits[piece] = None;
            // The one gone to may have been in the note.
            self.current = self.current.filter(|hit| hit.piece != piece);
        }
    }
}
