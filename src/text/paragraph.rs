//! A paragraph in logical order: what is drawn for each cluster, and where it may break.

use std::ops::Range;

use compact_str::CompactString;

use super::bidi::{self, Levels, Role};
use super::shape::{self, Joins};
use super::style::Styles;
use super::width::symbol_width;
use super::{Cell, Direction, Options, StyleId, breaks, cluster, digits, signs};

/// Bytes of a symbol, at most. The longest emoji sequences take half as many; chains of hundreds have two columns
/// by the rules, and as many as they like on the screen.
const SYMBOL_BYTES: usize = 64;

/// A cell that has no place yet.
#[derive(Clone, Debug, Default)]
pub(super) struct Piece {
    pub(super) cell: Cell,
    pub(super) role: Role,
    /// A line may begin here.
    pub(super) breaks: bool,
    /// It goes on with the cluster of the piece before.
    pub(super) tail: bool,
}

impl Piece {
    /// Whether it is white space and no more, which hangs over the end of a line.
    pub(super) fn is_blank(&self) -> bool {
        self.role != Role::Text && self.cell.symbol.chars().nth(1).is_none()
    }

    /// Whether it has a place in the order but is not drawn: an isolate, or its end.
    pub(super) fn is_hidden(&self) -> bool {
        self.cell.symbol.is_empty()
    }

    /// Leaves it out of the picture.
    pub(super) fn hide(&mut self) {
        self.cell.symbol = CompactString::const_new("");
        self.cell.width = 0;
        self.role = Role::Space;
    }

    /// Moves its cell behind others, unless it is hidden.
    pub(super) fn give_cell(&mut self, cells: &mut Vec<Cell>) {
        if !self.is_hidden() {
            cells.push(std::mem::take(&mut self.cell));
        }
    }

    pub(super) fn is_tab(&self) -> bool {
        self.cell.symbol == "\t"
    }

    /// The first character of the symbol.
    pub(super) fn first(&self) -> char {
        self.cell.symbol.chars().next().unwrap_or('\0')
    }
}

/// A stretch of text without line ends, ready to be broken into lines.
pub(super) struct Paragraph {
    pub(super) pieces: Vec<Piece>,
    pub(super) base: Direction,
    /// Whether the visual order may differ from the logical order.
    pub(super) reorders: bool,
    /// The bytes of the source text it covers.
    pub(super) source: Range<usize>,
}

impl Paragraph {
    /// Analyses `text`, which begins at byte `at` of the source.
    pub(super) fn new(text: &str, at: usize, styles: &Styles, options: Options) -> Self {
        Self::broken_at(breaks::line_breaks(text), text, at, styles, options)
    }

    /// Analyses the text of one line, which is broken nowhere.
    pub(super) fn unbroken(text: &str, styles: &Styles, options: Options) -> Self {
        Self::broken_at(Vec::new(), text, 0, styles, options)
    }

    fn broken_at(
        breaks: Vec<usize>,
        text: &str,
        at: usize,
        styles: &Styles,
        options: Options,
    ) -> Self {
        let reorders = options.base == Direction::Rtl || bidi::has_rtl(text);
        let mut builder = Builder {
            text,
            at,
            styles,
            strip_tashkeel: options.strip_tashkeel,
            levels: reorders.then(|| {
                let mut levels = Levels::new(text, Some(options.base));
                signs::keep_with_words(text, &mut levels);
                levels
            }),
            breaks: breaks.into_iter().peekable(),
            pieces: Vec::with_capacity(text.len()),
            last_drawn: None,
            skipped: None,
            breaks_next: false,
        };
        builder.build();
        let mut pieces = builder.pieces;
        if options.base == Direction::Rtl {
            digits::redraw(&mut pieces, options.digits);
        }
        Self {
            pieces,
            base: options.base,
            reorders,
            source: at..at + text.len(),
        }
    }
}

struct Builder<'a> {
    text: &'a str,
    at: usize,
    styles: &'a Styles,
    strip_tashkeel: bool,
    levels: Option<Levels>,
    breaks: std::iter::Peekable<std::vec::IntoIter<usize>>,
    pieces: Vec<Piece>,
    /// The last piece that is not hidden.
    last_drawn: Option<usize>,
    /// Where source begins that no piece shows yet.
    skipped: Option<usize>,
    /// A break opportunity stood before something that is not drawn.
    breaks_next: bool,
}

