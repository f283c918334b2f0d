//! What polls say of the feeds themselves, and how they go.

use super::*;
use crate::text::Direction;

#[test]
fn the_poller_gets_back_what_the_last_poll_gave() {
    let mut cache = Cache::with_feeds(&["a"]);
    let feed = cache.id("a");
    let validators = |etag: Option<&str>, modified: Option<&str>| Validators {
        etag: etag.map(str::to_owned),
        last_modified: modified.map(str::to_owned),
        of: Some("https://a.example/feed".to_owned()),
    };
    let state = |cache: &Cache| cache.database.poll_states().unwrap().remove(0);
    let fresh = PollState {
        feed,
        source: FeedSource::Url(address("a")),
        validators: Validators::default(),
        reading: 0,
        interval: Duration::from_mins(30),
        moved_to: None,
        last: LastPoll::default(),
    };
    assert_eq!(state(&cache), fresh);

    let cadence = Cadence {
        ttl: Some(Duration::from_hours(2)),
        skip_hours: 1 << 23 | 1,
        skip_days: 1 << 6,
    };
    let date = "Sun, 22 Nov 2026 10:00:00 GMT";
    let given = validators(Some("W/\"1\""), Some(date));
    let update = FeedUpdate {
        validators: given.clone(),
        fresh_for: Some(Duration::from_mins(5)),
        cadence,
        ..FeedUpdate::default()
    };
    cache.database.record_update(feed, &update, NOW).unwrap();
    let polled = PollState {
        validators: given,
        last: LastPoll {
            at: Some(NOW),
            fresh_for: Some(Duration::from_mins(5)),
            cadence,
            ..LastPoll::default()
        },
        ..fresh
    };
    assert_eq!(state(&cache), polled);

    let renewed = Unchanged {
        validators: validators(Some("\"2\""), None),
        ..Unchanged::default()
    };
    cache
        .database
        .record_unchanged(feed, &renewed, NOW.plus_seconds(9))
        .unwrap();
    assert_eq!(
        state(&cache).validators,
        validators(Some("\"2\""), Some(date))
    );
    // What the document said still holds; what the server said of its age does not.
    let last = LastPoll {
        at: Some(NOW.plus_seconds(9)),
        cadence,
        ..LastPoll::default()
    };
    assert_eq!(state(&cache).last, last);
    assert_eq!(cache.database.poll_state(feed).unwrap(), state(&cache));

    // A feed that no longer names any must not be asked with old ones for ever.
    cache
        .database
        .record_update(feed, &FeedUpdate::default(), NOW)
        .unwrap();
    assert_eq!(state(&cache).validators, Validators::default());
}

#[test]
fn what_another_version_has_read_is_asked_for_anew() {
    let mut cache = Cache::with_feeds(&["a"]);
    let update = FeedUpdate {
        validators: Validators {
            etag: Some("\"1\"".to_owned()),
            ..Validators::default()
        },
        ..FeedUpdate::default()
    };
    let feed = cache.id("a");
    cache.database.record_update(feed, &update, NOW).unwrap();
    let validators = |cache: &Cache| cache.database.poll_state(feed).unwrap().validators;
    assert_eq!(validators(&cache), update.validators);
    let other = rusqlite::Connection::open(&cache.path).unwrap();
    other
        .execute("UPDATE feeds SET read_by = '0.0.1'", [])
        .unwrap();
    assert_eq!(validators(&cache), Validators::default());
}

#[test]
fn a_failing_feed_keeps_its_entries_and_says_why() {
    let mut cache = Cache::with_feeds(&["a"]);
    let feed = cache.id("a");
    assert_eq!(cache.feed("a").health, FeedHealth::Unknown);
    cache.bring("a", vec![entry("one", 1)]);
    assert_eq!(cache.feed("a").health, FeedHealth::Well);
    for times in 1..=3 {
        let later = NOW.plus_seconds(i64::from(times) * 3600);
        cache
            .database
            .record_failure(feed, &line("الخادم لا يجيب"), Setback::Host, later)
            .unwrap();
        let reason = line("الخادم لا يجيب");
        assert_eq!(
            cache.feed("a").health,
            FeedHealth::Failing { reason, times }
        );
        assert_eq!(cache.feed("a").polled_at, Some(later));
    }
    assert_eq!(cache.titles(List::All), ["one"]);
    cache
        .database
        .record_unchanged(feed, &Unchanged::default(), NOW)
        .unwrap();
    assert_eq!(cache.feed("a").health, FeedHealth::Well);
}

#[test]
fn asking_again_and_again_while_the_network_is_away_is_one_failure() {
    let mut cache = Cache::with_feeds(&["a"]);
    let feed = cache.id("a");
    let mut fail = |seconds| {
        let at = NOW.plus_seconds(seconds);
        let noted = cache
            .database
            .record_failure(feed, &line("no network"), Setback::Host, at);
        noted.unwrap();
        let last = cache.database.poll_state(feed).unwrap().last;
        (last.failures, last.at)
    };
    for seconds in [0, 5, 20, 60] {
        assert_eq!(fail(seconds), (1, Some(NOW.plus_seconds(seconds))));
    }
    assert_eq!(fail(3600).0, 2, "an hour later is another time");
}

#[test]
fn whose_trouble_a_failure_was_outlives_the_program() {
    let mut cache = Cache::with_feeds(&["a"]);
    let feed = cache.id("a");
    let wait = Duration::from_mins(7);
    for setback in [
        Setback::Feed,
        Setback::Host,
        Setback::Told { wait },
        Setback::ToldElsewhere { wait },
        Setback::Gone,
    ] {
        cache
            .database
            .record_failure(feed, &line("why"), setback, NOW)
            .unwrap();
        assert_eq!(
            cache.database.poll_state(feed).unwrap().last.setback,
            setback
        );
    }
    cache
        .database
        .record_unchanged(feed, &Unchanged::default(), NOW)
        .unwrap();
    let last = cache.database.poll_state(feed).unwrap().last;
    assert_eq!((last.failures, last.setback), (0, Setback::Feed));
}

