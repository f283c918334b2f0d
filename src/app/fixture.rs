//! A reader's feeds and entries for tests of the state and the view: made here, known to the letter.

mod document;

use std::time::Duration;

use crate::app::{
    DownloadEnd, Effect, Interface, Keymap, LoadedArticle, Message, Progress, Size, State, update,
};
use crate::config::{Config, Images};
use crate::lang::{Lang, Phrase, Piece};
use crate::model::{
    AccountId, Candidate, Condition, Details, DirectionSetting, Document, Enclosure, Encoding,
    EncodingReason, EntryId, Fault, Feed, FeedDetails, FeedHealth, FeedId, FeedRecord, FeedSource,
    Found, Headline, Keeping, List, ListCounts, NextPoll, PollReason, Preview, Subscription,
    Timestamp, Warning, Window,
};
use crate::text::{CleanText, Direction};

use document::linking;

pub(crate) use document::document;

/// Sunday, 22 November 2026, 12:00 UTC.
pub(crate) const NOON: Timestamp = Timestamp(1_795_348_800);

/// Which way the fixture's feeds are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Content {
    Ltr,
    Rtl,
}

/// A state that has asked for everything and been answered nothing.
pub(crate) fn fresh(columns: u16, rows: u16) -> (State, Vec<Effect>) {
    let config = Config::built_in();
    State::new(
        NOON,
        Size { columns, rows },
        Lang::new("en"),
        Interface::new(&config, false, None),
        Keymap::new(&config.keys),
    )
}

/// A state whose lists have been read.
pub(crate) fn loaded(columns: u16, rows: u16, content: Content) -> State {
    let (mut state, effects) = fresh(columns, rows);
    sources(&mut state, content);
    answer_windows(&mut state, &effects, content);
    state
}

/// Answers the request for feeds.
pub(crate) fn sources(state: &mut State, content: Content) -> Vec<Effect> {
    let counts = ListCounts {
        total: 6,
        unread: 4,
        saved: 1,
        today_unread: 3,
    };
    update(
        state,
        Message::SourcesLoaded {
            feeds: feeds(content),
            counts,
        },
        NOON,
    )
}

/// Answers every request for a window among the effects.
pub(crate) fn answer_windows(
    state: &mut State,
    effects: &[Effect],
    content: Content,
) -> Vec<Effect> {
    let mut more = Vec::new();
    for effect in effects {
        if let Effect::LoadWindow { request, .. } = effect {
            let message = Message::WindowLoaded {
                request: *request,
                window: window(content),
            };
            let effects = update(state, message, NOON);
            answer_snippets(state, &effects, content);
            more.extend(effects);
        }
    }
    more
}

/// Answers every request for snippets among the effects, as if each entry had the same text.
fn answer_snippets(state: &mut State, effects: &[Effect], content: Content) {
    let text = match content {
        Content::Ltr => {
            "The harbour sells fish every morning, and nobody asks where the FISH come from."
        }
        Content::Rtl => {
            "يبيع الميناء أسماكا كل صباح، ولا أحد يسأل من أين يأتي السَّمَكُ (ولا بكم) في هذا البرد."
        }
    };
    for effect in effects {
        if let Effect::LoadSnippets {
            request,
            entries,
            query,
            columns,
        } = effect
        {
            let text = query.snippet(text, usize::from(*columns));
            let snippets = entries.iter().map(|entry| (*entry, text.clone())).collect();
            let request = *request;
            update(state, Message::SnippetsLoaded { request, snippets }, NOON);
        }
    }
}

/// Presses keys, written as the settings write them, separated by blanks; gives all effects.
pub(crate) fn press(state: &mut State, keys: &str) -> Vec<Effect> {
    let chords = keys
        .split(' ')
        .map(|key| key.parse().expect("the test names keys"));
    chords
        .flat_map(|chord| update(state, Message::KeyPressed(chord), NOON))
        .collect()
}

/// A state in which an address was typed, and this was found there.
pub(crate) fn adding(columns: u16, rows: u16, found: &Found) -> State {
    let mut state = loaded(columns, rows, Content::Ltr);
    for effect in press(&mut state, "a n e w s enter") {
        if let Effect::FindFeeds { request, .. } = effect {
            let found = Ok(found.clone());
            update(&mut state, Message::FeedsFound { request, found }, NOON);
        }
    }
    state
}

/// A state in which what is known of the failing feed is shown.
pub(crate) fn feed_sheet(columns: u16, rows: u16, content: Content) -> State {
    let mut state = loaded(columns, rows, content);
    show_feed_sheet(&mut state, content);
    state
}

/// Shows what is known of the failing feed.
pub(crate) fn show_feed_sheet(state: &mut State, content: Content) {
    state.sources.select(&List::Feed(FeedId(3)));
    for effect in press(state, "i") {
        if let Effect::LoadFeedDetails { request, .. } = effect {
            let details = Some(Box::new(feed_details(content)));
            let message = Message::FeedDetailsLoaded { request, details };
            update(state, message, NOON);
        }
    }
}

