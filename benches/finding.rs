//! Searches of a large cache, beside a plain query of the same index; and what the index takes.
//!
//! `NEWSTERM_ENTRIES` says how many entries there are, `NEWSTERM_CACHE` names a file to keep them in for another run.

#![expect(clippy::disallowed_macros, reason = "figures are for the screen")]

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use newsterm::feed::html;
use newsterm::model::{
    AccountId, Anchor, Body, Details, DirectionSetting, EntryIdentity, FeedSource, FeedUpdate,
    Filter, List, NewEntry, Query, Search, Subscription, Timestamp, WindowRequest,
};
use newsterm::store::{Database, Reader};
use newsterm::text::CleanText;

const NOW: Timestamp = Timestamp(1_780_000_000);
const FEEDS: usize = 100;
/// Bytes of HTML of an entry.
const BODY: usize = 3_500;
const ROUNDS: usize = 7;

fn main() {
    let entries = std::env::var("NEWSTERM_ENTRIES")
        .ok()
        .and_then(|number| number.parse().ok())
        .unwrap_or(30_000);
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let kept = std::env::var_os("NEWSTERM_CACHE").map(PathBuf::from);
    let path = kept.unwrap_or_else(|| folder.path().join("cache.db"));
    if !path.exists() {
        make(&path, entries);
    }
    let reader = Reader::open(&path).expect("the cache can be opened");
    let [common, second, rare] = [0, 1, 9_000].map(latin);
    let arabic = arabic_word(0);
    for query in [
        common.clone(),
        arabic.clone(),
        latin(40),
        latin(900),
        rare.clone(),
        format!("{common} {second}"),
        format!("{common} OR {arabic}"),
        format!("\"{common} {second}\""),
        format!("title:{common}"),
        format!("{common} unread"),
        format!("{common} -{second}"),
        format!("{}*", &common[..3]),
        format!("{}*", &common[..2]),
        "zzzzz".to_owned(),
        "/zzzzz/".to_owned(),
        format!("-{common}"),
        "title:/zzzzz/ unread".to_owned(),
        "lang:fa".to_owned(),
        "has:enclosure".to_owned(),
        "words:>9999".to_owned(),
        "feed:feed7 OR feed:feed8".to_owned(),
        format!("feed:feed7 {common}"),
        format!("saved {rare}"),
    ] {
        let ours = best(&reader, Query::parse(&query).expect("it is a query"));
        println!("{query}: {ours:.1?}; {}", plain(&path, &query));
    }
    for word in [latin(3), arabic_word(3), format!("ال{}", arabic_word(3))] {
        println!("typing {word}: {}", typing(&reader, &word));
    }
}

/// What each key of a word costs.
fn typing(reader: &Reader, word: &str) -> String {
    let ends = word.char_indices().map(|(at, c)| at + c.len_utf8());
    let keys = ends.map(|end| {
        let query = Query::parse_typed(&word[..end]).expect("it is a query");
        format!("{} {:.1?}", &word[..end], best(reader, query))
    });
    keys.collect::<Vec<_>>().join(", ")
}

