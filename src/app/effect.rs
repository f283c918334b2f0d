//! Orders: what the program has to do besides changing its state.

use crate::app::{RequestId, WantedFile, WantedPicture};
use crate::model::{
    Action, EntryId, FeedId, LeftAt, Preview, Query, SmartList, Timestamp, UnreadRequest, Wanted,
    WindowRequest,
};

/// The page of an entry, wanted for its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WantedPage {
    /// The entry.
    pub entry: EntryId,
    /// The address of the page.
    pub link: String,
    /// The address of the feed, which is reached as the settings say.
    pub feed: String,
    /// It must have more letters than that.
    pub more_than: usize,
}

/// An argument of a program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Given {
    /// As it is.
    Word(String),
    /// The name of a file that holds the text, until the program ends, or newsterm where it goes on by itself.
    File,
}

/// An order, carried out by the runtime; its answer, if any, is a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Read the feeds and the counts.
    LoadSources {
        /// The start of the reader's day.
        day_start: Timestamp,
    },
    /// Read a stretch of a list; a newer order of this kind replaces one not yet begun.
    LoadWindow {
        /// Names the answer.
        request: RequestId,
        /// The stretch.
        window: WindowRequest,
    },
    /// Read what is known of a feed; a newer order of this kind replaces one not yet begun.
    LoadFeedDetails {
        /// Names the answer.
        request: RequestId,
        /// The feed.
        feed: FeedId,
    },
    /// Read the body of an entry; a newer order of this kind replaces one not yet begun.
    LoadArticle {
        /// Names the answer.
        request: RequestId,
        /// The entry.
        entry: EntryId,
    },
    /// Read an article that is given away and not shown; the answer is that of [`Effect::LoadArticle`]. One at a time.
    LoadText {
        /// Names the answer.
        request: RequestId,
        /// The entry.
        entry: EntryId,
    },
    /// Read what an entry comes with besides its text; a newer order of this kind replaces one not yet begun.
    LoadDetails {
        /// Names the answer.
        request: RequestId,
        /// The entry.
        entry: EntryId,
    },
    /// Fetch the page of an entry for its text; a newer order of this kind replaces one under way.
    FetchPage {
        /// Names the answer.
        request: RequestId,
        /// The page.
        page: WantedPage,
    },
    /// Bring a picture of an article, made for the cells there are for it; those of another entry that are under way are
    /// given up.
    LoadPicture {
        /// Names the answer, and the picture.
        request: RequestId,
        /// The picture.
        picture: WantedPicture,
    },
    /// Make what rows show of the texts of their entries; a newer order of this kind replaces one not yet begun.
    LoadSnippets {
        /// Names the answer.
        request: RequestId,
        /// The entries.
        entries: Vec<EntryId>,
        /// What is to be seen of the texts.
        query: Query,
        /// The columns of a row.
        columns: u16,
    },
    /// Look for the next unread entry of a list.
    FindUnread {
        /// Names the answer.
        request: RequestId,
        /// Of which, and from where on.
        unread: UnreadRequest,
    },
    /// Read every tag there is.
    LoadTags {
        /// Names the answer.
        request: RequestId,
    },
    /// Count what is unread in lists that queries make; a newer order of this kind replaces one not yet begun.
    CountLists {
        /// The lists.
        lists: Vec<SmartList>,
        /// The time now.
        now: Timestamp,
    },
    /// Write an action of the reader.
    Perform(Action),
    /// Keep where an article was left in the middle; forget it where it was not. Nothing to be undone.
    KeepPosition {
        /// The entry.
        entry: EntryId,
        /// Where it was left.
        left_at: Option<LeftAt>,
    },
    /// Take the last action back.
    Undo,
    /// Do again what was taken back.
    Redo,
    /// Let go what the settings do not keep, when nothing else is to be done.
    Tidy,
    /// Poll feeds now.
    Refresh(Vec<FeedId>),
    /// Look for the feeds of an address.
    FindFeeds {
        /// Names the answer.
        request: RequestId,
        /// Where to look.
        wanted: Wanted,
    },
    /// Look no further; nobody waits for the answer.
    StopFinding,
    /// Follow a feed: write it to the settings, take it into the cache, poll it.
    AddFeed {
        /// Names the answer.
        request: RequestId,
        /// The feed.
        feed: Preview,
    },
    /// Write a list to the settings.
    SaveList(SmartList),
    /// Stop following a feed: log it, take it out of the settings, then out of the lists.
    Unsubscribe {
        /// Its address in the settings.
        address: String,
        /// What to call it.
        title: String,
    },
    /// Have the terminal tell the reader something, who may be looking elsewhere.
    Notify(String),
    /// Put text into the clipboard.
    Copy(String),
    /// Hand a sound or video to the player.
    Play(String),
    /// Bring a file to the reader's disk, or the rest of it.
    Download {
        /// Names what is told of it.
        request: RequestId,
        /// The file.
        file: WantedFile,
    },
    /// Stop a download; what has come stays.
    StopDownload(RequestId),
    /// Give a text to a program on its standard input, and end the program with newsterm; it has a minute.
    Pipe {
        /// The program and its arguments; no shell reads them.
        argv: Vec<Given>,
        /// What it reads.
        text: String,
    },
    /// The same with a program that goes on by itself, and may outlive newsterm.
    Share {
        /// The program and its arguments; no shell reads them.
        argv: Vec<Given>,
        /// What it reads.
        text: String,
    },
    /// Write a text to a file that is not there yet.
    WriteFile {
        /// The file; `~/` is the reader's home.
        path: String,
        /// What it is to hold.
        text: String,
    },
    /// Hand a link to the browser.
    OpenInBrowser(String),
    /// Give the terminal back and stop until the shell continues the program.
    Suspend,
    /// Draw every cell anew.
    Redraw,
    /// End the program.
    Quit,
}
