//! What is known of a feed, over the panes.

use crate::app::{Area, Command, FeedSheet, LIST_HEAD, State};
use crate::config::Role;
use crate::lang::Phrase;
use crate::text::base_direction;
use crate::ui::canvas::{Align, Canvas};

pub(super) fn view(state: &State, sheet: &FeedSheet, area: Area, canvas: &mut Canvas) {
    let inner = area.inset();
    title(state, sheet, inner, canvas);
    let body = inner.below(LIST_HEAD);
    canvas.rest_at(body);
    if !sheet.is_loaded() {
        let words = state.lang.say(&Phrase::DetailsLoading);
        canvas.label(body, &words, Role::Muted, Align::Start);
    }
    for (at, line) in body.rows().zip(sheet.lines().iter().skip(sheet.top)) {
        if let Some(name) = &line.name {
            let base = base_direction(name, None, state.interface.direction);
            canvas.text(at, name, base, Role::Muted, Align::Start);
        }
        let said = at.after(sheet.names);
        canvas.write_in(said, &line.said, Role::Text, Align::Start);
    }
}

/// Writes the title of the feed, and the keys.
fn title(state: &State, sheet: &FeedSheet, area: Area, canvas: &mut Canvas) {
    let keys = Phrase::DetailsKeys {
        refresh: state.key_of(Command::RefreshFeed),
        back: state.key_of(Command::Back),
    };
    let taken = canvas.label(area, &state.lang.say(&keys), Role::Muted, Align::End);
    let rest = area.without_last(taken + 1);
    let base = base_direction(&sheet.title, None, state.interface.direction);
    canvas.text(rest, &sheet.title, base, Role::TitleFocused, Align::Start);
}
