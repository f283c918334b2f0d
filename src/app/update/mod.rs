//! The one function that changes the state.

mod actions;
mod adding;
mod commands;
mod copying;
mod details;
mod downloading;
mod entries;
mod files;
mod finding;
mod focus;
mod following;
mod full_text;
mod motion;
mod mouse;
mod opening;
mod pictures;
mod positions;
mod prompt;
mod refreshing;
mod saving;
mod search;
mod sending;
mod sheet;
mod stepping;
mod tagging;

pub(super) use downloading::rows as shelf_rows;
pub use files::{file_facts, with_files};
pub use opening::title_of;
pub use tagging::completions;

use crate::app::headlines::Aim;
use crate::app::{Effect, Message, Pane, RequestId, State};
use crate::lang::Phrase;
use crate::model::{Timestamp, Window};

/// Takes a message at a time, changes the state, and returns what has to be done.
///
/// Total: any message in any state is safe. An answer to a request no longer wanted changes nothing.
pub fn update(state: &mut State, message: Message, now: Timestamp) -> Vec<Effect> {
    let before = std::mem::replace(&mut state.now, now);
    let mut effects = Effects::default();
    let was_reading = state.focus == Pane::Article;
    match message {
        Message::KeyPressed(chord) => commands::key_pressed(state, chord, &mut effects),
        Message::Pasted(text) => prompt::paste(state, &text, &mut effects),
        Message::Mouse(mouse) => mouse::mouse(state, mouse, &mut effects),
        Message::Resized(size) => state.size = size,
        Message::TimePassed => time_passed(state, before, &mut effects),
        Message::Resumed => effects.push(Effect::Redraw),
        Message::Ending => positions::keep(state, &mut effects),
        Message::SourcesLoaded { feeds, counts } => {
            state.sources.load(feeds, counts);
            state.sources_asked = false;
            adding::show_arrived(state, &mut effects);
            if std::mem::take(&mut state.sources_stale) {
                effects.extend(state.load_sources());
            }
            effects.extend(state.count_lists());
        }
        Message::Indexed { percent } => search::indexed(state, percent, &mut effects),
        Message::ListsCounted { unread } => state.sources.count_lists(&unread),
        Message::WindowLoaded { request, window } => {
            window_loaded(state, request, window, &mut effects);
        }
        Message::SnippetsLoaded { request, snippets } => {
            state.headlines.snippets.load(request, snippets);
        }
        Message::FeedDetailsLoaded { request, details } => {
            sheet::loaded(state, request, details.as_deref());
        }
        Message::ArticleLoaded { request, article } => {
            if sending::awaits(state, request) {
                sending::loaded(state, article.as_deref(), &mut effects);
            } else {
                opening::loaded(state, request, article, &mut effects);
            }
        }
        Message::DetailsLoaded { request, details } => {
            details::loaded(state, request, details, &mut effects);
        }
        Message::PageFetched { request, page } => full_text::fetched(state, request, page),
        Message::PictureCame { request, picture } => pictures::came(state, request, picture),
        Message::PictureDropped { request } => pictures::dropped(state, request),
        Message::CellsMeasured(cell) => pictures::measured(state, cell),
        Message::UnreadFound { request, headline } => {
            stepping::unread_found(state, request, headline, &mut effects);
        }
        Message::TagsLoaded { request, tags } => tagging::loaded(state, request, tags),
        Message::ActionPerformed { action, changed } => {
            actions::performed(state, &action, changed, &mut effects);
        }
        Message::ActionUndone { changed, returned } => {
            actions::undone(state, changed, returned, &mut effects);
        }
        Message::ActionRedone { changed } => actions::redone(state, changed, &mut effects),
        Message::CacheAlarm(phrase) => state.alarm = Some(phrase),
        Message::CacheChanged => {
            state.headlines.forget_marks();
            reload(state, &mut effects);
        }
        Message::StoriesGrouped => reload_list(state, &mut effects),
        Message::ActionFailed(phrase) => actions::failed(state, phrase, &mut effects),
        Message::RefreshBusy => state.say(Phrase::StatusRefreshBusy),
        Message::RefreshPutOff { until } => refreshing::put_off(state, until),
        Message::CacheFailed(phrase) => {
            // What was asked for may have failed; it can be asked for again.
            state.sources_asked = false;
            state.outgoing.clear();
            state.complain(phrase);
        }
        Message::FeedsFound { request, found } => adding::found(state, request, found),
        Message::FeedAdded { request, added } => {
            adding::added(state, request, added, &mut effects);
        }
        Message::ListSaved { name, saved } => saving::saved(state, &name, saved, &mut effects),
        Message::SubscriptionChanged(change) => adding::changed(state, change, &mut effects),
        Message::DownloadMoved { request, progress } => {
            downloading::moved(state, request, progress);
        }
        Message::DownloadEnded { request, end } => downloading::ended(state, request, end),
        Message::BrowserFailed(phrase) | Message::ArticleSent(Err(phrase)) => {
            state.complain(phrase);
        }
        Message::ArticleSent(Ok(phrase)) => state.say(phrase),
        Message::RefreshStarted { feeds } => state.refresh.start(feeds),
        Message::FeedPolled { feed, outcome } => {
            refreshing::polled(state, feed, outcome, &mut effects);
        }
        Message::BrowserStarted => state.say(Phrase::StatusOpened),
    }
    state.settle();
    // While one reads, once a minute: where the program is killed, no more is lost.
    if was_reading && (state.focus != Pane::Article || minute(before) != minute(now)) {
        positions::keep(state, &mut effects);
    }
    load_what_is_seen(state, &mut effects);
    effects.0
}

