//! Writes laid-out lines into cells.

mod pieces;

use std::ops::Range;
use std::rc::Rc;

use ratatui::buffer::Cell;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use crate::app::{Area, Interface, RequestId, ShownPicture, TAG_SIGN, TextStyle};
use crate::config::Role;
use crate::lang::{Lang, Phrase};
use crate::model::LinkIndex;
use crate::text::{CleanText, Direction, Line, Options, base_direction, layout};
use crate::ui::frame::Frame;
use crate::ui::memo::Memo;
use crate::ui::palette::Palette;

/// Says where a line stands in its area.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Align {
    /// At the start edge of the screen's direction.
    Start,
    /// At the end edge of the screen's direction.
    End,
    /// In the middle.
    Middle,
    /// At the edge where its own paragraph starts: right for right-to-left text.
    Text,
}

/// The cells of the screen, addressed from the start edge.
pub(super) struct Canvas<'a> {
    frame: &'a mut Frame,
    direction: Direction,
    options: Options,
    palette: &'a Palette,
    memo: &'a mut Memo,
    links: Vec<LinkedStretch>,
    pictures: Vec<PaintedPicture>,
    rest: Option<Position>,
}

/// Where a picture is, or some rows of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaintedPicture {
    /// The request that brought it.
    pub request: RequestId,
    /// Columns from the left.
    pub column: u16,
    /// Rows from the top.
    pub row: u16,
    /// The rows of the picture that are seen, from 0.
    pub rows: Range<u16>,
}

/// A stretch of the screen that leads somewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkedStretch {
    /// Rows from the top.
    pub row: u16,
    /// Columns from the left.
    pub columns: Range<u16>,
    /// The link of the open article.
    pub link: LinkIndex,
}

impl<'a> Canvas<'a> {
    pub(super) fn new(
        frame: &'a mut Frame,
        interface: Interface,
        palette: &'a Palette,
        memo: &'a mut Memo,
    ) -> Self {
        Self {
            frame,
            direction: interface.direction,
            options: interface.label_options(),
            palette,
            memo,
            links: Vec::new(),
            pictures: Vec::new(),
            rest: None,
        }
    }

    /// Notes that the reader is at an area: the cursor rests in its first cell, where nothing is typed. Whoever has the
    /// screen read aloud is told of what stands there.
    pub(super) fn rest_at(&mut self, area: Area) {
        let column = match self.direction {
            Direction::Ltr => self.left(area),
            Direction::Rtl => (self.left(area) + area.width).saturating_sub(1),
        };
        self.rest = Some(Position::new(column, area.top));
    }

    /// Where the cursor rests.
    pub(super) const fn rest(&self) -> Option<Position> {
        self.rest
    }

    /// The stretches of what was drawn that lead somewhere, and the pictures to be put over it.
    pub(super) fn into_beside(self) -> (Vec<LinkedStretch>, Vec<PaintedPicture>) {
        (self.links, self.pictures)
    }

    /// Notes that a row of a picture stands in the first row of an area; it follows the row noted before it.
    pub(super) fn note_picture(&mut self, area: Area, picture: ShownPicture, row: u16) {
        let column = self.left(area);
        if let Some(last) = self.pictures.last_mut()
            && (last.request, last.rows.end) == (picture.request, row)
        {
            last.rows.end = row + 1;
            return;
        }
        self.pictures.push(PaintedPicture {
            request: picture.request,
            column,
            row: area.top,
            rows: row..row + 1,
        });
    }

    /// Notes where a line leads that stands in the first row of an area.
    pub(super) fn note_links(&mut self, area: Area, line: &Line) {
        let mut column = self.column_of(area, line, Align::Text);
        let edge = self.left(area).saturating_add(area.width);
        for cell in &line.cells {
            let columns = column..(column + u16::from(cell.width)).min(edge);
            column += u16::from(cell.width);
            let Some(link) = TextStyle::unpack(cell.style).link else {
                continue;
            };
            match self.links.last_mut() {
                Some(last)
                    if (last.row, last.link, last.columns.end)
                        == (area.top, link, columns.start) =>
                {
                    last.columns.end = columns.end;
                }
                _ => self.links.push(LinkedStretch {
                    row: area.top,
                    columns,
                    link,
                }),
            }
        }
    }

