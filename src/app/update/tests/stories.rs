//! Stories that several feeds tell.

use super::*;

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
