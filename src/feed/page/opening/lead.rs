//! The lead, which says in a sentence or two what the article tells.

use dom_query::{Document as Tree, NodeRef};

use crate::feed::page::words::{has_two_words, has_word, letters, said};

/// Words of a class that name a lead, alone or after one another.
const NAMES: [&str; 17] = [
    "standfirst",
    "subtitle",
    "subheadline",
    "dek",
    "lead",
    "lede",
    "leadin",
    "intro",
    "introtext",
    "introduction",
    "summary",
    "excerpt",
    "brief",
    "chapo",
    "teaser",
    "description",
    "abstract",
];
/// Words of a class that name something else, whatever stands beside them.
const OTHERS: [&str; 12] = [
    "author",
    "bio",
    "caption",
    "image",
    "photo",
    "comment",
    "related",
    "share",
    "cookie",
    "card",
    "newsletter",
    "video",
];
/// Letters of a lead: less is a name, more is the text.
const LETTERS: std::ops::RangeInclusive<usize> = 25..=800;
/// Bytes that hold so many letters, and the white space between them.
const LONGEST: usize = 8000;
/// Bytes between the title and a lead, with what a page has there.
const FAR: usize = 4000;
/// Letters by which the beginning of a text is known.
const BEGINNING: usize = 40;

/// What is called a lead, or is what the page says of itself.
pub(super) struct Lead {
    /// What it holds, as HTML.
    pub(super) inner: String,
    /// Its text as the page has it.
    text: String,
    /// What the page has behind its title, and where the lead ends in it.
    page: String,
    end: usize,
}

impl Lead {
    /// The first under a title.
    pub(super) fn of(tree: &Tree, title: &NodeRef<'_>, following: &[NodeRef<'_>]) -> Option<Self> {
        let page = tree.select_single("body").text();
        let title = title.text();
        let page = &page[page.find(&*title)? + title.len()..];
        let described = description(tree);
        following.iter().find_map(|node| {
            let is_named = is_named(node);
            // Others may hold all of the page.
            if !is_named && (described.is_none() || node.element_children().len() > 2) {
                return None;
            }
            let text = node.text();
            if text.len() > LONGEST {
                return None;
            }
            let is_lead = is_named || described.as_ref().is_some_and(|is| *is == said(&text));
            if !is_lead || !LETTERS.contains(&letters(&text)) || is_of_links(node, &text) {
                return None;
            }
            let at = page.find(&*text).filter(|at| *at <= FAR)?;
            Some(Self {
                inner: node.inner_html().to_string(),
                text: text.to_string(),
                page: page.to_owned(),
                end: at + text.len(),
            })
        })
    }

    /// Whether an article has not got the lead, and begins under it.
    pub(super) fn is_missing(&self, article: &Tree) -> bool {
        let beginning: String = said(&self.text).chars().take(BEGINNING).collect();
        let has_it = said(&article.root().text()).contains(&beginning);
        let starts = first_text(article).and_then(|text| self.page.find(text.trim()));
        !has_it && starts.is_some_and(|start| start >= self.end)
    }
}

/// The first text of an article that is long enough to be known on the page.
fn first_text(tree: &Tree) -> Option<String> {
    let root = tree.root();
    let mut texts = root.descendants_it().filter(NodeRef::is_text);
    texts.find_map(|node| {
        let text = node.text();
        (letters(&text) >= BEGINNING).then(|| text.to_string())
    })
}

/// What a page says that it is about.
fn description(tree: &Tree) -> Option<String> {
    let selectors = [
        "meta[property='og:description']",
        "meta[name='description']",
    ];
    let mut contents = selectors
        .iter()
        .filter_map(|selector| tree.select_single(selector).attr("content"));
    contents.find_map(|content| Some(said(&content)).filter(|said| !said.is_empty()))
}

/// Whether an element is called a lead.
pub(super) fn is_named(node: &NodeRef<'_>) -> bool {
    let is_text = matches!(
        node.node_name().as_deref(),
        Some("p" | "h2" | "h3" | "h4" | "div" | "span" | "section" | "strong")
    );
    let by_class = |class: &str| {
        let is_known = has_word(class, &NAMES) || has_two_words(class, &["sub"], &["title"]);
        is_known && !has_word(class, &OTHERS)
    };
    let by_property = |property: &str| matches!(property, "description" | "alternativeHeadline");
    is_text
        && (node.attr("class").is_some_and(|class| by_class(&class))
            || node
                .attr("itemprop")
                .is_some_and(|property| by_property(&property))
            || node
                .attr("role")
                .is_some_and(|role| &*role == "doc-subtitle"))
}

/// Whether more than a third of an element leads elsewhere.
fn is_of_links(node: &NodeRef<'_>, text: &str) -> bool {
    let links = node.descendants_it().filter(|inner| inner.has_name("a"));
    let linked: usize = links.map(|link| letters(&link.text())).sum();
    linked * 3 > letters(text)
}
