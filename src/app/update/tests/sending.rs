//! Articles given to other programs.

use super::*;

#[test]
fn no_program_is_given_an_article_whose_text_is_not_here_yet() {
    let target = |words: &[&str]| ShareTarget {
        name: CleanText::line("x"),
        command: words.iter().map(ToString::to_string).collect(),
    };
    let given = |state: &mut State, keys: &str| {
        let effects = press(state, keys);
        let given = |effect: &Effect| {
            matches!(
                effect,
                Effect::Pipe { .. } | Effect::Share { .. } | Effect::WriteFile { .. }
            )
        };
        effects.iter().any(given)
    };
    let mut state = loaded(80, 24, Content::Ltr);
    state.share = vec![
        target(&["lp"]),
        target(&["lp", "{title}", "{file}"]),
        target(&["toot", "{url}"]),
    ];
    for (keys, whole) in [
        ("1 E", false),
        ("2 E", false),
        ("3 E", true),
        ("| w c enter", false),
        ("e enter", false),
    ] {
        press(&mut state, "l enter");
        assert_eq!(given(&mut state, keys), whole, "{keys}");
        let said = state.notice.as_ref().map(|notice| &notice.phrase);
        assert_eq!(said == Some(&Phrase::TextAwaited), !whole, "{keys}");
        press(&mut state, "q");
        open_article(&mut state, Content::Ltr);
        assert!(given(&mut state, keys), "{keys}");
        press(&mut state, "q h");
    }
}

#[test]
fn a_number_that_no_program_has_asks_which_is_meant() {
    let mut state = loaded(80, 24, Content::Ltr);
    state.share = vec![ShareTarget {
        name: CleanText::line("x"),
        command: vec!["lp".to_owned()],
    }];
    press(&mut state, "l");
    open_article(&mut state, Content::Ltr);
    assert_eq!(press(&mut state, "2 E"), []);
    let asked = state.prompt.as_ref().map(|prompt| &prompt.purpose);
    assert_eq!(asked, Some(&Purpose::Share));
    let effects = press(&mut state, "1");
    assert!(matches!(effects[..], [Effect::Share { .. }]), "{effects:?}");
}
