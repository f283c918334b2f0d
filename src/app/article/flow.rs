//! From a document to the pieces of a page: what is laid out, how far in it stands, what marks its first line.

use crate::app::TextStyle;
use crate::config::Role;
use crate::model::{Block, Document, LinkIndex, ListItem, Paragraph, Span, SpanKind};
use crate::text::{CleanText, Direction, StyleRun, base_direction};

/// A paragraph of the page, ready for layout.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The text in logical order.
    pub text: CleanText,
    /// The styles of its stretches; disjoint, ordered.
    pub runs: Vec<StyleRun>,
    /// The style of everything else: role of the whole piece.
    pub role: Role,
    /// The base direction.
    pub base: Direction,
    /// Columns between the start edge of the page and the text.
    pub indent: u16,
    /// What stands before the first line, in the indent: a bullet, a number.
    pub marker: Option<CleanText>,
    /// How many quotation bars stand at the start edge of every line.
    pub quotes: u8,
    /// Blank lines before it.
    pub space_before: u16,
}

/// What decides the base direction of text that does not say its own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DirectionHints {
    /// The reader's setting for the feed, which is final.
    pub always: Option<Direction>,
    /// The direction of the language of the entry or the feed.
    pub language: Option<Direction>,
}

impl DirectionHints {
    /// The base direction of `text`, whose own markup says `markup`.
    #[must_use]
    pub fn resolve(self, text: &CleanText, markup: Option<Direction>) -> Direction {
        self.always.or(markup).unwrap_or_else(|| {
            base_direction(text, self.language, self.language.unwrap_or_default())
        })
    }
}

/// Columns that one level of a list or a quotation stands further in.
const QUOTE_INDENT: u16 = 2;
/// Deeper levels than this stand no further in: the page must keep room for text.
const DEEPEST_INDENT: u16 = 16;

/// Turns the body of an article into pieces; the list of its links comes last.
#[must_use]
pub fn pieces(document: &Document, hints: DirectionHints, links_title: &str) -> Vec<Piece> {
    let mut flow = Flow {
        hints,
        pieces: Vec::new(),
        indent: 0,
        quotes: 0,
        marker: None,
        space: 0,
    };
    flow.blocks(&document.blocks);
    flow.links(document, links_title);
    flow.pieces
}

struct Flow {
    hints: DirectionHints,
    pieces: Vec<Piece>,
    indent: u16,
    quotes: u8,
    marker: Option<CleanText>,
    space: u16,
}