impl Builder<'_> {
    fn build(&mut self) {
        if self.text.is_ascii() {
            for at in 0..self.text.len() {
                self.push_cluster(at..at + 1, Joins::default());
            }
        } else if shape::has_forms(self.text) {
            self.build_joined();
        } else {
            for range in cluster::clusters(self.text) {
                self.push_cluster(range, Joins::default());
            }
        }
    }

    fn build_joined(&mut self) {
        let clusters: Vec<Range<usize>> = cluster::clusters(self.text).collect();
        let joins = shape::joins(self.text, &clusters);
        let mut index = 0;
        while let Some(range) = clusters.get(index) {
            let next = clusters.get(index + 1).filter(|_| joins[index].after);
            let ligature = next.and_then(|next| {
                shape::ligature(
                    &self.text[range.clone()],
                    joins[index],
                    &self.text[next.clone()],
                )
                .map(|symbol| (range.start..next.end, symbol))
            });
            if let Some((range, symbol)) = ligature {
                self.push_symbol(range, symbol);
                index += 2;
            } else {
                self.push_cluster(range.clone(), joins[index]);
                index += 1;
            }
        }
    }

    fn push_cluster(&mut self, range: Range<usize>, joins: Joins) {
        let cluster = &self.text[range.clone()];
        let level = self.level(range.start);
        if let Some(form) = shape::letter_form(cluster, joins) {
            return self.push_letter(range, form, level);
        }
        let symbol = match cluster.as_bytes() {
            [c @ b' '..=b'~'] if level.is_multiple_of(2) || !has_image(*c) => {
                return self.push_plain(range, level);
            }
            [b'\t'] => return self.push_tab(range),
            [b'\n'] => CompactString::const_new(" "),
            _ if shape::is_arabic(cluster) => shape::shaped(cluster, joins),
            _ if level % 2 == 1 => mirrored(cluster),
            _ => CompactString::from(cluster),
        };
        self.push_symbol(range, symbol);
    }

    /// A shorter way to the same for what most Arabic text is made of.
    fn push_letter(&mut self, range: Range<usize>, form: char, level: u8) {
        let breaks = self.may_break(range.start);
        let piece = self.push_piece(range, 1, level, Role::Text, breaks);
        piece.cell.symbol.push(form);
    }

    /// A shorter way to the same for what most left-to-right text is made of.
    fn push_plain(&mut self, range: Range<usize>, level: u8) {
        let breaks = self.may_break(range.start);
        let text = &self.text[range.clone()];
        let role = if text == " " { Role::Space } else { Role::Text };
        let piece = self.push_piece(range, 1, level, role, breaks);
        piece.cell.symbol.push_str(text);
    }

    fn push_symbol(&mut self, range: Range<usize>, symbol: CompactString) {
        let symbol = self.without_tashkeel(symbol);
        let breaks = self.may_break(range.start);
        match symbol_width(&symbol) {
            0 => self.push_invisible(range, breaks),
            width @ (1 | 2) if symbol.len() <= SYMBOL_BYTES => {
                self.push(range, symbol, width, breaks);
            }
            _ => self.push_parts(range, breaks),
        }
    }

    /// Draws a cluster wider than two columns, or longer than any that is meant, as cells that follow one another.
    fn push_parts(&mut self, range: Range<usize>, breaks: bool) {
        let first = self.pieces.len();
        let columns = |part: &str| symbol_width(&self.without_tashkeel(part.into()));
        for part in parts(&self.text[range.clone()], columns) {
            let part = range.start + part.start..range.start + part.end;
            let symbol = self.without_tashkeel(self.text[part.clone()].into());
            let width = symbol_width(&symbol);
            self.push(part, symbol, width, breaks);
        }
        for piece in &mut self.pieces[first + 1..] {
            piece.tail = true;
            piece.breaks = false;
        }
    }

    fn without_tashkeel(&self, mut symbol: CompactString) -> CompactString {
        if self.strip_tashkeel && !symbol.is_ascii() {
            symbol.retain(|c| !shape::is_tashkeel(c));
        }
        symbol
    }

    fn push(&mut self, range: Range<usize>, symbol: CompactString, width: usize, breaks: bool) {
        let role = self.text[range.start..]
            .chars()
            .next()
            .map_or(Role::Text, Role::of);
        let level = self.level(range.start);
        let width = u8::try_from(width).unwrap_or(u8::MAX);
        self.push_piece(range, width, level, role, breaks)
            .cell
            .symbol = symbol;
    }

    /// Pushes a piece that has no symbol yet.
    ///
    /// It is made in its place: what is made elsewhere and moved is read back before its parts are written, for
    /// which the processor waits as long as all the rest of this takes.
    fn push_piece(
        &mut self,
        range: Range<usize>,
        width: u8,
        level: u8,
        role: Role,
        breaks: bool,
    ) -> &mut Piece {
        let style = self.styles.at(self.at + range.start);
        let start = self.skipped.take().unwrap_or(range.start);
        let source = self.source(start..range.end);
        let place = self.pieces.len();
        self.last_drawn = Some(place);
        self.pieces.push(Piece::default());
        let piece = &mut self.pieces[place];
        piece.cell.width = width;
        piece.cell.level = level;
        piece.cell.style = style;
        piece.cell.source = source;
        piece.role = role;
        piece.breaks = breaks;
        piece
    }

    /// A tab has no width before it has a place.
    fn push_tab(&mut self, range: Range<usize>) {
        let breaks = self.may_break(range.start);
        self.push(range, CompactString::const_new("\t"), 1, breaks);
    }

    /// Keeps the source of what is not drawn with its neighbour, and the place of an isolate in the order.
    fn push_invisible(&mut self, range: Range<usize>, breaks: bool) {
        let role = self.text[range.clone()]
            .chars()
            .next()
            .map_or(Role::Text, Role::of);
        if role == Role::Space && self.levels.is_some() {
            self.push_hidden(&range, breaks);
        } else {
            self.breaks_next |= breaks;
        }
        match self.last_drawn {
            Some(last) if self.skipped.is_none() => {
                self.pieces[last].cell.source.end = offset(self.at + range.end);
            }
            _ => self.skipped = self.skipped.or(Some(range.start)),
        }
    }

    fn push_hidden(&mut self, range: &Range<usize>, breaks: bool) {
        let cell = Cell {
            symbol: CompactString::const_new(""),
            width: 0,
            level: self.level(range.start),
            style: StyleId::default(),
            source: self.source(range.end..range.end),
        };
        self.pieces.push(Piece {
            cell,
            role: Role::Space,
            breaks,
            tail: false,
        });
    }

    fn level(&self, byte: usize) -> u8 {
        self.levels.as_ref().map_or(0, |levels| levels.at(byte))
    }

    fn source(&self, range: Range<usize>) -> Range<u32> {
        offset(self.at + range.start)..offset(self.at + range.end)
    }

    /// Whether a line may begin at a cluster. Opportunities inside clusters are passed over.
    fn may_break(&mut self, start: usize) -> bool {
        while self.breaks.next_if(|&at| at < start).is_some() {}
        let here = self.breaks.next_if_eq(&start).is_some();
        std::mem::take(&mut self.breaks_next) || here
    }
}

