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

/// Every name that may stand before a colon, and the field it names.
pub(super) const FIELDS: [(&str, Field); 12] = [
    ("tag", Field::Tag),
    ("feed", Field::Feed),
    ("folder", Field::Folder),
    ("title", Field::In(Column::Title)),
    ("author", Field::In(Column::Author)),
    ("text", Field::In(Column::Text)),
    ("age", Field::Age),
    ("lang", Field::Language),
    ("has", Field::Has),
    ("words", Field::Words),
    ("score", Field::Score),
    ("is", Field::Is),
];

impl Field {
    /// The field of a name.
    pub(super) fn named(name: &str) -> Option<Self> {
        let mut fields = FIELDS.into_iter();
        fields
            .find(|(known, _)| *known == name)
            .map(|(_, field)| field)
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
