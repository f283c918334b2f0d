//! Builds the blocks of an article from what the walk meets, in order.

use super::attribute::WhiteSpace;
use super::flat::{flat, without_start};
use super::inline::{Inline, Links, Mark};
use super::table::{self, RawRow, RawTable};
use super::tag::{CellTag, ListTag, Tag};
use crate::model::{Block, Definition, Document, EmbedKind, ListItem, ListStyle, Paragraph};
use crate::text::{CleanText, Direction};

/// A paragraph longer than this is parted, so that a page opens without all of it being laid out; in bytes.
const LONGEST_PARAGRAPH: usize = 32 * 1024;
/// The same for preformatted text.
const LONGEST_CODE: usize = 256 * 1024;

/// A container whose end is still to come, and the blocks in it so far.
#[derive(Debug)]
struct Frame {
    kind: FrameKind,
    blocks: Vec<Block>,
}

#[derive(Debug)]
enum FrameKind {
    Article,
    Quote {
        source: Option<Paragraph>,
    },
    Attribution,
    List {
        tag: ListTag,
        items: Vec<ListItem>,
    },
    Item(Option<i64>),
    Definitions(Vec<Definition>),
    Term,
    Description,
    Table(RawTable),
    Row(RawRow),
    Cell(CellTag),
    Figure {
        caption: Vec<Block>,
    },
    Caption,
    Details {
        open: bool,
        summary: Option<Paragraph>,
    },
    Summary,
}

impl FrameKind {
    fn of(tag: Tag, direction: Option<Direction>) -> Option<Self> {
        Some(match tag {
            Tag::Quote => Self::Quote { source: None },
            Tag::Attribution => Self::Attribution,
            Tag::List(tag) => Self::List {
                tag,
                items: Vec::new(),
            },
            Tag::Item(number) => Self::Item(number),
            Tag::Definitions => Self::Definitions(Vec::new()),
            Tag::Term => Self::Term,
            Tag::Description => Self::Description,
            Tag::Table(presentational) => Self::Table(RawTable {
                presentational,
                direction,
                ..RawTable::default()
            }),
            Tag::Row(header) => Self::Row(RawRow {
                header,
                cells: Vec::new(),
            }),
            Tag::Cell(tag) => Self::Cell(tag),
            Tag::Figure => Self::Figure {
                caption: Vec::new(),
            },
            Tag::Caption => Self::Caption,
            Tag::Details(open) => Self::Details {
                open,
                summary: None,
            },
            Tag::Summary => Self::Summary,
            _ => return None,
        })
    }
}

/// Text set as it was written.
#[derive(Debug)]
struct Preformatted {
    language: Option<CleanText>,
}

/// The article so far.
#[derive(Debug)]
pub(super) struct Builder {
    frames: Vec<Frame>,
    /// The text since the last block; its marks stay open over the ends of paragraphs.
    pub(super) inline: Inline,
    pub(super) links: Links,
    heading: Option<u8>,
    preformatted: Option<Preformatted>,
}

impl Builder {
    pub(super) fn new() -> Self {
        let article = Frame {
            kind: FrameKind::Article,
            blocks: Vec::new(),
        };
        Self {
            frames: vec![article],
            inline: Inline::default(),
            links: Links::default(),
            heading: None,
            preformatted: None,
        }
    }

    pub(super) fn text(
        &mut self,
        raw: &str,
        direction: Option<Direction>,
        white_space: WhiteSpace,
    ) {
        let white_space = match self.preformatted {
            Some(_) => WhiteSpace::Keep,
            None => white_space,
        };
        let longest = match self.preformatted {
            Some(_) => LONGEST_CODE,
            None => LONGEST_PARAGRAPH,
        };
        let mut rest = raw;
        while rest.len() > longest {
            let limit = rest.floor_char_boundary(longest);
            let space = rest[..limit]
                .rfind(char::is_whitespace)
                .filter(|end| *end > 0);
            let end = space.unwrap_or(limit);
            self.inline
                .push_spaced(&rest[..end], direction, white_space);
            self.end_paragraph();
            rest = &rest[end..];
        }
        self.inline.push_spaced(rest, direction, white_space);
        if self.inline.len() > longest {
            self.end_paragraph();
        }
    }

