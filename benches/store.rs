//! What the screen asks of the cache, with few entries and with many: the figures should not differ.

use std::sync::OnceLock;
use std::time::Duration;

use divan::Bencher;
use newsterm::model::{
    AccountId, Action, Anchor, Body, DirectionSetting, EntryId, EntryIdentity, FeedSource,
    FeedUpdate, Filter, Keeping, List, NewEntry, Position, Subscription, Timestamp, WindowRequest,
};
use newsterm::store::{Database, Reader};
use newsterm::text::CleanText;
use tempfile::TempDir;

const NOW: Timestamp = Timestamp(1_780_000_000);
const DAY: i64 = 86_400;
const FEEDS: usize = 100;
const SIZES: [usize; 2] = [1_000, 100_000];

fn main() {
    divan::main();
}

/// A cache with a number of entries in a hundred feeds, a quarter of them in one folder; ten entries an hour,
/// half of them read, one of fifty saved.
struct Cache {
    folder: TempDir,
    size: usize,
}

/// Gives the cache of a size, made once.
fn cache(size: usize) -> &'static Cache {
    static CACHES: [OnceLock<Cache>; SIZES.len()] = [OnceLock::new(), OnceLock::new()];
    let place = SIZES
        .iter()
        .position(|known| *known == size)
        .expect("the size is one of those listed");
    CACHES[place].get_or_init(|| Cache::new(size))
}

impl Cache {
    fn new(size: usize) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let cache = Self { folder, size };
        let mut database = cache.database();
        let subscriptions: Vec<_> = (0..FEEDS).map(subscription).collect();
        database
            .subscribe(&subscriptions)
            .expect("the cache can be written");
        let states = database.poll_states().expect("the cache can be read");
        for (place, state) in states.iter().enumerate() {
            let entries = (place..size).step_by(FEEDS).map(entry);
            let update = FeedUpdate {
                entries: entries.collect(),
                ..FeedUpdate::default()
            };
            database
                .record_update(state.feed, &update, NOW)
                .expect("the cache can be written");
        }
        cache.mark();
        cache
    }

    /// Marks many entries at once, as years of reading would: the older half of every feed is read.
    fn mark(&self) {
        let connection = rusqlite::Connection::open(self.path()).expect("the cache can be opened");
        let each = self.size / FEEDS;
        connection
            .execute_batch(&format!(
                "UPDATE entries SET read = 1 WHERE (id - 1) % {each} < {each} / 2;
                 UPDATE entries SET saved = 1 WHERE id % 50 = 0;
                 UPDATE feeds SET (unread, saved) =
                     (SELECT count(*) FILTER (WHERE NOT read), count(*) FILTER (WHERE saved)
                      FROM entries WHERE feed = feeds.id);"
            ))
            .expect("the cache can be written");
    }

    fn path(&self) -> std::path::PathBuf {
        self.folder.path().join("cache.db")
    }

    fn database(&self) -> Database {
        Database::open(&self.path()).expect("the cache can be opened")
    }

    fn reader(&self) -> Reader {
        Reader::open(&self.path()).expect("the cache can be opened")
    }

    /// A place in the middle of what is unread, and well inside every other list.
    fn middle(&self) -> Anchor {
        let age = i64::try_from(self.size / 4).expect("sizes are small") * 360;
        Anchor::Around(Position {
            sorted_at: NOW.plus_seconds(-age),
            entry: EntryId(0),
        })
    }
}

fn subscription(place: usize) -> Subscription {
    Subscription {
        account: AccountId::LOCAL,
        source: FeedSource::Url(format!("https://feed{place}.example/feed.xml")),
        title: None,
        folder: place.is_multiple_of(4).then(|| CleanText::line("أخبار")),
        interval: Duration::from_mins(30),
        direction: DirectionSetting::Auto,
        keeping: Keeping::ALL,
    }
}

/// The entry of an age: one is published every six minutes.
fn entry(age: usize) -> NewEntry {
    let title = if age.is_multiple_of(2) {
        format!("مجلس الأمن يعقد جلسة طارئة لبحث الأوضاع في المنطقة {age}")
    } else {
        format!("Security council meets over the situation in the region {age}")
    };
    let seconds = i64::try_from(age).expect("sizes are small") * 360;
    NewEntry {
        identity: EntryIdentity::Guid(format!("https://feed.example/2026/entry/{age}")),
        title: CleanText::line(&title),
        link: Some(format!("https://feed.example/2026/entry/{age}")),
        author: None,
        published: Some(NOW.plus_seconds(-seconds)),
        updated: None,
        language: None,
        body: Body {
            content: format!("<p>{title}</p>").repeat(8),
            ..Body::default()
        },
    }
}

