//! Articles as HTML.

use super::Exported;
use super::inline::{self, Markup};
use crate::model::{
    Block, CellAlign, Document, Link, LinkIndex, ListItem, ListStyle, Paragraph, SpanKind, Table,
};
use crate::text::{CleanText, Direction};

/// What stands before the first article.
pub(super) fn head(title: &CleanText) -> String {
    let title = escaped(title.as_str());
    format!(
        "<!DOCTYPE html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n</head>\n<body>\n"
    )
}

pub(super) fn write(article: &Exported) -> String {
    let title = escaped(article.title.as_str());
    let mut out = format!("<article>\n<h1 dir=\"auto\">{title}</h1>\n");
    let byline = escaped(article.byline.as_str());
    let byline = match &article.link {
        Some(link) if byline.is_empty() => format!("<a href=\"{0}\">{0}</a>", escaped(link)),
        Some(link) => format!("<a href=\"{}\">{byline}</a>", escaped(link)),
        None => byline,
    };
    if !byline.is_empty() {
        out.extend([format!("<p dir=\"auto\">{byline}</p>\n")]);
    }
    Html(&article.document).blocks(&article.document.blocks, &mut out);
    out + "</article>\n"
}

struct Html<'a>(&'a Document);

impl Html<'_> {
    fn blocks(&self, blocks: &[Block], out: &mut String) {
        for block in blocks {
            self.block(block, out);
        }
    }

    fn block(&self, block: &Block, out: &mut String) {
        match block {
            Block::Heading { level, text } => {
                // The title is the heading of the first level.
                let name = format!("h{}", (level + 1).min(6));
                self.element(&name, text, out);
            }
            Block::Paragraph(text) => self.element("p", text, out),
            Block::List { style, items } => self.list(*style, items, out),
            Block::Definitions(definitions) => {
                out.push_str("<dl>\n");
                for definition in definitions {
                    for term in &definition.terms {
                        self.element("dt", term, out);
                    }
                    self.around("dd", &definition.blocks, out);
                }
                out.push_str("</dl>\n");
            }
            Block::Quote { blocks, source } => {
                out.push_str("<blockquote>\n");
                self.blocks(blocks, out);
                if let Some(source) = source {
                    self.element("footer", source, out);
                }
                out.push_str("</blockquote>\n");
            }
            Block::Preformatted { text, language } => {
                let class = language.as_ref().map_or_else(String::new, |language| {
                    format!(" class=\"language-{}\"", escaped(language.as_str()))
                });
                let text = inline::write(text, &Verbatim(self));
                out.extend([format!("<pre><code{class}>{text}</code></pre>\n")]);
            }
            Block::Image { alt, source, link } => self.image(alt, *source, *link, out),
            Block::Figure { blocks, caption } => {
                out.push_str("<figure>\n");
                self.blocks(blocks, out);
                self.around("figcaption", caption, out);
                out.push_str("</figure>\n");
            }
            Block::Table(table) => self.table(table, out),
            Block::Details {
                summary,
                blocks,
                open,
            } => {
                out.push_str(if *open {
                    "<details open>\n"
                } else {
                    "<details>\n"
                });
                self.element("summary", summary, out);
                self.blocks(blocks, out);
                out.push_str("</details>\n");
            }
            Block::Embed { title, link, .. } => {
                if let Some(link) = self.link(*link) {
                    let url = escaped(&link.url);
                    let title = match title.text.as_str() {
                        "" => url.clone(),
                        title => escaped(title),
                    };
                    out.extend([format!(
                        "<p dir=\"auto\"><a href=\"{url}\">{title}</a></p>\n"
                    )]);
                }
            }
            Block::Rule => out.push_str("<hr>\n"),
        }
    }

    fn link(&self, link: LinkIndex) -> Option<&Link> {
        self.0.links.get(link.0)
    }

    fn image(
        &self,
        alt: &Paragraph,
        source: Option<LinkIndex>,
        link: Option<LinkIndex>,
        out: &mut String,
    ) {
        let alt = escaped(alt.text.as_str());
        let (direction, picture) = match source.and_then(|source| self.link(source)) {
            Some(source) => {
                let url = escaped(&source.url);
                ("", format!("<img src=\"{url}\" alt=\"{alt}\">"))
            }
            None => (" dir=\"auto\"", alt),
        };
        let picture = match link.and_then(|link| self.link(link)) {
            Some(link) => format!("<a href=\"{}\">{picture}</a>", escaped(&link.url)),
            None => picture,
        };
        out.extend([format!("<p{direction}>{picture}</p>\n")]);
    }

    fn around(&self, name: &str, blocks: &[Block], out: &mut String) {
        out.extend([format!("<{name}>\n")]);
        self.blocks(blocks, out);
        out.extend([format!("</{name}>\n")]);
    }

    fn element(&self, name: &str, text: &Paragraph, out: &mut String) {
        let direction = match text.direction {
            Some(Direction::Ltr) => "ltr",
            Some(Direction::Rtl) => "rtl",
            None => "auto",
        };
        let words = self.words(text);
        out.extend([format!("<{name} dir=\"{direction}\">{words}</{name}>\n")]);
    }

    fn words(&self, text: &Paragraph) -> String {
        let anchors = text.anchors.iter();
        let anchors: String = anchors
            .map(|anchor| format!("<a id=\"place-{}\"></a>", anchor.0))
            .collect();
        anchors + &inline::write(text, self)
    }

    fn list(&self, style: ListStyle, items: &[ListItem], out: &mut String) {
        let (name, kind) = match style {
            ListStyle::Bullet => ("ul", ""),
            ListStyle::Plain => ("ul", " style=\"list-style: none\""),
            ListStyle::Decimal => ("ol", ""),
            ListStyle::LowerAlpha => ("ol", " type=\"a\""),
            ListStyle::UpperAlpha => ("ol", " type=\"A\""),
            ListStyle::LowerRoman => ("ol", " type=\"i\""),
            ListStyle::UpperRoman => ("ol", " type=\"I\""),
        };
        out.extend([format!("<{name}{kind}>\n")]);
        for item in items {
            match item.number {
                Some(number) => out.extend([format!("<li value=\"{number}\">\n")]),
                None => out.push_str("<li>\n"),
            }
            self.blocks(&item.blocks, out);
            out.push_str("</li>\n");
        }
        out.extend([format!("</{name}>\n")]);
    }

    fn table(&self, table: &Table, out: &mut String) {
        out.push_str("<table>\n");
        if !table.caption.is_empty() {
            self.around("caption", &table.caption, out);
        }
        for row in &table.rows {
            out.push_str("<tr>");
            for cell in &row.cells {
                let name = if row.header || cell.header {
                    "th"
                } else {
                    "td"
                };
                let mut tag = format!("<{name} dir=\"auto\"");
                for (attribute, count) in [("colspan", cell.columns), ("rowspan", cell.rows)] {
                    if count > 1 {
                        tag.extend([format!(" {attribute}=\"{count}\"")]);
                    }
                }
                let align = cell.align.map(|align| match align {
                    CellAlign::Start => "start",
                    CellAlign::End => "end",
                    CellAlign::Middle => "center",
                    CellAlign::Left => "left",
                    CellAlign::Right => "right",
                });
                if let Some(align) = align {
                    tag.extend([format!(" style=\"text-align: {align}\"")]);
                }
                out.extend([format!("{tag}>{}</{name}>", self.words(&cell.text))]);
            }
            out.push_str("</tr>\n");
        }
        out.push_str("</table>\n");
    }
}

