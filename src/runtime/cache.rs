//! The cache opened, whatever state it is in, and looked after while the screen is open.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

use crate::app::Message;
use crate::config::{Config, copy_of_emptied, copy_settings, load_file};
use crate::feed::html;
use crate::lang::Phrase;
use crate::model::{EntryId, Query};
use crate::runtime::{Inputs, RunError, clock, report};
use crate::store::{Backups, Database, Reader, StoreError, note_damage, rescue, was_damaged};
use crate::text::CleanText;

/// How long after its start the program sees to the day's backup, and how often it looks for a new day.
const SETTLED: Duration = Duration::from_mins(1);
const NEXT_LOOK: Duration = Duration::from_hours(1);

/// How long other programs are kept from the cache at a time.
const INDEXING: Duration = Duration::from_millis(100);

/// Opens the cache and brings its feeds in line with the settings.
///
/// A file that is damaged or not ours is moved aside, and a new cache made of what can be saved; one that cannot be
/// written is opened to be shown. `tell` hears of either.
///
/// # Errors
///
/// [`RunError::Store`] when the cache cannot be used.
pub fn open_cache(
    config: &Config,
    path: &Path,
    tell: &mut dyn FnMut(Phrase),
) -> Result<Database, RunError> {
    let mut open = || {
        let mut database = open_or_rescue(path, tell)?;
        if let Some(settings) = &config.origin
            && let Some(copy) = copy_of(settings, path)
        {
            tell(Phrase::ConfigEmptied {
                path: settings.display().to_string(),
                copy: copy.display().to_string(),
            });
        }
        if !database.is_unwritable() {
            bring_in_line(&mut database, config)?;
            database.judge_arrivals_by(&config.rules, html::plain_text);
        }
        Ok(database)
    };
    open().map_err(|source| RunError::Store {
        path: path.to_owned(),
        source,
    })
}

/// Brings the feeds of the cache in line with the settings. Where these were changed since they were read, the newest
/// count, which are given back: otherwise a feed that another program has just taken up would be taken away.
pub(super) fn bring_in_line(
    database: &mut Database,
    config: &Config,
) -> Result<Option<Config>, StoreError> {
    let mut newest = None;
    database.subscribe_to_newest(&config.subscriptions, || {
        newest = reread(config);
        newest.as_ref().map(|newest| newest.subscriptions.clone())
    })?;
    Ok(newest)
}

/// The settings as they are now, if they are others. While they cannot be read, those of before count; so they do where
/// an editor has taken all that stood there, to write it anew.
fn reread(config: &Config) -> Option<Config> {
    let settings = config.origin.as_ref()?;
    let newest = load_file(settings).ok()?;
    let emptied = fs::metadata(settings).is_ok_and(|file| file.len() == 0);
    (newest != *config && !emptied).then_some(newest)
}

/// The last copy of the settings, where nothing is left of them.
fn copy_of(settings: &Path, cache: &Path) -> Option<PathBuf> {
    let day = Backups::day(clock::now());
    copy_of_emptied(settings, Backups::of(cache).folder(), &day)
}

/// Brings every entry into the index of words, which the screen does when it is idle.
///
/// # Errors
///
/// When the cache cannot be read or written.
pub fn index_all(database: &mut Database) -> Result<(), StoreError> {
    database.read_texts_with(html::plain_text);
    while database.index(INDEXING)? {}
    Ok(())
}

/// Cuts out of the text of an entry what answers a query best; empty where the cache holds no text of it.
///
/// # Errors
///
/// When the cache cannot be read.
pub fn snippet(
    reader: &Reader,
    entry: EntryId,
    query: &Query,
    columns: usize,
) -> Result<CleanText, StoreError> {
    // What the article shows at first.
    let body = match reader.page(entry)? {
        Some(page) => page.body,
        None => reader.body(entry)?.unwrap_or_default().body,
    };
    Ok(query.snippet(&html::plain_text(&body), columns))
}