/// What is known of the failing feed.
pub(crate) fn feed_details(content: Content) -> FeedDetails {
    let feed = feeds(content).remove(2);
    let warning = |line, fault| Warning {
        line,
        column: 12,
        fault,
    };
    FeedDetails {
        feed: Feed {
            home: Some("https://sky.example/".to_owned()),
            moved_to: Some("https://feeds.example/the/new/place/of/the/night/sky".to_owned()),
            ..feed
        },
        record: FeedRecord {
            published_title: CleanText::line("السماء ليلا (Night Sky)"),
            saved: 1,
            brought_at: Some(NOON.plus_seconds(-3 * 24 * 3600)),
            condition: Some(Condition {
                encoding: Encoding {
                    name: "windows-1256".into(),
                    reason: EncodingReason::Header,
                },
                warnings: vec![
                    warning(1, Fault::LeadingText),
                    warning(40, Fault::MissingEnd),
                ],
                more_warnings: 31,
            }),
        },
        next: NextPoll::At {
            at: NOON.plus_seconds(3600),
            why: PollReason::Failures,
        },
        settings: vec![
            ("interval", "120".to_owned()),
            ("filter", "[\"sed\", …]".to_owned()),
        ],
    }
}

/// What a site offers.
pub(crate) fn candidates(content: Content) -> Vec<Candidate> {
    let titles = match content {
        Content::Ltr => ["Harbour News", "Harbour News: comments"],
        Content::Rtl => ["أخبار الميناء", "أخبار الميناء: التعليقات (12)"],
    };
    let named = titles.map(|title| Some(CleanText::line(title)));
    ["news", "comments", "a/feed/without/a/title.xml"]
        .into_iter()
        .zip(named.into_iter().chain([None]))
        .map(|(path, title)| Candidate {
            address: format!("https://harbour.example/{path}"),
            title,
        })
        .collect()
}

/// A feed before it is followed.
pub(crate) fn preview(content: Content) -> Preview {
    let (title, language, headlines) = match content {
        Content::Ltr => (
            "Harbour News",
            "en",
            ["Fish prices fall by 12%", "The ferry is late"],
        ),
        Content::Rtl => (
            "أخبار الميناء",
            "ar",
            ["انخفاض أسعار السمك 12%", "العبّارة متأخرة (فيديو)"],
        ),
    };
    Preview {
        address: "https://harbour.example/news".to_owned(),
        title: CleanText::line(title),
        language: Some(CleanText::line(language)),
        entries: 20,
        unencrypted: false,
        headlines: headlines.map(CleanText::line).to_vec(),
    }
}

/// The same entries, the first of which stands for two others, which are shown under it when it is expanded. It has
/// tags, and so has one of those.
pub(crate) fn window_with_story(content: Content, expanded: bool) -> Window {
    let mut window = window(content);
    window.rows[0].others = 2;
    window.rows[0].tags = ["news", "أخبار"].map(CleanText::line).to_vec();
    let nested: Vec<Headline> = [200, 201]
        .into_iter()
        .zip(window.rows[3..].iter())
        .map(|(id, row)| Headline {
            id: EntryId(id),
            feed: FeedId(2 + id % 2),
            read: false,
            nested: true,
            tags: [CleanText::line("later")]
                .into_iter()
                .take(usize::from(id == 201))
                .collect(),
            ..row.clone()
        })
        .collect();
    if expanded {
        window.rows.splice(1..1, nested);
    }
    window
}

/// Opens the selected entry and answers with its text; two other feeds tell the same.
pub(crate) fn open_shared_article(state: &mut State, content: Content) {
    open_told(state, content, &document(content), &[FeedId(2), FeedId(3)]);
}

/// Opens the selected entry and answers with its text.
pub(crate) fn open_article(state: &mut State, content: Content) {
    open_told(state, content, &document(content), &[]);
}

/// Opens the selected entry and answers with a text that leads to many places.
pub(crate) fn open_linking_article(state: &mut State, content: Content) {
    open_told(state, content, &linking(content), &[]);
}

fn open_told(state: &mut State, content: Content, document: &Document, also_in: &[FeedId]) {
    let effects = press(state, "enter");
    for effect in effects {
        if let Effect::LoadArticle { request, entry } = effect {
            let loaded = LoadedArticle {
                language: Some(language(content)),
                also_in: also_in.to_vec(),
                ..loaded_article(entry, document.clone())
            };
            update(
                state,
                Message::ArticleLoaded {
                    request,
                    article: Some(Box::new(loaded)),
                },
                NOON,
            );
        }
    }
}

/// An article as the cache gives it, of this text and nothing more.
pub(crate) fn loaded_article(entry: EntryId, document: Document) -> LoadedArticle {
    LoadedArticle {
        left_at: None,
        entry,
        document,
        page: None,
        outdated: false,
        lacking: false,
        images: Images::OnDemand,
        letters: 0,
        direction: DirectionSetting::Auto,
        language: None,
        details: Details::default(),
        also_in: Vec::new(),
    }
}