    /// Ends the line; an empty line ends the paragraph.
    pub(super) fn line_break(&mut self) {
        if self.inline.at_line_start() && self.preformatted.is_none() {
            self.end_paragraph();
        } else {
            self.inline.line_break();
        }
    }

    pub(super) fn rule(&mut self) {
        self.end_paragraph();
        self.block(Block::Rule);
    }

    /// Adds a picture after the text before it. The same picture twice in a row is one: pages give a
    /// stand-in and the picture itself for readers that load late.
    pub(super) fn image(&mut self, alt: &str, source: Option<&str>, direction: Option<Direction>) {
        self.end_paragraph();
        let source = source.map(|url| self.links.index_of(url));
        let mut text = Inline::default();
        let link = self.inline.open_link().map(str::to_owned);
        text.begin(link.map_or(Mark::Plain, Mark::Link));
        text.push(alt, direction);
        text.end();
        let alt = text.take(&mut self.links).unwrap_or_default();
        if alt.text.is_empty() && source.is_none() {
            return;
        }
        let repeated = matches!(self.blocks().last(),
            Some(Block::Image { source: last, .. }) if source.is_some() && *last == source);
        if !repeated {
            self.block(Block::Image { alt, source });
        }
    }

    /// Adds what is set into the page from elsewhere.
    pub(super) fn embed(
        &mut self,
        kind: EmbedKind,
        title: &str,
        url: &str,
        direction: Option<Direction>,
    ) {
        self.end_paragraph();
        let mut text = Inline::default();
        text.push(title, direction);
        let title = text.take(&mut self.links).unwrap_or_default();
        let link = self.links.index_of(url);
        self.block(Block::Embed { kind, title, link });
    }

    /// Begins preformatted text, in a language if one is named.
    pub(super) fn open_preformatted(&mut self, language: Option<&str>) {
        self.end_paragraph();
        let language = language.map(CleanText::line);
        self.preformatted = Some(Preformatted { language });
    }

    /// Whether the text is preformatted.
    pub(super) const fn is_preformatted(&self) -> bool {
        self.preformatted.is_some()
    }

    /// Begins a block-level element, with the direction its text has.
    pub(super) fn open(&mut self, tag: Tag, direction: Option<Direction>) {
        self.separate();
        if let Tag::Heading(level) = tag {
            self.heading = Some(level);
        }
        if let Some(kind) = FrameKind::of(tag, direction) {
            self.end_paragraph();
            let blocks = Vec::new();
            self.frames.push(Frame { kind, blocks });
        }
    }

    /// Ends the block-level element that was begun last.
    pub(super) fn close(&mut self, tag: Tag) {
        match tag {
            Tag::Heading(_) => {
                self.separate();
                self.heading = None;
            }
            Tag::Preformatted => {
                self.end_paragraph();
                self.preformatted = None;
            }
            tag if FrameKind::of(tag, None).is_some() => {
                self.end_paragraph();
                if let Some(frame) = self.frames.pop() {
                    self.end_frame(frame);
                }
            }
            _ => self.separate(),
        }
    }

    pub(super) fn finish(mut self) -> Document {
        self.end_paragraph();
        Document {
            blocks: std::mem::take(self.blocks()),
            links: self.links.into_vec(),
        }
    }

    fn blocks(&mut self) -> &mut Vec<Block> {
        let frame = self.frames.last_mut();
        &mut frame
            .expect("the frame of the article is never popped")
            .blocks
    }

    fn block(&mut self, block: Block) {
        self.blocks().push(block);
    }

    fn parent(&mut self) -> Option<&mut FrameKind> {
        self.frames.last_mut().map(|frame| &mut frame.kind)
    }

    fn append(&mut self, mut blocks: Vec<Block>) {
        self.blocks().append(&mut blocks);
    }

    /// Ends the paragraph, or in preformatted text the line.
    fn separate(&mut self) {
        if self.preformatted.is_none() {
            self.end_paragraph();
        } else if !self.inline.at_line_start() {
            self.inline.line_break();
        }
    }

    fn end_paragraph(&mut self) {
        let Some(text) = self.inline.take(&mut self.links) else {
            return;
        };
        let block = match (&self.preformatted, self.heading) {
            (Some(Preformatted { language }), _) => Block::Preformatted {
                text,
                language: language.clone(),
            },
            (None, Some(level)) => Block::Heading { level, text },
            (None, None) => Block::Paragraph(text),
        };
        self.block(block);
    }

