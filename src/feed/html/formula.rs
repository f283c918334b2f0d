//! Formulas as text.

use dom_query::NodeRef;

use super::attribute::parent_is;
use super::tag::{Script, Tag};

/// Elements of `MathML` whose children stand higher, lower, or over and under a line.
const SCRIPTED: [&str; 8] = [
    "msup",
    "msub",
    "msubsup",
    "mfrac",
    "mroot",
    "munder",
    "mover",
    "munderover",
];

/// What a part of a formula means.
pub(super) fn part(node: &NodeRef<'_>) -> Tag {
    let before = std::iter::successors(node.prev_element_sibling(), NodeRef::prev_element_sibling);
    let place = before.take(3).count();
    let parent = node.parent().and_then(|parent| parent.node_name());
    match (parent.as_deref().unwrap_or_default(), place) {
        ("mfrac", 0) if is_compound(node) => Tag::Part("(", ")"),
        ("mfrac", 1) if is_compound(node) => Tag::Part("/(", ")"),
        ("mfrac", 1) => Tag::Part("/", ""),
        // Its number comes last, as that of a power does.
        ("mroot", 0) => Tag::Part("(", ")"),
        ("mroot", 1) => Tag::Part("^(1/", ")"),
        ("msup" | "mover", 1) | ("msubsup" | "munderover", 2) => Tag::Script(Script::Super),
        ("msub" | "munder" | "msubsup" | "munderover", 1) => Tag::Script(Script::Sub),
        _ => node
            .node_name()
            .map_or(Tag::Inline, |name| Tag::named(&name)),
    }
}

/// Whether an element stands higher, lower, or over or under a line in a formula. The names of `MathML` begin with one
/// letter.
pub(super) fn is_part(node: &NodeRef<'_>, name: &str) -> bool {
    name.starts_with('m') && parent_is(node, &SCRIPTED)
}

/// Whether an element is a square root.
pub(super) fn is_root(node: &NodeRef<'_>) -> bool {
    node.has_name("msqrt")
}

/// Whether a part of a fraction would be read as several were it not between brackets.
fn is_compound(node: &NodeRef<'_>) -> bool {
    let mut part = *node;
    loop {
        let name = part.node_name();
        if !matches!(name.as_deref(), Some("mrow" | "mstyle" | "mpadded")) {
            return name.as_deref() == Some("mfrac");
        }
        let mut children = part.children_it(false).filter(NodeRef::is_element);
        match (children.next(), children.next()) {
            (Some(only), None) => part = only,
            (inner, _) => return inner.is_some(),
        }
    }
}
