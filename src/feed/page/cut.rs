//! What is cut out of a page, and how.

use std::collections::HashSet;

use dom_query::{Document as Tree, Matcher, NodeRef};
use dom_smoothie::{Config, Readability};
use url::Url;

use super::opening::Opening;
use super::scripts::without_scripts;
use super::words::letters;
use super::{Article, Cut, MOST_ELEMENTS, PageError, commas, dress, others, schema};
use crate::feed::html;
use crate::model::{Body, BodyKind};
use crate::text::{Direction, language_direction};

/// Selectors that fit more pieces than that say nothing.
const MOST_PIECES: usize = 1000;

/// Cuts the article out of a page: what the reader keeps, else what looks like it, or what the page gives to machines
/// where that is much more.
pub(super) fn article(page: &str, url: &str, cut: &Cut) -> Result<Article, PageError> {
    let for_machines = schema::article_body(page);
    let page = without_scripts(page);
    let tree = Tree::from(&*html::guarded(&commas::counted(&page)));
    let frame = Frame::of(&tree, url);
    for selector in cut
        .drop
        .iter()
        .filter_map(|selector| Matcher::new(selector).ok())
    {
        tree.select_matcher(&selector).remove();
    }
    if let Some(kept) = kept(&tree, &cut.keep) {
        return Ok(frame.around(&kept));
    }
    let found = found(tree, url);
    if let Some(whole) = for_machines {
        let letters_of = |html: &str| letters(&Tree::fragment(html).root().text());
        let shown = found.as_deref().map_or(0, letters_of);
        if shown * 2 < letters_of(&whole) {
            return Ok(frame.around(&whole));
        }
    }
    Ok(frame.around(&found?))
}

/// What looks like the article of a page, under its lead.
fn found(tree: Tree, url: &str) -> Result<String, PageError> {
    // Before anything is done for each of them.
    let root = tree.root();
    let elements = root.descendants_it().filter(NodeRef::is_element);
    if elements.count() > MOST_ELEMENTS {
        return Err(PageError::TooHard);
    }
    dress::take_off(&tree);
    others::take_off(&tree);
    let opening = Opening::of(&tree);
    let config = Config {
        keep_classes: true,
        disable_json_ld: true,
        max_elements_to_parse: MOST_ELEMENTS,
        ..Config::default()
    };
    let reading = Readability::with_document(tree, Some(url), Some(config));
    let mut reading = reading.map_err(|_| PageError::NoText)?;
    let found = reading.parse().map_err(|error| match error {
        dom_smoothie::ReadabilityError::TooManyElements(..) => PageError::TooHard,
        _ => PageError::NoText,
    })?;
    let article = String::from(found.content);
    Ok(match opening {
        Some(opening) => opening.over(article),
        None => article,
    })
}

/// What the reader's selectors fit, in the order of the page; what is in another piece is not given twice.
fn kept(tree: &Tree, keep: &[String]) -> Option<String> {
    if keep.is_empty() {
        return None;
    }
    // As one selector, so that the pieces come in their order.
    let matcher = Matcher::new(&keep.join(", ")).ok()?;
    let selection = tree.select_matcher(&matcher);
    let nodes = &selection.nodes()[..selection.length().min(MOST_PIECES)];
    let known: HashSet<_> = nodes.iter().map(|node| node.id).collect();
    let inside = |node: &NodeRef| {
        node.ancestors_it(None)
            .any(|above| known.contains(&above.id))
    };
    let pieces: Vec<String> = nodes
        .iter()
        .filter(|node| !inside(node))
        .map(|node| node.html().to_string())
        .collect();
    (!pieces.is_empty()).then(|| pieces.concat())
}

/// What the page says of all that is in it.
struct Frame {
    /// What relative links are relative to.
    base: String,
    /// It is read from the right. That it is read from the left many pages say that are not.
    from_the_right: bool,
}

impl Frame {
    fn of(tree: &Tree, url: &str) -> Self {
        let attribute = |selector: &str, name: &str| tree.select_single(selector).attr(name);
        let base =
            attribute("base[href]", "href").and_then(|href| Url::parse(url).ok()?.join(&href).ok());
        let is_rtl = |element: &str| {
            let named =
                attribute(element, "dir").is_some_and(|dir| dir.eq_ignore_ascii_case("rtl"));
            let language = attribute(element, "lang");
            named || language.and_then(|tag| language_direction(&tag)) == Some(Direction::Rtl)
        };
        Self {
            base: base.map_or_else(|| url.to_owned(), String::from),
            from_the_right: is_rtl("html") || is_rtl("body"),
        }
    }

    /// The article with what the page says of it.
    fn around(self, content: &str) -> Article {
        let tag = if self.from_the_right {
            "<div dir=\"rtl\">"
        } else {
            "<div>"
        };
        Article {
            body: Body {
                kind: BodyKind::Html,
                content: format!("{tag}{}</div>", commas::restored(content)),
            },
            base: self.base,
        }
    }
}
