//! The feeds of the settings, those no longer listed among them.

use super::*;
use crate::text::Direction;

#[test]
fn feeds_are_as_the_settings_say_and_in_their_order() {
    let mut cache = Cache::new();
    let listed = [
        Subscription {
            title: Some(line("أخبار")),
            ..in_folder("z", "Arabic")
        },
        Subscription {
            direction: DirectionSetting::Always(Direction::Rtl),
            interval: Duration::from_mins(1),
            ..subscription("a")
        },
        Subscription {
            source: FeedSource::new("newsterm:welcome"),
            ..subscription("")
        },
    ];
    cache.database.subscribe(&listed).unwrap();
    let feeds = cache.reader.feeds().unwrap();
    let found: Vec<_> = feeds.iter().map(|feed| feed.subscription.clone()).collect();
    assert_eq!(found, listed);
    let names: Vec<_> = feeds.iter().map(|feed| feed.title.as_str()).collect();
    assert_eq!(
        names,
        ["أخبار", "https://a.example/feed", "newsterm:welcome"]
    );
}

#[test]
fn the_settings_may_move_and_rename_a_feed() {
    let mut cache = Cache::with_feeds(&["a", "b"]);
    cache.bring("a", vec![entry("one", 1)]);
    let moved = Subscription {
        title: Some(line("A")),
        ..in_folder("a", "f")
    };
    cache
        .database
        .subscribe(&[subscription("b"), moved.clone()])
        .unwrap();
    let feeds = cache.reader.feeds().unwrap();
    assert_eq!(feeds[1].subscription, moved);
    assert_eq!(feeds[1].title, line("A"));
    assert_eq!(cache.titles(List::Folder(line("f"))), ["one"]);
}

/// Lets the feed be polled, and move.
fn move_to(cache: &mut Cache, name: &str, url: &str) {
    let update = FeedUpdate {
        moved_to: Some(url.to_owned()),
        ..FeedUpdate::default()
    };
    let feed = cache.id(name);
    cache.database.record_update(feed, &update, NOW).unwrap();
}

#[test]
fn a_feed_that_has_moved_is_asked_there_and_known_by_its_new_address() {
    let mut cache = Cache::with_feeds(&["a", "b"]);
    cache.bring("a", vec![entry("one", 1)]);
    let feed = cache.id("a");
    move_to(&mut cache, "a", &address("new"));
    assert_eq!(cache.feed("a").moved_to, Some(address("new")));
    let state = cache.database.poll_state(feed).unwrap();
    assert_eq!(state.source.address(), address("a"));
    assert_eq!(state.moved_to, Some(address("new")));

    // The settings have the old address: nothing changes.
    let old = [subscription("a"), subscription("b")];
    cache.database.subscribe(&old).unwrap();
    assert_eq!(cache.feed("a").moved_to, Some(address("new")));

    // The reader writes the new one.
    let new = [subscription("new"), subscription("b")];
    cache.database.subscribe(&new).unwrap();
    assert_eq!(cache.id("new"), feed);
    assert_eq!(cache.feed("new").moved_to, None);
    assert_eq!(cache.titles(List::All), ["one"]);
}

#[test]
fn who_lists_both_addresses_of_a_feed_that_has_moved_gets_both() {
    let mut cache = Cache::with_feeds(&["a"]);
    let feed = cache.id("a");
    move_to(&mut cache, "a", &address("new"));
    let both = [subscription("a"), subscription("new")];
    cache.database.subscribe(&both).unwrap();
    assert_eq!(cache.id("a"), feed);
    assert_ne!(cache.id("new"), feed);
}

#[test]
fn a_feed_that_moves_back_has_not_moved() {
    let mut cache = Cache::with_feeds(&["a"]);
    for (url, moved_to) in [("new", Some(address("new"))), ("a", None)] {
        move_to(&mut cache, "a", &address(url));
        assert_eq!(cache.feed("a").moved_to, moved_to);
    }
}

#[test]
fn of_two_subscriptions_to_one_address_the_first_counts() {
    let mut cache = Cache::new();
    let listed = [
        in_folder("a", "first"),
        in_folder("a", "second"),
        subscription("b"),
    ];
    cache.database.subscribe(&listed).unwrap();
    let feeds = cache.reader.feeds().unwrap();
    assert_eq!(feeds.len(), 2);
    assert_eq!(feeds[0].subscription, listed[0]);
}

