//! What the links of an article are called where they stand: the words by which a reader knows each.

use std::sync::OnceLock;

use super::piece::{DirectionHints, PageWords};
use crate::model::{Block, Document, EmbedKind, LinkIndex, Paragraph, SpanKind};
use crate::text::{CleanText, Direction, isolated};

/// What a link is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkWords {
    /// The words, in one line; never empty.
    pub text: CleanText,
    /// Their base direction.
    pub base: Direction,
}

/// What the links of an article are called, found out when somebody asks: an article opens without.
#[derive(Clone, Debug)]
pub(super) struct LinkNames {
    hints: DirectionHints,
    words: PageWords,
    /// In the order of the links, of the first place with words that leads there; none where there is no such place.
    found: OnceLock<Vec<Option<LinkWords>>>,
}

impl LinkNames {
    pub(super) fn new(hints: DirectionHints, words: PageWords) -> Self {
        Self {
            hints,
            words,
            found: OnceLock::new(),
        }
    }

    /// What a link of the document is called.
    pub(super) fn of(&self, link: LinkIndex, document: &Document) -> Option<&LinkWords> {
        let found = self.found.get_or_init(|| self.find(document));
        found.get(link.0)?.as_ref()
    }

    fn find(&self, document: &Document) -> Vec<Option<LinkWords>> {
        let mut naming = Naming {
            hints: self.hints,
            words: &self.words,
            found: vec![None; document.links.len()],
        };
        naming.blocks(&document.blocks);
        naming.found
    }
}

struct Naming<'a> {
    hints: DirectionHints,
    words: &'a PageWords,
    found: Vec<Option<LinkWords>>,
}

impl Naming<'_> {
    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading { text, .. }
            | Block::Paragraph(text)
            | Block::Preformatted { text, .. } => self.paragraph(text),
            Block::List { items, .. } => items.iter().for_each(|item| self.blocks(&item.blocks)),
            Block::Definitions(entries) => {
                for entry in entries {
                    entry.terms.iter().for_each(|term| self.paragraph(term));
                    self.blocks(&entry.blocks);
                }
            }
            Block::Quote { blocks, source } => {
                self.blocks(blocks);
                if let Some(source) = source {
                    self.paragraph(source);
                }
            }
            Block::Image { alt, source, link } => self.image(alt, *source, *link),
            Block::Figure { blocks, caption } => {
                self.blocks(blocks);
                self.blocks(caption);
            }
            Block::Table(table) => {
                self.blocks(&table.caption);
                let cells = table.rows.iter().flat_map(|row| &row.cells);
                cells.for_each(|cell| self.paragraph(&cell.text));
            }
            Block::Details {
                summary, blocks, ..
            } => {
                self.paragraph(summary);
                self.blocks(blocks);
            }
            Block::Embed { kind, title, link } => self.embed(*kind, title, *link),
            Block::Rule => {}
        }
    }

    fn paragraph(&mut self, paragraph: &Paragraph) {
        for span in &paragraph.spans {
            if let SpanKind::Link(link) = span.kind
                && let Some(words) = paragraph.text.as_str().get(span.range.clone())
            {
                self.call(link, words, paragraph.direction);
            }
        }
    }

    /// A picture without alternative text has no words.
    fn image(&mut self, alt: &Paragraph, source: Option<LinkIndex>, link: Option<LinkIndex>) {
        let words = alt.text.as_str();
        if words.is_empty() {
            return;
        }
        if let Some(itself) = source.or(link) {
            self.call(itself, &format!("▣ {words}"), alt.direction);
        }
        if let Some(elsewhere) = link.filter(|_| source.is_some()) {
            self.call(elsewhere, &format!("▣ {words} ↗"), alt.direction);
        }
    }

    fn embed(&mut self, kind: EmbedKind, title: &Paragraph, link: LinkIndex) {
        let (sign, word) = self.words.of_embed(kind);
        let words = match title.text.as_str() {
            "" => format!("{sign} {word}"),
            title => format!("{sign} {} · {}", isolated(word), isolated(title)),
        };
        self.call(link, &words, title.direction);
    }

    /// Notes what a link is called, unless it has been called something before.
    fn call(&mut self, link: LinkIndex, words: &str, around: Option<Direction>) {
        let unnamed = self.found.get_mut(link.0).filter(|known| known.is_none());
        let text = CleanText::line(words);
        let Some(place) = unnamed.filter(|_| !text.is_empty()) else {
            return;
        };
        // They stand alone, so what is around them says no more than a language does.
        let hints = DirectionHints {
            language: around.or(self.hints.language),
            ..self.hints
        };
        let base = hints.resolve(&text, None);
        *place = Some(LinkWords { text, base });
    }
}
