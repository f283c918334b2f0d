//! What stories cost: lists that show each once beside lists that show everything, with few entries and with many,
//! and what is done for an entry when nothing else is to be done beside its arrival.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::Duration;

use divan::Bencher;
use newsterm::feed::html;
use newsterm::model::{
    AccountId, Anchor, Body, BodyKind, DirectionSetting, EntryIdentity, FeedSource, FeedUpdate,
    Filter, Keeping, List, NewEntry, Position, Search, Signature, Subscription, Timestamp,
    WindowRequest, same_story,
};
use newsterm::store::{Database, Reader};
use newsterm::text::CleanText;
use tempfile::TempDir;

const NOW: Timestamp = Timestamp(1_780_000_000);
const FEEDS: usize = 10;
/// Entries that arrive as from feeds; a larger cache is filled with copies of these, with their stories.
const ARRIVING: usize = 1_000;
const SIZES: [usize; 2] = [1_000, 1_000_000];
const SPACING: i64 = 360;
const WHILE: Duration = Duration::from_mins(1);

fn main() {
    divan::main();
}

/// A cache in which half of the entries tell what another feed tells.
struct Cache {
    path: PathBuf,
    size: usize,
}

fn cache(size: usize) -> &'static Cache {
    static CACHES: [OnceLock<Cache>; SIZES.len()] = [const { OnceLock::new() }; SIZES.len()];
    let place = SIZES.iter().position(|known| *known == size);
    CACHES[place.expect("the size is one of those listed")].get_or_init(|| Cache::new(size))
}

impl Cache {
    fn new(size: usize) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
        let path = folder.join(format!("bench-stories-{size}.db"));
        let _ = std::fs::remove_file(&path);
        let mut database = filled(&path);
        while group(&mut database) {}
        drop(database);
        let cache = Self { path, size };
        cache.multiply().expect("the cache can be written");
        cache
    }

    fn multiply(&self) -> rusqlite::Result<()> {
        let connection = rusqlite::Connection::open(&self.path)?;
        connection.execute_batch("PRAGMA synchronous = OFF; PRAGMA cache_size = -200000; BEGIN")?;
        let span = i64::try_from(ARRIVING).expect("sizes are small");
        for copy in 1..i64::try_from(self.size / ARRIVING).expect("sizes are small") {
            let first = copy * span;
            connection.execute_batch(&format!(
                "INSERT INTO entries (id, feed, sorted_at, seen_at)
                 SELECT id + {first}, feed, sorted_at - {first} * {SPACING}, seen_at
                 FROM entries WHERE id <= {span};
                 INSERT INTO headlines (entry, feed, identity, nth, title, link, published, content_hash)
                 SELECT entry + {first}, feed, identity || '-{copy}', nth, title, link || '-{copy}',
                        published - {first} * {SPACING}, content_hash + {copy}
                 FROM headlines WHERE entry <= {span};
                 INSERT INTO story_members (entry, story)
                 SELECT entry + {first}, story + {first} FROM story_members WHERE entry <= {span};"
            ))?;
        }
        connection.execute_batch(
            "UPDATE feeds SET (total, unread) =
                 (SELECT count(*), count(*) FROM entries WHERE feed = feeds.id);
             COMMIT; PRAGMA wal_checkpoint(TRUNCATE)",
        )
    }

    fn reader(&self, once: bool) -> Reader {
        let mut reader = Reader::open(&self.path).expect("the cache can be opened");
        reader.show_stories_once(once);
        reader
    }
}

/// A cache with the entries that arrive.
fn filled(path: &Path) -> Database {
    let mut database = Database::open(path).expect("the cache can be opened");
    database.read_texts_with(html::plain_text);
    database.find_stories_within(3);
    let subscriptions: Vec<_> = (0..FEEDS).map(subscription).collect();
    database
        .subscribe(&subscriptions)
        .expect("the cache can be written");
    bring(&mut database);
    database
}

/// Lets polls bring the entries: of four, two tell the same in two feeds.
fn bring(database: &mut Database) {
    let states = database.poll_states().expect("the cache can be read");
    for (place, state) in states.iter().enumerate() {
        let entries = (place..ARRIVING).step_by(FEEDS).map(entry).collect();
        let update = FeedUpdate {
            entries,
            ..FeedUpdate::default()
        };
        database
            .record_update(state.feed, &update, NOW)
            .expect("the cache can be written");
    }
}

fn group(database: &mut Database) -> bool {
    let step = database.group_stories(WHILE);
    step.expect("the cache can be written").more
}

fn subscription(place: usize) -> Subscription {
    Subscription {
        account: AccountId::LOCAL,
        source: FeedSource::Url(format!("https://feed{place}.example/feed.xml")),
        title: None,
        folder: place.is_multiple_of(2).then(|| CleanText::line("news")),
        interval: Duration::from_mins(30),
        direction: DirectionSetting::Auto,
        keeping: Keeping::ALL,
    }
}

