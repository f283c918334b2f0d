//! The table of keys, made from the table of commands.

use crate::app::{Area, COMMANDS, Command, CommandRow, State};
use crate::config::Role;
use crate::lang::Phrase;
use crate::ui::canvas::{Align, Canvas};

/// Columns of the keys before what they do.
const KEYS: u16 = 30;

/// A row of the page.
enum HelpRow {
    Blank,
    Section(Phrase),
    Command(&'static CommandRow),
    /// Keys, and the names of the commands they give one after the other.
    Macro(String, String),
    Remark(Phrase),
}

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
    let body = inner.below(1);
    let rows = rows(state);
    let top = help
        .top
        .min(rows.len().saturating_sub(usize::from(body.height)));
    for (at, row) in body.rows().zip(rows.iter().skip(top)) {
        draw(state, row, at, canvas);
    }
}

fn rows(state: &State) -> Vec<HelpRow> {
    let mut rows = Vec::with_capacity(COMMANDS.len() + 16);
    let mut section = None;
    for command in COMMANDS {
        if section.replace(command.section) != Some(command.section) {
            rows.extend([HelpRow::Blank, HelpRow::Section(command.section.title())]);
        }
        rows.push(HelpRow::Command(command));
    }
    for (n, (keys, commands)) in state.keymap.macros().enumerate() {
        if n == 0 {
            rows.extend([HelpRow::Blank, HelpRow::Section(Phrase::HelpMacros)]);
        }
        let keys: Vec<String> = keys.iter().map(ToString::to_string).collect();
        let names: Vec<&str> = commands.iter().map(|command| command.row().name).collect();
        rows.push(HelpRow::Macro(keys.join(", "), names.join(" · ")));
    }
    rows.extend([HelpRow::Blank, HelpRow::Remark(Phrase::HelpCount)]);
    rows
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
    let width = KEYS.min(at.width / 2);
    let place = at.first(width.saturating_sub(1));
    if keys.is_empty() {
        let unbound = state.lang.say(&Phrase::HelpUnbound);
        canvas.label(place, &unbound, Role::Muted, Align::Start);
    } else {
        canvas.label(place, keys, Role::Key, Align::Start);
    }
    canvas.label(at.after(width), does, Role::Text, Align::Start);
}