const fn minute(at: Timestamp) -> i64 {
    at.0.div_euclid(60)
}

/// Asks for what the screen shows, or will soon, and does not have.
fn load_what_is_seen(state: &mut State, effects: &mut Effects) {
    if state.headlines.near_end() {
        effects.push(state.load_window(Aim::Keep));
    }
    effects.extend(state.load_snippets());
    pictures::load(state, effects);
}

/// The effects of one message.
#[derive(Debug, Default)]
struct Effects(Vec<Effect>);

impl Effects {
    fn push(&mut self, effect: Effect) {
        self.0.push(effect);
    }

    fn extend(&mut self, effects: impl IntoIterator<Item = Effect>) {
        self.0.extend(effects);
    }
}

/// Reads again what is another with the time: today's list, which has become yesterday's, and counts of what is young.
fn time_passed(state: &mut State, before: Timestamp, effects: &mut Effects) {
    let mut lists = state.sources.lists().iter();
    if state.lang.day_start(before) != state.day_start() {
        reload(state, effects);
    } else if lists.any(|list| list.query.asks_for_age()) {
        effects.extend(state.count_lists());
    }
}

fn window_loaded(state: &mut State, request: RequestId, window: Window, effects: &mut Effects) {
    let Some(stale) = state.headlines.load(request, window) else {
        return;
    };
    if let Some(article) = &mut state.article {
        let row = state
            .headlines
            .rows()
            .iter()
            .find(|row| row.id == article.headline.id);
        if let Some(row) = row {
            (article.headline.read, article.headline.saved) = (row.read, row.saved);
            if article.headline.tags != row.tags {
                article.set_tags(row.tags.clone());
            }
        }
    }
    if stale {
        reload_list(state, effects);
    }
    if state.headlines.selected().is_none() {
        let awaited = focus::is_awaited(state);
        state.open_when_loaded.take_if(|_| !awaited);
    } else if let Some(until) = state.open_when_loaded.take()
        && state.now <= until
    {
        opening::open_selected(state, effects);
    }
}

/// Reads feeds and list again after something changed the cache.
fn reload(state: &mut State, effects: &mut Effects) {
    effects.extend(state.load_sources());
    reload_list(state, effects);
}

/// Reads the list again; the selection stays with its entry, but where the reader has not begun with the
/// list it stays at the top.
fn reload_list(state: &mut State, effects: &mut Effects) {
    // Who still types the words of a search has not begun with what it finds.
    let looking_on = state.focus == Pane::Sources || state.prompt.is_some();
    let untouched = looking_on && state.headlines.at_top();
    if !state.headlines.note_stale() {
        effects.push(state.load_window(if untouched { Aim::First } else { Aim::Keep }));
    }
}

#[cfg(test)]
mod tests;
