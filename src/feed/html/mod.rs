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

use crate::model::{Body, BodyKind, Document};
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

#[cfg(test)]
mod tests;
