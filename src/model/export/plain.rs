//! Articles as plain text, a paragraph a line: what reads it breaks lines as it likes.

use super::Exported;
use super::blocks::Blocks;
use super::inline::{self, Markup};
use crate::model::{Block, Document, ListItem, ListStyle, Paragraph, SpanKind, Table};

pub(super) fn write(article: &Exported) -> String {
    let plain = Plain(&article.document);
    let mut parts = vec![article.title.as_str().to_owned()];
    let mut head = vec![article.byline.as_str().to_owned()];
    head.extend(article.link.clone());
    head.retain(|line| !line.is_empty());
    parts.push(head.join("\n"));
    parts.extend(plain.blocks(&article.document.blocks));
    let links = article.document.links.iter().enumerate();
    let links: Vec<String> = links
        .map(|(n, link)| format!("[{}] {}", n + 1, link.url))
        .collect();
    parts.push(links.join("\n"));
    parts.retain(|part| !part.is_empty());
    parts.join("\n\n") + "\n"
}

struct Plain<'a>(&'a Document);

impl Blocks for Plain<'_> {
    fn block(&self, block: &Block) -> String {
        match block {
            Block::Heading { text, .. } | Block::Paragraph(text) => self.line(text),
            Block::Preformatted { text, .. } => indented(text.text.as_str(), "    ", "    "),
            Block::List { style, items } => self.list(*style, items),
            Block::Definitions(definitions) => {
                let parts = definitions.iter().map(|definition| {
                    let mut lines: Vec<String> = definition
                        .terms
                        .iter()
                        .map(|term| self.line(term))
                        .collect();
                    let said = self.blocks(&definition.blocks).join("\n\n");
                    lines.push(indented(&said, "    ", "    "));
                    lines.join("\n")
                });
                parts.collect::<Vec<_>>().join("\n\n")
            }
            Block::Quote { blocks, source } => {
                indented(&self.quoted(blocks, source.as_ref()), "> ", "> ")
            }
            Block::Image { alt, source, link } => {
                let numbers = source.iter().chain(link);
                let numbers = numbers.map(|link| format!(" [{}]", link.0 + 1));
                let numbers = numbers.collect::<String>();
                format!("{}{numbers}", self.line(alt)).trim().to_owned()
            }
            Block::Figure { blocks, caption } => self.figure(blocks, caption),
            Block::Table(table) => self.table(table),
            Block::Details {
                summary, blocks, ..
            } => self.unfolded(self.line(summary), blocks),
            Block::Embed { title, link, .. } => format!("{} [{}]", self.line(title), link.0 + 1)
                .trim()
                .to_owned(),
            Block::Rule => "* * *".to_owned(),
        }
    }

    /// A line break stays where the publisher made one.
    fn line(&self, text: &Paragraph) -> String {
        inline::write(text, self)
    }
}

impl Plain<'_> {
    fn list(&self, style: ListStyle, items: &[ListItem]) -> String {
        let items = items.iter().map(|item| {
            let marker = match (style, item.number) {
                (ListStyle::Plain, _) => String::new(),
                (ListStyle::Bullet, _) | (_, None) => "- ".to_owned(),
                (_, Some(number)) => format!("{number}. "),
            };
            let text = self.item(&item.blocks);
            indented(&text, &marker, &" ".repeat(marker.len()))
        });
        items.collect::<Vec<_>>().join("\n")
    }

    /// The cells of a row are parted by tabs.
    fn table(&self, table: &Table) -> String {
        let rows = table.rows.iter().map(|row| {
            let cells = row.cells.iter();
            let cells = cells.map(|cell| self.line(&cell.text).replace('\n', " "));
            cells.collect::<Vec<_>>().join("\t")
        });
        let mut parts = self.blocks(&table.caption);
        parts.push(rows.collect::<Vec<_>>().join("\n"));
        parts.join("\n\n")
    }
}

impl Markup for Plain<'_> {
    fn open(&self, _kind: SpanKind) -> String {
        String::new()
    }

    fn close(&self, kind: SpanKind) -> String {
        match kind {
            SpanKind::Link(link) if link.0 < self.0.links.len() => format!(" [{}]", link.0 + 1),
            _ => String::new(),
        }
    }

    fn text(&self, text: &str, _code: bool) -> String {
        text.to_owned()
    }
}

/// Text with one thing before its first line, and another before the rest.
fn indented(text: &str, first: &str, rest: &str) -> String {
    let lines = text.lines().enumerate().map(|(n, line)| {
        let before = if n == 0 { first } else { rest };
        format!("{before}{line}").trim_end().to_owned()
    });
    lines.collect::<Vec<_>>().join("\n")
}
