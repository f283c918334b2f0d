//! Facts that reach the state: keys pressed, answers, things that happened.

use crate::app::{Arrival, CellSize, DownloadEnd, PictureSize, Progress, RequestId, Room, Size};
use crate::config::{Chord, Images};
use crate::lang::Phrase;
use crate::model::{
    Action, Details, DirectionSetting, Document, EntryId, Feed, FeedDetails, FeedId, Found,
    Headline, LeftAt, ListCounts, Position, Sighting, SmartList, Timestamp, Window,
};
use crate::text::{CleanText, Direction};

/// A fact.
#[derive(Clone, Debug)]
pub enum Message {
    /// A chord was pressed.
    KeyPressed(Chord),
    /// Text was pasted.
    Pasted(String),
    /// The mouse did something at a place counted from the left and the top.
    Mouse(Mouse),
    /// The screen has this size now.
    Resized(Size),
    /// Time has passed and ages may have changed.
    TimePassed,
    /// The program was continued after a stop.
    Resumed,
    /// The program is about to end; nothing more is drawn.
    Ending,
    /// The feeds were read from the cache.
    SourcesLoaded {
        /// The feeds in the order of the settings.
        feeds: Vec<Feed>,
        /// What the smart lists hold.
        counts: ListCounts,
    },
    /// What is unread in the lists that queries make was counted, in their order.
    ListsCounted {
        /// How many entries are unread in each.
        unread: Vec<u64>,
    },
    /// A stretch of a list was read.
    WindowLoaded {
        /// The request it answers.
        request: RequestId,
        /// The rows.
        window: Window,
    },
    /// What is known of a feed was read.
    FeedDetailsLoaded {
        /// The request it answers.
        request: RequestId,
        /// What is known; `None` when it is listed no more.
        details: Option<Box<FeedDetails>>,
    },
    /// The body of an entry was read and made a document.
    ArticleLoaded {
        /// The request it answers.
        request: RequestId,
        /// The article; `None` when the cache holds it no more.
        article: Option<Box<LoadedArticle>>,
    },
    /// What an entry comes with besides its text was read.
    DetailsLoaded {
        /// The request it answers.
        request: RequestId,
        /// What it comes with; nothing when the cache holds it no more.
        details: Details,
    },
    /// The page of an entry was fetched for its text.
    PageFetched {
        /// The request it answers.
        request: RequestId,
        /// The text, or why there is none.
        page: Result<Box<Document>, Phrase>,
    },
    /// A picture was made for some cells.
    PictureCame {
        /// The request it answers.
        request: RequestId,
        /// Its own size and the cells it takes, or why there is none.
        picture: Result<(PictureSize, Room), Phrase>,
    },
    /// A picture is not kept in memory any more.
    PictureDropped {
        /// The request that brought it.
        request: RequestId,
    },
    /// A cell has another size now.
    CellsMeasured(CellSize),
    /// What rows show of the texts of their entries was made.
    SnippetsLoaded {
        /// The request it answers.
        request: RequestId,
        /// A snippet for each entry; empty where the cache holds no text of it.
        snippets: Vec<(EntryId, CleanText)>,
    },
    /// The next unread entry was looked for.
    UnreadFound {
        /// The request it answers.
        request: RequestId,
        /// The entry; `None` when there is none.
        headline: Option<Headline>,
    },
    /// The tags there are were read.
    TagsLoaded {
        /// The request it answers.
        request: RequestId,
        /// The tags, in order.
        tags: Vec<CleanText>,
    },
    /// An action was written.
    ActionPerformed {
        /// What was done.
        action: Action,
        /// How many entries it changed.
        changed: u64,
    },
    /// An action was not written; the screen shows what the cache has.
    ActionFailed(Phrase),
    /// The last action was taken back.
    ActionUndone {
        /// How many entries changed; `None` when there was nothing to undo.
        changed: Option<u64>,
        /// The one entry that came back to the lists, and its place in them.
        returned: Option<Position>,
    },
    /// What was taken back was done again.
    ActionRedone {
        /// How many entries changed; `None` when there was nothing to redo.
        changed: Option<u64>,
    },
    /// More entries can be found by their words.
    Indexed {
        /// How far the index of words has come, in percent; with 100 it has every entry.
        percent: u8,
    },
    /// The cache was changed by another process, or in a way that is not in these messages.
    CacheChanged,
    /// Entries were found to tell the same, or no longer to.
    StoriesGrouped,
    /// Something about the cache that the reader should know until it is over.
    CacheAlarm(Phrase),
    /// Something about the cache failed.
    CacheFailed(Phrase),
    /// A refresh began.
    RefreshStarted {
        /// How many feeds will be polled.
        feeds: u64,
    },
    /// The feeds are being polled already.
    RefreshBusy,
    /// Nothing is polled: the server told us to stay away.
    RefreshPutOff {
        /// When it can be asked again.
        until: Timestamp,
    },
    /// A feed was polled and what it brought is in the cache.
    FeedPolled {
        /// The feed.
        feed: FeedId,
        /// What came of it.
        outcome: PollOutcome,
    },
    /// The feeds of an address were looked for.
    FeedsFound {
        /// The request it answers.
        request: RequestId,
        /// What there is, or why nothing was found.
        found: Result<Found, Phrase>,
    },
    /// A feed was to be followed.
    FeedAdded {
        /// The request it answers.
        request: RequestId,
        /// The feed, or why it is not followed.
        added: Result<Arrival, Phrase>,
    },
    /// A list was to be written to the settings.
    ListSaved {
        /// What it is called.
        name: CleanText,
        /// All lists of the settings as they are now, or why it was not written.
        saved: Result<Vec<SmartList>, Phrase>,
    },
    /// A feed was to be followed no more, or again.
    SubscriptionChanged(Result<SubscriptionChange, Phrase>),
    /// A link was handed to the browser.
    BrowserStarted,
    /// No browser could be started.
    BrowserFailed(Phrase),
    /// A file has come so far.
    DownloadMoved {
        /// The request it answers.
        request: RequestId,
        /// How far.
        progress: Progress,
    },
    /// A download has ended.
    DownloadEnded {
        /// The request it answers.
        request: RequestId,
        /// How.
        end: DownloadEnd,
    },
    /// The article was given to a program, which said this last, or was written to a file; or it was not.
    ArticleSent(Result<Phrase, Phrase>),
}

