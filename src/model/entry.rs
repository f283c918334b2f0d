//! Entries: as a poll brings them, as a list shows them, as an article needs them.

use super::{EntryId, FeedId, Timestamp};
use crate::text::{CleanText, Direction};

/// Tells one entry of a feed from the others, poll after poll: the publisher's GUID, else the link, else a hash.
///
/// The feed is the other half of the identity: two feeds may use the same GUID for different things.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum EntryIdentity {
    /// The publisher's own identifier (RSS `guid`, RFC 4287 section 4.2.6 `atom:id`, JSON Feed `id`).
    Guid(String),
    /// The entry's link, where there is no identifier.
    Link(String),
    /// A hash of title, date and text, where there is neither.
    Hash(u64),
}

impl Default for EntryIdentity {
    fn default() -> Self {
        Self::Hash(0)
    }
}

/// Says what kind of text a body is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BodyKind {
    /// HTML, whole or a fragment.
    #[default]
    Html,
    /// Plain text; a blank line ends a paragraph.
    Plain,
}

/// The text of an entry as published: untrusted, not yet cleaned, not for drawing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Body {
    /// What kind of text it is.
    pub kind: BodyKind,
    /// The text itself, UTF-8.
    pub content: String,
}

/// Who wrote something.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Author {
    /// The name, or several with commas, or the address where there is no name; one line.
    pub name: Option<CleanText>,
    /// The e-mail address of the first.
    pub email: Option<CleanText>,
}

/// A file that comes with an entry: an episode, a picture, a video.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Enclosure {
    /// Where the file is, an absolute `http` or `https` URL.
    pub url: String,
    /// The media type (RFC 6838), or a range such as `image/*` where only the kind is known.
    pub media_type: Option<CleanText>,
    /// The length in bytes, as the publisher says.
    pub length: Option<u64>,
}

/// Where an article was left in the middle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LeftAt {
    /// In the text of its page; else in that of its feed.
    pub of_page: bool,
    /// The block of the text, from 0.
    pub block: u32,
    /// The byte in the block.
    pub byte: u32,
}

/// What an entry comes with besides its text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Details {
    /// The page where readers talk about it, an absolute `http` or `https` URL.
    pub comments: Option<String>,
    /// What the publisher files it under, a line each.
    pub categories: Vec<CleanText>,
    /// The files that come with it.
    pub enclosures: Vec<Enclosure>,
}

/// An entry as a poll brings it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewEntry {
    /// What tells it from the other entries of its feed.
    pub identity: EntryIdentity,
    /// One line; empty where the publisher gives none.
    pub title: CleanText,
    /// The page of the entry, an absolute `http` or `https` URL.
    pub link: Option<String>,
    /// Who wrote it, one line; the feed's author where the entry names none.
    pub author: Option<CleanText>,
    /// The e-mail address of the author.
    pub email: Option<CleanText>,
    /// When it was published, as the publisher says.
    pub published: Option<Timestamp>,
    /// When it was last changed, as the publisher says.
    pub updated: Option<Timestamp>,
    /// The language tag of the entry (BCP 47), as published.
    pub language: Option<String>,
    /// The content, else the summary.
    pub body: Body,
    /// The summary, where there is a content too.
    pub summary: Option<Body>,
    /// Who holds which rights to it, one line.
    pub rights: CleanText,
    /// What it comes with.
    pub details: Details,
}

/// An entry of another reader's cache, as newsboat keeps it: untrusted, not yet cleaned.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ForeignEntry {
    /// The publisher's GUID; else the link with the date as published, or the link, or the title.
    pub guid: String,
    /// The title.
    pub title: String,
    /// Who wrote it; empty where the publisher gives none.
    pub author: String,
    /// The page of the entry; empty where there is none.
    pub link: String,
    /// When it was published, or first seen.
    pub published: Timestamp,
    /// The content, HTML or plain text.
    pub content: String,
    /// The address of the file that comes with it; empty where there is none.
    pub enclosure: String,
    /// The media type of that file.
    pub enclosure_type: String,
    /// The reader has read it, or thrown it away.
    pub read: bool,
    /// The reader has flagged it.
    pub saved: bool,
}

/// An entry from another reader's cache, with that reader's marks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MarkedEntry {
    /// The entry.
    pub entry: NewEntry,
    /// It has been read.
    pub read: bool,
    /// It is to be kept.
    pub saved: bool,
}

/// An entry as a list shows it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is something of its own"
)]
pub struct Headline {
    /// Our number for it.
    pub id: EntryId,
    /// The feed it came with.
    pub feed: FeedId,
    /// One line; empty where the publisher gives none.
    pub title: CleanText,
    /// Who wrote it.
    pub author: Option<CleanText>,
    /// The page of the entry, an absolute `http` or `https` URL.
    pub link: Option<String>,
    /// The instant it is sorted by: published, held to not later than when it was first seen.
    pub sorted_at: Timestamp,
    /// The direction of the entry's own language, where it names one.
    pub language_direction: Option<Direction>,
    /// The reader has read it.
    pub read: bool,
    /// The reader has saved it.
    pub saved: bool,
    /// How many other entries it stands for, which tell the same.
    pub others: usize,
    /// It is shown under the entry that stands for it.
    pub nested: bool,
    /// A rule, or the reader, has hidden it from the lists.
    pub hidden: bool,
    /// The reader's tags, in the order of their folded names.
    pub tags: Vec<CleanText>,
}

/// What a refresh did to the entries of one feed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sighting {
    /// Entries not seen before and not hidden by a rule.
    pub new: usize,
    /// Entries whose text or title the publisher changed.
    pub edited: usize,
    /// New entries that a rule wants the reader to be told of.
    pub notable: usize,
}
