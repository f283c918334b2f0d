//! From the cache to the screen: the first frame, a key, a frame, an article.
//!
//! What counts is the ratio between the rows of one run: a hundred thousand entries to a thousand.

use std::path::Path;
use std::time::Duration;

use divan::{Bencher, black_box};
use newsterm::app::{Effect, Interface, Keymap, LoadedArticle, Message, Size, State, update};
use newsterm::config::{Background, ColorDepth, Config, Images, Profile, ThemeChanges};
use newsterm::feed::html;
use newsterm::lang::Lang;
use newsterm::model::{
    AccountId, Body, BodyKind, Details, DirectionSetting, EntryIdentity, FeedSource, FeedUpdate,
    Keeping, NewEntry, Subscription, Timestamp, Validators,
};
use newsterm::store::{Database, Reader};
use newsterm::term::encode;
use newsterm::text::CleanText;
use newsterm::ui::Painter;
use tempfile::TempDir;

fn main() {
    divan::main();
}

const NOW: Timestamp = Timestamp(1_795_348_800);
const SIZE: Size = Size {
    columns: 120,
    rows: 40,
};
const ENTRIES: [usize; 2] = [1_000, 100_000];
const FEEDS: usize = 100;

/// A cache of `entries` entries, half of them Arabic.
fn cache(entries: usize) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let mut database = Database::open(&file(&folder)).expect("the cache opens");
    let subscriptions: Vec<Subscription> = (0..FEEDS).map(subscription).collect();
    database
        .subscribe(&subscriptions)
        .expect("feeds can be written");
    for (feed, state) in database
        .poll_states()
        .expect("feeds can be read")
        .iter()
        .enumerate()
    {
        let update = FeedUpdate {
            title: CleanText::line(if feed.is_multiple_of(2) {
                "صحيفة الميناء"
            } else {
                "The Harbour Gazette"
            }),
            entries: (0..entries / FEEDS)
                .map(|entry| new_entry(feed, entry))
                .collect(),
            validators: Validators::default(),
            ..FeedUpdate::default()
        };
        database
            .record_update(state.feed, &update, NOW)
            .expect("entries can be written");
    }
    folder
}

fn file(folder: &TempDir) -> std::path::PathBuf {
    folder.path().join("newsterm.db")
}

fn subscription(feed: usize) -> Subscription {
    Subscription {
        account: AccountId::LOCAL,
        source: FeedSource::new(&format!("https://feeds.example/{feed}")),
        title: None,
        folder: Some(CleanText::line(&format!("Folder {}", feed / 20))),
        interval: Duration::from_hours(1),
        direction: DirectionSetting::Auto,
        keeping: Keeping::ALL,
    }
}

fn new_entry(feed: usize, entry: usize) -> NewEntry {
    let title = if feed.is_multiple_of(2) {
        "OpenSea تعلن توقف العبّارات عند الغروب (ولا أحد يمانع) بعد انخفاض 12%"
    } else {
        "The lighthouse that learned to whistle, and the bay that listens"
    };
    let age = i64::try_from(entry * 3_600 + feed * 60).expect("entries are not that old");
    NewEntry {
        identity: EntryIdentity::Guid(format!("{feed}/{entry}")),
        title: CleanText::line(title),
        link: Some(format!("https://harbour.example/{feed}/{entry}")),
        published: Some(NOW.plus_seconds(-age)),
        body: Body {
            kind: BodyKind::Html,
            content: "<p>The lamp said nothing.</p>".repeat(100),
        },
        ..NewEntry::default()
    }
}

fn fresh() -> (State, Vec<Effect>) {
    let config = Config::built_in();
    State::new(
        NOW,
        SIZE,
        Lang::new("en"),
        Interface::new(&config, false, None),
        Keymap::new(&config.keys),
    )
}

/// Answers what the state asked the cache for, as the threads of the program do.
fn answer(state: &mut State, effects: Vec<Effect>, reader: &Reader) {
    for effect in effects {
        let message = match effect {
            Effect::LoadSources { day_start } => Message::SourcesLoaded {
                feeds: reader.feeds().expect("feeds can be read"),
                counts: reader.counts(day_start).expect("counts can be read"),
            },
            Effect::LoadWindow { request, window } => Message::WindowLoaded {
                request,
                window: reader.window(&window).expect("rows can be read"),
            },
            _ => continue,
        };
        let more = update(state, message, NOW);
        answer(state, more, reader);
    }
}

