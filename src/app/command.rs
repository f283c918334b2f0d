//! What the reader can wish for: one table, from which the bindings, the help and the settings are made.

use crate::app::Pane;
use crate::lang::Phrase;

/// A wish of the reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Command {
    /// Moves down rows.
    Down,
    /// Moves up rows.
    Up,
    /// Moves down screens.
    PageDown,
    /// Moves up screens.
    PageUp,
    /// Moves down half screens.
    HalfPageDown,
    /// Moves up half screens.
    HalfPageUp,
    /// Moves to the first row.
    First,
    /// Moves to the last row.
    Last,
    /// Opens what is selected.
    Open,
    /// Goes back to the pane before.
    Back,
    /// Moves the focus to the next pane.
    NextPane,
    /// Moves the focus to the previous pane.
    PreviousPane,
    /// Goes to the next unread entry.
    NextUnread,
    /// Goes to the previous unread entry.
    PreviousUnread,
    /// Goes to the next entry.
    NextEntry,
    /// Goes to the previous entry.
    PreviousEntry,
    /// Goes to the next hit of a search in the article.
    NextHit,
    /// Goes to the previous hit of a search in the article.
    PreviousHit,
    /// Marks an entry read, or unread again.
    ToggleRead,
    /// Saves an entry, or lets it go.
    ToggleSaved,
    /// Asks for the tags of an entry.
    EditTags,
    /// Hides an entry from the lists, or shows it again.
    ToggleHidden,
    /// Lists what is hidden; there, shows all of it again.
    ShowHidden,
    /// Marks everything in the list read.
    MarkAllRead,
    /// Deletes an entry.
    Delete,
    /// Takes the last action back.
    Undo,
    /// Does again what was taken back.
    Redo,
    /// Polls the selected feed or folder.
    RefreshFeed,
    /// Polls all feeds.
    RefreshAll,
    /// Opens the entry's page in the browser.
    OpenInBrowser,
    /// Puts letters over the links on the screen, to be followed.
    FollowLink,
    /// Lists the links of the article.
    ListLinks,
    /// Begins to select rows of the article.
    Select,
    /// Copies what is selected, else the entry's link.
    CopyLink,
    /// Copies the entry's title and link.
    CopyTitle,
    /// Opens the page where readers talk about the entry.
    OpenComments,
    /// Plays what comes with the entry.
    Play,
    /// Downloads a file that comes with the entry.
    Download,
    /// Lists the downloads.
    Downloads,
    /// Gives an article to a program.
    Pipe,
    /// Writes an article to a file.
    Export,
    /// Gives an article to a program of the settings.
    Share,
    /// Shows the text of the page, or that of the feed.
    FullText,
    /// Shows the pictures of the article, or hides them.
    Pictures,
    /// Fetches the page of an entry again for its text.
    FetchPage,
    /// Searches lists, and finds words in an article.
    Search,
    /// Saves the search as a list.
    SaveSearch,
    /// Shows all entries, or only unread ones.
    ToggleFilter,
    /// Follows a feed, or the feed of a site.
    AddFeed,
    /// Stops following the selected feed.
    Unsubscribe,
    /// Shows what is known of the selected feed, or of that of the selected entry.
    FeedDetails,
    /// Follows a jump within the article, to a footnote or back.
    FollowJump,
    /// Goes back to where the last jump was made from.
    JumpBack,
    /// Folds a folder, a story or a part of an article, or unfolds it.
    ToggleFold,
    /// Shows the keys.
    Help,
    /// Draws the screen anew.
    Redraw,
    /// Stops the program for the shell to continue.
    Suspend,
    /// Closes what is on top; ends the program when nothing is.
    Close,
    /// Ends the program.
    Quit,
}

/// What kind of thing a command does; the help is ordered by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// Moving about.
    Moving,
    /// Opening and finding.
    Reading,
    /// Marking.
    Marking,
    /// Feeds and folders.
    Feeds,
    /// The program itself.
    Program,
}

impl Section {
    /// Its title, in words for people.
    #[must_use]
    pub const fn title(self) -> Phrase {
        match self {
            Self::Moving => Phrase::HelpMoving,
            Self::Reading => Phrase::HelpReading,
            Self::Marking => Phrase::HelpMarking,
            Self::Feeds => Phrase::HelpFeeds,
            Self::Program => Phrase::HelpProgram,
        }
    }
}

