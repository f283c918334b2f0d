//! What queries find.

use super::*;

impl Cache {
    /// Brings entries into the index until there are no more.
    pub(super) fn index(&mut self) {
        while self.database.index(Duration::from_millis(5)).unwrap() {}
    }

    pub(super) fn found(&self, query: &str) -> Vec<String> {
        self.found_in(List::All, query)
    }

    fn found_in(&self, list: List, query: &str) -> Vec<String> {
        let ask = WindowRequest {
            search: search(query),
            ..request(list)
        };
        titles(&self.reader.window(&ask).unwrap())
    }

    pub(super) fn best(&self, query: &str) -> Vec<String> {
        let ask = WindowRequest {
            search: Search {
                best_first: true,
                ..search(query)
            },
            ..request(List::All)
        };
        titles(&self.reader.window(&ask).unwrap())
    }
}

pub(super) fn with_text(title: &str, age: i64, text: &str) -> NewEntry {
    NewEntry {
        body: Body {
            kind: BodyKind::Html,
            content: format!("<p>{text}"),
        },
        ..entry(title, age)
    }
}

fn with_a_recording() -> Details {
    Details {
        enclosures: vec![Enclosure {
            url: "https://x.example/a.mp3".to_owned(),
            ..Enclosure::default()
        }],
        ..Details::default()
    }
}

#[test]
fn words_are_found_in_title_author_and_text() {
    let mut cache = Cache::with_feeds(&["a"]);
    let by = NewEntry {
        author: Some(line("Sara Climate")),
        ..with_text("two", 2, "nothing")
    };
    cache.bring(
        "a",
        vec![
            with_text("one climate", 1, "x"),
            by,
            with_text("three", 3, "the climate of Peru"),
        ],
    );
    assert_eq!(cache.found("climate"), [""; 0], "not in the index yet");
    cache.index();
    assert_eq!(cache.found("CLIMATE"), ["one climate", "two", "three"]);
    assert_eq!(cache.found("title:climate"), ["one climate"]);
    assert_eq!(cache.found("author:climate"), ["two"]);
    assert_eq!(cache.found("text:clim*"), ["three"]);
    assert_eq!(cache.found("climate -peru -sara"), ["one climate"]);
    assert_eq!(cache.found("peru OR one"), ["one climate", "three"]);
    assert_eq!(cache.found("-climate"), [""; 0]);
    assert_eq!(cache.found("-peru"), ["one climate", "two"]);
    assert_eq!(cache.found("\"climate of\""), ["three"]);
    assert_eq!(cache.found("\"of climate\""), [""; 0]);
}

#[test]
fn conditions_are_what_the_lists_say() {
    let mut cache = Cache::new();
    let mut listed = vec![subscription("outside")];
    listed.extend(["a", "b"].map(|name| in_folder(name, "تقنية")));
    cache.database.subscribe(&listed).unwrap();
    cache.bring("a", vec![entry("a old", 3 * DAY), entry("a new", 10)]);
    cache.bring("b", vec![entry("b", 20)]);
    let foreign = NewEntry {
        language: Some("fa-IR".to_owned()),
        link: Some("https://x.example/".to_owned()),
        details: with_a_recording(),
        ..with_text("out", 30, &"word ".repeat(60))
    };
    cache.bring("outside", vec![foreign]);
    cache.index();
    cache.mark("a new", true);
    cache.save("b", true);
    for (query, found) in [
        ("unread", vec!["b", "out", "a old"]),
        ("-unread", vec!["a new"]),
        ("saved", vec!["b"]),
        ("-saved unread", vec!["out", "a old"]),
        ("feed:outside", vec!["out"]),
        ("feed:a.example OR saved", vec!["a new", "b", "a old"]),
        ("folder:تقنيه", vec!["a new", "b", "a old"]),
        ("folder:تقنيه feed:b.example", vec!["b"]),
        ("-folder:تقنيه", vec!["out"]),
        ("age:<1d", vec!["a new", "b", "out"]),
        ("age:>1d", vec!["a old"]),
        ("lang:fa", vec!["out"]),
        ("has:link", vec!["out"]),
        ("has:enclosure", vec!["out"]),
        ("words:>50", vec!["out"]),
        ("words:<3 saved", vec!["b"]),
        ("/^A /", vec!["a new", "a old"]),
        ("(word OR saved) -old", vec!["b", "out"]),
        ("a unread", vec!["a old"]),
        ("tag:nothing", vec![]),
    ] {
        assert_eq!(cache.found(query), found, "{query}");
    }
    let b = List::Feed(cache.id("b"));
    assert_eq!(cache.found_in(b.clone(), "unread"), ["b"]);
    assert_eq!(cache.found_in(b, "feed:outside"), [""; 0]);
    assert_eq!(cache.found_in(List::Saved, "feed:b.example"), ["b"]);
    assert_eq!(cache.found_in(List::Folder(line("تقنية")), "saved"), ["b"]);
    assert_eq!(
        cache.found_in(List::Today, "age:<2h -saved"),
        ["a new", "out"]
    );
}

