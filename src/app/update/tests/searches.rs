//! Lists searched as one types.

use super::*;

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

#[test]
fn enter_typed_before_words_are_indexed_opens_what_is_found_then() {
    let mut state = loaded(80, 24, Content::Ltr);
    let indexed = |percent| Message::Indexed { percent };
    update(&mut state, indexed(3), NOON);
    let mut effects = press(&mut state, "/ t h e");
    effects.extend(press(&mut state, "enter"));
    let nothing = Window::default();
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
