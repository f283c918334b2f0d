//! The places of an article that links of the same article lead to: footnotes, and back.

use std::collections::{HashMap, HashSet};

use dom_query::{Document as Tree, NodeRef};
use url::Url;

use super::attribute::is_bare;
use crate::model::AnchorIndex;

/// More places than this are not remembered.
const MOST: usize = 10_000;

/// The places of an article that its links lead to.
#[derive(Debug, Default)]
pub(super) struct Anchors {
    places: HashMap<String, AnchorIndex>,
    page: Option<String>,
}

impl Anchors {
    /// Finds what links of the tree lead to within it; `page` is the address of the article.
    pub(super) fn of(tree: &Tree, page: Option<&Url>) -> Self {
        let mut anchors = Self {
            places: HashMap::new(),
            page: page.map(|page| {
                page.as_str()
                    .split('#')
                    .next()
                    .unwrap_or_default()
                    .to_owned()
            }),
        };
        let mut wanted = HashSet::new();
        let mut found = Vec::new();
        for node in tree.root().descendants_it().filter(NodeRef::is_element) {
            if is_bare(&node) {
                continue;
            }
            if node.has_name("a") && wanted.len() < MOST {
                let href = node.attr("href").unwrap_or_default();
                wanted.extend(anchors.fragment(&href).map(str::to_owned));
            }
            if found.len() < MOST {
                found.extend(name(&node));
            }
        }
        for name in found {
            let next = AnchorIndex(anchors.places.len());
            if wanted.contains(&name) {
                anchors.places.entry(name).or_insert(next);
            }
        }
        anchors
    }

    /// The place a link leads to.
    pub(super) fn target(&self, href: &str) -> Option<AnchorIndex> {
        self.places.get(self.fragment(href)?).copied()
    }

    /// The place an element is.
    pub(super) fn place(&self, node: &NodeRef<'_>) -> Option<AnchorIndex> {
        if self.places.is_empty() {
            return None;
        }
        self.places.get(&name(node)?).copied()
    }

    fn fragment<'a>(&self, href: &'a str) -> Option<&'a str> {
        let (page, fragment) = href.trim().split_once('#')?;
        let here = page.is_empty() || self.page.as_deref() == Some(page);
        (here && !fragment.is_empty()).then_some(fragment)
    }
}

fn name(node: &NodeRef<'_>) -> Option<String> {
    let id = node.attr("id");
    let name = id.or_else(|| node.has_name("a").then(|| node.attr("name")).flatten())?;
    Some(name.trim().to_owned())
}
