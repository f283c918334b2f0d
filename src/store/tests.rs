//! What the rooms above rely on.

use std::cell::RefCell;
use std::time::Duration;

use tempfile::TempDir;

use super::*;
use crate::model::*;
use crate::text::CleanText;

mod arriving;
mod indexing;
mod keeping;
mod listing;
mod marking;
mod opening;
mod paging;
mod plans;
mod polling;
mod positions;
mod rescuing;
mod ruling;
mod searching;
mod stories;
mod subscribing;
mod tagging;
mod trouble;
mod working;

/// A day in 2026, noon UTC.
const NOW: Timestamp = Timestamp(1_780_000_000);

const DAY: i64 = 86_400;

thread_local! {
    /// What another newsterm does while this one reads its next text.
    static ELSEWHERE: RefCell<Option<Box<dyn FnOnce()>>> = const { RefCell::new(None) };
}

/// A cache in a folder of its own.
struct Cache {
    _folder: TempDir,
    path: std::path::PathBuf,
    database: Database,
    reader: Reader,
}

impl Cache {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("cache.db");
        let mut database = Database::open(&path).unwrap();
        database.read_texts_with(|body| body.content.replace('<', " <").replace("<p>", ""));
        let reader = database.reader().unwrap();
        Self {
            _folder: folder,
            path,
            database,
            reader,
        }
    }

    /// A cache with feeds named by their addresses, without a folder.
    fn with_feeds(names: &[&str]) -> Self {
        let mut cache = Self::new();
        let subscriptions: Vec<_> = names.iter().map(|name| subscription(name)).collect();
        cache.database.subscribe(&subscriptions).unwrap();
        cache
    }

    /// A cache with one feed, of which not everything is kept.
    fn keeping(keeping: Keeping) -> Self {
        let mut cache = Self::new();
        let subscription = Subscription {
            keeping,
            ..subscription("a")
        };
        cache.database.subscribe(&[subscription]).unwrap();
        cache
    }

    /// Lets go of what is not kept; says how many entries that were.
    fn tidy(&mut self, now: Timestamp) -> usize {
        let mut tidying = self.database.tidying(now).unwrap();
        while self.database.tidy(&mut tidying).unwrap() {}
        tidying.removed()
    }

    /// Lets another newsterm do something while this one reads its next text.
    fn meanwhile(&mut self, work: impl FnOnce(&mut Database) + 'static) {
        let mut other = Database::open(&self.path).unwrap();
        ELSEWHERE.set(Some(Box::new(move || work(&mut other))));
        self.database.read_texts_with(|body| {
            if let Some(work) = ELSEWHERE.take() {
                work();
            }
            body.content.clone()
        });
    }

    /// The cache made anew of what can be read of it.
    fn rescued(self) -> Self {
        let Self {
            _folder: folder,
            path,
            database,
            reader,
        } = self;
        drop((database, reader));
        rescue(&path, NOW).unwrap();
        let mut database = Database::open(&path).unwrap();
        database.read_texts_with(|body| body.content.clone());
        let reader = database.reader().unwrap();
        Self {
            _folder: folder,
            path,
            database,
            reader,
        }
    }

    fn feed(&self, name: &str) -> Feed {
        let feeds = self.reader.feeds().unwrap();
        let found = feeds
            .into_iter()
            .find(|feed| feed.subscription.source.address() == address(name));
        found.unwrap()
    }

    fn id(&self, name: &str) -> FeedId {
        self.feed(name).id
    }

    /// Lets a poll of a feed bring entries, at `NOW`.
    fn bring(&mut self, name: &str, entries: Vec<NewEntry>) -> Sighting {
        self.bring_at(name, entries, NOW)
    }

    fn bring_at(&mut self, name: &str, entries: Vec<NewEntry>, now: Timestamp) -> Sighting {
        let update = FeedUpdate {
            entries,
            ..FeedUpdate::default()
        };
        let feed = self.id(name);
        self.database.record_update(feed, &update, now).unwrap()
    }

    fn next_unread(&self, list: List, from: Option<Position>, forward: bool) -> Option<Headline> {
        let request = UnreadRequest {
            list,
            from,
            forward,
            day_start: NOW,
            now: NOW,
        };
        self.reader.next_unread(&request).unwrap()
    }

    fn window(&self, list: List) -> Window {
        self.reader.window(&request(list)).unwrap()
    }

    fn titles(&self, list: List) -> Vec<String> {
        titles(&self.window(list))
    }

    fn entry(&self, title: &str) -> Headline {
        let rows = self.window(List::All).rows;
        let found = rows.into_iter().find(|row| row.title.as_str() == title);
        found.unwrap()
    }

    fn mark(&mut self, title: &str, read: bool) -> Performed {
        let entry = self.entry(title).id;
        let action = Action::MarkRead { entry, read };
        self.database.perform(&action, NOW).unwrap()
    }

    fn save(&mut self, title: &str, saved: bool) -> Performed {
        let entry = self.entry(title).id;
        let action = Action::Save { entry, saved };
        self.database.perform(&action, NOW).unwrap()
    }

    fn mark_all(&mut self, list: List) -> Performed {
        self.mark_answers(list, "")
    }

    fn mark_answers(&mut self, list: List, query: &str) -> Performed {
        let newest = self.window(List::All).newest.unwrap();
        self.mark_seen(list, query, newest)
    }

    /// Marks what had come when `newest` was the last.
    fn mark_seen(&mut self, list: List, query: &str, newest: EntryId) -> Performed {
        let action = Action::MarkAllRead {
            list,
            query: Query::parse(query).unwrap(),
            newest,
            now: NOW,
            day_start: NOW.plus_seconds(-DAY),
        };
        self.database.perform(&action, NOW).unwrap()
    }

    fn counts(&self) -> ListCounts {
        self.reader.counts(NOW.plus_seconds(-DAY)).unwrap()
    }
}

