//! Feeds refreshed, and what came of it.

use crate::app::update::{Effects, reload_list, sheet};
use crate::app::{Command, Effect, Pane, PollOutcome, State};
use crate::lang::{Phrase, rest};
use crate::model::{FeedId, List, Timestamp};

/// Asks for the feeds of the list that is meant, or for all.
pub(super) fn start(state: &State, all: bool, effects: &mut Effects) {
    let list = match state.focus {
        Pane::Sources => state.sources.selected_list(),
        Pane::Headlines => Some(state.headlines.list().clone()),
        Pane::Article => state
            .article
            .as_ref()
            .map(|article| List::Feed(article.headline.feed)),
    };
    let list = if all {
        List::All
    } else {
        list.unwrap_or(List::All)
    };
    let feeds: Vec<FeedId> = state.sources.feeds_of(&list).map(|feed| feed.id).collect();
    if !feeds.is_empty() {
        effects.push(Effect::Refresh(feeds));
    }
}

/// Nothing is refreshed before an instant.
pub(super) fn put_off(state: &mut State, until: Timestamp) {
    let seconds = u64::try_from(until.seconds_since(state.now)).unwrap_or(0);
    let (minutes, hours) = rest(seconds);
    state.say(Phrase::StatusResting { minutes, hours });
}

/// Counts a poll, and shows what it brought.
pub(super) fn polled(state: &mut State, feed: FeedId, outcome: PollOutcome, effects: &mut Effects) {
    state.refresh.count(outcome);
    sheet::polled(state, feed, effects);
    effects.extend(state.load_sources());
    let changed =
        matches!(outcome, PollOutcome::Updated(sighting) if sighting.new + sighting.edited > 0);
    let list = state.headlines.list();
    if changed && state.sources.feeds_of(list).any(|known| known.id == feed) {
        reload_list(state, effects);
    }
    if !state.refresh.running() {
        effects.push(Effect::Tidy);
        let (new, failed) = (state.refresh.new, state.refresh.failed);
        let count = std::mem::take(&mut state.refresh.notable);
        if count > 0 {
            let words = state.lang.say(&Phrase::NotifyEntries { count });
            effects.push(Effect::Notify(words));
        }
        state.say(match failed {
            0 => Phrase::StatusRefreshed { new },
            failed => Phrase::StatusRefreshedFailed {
                new,
                failed,
                key: state.key_of(Command::FeedDetails),
            },
        });
    }
}
