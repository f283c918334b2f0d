//! What the reader selects, and links, put into the clipboard.

use crate::app::update::Effects;
use crate::app::{Article, Effect, Pane, State};
use crate::lang::Phrase;
use crate::model::shown_host;

/// Chooses where to select rows of the article, begins to, or selects no more.
pub(super) fn select(state: &mut State) {
    if let Some(article) = &mut state.article {
        article.select();
    }
}

/// Copies what is selected, else the link of the current entry, with its title before it if wanted.
pub(super) fn copy_entry(state: &mut State, with_title: bool, effects: &mut Effects) {
    let selected = state.article.as_ref().is_some_and(Article::has_selection);
    if selected && state.focus == Pane::Article {
        copy_selection(state, effects);
        if let Some(article) = &mut state.article {
            article.end_selection();
        }
        return;
    }
    let Some(headline) = state.current_entry() else {
        return;
    };
    let (title, link) = (headline.title.as_str().to_owned(), headline.link.clone());
    match link {
        None => state.complain(Phrase::StatusNoLink),
        Some(link) if with_title && !title.is_empty() => {
            copy(state, format!("{title}\n{link}"), effects);
        }
        Some(link) => copy(state, link, effects),
    }
}

/// Copies what is selected of the article; nothing where that has no text.
pub(super) fn copy_selection(state: &mut State, effects: &mut Effects) {
    let text = state.article.as_ref().map(Article::selected_text);
    let Some(text) = text.filter(|text| !text.is_empty()) else {
        return;
    };
    state.say(Phrase::StatusCopiedText {
        lines: text.lines().filter(|line| !line.is_empty()).count() as u64,
    });
    effects.push(Effect::Copy(text));
}

/// Copies text, and says where the link at its end leads.
pub(super) fn copy(state: &mut State, text: String, effects: &mut Effects) {
    let what = shown_host(text.lines().last().unwrap_or_default());
    effects.push(Effect::Copy(text));
    state.say(Phrase::StatusCopied { what });
}
