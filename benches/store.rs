//! What the screen asks of the cache, with few entries and with many: the figures should not differ.

use std::cell::RefCell;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::Duration;

use divan::Bencher;
use divan::counter::BytesCount;
use flate2::{Compress, Compression, FlushCompress};
use newsterm::model::query::Clause;
use newsterm::model::{
    AccountId, Action, Anchor, Body, DirectionSetting, EntryId, EntryIdentity, FeedSource,
    FeedUpdate, Filter, Keeping, List, NewEntry, Position, Query, Search, Subscription, Timestamp,
    WindowRequest,
};
use newsterm::store::{Database, Reader};
use newsterm::text::CleanText;

const NOW: Timestamp = Timestamp(1_780_000_000);
const DAY: i64 = 86_400;
const FEEDS: usize = 100;

/// Changes when the caches of earlier runs must not be used.
const FORMAT: u32 = 1;
const SIZES: [usize; 4] = [1_000, 30_000, 300_000, 1_000_000];

/// Entries that arrive as from feeds; a larger cache is filled with copies of these.
const ARRIVING: usize = 10_000;

/// No more entries than this are unread, the newest.
const UNREAD: usize = 50_000;

/// One entry is published every six minutes.
const SPACING: i64 = 360;

fn main() {
    divan::main();
}

/// A cache with a number of entries in a hundred feeds, a quarter of them in one folder; half of them read, but no
/// more than [`UNREAD`] unread; one of fifty saved.
struct Cache {
    path: PathBuf,
    size: usize,
}

/// Gives the cache of a size, made once, and kept from one run to the next: a million entries take a minute.
fn cache(size: usize) -> &'static Cache {
    static CACHES: [OnceLock<Cache>; SIZES.len()] = [const { OnceLock::new() }; SIZES.len()];
    let place = SIZES
        .iter()
        .position(|known| *known == size)
        .expect("the size is one of those listed");
    CACHES[place].get_or_init(|| Cache::new(size))
}

