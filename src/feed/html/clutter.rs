//! What is in a page but is nothing to read.

use dom_query::NodeRef;

use super::attribute::has_class;

/// Whether an element only serves the page: numbers of code lines, signs that link a heading to itself, the
/// formula drawn once more, the buttons of the usual widgets for sharing.
pub(super) fn is_clutter(node: &NodeRef<'_>) -> bool {
    /// What holds more text than this is read, whatever its class.
    const WIDGET: usize = 400;
    const WIDGETS: [&str; 15] = [
        "sharedaddy",
        "wp-block-jetpack-sharing-buttons",
        "addtoany_content",
        "heateor_sss_sharing_container",
        "shareaholic-canvas",
        "crp_related",
        "yarpp-related",
        "addtoany_share_save_container",
        "a2a_kit",
        "feedflare",
        "social-share",
        "share-buttons",
        "ssba",
        "mso-hide",
        "jp-relatedposts",
    ];
    const NUMBERS: [&str; 10] = [
        "gutter",
        "rouge-gutter",
        "lnt",
        "lnlinks",
        "crayon-nums",
        "lineno",
        "linenos",
        "line-numbers-rows",
        "hljs-ln-numbers",
        "blob-num",
    ];
    // The signs of sites, whose names stand beside them, and those that lead to an editor.
    const SIGNS: [&str; 3] = ["kg-bookmark-icon", "site-icon", "mw-editsection"];
    if node.has_name("span") && is_word_bullet(node) {
        return true;
    }
    if !node.has_attr("class") && !node.has_attr("href") {
        return false;
    }
    has_class(node, &["katex-html", "MathJax_Preview"])
        || has_class(node, &SIGNS)
        || is_unseen(node)
        || is_code_number(node)
        || is_about_picture(node)
        || has_class(node, &NUMBERS)
        || (has_class(node, &WIDGETS) && node.text().trim().len() <= WIDGET)
        || is_own_link(node)
}

/// Whether an element has words for screen readers alone, beside what says the same to the eye.
pub(in crate::feed) fn is_unseen(node: &NodeRef<'_>) -> bool {
    const CLASSES: [&str; 6] = [
        "screen-reader-text",
        "sr-only",
        "visually-hidden",
        "visually-hidden-css",
        "visuallyhidden",
        "a11y-hidden",
    ];
    has_class(node, &CLASSES)
}

/// Whether an element is the number of a line within code.
fn is_code_number(node: &NodeRef<'_>) -> bool {
    has_class(node, &["ln"]) && node.ancestors_it(Some(4)).any(|up| up.has_name("pre"))
}

/// Whether an element says how large a picture is and what its file is called, over the picture, as forums do.
fn is_about_picture(node: &NodeRef<'_>) -> bool {
    has_class(node, &["meta"])
        && node
            .parent()
            .is_some_and(|link| has_class(&link, &["lightbox"]))
}

/// Whether a link is the sign beside a heading that leads to the heading.
fn is_own_link(node: &NodeRef<'_>) -> bool {
    let to_itself = node.has_name("a") && node.attr("href").is_some_and(|to| to.starts_with('#'));
    to_itself
        && matches!(
            node.text().trim(),
            "#" | "¶" | "§" | "🔗" | "" | "\u{200b}" | "\u{f0c1}"
        )
        && node.ancestors_it(Some(2)).any(|up| {
            matches!(
                up.node_name().as_deref(),
                Some("h1" | "h2" | "h3" | "h4" | "h5" | "h6")
            )
        })
}

/// The bullet of an item as a word processor writes it, with the spaces behind it.
pub(super) fn is_word_bullet(node: &NodeRef<'_>) -> bool {
    node.attr("style")
        .is_some_and(|style| style.to_ascii_lowercase().contains("mso-list:ignore"))
        && matches!(
            node.text().trim(),
            "·" | "§" | "•" | "o" | "-" | "–" | "Ø" | "ü" | "v"
        )
}
