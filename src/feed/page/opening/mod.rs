//! What stands over the text of an article: its lead and its picture, which many pages set under the title and apart
//! from the text.

mod lead;
mod picture;

use dom_query::{Document as Tree, NodeRef};

use self::lead::Lead;
use self::picture::Picture;
use super::words::said;

/// What may stand over the text of a page: its lead, and its picture.
pub(super) struct Opening {
    lead: Option<Lead>,
    picture: Option<Picture>,
}

impl Opening {
    /// What stands under the title of a page: what is called a lead or is what the page says of itself, and a figure.
    pub(super) fn of(tree: &Tree) -> Option<Self> {
        let title = title(tree)?;
        let following = following(&title);
        Some(Self {
            lead: Lead::of(tree, &title, &following),
            picture: Picture::of(tree, &following),
        })
    }

    /// The article under what it does not have already of this.
    pub(super) fn over(&self, article: String) -> String {
        let picture = self.picture.as_ref();
        let picture = picture.filter(|picture| !article.contains(&picture.file));
        let is_missing = |lead: &&Lead| lead.is_missing(&Tree::fragment(&*article));
        let lead = self.lead.as_ref().filter(is_missing);
        if lead.is_none() && picture.is_none() {
            return article;
        }
        let lead = lead.map_or("", |lead| &lead.inner);
        let picture = picture.map_or("", |picture| &picture.html);
        format!("<div>{lead}</div>{picture}{article}")
    }
}

/// The title above the article: of several the longest that the title of the page has.
fn title(tree: &Tree) -> Option<NodeRef<'_>> {
    let whole = said(&tree.select_single("title").text());
    let titles = tree.select("h1");
    let known = titles.nodes().iter().filter_map(|title| {
        let said = said(&title.text());
        (!said.is_empty() && whole.contains(&said)).then_some((said.len(), *title))
    });
    let longest = known.max_by_key(|(length, _)| *length);
    longest
        .map(|(_, title)| title)
        .or_else(|| titles.nodes().first().copied())
}

/// Elements behind a title, in the order of the page.
fn following<'a>(title: &NodeRef<'a>) -> Vec<NodeRef<'a>> {
    /// How many are looked at.
    const MOST: usize = 200;
    let mut following = Vec::new();
    let mut next = Some(*title);
    'up: while let Some(node) = next {
        let mut sibling = node.next_element_sibling();
        while let Some(element) = sibling {
            let inner = element.descendants_it().filter(NodeRef::is_element);
            let room = MOST - following.len();
            following.extend(std::iter::once(element).chain(inner).take(room));
            if following.len() == MOST {
                break 'up;
            }
            sibling = element.next_element_sibling();
        }
        next = node.parent();
    }
    following
}
