//! Entries read, saved, tagged, hidden, deleted; and that taken back.

use super::*;

#[test]
fn opening_an_entry_marks_it_read_at_once() {
    let mut state = loaded(80, 24, Content::Ltr);
    let effects = press(&mut state, "l enter");
    assert!(effects.contains(&Effect::Perform(Action::MarkRead {
        entry: EntryId(100),
        read: true
    })));
    assert!(state.headlines.rows()[0].read);
    let counts = state.sources.counts();
    assert_eq!((counts.unread, counts.today_unread), (3, 2));
    assert_eq!(state.focus, Pane::Article);
}

#[test]
fn marks_outlive_a_window_that_was_read_before_them() {
    let mut state = loaded(80, 24, Content::Ltr);
    let effects = update(&mut state, one_came(), NOON);
    press(&mut state, "l s");
    answer_windows(&mut state, &effects, Content::Ltr);
    assert!(
        state.headlines.rows()[0].saved,
        "the window did not know yet"
    );
}

#[test]
fn mark_all_read_can_be_undone_and_says_so() {
    let mut state = loaded(80, 24, Content::Ltr);
    let effects = press(&mut state, "l A");
    let [Effect::Perform(action)] = &effects[..] else {
        panic!("{effects:?}")
    };
    let rows = state.headlines.rows();
    assert!(rows.iter().all(|row| row.read), "it shows at once");
    assert!(matches!(
        action,
        Action::MarkAllRead {
            list: List::All,
            newest: EntryId(9),
            ..
        }
    ));
    let effects = update(
        &mut state,
        Message::ActionPerformed {
            action: action.clone(),
            changed: 4,
        },
        NOON,
    );
    assert_eq!(requests(&effects).len(), 1, "the list is read again");
    let undo = "u".to_owned();
    assert_eq!(
        state.notice.as_ref().map(|notice| &notice.phrase),
        Some(&Phrase::StatusMarkedAllRead {
            count: 4,
            key: undo
        })
    );
    assert_eq!(press(&mut state, "u"), [Effect::Undo]);
}

#[test]
fn a_deleted_entry_goes_at_once_and_undo_is_offered() {
    let mut state = loaded(80, 24, Content::Ltr);
    press(&mut state, "l");
    let first = state.headlines.rows()[0].clone();
    let next = state.headlines.rows()[1].id;
    let before = *state.sources.counts();
    let entry = first.id;
    let delete = Effect::Perform(Action::Delete { entry });
    assert_eq!(press(&mut state, "D"), [delete]);
    assert_eq!(selected(&state), Some(next));
    let unread = before.unread - u64::from(!first.read);
    assert_eq!(state.sources.counts().unread, unread);
    let said = Phrase::StatusDeleted {
        key: "u".to_owned(),
    };
    assert_eq!(state.notice.as_ref().map(|one| &one.phrase), Some(&said));
    // A window that was read before the cache knew shows it no more.
    let effects = update(&mut state, Message::CacheChanged, NOON);
    press(&mut state, "D");
    answer_windows(&mut state, &effects, Content::Ltr);
    assert!(state.headlines.rows().iter().all(|row| row.id != next));
    // Until it is brought back.
    assert_eq!(press(&mut state, "u"), [Effect::Undo]);
    let undone = undone(None);
    let effects = update(&mut state, undone, NOON);
    answer_windows(&mut state, &effects, Content::Ltr);
    assert!(state.headlines.rows().iter().any(|row| row.id == next));
}

#[test]
fn deleting_the_open_article_gives_the_list_back() {
    let mut state = loaded(80, 24, Content::Ltr);
    press(&mut state, "l");
    open_article(&mut state, Content::Ltr);
    let entry = state.article.as_ref().unwrap().headline.id;
    let delete = Effect::Perform(Action::Delete { entry });
    assert_eq!(press(&mut state, "D"), [delete]);
    assert!(state.article.is_none());
    assert_eq!(state.focus, Pane::Headlines);
}

#[test]
fn redo_reads_the_lists_again_and_says_when_there_is_nothing() {
    let mut state = loaded(80, 24, Content::Ltr);
    assert_eq!(press(&mut state, "ctrl-r"), [Effect::Redo]);
    let effects = update(&mut state, Message::ActionRedone { changed: Some(3) }, NOON);
    assert_eq!(requests(&effects).len(), 1);
    let effects = update(&mut state, Message::ActionRedone { changed: None }, NOON);
    assert_eq!(effects, []);
    let said = state.notice.map(|notice| notice.phrase);
    assert_eq!(said, Some(Phrase::StatusNothingToRedo));
}

#[test]
fn a_full_disk_is_told_until_something_could_be_written() {
    let mut state = loaded(80, 24, Content::Ltr);
    let full = Phrase::StoreDiskFull {
        path: "cache".to_owned(),
    };
    update(&mut state, Message::ActionFailed(full.clone()), NOON);
    press(&mut state, "j");
    assert_eq!(state.alarm, Some(full));
    let performed = Message::ActionPerformed {
        action: Action::Save {
            entry: EntryId(1),
            saved: true,
        },
        changed: 1,
    };
    update(&mut state, performed, NOON);
    assert_eq!(state.alarm, None);
}