#[test]
fn one_address_in_two_accounts_is_two_feeds() {
    let mut cache = Cache::new();
    let remote = Subscription {
        account: AccountId(2),
        ..subscription("a")
    };
    cache
        .database
        .subscribe(&[subscription("a"), remote])
        .unwrap();
    assert_eq!(cache.reader.feeds().unwrap().len(), 2);
}

#[test]
fn a_feed_no_longer_listed_is_hidden_and_comes_back_with_its_marks() {
    let mut cache = Cache::with_feeds(&["a", "b"]);
    cache.bring("a", vec![entry("a1", 1), entry("a2", 2)]);
    cache.bring("b", vec![entry("b1", 3)]);
    cache.mark("a1", true);
    cache.save("a2", true);
    let before = (cache.window(List::All), cache.counts(), cache.feed("a"));
    let hidden = cache.id("a");

    cache.database.subscribe(&[subscription("b")]).unwrap();
    for list in [List::All, List::Unread, List::Today] {
        assert_eq!(cache.titles(list), ["b1"]);
    }
    for list in [List::Saved, List::Feed(hidden)] {
        assert_eq!(cache.titles(list), [""; 0]);
    }
    let counts = ListCounts {
        total: 1,
        unread: 1,
        saved: 0,
        today_unread: 1,
    };
    assert_eq!(cache.counts(), counts);
    assert_eq!(cache.reader.feeds().unwrap().len(), 1);
    assert_eq!(cache.database.poll_states().unwrap().len(), 1);

    cache
        .database
        .subscribe(&[subscription("a"), subscription("b")])
        .unwrap();
    assert_eq!(
        (cache.window(List::All), cache.counts(), cache.feed("a")),
        before
    );
}

#[test]
fn what_arrives_for_a_hidden_feed_is_hidden_with_it() {
    let mut cache = Cache::with_feeds(&["a"]);
    let feed = cache.id("a");
    cache.database.subscribe(&[]).unwrap();
    let update = FeedUpdate {
        entries: vec![entry("late", 1)],
        ..FeedUpdate::default()
    };
    cache.database.record_update(feed, &update, NOW).unwrap();
    assert_eq!(cache.titles(List::All), [""; 0]);
    cache.database.subscribe(&[subscription("a")]).unwrap();
    assert_eq!(cache.titles(List::All), ["late"]);
}

#[test]
fn a_feed_that_is_followed_no_more_comes_back_with_all_that_it_had() {
    let mut cache = Cache::new();
    let short = Subscription {
        keeping: Keeping {
            days: 1,
            unread: false,
            ..Keeping::ALL
        },
        ..in_folder("a", "News")
    };
    let both = [short, subscription("b")];
    cache.database.subscribe(&both).unwrap();
    cache.bring("a", vec![entry("1", 1), entry("2", 2)]);
    cache.mark("1", true);
    cache.save("2", true);
    let before = cache.window(List::All);
    let logged = cache.database.log_unsubscription("the settings of a", NOW);
    let action = logged.unwrap();
    cache.database.subscribe(&both[1..]).unwrap();
    assert_eq!(cache.titles(List::All), [""; 0]);
    // What its rule would not keep stays all the same.
    assert_eq!(cache.tidy(NOW.plus_seconds(9 * DAY)), 0);
    // Over a restart.
    let mut database = Database::open(&cache.path).unwrap();
    let settings = "the settings of a".to_owned();
    let ended = Some((action, settings));
    assert_eq!(database.unsubscription_to_undo().unwrap(), ended);
    database.subscribe(&both).unwrap();
    let undone = database.undo(NOW).unwrap().unwrap();
    assert_eq!(undone.deed, Deed::Unsubscribed);
    assert_eq!(database.unsubscription_to_undo().unwrap(), None);
    assert_eq!(database.unsubscription_to_redo().unwrap(), ended);
    assert_eq!(cache.window(List::All), before);
    assert!(database.check().unwrap().is_empty());
    database.redo().unwrap();
    assert_eq!(database.unsubscription_to_undo().unwrap(), ended);
    database.forget_action(action).unwrap();
    // What was done before can be undone again.
    let undone = database.undo(NOW).unwrap().unwrap();
    assert_eq!(undone.deed, Deed::Marked(Mark::Saved));
}

