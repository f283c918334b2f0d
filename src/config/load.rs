//! From a file to a configuration.

use std::collections::HashMap;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use toml::de::DeTable;

use super::Paths;
use super::access::Access;
use super::error::{ConfigError, Invalid, Mistake, Problem};
use super::feeds::{self, Feeds, Inherited};
use super::folders;
use super::keys::{self, KeyBinding};
use super::lists;
use super::macros::Macro;
use super::reader::{Fields, Mistakes};
use super::rules;
use super::settings::Settings;
use super::share::{self, ShareTarget};
use super::tags::TagColors;
use super::theme::ThemeChanges;
use crate::model::{Extras, Rule, SmartList, Subscription};

/// What the reader wants, in full.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// The file it was read from; `None` for the built-in configuration.
    pub origin: Option<PathBuf>,
    /// Everything that is set by a single value.
    pub settings: Settings,
    /// The feeds, in the order they are shown.
    pub subscriptions: Vec<Subscription>,
    /// The lists that queries make, in the order they are shown.
    pub lists: Vec<SmartList>,
    /// What becomes of entries on their arrival, in order.
    pub rules: Vec<Rule>,
    /// How each feed is reached, by its address.
    pub access: HashMap<String, Arc<Access>>,
    /// What lists of other readers said of feeds, by their addresses.
    pub extras: HashMap<String, Extras>,
    /// The chords of every command, in the order of the commands' names.
    pub keys: Vec<KeyBinding>,
    /// Several commands on one key, in the order of the file.
    pub macros: Vec<Macro>,
    /// Programs that articles are shared with, in the order of the file.
    pub share: Vec<ShareTarget>,
    /// What the reader wants to look otherwise than the themes have it.
    pub theme: ThemeChanges,
    /// The colours of tags.
    pub tags: TagColors,
}

impl Config {
    /// The text of the built-in configuration, which is also a commented example of every key.
    #[must_use]
    pub const fn example() -> &'static str {
        include_str!("../../config.example.toml")
    }

    /// The configuration used where the reader has none.
    ///
    /// # Panics
    /// If the example were not a configuration; it is compiled in, and a test reads it.
    #[must_use]
    pub fn built_in() -> Self {
        let read = read("");
        Self {
            origin: None,
            ..read.expect("an empty text holds no mistake")
        }
    }

    /// Whether it says the same as another of everything but feeds.
    pub(super) fn says_else_as(&self, other: &Self) -> bool {
        (&self.settings, &self.keys, &self.theme, &self.tags)
            == (&other.settings, &other.keys, &other.theme, &other.tags)
            && (&self.lists, &self.rules) == (&other.lists, &other.rules)
            && (&self.macros, &self.share) == (&other.macros, &other.share)
    }

    /// How a feed is reached.
    #[must_use]
    pub fn access_of(&self, subscription: &Subscription) -> &Access {
        let own = self.access.get(subscription.source.address());
        own.map_or(&self.settings.general.access, |access| &**access)
    }

    /// What a list of another reader said of a feed.
    #[must_use]
    pub fn extras_of(&self, subscription: &Subscription) -> Option<&Extras> {
        self.extras.get(subscription.source.address())
    }

    /// Reads the text of a configuration; `path` is where it comes from.
    ///
    /// Tables lie over those of the built-in configuration key by key, but `[[feeds]]` replaces the built-in feeds.
    ///
    /// # Errors
    /// [`ConfigError::Invalid`] with every mistake in the text.
    pub fn parse(text: &str, path: &Path) -> Result<Self, ConfigError> {
        let config = read(text).map_err(|mistakes| {
            Box::new(Invalid {
                path: path.to_owned(),
                text: text.to_owned(),
                mistakes,
            })
        })?;
        Ok(Self {
            origin: Some(path.to_owned()),
            ..config
        })
    }
}

/// Reads a configuration over the built-in one.
fn read(text: &str) -> Result<Config, Mistakes> {
    let (written, syntax) = DeTable::parse_recoverable(text);
    // What follows from broken syntax would hide it.
    if !syntax.is_empty() {
        return Err(syntax.iter().map(syntax_mistake).collect());
    }
    let built_in = DeTable::parse(Config::example()).expect("the built-in configuration is TOML");
    let mut mistakes = Mistakes::new();
    let mut written = Fields::new("", written.get_ref());
    let mut built_in = Fields::new("", built_in.get_ref());
    let (settings, general) = Settings::read(&mut written, &mut built_in, &mut mistakes);
    let folders = folders::read(&mut written, &mut mistakes);
    let inherited = Inherited { general, folders };
    let Feeds {
        subscriptions,
        accesses,
        extras,
    } = feeds::read(&mut written, &mut built_in, &inherited, &mut mistakes);
    let (keys, macros) = keys::read(&mut written, &mut built_in, &mut mistakes);
    let config = Config {
        origin: None,
        macros,
        share: share::read(&mut written, &mut mistakes),
        lists: lists::read(&mut written, &mut mistakes),
        rules: rules::read(&mut written, &mut mistakes),
        subscriptions,
        access: accesses,
        extras,
        keys,
        theme: ThemeChanges::read(written.table("theme", &mut mistakes), &mut mistakes),
        tags: TagColors::read(&mut written, &mut mistakes),
        settings,
    };
    written.close(&mut mistakes);
    if mistakes.is_empty() {
        return Ok(config);
    }
    mistakes.sort_by_key(|mistake| mistake.span.start);
    Err(mistakes)
}

fn syntax_mistake(error: &toml::de::Error) -> Mistake {
    let detail = error.message().to_owned();
    Mistake::new(error.span().unwrap_or_default(), Problem::Syntax { detail })
}

/// Reads the configuration for these paths; the built-in one where the reader has no file.
///
/// # Errors
/// As [`load_file`], but a file that nobody named need not be there.
pub fn open(paths: &Paths) -> Result<Config, ConfigError> {
    match load_file(&paths.config) {
        Err(ConfigError::Missing { .. } | ConfigError::FolderMissing { .. })
            if !paths.config_named =>
        {
            Ok(Config::built_in())
        }
        result => result,
    }
}

/// Reads a configuration file.
///
/// # Errors
/// The file is not there, cannot be read, is not UTF-8, or is not a configuration.
pub fn load_file(path: &Path) -> Result<Config, ConfigError> {
    Config::parse(&read_text(path)?, path)
}

/// Reads the text of a configuration file.
pub(super) fn read_text(path: &Path) -> Result<String, ConfigError> {
    let bytes = fs::read(path).map_err(|source| unread(path, source))?;
    String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let before = &error.as_bytes()[..valid];
        ConfigError::NotUtf8 {
            path: path.to_owned(),
            line: before.split(|byte| *byte == b'\n').count(),
        }
    })
}

/// Tells why a file was not read.
fn unread(path: &Path, source: std::io::Error) -> ConfigError {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let path = path.to_owned();
    match source.kind() {
        ErrorKind::NotFound if folder.is_some_and(|folder| !folder.exists()) => {
            ConfigError::FolderMissing { path }
        }
        ErrorKind::NotFound => ConfigError::Missing { path },
        ErrorKind::IsADirectory => ConfigError::IsAFolder { path },
        _ => ConfigError::Unreadable { path, source },
    }
}
