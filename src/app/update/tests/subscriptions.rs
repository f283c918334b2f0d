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
