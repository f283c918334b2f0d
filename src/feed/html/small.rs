//! Pictures that stand in the line as letters do: emoji, formulas, icons.

use dom_query::NodeRef;

use super::attribute::{has_class, number};

/// The longest side, in points, of what is set beside words: signs of files and sites, faces of writers.
const LARGEST: i64 = 32;

/// How a picture stands in the line, where it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Small {
    /// Its text is in the word it stands in: an emoji.
    Letter,
    /// The same, and what it says is the source of a formula.
    Formula,
    /// Its text is a word.
    Icon,
    /// It shows whose name stands beside it.
    Face,
}

impl Small {
    /// How a picture with this alternative text stands in the line; `None` where it stands by itself.
    pub(super) fn of(node: &NodeRef<'_>, alt: &str) -> Option<Self> {
        const EMOJI: [&str; 8] = [
            "wp-smiley",
            "emoji",
            "emojione",
            "twemoji",
            "smiley",
            "smilie",
            "smilies",
            "inlineimg",
        ];
        const FORMULAS: [&str; 4] = [
            "latex",
            "tex",
            "mwe-math-fallback-image-inline",
            "ql-img-inline-formula",
        ];
        let pictorial = |c| matches!(c, '\u{2190}'..='\u{2bff}' | '\u{1f000}'..);
        let emoji = alt.starts_with(pictorial) && alt.chars().count() <= 8;
        if emoji || has_class(node, &EMOJI) {
            Some(Self::Letter)
        } else if has_class(node, &FORMULAS) && !alt.trim().is_empty() {
            Some(Self::Formula)
        } else if is_tiny(node) {
            Some(if is_beside_name(node) {
                Self::Face
            } else {
                Self::Icon
            })
        } else {
            None
        }
    }
}

/// Whether both sides of a picture are said to be no longer than a letter is high.
fn is_tiny(node: &NodeRef<'_>) -> bool {
    ["width", "height"]
        .iter()
        .all(|side| number(node, side).is_some_and(|points| (2..=LARGEST).contains(&points)))
}

/// Whether a picture is that of somebody who is named beside it. One that is all there is of a link stands for the name.
fn is_beside_name(node: &NodeRef<'_>) -> bool {
    let link = node.parent().filter(|around| around.has_name("a"));
    node.has_class("avatar") && link.is_none_or(|link| !link.text().trim().is_empty())
}

/// What a picture says, and what it says where one points at it: the joke, in many a comic.
pub(super) fn with_title(alt: &str, node: &NodeRef<'_>) -> String {
    let title = node.attr("title").unwrap_or_default();
    match (alt.trim(), title.trim()) {
        (alt, title) if alt.contains(title) || is_file_name(title) => alt.to_owned(),
        (alt, title) if title.contains(alt) => title.to_owned(),
        (alt, title) => format!("{alt} ({title})"),
    }
}

/// Whether a title is the name of a file, which publishing systems fill in where the writer says nothing.
fn is_file_name(title: &str) -> bool {
    title.is_ascii()
        && !title.contains(char::is_whitespace)
        && title.contains(|c: char| c.is_ascii_digit() || matches!(c, '_' | '.'))
}
