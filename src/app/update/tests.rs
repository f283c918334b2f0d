mod details;
mod downloads;
mod lists;
mod marks;
mod moving;
mod searches;
mod sending;
mod stories;
mod subscriptions;

use proptest::prelude::*;

use super::*;
use crate::app::fixture::{
    Content, NOON, adding, answer_windows, candidates, document, feed_details, feed_sheet, fresh,
    headline, loaded, loaded_article, open_article, press, preview, sources, window,
    window_with_story,
};
use crate::app::{
    AddingStage, Arrival, COMMANDS, CommandRow, DownloadEnd, FeedSheet, LoadedArticle, Mouse,
    MouseKind, PollOutcome, Progress, Purpose, Size, SourceRow, SubscriptionChange,
};
use crate::config::{ChordSequence, Config, ShareTarget};
use crate::model::{
    Action, Anchor, Details, EntryId, FeedId, FeedSource, Filter, Found, Headline, LeftAt, List,
    Preview, Query, Sighting, SmartList, Wanted, WindowRequest,
};
use crate::text::CleanText;

fn selected(state: &State) -> Option<EntryId> {
    state.headlines.selected().map(|row| row.id)
}

/// A poll of the second feed brought an entry.
fn one_came() -> Message {
    let sighting = Sighting {
        new: 1,
        ..Sighting::default()
    };
    Message::FeedPolled {
        feed: FeedId(2),
        outcome: PollOutcome::Updated(sighting),
    }
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
fn no_two_built_in_chords_of_one_pane_clash() {
    let bound = COMMANDS.iter().flat_map(|row| {
        let chords = row.chords.iter();
        chords.map(move |chord| (row, chord.parse::<ChordSequence>().unwrap()))
    });
    let bound: Vec<_> = bound.collect();
    for (place, (row, chord)) in bound.iter().enumerate() {
        let meets = |(other, theirs): &&(&CommandRow, ChordSequence)| {
            let common = other.panes.iter().any(|pane| row.panes.contains(pane));
            common && theirs.clashes_with(chord)
        };
        let clash = bound[..place].iter().find(meets);
        assert!(clash.is_none(), "{chord} of {} and {clash:?}", row.name);
    }
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

fn a_list(name: &str, query: &str) -> SmartList {
    SmartList {
        name: CleanText::line(name),
        query: Query::parse(query).unwrap(),
    }
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

/// An article as the cache gives it.
fn article(content: Content) -> LoadedArticle {
    LoadedArticle {
        left_at: Some(LeftAt {
            of_page: false,
            block: 2,
            byte: 3,
        }),
        lacking: true,
        also_in: vec![FeedId(3)],
        ..loaded_article(EntryId(100), document(content))
    }
}

/// The same with so many files.
fn with_files(content: Content, files: usize) -> LoadedArticle {
    LoadedArticle {
        details: Details {
            enclosures: downloads::files(files),
            ..Details::default()
        },
        ..article(content)
    }
}

fn any_message() -> impl Strategy<Value = Message> {
    let sequences = COMMANDS.iter().flat_map(|row| row.chords);
    let chords = sequences.flat_map(|sequence| sequence.split(' '));
    let keys: Vec<&str> = chords.chain(["5", "0", "ب"]).collect();
    let keys = prop::sample::select(keys);
    let kind = prop::sample::select(vec![
        MouseKind::Click,
        MouseKind::Drag,
        MouseKind::Release,
        MouseKind::WheelUp,
        MouseKind::WheelDown,
    ]);
    let request = || (0_u64..40).prop_map(RequestId);
    let content = prop_oneof![Just(Content::Ltr), Just(Content::Rtl)];
    let rows = content.clone().prop_map(window);
    prop_oneof![
        20 => keys.prop_map(|key| Message::KeyPressed(key.parse().expect("a key"))),
        4 => (kind, 0_u16..130, 0_u16..50).prop_map(|(kind, column, row)| Message::Mouse(Mouse { kind, column, row })),
        2 => (0_u16..130, 0_u16..50).prop_map(|(columns, rows)| Message::Resized(Size { columns, rows })),
        3 => (request(), rows).prop_map(|(request, window)| Message::WindowLoaded { request, window }),
        1 => request().prop_map(|request| Message::WindowLoaded { request, window: Window::default() }),
        1 => request().prop_map(|request| Message::ArticleLoaded { request, article: None }),
        2 => (request(), content.clone(), 0_usize..4).prop_map(|(request, content, files)| Message::ArticleLoaded { request, article: Some(Box::new(with_files(content, files))) }),
        1 => (request(), 0_u64..9, prop::option::of(0_u64..9)).prop_map(|(request, done, total)| Message::DownloadMoved { request, progress: Progress { done, total, ..Progress::default() } }),
        1 => (request(), 0_usize..3).prop_map(|(request, files)| Message::DetailsLoaded { request, details: Details { enclosures: downloads::files(files), ..Details::default() } }),
        1 => request().prop_map(|request| Message::DownloadEnded { request, end: DownloadEnd::Stopped }),
        1 => (request(), content.clone()).prop_map(|(request, content)| Message::PageFetched { request, page: Ok(Box::new(document(content))) }),
        1 => request().prop_map(|request| Message::TagsLoaded { request, tags: vec![CleanText::line("sea")] }),
        1 => Just(Message::StoriesGrouped),
        1 => (request(), content.clone()).prop_map(|(request, content)| Message::FeedDetailsLoaded { request, details: Some(Box::new(feed_details(content))) }),
        1 => request().prop_map(|request| Message::UnreadFound { request, headline: Some(headline(3, "found")) }),
        1 => Just(Message::FeedPolled { feed: FeedId(2), outcome: PollOutcome::Updated(Sighting { new: 2, edited: 1, notable: 0 }) }),
        1 => prop::option::of(0_i64..9).prop_map(|n| Message::ActionUndone { changed: Some(3), returned: n.map(|n| headline(n, "back").position()) }),
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