/// Whether a program waits for the lock on a file.
#[cfg(target_os = "linux")]
fn is_waited_for(path: &std::path::Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let Ok(about) = std::fs::metadata(path) else {
        return false;
    };
    let file = format!(":{} ", about.ino());
    let locks = std::fs::read_to_string("/proc/locks").unwrap();
    let mut locks = locks.lines();
    locks.any(|lock| lock.contains("->") && lock.contains(&file))
}

fn address(name: &str) -> String {
    format!("https://{name}.example/feed")
}

fn line(text: &str) -> CleanText {
    CleanText::line(text)
}

fn subscription(name: &str) -> Subscription {
    Subscription {
        account: AccountId::LOCAL,
        source: FeedSource::Url(address(name)),
        title: None,
        folder: None,
        interval: Duration::from_mins(30),
        direction: DirectionSetting::Auto,
        keeping: Keeping::ALL,
    }
}

fn in_folder(name: &str, folder: &str) -> Subscription {
    Subscription {
        folder: Some(line(folder)),
        ..subscription(name)
    }
}

/// An entry whose GUID is its title, published some seconds before `NOW`.
fn entry(title: &str, age: i64) -> NewEntry {
    NewEntry {
        identity: EntryIdentity::Guid(title.to_owned()),
        title: line(title),
        published: Some(NOW.plus_seconds(-age)),
        body: Body {
            kind: BodyKind::Html,
            content: format!("<p>{title}"),
        },
        ..NewEntry::default()
    }
}

/// The first hundred rows of a list; today began a day before `NOW`.
fn request(list: List) -> WindowRequest {
    WindowRequest {
        list,
        filter: Filter::All,
        search: Search::default(),
        anchor: Anchor::First,
        before: 100,
        after: 100,
        kept: Vec::new(),
        day_start: NOW.plus_seconds(-DAY),
        expanded: Vec::new(),
    }
}

/// A search for a query, newest first.
fn search(query: &str) -> Search {
    Search {
        query: Query::parse(query).unwrap(),
        best_first: false,
        now: NOW,
    }
}

/// So many new entries, and so many edited ones.
fn seen(new: usize, edited: usize) -> Sighting {
    Sighting {
        new,
        edited,
        notable: 0,
    }
}

fn titles(window: &Window) -> Vec<String> {
    let rows = window.rows.iter();
    rows.map(|row| row.title.as_str().to_owned()).collect()
}
