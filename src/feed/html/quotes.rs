//! The signs around a quotation within a line, by language (CLDR delimiters).

use dom_query::NodeRef;

/// The custom of a language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Quotes {
    /// “ ” and ‘ ’.
    English,
    /// „ “ and ‚ ‘.
    German,
    /// « » and “ ”.
    Guillemets,
    /// ” ” and ’ ’, as Hebrew is written today.
    Hebrew,
    /// 「 」 and 『 』.
    Corners,
}

/// Nodes looked at to find the script of a quotation.
const NODES: usize = 20;

impl Quotes {
    /// The custom of a language, by its tag in lower case.
    pub(super) fn of(language: &str) -> Option<Self> {
        let primary = language.split(['-', '_']).next().unwrap_or_default();
        match primary {
            "en" | "nl" | "tr" | "zh" | "ko" | "hi" | "id" | "pt" => Some(Self::English),
            "de" | "cs" | "sk" | "sl" | "da" | "is" | "bg" => Some(Self::German),
            "ar" | "fa" | "ps" | "ckb" | "fr" | "es" | "it" | "el" | "ru" | "uk" | "no" => {
                Some(Self::Guillemets)
            }
            "he" | "iw" => Some(Self::Hebrew),
            "ja" => Some(Self::Corners),
            _ => None,
        }
    }

    /// The custom of the script that a quotation begins with, where no language is named; Japanese is known by its
    /// kana, wherever they stand.
    pub(super) fn for_text(node: &NodeRef<'_>) -> Self {
        let texts = node.descendants_it().take(NODES);
        for text in texts.filter(NodeRef::is_text) {
            let text = text.text();
            match text.chars().find(|c| c.is_alphabetic()) {
                Some('\u{5d0}'..='\u{5f4}') => return Self::Hebrew,
                Some('\u{600}'..='\u{8ff}') => return Self::Guillemets,
                Some(_) if text.contains(is_kana) => return Self::Corners,
                Some(_) => return Self::English,
                None => {}
            }
        }
        Self::English
    }

    /// The signs for a quotation that is in `depth` others.
    pub(super) const fn signs(self, depth: usize) -> (&'static str, &'static str) {
        match (self, depth.is_multiple_of(2)) {
            (Self::English, true) | (Self::Guillemets, false) => ("“", "”"),
            (Self::English, false) => ("‘", "’"),
            (Self::German, true) => ("„", "“"),
            (Self::German, false) => ("‚", "‘"),
            (Self::Guillemets, true) => ("«", "»"),
            (Self::Hebrew, true) => ("”", "”"),
            (Self::Hebrew, false) => ("’", "’"),
            (Self::Corners, true) => ("「", "」"),
            (Self::Corners, false) => ("『", "』"),
        }
    }
}

const fn is_kana(c: char) -> bool {
    // The dot between them stands in Chinese as well, between foreign names.
    matches!(c, '\u{3041}'..='\u{309f}' | '\u{30a1}'..='\u{30fa}')
}