#[test]
fn a_feed_no_longer_listed_is_not_searched() {
    let mut cache = Cache::with_feeds(&["a", "b"]);
    cache.bring("a", vec![entry("a word", 1)]);
    cache.bring("b", vec![entry("b word", 2)]);
    cache.index();
    cache.database.subscribe(&[subscription("b")]).unwrap();
    assert_eq!(cache.found("word"), ["b word"]);
    assert_eq!(cache.best("word"), ["b word"]);
}

#[test]
fn the_best_answers_come_first() {
    let mut cache = Cache::with_feeds(&["a"]);
    let filler = "other words of some length ".repeat(20);
    let mut entries = vec![
        with_text("aside", 10, &format!("climate {filler}")),
        with_text("climate", 5 * DAY, "climate and climate"),
        with_text("climate old", 300 * DAY, "climate and climate"),
        with_text("none", 20, &filler),
    ];
    entries.extend((0..20).map(|n| with_text(&format!("filler {n}"), n, &filler)));
    cache.bring("a", entries);
    cache.index();
    assert_eq!(cache.best("climate"), ["climate", "climate old", "aside"]);
    assert_eq!(cache.found("climate"), ["aside", "climate", "climate old"]);
}

#[test]
fn of_few_letters_whole_words_come_first_then_titles_then_what_is_new() {
    let mut cache = Cache::with_feeds(&["a"]);
    let filler = "other words of some length ".repeat(5);
    cache.bring(
        "a",
        vec![
            with_text("aside", 10, &format!("المصرف {filler}")),
            with_text("مصرف", 5 * DAY, &filler),
            with_text("older", 3 * DAY, &format!("في مصر {filler}")),
            with_text("وأهل مصر", 40 * DAY, &format!("مصر {filler}")),
            with_text("none", 20, &filler),
        ],
    );
    cache.index();
    let found = ["وأهل مصر", "older", "مصرف", "aside"];
    assert_eq!(cache.best("مصر*"), found);
    assert_eq!(cache.best("مصر* title:/./"), found);
    assert_eq!(cache.best("filler OR مصر*"), found);
    assert_eq!(
        cache.best("older مصر*"),
        ["older"],
        "weighed by the other word"
    );
    assert_eq!(cache.best("author:مصر*"), [""; 0]);
}

#[test]
fn the_best_are_chosen_among_those_that_pass() {
    let mut cache = Cache::with_feeds(&["a"]);
    cache.bring(
        "a",
        (0..30).map(|n| entry(&format!("word {n}"), n)).collect(),
    );
    cache.index();
    cache.save("word 7", true);
    cache.save("word 21", true);
    assert_eq!(cache.best("word saved"), ["word 7", "word 21"]);
    assert_eq!(
        cache.best("saved"),
        ["word 7", "word 21"],
        "no words: as the list"
    );
}

