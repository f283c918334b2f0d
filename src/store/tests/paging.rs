//! The texts of pages beside those of feeds.

use super::*;
use crate::store::{Lacking, PageText};

fn page(text: &str) -> PageText {
    PageText {
        body: Body {
            kind: BodyKind::Html,
            content: format!("<p>{text}</p>"),
        },
        base: "https://a.example/1".to_owned(),
        outdated: false,
    }
}

fn linked(title: &str, age: i64) -> NewEntry {
    NewEntry {
        link: Some(format!("https://a.example/{title}")),
        ..entry(title, age)
    }
}

impl Cache {
    fn keep(&mut self, title: &str, text: &str) {
        let entry = self.entry(title).id;
        self.database.record_page(entry, &page(text), NOW).unwrap();
    }

    fn pages(&self) -> i64 {
        self.database
            .connection()
            .query_row("SELECT count(*) FROM pages", [], |row| row.get(0))
            .unwrap()
    }

    fn lacking(&self, since: Timestamp, most: u32) -> Vec<Lacking> {
        self.database
            .lacking_pages(self.id("a"), since, most)
            .unwrap()
    }
}

#[test]
fn a_page_is_kept_beside_the_text_of_the_feed() {
    let mut cache = Cache::with_feeds(&["a"]);
    cache.bring("a", vec![linked("one", 1)]);
    let entry = cache.entry("one").id;
    let of_feed = cache.reader.body(entry).unwrap();
    assert_eq!(cache.reader.page(entry).unwrap(), None);
    let long = "The ferry came back. ".repeat(400);
    cache.keep("one", &long);
    assert_eq!(cache.reader.page(entry).unwrap(), Some(page(&long)));
    assert_eq!(cache.reader.body(entry).unwrap(), of_feed);
    let stored: i64 = cache
        .database
        .connection()
        .query_row("SELECT length(content) FROM pages", [], |row| row.get(0))
        .unwrap();
    assert!(stored < 1000, "it is packed");
    // What the feed says later of the entry changes nothing of its page, but that it may be another by now.
    let edited = NewEntry {
        title: line("one, edited"),
        ..linked("one", 1)
    };
    assert_eq!(cache.bring("a", vec![edited]).edited, 1);
    let outdated = PageText {
        outdated: true,
        ..page(&long)
    };
    assert_eq!(cache.reader.page(entry).unwrap(), Some(outdated));
    cache.keep("one, edited", "Fetched once more.");
    assert_eq!(
        cache.reader.page(entry).unwrap(),
        Some(page("Fetched once more."))
    );
}

#[test]
fn a_page_goes_with_its_entry() {
    let mut cache = Cache::keeping(Keeping {
        entries: 1,
        unread: false,
        ..Keeping::ALL
    });
    cache.bring("a", vec![linked("one", 1), linked("two", 2)]);
    let gone = cache.entry("two").id;
    cache.keep("one", "Stays.");
    cache.keep("two", "Goes.");
    assert_eq!(cache.tidy(NOW), 1);
    assert_eq!(cache.titles(List::All), ["one"]);
    assert_eq!(cache.pages(), 1);
    // One that comes late is kept for nobody.
    cache
        .database
        .record_page(gone, &page("Late."), NOW)
        .unwrap();
    assert_eq!(cache.pages(), 1);
}

#[test]
fn the_words_of_a_page_are_found() {
    let mut cache = Cache::with_feeds(&["a"]);
    cache.database.read_texts_with(|body| body.content.clone());
    let summary = NewEntry {
        body: Body {
            kind: BodyKind::Html,
            content: "a summary of dolphins".to_owned(),
        },
        ..linked("one", 1)
    };
    cache.bring("a", vec![summary]);
    let index =
        |cache: &mut Cache| while cache.database.index(Duration::from_millis(5)).unwrap() {};
    let found = |cache: &Cache, query: &str| {
        let ask = WindowRequest {
            search: search(query),
            ..request(List::All)
        };
        titles(&cache.reader.window(&ask).unwrap())
    };
    index(&mut cache);
    assert_eq!(found(&cache, "whales"), [""; 0]);
    cache.keep("one", "It was the whales that kept the ferry.");
    index(&mut cache);
    for query in ["whales", "dolphins", "\"kept the ferry\""] {
        assert_eq!(found(&cache, query), ["one"], "{query}");
    }
}

#[test]
fn what_a_poll_brought_lacks_its_pages() {
    let mut cache = Cache::with_feeds(&["a"]);
    cache.bring_at("a", vec![linked("old", 9)], NOW.plus_seconds(-60));
    cache.bring(
        "a",
        vec![
            linked("one", 1),
            linked("two", 2),
            entry("bare", 3),
            linked("three", 4),
        ],
    );
    let links = |lacking: Vec<Lacking>| {
        let links: Vec<String> = lacking.into_iter().map(|one| one.link).collect();
        links.join(" ").replace("https://a.example/", "")
    };
    assert_eq!(links(cache.lacking(NOW, 30)), "one two three");
    assert_eq!(links(cache.lacking(NOW, 2)), "one two");
    cache.keep("two", "It is here.");
    assert_eq!(links(cache.lacking(NOW, 30)), "one three");
    assert_eq!(links(cache.lacking(NOW.plus_seconds(-60), 30)), "old");
    let damage = "UPDATE bodies SET format = 2, content = x'00' WHERE entry = ?1";
    let three = cache.entry("three").id.0;
    let connection = cache.database.connection();
    assert_eq!(connection.execute(damage, [three]).unwrap(), 1);
    assert_eq!(links(cache.lacking(NOW, 30)), "one three");
}

#[test]
fn a_rescue_keeps_pages() {
    let mut cache = Cache::with_feeds(&["a"]);
    cache.bring("a", vec![linked("one", 1)]);
    cache.keep("one", "It is kept.");
    let cache = cache.rescued();
    let kept = cache.reader.page(cache.entry("one").id).unwrap();
    assert_eq!(kept, Some(page("It is kept.")));
}

#[test]
fn a_page_that_another_newsterm_fetches_while_its_entry_is_indexed_is_indexed_too() {
    let mut cache = Cache::with_feeds(&["a"]);
    cache.database.read_texts_with(|body| body.content.clone());
    cache.bring("a", vec![linked("one", 1)]);
    while cache.database.index(Duration::from_secs(1)).unwrap() {}
    cache.keep("one", "walrus");
    let entry = cache.entry("one").id;
    cache.meanwhile(move |other| {
        let later = NOW.plus_seconds(1);
        other.record_page(entry, &page("narwhal"), later).unwrap();
    });
    while cache.database.index(Duration::from_secs(1)).unwrap() {}
    for (word, found) in [("narwhal", 1), ("walrus", 0)] {
        let request = WindowRequest {
            search: search(word),
            ..request(List::All)
        };
        let rows = cache.reader.window(&request).unwrap().rows;
        assert_eq!(rows.len(), found, "{word}");
    }
}