fn open_or_rescue(path: &Path, tell: &mut dyn FnMut(Phrase)) -> Result<Database, StoreError> {
    if !was_damaged(path) {
        return open_or_show(path, tell);
    }
    match rescued(path, tell) {
        // Another newsterm still shows what can be shown of it; the last to start mends it.
        Err(StoreError::Held { .. }) => open_or_show(path, tell),
        Err(
            error @ (StoreError::ReadOnly { .. }
            | StoreError::DiskFull { .. }
            | StoreError::CannotMove { .. }),
        ) => {
            tracing::error!(?error, "the cache cannot be mended now");
            let database = open_or_show(path, tell)?;
            if !database.is_unwritable() {
                tell(report::store(&error, path));
            }
            Ok(database)
        }
        mended => {
            mended?;
            open_or_show(path, tell)
        }
    }
}

fn open_or_show(path: &Path, tell: &mut dyn FnMut(Phrase)) -> Result<Database, StoreError> {
    match Database::open(path) {
        Err(error) if means_rescue(&error) => {
            tracing::error!(?error, "the cache cannot be used");
            match rescued(path, tell) {
                Err(StoreError::Held { .. }) => Err(error),
                mended => mended.and_then(|()| Database::open(path)),
            }
        }
        Err(error @ (StoreError::ReadOnly { .. } | StoreError::DiskFull { .. })) => {
            match Database::open_unwritable(path) {
                Ok(database) => {
                    tell(report::store(&error, path));
                    Ok(database)
                }
                Err(why) => {
                    tracing::debug!(?why, "the cache cannot even be read");
                    Err(error)
                }
            }
        }
        opened => opened,
    }
}

const fn means_rescue(error: &StoreError) -> bool {
    matches!(
        error,
        StoreError::Damaged { .. } | StoreError::NotADatabase { .. } | StoreError::Foreign { .. }
    )
}

fn rescued(path: &Path, tell: &mut dyn FnMut(Phrase)) -> Result<(), StoreError> {
    let rescued = rescue(path, clock::now())?;
    tracing::warn!(?rescued, "a new cache was made");
    tell(Phrase::StoreMended {
        path: rescued.aside.display().to_string(),
        entries: rescued.entries,
    });
    Ok(())
}

/// Looks over a cache that was not closed well, on a thread of its own.
pub(super) fn look_over(reader: Reader, inputs: &Inputs) {
    let inputs = inputs.clone();
    start("check", move || match reader.is_whole() {
        Ok(true) => tracing::info!("the cache is whole after a bad end"),
        Ok(false) => alarm(&inputs),
        Err(error) => tracing::warn!(?error, "the cache could not be looked over"),
    });
}

/// Notes that the cache is damaged, for the next start to mend it, and tells the reader.
pub(super) fn alarm(inputs: &Inputs) {
    note_damage(&inputs.cache);
    // Fails only when the program is ending.
    inputs.send(Message::CacheAlarm(Phrase::StoreFoundDamaged));
}

/// The thread that makes a backup every day; dropping this ends it, and gives up a backup under way.
pub(super) struct Keeper {
    go_on: Arc<AtomicBool>,
    _end: Sender<()>,
}

impl Keeper {
    /// Starts the thread; so many of the newest backups are kept. The settings are copied with the cache.
    pub(super) fn start(inputs: &Inputs, settings: &Path, kept: u32) -> Self {
        let (end, ended) = channel();
        let go_on = Arc::new(AtomicBool::new(true));
        let (inputs, on) = (inputs.clone(), Arc::clone(&go_on));
        let settings = settings.to_owned();
        if kept > 0 {
            start("backups", move || {
                keep(&inputs, &settings, kept, &on, &ended);
            });
        }
        Self { go_on, _end: end }
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        self.go_on.store(false, Ordering::Relaxed);
    }
}