    fn end_frame(&mut self, Frame { kind, blocks }: Frame) {
        match kind {
            FrameKind::Article => {}
            FrameKind::Quote { source } => self.end_quote(blocks, source),
            FrameKind::Attribution => self.end_attribution(blocks),
            FrameKind::List { tag, items } => self.end_list(tag, items, blocks),
            FrameKind::Item(number) => self.end_item(number, blocks),
            FrameKind::Definitions(entries) => self.end_definitions(entries, blocks),
            FrameKind::Term => self.end_term(blocks),
            FrameKind::Description => self.end_description(blocks),
            FrameKind::Table(raw) => {
                self.append(blocks);
                self.append(table::blocks(raw));
            }
            FrameKind::Row(row) => self.end_row(row, blocks),
            FrameKind::Cell(tag) => match self.parent() {
                Some(FrameKind::Row(row)) => row.cells.push((tag, blocks)),
                _ => self.append(blocks),
            },
            FrameKind::Figure { caption } => self.end_figure(blocks, caption),
            FrameKind::Caption => match self.parent() {
                Some(FrameKind::Figure { caption }) => caption.extend(blocks),
                Some(FrameKind::Table(table)) => table.caption.extend(blocks),
                _ => self.append(blocks),
            },
            FrameKind::Details { open, summary } => self.end_details(open, summary, blocks),
            FrameKind::Summary => match (flat(&blocks), self.parent()) {
                (Some(text), Some(FrameKind::Details { summary, .. })) if summary.is_none() => {
                    *summary = Some(text);
                }
                _ => self.append(blocks),
            },
        }
    }

    fn end_quote(&mut self, mut blocks: Vec<Block>, source: Option<Paragraph>) {
        let source = source.or_else(|| signature(&mut blocks));
        match (blocks.is_empty(), source) {
            (false, source) => self.block(Block::Quote { blocks, source }),
            (true, Some(source)) => self.block(Block::Paragraph(source)),
            (true, None) => {}
        }
    }

    fn end_attribution(&mut self, blocks: Vec<Block>) {
        let text = flat(&blocks);
        match (text, self.parent()) {
            (Some(text), Some(FrameKind::Quote { source })) if source.is_none() => {
                *source = Some(without_dash(&text)).filter(|text| !text.text.is_empty());
            }
            _ => self.append(blocks),
        }
    }

    /// What stands in a list outside its items (a nested list, mostly) follows the item before it.
    fn end_list(&mut self, tag: ListTag, mut items: Vec<ListItem>, loose: Vec<Block>) {
        if !loose.is_empty() {
            append_to_last(&mut items, loose);
        }
        let numbered = !matches!(tag.style, ListStyle::Bullet | ListStyle::Plain);
        let count = i64::try_from(items.len()).unwrap_or(i64::MAX);
        let mut next = tag.start.unwrap_or(count);
        for item in items.iter_mut().filter(|_| numbered) {
            let number = item.number.unwrap_or(next);
            item.number = Some(number);
            next = number.saturating_add(if tag.reversed { -1 } else { 1 });
        }
        if !numbered {
            for item in &mut items {
                item.number = None;
            }
        }
        if !items.is_empty() {
            let style = tag.style;
            self.block(Block::List { style, items });
        }
    }

    fn end_item(&mut self, number: Option<i64>, blocks: Vec<Block>) {
        match self.frames.last_mut() {
            Some(Frame {
                kind: FrameKind::List { items, .. },
                blocks: loose,
            }) => {
                if !loose.is_empty() {
                    append_to_last(items, std::mem::take(loose));
                }
                if !blocks.is_empty() {
                    items.push(ListItem { number, blocks });
                }
            }
            Some(Frame { blocks: before, .. }) if !blocks.is_empty() => {
                // Items without a list are one together.
                let item = ListItem {
                    number: None,
                    blocks,
                };
                match before.last_mut() {
                    Some(Block::List {
                        style: ListStyle::Bullet,
                        items,
                    }) => items.push(item),
                    _ => before.push(Block::List {
                        style: ListStyle::Bullet,
                        items: vec![item],
                    }),
                }
            }
            _ => {}
        }
    }

