//! What can be wrong with a configuration, as facts.

use std::fmt;
use std::io;
use std::ops::Range;
use std::path::PathBuf;

use super::value::Kind;
use crate::model::QueryProblem;

/// Tells why a configuration cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The platform names no home, and variables do not make up for it.
    #[error("no home folder is known, and no variable names the folders")]
    NoHome,
    /// There is no such file.
    #[error("no configuration file at {}", path.display())]
    Missing {
        /// The file.
        path: PathBuf,
    },
    /// There is not even a folder for such a file.
    #[error("no folder for the configuration file {}", path.display())]
    FolderMissing {
        /// The file.
        path: PathBuf,
    },
    /// The path leads to a folder.
    #[error("configuration file {} is a folder", path.display())]
    IsAFolder {
        /// The folder.
        path: PathBuf,
    },
    /// The system does not let us read the file.
    #[error("configuration file {} cannot be read", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The file is not text.
    #[error("configuration file {} is not UTF-8 in line {line}", path.display())]
    NotUtf8 {
        /// The file.
        path: PathBuf,
        /// The line of the first byte that is not UTF-8, from 1.
        line: usize,
    },
    /// The file cannot be written.
    #[error("configuration file {} cannot be written", path.display())]
    NotWritten {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// Another program keeps changing the file, or died while it did.
    #[error("configuration file {} is being changed by another program", path.display())]
    Locked {
        /// The file.
        path: PathBuf,
    },
    /// The file cannot be changed so that all else in it stays as it is.
    #[error("configuration file {} cannot be changed safely", path.display())]
    NotEdited {
        /// The file.
        path: PathBuf,
    },
    /// A list is called so already.
    #[error("there is a list called {name}")]
    ListExists {
        /// Its name as it is written.
        name: String,
    },
    /// The text is not a configuration.
    #[error(transparent)]
    Invalid(#[from] Box<Invalid>),
}

/// A configuration that was read but is refused, with every mistake found in it; its text cannot be printed.
#[derive(Clone, PartialEq, Eq, thiserror::Error)]
#[error("{} mistakes in configuration file {}: {}", mistakes.len(), path.display(), first(mistakes))]
pub struct Invalid {
    /// The file.
    pub path: PathBuf,
    /// Its whole text.
    pub text: String,
    /// What is wrong, in the order of the text; at least one.
    pub mistakes: Vec<Mistake>,
}

impl fmt::Debug for Invalid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The text and the values in the mistakes may be secrets, and what is printed so ends in the log.
        f.debug_struct("Invalid")
            .field("path", &self.path)
            .field("mistakes", &self.mistakes.len())
            .finish_non_exhaustive()
    }
}

fn first(mistakes: &[Mistake]) -> String {
    mistakes
        .first()
        .map(|mistake| mistake.problem.to_string())
        .unwrap_or_default()
}

/// A mistake and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// The bytes of the text that are wrong.
    pub span: Range<usize>,
    /// What is wrong with them.
    pub problem: Box<Problem>,
    /// The bytes of the text they are at odds with.
    pub other: Option<Range<usize>>,
}

impl Mistake {
    /// A mistake that is wrong by itself.
    pub(super) fn new(span: Range<usize>, problem: Problem) -> Self {
        Self {
            span,
            problem: Box::new(problem),
            other: None,
        }
    }
}

