//! The table of keys, made from the table of commands.

use crate::app::{Area, COMMANDS, State};
use crate::config::Role;
use crate::lang::Phrase;
use crate::ui::canvas::{Align, Canvas};

/// Columns of the keys before what they do.
const KEYS: u16 = 24;

pub(super) fn view(state: &State, area: Area, canvas: &mut Canvas) {
    let Some(help) = state.help else { return };
    let inner = Area {
        start: area.start + 1.min(area.width),
        width: area.width.saturating_sub(2),
        ..area
    };
    let title = Area {
        height: 1.min(inner.height),
        ..inner
    };
    canvas.label(
        title,
        &state.lang.say(&Phrase::HelpTitle),
        Role::Title,
        Align::Start,
    );
    let body = inner.below(2);
    let height = usize::from(body.height);
    let top = help.top.min(COMMANDS.len().saturating_sub(height));
    for (row, command) in (body.top..body.top + body.height).zip(COMMANDS.iter().skip(top)) {
        let keys: Vec<String> = state
            .keymap
            .sequences(command.command)
            .map(ToString::to_string)
            .collect();
        let keys_width = KEYS.min(inner.width / 2);
        let at = Area {
            top: row,
            height: 1,
            ..inner
        };
        canvas.label(
            Area {
                width: keys_width.saturating_sub(1),
                ..at
            },
            &keys.join(", "),
            Role::Key,
            Align::Start,
        );
        let words = Area {
            start: at.start + keys_width,
            width: at.width - keys_width,
            ..at
        };
        canvas.label(
            words,
            &state.lang.say(&command.description),
            Role::Text,
            Align::Start,
        );
    }
}