impl Flow {
    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        self.space = self.space.max(1);
        match block {
            Block::Heading { text, .. } => self.paragraph(text, Role::Heading),
            Block::Paragraph(text) => self.paragraph(text, Role::Text),
            Block::List { start, items } => self.list(*start, items),
            Block::Quote(blocks) => self.quote(blocks),
            Block::Preformatted { text } => self.preformatted(text),
            Block::Image { alt, source } => self.image(alt, *source),
            Block::TableRow(cells) => self.table_row(cells),
            Block::Rule => self.push(CleanText::line("* * *"), Vec::new(), Role::Muted, None),
        }
    }

    fn paragraph(&mut self, paragraph: &Paragraph, role: Role) {
        let (text, runs) = styled(paragraph, role);
        self.push(text, runs, role, paragraph.direction);
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
        let first = self.pieces.is_empty();
        self.pieces.push(Piece {
            base: self.hints.resolve(&text, markup),
            text,
            runs,
            role,
            indent: self.indent.min(DEEPEST_INDENT),
            marker: self.marker.take(),
            quotes: self.quotes,
            space_before: if first { 0 } else { self.space },
        });
        self.space = 0;
    }

    fn list(&mut self, start: Option<i64>, items: &[ListItem]) {
        let markers: Vec<String> = (0_i64..)
            .zip(items)
            .map(|(n, _)| {
                start.map_or_else(
                    || "•".to_owned(),
                    |start| format!("{}.", start.saturating_add(n)),
                )
            })
            .collect();
        let widest = markers.iter().map(String::len).max().unwrap_or(1).min(8);
        let step = if start.is_some() {
            u16::try_from(widest).unwrap_or(8) + 1
        } else {
            2
        };
        self.indent += step;
        for (item, marker) in items.iter().zip(markers) {
            self.marker = Some(CleanText::line(&marker));
            self.item(item);
        }
        self.indent -= step;
    }

    fn item(&mut self, item: &ListItem) {
        for (n, block) in item.blocks.iter().enumerate() {
            match block {
                // The first paragraph stands beside its marker, close to the item before.
                Block::Paragraph(text) if n == 0 => self.paragraph(text, Role::Text),
                other => self.block(other),
            }
        }
        if self.marker.is_some() {
            self.push(CleanText::default(), Vec::new(), Role::Text, None);
        }
    }

    fn quote(&mut self, blocks: &[Block]) {
        self.indent += QUOTE_INDENT;
        self.quotes = self.quotes.saturating_add(1);
        self.blocks(blocks);
        self.quotes -= 1;
        self.indent -= QUOTE_INDENT;
    }

    fn preformatted(&mut self, text: &CleanText) {
        self.indent += QUOTE_INDENT;
        self.push(text.clone(), Vec::new(), Role::Code, Some(Direction::Ltr));
        self.indent -= QUOTE_INDENT;
    }

    fn image(&mut self, alt: &Paragraph, source: Option<LinkIndex>) {
        let number = source.map_or_else(String::new, |link| format!(" [{}]", link.0 + 1));
        let text = CleanText::block(&format!("▣ {}{number}", alt.text.as_str()));
        self.push(text, Vec::new(), Role::Picture, alt.direction);
    }

    fn table_row(&mut self, cells: &[Paragraph]) {
        let mut row = Paragraph {
            direction: cells.iter().find_map(|cell| cell.direction),
            ..Paragraph::default()
        };
        let mut text = String::new();
        for cell in cells {
            if !text.is_empty() {
                text.push_str(" │ ");
            }
            let offset = text.len();
            text.push_str(cell.text.as_str());
            row.spans.extend(cell.spans.iter().map(|span| Span {
                range: span.range.start + offset..span.range.end + offset,
                kind: span.kind,
            }));
        }
        row.text = CleanText::block(&text);
        // Rows of one table stand close together.
        let after_row = self
            .pieces
            .last()
            .is_some_and(|piece| piece.text.as_str().contains('│'));
        if after_row {
            self.space = 0;
        }
        self.paragraph(&row, Role::Text);
    }

    fn links(&mut self, document: &Document, title: &str) {
        if document.links.is_empty() {
            return;
        }
        self.space = 2;
        self.push(CleanText::line(title), Vec::new(), Role::Heading, None);
        for (number, link) in document.links.iter().enumerate() {
            let number = format!("[{}]", number + 1);
            self.indent = u16::try_from(number.len()).unwrap_or(8) + 1;
            self.marker = Some(CleanText::line(&number));
            self.push(
                CleanText::line(&link.url),
                Vec::new(),
                Role::Link,
                Some(Direction::Ltr),
            );
        }
        self.indent = 0;
    }
}

/// The text of a paragraph with `[n]` after each link, and the styles of its stretches.
fn styled(paragraph: &Paragraph, role: Role) -> (CleanText, Vec<StyleRun>) {
    let source = paragraph.text.as_str();
    let mut cuts: Vec<usize> = paragraph
        .spans
        .iter()
        .flat_map(|span| [span.range.start, span.range.end])
        .collect();
    cuts.extend([0, source.len()]);
    cuts.sort_unstable();
    cuts.dedup();
    let mut text = String::with_capacity(source.len());
    let mut runs = Vec::new();
    for ends in cuts.windows(2) {
        let style = style_at(&paragraph.spans, ends[0], role);
        push_run(&mut text, &mut runs, &source[ends[0]..ends[1]], style);
        for span in paragraph
            .spans
            .iter()
            .filter(|span| span.range.end == ends[1])
        {
            if let SpanKind::Link(link) = span.kind {
                push_run(
                    &mut text,
                    &mut runs,
                    &format!(" [{}]", link.0 + 1),
                    TextStyle::plain(Role::Link),
                );
            }
        }
    }
    (CleanText::block(&text), runs)
}

fn push_run(text: &mut String, runs: &mut Vec<StyleRun>, stretch: &str, style: TextStyle) {
    let start = text.len();
    text.push_str(stretch);
    runs.push(StyleRun {
        range: start..text.len(),
        style: style.pack(),
    });
}

fn style_at(spans: &[Span], byte: usize, role: Role) -> TextStyle {
    let mut style = TextStyle::plain(role);
    for span in spans.iter().filter(|span| span.range.contains(&byte)) {
        match span.kind {
            SpanKind::Emphasis => style.emphasis = true,
            SpanKind::Strong => style.strong = true,
            SpanKind::Strikethrough => style.struck = true,
            SpanKind::Code => style.role = Role::Code,
            SpanKind::Link(_) => style.role = Role::Link,
        }
    }
    style
}
