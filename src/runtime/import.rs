//! Lists of feeds and other readers' caches brought into settings and cache.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::config::{
    Added, ConfigError, Paths, add_feeds, add_lists, add_rules, begin_with_feeds, name_feeds,
};
use crate::feed::list::{self, FeedList, ListError, SkipReason, Skipped};
use crate::feed::marked_entry;
use crate::lang::Phrase;
use crate::model::{FeedId, Outline, Rule, SmartList};
use crate::runtime::{RunError, clock, open_cache};
use crate::store::{Database, ForeignFeed, Imported, NewsboatCache, StoreError};
use crate::text::CleanText;

/// The longest list that is read, in bytes; a database may have any length.
const LONGEST: u64 = 32 * 1024 * 1024;

/// What came of an import.
pub struct ImportReport {
    /// What it did to the settings.
    pub added: Added,
    /// Of how many feeds the settings had the address alone, and have what the list calls them now.
    pub named: usize,
    /// The lists that it made of searches.
    pub lists: Vec<SmartList>,
    /// How many more it did not make, for one is called so already.
    pub known_lists: usize,
    /// The rules that it made of what newsboat ignores.
    pub rules: Vec<Rule>,
    /// How many more it did not make, for there is the same rule already.
    pub known_rules: usize,
    /// How many of the feeds are hidden in the reader they come from.
    pub hidden: usize,
    /// How many of the feeds have tags of which one alone became their folder.
    pub tagged: usize,
    /// What was left out.
    pub skipped: Vec<Skipped>,
    /// What it did to the cache; `None` where only feeds came in.
    pub entries: Option<Imported>,
}

