//! The cache against a simple model of it, and against sudden death.

use std::path::Path;
use std::time::Duration;

use newsterm::model::{
    AccountId, DirectionSetting, EntryIdentity, FeedSource, FeedUpdate, Keeping, NewEntry,
    Subscription, Timestamp,
};
use newsterm::store::Database;
use newsterm::text::CleanText;

mod agreement;
mod one_guid;
mod sharing;
mod sudden_death;

/// A day in 2026.
const NOW: Timestamp = Timestamp(1_780_000_000);

fn subscription(name: &str, folder: Option<&str>) -> Subscription {
    Subscription {
        account: AccountId::LOCAL,
        source: FeedSource::Url(format!("https://{name}.example/feed")),
        title: None,
        folder: folder.map(CleanText::line),
        interval: Duration::from_mins(30),
        direction: DirectionSetting::Auto,
        keeping: Keeping::ALL,
    }
}

fn entry(guid: &str, title: &str, published: Timestamp) -> NewEntry {
    NewEntry {
        identity: EntryIdentity::Guid(guid.to_owned()),
        title: CleanText::line(title),
        published: Some(published),
        ..NewEntry::default()
    }
}

fn update(entries: Vec<NewEntry>) -> FeedUpdate {
    FeedUpdate {
        entries,
        ..FeedUpdate::default()
    }
}

fn open(path: &Path) -> Database {
    Database::open(path).unwrap()
}
