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

#[test]
fn where_rows_have_no_room_for_it_the_line_says_whose_the_selected_entry_is() {
    let said = |columns, rows, keys: &str| {
        let mut state = loaded(columns, rows, Content::Ltr);
        press(&mut state, keys);
        words_on(&state).replace(['\u{2068}', '\u{2069}'], "")
    };
    let few = "? keys · n next unread · ";
    for (columns, rows, keys, end) in [
        (40, 12, "l", format!("{few}Harbour Gaze…")),
        (40, 12, "l j", format!("{few}Night Sky No…")),
        (40, 12, "l h", format!("{few}q quit")),
        (80, 24, "l", "R refresh all · q quit".to_owned()),
        // Beside an article the list is narrow.
        (
            120,
            40,
            "l enter h",
            "R refresh all · q quit · Harbour Gazette".to_owned(),
        ),
    ] {
        let words = said(columns, rows, keys);
        assert!(words.ends_with(&end), "{keys}: {words}");
    }
}