#[test]
fn mark_all_read_says_why_it_marks_nothing() {
    let said = |state: &State| state.notice.as_ref().map(|notice| notice.phrase.clone());
    let (mut state, effects) = fresh(80, 24);
    assert_eq!(press(&mut state, "A"), []);
    assert_eq!(said(&state), Some(Phrase::ListAwaited));
    let (request, _) = requests(&effects)[0];
    let window = Window::default();
    update(&mut state, Message::WindowLoaded { request, window }, NOON);
    assert_eq!(press(&mut state, "A"), []);
    assert_eq!(said(&state), Some(Phrase::StatusNothingToMark));
}

#[test]
fn mark_all_read_does_not_mark_what_a_search_hides() {
    let marked = |effects: &[Effect]| match effects {
        [Effect::Perform(Action::MarkAllRead { list, query, .. })] => {
            (list.clone(), query.to_string())
        }
        other => panic!("{other:?}"),
    };
    let mut state = loaded(80, 24, Content::Ltr);
    let effects = press(&mut state, "/ f i s h enter");
    assert_eq!(
        marked(&press(&mut state, "A")),
        (List::All, "fish*".to_owned())
    );
    assert!(!state.headlines.rows()[0].read, "not yet what was found");
    answer_windows(&mut state, &effects, Content::Ltr);
    press(&mut state, "A");
    assert!(state.headlines.rows()[0].read);
    press(&mut state, "shift-tab j");
    assert_eq!(
        marked(&press(&mut state, "A")),
        (List::Unread, String::new())
    );
}

#[test]
fn of_the_best_answers_to_a_search_those_shown_are_marked_read() {
    for keys in ["A", "shift-tab A"] {
        let mut state = loaded(80, 24, Content::Ltr);
        let effects = press(&mut state, "/ f i s h enter");
        answer_windows(&mut state, &effects, Content::Ltr);
        let unread = state.headlines.rows().iter().filter(|row| !row.read);
        let entries: Vec<EntryId> = unread.map(|row| row.id).collect();
        assert!(entries.len() > 1);
        let effects = press(&mut state, keys);
        let marked = Effect::Perform(Action::MarkShownRead { entries });
        assert!(effects.contains(&marked), "{keys}: {effects:?}");
    }
}

#[test]
fn an_action_that_was_not_written_is_taken_back_on_the_screen() {
    let mut state = loaded(80, 24, Content::Ltr);
    press(&mut state, "l s");
    let failed = Message::ActionFailed(Phrase::StoreDiskFull {
        path: "cache".to_owned(),
    });
    let effects = update(&mut state, failed, NOON);
    answer_windows(&mut state, &effects, Content::Ltr);
    assert!(!state.headlines.rows()[0].saved);
    assert!(state.notice.is_some_and(|notice| notice.failure));
}

#[test]
fn an_unread_list_keeps_what_was_read_in_it() {
    let mut state = loaded(80, 24, Content::Ltr);
    let effects = press(&mut state, "U");
    assert_eq!(requests(&effects)[0].1.filter, Filter::Unread);
    answer_windows(&mut state, &effects, Content::Ltr);
    let effects = press(&mut state, "l m R");
    assert!(matches!(effects.last(), Some(Effect::Refresh(feeds)) if feeds.len() == 3));
    let effects = update(&mut state, Message::CacheChanged, NOON);
    assert_eq!(requests(&effects)[0].1.kept, [EntryId(100)]);
}

#[test]
fn tags_are_typed_completed_and_kept() {
    let mut state = loaded(80, 24, Content::Ltr);
    let effects = press(&mut state, "l t");
    let [Effect::LoadTags { request }] = effects.as_slice() else {
        panic!("{effects:?}");
    };
    let tags = ["Climate", "cities", "أخبار"].map(CleanText::line).to_vec();
    let request = *request;
    update(&mut state, Message::TagsLoaded { request, tags }, NOON);
    let line = |state: &State| state.prompt.as_ref().unwrap().editor.text().to_owned();
    press(&mut state, "c tab");
    assert_eq!(line(&state), "Climate");
    press(&mut state, "tab");
    assert_eq!(line(&state), "cities");
    press(&mut state, "tab");
    assert_eq!(line(&state), "Climate", "round to the first");
    press(&mut state, ", c tab tab");
    assert_eq!(
        line(&state),
        "Climate,cities",
        "what is there is not offered"
    );
    press(&mut state, "، ا tab");
    let effects = press(&mut state, "enter");
    let tags = ["cities", "Climate", "أخبار"].map(CleanText::line).to_vec();
    let entry = EntryId(100);
    let tag = Action::Tag {
        entry,
        tags: tags.clone(),
    };
    assert_eq!(effects, [Effect::Perform(tag)]);
    assert_eq!(state.headlines.selected().unwrap().tags, tags);
    // What is there is there to be changed; nothing typed takes all away.
    press(&mut state, "t");
    assert_eq!(line(&state), "cities, Climate, أخبار, ");
    let effects = press(&mut state, "ctrl-u enter");
    let none = Action::Tag {
        entry,
        tags: Vec::new(),
    };
    assert_eq!(effects.last(), Some(&Effect::Perform(none)));
}

