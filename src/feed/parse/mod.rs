//! Reads feeds: RSS of all ages, Atom, JSON Feed.
//!
//! Bytes are decoded, repaired into a document that a strict parser takes, parsed by feed-rs, and mapped to
//! our nouns: titles become clean text, links absolute and checked, dates instants, and every entry gets
//! an identity that is the same at the next poll. JSON Feed is read here, since feed-rs refuses what many
//! publishers write.

mod date;
mod identity;
mod json;
mod xml;

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};
use std::thread;

use crate::model::{Encoding, FeedUpdate, Warning};

use super::decode::{Decoded, decode};

/// A feed as read, and what had to be overlooked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parsed {
    /// The feed; its validators are left empty, they belong to the fetch.
    pub update: FeedUpdate,
    /// What was wrong with the document, in its order.
    pub warnings: Vec<Warning>,
    /// How many faults more it has, which are not told one by one.
    pub more_warnings: usize,
    /// How its bytes were read as text.
    pub encoding: Encoding,
}

/// Why a document could not be read as a feed.
#[derive(Debug, thiserror::Error)]
pub enum ParseError {
    /// There is nothing in it.
    #[error("the document is empty")]
    Empty,
    /// It is a web page; a feed may be linked from it.
    #[error("the document is a web page")]
    WebPage,
    /// It is something else.
    #[error("the document is not a feed")]
    NotAFeed,
    /// It begins as JSON and does not go on as such.
    #[error("the document is not valid json")]
    Json {
        /// What is wrong, with line and column.
        source: serde_json::Error,
    },
    /// It has more values than any feed has.
    #[error("the document has too many values")]
    TooMany,
    /// The parser refuses it even after repair.
    #[error("the document is not a feed the parser knows")]
    Refused {
        /// What the parser says.
        source: feed_rs::parser::ParseFeedError,
    },
    /// The parser stumbled over it; a fault of ours, not to bring the program down.
    #[error("the parser panicked")]
    Panicked,
}

/// Reads a feed as it came from `base` with the `Content-Type` `content_type`.
///
/// Relative links are resolved against `base`. One bad entry does not lose the feed.
///
/// ```
/// use newsterm::feed::parse::parse;
///
/// let bytes = b"<rss version='2.0'><channel><title>News</title>
///     <item><title>Fish &amp;amp; chips</title><link>/1</link></item></channel></rss>";
/// let parsed = parse(bytes, None, "https://news.example/feed")?;
/// let entry = &parsed.update.entries[0];
/// assert_eq!(entry.title.as_str(), "Fish & chips");
/// assert_eq!(entry.link.as_deref(), Some("https://news.example/1"));
/// # Ok::<(), newsterm::feed::parse::ParseError>(())
/// ```
///
/// # Errors
/// When the document is no feed, or the parser fails on it.
pub fn parse(bytes: &[u8], content_type: Option<&str>, base: &str) -> Result<Parsed, ParseError> {
    thread::scope(|scope| {
        let read = || parse_here(bytes, content_type, base);
        let builder = thread::Builder::new().stack_size(STACK);
        match builder.spawn_scoped(scope, read) {
            Ok(thread) => thread.join().unwrap_or(Err(ParseError::Panicked)),
            // The system gives no thread.
            Err(_) => read(),
        }
    })
}

/// Does what [`parse`] does on the thread it is called on, which has a stack of [`STACK`] bytes: who reads many
/// feeds keeps such threads.
///
/// # Errors
/// As [`parse`] has them.
pub fn parse_here(
    bytes: &[u8],
    content_type: Option<&str>,
    base: &str,
) -> Result<Parsed, ParseError> {
    let Decoded { text, encoding } = decode(bytes, content_type);
    let text =
        text.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '\0'));
    if text.is_empty() {
        return Err(ParseError::Empty);
    }
    let parsed = caught(|| {
        if text.starts_with('{') {
            return json::parse(text, base);
        }
        match xml::parse(text, base) {
            Err(ParseError::NotAFeed) => {
                let document = json::within(text).ok_or(ParseError::NotAFeed)?;
                json::parse(document, base)
            }
            parsed => parsed,
        }
    })?;
    Ok(Parsed { encoding, ..parsed })
}

/// The stack of the thread that parses, in bytes. feed-rs recurses with the nesting; that is bounded before it
/// sees the document, and this is what it would need if that ever failed.
pub const STACK: usize = 16 * 1024 * 1024;

thread_local! {
    static CONTAINING: Cell<bool> = const { Cell::new(false) };
}

/// Whether a panic on this thread will be caught here and become [`ParseError::Panicked`].
///
/// For the panic hook of the program: such a panic must not end the screen.
#[must_use]
pub fn panic_is_contained() -> bool {
    CONTAINING.get()
}

fn caught<T>(work: impl Fn() -> Result<T, ParseError>) -> Result<T, ParseError> {
    CONTAINING.set(true);
    let result = panic::catch_unwind(AssertUnwindSafe(work));
    CONTAINING.set(false);
    result.unwrap_or(Err(ParseError::Panicked))
}

#[cfg(test)]
mod tests;
