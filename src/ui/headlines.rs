//! The pane of a list's entries.

mod empty;
mod row;

use self::row::{Painting, Row};
use crate::app::{Pane, State};
use crate::lang::Phrase;
use crate::model::{Feed, Filter, List};
use crate::ui::canvas::Canvas;
use crate::ui::sources::{list_title, list_words};
use crate::ui::words::Words;

pub(super) fn view(state: &State, canvas: &mut Canvas) {
    let Some(body) = state.geometry.body(Pane::Headlines) else {
        return;
    };
    super::pane_title(
        state,
        Pane::Headlines,
        &title(state),
        &remark(state),
        canvas,
    );
    if state.headlines.rows().is_empty() {
        return canvas.afresh(body, |canvas| empty::view(state, body, canvas));
    }
    let view = state.headlines.view;
    let lines = u16::try_from(state.row_height(Pane::Headlines)).unwrap_or(1);
    let rows = state.headlines.rows().get(view.top..).unwrap_or_default();
    let count = rows.len().min(state.rows_of(Pane::Headlines));
    let lit = |n| super::lit(state, Pane::Headlines, view.top + n == view.selected);
    let from = (
        state.headlines.revision(),
        state.sources.revision(),
        state.minute(),
    );
    let origins = (0..count).map(|n| (from, view.top + n, lit(n)));
    let row = |n: usize| Row::new(state, &rows[n], body.width, lit(n));
    canvas.list(body, lines, origins, row, |row, at, canvas| {
        Painting::new(state, row, at).paint(canvas);
    });
    let selected = view.selected.checked_sub(view.top);
    let row = selected.and_then(|row| body.rows().step_by(usize::from(lines)).nth(row));
    if let Some(at) = row.filter(|_| state.focus == Pane::Headlines) {
        canvas.rest_at(at);
    }
}

/// The feed of the selected entry, where its row may have no room to name it.
pub(super) fn unnamed_feed(state: &State) -> Option<&Feed> {
    let width = state.geometry.body(Pane::Headlines)?.width;
    let list = state.headlines.list();
    if matches!(list, List::Feed(_)) || row::source_width(list, width) > 0 {
        return None;
    }
    state.sources.feed(state.headlines.selected()?.feed)
}

fn title(state: &State) -> Words<'_> {
    let list = state.headlines.list();
    let name = || list_title(state, list).as_str().to_owned();
    let search = state.headlines.search();
    if !search.is_empty() {
        Words::Said(Phrase::EntriesSearch {
            list: name(),
            words: search.to_owned(),
        })
    } else if state.headlines.filter() == Filter::Unread && *list != List::Unread {
        Words::Said(Phrase::EntriesUnread { list: name() })
    } else {
        list_words(state, list)
    }
}

/// That the rows are still those of another search, or how far the index is, where more may be found when it is full.
fn remark(state: &State) -> Words<'_> {
    if !state.headlines.loaded() && !state.headlines.query().is_empty() {
        return Phrase::EntriesSearching.into();
    }
    if !is_unfinished(state) {
        return Words::NONE;
    }
    let percent = u64::from(state.indexed);
    Phrase::EntriesIndexed { percent }.into()
}

/// Whether entries may be missing that answer, because their words are not in the index yet.
fn is_unfinished(state: &State) -> bool {
    state.indexed < 100 && state.headlines.asks_for_words()
}

#[cfg(test)]
mod tests;
