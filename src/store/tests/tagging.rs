//! Tags, and what is hidden.

use super::*;

impl Cache {
    fn tag(&mut self, title: &str, tags: &str) -> Performed {
        let entry = self.entry(title).id;
        let tags = tags_in(tags);
        self.database
            .perform(&Action::Tag { entry, tags }, NOW)
            .unwrap()
    }

    fn tags_of(&self, title: &str) -> Vec<String> {
        let tags = self.entry(title).tags;
        tags.iter().map(|tag| tag.as_str().to_owned()).collect()
    }

    fn hide(&mut self, title: &str) {
        let entry = self.entry(title).id;
        let hide = Action::Hide {
            entry,
            hidden: true,
        };
        assert_eq!(self.database.perform(&hide, NOW).unwrap().changed, 1);
    }

    fn answers(&self, list: List, query: &str) -> Vec<String> {
        let ask = WindowRequest {
            search: search(query),
            ..request(list)
        };
        titles(&self.reader.window(&ask).unwrap())
    }
}

fn three() -> Cache {
    let mut cache = Cache::with_feeds(&["a", "b"]);
    cache.bring("a", vec![entry("1", 1), entry("3", 3)]);
    cache.bring("b", vec![entry("2", 2)]);
    cache
}

#[test]
fn tags_are_compared_as_words_are_and_keep_their_first_spelling() {
    let mut cache = three();
    cache.tag("1", "AI، أخبار");
    cache.tag("2", "ai, اخبار, Café");
    assert_eq!(cache.tags_of("1"), ["AI", "أخبار"]);
    assert_eq!(cache.tags_of("2"), ["AI", "Café", "أخبار"]);
    let all: Vec<_> = cache.reader.tags().unwrap();
    let all: Vec<_> = all.iter().map(CleanText::as_str).collect();
    assert_eq!(all, ["AI", "Café", "أخبار"]);
    // Written otherwise it is no other tag.
    assert_eq!(cache.tag("1", "Ai, أَخبار").changed, 0);
}

#[test]
fn tags_are_found() {
    let mut cache = three();
    cache.tag("1", "ai");
    cache.tag("3", "ai, machine learning");
    assert_eq!(cache.answers(List::All, "tag:AI"), ["1", "3"]);
    assert_eq!(cache.answers(List::All, "-tag:ai"), ["2"]);
    assert_eq!(cache.answers(List::All, "tag:\"Machine  learning\""), ["3"]);
    assert_eq!(cache.answers(List::All, "has:tag"), ["1", "3"]);
    assert_eq!(
        cache.answers(List::All, "-has:tag OR tag:ai"),
        ["1", "2", "3"]
    );
    assert_eq!(cache.answers(List::All, "tag:other"), [""; 0]);
    assert_eq!(cache.answers(List::Feed(cache.id("b")), "has:tag"), [""; 0]);
    cache.mark("1", true);
    let list = SmartList {
        name: line("AI"),
        query: Query::parse("tag:ai").unwrap(),
    };
    assert_eq!(cache.reader.count_unread(&list, NOW).unwrap(), 1);
}

#[test]
fn what_was_tagged_is_undone_at_once_with_its_spelling() {
    let mut cache = three();
    cache.tag("1", "One, Two");
    cache.tag("1", "two, three");
    assert_eq!(cache.tags_of("1"), ["three", "Two"]);
    let mut database = Database::open(&cache.path).unwrap();
    let undone = database.undo(NOW).unwrap().unwrap();
    assert_eq!((undone.deed, undone.changed), (Deed::Tagged, 1));
    assert_eq!(cache.tags_of("1"), ["One", "Two"]);
    database.redo().unwrap();
    assert_eq!(cache.tags_of("1"), ["three", "Two"]);
    database.undo(NOW).unwrap();
    database.undo(NOW).unwrap();
    assert_eq!(cache.tags_of("1"), [""; 0]);
    assert_eq!(cache.reader.tags().unwrap(), []);
}

