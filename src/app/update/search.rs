//! Narrowing a list: by words in titles, by what is unread.

use crate::app::headlines::Aim;
use crate::app::update::Effects;
use crate::app::{Pane, Prompt, Purpose, State};
use crate::lang::Phrase;
use crate::model::Filter;
use crate::text::LineEditor;

/// Begins to ask for words.
pub(super) fn start(state: &mut State) {
    let before = state.headlines.search().to_owned();
    state.prompt = Some(Prompt {
        editor: LineEditor::new(&before),
        purpose: Purpose::Search { before },
    });
    state.focus = Pane::Headlines;
}

/// Searches for the words typed so far.
pub(super) fn look(state: &mut State, effects: &mut Effects) {
    let Some(prompt) = &state.prompt else { return };
    let words = prompt.editor.text().trim().to_owned();
    search_for(state, &words, effects);
}

/// Searches for these words, or no more.
pub(super) fn search_for(state: &mut State, words: &str, effects: &mut Effects) {
    if words != state.headlines.search() {
        state.headlines.set_search(words);
        effects.push(state.load_window(Aim::First));
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
