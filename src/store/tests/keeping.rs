//! What is deleted, by the reader or by the rule of a feed, and what brings it back.

use super::*;

fn delete(cache: &mut Cache, title: &str) -> Performed {
    let entry = cache.entry(title).id;
    let action = Action::Delete { entry };
    cache.database.perform(&action, NOW).unwrap()
}

/// Fills the log, so that nothing done before can be taken back.
fn forget_actions(cache: &mut Cache, title: &str) {
    for turn in 0..100 {
        cache.save(title, turn % 2 == 0);
    }
}

fn read_all(cache: &mut Cache, titles: &[&str]) {
    for title in titles {
        cache.mark(title, true);
    }
}

#[test]
fn a_deleted_entry_is_in_no_list_and_no_count() {
    let mut cache = Cache::with_feeds(&["a"]);
    cache.bring("a", vec![entry("1", 1), entry("2", 2), entry("3", 3)]);
    cache.save("1", true);
    cache.mark("2", true);
    assert_eq!(delete(&mut cache, "1").changed, 1);
    assert_eq!(delete(&mut cache, "2").changed, 1);
    for list in [List::All, List::Unread, List::Feed(cache.id("a"))] {
        assert_eq!(cache.titles(list), ["3"]);
    }
    assert_eq!(cache.titles(List::Saved), [""; 0]);
    let left = ListCounts {
        total: 1,
        unread: 1,
        saved: 0,
        today_unread: 1,
    };
    assert_eq!(cache.counts(), left);
}

#[test]
fn undo_brings_a_deleted_entry_back_with_its_marks() {
    let mut cache = Cache::with_feeds(&["a"]);
    cache.bring("a", vec![entry("1", 1), entry("2", 2)]);
    cache.save("1", true);
    let before = (cache.window(List::All), cache.counts());
    delete(&mut cache, "1");
    let mut database = Database::open(&cache.path).unwrap();
    let undone = database.undo(NOW).unwrap().unwrap();
    assert_eq!(undone.deed, Deed::Marked(Mark::Deleted));
    assert_eq!((cache.window(List::All), cache.counts()), before);
    let place = cache.entry("1").position();
    assert_eq!(undone.returned, Some(place), "it can be gone to");
    assert_eq!(
        database.redo().unwrap().unwrap().deed,
        Deed::Marked(Mark::Deleted)
    );
    assert_eq!(cache.titles(List::All), ["2"]);
}

#[test]
fn marks_pass_by_what_is_deleted() {
    let mut cache = Cache::with_feeds(&["a"]);
    cache.bring("a", vec![entry("1", 1), entry("2", 2)]);
    let gone = cache.entry("1").id;
    delete(&mut cache, "1");
    let late = Action::MarkRead {
        entry: gone,
        read: true,
    };
    assert_eq!(cache.database.perform(&late, NOW).unwrap().changed, 0);
    assert_eq!(cache.mark_all(List::All).changed, 1);
    assert_eq!(cache.counts().unread, 0);
}

#[test]
fn a_deleted_entry_does_not_come_back_with_its_feed() {
    let mut cache = Cache::with_feeds(&["a"]);
    let document = || vec![entry("1", 1), entry("2", 2)];
    cache.bring("a", document());
    delete(&mut cache, "1");
    assert_eq!(cache.bring("a", document()).new, 0);
    forget_actions(&mut cache, "2");
    assert_eq!(cache.tidy(NOW), 1);
    assert_eq!(cache.bring("a", document()), Sighting::default());
    // Nor as the publisher edits it, under the identity it had.
    let edited = NewEntry {
        title: line("1, corrected"),
        ..entry("1", 1)
    };
    for _ in 0..2 {
        let sighting = cache.bring("a", vec![edited.clone(), entry("2", 2)]);
        assert_eq!(sighting, Sighting::default());
    }
    assert_eq!(cache.titles(List::All), ["2"]);
    assert_eq!(cache.counts().total, 1);
}

#[test]
fn others_that_share_the_identity_of_a_deleted_entry_come() {
    let mut cache = Cache::with_feeds(&["a"]);
    let same = |title: &str, age| NewEntry {
        identity: EntryIdentity::Guid("same".to_owned()),
        ..entry(title, age)
    };
    cache.bring("a", vec![same("1", 1), same("2", 2)]);
    delete(&mut cache, "1");
    forget_actions(&mut cache, "2");
    assert_eq!(cache.tidy(NOW), 1);
    let sighting = cache.bring("a", vec![same("0", 0), same("1", 1), same("2", 2)]);
    assert_eq!(sighting, seen(1, 0));
    assert_eq!(cache.titles(List::All), ["0", "2"]);
}

