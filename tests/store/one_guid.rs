//! Feeds whose generators give all their entries one GUID or one link.

use std::fmt::Write as _;

use newsterm::feed::parse::parse;
use newsterm::model::{Action, Anchor, Filter, Headline, List, Search, WindowRequest};
use newsterm::store::{Database, Reader};

use super::{NOW, open, subscription};

const DAY: i64 = 86_400;

/// What each item has besides its title, a text and a date.
type Item = fn(title: &str) -> String;

fn document(titles: &[&str], item: Item) -> String {
    let mut items = String::new();
    for title in titles {
        let named = item(title);
        write!(
            items,
            "<item><title>{title}</title>{named}<description>The text of {title}.</description></item>"
        )
        .unwrap();
    }
    format!("<rss version='2.0'><channel><title>News</title>{items}</channel></rss>")
}

fn poll(database: &mut Database, titles: &[&str], item: Item) {
    let feed = database.poll_states().unwrap()[0].feed;
    let document = document(titles, item);
    let parsed = parse(document.as_bytes(), None, "https://a.example/feed").unwrap();
    database.record_update(feed, &parsed.update, NOW).unwrap();
}

fn rows(reader: &Reader) -> Vec<Headline> {
    let request = WindowRequest {
        list: List::All,
        filter: Filter::All,
        search: Search::default(),
        anchor: Anchor::First,
        before: 100,
        after: 100,
        kept: Vec::new(),
        day_start: NOW.plus_seconds(-DAY),
        expanded: Vec::new(),
    };
    reader.window(&request).unwrap().rows
}

/// The titles of entries with a mark, in alphabetical order.
fn titles(reader: &Reader, mark: impl Fn(&Headline) -> bool) -> Vec<String> {
    let rows = rows(reader).into_iter().filter(mark);
    let mut titles: Vec<_> = rows.map(|row| row.title.as_str().to_owned()).collect();
    titles.sort();
    titles
}

#[test]
fn marks_stay_with_their_entries_as_the_document_moves_on() {
    let forms: [Item; 3] = [
        |title| format!("<guid isPermaLink='false'>g</guid><link>/{title}</link>"),
        |_| "<guid isPermaLink='false'>g</guid><link>/</link>".to_owned(),
        |_| "<link>/</link>".to_owned(),
    ];
    for item in forms {
        let folder = tempfile::tempdir().unwrap();
        let mut database = open(&folder.path().join("cache.db"));
        database.subscribe(&[subscription("a", None)]).unwrap();
        let reader = database.reader().unwrap();
        poll(&mut database, &["Bread", "Apples"], item);
        for row in rows(&reader) {
            let (entry, saved) = (row.id, row.title.as_str() == "Bread");
            for action in [
                Action::MarkRead { entry, read: true },
                Action::Save { entry, saved },
            ] {
                database.perform(&action, NOW).unwrap();
            }
        }
        poll(&mut database, &["Cheese", "Bread", "Apples"], item);
        poll(&mut database, &["Dates", "Cheese", "Bread"], item);
        let form = item("…");
        assert_eq!(titles(&reader, |row| row.saved), ["Bread"], "{form}");
        assert_eq!(
            titles(&reader, |row| !row.read),
            ["Cheese", "Dates"],
            "{form}"
        );
        assert_eq!(titles(&reader, |_| true).len(), 4, "{form}");
    }
}
