//! Narrowing a list: by a query, by what is unread.

use crate::app::headlines::Aim;
use crate::app::update::{Effects, reload_list};
use crate::app::{Pane, Purpose, State};
use crate::lang::Phrase;
use crate::model::{Filter, List, Query};

/// Begins to ask for words.
pub(super) fn start(state: &mut State) {
    let before = state.headlines.search().to_owned();
    let words = before.clone();
    let purpose = Purpose::Search {
        before,
        list: state.headlines.list().clone(),
        mistake: None,
    };
    state.ask(purpose, &words);
    state.focus = Pane::Headlines;
}

/// Searches for what is typed so far, if it can be understood.
pub(super) fn look(state: &mut State, effects: &mut Effects) {
    let Some(prompt) = &mut state.prompt else {
        return;
    };
    let typed = prompt.editor.text().to_owned();
    let found = Query::parse_typed(&typed);
    if let Purpose::Search { mistake, .. } = &mut prompt.purpose {
        *mistake = found.as_ref().err().cloned();
    }
    if let Ok(query) = found {
        search_for(state, typed.trim(), query, effects);
    }
}

fn search_for(state: &mut State, words: &str, query: Query, effects: &mut Effects) {
    let new = query != *state.headlines.query();
    state.headlines.set_search(words, query);
    if new {
        effects.push(state.load_window(Aim::First));
    }
}

/// Searches everything, or again only the list that was open.
pub(super) fn change_scope(state: &mut State, effects: &mut Effects) {
    let Some(Purpose::Search { list, .. }) = state.prompt.as_ref().map(|prompt| &prompt.purpose)
    else {
        return;
    };
    let list = if *state.headlines.list() == *list {
        List::All
    } else {
        list.clone()
    };
    show_list(state, list, effects);
}

fn show_list(state: &mut State, list: List, effects: &mut Effects) {
    if list != *state.headlines.list() {
        state.sources.select(&list);
        state.headlines.search_in(list);
        effects.push(state.load_window(Aim::First));
    }
}

/// Shows the list again, searched for what it was before.
pub(super) fn give_up(state: &mut State, before: &str, list: List, effects: &mut Effects) {
    if before != state.headlines.search() {
        let query = Query::parse_typed(before).unwrap_or_default();
        search_for(state, before, query, effects);
    }
    show_list(state, list, effects);
}

/// Asks again for what words were asked for: more entries can be found now.
pub(super) fn indexed(state: &mut State, percent: u8, effects: &mut Effects) {
    let before = std::mem::replace(&mut state.indexed, percent);
    if state.headlines.asks_for_words() {
        reload_list(state, effects);
    }
    // They may read much, and nobody waits for them.
    let due = percent != before || percent == 100;
    let mut lists = state.sources.lists().iter();
    if due && lists.any(|list| list.query.asks_for_words()) {
        effects.extend(state.count_lists());
    }
}

/// Shows all entries, or only unread ones; the selected entry stays selected if it stays in the list.
pub(super) fn toggle_filter(state: &mut State, effects: &mut Effects) {
    let filter = match state.headlines.filter() {
        Filter::All => Filter::Unread,
        Filter::Unread => Filter::All,
    };
    state.headlines.set_filter(filter);
    effects.push(state.load_window(Aim::Keep));
    state.say(match filter {
        Filter::All => Phrase::StatusFilterAll,
        Filter::Unread => Phrase::StatusFilterUnread,
    });
}
