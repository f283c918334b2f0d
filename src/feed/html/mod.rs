//! Makes articles of bodies: blocks and inlines that hold clean text, checked links and nothing else.
//!
//! The walk over the tree is an allow-list: what is not known is read as plain text, what can act
//! (scripts, forms, styles, pictures that only track) is left out, and no link leaves that is not `http`
//! or `https`. Size and nesting are cut before the parser sees them, since its time grows with the square
//! of the nesting; the walk itself does not recurse.

mod anchors;
mod attribute;
mod build;
mod clutter;
mod embed;
mod flat;
mod formula;
mod guard;
mod habit;
mod inline;
mod plain;
mod quotes;
mod script;
mod small;
mod table;
mod tag;
mod title;
mod walk;

use std::borrow::Cow;

use dom_query::Document as Tree;
use url::Url;

pub(super) use self::clutter::is_unseen;
pub(super) use self::guard::is_void;
pub(super) use self::plain::has_tags;
use super::repair::decoded;
use crate::model::{Block, Body, BodyKind, Document};
use crate::text::CleanText;

/// Makes the article of a body; relative links are resolved against `base`, and dropped without it.
///
/// Text is kept whatever the markup, up to 4 MB of it.
///
/// ```
/// use newsterm::feed::html;
/// use newsterm::model::{Block, Body, BodyKind};
///
/// let content = "<p>Read <a href='/more'>more</a>.".to_owned();
/// let body = Body { kind: BodyKind::Html, content };
/// let article = html::document(&body, Some("https://news.example/feed"));
/// let [Block::Paragraph(paragraph)] = article.blocks.as_slice() else { panic!() };
/// assert_eq!(paragraph.text.as_str(), "Read more.");
/// assert_eq!(article.links[0].url, "https://news.example/more");
/// ```
#[must_use]
pub fn document(body: &Body, base: Option<&str>) -> Document {
    let base = base.and_then(|base| Url::parse(base).ok());
    match body.kind {
        BodyKind::Plain => plain::document(guard::capped(&body.content, guard::LONGEST_BODY)),
        BodyKind::Html => {
            let html = guard::capped(&body.content, guard::LONGEST_BODY);
            let html = plain::escaped_twice(html).unwrap_or(Cow::Borrowed(html));
            if plain::is_unmarked(&html) {
                return plain::document(&decoded(&html).0);
            }
            let html = guard::guarded(&html, guard::LONGEST_BODY);
            without_repeats(walk::article(&Tree::fragment(&*html), base))
        }
    }
}

/// Reads a fragment of HTML as one line of text, as titles need it: markup is left out, character
/// references become characters. What only looks like a tag, `Vec<T>`, or is the name of one, is text.
///
/// ```
/// use newsterm::feed::html::text_of;
/// assert_eq!(text_of("Fish &amp; <i>chips</i>").as_str(), "Fish & chips");
/// ```
#[must_use]
pub fn text_of(fragment: &str) -> CleanText {
    let fragment = guard::capped(fragment, guard::LONGEST_LINE);
    if !fragment.contains(['<', '&']) {
        return shown(fragment);
    }
    let fragment = title::with_names_escaped(fragment);
    let html = guard::guarded(&fragment, guard::LONGEST_LINE);
    let text = walk::text(&Tree::fragment(&*html));
    shown(&title::escaped_twice(&text))
}

/// One line of text; empty where there is nothing in it to see.
pub(super) fn shown(text: &str) -> CleanText {
    let line = CleanText::line(text);
    if line.as_str().chars().all(inline::is_invisible) {
        return CleanText::default();
    }
    line
}

/// Reads the text of a body without its markup: a line a paragraph, with the alternative texts of pictures.
///
/// ```
/// use newsterm::feed::html;
/// use newsterm::model::{Body, BodyKind};
///
/// let content = "<h1>One</h1><ul><li>two<li>three</ul><script>no()</script>".to_owned();
/// assert_eq!(html::plain_text(&Body { kind: BodyKind::Html, content }), "One\ntwo\nthree");
/// ```
#[must_use]
pub fn plain_text(body: &Body) -> String {
    let document = document(body, None);
    let mut text = String::with_capacity(body.content.len());
    for block in &document.blocks {
        push_block(block, &mut text);
    }
    text
}

fn push_block(block: &Block, text: &mut String) {
    for_each_text(block, &mut |words| {
        if !text.is_empty() && !words.is_empty() {
            text.push('\n');
        }
        text.push_str(words.as_str());
    });
}

/// Makes HTML fit for a parser: at most 4 MB of it, tags and nesting bounded, text kept.
pub(super) fn guarded(html: &str) -> Cow<'_, str> {
    guard::guarded(html, guard::LONGEST_BODY)
}

/// Gives each text of a block, in reading order.
pub(super) fn for_each_text(block: &Block, take: &mut impl FnMut(&CleanText)) {
    match block {
        Block::Heading { text, .. }
        | Block::Paragraph(text)
        | Block::Preformatted { text, .. }
        | Block::Image { alt: text, .. }
        | Block::Embed { title: text, .. } => take(&text.text),
        Block::Table(table) => {
            for_all_texts(&table.caption, take);
            let cells = table.rows.iter().flat_map(|row| &row.cells);
            cells.for_each(|cell| take(&cell.text.text));
        }
        Block::Quote { blocks, source } => {
            for_all_texts(blocks, take);
            if let Some(source) = source {
                take(&source.text);
            }
        }
        Block::List { items, .. } => {
            for item in items {
                for_all_texts(&item.blocks, take);
            }
        }
        Block::Definitions(entries) => {
            for entry in entries {
                entry.terms.iter().for_each(|term| take(&term.text));
                for_all_texts(&entry.blocks, take);
            }
        }
        Block::Figure { blocks, caption } => {
            for_all_texts(blocks, take);
            for_all_texts(caption, take);
        }
        Block::Details {
            summary, blocks, ..
        } => {
            take(&summary.text);
            for_all_texts(blocks, take);
        }
        Block::Rule => {}
    }
}

fn for_all_texts(blocks: &[Block], take: &mut impl FnMut(&CleanText)) {
    for block in blocks {
        for_each_text(block, take);
    }
}

/// Leaves out a paragraph near the start that says what one before it has said: pages give their lead as a
/// summary, and again as the first paragraph. What returns after other words is a refrain.
fn without_repeats(mut document: Document) -> Document {
    /// Blocks at the start that are looked at.
    const START: usize = 6;
    /// Shorter texts, in bytes, may come twice.
    const SHORTEST: usize = 40;
    let said = |block: &Block| match block {
        Block::Paragraph(text) | Block::Heading { text, .. } => {
            let text = text.text.as_str();
            (text.len() >= SHORTEST).then(|| text.split_whitespace().collect::<String>())
        }
        _ => None,
    };
    let start = document.blocks.len().min(START);
    let said: Vec<Option<String>> = document.blocks[..start].iter().map(said).collect();
    for at in (1..start).rev() {
        let before = said[..at].iter().rposition(|before| *before == said[at]);
        let Some(before) = before.filter(|_| said[at].is_some()) else {
            continue;
        };
        let goes_on = (before + 1..at).any(|between| {
            let words = matches!(document.blocks[between], Block::Paragraph(_));
            words && said[between].is_some()
        });
        if !goes_on {
            document.blocks.remove(at);
        }
    }
    document
}

#[cfg(test)]
mod tests;