/// Why nothing, or not everything, was imported.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The file cannot be read.
    #[error("{} cannot be read", path.display())]
    Unread {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The file is longer than any list.
    #[error("{} is too long for a list of feeds", path.display())]
    TooLarge {
        /// The file.
        path: PathBuf,
    },
    /// The file is no list of feeds.
    #[error("{} is not a list of feeds", path.display())]
    NotAList {
        /// The file.
        path: PathBuf,
        /// What was wrong.
        source: ListError,
    },
    /// The other reader's cache cannot be read.
    #[error("{} cannot be read", path.display())]
    Foreign {
        /// The file.
        path: PathBuf,
        /// Why.
        source: StoreError,
    },
    /// The settings cannot be read or written.
    #[error("the feeds could not be added to the settings")]
    Config(#[from] ConfigError),
    /// The cache cannot be used.
    #[error("the entries could not be kept")]
    Run(#[from] RunError),
}

/// Imports a file, telling its kind by its content: OPML, newsboat's `urls`, `config` or `cache.db`; `news`
/// hears of the cache itself.
///
/// # Errors
/// When the file is of no known kind, or settings or cache cannot be used. Feeds that were imported before an error
/// stay, whole.
pub fn import(
    file: &Path,
    paths: &Paths,
    news: &mut dyn FnMut(Phrase),
) -> Result<ImportReport, ImportError> {
    let bytes = match read(file)? {
        Content::List(bytes) => bytes,
        Content::Database => return import_newsboat(file, paths, news),
    };
    let list = list::read(&bytes).map_err(|source| ImportError::NotAList {
        path: file.to_owned(),
        source,
    })?;
    Ok(import_list(list, paths)?)
}

/// Adds what a list holds: first the feeds, for by what the settings call them its searches are told.
fn import_list(list: FeedList, paths: &Paths) -> Result<ImportReport, ConfigError> {
    let mut added = add(paths, &list.feeds)?;
    let wait = &clock::wait_for_settings;
    let mut named = 0;
    if added.known > 0 {
        (added.config, named) = name_feeds(&paths.config, &list.feeds, wait)?;
    }
    let (searches, unsaid) = list.searches.lists(&added.config.subscriptions);
    let (ignored, unruled) = list.searches.rules(&added.config.subscriptions);
    let lists = match &searches[..] {
        [] => Vec::new(),
        searches => add_lists(&paths.config, searches, wait)?,
    };
    let rules = match &ignored[..] {
        [] => Vec::new(),
        ignored => add_rules(&paths.config, ignored, wait)?,
    };
    let left_out = list.skipped.into_iter().chain(unsaid).chain(unruled);
    Ok(ImportReport {
        added,
        named,
        known_lists: searches.len() - lists.len(),
        lists,
        known_rules: ignored.len() - rules.len(),
        rules,
        hidden: list.hidden,
        tagged: list.tagged,
        skipped: left_out.collect(),
        entries: None,
    })
}

/// Adds feeds to the settings. Nobody misses the built-in feeds who has neither settings nor a cache yet.
fn add(paths: &Paths, feeds: &[Outline]) -> Result<Added, ConfigError> {
    let add = if paths.database.exists() {
        add_feeds
    } else {
        begin_with_feeds
    };
    add(&paths.config, feeds, &clock::wait_for_settings)
}

enum Content {
    Database,
    List(Vec<u8>),
}

fn read(path: &Path) -> Result<Content, ImportError> {
    let unread = |source| ImportError::Unread {
        path: path.to_owned(),
        source,
    };
    let mut file = File::open(path).map_err(unread)?;
    let mut bytes = Vec::new();
    file.by_ref()
        .take(16)
        .read_to_end(&mut bytes)
        .map_err(unread)?;
    if NewsboatCache::is_database(&bytes) {
        return Ok(Content::Database);
    }
    file.take(LONGEST).read_to_end(&mut bytes).map_err(unread)?;
    if bytes.len() as u64 > LONGEST {
        return Err(ImportError::TooLarge {
            path: path.to_owned(),
        });
    }
    Ok(Content::List(bytes))
}

fn import_newsboat(
    file: &Path,
    paths: &Paths,
    news: &mut dyn FnMut(Phrase),
) -> Result<ImportReport, ImportError> {
    let foreign = |source| ImportError::Foreign {
        path: file.to_owned(),
        source,
    };
    let cache = NewsboatCache::open(file).map_err(foreign)?;
    let (feeds, skipped) = on_the_web(cache.feeds().map_err(foreign)?);
    let outlines: Vec<Outline> = feeds
        .iter()
        .map(|(address, _)| Outline {
            address: address.clone(),
            ..Outline::default()
        })
        .collect();
    let added = add(paths, &outlines)?;
    let mut database = open_cache(&added.config, &paths.database, news)?;
    let failed = |source| RunError::Store {
        path: paths.database.clone(),
        source,
    };
    let numbers = numbers(&database).map_err(failed)?;
    let mut sum = Imported::default();
    for (address, feed) in &feeds {
        if let Some(number) = numbers.get(address) {
            let imported = take(&mut database, *number, &cache, feed).map_err(failed)?;
            sum.new += imported.new;
            sum.known += imported.known;
        }
    }
    Ok(ImportReport {
        added,
        named: 0,
        lists: Vec::new(),
        known_lists: 0,
        rules: Vec::new(),
        known_rules: 0,
        hidden: 0,
        tagged: 0,
        skipped,
        entries: Some(sum),
    })
}

/// The feeds that may be taken, with their addresses as the settings have them; and the others.
fn on_the_web(feeds: Vec<ForeignFeed>) -> (Vec<(String, ForeignFeed)>, Vec<Skipped>) {
    let (mut taken, mut skipped) = (Vec::new(), Vec::new());
    for feed in feeds {
        match list::web_address(&feed.address) {
            Ok(address) => taken.push((address, feed)),
            // What newsboat finds is in the feeds it was found in.
            Err(SkipReason::Query) => {}
            Err(reason) => skipped.push(Skipped::new(&feed.address, None, reason)),
        }
    }
    (taken, skipped)
}

fn numbers(database: &Database) -> Result<HashMap<String, FeedId>, StoreError> {
    let feeds = database.reader()?.feeds()?.into_iter();
    Ok(feeds
        .map(|feed| (feed.subscription.source.address().to_owned(), feed.id))
        .collect())
}

fn take(
    database: &mut Database,
    number: FeedId,
    cache: &NewsboatCache,
    feed: &ForeignFeed,
) -> Result<Imported, StoreError> {
    let mut after = 0;
    let next = || {
        let (entries, last) = cache.entries(&feed.address, after)?;
        after = last;
        Ok(entries.iter().map(marked_entry).collect())
    };
    let title = CleanText::line(&feed.title);
    database.import(number, &title, next, clock::now())
}
