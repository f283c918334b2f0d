//! The names that stand before a colon.

/// Where words are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Column {
    /// In the title.
    Title,
    /// Among the authors.
    Author,
    /// In the text.
    Text,
}

/// A name before a colon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Tag,
    Feed,
    Folder,
    In(Column),
    Age,
    Language,
    Has,
    Words,
    Score,
    Is,
}

/// Every name that may stand before a colon.
pub const FIELDS: &[&str] = &[
    "tag", "feed", "folder", "title", "author", "text", "age", "lang", "has", "words", "score",
    "is",
];

impl Field {
    /// The field of a name.
    pub(super) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "tag" => Self::Tag,
            "feed" => Self::Feed,
            "folder" => Self::Folder,
            "title" => Self::In(Column::Title),
            "author" => Self::In(Column::Author),
            "text" => Self::In(Column::Text),
            "age" => Self::Age,
            "lang" => Self::Language,
            "has" => Self::Has,
            "words" => Self::Words,
            "score" => Self::Score,
            "is" => Self::Is,
            _ => return None,
        })
    }
}

impl Column {
    /// Its name before a colon.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Author => "author",
            Self::Text => "text",
        }
    }
}