#[test]
fn what_follows_a_deleted_entry_under_its_link_comes() {
    let mut cache = Cache::with_feeds(&["a"]);
    let today = |title: &str, age| NewEntry {
        identity: EntryIdentity::Link("https://a.example/today".to_owned()),
        link: Some("https://a.example/today".to_owned()),
        ..entry(title, age)
    };
    cache.bring("a", vec![today("Monday", DAY), entry("other", 1)]);
    delete(&mut cache, "Monday");
    forget_actions(&mut cache, "other");
    assert_eq!(cache.tidy(NOW), 1);
    let edited = vec![today("Monday, corrected", DAY)];
    assert_eq!(cache.bring("a", edited), seen(0, 0));
    let later = NOW.plus_seconds(2 * DAY);
    for expected in [seen(1, 0), seen(0, 0)] {
        let tuesday = vec![today("Tuesday", -DAY)];
        assert_eq!(cache.bring_at("a", tuesday, later), expected);
    }
    assert_eq!(cache.titles(List::All), ["Tuesday", "other"]);
}

#[test]
fn what_the_feed_has_dropped_for_long_is_forgotten() {
    let mut cache = Cache::with_feeds(&["a"]);
    cache.bring("a", vec![entry("1", 1), entry("2", 2)]);
    delete(&mut cache, "1");
    forget_actions(&mut cache, "2");
    cache.tidy(NOW);
    let graves = |cache: &Cache| -> i64 {
        let connection = cache.database.connection();
        let count = connection.query_row("SELECT count(*) FROM graves", [], |row| row.get(0));
        count.unwrap()
    };
    // Carried for a hundred days more, then no longer.
    for day in [30, 60, 100] {
        cache.bring_at(
            "a",
            vec![entry("1", 1), entry("2", 2)],
            NOW.plus_seconds(day * DAY),
        );
    }
    for (day, left) in [(101, 1), (159, 1), (161, 0)] {
        cache.bring_at("a", vec![entry("2", 2)], NOW.plus_seconds(day * DAY));
        assert_eq!(graves(&cache), left, "day {day}");
    }
}

#[test]
fn read_entries_past_their_days_go_and_do_not_come_back() {
    let mut cache = Cache::keeping(Keeping {
        days: 10,
        ..Keeping::ALL
    });
    let document = || {
        ["new", "old read", "old unread", "old saved"]
            .into_iter()
            .zip([1, 11 * DAY, 12 * DAY, 13 * DAY])
            .map(|(title, age)| entry(title, age))
            .collect::<Vec<_>>()
    };
    cache.bring_at("a", document(), NOW.plus_seconds(-11 * DAY));
    cache.save("old saved", true);
    read_all(&mut cache, &["old read", "old saved", "new"]);
    assert_eq!(cache.tidy(NOW), 0, "all this could be undone");
    forget_actions(&mut cache, "new");
    assert_eq!(cache.tidy(NOW), 1);
    let left = ["new", "old unread", "old saved"];
    assert_eq!(cache.titles(List::All), left);
    assert_eq!(cache.bring("a", document()).new, 0);
    assert_eq!(cache.titles(List::All), left);
    assert_eq!(cache.feed("a").total, 3);
    assert_eq!(cache.tidy(NOW), 0);
}

#[test]
fn an_old_entry_that_has_just_come_stays_its_days() {
    let mut cache = Cache::keeping(Keeping {
        days: 10,
        ..Keeping::ALL
    });
    cache.bring("a", vec![entry("old", 500 * DAY), entry("new", 1)]);
    read_all(&mut cache, &["old"]);
    forget_actions(&mut cache, "new");
    assert_eq!(cache.tidy(NOW.plus_seconds(9 * DAY)), 0);
    assert_eq!(cache.tidy(NOW.plus_seconds(11 * DAY)), 1);
}

