//! Links to other articles among the text of one, and links that leave the text for what follows it.

use std::sync::LazyLock;

use dom_query::NodeRef;

use super::around::{folded, words};
use crate::feed::page::words::{has_word, letters};

/// Words of the class of a card that leads to another article.
const CARDS: [&str; 5] = ["teaser", "promo", "recirc", "related", "recommended"];

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

static FOLDED_BEFORE_LINKS: LazyLock<Vec<String>> = LazyLock::new(|| folded(&BEFORE_LINKS));

/// Whether an element of this name only leads elsewhere.
pub(super) fn leads_away(element: &NodeRef<'_>, name: &str) -> bool {
    is_way_out(element, name) || is_list_of_ways_out(element, name) || is_jump_over(element, name)
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
            .is_some_and(|class| has_word(&class, &CARDS));
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

/// Whether an element lists other articles under words that say so.
fn is_list_of_ways_out(element: &NodeRef<'_>, name: &str) -> bool {
    /// Letters of the longest.
    const LONGEST: usize = 1500;
    /// Bytes of its title.
    const LONGEST_TITLE: usize = 80;
    if !matches!(name, "section" | "div" | "aside") {
        return false;
    }
    let Some(title) = element.first_element_child().filter(|title| {
        let name = title.node_name();
        let name = name.as_deref().unwrap_or_default();
        matches!(
            name,
            "h2" | "h3" | "h4" | "h5" | "h6" | "strong" | "b" | "span" | "p"
        )
    }) else {
        return false;
    };
    let text = title.text();
    if text.len() > LONGEST_TITLE || !FOLDED_BEFORE_LINKS.contains(&words(&text)) {
        return false;
    }
    let rest = letters(&element.text()).saturating_sub(letters(&text));
    let links = element.descendants_it().filter(|inner| inner.has_name("a"));
    let linked: usize = links.map(|link| letters(&link.text())).sum();
    rest <= LONGEST && linked * 5 >= rest * 3
}

/// Whether an element leads over what asks for something, or is where that leads to: for the keyboard alone.
fn is_jump_over(element: &NodeRef<'_>, name: &str) -> bool {
    /// Letters of the longest.
    const LONGEST: usize = 60;
    let place = if name == "a" {
        element.attr("href").filter(|href| href.starts_with('#'))
    } else {
        element.attr("id").filter(|_| element.has_attr("tabindex"))
    };
    let is_over = |place: &str| {
        let place = place.to_ascii_lowercase();
        place.contains("end-of") || place.contains("skip")
    };
    place.is_some_and(|place| is_over(&place)) && letters(&element.text()) <= LONGEST
}

/// Whether a link only says that there is more, and leads nowhere: a script shows it.
fn opens_the_rest(link: &NodeRef<'_>) -> bool {
    let to = link.attr("href").unwrap_or_default();
    let nowhere = matches!(to.trim(), "" | "#") || to.trim_start().starts_with("javascript:");
    nowhere && FOLDED_BEFORE_LINKS.contains(&words(&link.text()))
}
