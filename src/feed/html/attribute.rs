//! What attributes say: numbers, directions, languages, sizes.

use dom_query::NodeRef;

use crate::text::{Direction, language_direction};

/// Whether an element is not shown by browsers.
pub(super) fn is_hidden(node: &NodeRef<'_>) -> bool {
    let style = |style: &str| {
        let style: String = style.split_ascii_whitespace().collect();
        let style = style.to_ascii_lowercase();
        style.contains("display:none") || style.contains("mso-hide:all")
    };
    node.has_attr("hidden") || node.attr("style").is_some_and(|value| style(&value))
}

/// Whether a picture or a frame is too small to be seen: it only tells its server that the article was opened. One
/// that is as wide as the page by its style is not.
pub(super) fn is_tracker(node: &NodeRef<'_>) -> bool {
    let small = ["width", "height"]
        .iter()
        .any(|side| number(node, side).is_some_and(|side| side <= 1));
    small
        && !node.attr("style").is_some_and(|style| {
            let style = style.to_ascii_lowercase();
            property(&style, "width").is_some_and(|width| width.ends_with(['%', 'w']))
        })
}

/// The whole number at the start of an attribute, as HTML reads dimensions.
pub(super) fn number(node: &NodeRef<'_>, attribute: &str) -> Option<i64> {
    let value = node.attr(attribute)?;
    let value = value.trim();
    let end = value
        .char_indices()
        .find(|&(at, c)| !(c.is_ascii_digit() || (at == 0 && c == '-')))
        .map_or(value.len(), |(at, _)| at);
    // A share of the room is no number.
    (!value[end..].starts_with('%'))
        .then(|| value[..end].parse().ok())
        .flatten()
}

/// Whether an element says nothing but its name, as most do.
pub(super) fn is_bare(node: &NodeRef<'_>) -> bool {
    node.element_ref()
        .is_none_or(|element| element.attrs.is_empty())
}

/// What a style in lower case says of a property, the first time it does.
pub(super) fn property<'a>(style: &'a str, property: &str) -> Option<&'a str> {
    let mut declarations = style.split(';').filter_map(|one| one.split_once(':'));
    let (_, value) = declarations.find(|(name, _)| name.trim() == property)?;
    Some(value.trim())
}

/// What the style of an element says of a property, in lower case, whatever weight that has (CSS Cascading and Inheritance
/// 4 section 6.3).
pub(super) fn styled(node: &NodeRef<'_>, name: &str) -> Option<String> {
    let style = node.attr("style")?.to_ascii_lowercase();
    let value = property(&style, name)?.split('!').next()?;
    Some(value.trim_end().to_owned())
}

/// Whether an element has any of the classes.
pub(super) fn has_class(node: &NodeRef<'_>, classes: &[&str]) -> bool {
    node.attr("class").is_some_and(|value| {
        value
            .split_ascii_whitespace()
            .any(|class| classes.contains(&class))
    })
}

/// Whether an element stands right in one of these names.
pub(super) fn parent_is(node: &NodeRef<'_>, names: &[&str]) -> bool {
    node.parent().is_some_and(|parent| {
        let element = parent.element_ref();
        element.is_some_and(|element| names.contains(&&*element.name.local))
    })
}

/// The direction an element sets for its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Declared {
    Is(Direction),
    /// Left to the text (`dir=auto`).
    FromText,
}

impl Declared {
    pub(super) const fn known(self) -> Option<Direction> {
        match self {
            Self::Is(direction) => Some(direction),
            Self::FromText => None,
        }
    }
}

/// The direction a block sets for its text: by `dir` or its style, else by its language.
pub(super) fn direction(node: &NodeRef<'_>) -> Option<Declared> {
    own_direction(node)
        .or_else(|| styled_direction(node))
        .or_else(|| language(node).and_then(|tag| language_direction(&tag).map(Declared::Is)))
}

/// The direction an element sets for its text by `dir`.
pub(super) fn own_direction(node: &NodeRef<'_>) -> Option<Declared> {
    let dir = node.attr("dir").map(|dir| dir.trim().to_ascii_lowercase());
    match dir.as_deref() {
        Some("rtl") => Some(Declared::Is(Direction::Rtl)),
        Some("ltr") => Some(Declared::Is(Direction::Ltr)),
        Some("auto") => Some(Declared::FromText),
        _ => None,
    }
}

/// The direction an element sets for its text by its style, which says nothing of text within a line (CSS Writing
/// Modes 3 section 2.1).
fn styled_direction(node: &NodeRef<'_>) -> Option<Declared> {
    match styled(node, "direction")?.as_str() {
        "rtl" => Some(Declared::Is(Direction::Rtl)),
        "ltr" => Some(Declared::Is(Direction::Ltr)),
        _ => None,
    }
}

/// The language an element says its text is in.
pub(super) fn language(node: &NodeRef<'_>) -> Option<String> {
    let tag = node.attr("lang").or_else(|| node.attr("xml:lang"))?;
    Some(tag.trim().to_ascii_lowercase())
}

/// What becomes of white space (CSS Text 3 section 3).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum WhiteSpace {
    /// Runs of it are one space.
    #[default]
    Collapse,
    /// Lines stay.
    Lines,
    /// All of it stays.
    Keep,
}

/// What an element says about white space in its style.
pub(super) fn white_space(node: &NodeRef<'_>) -> Option<WhiteSpace> {
    match styled(node, "white-space")?.as_str() {
        "pre-line" => Some(WhiteSpace::Lines),
        "pre" | "pre-wrap" | "break-spaces" => Some(WhiteSpace::Keep),
        "normal" | "nowrap" => Some(WhiteSpace::Collapse),
        _ => None,
    }
}

/// The language of the code in an element, where the page names it: by the usual classes of its own, of the
/// element around it or of the one in it.
pub(super) fn code_language(node: &NodeRef<'_>) -> Option<String> {
    let inner = node
        .first_element_child()
        .filter(|inner| inner.has_name("code"));
    let around = node.parent();
    [Some(*node), inner, around]
        .into_iter()
        .flatten()
        .find_map(|node| named_language(&node))
}

fn named_language(node: &NodeRef<'_>) -> Option<String> {
    for attribute in ["data-lang", "data-language"] {
        if let Some(name) = node.attr(attribute) {
            return plausible(&name);
        }
    }
    let classes = node.attr("class")?;
    let mut words = classes.split_ascii_whitespace();
    while let Some(class) = words.next() {
        let named = ["language-", "lang-", "highlight-source-", "brush:"]
            .iter()
            .find_map(|prefix| class.strip_prefix(prefix));
        match named {
            Some("") => return words.next().and_then(plausible),
            Some(name) => return plausible(name),
            None if matches!(class, "sourceCode" | "hljs") => {
                if let Some(name) = words.next().and_then(plausible) {
                    return Some(name);
                }
            }
            None => {}
        }
    }
    None
}

fn plausible(name: &str) -> Option<String> {
    let name = name.trim().trim_end_matches(';').to_ascii_lowercase();
    let known = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '#' | '-' | '_' | '.');
    let no_language = matches!(
        name.as_str(),
        "" | "none" | "text" | "plaintext" | "plain" | "txt" | "nohighlight" | "hljs"
    );
    (!no_language && name.len() <= 24 && name.chars().all(known)).then_some(name)
}
