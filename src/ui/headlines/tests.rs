use crate::app::fixture::{self, NOON};
use crate::app::{Effect, Message, update};
use crate::model::{Headline, Window};
use crate::ui::tests::words_on;

#[test]
fn an_entry_is_a_minute_older_when_the_minute_is_over() {
    let (mut state, effects) = fixture::fresh(80, 24);
    let entry = Headline {
        sorted_at: NOON,
        ..fixture::headline(1, "harbour")
    };
    for effect in effects {
        if let Effect::LoadWindow { request, .. } = effect {
            let window = Window {
                rows: vec![entry.clone()],
                ..Window::default()
            };
            update(&mut state, Message::WindowLoaded { request, window }, NOON);
        }
    }
    for (seconds, age) in [
        (0, "now"),
        (59, "now"),
        (60, "1m"),
        (119, "1m"),
        (120, "2m"),
    ] {
        update(&mut state, Message::TimePassed, NOON.plus_seconds(seconds));
        let words = words_on(&state);
        assert!(
            words.contains(&format!("harbour {age}")),
            "after {seconds} s: {words}"
        );
    }
}
