//! Blocks as one paragraph, for places that take no more: cells, captions, summaries, terms.

use std::ops::Range;

use crate::model::{Block, LinkIndex, Paragraph, Span, SpanKind};
use crate::text::CleanText;

/// What blocks say as one paragraph, blocks on lines of their own; `None` where they are more than text.
pub(super) fn flat(blocks: &[Block]) -> Option<Paragraph> {
    let mut lines = Lines::default();
    lines.blocks(blocks, "").then(|| lines.finish())
}

/// The paragraph without the first `bytes` bytes of its text and the white space behind them.
pub(super) fn without_start(paragraph: &Paragraph, bytes: usize) -> Paragraph {
    let text = paragraph.text.as_str();
    let rest = text[bytes..].trim_start();
    let cut = text.len() - rest.len();
    let place = |at: usize| at.saturating_sub(cut);
    let spans = paragraph.spans.iter().filter(|span| span.range.end > cut);
    Paragraph {
        text: CleanText::block(rest),
        spans: spans
            .map(|span| Span {
                range: place(span.range.start)..place(span.range.end),
                kind: span.kind,
            })
            .collect(),
        ..paragraph.clone()
    }
}

/// A picture as its alternative text, with a sign for what it leads to.
fn picture(alt: &Paragraph, source: Option<LinkIndex>, link: Option<LinkIndex>) -> Paragraph {
    let mut picture = alt.clone();
    if alt.text.is_empty() {
        picture.text = CleanText::line("▣");
    }
    let end = picture.text.as_str().len();
    if let Some(source) = source {
        picture.spans.insert(0, linked(0..end, source));
    }
    if let Some(link) = link {
        picture.text = CleanText::block(&format!("{} ↗", picture.text));
        let sign = end + 1..picture.text.as_str().len();
        picture.spans.push(linked(sign, link));
    }
    picture
}

/// Whether code is a line or two of an example, which a cell has room for.
fn is_short(code: &Paragraph) -> bool {
    const LINES: usize = 6;
    const COLUMNS: usize = 40;
    let text = code.text.as_str();
    text.lines().count() <= LINES && text.lines().all(|line| line.chars().count() <= COLUMNS)
}

/// Code as a line of other text.
fn code(text: &Paragraph) -> Paragraph {
    let mut code = text.clone();
    let whole = 0..code.text.as_str().len();
    code.spans.insert(
        0,
        Span {
            range: whole,
            kind: SpanKind::Code,
        },
    );
    code
}

const fn linked(range: Range<usize>, link: LinkIndex) -> Span {
    Span {
        range,
        kind: SpanKind::Link(link),
    }
}

#[derive(Default)]
struct Lines {
    text: String,
    paragraph: Paragraph,
}

impl Lines {
    fn blocks(&mut self, blocks: &[Block], prefix: &str) -> bool {
        blocks.iter().all(|block| self.block(block, prefix))
    }

    fn block(&mut self, block: &Block, prefix: &str) -> bool {
        match block {
            Block::Paragraph(text) | Block::Heading { text, .. } => self.line(prefix, text),
            Block::Image { alt, source, link } => self.line(prefix, &picture(alt, *source, *link)),
            Block::Preformatted { text, .. } if is_short(text) => self.line(prefix, &code(text)),
            Block::List { items, .. } => {
                return items.iter().all(|item| {
                    let number = item.number.map(|number| format!("{number}. "));
                    self.blocks(&item.blocks, number.as_deref().unwrap_or("• "))
                });
            }
            _ => return false,
        }
        true
    }

    fn line(&mut self, prefix: &str, line: &Paragraph) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text.push_str(prefix);
        let at = self.text.len();
        self.text.push_str(line.text.as_str());
        let spans = line.spans.iter().map(|span| Span {
            range: span.range.start + at..span.range.end + at,
            kind: span.kind,
        });
        self.paragraph.spans.extend(spans);
        self.paragraph.anchors.extend(&line.anchors);
        self.paragraph.direction = self.paragraph.direction.or(line.direction);
    }

    fn finish(self) -> Paragraph {
        let text = CleanText::block(&self.text);
        let mut paragraph = self.paragraph;
        // The lines were clean by themselves; where they are not together, marks would lie beside their words.
        if text.as_str() != self.text {
            paragraph.spans.clear();
        }
        Paragraph { text, ..paragraph }
    }
}
