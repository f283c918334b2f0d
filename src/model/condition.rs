//! The condition a document was in: how its bytes were read as text, and what was wrong with it.

use std::borrow::Cow;

/// How a document was read that gave a feed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Condition {
    /// How its bytes were read as text.
    pub encoding: Encoding,
    /// What was wrong with it, in its order, as far as it is told one by one.
    pub warnings: Vec<Warning>,
    /// How many faults more it had.
    pub more_warnings: usize,
}

/// An encoding, and why it was taken for that of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Encoding {
    /// Its name (WHATWG Encoding standard; or `UTF-32LE`, `UTF-32BE`, which that standard does not have).
    pub name: Cow<'static, str>,
    /// Why it was taken.
    pub reason: EncodingReason,
}

/// Why an encoding was taken for that of a document; the first that can be told counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EncodingReason {
    /// A byte order mark.
    Mark,
    /// The bytes mean something in no other: they are UTF-8 beyond ASCII, or every other byte is zero; or they
    /// are ASCII and mean the same in all.
    Bytes,
    /// The `charset` of the `Content-Type` header field.
    Header,
    /// The XML declaration.
    Declaration,
    /// Nothing says it: the letters look like it.
    #[default]
    Guess,
}

/// Something wrong with a document that did not keep it from being read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Warning {
    /// The line of the document, from 1.
    pub line: usize,
    /// The character of the line, from 1, at which the fault was noticed.
    pub column: usize,
    /// What was wrong there.
    pub fault: Fault,
}

/// What was wrong with a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Text stood before the feed, such as an error message of the server's program.
    LeadingText,
    /// An element was not ended, or its end tag had another name.
    MissingEnd,
    /// An end tag had no beginning.
    StrayEnd,
    /// A tag or a character reference was not well-formed and was read as text.
    BareMarkup,
    /// Elements were nested deeper than any feed needs, and left out.
    TooDeep,
    /// There were more entries than any feed has, and the rest was left out.
    TooMany,
    /// Something stood among the entries that is none.
    NotAnEntry,
    /// The document breaks off; the entry it breaks off in was left out.
    Truncated,
}
