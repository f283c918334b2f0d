use proptest::prelude::*;

use super::*;
use crate::app::fixture::{
    Content, NOON, adding, answer_windows, candidates, fresh, headline, loaded, open_article,
    press, preview, sources, window, window_with_story,
};
use crate::app::{
    AddingStage, Arrival, COMMANDS, Mouse, MouseKind, Purpose, Size, SourceRow, SubscriptionChange,
};
use crate::config::Config;
use crate::model::{
    Anchor, EntryId, FeedSource, Filter, Found, Preview, Query, Sighting, SmartList, Wanted,
    WindowRequest,
};
use crate::text::CleanText;

fn selected(state: &State) -> Option<EntryId> {
    state.headlines.selected().map(|row| row.id)
}

fn requests(effects: &[Effect]) -> Vec<(RequestId, &WindowRequest)> {
    let request = |effect| match effect {
        &Effect::LoadWindow {
            request,
            ref window,
        } => Some((request, window)),
        _ => None,
    };
    effects.iter().filter_map(request).collect()
}

#[test]
fn the_table_and_the_built_in_settings_name_the_same_commands_and_keys() {
    let built_in = Config::built_in().keys;
    let mut written: Vec<(String, Vec<String>)> = built_in
        .into_iter()
        .map(|key| {
            (
                key.command,
                key.chords.iter().map(ToString::to_string).collect(),
            )
        })
        .collect();
    let mut table: Vec<(String, Vec<String>)> = COMMANDS
        .iter()
        .map(|row| {
            (
                row.name.to_owned(),
                row.chords.iter().map(|&chord| chord.to_owned()).collect(),
            )
        })
        .collect();
    written.sort();
    table.sort();
    assert_eq!(written, table);
}

#[test]
fn a_number_repeats_a_motion_and_gg_goes_to_the_first_row() {
    let mut state = loaded(80, 24, Content::Ltr);
    press(&mut state, "l 3 j");
    assert_eq!(selected(&state), Some(EntryId(97)));
    press(&mut state, "G");
    assert_eq!(selected(&state), Some(EntryId(95)));
    press(&mut state, "g g");
    assert_eq!(selected(&state), Some(EntryId(100)));
}

#[test]
fn keys_work_while_an_arabic_or_hebrew_layout_is_on() {
    let mut state = loaded(80, 24, Content::Rtl);
    press(&mut state, "l ت ت");
    assert_eq!(
        selected(&state),
        Some(EntryId(98)),
        "the key of j on an Arabic keyboard"
    );
    press(&mut state, "ל");
    assert_eq!(
        selected(&state),
        Some(EntryId(99)),
        "the key of k on a Hebrew keyboard"
    );
    press(&mut state, "٣ ت");
    assert_eq!(
        selected(&state),
        Some(EntryId(96)),
        "counts in Arabic digits"
    );
}

#[test]
fn opening_an_entry_marks_it_read_at_once() {
    let mut state = loaded(80, 24, Content::Ltr);
    let effects = press(&mut state, "l enter");
    assert!(effects.contains(&Effect::Perform(Action::MarkRead {
        entry: EntryId(100),
        read: true
    })));
    assert!(state.headlines.rows()[0].read);
    assert_eq!(state.sources.counts().unread, 3);
    assert_eq!(state.focus, Pane::Article);
}

#[test]
fn marks_outlive_a_window_that_was_read_before_them() {
    let mut state = loaded(80, 24, Content::Ltr);
    let polled = Message::FeedPolled {
        feed: FeedId(2),
        outcome: PollOutcome::Updated(Sighting {
            new: 1,
            edited: 0,
            notable: 0,
        }),
    };
    let effects = update(&mut state, polled, NOON);
    press(&mut state, "l s");
    answer_windows(&mut state, &effects, Content::Ltr);
    assert!(
        state.headlines.rows()[0].saved,
        "the window did not know yet"
    );
}

/// An entry arrives that is newer than all others.
fn one_more_arrives(state: &mut State) {
    let polled = Message::FeedPolled {
        feed: FeedId(2),
        outcome: PollOutcome::Updated(Sighting {
            new: 1,
            edited: 0,
            notable: 0,
        }),
    };
    let effects = update(state, polled, NOON);
    let [(request, _)] = requests(&effects)[..] else {
        panic!("one window is asked for: {effects:?}")
    };
    let mut window = window(Content::Ltr);
    window.rows.insert(0, headline(-1, "Just in"));
    update(state, Message::WindowLoaded { request, window }, NOON);
}

#[test]
fn the_selection_stays_with_its_entry_when_entries_arrive() {
    let mut state = loaded(80, 24, Content::Ltr);
    press(&mut state, "l j j");
    one_more_arrives(&mut state);
    assert_eq!(selected(&state), Some(EntryId(98)));
    assert_eq!(state.headlines.view.selected, 3);
}

