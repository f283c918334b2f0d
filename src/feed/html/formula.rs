//! Formulas as text.

use dom_query::NodeRef;

use super::attribute::parent_is;
use super::tag::{Script, Tag};

/// Elements of `MathML` whose later children stand higher, lower or under a line.
const SCRIPTED: [&str; 7] = [
    "msup",
    "msub",
    "msubsup",
    "mfrac",
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
        ("mfrac", 1) => Tag::Denominator,
        ("msup" | "mover", 1) | ("msubsup" | "munderover", 2) => Tag::Script(Script::Super),
        ("msub" | "munder" | "msubsup" | "munderover", 1) => Tag::Script(Script::Sub),
        _ => node
            .node_name()
            .map_or(Tag::Inline, |name| Tag::named(&name)),
    }
}

/// Whether an element stands higher, lower or under a line in a formula. The names of `MathML` begin with one letter.
pub(super) fn is_part(node: &NodeRef<'_>, name: &str) -> bool {
    name.starts_with('m') && parent_is(node, &SCRIPTED)
}
