//! From a document to the pieces of a page: what is laid out, how far in it stands, what marks its first line.

mod links;
mod lists;

use super::code;
use super::piece::{
    DirectionHints, Fold, FoldIndex, Marker, Marks, PageWords, Piece, Pieces, Shape,
};
use super::styled::{StyledText, styled};
use super::table::Grid;
use crate::app::TextStyle;
use crate::config::Role;
use crate::model::{AnchorIndex, Block, Link, Paragraph, Table};
use crate::text::{CleanText, Direction, StyleRun};

/// Columns that one level of a list or a quotation stands further in.
const QUOTE_INDENT: u16 = 2;
/// Deeper levels than this stand no further in: the page must keep room for text.
const DEEPEST_INDENT: u16 = 16;

/// Turns the body of an article into pieces, `spacing` blank lines between paragraphs; where links are numbered, the
/// list of them comes last. What has no letters has the direction `around`.
pub(super) fn pieces(
    blocks: &[Block],
    links: &[Link],
    (hints, around): (DirectionHints, Direction),
    words: &PageWords,
    spacing: u16,
) -> Pieces {
    let mut flow = Flow {
        hints,
        around,
        words,
        spacing,
        links,
        out: Pieces::default(),
        indent: 0,
        bars: Vec::new(),
        bars_above: 0,
        marker: None,
        space: 0,
        lists: 0,
        within: None,
    };
    flow.blocks(blocks);
    flow.list_links();
    flow.out
}

struct Flow<'a> {
    hints: DirectionHints,
    /// The direction of the article, which pictures, rules and numbers take.
    around: Direction,
    words: &'a PageWords,
    spacing: u16,
    links: &'a [Link],
    out: Pieces,
    indent: u16,
    bars: Vec<u16>,
    /// How many of them have stood since the last piece.
    bars_above: usize,
    marker: Option<Marker>,
    space: u16,
    /// How many lists with signs are open.
    lists: usize,
    within: Option<FoldIndex>,
}

