//! The cache opened, whatever state it is in, and looked after while the screen is open.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

use crate::app::Message;
use crate::config::Config;
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
        if !database.is_unwritable() {
            database.subscribe(&config.subscriptions)?;
            database.judge_arrivals_by(&config.rules, html::plain_text);
        }
        Ok(database)
    };
    open().map_err(|source| RunError::Store {
        path: path.to_owned(),
        source,
    })
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
    if was_damaged(path) {
        match rescued(path, tell) {
            // Another newsterm still shows what can be shown of it; the last to start mends it.
            Err(StoreError::Held { .. }) => {}
            mended => mended?,
        }
    }
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
    /// Starts the thread; so many of the newest backups are kept.
    pub(super) fn start(cache: &Path, kept: u32) -> Self {
        let (end, ended) = channel();
        let go_on = Arc::new(AtomicBool::new(true));
        let (backups, on) = (Backups::of(cache), Arc::clone(&go_on));
        if kept > 0 {
            start("backups", move || keep(&backups, kept, &on, &ended));
        }
        Self { go_on, _end: end }
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        self.go_on.store(false, Ordering::Relaxed);
    }
}

fn keep(backups: &Backups, kept: u32, on: &AtomicBool, ended: &Receiver<()>) {
    let mut wait = SETTLED;
    while ended.recv_timeout(wait) == Err(RecvTimeoutError::Timeout) {
        let go_on = || on.load(Ordering::Relaxed);
        match backups.make_daily(clock::now(), kept as usize, &go_on) {
            Ok(true) => tracing::info!("the cache was backed up"),
            Ok(false) | Err(StoreError::Interrupted) => {}
            Err(error) => tracing::warn!(?error, "the cache could not be backed up"),
        }
        wait = NEXT_LOOK;
    }
}

fn start(name: &str, work: impl FnOnce() + Send + 'static) {
    thread::Builder::new()
        .name(name.to_owned())
        .spawn(work)
        .expect("a thread can be started");
}
