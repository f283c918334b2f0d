//! What is hidden until a script or the reader shows it, and is text all the same.

use dom_query::{Document as Tree, NodeRef};

use crate::feed::page::words::{has_word, letters};

/// Hidden elements that are looked at: their letters are counted.
const MOST: usize = 64;
/// Letters of a text that opens at a press.
const TEXT: usize = 60;
/// Words of the class of what opens at a press.
const OPENS: [&str; 10] = [
    "more",
    "readmore",
    "collapse",
    "collapsed",
    "collapsible",
    "accordion",
    "answer",
    "toggle",
    "expand",
    "expandable",
];

/// Shows what holds most of the page, and the text of what opens at a press.
pub(super) fn show(tree: &Tree, elements: &[NodeRef<'_>]) {
    let hidden = elements.iter().filter(|element| is_hidden(element));
    let mut all = None;
    for element in hidden.take(MOST) {
        let all = *all.get_or_insert_with(|| letters(&tree.root().text()));
        let own = letters(&element.text());
        if own * 2 >= all || (own >= TEXT && opens_with_text(element, own)) {
            show_one(element);
        }
    }
}

/// Whether an element opens at a press, and is no menu and no form.
fn opens_with_text(element: &NodeRef<'_>, own: usize) -> bool {
    let class = element.attr("class").unwrap_or_default();
    let mut inner = element.descendants_it().filter(NodeRef::is_element);
    has_word(&class, &OPENS)
        && !inner
            .any(|inner| matches!(inner.node_name().as_deref(), Some("form" | "nav" | "input")))
        && {
            let links = element.descendants_it().filter(|inner| inner.has_name("a"));
            links.map(|link| letters(&link.text())).sum::<usize>() * 3 < own
        }
}

fn show_one(element: &NodeRef<'_>) {
    element.remove_attrs(&["hidden", "aria-hidden"]);
    if let Some(style) = element.attr("style") {
        let shown = |declaration: &&str| {
            let declaration = declaration.trim_start().to_ascii_lowercase();
            !declaration.starts_with("display") && !declaration.starts_with("visibility")
        };
        let style: Vec<&str> = style.split(';').filter(shown).collect();
        element.set_attr("style", &style.join(";"));
    }
}

fn is_hidden(element: &NodeRef<'_>) -> bool {
    let by_style = |style: &str| {
        let style: String = style.split_ascii_whitespace().collect();
        let style = style.to_ascii_lowercase();
        style.contains("display:none") || style.contains("visibility:hidden")
    };
    element.has_attr("hidden")
        || element
            .attr("aria-hidden")
            .is_some_and(|value| &*value == "true")
        || element.attr("style").is_some_and(|style| by_style(&style))
}