#[test]
fn tags_of_what_is_gone_are_gone() {
    let mut cache = three();
    let entry = cache.entry("1").id;
    cache.tag("1", "ai");
    cache
        .database
        .perform(&Action::Delete { entry }, NOW)
        .unwrap();
    let again = Action::Tag {
        entry,
        tags: tags_in("other"),
    };
    assert_eq!(cache.database.perform(&again, NOW).unwrap().changed, 0);
    assert_eq!(cache.answers(List::All, "tag:ai"), [""; 0]);
    cache.database.undo(NOW).unwrap();
    assert_eq!(cache.answers(List::All, "tag:ai"), ["1"]);
}

#[test]
fn a_tagged_entry_is_kept_as_a_saved_one_is() {
    let mut cache = Cache::new();
    let few = Subscription {
        keeping: Keeping {
            days: 1,
            unread: false,
            ..Keeping::ALL
        },
        ..subscription("a")
    };
    cache.database.subscribe(&[few]).unwrap();
    cache.bring("a", vec![entry("1", 1), entry("2", 2), entry("3", 3)]);
    cache.tag("1", "ai");
    cache.hide("3");
    // Past recall.
    for turn in 0..102 {
        cache.save("2", turn % 2 == 0);
    }
    cache.tidy(NOW.plus_seconds(9 * DAY));
    assert_eq!(cache.answers(List::All, "is:hidden"), [""; 0]);
    // The log still holds what was saved.
    assert_eq!(cache.titles(List::All), ["1", "2"]);
    assert!(cache.database.check().unwrap().is_empty());
}

#[test]
fn what_is_hidden_is_in_no_list_and_is_found_when_asked_for() {
    let mut cache = three();
    cache.save("1", true);
    cache.hide("1");
    cache.hide("2");
    assert_eq!(cache.titles(List::All), ["3"]);
    assert_eq!(cache.titles(List::Saved), [""; 0]);
    assert_eq!(cache.titles(List::Feed(cache.id("b"))), [""; 0]);
    assert_eq!((cache.counts().total, cache.counts().unread), (1, 1));
    assert_eq!(cache.counts().saved, 0);
    assert_eq!(cache.answers(List::All, "is:hidden"), ["1", "2"]);
    assert_eq!(cache.answers(List::All, "is:hidden feed:a.example"), ["1"]);
    assert_eq!(cache.answers(List::All, "is:hidden saved"), ["1"]);
    assert_eq!(cache.answers(List::Saved, "is:hidden"), ["1"]);
    assert_eq!(cache.answers(List::Feed(cache.id("b")), "is:hidden"), ["2"]);
    assert_eq!(cache.answers(List::All, "unread is:hidden -saved"), ["2"]);
    assert_eq!(cache.answers(List::All, "-is:hidden"), ["3"]);
    assert_eq!(cache.answers(List::All, "is:hidden OR unread"), ["3"]);
    assert!(cache.database.check().unwrap().is_empty());
}

#[test]
fn marks_of_what_is_hidden_are_counted_when_it_is_shown() {
    let mut cache = three();
    let entry = cache.entry("1").id;
    cache.hide("1");
    for action in [
        Action::MarkRead { entry, read: true },
        Action::Save { entry, saved: true },
        Action::Delete { entry },
    ] {
        cache.database.perform(&action, NOW).unwrap();
        assert!(cache.database.check().unwrap().is_empty(), "{action:?}");
    }
    assert_eq!(cache.answers(List::All, "is:hidden"), [""; 0]);
    cache.database.undo(NOW).unwrap();
    assert!(cache.database.check().unwrap().is_empty());
    let show = Action::Hide {
        entry,
        hidden: false,
    };
    cache.database.perform(&show, NOW).unwrap();
    assert!(cache.database.check().unwrap().is_empty());
    assert_eq!((cache.counts().total, cache.counts().unread), (3, 2));
    assert_eq!(cache.counts().saved, 1);
    for _ in 0..4 {
        cache.database.undo(NOW).unwrap();
        assert!(cache.database.check().unwrap().is_empty());
    }
    assert_eq!(cache.counts().unread, 3);
}
