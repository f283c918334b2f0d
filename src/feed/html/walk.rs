//! Walks the tree of a body in document order, without recursion.

use dom_query::{Document as Tree, NodeRef};
use url::Url;

use super::build::Builder;
use super::inline::Mark;
use super::tag::{self, Declared, Tag};
use crate::feed::link;
use crate::model::Document;
use crate::text::Direction;

/// The article of a tree.
pub(super) fn article(tree: &Tree, base: Option<Url>) -> Document {
    let mut walk = Walk {
        builder: Builder::new(),
        base,
        base_is_declared: false,
        directions: Vec::new(),
    };
    visit(tree.root(), &mut walk);
    walk.builder.finish()
}

/// The text of a tree, with a space where a block or a line ends.
pub(super) fn text(tree: &Tree) -> String {
    let mut text = Text(String::new());
    visit(tree.root(), &mut text);
    text.0
}

trait Visitor {
    fn text(&mut self, text: &str);
    /// Called before what an element holds; `false` leaves all of it out, and the call of `leave` too.
    fn enter(&mut self, node: &NodeRef<'_>, tag: Tag) -> bool;
    fn leave(&mut self, tag: Tag);
}

fn visit(root: NodeRef<'_>, visitor: &mut impl Visitor) {
    let mut open: Vec<(NodeRef<'_>, Tag)> = Vec::new();
    let mut next = Some(root);
    loop {
        while let Some(node) = next {
            let tag = Tag::of(&node);
            if node.is_text() {
                visitor.text(&node.text());
            } else if node.may_have_children() && visitor.enter(&node, tag) {
                next = node.first_child();
                open.push((node, tag));
                continue;
            }
            next = node.next_sibling();
        }
        let Some((node, tag)) = open.pop() else {
            return;
        };
        visitor.leave(tag);
        next = node.next_sibling();
    }
}

struct Text(String);

impl Visitor for Text {
    fn text(&mut self, text: &str) {
        self.0.push_str(text);
    }

    fn enter(&mut self, _node: &NodeRef<'_>, tag: Tag) -> bool {
        if tag.is_block() || tag == Tag::Break {
            self.0.push(' ');
        }
        tag != Tag::Dropped
    }

    fn leave(&mut self, tag: Tag) {
        if tag.is_block() {
            self.0.push(' ');
        }
    }
}

struct Walk {
    builder: Builder,
    base: Option<Url>,
    base_is_declared: bool,
    /// The direction of each open block, innermost last.
    directions: Vec<Option<Direction>>,
}

impl Walk {
    fn direction(&self) -> Option<Direction> {
        self.directions.last().copied().flatten()
    }

    fn link(&self, node: &NodeRef<'_>, attribute: &str) -> Option<String> {
        link::resolve(&node.attr(attribute)?, self.base.as_ref())
    }

    /// Takes the base that the body itself names; the first counts (HTML section 4.2.3).
    fn declare_base(&mut self, node: &NodeRef<'_>) {
        if let Some(base) = self.link(node, "href").filter(|_| !self.base_is_declared) {
            self.base = Url::parse(&base).ok();
            self.base_is_declared = true;
        }
    }

    /// The mark an inline element sets.
    fn mark(&self, node: &NodeRef<'_>, tag: Tag) -> Mark {
        match tag {
            Tag::Styled(kind) => Mark::Style(kind),
            Tag::Isolate => Mark::Isolate(tag::direction(node).and_then(Declared::known)),
            Tag::Link => self.link(node, "href").map_or(Mark::Plain, Mark::Link),
            _ => Mark::Plain,
        }
    }

    fn image(&mut self, node: &NodeRef<'_>) {
        if tag::is_tracker(node) {
            return;
        }
        // A picture that loads late has a stand-in as its source.
        let source = ["data-src", "data-lazy-src", "src"]
            .iter()
            .find_map(|attribute| self.link(node, attribute));
        let alt = node.attr("alt").unwrap_or_default();
        if is_small(node, &alt) {
            self.builder.text(&alt, self.direction());
        } else {
            self.builder
                .image(&alt, source.as_deref(), self.direction());
        }
    }

    /// A link with the title of what is set in, else its address, in a paragraph of its own.
    fn embedded(&mut self, node: &NodeRef<'_>) {
        let Some(url) = self.embedded_source(node) else {
            return;
        };
        let title = node.attr("title").unwrap_or_default();
        let text = if title.trim().is_empty() {
            &url
        } else {
            &*title
        };
        self.builder.open(Tag::Block);
        self.builder.inline.begin(Mark::Link(url.clone()));
        self.builder.text(text, self.direction());
        self.builder.inline.end();
        self.builder.close(Tag::Block);
    }

    fn embedded_source(&self, node: &NodeRef<'_>) -> Option<String> {
        self.link(node, "src").or_else(|| {
            node.children_it(false)
                .find_map(|source| self.link(&source, "src"))
        })
    }
}

impl Visitor for Walk {
    fn text(&mut self, text: &str) {
        self.builder.text(text, self.direction());
    }

    fn enter(&mut self, node: &NodeRef<'_>, tag: Tag) -> bool {
        match tag {
            Tag::Dropped => return false,
            Tag::Break => self.builder.line_break(),
            Tag::Rule => self.builder.rule(),
            Tag::Image => self.image(node),
            Tag::Base => self.declare_base(node),
            Tag::Embedded => {
                self.embedded(node);
                return false;
            }
            _ if tag.is_block() => {
                let inherited = self.direction();
                let own = tag::direction(node);
                self.directions.push(own.map_or(inherited, Declared::known));
                self.builder.open(tag);
            }
            _ => self.builder.inline.begin(self.mark(node, tag)),
        }
        true
    }

    fn leave(&mut self, tag: Tag) {
        match tag {
            Tag::Dropped | Tag::Break | Tag::Rule | Tag::Image | Tag::Base | Tag::Embedded => {}
            _ if tag.is_block() => {
                self.builder.close(tag);
                self.directions.pop();
            }
            _ => self.builder.inline.end(),
        }
    }
}

/// Whether a picture stands in the line as a letter does: an emoji, or no larger than one.
fn is_small(node: &NodeRef<'_>, alt: &str) -> bool {
    let pictorial = |c| matches!(c, '\u{2190}'..='\u{2bff}' | '\u{1f000}'..);
    let emoji = alt.starts_with(pictorial) && alt.chars().count() <= 8;
    emoji || node.has_class("wp-smiley") || node.has_class("emoji")
}