impl Markup for Html<'_> {
    fn open(&self, kind: SpanKind) -> String {
        match kind {
            SpanKind::Link(link) => self.link(link).map_or_else(
                || "<a>".to_owned(),
                |link| format!("<a href=\"{}\">", escaped(&link.url)),
            ),
            SpanKind::Jump(anchor) => format!("<a href=\"#place-{}\">", anchor.0),
            kind => format!("<{}>", name(kind)),
        }
    }

    fn close(&self, kind: SpanKind) -> String {
        format!("</{}>", name(kind))
    }

    fn text(&self, text: &str, _code: bool) -> String {
        escaped(text).replace('\n', "<br>\n")
    }
}

/// Text whose line breaks count as they are.
struct Verbatim<'a>(&'a Html<'a>);

impl Markup for Verbatim<'_> {
    fn open(&self, kind: SpanKind) -> String {
        self.0.open(kind)
    }

    fn close(&self, kind: SpanKind) -> String {
        self.0.close(kind)
    }

    fn text(&self, text: &str, _code: bool) -> String {
        escaped(text)
    }
}

const fn name(kind: SpanKind) -> &'static str {
    match kind {
        SpanKind::Emphasis => "em",
        SpanKind::Strong => "strong",
        SpanKind::Strikethrough => "del",
        SpanKind::Inserted => "ins",
        SpanKind::Marked => "mark",
        SpanKind::Code => "code",
        SpanKind::Key => "kbd",
        SpanKind::Link(_) | SpanKind::Jump(_) => "a",
    }
}

/// Text as it stands in HTML, also between double quotes.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
    out
}
