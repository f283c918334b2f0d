//! Builds the blocks of an article from what the walk meets, in order.

use super::inline::{Inline, Links, Mark};
use super::tag::Tag;
use crate::model::{Block, Document, ListItem, Paragraph};
use crate::text::{CleanText, Direction};

/// A container whose end is still to come, and the blocks in it so far.
#[derive(Debug)]
struct Frame {
    kind: FrameKind,
    blocks: Vec<Block>,
}

#[derive(Debug)]
enum FrameKind {
    Article,
    Quote,
    List {
        start: Option<i64>,
        items: Vec<ListItem>,
    },
    Item,
    Row {
        cells: Vec<Vec<Block>>,
    },
    Cell,
    Figure,
}

/// The article so far.
#[derive(Debug)]
pub(super) struct Builder {
    frames: Vec<Frame>,
    /// The text since the last block; its marks stay open over the ends of paragraphs.
    pub(super) inline: Inline,
    pub(super) links: Links,
    heading: Option<u8>,
    preformatted: Option<String>,
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

    pub(super) fn text(&mut self, raw: &str, direction: Option<Direction>) {
        match &mut self.preformatted {
            Some(text) => text.push_str(raw),
            None => self.inline.push(raw, direction),
        }
    }

    pub(super) fn line_break(&mut self) {
        match &mut self.preformatted {
            Some(text) => text.push('\n'),
            None => self.inline.line_break(),
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

    /// Begins a block-level element.
    pub(super) fn open(&mut self, tag: Tag) {
        self.end_paragraph();
        let kind = match tag {
            Tag::Heading(level) => {
                self.heading = Some(level);
                return;
            }
            Tag::Preformatted => {
                self.preformatted.get_or_insert_default();
                return;
            }
            Tag::Quote => FrameKind::Quote,
            Tag::List(start) => FrameKind::List {
                start,
                items: Vec::new(),
            },
            Tag::Item => FrameKind::Item,
            Tag::Row => FrameKind::Row { cells: Vec::new() },
            Tag::Cell => FrameKind::Cell,
            Tag::Figure => FrameKind::Figure,
            _ => return,
        };
        let blocks = Vec::new();
        self.frames.push(Frame { kind, blocks });
    }

    /// Ends the block-level element that was begun last.
    pub(super) fn close(&mut self, tag: Tag) {
        self.end_paragraph();
        match tag {
            Tag::Heading(_) => self.heading = None,
            Tag::Preformatted => self.end_preformatted(),
            Tag::Quote | Tag::List(_) | Tag::Item | Tag::Row | Tag::Cell | Tag::Figure => {
                if let Some(frame) = self.frames.pop() {
                    self.end_frame(frame);
                }
            }
            _ => {}
        }
    }

    pub(super) fn finish(mut self) -> Document {
        self.end_preformatted();
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

    fn end_paragraph(&mut self) {
        let Some(paragraph) = self.inline.take(&mut self.links) else {
            return;
        };
        self.block(match self.heading {
            Some(level) => Block::Heading {
                level,
                text: paragraph,
            },
            None => Block::Paragraph(paragraph),
        });
    }

    fn end_preformatted(&mut self) {
        let text = self.preformatted.take().unwrap_or_default();
        let text = CleanText::block(text.trim_end());
        if !text.as_str().trim().is_empty() {
            self.block(Block::Preformatted { text });
        }
    }

    fn end_frame(&mut self, Frame { kind, mut blocks }: Frame) {
        match kind {
            FrameKind::Article => {}
            FrameKind::Quote if blocks.is_empty() => {}
            FrameKind::Quote => self.block(Block::Quote(blocks)),
            FrameKind::List { start, items } => self.end_list(start, items, blocks),
            FrameKind::Item => self.end_item(blocks),
            FrameKind::Cell => self.end_cell(blocks),
            FrameKind::Row { cells } => self.end_row(cells, blocks),
            FrameKind::Figure => {
                caption(&mut blocks);
                self.blocks().append(&mut blocks);
            }
        }
    }

    /// What stands in a list outside its items (a nested list, mostly) follows the item before it.
    fn end_list(&mut self, start: Option<i64>, mut items: Vec<ListItem>, loose: Vec<Block>) {
        if !loose.is_empty() {
            items.push(ListItem { blocks: loose });
        }
        if !items.is_empty() {
            self.block(Block::List { start, items });
        }
    }

    fn end_item(&mut self, mut blocks: Vec<Block>) {
        match self.frames.last_mut() {
            Some(Frame {
                kind: FrameKind::List { items, .. },
                blocks: loose,
            }) => {
                if !loose.is_empty() {
                    append_to_last(items, std::mem::take(loose));
                }
                if !blocks.is_empty() {
                    items.push(ListItem { blocks });
                }
            }
            _ => self.blocks().append(&mut blocks),
        }
    }

    fn end_cell(&mut self, mut blocks: Vec<Block>) {
        match self.frames.last_mut() {
            Some(Frame {
                kind: FrameKind::Row { cells },
                ..
            }) => cells.push(blocks),
            _ => self.blocks().append(&mut blocks),
        }
    }

    /// A row of short texts stays a row; cells that hold more than a paragraph are the page's layout, and
    /// are read one after the other.
    fn end_row(&mut self, cells: Vec<Vec<Block>>, mut loose: Vec<Block>) {
        self.blocks().append(&mut loose);
        let tabular = cells.len() > 1
            && cells
                .iter()
                .all(|cell| matches!(cell.as_slice(), [] | [Block::Paragraph(_)]));
        if !tabular {
            self.blocks().extend(cells.into_iter().flatten());
            return;
        }
        let row: Vec<Paragraph> = cells.into_iter().map(only_paragraph).collect();
        if row.iter().any(|cell| !cell.text.is_empty()) {
            self.block(Block::TableRow(row));
        }
    }
}

fn append_to_last(items: &mut Vec<ListItem>, mut blocks: Vec<Block>) {
    match items.last_mut() {
        Some(item) => item.blocks.append(&mut blocks),
        None => items.push(ListItem { blocks }),
    }
}

fn only_paragraph(cell: Vec<Block>) -> Paragraph {
    match cell.into_iter().next() {
        Some(Block::Paragraph(paragraph)) => paragraph,
        _ => Paragraph::default(),
    }
}

/// The caption stands in for a missing alternative text, and is not said twice where it repeats it.
fn caption(blocks: &mut Vec<Block>) {
    let [Block::Image { alt, .. }, Block::Paragraph(caption)] = blocks.as_mut_slice() else {
        return;
    };
    if alt.text.is_empty() {
        *alt = std::mem::take(caption);
        blocks.pop();
    } else if alt.text == caption.text {
        blocks.pop();
    }
}
