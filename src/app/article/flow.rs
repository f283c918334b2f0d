//! From a document to the pieces of a page: what is laid out, how far in it stands, what marks its first line.

use std::ops::Range;

use super::code;
use super::numeral;
use super::pictures::Picture;
use super::piece::{
    DirectionHints, Fold, FoldIndex, Marker, Marks, PageWords, Piece, Pieces, Shape,
};
use super::styled::{StyledText, number, styled};
use super::table::Grid;
use crate::app::TextStyle;
use crate::config::Role;
use crate::model::{
    AnchorIndex, Block, Definition, EmbedKind, Link, LinkIndex, ListItem, ListStyle, Paragraph,
    Table,
};
use crate::text::{CleanText, Direction, Options, StyleRun, layout_line};

/// Columns that one level of a list or a quotation stands further in.
const QUOTE_INDENT: u16 = 2;
/// Deeper levels than this stand no further in: the page must keep room for text.
const DEEPEST_INDENT: u16 = 16;
/// The widest marker of a list that has room before its item.
const WIDEST_MARKER: u16 = 8;

/// Turns the body of an article into pieces, `spacing` blank lines between paragraphs; where links are numbered, the
/// list of them comes last.
pub(super) fn pieces(
    blocks: &[Block],
    links: &[Link],
    hints: DirectionHints,
    words: &PageWords,
    spacing: u16,
) -> Pieces {
    let mut flow = Flow {
        hints,
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
        let base = self.hints.resolve(&text, markup);
        self.place(text, runs, role, base, Shape::Text);
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

    /// Pushes a text that leads somewhere as a whole.
    fn leading(&mut self, text: CleanText, role: Role, markup: Option<Direction>, link: LinkIndex) {
        let run = whole(0..text.as_str().len(), role, link);
        self.push(text, vec![run], role, markup);
    }

    /// Does something with the text further in.
    fn indented(&mut self, step: u16, inner: impl FnOnce(&mut Self)) {
        self.indent += step;
        inner(self);
        self.indent -= step;
    }

    fn list(&mut self, style: ListStyle, items: &[ListItem]) {
        let markers: Vec<CleanText> = items
            .iter()
            .map(|item| CleanText::line(&numeral::marker(style, item.number, self.lists)))
            .collect();
        let widest = markers.iter().map(columns).max().unwrap_or(1);
        let step = match widest {
            0 => 0,
            widest => widest.min(WIDEST_MARKER) + 1,
        };
        let signs = usize::from(style == ListStyle::Bullet);
        self.lists += signs;
        // Items of several paragraphs stand apart.
        let is_long =
            |item: &ListItem| matches!(item.blocks.as_slice(), [_, Block::Paragraph(_), ..]);
        let apart = items.iter().any(is_long);
        self.indented(step, |flow| {
            for (n, (item, marker)) in items.iter().zip(markers).enumerate() {
                if apart && n > 0 {
                    flow.space = flow.space.max(flow.spacing);
                }
                flow.mark(marker);
                flow.item(item);
            }
        });
        self.lists -= signs;
    }

    /// Lets the next piece begin with a marker.
    fn mark(&mut self, text: CleanText) {
        let before = self.indent.min(DEEPEST_INDENT);
        self.marker = Some(Marker { text, before }).filter(|marker| !marker.text.is_empty());
    }

    fn item(&mut self, item: &ListItem) {
        for (n, block) in item.blocks.iter().enumerate() {
            match block {
                // The first paragraph stands beside its marker, close to the item before.
                Block::Paragraph(text) if n == 0 => self.paragraph(text, Role::Text),
                // A list in an item stands close to its text.
                Block::List { style, items } => self.list(*style, items),
                other => self.block(other),
            }
        }
        if self.marker.is_some() {
            self.push(CleanText::default(), Vec::new(), Role::Text, None);
        }
    }

    fn definitions(&mut self, entries: &[Definition]) {
        for (n, entry) in entries.iter().enumerate() {
            if n > 0 {
                self.space = self.space.max(self.spacing);
            }
            for term in &entry.terms {
                let plain = TextStyle {
                    strong: true,
                    ..TextStyle::plain(Role::Text)
                };
                self.styled(term, plain);
            }
            self.indented(QUOTE_INDENT * 2, |flow| {
                for (n, block) in entry.blocks.iter().enumerate() {
                    match block {
                        Block::Paragraph(text) if n == 0 => flow.paragraph(text, Role::Text),
                        other => flow.block(other),
                    }
                }
            });
        }
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
        let base = self.hints.resolve(&text.text, source.direction);
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

    /// What leads elsewhere than to the picture itself has a sign of its own behind it.
    fn image(&mut self, alt: &Paragraph, source: Option<LinkIndex>, link: Option<LinkIndex>) {
        let words = match alt.text.as_str() {
            "" => CleanText::line("▣"),
            alt => CleanText::block(&format!("▣ {alt}")),
        };
        let mut text = words.as_str().to_owned();
        let (mut runs, mut marks) = (Vec::new(), Marks::default());
        let elsewhere = link.filter(|_| source.is_some());
        let mut start = 0;
        for (sign, link) in [("", source.or(link)), ("↗", elsewhere)] {
            let Some(link) = link else {
                continue;
            };
            if !sign.is_empty() {
                text.push(' ');
                start = text.len();
                text.push_str(sign);
            }
            let own = text.len();
            text.push_str(&self.number(link));
            marks
                .numbers
                .extend((own < text.len()).then_some(own..text.len()));
            runs.push(whole(start..text.len(), Role::Picture, link));
        }
        let text = CleanText::block(&text);
        let before = source.map(|source| self.picture(&text, alt.direction, source));
        self.push(text, runs, Role::Picture, alt.direction);
        if let Some((piece, before)) = self.out.list.last_mut().zip(before) {
            (piece.space_before, piece.bars_above) = before;
        }
        self.mark_text(&alt.anchors, marks);
    }

    /// Leaves a place for a picture before its alternative text, which has its marker; gives the blank lines before it
    /// and the bars in them.
    fn picture(
        &mut self,
        alt: &CleanText,
        markup: Option<Direction>,
        link: LinkIndex,
    ) -> (u16, usize) {
        let shape = Shape::Picture(self.out.pictures.len());
        let own = alt.as_str().len();
        self.out.pictures.push(Picture::new(link, own));
        let (base, marker) = (self.hints.resolve(alt, markup), self.marker.take());
        let (text, role) = (CleanText::default(), Role::Picture);
        self.place(text, Vec::new(), role, base, shape);
        self.marker = marker;
        let piece = self.out.list.last();
        piece.map_or((0, 0), |piece| (piece.space_before, piece.bars_above))
    }

    fn figure(&mut self, blocks: &[Block], caption: &[Block]) {
        self.blocks(blocks);
        self.space = 0;
        for block in caption {
            match block {
                Block::Paragraph(text) => self.paragraph(text, Role::Caption),
                other => self.block(other),
            }
        }
    }

    fn table(&mut self, table: &Table) {
        for block in &table.caption {
            match block {
                Block::Paragraph(text) => self.paragraph(text, Role::Caption),
                other => self.block(other),
            }
        }
        if !table.caption.is_empty() {
            self.space = 0;
        }
        let (grid, rows) = Grid::new(table, self.hints, self.numbered());
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
        let base = self.hints.resolve(&text, summary.direction);
        self.indented(QUOTE_INDENT, |flow| {
            flow.place(text, runs, Role::Text, base, Shape::Summary(fold));
            flow.mark_text(&summary.anchors, marks);
            let around = flow.within.replace(fold);
            flow.space = flow.spacing;
            flow.blocks(blocks);
            flow.within = around;
        });
    }

    fn embed(&mut self, kind: EmbedKind, title: &Paragraph, link: LinkIndex) {
        let (sign, word) = match kind {
            EmbedKind::Video => ("▶", &self.words.video),
            EmbedKind::Audio => ("♪", &self.words.audio),
            EmbedKind::Post => ("✉", &self.words.post),
            EmbedKind::Page => ("↗", &self.words.page),
        };
        let url = self.links.get(link.0).map_or("", |link| &link.url);
        // Each part keeps its own order (UAX #9, FSI and PDI).
        let mut parts = vec![word.as_str()];
        parts.extend(Some(title.text.as_str()).filter(|title| !title.is_empty()));
        parts.extend(host(url));
        let parts: Vec<String> = parts
            .iter()
            .map(|part| format!("\u{2068}{part}\u{2069}"))
            .collect();
        let number = self.number(link);
        let text = CleanText::block(&format!("{sign} {}{number}", parts.join(" · ")));
        let number = ending(&text, &number);
        self.leading(text, Role::Picture, title.direction, link);
        self.mark_text(&[], number);
    }

    /// Whether links have numbers.
    const fn numbered(&self) -> bool {
        self.words.links.is_some()
    }

    /// The number of a link where links have numbers.
    fn number(&self, link: LinkIndex) -> String {
        if self.numbered() {
            number(link)
        } else {
            String::new()
        }
    }

    fn list_links(&mut self) {
        let Some(title) = self.words.links.as_ref().filter(|_| !self.links.is_empty()) else {
            return;
        };
        self.space = 2;
        let title = CleanText::line(title);
        self.push(title, Vec::new(), Role::Heading, None);
        for (index, link) in self.links.iter().enumerate() {
            let number = format!("[{}]", index + 1);
            self.indent = u16::try_from(number.len()).unwrap_or(8) + 1;
            self.mark(CleanText::line(&number));
            let url = CleanText::line(&link.url);
            self.leading(url, Role::Link, Some(Direction::Ltr), LinkIndex(index));
        }
        self.indent = 0;
    }
}

/// The style of a stretch that leads somewhere as a whole.
fn whole(range: Range<usize>, role: Role, link: LinkIndex) -> StyleRun {
    let style = TextStyle {
        link: Some(link),
        ..TextStyle::plain(role)
    };
    StyleRun {
        range,
        style: style.pack(),
    }
}

/// Marks the number that a text ends with, if it does.
fn ending(text: &CleanText, number: &str) -> Marks {
    let (text, mut marks) = (text.as_str(), Marks::default());
    if !number.is_empty() && text.ends_with(number) {
        marks.numbers.push(text.len() - number.len()..text.len());
    }
    marks
}

/// The host of a URL.
fn host(url: &str) -> Option<&str> {
    let (_, rest) = url.split_once("://")?;
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    Some(rest[..end].trim_start_matches("www."))
}

/// Columns that a marker takes.
fn columns(marker: &CleanText) -> u16 {
    layout_line(marker, &[], WIDEST_MARKER, &Options::default()).width
}
