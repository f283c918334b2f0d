//! The index of words: how it is filled, and what leaves it.

use super::searching::with_text;
use super::*;

#[test]
fn what_was_edited_is_found_by_its_new_words() {
    let mut cache = Cache::with_feeds(&["a"]);
    cache.bring("a", vec![with_text("one", 1, "before")]);
    cache.index();
    cache.bring("a", vec![with_text("one", 1, "after")]);
    cache.index();
    assert_eq!(cache.found("before"), [""; 0]);
    assert_eq!(cache.found("after"), ["one"]);
}

#[test]
fn an_index_that_was_emptied_is_filled_again_newest_first() {
    let mut cache = Cache::with_feeds(&["a"]);
    cache.bring(
        "a",
        (0..40).map(|n| entry(&format!("entry {n}"), n)).collect(),
    );
    cache.index();
    assert_eq!(cache.database.indexed().unwrap(), (40, 40));
    cache.database.clear_index().unwrap();
    assert_eq!(cache.database.indexed().unwrap(), (0, 40));
    assert!(cache.database.index(Duration::ZERO).unwrap());
    assert_eq!(cache.found("entry"), ["entry 0"]);
    cache.bring("a", vec![entry("entry new", 0)]);
    assert!(cache.database.index(Duration::ZERO).unwrap());
    assert_eq!(cache.found("entry"), ["entry new", "entry 0"]);
    cache.index();
    assert_eq!(cache.found("entry").len(), 41);
}

#[test]
fn how_far_the_index_is_follows_what_is_left() {
    let mut cache = Cache::with_feeds(&["a"]);
    assert_eq!(cache.database.index_percent().unwrap(), 100);
    cache.bring("a", (0..4).map(|n| entry(&format!("{n}"), n)).collect());
    cache.database.clear_index().unwrap();
    let mut seen = vec![cache.database.index_percent().unwrap()];
    while cache.database.index(Duration::ZERO).unwrap() {
        seen.push(cache.database.index_percent().unwrap());
    }
    assert_eq!(seen, [0, 25, 50, 75, 100]);
    cache.bring("a", vec![with_text("3", 3, "edited")]);
    assert_eq!(cache.database.index_percent().unwrap(), 75);
    cache.bring("a", vec![entry("new", 0)]);
    assert_eq!(cache.database.index_percent().unwrap(), 60);
}

#[test]
fn a_damaged_text_keeps_no_other_from_being_found() {
    let mut cache = Cache::with_feeds(&["a"]);
    let entries = [("one", 1), ("two", 2), ("three", 3)];
    let entries = entries.map(|(title, age)| with_text(title, age, "a word in each"));
    cache.bring("a", entries.to_vec());
    let damage = "UPDATE bodies SET format = 2, content = x'00' WHERE entry = ?1";
    let two = cache.entry("two").id.0;
    let connection = cache.database.connection();
    assert_eq!(connection.execute(damage, [two]).unwrap(), 1);
    cache.index();
    assert_eq!(cache.found("word"), ["one", "three"]);
    assert_eq!(cache.found("two"), ["two"]);
}

#[test]
fn an_index_of_other_words_is_made_anew() {
    let mut cache = Cache::with_feeds(&["a"]);
    cache.bring("a", vec![entry("one", 1)]);
    cache.index();
    let other = rusqlite::Connection::open(&cache.path).unwrap();
    other
        .execute_batch("UPDATE index_state SET version = version + 1")
        .unwrap();
    cache.index();
    assert_eq!(cache.found("one"), ["one"]);
    let version: i64 = other
        .query_row("SELECT version FROM index_state", [], |row| row.get(0))
        .unwrap();
    assert_eq!(version, crate::text::WORDS_VERSION);
}

