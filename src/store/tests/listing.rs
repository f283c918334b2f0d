//! Lists, windows over them, and how they are read.

use std::sync::Barrier;
use std::{hint, thread};

use super::super::lists::Plan;
use super::super::walk::{Route, TOP, Walk, Way};
use super::*;

fn folder(name: &str) -> List {
    List::Folder(line(name))
}

#[test]
fn a_list_is_newest_first() {
    let mut cache = Cache::with_feeds(&["a", "b"]);
    cache.bring("a", vec![entry("old", 300), entry("new", 100)]);
    cache.bring("b", vec![entry("between", 200)]);
    assert_eq!(cache.titles(List::All), ["new", "between", "old"]);
    assert_eq!(cache.titles(List::Feed(cache.id("b"))), ["between"]);
}

#[test]
fn entries_of_one_instant_keep_the_order_of_the_document() {
    let mut cache = Cache::with_feeds(&["a"]);
    cache.bring("a", vec![entry("second", 0), entry("third", 0)]);
    cache.bring(
        "a",
        vec![entry("first", 0), entry("second", 0), entry("third", 0)],
    );
    assert_eq!(cache.titles(List::All), ["first", "second", "third"]);
}

#[test]
fn smart_lists_hold_what_they_say() {
    let mut cache = Cache::with_feeds(&["a"]);
    cache.bring(
        "a",
        vec![
            entry("now", 0),
            entry("read", 10),
            entry("yesterday", DAY + 1),
        ],
    );
    cache.mark("read", true);
    cache.save("yesterday", true);
    assert_eq!(cache.titles(List::Unread), ["now", "yesterday"]);
    assert_eq!(cache.titles(List::Saved), ["yesterday"]);
    assert_eq!(cache.titles(List::Today), ["now", "read"]);
    let counts = ListCounts {
        total: 3,
        unread: 2,
        saved: 1,
        today_unread: 1,
    };
    assert_eq!(cache.counts(), counts);
}

#[test]
fn a_folder_merges_its_feeds() {
    let mut cache = Cache::new();
    let mut listed = vec![subscription("outside")];
    listed.extend(["a", "b", "c"].map(|name| in_folder(name, "أخبار")));
    cache.database.subscribe(&listed).unwrap();
    for (turn, name) in ["a", "b", "c", "outside"].into_iter().enumerate() {
        let age = |n: i64| n * 4 + i64::try_from(turn).unwrap();
        cache.bring(
            name,
            (0..30)
                .map(|n| entry(&format!("{name}{n}"), age(n)))
                .collect(),
        );
    }
    let mut expected = Vec::new();
    for n in 0..30 {
        expected.extend(["a", "b", "c"].map(|name| format!("{name}{n}")));
    }
    assert_eq!(cache.titles(folder("أخبار")), expected);
    assert_eq!(cache.titles(folder("nothing")), [""; 0]);
}

/// A folder list of forty rows `0` to `39`, shared out unevenly among three feeds; every third row is read.
fn forty() -> (Cache, List) {
    let mut cache = Cache::new();
    cache
        .database
        .subscribe(&["a", "b", "c"].map(|name| in_folder(name, "f")))
        .unwrap();
    for (name, rows) in [("a", 0..7), ("b", 7..9), ("c", 9..40)] {
        cache.bring(
            name,
            rows.map(|n| entry(&n.to_string(), n * 7 % 40 * 10))
                .collect(),
        );
    }
    for n in (0..40).step_by(3) {
        cache.mark(&n.to_string(), true);
    }
    (cache, folder("f"))
}

