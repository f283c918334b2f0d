//! What comes with an entry of the list, without its article being opened.

use super::*;
use crate::app::Shelf;

/// What the selected entry comes with is asked for by a key; gives the order.
fn asked(state: &mut State, keys: &str) -> (RequestId, EntryId) {
    let effects = press(state, keys);
    match effects.last() {
        Some(Effect::LoadDetails { request, entry }) => (*request, *entry),
        _ => panic!("{keys}: {effects:?}"),
    }
}

fn told(state: &mut State, request: RequestId, files: usize) -> Vec<Effect> {
    let details = Details {
        comments: Some("https://talk.example/100".to_owned()),
        enclosures: downloads::files(files),
        ..Details::default()
    };
    update(state, Message::DetailsLoaded { request, details }, NOON)
}

#[test]
fn comments_sounds_and_files_of_a_headline_are_at_hand() {
    let mut state = loaded(80, 24, Content::Ltr);
    let (request, entry) = asked(&mut state, "l c");
    assert_eq!(entry, EntryId(100));
    let comments = Effect::OpenInBrowser("https://talk.example/100".to_owned());
    assert_eq!(told(&mut state, request, 0), [comments]);

    let (request, _) = asked(&mut state, "2 P");
    let second = Effect::Play("https://harbour.example/2.mp3?key=1".to_owned());
    assert_eq!(told(&mut state, request, 2), [second]);

    let (request, _) = asked(&mut state, "d");
    let effects = told(&mut state, request, 1);
    let [Effect::Download { file, .. }] = effects.as_slice() else {
        panic!("{effects:?}")
    };
    assert_eq!(file.url, "https://harbour.example/1.mp3?key=1");
    assert_eq!(file.feed, "https://feeds.example/2");
    assert_eq!(
        (state.focus, state.article.is_none()),
        (Pane::Headlines, true)
    );
}

#[test]
fn of_several_files_of_a_headline_one_is_chosen() {
    let mut state = loaded(80, 24, Content::Ltr);
    let (request, _) = asked(&mut state, "l d");
    assert_eq!(told(&mut state, request, 3), []);
    assert!(matches!(state.shelf, Some(Shelf::Files(_))));
    let effects = press(&mut state, "j enter");
    let [Effect::Download { file, .. }] = effects.as_slice() else {
        panic!("{effects:?}")
    };
    assert_eq!(file.url, "https://harbour.example/2.mp3?key=1");
    assert_eq!(file.feed, "https://feeds.example/2");
}

#[test]
fn another_key_gives_up_what_was_asked_for() {
    for key in ["j", "esc", "P"] {
        let mut state = loaded(80, 24, Content::Ltr);
        let (request, _) = asked(&mut state, "l c");
        press(&mut state, key);
        assert_eq!(told(&mut state, request, 1), [], "{key}");
    }
}

#[test]
fn an_entry_that_comes_with_nothing_says_so() {
    for (key, said) in [
        ("c", Phrase::StatusNoComments),
        ("P", Phrase::StatusNoMedia),
        ("d", Phrase::StatusNoFiles),
    ] {
        let mut state = loaded(80, 24, Content::Ltr);
        press(&mut state, "l");
        let (request, _) = asked(&mut state, key);
        let details = Details::default();
        update(
            &mut state,
            Message::DetailsLoaded { request, details },
            NOON,
        );
        let notice = state.notice.map(|notice| notice.phrase);
        assert_eq!(notice, Some(said), "{key}");
    }
}

#[test]
fn an_article_that_has_not_come_yet_is_asked_about_too() {
    let mut state = loaded(80, 24, Content::Ltr);
    let (request, entry) = asked(&mut state, "l enter c");
    assert_eq!(entry, EntryId(100));
    let comments = Effect::OpenInBrowser("https://talk.example/100".to_owned());
    assert_eq!(told(&mut state, request, 0), [comments]);
}