#[test]
fn what_cannot_be_followed_again_does_not_keep_the_rest_from_being_undone() {
    let mut cache = Cache::with_feeds(&["a"]);
    cache.bring("a", vec![entry("1", 1)]);
    cache.mark("1", true);
    let action = cache.database.log_unsubscription("a", NOW).unwrap();
    let to_undo = |cache: &Cache| {
        let found = cache.database.unsubscription_to_undo().unwrap();
        found.map(|(action, _)| action)
    };
    cache.database.note_stuck(action);
    assert_eq!(to_undo(&cache), Some(action), "the reader was told why");
    cache.database.note_stuck(action);
    assert_eq!(to_undo(&cache), None);
    let undone = cache.database.undo(NOW).unwrap().unwrap();
    assert_eq!(undone.deed, Deed::Marked(Mark::Read));
    let redone = cache.database.redo().unwrap().unwrap();
    assert_eq!(redone.deed, Deed::Marked(Mark::Read));
    assert_eq!(cache.database.redo().unwrap(), None);
    // With nothing left, and after something new, it has its turn again.
    cache.database.undo(NOW).unwrap().unwrap();
    assert_eq!(cache.database.undo(NOW).unwrap(), None);
    assert_eq!(to_undo(&cache), Some(action));
    cache.database.note_stuck(action);
    cache.database.note_stuck(action);
    cache.save("1", true);
    cache.database.undo(NOW).unwrap().unwrap();
    assert_eq!(to_undo(&cache), Some(action));
}

#[test]
fn what_is_ended_again_is_logged_as_the_settings_have_it_by_then() {
    let mut cache = Cache::with_feeds(&["a"]);
    cache.bring("a", vec![entry("1", 1)]);
    let action = cache.database.log_unsubscription("as it was", NOW).unwrap();
    cache.database.undo(NOW).unwrap().unwrap();
    let redone = cache.database.redo_unsubscription(action, "edited");
    assert!(redone.unwrap());
    let ended = Some((action, "edited".to_owned()));
    assert_eq!(cache.database.unsubscription_to_undo().unwrap(), ended);
    // Only once, and not after something else.
    let again = cache.database.redo_unsubscription(action, "again");
    assert!(!again.unwrap());
    cache.database.forget_redo(action, NOW).unwrap();
    assert_eq!(cache.database.unsubscription_to_redo().unwrap(), ended);
    cache.mark("1", true);
    let late = cache.database.redo_unsubscription(action, "late");
    assert!(!late.unwrap());
    assert_eq!(cache.database.unsubscription_to_undo().unwrap(), None);
}

#[test]
fn a_feed_whose_scheme_the_reader_changes_keeps_entries_and_marks() {
    let mut cache = Cache::new();
    let at = |address: &str| Subscription {
        source: FeedSource::new(address),
        ..subscription("a")
    };
    let plain = "http://ann:secret@a.example/feed?x=http://b.example:80/";
    let secure = plain.replacen("http:", "https:", 1);
    cache.database.subscribe(&[at(plain)]).unwrap();
    let feed = cache.database.poll_states().unwrap()[0].feed;
    let update = FeedUpdate {
        entries: vec![entry("one", 1)],
        ..FeedUpdate::default()
    };
    cache.database.record_update(feed, &update, NOW).unwrap();
    cache.save("one", true);
    for address in [&secure, plain] {
        cache.database.subscribe(&[at(address)]).unwrap();
        assert_eq!(cache.reader.feeds().unwrap()[0].id, feed);
        assert_eq!(cache.titles(List::Saved), ["one"]);
    }
    // Who lists both wants both, and another port is another server.
    let both = [at(&secure), at(plain)];
    cache.database.subscribe(&both).unwrap();
    let feeds = cache.reader.feeds().unwrap();
    assert_eq!([feeds[0].total, feeds[1].total], [0, 1]);
    cache
        .database
        .subscribe(&[at("http://b.example:81/")])
        .unwrap();
    cache
        .database
        .subscribe(&[at("https://b.example:81/")])
        .unwrap();
    let states = cache.database.poll_states().unwrap();
    assert!(states[0].feed > feeds[0].id.max(feeds[1].id));
    let known: i64 = cache
        .database
        .connection()
        .query_row("SELECT count(*) FROM feeds", [], |row| row.get(0))
        .unwrap();
    assert_eq!(known, 4);
}
