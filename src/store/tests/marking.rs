//! The reader's marks, and undo.

use super::*;

fn three() -> Cache {
    let mut cache = Cache::with_feeds(&["a", "b"]);
    cache.bring("a", vec![entry("1", 1), entry("3", 3)]);
    cache.bring("b", vec![entry("2", 2)]);
    cache
}

fn unread_of(cache: &Cache) -> [u64; 2] {
    ["a", "b"].map(|name| cache.feed(name).unread)
}

#[test]
fn marks_are_counted_where_they_are_set() {
    let mut cache = three();
    assert_eq!(unread_of(&cache), [2, 1]);
    cache.mark("1", true);
    cache.save("2", true);
    assert_eq!(unread_of(&cache), [1, 1]);
    assert_eq!(cache.counts().saved, 1);
    cache.mark("1", false);
    cache.save("2", false);
    assert_eq!(unread_of(&cache), [2, 1]);
    assert_eq!(cache.counts().saved, 0);
}

#[test]
fn a_mark_that_is_set_already_is_not_logged() {
    let mut cache = three();
    assert_eq!(cache.mark("1", true).changed, 1);
    let nothing = Performed {
        action: None,
        changed: 0,
    };
    assert_eq!(cache.mark("1", true), nothing);
    assert_eq!(cache.mark("2", false), nothing);
    let nowhere = Action::Save {
        entry: EntryId(999),
        saved: true,
    };
    assert_eq!(cache.database.perform(&nowhere, NOW).unwrap(), nothing);
    let undone = cache.database.undo(NOW).unwrap().unwrap();
    assert_eq!((undone.deed, undone.changed), (Deed::Marked(Mark::Read), 1));
    assert_eq!(cache.database.undo(NOW).unwrap(), None);
}

#[test]
fn a_whole_list_is_marked_read() {
    let lists = |cache: &Cache| {
        [
            (List::All, vec![]),
            (List::Unread, vec![]),
            (List::Today, vec!["old"]),
            (List::Saved, vec!["1", "old"]),
            (List::Folder(line("f")), vec!["1"]),
            (List::Feed(cache.id("a")), vec!["2", "old"]),
        ]
    };
    for case in 0..6 {
        let mut cache = Cache::new();
        cache
            .database
            .subscribe(&[subscription("a"), in_folder("b", "f")])
            .unwrap();
        cache.bring("a", vec![entry("1", 1)]);
        cache.bring("b", vec![entry("2", 2), entry("old", 2 * DAY)]);
        cache.save("2", true);
        let (list, left) = lists(&cache)[case].clone();
        let performed = cache.mark_all(list.clone());
        assert_eq!(performed.changed, 3 - left.len(), "{list:?}");
        assert_eq!(cache.titles(List::Unread), left, "{list:?}");
        assert_eq!(cache.counts().unread, left.len() as u64, "{list:?}");
    }
}

#[test]
fn marking_a_list_spares_what_came_after_it_was_seen() {
    // However the clock was set meanwhile.
    for later in [-DAY, 0, 1] {
        let mut cache = three();
        let seen = cache.window(List::All).newest.unwrap();
        cache.bring_at("a", vec![entry("late", 4)], NOW.plus_seconds(later));
        assert_eq!(cache.mark_seen(List::All, "", seen).changed, 3);
        assert_eq!(cache.titles(List::Unread), ["late"]);
    }
}

#[test]
fn marking_a_list_spares_hidden_feeds() {
    let mut cache = three();
    cache.database.subscribe(&[subscription("a")]).unwrap();
    assert_eq!(cache.mark_all(List::All).changed, 2);
    cache
        .database
        .subscribe(&[subscription("a"), subscription("b")])
        .unwrap();
    assert_eq!(cache.titles(List::Unread), ["2"]);
}

#[test]
fn undo_takes_back_what_the_action_changed_and_nothing_else() {
    let mut cache = three();
    cache.mark("2", true);
    let performed = cache.mark_all(List::All);
    assert_eq!(performed.changed, 2);
    let undone = Undone {
        action: performed.action.unwrap(),
        deed: Deed::Marked(Mark::Read),
        changed: 2,
        returned: None,
    };
    assert_eq!(cache.database.undo(NOW).unwrap(), Some(undone));
    assert_eq!(cache.titles(List::Unread), ["1", "3"]);
    assert_eq!(unread_of(&cache), [2, 0]);
}