/// Says what a number typed before a command does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Argument {
    /// Nothing.
    None,
    /// It says how often.
    Count,
}

/// A row of the table of commands.
#[derive(Clone, Debug)]
pub struct CommandRow {
    /// The wish.
    pub command: Command,
    /// Its name in settings, messages and help.
    pub name: &'static str,
    /// What it does, in words for people.
    pub description: Phrase,
    /// What kind of thing it does.
    pub section: Section,
    /// What a number typed before it does.
    pub argument: Argument,
    /// The chords that are bound unless the settings say otherwise, as the settings write them.
    pub chords: &'static [&'static str],
    /// Where it applies.
    pub panes: &'static [Pane],
}

const EVERYWHERE: &[Pane] = &[Pane::Sources, Pane::Headlines, Pane::Article];
const ENTRIES: &[Pane] = &[Pane::Headlines, Pane::Article];
const SOURCES: &[Pane] = &[Pane::Sources];
const LISTS: &[Pane] = &[Pane::Sources, Pane::Headlines];
const ARTICLE: &[Pane] = &[Pane::Article];

const fn row(
    section: Section,
    command: Command,
    name: &'static str,
    description: Phrase,
    chords: &'static [&'static str],
    panes: &'static [Pane],
) -> CommandRow {
    CommandRow {
        command,
        name,
        description,
        section,
        argument: Argument::None,
        chords,
        panes,
    }
}

const fn counted(
    section: Section,
    command: Command,
    name: &'static str,
    description: Phrase,
    chords: &'static [&'static str],
    panes: &'static [Pane],
) -> CommandRow {
    CommandRow {
        command,
        name,
        description,
        section,
        argument: Argument::Count,
        chords,
        panes,
    }
}

