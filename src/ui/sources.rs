//! The pane of smart lists, folders and feeds.

use crate::app::{Area, Pane, SourceRow, State};
use crate::config::Role;
use crate::lang::Phrase;
use crate::model::List;
use crate::text::{CleanText, Direction, base_direction};
use crate::ui::canvas::{Align, Canvas};

pub(super) fn view(state: &State, canvas: &mut Canvas) {
    let Some(body) = state.geometry.body(Pane::Sources) else {
        return;
    };
    super::pane_title(
        state,
        Pane::Sources,
        &state.lang.say(&Phrase::PaneFeeds),
        "",
        canvas,
    );
    let view = state.sources.view;
    let rows = state.sources.rows().iter().enumerate().skip(view.top);
    for (at, (n, row)) in body.rows().zip(rows) {
        source(state, row, at, canvas);
        if n == view.selected {
            canvas.overlay(at, super::selection(state, Pane::Sources));
            if state.focus == Pane::Sources {
                canvas.rest_at(at);
            }
        }
    }
}

fn source(state: &State, row: &SourceRow, at: Area, canvas: &mut Canvas) {
    let count = state.sources.count_of(row);
    let number = if count > 0 {
        count.to_string()
    } else {
        String::new()
    };
    let taken = canvas.label(at.without_last(1), &number, Role::Count, Align::End);
    let indent = sign(state, row, at, canvas);
    let name = at.after(indent).without_last(taken + 2);
    let role = match row {
        SourceRow::Folder { .. } => Role::Folder,
        _ if count > 0 => Role::Unread,
        _ => Role::Feed,
    };
    let title = list_title(state, &state.sources.list_of(row));
    let title = without_scheme(&title);
    let base = base_direction(&title, None, state.interface.direction);
    canvas.text(name, &title, base, role, Align::Start);
}

/// The name of a feed; where that is its address, what tells it from others comes first.
fn without_scheme(title: &CleanText) -> CleanText {
    let name = title.as_str();
    let rest = ["https://", "http://"]
        .iter()
        .find_map(|scheme| name.strip_prefix(scheme));
    rest.map_or_else(|| title.clone(), CleanText::line)
}

/// Draws what stands before a name, and gives the columns before it.
fn sign(state: &State, row: &SourceRow, at: Area, canvas: &mut Canvas) -> u16 {
    let indent = match row {
        SourceRow::Feed { inside: true, .. } => 3,
        _ => 1,
    };
    let place = at.after(indent - 1).first(1);
    if let SourceRow::Folder { folded, .. } = row {
        canvas.label(
            place,
            fold_arrow(*folded, state.interface.direction),
            Role::Muted,
            Align::Start,
        );
    } else if state.sources.failing(row) {
        canvas.label(place, "!", Role::FeedFailing, Align::Start);
    }
    indent
}

/// The arrow before what is folded away, or not; it points to where text goes on.
pub(super) const fn fold_arrow(folded: bool, direction: Direction) -> &'static str {
    match (folded, direction) {
        (false, _) => "▾",
        (true, Direction::Ltr) => "▸",
        (true, Direction::Rtl) => "◂",
    }
}

/// What a list is called.
pub(super) fn list_title(state: &State, list: &List) -> CleanText {
    let phrase = match list {
        List::All => Phrase::ListAll,
        List::Unread => Phrase::ListUnread,
        List::Saved => Phrase::ListSaved,
        List::Today => Phrase::ListToday,
        List::Folder(name) => return name.clone(),
        List::Smart(list) => return list.name.clone(),
        List::Feed(id) => {
            return state
                .sources
                .feed(*id)
                .map(|feed| feed.title.clone())
                .unwrap_or_default();
        }
    };
    CleanText::line(&state.lang.say(&phrase))
}