impl Flow<'_> {
    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        let apart = match block {
            Block::Paragraph(_) => self.spacing,
            _ => self.spacing.max(1),
        };
        self.space = self.space.max(apart);
        match block {
            Block::Heading { level: 1 | 2, text } => self.paragraph(text, Role::Heading),
            Block::Heading { text, .. } => self.paragraph(text, Role::Subheading),
            Block::Paragraph(text) => self.paragraph(text, Role::Text),
            Block::List { style, items } => self.list(*style, items),
            Block::Definitions(entries) => self.definitions(entries),
            Block::Quote { blocks, source } => self.quote(blocks, source.as_ref()),
            Block::Preformatted { text, language } => self.preformatted(text, language.as_ref()),
            Block::Image { alt, source, link } => self.image(alt, *source, *link),
            Block::Figure { blocks, caption } => self.figure(blocks, caption),
            Block::Table(table) => self.table(table),
            Block::Details {
                summary,
                blocks,
                open,
            } => self.details(summary, blocks, *open),
            Block::Embed { kind, title, link } => self.embed(*kind, title, *link),
            Block::Rule => self.push(CleanText::line("* * *"), Vec::new(), Role::Muted, None),
        }
    }

    fn paragraph(&mut self, paragraph: &Paragraph, role: Role) {
        self.styled(paragraph, TextStyle::plain(role));
    }

    fn styled(&mut self, paragraph: &Paragraph, plain: TextStyle) {
        let StyledText {
            text,
            mut runs,
            marks,
        } = styled(paragraph, plain, self.numbered());
        if runs.is_empty() && plain != TextStyle::plain(plain.role) {
            runs.push(StyleRun {
                range: 0..text.as_str().len(),
                style: plain.pack(),
            });
        }
        self.push(text, runs, plain.role, paragraph.direction);
        self.mark_text(&paragraph.anchors, marks);
    }

    /// Says of the last piece which jumps lead to it, and what is where in its text.
    fn mark_text(&mut self, anchors: &[AnchorIndex], marks: Marks) {
        if let Some(piece) = self.out.list.last_mut() {
            piece.anchors.extend(anchors);
            piece.marks.extend(marks);
        }
    }

    fn push(
        &mut self,
        text: CleanText,
        runs: Vec<StyleRun>,
        role: Role,
        markup: Option<Direction>,
    ) {
        if text.is_empty() && self.marker.is_none() {
            return;
        }
        let base = self.resolve(&text, markup);
        self.place(text, runs, role, base, Shape::Text);
    }

    /// The base direction of a text: that of the article where it has no letters and its markup says nothing.
    fn resolve(&self, text: &CleanText, markup: Option<Direction>) -> Direction {
        self.hints.resolve_in(text, markup, self.around)
    }

    fn place(
        &mut self,
        text: CleanText,
        runs: Vec<StyleRun>,
        role: Role,
        base: Direction,
        shape: Shape,
    ) {
        let before = self.out.list.last();
        let first = before.is_none();
        // A bar does not change sides between two lines.
        let goes_on = before.is_some_and(|before| before.base == base);
        let bars_above = if goes_on { self.bars_above } else { 0 };
        self.bars_above = self.bars.len();
        self.out.list.push(Piece {
            base,
            text,
            runs,
            role,
            indent: self.indent.min(DEEPEST_INDENT),
            marker: self.marker.take(),
            bars: self.bars.clone(),
            bars_above,
            space_before: if first { 0 } else { self.space },
            shape,
            within: self.within,
            anchors: Vec::new(),
            marks: Marks::default(),
        });
        self.space = 0;
    }

    /// Does something with the text further in.
    fn indented(&mut self, step: u16, inner: impl FnOnce(&mut Self)) {
        self.indent += step;
        inner(self);
        self.indent -= step;
    }

    fn quote(&mut self, blocks: &[Block], source: Option<&Paragraph>) {
        self.bars.push(self.indent.min(DEEPEST_INDENT));
        self.indented(QUOTE_INDENT, |flow| {
            flow.blocks(blocks);
            if let Some(source) = source {
                flow.space = 0;
                flow.after_dash(source);
            }
        });
        self.bars.pop();
        self.bars_above = self.bars_above.min(self.bars.len());
    }

    fn after_dash(&mut self, source: &Paragraph) {
        let text = styled(source, TextStyle::plain(Role::Caption), self.numbered());
        let base = self.resolve(&text.text, source.direction);
        let StyledText { text, runs, marks } = text.prefixed("— ");
        self.place(text, runs, Role::Caption, base, Shape::Text);
        self.mark_text(&source.anchors, marks);
    }

    fn preformatted(&mut self, text: &Paragraph, language: Option<&CleanText>) {
        self.indented(QUOTE_INDENT, |flow| {
            if let Some(language) = language {
                let base = Direction::Ltr;
                flow.place(language.clone(), Vec::new(), Role::Muted, base, Shape::Text);
            }
            let StyledText {
                text: words,
                mut runs,
                marks,
            } = styled(text, TextStyle::plain(Role::Code), flow.numbered());
            if runs.is_empty() {
                runs = code::colours(words.as_str(), language.map_or("", CleanText::as_str));
            }
            let base = flow
                .hints
                .resolve_preformatted(&words, text.direction, language.is_some());
            flow.place(words, runs, Role::Code, base, Shape::Text);
            flow.mark_text(&text.anchors, marks);
        });
    }

    fn figure(&mut self, blocks: &[Block], caption: &[Block]) {
        self.blocks(blocks);
        self.space = 0;
        self.caption(caption);
    }

    fn caption(&mut self, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Paragraph(text) => self.paragraph(text, Role::Caption),
                other => self.block(other),
            }
        }
    }

    fn table(&mut self, table: &Table) {
        self.caption(&table.caption);
        if !table.caption.is_empty() {
            self.space = 0;
        }
        let (grid, rows) = Grid::new(table, (self.hints, self.around), self.numbered());
        let (number, base) = (self.out.tables.len(), grid.direction());
        self.out.tables.push(grid);
        let mut in_head = true;
        for (row, text) in rows.into_iter().enumerate() {
            if in_head && !text.header && row > 0 {
                let shape = Shape::RowRule { table: number };
                self.place(CleanText::default(), Vec::new(), Role::Border, base, shape);
            }
            in_head = text.header;
            let shape = Shape::Row { table: number, row };
            self.place(text.text, Vec::new(), Role::Text, base, shape);
            for cell in &table.rows[row].cells {
                self.mark_text(&cell.text.anchors, Marks::default());
            }
            self.mark_text(&[], text.marks);
        }
    }

    fn details(&mut self, summary: &Paragraph, blocks: &[Block], open: bool) {
        let fold = FoldIndex(self.out.folds.len());
        self.out.folds.push(Fold {
            within: self.within,
            open,
        });
        let plain = TextStyle {
            strong: true,
            ..TextStyle::plain(Role::Text)
        };
        let StyledText {
            mut text,
            mut runs,
            marks,
        } = styled(summary, plain, self.numbered());
        if text.is_empty() {
            text = CleanText::line(&self.words.details);
        }
        runs.insert(
            0,
            StyleRun {
                range: 0..text.as_str().len(),
                style: plain.pack(),
            },
        );
        let base = self.resolve(&text, summary.direction);
        self.indented(QUOTE_INDENT, |flow| {
            flow.place(text, runs, Role::Text, base, Shape::Summary(fold));
            flow.mark_text(&summary.anchors, marks);
            let around = flow.within.replace(fold);
            flow.space = flow.spacing;
            flow.blocks(blocks);
            flow.within = around;
        });
    }

    /// Whether links have numbers.
    const fn numbered(&self) -> bool {
        self.words.links.is_some()
    }
}
