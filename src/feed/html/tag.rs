//! What an element means for an article.

use dom_query::NodeRef;

use crate::model::SpanKind;
use crate::text::{Direction, language_direction};

/// What an element means for an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tag {
    /// Left out with all it holds.
    Dropped,
    /// Stands on lines of its own.
    Block,
    Heading(u8),
    Quote,
    /// A list; numbered from the number, or with bullets.
    List(Option<i64>),
    Item,
    Preformatted,
    Row,
    Cell,
    Figure,
    Rule,
    Break,
    /// Says what relative links are relative to.
    Base,
    Image,
    /// A page or a recording set into the article, of which a link remains.
    Embedded,
    Link,
    Styled(SpanKind),
    /// Its text has a direction of its own within the line.
    Isolate,
    /// Only its text counts.
    Inline,
}

impl Tag {
    pub(super) fn of(node: &NodeRef<'_>) -> Self {
        let Some(name) = node.node_name() else {
            return Self::Inline;
        };
        if is_hidden(node) {
            return Self::Dropped;
        }
        match Self::named(&name) {
            Self::List(Some(first)) => Self::List(Some(number(node, "start").unwrap_or(first))),
            Self::Inline if node.has_attr("dir") => Self::Isolate,
            tag => tag,
        }
    }

    fn named(name: &str) -> Self {
        match name {
            "script" | "style" | "template" | "head" | "title" | "form" | "input" | "button"
            | "select" | "textarea" | "svg" | "canvas" | "map" | "datalist" => Self::Dropped,
            "p" | "div" | "section" | "article" | "header" | "footer" | "main" | "aside"
            | "nav" | "figcaption" | "address" | "center" | "details" | "summary" | "dl" | "dt"
            | "dd" | "table" | "caption" | "hgroup" | "fieldset" | "legend" | "body" => Self::Block,
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Self::Heading(name.as_bytes()[1] - b'0'),
            "blockquote" => Self::Quote,
            "ul" | "menu" | "dir" => Self::List(None),
            "ol" => Self::List(Some(1)),
            "li" => Self::Item,
            "pre" | "listing" | "xmp" | "plaintext" => Self::Preformatted,
            "tr" => Self::Row,
            "td" | "th" => Self::Cell,
            "figure" => Self::Figure,
            "hr" => Self::Rule,
            "br" => Self::Break,
            "base" => Self::Base,
            "img" => Self::Image,
            "iframe" | "embed" | "video" | "audio" => Self::Embedded,
            "a" => Self::Link,
            "bdi" | "bdo" => Self::Isolate,
            _ => style(name).map_or(Self::Inline, Self::Styled),
        }
    }

    /// Whether text before, in and after the element stands on lines of its own.
    pub(super) const fn is_block(self) -> bool {
        !matches!(
            self,
            Self::Dropped
                | Self::Break
                | Self::Base
                | Self::Image
                | Self::Embedded
                | Self::Link
                | Self::Styled(_)
                | Self::Isolate
                | Self::Inline
        )
    }
}

fn style(name: &str) -> Option<SpanKind> {
    match name {
        "em" | "i" | "cite" | "dfn" | "var" => Some(SpanKind::Emphasis),
        "strong" | "b" => Some(SpanKind::Strong),
        "del" | "s" | "strike" => Some(SpanKind::Strikethrough),
        "code" | "kbd" | "samp" | "tt" => Some(SpanKind::Code),
        _ => None,
    }
}

fn is_hidden(node: &NodeRef<'_>) -> bool {
    let style = |style: &str| {
        let style: String = style.split_ascii_whitespace().collect();
        style.to_ascii_lowercase().contains("display:none")
    };
    node.has_attr("hidden") || node.attr("style").is_some_and(|value| style(&value))
}

/// Whether a picture is too small to be seen: it only tells its server that the article was opened.
pub(super) fn is_tracker(node: &NodeRef<'_>) -> bool {
    ["width", "height"]
        .iter()
        .any(|side| number(node, side).is_some_and(|side| side <= 1))
}

/// The whole number at the start of an attribute, as HTML reads dimensions.
fn number(node: &NodeRef<'_>, attribute: &str) -> Option<i64> {
    let value = node.attr(attribute)?;
    let value = value.trim();
    let end = value
        .char_indices()
        .find(|&(at, c)| !(c.is_ascii_digit() || (at == 0 && c == '-')))
        .map_or(value.len(), |(at, _)| at);
    value[..end].parse().ok()
}

/// The direction an element sets for its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Declared {
    Is(Direction),
    /// Left to the text (`dir=auto`).
    FromText,
}

impl Declared {
    pub(super) const fn known(self) -> Option<Direction> {
        match self {
            Self::Is(direction) => Some(direction),
            Self::FromText => None,
        }
    }
}

/// The direction an element sets for its text: by `dir`, else by its language.
pub(super) fn direction(node: &NodeRef<'_>) -> Option<Declared> {
    let dir = node.attr("dir").map(|dir| dir.trim().to_ascii_lowercase());
    match dir.as_deref() {
        Some("rtl") => Some(Declared::Is(Direction::Rtl)),
        Some("ltr") => Some(Declared::Is(Direction::Ltr)),
        Some("auto") => Some(Declared::FromText),
        _ => {
            let language = node.attr("lang").or_else(|| node.attr("xml:lang"))?;
            language_direction(&language).map(Declared::Is)
        }
    }
}
