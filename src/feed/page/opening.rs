//! The lead of an article and its picture, which many pages set under its title and apart from its text.

use dom_query::{Document as Tree, NodeRef};

use super::words::{letters, said, words_of};

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
/// Bytes between the title and a lead, with what a page has there.
const FAR: usize = 4000;
/// Letters by which the beginning of a text is known.
const BEGINNING: usize = 40;

/// What may stand over the text of a page: its lead, and its picture.
pub(super) struct Opening {
    lead: Option<Lead>,
    /// The first figure under the title, before any paragraph.
    picture: Option<Picture>,
}

struct Lead {
    /// What it holds, as HTML.
    inner: String,
    /// Its text as the page has it.
    text: String,
    /// What the page has behind its title, and where the lead ends in it.
    page: String,
    end: usize,
}

struct Picture {
    html: String,
    /// What its file is called.
    file: String,
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
        let tree = Tree::fragment(&*article);
        let lead = self.lead.as_ref().filter(|lead| lead.is_missing(&tree));
        let picture = self.picture.as_ref();
        let picture = picture.filter(|picture| !article.contains(&picture.file));
        if lead.is_none() && picture.is_none() {
            return article;
        }
        let lead = lead.map_or("", |lead| &lead.inner);
        let picture = picture.map_or("", |picture| &picture.html);
        format!("<div>{lead}</div>{picture}{article}")
    }
}

impl Lead {
    fn of(tree: &Tree, title: &NodeRef<'_>, following: &[NodeRef<'_>]) -> Option<Self> {
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
    fn is_missing(&self, article: &Tree) -> bool {
        let beginning: String = said(&self.text).chars().take(BEGINNING).collect();
        let has_it = said(&article.root().text()).contains(&beginning);
        let starts = first_text(article).and_then(|text| self.page.find(text.trim()));
        !has_it && starts.is_some_and(|start| start >= self.end)
    }
}

impl Picture {
    fn of(tree: &Tree, following: &[NodeRef<'_>]) -> Option<Self> {
        /// Letters of a paragraph with which the text has begun.
        const BEGUN: usize = 120;
        let own = tree.select_single("meta[property='og:image']");
        let own = own.attr("content").and_then(|source| file(&source));
        let mut before_text = following.iter().take_while(|node| {
            !node.has_name("p") || is_named(node) || letters(&node.text()) < BEGUN
        });
        before_text.find_map(|node| {
            let is_figure = node.has_name("figure") || is_featured(node);
            if !is_figure && !node.has_name("img") {
                return None;
            }
            let picture = if is_figure {
                *node.find(&["img"]).first()?
            } else {
                *node
            };
            let file = file_of(&picture)?;
            let shown = if is_figure {
                letters(&node.text()) < BEGUN * 2
            } else {
                own.as_ref() == Some(&file)
            };
            let html = if is_figure {
                format!("<figure>{}</figure>", node.inner_html())
            } else {
                node.html().to_string()
            };
            shown.then_some(Self { html, file })
        })
    }
}

/// What the file of a picture is called, unless it only stands beside a name.
fn file_of(picture: &NodeRef<'_>) -> Option<String> {
    /// Points across.
    const SMALL: i64 = 150;
    let width = picture.attr("width").and_then(|width| width.parse().ok());
    if width.is_some_and(|width: i64| width <= SMALL) {
        return None;
    }
    let sources = ["data-src", "src", "srcset", "data-srcset"];
    let mut sources = sources.iter().filter_map(|name| picture.attr(name));
    sources.find_map(|source| file(&source))
}

/// The last part of the path of the first address.
fn file(source: &str) -> Option<String> {
    let source = source.split_ascii_whitespace().next()?;
    let path = source.split(['?', '#']).next()?;
    let file = path.rsplit('/').find(|part| !part.is_empty())?;
    (!source.starts_with("data:")).then(|| file.to_owned())
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

fn is_named(node: &NodeRef<'_>) -> bool {
    let is_text = matches!(
        node.node_name().as_deref(),
        Some("p" | "h2" | "h3" | "h4" | "div" | "span" | "section" | "strong")
    );
    let by_class = |class: &str| {
        let words: Vec<String> = words_of(class).collect();
        let is_known = |word: &String| NAMES.contains(&word.as_str());
        let two = words.windows(2).any(|two| two == ["sub", "title"]);
        (two || words.iter().any(is_known))
            && !words.iter().any(|word| OTHERS.contains(&word.as_str()))
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

/// Whether a block is called the picture of the article.
fn is_featured(node: &NodeRef<'_>) -> bool {
    let by_class = |class: &str| {
        let mut words = words_of(class);
        words.any(|word| matches!(&*word, "featured" | "thumbnail" | "hero"))
    };
    node.has_name("div") && node.attr("class").is_some_and(|class| by_class(&class))
}

/// Whether more than a third of an element leads elsewhere.
fn is_of_links(node: &NodeRef<'_>, text: &str) -> bool {
    let links = node.descendants_it().filter(|inner| inner.has_name("a"));
    let linked: usize = links.map(|link| letters(&link.text())).sum();
    linked * 3 > letters(text)
}
