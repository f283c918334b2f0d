//! Makes articles of bodies: blocks and inlines that hold clean text, checked links and nothing else.
//!
//! The walk over the tree is an allow-list: what is not known is read as plain text, what can act
//! (scripts, forms, styles, pictures that only track) is left out, and no link leaves that is not `http`
//! or `https`. Size and nesting are cut before the parser sees them, since its time grows with the square
//! of the nesting; the walk itself does not recurse.

mod build;
mod guard;
mod inline;
mod plain;
mod tag;
mod walk;

use dom_query::Document as Tree;
use url::Url;

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
            let html = guard::guarded(&body.content, guard::LONGEST_BODY);
            walk::article(&Tree::fragment(&*html), base)
        }
    }
}

/// Reads a fragment of HTML as one line of text, as titles need it: markup is left out, character
/// references become characters.
///
/// ```
/// use newsterm::feed::html::text_of;
/// assert_eq!(text_of("Fish &amp; <i>chips</i>").as_str(), "Fish & chips");
/// ```
#[must_use]
pub fn text_of(fragment: &str) -> CleanText {
    let fragment = guard::capped(fragment, guard::LONGEST_LINE);
    if !fragment.contains(['<', '&']) {
        return CleanText::line(fragment);
    }
    let html = guard::guarded(fragment, guard::LONGEST_LINE);
    CleanText::line(&walk::text(&Tree::fragment(&*html)))
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
    let mut line = |words: &CleanText| {
        if !text.is_empty() && !words.is_empty() {
            text.push('\n');
        }
        text.push_str(words.as_str());
    };
    match block {
        Block::Heading { text, .. } | Block::Paragraph(text) => line(&text.text),
        Block::Image { alt, .. } => line(&alt.text),
        Block::Preformatted { text } => line(text),
        Block::TableRow(cells) => cells.iter().for_each(|cell| line(&cell.text)),
        Block::Quote(blocks) => blocks.iter().for_each(|block| push_block(block, text)),
        Block::List { items, .. } => {
            for block in items.iter().flat_map(|item| &item.blocks) {
                push_block(block, text);
            }
        }
        Block::Rule => {}
    }
}

#[cfg(test)]
mod tests;