#[test]
fn windows_of_a_search_join_seamlessly() {
    let mut cache = Cache::with_feeds(&["a", "b"]);
    for name in ["a", "b"] {
        let rows = (0..300).map(|n| entry(&format!("{name} No {n}"), n * 3));
        cache.bring(name, rows.collect());
    }
    cache.index();
    for query in ["no", "/no/", "no feed:a.example"] {
        let all = cache.reader.window(&WindowRequest {
            search: search(query),
            before: 1000,
            after: 1000,
            ..request(List::All)
        });
        let all = all.unwrap().rows;
        assert!(all.is_sorted_by(|one, other| one.position() > other.position()));
        let middle = WindowRequest {
            search: search(query),
            anchor: Anchor::Around(all[200].position()),
            before: 5,
            after: 5,
            ..request(List::All)
        };
        let window = cache.reader.window(&middle).unwrap();
        assert_eq!(window.rows, all[195..=205], "{query}");
        assert!(window.more_before && window.more_after);
        let last = WindowRequest {
            anchor: Anchor::Last,
            before: 0,
            after: 0,
            ..middle
        };
        let window = cache.reader.window(&last).unwrap();
        assert_eq!(window.rows[..], all[all.len() - 1..], "{query}");
        assert!(window.more_before && !window.more_after);
    }
}

#[test]
fn what_was_read_in_a_search_stays_in_it() {
    let mut cache = Cache::with_feeds(&["a"]);
    cache.bring("a", vec![entry("one word", 1), entry("two word", 2)]);
    cache.index();
    cache.mark("one word", true);
    let kept = vec![cache.entry("one word").id];
    for (query, best_first) in [
        ("unread word", false),
        ("unread word", true),
        ("unread", false),
    ] {
        let ask = WindowRequest {
            search: Search {
                best_first,
                ..search(query)
            },
            kept: kept.clone(),
            ..request(List::All)
        };
        assert_eq!(cache.reader.window(&ask).unwrap().rows.len(), 2, "{query}");
    }
}

/// A list of the settings.
fn smart(query: &str) -> SmartList {
    SmartList {
        name: line("own"),
        query: Query::parse(query).unwrap(),
    }
}

#[test]
fn a_list_that_a_query_makes_is_a_list_like_others() {
    let mut cache = Cache::with_feeds(&["a", "b"]);
    cache.bring(
        "a",
        (0..6)
            .map(|n| entry(&format!("a word {n}"), n * 10))
            .collect(),
    );
    cache.bring("b", vec![entry("b word", 25), entry("b other", 5)]);
    cache.index();
    cache.mark("a word 1", true);
    for (query, held, unread) in [
        ("word -/5/", 6, 5),
        ("feed:b.example", 2, 2),
        ("-word", 1, 1),
        ("/word/ unread", 6, 6),
    ] {
        let list = smart(query);
        assert_eq!(
            cache.titles(List::Smart(list.clone())).len(),
            held,
            "{query}"
        );
        assert_eq!(
            cache.reader.count_unread(&list, NOW).unwrap(),
            unread,
            "{query}"
        );
    }
    let list = List::Smart(smart("word"));
    assert_eq!(cache.found_in(list.clone(), "feed:b.example"), ["b word"]);
    let next = |from: Option<Position>| {
        let found = cache.next_unread(list.clone(), from, true);
        found.map(|row| row.title.as_str().to_owned())
    };
    assert_eq!(next(None).as_deref(), Some("a word 0"));
    let from = cache.entry("a word 0").position();
    assert_eq!(next(Some(from)).as_deref(), Some("a word 2"));
}

#[test]
fn only_what_is_in_a_list_that_a_query_makes_is_marked_with_it() {
    let mut cache = Cache::with_feeds(&["a"]);
    cache.bring(
        "a",
        vec![
            entry("one word", 1),
            entry("two word", 2 * DAY),
            entry("other", 3),
        ],
    );
    cache.index();
    let performed = cache.mark_all(List::Smart(smart("word age:<1d")));
    assert_eq!(performed.changed, 1);
    assert_eq!(cache.titles(List::Unread), ["other", "two word"]);
    assert_eq!(cache.counts().unread, 2);
    cache.database.undo(NOW).unwrap();
    assert_eq!(cache.counts().unread, 3);
}

