//! Whatever happens in whatever order, the cache agrees with a model simple enough to be believed.

mod model;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Duration;

use newsterm::model::{
    Action, Anchor, EntryId, FeedId, Filter, Headline, Keeping, List, NewEntry, Query, Search,
    SmartList, Subscription, Timestamp, WindowRequest,
};
use newsterm::store::{Database, Reader, rescue};
use newsterm::text::CleanText;
use proptest::prelude::*;
use tempfile::TempDir;

use super::{NOW, entry, open, subscription, update};
use model::{Known, Mark, Model};

const FEEDS: [&str; 4] = ["a", "b", "c", "d"];
const FOLDER: &str = "f";

/// Tags, each as it is written at one time and at another.
const TAGS: [[&str; 2]; 3] = [
    ["Ai", "AI"],
    ["أخبار", "اخبار"],
    ["two  words", "Two words"],
];

/// Everything here happens within two days.
const DAY: i64 = 86_400;

#[derive(Clone, Debug)]
enum Event {
    /// A feed brings entries, each a number for its GUID and one for its title.
    Arrive(usize, Vec<(u8, u8)>),
    Read(usize, bool),
    Save(usize, bool),
    ReadAll(Place),
    Delete(usize),
    /// An entry gets these tags, a bit each, and no others.
    Tag(usize, u8),
    Hide(usize),
    Show(usize),
    /// The writer has the time to look for stories: entries with one GUID have one link, whatever feed they are of.
    FindStories,
    /// An entry is read with all its story.
    ReadStory(usize),
    /// So much is done that nothing before it can be taken back.
    FillTheLog(usize),
    Undo,
    Redo,
    /// Everything that need not be kept goes.
    Tidy,
    /// A cache of what can be saved takes the place of the cache.
    Rescue,
    /// The settings list these feeds, and no others.
    List([bool; FEEDS.len()]),
    Restart,
}

#[derive(Clone, Copy, Debug)]
enum Place {
    All,
    Saved,
    Today,
    Folder,
    Feed(usize),
}

fn event() -> impl Strategy<Value = Event> {
    let feed = 0..FEEDS.len();
    let place = prop_oneof![
        Just(Place::All),
        Just(Place::Saved),
        Just(Place::Today),
        Just(Place::Folder),
        feed.clone().prop_map(Place::Feed),
    ];
    prop_oneof![
        4 => (feed, prop::collection::vec((0..12_u8, 0..3_u8), 0..6))
            .prop_map(|(feed, entries)| Event::Arrive(feed, entries)),
        4 => (0..40_usize, any::<bool>()).prop_map(|(nth, read)| Event::Read(nth, read)),
        3 => (0..40_usize, any::<bool>()).prop_map(|(nth, saved)| Event::Save(nth, saved)),
        1 => place.prop_map(Event::ReadAll),
        2 => (0..40_usize).prop_map(Event::Delete),
        3 => (0..40_usize, 0..8_u8).prop_map(|(nth, tags)| Event::Tag(nth, tags)),
        2 => (0..40_usize).prop_map(Event::Hide),
        1 => (0..40_usize).prop_map(Event::Show),
        3 => Just(Event::FindStories),
        2 => (0..40_usize).prop_map(Event::ReadStory),
        3 => Just(Event::Undo),
        2 => Just(Event::Redo),
        1 => (0..40_usize).prop_map(Event::FillTheLog),
        1 => Just(Event::Tidy),
        1 => Just(Event::Rescue),
        1 => any::<[bool; FEEDS.len()]>().prop_map(Event::List),
        1 => Just(Event::Restart),
    ]
}

/// An entry is kept for a day after it was published, or until it is read if that is later.
const KEEPING: Keeping = Keeping {
    days: 1,
    ..Keeping::ALL
};

/// Unlike any other entry's, whatever the publisher edits. Without numbers, by which stories are told apart.
fn title_of(feed: usize, guid: u8, title: u8) -> String {
    let (page, edition) = (letter(guid), ["good", "better", "best"][usize::from(title)]);
    format!("{} page{page} {edition}", FEEDS[feed])
}

fn letter(guid: u8) -> char {
    char::from(b'a' + guid)
}

