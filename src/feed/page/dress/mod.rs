//! What a page wears around its article and in it: taken off, or put into plain HTML, before the article is looked for.
//!
//! The search knows English class names, and takes what is hidden, short or full of links for no text. What sites are
//! known to mean is decided here.

mod around;
mod hidden;
mod layout;
mod ways_out;

use std::collections::HashSet;

use dom_query::{Document as Tree, NodeId, NodeRef};

use super::words::{has_word, letters};

/// Elements that hold a whole page, and are never taken off.
const WHOLE: [&str; 3] = ["html", "body", "main"];

/// Takes off what is known for no part of an article, and makes plain what is one in a dress.
pub(super) fn take_off(tree: &Tree) {
    let root = tree.root();
    let elements: Vec<NodeRef<'_>> = root.descendants_it().filter(NodeRef::is_element).collect();
    hidden::show(tree, &elements);
    layout::flatten(&elements);
    let titled = titled(&elements);
    // What holds others last, without what was taken off them.
    for element in elements.iter().rev() {
        let Some(name) = element.node_name() else {
            continue;
        };
        match &*name {
            name if WHOLE.contains(&name) => {}
            name if around::is_around(element, name, &titled) => element.remove_from_parent(),
            // As the search knows them.
            "amp-img" | "amp-anim" => {
                element.remove_children();
                element.rename("img");
            }
            "h2" | "h3" | "h4" | "h5" | "h6" if opens_by_class(element) => {
                element.remove_attr("class");
            }
            "span" | "small" | "cite" | "i" | "em" if is_parted_by_style(element) => {
                element.before_html(" ");
            }
            "button" if opens_what_follows(element) => element.rename("span"),
            // The search drops what is called a medium.
            "div" | "section" | "span" if holds_a_picture(element) => element.remove_attr("class"),
            // The search leaves sections as they are.
            "div" | "aside" | "footer" if is_note(element, &name) => element.rename("section"),
            _ => {}
        }
    }
}

/// What holds a title: each is looked for once.
fn titled(elements: &[NodeRef<'_>]) -> HashSet<NodeId> {
    let mut titled = HashSet::new();
    let titles = elements.iter().filter(|element| element.has_name("h1"));
    for title in titles {
        let mut around = title.ancestors_it(None);
        // Where another title has been as well, that has gone on from there.
        while around.next().is_some_and(|up| titled.insert(up.id)) {}
    }
    titled
}

/// Whether a heading opens what stands under it: the search takes what is called a header for that of the page.
fn opens_by_class(heading: &NodeRef<'_>) -> bool {
    const OPENS: [&str; 6] = [
        "accordion",
        "toggle",
        "collapse",
        "faq",
        "question",
        "panel",
    ];
    heading
        .attr("class")
        .is_some_and(|class| has_word(&class, &OPENS))
}

/// Whether words of a caption are parted from those before them by the style sheet alone: what it shows, and whose it is.
fn is_parted_by_style(element: &NodeRef<'_>) -> bool {
    let touches = element
        .prev_sibling()
        .is_some_and(|before| before.is_element());
    let is_caption = |around: NodeRef<'_>| {
        around.has_name("figcaption")
            || around
                .attr("class")
                .is_some_and(|class| class.to_ascii_lowercase().contains("caption"))
    };
    touches && element.parent().is_some_and(is_caption)
}

/// Whether a button is the words of a heading.
fn opens_what_follows(button: &NodeRef<'_>) -> bool {
    let around = button.parent();
    let name = around.and_then(|around| around.node_name());
    matches!(
        name.as_deref(),
        Some("h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "summary" | "dt")
    )
}

/// Whether an element is called a medium, and is a picture with a few words.
fn holds_a_picture(element: &NodeRef<'_>) -> bool {
    /// Letters of the longest caption.
    const CAPTION: usize = 300;
    /// What else has pictures.
    const OTHERS: [&str; 7] = [
        "author", "avatar", "logo", "icon", "related", "card", "social",
    ];
    let by_class = |class: &str| has_word(class, &["media"]) && !has_word(class, &OTHERS);
    let named = element.attr("class").is_some_and(|class| by_class(&class));
    if !named || element.find(&["img"]).is_empty() {
        return false;
    }
    let links = element.descendants_it().filter(|inner| inner.has_name("a"));
    let linked: usize = links.map(|link| letters(&link.text())).sum();
    let all = letters(&element.text());
    all <= CAPTION && linked * 2 <= all
}

/// Whether an element is a note to the text or a box in it: the search would drop it for its name or its links.
fn is_note(element: &NodeRef<'_>, name: &str) -> bool {
    /// Words of a class that say so of any element.
    const NOTES: [&str; 8] = [
        "footnote",
        "footnotes",
        "endnote",
        "endnotes",
        "callout",
        "admonition",
        "factbox",
        "toggle",
    ];
    /// Those that say so of what else would stand beside the text.
    const ASIDES: [&str; 4] = ["note", "tip", "warning", "infobox"];
    let by_class = |class: &str| {
        class == "wp-block-file"
            || has_word(class, &NOTES)
            || (name == "aside" && has_word(class, &ASIDES))
    };
    let role = element.attr("role");
    matches!(
        role.as_deref(),
        Some("note" | "doc-endnotes" | "doc-footnote")
    ) || element.attr("class").is_some_and(|class| by_class(&class))
}