#[test]
fn everything_that_a_search_finds_is_marked_and_nothing_else() {
    let mut cache = Cache::with_feeds(&["a", "b"]);
    let word = |n: i64| entry(&format!("word {n}"), n);
    cache.bring("a", (0..1000).map(word).collect());
    cache.bring("a", vec![entry("other", 3)]);
    cache.bring("b", vec![entry("word of b", 5), entry("b other", 5)]);
    cache.mark("word 7", true);
    let feed = List::Feed(cache.entry("other").feed);
    assert_eq!(cache.mark_answers(feed.clone(), "word").changed, 0);
    cache.index();
    let unread = |cache: &Cache| cache.counts().unread;
    assert_eq!(cache.mark_answers(feed, "word -/^word 1$/").changed, 998);
    assert_eq!(unread(&cache), 4);
    assert!(!cache.entry("word 1").read && !cache.entry("word of b").read);
    let smart = List::Smart(smart("word"));
    assert_eq!(cache.mark_answers(smart, "feed:b.example").changed, 1);
    cache.database.undo(NOW).unwrap();
    let undone = cache.database.undo(NOW).unwrap().unwrap();
    assert_eq!((undone.changed, unread(&cache)), (998, 1002));
    assert!(cache.entry("word 7").read, "as it was before");
}

#[test]
fn a_condition_answers_alike_of_few_entries_and_of_many() {
    let mut cache = Cache::with_feeds(&["a", "b", "c"]);
    let rare = NewEntry {
        author: Some(line("Nobody")),
        language: Some("fa-IR".to_owned()),
        link: Some("https://x.example/".to_owned()),
        details: with_a_recording(),
        ..with_text("rare", 1_500, "five words are in here")
    };
    let plain = |n: i64| entry(&format!("No {n}"), n);
    cache.bring("a", (0..1_500).map(plain).chain([rare]).collect());
    cache.bring("b", (1_501..3_000).map(plain).collect());
    cache.bring("c", vec![plain(3_000)]);
    cache.index();
    for query in [
        "title:/^rare$/",
        "/nobody/",
        "author:/^n/ unread",
        "lang:fa",
        "has:enclosure",
        "has:link",
        "words:>4",
        "(lang:fa OR title:/nothing/) -saved",
        "-title:/^No/",
    ] {
        assert_eq!(cache.found(query), ["rare"], "{query}");
        let list = smart(query);
        assert_eq!(cache.reader.count_unread(&list, NOW).unwrap(), 1, "{query}");
        let last = WindowRequest {
            search: search(query),
            anchor: Anchor::Last,
            ..request(List::All)
        };
        let window = cache.reader.window(&last).unwrap();
        assert_eq!(titles(&window), ["rare"], "{query}");
    }
    let list = smart("-lang:fa -has:link feed:a.example OR feed:c.example");
    assert_eq!(cache.reader.count_unread(&list, NOW).unwrap(), 1_501);
    assert_eq!(
        cache
            .found("feed:c.example OR (feed:b.example title:/^No 1501$/)")
            .len(),
        2
    );
    assert_eq!(cache.found("saved OR feed:c.example"), ["No 3000"]);
}

#[test]
fn lists_of_several_feeds_are_read_from_those_alone() {
    let mut cache = Cache::new();
    let mut listed = vec![subscription("outside")];
    listed.extend(["a", "b"].map(|name| in_folder(name, "f")));
    cache.database.subscribe(&listed).unwrap();
    for name in ["a", "b", "outside"] {
        cache.bring(
            name,
            vec![entry(name, 1), entry(&format!("{name} old"), DAY)],
        );
    }
    cache.save("a old", true);
    for (query, found) in [
        (
            "feed:a.example OR feed:outside",
            vec!["outside", "a", "outside old", "a old"],
        ),
        ("(feed:a.example OR folder:f) -old", vec!["b", "a"]),
        ("feed:a.example OR feed:nowhere", vec!["a", "a old"]),
        ("feed:nowhere OR folder:nothing", vec![]),
        ("saved (feed:a.example OR feed:b.example)", vec!["a old"]),
    ] {
        cache.index();
        assert_eq!(cache.found(query), found, "{query}");
    }
    let feed = List::Feed(cache.id("a"));
    assert_eq!(
        cache.found_in(feed.clone(), "feed:a.example OR feed:b.example"),
        ["a", "a old"]
    );
    assert_eq!(
        cache.found_in(feed, "feed:b.example OR feed:outside"),
        [""; 0]
    );
}
