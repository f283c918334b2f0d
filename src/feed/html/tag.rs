//! What an element means for an article.

use dom_query::NodeRef;

use super::attribute::{is_hidden, number, parent_is, property};
use super::clutter::{is_clutter, is_word_bullet};
use super::{embed, formula, habit};
use crate::model::{CellAlign, ListStyle, SpanKind};

/// What an element means for an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tag {
    /// Left out with all it holds.
    Dropped,
    /// Stands on lines of its own.
    Block,
    Heading(u8),
    Quote,
    /// Who is quoted.
    Attribution,
    List(ListTag),
    /// An item of a list, with the number it is given.
    Item(Option<i64>),
    Definitions,
    Term,
    Description,
    Preformatted,
    /// A table; `true` where the page says that it is none of data.
    Table(bool),
    /// A row; `true` in the head of the table.
    Row(bool),
    Cell(CellTag),
    Figure,
    Caption,
    /// Folded blocks; `true` where they show at first.
    Details(bool),
    Summary,
    Rule,
    Break,
    /// Says what relative links are relative to.
    Base,
    Image,
    /// A page or a recording set into the article, of which a link remains.
    Embedded,
    /// A box that is ticked or not.
    Checkbox(bool),
    Link,
    Styled(SpanKind),
    /// Above the line, or below it.
    Script(Script),
    Abbreviation,
    /// A quotation within a line.
    Quotation,
    /// How what stands before it is read.
    Reading,
    /// A part of a formula, with signs around it.
    Part(&'static str, &'static str),
    /// Its text has a direction of its own within the line.
    Isolate,
    /// Only its text counts.
    Inline,
}

/// A list as its element says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ListTag {
    pub(super) style: ListStyle,
    /// The number of the first item; `None` where items have no numbers, or the last has 1.
    pub(super) start: Option<i64>,
    pub(super) reversed: bool,
}

/// A cell of a table as its element says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct CellTag {
    pub(super) header: bool,
    pub(super) align: Option<CellAlign>,
    pub(super) columns: u16,
    pub(super) rows: u16,
}

/// Where small letters stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Script {
    Super,
    Sub,
}

/// More columns or rows than this are not taken by one cell.
const WIDEST_CELL: i64 = 100;

impl Tag {
    pub(super) fn of(node: &NodeRef<'_>) -> Self {
        let Some(element) = node.element_ref() else {
            return Self::Inline;
        };
        let name: &str = &element.name.local;
        // Most elements say nothing but their name.
        if element.attrs.is_empty() {
            return Self::bare(node, name);
        }
        if is_hidden(node) || is_clutter(node) {
            return Self::Dropped;
        }
        match name {
            "ol" => Self::List(ordered(node)),
            "ul" if css_style(node) == Some(ListStyle::Plain) => Self::List(ListTag {
                style: ListStyle::Plain,
                start: None,
                reversed: false,
            }),
            "p" if is_word_item(node) => Self::Item(None),
            "li" => Self::Item(number(node, "value")),
            "details" => Self::Details(node.has_attr("open")),
            "input" => checkbox(node),
            "script" if is_tex(node) => Self::Styled(SpanKind::Code),
            "script" if embed::of_script(node).is_some() => Self::Embedded,
            "table" if is_presentational(node) => Self::Table(true),
            name => habit::of(node, name).unwrap_or_else(|| Self::bare(node, name)),
        }
    }

    /// What an element means by its name and its place.
    fn bare(node: &NodeRef<'_>, name: &str) -> Self {
        match name {
            "ol" => Self::List(ordered(node)),
            "li" => Self::Item(None),
            "tr" | "td" | "th" => {
                habit::of_table_part(node, name).unwrap_or_else(|| Self::table_part(node, name))
            }
            "table" => Self::Table(false),
            "details" => Self::Details(false),
            "form" if holds_an_article(node) => Self::Block,
            "cite" | "footer" if parent_is(node, &["blockquote"]) => Self::Attribution,
            "cite" if habit::names_the_quoted(node) => Self::Block,
            _ if formula::is_part(node, name) => formula::part(node),
            name => Self::named(name),
        }
    }

