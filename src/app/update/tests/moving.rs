//! The selection in a list, as entries arrive, the list is read on, and the next unread entry is looked for.

use super::*;

/// An entry arrives that is newer than all others.
fn one_more_arrives(state: &mut State) {
    let effects = update(state, one_came(), NOON);
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
fn next_unread_skips_what_is_read() {
    let mut state = loaded(80, 24, Content::Ltr);
    press(&mut state, "l n");
    assert_eq!(selected(&state), Some(EntryId(98)));
    press(&mut state, "p");
    assert_eq!(selected(&state), Some(EntryId(100)));
}

/// The cache knows no unread entry where it was asked for the next.
fn none_unread(state: &mut State, request: RequestId) -> Vec<Effect> {
    let headline = None;
    update(state, Message::UnreadFound { request, headline }, NOON)
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
        let Some(Effect::FindUnread { request, unread }) = effects.first() else {
            panic!("{effects:?}")
        };
        assert_eq!(unread.list, wanted);
        effects = none_unread(&mut state, *request);
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
        effects = none_unread(&mut state, *request);
    }
    assert_eq!(
        state.notice.map(|notice| notice.phrase),
        Some(Phrase::StatusNoMoreUnread)
    );
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
fn a_list_is_opened_with_the_rows_of_a_screen_and_then_read_on() {
    let (mut state, effects) = fresh(80, 24);
    let (request, first) = requests(&effects)[0];
    let rows = (0..96).map(|n| headline(n, "row")).collect();
    let window = Window {
        rows,
        more_before: false,
        more_after: true,
        ..Window::default()
    };
    assert!(first.after >= 80, "a screen is full at once");
    let effects = update(&mut state, Message::WindowLoaded { request, window }, NOON);
    assert_eq!(requests(&effects), [], "nothing more is waited for");
    let effects = press(&mut state, "l 2 0 j");
    let (_, second) = requests(&effects)[0];
    assert!(second.after > first.after);
    assert!(state.headlines.reads_ahead(), "no frame waits for them");
    press(&mut state, "G");
    assert!(!state.headlines.reads_ahead(), "the last row is not here");
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
                ..Window::default()
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
    let Anchor::Around(place) = window.anchor else {
        panic!("{window:?}")
    };
    let ahead = 100 - 250 - place.entry.0;
    assert!(
        (1..50).contains(&ahead),
        "those at hand go to the last: {ahead}"
    );
    assert!(
        usize::try_from(ahead).unwrap() + 24 < window.before,
        "what is shown is among them"
    );
    assert!(window.after > window.before, "most rows are new");
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

/// Answers with windows until none is asked for.
fn answer(state: &mut State, mut effects: Vec<Effect>) {
    while !requests(&effects).is_empty() {
        effects = cut(state, &effects);
    }
}

/// A state in which the list of a thousand entries is gone through.
fn in_a_long_list() -> State {
    let (mut state, effects) = fresh(80, 24);
    press(&mut state, "l");
    answer(&mut state, effects);
    state
}

/// The place in the list of a thousand entries.
fn place(state: &State) -> i64 {
    100 - state.headlines.selected().unwrap().id.0
}

#[test]
fn keys_go_as_far_as_they_say_though_the_rows_are_not_here_yet() {
    let (mut state, effects) = fresh(80, 24);
    press(&mut state, "l 3 0 j j");
    answer(&mut state, effects);
    assert_eq!(place(&state), 31, "before there were any");
    let effects = press(&mut state, "8 0 0 j");
    assert!(place(&state) < 600, "they are not here");
    answer(&mut state, effects);
    assert_eq!(place(&state), 831);
    let effects = press(&mut state, "7 0 0 k 5 0 j");
    answer(&mut state, effects);
    assert_eq!(place(&state), 181);
    let effects = press(&mut state, "9 0 0 0 0 j");
    answer(&mut state, effects);
    assert_eq!(place(&state), 999, "no further than there are");
    let effects = press(&mut state, "k");
    answer(&mut state, effects);
    assert_eq!(place(&state), 998);
}

#[test]
fn who_turns_back_before_rows_are_here_is_where_they_went() {
    let mut state = in_a_long_list();
    let effects = press(&mut state, "4 1 0 j");
    answer(&mut state, effects);
    let mut awaited = Vec::new();
    while requests(&awaited).is_empty() {
        awaited = press(&mut state, "j");
    }
    let from = place(&state);
    press(&mut state, "1 3 5 k");
    answer(&mut state, awaited);
    assert_eq!(place(&state), from - 135);
}

#[test]
fn a_key_that_does_not_move_is_meant_for_where_the_selection_is() {
    let mut state = in_a_long_list();
    let effects = press(&mut state, "9 0 0 j s");
    let at = place(&state);
    assert!(state.headlines.selected().unwrap().saved);
    answer(&mut state, effects);
    assert_eq!(place(&state), at);
}

/// Cuts windows out of a list of a thousand entries, as the cache does; gives what follows.
fn cut(state: &mut State, effects: &[Effect]) -> Vec<Effect> {
    const ENTRIES: i64 = 1000;
    let mut wanted = Vec::new();
    for (request, asked) in requests(effects) {
        let at = match asked.anchor {
            Anchor::First => 0,
            Anchor::Last => ENTRIES - 1,
            Anchor::Around(place) => 100 - place.entry.0,
        };
        let [before, after] = [asked.before, asked.after].map(|rows| i64::try_from(rows).unwrap());
        let (first, end) = ((at - before).max(0), (at + after + 1).min(ENTRIES));
        let window = Window {
            rows: (first..end).map(|n| headline(n, "row")).collect(),
            more_before: first > 0,
            more_after: end < ENTRIES,
            ..Window::default()
        };
        wanted.extend(update(
            state,
            Message::WindowLoaded { request, window },
            NOON,
        ));
    }
    wanted
}

#[test]
fn who_goes_through_a_long_list_and_back_meets_each_entry_where_it_belongs() {
    for lines in [24, 180] {
        goes_through(lines);
    }
}

fn goes_through(lines: u16) {
    let (mut state, effects) = fresh(80, lines);
    answer(&mut state, effects);
    press(&mut state, "l");
    let (mut asked, mut first) = (0, EntryId(100));
    let there = (1..=700).map(|n| ("j", n));
    let back = (300..700).rev().map(|n| ("k", n));
    for (key, n) in there.chain(back) {
        let effects = press(&mut state, key);
        asked += requests(&effects).len();
        answer(&mut state, effects);
        let selected = state.headlines.selected().expect("an entry");
        assert_eq!(selected.id, EntryId(100 - n));
        let view = state.headlines.view;
        let height = usize::from(lines) - 4;
        let shown = state.headlines.rows().get(view.top..view.top + height);
        assert!(shown.is_some(), "the screen is full at {n}");
        let stands = EntryId(100 - (n - i64::try_from(view.selected - view.top).unwrap()));
        let moved = std::mem::replace(&mut first, stands).0 - stands.0;
        assert!(
            (-1..=1).contains(&moved),
            "the list jumps at {n} by {moved}"
        );
    }
    assert!(asked <= 11, "each window serves many steps: {asked}");
}

#[test]
fn a_key_that_does_nothing_here_says_where_it_does() {
    let mut state = loaded(80, 24, Content::Ltr);
    let said = |state: &mut State, keys: &str| {
        press(state, keys);
        let notice = state.notice.as_ref().expect("something is said");
        let words = state.lang.say(&notice.phrase);
        let isolates = ['\u{2068}', '\u{2069}'];
        (words.replace(isolates, ""), notice.failure)
    };
    let entry = "m works on an entry: Mark the entry read or unread.";
    assert_eq!(said(&mut state, "m"), (entry.to_owned(), false));
    let (words, _) = said(&mut state, "l g f");
    assert!(words.starts_with("f works inside an article"), "{words}");
    // On an Arabic keyboard, too, where v types this.
    let (words, _) = said(&mut state, "ر");
    assert!(
        words.starts_with("ر works inside an article: Select"),
        "{words}"
    );
    let (words, _) = said(&mut state, "X");
    assert!(words.starts_with("X works in the list of feeds"), "{words}");
    let (words, _) = said(&mut state, "w");
    assert!(words.starts_with("w does nothing here"), "{words}");
}

#[test]
fn the_help_stops_at_its_end_and_begins_to_go_back_at_once() {
    let mut state = loaded(80, 24, Content::Ltr);
    let top = |state: &State| state.help.map(|help| help.top);
    press(&mut state, "? G");
    let last = state.help_rows().len() - 23;
    assert_eq!(
        top(&state),
        Some(last),
        "its last row is the last of the screen"
    );
    press(&mut state, "j space");
    assert_eq!(top(&state), Some(last));
    press(&mut state, "k");
    assert_eq!(top(&state), Some(last - 1));
    press(&mut state, "G");
    let size = Size {
        columns: 80,
        rows: 200,
    };
    update(&mut state, Message::Resized(size), NOON);
    assert_eq!(top(&state), Some(0), "there is room for all of it");
}

#[test]
fn signs_of_another_keyboard_are_keys_by_their_place_as_soon_as_it_is_known() {
    // What moves down, on each keyboard; then what is typed in the place of a key of the US one, and what that does.
    let keyboards = [
        ("Arabic", "ت", "‘", "U"),
        ("Arabic", "ت", "`", "U"),
        ("Persian, where an Arabic m is J", "پ", "ة", "J"),
        ("Persian, where an Arabic c is A", "پ", "ؤ", "A"),
        ("Hebrew", "ח", "/", "q"),
        ("Hebrew", "ח", ".", "/"),
        ("Russian", "о", ".", "/"),
        ("Russian", "о", ",", "?"),
        ("Greek", "ξ", ";", "q"),
    ];
    for (name, letter, typed, key) in keyboards {
        let (mut other, mut us) = (headlines(), headlines());
        press(&mut other, letter);
        press(&mut us, "j");
        other.focus = Pane::Headlines;
        us.focus = Pane::Headlines;
        let (done, meant) = (press(&mut other, typed), press(&mut us, key));
        assert_eq!(format!("{done:?}"), format!("{meant:?}"), "{name} {typed}");
        let open = |state: &State| (state.help, state.prompt.is_some(), state.interface.filter);
        assert_eq!(open(&other), open(&us), "{name} {typed}");
    }
    // Before, and after a Latin letter, they are what they are on a US keyboard.
    let mut state = headlines();
    press(&mut state, "/");
    assert!(state.prompt.is_some());
    press(&mut state, "esc ח j /");
    assert!(state.prompt.is_some());
    // Who writes may switch for that, and back.
    press(&mut state, "ש ל enter /");
    assert!(state.prompt.is_some());
}

#[test]
fn a_bracket_deletes_nothing_unless_the_keyboard_is_arabic() {
    let mut state = headlines();
    let deletes = |effects: &[Effect]| {
        let deletes = |effect: &Effect| format!("{effect:?}").contains("Delete");
        effects.iter().any(deletes)
    };
    assert!(!deletes(&press(&mut state, "]")));
    assert!(deletes(&press(&mut state, "ت ]")));
}

/// A list of headlines that has the focus.
fn headlines() -> State {
    let mut state = loaded(80, 24, Content::Ltr);
    press(&mut state, "l");
    state
}
