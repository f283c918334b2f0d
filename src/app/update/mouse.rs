//! What a click or a turn of the wheel does.

use crate::app::update::{Effects, motion, opening};
use crate::app::{Mouse, MouseKind, Pane, SourceRow, State};
use crate::text::Direction;

/// Rows that one step of the wheel moves.
const WHEEL_ROWS: i64 = 3;

/// Does what the mouse says; under what lies over the panes it says nothing.
pub(super) fn mouse(state: &mut State, mouse: Mouse, effects: &mut Effects) {
    // Letters over links are of the screen as it was.
    state.following = None;
    let over = state.help.is_some() || state.adding.is_some() || state.sheet.is_some();
    if state.prompt.is_some() || over {
        return;
    }
    let column = match state.interface.direction {
        Direction::Ltr => mouse.column,
        Direction::Rtl => state.size.columns.saturating_sub(mouse.column + 1),
    };
    let Some(pane) = state.geometry.pane_at(column, mouse.row) else {
        return;
    };
    match mouse.kind {
        MouseKind::WheelUp => turn(state, pane, -WHEEL_ROWS, effects),
        MouseKind::WheelDown => turn(state, pane, WHEEL_ROWS, effects),
        MouseKind::Click => click(state, pane, mouse.row, effects),
    }
}

fn turn(state: &mut State, pane: Pane, rows: i64, effects: &mut Effects) {
    let height = state.rows_of(pane);
    match pane {
        Pane::Sources => {
            let count = state.sources.rows().len();
            state.sources.view.scroll(rows, height, count);
            motion::show_selected_source(state, effects);
        }
        Pane::Headlines => {
            let count = state.headlines.rows().len();
            state.headlines.view.scroll(rows, height, count);
        }
        Pane::Article => {
            if let Some(article) = &mut state.article {
                article.scroll(rows);
            }
        }
    }
}

fn click(state: &mut State, pane: Pane, row: u16, effects: &mut Effects) {
    state.focus = pane;
    let Some(row) = state
        .geometry
        .body(pane)
        .filter(|area| row >= area.top)
        .map(|area| usize::from(row - area.top))
    else {
        return;
    };
    match pane {
        Pane::Sources => click_source(state, state.sources.view.top + row, effects),
        Pane::Headlines => {
            let row = state.headlines.view.top + row / state.row_height(pane);
            if row < state.headlines.rows().len() {
                state.headlines.view.selected = row;
                opening::open_selected(state, effects);
            }
        }
        Pane::Article => {
            if let Some(article) = &mut state.article {
                article.toggle_fold_in_row(row);
            }
        }
    }
}

fn click_source(state: &mut State, row: usize, effects: &mut Effects) {
    let again = state.sources.view.selected == row;
    match state.sources.rows().get(row) {
        None => {}
        Some(SourceRow::Folder { .. }) if again => state.sources.toggle_fold(),
        Some(_) => {
            state.sources.view.selected = row;
            motion::show_selected_source(state, effects);
        }
    }
}