    /// Writes the letters of a link over where it begins in a line that stands in the first row of an area.
    pub(super) fn hint(
        &mut self,
        area: Area,
        line: &Line,
        link: LinkIndex,
        letters: &str,
        typed: usize,
    ) {
        let leads = |cell: &&crate::text::Cell| TextStyle::unpack(cell.style).link == Some(link);
        let Some(first) = line
            .cells
            .iter()
            .filter(leads)
            .map(|cell| cell.source.start)
            .min()
        else {
            return;
        };
        let mut column = self.column_of(area, line, Align::Text);
        for cell in &line.cells {
            if leads(&cell) && cell.source.start == first {
                let width = u16::try_from(letters.len()).unwrap_or(1);
                // Right-to-left text begins at the right.
                if cell.level % 2 == 1 {
                    column = (column + u16::from(cell.width)).saturating_sub(width);
                }
                break;
            }
            column += u16::from(cell.width);
        }
        // All of them have to be read, however short the link.
        let width = u16::try_from(letters.len()).unwrap_or(area.width);
        let (left, room) = (self.left(area), area.width.saturating_sub(width));
        column = column.clamp(left, left.saturating_add(room));
        let style = self.palette.style(Role::SearchHitCurrent);
        let muted = self.palette.style(Role::SearchHit);
        for (n, letter) in letters.chars().enumerate() {
            let at = column.saturating_add(u16::try_from(n).unwrap_or_default());
            if let [cell] = self.frame.row(area.top, at, 1) {
                cell.reset();
                cell.set_char(letter)
                    .set_style(if n < typed { muted } else { style });
            }
        }
    }

    /// Empties an area.
    pub(super) fn fill(&mut self, area: Area, role: Role) {
        let style = self.palette.style(role);
        self.each(area, |cell| {
            cell.reset();
            cell.set_style(style);
        });
    }

    /// Draws a line down an area of one column.
    pub(super) fn rule(&mut self, area: Area, role: Role) {
        let style = self.palette.style(role);
        self.each(area, |cell| {
            cell.set_symbol("│").set_style(style);
        });
    }

    /// Writes a sign of the program, of one column, into the first cell of an area.
    pub(super) fn sign(&mut self, area: Area, sign: &'static str, role: Role) {
        let style = self.palette.style(role);
        if let [cell, ..] = self.row(area.first(1)) {
            cell.set_symbol(sign).set_style(style);
        }
    }

    /// Lays a style over what is in an area.
    pub(super) fn overlay(&mut self, area: Area, role: Role) {
        let style = self.palette.style(role);
        self.each(area, |cell| {
            cell.set_style(style);
        });
    }

    /// Lays a style over some cells, by index, of a line that stands in the first row of an area.
    pub(super) fn overlay_cells(
        &mut self,
        area: Area,
        line: &Line,
        align: Align,
        cells: &[usize],
        role: Role,
    ) {
        let style = self.palette.style(role);
        self.restyle(area, line, align, cells, style);
    }

    /// Lays the style of a tag over some cells of a line, as [`Canvas::overlay_cells`] does.
    pub(super) fn overlay_tag(&mut self, area: Area, line: &Line, tag: &str, cells: &[usize]) {
        let style = self.palette.tag(tag);
        self.restyle(area, line, Align::Text, cells, style);
    }

    /// The columns of a tag with its sign.
    pub(super) fn tag_width(&mut self, tag: &CleanText) -> u16 {
        let text = signed(tag);
        let base = base_direction(&text, None, self.direction);
        self.laid_out(&text, base, u16::MAX).width
    }