#[test]
fn a_window_is_the_stretch_around_its_anchor() {
    let (cache, list) = forty();
    for filter in [Filter::All, Filter::Unread] {
        for list in [list.clone(), List::All] {
            let ask = WindowRequest {
                filter,
                ..request(list)
            };
            let Window {
                rows: whole,
                newest,
                ..
            } = cache.reader.window(&ask).unwrap();
            for (place, row) in whole.iter().enumerate() {
                for (before, after) in [(0, 0), (1, 1), (5, 2), (0, 7), (50, 50)] {
                    let anchor = Anchor::Around(row.position());
                    let ask = WindowRequest {
                        anchor,
                        before,
                        after,
                        ..ask.clone()
                    };
                    let start = place.saturating_sub(before);
                    let end = (place + after + 1).min(whole.len());
                    let expected = Window {
                        rows: whole[start..end].to_vec(),
                        more_before: start > 0,
                        more_after: end < whole.len(),
                        newest,
                    };
                    assert_eq!(cache.reader.window(&ask).unwrap(), expected);
                }
            }
        }
    }
}

#[test]
fn a_window_at_an_end_shows_as_many_rows_as_it_reaches() {
    let (cache, list) = forty();
    let whole = cache.titles(list.clone());
    let ask = |anchor| {
        let ask = WindowRequest {
            anchor,
            before: 2,
            after: 4,
            ..request(list.clone())
        };
        cache.reader.window(&ask).unwrap()
    };
    let first = ask(Anchor::First);
    assert_eq!(titles(&first), whole[..5]);
    assert_eq!((first.more_before, first.more_after), (false, true));
    let end = ask(Anchor::Last);
    assert_eq!(titles(&end), whole[37..]);
    assert_eq!((end.more_before, end.more_after), (true, false));
}

#[test]
fn a_window_lies_where_a_row_that_left_the_list_would_be() {
    let mut cache = Cache::with_feeds(&["a"]);
    cache.bring("a", (0..5).map(|n| entry(&n.to_string(), n)).collect());
    let anchor = Anchor::Around(cache.entry("2").position());
    cache.mark("2", true);
    let ask = WindowRequest {
        anchor,
        before: 1,
        after: 1,
        ..request(List::Unread)
    };
    let window = cache.reader.window(&ask).unwrap();
    assert_eq!(titles(&window), ["1", "3", "4"]);
    assert_eq!((window.more_before, window.more_after), (true, false));
}

#[test]
fn entries_read_since_the_list_was_opened_stay_in_it() {
    let mut cache = Cache::with_feeds(&["a", "b"]);
    cache.bring("a", vec![entry("1", 10), entry("3", 30), entry("5", 50)]);
    cache.bring(
        "b",
        vec![entry("2", 20), entry("4", 40), entry("old", 2 * DAY)],
    );
    let kept = ["3", "4", "old", "5"]
        .map(|title| cache.entry(title).id)
        .to_vec();
    for title in ["1", "3", "4", "old"] {
        cache.mark(title, true);
    }
    cache.save("4", true);
    let shown = |list| {
        let ask = WindowRequest {
            filter: Filter::Unread,
            kept: kept.clone(),
            ..request(list)
        };
        titles(&cache.reader.window(&ask).unwrap())
    };
    assert_eq!(shown(List::All), ["2", "3", "4", "5", "old"]);
    assert_eq!(shown(List::Unread), ["2", "3", "4", "5", "old"]);
    assert_eq!(shown(List::Today), ["2", "3", "4", "5"]);
    assert_eq!(shown(List::Saved), ["4"]);
    assert_eq!(shown(List::Feed(cache.id("b"))), ["2", "4", "old"]);
}

#[test]
fn kept_entries_are_seen_from_both_sides() {
    let mut cache = Cache::with_feeds(&["a"]);
    cache.bring("a", (0..9).map(|n| entry(&n.to_string(), n)).collect());
    let kept: Vec<_> = ["1", "2", "4", "7"]
        .map(|title| cache.entry(title).id)
        .into();
    for title in ["1", "2", "4", "7"] {
        cache.mark(title, true);
    }
    let anchor = Anchor::Around(cache.entry("4").position());
    let ask = WindowRequest {
        anchor,
        kept,
        before: 3,
        after: 3,
        ..request(List::Unread)
    };
    let window = cache.reader.window(&ask).unwrap();
    assert_eq!(titles(&window), ["1", "2", "3", "4", "5", "6", "7"]);
    assert_eq!((window.more_before, window.more_after), (true, true));
}