impl Cache {
    fn new(size: usize) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
        let path = folder.join(format!("bench-{FORMAT}-{size}.db"));
        if !path.exists() {
            let part = folder.join(format!("bench-{size}.part"));
            if part.exists() {
                std::fs::remove_file(&part).expect("the folder can be written");
            }
            let cache = Self { path: part, size };
            cache.fill();
            std::fs::rename(cache.path, &path).expect("the folder can be written");
        }
        Self { path, size }
    }

    fn fill(&self) {
        let mut database = self.database();
        let subscriptions: Vec<_> = (0..FEEDS).map(subscription).collect();
        database
            .subscribe(&subscriptions)
            .expect("the cache can be written");
        let states = database.poll_states().expect("the cache can be read");
        for (place, state) in states.iter().enumerate() {
            let entries = (place..self.size.min(ARRIVING)).step_by(FEEDS).map(entry);
            let update = FeedUpdate {
                entries: entries.collect(),
                ..FeedUpdate::default()
            };
            database
                .record_update(state.feed, &update, NOW)
                .expect("the cache can be written");
        }
        drop(database);
        self.multiply().expect("the cache can be written");
        let mut database = Database::open(&self.path).expect("the cache can be opened");
        database.read_texts_with(newsterm::feed::html::plain_text);
        while database
            .index(Duration::from_secs(1))
            .expect("the cache can be written")
        {}
    }

    /// Adds copies, each older than the one before, and marks many entries at once, as years of reading would.
    fn multiply(&self) -> rusqlite::Result<()> {
        let connection = rusqlite::Connection::open(&self.path)?;
        connection.execute_batch("PRAGMA synchronous = OFF; PRAGMA cache_size = -200000; BEGIN")?;
        for copy in 1..self.size.div_ceil(ARRIVING) {
            let span = i64::try_from(ARRIVING).expect("sizes are small");
            let first = i64::try_from(copy).expect("sizes are small") * span;
            connection.execute_batch(&format!(
                "INSERT INTO entries (id, feed, sorted_at, seen_at)
                 SELECT id + {first}, feed, sorted_at - {first} * {SPACING}, seen_at
                 FROM entries WHERE id <= {span};
                 INSERT INTO headlines (entry, feed, identity, nth, title, link, published, content_hash)
                 SELECT entry + {first}, feed, identity || '-{copy}', nth, title, link || '-{copy}',
                        published - {first} * {SPACING}, content_hash + {copy}
                 FROM headlines WHERE entry <= {span};
                 INSERT INTO bodies (entry, kind, format, content)
                 SELECT entry + {first}, kind, format, content FROM bodies WHERE entry <= {span};"
            ))?;
        }
        let oldest_unread = NOW.plus_seconds(-self.unread() * SPACING).0;
        connection.execute_batch(&format!(
            "UPDATE entries SET read = 1 WHERE sorted_at <= {oldest_unread};
             UPDATE entries SET saved = 1 WHERE id % 50 = 0;
             UPDATE feeds SET (total, unread, saved) =
                 (SELECT count(*), count(*) FILTER (WHERE NOT read), count(*) FILTER (WHERE saved)
                  FROM entries WHERE feed = feeds.id);
             COMMIT; PRAGMA wal_checkpoint(TRUNCATE)"
        ))
    }

    fn unread(&self) -> i64 {
        i64::try_from(UNREAD.min(self.size / 2)).expect("sizes are small")
    }

    fn database(&self) -> Database {
        Database::open(&self.path).expect("the cache can be opened")
    }

    fn reader(&self) -> Reader {
        Reader::open(&self.path).expect("the cache can be opened")
    }

    /// A place in the middle of what is unread, and well inside every other list.
    fn middle(&self) -> Anchor {
        Anchor::Around(Position {
            sorted_at: NOW.plus_seconds(-self.unread() / 2 * SPACING),
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

/// The entry of an age; every other one is Arabic. The texts are of 1 to 8 kilobytes, more of them short than long.
fn entry(age: usize) -> NewEntry {
    let arabic = age.is_multiple_of(2);
    let title = if arabic {
        format!("مجلس الأمن يعقد جلسة طارئة لبحث الأوضاع في المنطقة {age}")
    } else {
        format!("Security council meets over the situation in the region {age}")
    };
    let seconds = i64::try_from(age).expect("sizes are small") * SPACING;
    NewEntry {
        identity: EntryIdentity::Guid(format!("https://feed.example/2026/entry/{age}")),
        title: CleanText::line(&title),
        link: Some(format!("https://feed.example/2026/entry/{age}")),
        published: Some(NOW.plus_seconds(-seconds)),
        body: Body {
            content: text(age, arabic),
            ..Body::default()
        },
        ..NewEntry::default()
    }
}

const ARABIC: &str = "العالم الحكومة الرئيس المدينة السوق الاقتصاد الشركة التقرير اليوم السنة الشعب الدولة السلام الماء \
    الطاقة التعليم الصحة الجامعة البحث العلوم الكتاب اللغة العربية القاهرة بغداد دمشق الرباط تونس النفط المناخ في من \
    على إلى عن مع هذا الذي كان قد لم لن إن أن بين بعد قبل حيث كما أيضا وقال وأضاف وأكد المتحدث باسم خلال الماضي المقبل";
const ENGLISH: &str = "time year people way day man thing woman life child world school state family student group \
    country problem hand part place case week company system program question work government number night point \
    the of and to in is that for it as was with be by on not he his but at are this have from or had an they which";

/// Paragraphs of words drawn by lot, always the same for an age.
fn text(age: usize, arabic: bool) -> String {
    let words: Vec<_> = if arabic { ARABIC } else { ENGLISH }.split(' ').collect();
    let mut state = age as u64 + 1;
    let mut draw = |below: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        usize::try_from(state >> 33).expect("31 bits") % below
    };
    let length = 1000 << draw(3);
    let length = length + draw(length);
    let mut text = String::new();
    while text.len() < length {
        text.push_str("<p>");
        for _ in 0..10 + draw(60) {
            text.push_str(words[draw(words.len())]);
            text.push(' ');
        }
        let (page, word) = (draw(1 << 30), words[draw(words.len())]);
        writeln!(
            text,
            "<a href=\"https://feed.example/2026/{page:x}\">{word}</a>.</p>"
        )
        .expect("a string takes whatever is written");
    }
    text
}

fn request(list: List, filter: Filter, anchor: Anchor) -> WindowRequest {
    WindowRequest {
        list,
        filter,
        search: Search::default(),
        anchor,
        before: 50,
        after: 50,
        kept: Vec::new(),
        day_start: NOW.plus_seconds(-DAY),
        expanded: Vec::new(),
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

/// The best answers to some words.
fn best(query: &str) -> Search {
    Search {
        query: Query::parse(query).expect("it is a query"),
        best_first: true,
        now: NOW,
    }
}

/// A common word, found at once.
#[divan::bench(args = SIZES)]
fn search(bencher: Bencher<'_, '_>, size: usize) {
    let reader = cache(size).reader();
    let request = WindowRequest {
        search: best("council"),
        ..request(List::All, Filter::All, Anchor::First)
    };
    bencher.bench_local(|| reader.window(&request));
}

/// A word that no entry holds.
#[divan::bench(args = SIZES)]
fn search_in_vain(bencher: Bencher<'_, '_>, size: usize) {
    let reader = cache(size).reader();
    let request = WindowRequest {
        search: best("zzz"),
        ..request(List::All, Filter::All, Anchor::First)
    };
    bencher.bench_local(|| reader.window(&request));
}

/// One of the unread entries.
#[divan::bench(args = SIZES)]
fn mark_one_and_undo(bencher: Bencher<'_, '_>, size: usize) {
    let mut database = cache(size).database();
    let unread = request(List::Unread, Filter::All, Anchor::First);
    let window = cache(size).reader().window(&unread);
    let entry = window.expect("the cache can be read").rows[0].id;
    bencher.bench_local(|| {
        database.perform(&Action::MarkRead { entry, read: true }, NOW)?;
        database.undo(NOW)
    });
}

/// All that are unread: 50,000 where there are so many.
#[divan::bench(args = SIZES, sample_count = 10)]
fn mark_all_read(bencher: Bencher<'_, '_>, size: usize) {
    let database = RefCell::new(cache(size).database());
    let prepare = || {
        while database
            .borrow_mut()
            .undo(NOW)
            .is_ok_and(|undone| undone.is_some())
        {}
    };
    bencher
        .with_inputs(prepare)
        .bench_local_values(|()| database.borrow_mut().perform(&ALL_READ, NOW));
    prepare();
}

#[divan::bench(args = SIZES, sample_count = 10)]
fn undo_mark_all_read(bencher: Bencher<'_, '_>, size: usize) {
    let database = RefCell::new(cache(size).database());
    bencher
        .with_inputs(|| database.borrow_mut().perform(&ALL_READ, NOW))
        .bench_local_values(|_| database.borrow_mut().undo(NOW));
}

const ALL_READ: Action = Action::MarkAllRead {
    list: List::All,
    query: Query {
        clause: Clause::All(Vec::new()),
    },
    newest: EntryId(i64::MAX),
    now: NOW,
    day_start: NOW,
};

/// A text as the cache packs it, beside the ways that were refused (`store/packing.rs`).
#[divan::bench(args = [-1, 1, 3])]
fn packing_by_zstd(bencher: Bencher<'_, '_>, level: i32) {
    let text = entry(1).body.content;
    let mut compressor = zstd::bulk::Compressor::new(level).expect("there is memory");
    bencher
        .counter(BytesCount::of_str(&text))
        .bench_local(|| compressor.compress(text.as_bytes()));
}

#[divan::bench(args = [1, 2])]
fn packing_by_deflate(bencher: Bencher<'_, '_>, level: u32) {
    let text = entry(1).body.content;
    let mut deflate = Compress::new(Compression::new(level), false);
    let mut bytes = Vec::with_capacity(text.len());
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| {
        bytes.clear();
        deflate.reset();
        deflate.compress_vec(text.as_bytes(), &mut bytes, FlushCompress::Finish)
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