    fn table_part(node: &NodeRef<'_>, name: &str) -> Self {
        match name {
            "tr" => Self::Row(parent_is(node, &["thead"])),
            name => Self::Cell(cell(node, name)),
        }
    }

    pub(super) fn named(name: &str) -> Self {
        match name {
            "script" | "style" | "template" | "head" | "title" | "form" | "button" | "select"
            | "textarea" | "svg" | "canvas" | "map" | "datalist" | "annotation"
            | "annotation-xml" | "rp" | "xml" => Self::Dropped,
            "p" | "div" | "section" | "article" | "header" | "footer" | "main" | "aside"
            | "nav" | "address" | "center" | "hgroup" | "fieldset" | "legend" | "body"
            | "thead" | "tbody" | "tfoot" => Self::Block,
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Self::Heading(name.as_bytes()[1] - b'0'),
            "blockquote" => Self::Quote,
            "ul" | "menu" | "dir" => Self::List(ListTag {
                style: ListStyle::Bullet,
                start: None,
                reversed: false,
            }),
            "dl" => Self::Definitions,
            "dt" => Self::Term,
            "dd" => Self::Description,
            "pre" | "listing" | "xmp" | "plaintext" => Self::Preformatted,
            "figure" => Self::Figure,
            "caption" | "figcaption" => Self::Caption,
            "summary" => Self::Summary,
            "hr" => Self::Rule,
            "br" => Self::Break,
            "base" => Self::Base,
            "img" => Self::Image,
            "iframe" | "embed" | "video" | "audio" => Self::Embedded,
            "a" => Self::Link,
            "bdi" | "bdo" => Self::Isolate,
            "sup" => Self::Script(Script::Super),
            "sub" => Self::Script(Script::Sub),
            "abbr" | "acronym" => Self::Abbreviation,
            "q" => Self::Quotation,
            "rt" | "rtc" => Self::Reading,
            _ => style(name).map_or(Self::Inline, Self::Styled),
        }
    }

    /// Whether text before, in and after the element stands on lines of its own.
    pub(super) const fn is_block(self) -> bool {
        matches!(
            self,
            Self::Block
                | Self::Heading(_)
                | Self::Quote
                | Self::Attribution
                | Self::List(_)
                | Self::Item(_)
                | Self::Definitions
                | Self::Term
                | Self::Description
                | Self::Preformatted
                | Self::Table(_)
                | Self::Row(_)
                | Self::Cell(_)
                | Self::Figure
                | Self::Caption
                | Self::Details(_)
                | Self::Summary
                | Self::Rule
        )
    }
}

fn style(name: &str) -> Option<SpanKind> {
    match name {
        "em" | "i" | "cite" | "dfn" | "var" => Some(SpanKind::Emphasis),
        "strong" | "b" => Some(SpanKind::Strong),
        "del" | "s" | "strike" => Some(SpanKind::Strikethrough),
        "ins" => Some(SpanKind::Inserted),
        "mark" => Some(SpanKind::Marked),
        "kbd" => Some(SpanKind::Key),
        "code" | "samp" | "tt" => Some(SpanKind::Code),
        _ => None,
    }
}

/// How an inline element is styled by its `style` attribute.
pub(super) fn inline_style(node: &NodeRef<'_>) -> Option<SpanKind> {
    let style = node.attr("style")?.to_ascii_lowercase();
    let value = |name| property(&style, name);
    let decoration = value("text-decoration").unwrap_or_default();
    if decoration.contains("line-through") {
        return Some(SpanKind::Strikethrough);
    }
    if value("font-weight").is_some_and(|weight| {
        weight.starts_with("bold") || weight.parse().is_ok_and(|weight: u32| weight >= 600)
    }) {
        return Some(SpanKind::Strong);
    }
    value("font-style")
        .filter(|slant| matches!(*slant, "italic" | "oblique"))
        .map(|_| SpanKind::Emphasis)
}

