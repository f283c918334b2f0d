//! Articles drawn as text.

use crate::model::Block;
use crate::text::CleanText;

/// Draws an article as text: a line a block, children indented, spans as `[kind:text]` lines left out.
pub(super) fn drawn(blocks: &[Block]) -> String {
    let mut out = String::new();
    draw(blocks, 0, &mut out);
    out
}

fn draw(blocks: &[Block], indent: usize, out: &mut String) {
    for block in blocks {
        let nested = |inner: &[Block], out: &mut String| draw(inner, indent + 1, out);
        let mut line = |words: String| push_line(&words, indent, out);
        match block {
            Block::Heading { level, text } => line(format!("h{level} {}", text.text)),
            Block::Paragraph(text) => line(format!("p {}", text.text)),
            Block::Preformatted { text, language } => {
                let language = language.as_ref().map_or("", CleanText::as_str);
                line(format!("pre {language}{}", text.text));
            }
            Block::Image { alt, source, link } => {
                let to = link.map_or_else(String::new, |link| format!(" to {}", link.0));
                let source = source.map(|link| link.0);
                line(format!("img {} {source:?}{to}", alt.text));
            }
            Block::Figure { blocks, caption } => {
                line("figure".to_owned());
                nested(blocks, out);
                push_line("caption", indent, out);
                draw(caption, indent + 1, out);
            }
            Block::Table(table) => {
                draw(&table.caption, indent, out);
                for row in &table.rows {
                    let cells: Vec<_> = row
                        .cells
                        .iter()
                        .map(|cell| cell.text.text.as_str())
                        .collect();
                    let kind = if row.header { "head" } else { "row" };
                    push_line(&format!("{kind} {}", cells.join(" | ")), indent, out);
                }
            }
            Block::Rule => line("rule".to_owned()),
            Block::Quote { blocks, source } => {
                line("quote".to_owned());
                nested(blocks, out);
                if let Some(source) = source {
                    push_line(&format!("by {}", source.text), indent, out);
                }
            }
            Block::List { style, items } => {
                line(format!("list {style:?}"));
                for item in items {
                    let number = item.number.map_or_else(String::new, |n| format!(" {n}"));
                    push_line(&format!("item{number}"), indent + 1, out);
                    draw(&item.blocks, indent + 2, out);
                }
            }
            Block::Definitions(entries) => {
                for entry in entries {
                    for term in &entry.terms {
                        push_line(&format!("term {}", term.text), indent, out);
                    }
                    draw(&entry.blocks, indent + 1, out);
                }
            }
            Block::Details {
                summary,
                blocks,
                open,
            } => {
                line(format!("details {open} {}", summary.text));
                nested(blocks, out);
            }
            Block::Embed { kind, title, link } => {
                line(format!("{kind:?} {} {}", title.text, link.0));
            }
        }
    }
}

fn push_line(line: &str, indent: usize, out: &mut String) {
    out.push_str(&"  ".repeat(indent));
    out.push_str(&line.replace('\n', "⏎"));
    out.push('\n');
}
