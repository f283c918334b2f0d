//! Containers of blocks: quotations, lists, tables, and what becomes of each at its end.

use super::super::flat::flat;
use super::super::table::{self, RawRow, RawTable};
use super::super::tag::{CellTag, ListTag, Tag};
use super::Builder;
use super::attribution::{signature, without_dash};
use crate::model::{Block, Definition, ListItem, ListStyle, Paragraph, SpanKind};
use crate::text::Direction;

/// A container whose end is still to come, and the blocks in it so far.
#[derive(Debug)]
pub(super) struct Frame {
    pub(super) kind: FrameKind,
    pub(super) blocks: Vec<Block>,
}

#[derive(Debug)]
pub(super) enum FrameKind {
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
    pub(super) fn of(tag: Tag, direction: Option<Direction>) -> Option<Self> {
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

impl Builder {
    /// Makes blocks of a container that has ended, in the one around it.
    pub(super) fn end_frame(&mut self, Frame { kind, blocks }: Frame) {
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
                let loose = match number {
                    Some(_) => ListStyle::Decimal,
                    None => ListStyle::Bullet,
                };
                let item = ListItem { number, blocks };
                match before.last_mut() {
                    Some(Block::List { style, items }) if *style == loose => items.push(item),
                    _ => before.push(Block::List {
                        style: loose,
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
    /// is quoted in a figure of a quotation. One that leads somewhere stays by itself.
    fn end_figure(&mut self, mut blocks: Vec<Block>, caption: Vec<Block>) {
        let text = flat(&caption).filter(|text| !text.text.is_empty());
        match (blocks.as_mut_slice(), text) {
            ([Block::Image { alt, .. }], Some(text))
                if alt.text.is_empty() || alt.text == text.text =>
            {
                if leads_somewhere(&text) {
                    *alt = Paragraph::default();
                    return self.block(Block::Figure { blocks, caption });
                }
                *alt = text;
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

/// Whether any of the text is a link.
fn leads_somewhere(text: &Paragraph) -> bool {
    let leads = |kind| matches!(kind, SpanKind::Link(_) | SpanKind::Jump(_));
    text.spans.iter().any(|span| leads(span.kind))
}
