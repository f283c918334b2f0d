//! The table of keys, made from the table of commands.

use crate::app::{Area, Command, HELP_HEAD, HelpRow, State};
use crate::config::Role;
use crate::lang::Phrase;
use crate::ui::canvas::{Align, Canvas};

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
    let columns = state.help_columns();
    let keys = at.first(columns.saturating_sub(1));
    let beside = at.after(columns);
    match row {
        HelpRow::Blank => {}
        HelpRow::Section(title) => {
            canvas.label(at, title, Role::Heading, Align::Start);
        }
        HelpRow::Remark(words) => {
            canvas.label(at, words, Role::Muted, Align::Start);
        }
        HelpRow::Query(form) => {
            canvas.label(at, form, Role::Key, Align::Start);
        }
        HelpRow::Keys(chords, does) => {
            canvas.label(keys, chords, Role::Key, Align::Start);
            canvas.label(beside, does, Role::Text, Align::Start);
        }
        HelpRow::Unbound(does) => {
            let unbound = state.lang.say(&Phrase::HelpUnbound);
            canvas.label(keys, &unbound, Role::Muted, Align::Start);
            canvas.label(beside, does, Role::Text, Align::Start);
        }
    }
}

#[cfg(test)]
mod tests;