/// The middle of some rounds.
fn middle(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

fn best(reader: &Reader, query: Query) -> Duration {
    let request = WindowRequest {
        list: List::All,
        filter: Filter::All,
        search: Search {
            query,
            best_first: true,
            now: NOW,
        },
        anchor: Anchor::First,
        before: 25,
        after: 25,
        kept: Vec::new(),
        day_start: NOW,
        expanded: Vec::new(),
    };
    let round = |_| {
        let begun = Instant::now();
        let window = reader.window(&request).expect("the cache can be read");
        assert!(window.rows.len() <= 51);
        begun.elapsed()
    };
    middle((0..ROUNDS).map(round).collect())
}

/// The best fifty by FTS5 itself, with their titles.
fn plain(path: &Path, word: &str) -> String {
    if word.contains([' ', ':', '/', '"', '*']) {
        return String::new();
    }
    let connection = rusqlite::Connection::open(path).expect("the cache can be opened");
    let mut statement = connection
        .prepare(
            "SELECT title FROM (SELECT rowid FROM found WHERE found MATCH ?1 ORDER BY rank LIMIT 50) AS best
             JOIN headlines ON entry = best.rowid",
        )
        .expect("it is a query");
    let round = |_| {
        let begun = Instant::now();
        let rows = statement.query_map([format!("\"{word}\"")], |row| row.get::<_, String>(0));
        assert!(rows.expect("the cache can be read").count() <= 50);
        begun.elapsed()
    };
    let plain = middle((0..ROUNDS).map(round).collect());
    let found: i64 = connection
        .query_row(
            "SELECT count(*) FROM found WHERE found MATCH ?1",
            [format!("\"{word}\"")],
            |row| row.get(0),
        )
        .expect("the cache can be read");
    format!("plain FTS5 {plain:.1?}, in {found} entries")
}

fn make(path: &Path, entries: usize) {
    let mut database = Database::open(path).expect("a cache can be made");
    let subscriptions: Vec<_> = (0..FEEDS).map(subscription).collect();
    database
        .subscribe(&subscriptions)
        .expect("the cache can be written");
    let mut dice = Dice(42);
    let states = database.poll_states().expect("the cache can be read");
    for (place, state) in states.iter().enumerate() {
        let feed: Vec<usize> = (place..entries).step_by(FEEDS).collect();
        for piece in feed.chunks(500) {
            let update = FeedUpdate {
                entries: piece.iter().map(|n| entry(*n, &mut dice)).collect(),
                ..FeedUpdate::default()
            };
            database
                .record_update(state.feed, &update, NOW)
                .expect("the cache can be written");
        }
    }
    drop(database);
    let before = size(path);
    let mut database = Database::open(path).expect("the cache can be opened");
    database.read_texts_with(html::plain_text);
    let begun = Instant::now();
    let mut longest = Duration::ZERO;
    loop {
        let step = Instant::now();
        let more = database
            .index(Duration::from_millis(10))
            .expect("the cache can be written");
        longest = longest.max(step.elapsed());
        if !more {
            break;
        }
    }
    let took = begun.elapsed();
    drop(database);
    let after = size(path);
    println!(
        "{entries} entries: {} bytes each, {} more with the index; indexed in {took:.1?}, the longest step {longest:.1?}",
        before / entries as u64,
        (after - before) / entries as u64,
    );
}

/// The bytes in use of the file.
fn size(path: &Path) -> u64 {
    let connection = rusqlite::Connection::open(path).expect("the cache can be opened");
    connection
        .execute_batch("PRAGMA wal_checkpoint(TRUNCATE)")
        .expect("the cache can be written");
    let number = |pragma: &str| -> u64 {
        let number: i64 = connection
            .query_row(pragma, [], |row| row.get(0))
            .expect("the cache can be read");
        u64::try_from(number).expect("sizes are positive")
    };
    (number("PRAGMA page_count") - number("PRAGMA freelist_count")) * number("PRAGMA page_size")
}

fn subscription(place: usize) -> Subscription {
    Subscription {
        keeping: newsterm::model::Keeping::ALL,
        account: AccountId::LOCAL,
        source: FeedSource::Url(format!("https://feed{place}.example/feed.xml")),
        title: None,
        folder: None,
        interval: Duration::from_mins(30),
        direction: DirectionSetting::Auto,
    }
}

fn entry(age: usize, dice: &mut Dice) -> NewEntry {
    let arabic = age.is_multiple_of(2);
    let title = dice.words(10, arabic);
    let mut content = String::with_capacity(BODY + 200);
    while content.len() < BODY {
        let words = dice.words(40, arabic);
        content.extend([
            "<p class=\"story\">",
            &words,
            " <a href=\"https://example.com/",
        ]);
        content.extend([age.to_string().as_str(), "\">more</a>.</p>\n"]);
    }
    let seconds = i64::try_from(age).expect("sizes are small") * 360;
    NewEntry {
        identity: EntryIdentity::Guid(format!("https://example.com/{age}")),
        title: CleanText::line(&title),
        link: Some(format!("https://example.com/{age}")),
        author: Some(CleanText::line(&dice.words(2, arabic))),
        published: Some(NOW.plus_seconds(-seconds)),
        updated: None,
        email: None,
        language: None,
        body: Body {
            content,
            ..Body::default()
        },
        summary: None,
        rights: CleanText::default(),
        details: Details::default(),
    }
}

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> f64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        #[expect(clippy::cast_precision_loss, reason = "any number will do")]
        let roll = (self.0 >> 33) as f64 / (1_u64 << 31) as f64;
        roll
    }

    /// Words of which few are common and most are rare, as in any language; a fifth of the Arabic ones with a
    /// prefix, a third with the article.
    fn words(&mut self, count: usize, arabic: bool) -> String {
        let mut words = Vec::new();
        for _ in 0..count {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "any number will do"
            )]
            let rank = (60_000_f64.powf(self.roll()) - 1.0) as usize;
            let form = self.roll();
            words.push(match arabic {
                false => latin(rank),
                true if form < 0.2 => format!("و{}", arabic_word(rank)),
                true if form < 0.5 => format!("ال{}", arabic_word(rank)),
                true => arabic_word(rank),
            });
        }
        words.join(" ")
    }
}

/// A word of three syllables for a number, so that words begin in many ways.
fn word(rank: usize, consonants: &[char], vowels: &[char]) -> String {
    let mut rest = rank.wrapping_mul(2_654_435_761) % (1 << 22);
    let mut word = String::new();
    for _ in 0..3 {
        word.push(consonants[rest % consonants.len()]);
        rest /= consonants.len();
        word.push(vowels[rest % vowels.len()]);
        rest /= vowels.len();
    }
    word
}

fn latin(rank: usize) -> String {
    let consonants: Vec<char> = "bcdfghjklmnprstvwxz".chars().collect();
    word(rank, &consonants, &['a', 'e', 'i', 'o', 'u'])
}

fn arabic_word(rank: usize) -> String {
    let consonants: Vec<char> = "تثجحخدذرزسشصضطظعغقمن".chars().collect();
    word(rank, &consonants, &['ا', 'ي', 'م', 'ر', 'ه'])
}