#[test]
fn a_poll_of_a_feed_that_is_not_there_is_an_error() {
    let mut cache = Cache::new();
    let feed = FeedId(7);
    let errors = [
        cache
            .database
            .record_update(feed, &FeedUpdate::default(), NOW)
            .map(drop),
        cache
            .database
            .record_unchanged(feed, &Unchanged::default(), NOW),
        cache
            .database
            .record_failure(feed, &line("gone"), Setback::Gone, NOW),
        cache.database.poll_state(feed).map(drop),
    ];
    for error in errors {
        assert!(matches!(
            error,
            Err(StoreError::UnknownFeed { feed: FeedId(7) })
        ));
    }
}

#[test]
fn a_feed_is_called_as_its_publisher_says_unless_the_reader_says_otherwise() {
    let mut cache = Cache::with_feeds(&["a"]);
    let update = FeedUpdate {
        title: line("الجزيرة"),
        home: Some("https://a.example/".to_owned()),
        language: Some("ar-QA".to_owned()),
        ..FeedUpdate::default()
    };
    let feed = cache.id("a");
    cache.database.record_update(feed, &update, NOW).unwrap();
    let found = cache.feed("a");
    assert_eq!(found.title, line("الجزيرة"));
    assert_eq!(found.home, update.home);
    assert_eq!(found.language_direction, Some(Direction::Rtl));
    cache.bring("a", Vec::new());
    assert_eq!(
        cache.feed("a").title,
        line("الجزيرة"),
        "a title that goes missing stays"
    );
}

/// A document in windows-1256 with so many faults in its first line, one a column.
fn document(faults: usize) -> FeedUpdate {
    let warning = |column| Warning {
        line: 1,
        column,
        fault: Fault::BareMarkup,
    };
    FeedUpdate {
        condition: Some(Condition {
            encoding: Encoding {
                name: "windows-1256".into(),
                reason: EncodingReason::Header,
            },
            warnings: (1..=faults).map(warning).collect(),
            more_warnings: 5,
        }),
        ..FeedUpdate::default()
    }
}

#[test]
fn how_the_last_document_was_read_is_kept_with_its_first_faults() {
    let mut cache = Cache::with_feeds(&["a", "b"]);
    let (feed, other) = (cache.id("a"), cache.id("b"));
    let kept = |cache: &Cache| cache.reader.record(feed).unwrap().unwrap().condition;
    assert_eq!(kept(&cache), None);
    cache
        .database
        .record_update(feed, &document(3), NOW)
        .unwrap();
    assert_eq!(kept(&cache), document(3).condition);
    // Neither an answer without a document nor a failure says how one was read.
    let unchanged = Unchanged::default();
    cache
        .database
        .record_unchanged(feed, &unchanged, NOW)
        .unwrap();
    let reason = CleanText::line("No.");
    let failed = cache
        .database
        .record_failure(feed, &reason, Setback::Feed, NOW);
    failed.unwrap();
    assert_eq!(kept(&cache), document(3).condition);

    cache
        .database
        .record_update(feed, &document(50), NOW)
        .unwrap();
    let condition = kept(&cache).unwrap();
    assert_eq!(condition.warnings, document(20).condition.unwrap().warnings);
    assert_eq!(condition.more_warnings, 35);
    // That it breaks off is kept in any case.
    let mut cut = document(50);
    let warnings = &mut cut.condition.as_mut().unwrap().warnings;
    let end = Warning {
        fault: Fault::Truncated,
        ..warnings[49]
    };
    warnings[49] = end;
    cache.database.record_update(feed, &cut, NOW).unwrap();
    let condition = kept(&cache).unwrap();
    assert_eq!(condition.warnings.len(), 20);
    assert_eq!(condition.warnings.last(), Some(&end));
    assert_eq!(condition.more_warnings, 35);
    assert_eq!(
        cache.reader.record(other).unwrap().unwrap(),
        FeedRecord::default()
    );
    assert_eq!(cache.reader.record(FeedId(99)).unwrap(), None);
}

#[test]
fn a_document_that_is_as_the_last_one_was_is_not_written_again() {
    let mut cache = Cache::with_feeds(&["a"]);
    let feed = cache.id("a");
    let forbid =
        "CREATE TRIGGER quiet BEFORE UPDATE ON documents BEGIN SELECT raise(ABORT, 'written'); END";
    cache.database.connection().execute_batch(forbid).unwrap();
    for _ in 0..2 {
        cache
            .database
            .record_update(feed, &document(9), NOW)
            .unwrap();
    }
    assert!(
        cache
            .database
            .record_update(feed, &document(8), NOW)
            .is_err()
    );
}

#[test]
fn a_feed_is_known_by_what_it_brought_last() {
    let mut cache = Cache::with_feeds(&["a"]);
    let feed = cache.id("a");
    cache.bring("a", vec![entry("1", 0)]);
    let later = NOW.plus_seconds(3600);
    cache.bring_at("a", vec![entry("2", 0), entry("1", 0)], later);
    cache.bring_at("a", vec![entry("2", 0)], later.plus_seconds(3600));
    cache.save("1", true);
    let record = cache.reader.record(feed).unwrap().unwrap();
    assert_eq!((record.brought_at, record.saved), (Some(later), 1));
}
