//! What asks, sells or leads elsewhere, as sites that are no forums name it or word it.

use std::sync::LazyLock;

use dom_query::NodeRef;

use crate::feed::page::words::{letters, words_of};
use crate::text::fold;

/// Elements of AMP that are no part of what is read.
const AMP: [&str; 9] = [
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
const NAMES: [&str; 31] = [
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

/// Words of the class of a card that leads to another article.
const CARDS: [&str; 5] = ["teaser", "promo", "recirc", "related", "recommended"];

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

/// What stands before a link to another article within the text.
const BEFORE_LINKS: [&str; 32] = [
    "read more",
    "read also",
    "also read",
    "more on this",
    "related",
    "recommended",
    "اقرا ايضا",
    "اقرا المزيد",
    "اقرا كذلك",
    "طالع ايضا",
    "شاهد ايضا",
    "مواضيع ذات صلة",
    "للمزيد",
    "بیشتر بخوانید",
    "بیشتر بدانید",
    "همچنین بخوانید",
    "مزید پڑھیں",
    "یہ بھی پڑھیں",
    "קראו גם",
    "קראו עוד",
    "עוד בנושא",
    "lire aussi",
    "lesen sie auch",
    "читайте также",
    "follow us",
    "join our",
    "sign up for",
    "subscribe to",
    "تابعونا",
    "تابعنا",
    "تابعوا",
    "اشتركوا في",
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
pub(super) fn is_around(element: &NodeRef<'_>, name: &str) -> bool {
    AMP.contains(&name)
        || is_named(element, name)
        || is_label(element, name)
        || is_way_out(element, name)
        || is_beside_title(element)
}

/// Whether an element is known by its class, and holds no article.
fn is_named(element: &NodeRef<'_>, name: &str) -> bool {
    let known = |value: &str| {
        let mut names = value.split_ascii_whitespace();
        names.any(|name| NAMES.contains(&&*name.to_ascii_lowercase()))
    };
    let mut values = ["class", "id", "data-component"]
        .iter()
        .filter_map(|attribute| element.attr(attribute));
    name != "article" && values.any(|value| known(&value)) && element.find(&["h1"]).is_empty()
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
    text.len() <= LONGEST && FOLDED_LABELS.contains(&words(&text))
}

/// Whether an element leads to another article: a line of the text that says so, or a card.
fn is_way_out(element: &NodeRef<'_>, name: &str) -> bool {
    /// Letters of the longest.
    const LONGEST: usize = 250;
    if name == "a" {
        return opens_the_rest(element);
    }
    let is_line = matches!(name, "p" | "li" | "h3" | "h4" | "h5" | "h6");
    let is_card = matches!(name, "div" | "article" | "li" | "figure" | "section")
        && element
            .attr("class")
            .is_some_and(|class| words_of(&class).any(|word| CARDS.contains(&word.as_str())));
    if !is_line && !is_card {
        return false;
    }
    let links = || element.descendants_it().filter(|inner| inner.has_name("a"));
    if links().next().is_none() {
        return false;
    }
    let text = element.text();
    let all = letters(&text);
    let linked: usize = links().map(|link| letters(&link.text())).sum();
    let says_so = || {
        let text = words(&text);
        FOLDED_BEFORE_LINKS
            .iter()
            .any(|label| text.starts_with(label))
    };
    all > 0
        && all <= LONGEST
        && ((is_card && linked * 5 >= all * 4) || (is_line && linked * 2 >= all && says_so()))
}

/// Whether a link only says that there is more, and leads nowhere: a script shows it.
fn opens_the_rest(link: &NodeRef<'_>) -> bool {
    let to = link.attr("href").unwrap_or_default();
    let nowhere = matches!(to.trim(), "" | "#") || to.trim_start().starts_with("javascript:");
    nowhere && FOLDED_BEFORE_LINKS.contains(&words(&link.text()))
}

/// Whether an element says in the head of an article what newsterm says itself.
fn is_beside_title(element: &NodeRef<'_>) -> bool {
    /// Letters of the longest.
    const LONGEST: usize = 120;
    let by_class = |class: &str| {
        let mut words = words_of(class);
        words.any(|word| BESIDE_TITLES.contains(&word.as_str()))
    };
    if !element.attr("class").is_some_and(|class| by_class(&class)) {
        return false;
    }
    let head = element
        .ancestors_it(Some(4))
        .find(|around| around.has_name("header"));
    head.is_some_and(|head| !head.find(&["h1"]).is_empty())
        && element.find(&["h1"]).is_empty()
        && letters(&element.text()) <= LONGEST
}

/// The labels as they are compared, however they are spelled.
fn folded(labels: &[&str]) -> Vec<String> {
    labels.iter().map(|label| fold(label)).collect()
}

static FOLDED_LABELS: LazyLock<Vec<String>> = LazyLock::new(|| folded(&LABELS));
static FOLDED_BEFORE_LINKS: LazyLock<Vec<String>> = LazyLock::new(|| folded(&BEFORE_LINKS));

/// What a text says, without the signs around it.
fn words(text: &str) -> String {
    fold(text)
        .trim_matches(|c: char| !c.is_alphanumeric())
        .to_owned()
}
