//! What texts of paragraphs and blank lines have in common, whatever marks they know.

use crate::model::{Block, ListStyle, Paragraph};

/// A kind of text in which a blank line parts blocks.
pub(super) trait Blocks {
    /// Writes a block; empty where it has no words.
    fn block(&self, block: &Block) -> String;

    /// Writes the words of what is no paragraph: a heading, a term, who said something.
    fn line(&self, text: &Paragraph) -> String;

    /// Writes the blocks that have words.
    fn blocks(&self, blocks: &[Block]) -> Vec<String> {
        let written = blocks.iter().map(|block| self.block(block));
        written.filter(|block| !block.is_empty()).collect()
    }

    /// Writes what an item of a list holds: a list in it stands close to the text before it, as it does on the page.
    fn item(&self, blocks: &[Block]) -> String {
        let mut text = String::new();
        let mut before: Option<&Block> = None;
        for block in blocks {
            let written = self.block(block);
            if written.is_empty() {
                continue;
            }
            let close = matches!(before, Some(Block::Paragraph(_))) && stands_close(block);
            text.push_str(match before {
                None => "",
                Some(_) if close => "\n",
                Some(_) => "\n\n",
            });
            text.push_str(&written);
            before = Some(block);
        }
        text
    }

    /// Writes what is quoted, and who said it.
    fn quoted(&self, blocks: &[Block], source: Option<&Paragraph>) -> String {
        let mut parts = self.blocks(blocks);
        parts.extend(source.map(|source| format!("— {}", self.line(source))));
        parts.join("\n\n")
    }

    /// Writes a figure with its caption under it.
    fn figure(&self, blocks: &[Block], caption: &[Block]) -> String {
        let mut parts = self.blocks(blocks);
        parts.extend(self.blocks(caption));
        parts.join("\n\n")
    }

    /// Writes blocks under the words that stand for them when they are folded.
    fn unfolded(&self, summary: String, blocks: &[Block]) -> String {
        let mut parts = vec![summary];
        parts.retain(|summary| !summary.is_empty());
        parts.extend(self.blocks(blocks));
        parts.join("\n\n")
    }
}

/// Whether a block is a list that needs no blank line before it: one that begins with another number would be read as
/// part of the paragraph (`CommonMark` 0.31 section 5.3).
fn stands_close(block: &Block) -> bool {
    let Block::List { style, items } = block else {
        return false;
    };
    let first = items.first().and_then(|item| item.number);
    matches!(style, ListStyle::Bullet) || first.is_none_or(|first| first == 1)
}
