//! Entries marked and taken away.

use crate::app::headlines::Aim;
use crate::app::update::Effects;
use crate::app::{Command, Effect, Pane, State};
use crate::lang::Phrase;
use crate::model::{Action, Headline, Query};

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
