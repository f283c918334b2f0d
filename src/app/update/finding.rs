//! Finding words in the article that is being read.

use crate::app::update::{Effects, search};
use crate::app::{Place, Prompt, Purpose, State};
use crate::lang::Phrase;
use crate::text::LineEditor;

/// Begins to ask for words.
pub(super) fn start(state: &mut State) {
    let Some(article) = &state.article else {
        return;
    };
    let purpose = Purpose::Find {
        from: article.top(),
        missed: false,
    };
    state.ask(purpose, "");
}

/// Lights up what is typed so far, and goes there.
pub(super) fn look(state: &mut State) {
    if let (Some(article), Some(prompt)) = (&mut state.article, &mut state.prompt)
        && let Purpose::Find { from, missed } = &mut prompt.purpose
    {
        *missed = !article.find(prompt.editor.text(), *from);
    }
}

/// Leaves the words lit up, for the reader to go from one to the next.
pub(super) fn finish(state: &mut State, missed: bool) {
    if missed {
        state.say(Phrase::FindMissed);
    }
}

/// Goes back to where the reader was, the words no longer lit up.
pub(super) fn give_up(state: &mut State, from: Place) {
    if let Some(article) = &mut state.article {
        article.find("", from);
    }
}

/// Searches the list for what is typed.
pub(super) fn search_list(state: &mut State, effects: &mut Effects) {
    let Some(Prompt {
        editor,
        purpose: Purpose::Find { from, .. },
    }) = state.prompt.take()
    else {
        return;
    };
    give_up(state, from);
    search::start(state);
    if let Some(prompt) = state.prompt.as_mut().filter(|_| !editor.text().is_empty()) {
        prompt.editor = LineEditor::new(editor.text());
    }
    search::look(state, effects);
}
