//! Whether a feed gives a text, or only its beginning.

use crate::feed::html;
use crate::model::Document;

/// Texts with fewer letters are the beginning of one, or a summary.
const SHORT: usize = 400;
/// Longer texts are whole, whatever they end with.
const LONG: usize = 1500;

/// How many letters and digits a text has.
///
/// ```
/// use newsterm::feed::{html, page};
/// use newsterm::model::{Body, BodyKind};
///
/// let body = Body { kind: BodyKind::Html, content: "<p>Rain, 20 mm".to_owned() };
/// assert_eq!(page::letters(&html::document(&body, None)), 8);
/// ```
#[must_use]
pub fn letters(document: &Document) -> usize {
    let mut letters = 0;
    for block in &document.blocks {
        html::for_each_text(block, &mut |text| {
            letters += text
                .as_str()
                .chars()
                .filter(|c| c.is_alphanumeric())
                .count();
        });
    }
    letters
}

/// Whether a text is only the beginning of one: it has fewer than 400 letters, or fewer than 1,500 and one of its last
/// two paragraphs breaks off with an ellipsis.
///
/// ```
/// use newsterm::feed::{html, page};
/// use newsterm::model::{Body, BodyKind};
///
/// let is_stub = |content: String| {
///     let body = Body { kind: BodyKind::Html, content };
///     page::is_stub(&html::document(&body, None))
/// };
/// let text = "<p>The ferry came back to the harbour late at night.</p>".repeat(20);
/// assert!(!is_stub(text.clone()));
/// assert!(is_stub(text + "<p>Nobody had expected […]"));
/// ```
#[must_use]
pub fn is_stub(document: &Document) -> bool {
    let letters = letters(document);
    if letters < SHORT {
        return true;
    }
    if letters >= LONG {
        return false;
    }
    let mut last_texts = [String::new(), String::new()];
    for block in &document.blocks {
        html::for_each_text(block, &mut |text| {
            last_texts = [std::mem::take(&mut last_texts[1]), text.as_str().to_owned()];
        });
    }
    last_texts.iter().any(|text| breaks_off(text))
}

/// Whether an ellipsis stands at the end, perhaps in brackets, or before a word or two such as "read more".
fn breaks_off(text: &str) -> bool {
    let end = text.trim_end_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '…' | '.'));
    end.ends_with('…') || end.ends_with("...")
}
