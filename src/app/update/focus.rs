//! Going from pane to pane.

use crate::app::headlines::Aim;
use crate::app::update::commands::nth;
use crate::app::update::{Effects, motion, opening, positions};
use crate::app::{Article, Effect, Pane, State};
use crate::lang::Phrase;
use crate::model::Timestamp;

/// Opens what is selected: the list of a source, the article of a headline.
pub(super) fn open(state: &mut State, effects: &mut Effects) {
    match state.focus {
        Pane::Sources => {
            motion::show_selected_source(state, effects);
            state.focus = Pane::Headlines;
        }
        Pane::Headlines if state.headlines.selected().is_some() => {
            opening::open_selected(state, effects);
        }
        // Keys may be typed faster than the list is read, or than words are indexed.
        Pane::Headlines => state.open_when_loaded = is_awaited(state).then(|| soon(state)),
        Pane::Article => {}
    }
}

/// Whether rows may still come to the list that were there when it was asked for.
pub(super) fn is_awaited(state: &State) -> bool {
    !state.headlines.loaded() || state.headlines.asks_for_words()
}

/// Until when a row that comes is opened for an Enter typed now: what comes later was not meant.
pub(super) fn soon(state: &State) -> Timestamp {
    state.now.plus_seconds(10)
}

/// Folds the folder, or what the summary on the screen shows that `count` says; the first without it.
pub(super) fn toggle_fold(state: &mut State, count: Option<u32>) {
    match (state.focus, &mut state.article) {
        (Pane::Article, Some(article)) => {
            if !article.toggle_fold(nth(count)) {
                state.say(Phrase::StatusNothingToFold);
            }
        }
        _ => state.sources.toggle_fold(),
    }
}

/// Follows the jump on the screen that `count` says; the first without it.
pub(super) fn follow_jump(state: &mut State, count: Option<u32>) {
    let article = state.article.as_mut();
    if !article.is_some_and(|article| article.follow_jump(nth(count))) {
        state.say(Phrase::StatusNoJump);
    }
}

/// Goes back to where the last jump was made from.
pub(super) fn jump_back(state: &mut State) {
    let article = state.article.as_mut();
    if !article.is_some_and(Article::jump_back) {
        state.say(Phrase::StatusNoWayBack);
    }
}

/// Goes back to the pane before; a search ends before what it searched is left.
pub(super) fn back(state: &mut State, effects: &mut Effects) {
    match state.focus {
        Pane::Article if state.article.as_mut().is_some_and(Article::end_selection) => {}
        // Words that were looked for are let go first.
        Pane::Article if state.article.as_mut().is_some_and(Article::end_find) => {}
        Pane::Article => state.focus = Pane::Headlines,
        Pane::Headlines if !state.headlines.search().is_empty() => {
            state
                .headlines
                .set_search("", crate::model::Query::default());
            effects.push(state.load_window(Aim::First));
        }
        Pane::Headlines => state.focus = Pane::Sources,
        Pane::Sources => {}
    }
}

/// Closes what is on top: the article, the search, a list that covers the feeds; ends the program when nothing is.
pub(super) fn close(state: &mut State, effects: &mut Effects) {
    let covers = state.geometry.area(Pane::Sources).is_none();
    match state.focus {
        Pane::Article => {
            positions::keep(state, effects);
            state.article = None;
            state.opening = None;
            state.focus = Pane::Headlines;
        }
        Pane::Headlines if covers || !state.headlines.search().is_empty() => back(state, effects),
        _ => effects.push(Effect::Quit),
    }
}

/// Moves the focus to the next pane, or the previous one, round to the first.
pub(super) fn step(state: &mut State, forward: bool) {
    let panes: &[Pane] = if state.article.is_some() {
        &[Pane::Sources, Pane::Headlines, Pane::Article]
    } else {
        &[Pane::Sources, Pane::Headlines]
    };
    let here = panes
        .iter()
        .position(|&pane| pane == state.focus)
        .unwrap_or(0);
    let step = if forward { 1 } else { panes.len() - 1 };
    state.focus = panes[(here + step) % panes.len()];
}