/// What is wrong at a place of a configuration.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// The text is not TOML.
    #[error("not TOML: {detail}")]
    Syntax {
        /// What the TOML parser says, in English.
        detail: String,
    },
    /// A table has no such key.
    #[error("`{table}` has no key `{key}`")]
    UnknownKey {
        /// The table; empty for the top level.
        table: String,
        /// The key as written.
        key: String,
        /// The key that was most likely meant.
        nearest: Option<String>,
        /// The keys there are.
        known: Vec<&'static str>,
    },
    /// `[keys]` names a command that does not exist.
    #[error("no command `{command}`")]
    UnknownCommand {
        /// The name as written.
        command: String,
        /// The command that was most likely meant.
        nearest: Option<String>,
    },
    /// `[theme]` names a role that does not exist.
    #[error("no role `{role}`")]
    UnknownRole {
        /// The name as written.
        role: String,
        /// The role that was most likely meant.
        nearest: Option<String>,
    },
    /// The value is none of the words that the key takes.
    #[error("`{value}` is not one of {}", names.join(", "))]
    UnknownValue {
        /// The value as written.
        value: String,
        /// The words the key takes.
        names: Vec<&'static str>,
        /// The word that was most likely meant.
        nearest: Option<&'static str>,
    },
    /// The value is of another kind than the key takes.
    #[error("{expected:?} expected, {found:?} found")]
    WrongType {
        /// What the key takes.
        expected: Kind,
        /// What is there.
        found: Kind,
    },
    /// A key that must be there is not.
    #[error("key `{key}` is missing")]
    MissingKey {
        /// The key.
        key: &'static str,
    },
    /// A number or length is too small or too large.
    #[error("not between {least} and {most}")]
    OutOfRange {
        /// The least value, as one would write it.
        least: String,
        /// The greatest value, as one would write it.
        most: String,
    },
    /// A text tells no length of time.
    #[error("`{value}` is not a length of time")]
    BadDuration {
        /// The text.
        value: String,
    },
    /// A text tells no size.
    #[error("`{value}` is not a size")]
    BadSize {
        /// The text.
        value: String,
    },
    /// There is no key in a chord.
    #[error("empty chord")]
    EmptyChord,
    /// A part of a chord names no key.
    #[error("no key `{key}`")]
    UnknownChordKey {
        /// The part.
        key: String,
    },
    /// A chord has shift with a character that has no capital.
    #[error("shift with `{character}` depends on the keyboard")]
    ShiftedCharacter {
        /// The character.
        character: char,
    },
    /// A chord begins with a digit, which is a count.
    #[error("chord `{chord}` begins with a count")]
    BeginsWithCount {
        /// The whole chord.
        chord: String,
    },
    /// Two commands are bound to one chord.
    #[error("`{chord}` is bound to `{command}` already")]
    ChordTaken {
        /// The chord.
        chord: String,
        /// The command that has it.
        command: String,
    },
    /// A chord begins another one, which could never be typed to its end.
    #[error("`{chord}` and `{other}` of `{command}` begin alike")]
    ChordShadowed {
        /// The chord.
        chord: String,
        /// The one it is at odds with.
        other: String,
        /// The command that has the other one.
        command: String,
    },
    /// A text names no colour.
    #[error("`{color}` is not a colour")]
    BadColor {
        /// The text.
        color: String,
    },
    /// The address of a feed is empty.
    #[error("empty address")]
    EmptyUrl,
    /// The address of a feed is not an absolute URL.
    #[error("`{url}` is not an address: {cause}")]
    BadUrl {
        /// The address as written.
        url: String,
        /// What is wrong with it.
        cause: url::ParseError,
    },
    /// The address of a feed has a scheme that cannot be fetched.
    #[error("scheme `{scheme}` cannot be fetched")]
    BadScheme {
        /// The scheme.
        scheme: String,
    },
    /// A text is no query.
    #[error(transparent)]
    Query(#[from] QueryProblem),
    /// A feed is listed twice.
    #[error("feed `{url}` is listed twice")]
    DuplicateFeed {
        /// The address.
        url: String,
    },
    /// A folder is described twice.
    #[error("folder `{name}` is described twice")]
    DuplicateFolder {
        /// The name.
        name: String,
    },
    /// A feed has both an address and a command.
    #[error("both an address and a command")]
    TwoSources,
    /// A command has no words, or an empty first one.
    #[error("empty command")]
    EmptyCommand,
    /// An argument holds more than what stands for something else.
    #[error("`{argument}` is more than a placeholder")]
    PartialPlaceholder {
        /// The argument.
        argument: String,
    },
    /// A path is neither a full one nor below the home folder.
    #[error("`{path}` is not a full path")]
    PartialPath {
        /// The path.
        path: String,
    },
    /// A text names no header field.
    #[error("`{name}` names no header field")]
    BadHeader {
        /// The text.
        name: String,
    },
    /// A text cannot be the value of a header field. It is not repeated: it may be a secret.
    #[error("not the value of a header field")]
    BadHeaderValue,
    /// A text is no address of a proxy. It is not repeated: it may have a password in it.
    #[error("not a proxy")]
    BadProxy,
    /// A text is no CSS selector.
    #[error("`{selector}` is no CSS selector")]
    BadSelector {
        /// The text.
        selector: String,
    },
}