#[test]
fn the_next_unread_entry_is_found_both_ways() {
    let mut cache = Cache::with_feeds(&["a"]);
    cache.bring("a", (0..6).map(|n| entry(&n.to_string(), n)).collect());
    for title in ["0", "2", "3", "5"] {
        cache.mark(title, true);
    }
    let next = |from: Option<&str>, forward| {
        let from = from.map(|title| cache.entry(title).position());
        let found = cache.next_unread(List::All, from, forward);
        found.map(|row| row.title.as_str().to_owned())
    };
    assert_eq!(next(None, true).as_deref(), Some("1"));
    assert_eq!(next(Some("1"), true).as_deref(), Some("4"));
    assert_eq!(next(Some("4"), true), None);
    assert_eq!(next(None, false).as_deref(), Some("4"));
    assert_eq!(next(Some("3"), false).as_deref(), Some("1"));
    assert_eq!(next(Some("1"), false), None);
}

#[test]
fn a_search_that_is_interrupted_stops() {
    let mut cache = Cache::with_feeds(&["a"]);
    cache.bring("a", (0..9).map(|n| entry(&n.to_string(), n)).collect());
    let ask = WindowRequest {
        search: search("/8/"),
        ..request(List::All)
    };
    let plan = Plan::new(&cache.reader.connection, &ask.list, ask.filter, NOW).unwrap();
    let route = Route {
        plan: &plan,
        way: Way::Down,
        from: TOP,
        expected: 1,
    };
    let mut walk = Walk::new(
        &cache.reader.connection,
        &cache.reader.interrupt,
        route,
        &[],
    )
    .unwrap();
    cache.reader.interrupt_handle().interrupt();
    let error = std::iter::from_fn(|| walk.step().transpose()).find_map(Result::err);
    assert!(matches!(error, Some(StoreError::Interrupted)));
    // The next query is not the one that was meant.
    assert_eq!(titles(&cache.reader.window(&ask).unwrap()), ["8"]);
}

#[test]
fn an_interrupt_at_the_end_of_an_order_does_not_keep_the_next_from_being_read() {
    let mut cache = Cache::with_feeds(&["a"]);
    cache.bring("a", vec![entry("old", 2)]);
    // What it leaves: the end of the snapshot was interrupted.
    cache
        .reader
        .connection
        .execute_batch("BEGIN; SELECT 1 FROM feeds")
        .unwrap();
    cache.bring("a", vec![entry("old", 2), entry("new", 1)]);
    assert_eq!(cache.titles(List::All), ["new", "old"]);
}

#[test]
fn an_interrupt_in_the_middle_of_a_first_search_is_no_failure_of_the_cache() {
    let mut cache = Cache::with_feeds(&["a"]);
    cache.bring("a", (0..9).map(|n| entry(&n.to_string(), n)).collect());
    while cache.database.index(Duration::from_secs(1)).unwrap() {}
    let ask = WindowRequest {
        search: search("8"),
        ..request(List::All)
    };
    // An interrupt at every moment of it.
    for moment in 0..1500 {
        // The index is opened by the first search of each reader.
        let reader = cache.reader.try_clone().unwrap();
        let (interrupt, begins) = (reader.interrupt_handle(), Barrier::new(2));
        let found = thread::scope(|scope| {
            scope.spawn(|| {
                begins.wait();
                (0..moment * 10).for_each(|_| hint::spin_loop());
                interrupt.interrupt();
            });
            begins.wait();
            reader.window(&ask)
        });
        // Whatever is read next is read as it is then.
        assert!(reader.connection.is_autocommit(), "at {moment}");
        match found {
            Ok(window) => assert_eq!(titles(&window), ["8"]),
            Err(StoreError::Interrupted) => {}
            Err(error) => panic!("{error:?} at {moment}"),
        }
    }
}
