//! Looking at what is known of a feed.

use crate::app::update::{Effects, motion};
use crate::app::{Command, Effect, FeedSheet, Pane, RequestId, State};
use crate::lang::Phrase;
use crate::model::{FeedDetails, FeedId, List};

/// Shows what is known of the selected feed, or of that of the selected entry.
pub(super) fn open(state: &mut State, effects: &mut Effects) {
    let of_entry = (state.focus != Pane::Sources)
        .then(|| state.current_entry())
        .flatten()
        .map(|headline| headline.feed);
    let feed = of_entry.or_else(|| match state.sources.selected_list() {
        Some(List::Feed(feed)) => Some(feed),
        _ => None,
    });
    let Some(feed) = feed.and_then(|feed| state.sources.feed(feed)) else {
        return state.complain(Phrase::StatusSelectFeed);
    };
    let (id, title) = (feed.id, feed.title.clone());
    let request = state.next_request();
    state.sheet = Some(FeedSheet::new(id, title, request));
    effects.push(Effect::LoadFeedDetails { request, feed: id });
}

/// Takes a command while the sheet is shown.
pub(super) fn run(state: &mut State, command: Command, count: Option<u32>, effects: &mut Effects) {
    let screen = state.rows_over();
    match (command, &mut state.sheet) {
        (Command::Back | Command::Close | Command::FeedDetails, _) => state.sheet = None,
        (Command::RefreshFeed, Some(sheet)) => effects.push(Effect::Refresh(vec![sheet.feed])),
        (Command::Quit, _) => effects.push(Effect::Quit),
        (Command::Suspend, _) => effects.push(Effect::Suspend),
        (Command::Redraw, _) => effects.push(Effect::Redraw),
        (command, Some(sheet)) => motion::run_in_page(&mut sheet.top, screen, command, count),
        (_, None) => {}
    }
}

/// Takes what is known of a feed.
pub(super) fn loaded(state: &mut State, request: RequestId, details: Option<&FeedDetails>) {
    let awaited = |sheet: &&mut FeedSheet| sheet.request == request;
    let Some(sheet) = state.sheet.as_mut().filter(awaited) else {
        return;
    };
    if let Some(details) = details {
        sheet.title.clone_from(&details.feed.title);
        sheet.load(state.lang.feed_details(details, state.now));
    } else {
        state.sheet = None;
        state.complain(Phrase::StatusFeedNotListed);
    }
}

/// Looks again where the feed of the sheet was polled.
pub(super) fn polled(state: &mut State, feed: FeedId, effects: &mut Effects) {
    if state.sheet.as_ref().is_none_or(|sheet| sheet.feed != feed) {
        return;
    }
    let request = state.next_request();
    if let Some(sheet) = &mut state.sheet {
        sheet.request = request;
        effects.push(Effect::LoadFeedDetails { request, feed });
    }
}