fn keep(inputs: &Inputs, settings: &Path, kept: u32, on: &AtomicBool, ended: &Receiver<()>) {
    let mut wait = SETTLED;
    while ended.recv_timeout(wait) == Err(RecvTimeoutError::Timeout) {
        let (backups, day) = (Backups::of(&inputs.cache), Backups::day(clock::now()));
        if let Err(error) = copy_settings(settings, backups.folder(), &day, kept as usize) {
            tracing::warn!(?error, "the settings could not be copied");
        }
        back_up(inputs, kept, &|| on.load(Ordering::Relaxed));
        wait = NEXT_LOOK;
    }
}

/// Makes the backup of the day. Of a damaged cache there is none, today or on any day to come, until it is mended.
fn back_up(inputs: &Inputs, kept: u32, go_on: &dyn Fn() -> bool) {
    match Backups::of(&inputs.cache).make_daily(clock::now(), kept as usize, go_on) {
        Ok(true) => tracing::info!("the cache was backed up"),
        Ok(false) | Err(StoreError::Interrupted) => {}
        Err(error) => {
            tracing::warn!(?error, "the cache could not be backed up");
            if matches!(error, StoreError::Damaged { .. }) {
                alarm(inputs);
            }
        }
    }
}

fn start(name: &str, work: impl FnOnce() + Send + 'static) {
    thread::Builder::new()
        .name(name.to_owned())
        .spawn(work)
        .expect("a thread can be started");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{FeedUpdate, NewEntry};
    use crate::runtime::inputs::Input;

    #[test]
    fn a_damaged_cache_that_cannot_be_mended_now_is_shown_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let cache = folder.path().join("cache.db");
        let config = Config::built_in();
        drop(open_cache(&config, &cache, &mut |_| {}).unwrap());
        note_damage(&cache);
        let writable = fs::metadata(folder.path()).unwrap().permissions();
        let mut read_only = writable.clone();
        read_only.set_readonly(true);
        fs::set_permissions(folder.path(), read_only).unwrap();
        let mut told = Vec::new();
        let opened = open_cache(&config, &cache, &mut |phrase| told.push(phrase));
        fs::set_permissions(folder.path(), writable).unwrap();
        let feeds = opened.unwrap().reader().unwrap().feeds().unwrap();
        assert_eq!(feeds.len(), config.subscriptions.len());
        assert!(
            matches!(told.as_slice(), [Phrase::StoreReadOnly { .. }]),
            "{told:?}"
        );
        assert!(was_damaged(&cache), "a later start mends it");
    }

    #[test]
    fn of_a_cache_without_length_the_last_backup_takes_the_place() {
        let folder = tempfile::tempdir().unwrap();
        let cache = folder.path().join("cache.db");
        let config = Config::built_in();
        let mut database = open_cache(&config, &cache, &mut |_| {}).unwrap();
        let feed = database.poll_states().unwrap()[0].feed;
        let brought = FeedUpdate {
            entries: vec![NewEntry::default()],
            ..FeedUpdate::default()
        };
        let now = clock::now();
        database.record_update(feed, &brought, now).unwrap();
        drop(database);
        let backups = Backups::of(&cache);
        assert!(backups.make_daily(now, 1, &|| true).unwrap());
        fs::write(&cache, "").unwrap();
        let mut told = Vec::new();
        let opened = open_cache(&config, &cache, &mut |phrase| told.push(phrase)).unwrap();
        assert!(
            matches!(told.as_slice(), [Phrase::StoreMended { entries: 1, .. }]),
            "{told:?}"
        );
        let feeds = opened.reader().unwrap().feeds().unwrap();
        assert_eq!(feeds.iter().map(|feed| feed.total).sum::<u64>(), 1);
        // Who took the cache away wants to begin anew.
        drop(opened);
        fs::remove_file(&cache).unwrap();
        let opened = open_cache(&config, &cache, &mut |_| {}).unwrap();
        let feeds = opened.reader().unwrap().feeds().unwrap();
        assert_eq!(feeds.iter().map(|feed| feed.total).sum::<u64>(), 0);
    }

    #[test]
    fn damage_that_a_backup_finds_is_told_and_noted() {
        let folder = tempfile::tempdir().unwrap();
        let cache = folder.path().join("cache.db");
        drop(Database::open(&cache).unwrap());
        let mut bytes = fs::read(&cache).unwrap();
        // The first page tells what tables there are; the others hold them.
        bytes[16 * 1024..].fill(0xff);
        fs::write(&cache, bytes).unwrap();
        let (inputs, queue) = Inputs::new(cache.clone()).unwrap();
        back_up(&inputs, 2, &|| true);
        let told = queue.receiver.try_recv();
        assert!(
            matches!(
                told,
                Ok(Input::Message(Message::CacheAlarm(
                    Phrase::StoreFoundDamaged
                )))
            ),
            "{told:?}"
        );
        assert!(was_damaged(&cache), "the next start mends it");
    }

    #[test]
    fn settings_of_which_nothing_is_left_are_told_with_their_copy() {
        let folder = tempfile::tempdir().unwrap();
        let (settings, cache) = (
            folder.path().join("config.toml"),
            folder.path().join("cache.db"),
        );
        let feed = |name| format!("[[feeds]]\nurl = \"https://{name}.example/\"\n");
        fs::write(&settings, feed("a")).unwrap();
        let before = load_file(&settings).unwrap();
        let mut database = open_cache(&before, &cache, &mut |_| {}).unwrap();
        fs::write(&settings, feed("a") + &feed("b")).unwrap();
        let after = load_file(&settings).unwrap();
        let backups = Backups::of(&cache);
        assert!(copy_settings(&settings, backups.folder(), "2026-11-25", 2).unwrap());
        fs::write(&settings, "").unwrap();
        assert_eq!(bring_in_line(&mut database, &after).unwrap(), None);
        let followed = database.poll_states().unwrap().len();
        assert_eq!(followed, 2, "all are still followed");
        drop(database);
        let mut told = Vec::new();
        let now = load_file(&settings).unwrap();
        drop(open_cache(&now, &cache, &mut |phrase| told.push(phrase)).unwrap());
        let copy = backups.folder().join("config-2026-11-25.toml");
        let expected = Phrase::ConfigEmptied {
            path: settings.display().to_string(),
            copy: copy.display().to_string(),
        };
        assert_eq!(told, [expected]);
        fs::copy(copy, &settings).unwrap();
        let database = open_cache(&after, &cache, &mut |_| panic!("all is well")).unwrap();
        assert_eq!(database.poll_states().unwrap().len(), 2);
    }

    #[test]
    fn settings_read_before_a_feed_was_added_do_not_take_it_away() {
        let folder = tempfile::tempdir().unwrap();
        let (settings, cache) = (
            folder.path().join("config.toml"),
            folder.path().join("cache.db"),
        );
        let read = |feeds: &[&str]| {
            let feeds = feeds
                .iter()
                .map(|feed| format!("[[feeds]]\nurl = \"{feed}\"\n"));
            fs::write(&settings, feeds.collect::<String>()).unwrap();
            load_file(&settings).unwrap()
        };
        let open = |config| open_cache(config, &cache, &mut |_| {}).unwrap();
        let before = read(&["https://a.example/"]);
        drop(open(&before));
        let after = read(&["https://a.example/", "https://b.example/"]);
        let screen = open(&after);
        // A refresh that had read the settings a moment earlier.
        drop(open(&before));
        let feeds = screen.reader().unwrap().feeds().unwrap();
        let feeds = feeds.iter().map(|feed| feed.subscription.source.address());
        assert!(feeds.eq(["https://a.example/", "https://b.example/"]));
    }
}
