//! Publishers that change their programs, and servers that give half of what they have.

use super::*;

fn linked(guid: &str, link: &str, title: &str, age: i64) -> NewEntry {
    NewEntry {
        identity: EntryIdentity::Guid(guid.to_owned()),
        link: Some(link.to_owned()),
        ..entry(title, age)
    }
}

/// Three entries as a site has them under an address.
fn site(root: &str) -> Vec<NewEntry> {
    [("Tides", 30), ("Lamps", 20), ("Nets", 10)]
        .map(|(title, age)| {
            let link = format!("{root}/{title}.html");
            linked(&link, &link, title, age)
        })
        .into()
}

fn text(cache: &Cache, title: &str) -> String {
    let entry = cache.entry(title).id;
    cache.reader.body(entry).unwrap().unwrap().body.content
}

#[test]
fn entries_that_all_get_other_guids_at_once_are_not_news() {
    let mut cache = Cache::with_feeds(&["a"]);
    cache.bring("a", site("http://a.example"));
    for title in ["Tides", "Lamps"] {
        cache.mark(title, true);
    }
    cache.save("Tides", true);
    let hidden = Action::Hide {
        entry: cache.entry("Nets").id,
        hidden: true,
    };
    cache.database.perform(&hidden, NOW).unwrap();
    for root in [
        "https://a.example",
        "https://www.a.example",
        "https://b.example",
    ] {
        let sighting = cache.bring("a", site(root));
        assert_eq!(sighting, seen(0, 3), "{root}");
        assert_eq!(cache.bring("a", site(root)), seen(0, 0), "{root}");
    }
    assert_eq!(cache.titles(List::All), ["Lamps", "Tides"], "and no other");
    cache.database.undo(NOW).unwrap();
    assert_eq!(cache.titles(List::All), ["Nets", "Lamps", "Tides"]);
    assert_eq!(cache.titles(List::Unread), ["Nets"]);
    assert_eq!(cache.titles(List::Saved), ["Tides"]);
    let link = cache.entry("Tides").link;
    assert_eq!(link.as_deref(), Some("https://b.example/Tides.html"));
    // Another program, whose GUIDs are numbers.
    let numbered = |number: usize, mut entry: NewEntry| {
        entry.identity = EntryIdentity::Guid(number.to_string());
        entry
    };
    let numbered: Vec<_> = (1..)
        .zip(site("https://b.example"))
        .map(|(number, entry)| numbered(number, entry))
        .collect();
    assert_eq!(cache.bring("a", numbered.clone()), seen(0, 0));
    assert_eq!(cache.bring("a", numbered), seen(0, 0));
    assert_eq!(cache.feed("a").total, 3);
    let faults = cache.database.check().unwrap();
    assert!(faults.is_empty(), "{faults:?}");
}

#[test]
fn entries_without_links_are_known_by_what_is_seen_of_them() {
    let mut cache = Cache::with_feeds(&["a"]);
    let number = |guid: &str, text: &str| {
        let mut number = entry("Bulletin", 10);
        number.identity = EntryIdentity::Guid(guid.to_owned());
        text.clone_into(&mut number.body.content);
        number
    };
    cache.bring("a", vec![number("1", "morning")]);
    cache.mark("Bulletin", true);
    assert_eq!(cache.bring("a", vec![number("2", "morning")]), seen(0, 0));
    assert_eq!(cache.bring("a", vec![number("3", "evening")]), seen(1, 0));
    assert_eq!(cache.counts().unread, 1);
}

#[test]
fn what_is_like_an_entry_and_is_not_is_another() {
    let first = || linked("1", "https://a.example/1", "Weather", 50);
    let others = [
        (
            "another date",
            linked("2", "https://a.example/1", "Weather", 40),
        ),
        (
            "another title",
            linked("2", "https://a.example/1", "Storm", 50),
        ),
        (
            "another page",
            linked("2", "https://a.example/2", "Weather", 50),
        ),
        ("no page", linked("2", "https://a.example/", "Weather", 50)),
    ];
    for (what, other) in others {
        let mut cache = Cache::with_feeds(&["a"]);
        cache.bring("a", vec![first()]);
        assert_eq!(cache.bring("a", vec![other]), seen(1, 0), "{what}");
    }
    // Both are there: they are two.
    let mut cache = Cache::with_feeds(&["a"]);
    cache.bring("a", vec![first()]);
    let twin = linked("2", "https://a.example/1", "Weather", 50);
    assert_eq!(cache.bring("a", vec![first(), twin.clone()]), seen(1, 0));
    assert_eq!(cache.bring("a", vec![first(), twin]), seen(0, 0));
    // One stays when the other goes.
    let mut cache = Cache::with_feeds(&["a"]);
    cache.bring("a", vec![linked("1", "https://a.example/", "Weather", 50)]);
    let next = linked("2", "https://a.example/", "Weather", 50);
    let mut next = next;
    "<p>Storm".clone_into(&mut next.body.content);
    assert_eq!(cache.bring("a", vec![next]), seen(1, 0));
}

#[test]
fn an_entry_that_comes_without_its_text_keeps_the_one_it_had() {
    let mut cache = Cache::with_feeds(&["a"]);
    let full = || NewEntry {
        details: Details {
            categories: vec![line("Sea")],
            ..Details::default()
        },
        ..linked("1", "https://a.example/1", "Tides", 10)
    };
    cache.bring("a", vec![full()]);
    for (title, link, body) in [
        ("Tides", Some("https://a.example/1"), " \n"),
        ("", None, ""),
    ] {
        let mut empty = full();
        empty.title = line(title);
        empty.link = link.map(str::to_owned);
        body.clone_into(&mut empty.body.content);
        empty.details = Details::default();
        cache.bring("a", vec![empty]);
        let details = cache.reader.details(cache.entry("Tides").id).unwrap();
        assert_eq!(details, full().details);
        assert_eq!(text(&cache, "Tides"), "<p>Tides");
        assert_eq!(
            cache.entry("Tides").link.as_deref(),
            Some("https://a.example/1")
        );
    }
    let mut back = full();
    "<p>Tides, corrected".clone_into(&mut back.body.content);
    assert_eq!(cache.bring("a", vec![back]), seen(0, 1));
    assert_eq!(text(&cache, "Tides"), "<p>Tides, corrected");
}

#[test]
fn a_feed_that_is_empty_for_a_while_loses_nothing_and_brings_nothing_twice() {
    let mut cache = Cache::with_feeds(&["a"]);
    cache.bring("a", site("https://a.example"));
    cache.save("Lamps", true);
    assert_eq!(cache.bring("a", Vec::new()), seen(0, 0));
    assert_eq!(cache.bring("a", site("https://a.example")), seen(0, 0));
    assert_eq!(cache.feed("a").total, 3);
    assert_eq!(cache.titles(List::Saved), ["Lamps"]);
}
