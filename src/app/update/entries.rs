//! Entries marked and taken away, and the way from one to the next.

use crate::app::headlines::Aim;
use crate::app::state::Finding;
use crate::app::update::{Effects, focus, opening};
use crate::app::{Command, Effect, Pane, RequestId, State};
use crate::lang::Phrase;
use crate::model::{Action, Headline, List, Query, UnreadRequest};

/// Marks an entry on the screen at once and in the cache as soon as it is free.
pub(super) fn mark(
    state: &mut State,
    headline: &Headline,
    read: bool,
    saved: bool,
    effects: &mut Effects,
) {
    let entry = headline.id;
    if read != headline.read {
        if !headline.hidden {
            note_read(state, headline, read);
        }
        let story = headline.nested || headline.others > 0;
        effects.push(Effect::Perform(
            if read && story && state.interface.mark_stories {
                state.headlines.note_story_read(entry);
                Action::ReadStory { entry }
            } else {
                Action::MarkRead { entry, read }
            },
        ));
    }
    if saved != headline.saved {
        if !headline.hidden {
            state.sources.note_saved(saved);
        }
        effects.push(Effect::Perform(Action::Save { entry, saved }));
    }
    state.headlines.note_marks(entry, read, saved);
    if let Some(article) = state
        .article
        .as_mut()
        .filter(|article| article.headline.id == entry)
    {
        (article.headline.read, article.headline.saved) = (read, saved);
    }
}

/// Marks the current entry read, or unread again.
pub(super) fn toggle_read(state: &mut State, effects: &mut Effects) {
    if let Some(headline) = state.current_entry().cloned() {
        mark(state, &headline, !headline.read, headline.saved, effects);
        state.say(if headline.read {
            Phrase::StatusMarkedUnread
        } else {
            Phrase::StatusMarkedRead
        });
    }
}

/// Saves the current entry, or lets it go.
pub(super) fn toggle_saved(state: &mut State, effects: &mut Effects) {
    if let Some(headline) = state.current_entry().cloned() {
        mark(state, &headline, headline.read, !headline.saved, effects);
        state.say(if headline.saved {
            Phrase::StatusUnsaved
        } else {
            Phrase::StatusSaved
        });
    }
}

/// Shows the entries that the selected one stands for under it, or hides them again.
pub(super) fn toggle_story(state: &mut State, effects: &mut Effects) {
    if state.headlines.toggle_story() {
        effects.push(state.load_window(Aim::Keep));
    } else {
        state.say(Phrase::StatusStoryAlone);
    }
}

/// Deletes the current entry: it goes from the screen at once, and an article gives way to the list.
pub(super) fn delete(state: &mut State, effects: &mut Effects) {
    let Some(headline) = state.current_entry().cloned() else {
        return;
    };
    take_away(state, &headline);
    let entry = headline.id;
    effects.push(Effect::Perform(Action::Delete { entry }));
    let key = state.key_of(Command::Undo);
    state.say(Phrase::StatusDeleted { key });
}

fn note_read(state: &mut State, headline: &Headline, read: bool) {
    let of_today = headline.sorted_at >= state.day_start();
    state.sources.note_read(headline.feed, of_today, read);
}

/// Takes an entry from the screen at once, and out of the counts.
pub(super) fn take_away(state: &mut State, headline: &Headline) {
    if !headline.read && !headline.hidden {
        note_read(state, headline, true);
    }
    if headline.saved && !headline.hidden {
        state.sources.note_saved(false);
    }
    state.headlines.note_deleted(headline.id);
    if state
        .article
        .as_ref()
        .is_some_and(|article| article.headline.id == headline.id)
    {
        state.article = None;
        state.opening = None;
    }
}

/// Marks everything in the list read, as it is searched, that was there when the reader could see it.
pub(super) fn mark_all_read(state: &mut State, effects: &mut Effects) {
    let shown = state.headlines.list();
    let (list, query) = match state.focus {
        // Nobody means what a search of the list shown does not show.
        Pane::Sources => match state.sources.selected_list() {
            Some(list) if list != *shown => (list, Query::default()),
            _ => (shown.clone(), state.headlines.query().clone()),
        },
        Pane::Headlines | Pane::Article => (shown.clone(), state.headlines.query().clone()),
    };
    if list == *shown {
        let best = state.headlines.unread_of_best();
        state.headlines.note_all_read();
        if let Some(entries) = best {
            return effects.push(Effect::Perform(Action::MarkShownRead { entries }));
        }
    }
    let Some(newest) = state.headlines.newest() else {
        // The cache has not said yet what there is, or that there is nothing.
        return if state.headlines.loaded() {
            state.say(Phrase::StatusNothingToMark);
        } else {
            state.complain(Phrase::ListAwaited);
        };
    };
    let day_start = state.day_start();
    effects.push(Effect::Perform(Action::MarkAllRead {
        list,
        query,
        newest,
        now: state.now,
        day_start,
    }));
}