/// What came at `NOW` is a day old then.
const LATER: Timestamp = Timestamp(NOW.0 + DAY + 1);

/// From two days ago until now, some at one instant.
fn published(guid: u8) -> Timestamp {
    NOW.plus_seconds(-i64::from(guid / 2) * DAY / 3)
}

const fn day_start() -> Timestamp {
    NOW.plus_seconds(-DAY)
}

const fn in_folder(feed: usize) -> bool {
    feed < 2
}

/// More than anything takes.
const SOON: Duration = Duration::from_mins(1);

/// A cache that looks for stories, with a reader that shows every entry, and one that shows stories as one line.
fn opened(path: &Path) -> (Database, [Reader; 2]) {
    let mut database = open(path);
    database.read_texts_with(|body| body.content.clone());
    database.find_stories_within(3);
    let (reader, mut grouping) = (database.reader().unwrap(), database.reader().unwrap());
    grouping.show_stories_once(true);
    (database, [reader, grouping])
}

/// The cache under test, and the model.
struct Both {
    _folder: TempDir,
    path: PathBuf,
    database: Database,
    reader: Reader,
    /// Shows stories as one line.
    grouping: Reader,
    model: Model,
}

impl Both {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("cache.db");
        let (database, [reader, grouping]) = opened(&path);
        let mut both = Self {
            _folder: folder,
            path,
            database,
            reader,
            grouping,
            model: Model::default(),
        };
        both.subscribe([true; FEEDS.len()]);
        both
    }

    fn happen(&mut self, event: &Event) {
        match event {
            Event::Arrive(feed, entries) => self.arrive(*feed, entries),
            Event::Read(nth, read) => self.mark(*nth, Mark::Read(*read)),
            Event::Save(nth, saved) => self.mark(*nth, Mark::Saved(*saved)),
            Event::ReadAll(place) => {
                let action = Action::MarkAllRead {
                    list: self.list(*place),
                    query: Query::default(),
                    newest: EntryId(i64::MAX),
                    now: NOW,
                    day_start: day_start(),
                };
                self.database.perform(&action, NOW).unwrap();
                self.model.read_all(*place);
            }
            Event::Delete(nth) => self.mark(*nth, Mark::Deleted(true)),
            Event::Tag(nth, tags) => self.tag(*nth, *tags),
            Event::Hide(nth) => self.mark(*nth, Mark::Hidden(true)),
            Event::Show(nth) => self.show(*nth),
            Event::FindStories => {
                while self.database.group_stories(SOON).unwrap().more {}
                self.model.compare(true);
            }
            Event::ReadStory(nth) => {
                if let Some((one, entry)) = self.nth(*nth, false) {
                    let action = Action::ReadStory { entry };
                    self.database.perform(&action, NOW).unwrap();
                    self.model.set(Mark::Read(true), self.model.story(one));
                }
            }
            Event::FillTheLog(nth) => {
                for turn in 0..102 {
                    self.mark(*nth, Mark::Saved(turn % 2 == 0));
                }
            }
            Event::Undo => {
                self.database.undo(NOW).unwrap();
                self.model.undo();
            }
            Event::Redo => {
                self.database.redo().unwrap();
                self.model.redo();
            }
            Event::Tidy => {
                let mut tidying = self.database.tidying(LATER).unwrap();
                while self.database.tidy(&mut tidying).unwrap() {}
                self.model.tidy(LATER);
            }
            Event::Rescue => self.rescue(),
            Event::List(listed) => self.subscribe(*listed),
            Event::Restart => self.open(&self.path.clone()),
        }
    }

    /// The two connections give way to others on the new file.
    fn rescue(&mut self) {
        self.open(&self.path.with_extension("other"));
        rescue(&self.path, NOW).unwrap();
        self.open(&self.path.clone());
        self.model.compare(false);
    }

    fn open(&mut self, path: &Path) {
        (self.database, [self.reader, self.grouping]) = opened(path);
    }

    fn subscribe(&mut self, listed: [bool; FEEDS.len()]) {
        self.model.listed = (0..FEEDS.len()).filter(|&feed| listed[feed]).collect();
        let subscriptions: Vec<_> = self
            .model
            .listed
            .iter()
            .map(|&feed| Subscription {
                keeping: if feed % 2 == 0 { KEEPING } else { Keeping::ALL },
                ..subscription(FEEDS[feed], in_folder(feed).then_some(FOLDER))
            })
            .collect();
        self.database.subscribe(&subscriptions).unwrap();
    }

    fn arrive(&mut self, feed: usize, entries: &[(u8, u8)]) {
        let Some(id) = self.feed_id(feed) else {
            return;
        };
        // One entry of a GUID in a document: which of several is which has tests of its own.
        let mut guids = BTreeSet::new();
        let entries: Vec<_> = entries
            .iter()
            .copied()
            .filter(|(guid, _)| guids.insert(*guid))
            .collect();
        let brought = entries.iter().map(|&(guid, title)| {
            let title = title_of(feed, guid, title);
            NewEntry {
                link: Some(format!("https://pages.example/{}", letter(guid))),
                ..entry(&guid.to_string(), &title, published(guid))
            }
        });
        let brought = update(brought.collect());
        self.database.record_update(id, &brought, NOW).unwrap();
        self.model.arrive(feed, &entries, NOW);
    }

    fn mark(&mut self, nth: usize, mark: Mark) {
        let Some((one, entry)) = self.nth(nth, false) else {
            return;
        };
        let action = match mark {
            Mark::Read(read) => Action::MarkRead { entry, read },
            Mark::Saved(saved) => Action::Save { entry, saved },
            Mark::Deleted(_) | Mark::Tags(..) => Action::Delete { entry },
            Mark::Hidden(hidden) => Action::Hide { entry, hidden },
        };
        self.database.perform(&action, NOW).unwrap();
        self.model.set(mark, vec![one]);
    }

    fn tag(&mut self, nth: usize, tags: u8) {
        let Some((one, entry)) = self.nth(nth, false) else {
            return;
        };
        let written = (0..TAGS.len()).filter(|tag| tags & 1 << tag != 0);
        let written = written.map(|tag| CleanText::line(TAGS[tag][nth % 2]));
        let action = Action::Tag {
            entry,
            tags: written.collect(),
        };
        self.database.perform(&action, NOW).unwrap();
        let old = self.model.entries[one].tags;
        self.model
            .set(Mark::Tags(tags & !old, old & !tags), vec![one]);
    }

    fn show(&mut self, nth: usize) {
        if let Some((one, entry)) = self.nth(nth, true) {
            let hidden = false;
            self.database
                .perform(&Action::Hide { entry, hidden }, NOW)
                .unwrap();
            self.model.set(Mark::Hidden(false), vec![one]);
        }
    }

    /// An entry of the lists, or a hidden one, in the model and in the cache.
    fn nth(&self, nth: usize, hidden: bool) -> Option<(usize, EntryId)> {
        let entries = &self.model.entries;
        let listed: Vec<_> = (0..entries.len())
            .filter(|&one| self.model.is_listed(&entries[one]) && entries[one].hidden == hidden)
            .collect();
        let one = *listed.get(nth % listed.len().max(1))?;
        let query = if hidden { "is:hidden" } else { "" };
        let rows = self
            .reader
            .window(&searched(List::All, query))
            .unwrap()
            .rows;
        let found = rows
            .iter()
            .find(|row| row.title.as_str() == entries[one].title);
        Some((one, found.unwrap().id))
    }

    fn feed_id(&self, feed: usize) -> Option<FeedId> {
        let source = subscription(FEEDS[feed], None).source;
        let feeds = self.reader.feeds().unwrap();
        let found = feeds.iter().find(|one| one.subscription.source == source);
        found.map(|feed| feed.id)
    }

    fn list(&self, place: Place) -> List {
        match place {
            Place::All => List::All,
            Place::Saved => List::Saved,
            Place::Today => List::Today,
            Place::Folder => List::Folder(CleanText::line(FOLDER)),
            Place::Feed(feed) => List::Feed(self.feed_id(feed).unwrap_or(FeedId(0))),
        }
    }

    /// Tags are found, and so is what is hidden.
    fn agree_on_searches(&self) {
        for (query, wanted) in [
            ("is:hidden", None),
            ("has:tag", Some(0b111)),
            ("tag:ai", Some(0b001)),
            ("-tag:اخبار", Some(0b101)),
            ("unread tag:\"two words\"", Some(0b100)),
        ] {
            let rows = self
                .reader
                .window(&searched(List::All, query))
                .unwrap()
                .rows;
            let found: BTreeSet<&str> = rows.iter().map(|row| row.title.as_str()).collect();
            let holds = |known: &&Known| match (query, wanted) {
                (_, None) => known.hidden,
                _ if known.hidden => false,
                ("-tag:اخبار", _) => known.tags & 0b010 == 0,
                ("unread tag:\"two words\"", _) => !known.read && known.tags & 0b100 != 0,
                (_, Some(tags)) => known.tags & tags != 0,
            };
            let listed = self.model.entries.iter();
            let listed = listed.filter(|known| self.model.is_listed(known));
            let expected: BTreeSet<&str> =
                listed.filter(holds).map(|one| one.title.as_str()).collect();
            assert_eq!(found, expected, "{query}");
            assert_eq!(found.len(), rows.len(), "{query}");
        }
    }

    /// What is hidden stands for nothing, and nothing for it.
    fn agree_on_stories(&self) {
        for filter in [Filter::All, Filter::Unread] {
            let ask = WindowRequest {
                filter,
                ..everything(List::All)
            };
            let rows = self.grouping.window(&ask).unwrap().rows;
            let line = |row: &Headline| format!("{} +{}", row.title.as_str(), row.others);
            let shown: Vec<_> = rows.iter().map(line).collect();
            let expected = self.model.lines(filter == Filter::Unread);
            assert_eq!(shown.len(), expected.len(), "{filter:?}");
            assert_eq!(shown.into_iter().collect::<BTreeSet<_>>(), expected);
        }
        let hidden = List::Smart(SmartList {
            name: CleanText::line("Hidden"),
            query: Query::parse("is:hidden").unwrap(),
        });
        let rows = self.grouping.window(&everything(hidden)).unwrap().rows;
        let entries = self.model.entries.iter();
        let listed = entries.filter(|one| one.hidden && self.model.is_listed(one));
        assert_eq!(rows.len(), listed.count());
        assert!(rows.iter().all(|row| row.others == 0));
    }

    fn agree(&self) {
        self.agree_on_searches();
        self.agree_on_stories();
        assert_eq!(
            self.reader.counts(day_start()).unwrap(),
            self.model.counts()
        );
        let feeds = (0..FEEDS.len()).map(Place::Feed);
        let places = [Place::All, Place::Saved, Place::Today, Place::Folder];
        for place in places.into_iter().chain(feeds) {
            for filter in [Filter::All, Filter::Unread] {
                let ask = WindowRequest {
                    filter,
                    ..everything(self.list(place))
                };
                let rows = self.reader.window(&ask).unwrap().rows;
                assert!(rows.is_sorted_by(|a, b| a.position() > b.position()));
                let shown: Vec<_> = rows
                    .iter()
                    .map(|row| format!("{} {} {}", row.title.as_str(), row.read, row.saved))
                    .collect();
                let expected = self.model.list(place, filter == Filter::Unread);
                assert_eq!(shown.len(), expected.len(), "{place:?} {filter:?}");
                assert_eq!(shown.into_iter().collect::<BTreeSet<_>>(), expected);
            }
        }
    }
}

fn searched(list: List, query: &str) -> WindowRequest {
    WindowRequest {
        search: Search {
            query: Query::parse(query).unwrap(),
            best_first: false,
            now: NOW,
        },
        ..everything(list)
    }
}

fn everything(list: List) -> WindowRequest {
    WindowRequest {
        list,
        filter: Filter::All,
        search: Search::default(),
        anchor: Anchor::First,
        before: 1000,
        after: 1000,
        kept: Vec::new(),
        day_start: day_start(),
        expanded: Vec::new(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn the_cache_agrees_with_the_model(events in prop::collection::vec(event(), 1..40)) {
        let mut both = Both::new();
        for event in &events {
            both.happen(event);
            both.agree();
        }
    }
}