    /// Writes a tag with its sign at the start of an area; gives the columns it took.
    pub(super) fn tag(&mut self, area: Area, tag: &CleanText) -> u16 {
        let text = signed(tag);
        let base = base_direction(&text, None, self.direction);
        let line = self.laid_out(&text, base, area.width);
        let style = self.palette.tag(tag.as_str());
        self.write(area, &line, Align::Start, |_| style);
        line.width
    }

    fn restyle(&mut self, area: Area, line: &Line, align: Align, cells: &[usize], style: Style) {
        let mut column = self.column_of(area, line, align);
        for (index, source) in line.cells.iter().enumerate() {
            let width = u16::from(source.width);
            if cells.contains(&index) {
                for cell in self.frame.row(area.top, column, width) {
                    cell.set_style(style);
                }
            }
            column += width;
        }
    }

    /// Lays a style over what a line of an article shows of some bytes, and what fills it up between them.
    pub(super) fn overlay_bytes(
        &mut self,
        area: Area,
        line: &Line,
        bytes: &Range<usize>,
        role: Role,
    ) {
        let (start, end) = (line.source.start as usize, line.source.end as usize);
        if bytes.end <= start || end <= bytes.start {
            return;
        }
        let fills = |cell: &crate::text::Cell| {
            let source = cell.source_bytes();
            source.is_empty() && bytes.start < source.start && source.start < bytes.end
        };
        let mut cells: Vec<usize> = line.cells_of(bytes.clone()).collect();
        cells.extend((0..line.cells.len()).filter(|&index| fills(&line.cells[index])));
        self.overlay_cells(area, line, Align::Text, &cells, role);
    }

    fn each(&mut self, area: Area, mut change: impl FnMut(&mut Cell)) {
        for row in area.rows() {
            self.row(row).iter_mut().for_each(&mut change);
        }
    }

    /// The cells of the first row of an area, from the left; fewer where it reaches over the edge of the screen.
    fn row(&mut self, area: Area) -> &mut [Cell] {
        let Rect {
            x,
            y,
            width,
            height,
        } = self.place(area);
        let width = if height == 0 { 0 } else { width };
        self.frame.row(y, x, width)
    }

    /// Writes one line of text in one role into the first row of an area; gives the columns it took.
    pub(super) fn text(
        &mut self,
        area: Area,
        text: &CleanText,
        base: Direction,
        role: Role,
        align: Align,
    ) -> u16 {
        let line = self.laid_out(text, base, area.width);
        self.write_in(area, &line, role, align);
        line.width
    }

    /// The columns that words of the program take in an area.
    pub(super) fn label_width(&mut self, area: Area, words: &str) -> u16 {
        if words.is_empty() {
            return 0;
        }
        let text = CleanText::line(words);
        let base = base_direction(&text, None, self.direction);
        self.laid_out(&text, base, area.width).width
    }

    /// Writes what many rows say into the first row of an area; gives the columns it took.
    pub(super) fn phrase(
        &mut self,
        area: Area,
        (lang, phrase): (&Lang, &Phrase),
        role: Role,
        align: Align,
    ) -> u16 {
        let text = self.memo.say(lang, phrase);
        let base = base_direction(&text, None, self.direction);
        self.text(area, &text, base, role, align)
    }

    /// Lays text out as a line of at most `width` columns.
    pub(super) fn laid_out(&mut self, text: &CleanText, base: Direction, width: u16) -> Rc<Line> {
        let options = self.options(base);
        self.memo.line(text, width, options)
    }

    fn options(&self, base: Direction) -> Options {
        Options {
            base,
            ..self.options
        }
    }

    /// Writes a laid-out line in one role into the first row of an area.
    pub(super) fn write_in(&mut self, area: Area, line: &Line, role: Role, align: Align) {
        let style = self.palette.style(role);
        self.write(area, line, align, |_| style);
    }