#[test]
fn of_a_feed_the_newest_are_kept() {
    let mut cache = Cache::keeping(Keeping {
        entries: 600,
        ..Keeping::ALL
    });
    cache.bring("a", (0..1000).map(|n| entry(&n.to_string(), n)).collect());
    cache.mark_all(List::All);
    cache.mark("3", false);
    forget_actions(&mut cache, "3");
    assert_eq!(cache.tidy(NOW), 400);
    assert_eq!(cache.feed("a").total, 600);
    let last = WindowRequest {
        anchor: Anchor::Last,
        before: 0,
        after: 0,
        ..request(List::All)
    };
    assert_eq!(titles(&cache.reader.window(&last).unwrap()), ["599"]);
}

#[test]
fn entries_not_read_go_only_when_the_settings_say_so() {
    for (unread, gone) in [(true, 0), (false, 1)] {
        let mut cache = Cache::keeping(Keeping {
            entries: 1,
            unread,
            days: 0,
        });
        cache.bring("a", vec![entry("1", 1), entry("2", 2), entry("3", 3)]);
        cache.save("3", true);
        forget_actions(&mut cache, "1");
        assert_eq!(cache.tidy(NOW), gone);
        assert_eq!(cache.counts().unread, 3 - gone as u64);
    }
}

#[test]
fn without_a_rule_everything_is_kept() {
    let mut cache = Cache::keeping(Keeping::ALL);
    cache.bring("a", vec![entry("1", 5000 * DAY), entry("2", 1)]);
    cache.mark_all(List::All);
    forget_actions(&mut cache, "2");
    assert_eq!(cache.tidy(NOW.plus_seconds(900 * DAY)), 0);
}

/// What another newsterm has begun, and ends as soon as this one waits for it.
static BEGUN: std::sync::Mutex<Option<rusqlite::Connection>> = std::sync::Mutex::new(None);

fn let_the_other_end(_: i32) -> bool {
    let other = BEGUN.lock().unwrap().take();
    other.is_some_and(|other| other.execute_batch("COMMIT").is_ok())
}

#[test]
fn what_another_newsterm_saves_at_the_last_moment_is_kept() {
    let mut cache = Cache::keeping(Keeping {
        days: 7,
        ..Keeping::ALL
    });
    let past = NOW.plus_seconds(-8 * DAY);
    cache.bring_at("a", vec![entry("1", 9 * DAY), entry("2", 9 * DAY)], past);
    read_all(&mut cache, &["1", "2"]);
    cache.bring("a", vec![entry("new", 1)]);
    forget_actions(&mut cache, "new");
    let saved = cache.entry("1").id.0;
    let other = rusqlite::Connection::open(&cache.path).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    other
        .execute("UPDATE entries SET saved = 1 WHERE id = ?1", [saved])
        .unwrap();
    other
        .execute_batch("UPDATE feeds SET saved = saved + 1")
        .unwrap();
    *BEGUN.lock().unwrap() = Some(other);
    let waiting = cache.database.connection_mut();
    waiting.busy_handler(Some(let_the_other_end)).unwrap();
    assert_eq!(cache.tidy(NOW), 1);
    assert_eq!(cache.titles(List::All), ["new", "1"]);
    assert_eq!(cache.titles(List::Saved), ["1"]);
    assert!(cache.database.check().unwrap().is_empty());
}

#[test]
fn what_is_gone_does_not_come_back_under_the_identity_that_the_feed_gives_it() {
    let mut cache = Cache::with_feeds(&["a"]);
    // newsboat, whose cache was imported, takes the link for a GUID.
    let link = "https://a.example/1";
    let imported = NewEntry {
        link: Some(link.to_owned()),
        ..entry(link, 50)
    };
    let weather = entry("Weather", 40);
    let kept = entry("kept", 30);
    cache.bring("a", vec![imported.clone(), weather.clone(), kept]);
    delete(&mut cache, link);
    delete(&mut cache, "Weather");
    forget_actions(&mut cache, "kept");
    assert_eq!(cache.tidy(NOW), 2);
    let polled = NewEntry {
        identity: EntryIdentity::Link(link.to_owned()),
        ..imported
    };
    let edited = NewEntry {
        author: Some(line("Ann")),
        ..polled.clone()
    };
    assert_eq!(cache.bring("a", vec![polled]), seen(0, 0));
    assert_eq!(cache.bring("a", vec![edited]), seen(0, 0));
    let of_today = NewEntry {
        identity: EntryIdentity::Hash(7),
        body: Body::default(),
        ..weather
    };
    assert_eq!(
        cache.bring("a", vec![of_today]),
        seen(1, 0),
        "a title alone is no identity"
    );
}
