//! The reader's tags, typed; and entries hidden.

use crate::app::headlines::Aim;
use crate::app::update::{Effects, entries};
use crate::app::{Command, Completion, Effect, Pane, Prompt, Purpose, RequestId, State};
use crate::lang::Phrase;
use crate::model::query::{Clause, Term};
use crate::model::{Action, EntryId, Filter, List, Query, tag_begins, tag_key, tags_in};
use crate::text::{CleanText, LineEditor};

/// Stands between two tags where the program writes them.
const COMMA: &str = ", ";

/// Begins to ask for the tags of the current entry.
pub(super) fn start(state: &mut State, effects: &mut Effects) {
    let Some(headline) = state.current_entry().cloned() else {
        return;
    };
    let request = state.next_request();
    let mut line = String::new();
    for tag in &headline.tags {
        line.push_str(tag.as_str());
        line.push_str(COMMA);
    }
    let purpose = Purpose::Tags {
        entry: headline.id,
        request,
        known: Vec::new(),
        completion: None,
    };
    state.ask(purpose, &line);
    effects.push(Effect::LoadTags { request });
}

/// Takes the tags there are, for the line still being typed.
pub(super) fn loaded(state: &mut State, asked: RequestId, tags: Vec<CleanText>) {
    if let Some(Prompt {
        purpose: Purpose::Tags { request, known, .. },
        ..
    }) = &mut state.prompt
        && *request == asked
    {
        *known = tags;
    }
}

/// The tags that the one being typed can become: those that begin so and are not in the line.
#[must_use]
pub fn completions<'a>(line: &str, known: &'a [CleanText]) -> Vec<&'a CleanText> {
    let begun = tag_key(&line[tag_begins(line, line.len())..]);
    let there: Vec<String> = tags_in(&line[..tag_begins(line, line.len())])
        .iter()
        .map(|tag| tag_key(tag.as_str()))
        .collect();
    let fits = |tag: &&CleanText| {
        let key = tag_key(tag.as_str());
        key.starts_with(&begun) && !there.contains(&key)
    };
    known.iter().filter(fits).collect()
}

/// Completes the tag being typed at the end of the line; again, by the next that begins so.
pub(super) fn complete(state: &mut State) {
    let Some(Prompt {
        editor,
        purpose: Purpose::Tags {
            known, completion, ..
        },
    }) = &mut state.prompt
    else {
        return;
    };
    if editor.caret() != editor.text().len() {
        return;
    }
    let next = match completion.take() {
        Some(last) => Completion {
            nth: last.nth + 1,
            ..last
        },
        None => Completion {
            typed: editor.text().to_owned(),
            nth: 0,
        },
    };
    let fitting = completions(&next.typed, known);
    if let Some(tag) = fitting.get(next.nth % fitting.len().max(1)) {
        let from = tag_begins(&next.typed, next.typed.len());
        *editor = LineEditor::new(&format!("{}{}", &next.typed[..from], tag.as_str()));
        *completion = Some(next);
    }
}

/// Takes note that the line was changed by hand.
pub(super) fn typed(state: &mut State) {
    if let Some(Prompt {
        purpose: Purpose::Tags { completion, .. },
        ..
    }) = &mut state.prompt
    {
        *completion = None;
    }
}

/// Gives an entry the tags of a line, on the screen at once.
pub(super) fn finish(
    state: &mut State,
    entry: EntryId,
    line: &str,
    known: &[CleanText],
    effects: &mut Effects,
) {
    // A tag that there is stays as it is written there.
    let spelled = |tag: CleanText| {
        let key = tag_key(tag.as_str());
        let same = known.iter().find(|known| tag_key(known.as_str()) == key);
        same.cloned().unwrap_or(tag)
    };
    let mut tags: Vec<CleanText> = tags_in(line).into_iter().map(spelled).collect();
    tags.sort_by_cached_key(|tag| tag_key(tag.as_str()));
    state.headlines.note_tags(entry, &tags);
    if let Some(article) = &mut state.article
        && article.headline.id == entry
    {
        article.set_tags(tags.clone());
    }
    let names: Vec<&str> = tags.iter().map(CleanText::as_str).collect();
    state.say(if names.is_empty() {
        Phrase::StatusUntagged
    } else {
        Phrase::StatusTagged {
            tags: names.join(COMMA),
        }
    });
    effects.push(Effect::Perform(Action::Tag { entry, tags }));
}

/// Hides the current entry from the lists, or shows again one that was hidden.
pub(super) fn toggle_hidden(state: &mut State, effects: &mut Effects) {
    let Some(headline) = state.current_entry().cloned() else {
        return;
    };
    let (entry, hidden) = (headline.id, !headline.hidden);
    entries::take_away(state, &headline);
    effects.push(Effect::Perform(Action::Hide { entry, hidden }));
    let key = state.key_of(Command::Undo);
    state.say(if hidden {
        Phrase::StatusHidden { key }
    } else {
        Phrase::StatusShown
    });
}

/// Searches the list for what is hidden of it; where all that is shown is hidden, shows it in the lists again.
pub(super) fn show_hidden(state: &mut State, effects: &mut Effects) {
    let (list, query) = (
        state.headlines.list().clone(),
        state.headlines.query().clone(),
    );
    let of_hidden = query.is_of_hidden() || list.query().is_some_and(Query::is_of_hidden);
    if !of_hidden {
        return list_hidden(state, effects);
    }
    let Some(newest) = state.headlines.newest() else {
        return state.complain(Phrase::ListAwaited);
    };
    effects.push(Effect::Perform(Action::ShowAll {
        query,
        filter: state.headlines.filter(),
        newest,
        now: state.now,
        day_start: state.day_start(),
        list,
    }));
}

fn list_hidden(state: &mut State, effects: &mut Effects) {
    // What rules hide they often mark read.
    if *state.headlines.list() == List::Unread {
        state.sources.select(&List::All);
        state.headlines.search_in(List::All);
    }
    state.headlines.set_filter(Filter::All);
    let query = Query {
        clause: Clause::Term(Term::Hidden),
    };
    let words = query.to_string();
    state.headlines.set_search(&words, query);
    state.focus = Pane::Headlines;
    effects.push(state.load_window(Aim::First));
    let key = state.key_of(Command::ShowHidden);
    state.say(Phrase::StatusHiddenListed { key });
}
