//! Articles given to other programs.

use super::*;
use crate::app::Given;

fn target(words: &[&str]) -> ShareTarget {
    ShareTarget {
        name: CleanText::line("x"),
        command: words.iter().map(ToString::to_string).collect(),
    }
}

/// What is given away: the last argument or the name of the file, and the text.
fn given(effects: &[Effect]) -> Vec<(String, &str)> {
    fn one(effect: &Effect) -> Option<(String, &str)> {
        match effect {
            Effect::Pipe { argv, text } | Effect::Share { argv, text } => {
                let last = match argv.last() {
                    Some(Given::Word(word)) => word.clone(),
                    _ => "{file}".to_owned(),
                };
                Some((last, text))
            }
            Effect::WriteFile { path, text } => Some((path.clone(), text)),
            _ => None,
        }
    }
    effects.iter().filter_map(one).collect()
}

/// The requests for the texts of entries that are not opened.
fn texts_asked(effects: &[Effect]) -> Vec<(RequestId, EntryId)> {
    let asked = |effect: &Effect| match effect {
        Effect::LoadText { request, entry } => Some((*request, *entry)),
        _ => None,
    };
    effects.iter().filter_map(asked).collect()
}

fn told(state: &mut State, (request, entry): (RequestId, EntryId)) -> Vec<Effect> {
    let article = Some(Box::new(loaded_article(entry, document(Content::Ltr))));
    update(state, Message::ArticleLoaded { request, article }, NOON)
}

#[test]
fn the_selected_entry_is_given_away_from_the_list_and_not_opened() {
    for (keys, last) in [
        ("1 E", "lp"),
        ("2 E", "{file}"),
        ("3 E", "https://harbour.example/1"),
        ("E 2", "{file}"),
        (
            "| w c space { t i t l e } enter",
            "Ferries stop at dusk (and nobody minds)",
        ),
        ("e enter", "Ferries-stop-at-dusk-and-nobody-minds.md"),
    ] {
        let mut state = loaded(80, 24, Content::Ltr);
        state.share = vec![
            target(&["lp"]),
            target(&["lp", "{file}"]),
            target(&["toot", "{url}"]),
        ];
        let effects = press(&mut state, &format!("l j {keys}"));
        let asked = texts_asked(&effects);
        assert_eq!(asked.len(), 1, "{keys}: {effects:?}");
        assert_eq!(asked[0].1, EntryId(99), "{keys}");
        // The reader goes on meanwhile.
        press(&mut state, "j j");
        let effects = told(&mut state, asked[0]);
        let [(to, text)] = &given(&effects)[..] else {
            panic!("{keys}: {effects:?}")
        };
        assert_eq!(to, last, "{keys}");
        assert!(text.contains("Ferries stop at dusk"), "{keys}: {text}");
        assert!(text.contains("Night Sky Notes"), "{keys}: {text}");
        assert!(text.contains("organ pipe"), "{keys}: {text}");
        assert_eq!(
            (state.focus, state.article.is_none()),
            (Pane::Headlines, true)
        );
    }
}

#[test]
fn what_is_given_away_while_the_cache_is_slow_goes_out_in_turn() {
    let mut state = loaded(80, 24, Content::Ltr);
    let first = press(&mut state, "l e enter");
    let second = press(&mut state, "j e enter");
    let asked = texts_asked(&first);
    assert_eq!(texts_asked(&second), [], "one at a time");
    // Opening one meanwhile asks for another answer.
    press(&mut state, "j enter");
    let effects = told(&mut state, asked[0]);
    assert_eq!(
        given(&effects)[0].0,
        "The-lighthouse-that-learned-to-whistle.md"
    );
    let next = texts_asked(&effects);
    assert_eq!(next[0].1, EntryId(99));
    assert_eq!(
        given(&told(&mut state, next[0]))[0].0,
        "Ferries-stop-at-dusk-and-nobody-minds.md"
    );
    assert_eq!(given(&told(&mut state, next[0])), [], "once");
}

#[test]
fn an_article_whose_text_is_not_here_yet_is_given_away_when_it_comes() {
    for keys in ["| w c enter", "e enter"] {
        let mut state = loaded(80, 24, Content::Ltr);
        press(&mut state, "l enter");
        let effects = press(&mut state, keys);
        assert_eq!(given(&effects), [], "{keys}");
        let asked = texts_asked(&effects);
        let effects = told(&mut state, asked[0]);
        assert_eq!(given(&effects).len(), 1, "{keys}");
        press(&mut state, "q");
        // Once it is shown, nothing has to be asked for.
        open_article(&mut state, Content::Ltr);
        assert_eq!(given(&press(&mut state, keys)).len(), 1, "{keys}");
    }
}

#[test]
fn an_entry_that_has_gone_is_not_given_away_and_the_reader_is_told() {
    let mut state = loaded(80, 24, Content::Ltr);
    let asked = texts_asked(&press(&mut state, "l e enter"));
    let gone = Message::ArticleLoaded {
        request: asked[0].0,
        article: None,
    };
    assert_eq!(given(&update(&mut state, gone, NOON)), []);
    let said = state.notice.map(|notice| (notice.phrase, notice.failure));
    assert_eq!(said, Some((Phrase::StatusEntryGone, true)));
}

#[test]
fn a_number_that_no_program_has_asks_which_is_meant() {
    let mut state = loaded(80, 24, Content::Ltr);
    state.share = vec![target(&["lp"])];
    press(&mut state, "l");
    open_article(&mut state, Content::Ltr);
    assert_eq!(press(&mut state, "2 E"), []);
    let asked = state.prompt.as_ref().map(|prompt| &prompt.purpose);
    assert!(matches!(asked, Some(Purpose::Share { .. })), "{asked:?}");
    let effects = press(&mut state, "1");
    assert!(matches!(effects[..], [Effect::Share { .. }]), "{effects:?}");
}
