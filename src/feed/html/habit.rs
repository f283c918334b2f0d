//! What elements mean by the habits of those who publish, where their names say something else or nothing.

use dom_query::NodeRef;

use super::attribute::{has_class, styled};
use super::embed;
use super::tag::Tag;

/// Pictures with a caption: as blogs wrote them before there was `figure`.
const CAPTIONED: [&str; 2] = ["wp-caption", "gallery-item"];

/// What an element means by its class, its style or its place; `None` where its name says it.
pub(super) fn of(node: &NodeRef<'_>, name: &str) -> Option<Tag> {
    const CAPTIONS: [&str; 4] = [
        "wp-caption-text",
        "wp-caption-dd",
        "gallery-caption",
        "tr-caption",
    ];
    match name {
        "table" => match TableOf::what(node)? {
            TableOf::Lines => Some(Tag::Preformatted),
            TableOf::Picture => Some(Tag::Figure),
        },
        "div" | "p" | "dl" | "dd" | "td" if has_class(node, &CAPTIONS) => Some(Tag::Caption),
        "div" | "dl" if has_class(node, &CAPTIONED) => Some(Tag::Figure),
        "dt" if node.parent().is_some_and(|dl| has_class(&dl, &CAPTIONED)) => Some(Tag::Block),
        "span" if is_named_after(node) => Some(Tag::Part(" · ", "")),
        "span" => displayed(node).filter(|tag| *tag == Tag::Block),
        "div" | "section" if has_class(node, &["footnote"]) => footnote(node),
        "a" if has_class(node, &["footnote-number"]) => {
            let item = node.parent().and_then(|note| footnote(&note));
            item.map(|_| Tag::Dropped)
        }
        "div" => displayed(node).filter(|tag| *tag == Tag::Inline),
        "object" if embed::is_all_there_is(node) => Some(Tag::Embedded),
        "amp-img" | "amp-anim" => Some(Tag::Image),
        "amp-video" | "amp-audio" | "amp-iframe" => Some(Tag::Embedded),
        _ if embed::of_component(node, name).is_some() => Some(Tag::Embedded),
        _ => None,
    }
}

/// What a row or a cell means in a table that is none.
pub(super) fn of_table_part(node: &NodeRef<'_>, name: &str) -> Option<Tag> {
    let table = node.ancestors_it(Some(3)).find(|up| up.has_name("table"))?;
    match (TableOf::what(&table)?, name) {
        (TableOf::Lines, "td" | "th") => Some(Tag::Inline),
        _ => Some(Tag::Block),
    }
}

/// Whether a name within a quotation stands before what is quoted, on a line of its own: so forums write who said it.
pub(super) fn names_the_quoted(node: &NodeRef<'_>) -> bool {
    let around = node.parent().filter(|parent| parent.has_name("div"));
    let quoted = around.and_then(|around| around.parent());
    let first = node.prev_element_sibling().is_none();
    first && quoted.is_some_and(|quoted| quoted.has_name("blockquote"))
}

/// What a table holds that is neither data nor the layout of a page.
#[derive(Clone, Copy)]
enum TableOf {
    /// Code, a line a row.
    Lines,
    /// A picture over its caption.
    Picture,
}

impl TableOf {
    fn what(table: &NodeRef<'_>) -> Option<Self> {
        if has_class(table, &["js-file-line-container", "hljs-ln"]) {
            Some(Self::Lines)
        } else if has_class(table, &["tr-caption-container"]) {
            Some(Self::Picture)
        } else {
            None
        }
    }
}

/// How the style of an element says that it stands: on lines of its own, or in the line.
fn displayed(node: &NodeRef<'_>) -> Option<Tag> {
    match styled(node, "display")?.as_str() {
        "block" | "flex" | "grid" | "table" | "list-item" => Some(Tag::Block),
        "inline" => Some(Tag::Inline),
        _ => None,
    }
}

/// A footnote that begins with its number, which is that of an item of a list.
fn footnote(note: &NodeRef<'_>) -> Option<Tag> {
    let number = note.first_element_child()?;
    let digits = number.text();
    let digits = digits.trim().trim_matches(['[', ']', '.']);
    let is_number = has_class(&number, &["footnote-number"]);
    digits
        .parse()
        .ok()
        .filter(|_| is_number)
        .map(|number| Tag::Item(Some(number)))
}

/// Whether a name is parted from the one before it by the style sheet alone: author and site on a card.
fn is_named_after(node: &NodeRef<'_>) -> bool {
    has_class(node, &["kg-bookmark-publisher"])
        && node
            .prev_element_sibling()
            .is_some_and(|before| !before.text().trim().is_empty())
}