#[test]
fn undo_goes_back_action_by_action_over_a_restart() {
    let mut cache = three();
    cache.mark("1", true);
    cache.save("3", true);
    cache.mark_all(List::All);
    cache.mark("2", false);
    cache.save("3", false);
    let mut database = Database::open(&cache.path).unwrap();
    let mut marks = Vec::new();
    while let Some(undone) = database.undo(NOW).unwrap() {
        marks.push(undone.deed);
    }
    assert_eq!(
        marks,
        [
            Mark::Unsaved,
            Mark::Unread,
            Mark::Read,
            Mark::Saved,
            Mark::Read
        ]
        .map(Deed::Marked)
    );
    assert_eq!(cache.titles(List::Unread), ["1", "2", "3"]);
    assert_eq!(cache.titles(List::Saved), [""; 0]);
    assert_eq!(unread_of(&cache), [2, 1]);
}

#[test]
fn an_action_after_an_undo_is_undone_first() {
    let mut cache = three();
    cache.mark("1", true);
    cache.mark("2", true);
    cache.database.undo(NOW).unwrap();
    cache.mark("3", true);
    cache.database.undo(NOW).unwrap();
    assert_eq!(cache.titles(List::Unread), ["2", "3"]);
    cache.database.undo(NOW).unwrap();
    assert_eq!(cache.titles(List::Unread), ["1", "2", "3"]);
}

#[test]
fn the_last_hundred_actions_can_be_undone() {
    let mut cache = three();
    for turn in 0..103 {
        cache.mark("1", turn % 2 == 0);
    }
    let mut undone = 0;
    while cache.database.undo(NOW).unwrap().is_some() {
        undone += 1;
    }
    assert_eq!(undone, 100);
    // The first three are past recall: read, unread, read.
    assert_eq!(cache.titles(List::Unread), ["2", "3"]);
}

#[test]
fn redo_does_again_what_undo_took_back_over_a_restart() {
    let mut cache = three();
    cache.mark("1", true);
    cache.save("3", true);
    cache.mark_all(List::All);
    let after = (cache.window(List::All), cache.counts());
    for _ in 0..3 {
        cache.database.undo(NOW).unwrap().unwrap();
    }
    let mut database = Database::open(&cache.path).unwrap();
    let redone: Vec<_> = std::iter::from_fn(|| database.redo().unwrap())
        .map(|redone| (redone.deed, redone.changed))
        .collect();
    let marks = [(Mark::Read, 1), (Mark::Saved, 1), (Mark::Read, 2)];
    assert_eq!(
        redone,
        marks.map(|(mark, changed)| (Deed::Marked(mark), changed))
    );
    assert_eq!((cache.window(List::All), cache.counts()), after);
    database.undo(NOW).unwrap().unwrap();
    assert_eq!(cache.titles(List::Unread), ["2", "3"]);
}

#[test]
fn after_a_new_action_there_is_nothing_to_redo() {
    let mut cache = three();
    assert_eq!(cache.database.redo().unwrap(), None);
    cache.mark("1", true);
    assert_eq!(cache.database.redo().unwrap(), None);
    cache.database.undo(NOW).unwrap();
    cache.mark("2", true);
    assert_eq!(cache.database.redo().unwrap(), None);
    assert_eq!(cache.titles(List::Unread), ["1", "3"]);
}

#[test]
fn redo_never_does_what_was_undone_before_a_new_action() {
    let mut cache = three();
    cache.mark("1", true);
    cache.mark("2", true);
    cache.database.undo(NOW).unwrap();
    cache.mark("3", true);
    cache.database.undo(NOW).unwrap();
    assert_eq!(cache.database.redo().unwrap().unwrap().changed, 1);
    assert_eq!(cache.titles(List::Unread), ["2"]);
    assert_eq!(cache.database.redo().unwrap(), None);
    cache.database.undo(NOW).unwrap();
    cache.database.undo(NOW).unwrap();
    assert_eq!(cache.titles(List::Unread), ["1", "2", "3"]);
}
