//! Files that come with entries, on their way to the reader's disk.

use crate::app::{RequestId, Viewport};
use crate::lang::Phrase;
use crate::model::{Enclosure, FeedId, file_in_address, shown_host};
use crate::text::CleanText;

/// A file that the reader wants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WantedFile {
    /// Where it is, an absolute `http` or `https` URL.
    pub url: String,
    /// The address of the feed that names it, which is reached as the settings say.
    pub feed: String,
    /// Its media type, as the feed says.
    pub media_type: Option<String>,
}

/// The files of an entry, of which one is chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// The feed of the entry.
    pub feed: FeedId,
    /// The files.
    pub files: Vec<Enclosure>,
}

/// How far a file has come.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// What it will be called.
    pub name: CleanText,
    /// Bytes that have come.
    pub done: u64,
    /// Bytes of the whole file, where the server says it.
    pub total: Option<u64>,
}

/// How a download ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DownloadEnd {
    /// The file is there.
    Done {
        /// Where.
        path: String,
    },
    /// The reader stopped it; what has come stays.
    Stopped,
    /// It failed; what has come stays.
    Failed(Phrase),
}

/// A file on its way, or that was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Download {
    /// Names what is told of it.
    pub request: RequestId,
    /// The file.
    pub file: WantedFile,
    /// How far it has come; with the length that the feed says until the server says it.
    pub progress: Progress,
    /// How it ended, if it did.
    pub end: Option<DownloadEnd>,
}

impl Download {
    /// Whether it is under way or waits for its turn.
    #[must_use]
    pub const fn running(&self) -> bool {
        self.end.is_none()
    }
}

/// The downloads since the program started, the newest last.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Downloads {
    list: Vec<Download>,
}

impl Downloads {
    /// All of them.
    #[must_use]
    pub fn list(&self) -> &[Download] {
        &self.list
    }

    /// The last one of an address.
    #[must_use]
    pub fn of(&self, url: &str) -> Option<&Download> {
        self.list.iter().rev().find(|known| known.file.url == url)
    }

    /// Those under way.
    pub fn running(&self) -> impl Iterator<Item = &Download> {
        self.list.iter().filter(|download| download.running())
    }

    /// Notes one that begins, in place of an earlier one of the same address that did not come to its end.
    pub(super) fn begin(&mut self, request: RequestId, file: WantedFile, progress: Progress) {
        let begun = Download {
            request,
            file,
            progress,
            end: None,
        };
        let earlier = self.list.iter_mut().find(|known| {
            known.file.url == begun.file.url && !matches!(known.end, Some(DownloadEnd::Done { .. }))
        });
        match earlier {
            Some(earlier) => *earlier = begun,
            None => self.list.push(begun),
        }
    }

    /// The one under way that a request names.
    pub(super) fn awaited(&mut self, request: RequestId) -> Option<&mut Download> {
        let mut list = self.list.iter_mut();
        list.find(|known| known.request == request && known.running())
    }
}

/// A list of files that lies over the panes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shelf {
    /// Those that come with an entry, of which one is chosen.
    Files(Viewport),
    /// The downloads.
    Downloads(Viewport),
}

impl Shelf {
    /// The row selected, and those on the screen.
    #[must_use]
    pub const fn view(&self) -> &Viewport {
        match self {
            Self::Files(view) | Self::Downloads(view) => view,
        }
    }

    pub(super) const fn view_mut(&mut self) -> &mut Viewport {
        match self {
            Self::Files(view) | Self::Downloads(view) => view,
        }
    }
}

/// What a file is called before its server is asked: as its address ends, else where it is.
#[must_use]
pub fn name_in_address(file: &Enclosure) -> CleanText {
    let name = CleanText::line(&file_in_address(&file.url));
    if name.is_empty() {
        CleanText::line(&shown_host(&file.url))
    } else {
        name
    }
}
