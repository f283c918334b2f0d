//! The way from one entry to the next, and from one hit in it to the next.

use crate::app::headlines::Aim;
use crate::app::state::Finding;
use crate::app::update::{Effects, focus, opening};
use crate::app::{Command, Effect, Pane, RequestId, State};
use crate::lang::Phrase;
use crate::model::{Headline, List, UnreadRequest};

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
