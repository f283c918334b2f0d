//! The text of an article as blocks and inlines, ready for layout.

use std::ops::Range;

use crate::text::{CleanText, Direction};

/// The place of a link in [`Document::links`], from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LinkIndex(pub usize);

/// An article: blocks in reading order, and the links they refer to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// The blocks, first to last.
    pub blocks: Vec<Block>,
    /// The links in order of first appearance; shown with numbers from 1.
    pub links: Vec<Link>,
}

/// A link out of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// An absolute `http` or `https` URL without user information.
    pub url: String,
}

/// A block of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A heading.
    Heading {
        /// 1 to 6.
        level: u8,
        /// Its text.
        text: Paragraph,
    },
    /// A paragraph.
    Paragraph(Paragraph),
    /// A list.
    List {
        /// The number of the first item; `None` for bullets.
        start: Option<i64>,
        /// The items.
        items: Vec<ListItem>,
    },
    /// A quotation.
    Quote(Vec<Block>),
    /// Text whose line breaks and spaces count.
    Preformatted {
        /// The text, lines separated by `\n`.
        text: CleanText,
    },
    /// A picture, shown as its alternative text.
    Image {
        /// The alternative text, else the caption, else empty.
        alt: Paragraph,
        /// Where the picture is, as a link of the document.
        source: Option<LinkIndex>,
    },
    /// A row of a table, a cell a paragraph.
    TableRow(Vec<Paragraph>),
    /// A thematic break.
    Rule,
}

/// An item of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListItem {
    /// What the item holds.
    pub blocks: Vec<Block>,
}

/// A run of text that is laid out as one bidi paragraph; `\n` in it is a forced line break.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paragraph {
    /// The text, clean, in logical order.
    pub text: CleanText,
    /// Marked stretches, ordered by start; they may nest.
    pub spans: Vec<Span>,
    /// The direction the markup says, where it says one (`dir` attribute, or the language of the element).
    pub direction: Option<Direction>,
}

/// A marked stretch of a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// Bytes of the paragraph's text.
    pub range: Range<usize>,
    /// What the stretch is.
    pub kind: SpanKind,
}

/// Says what a stretch of text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SpanKind {
    /// Stressed.
    Emphasis,
    /// Important.
    Strong,
    /// Deleted.
    Strikethrough,
    /// Code, keys, samples.
    Code,
    /// A link.
    Link(LinkIndex),
}