#[test]
fn a_list_in_which_nothing_was_chosen_stays_at_its_top_when_entries_arrive() {
    let mut state = loaded(80, 24, Content::Ltr);
    one_more_arrives(&mut state);
    assert_eq!(
        (state.headlines.view.selected, state.headlines.view.top),
        (0, 0)
    );
}

#[test]
fn an_answer_no_longer_wanted_changes_nothing() {
    let mut state = loaded(80, 24, Content::Ltr);
    let first = press(&mut state, "j");
    let second = press(&mut state, "j");
    let (old, new) = (requests(&first)[0].0, requests(&second)[0].0);
    update(
        &mut state,
        Message::WindowLoaded {
            request: old,
            window: window(Content::Rtl),
        },
        NOON,
    );
    assert!(
        state.headlines.rows().is_empty(),
        "the list of a source passed by"
    );
    update(
        &mut state,
        Message::WindowLoaded {
            request: new,
            window: window(Content::Ltr),
        },
        NOON,
    );
    assert_eq!(state.headlines.rows().len(), 6);
    update(
        &mut state,
        Message::ArticleLoaded {
            request: old,
            article: None,
        },
        NOON,
    );
    assert_eq!(state.notice, None);
}

#[test]
fn next_unread_skips_what_is_read() {
    let mut state = loaded(80, 24, Content::Ltr);
    press(&mut state, "l n");
    assert_eq!(selected(&state), Some(EntryId(98)));
    press(&mut state, "p");
    assert_eq!(selected(&state), Some(EntryId(100)));
}

#[test]
fn next_unread_looks_through_the_list_then_in_the_next_feed() {
    let mut state = loaded(80, 24, Content::Ltr);
    let effects = press(&mut state, "j j j j j j");
    answer_windows(&mut state, &effects, Content::Ltr);
    assert_eq!(*state.headlines.list(), List::Feed(FeedId(2)));
    press(&mut state, "l G");
    let mut effects = press(&mut state, "n");
    for wanted in [
        List::Feed(FeedId(2)),
        List::Feed(FeedId(2)),
        List::Feed(FeedId(3)),
    ] {
        let Some(Effect::FindUnread { request, list, .. }) = effects.first() else {
            panic!("{effects:?}")
        };
        assert_eq!(*list, wanted);
        let request = *request;
        effects = update(
            &mut state,
            Message::UnreadFound {
                request,
                headline: None,
            },
            NOON,
        );
    }
    assert_eq!(
        *state.headlines.list(),
        List::Feed(FeedId(2)),
        "round again; the cache decides when it ends"
    );
}

