//! Makes a feed of what was served: one well-formed document of few words, whatever the original was.
//!
//! The document is cut into tags and text ([`scan`]), its elements get one name each ([`vocabulary`]), and
//! it is written anew ([`rebuild`]): RSS of any age and dress as RSS 2.0, Atom 0.3 and 1.0 as Atom 1.0,
//! values as plain text, markup in them escaped, references resolved ([`entity`]). Nesting is bounded and
//! nothing recurses, so that a parser which does can take the result.

mod entity;
mod notes;
mod rebuild;
mod scan;
mod texts;
mod value;
mod vocabulary;
mod warnings;

pub(super) use self::entity::{decoded, escape_into};
pub(super) use self::notes::Notes;
use self::rebuild::Rebuild;
pub(super) use self::scan::{Scanner, Tag, Token};
pub(super) use self::texts::Texts;
use self::vocabulary::Family;
use crate::feed::parse::ParseError;
use crate::model::{Fault, Warning};
use url::Url;

/// A document fit for the parser, and what the parser would lose of it.
#[derive(Debug, Default)]
pub(super) struct Repaired {
    /// Well-formed XML without a declaration, entries complete.
    pub(super) document: String,
    /// The texts of its entries; the document has their keys.
    pub(super) texts: Texts,
    /// What the feed says that the parser would lose.
    pub(super) feed: Notes,
    /// What each entry says that the parser would lose, in order.
    pub(super) entries: Vec<Notes>,
    /// What was wrong, in the order of the original.
    pub(super) warnings: Vec<Warning>,
    /// How much more was wrong.
    pub(super) more_warnings: usize,
}

/// Repairs an XML document in UTF-8 that came from `base`; an XML declaration is left out, since the text is decoded already.
///
/// # Errors
/// [`ParseError::WebPage`] or [`ParseError::NotAFeed`] when no element of it begins a feed.
pub(super) fn repaired(text: &str, base: Option<&Url>) -> Result<Repaired, ParseError> {
    let mut scanner = Scanner::new(text);
    let (root, family) = root(&mut scanner)?;
    let mut rebuild = Rebuild::new(text, (root, family), base);
    if stands_before(text, scanner.at()) {
        rebuild.warn(0, Fault::LeadingText);
    }
    rebuild.take(Token::Start(root), scanner.at());
    while let Some(token) = scanner.next() {
        if std::mem::take(&mut scanner.bare) {
            rebuild.warn(scanner.at(), Fault::BareMarkup);
        }
        rebuild.take(token, scanner.at());
    }
    Ok(rebuild.finish())
}

/// The first element that begins a feed, after whatever stands before it.
fn root<'a>(scanner: &mut Scanner<'a>) -> Result<(Tag<'a>, Family), ParseError> {
    for token in scanner {
        let Token::Start(tag) = token else {
            continue;
        };
        // Pages have feeds' elements in them too: licences, drawings, examples.
        if tag.name.eq_ignore_ascii_case("html") {
            return Err(ParseError::WebPage);
        }
        if let Some(family) = vocabulary::family(value::local(tag.name)) {
            return Ok((tag, family));
        }
    }
    Err(ParseError::NotAFeed)
}

/// Whether something other than markup the standard allows there comes before the root element.
fn stands_before(text: &str, root_end: usize) -> bool {
    let mut before = Scanner::new(text);
    let first = before.find(|token| !matches!(token, Token::Text(text) if text.trim().is_empty()));
    first.is_some() && before.at() != root_end
}

#[cfg(test)]
mod tests;
