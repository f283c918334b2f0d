//! The entries that polls bring.

use super::*;
use crate::text::Direction;

fn bodies(cache: &Cache, list: List) -> Vec<String> {
    let rows = cache.window(list).rows;
    let body = |row: &Headline| cache.reader.body(row.id).unwrap().unwrap().body.content;
    rows.iter().map(body).collect()
}

fn with_body(mut entry: NewEntry, content: &str) -> NewEntry {
    entry.body.content = content.to_owned();
    entry
}

fn with_guid(mut entry: NewEntry, guid: &str) -> NewEntry {
    entry.identity = EntryIdentity::Guid(guid.to_owned());
    entry
}

#[test]
fn what_was_made_ready_is_stored_as_what_was_not() {
    let text = |word: &str| format!("<p>{word} وقال المتحدث</p>\n").repeat(40);
    let update = |second: &str| FeedUpdate {
        entries: vec![
            with_body(entry("one", 2), "short"),
            with_body(entry("two", 1), &text(second)),
        ],
        ..FeedUpdate::default()
    };
    for new in [true, false] {
        let mut cache = Cache::with_feeds(&["a"]);
        let feed = cache.id("a");
        let mut record = |second| {
            let parcel = Parcel::new(update(second), new, false);
            cache.database.record_parcel(feed, &parcel, NOW).unwrap()
        };
        let sightings = [record("two"), record("two"), record("edited")];
        let counted = sightings.map(|sighting| (sighting.new, sighting.edited));
        assert_eq!(counted, [(2, 0), (0, 0), (0, 1)]);
        let again = cache.database.record_update(feed, &update("edited"), NOW);
        assert_eq!(again.unwrap(), Sighting::default());
        assert_eq!(
            bodies(&cache, List::All),
            [text("edited"), "short".to_owned()]
        );
    }
}

#[test]
fn the_same_document_again_changes_nothing() {
    let mut cache = Cache::with_feeds(&["a"]);
    let document = vec![entry("one", 1), entry("two", 2)];
    assert_eq!(cache.bring("a", document.clone()), seen(2, 0));
    assert_eq!(cache.bring("a", document), Sighting::default());
    assert_eq!(cache.feed("a").total, 2);
}

#[test]
fn an_entry_that_left_the_document_stays() {
    let mut cache = Cache::with_feeds(&["a"]);
    cache.bring("a", vec![entry("old", 9)]);
    cache.bring("a", vec![entry("new", 1)]);
    assert_eq!(cache.titles(List::All), ["new", "old"]);
}

#[test]
fn an_edited_entry_keeps_its_marks_and_its_place() {
    let mut cache = Cache::with_feeds(&["a"]);
    cache.bring(
        "a",
        vec![entry("one", 1), entry("two", 2), entry("three", 3)],
    );
    cache.mark("two", true);
    cache.save("two", true);
    let before = cache.entry("two");
    let edited = with_guid(with_body(entry("Two, corrected", 0), "<p>corrected"), "two");
    let sighting = cache.bring("a", vec![entry("one", 1), edited, entry("three", 3)]);
    assert_eq!(sighting, seen(0, 1));
    assert_eq!(cache.titles(List::All), ["one", "Two, corrected", "three"]);
    assert_eq!(bodies(&cache, List::Saved), ["<p>corrected"]);
    let after = cache.entry("Two, corrected");
    assert_eq!(
        after,
        Headline {
            title: after.title.clone(),
            ..before
        }
    );
    assert_eq!(cache.counts().unread, 2);
}

#[test]
fn a_new_date_alone_is_no_edit() {
    let mut cache = Cache::with_feeds(&["a"]);
    cache.bring("a", vec![entry("one", 100)]);
    let before = cache.entry("one");
    assert_eq!(cache.bring("a", vec![entry("one", 0)]), Sighting::default());
    assert_eq!(cache.entry("one"), before);
}

#[test]
fn two_feeds_may_use_one_guid() {
    let mut cache = Cache::with_feeds(&["a", "b"]);
    cache.bring("a", vec![with_guid(entry("of a", 1), "1")]);
    cache.bring("b", vec![with_guid(entry("of b", 2), "1")]);
    assert_eq!(cache.titles(List::All), ["of a", "of b"]);
}

#[test]
fn a_link_and_a_guid_that_look_alike_are_two_entries() {
    let mut cache = Cache::with_feeds(&["a"]);
    let url = "https://a.example/1".to_owned();
    let by_link = NewEntry {
        identity: EntryIdentity::Link(url.clone()),
        ..entry("by link", 1)
    };
    let by_hash = NewEntry {
        identity: EntryIdentity::Hash(1),
        ..entry("by hash", 3)
    };
    cache.bring(
        "a",
        vec![by_link, with_guid(entry("by guid", 2), &url), by_hash],
    );
    assert_eq!(cache.titles(List::All), ["by link", "by guid", "by hash"]);
}

#[test]
fn one_entry_twice_in_a_document_is_one_entry() {
    let mut cache = Cache::with_feeds(&["a"]);
    let sighting = cache.bring("a", vec![entry("one", 1), entry("one", 1)]);
    assert_eq!(sighting, seen(1, 0));
    assert_eq!(cache.titles(List::All), ["one"]);
}

