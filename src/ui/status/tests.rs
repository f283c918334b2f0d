use super::*;
use crate::app::fixture::{Content, NOON, loaded, open_article, press};
use crate::app::{Message, update};
use crate::ui::tests::words_on;

#[test]
fn a_failure_says_what_to_do_next_however_narrow_the_screen() {
    for (columns, rows) in [(36, 12), (80, 24), (160, 40)] {
        let mut state = loaded(columns, rows, Content::Ltr);
        press(&mut state, "l");
        open_article(&mut state, Content::Ltr);
        press(&mut state, "E");
        let words = words_on(&state);
        let told =
            "Nothing is named to share with. Name a program in the settings, under [[share]].";
        assert!(words.contains(told), "{columns}: {words}");
        press(&mut state, "j");
        assert!(!words_on(&state).contains("Nothing is named"));
    }
}

#[test]
fn a_long_path_does_not_hide_what_to_do_next() {
    let mut state = loaded(40, 12, Content::Ltr);
    let path = format!("/home/reader/{}/notes.md", "a-long-name/".repeat(20));
    let cause = "No such file or directory".to_owned();
    let phrase = Phrase::ExportNotWritten { path, cause };
    update(&mut state, Message::ArticleSent(Err(phrase.clone())), NOON);
    let hint = state.lang.hint(&phrase).unwrap();
    let shown = words_on(&state);
    assert!(shown.ends_with(&hint), "{shown}");
}
