//! Lists on their way to the page: items with their markers, terms with what they mean.

use super::{DEEPEST_INDENT, Flow, QUOTE_INDENT};
use crate::app::TextStyle;
use crate::app::article::numeral;
use crate::app::article::piece::Marker;
use crate::config::Role;
use crate::model::{Block, Definition, ListItem, ListStyle};
use crate::text::{CleanText, Options, layout_line};

/// The widest marker of a list that has room before its item.
const WIDEST_MARKER: u16 = 8;

impl Flow<'_> {
    pub(super) fn list(&mut self, style: ListStyle, items: &[ListItem]) {
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
    pub(super) fn mark(&mut self, text: CleanText) {
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

    pub(super) fn definitions(&mut self, entries: &[Definition]) {
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
}

/// Columns that a marker takes.
fn columns(marker: &CleanText) -> u16 {
    layout_line(marker, &[], WIDEST_MARKER, &Options::default()).width
}
