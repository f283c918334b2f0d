//! What asks, sells or leads elsewhere, as sites that are no forums name it or word it.

use std::collections::HashSet;
use std::sync::LazyLock;

use dom_query::{NodeId, NodeRef};

use super::ways_out;
use crate::feed::html;
use crate::feed::page::words::{has_two_words, has_word, is_one_of, letters};
use crate::text::fold;

/// Elements of AMP, and of sites, that are no part of what is read.
const ELEMENTS: [&str; 10] = [
    "clipboard-copy",
    "amp-ad",
    "amp-embed",
    "amp-auto-ads",
    "amp-sticky-ad",
    "amp-sidebar",
    "amp-consent",
    "amp-user-notification",
    "amp-social-share",
    "amp-next-page",
];

/// Classes and ids of what others say, and of what asks for something.
const NAMES: [&str; 38] = [
    "wp-block-file__button",
    "ad",
    "ads",
    "advert",
    "advertisement",
    "adsbygoogle",
    "widget-area",
    "talkback",
    "talkbacks",
    "talkbacksection",
    "disqus_thread",
    "fb-comments",
    "commentarea",
    "comments-area",
    "comments-section",
    "comments-list",
    "comment-list",
    "commentlist",
    "comment-respond",
    "newsletter-signup",
    "newsletter-form",
    "newsletter-box",
    "newsletter-promo",
    "mc4wp-form",
    "kg-signup-card",
    "subscription-widget",
    "subscription-widget-wrap",
    "subscription-widget-wrap-editor",
    "subscribe-widget",
    "wp-block-jetpack-subscriptions",
    "speechify-ignore",
    "button-wrapper",
    "read-next",
    "readnext",
    "most-read",
    "mostread",
    "tag-list",
    "related-articles",
];

/// Words of a class that name other articles, the one behind the other: `more-news`.
const OTHER: [&str; 7] = [
    "more", "other", "latest", "related", "similar", "popular", "trending",
];
const ARTICLES: [&str; 6] = ["news", "stories", "articles", "posts", "topics", "reads"];

/// Words of the name for screen readers of what asks for something.
const ASKS: [&str; 6] = [
    "recommendations",
    "promo",
    "promotion",
    "newsletter",
    "related",
    "podcasts",
];

/// What stands alone where an advertisement is, folded.
const LABELS: [&str; 17] = [
    "advertisement",
    "advertisements",
    "advertising",
    "advertisement - continue reading below",
    "story continues below advertisement",
    "article continues below advertisement",
    "اعلان",
    "اعلانات",
    "پیام بازرگانی",
    "تبلیغات",
    "اگهی",
    "اشتہار",
    "פרסומת",
    "anzeige",
    "publicite",
    "publicidad",
    "реклама",
];

/// Words of the class of what stands beside a title: who, when, where and how long to read.
const BESIDE_TITLES: [&str; 11] = [
    "meta",
    "tag",
    "tags",
    "category",
    "categories",
    "breadcrumb",
    "breadcrumbs",
    "eyebrow",
    "readtime",
    "share",
    "sharing",
];

/// Whether an element of this name is no part of the text.
/// `titled` are the elements that hold a title.
pub(super) fn is_around(element: &NodeRef<'_>, name: &str, titled: &HashSet<NodeId>) -> bool {
    ELEMENTS.contains(&name)
        || html::is_unseen(element)
        || (is_named(element, name) && !titled.contains(&element.id))
        || is_label(element, name)
        || ways_out::leads_away(element, name)
        || is_beside_title(element, titled)
}

/// Whether an element is known by its class or its name for screen readers.
fn is_named(element: &NodeRef<'_>, name: &str) -> bool {
    let known = |value: &str| {
        let mut names = value.split_ascii_whitespace();
        names.any(|name| is_one_of(name, &NAMES))
    };
    let mut values = ["class", "id", "data-component"]
        .iter()
        .filter_map(|attribute| element.attr(attribute));
    let mut labels = ["aria-labelledby", "aria-label"]
        .iter()
        .filter_map(|attribute| element.attr(attribute));
    let known = values.any(|value| known(&value))
        || element
            .attr("class")
            .is_some_and(|class| has_two_words(&class, &OTHER, &ARTICLES))
        || labels.any(|value| has_word(&value, &ASKS));
    known && name != "article"
}

/// Whether all that an element says is that an advertisement stands there.
fn is_label(element: &NodeRef<'_>, name: &str) -> bool {
    /// Bytes of the longest label, and room for the white space around it.
    const LONGEST: usize = 80;
    let stands = matches!(
        name,
        "div" | "p" | "span" | "a" | "small" | "b" | "strong" | "center"
    );
    if !stands || !element.children_it(false).all(|child| child.is_text()) {
        return false;
    }
    let text = element.text();
    let first = text.chars().find(|c| c.is_alphanumeric());
    let may_be = first.is_some_and(|first| FIRST_LETTERS.contains(&first));
    text.len() <= LONGEST && may_be && FOLDED_LABELS.contains(&words(&text))
}

/// Whether an element says in the head of an article what newsterm says itself.
fn is_beside_title(element: &NodeRef<'_>, titled: &HashSet<NodeId>) -> bool {
    /// Letters of the longest.
    const LONGEST: usize = 120;
    let class = element.attr("class");
    if !class.is_some_and(|class| has_word(&class, &BESIDE_TITLES)) {
        return false;
    }
    let is_head = |around: &NodeRef<'_>| {
        around.has_name("header")
            || around
                .attr("class")
                .is_some_and(|class| has_word(&class, &["header", "intro"]))
    };
    let head = element.ancestors_it(Some(4)).find(is_head);
    head.is_some_and(|head| titled.contains(&head.id))
        && !titled.contains(&element.id)
        && letters(&element.text()) <= LONGEST
}

/// The labels as they are compared, however they are spelled.
pub(super) fn folded(labels: &[&str]) -> Vec<String> {
    labels.iter().map(|label| fold(label)).collect()
}

static FOLDED_LABELS: LazyLock<Vec<String>> = LazyLock::new(|| folded(&LABELS));

/// The letters that a label may begin with: most texts of a page do not, and need not be folded.
static FIRST_LETTERS: LazyLock<HashSet<char>> = LazyLock::new(|| {
    let labels = LABELS.iter().filter_map(|label| label.chars().next());
    let spelled = |first: char| first.to_uppercase().chain([first]);
    labels.flat_map(spelled).chain("أإآ".chars()).collect()
});

/// What a text says, without the signs around it.
pub(super) fn words(text: &str) -> String {
    fold(text)
        .trim_matches(|c: char| !c.is_alphanumeric())
        .to_owned()
}
