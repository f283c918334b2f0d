//! Articles as Markdown: `CommonMark`, with the tables and the strikethrough of GFM.

use super::Exported;
use super::blocks::Blocks;
use super::inline::{self, Markup};
use crate::model::{Block, Document, LinkIndex, ListItem, ListStyle, Paragraph, SpanKind, Table};

pub(super) fn write(article: &Exported) -> String {
    let markdown = Markdown(&article.document);
    let mut parts = vec![format!(
        "# {}",
        markdown.text(article.title.as_str(), false)
    )];
    let byline = markdown.text(article.byline.as_str(), false);
    match &article.link {
        Some(link) if byline.is_empty() => parts.push(format!("<{link}>")),
        Some(link) => parts.push(format!("[{byline}](<{link}>)")),
        None if byline.is_empty() => {}
        None => parts.push(byline),
    }
    parts.extend(markdown.blocks(&article.document.blocks));
    parts.join("\n\n") + "\n"
}

struct Markdown<'a>(&'a Document);

impl Blocks for Markdown<'_> {
    fn block(&self, block: &Block) -> String {
        match block {
            Block::Heading { level, text } => {
                // The title is the heading of the first level.
                let signs = "#".repeat(usize::from((level + 1).min(6)));
                format!("{signs} {}", self.line(text))
            }
            Block::Paragraph(text) => self.paragraph(text),
            Block::List { style, items } => self.list(*style, items),
            Block::Definitions(definitions) => {
                let parts = definitions.iter().flat_map(|definition| {
                    let terms = definition.terms.iter();
                    let terms = terms.map(|term| format!("**{}**", self.line(term)));
                    terms
                        .chain(self.blocks(&definition.blocks))
                        .collect::<Vec<_>>()
                });
                parts.collect::<Vec<_>>().join("\n\n")
            }
            Block::Quote { blocks, source } => {
                prefixed(&self.quoted(blocks, source.as_ref()), "> ", "> ")
            }
            Block::Preformatted { text, language } => {
                let text = text.text.as_str();
                let fence = "`".repeat(longest_run(text).max(2) + 1);
                let language = language.as_ref().map_or("", |language| language.as_str());
                format!(
                    "{fence}{language}\n{}\n{fence}",
                    text.trim_end_matches('\n')
                )
            }
            Block::Image { alt, source, link } => {
                let alt = self.text(alt.text.as_str(), false).replace("\\\n", " ");
                let picture = match source {
                    Some(source) => format!("![{alt}](<{}>)", self.url(*source)),
                    None => alt,
                };
                match link {
                    Some(link) => format!("[{picture}](<{}>)", self.url(*link)),
                    None => picture,
                }
            }
            Block::Figure { blocks, caption } => self.figure(blocks, caption),
            Block::Table(table) => self.table(table),
            Block::Details {
                summary, blocks, ..
            } => {
                let summary = self.line(summary);
                let shown = !summary.is_empty();
                let summary = shown.then(|| format!("**{summary}**"));
                self.unfolded(summary.unwrap_or_default(), blocks)
            }
            Block::Embed { title, link, .. } => {
                let url = self.url(*link);
                if title.text.is_empty() {
                    format!("<{url}>")
                } else {
                    format!("[{}](<{url}>)", self.line(title))
                }
            }
            Block::Rule => "* * *".to_owned(),
        }
    }

    fn line(&self, text: &Paragraph) -> String {
        inline::write(text, self)
            .replace("\\\n", " ")
            .trim()
            .to_owned()
    }
}

impl Markdown<'_> {
    fn url(&self, link: LinkIndex) -> &str {
        self.0.links.get(link.0).map_or("", |link| &link.url)
    }

    fn paragraph(&self, text: &Paragraph) -> String {
        let words = inline::write(text, self);
        let words = words.trim();
        // What would begin a heading, a list, a quotation or a rule.
        let digits = words.trim_start_matches(|c: char| c.is_ascii_digit());
        if words.starts_with(['#', '>', '-', '+', '=', '~', '|']) {
            format!("\\{words}")
        } else if digits.len() < words.len() && digits.starts_with(['.', ')']) {
            let number = &words[..words.len() - digits.len()];
            format!("{number}\\{digits}")
        } else {
            words.to_owned()
        }
    }

    fn list(&self, style: ListStyle, items: &[ListItem]) -> String {
        let items: Vec<String> = items
            .iter()
            .map(|item| {
                let marker = match (style, item.number) {
                    (ListStyle::Bullet | ListStyle::Plain, _) | (_, None) => "- ".to_owned(),
                    (_, Some(number)) => format!("{}. ", number.max(0)),
                };
                let text = self.item(&item.blocks);
                prefixed(&text, &marker, &" ".repeat(marker.len()))
            })
            .collect();
        items.join("\n")
    }

    fn table(&self, table: &Table) -> String {
        let columns = |row: &crate::model::TableRow| {
            row.cells
                .iter()
                .map(|cell| usize::from(cell.columns))
                .sum::<usize>()
        };
        let width = table.rows.iter().map(columns).max().unwrap_or(0).max(1);
        let mut lines = Vec::new();
        if !table.rows.first().is_some_and(|row| row.header) {
            // A table of GFM has a head.
            lines.push(format!("|{}", "  |".repeat(width)));
        }
        lines.extend(table.rows.iter().map(|row| {
            let mut cells: Vec<String> = Vec::new();
            for cell in &row.cells {
                let text = inline::write(&cell.text, self);
                cells.push(text.replace("\\\n", "<br>").replace('|', "\\|"));
                cells.extend((1..cell.columns).map(|_| String::new()));
            }
            cells.resize(width, String::new());
            format!("| {} |", cells.join(" | "))
        }));
        lines.insert(1.min(lines.len()), format!("|{}", " --- |".repeat(width)));
        let mut parts = self.blocks(&table.caption);
        parts.push(lines.join("\n"));
        parts.join("\n\n")
    }
}

impl Markup for Markdown<'_> {
    fn open(&self, kind: SpanKind) -> String {
        let sign = match kind {
            SpanKind::Link(_) => "[",
            kind => sign(kind),
        };
        sign.to_owned()
    }

    fn close(&self, kind: SpanKind) -> String {
        match kind {
            SpanKind::Link(link) => format!("](<{}>)", self.url(link)),
            kind => sign(kind).to_owned(),
        }
    }

    fn text(&self, text: &str, code: bool) -> String {
        if code {
            return text.replace('`', "'").replace('\n', " ");
        }
        let mut out = String::with_capacity(text.len());
        for c in text.chars() {
            match c {
                '\\' | '`' | '*' | '_' | '[' | ']' | '<' => out.extend(['\\', c]),
                '\n' => out.push_str("\\\n"),
                c => out.push(c),
            }
        }
        out
    }
}

const fn sign(kind: SpanKind) -> &'static str {
    match kind {
        SpanKind::Emphasis => "*",
        SpanKind::Strong => "**",
        SpanKind::Strikethrough => "~~",
        SpanKind::Code => "`",
        SpanKind::Inserted
        | SpanKind::Marked
        | SpanKind::Key
        | SpanKind::Link(_)
        | SpanKind::Jump(_) => "",
    }
}

/// Text with one thing before its first line, and another before the rest; blank lines stay blank.
fn prefixed(text: &str, first: &str, rest: &str) -> String {
    let lines = text.lines().enumerate().map(|(n, line)| match (n, line) {
        (0, line) => format!("{first}{line}"),
        (_, "") => rest.trim_end().to_owned(),
        (_, line) => format!("{rest}{line}"),
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// The most backticks that follow one another.
fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}