#[test]
fn next_unread_says_when_there_is_none() {
    let mut state = loaded(80, 24, Content::Ltr);
    let mut effects = press(&mut state, "l G n");
    for _ in 0..2 {
        let Some(Effect::FindUnread { request, .. }) = effects.last() else {
            panic!("{effects:?}")
        };
        let request = *request;
        effects = update(
            &mut state,
            Message::UnreadFound {
                request,
                headline: None,
            },
            NOON,
        );
    }
    assert_eq!(
        state.notice.map(|notice| notice.phrase),
        Some(Phrase::StatusNoMoreUnread)
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
            seen_until: NOON,
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
    let undone = Message::ActionUndone { changed: Some(1) };
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
fn a_saved_search_of_a_feed_leaves_out_feeds_named_alike() {
    let mut state = loaded(80, 24, Content::Ltr);
    let mut feeds = state.sources.feeds().to_vec();
    let address = feeds[0].subscription.source.address().to_owned();
    feeds[1].title = feeds[0].title.clone();
    feeds[1].subscription.source = FeedSource::Url(format!("{address}/comments"));
    let counts = *state.sources.counts();
    update(&mut state, Message::SourcesLoaded { feeds, counts }, NOON);
    let effects = press(&mut state, "j j j j l / s e a space enter S enter");
    let expected = format!("feed:{address} -feed:{address}/comments sea");
    assert_eq!(saved(&effects)[0].1, expected);
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
fn search_narrows_as_one_types_and_esc_gives_the_list_back() {
    let mut state = loaded(80, 24, Content::Ltr);
    let effects = press(&mut state, "/ f i s");
    let searched: Vec<String> = requests(&effects)
        .iter()
        .map(|(_, window)| window.search.query.to_string())
        .collect();
    assert_eq!(searched, ["f", "fi", "fis*"]);
    let effects = press(&mut state, "esc");
    assert!(requests(&effects)[0].1.search.query.is_empty());
    assert!(state.prompt.is_none());
    let effects = press(&mut state, "/ s enter esc");
    let searched: Vec<String> = requests(&effects)
        .iter()
        .map(|(_, window)| window.search.query.to_string())
        .collect();
    assert_eq!(
        searched,
        ["s", ""],
        "a kept search ends before its list is left"
    );
    assert_eq!(state.focus, Pane::Headlines);
}

/// Answers the last request for a window among the effects.
fn answer_last(state: &mut State, effects: &[Effect], window: Window) {
    let (request, _) = *requests(effects).last().expect("a window is asked for");
    update(state, Message::WindowLoaded { request, window }, NOON);
}

#[test]
fn words_are_asked_for_again_as_the_index_fills_and_the_selection_stays() {
    let mut state = loaded(80, 24, Content::Ltr);
    let indexed = |percent| Message::Indexed { percent };
    assert_eq!(
        update(&mut state, indexed(40), NOON),
        [],
        "a list without words does not ask the index"
    );
    let effects = press(&mut state, "/ t h e");
    answer_last(&mut state, &effects, window(Content::Ltr));
    let effects = update(&mut state, indexed(60), NOON);
    let mut more = window(Content::Ltr);
    more.rows.insert(0, headline(-1, "The best"));
    answer_last(&mut state, &effects, more.clone());
    assert_eq!(
        selected(&state),
        Some(EntryId(101)),
        "who types has chosen nothing yet"
    );
    press(&mut state, "enter j");
    let effects = update(&mut state, indexed(80), NOON);
    more.rows.insert(0, headline(-2, "The very best"));
    answer_last(&mut state, &effects, more);
    assert_eq!(selected(&state), Some(EntryId(100)));
    assert_eq!(state.headlines.view.selected, 2);
}

/// The entries and columns of the requests for snippets among the effects.
fn snippets_asked(effects: &[Effect]) -> Vec<(RequestId, Vec<i64>, u16)> {
    let request = |effect: &Effect| match effect {
        Effect::LoadSnippets {
            request,
            entries,
            columns,
            ..
        } => Some((*request, entries.iter().map(|id| id.0).collect(), *columns)),
        _ => None,
    };
    effects.iter().filter_map(request).collect()
}

#[test]
fn snippets_are_made_for_the_rows_on_the_screen_alone() {
    let mut state = loaded(80, 12, Content::Ltr);
    let effects = press(&mut state, "/ t h e");
    assert_eq!(snippets_asked(&effects), [], "the rows are those of before");
    let rows = (0..300).map(|n| headline(n, "a title")).collect();
    let [.., (request, _)] = requests(&effects)[..] else {
        panic!("a window is asked for")
    };
    let window = Window {
        rows,
        ..Window::default()
    };
    let effects = update(&mut state, Message::WindowLoaded { request, window }, NOON);
    let [(request, entries, columns)] = &snippets_asked(&effects)[..] else {
        panic!("once: {effects:?}")
    };
    assert_eq!((&entries[..], *columns), (&[100, 99, 98, 97, 96][..], 59));
    let effects = press(&mut state, "enter");
    assert_eq!(snippets_asked(&effects), [], "they are on their way");
    let text = CleanText::line("around the hit");
    let snippets = entries.iter().map(|id| (EntryId(*id), text.clone()));
    let loaded = Message::SnippetsLoaded {
        request: *request,
        snippets: snippets.collect(),
    };
    assert_eq!(update(&mut state, loaded, NOON), []);
    assert_eq!(state.headlines.snippets.of(EntryId(98)), Some(&text));
    let effects = press(&mut state, "j j j");
    let asked: Vec<_> = snippets_asked(&effects)
        .into_iter()
        .map(|(_, entries, _)| entries)
        .collect();
    assert_eq!(asked, [[95]], "only what has come onto the screen");
    let effects = press(&mut state, "esc");
    assert_eq!(snippets_asked(&effects), []);
    assert_eq!(state.headlines.query(), &Query::default());
}

#[test]
fn a_click_on_the_text_under_a_headline_opens_its_entry() {
    let mut state = loaded(80, 24, Content::Ltr);
    let effects = press(&mut state, "/ f i s h enter");
    answer_windows(&mut state, &effects, Content::Ltr);
    let click = |row| {
        Message::Mouse(Mouse {
            kind: MouseKind::Click,
            column: 40,
            row,
        })
    };
    let effects = update(&mut state, click(4), NOON);
    let opens = |effect: &Effect| matches!(effect, Effect::LoadArticle { entry, .. } if *entry == EntryId(99));
    assert!(effects.iter().any(opens), "{effects:?}");
}

fn a_list(name: &str, query: &str) -> SmartList {
    SmartList {
        name: CleanText::line(name),
        query: Query::parse(query).unwrap(),
    }
}

/// The lists that were to be saved.
fn saved(effects: &[Effect]) -> Vec<(String, String)> {
    let list = |effect: &Effect| match effect {
        Effect::SaveList(list) => Some((list.name.to_string(), list.query.to_string())),
        _ => None,
    };
    effects.iter().filter_map(list).collect()
}

#[test]
fn a_search_is_saved_as_a_list_and_shown() {
    let mut state = loaded(80, 24, Content::Ltr);
    let effects = press(&mut state, "/ s e a space ctrl-s ctrl-u S h i p s enter");
    assert_eq!(saved(&effects), [("Ships".to_owned(), "sea".to_owned())]);
    let list = a_list("Ships", "sea");
    let message = Message::ListSaved {
        name: list.name.clone(),
        saved: Ok(vec![a_list("Old", "old"), list.clone()]),
    };
    let effects = update(&mut state, message, NOON);
    assert!(matches!(&effects[0], Effect::CountLists { lists, .. } if lists.len() == 2));
    let shown = List::Smart(list);
    assert_eq!(state.sources.selected_list().as_ref(), Some(&shown));
    assert_eq!(requests(&effects)[0].1.list, shown);
    assert!(
        state.headlines.search().is_empty(),
        "the list is the search"
    );
}

#[test]
fn a_saved_search_holds_what_was_on_the_screen() {
    for (keys, query) in [
        ("/ s e a enter S enter", "sea*"),
        ("U / s e a enter S enter", "unread sea*"),
        (
            "j j l / a space O R space b enter S enter",
            "saved (a OR b)",
        ),
        ("j j j l / s e a space enter S enter", "age:<1d sea"),
        (
            "j j j j l / s e a space enter S enter",
            "feed:https://feeds.example/1 sea",
        ),
        (
            "j j j j j l / s e a space enter S enter",
            "folder:Morning sea",
        ),
    ] {
        let mut state = loaded(80, 24, Content::Ltr);
        let effects = press(&mut state, keys);
        let queries: Vec<String> = saved(&effects)
            .into_iter()
            .map(|(_, query)| query)
            .collect();
        assert_eq!(queries, [query], "{keys}");
    }
}

#[test]
fn a_list_needs_a_search_and_a_name_of_its_own() {
    let mut state = loaded(80, 24, Content::Ltr);
    state.sources.set_lists(vec![a_list("Sea", "sea")]);
    for (keys, why) in [
        (
            "S",
            Phrase::StatusNothingSearched {
                key: "/".to_owned(),
            },
        ),
        (
            "/ o r enter S ctrl-u enter",
            Phrase::StatusListUnnamed {
                key: "S".to_owned(),
            },
        ),
        (
            "esc / s e A ctrl-s enter",
            Phrase::ConfigListExists {
                name: "Sea".to_owned(),
            },
        ),
    ] {
        assert_eq!(saved(&press(&mut state, keys)), [], "{keys}");
        let notice = state.notice.as_ref().expect("it is said");
        assert_eq!((&notice.phrase, notice.failure), (&why, true));
        assert!(state.prompt.is_none());
    }
    press(&mut state, "/ ctrl-u a u t o r : x ctrl-s");
    let purpose = state.prompt.as_ref().map(|prompt| &prompt.purpose);
    assert!(
        matches!(
            purpose,
            Some(Purpose::Search {
                mistake: Some(_),
                ..
            })
        ),
        "what is not understood is mended first"
    );
}

#[test]
fn lists_that_ask_for_words_are_counted_again_as_the_index_fills() {
    let mut state = loaded(80, 24, Content::Ltr);
    let list = |query| a_list("A list", query);
    let indexed = |percent| Message::Indexed { percent };
    state.sources.set_lists(vec![list("unread")]);
    assert_eq!(update(&mut state, indexed(3), NOON), []);
    state.sources.set_lists(vec![list("unread"), list("sea")]);
    assert_eq!(
        update(&mut state, indexed(3), NOON),
        [],
        "counting may read much: once for each hundredth"
    );
    let effects = update(&mut state, indexed(4), NOON);
    assert!(matches!(&effects[..], [Effect::CountLists { lists, .. }] if lists.len() == 2));
}

#[test]
fn enter_typed_faster_than_the_list_is_read_opens_its_first_entry() {
    let (mut state, effects) = fresh(80, 24);
    press(&mut state, "l enter");
    sources(&mut state, Content::Ltr);
    let more = answer_windows(&mut state, &effects, Content::Ltr);
    assert!(more.iter().any(|effect| matches!(
        effect,
        Effect::LoadArticle {
            entry: EntryId(100),
            ..
        }
    )));
}

#[test]
fn enter_typed_before_words_are_indexed_opens_what_is_found_then() {
    let mut state = loaded(80, 24, Content::Ltr);
    let indexed = |percent| Message::Indexed { percent };
    update(&mut state, indexed(3), NOON);
    let mut effects = press(&mut state, "/ t h e");
    effects.extend(press(&mut state, "enter"));
    let nothing = Window {
        rows: Vec::new(),
        more_before: false,
        more_after: false,
    };
    answer_last(&mut state, &effects, nothing.clone());
    assert_eq!(press(&mut state, "enter"), []);
    let effects = update(&mut state, indexed(20), NOON);
    answer_last(&mut state, &effects, nothing);
    assert!(state.article.is_none());
    let effects = update(&mut state, indexed(60), NOON);
    answer_last(&mut state, &effects, window(Content::Ltr));
    assert!(state.article.is_some());
}

#[test]
fn q_closes_the_article_then_ends_the_program() {
    let mut state = loaded(80, 24, Content::Ltr);
    press(&mut state, "l");
    open_article(&mut state, Content::Ltr);
    assert_eq!(press(&mut state, "q"), []);
    assert!(state.article.is_none());
    assert_eq!(press(&mut state, "q"), [Effect::Quit]);
}

#[test]
fn a_list_is_opened_with_the_rows_of_a_screen_and_then_read_on() {
    let (mut state, effects) = fresh(80, 24);
    let (request, first) = requests(&effects)[0];
    let rows = (0..96).map(|n| headline(n, "row")).collect();
    let window = Window {
        rows,
        more_before: false,
        more_after: true,
    };
    assert!(first.reach >= 80, "a screen is full at once");
    let effects = update(&mut state, Message::WindowLoaded { request, window }, NOON);
    assert_eq!(requests(&effects), [], "nothing more is waited for");
    let effects = press(&mut state, "l 2 0 j");
    let (_, second) = requests(&effects)[0];
    assert!(second.reach > first.reach);
}

#[test]
fn a_long_list_is_read_on_before_its_end_is_reached() {
    let (mut state, effects) = fresh(80, 24);
    let (request, _) = requests(&effects)[0];
    let rows = (0..300).map(|n| headline(n, "row")).collect();
    update(
        &mut state,
        Message::WindowLoaded {
            request,
            window: Window {
                rows,
                more_before: false,
                more_after: true,
            },
        },
        NOON,
    );
    assert!(
        requests(&press(&mut state, "l 1 0 0 j")).is_empty(),
        "rows enough"
    );
    let effects = press(&mut state, "1 5 0 j");
    let Some((_, window)) = requests(&effects).first().copied() else {
        panic!("{effects:?}")
    };
    assert!(matches!(window.anchor, Anchor::Around(place) if place.entry == EntryId(100 - 250)));
    let effects = press(&mut state, "G");
    assert!(matches!(
        requests(&effects)[..],
        [(
            _,
            WindowRequest {
                anchor: Anchor::Last,
                ..
            }
        )]
    ));
}

#[test]
fn a_click_selects_a_source_and_opens_an_entry() {
    let mut state = loaded(80, 24, Content::Ltr);
    let click = |column, row| {
        Message::Mouse(Mouse {
            kind: MouseKind::Click,
            column,
            row,
        })
    };
    let effects = update(&mut state, click(3, 2), NOON);
    assert_eq!(requests(&effects)[0].1.list, List::Unread);
    answer_windows(&mut state, &effects, Content::Ltr);
    let effects = update(&mut state, click(40, 3), NOON);
    assert!(effects.iter().any(|effect| matches!(
        effect,
        Effect::LoadArticle {
            entry: EntryId(98),
            ..
        }
    )));
}

#[test]
fn a_new_day_reads_the_lists_again() {
    let mut state = loaded(80, 24, Content::Ltr);
    let minute = NOON.plus_seconds(60);
    assert_eq!(update(&mut state, Message::TimePassed, minute), []);
    let effects = update(
        &mut state,
        Message::TimePassed,
        NOON.plus_seconds(13 * 3600),
    );
    let midnight = NOON.plus_seconds(12 * 3600);
    assert!(
        effects.contains(&Effect::LoadSources {
            day_start: midnight
        }),
        "{effects:?}"
    );
    assert_eq!(requests(&effects)[0].1.day_start, midnight);
}

#[test]
fn folding_a_folder_hides_its_feeds() {
    let mut state = loaded(80, 24, Content::Ltr);
    let before = state.sources.rows().len();
    press(&mut state, "j j j j j z");
    assert_eq!(state.sources.rows().len(), before - 2);
    press(&mut state, "z");
    assert_eq!(state.sources.rows().len(), before);
}

fn stage(state: &State) -> Option<&AddingStage> {
    state.adding.as_ref().map(|adding| &adding.stage)
}

#[test]
fn an_address_is_typed_a_feed_chosen_looked_at_and_followed() {
    let mut state = loaded(80, 24, Content::Ltr);
    let effects = press(&mut state, "a q . x enter");
    let [Effect::FindFeeds { request, wanted }] = effects.as_slice() else {
        panic!("{effects:?}")
    };
    assert_eq!(*wanted, Wanted::Typed("q.x".to_owned()));
    let found = Ok(Found::Candidates(candidates(Content::Ltr)));
    let request = *request;
    update(&mut state, Message::FeedsFound { request, found }, NOON);

    let effects = press(&mut state, "j enter");
    let [Effect::FindFeeds { request, wanted }] = effects.as_slice() else {
        panic!("{effects:?}")
    };
    let second = Wanted::Offered {
        address: "https://harbour.example/comments".to_owned(),
        site: "q.x".to_owned(),
    };
    assert_eq!(*wanted, second);
    let (request, feed) = (*request, preview(Content::Ltr));
    let found = Ok(Found::Feed(feed.clone()));
    update(&mut state, Message::FeedsFound { request, found }, NOON);
    assert_eq!(stage(&state), Some(&AddingStage::Showing(feed.clone())));

    let effects = press(&mut state, "enter");
    assert_eq!(effects, [Effect::AddFeed { request, feed }]);
    // Pressed once more, it is not added twice.
    assert_eq!(press(&mut state, "enter"), []);
    let arrival = Arrival {
        feed: FeedId(2),
        title: "Harbour News".to_owned(),
        known: false,
    };
    let added = Ok(arrival);
    update(&mut state, Message::FeedAdded { request, added }, NOON);
    assert_eq!(stage(&state), None);
    sources(&mut state, Content::Ltr);
    assert_eq!(state.sources.selected_list(), Some(List::Feed(FeedId(2))));
}

#[test]
fn a_feed_that_is_given_up_is_not_followed() {
    let mut state = adding(80, 24, &Found::Feed(preview(Content::Ltr)));
    assert_eq!(press(&mut state, "esc"), []);
    assert_eq!(stage(&state), None);
    // What was looked for comes too late.
    let effects = press(&mut state, "a x enter");
    let [Effect::FindFeeds { request, .. }] = effects.as_slice() else {
        panic!("{effects:?}")
    };
    assert_eq!(press(&mut state, "esc"), [Effect::StopFinding]);
    let found = Ok(Found::Feed(Preview::default()));
    let request = *request;
    update(&mut state, Message::FeedsFound { request, found }, NOON);
    assert_eq!(stage(&state), None);
    // An address of nothing is looked for nowhere.
    assert_eq!(press(&mut state, "a space enter"), []);
}

fn any_message() -> impl Strategy<Value = Message> {
    let keys = prop::sample::select(vec![
        "j",
        "k",
        "space",
        "b",
        "ctrl-d",
        "ctrl-u",
        "g",
        "G",
        "enter",
        "esc",
        "tab",
        "shift-tab",
        "n",
        "p",
        ";",
        ",",
        "J",
        "K",
        "m",
        "s",
        "A",
        "D",
        "u",
        "ctrl-r",
        "S",
        "ctrl-s",
        "o",
        "/",
        "U",
        "z",
        "a",
        "r",
        "R",
        "?",
        "q",
        "5",
        "0",
        "x",
        "t",
        "X",
        "ب",
        "backspace",
        "left",
        "right",
        "home",
    ]);
    let kind = prop::sample::select(vec![
        MouseKind::Click,
        MouseKind::WheelUp,
        MouseKind::WheelDown,
    ]);
    let request = || (0_u64..40).prop_map(RequestId);
    let content = prop_oneof![Just(Content::Ltr), Just(Content::Rtl)];
    let rows = content.clone().prop_map(window);
    prop_oneof![
        20 => keys.prop_map(|key| Message::KeyPressed(key.parse().expect("a key"))),
        2 => (kind, 0_u16..130, 0_u16..50).prop_map(|(kind, column, row)| Message::Mouse(Mouse { kind, column, row })),
        2 => (0_u16..130, 0_u16..50).prop_map(|(columns, rows)| Message::Resized(Size { columns, rows })),
        3 => (request(), rows).prop_map(|(request, window)| Message::WindowLoaded { request, window }),
        1 => request().prop_map(|request| Message::WindowLoaded { request, window: Window::default() }),
        1 => request().prop_map(|request| Message::ArticleLoaded { request, article: None }),
        1 => request().prop_map(|request| Message::UnreadFound { request, headline: Some(headline(3, "found")) }),
        1 => Just(Message::FeedPolled { feed: FeedId(2), outcome: PollOutcome::Updated(Sighting { new: 2, edited: 1, notable: 0 }) }),
        1 => Just(Message::ActionUndone { changed: Some(3) }),
        1 => Just(Message::ActionRedone { changed: Some(1) }),
        2 => (request(), content.clone()).prop_map(|(request, content)| Message::FeedsFound { request, found: Ok(Found::Candidates(candidates(content))) }),
        2 => (request(), content).prop_map(|(request, content)| Message::FeedsFound { request, found: Ok(Found::Feed(preview(content))) }),
        1 => request().prop_map(|request| Message::FeedAdded { request, added: Ok(Arrival { feed: FeedId(2), title: String::new(), known: false }) }),
        1 => "[a-c]".prop_map(|name| Message::ListSaved { name: CleanText::line(&name), saved: Ok(vec![a_list(&name, "sea")]) }),
        1 => Just(Message::CacheChanged),
        1 => (request(), 80_i64..101).prop_map(|(request, id)| Message::SnippetsLoaded { request, snippets: vec![(EntryId(id), CleanText::line("around"))] }),
        1 => (0_u8..101).prop_map(|percent| Message::Indexed { percent }),
        1 => ".{0,8}".prop_map(Message::Pasted),
    ]
}

proptest! {
    #[test]
    fn any_messages_in_any_order_leave_a_selection_and_a_focus_that_are_there(messages in prop::collection::vec(any_message(), 1..60)) {
        let mut state = loaded(80, 24, Content::Ltr);
        for message in messages {
            update(&mut state, message, NOON);
            let rows = state.headlines.rows().len();
            prop_assert!(rows == 0 || state.headlines.view.selected < rows);
            prop_assert!(state.sources.view.selected < state.sources.rows().len());
            prop_assert!(state.geometry.area(state.focus).is_some());
        }
    }
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
fn the_terminal_is_told_once_a_refresh_of_what_rules_want_told() {
    let mut state = loaded(80, 24, Content::Ltr);
    update(&mut state, Message::RefreshStarted { feeds: 2 }, NOON);
    let polled = |notable| Message::FeedPolled {
        feed: FeedId(2),
        outcome: PollOutcome::Updated(Sighting {
            new: 3,
            edited: 0,
            notable,
        }),
    };
    let told = |effects: Vec<Effect>| -> Vec<Effect> {
        let told = |effect: &Effect| matches!(effect, Effect::Notify(_));
        effects.into_iter().filter(told).collect()
    };
    assert_eq!(told(update(&mut state, polled(1), NOON)), []);
    let words = "3 new entries you wanted to hear of.".to_owned();
    let last = told(update(&mut state, polled(2), NOON));
    assert_eq!(last, [Effect::Notify(words)]);
    update(&mut state, Message::RefreshStarted { feeds: 1 }, NOON);
    assert_eq!(told(update(&mut state, polled(0), NOON)), []);
}

#[test]
fn a_feed_is_followed_no_more_when_the_reader_says_so_twice() {
    let mut state = loaded(80, 24, Content::Ltr);
    assert_eq!(press(&mut state, "X"), []);
    assert!(
        state.prompt.is_none() && state.notice.as_ref().unwrap().failure,
        "no feed is selected"
    );
    state.sources.select(&List::Feed(FeedId(2)));
    for keys in ["X esc", "X n", "X X", "X backspace"] {
        assert_eq!(press(&mut state, keys), [], "{keys}");
        assert!(state.prompt.is_none(), "{keys}");
    }
    let effects = press(&mut state, "X enter");
    let feed = state.sources.feed(FeedId(2)).unwrap();
    let address = feed.subscription.source.address().to_owned();
    let title = feed.title.as_str().to_owned();
    let ended = SubscriptionChange::Ended(title.clone());
    assert_eq!(effects, [Effect::Unsubscribe { address, title }]);
    let effects = update(&mut state, Message::SubscriptionChanged(Ok(ended)), NOON);
    assert!(matches!(effects[0], Effect::LoadSources { .. }));
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
fn tab_searches_everything_and_esc_goes_back_to_the_list() {
    let mut state = loaded(80, 24, Content::Ltr);
    press(&mut state, "j j l");
    assert_eq!(*state.headlines.list(), List::Saved);
    let effects = press(&mut state, "/ f i s h tab");
    let (_, window) = requests(&effects).last().copied().unwrap();
    assert_eq!(
        (&window.list, window.search.query.to_string().as_str()),
        (&List::All, "fish*")
    );
    let effects = press(&mut state, "tab");
    assert_eq!(requests(&effects)[0].1.list, List::Saved);
    press(&mut state, "tab esc");
    assert_eq!(*state.headlines.list(), List::Saved);
    assert!(state.headlines.query().is_empty());
}

#[test]
fn what_cannot_be_understood_leaves_the_list_as_it_was() {
    let mut state = loaded(80, 24, Content::Ltr);
    let effects = press(&mut state, "/ f i s h");
    answer_windows(&mut state, &effects, Content::Ltr);
    press(&mut state, "space");
    assert_eq!(press(&mut state, "("), []);
    let purpose = state.prompt.as_ref().map(|prompt| &prompt.purpose);
    assert!(
        matches!(purpose, Some(Purpose::Search { mistake: Some(mistake), .. }) if mistake.span == (5..6)),
        "{purpose:?}"
    );
    assert!(!state.headlines.rows().is_empty());
    press(&mut state, "enter");
    assert!(state.prompt.is_some(), "it is still to be mended");
    press(&mut state, "backspace enter");
    assert!(state.prompt.is_none());
}

#[test]
fn words_are_answered_best_first_and_other_conditions_newest_first() {
    let mut state = loaded(80, 24, Content::Ltr);
    let effects = press(&mut state, "/ u n r e a d");
    let (_, window) = requests(&effects).last().copied().unwrap();
    assert!(!window.search.best_first);
    assert_eq!(window.search.now, NOON);
    let effects = press(&mut state, "space c a t");
    let (_, window) = requests(&effects).last().copied().unwrap();
    assert!(window.search.best_first);
    assert_eq!(window.search.query.to_string(), "unread cat*");
}

#[test]
fn lists_that_queries_make_have_rows_with_counts() {
    let mut state = loaded(80, 24, Content::Ltr);
    let list = SmartList {
        name: CleanText::line("Fish"),
        query: Query::parse("fish OR سمك").unwrap(),
    };
    state.sources.set_lists(vec![list.clone()]);
    let effects = sources(&mut state, Content::Ltr);
    let asked = effects.iter().any(|effect| {
        matches!(effect, Effect::CountLists { lists, now } if *lists == [list.clone()] && *now == NOON)
    });
    assert!(asked, "{effects:?}");
    update(&mut state, Message::ListsCounted { unread: vec![7] }, NOON);
    let row = SourceRow::Smart(List::Smart(list.clone()));
    assert_eq!(state.sources.count_of(&row), 7);
    let effects = press(&mut state, "j j j j");
    assert_eq!(requests(&effects).last().unwrap().1.list, List::Smart(list));
    answer_windows(&mut state, &effects, Content::Ltr);
    let effects = press(&mut state, "l m");
    assert!(effects.contains(&Effect::Perform(Action::MarkRead {
        entry: EntryId(100),
        read: true
    })));
}

/// A list whose first line stands for two others, open or not; its request is answered.
fn with_story(expanded: bool) -> State {
    let mut state = loaded(80, 24, Content::Ltr);
    press(&mut state, "l");
    let effects = press(&mut state, "U");
    answer_story(&mut state, &effects, expanded);
    state
}

fn answer_story(state: &mut State, effects: &[Effect], expanded: bool) {
    let asked: Vec<RequestId> = requests(effects)
        .iter()
        .map(|(request, _)| *request)
        .collect();
    for request in asked {
        let window = window_with_story(Content::Ltr, expanded);
        update(state, Message::WindowLoaded { request, window }, NOON);
    }
}

#[test]
fn a_story_opens_and_closes_and_the_selection_stays_with_it() {
    let mut state = with_story(false);
    assert_eq!(selected(&state), Some(EntryId(100)));
    let effects = press(&mut state, "z");
    assert_eq!(requests(&effects)[0].1.expanded, [EntryId(100)]);
    answer_story(&mut state, &effects, true);
    assert_eq!(selected(&state), Some(EntryId(100)));
    press(&mut state, "2 j");
    assert_eq!(selected(&state), Some(EntryId(201)));
    // A reload stays around the line that stands for the selected one, and the selection with that one.
    let effects = update(&mut state, Message::StoriesGrouped, NOON);
    assert!(
        matches!(requests(&effects)[0].1.anchor, Anchor::Around(place) if place.entry == EntryId(100))
    );
    answer_story(&mut state, &effects, true);
    assert_eq!(selected(&state), Some(EntryId(201)));
    let effects = press(&mut state, "z");
    assert!(requests(&effects)[0].1.expanded.is_empty());
    answer_story(&mut state, &effects, false);
    assert_eq!(selected(&state), Some(EntryId(100)));
}

#[test]
fn a_line_that_stands_for_no_other_says_so() {
    let mut state = with_story(false);
    assert!(press(&mut state, "j z").is_empty());
    let said = state.notice.map(|notice| notice.phrase);
    assert_eq!(said, Some(Phrase::StatusStoryAlone));
}

#[test]
fn who_reads_one_entry_of_a_story_has_read_all_unless_the_settings_say_no() {
    let performed = |effects: Vec<Effect>| -> Vec<Action> {
        let action = |effect| match effect {
            Effect::Perform(action) => Some(action),
            _ => None,
        };
        effects.into_iter().filter_map(action).collect()
    };
    let entry = EntryId(200);
    let mut state = with_story(true);
    assert_eq!(
        performed(press(&mut state, "j m")),
        [Action::ReadStory { entry }]
    );
    let rows = state.headlines.rows();
    assert!(
        rows[..3].iter().all(|row| row.read),
        "at once on the screen"
    );
    assert!(!rows[3..].iter().all(|row| row.read));
    let unread = Action::MarkRead { entry, read: false };
    assert_eq!(performed(press(&mut state, "m")), [unread]);
    let mut state = with_story(true);
    state.interface.mark_stories = false;
    let read = Action::MarkRead { entry, read: true };
    assert_eq!(performed(press(&mut state, "j m")), [read]);
}
