//! The table of keys, made from the table of commands.

use crate::app::{Area, Command, CommandRow, HELP_HEAD, HELP_WIDE, HelpRow, State};
use crate::config::Role;
use crate::lang::Phrase;
use crate::ui::canvas::{Align, Canvas};

/// Columns of the keys before what they do.
const KEYS: u16 = 30;
/// The same where there is little room.
const FEW_KEYS: u16 = 11;

pub(super) fn view(state: &State, area: Area, canvas: &mut Canvas) {
    let Some(help) = state.help else { return };
    let inner = area.inset();
    let close = Phrase::HelpClose {
        key: state.key_of(Command::Help),
    };
    let taken = canvas.label(inner, &state.lang.say(&close), Role::Muted, Align::End);
    let rest = inner.without_last(taken + 1);
    let title = state.lang.say(&Phrase::HelpTitle);
    canvas.label(rest, &title, Role::TitleFocused, Align::Start);
    let rows = state.help_rows();
    let body = foot(
        state,
        rows.len() - help.top.min(rows.len()),
        inner.below(HELP_HEAD),
        canvas,
    );
    canvas.rest_at(if help.top == 0 { inner } else { body });
    for (at, row) in body.rows().zip(rows.iter().skip(help.top)) {
        draw(state, row, at, canvas);
    }
}

/// Says at the foot how many of `rows` there is no room for, and how to come to them; gives the room above.
fn foot(state: &State, rows: usize, body: Area, canvas: &mut Canvas) -> Area {
    let height = body.height.saturating_sub(1);
    if rows <= usize::from(body.height) || height == 0 {
        return body;
    }
    let more = Phrase::HelpMore {
        count: (rows - usize::from(height)) as u64,
        key: state.key_of(Command::PageDown),
    };
    let words = state.lang.say(&more);
    canvas.label(body.below(height), &words, Role::Muted, Align::Start);
    Area { height, ..body }
}

fn draw(state: &State, row: &HelpRow, at: Area, canvas: &mut Canvas) {
    match row {
        HelpRow::Blank => {}
        HelpRow::Section(title) => {
            canvas.label(at, &state.lang.say(title), Role::Heading, Align::Start);
        }
        HelpRow::Remark(words) => {
            canvas.label(at, &state.lang.say(words), Role::Muted, Align::Start);
        }
        HelpRow::Command(command) => draw_command(state, command, at, canvas),
        HelpRow::Query(form, Some(finds)) => {
            draw_keys(state, form, &state.lang.say(finds), at, canvas);
        }
        HelpRow::Query(form, None) => {
            canvas.label(at, form, Role::Key, Align::Start);
        }
        HelpRow::Macro(keys, names) => draw_keys(state, keys, names, at, canvas),
    }
}

fn draw_command(state: &State, command: &CommandRow, at: Area, canvas: &mut Canvas) {
    let keys: Vec<String> = state
        .keymap
        .sequences(command.command)
        .map(ToString::to_string)
        .collect();
    let words = state.lang.say(&command.description);
    draw_keys(state, &keys.join(", "), &words, at, canvas);
}

/// Draws keys, and beside them what they do.
fn draw_keys(state: &State, keys: &str, does: &str, at: Area, canvas: &mut Canvas) {
    let width = if state.size.columns < HELP_WIDE {
        // The first key, which is the one in hints.
        FEW_KEYS.min(at.width / 2)
    } else {
        KEYS
    };
    let place = at.first(width.saturating_sub(1));
    if keys.is_empty() {
        let unbound = state.lang.say(&Phrase::HelpUnbound);
        canvas.label(place, &unbound, Role::Muted, Align::Start);
    } else {
        canvas.label(place, keys, Role::Key, Align::Start);
    }
    canvas.label(at.after(width), does, Role::Text, Align::Start);
}

#[cfg(test)]
mod tests;