fn ordered(node: &NodeRef<'_>) -> ListTag {
    let style = match node.attr("type").as_deref() {
        Some("a") => ListStyle::LowerAlpha,
        Some("A") => ListStyle::UpperAlpha,
        Some("i") => ListStyle::LowerRoman,
        Some("I") => ListStyle::UpperRoman,
        _ => css_style(node).unwrap_or(ListStyle::Decimal),
    };
    let reversed = node.has_attr("reversed");
    let start = number(node, "start").or_else(|| (!reversed).then_some(1));
    ListTag {
        style,
        start,
        reversed,
    }
}

fn css_style(node: &NodeRef<'_>) -> Option<ListStyle> {
    let style = node.attr("style")?.to_ascii_lowercase();
    let value = &style[style.find("list-style")?..];
    let value = value.split(';').next().unwrap_or_default();
    [
        ("lower-alpha", ListStyle::LowerAlpha),
        ("lower-latin", ListStyle::LowerAlpha),
        ("upper-alpha", ListStyle::UpperAlpha),
        ("upper-latin", ListStyle::UpperAlpha),
        ("lower-roman", ListStyle::LowerRoman),
        ("upper-roman", ListStyle::UpperRoman),
        ("none", ListStyle::Plain),
    ]
    .into_iter()
    .find_map(|(name, style)| value.contains(name).then_some(style))
}

fn cell(node: &NodeRef<'_>, name: &str) -> CellTag {
    let span = |attribute| {
        let span = number(node, attribute).unwrap_or(1).clamp(1, WIDEST_CELL);
        u16::try_from(span).unwrap_or(1)
    };
    CellTag {
        header: name == "th",
        align: alignment(node),
        columns: span("colspan"),
        rows: span("rowspan"),
    }
}

fn alignment(node: &NodeRef<'_>) -> Option<CellAlign> {
    let style = node.attr("style").unwrap_or_default().to_ascii_lowercase();
    let by_style = property(&style, "text-align").map(str::to_owned);
    let value = by_style.or_else(|| Some(node.attr("align")?.trim().to_ascii_lowercase()))?;
    match value.as_str() {
        "left" => Some(CellAlign::Left),
        "right" => Some(CellAlign::Right),
        "center" | "centre" => Some(CellAlign::Middle),
        "start" => Some(CellAlign::Start),
        "end" => Some(CellAlign::End),
        _ => None,
    }
}

fn is_presentational(node: &NodeRef<'_>) -> bool {
    node.attr("role")
        .is_some_and(|role| matches!(role.trim(), "presentation" | "none"))
}

fn checkbox(node: &NodeRef<'_>) -> Tag {
    let is_box = node
        .attr("type")
        .is_some_and(|kind| kind.eq_ignore_ascii_case("checkbox"));
    if is_box && node.ancestors_it(Some(3)).any(|up| up.has_name("li")) {
        Tag::Checkbox(node.has_attr("checked"))
    } else {
        // It holds nothing to drop; within a formula, where it is no control, it may.
        Tag::Inline
    }
}

/// An item of a list as a word processor writes it: a paragraph that begins with its bullet.
fn is_word_item(node: &NodeRef<'_>) -> bool {
    let class = node.attr("class").unwrap_or_default();
    class.starts_with("MsoListParagraph")
        && node
            .descendants_it()
            .take(8)
            .any(|inner| is_word_bullet(&inner))
}

/// A formula for a script that would draw it.
fn is_tex(node: &NodeRef<'_>) -> bool {
    node.attr("type")
        .is_some_and(|kind| kind.trim().to_ascii_lowercase().starts_with("math/tex"))
}

/// Whether a form is no form but the frame that a publishing system puts around a whole page.
fn holds_an_article(node: &NodeRef<'_>) -> bool {
    /// Bytes of paragraphs from which on it is read.
    const ARTICLE: usize = 800;
    let mut bytes = 0;
    node.descendants_it()
        .filter(|inner| inner.is_text() && parent_is(inner, &["p", "li"]))
        .any(|text| {
            bytes += text.text().trim().len();
            bytes >= ARTICLE
        })
}
