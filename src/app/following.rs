//! A link on its way to being followed.

use crate::app::{Article, Viewport};
use crate::model::LinkIndex;

/// How far the reader has come in choosing a link of the open article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Following {
    /// Each link on the screen has letters, which are typed.
    Hints {
        /// Those typed so far.
        typed: String,
    },
    /// One is chosen, and its host is shown.
    Chosen(LinkIndex),
    /// All links of the article are listed.
    List(Viewport),
}

/// The letters that are typed for links: under the fingers first.
const LETTERS: &[u8] = b"asdfghjklewiortup";

/// The links on the screen, the row in which each begins, and the letters of each.
#[must_use]
pub fn hints(article: &Article) -> Vec<(LinkIndex, usize, String)> {
    let links = article.links_on_screen();
    let letter = |n: usize| char::from(LETTERS[n % LETTERS.len()]);
    let letters = |n: usize| match links.len() {
        count if count <= LETTERS.len() => letter(n).to_string(),
        _ => [letter(n / LETTERS.len()), letter(n)].iter().collect(),
    };
    links
        .iter()
        .take(LETTERS.len() * LETTERS.len())
        .enumerate()
        .map(|(n, (link, row))| (*link, *row, letters(n)))
        .collect()
}