/// Gives a byte offset as cells keep it; text beyond 4 GiB is not told apart.
pub(super) fn offset(byte: usize) -> u32 {
    u32::try_from(byte).unwrap_or(u32::MAX)
}

/// Says whether a character of ASCII may have a mirror image.
fn has_image(c: u8) -> bool {
    matches!(c, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}')
}

/// Replaces the base of a cluster at an odd level by its mirror image (rule L4).
fn mirrored(cluster: &str) -> CompactString {
    let mut chars = cluster.chars();
    match chars.next().and_then(bidi::mirrored) {
        Some(image) => std::iter::once(image).chain(chars).collect(),
        None => CompactString::from(cluster),
    }
}

/// Cuts a cluster into stretches of at most two columns and not too many bytes.
///
/// The columns are those of what is drawn: a mark that is left out may have stood between a digit and what widens it.
fn parts(cluster: &str, columns: impl Fn(&str) -> usize) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let (mut start, mut visible) = (0, 0);
    for (at, c) in cluster.char_indices() {
        let end = at + c.len_utf8();
        if columns(&cluster[at..end]) > 0 {
            visible = at;
        }
        let full = end - start > SYMBOL_BYTES || columns(&cluster[start..end]) > 2;
        // What has no columns may still widen the character before it (U+FE0F): both go into the next part.
        if full && columns(&cluster[start..visible]) > 0 {
            parts.push(start..visible);
            start = visible;
        }
    }
    parts.push(start..cluster.len());
    parts
}
