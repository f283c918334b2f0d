//! The line being typed: its keys, and what they mean to whatever asked for it.

use crate::app::update::{Effects, adding, finding, saving, search, sending, tagging};
use crate::app::{Command, Effect, Pane, Pending, Prompt, Purpose, Resolution, State};
use crate::config::{Chord, Key};
use crate::text::{ArrowKey, ArrowPolicy, Direction, LineEditor, Motion};

/// Takes a chord while a line is typed.
pub(super) fn key(state: &mut State, chord: Chord, effects: &mut Effects) {
    let direction = state.interface.direction;
    let saves = saves(state, chord);
    let Some(prompt) = &mut state.prompt else {
        return;
    };
    let interrupt = chord.modifiers().ctrl && chord.key() == Key::Char('c');
    match chord.key() {
        _ if interrupt => give_up(state, effects),
        _ if saves => saving::start(state),
        Key::Enter if !matches!(prompt.purpose, Purpose::Share { .. }) => finish(state, effects),
        // There is nothing to type: any other key means no.
        _ if matches!(prompt.purpose, Purpose::Unsubscribe { .. }) => state.prompt = None,
        // A digit chooses, and so does Enter the first.
        key if matches!(prompt.purpose, Purpose::Share { .. }) => {
            sending::choose_target(state, key, effects);
        }
        Key::Tab => match prompt.purpose {
            Purpose::Tags { .. } => tagging::complete(state),
            Purpose::Search { .. } => search::change_scope(state, effects),
            Purpose::Find { .. } => finding::search_list(state, effects),
            Purpose::Address
            | Purpose::Pipe { .. }
            | Purpose::Share { .. }
            | Purpose::Export { .. }
            | Purpose::ListName { .. }
            | Purpose::Unsubscribe { .. } => {}
        },
        Key::Esc => give_up(state, effects),
        Key::Backspace if prompt.editor.text().is_empty() => give_up(state, effects),
        _ => {
            let modifiers = chord.modifiers();
            let types = matches!(chord.key(), Key::Char(_)) && !modifiers.ctrl && !modifiers.alt;
            if types && stands_as_offered(prompt, state.headlines.search(), &state.mistyped) {
                prompt.editor.delete_to_start();
            }
            edit(&mut prompt.editor, chord, direction);
            changed(state, effects);
        }
    }
}

/// Whether a list is still called as the search it is made of, or an address is the one that led nowhere: who types wants
/// another one instead, and who wants to change this one goes into it first.
fn stands_as_offered(prompt: &Prompt, search: &str, mistyped: &str) -> bool {
    let offered = match prompt.purpose {
        Purpose::ListName { .. } => search,
        Purpose::Address => mistyped,
        _ => return false,
    };
    prompt.editor.text() == offered && prompt.editor.caret() == offered.len()
}

/// Takes pasted text into the line.
pub(super) fn paste(state: &mut State, text: &str, effects: &mut Effects) {
    if let Some(prompt) = &mut state.prompt
        && !matches!(
            prompt.purpose,
            Purpose::Unsubscribe { .. } | Purpose::Share { .. }
        )
    {
        if stands_as_offered(prompt, state.headlines.search(), &state.mistyped) {
            prompt.editor.delete_to_start();
        }
        prompt.editor.insert(text);
        changed(state, effects);
    }
}

/// Whether a chord that types nothing saves the search being typed.
fn saves(state: &State, chord: Chord) -> bool {
    let typed = matches!(chord.key(), Key::Char(_)) && !chord.modifiers().ctrl;
    let searching = |prompt: &Prompt| matches!(prompt.purpose, Purpose::Search { .. });
    let pressed = || {
        let pending = &mut Pending::default();
        state
            .keymap
            .press(pending, chord, state.keyboard, Pane::Headlines)
    };
    !typed
        && state.prompt.as_ref().is_some_and(searching)
        && matches!(pressed(), Resolution::Command(Command::SaveSearch, _))
}

fn changed(state: &mut State, effects: &mut Effects) {
    tagging::typed(state);
    match state.prompt.as_ref().map(|prompt| &prompt.purpose) {
        Some(Purpose::Search { .. }) => search::look(state, effects),
        Some(Purpose::Find { .. }) => finding::look(state),
        _ => {}
    }
}

fn finish(state: &mut State, effects: &mut Effects) {
    // What cannot be understood is still to be mended.
    if state.prompt.as_ref().and_then(Prompt::mistake).is_some() {
        return;
    }
    let Some(Prompt { editor, purpose }) = state.prompt.take() else {
        return;
    };
    match purpose {
        Purpose::Search { .. } | Purpose::Share { .. } => {}
        Purpose::Find { missed, .. } => finding::finish(state, missed),
        Purpose::Pipe { entry } => sending::pipe(state, *entry, editor.text(), effects),
        Purpose::Export { entry } => sending::export(state, *entry, editor.text(), effects),
        Purpose::Address => adding::look(state, editor.text(), effects),
        Purpose::ListName { query } => saving::save(state, editor.text(), query, effects),
        Purpose::Unsubscribe { address, title } => {
            effects.push(Effect::Unsubscribe { address, title });
        }
        Purpose::Tags { entry, known, .. } => {
            tagging::finish(state, entry, editor.text(), &known, effects);
        }
    }
}

fn give_up(state: &mut State, effects: &mut Effects) {
    match state.prompt.take().map(|prompt| prompt.purpose) {
        Some(Purpose::Search { before, list, .. }) => {
            search::give_up(state, &before, list, effects);
        }
        Some(Purpose::Find { from, .. }) => finding::give_up(state, from),
        _ => {}
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