/// Three files of the open article, downloaded as far as downloads come: one is there, one failed, one comes.
pub(crate) fn download(state: &mut State, content: Content) {
    let name = match content {
        Content::Ltr => "Lighthouse.mp3",
        Content::Rtl => "نشرة المنارة.mp3",
    };
    let file = |n| Enclosure {
        url: format!("https://harbour.example/{n}"),
        ..Enclosure::default()
    };
    let article = state.article.as_mut().expect("an article is open");
    article.details.enclosures = (1..=3).map(file).collect();
    for (n, done) in [(1, 7_400_000), (2, 5_000_000), (3, 3_100_000)] {
        let effects = press(state, &format!("{n} d"));
        let [Effect::Download { request, .. }] = effects.as_slice() else {
            panic!("{effects:?}")
        };
        let request = *request;
        let progress = Progress {
            name: CleanText::line(name),
            done,
            total: Some(7_400_000),
        };
        update(state, Message::DownloadMoved { request, progress }, NOON);
        let end = match n {
            1 => DownloadEnd::Done {
                path: format!("/home/reader/{name}"),
            },
            2 => DownloadEnd::Failed(Phrase::FileCutOff {
                done: Piece::about_bytes(done),
            }),
            _ => continue,
        };
        update(state, Message::DownloadEnded { request, end }, NOON);
    }
}

const fn language(content: Content) -> Direction {
    match content {
        Content::Ltr => Direction::Ltr,
        Content::Rtl => Direction::Rtl,
    }
}

fn feeds(content: Content) -> Vec<Feed> {
    let language = Some(language(content));
    let [first, second, folder] = match content {
        Content::Ltr => ["Harbour Gazette", "Night Sky Notes", "Morning"],
        Content::Rtl => ["صحيفة الميناء", "دفتر النجوم", "الصباح"],
    };
    vec![
        feed(
            1,
            "Welcome to newsterm",
            language,
            None,
            0,
            FeedHealth::Well,
        ),
        feed(2, first, language, Some(folder), 3, FeedHealth::Well),
        feed(
            3,
            second,
            language,
            Some(folder),
            1,
            FeedHealth::Failing {
                reason: CleanText::line("The server sky.example was not found."),
                times: 2,
            },
        ),
    ]
}

fn feed(
    id: i64,
    title: &str,
    language: Option<Direction>,
    folder: Option<&str>,
    unread: u64,
    health: FeedHealth,
) -> Feed {
    Feed {
        id: FeedId(id),
        subscription: Subscription {
            account: AccountId::LOCAL,
            source: FeedSource::new(&format!("https://feeds.example/{id}")),
            title: None,
            folder: folder.map(CleanText::line),
            interval: Duration::from_hours(1),
            direction: DirectionSetting::Auto,
            keeping: Keeping::ALL,
        },
        title: CleanText::line(title),
        language_direction: language,
        home: None,
        unread,
        total: unread + 1,
        health,
        moved_to: None,
        polled_at: Some(NOON),
    }
}

const TITLES_LTR: [&str; 6] = [
    "The lighthouse that learned to whistle",
    "Ferries stop at dusk (and nobody minds)",
    "A comet in March: where to look, and when to give up and go to bed",
    "Fish prices fall 12% after the storm",
    "سلام on the pier: a greeting travels",
    "",
];

const TITLES_RTL: [&str; 6] = [
    "المنارة التي تعلّمت الصفير",
    "OpenSea تعلن توقف العبّارات عند الغروب (ولا أحد يمانع)",
    "مذنّب في آذار: أين ننظر، ومتى نيأس ونخلد إلى النوم",
    "انخفاض أسعار السمك 12% بعد العاصفة",
    "می‌خواهم کتاب‌های تازه بخوانم",
    "שלום: מילה אחת על הרציף (3 דקות)",
];

/// The six entries of the fixture, newest first; the second and the last are read, the third is saved.
pub(crate) fn window(content: Content) -> Window {
    let titles = match content {
        Content::Ltr => TITLES_LTR,
        Content::Rtl => TITLES_RTL,
    };
    let rows = (0..).zip(titles).map(|(n, title)| headline(n, title));
    Window {
        rows: rows.collect(),
        more_before: false,
        more_after: false,
        newest: Some(EntryId(9)),
    }
}

/// The entry with number `100 - n`, `n` hours old.
pub(crate) fn headline(n: i64, title: &str) -> Headline {
    Headline {
        id: EntryId(100 - n),
        feed: FeedId(2 + n % 2),
        title: CleanText::line(title),
        author: (n == 0).then(|| CleanText::line("M. Pharos")),
        link: Some(format!("https://harbour.example/{n}")),
        sorted_at: NOON.plus_seconds(-n * 3600),
        language_direction: None,
        read: n == 1 || n == 5,
        saved: n == 2,
        others: 0,
        nested: false,
        hidden: false,
        tags: Vec::new(),
    }
}
