//! The picture over the text.

use dom_query::{Document as Tree, NodeRef};

use super::lead::is_named;
use crate::feed::page::words::{has_word, letters};

/// The first figure under the title, before any paragraph, or the picture that the page shows of itself.
pub(super) struct Picture {
    pub(super) html: String,
    /// What its file is called.
    pub(super) file: String,
}

impl Picture {
    pub(super) fn of(tree: &Tree, following: &[NodeRef<'_>]) -> Option<Self> {
        /// Letters of a paragraph with which the text has begun.
        const BEGUN: usize = 120;
        let own = tree.select_single("meta[property='og:image']");
        let own = own.attr("content").and_then(|source| file(&source));
        let is_text = |node: &NodeRef<'_>| {
            let own = letters(&node.immediate_text());
            own >= BEGUN || (node.has_name("p") && letters(&node.text()) >= BEGUN)
        };
        let mut before_text = following
            .iter()
            .take_while(|node| !is_text(node) || is_named(node));
        before_text.find_map(|node| {
            let is_figure = node.has_name("figure") || is_featured(node);
            if !is_figure && !node.has_name("img") {
                return None;
            }
            let picture = if is_figure {
                *node.find(&["img"]).first()?
            } else {
                *node
            };
            let file = file_of(&picture)?;
            let shown = if is_figure {
                letters(&node.text()) < BEGUN * 2
            } else {
                own.as_ref() == Some(&file)
            };
            let html = if is_figure {
                format!("<figure>{}</figure>", node.inner_html())
            } else {
                node.html().to_string()
            };
            shown.then_some(Self { html, file })
        })
    }
}

/// What the file of a picture is called, unless it only stands beside a name.
fn file_of(picture: &NodeRef<'_>) -> Option<String> {
    /// Points across.
    const SMALL: i64 = 150;
    let width = picture.attr("width").and_then(|width| width.parse().ok());
    if width.is_some_and(|width: i64| width <= SMALL) {
        return None;
    }
    let sources = ["data-src", "src", "srcset", "data-srcset"];
    let mut sources = sources.iter().filter_map(|name| picture.attr(name));
    sources.find_map(|source| file(&source))
}

/// The last part of the path of the first address.
fn file(source: &str) -> Option<String> {
    let source = source.split_ascii_whitespace().next()?;
    let path = source.split(['?', '#']).next()?;
    let file = path.rsplit('/').find(|part| !part.is_empty())?;
    (!source.starts_with("data:")).then(|| file.to_owned())
}

/// Whether a block is called the picture of the article.
fn is_featured(node: &NodeRef<'_>) -> bool {
    let names = ["featured", "thumbnail", "hero"];
    node.has_name("div")
        && node
            .attr("class")
            .is_some_and(|class| has_word(&class, &names))
}
