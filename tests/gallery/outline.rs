//! A document as an outline: a line a block, what is in it further in, marks behind the text.

use newsterm::model::{Block, Document, Paragraph, SpanKind, Table};

/// The outline of a document, and its links.
pub fn of(document: &Document) -> String {
    let mut out = String::new();
    blocks(&document.blocks, 0, &mut out);
    for (number, link) in document.links.iter().enumerate() {
        line(0, &format!("[{}] {}", number + 1, link.url), &mut out);
    }
    out
}

fn line(indent: usize, words: &str, out: &mut String) {
    out.push_str(&"  ".repeat(indent));
    out.push_str(words.trim_end());
    out.push('\n');
}

fn text(paragraph: &Paragraph) -> String {
    let mut out = paragraph.text.as_str().replace('\n', "⏎");
    if let Some(direction) = paragraph.direction {
        out.extend([" <", &*format!("{direction:?}"), ">"]);
    }
    for span in &paragraph.spans {
        let words = &paragraph.text.as_str()[span.range.clone()];
        let kind = match span.kind {
            SpanKind::Link(link) => format!("link {}", link.0 + 1),
            SpanKind::Jump(anchor) => format!("jump {}", anchor.0),
            kind => format!("{kind:?}").to_lowercase(),
        };
        out.extend([" {", &*kind, ": ", &*words.replace('\n', "⏎"), "}"]);
    }
    for anchor in &paragraph.anchors {
        out.extend([" #", &*anchor.0.to_string()]);
    }
    out
}

fn blocks(all: &[Block], indent: usize, out: &mut String) {
    for block in all {
        one(block, indent, out);
    }
}

fn one(block: &Block, indent: usize, out: &mut String) {
    match block {
        Block::Heading { level, text: words } => {
            line(indent, &format!("h{level} {}", text(words)), out);
        }
        Block::Paragraph(words) => line(indent, &format!("p {}", text(words)), out),
        Block::List { style, items } => {
            line(indent, &format!("list {style:?}"), out);
            for item in items {
                let number = item
                    .number
                    .map_or_else(|| "-".to_owned(), |n| n.to_string());
                line(indent + 1, &number, out);
                blocks(&item.blocks, indent + 2, out);
            }
        }
        Block::Definitions(entries) => {
            for entry in entries {
                for term in &entry.terms {
                    line(indent, &format!("term {}", text(term)), out);
                }
                blocks(&entry.blocks, indent + 1, out);
            }
        }
        Block::Quote {
            blocks: inner,
            source,
        } => {
            line(indent, "quote", out);
            blocks(inner, indent + 1, out);
            if let Some(source) = source {
                line(indent + 1, &format!("by {}", text(source)), out);
            }
        }
        Block::Preformatted {
            text: words,
            language,
        } => {
            let language = language.as_ref().map_or("", |language| language.as_str());
            line(indent, &format!("pre {language}: {}", text(words)), out);
        }
        Block::Image {
            alt,
            source,
            link: leads_to,
        } => {
            let source = source.map_or_else(String::new, |link| format!(" [{}]", link.0 + 1));
            let leads_to =
                leads_to.map_or_else(String::new, |link| format!(" to [{}]", link.0 + 1));
            line(
                indent,
                &format!("image {}{source}{leads_to}", text(alt)),
                out,
            );
        }
        Block::Figure {
            blocks: inner,
            caption,
        } => {
            line(indent, "figure", out);
            blocks(inner, indent + 1, out);
            line(indent, "caption", out);
            blocks(caption, indent + 1, out);
        }
        Block::Table(rows) => table(rows, indent, out),
        Block::Details {
            summary,
            blocks: inner,
            open,
        } => {
            let open = if *open { "open" } else { "closed" };
            line(indent, &format!("details {open}: {}", text(summary)), out);
            blocks(inner, indent + 1, out);
        }
        Block::Embed { kind, title, link } => {
            let number = link.0 + 1;
            line(indent, &format!("{kind:?} {} [{number}]", text(title)), out);
        }
        Block::Rule => line(indent, "rule", out),
    }
}

fn table(table: &Table, indent: usize, out: &mut String) {
    line(indent, "table", out);
    blocks(&table.caption, indent + 1, out);
    for row in &table.rows {
        let cells: Vec<String> = row
            .cells
            .iter()
            .map(|cell| {
                let mut words = text(&cell.text);
                if cell.header {
                    words.insert(0, '!');
                }
                if (cell.columns, cell.rows) != (1, 1) {
                    words = format!("{words} ({}×{})", cell.columns, cell.rows);
                }
                if let Some(align) = cell.align {
                    words = format!("{words} ({align:?})");
                }
                words
            })
            .collect();
        let kind = if row.header { "head" } else { "row" };
        line(indent + 1, &format!("{kind} {}", cells.join(" | ")), out);
    }
}