    /// Writes words of the program into the first row of an area; gives the columns they took.
    pub(super) fn label(&mut self, area: Area, words: &str, role: Role, align: Align) -> u16 {
        if words.is_empty() {
            return 0;
        }
        let text = CleanText::line(words);
        let base = base_direction(&text, None, self.direction);
        self.text(area, &text, base, role, align)
    }

    /// Fills rows at the foot of the screen in which something stands already; links and pictures there go too.
    pub(super) fn cover_foot(&mut self, area: Area, role: Role) {
        let rows = area.top..area.top.saturating_add(area.height);
        self.links.retain(|stretch| !rows.contains(&stretch.row));
        for picture in &mut self.pictures {
            let seen = rows.start.saturating_sub(picture.row);
            picture.rows.end = picture.rows.end.min(picture.rows.start + seen);
        }
        self.pictures.retain(|picture| !picture.rows.is_empty());
        self.frame.forget();
        self.fill(area, role);
    }

    /// How many rows words of the program need.
    pub(super) fn rows_for(&self, words: &str, width: u16) -> u16 {
        let text = CleanText::line(words);
        let base = base_direction(&text, None, self.direction);
        let lines = layout(&text, &[], width, &self.options(base));
        u16::try_from(lines.len()).unwrap_or(u16::MAX)
    }

    /// Writes words of the program in as many rows of an area as they need.
    pub(super) fn wrapped(&mut self, area: Area, words: &str, role: Role, align: Align) {
        let text = CleanText::line(words);
        let base = base_direction(&text, None, self.direction);
        let style = self.palette.style(role);
        let lines = layout(&text, &[], area.width, &self.options(base));
        for (row, line) in area.rows().zip(&lines) {
            self.write(row, line, align, |_| style);
        }
    }

    /// Writes a laid-out line, each cell in the style that it carries.
    pub(super) fn line(&mut self, area: Area, line: &Line, align: Align) {
        let palette = self.palette;
        self.write(area, line, align, |cell| {
            palette.text_style(TextStyle::unpack(cell.style))
        });
    }

    /// Writes a laid-out line in a style of the caller's choice.
    pub(super) fn write(
        &mut self,
        area: Area,
        line: &Line,
        align: Align,
        style: impl Fn(&crate::text::Cell) -> Style,
    ) {
        let start = self.column_of(area, line, align) - self.left(area);
        let mut cells = self.row(area).iter_mut().skip(usize::from(start));
        let mut left = usize::from(area.width.saturating_sub(start));
        for source in &line.cells {
            let width = usize::from(source.width);
            let Some(rest) = left.checked_sub(width) else {
                return;
            };
            left = rest;
            let style = style(source);
            let mut taken = cells.by_ref().take(width);
            if let Some(cell) = taken.next() {
                cell.set_symbol(&source.symbol).set_style(style);
            }
            // The second column of a wide cluster shows nothing of its own.
            for hidden in taken {
                hidden.reset();
                hidden.set_style(style);
            }
        }
    }

    /// The column from the left at which a line in an area begins.
    fn column_of(&self, area: Area, line: &Line, align: Align) -> u16 {
        let room = area.width.saturating_sub(line.width);
        let rtl = match align {
            Align::Start => self.direction == Direction::Rtl,
            Align::End => self.direction == Direction::Ltr,
            Align::Text => line.base == Direction::Rtl,
            Align::Middle => false,
        };
        let offset = match align {
            Align::Middle => room / 2,
            _ if rtl => room,
            _ => 0,
        };
        self.left(area).saturating_add(offset)
    }

    /// The column from the left at which an area begins.
    pub(super) fn left(&self, area: Area) -> u16 {
        area.left(self.frame.width(), self.direction)
    }

    /// An area, from the left.
    fn place(&self, area: Area) -> Rect {
        Rect::new(self.left(area), area.top, area.width, area.height)
    }
}

/// A tag with its sign.
fn signed(tag: &CleanText) -> CleanText {
    CleanText::line(&format!("{TAG_SIGN}{}", tag.as_str()))
}

#[cfg(test)]
mod tests;