#[test]
fn entries_that_share_a_guid_are_told_apart_as_the_document_moves_on() {
    let mut cache = Cache::with_feeds(&["a"]);
    let shared = |title: &str, age| with_guid(entry(title, age), "https://a.example/");
    let sighting = cache.bring("a", vec![shared("second", 20), shared("first", 30)]);
    assert_eq!(sighting, seen(2, 0));
    cache.mark("first", true);
    let sighting = cache.bring("a", vec![shared("third", 10), shared("second", 20)]);
    assert_eq!(sighting, seen(1, 0));
    assert_eq!(cache.titles(List::All), ["third", "second", "first"]);
    assert_eq!(cache.titles(List::Unread), ["third", "second"]);

    let longer = with_body(shared("third", 10), "<p>third, longer");
    let sighting = cache.bring("a", vec![longer, shared("second", 20)]);
    assert_eq!(sighting, seen(0, 1));
    assert_eq!(
        bodies(&cache, List::All),
        ["<p>third, longer", "<p>second", "<p>first"]
    );
}

#[test]
fn an_unchanged_entry_is_not_taken_for_an_earlier_state_of_another() {
    let mut cache = Cache::with_feeds(&["a"]);
    let shared = |text: &str| with_body(with_guid(entry("Bulletin", 10), "1"), text);
    cache.bring("a", vec![shared("morning")]);
    cache.mark("Bulletin", true);
    // The new one comes last, and so is looked at first.
    let sighting = cache.bring("a", vec![shared("morning"), shared("evening")]);
    assert_eq!(sighting, seen(1, 0));
    assert_eq!(bodies(&cache, List::Unread), ["evening"]);
    assert_eq!(bodies(&cache, List::All), ["evening", "morning"]);
}

#[test]
fn an_entry_that_is_there_twice_is_edited_as_one() {
    let mut cache = Cache::with_feeds(&["a"]);
    cache.bring("a", vec![entry("one", 1), entry("one", 1)]);
    let edited = with_guid(entry("One", 1), "one");
    let sighting = cache.bring("a", vec![edited.clone(), edited]);
    assert_eq!(sighting, seen(0, 1));
    assert_eq!(cache.titles(List::All), ["One"]);
}

#[test]
fn an_entry_is_sorted_by_a_date_that_can_be() {
    let mut cache = Cache::with_feeds(&["a"]);
    let dated = |title: &str, published: Option<i64>, updated: Option<i64>| NewEntry {
        published: published.map(Timestamp),
        updated: updated.map(Timestamp),
        ..entry(title, 0)
    };
    let soon = NOW.0 + 3600;
    let cases = [
        (
            dated("published", Some(NOW.0 - 50), Some(NOW.0 - 10)),
            NOW.0 - 50,
        ),
        (dated("updated", None, Some(NOW.0 - 40)), NOW.0 - 40),
        (dated("undated", None, None), NOW.0),
        (dated("soon", Some(soon), None), NOW.0),
        (dated("year 9999", Some(253_402_300_799), None), NOW.0),
        (dated("1969", Some(-1), None), NOW.0),
        (dated("not set", Some(0), None), NOW.0),
        (dated("1994", Some(757_382_400), None), 757_382_400),
    ];
    for (entry, sorted_at) in cases {
        let title = entry.title.as_str().to_owned();
        cache.bring("a", vec![entry]);
        assert_eq!(cache.entry(&title).sorted_at.0, sorted_at, "{title}");
    }
}

#[test]
fn everything_an_article_needs_is_kept() {
    let mut cache = Cache::new();
    let direction = DirectionSetting::Always(Direction::Ltr);
    cache
        .database
        .subscribe(&[Subscription {
            direction,
            ..subscription("a")
        }])
        .unwrap();
    let published = NewEntry {
        link: Some("https://a.example/1".to_owned()),
        author: Some(line("Layla")),
        language: Some("he".to_owned()),
        body: Body {
            kind: BodyKind::Plain,
            content: "one\n\u{0}two\u{1b}[2J".to_owned(),
        },
        ..entry("one", 1)
    };
    let update = FeedUpdate {
        home: Some("https://a.example/".to_owned()),
        language: Some("en".to_owned()),
        entries: vec![published.clone()],
        ..FeedUpdate::default()
    };
    let feed = cache.id("a");
    cache.database.record_update(feed, &update, NOW).unwrap();
    let headline = cache.entry("one");
    assert_eq!(headline.author, published.author);
    assert_eq!(headline.link, published.link);
    assert_eq!(headline.language_direction, Some(Direction::Rtl));
    assert_eq!(
        cache.reader.entry(headline.id).unwrap(),
        Some(headline.clone())
    );
    let body = StoredBody {
        body: published.body,
        link: published.link,
        home: update.home,
        entry_language: Some(Direction::Rtl),
        feed_language: Some(Direction::Ltr),
        direction,
        feed: address("a"),
    };
    assert_eq!(cache.reader.body(headline.id).unwrap(), Some(body));
    assert_eq!(cache.reader.body(EntryId(999)).unwrap(), None);
    assert_eq!(cache.reader.entry(EntryId(999)).unwrap(), None);
}

