//! Searches saved as lists.

use super::*;

#[test]
fn a_saved_search_of_a_feed_leaves_out_feeds_named_alike() {
    let mut state = loaded(80, 24, Content::Ltr);
    let mut feeds = state.sources.feeds().to_vec();
    let address = feeds[0].subscription.source.address().to_owned();
    feeds[1].title = feeds[0].title.clone();
    feeds[1].subscription.source = FeedSource::Url(format!("{address}/comments"));
    let counts = *state.sources.counts();
    update(&mut state, Message::SourcesLoaded { feeds, counts }, NOON);
    let effects = press(&mut state, "j j j j l / s e a space enter S enter");
    let expected = format!("feed:{address} -feed:{address}/comments sea");
    assert_eq!(saved(&effects)[0].1, expected);
}

/// The lists that were to be saved.
fn saved(effects: &[Effect]) -> Vec<(String, String)> {
    let list = |effect: &Effect| match effect {
        Effect::SaveList(list) => Some((list.name.to_string(), list.query.to_string())),
        _ => None,
    };
    effects.iter().filter_map(list).collect()
}

#[test]
fn a_search_is_saved_as_a_list_and_shown() {
    let mut state = loaded(80, 24, Content::Ltr);
    let effects = press(&mut state, "/ s e a space ctrl-s ctrl-u S h i p s enter");
    assert_eq!(saved(&effects), [("Ships".to_owned(), "sea".to_owned())]);
    let list = a_list("Ships", "sea");
    let message = Message::ListSaved {
        name: list.name.clone(),
        saved: Ok(vec![a_list("Old", "old"), list.clone()]),
    };
    let effects = update(&mut state, message, NOON);
    assert!(matches!(&effects[0], Effect::CountLists { lists, .. } if lists.len() == 2));
    let shown = List::Smart(list);
    assert_eq!(state.sources.selected_list().as_ref(), Some(&shown));
    assert_eq!(requests(&effects)[0].1.list, shown);
    assert!(
        state.headlines.search().is_empty(),
        "the list is the search"
    );
}

#[test]
fn the_name_that_is_offered_goes_when_another_is_typed_and_stays_when_it_is_changed() {
    for (keys, name) in [
        ("S h i p s enter", "Ships"),
        ("enter", "sea"),
        ("left backspace enter", "sa"),
        ("backspace t enter", "set"),
    ] {
        let mut state = loaded(80, 24, Content::Ltr);
        press(&mut state, "/ s e a enter S");
        let effects = press(&mut state, keys);
        let names: Vec<String> = saved(&effects).into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, [name], "{keys}");
    }
}

#[test]
fn a_saved_search_holds_what_was_on_the_screen() {
    for (keys, query) in [
        ("/ s e a enter S enter", "sea*"),
        ("U / s e a enter S enter", "unread sea*"),
        (
            "j j l / a space O R space b enter S enter",
            "saved (a OR b)",
        ),
        ("j j j l / s e a space enter S enter", "age:<1d sea"),
        (
            "j j j j l / s e a space enter S enter",
            "feed:https://feeds.example/1 sea",
        ),
        (
            "j j j j j l / s e a space enter S enter",
            "folder:Morning sea",
        ),
    ] {
        let mut state = loaded(80, 24, Content::Ltr);
        let effects = press(&mut state, keys);
        let queries: Vec<String> = saved(&effects)
            .into_iter()
            .map(|(_, query)| query)
            .collect();
        assert_eq!(queries, [query], "{keys}");
    }
}

#[test]
fn a_list_needs_a_search_and_a_name_of_its_own() {
    let mut state = loaded(80, 24, Content::Ltr);
    state.sources.set_lists(vec![a_list("Sea", "sea")]);
    for (keys, why) in [
        (
            "S",
            Phrase::StatusNothingSearched {
                key: "/".to_owned(),
            },
        ),
        (
            "/ o r enter S ctrl-u enter",
            Phrase::StatusListUnnamed {
                key: "S".to_owned(),
            },
        ),
        (
            "esc / s e A ctrl-s enter",
            Phrase::ConfigListExists {
                name: "Sea".to_owned(),
            },
        ),
    ] {
        assert_eq!(saved(&press(&mut state, keys)), [], "{keys}");
        let notice = state.notice.as_ref().expect("it is said");
        assert_eq!((&notice.phrase, notice.failure), (&why, true));
        assert!(state.prompt.is_none());
    }
    press(&mut state, "/ ctrl-u a u t o r : x ctrl-s");
    let purpose = state.prompt.as_ref().map(|prompt| &prompt.purpose);
    assert!(
        matches!(
            purpose,
            Some(Purpose::Search {
                mistake: Some(_),
                ..
            })
        ),
        "what is not understood is mended first"
    );
}

#[test]
fn lists_that_ask_for_words_are_counted_again_as_the_index_fills() {
    let mut state = loaded(80, 24, Content::Ltr);
    let list = |query| a_list("A list", query);
    let indexed = |percent| Message::Indexed { percent };
    state.sources.set_lists(vec![list("unread")]);
    assert_eq!(update(&mut state, indexed(3), NOON), []);
    state.sources.set_lists(vec![list("unread"), list("sea")]);
    assert_eq!(
        update(&mut state, indexed(3), NOON),
        [],
        "counting may read much: once for each hundredth"
    );
    let effects = update(&mut state, indexed(4), NOON);
    assert!(matches!(&effects[..], [Effect::CountLists { lists, .. }] if lists.len() == 2));
}

#[test]
fn lists_of_what_is_young_are_counted_as_time_passes() {
    let mut state = loaded(80, 24, Content::Ltr);
    let minute = NOON.plus_seconds(60);
    state.sources.set_lists(vec![a_list("Sea", "sea unread")]);
    assert_eq!(update(&mut state, Message::TimePassed, minute), []);
    state.sources.set_lists(vec![a_list("New", "sea -age:>2h")]);
    let effects = update(&mut state, Message::TimePassed, minute);
    assert!(matches!(&effects[..], [Effect::CountLists { now, .. }] if *now == minute));
}

#[test]
fn lists_that_queries_make_have_rows_with_counts() {
    let mut state = loaded(80, 24, Content::Ltr);
    let list = SmartList {
        name: CleanText::line("Fish"),
        query: Query::parse("fish OR سمك").unwrap(),
    };
    state.sources.set_lists(vec![list.clone()]);
    let effects = sources(&mut state, Content::Ltr);
    let asked = effects.iter().any(|effect| {
        matches!(effect, Effect::CountLists { lists, now } if *lists == [list.clone()] && *now == NOON)
    });
    assert!(asked, "{effects:?}");
    update(&mut state, Message::ListsCounted { unread: vec![7] }, NOON);
    let row = SourceRow::Smart(List::Smart(list.clone()));
    assert_eq!(state.sources.count_of(&row), 7);
    let effects = press(&mut state, "j j j j");
    assert_eq!(requests(&effects).last().unwrap().1.list, List::Smart(list));
    answer_windows(&mut state, &effects, Content::Ltr);
    // It is no feed that one could stop following.
    assert_eq!(press(&mut state, "X"), []);
    let said = state.notice.as_ref().map(|notice| &notice.phrase);
    let name = "Fish".to_owned();
    assert_eq!(said, Some(&Phrase::StatusOwnList { name }));
    let effects = press(&mut state, "l m");
    assert!(effects.contains(&Effect::Perform(Action::MarkRead {
        entry: EntryId(100),
        read: true
    })));
}