/// Goes to the next hit of the search in the article, or the one before.
pub(super) fn go_to_hit(state: &mut State, forward: bool, count: Option<u32>) {
    let Some(article) = &mut state.article else {
        return;
    };
    if !article.is_searched() {
        let key = state.key_of(Command::Search);
        return state.say(Phrase::StatusNoSearch { key });
    }
    let gone = (0..count.unwrap_or(1)).take_while(|_| article.go_to_hit(forward));
    if gone.count() == 0 {
        state.say(if forward {
            Phrase::StatusNoNextHit
        } else {
            Phrase::StatusNoPreviousHit
        });
    }
}

/// Goes to the next entry, or the previous one; in an article, opens it.
pub(super) fn step(state: &mut State, forward: bool, count: Option<u32>, effects: &mut Effects) {
    let rows = i64::from(count.unwrap_or(1));
    let before = state.headlines.view.selected;
    let last = state.headlines.rows().len();
    state
        .headlines
        .view
        .move_by(if forward { rows } else { -rows }, last);
    if state.headlines.view.selected == before {
        state.say(if forward {
            Phrase::StatusNoNextEntry
        } else {
            Phrase::StatusNoPreviousEntry
        });
    } else if state.focus == Pane::Article {
        opening::open_selected(state, effects);
    }
}

/// Goes to the next unread entry, or the previous one; in an article, opens it.
pub(super) fn next_unread(
    state: &mut State,
    forward: bool,
    count: Option<u32>,
    effects: &mut Effects,
) {
    for _ in 1..count.unwrap_or(1) {
        match state.headlines.next_unread_row(forward) {
            Some(row) => state.headlines.view.selected = row,
            None => break,
        }
    }
    if let Some(row) = state.headlines.next_unread_row(forward) {
        go_to_row(state, row, effects);
    } else if !state.headlines.search().is_empty() {
        // What a search does not show is not what the reader goes through.
        say_no_more_unread(state, forward);
    } else {
        let from = state.headlines.selected().map(Headline::position);
        find(state, forward, from.is_none(), effects);
    }
}

fn go_to_row(state: &mut State, row: usize, effects: &mut Effects) {
    state.headlines.view.selected = row;
    if state.focus == Pane::Article {
        opening::open_selected(state, effects);
    } else {
        state.focus = Pane::Headlines;
    }
}

fn find(state: &mut State, forward: bool, wrapped: bool, effects: &mut Effects) {
    let request = state.next_request();
    state.finding = Some(Finding {
        request,
        forward,
        wrapped,
    });
    let from = state
        .headlines
        .selected()
        .map(Headline::position)
        .filter(|_| !wrapped);
    let unread = UnreadRequest {
        list: state.headlines.list().clone(),
        from,
        forward,
        day_start: state.day_start(),
        now: state.now,
    };
    effects.push(Effect::FindUnread { request, unread });
}

/// Goes where the cache found the next unread entry: after this one, else from the beginning of the
/// list, else in the next feed that has one.
pub(super) fn unread_found(
    state: &mut State,
    request: RequestId,
    headline: Option<Headline>,
    effects: &mut Effects,
) {
    let Some(finding) = state.finding.take_if(|finding| finding.request == request) else {
        return;
    };
    if let Some(headline) = headline {
        effects.push(state.load_window(Aim::At(headline.position())));
        state.open_when_loaded = (state.focus == Pane::Article).then(|| focus::soon(state));
        if state.focus == Pane::Sources {
            state.focus = Pane::Headlines;
        }
    } else if !finding.wrapped {
        find(state, finding.forward, true, effects);
    } else if let Some(list) = state
        .sources
        .next_unread_feed(state.headlines.list(), finding.forward)
    {
        open_list(state, list);
        find(state, finding.forward, true, effects);
    } else {
        say_no_more_unread(state, finding.forward);
    }
}

fn say_no_more_unread(state: &mut State, forward: bool) {
    state.say(if forward {
        Phrase::StatusNoMoreUnread
    } else {
        Phrase::StatusNoPreviousUnread
    });
}

fn open_list(state: &mut State, list: List) {
    state.sources.select(&list);
    state.headlines.open(list);
}

/// Hands the page of the current entry to the browser.
pub(super) fn open_in_browser(state: &mut State, effects: &mut Effects) {
    let Some(headline) = state.current_entry().cloned() else {
        return;
    };
    match &headline.link {
        Some(link) => {
            effects.push(Effect::OpenInBrowser(link.clone()));
            mark(state, &headline, true, headline.saved, effects);
        }
        None => state.complain(Phrase::StatusNoLink),
    }
}
