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
    /// Marks an entry read, or unread again.
    ToggleRead,
    /// Saves an entry, or lets it go.
    ToggleSaved,
    /// Marks everything in the list read.
    MarkAllRead,
    /// Takes the last action back.
    Undo,
    /// Polls the selected feed or folder.
    RefreshFeed,
    /// Polls all feeds.
    RefreshAll,
    /// Opens the entry's page in the browser.
    OpenInBrowser,
    /// Searches titles.
    Search,
    /// Shows all entries, or only unread ones.
    ToggleFilter,
    /// Folds a folder, or unfolds it.
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

const fn row(
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
        argument: Argument::None,
        chords,
        panes,
    }
}

const fn counted(
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
        argument: Argument::Count,
        chords,
        panes,
    }
}

/// Every command, in the order the help shows them.
pub static COMMANDS: &[CommandRow] = &[
    counted(
        Command::Down,
        "down",
        Phrase::CommandDown,
        &["j", "down"],
        EVERYWHERE,
    ),
    counted(
        Command::Up,
        "up",
        Phrase::CommandUp,
        &["k", "up"],
        EVERYWHERE,
    ),
    counted(
        Command::PageDown,
        "page-down",
        Phrase::CommandPageDown,
        &["space", "pagedown", "ctrl-f"],
        EVERYWHERE,
    ),
    counted(
        Command::PageUp,
        "page-up",
        Phrase::CommandPageUp,
        &["b", "pageup", "ctrl-b"],
        EVERYWHERE,
    ),
    counted(
        Command::HalfPageDown,
        "half-page-down",
        Phrase::CommandHalfPageDown,
        &["ctrl-d"],
        EVERYWHERE,
    ),
    counted(
        Command::HalfPageUp,
        "half-page-up",
        Phrase::CommandHalfPageUp,
        &["ctrl-u"],
        EVERYWHERE,
    ),
    row(
        Command::First,
        "first",
        Phrase::CommandFirst,
        &["g g", "home"],
        EVERYWHERE,
    ),
    row(
        Command::Last,
        "last",
        Phrase::CommandLast,
        &["G", "end"],
        EVERYWHERE,
    ),
    row(
        Command::NextPane,
        "next-pane",
        Phrase::CommandNextPane,
        &["tab"],
        EVERYWHERE,
    ),
    row(
        Command::PreviousPane,
        "previous-pane",
        Phrase::CommandPreviousPane,
        &["shift-tab"],
        EVERYWHERE,
    ),
    row(
        Command::Open,
        "open",
        Phrase::CommandOpen,
        &["enter", "l", "right"],
        EVERYWHERE,
    ),
    row(
        Command::Back,
        "back",
        Phrase::CommandBack,
        &["esc", "h", "left", "backspace"],
        EVERYWHERE,
    ),
    counted(
        Command::NextUnread,
        "next-unread",
        Phrase::CommandNextUnread,
        &["n"],
        EVERYWHERE,
    ),
    counted(
        Command::PreviousUnread,
        "previous-unread",
        Phrase::CommandPreviousUnread,
        &["p"],
        EVERYWHERE,
    ),
    counted(
        Command::NextEntry,
        "next-entry",
        Phrase::CommandNextEntry,
        &["J"],
        ENTRIES,
    ),
    counted(
        Command::PreviousEntry,
        "previous-entry",
        Phrase::CommandPreviousEntry,
        &["K"],
        ENTRIES,
    ),
    row(
        Command::OpenInBrowser,
        "open-in-browser",
        Phrase::CommandOpenInBrowser,
        &["o"],
        ENTRIES,
    ),
    row(
        Command::Search,
        "search",
        Phrase::CommandSearch,
        &["/"],
        EVERYWHERE,
    ),
    row(
        Command::ToggleFilter,
        "toggle-filter",
        Phrase::CommandToggleFilter,
        &["U"],
        EVERYWHERE,
    ),
    row(
        Command::ToggleRead,
        "toggle-read",
        Phrase::CommandToggleRead,
        &["m"],
        ENTRIES,
    ),
    row(
        Command::ToggleSaved,
        "toggle-saved",
        Phrase::CommandToggleSaved,
        &["s"],
        ENTRIES,
    ),
    row(
        Command::MarkAllRead,
        "mark-all-read",
        Phrase::CommandMarkAllRead,
        &["A"],
        EVERYWHERE,
    ),
    row(
        Command::Undo,
        "undo",
        Phrase::CommandUndo,
        &["u"],
        EVERYWHERE,
    ),
    row(
        Command::ToggleFold,
        "toggle-fold",
        Phrase::CommandToggleFold,
        &["z"],
        SOURCES,
    ),
    row(
        Command::RefreshFeed,
        "refresh-feed",
        Phrase::CommandRefreshFeed,
        &["r"],
        EVERYWHERE,
    ),
    row(
        Command::RefreshAll,
        "refresh-all",
        Phrase::CommandRefreshAll,
        &["R"],
        EVERYWHERE,
    ),
    row(
        Command::Help,
        "help",
        Phrase::CommandHelp,
        &["?", "f1"],
        EVERYWHERE,
    ),
    row(
        Command::Redraw,
        "redraw",
        Phrase::CommandRedraw,
        &["ctrl-l"],
        EVERYWHERE,
    ),
    row(
        Command::Suspend,
        "suspend",
        Phrase::CommandSuspend,
        &["ctrl-z"],
        EVERYWHERE,
    ),
    row(
        Command::Close,
        "close",
        Phrase::CommandClose,
        &["q"],
        EVERYWHERE,
    ),
    row(
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