#[test]
fn two_programs_fill_one_index() {
    let mut cache = Cache::with_feeds(&["a"]);
    let mut other = Database::open(&cache.path).unwrap();
    other.read_texts_with(|body| body.content.clone());
    cache.bring(
        "a",
        (0..30).map(|n| entry(&format!("entry {n}"), n)).collect(),
    );
    while cache.database.index(Duration::ZERO).unwrap() | other.index(Duration::ZERO).unwrap() {}
    assert_eq!(cache.database.indexed().unwrap(), (30, 30));
    assert_eq!(cache.found("entry").len(), 30);
}

#[test]
fn a_deleted_entry_is_found_no_more() {
    let mut cache = Cache::with_feeds(&["a"]);
    cache.bring("a", vec![entry("one word", 1), entry("two word", 2)]);
    cache.index();
    let other = rusqlite::Connection::open(&cache.path).unwrap();
    other
        .execute_batch("PRAGMA foreign_keys = ON; DELETE FROM entries WHERE id = 1;")
        .unwrap();
    let left: i64 = other
        .query_row(
            "SELECT count(*) FROM found WHERE found MATCH 'word'",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(left, 1);
    other
        .execute_batch("INSERT INTO found (found) VALUES ('integrity-check')")
        .unwrap();
    assert_eq!(cache.found("word").len(), 1);
}

#[test]
fn what_the_reader_deletes_is_found_again_only_when_it_is_brought_back() {
    let mut cache = Cache::with_feeds(&["a"]);
    cache.bring("a", vec![entry("one word", 1), entry("two word", 2)]);
    cache.index();
    let entry = cache.entry("one word").id;
    cache
        .database
        .perform(&Action::Delete { entry }, NOW)
        .unwrap();
    cache.index();
    assert_eq!(cache.found("word"), ["two word"]);
    assert_eq!(cache.best("word"), ["two word"]);
    cache.database.undo(NOW).unwrap();
    cache.index();
    assert_eq!(cache.found("word"), ["one word", "two word"]);
    assert_eq!(cache.best("word"), ["one word", "two word"]);
}

#[test]
fn what_a_feed_does_not_keep_is_forgotten_by_the_index() {
    let mut cache = Cache::keeping(Keeping {
        entries: 1,
        unread: false,
        ..Keeping::ALL
    });
    let words = (0..4).map(|n| entry(&format!("word {n}"), n));
    cache.bring("a", words.collect());
    cache.index();
    assert!(cache.tidy(NOW.plus_seconds(400 * DAY)) > 0);
    let (indexed, entries) = cache.database.indexed().unwrap();
    assert_eq!(indexed, entries);
    assert_eq!(cache.found("word").len() as u64, entries);
    assert!(cache.database.check().unwrap().is_empty());
}

#[test]
fn a_rescued_cache_is_indexed_anew() {
    let mut cache = Cache::with_feeds(&["a"]);
    cache.bring("a", vec![entry("one word", 1), entry("two word", 2)]);
    cache.index();
    let mut cache = cache.rescued();
    assert_eq!(cache.database.indexed().unwrap(), (0, 2));
    cache.index();
    assert_eq!(cache.found("word"), ["one word", "two word"]);
}

#[test]
fn what_another_newsterm_edits_while_it_is_indexed_is_indexed_again() {
    let edited = |word: &str| {
        let mut edited = entry("1", 1);
        word.clone_into(&mut edited.body.content);
        edited
    };
    let mut cache = Cache::with_feeds(&["a"]);
    cache.bring("a", vec![entry("1", 1)]);
    while cache.database.index(Duration::from_secs(1)).unwrap() {}
    cache.bring("a", vec![edited("walrus")]);
    let update = FeedUpdate {
        entries: vec![edited("narwhal")],
        ..FeedUpdate::default()
    };
    let feed = cache.id("a");
    cache.meanwhile(move |other| {
        assert_eq!(other.record_update(feed, &update, NOW).unwrap().edited, 1);
    });
    while cache.database.index(Duration::from_secs(1)).unwrap() {}
    for (word, found) in [("narwhal", 1), ("walrus", 0)] {
        assert_eq!(cache.found(word).len(), found);
    }
}
