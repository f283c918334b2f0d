//! What stands in place of headlines where there are none.

use super::is_unfinished;
use crate::app::{Area, Command, Pane, State};
use crate::config::Role;
use crate::lang::Phrase;
use crate::model::{Feed, FeedHealth, Filter, List};
use crate::text::CleanText;
use crate::ui::canvas::{Align, Canvas};

/// Says why there is nothing to see, and what to do.
pub(super) fn view(state: &State, body: Area, canvas: &mut Canvas) {
    if !state.headlines.loaded() {
        return;
    }
    let list = state.headlines.list();
    let failure = match list {
        List::Feed(id) => state.sources.feed(*id).and_then(failure_of),
        _ => None,
    };
    let place = body.below(body.height / 3).inset().inset();
    if state.focus == Pane::Headlines {
        canvas.rest_at(place);
    }
    if let Some(reason) = failure {
        canvas.wrapped(place, reason.as_str(), Role::Error, Align::Middle);
        return;
    }
    canvas.wrapped(
        place,
        &state.lang.say(&emptiness(state)),
        Role::Muted,
        Align::Middle,
    );
}

/// Why the list is empty, and the key that helps.
fn emptiness(state: &State) -> Phrase {
    if is_unfinished(state) {
        let percent = u64::from(state.indexed);
        return Phrase::EmptyIndexing { percent };
    }
    let words = state.headlines.search();
    if !words.is_empty() {
        return Phrase::EmptySearch {
            words: words.to_owned(),
            find: state.key_of(Command::Search),
            back: state.key_of(Command::Back),
        };
    }
    let list = state.headlines.list();
    if state.headlines.filter() == Filter::Unread && !matches!(list, List::Unread | List::Saved) {
        return Phrase::EmptyFiltered {
            key: state.key_of(Command::ToggleFilter),
        };
    }
    if state.sources.loaded() && state.sources.feeds().is_empty() {
        let key = state.key_of(Command::AddFeed);
        return Phrase::EmptyFeeds { key };
    }
    if state.refresh.running() && *list != List::Saved {
        return Phrase::EmptyRefreshing;
    }
    let all = state.key_of(Command::RefreshAll);
    match list {
        List::All => Phrase::EmptyAll { key: all },
        List::Unread => Phrase::EmptyUnread { key: all },
        List::Saved => Phrase::EmptySaved {
            key: state.key_of(Command::ToggleSaved),
        },
        List::Today => Phrase::EmptyToday { key: all },
        List::Folder(_) => Phrase::EmptyFolder { key: all },
        List::Smart(list) => Phrase::EmptyList {
            words: list.query.to_string(),
        },
        List::Feed(_) => Phrase::EmptyFeed {
            key: state.key_of(Command::RefreshFeed),
        },
    }
}

/// Why the last poll of a feed failed, if it did.
const fn failure_of(feed: &Feed) -> Option<&CleanText> {
    match &feed.health {
        FeedHealth::Failing { reason, .. } => Some(reason),
        FeedHealth::Unknown | FeedHealth::Well => None,
    }
}
