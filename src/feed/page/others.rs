//! Other articles, with which a page goes on as one reads.

use dom_query::{Document as Tree, NodeRef};

use super::words::said;

/// Takes off the articles beside the one whose title is that of the page: each has a title of its own.
pub(super) fn take_off(tree: &Tree) {
    let articles = tree.select("article");
    let titled: Vec<(NodeRef<'_>, String)> = articles
        .nodes()
        .iter()
        .filter_map(|article| Some((*article, said(&article.find(&["h1"]).first()?.text()))))
        .collect();
    if titled.len() < 2 {
        return;
    }
    let whole = said(&tree.select_single("title").text());
    let is_own = |title: &str| !title.is_empty() && whole.contains(title);
    let Some((own, own_title)) = titled.iter().find(|(_, title)| is_own(title)) else {
        return;
    };
    for (article, title) in &titled {
        let is_in = |inner: &NodeRef<'_>, outer: &NodeRef<'_>| {
            let mut around = inner.ancestors_it(None);
            around.any(|up| up.id == outer.id)
        };
        if title != own_title && !is_in(article, own) && !is_in(own, article) {
            article.remove_from_parent();
        }
    }
}
