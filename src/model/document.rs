//! The text of an article as blocks and inlines, ready for layout.

use std::ops::Range;

use crate::text::{CleanText, Direction};

/// The place of a link in [`Document::links`], from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LinkIndex(pub usize);

/// The place of a target of jumps in an article, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AnchorIndex(pub usize);

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
        /// What stands before the items.
        style: ListStyle,
        /// The items.
        items: Vec<ListItem>,
    },
    /// Terms and what is said about them.
    Definitions(Vec<Definition>),
    /// A quotation.
    Quote {
        /// What is quoted.
        blocks: Vec<Block>,
        /// Who said it or where, without the dash before it.
        source: Option<Paragraph>,
    },
    /// Text whose line breaks and spaces count.
    Preformatted {
        /// The text, lines separated by `\n`.
        text: Paragraph,
        /// The language of the code, in lower case, where the page names it.
        language: Option<CleanText>,
    },
    /// A picture, shown as its alternative text.
    Image {
        /// The alternative text, else the caption, else empty.
        alt: Paragraph,
        /// Where the picture is, as a link of the document.
        source: Option<LinkIndex>,
        /// Where it leads, if not to itself.
        link: Option<LinkIndex>,
    },
    /// Blocks with a caption.
    Figure {
        /// What is shown: pictures, mostly.
        blocks: Vec<Block>,
        /// What is said about it; never empty.
        caption: Vec<Block>,
    },
    /// A table of data.
    Table(Table),
    /// Blocks that are folded away behind a line.
    Details {
        /// The line that always shows; may be empty.
        summary: Paragraph,
        /// What it hides.
        blocks: Vec<Block>,
        /// Shown at first.
        open: bool,
    },
    /// Something of another page set into this one.
    Embed {
        /// What it is.
        kind: EmbedKind,
        /// What it is called; may be empty.
        title: Paragraph,
        /// Where it is.
        link: LinkIndex,
    },
    /// A thematic break.
    Rule,
}

/// Says what stands before the items of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ListStyle {
    /// A sign.
    #[default]
    Bullet,
    /// Nothing.
    Plain,
    /// 1, 2, 3.
    Decimal,
    /// a, b, c.
    LowerAlpha,
    /// A, B, C.
    UpperAlpha,
    /// i, ii, iii.
    LowerRoman,
    /// I, II, III.
    UpperRoman,
}

/// An item of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListItem {
    /// Its number, where items are numbered.
    pub number: Option<i64>,
    /// What the item holds.
    pub blocks: Vec<Block>,
}

/// Terms that share what is said about them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Definition {
    /// The terms.
    pub terms: Vec<Paragraph>,
    /// What is said about them.
    pub blocks: Vec<Block>,
}

/// A table of data.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// What is said about it; may be empty.
    pub caption: Vec<Block>,
    /// The rows, first to last; those of the head come first.
    pub rows: Vec<TableRow>,
    /// The direction the markup says, which is the order of the columns.
    pub direction: Option<Direction>,
}

/// A row of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableRow {
    /// It names the columns.
    pub header: bool,
    /// Its cells in reading order.
    pub cells: Vec<TableCell>,
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableCell {
    /// Its text; paragraphs are lines.
    pub text: Paragraph,
    /// It names its row or column.
    pub header: bool,
    /// Where its text stands, as the markup says.
    pub align: Option<CellAlign>,
    /// Columns it takes, at least 1.
    pub columns: u16,
    /// Rows it takes, at least 1.
    pub rows: u16,
}

/// Says where the text of a cell stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CellAlign {
    /// Where the table begins.
    Start,
    /// Where the table ends.
    End,
    /// In the middle.
    Middle,
    /// On the left, whatever the direction.
    Left,
    /// On the right, whatever the direction.
    Right,
}

/// Says what is set into a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EmbedKind {
    /// Moving pictures.
    Video,
    /// Sound.
    Audio,
    /// A message on a social network.
    Post,
    /// Any other page.
    Page,
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
    /// The targets of jumps that lie in it.
    pub anchors: Vec<AnchorIndex>,
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
    /// Added later.
    Inserted,
    /// Highlighted.
    Marked,
    /// Code, samples.
    Code,
    /// Keys to press.
    Key,
    /// A link.
    Link(LinkIndex),
    /// A jump to another place of the article: to a footnote, and back.
    Jump(AnchorIndex),
}