fn entry(n: usize) -> NewEntry {
    // Of each four the first two tell one story.
    let story = if n % 4 == 1 { n - 1 } else { n };
    let age = i64::try_from(n).expect("sizes are small") * SPACING;
    NewEntry {
        identity: EntryIdentity::Guid(format!("{n}")),
        title: CleanText::line(&format!(
            "Report {} of {}",
            words(story, 5),
            words(n % FEEDS, 1)
        )),
        link: Some(format!("https://host{}.example/{n}", n % FEEDS)),
        published: Some(NOW.plus_seconds(-age)),
        body: Body {
            kind: BodyKind::Html,
            content: format!(
                "<p>{}</p><p>{}</p>",
                words(story, 90),
                words(n + ARRIVING, 400)
            ),
        },
        ..NewEntry::default()
    }
}

/// Words drawn by lot, always the same for a number.
fn words(from: usize, count: usize) -> String {
    let mut state = from as u64 + 1;
    let mut draw = || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        state >> 33
    };
    let syllables = ["ka", "mo", "ri", "te", "su", "قال", "بين", "نور"];
    let mut word = || -> String {
        let letters = draw();
        (0..4)
            .map(|n| syllables[usize::try_from(letters >> (3 * n) & 7).expect("three bits")])
            .collect()
    };
    let words: Vec<String> = (0..count).map(|_| word()).collect();
    words.join(" ")
}

fn opening(list: List, size: usize, middle: bool) -> WindowRequest {
    let half = i64::try_from(size / 2).expect("sizes are small") * SPACING;
    let position = Position {
        sorted_at: NOW.plus_seconds(-half),
        entry: newsterm::model::EntryId(0),
    };
    WindowRequest {
        list,
        filter: Filter::All,
        search: Search::default(),
        anchor: if middle {
            Anchor::Around(position)
        } else {
            Anchor::First
        },
        before: 50,
        after: 50,
        kept: Vec::new(),
        day_start: NOW,
        expanded: Vec::new(),
    }
}

fn ways() -> Vec<(&'static str, usize, bool)> {
    let lists = ["all", "unread", "folder"];
    let sizes = SIZES
        .into_iter()
        .flat_map(|size| [(size, false), (size, true)]);
    sizes
        .flat_map(|(size, once)| lists.map(|list| (list, size, once)))
        .collect()
}

/// Opening a list in its middle: its name, the entries in the cache, and whether each story is shown once.
#[divan::bench(args = ways().into_iter().map(|(list, size, once)| format!("{list} {size} {once}")).collect::<Vec<_>>())]
fn open_list(bencher: Bencher, way: &str) {
    let (list, size, once) = ways()
        .into_iter()
        .find(|(list, size, once)| format!("{list} {size} {once}") == way)
        .expect("the way is one of those listed");
    let list = match list {
        "all" => List::All,
        "unread" => List::Unread,
        _ => List::Folder(CleanText::line("news")),
    };
    let reader = cache(size).reader(once);
    let request = opening(list, size, true);
    bencher.bench_local(|| reader.window(&request).expect("the cache can be read"));
}

/// A thousand entries that arrive, with nothing looked for.
#[divan::bench(sample_count = 10)]
fn arrive(bencher: Bencher) {
    bencher
        .with_inputs(|| tempfile::tempdir().expect("there is room"))
        .bench_local_values(|folder| {
            filled(&folder.path().join("cache.db"));
            folder
        });
}

/// A cache of its own in which they have arrived.
fn arrived() -> (TempDir, Database) {
    let folder = tempfile::tempdir().expect("there is room");
    let database = filled(&folder.path().join("cache.db"));
    (folder, database)
}

/// The same thousand looked at afterwards.
#[divan::bench(sample_count = 10)]
fn find_stories(bencher: Bencher) {
    bencher
        .with_inputs(arrived)
        .bench_local_values(|(folder, mut database)| {
            while group(&mut database) {}
            (folder, database)
        });
}

/// The same thousand brought into the index of words.
#[divan::bench(sample_count = 10)]
fn index_words(bencher: Bencher) {
    bencher
        .with_inputs(arrived)
        .bench_local_values(|(folder, mut database)| {
            while database.index(WHILE).expect("the cache can be written") {}
            (folder, database)
        });
}

#[divan::bench]
fn make_a_signature(bencher: Bencher) {
    let entry = entry(8);
    let text = html::plain_text(&entry.body);
    bencher.bench_local(|| Signature::new(&entry.title, entry.link.as_deref(), &text));
}

#[divan::bench]
fn compare_two(bencher: Bencher) {
    let sign = |n| {
        let entry = entry(n);
        Signature::new(
            &entry.title,
            entry.link.as_deref(),
            &html::plain_text(&entry.body),
        )
    };
    let (one, other) = (sign(8), sign(9));
    assert!(same_story(&one, &other, 0));
    bencher.bench_local(|| same_story(&one, &other, 0));
}