fn painter() -> Painter {
    Painter::new(&ThemeChanges::default().theme(Background::Dark, ColorDepth::True))
}

fn press(state: &mut State, key: &str) -> Vec<Effect> {
    update(state, Message::KeyPressed(key.parse().expect("a key")), NOW)
}

/// The cache is opened, everything for the first screen is read, and the screen is drawn.
#[divan::bench(args = ENTRIES, sample_count = 20, sample_size = 1)]
fn first_screen(bencher: Bencher, entries: usize) {
    let folder = cache(entries);
    let mut painter = painter();
    bencher.bench_local(|| {
        let path: &Path = &file(&folder);
        let database = Database::open(path).expect("the cache opens");
        let reader = database.reader().expect("a reader opens");
        let (mut state, effects) = fresh();
        answer(&mut state, effects, &reader);
        painter.draw(&state);
        black_box(painter.cells().width())
    });
}

/// A key moves down a row in the list of everything, rows are read on where needed, and the frame is drawn; what is then
/// written is not measured here.
#[divan::bench(args = ENTRIES)]
fn key_to_frame(bencher: Bencher, entries: usize) {
    let folder = cache(entries);
    let reader = Reader::open(&file(&folder)).expect("a reader opens");
    let (mut state, effects) = fresh();
    answer(&mut state, effects, &reader);
    press(&mut state, "l");
    let mut painter = painter();
    bencher.bench_local(|| {
        let effects = press(&mut state, "j");
        answer(&mut state, effects, &reader);
        painter.draw(&state);
        black_box(painter.cells().width())
    });
}

/// A first frame of 120x40 with headlines of both directions is drawn, and all its rows adapted, by profile.
#[divan::bench(args = ["visual", "lrm"])]
fn frame(bencher: Bencher, profile: &str) {
    let folder = cache(1_000);
    let reader = Reader::open(&file(&folder)).expect("a reader opens");
    let (mut state, effects) = fresh();
    answer(&mut state, effects, &reader);
    let profile = Profile::parse(profile).expect("a profile");
    bencher.bench_local(|| {
        let mut painter = painter();
        painter.draw(black_box(&state));
        let mut buffer = painter.buffer();
        encode(&mut buffer, profile);
        buffer
    });
}

/// An Arabic article of 200 kB is made a document and opened to its first full page.
#[divan::bench]
fn open_article(bencher: Bencher) {
    let folder = cache(1_000);
    let reader = Reader::open(&file(&folder)).expect("a reader opens");
    let paragraph =
        "<p>قالت حارسة المنارة إن الأنبوب الجديد <b>يصفر</b> من تلقاء نفسه كلما هبط الضباب.</p>";
    let content = paragraph.repeat(200 * 1024 / paragraph.len());
    let body = Body {
        kind: BodyKind::Html,
        content,
    };
    let mut painter = painter();
    bencher
        .with_inputs(|| {
            let (mut state, effects) = fresh();
            answer(&mut state, effects, &reader);
            press(&mut state, "l");
            state
        })
        .bench_local_values(|mut state| {
            for effect in press(&mut state, "enter") {
                if let Effect::LoadArticle { request, entry } = effect {
                    let document = html::document(&body, None);
                    let direction = DirectionSetting::Auto;
                    let loaded = LoadedArticle {
                        left_at: None,
                        entry,
                        document,
                        page: None,
                        outdated: false,
                        lacking: false,
                        images: Images::OnDemand,
                        letters: 0,
                        direction,
                        language: None,
                        also_in: Vec::new(),
                        details: Details::default(),
                    };
                    update(
                        &mut state,
                        Message::ArticleLoaded {
                            request,
                            article: Some(Box::new(loaded)),
                        },
                        NOW,
                    );
                }
            }
            painter.draw(&state);
            black_box(painter.cells().width())
        });
}
