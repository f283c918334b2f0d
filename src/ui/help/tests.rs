use crate::app::fixture::{Content, loaded, press};
use crate::ui::tests::words_on;

#[test]
fn the_help_says_at_its_foot_how_much_there_is_below() {
    let mut state = loaded(80, 24, Content::Ltr);
    press(&mut state, "?");
    let rows = state.help_rows().len();
    let below = format!("{} more below · space next page", rows - 22);
    let words = words_on(&state).replace(['\u{2068}', '\u{2069}'], "");
    assert!(words.ends_with(&below), "{words}");
    press(&mut state, "G");
    let words = words_on(&state);
    assert!(words.ends_with("5 j moves down five rows."), "{words}");
}

#[test]
fn on_a_narrow_screen_the_first_key_stands_there_whole_and_examples_above_what_they_find() {
    let mut state = loaded(40, 12, Content::Ltr);
    press(&mut state, "?");
    let words = words_on(&state);
    assert!(words.contains("space, pa… Move down a page"), "{words}");
    press(&mut state, "G");
    let words = words_on(&state);
    assert!(words.contains("lang:ar in Arabic"), "{words}");
    assert!(
        words.contains("words:>500 longer than 500 words;"),
        "{words}"
    );
}
