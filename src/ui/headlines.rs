//! The pane of a list's entries.

mod empty;
mod row;

use self::row::Row;
use crate::app::{Area, Pane, State};
use crate::lang::Phrase;
use crate::model::{Feed, Filter, List};
use crate::ui::canvas::Canvas;
use crate::ui::sources::list_title;

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
        return empty::view(state, body, canvas);
    }
    let view = state.headlines.view;
    let height = u16::try_from(state.row_height(Pane::Headlines)).unwrap_or(1);
    let places = body.rows().step_by(usize::from(height));
    let rows = state.headlines.rows().iter().enumerate().skip(view.top);
    for (at, (n, headline)) in places.take(state.rows_of(Pane::Headlines)).zip(rows) {
        let row = Row::new(state, headline, at);
        let mut texts = vec![row.draw(canvas)];
        if height > 1 {
            texts.extend(row.snippet(canvas));
        }
        if n == view.selected {
            let role = super::selection(state, Pane::Headlines);
            canvas.overlay(Area { height, ..at }, role);
            if state.focus == Pane::Headlines {
                canvas.rest_at(at);
            }
        }
        // Over the selection: what was found is what the reader looks for.
        for text in texts {
            text.light_up(state.headlines.query(), canvas);
        }
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

fn title(state: &State) -> String {
    let list = state.headlines.list();
    let name = list_title(state, list).as_str().to_owned();
    let search = state.headlines.search().to_owned();
    let phrase = if !search.is_empty() {
        Phrase::EntriesSearch {
            list: name,
            words: search,
        }
    } else if state.headlines.filter() == Filter::Unread && *list != List::Unread {
        Phrase::EntriesUnread { list: name }
    } else {
        return name;
    };
    state.lang.say(&phrase)
}

/// That the rows are still those of another search, or how far the index is, where more may be found when it is full.
fn remark(state: &State) -> String {
    if !state.headlines.loaded() && !state.headlines.query().is_empty() {
        return state.lang.say(&Phrase::EntriesSearching);
    }
    if !is_unfinished(state) {
        return String::new();
    }
    let percent = u64::from(state.indexed);
    state.lang.say(&Phrase::EntriesIndexed { percent })
}

/// Whether entries may be missing that answer, because their words are not in the index yet.
fn is_unfinished(state: &State) -> bool {
    state.indexed < 100 && state.headlines.asks_for_words()
}
