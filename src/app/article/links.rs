//! The links of an article: which are on the screen, and where they stand.

use super::{Article, LinkWords, Row};
use crate::app::TextStyle;
use crate::model::{Link, LinkIndex};

impl Article {
    /// A link of the article.
    #[must_use]
    pub fn link(&self, link: LinkIndex) -> Option<&Link> {
        self.document.links.get(link.0)
    }

    /// What a link is called where it first stands with words.
    #[must_use]
    pub fn link_words(&self, link: LinkIndex) -> Option<&LinkWords> {
        self.link_names.of(link, &self.document)
    }

    /// How many links it has.
    #[must_use]
    pub fn link_count(&self) -> usize {
        self.document.links.len()
    }

    /// The links on the screen in reading order, each once, each with the row in which it begins, from 0.
    #[must_use]
    pub fn links_on_screen(&self) -> Vec<(LinkIndex, usize)> {
        let mut seen: Vec<(LinkIndex, usize)> = Vec::new();
        for (number, row) in self.rows().take(self.height).enumerate() {
            for link in links_of(&row) {
                if seen.iter().all(|(known, _)| *known != link) {
                    seen.push((link, number));
                }
            }
        }
        seen
    }
}

/// The links of a row in reading order.
fn links_of(row: &Row) -> Vec<LinkIndex> {
    let cells = row.line.map_or(&[][..], |line| &line.cells);
    let mut links: Vec<(u32, LinkIndex)> = cells
        .iter()
        .filter_map(|cell| Some((cell.source.start, TextStyle::unpack(cell.style).link?)))
        .collect();
    links.sort_unstable();
    links.into_iter().map(|(_, link)| link).collect()
}
