//! Walks the tree of a body in document order, without recursion.

use std::collections::HashSet;

use dom_query::{Document as Tree, NodeRef};
use url::Url;

use super::anchors::Anchors;
use super::attribute::{self, Declared, WhiteSpace, parent_is};
use super::build::Builder;
use super::embed;
use super::formula;
use super::inline::Mark;
use super::quotes::Quotes;
use super::small::{Small, with_title};
use super::tag::{self, Script, Tag};
use crate::feed::link;
use crate::model::{Document, SpanKind};
use crate::text::Direction;

/// The article of a tree.
pub(super) fn article(tree: &Tree, base: Option<Url>) -> Document {
    let mut walk = Walk {
        builder: Builder::new(),
        anchors: Anchors::of(tree, base.as_ref()),
        base,
        base_is_declared: false,
        open: Vec::new(),
        explained: HashSet::new(),
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
    fn leave(&mut self, node: &NodeRef<'_>, tag: Tag);
}

fn visit(root: NodeRef<'_>, visitor: &mut impl Visitor) {
    let mut open: Vec<(NodeRef<'_>, Tag)> = Vec::new();
    let mut next = Some(root);
    loop {
        while let Some(node) = next {
            let tag = Tag::of(&node);
            if node.is_text() {
                let text = node.text();
                if !is_between_cells(&node, &text) {
                    visitor.text(&text);
                }
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
        visitor.leave(&node, tag);
        next = node.next_sibling();
    }
}

/// Whether white space stands between the parts of a table, where it is nothing even in code.
fn is_between_cells(node: &NodeRef<'_>, text: &str) -> bool {
    text.trim_ascii().is_empty() && parent_is(node, &["table", "thead", "tbody", "tfoot", "tr"])
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

    fn leave(&mut self, _node: &NodeRef<'_>, tag: Tag) {
        if tag.is_block() {
            self.0.push(' ');
        }
    }
}

struct Walk {
    builder: Builder,
    anchors: Anchors,
    base: Option<Url>,
    base_is_declared: bool,
    /// What holds in each open element, innermost last.
    open: Vec<Setting>,
    /// Abbreviations whose meaning has been told.
    explained: HashSet<String>,
}

/// What holds for the text of an element.
#[derive(Clone, Copy, Debug, Default)]
struct Setting {
    /// The direction of the block.
    direction: Option<Direction>,
    white_space: WhiteSpace,
    quotes: Option<Quotes>,
    /// How many quotations within the line it is in.
    quotations: usize,
    /// How many marks end with the element.
    marks: usize,
}

impl Walk {
    fn setting(&self) -> Setting {
        self.open.last().copied().unwrap_or_default()
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

    /// What holds in an element.
    fn setting_in(&self, node: &NodeRef<'_>, tag: Tag) -> Setting {
        let mut setting = Setting {
            marks: 0,
            ..self.setting()
        };
        if attribute::is_bare(node) {
            return setting;
        }
        if let Some(language) = attribute::language(node) {
            setting.quotes = Quotes::of(&language).or(setting.quotes);
        }
        if let Some(white_space) = attribute::white_space(node) {
            setting.white_space = white_space;
        }
        if tag.is_block()
            && let Some(declared) = attribute::direction(node)
        {
            setting.direction = declared.known();
        }
        setting
    }

    /// The marks an inline element sets, outermost first.
    fn marks(&self, node: &NodeRef<'_>, tag: Tag, setting: &Setting) -> Vec<Mark> {
        let mut marks = Vec::new();
        let said = Some(node).filter(|node| !attribute::is_bare(node));
        let own = said.and_then(attribute::own_direction);
        let own = own.map(Declared::known);
        if let Some(direction) = own.or((tag == Tag::Isolate).then_some(None)) {
            marks.push(Mark::Isolate(direction));
        }
        marks.extend(said.and_then(tag::inline_style).map(Mark::Style));
        marks.extend(match tag {
            // Code is code already where it is set as it was written.
            Tag::Styled(SpanKind::Code) if self.builder.is_preformatted() => None,
            Tag::Styled(kind) => Some(Mark::Style(kind)),
            Tag::Abbreviation => Some(Mark::Plain),
            Tag::Link => self.target(node),
            Tag::Script(script) => Some(Mark::Script(script)),
            Tag::Reading => Some(Mark::Around("(", ")")),
            Tag::Part(before, after) => Some(Mark::Around(before, after)),
            Tag::Quotation => {
                let quotes = setting.quotes.unwrap_or_else(|| Quotes::for_text(node));
                let (before, after) = quotes.signs(setting.quotations);
                Some(Mark::Around(before, after))
            }
            _ => None,
        });
        marks.extend(node.has_name("math").then_some(Mark::Whole));
        // Some mark the sign of a footnote by its class alone.
        marks.extend(
            node.has_class("footnote-anchor")
                .then_some(Mark::Script(Script::Super)),
        );
        // Whatever part of a formula it is.
        marks.extend(formula::is_root(node).then_some(Mark::Around("√(", ")")));
        marks
    }

    /// Where a link leads: to a place of the article, else to a page.
    fn target(&self, node: &NodeRef<'_>) -> Option<Mark> {
        let href = node.attr("href")?;
        if let Some(anchor) = self.anchors.target(&href) {
            return Some(Mark::Jump(anchor));
        }
        // A way within the page that has no end here.
        if href.trim_start().starts_with('#') {
            return None;
        }
        let href = node.attr("href")?;
        link::resolve_in_text(&href, self.base.as_ref()).map(Mark::Link)
    }

    fn image(&mut self, node: &NodeRef<'_>) {
        if attribute::is_tracker(node) {
            return;
        }
        let source = embed::picture(node).and_then(|url| link::resolve(&url, self.base.as_ref()));
        let alt = node.attr("alt").unwrap_or_default();
        let direction = self.setting().direction;
        // One that is all there is of a link has to be there.
        let is_link = alt.trim().is_empty() && self.builder.inline.open_link().is_some();
        if let Some(small) = Small::of(node, &alt).filter(|_| !is_link) {
            return self.picture_in_line(small, &alt);
        }
        let alt = with_title(&alt, node);
        self.builder.image(&alt, source.as_deref(), direction);
    }

    fn picture_in_line(&mut self, small: Small, alt: &str) {
        let direction = self.setting().direction;
        let mut put = |text: &str| {
            self.builder.text(text, direction, WhiteSpace::Collapse);
        };
        match small {
            Small::Letter => put(alt),
            Small::Icon => put(&format!(" {alt} ")),
            Small::Face => {}
            Small::Formula => {
                self.builder.inline.begin(Mark::Whole);
                self.builder.text(alt, direction, WhiteSpace::Collapse);
                self.builder.inline.end();
            }
        }
    }

    /// A link with the title of what is set in.
    fn embedded(&mut self, node: &NodeRef<'_>) {
        if attribute::is_tracker(node) || embed::repeats_link(node) {
            return;
        }
        let source = embed::sources(node).into_iter();
        let mut source = source.filter_map(|url| link::resolve(&url, self.base.as_ref()));
        let Some(url) = source.next() else {
            return;
        };
        let title = node.attr("title").or_else(|| node.attr("aria-label"));
        let (kind, url) = embed::named(node, &url);
        let direction = self.setting().direction;
        let title = title.unwrap_or_default();
        self.builder.embed(kind, &title, &url, direction);
    }

    /// Tells once what an abbreviation stands for.
    fn explain(&mut self, node: &NodeRef<'_>) {
        let Some(title) = node.attr("title") else {
            return;
        };
        let title = title.trim();
        let short = self.builder.inline.marked().trim().to_owned();
        let told = title.is_empty() || title == short || !self.explained.insert(short);
        if !told {
            self.builder.inline.add(&format!("({title})"));
        }
    }

    fn enter_block(&mut self, node: &NodeRef<'_>, tag: Tag, direction: Option<Direction>) {
        if tag == Tag::Preformatted {
            let language = attribute::code_language(node);
            self.builder.open_preformatted(language.as_deref());
        } else {
            self.builder.open(tag, direction);
        }
    }
}

impl Visitor for Walk {
    fn text(&mut self, text: &str) {
        let setting = self.setting();
        self.builder
            .text(text, setting.direction, setting.white_space);
    }

    fn enter(&mut self, node: &NodeRef<'_>, tag: Tag) -> bool {
        match tag {
            Tag::Dropped => {
                // What leads there leads to what stands beside it.
                if let Some(anchor) = self.anchors.place(node) {
                    self.builder.inline.anchor(anchor);
                }
                return false;
            }
            Tag::Break => self.builder.line_break(),
            Tag::Rule => self.builder.rule(),
            Tag::Image => self.image(node),
            Tag::Base => self.declare_base(node),
            Tag::Checkbox(ticked) => {
                let sign = if ticked { "☑ " } else { "☐ " };
                self.builder.text(sign, None, WhiteSpace::Collapse);
            }
            Tag::Embedded => {
                self.embedded(node);
                return false;
            }
            Tag::Inline if embed::repeats_picture(node) => return false,
            _ => {}
        }
        let mut setting = self.setting_in(node, tag);
        if tag.is_block() {
            self.enter_block(node, tag, setting.direction);
        } else {
            let marks = self.marks(node, tag, &setting);
            setting.marks = marks.len();
            setting.quotations += usize::from(tag == Tag::Quotation);
            for mark in marks {
                self.builder.inline.begin(mark);
            }
        }
        if let Some(anchor) = self.anchors.place(node) {
            self.builder.inline.anchor(anchor);
        }
        self.open.push(setting);
        true
    }

    fn leave(&mut self, node: &NodeRef<'_>, tag: Tag) {
        let setting = self.open.pop().unwrap_or_default();
        if tag.is_block() {
            self.builder.close(tag);
        }
        if tag == Tag::Abbreviation {
            self.explain(node);
        }
        for _ in 0..setting.marks {
            self.builder.inline.end();
        }
    }
}