    fn end_definitions(&mut self, mut entries: Vec<Definition>, loose: Vec<Block>) {
        if !loose.is_empty() {
            last_definition(&mut entries).blocks.extend(loose);
        }
        if !entries.is_empty() {
            self.block(Block::Definitions(entries));
        }
    }

    fn end_term(&mut self, blocks: Vec<Block>) {
        let text = flat(&blocks);
        match (text, self.parent()) {
            (Some(text), Some(FrameKind::Definitions(entries))) if !text.text.is_empty() => {
                if entries.last().is_none_or(|last| !last.blocks.is_empty()) {
                    entries.push(Definition::default());
                }
                last_definition(entries).terms.push(text);
            }
            _ => self.append(blocks),
        }
    }

    fn end_description(&mut self, blocks: Vec<Block>) {
        match self.parent() {
            Some(FrameKind::Definitions(entries)) => {
                last_definition(entries).blocks.extend(blocks);
            }
            _ => self.append(blocks),
        }
    }

    fn end_row(&mut self, row: RawRow, loose: Vec<Block>) {
        self.append(loose);
        match self.parent() {
            Some(FrameKind::Table(table)) => table.rows.push(row),
            _ => self.append(
                row.cells
                    .into_iter()
                    .flat_map(|(_, blocks)| blocks)
                    .collect(),
            ),
        }
    }

    /// The caption stands in for a missing alternative text, is not said twice where it repeats it, and says who
    /// is quoted in a figure of a quotation.
    fn end_figure(&mut self, mut blocks: Vec<Block>, caption: Vec<Block>) {
        let text = flat(&caption).filter(|text| !text.text.is_empty());
        match (blocks.as_mut_slice(), text) {
            ([Block::Image { alt, .. }], Some(text)) if alt.text.is_empty() => *alt = text,
            ([Block::Image { alt, .. }], Some(text)) if alt.text == text.text => {
                if alt.spans.is_empty() {
                    *alt = text;
                }
            }
            ([Block::Quote { source, .. }], Some(text)) if source.is_none() => {
                *source = Some(without_dash(&text));
            }
            ([], _) => return self.append(caption),
            _ if caption.is_empty() => {}
            _ => return self.block(Block::Figure { blocks, caption }),
        }
        self.append(blocks);
    }

    fn end_details(&mut self, open: bool, summary: Option<Paragraph>, blocks: Vec<Block>) {
        match (summary, blocks.is_empty()) {
            (None, true) => {}
            (Some(summary), true) => self.block(Block::Paragraph(summary)),
            (summary, false) => self.block(Block::Details {
                summary: summary.unwrap_or_default(),
                blocks,
                open,
            }),
        }
    }
}

fn append_to_last(items: &mut Vec<ListItem>, mut blocks: Vec<Block>) {
    match items.last_mut() {
        Some(item) => item.blocks.append(&mut blocks),
        None => items.push(ListItem {
            number: None,
            blocks,
        }),
    }
}

fn last_definition(entries: &mut Vec<Definition>) -> &mut Definition {
    if entries.is_empty() {
        entries.push(Definition::default());
    }
    let last = entries.len() - 1;
    &mut entries[last]
}

/// Bytes of the dash before the name of who is quoted.
fn dash(text: &str) -> Option<usize> {
    ["— ", "—", "– ", "― ", "―", "-- "]
        .into_iter()
        .find_map(|dash| text.starts_with(dash).then_some(dash.len()))
}

fn without_dash(text: &Paragraph) -> Paragraph {
    match dash(text.text.as_str()) {
        Some(bytes) => without_start(text, bytes),
        None => text.clone(),
    }
}

/// Takes the last paragraph of a quotation where it is a name behind a dash, and no answer in a dialogue.
fn signature(blocks: &mut Vec<Block>) -> Option<Paragraph> {
    /// Longer text, in bytes, is no name.
    const LONGEST: usize = 200;
    let begins = |block: &Block| match block {
        Block::Paragraph(text) => dash(text.text.as_str()).is_some(),
        _ => false,
    };
    let [.., before, Block::Paragraph(last)] = blocks.as_slice() else {
        return None;
    };
    let bytes = dash(last.text.as_str())?;
    if begins(before) || last.text.as_str().len() > LONGEST {
        return None;
    }
    let source = without_start(last, bytes);
    blocks.pop();
    (!source.text.is_empty()).then_some(source)
}