fn podcast() -> Details {
    Details {
        comments: Some("https://a.example/1#comments".to_owned()),
        categories: vec![line("بحر"), line("Ships, and boats")],
        enclosures: vec![
            Enclosure {
                url: "https://a.example/1.mp3".to_owned(),
                media_type: Some(line("audio/mpeg")),
                length: Some(1_234),
            },
            Enclosure {
                url: "https://a.example/1.jpg".to_owned(),
                ..Enclosure::default()
            },
        ],
    }
}

#[test]
fn what_an_entry_comes_with_is_kept() {
    let mut cache = Cache::with_feeds(&["a"]);
    let episode = NewEntry {
        details: podcast(),
        ..entry("episode", 1)
    };
    cache.bring("a", vec![episode, entry("bare", 2)]);
    let details = |title| cache.reader.details(cache.entry(title).id).unwrap();
    assert_eq!(details("episode"), podcast());
    assert_eq!(details("bare"), Details::default());
}

#[test]
fn a_change_of_what_an_entry_comes_with_is_an_edit() {
    let mut cache = Cache::with_feeds(&["a"]);
    let with = |details: Details| NewEntry {
        details,
        ..entry("episode", 1)
    };
    cache.bring("a", vec![with(podcast())]);
    let mut fewer = podcast();
    fewer.enclosures.pop();
    fewer.categories.clear();
    for details in [fewer, Details::default(), podcast()] {
        let edited = seen(0, 1);
        assert_eq!(cache.bring("a", vec![with(details.clone())]), edited);
        let same = cache.bring("a", vec![with(details.clone())]);
        assert_eq!(same, Sighting::default());
        let stored = cache.reader.details(cache.entry("episode").id).unwrap();
        assert_eq!(stored, details);
    }
}

#[test]
fn of_two_entries_only_one_is_that_which_was_known_by_its_title() {
    let mut cache = Cache::with_feeds(&["a"]);
    cache.bring("a", vec![entry("Weather", 50)]);
    let of = |hash, text: &str| NewEntry {
        identity: EntryIdentity::Hash(hash),
        body: Body {
            kind: BodyKind::Plain,
            content: text.to_owned(),
        },
        ..entry("Weather", 40)
    };
    let both = vec![of(1, "Rain"), of(2, "Sun")];
    assert_eq!(cache.bring("a", both.clone()), seen(1, 1));
    assert_eq!(cache.bring("a", both), seen(0, 0));
    assert_eq!(cache.titles(List::All), ["Weather", "Weather"]);
}

#[test]
fn imported_entries_of_one_link_are_told_apart() {
    let mut cache = Cache::with_feeds(&["a"]);
    let feed = cache.id("a");
    let link = "https://a.example/status";
    let marked = |title: &str, saved| MarkedEntry {
        entry: NewEntry {
            identity: EntryIdentity::Link(link.to_owned()),
            link: Some(link.to_owned()),
            ..entry(title, 50)
        },
        read: true,
        saved,
    };
    let all = [
        marked("One", true),
        marked("Two", false),
        marked("Three", false),
    ];
    let import = |cache: &mut Cache| {
        let mut pieces = vec![Vec::new(), all.to_vec()];
        let next = || Ok(pieces.pop().unwrap_or_default());
        cache.database.import(feed, &line("A"), next, NOW).unwrap()
    };
    assert_eq!(import(&mut cache), Imported { new: 3, known: 0 });
    assert_eq!(import(&mut cache), Imported { new: 0, known: 3 });
    assert_eq!(cache.titles(List::Saved), ["One"]);
    // Edited since, and the only one of its link.
    let mut cache = Cache::with_feeds(&["a"]);
    let mut polled = marked("Otherwise", false).entry;
    polled.body = Body::default();
    cache.bring("a", vec![polled]);
    assert_eq!(import(&mut cache), Imported { new: 2, known: 1 });
}

#[test]
fn what_takes_the_place_of_another_under_one_link_is_another_entry() {
    let mut cache = Cache::with_feeds(&["a"]);
    let of = |title: &str, age| NewEntry {
        identity: EntryIdentity::Link("https://a.example/today".to_owned()),
        link: Some("https://a.example/today".to_owned()),
        ..entry(title, age)
    };
    cache.bring("a", vec![of("Monday", 2 * DAY)]);
    cache.mark("Monday", true);
    // A new title alone, or a new date, is an edit.
    for edited in [of("Mon", 2 * DAY), of("Mon", DAY)] {
        cache.bring("a", vec![edited]);
        assert_eq!(cache.titles(List::All).len(), 1);
    }
    let tuesday = || vec![of("Tuesday", 10)];
    assert_eq!(cache.bring("a", tuesday()), seen(1, 0));
    assert_eq!(cache.bring("a", tuesday()), seen(0, 0));
    assert_eq!(cache.titles(List::All), ["Tuesday", "Mon"]);
    assert_eq!(cache.titles(List::Unread), ["Tuesday"]);
}