fn request(list: List, filter: Filter, anchor: Anchor) -> WindowRequest {
    WindowRequest {
        list,
        filter,
        search: String::new(),
        anchor,
        reach: 50,
        kept: Vec::new(),
        day_start: NOW.plus_seconds(-DAY),
    }
}

fn lists() -> [(List, Filter); 6] {
    [
        (List::All, Filter::All),
        (List::Unread, Filter::All),
        (List::Saved, Filter::All),
        (List::Today, Filter::Unread),
        (List::Folder(CleanText::line("أخبار")), Filter::All),
        (List::Folder(CleanText::line("أخبار")), Filter::Unread),
    ]
}

fn windows(bencher: Bencher<'_, '_>, size: usize, list: usize, middle: bool) {
    let cache = cache(size);
    let reader = cache.reader();
    let (list, filter) = lists()[list].clone();
    let anchor = if middle {
        cache.middle()
    } else {
        Anchor::First
    };
    let request = request(list, filter, anchor);
    bencher.bench_local(|| reader.window(&request));
}

macro_rules! window_benches {
    ($($name:ident = $list:literal),* $(,)?) => {$(
        mod $name {
            use super::*;

            #[divan::bench(args = SIZES)]
            fn first(bencher: Bencher<'_, '_>, size: usize) {
                windows(bencher, size, $list, false);
            }

            #[divan::bench(args = SIZES)]
            fn middle(bencher: Bencher<'_, '_>, size: usize) {
                windows(bencher, size, $list, true);
            }
        }
    )*};
}

window_benches! {
    window_all = 0,
    window_unread = 1,
    window_saved = 2,
    window_today_unread = 3,
    window_folder_of_25 = 4,
    window_folder_of_25_unread = 5,
}

#[divan::bench(args = SIZES)]
fn open(bencher: Bencher<'_, '_>, size: usize) {
    let cache = cache(size);
    let first = request(List::All, Filter::All, Anchor::First);
    bencher.bench_local(|| {
        let database = cache.database();
        database.reader().and_then(|reader| reader.window(&first))
    });
}

#[divan::bench(args = SIZES)]
fn counts(bencher: Bencher<'_, '_>, size: usize) {
    let reader = cache(size).reader();
    bencher.bench_local(|| reader.counts(NOW.plus_seconds(-DAY)));
}

#[divan::bench(args = SIZES)]
fn feeds(bencher: Bencher<'_, '_>, size: usize) {
    let reader = cache(size).reader();
    bencher.bench_local(|| reader.feeds());
}

#[divan::bench(args = SIZES)]
fn body(bencher: Bencher<'_, '_>, size: usize) {
    let reader = cache(size).reader();
    bencher.bench_local(|| reader.body(EntryId(500)));
}

/// A common word, found at once.
#[divan::bench(args = SIZES)]
fn search(bencher: Bencher<'_, '_>, size: usize) {
    let reader = cache(size).reader();
    let request = WindowRequest {
        search: "council".to_owned(),
        ..request(List::All, Filter::All, Anchor::First)
    };
    bencher.bench_local(|| reader.window(&request));
}

/// A word that no title holds, so that all are read.
#[divan::bench(args = SIZES)]
fn search_in_vain(bencher: Bencher<'_, '_>, size: usize) {
    let reader = cache(size).reader();
    let request = WindowRequest {
        search: "zzz".to_owned(),
        ..request(List::All, Filter::All, Anchor::First)
    };
    bencher.bench_local(|| reader.window(&request));
}

/// One of the unread entries.
#[divan::bench(args = SIZES)]
fn mark_one_and_undo(bencher: Bencher<'_, '_>, size: usize) {
    let mut database = cache(size).database();
    let entry = EntryId(i64::try_from(size).expect("sizes are small"));
    bencher.bench_local(|| {
        database.perform(&Action::MarkRead { entry, read: true }, NOW)?;
        database.undo(NOW)
    });
}

/// Half of the entries each way.
#[divan::bench(args = SIZES, sample_count = 10)]
fn mark_all_read_and_undo(bencher: Bencher<'_, '_>, size: usize) {
    let mut database = cache(size).database();
    let action = Action::MarkAllRead {
        list: List::All,
        seen_until: NOW,
        day_start: NOW,
    };
    bencher.bench_local(|| {
        database.perform(&action, NOW)?;
        database.undo(NOW)
    });
}

/// A feed of which nothing is new.
#[divan::bench(args = SIZES)]
fn poll_without_news(bencher: Bencher<'_, '_>, size: usize) {
    let mut database = cache(size).database();
    let feed = database.poll_states().expect("the cache can be read")[0].feed;
    let update = FeedUpdate {
        entries: (0..1_000).step_by(FEEDS).map(entry).collect(),
        ..FeedUpdate::default()
    };
    bencher.bench_local(|| database.record_update(feed, &update, NOW));
}
