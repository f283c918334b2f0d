//! Narrowing a list: by a query, by what is unread.

use crate::app::headlines::Aim;
use crate::app::update::Effects;
use crate::app::{Pane, Prompt, State};
use crate::config::{Chord, Key};
use crate::lang::Phrase;
use crate::model::{Filter, List, Query};
use crate::text::{ArrowKey, ArrowPolicy, Direction, LineEditor, Motion};

/// Begins to ask for words.
pub(super) fn start(state: &mut State) {
    let before = state.headlines.search().to_owned();
    state.prompt = Some(Prompt {
        editor: LineEditor::new(&before),
        before,
        list: state.headlines.list().clone(),
        mistake: None,
    });
    state.focus = Pane::Headlines;
}

/// Takes a chord while words are typed.
pub(super) fn key(state: &mut State, chord: Chord, effects: &mut Effects) {
    let direction = state.interface.direction;
    let Some(prompt) = &mut state.prompt else {
        return;
    };
    let interrupt = chord.modifiers().ctrl && chord.key() == Key::Char('c');
    match chord.key() {
        _ if interrupt => give_up(state, effects),
        // What cannot be understood is still to be mended.
        Key::Enter if prompt.mistake.is_some() => {}
        Key::Enter => state.prompt = None,
        Key::Tab => change_scope(state, effects),
        Key::Esc => give_up(state, effects),
        Key::Backspace if prompt.editor.text().is_empty() => give_up(state, effects),
        _ => {
            edit(&mut prompt.editor, chord, direction);
            look(state, effects);
        }
    }
}

/// Takes pasted text as words.
pub(super) fn paste(state: &mut State, text: &str, effects: &mut Effects) {
    if let Some(prompt) = &mut state.prompt {
        prompt.editor.insert(text);
        look(state, effects);
    }
}

fn edit(editor: &mut LineEditor, chord: Chord, direction: Direction) {
    let modifiers = chord.modifiers();
    let arrow = |editor: &mut LineEditor, key| editor.arrow(key, ArrowPolicy::Visual, direction);
    match (chord.key(), modifiers.ctrl, modifiers.alt) {
        (Key::Char('u'), true, _) => editor.delete_to_start(),
        (Key::Char('w'), true, _) => editor.delete_word(),
        (Key::Char('a'), true, _) | (Key::Home, ..) => editor.step(Motion::Start),
        (Key::Char('e'), true, _) | (Key::End, ..) => editor.step(Motion::End),
        (Key::Left, true, _) => editor.step(Motion::WordBack),
        (Key::Right, true, _) => editor.step(Motion::WordForward),
        (Key::Left, ..) => arrow(editor, ArrowKey::Left),
        (Key::Right, ..) => arrow(editor, ArrowKey::Right),
        (Key::Backspace, ..) => editor.backspace(),
        (Key::Delete, ..) => editor.delete(),
        (Key::Char(c), false, false) => editor.insert(c.encode_utf8(&mut [0; 4])),
        _ => {}
    }
}

fn look(state: &mut State, effects: &mut Effects) {
    let Some(prompt) = &state.prompt else { return };
    let typed = prompt.editor.text().to_owned();
    let found = Query::parse_typed(&typed);
    if let Some(prompt) = &mut state.prompt {
        prompt.mistake = found.as_ref().err().cloned();
    }
    let Ok(query) = found else { return };
    let new = query != *state.headlines.query();
    state.headlines.set_search(typed.trim(), query);
    if new {
        effects.push(state.load_window(Aim::First));
    }
}

/// Searches everything, or again only the list that was open.
fn change_scope(state: &mut State, effects: &mut Effects) {
    let Some(prompt) = &state.prompt else { return };
    let list = if *state.headlines.list() == prompt.list {
        List::All
    } else {
        prompt.list.clone()
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

fn give_up(state: &mut State, effects: &mut Effects) {
    let Some(prompt) = state.prompt.take() else {
        return;
    };
    if prompt.before != state.headlines.search() {
        let query = Query::parse_typed(&prompt.before).unwrap_or_default();
        state.headlines.set_search(&prompt.before, query);
        effects.push(state.load_window(Aim::First));
    }
    show_list(state, prompt.list, effects);
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