/// What became of a subscription.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SubscriptionChange {
    /// The feed of this title is followed no more.
    Ended(String),
    /// That was taken back.
    Undone,
    /// And done again.
    Redone,
}

/// What came of polling a feed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PollOutcome {
    /// It came, with this many entries new or edited.
    Updated(Sighting),
    /// It has not changed.
    Unchanged,
    /// It failed; the feed says why.
    Failed,
    /// It was not asked.
    PutOff {
        /// For so long; until the reader asks where absent.
        seconds: Option<u64>,
    },
}

/// Something the mouse did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mouse {
    /// What it did.
    pub kind: MouseKind,
    /// Columns from the left edge.
    pub column: u16,
    /// Rows from the top.
    pub row: u16,
}

/// What the mouse can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MouseKind {
    /// The first button was pressed.
    Click,
    /// The mouse was moved while the first button was held.
    Drag,
    /// The first button was let go.
    Release,
    /// The wheel turned towards the first row.
    WheelUp,
    /// The wheel turned towards the last row.
    WheelDown,
}

/// An article as the cache gives it.
#[derive(Clone, Debug)]
pub struct LoadedArticle {
    /// The entry.
    pub entry: EntryId,
    /// The text that its feed gives.
    pub document: Document,
    /// The text of its page, where the cache has it.
    pub page: Option<Document>,
    /// The entry was edited after its page was fetched.
    pub outdated: bool,
    /// The settings want its page fetched, for the cache does not have it, or not as it may be now.
    pub lacking: bool,
    /// When its pictures are shown.
    pub images: Images,
    /// How many letters its feed gives.
    pub letters: usize,
    /// The setting of its feed.
    pub direction: DirectionSetting,
    /// The direction of the language of the entry, else of the feed.
    pub language: Option<Direction>,
    /// What the entry comes with.
    pub details: Details,
    /// Other feeds that tell the same story.
    pub also_in: Vec<FeedId>,
    /// Where the reader left it in the middle.
    pub left_at: Option<LeftAt>,
}
