//! Feeds followed, and followed no more.

use super::*;

fn stage(state: &State) -> Option<&AddingStage> {
    state.adding.as_ref().map(|adding| &adding.stage)
}

#[test]
fn an_address_is_typed_a_feed_chosen_looked_at_and_followed() {
    let mut state = loaded(80, 24, Content::Ltr);
    let effects = press(&mut state, "a q . x enter");
    let [Effect::FindFeeds { request, wanted }] = effects.as_slice() else {
        panic!("{effects:?}")
    };
    assert_eq!(*wanted, Wanted::Typed("q.x".to_owned()));
    let found = Ok(Found::Candidates(candidates(Content::Ltr)));
    let request = *request;
    update(&mut state, Message::FeedsFound { request, found }, NOON);

    let effects = press(&mut state, "j enter");
    let [Effect::FindFeeds { request, wanted }] = effects.as_slice() else {
        panic!("{effects:?}")
    };
    let second = Wanted::Offered {
        address: "https://harbour.example/comments".to_owned(),
        site: "q.x".to_owned(),
    };
    assert_eq!(*wanted, second);
    let (request, feed) = (*request, preview(Content::Ltr));
    let found = Ok(Found::Feed(feed.clone()));
    update(&mut state, Message::FeedsFound { request, found }, NOON);
    assert_eq!(stage(&state), Some(&AddingStage::Showing(feed.clone())));

    let effects = press(&mut state, "enter");
    assert_eq!(effects, [Effect::AddFeed { request, feed }]);
    // Pressed once more, it is not added twice.
    assert_eq!(press(&mut state, "enter"), []);
    let arrival = Arrival {
        feed: FeedId(2),
        title: "Harbour News".to_owned(),
        known: false,
    };
    let added = Ok(arrival);
    update(&mut state, Message::FeedAdded { request, added }, NOON);
    assert_eq!(stage(&state), None);
    sources(&mut state, Content::Ltr);
    assert_eq!(state.sources.selected_list(), Some(List::Feed(FeedId(2))));
}

#[test]
fn a_feed_that_is_given_up_is_not_followed() {
    let mut state = adding(80, 24, &Found::Feed(preview(Content::Ltr)));
    assert_eq!(press(&mut state, "esc"), []);
    assert_eq!(stage(&state), None);
    // What was looked for comes too late.
    let effects = press(&mut state, "a x enter");
    let [Effect::FindFeeds { request, .. }] = effects.as_slice() else {
        panic!("{effects:?}")
    };
    assert_eq!(press(&mut state, "esc"), [Effect::StopFinding]);
    let found = Ok(Found::Feed(Preview::default()));
    let request = *request;
    update(&mut state, Message::FeedsFound { request, found }, NOON);
    assert_eq!(stage(&state), None);
    // An address of nothing is looked for nowhere.
    assert_eq!(press(&mut state, "a space enter"), []);
}

#[test]
fn a_feed_is_followed_no_more_when_the_reader_says_so_twice() {
    let mut state = loaded(80, 24, Content::Ltr);
    assert_eq!(press(&mut state, "X"), []);
    assert!(
        state.prompt.is_none() && state.notice.as_ref().unwrap().failure,
        "no feed is selected"
    );
    state.sources.select(&List::Feed(FeedId(2)));
    for keys in ["X esc", "X n", "X X", "X backspace"] {
        assert_eq!(press(&mut state, keys), [], "{keys}");
        assert!(state.prompt.is_none(), "{keys}");
    }
    let effects = press(&mut state, "X enter");
    let feed = state.sources.feed(FeedId(2)).unwrap();
    let address = feed.subscription.source.address().to_owned();
    let title = feed.title.as_str().to_owned();
    let ended = SubscriptionChange::Ended(title.clone());
    assert_eq!(effects, [Effect::Unsubscribe { address, title }]);
    let effects = update(&mut state, Message::SubscriptionChanged(Ok(ended)), NOON);
    assert!(matches!(effects[0], Effect::LoadSources { .. }));
}

#[test]
fn in_the_list_of_entries_what_is_known_of_the_feed_of_the_selected_one_is_shown() {
    let mut state = loaded(80, 24, Content::Ltr);
    for keys in ["l", "j", "j"] {
        press(&mut state, keys);
        let feed = state.headlines.selected().unwrap().feed;
        let effects = press(&mut state, "i");
        assert!(
            matches!(effects[..], [Effect::LoadFeedDetails { feed: shown, .. }] if shown == feed),
            "{effects:?}"
        );
        assert_eq!(state.sheet.as_ref().map(|sheet| sheet.feed), Some(feed));
        press(&mut state, "i");
        assert!(state.sheet.is_none() && state.focus == Pane::Headlines);
    }
}

