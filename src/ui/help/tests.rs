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
fn on_a_narrow_screen_nothing_of_it_is_cut() {
    let mut state = loaded(40, 200, Content::Ltr);
    press(&mut state, "?");
    let words = words_on(&state).replace(['\u{2068}', '\u{2069}'], "");
    assert!(!words.contains('…'), "{words}");
    // The keys that there is room for, whole.
    let pages = "space Move down a page b, pageup Move up a page";
    assert!(words.contains(pages), "{words}");
    let hit = ", Previous place that the search found";
    assert!(words.contains(hit), "{words}");
    assert!(words.contains("lang:ar in Arabic"), "{words}");
    let counted = "words:>500 longer than 500 words; score:>5 by your rules";
    assert!(words.contains(counted), "{words}");
    assert!(words.ends_with("5 j moves down five rows."), "{words}");
}