/// Every command, in the order the help shows them.
pub static COMMANDS: &[CommandRow] = &[
    counted(
        Section::Moving,
        Command::Down,
        "down",
        Phrase::CommandDown,
        &["j", "down"],
        EVERYWHERE,
    ),
    counted(
        Section::Moving,
        Command::Up,
        "up",
        Phrase::CommandUp,
        &["k", "up"],
        EVERYWHERE,
    ),
    counted(
        Section::Moving,
        Command::PageDown,
        "page-down",
        Phrase::CommandPageDown,
        &["space", "pagedown", "ctrl-f"],
        EVERYWHERE,
    ),
    counted(
        Section::Moving,
        Command::PageUp,
        "page-up",
        Phrase::CommandPageUp,
        &["b", "pageup", "ctrl-b"],
        EVERYWHERE,
    ),
    counted(
        Section::Moving,
        Command::HalfPageDown,
        "half-page-down",
        Phrase::CommandHalfPageDown,
        &["ctrl-d"],
        EVERYWHERE,
    ),
    counted(
        Section::Moving,
        Command::HalfPageUp,
        "half-page-up",
        Phrase::CommandHalfPageUp,
        &["ctrl-u"],
        EVERYWHERE,
    ),
    row(
        Section::Moving,
        Command::First,
        "first",
        Phrase::CommandFirst,
        &["g g", "home"],
        EVERYWHERE,
    ),
    row(
        Section::Moving,
        Command::Last,
        "last",
        Phrase::CommandLast,
        &["G", "end"],
        EVERYWHERE,
    ),
    row(
        Section::Moving,
        Command::NextPane,
        "next-pane",
        Phrase::CommandNextPane,
        &["tab"],
        EVERYWHERE,
    ),
    row(
        Section::Moving,
        Command::PreviousPane,
        "previous-pane",
        Phrase::CommandPreviousPane,
        &["shift-tab"],
        EVERYWHERE,
    ),
    row(
        Section::Reading,
        Command::Open,
        "open",
        Phrase::CommandOpen,
        &["enter", "l", "right"],
        EVERYWHERE,
    ),
    row(
        Section::Reading,
        Command::Back,
        "back",
        Phrase::CommandBack,
        &["esc", "h", "left", "backspace"],
        EVERYWHERE,
    ),
    counted(
        Section::Reading,
        Command::NextUnread,
        "next-unread",
        Phrase::CommandNextUnread,
        &["n"],
        EVERYWHERE,
    ),
    counted(
        Section::Reading,
        Command::PreviousUnread,
        "previous-unread",
        Phrase::CommandPreviousUnread,
        &["p"],
        EVERYWHERE,
    ),
    counted(
        Section::Reading,
        Command::NextEntry,
        "next-entry",
        Phrase::CommandNextEntry,
        &["J"],
        ENTRIES,
    ),
    counted(
        Section::Reading,
        Command::PreviousEntry,
        "previous-entry",
        Phrase::CommandPreviousEntry,
        &["K"],
        ENTRIES,
    ),
    counted(
        Section::Reading,
        Command::NextHit,
        "next-hit",
        Phrase::CommandNextHit,
        &[";"],
        ARTICLE,
    ),
    counted(
        Section::Reading,
        Command::PreviousHit,
        "previous-hit",
        Phrase::CommandPreviousHit,
        &[","],
        ARTICLE,
    ),
    row(
        Section::Reading,
        Command::OpenInBrowser,
        "open-in-browser",
        Phrase::CommandOpenInBrowser,
        &["o"],
        ENTRIES,
    ),
    counted(
        Section::Reading,
        Command::FollowJump,
        "follow-jump",
        Phrase::CommandFollowJump,
        &["^"],
        ARTICLE,
    ),
    row(
        Section::Reading,
        Command::JumpBack,
        "jump-back",
        Phrase::CommandJumpBack,
        &["ctrl-o"],
        ARTICLE,
    ),
    counted(
        Section::Reading,
        Command::FollowLink,
        "follow-link",
        Phrase::CommandFollowLink,
        &["F"],
        ARTICLE,
    ),
    row(
        Section::Reading,
        Command::ListLinks,
        "list-links",
        Phrase::CommandListLinks,
        &["L"],
        ARTICLE,
    ),
    row(
        Section::Reading,
        Command::Select,
        "select",
        Phrase::CommandSelect,
        &["v"],
        ARTICLE,
    ),
    row(
        Section::Reading,
        Command::CopyLink,
        "copy-link",
        Phrase::CommandCopyLink,
        &["y"],
        ENTRIES,
    ),
    row(
        Section::Reading,
        Command::CopyTitle,
        "copy-title",
        Phrase::CommandCopyTitle,
        &["Y"],
        ENTRIES,
    ),
    row(
        Section::Reading,
        Command::OpenComments,
        "open-comments",
        Phrase::CommandOpenComments,
        &["c"],
        ENTRIES,
    ),
    counted(
        Section::Reading,
        Command::Play,
        "play",
        Phrase::CommandPlay,
        &["P"],
        ENTRIES,
    ),
    counted(
        Section::Reading,
        Command::Download,
        "download",
        Phrase::CommandDownload,
        &["d"],
        ENTRIES,
    ),
    row(
        Section::Reading,
        Command::Downloads,
        "downloads",
        Phrase::CommandDownloads,
        &["g d"],
        EVERYWHERE,
    ),
    row(
        Section::Reading,
        Command::Pipe,
        "pipe",
        Phrase::CommandPipe,
        &["|"],
        ENTRIES,
    ),
    counted(
        Section::Reading,
        Command::Share,
        "share",
        Phrase::CommandShare,
        &["E"],
        ENTRIES,
    ),
    row(
        Section::Reading,
        Command::Export,
        "export",
        Phrase::CommandExport,
        &["e"],
        ENTRIES,
    ),
    row(
        Section::Reading,
        Command::FullText,
        "full-text",
        Phrase::CommandFullText,
        &["f"],
        ENTRIES,
    ),
    row(
        Section::Reading,
        Command::Pictures,
        "pictures",
        Phrase::CommandPictures,
        &["i"],
        ARTICLE,
    ),
    row(
        Section::Reading,
        Command::FetchPage,
        "fetch-page",
        Phrase::CommandFetchPage,
        &["g f"],
        ARTICLE,
    ),
    row(
        Section::Reading,
        Command::Search,
        "search",
        Phrase::CommandSearch,
        &["/"],
        EVERYWHERE,
    ),
    row(
        Section::Reading,
        Command::SaveSearch,
        "save-search",
        Phrase::CommandSaveSearch,
        &["S", "ctrl-s"],
        EVERYWHERE,
    ),
    row(
        Section::Reading,
        Command::ToggleFilter,
        "toggle-filter",
        Phrase::CommandToggleFilter,
        &["U"],
        EVERYWHERE,
    ),
    row(
        Section::Marking,
        Command::ToggleRead,
        "toggle-read",
        Phrase::CommandToggleRead,
        &["m"],
        ENTRIES,
    ),
    row(
        Section::Marking,
        Command::ToggleSaved,
        "toggle-saved",
        Phrase::CommandToggleSaved,
        &["s"],
        ENTRIES,
    ),
    row(
        Section::Marking,
        Command::EditTags,
        "edit-tags",
        Phrase::CommandEditTags,
        &["t"],
        ENTRIES,
    ),
    row(
        Section::Marking,
        Command::ToggleHidden,
        "toggle-hidden",
        Phrase::CommandToggleHidden,
        &["x"],
        ENTRIES,
    ),
    row(
        Section::Marking,
        Command::ShowHidden,
        "show-hidden",
        Phrase::CommandShowHidden,
        &["g x"],
        LISTS,
    ),
    row(
        Section::Marking,
        Command::MarkAllRead,
        "mark-all-read",
        Phrase::CommandMarkAllRead,
        &["A"],
        EVERYWHERE,
    ),
    row(
        Section::Marking,
        Command::Delete,
        "delete",
        Phrase::CommandDelete,
        &["D"],
        ENTRIES,
    ),
    row(
        Section::Marking,
        Command::Undo,
        "undo",
        Phrase::CommandUndo,
        &["u"],
        EVERYWHERE,
    ),
    row(
        Section::Marking,
        Command::Redo,
        "redo",
        Phrase::CommandRedo,
        &["ctrl-r"],
        EVERYWHERE,
    ),
    row(
        Section::Feeds,
        Command::AddFeed,
        "add-feed",
        Phrase::CommandAddFeed,
        &["a"],
        EVERYWHERE,
    ),
    row(
        Section::Feeds,
        Command::Unsubscribe,
        "unsubscribe",
        Phrase::CommandUnsubscribe,
        &["X"],
        SOURCES,
    ),
    row(
        Section::Feeds,
        Command::FeedDetails,
        "feed-details",
        Phrase::CommandFeedDetails,
        &["i"],
        LISTS,
    ),
    counted(
        Section::Feeds,
        Command::ToggleFold,
        "toggle-fold",
        Phrase::CommandToggleFold,
        &["z"],
        EVERYWHERE,
    ),
    row(
        Section::Feeds,
        Command::RefreshFeed,
        "refresh-feed",
        Phrase::CommandRefreshFeed,
        &["r"],
        EVERYWHERE,
    ),
    row(
        Section::Feeds,
        Command::RefreshAll,
        "refresh-all",
        Phrase::CommandRefreshAll,
        &["R"],
        EVERYWHERE,
    ),
    row(
        Section::Program,
        Command::Help,
        "help",
        Phrase::CommandHelp,
        &["?", "f1"],
        EVERYWHERE,
    ),
    row(
        Section::Program,
        Command::Redraw,
        "redraw",
        Phrase::CommandRedraw,
        &["ctrl-l"],
        EVERYWHERE,
    ),
    row(
        Section::Program,
        Command::Suspend,
        "suspend",
        Phrase::CommandSuspend,
        &["ctrl-z"],
        EVERYWHERE,
    ),
    row(
        Section::Program,
        Command::Close,
        "close",
        Phrase::CommandClose,
        &["q"],
        EVERYWHERE,
    ),
    row(
        Section::Program,
        Command::Quit,
        "quit",
        Phrase::CommandQuit,
        &["Q", "ctrl-c"],
        EVERYWHERE,
    ),
];

impl Command {
    /// The command of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        COMMANDS
            .iter()
            .find(|row| row.name == name)
            .map(|row| row.command)
    }

    /// The row of this command.
    ///
    /// # Panics
    ///
    /// When a command has no row, which a test rules out.
    #[must_use]
    pub fn row(self) -> &'static CommandRow {
        COMMANDS
            .iter()
            .find(|row| row.command == self)
            .expect("every command has a row")
    }
}