#[test]
fn what_is_known_of_a_feed_is_shown_and_kept_up_to_date() {
    let mut state = loaded(80, 24, Content::Ltr);
    assert_eq!(press(&mut state, "i"), []);
    assert!(
        state.sheet.is_none() && state.notice.as_ref().unwrap().failure,
        "no feed is selected"
    );
    let mut state = feed_sheet(80, 24, Content::Ltr);
    let sheet = state.sheet.as_ref().unwrap();
    let said = |sheet: &FeedSheet| {
        let lines = sheet.lines().iter();
        lines.filter(|line| line.name.is_some()).count()
    };
    assert_eq!((said(sheet), sheet.feed), (14, FeedId(3)));

    assert_eq!(press(&mut state, "r"), [Effect::Refresh(vec![FeedId(3)])]);
    let polled = |feed| Message::FeedPolled {
        feed: FeedId(feed),
        outcome: PollOutcome::Failed,
    };
    update(&mut state, Message::RefreshStarted { feeds: 3 }, NOON);
    let asked = |effects: Vec<Effect>| -> Option<RequestId> {
        effects.into_iter().find_map(|effect| match effect {
            Effect::LoadFeedDetails { request, .. } => Some(request),
            _ => None,
        })
    };
    assert_eq!(asked(update(&mut state, polled(2), NOON)), None);
    let first = asked(update(&mut state, polled(3), NOON)).unwrap();
    let second = asked(update(&mut state, polled(3), NOON)).unwrap();
    // The first answer is awaited no more.
    let gone = |request| Message::FeedDetailsLoaded {
        request,
        details: None,
    };
    update(&mut state, gone(first), NOON);
    assert!(state.sheet.is_some());
    update(&mut state, gone(second), NOON);
    assert!(state.sheet.is_none(), "the feed is listed no more");
}

#[test]
fn a_sheet_scrolls_as_far_as_it_goes_and_closes() {
    let mut state = feed_sheet(40, 12, Content::Rtl);
    let top = |state: &State| state.sheet.as_ref().unwrap().top;
    let lines = state.sheet.as_ref().unwrap().lines().len();
    press(&mut state, "j");
    assert_eq!(top(&state), 1);
    press(&mut state, "G");
    assert_eq!(top(&state), lines - 9);
    press(&mut state, "k");
    assert_eq!(top(&state), lines - 10);
    update(
        &mut state,
        Message::Resized(Size {
            columns: 120,
            rows: 40,
        }),
        NOON,
    );
    assert_eq!(top(&state), 0, "all of it is on the screen");
    for key in ["i", "q", "esc", "h"] {
        let mut state = feed_sheet(80, 24, Content::Ltr);
        assert_eq!(press(&mut state, key), [], "{key}");
        assert!(state.sheet.is_none(), "{key}");
        assert_eq!(state.sources.selected_list(), Some(List::Feed(FeedId(3))));
    }
}

#[test]
fn an_address_that_led_nowhere_is_offered_again_to_be_mended() {
    let mut state = loaded(80, 24, Content::Ltr);
    let typed = |state: &State| {
        let prompt = state.prompt.as_ref();
        prompt.map(|prompt| prompt.editor.text().to_owned())
    };
    let fail = |state: &mut State, keys: &str| {
        let effects = press(state, keys);
        let [Effect::FindFeeds { request, .. }] = effects.as_slice() else {
            panic!("{effects:?}")
        };
        let found = Err(Phrase::FindNothing);
        let request = *request;
        update(state, Message::FeedsFound { request, found }, NOON);
    };
    fail(&mut state, "a q . x enter");
    press(&mut state, "a");
    assert_eq!(typed(&state), Some("q.x".to_owned()));
    // Who goes into it mends it; who types wants another.
    press(&mut state, "backspace y");
    assert_eq!(typed(&state), Some("q.y".to_owned()));
    press(&mut state, "esc a z");
    assert_eq!(typed(&state), Some("z".to_owned()));
    // A password is not shown again.
    fail(&mut state, "ctrl-u a : b @ c enter");
    press(&mut state, "a");
    assert_ne!(typed(&state), Some("a:b@c".to_owned()));
}