#[test]
fn a_hidden_entry_goes_from_the_screen_and_the_counts() {
    let mut state = loaded(80, 24, Content::Ltr);
    press(&mut state, "l");
    let unread = |state: &State| state.sources.feed(FeedId(2)).unwrap().unread;
    let before = unread(&state);
    let effects = press(&mut state, "x");
    let hide = Action::Hide {
        entry: EntryId(100),
        hidden: true,
    };
    assert_eq!(effects, [Effect::Perform(hide)]);
    assert_eq!(selected(&state), Some(EntryId(99)));
    assert_eq!(unread(&state), before - 1);
}

#[test]
fn what_is_hidden_is_listed_and_there_all_of_it_is_shown_again() {
    let mut state = loaded(80, 24, Content::Ltr);
    press(&mut state, "l U");
    let effects = press(&mut state, "g x");
    let asked = requests(&effects)[0].1;
    assert_eq!(asked.search.query.to_string(), "is:hidden");
    assert_eq!((asked.list.clone(), asked.filter), (List::All, Filter::All));
    answer_windows(&mut state, &effects, Content::Ltr);
    let effects = press(&mut state, "g x");
    let [Effect::Perform(action @ Action::ShowAll { list, query, .. })] = &effects[..] else {
        panic!("{effects:?}")
    };
    assert_eq!(
        (list, query.to_string().as_str()),
        (&List::All, "is:hidden")
    );
    let performed = Message::ActionPerformed {
        action: action.clone(),
        changed: 3,
    };
    let effects = update(&mut state, performed, NOON);
    assert_eq!(requests(&effects).len(), 1, "the list is read again");
    let said = state.notice.as_ref().map(|notice| &notice.phrase);
    assert!(
        matches!(said, Some(Phrase::StatusShownAll { count: 3, .. })),
        "{said:?}"
    );
}

/// One entry is as before an action; it was out of the lists.
fn undone(returned: Option<&Headline>) -> Message {
    Message::ActionUndone {
        changed: Some(1),
        returned: returned.map(Headline::position),
    }
}

#[test]
fn an_entry_that_undo_brings_back_is_selected() {
    for taken_away in ["D", "x"] {
        let mut state = loaded(80, 24, Content::Ltr);
        press(&mut state, "l j j");
        let gone = state.headlines.selected().cloned().unwrap();
        press(&mut state, taken_away);
        assert_eq!(selected(&state), Some(EntryId(97)), "{taken_away}");
        press(&mut state, "j u");
        let effects = update(&mut state, undone(Some(&gone)), NOON);
        let asked = requests(&effects)[0].1;
        assert_eq!(asked.anchor, Anchor::Around(gone.position()));
        answer_windows(&mut state, &effects, Content::Ltr);
        assert_eq!(selected(&state), Some(gone.id), "{taken_away}");
    }
}

#[test]
fn the_selection_stays_where_undo_brings_nothing_back_to_the_list() {
    let mut state = loaded(80, 24, Content::Ltr);
    press(&mut state, "l j");
    let elsewhere = headline(70, "of another list");
    let effects = update(&mut state, undone(Some(&elsewhere)), NOON);
    let (request, _) = requests(&effects)[0];
    let beside = Window {
        rows: vec![headline(60, "far from what is shown")],
        ..Window::default()
    };
    let window = Message::WindowLoaded {
        request,
        window: beside,
    };
    let effects = update(&mut state, window, NOON);
    assert_eq!(selected(&state), Some(EntryId(99)));
    let here = state.headlines.selected().unwrap().position();
    assert_eq!(requests(&effects)[0].1.anchor, Anchor::Around(here));
    answer_windows(&mut state, &effects, Content::Ltr);
    assert_eq!(selected(&state), Some(EntryId(99)));
}

#[test]
fn undo_moves_nothing_under_an_article_that_is_read() {
    let mut state = loaded(80, 24, Content::Ltr);
    press(&mut state, "l");
    let gone = state.headlines.selected().cloned().unwrap();
    press(&mut state, "D");
    open_article(&mut state, Content::Ltr);
    let effects = update(&mut state, undone(Some(&gone)), NOON);
    answer_windows(&mut state, &effects, Content::Ltr);
    assert_eq!(selected(&state), Some(EntryId(99)));
}

#[test]
fn an_entry_read_before_it_was_deleted_comes_back_to_a_list_of_unread_ones() {
    let mut state = loaded(80, 24, Content::Ltr);
    let effects = press(&mut state, "U");
    answer_windows(&mut state, &effects, Content::Ltr);
    press(&mut state, "l m");
    let gone = state.headlines.selected().cloned().unwrap();
    press(&mut state, "D");
    let effects = update(&mut state, undone(Some(&gone)), NOON);
    assert_eq!(requests(&effects)[0].1.kept, [gone.id]);
}
