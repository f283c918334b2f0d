//! What the mouse does: the wheel scrolls, a click selects and opens, and text that is dragged over is copied.

use crate::app::article::Spot;
use crate::app::update::{Effects, copying, motion, opening};
use crate::app::{Article, Following, Mouse, MouseKind, Pane, Row, SourceRow, State, TextStyle};
use crate::model::LinkIndex;
use crate::text::Direction;

/// Rows that one step of the wheel moves.
const WHEEL_ROWS: i64 = 3;

/// Does what the mouse says; under what lies over the panes it says nothing.
pub(super) fn mouse(state: &mut State, mouse: Mouse, effects: &mut Effects) {
    match mouse.kind {
        MouseKind::Drag => return drag(state, mouse),
        MouseKind::Release => return release(state, mouse, effects),
        MouseKind::Click => {
            // A press that is still held was let go outside of the window, which nobody told.
            if let Some(article) = &mut state.article {
                article.release();
            }
        }
        MouseKind::WheelUp | MouseKind::WheelDown => {}
    }
    // Letters over links are of the screen as it was.
    state.following = None;
    if is_covered(state) {
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
        _ => click(state, pane, mouse, effects),
    }
}

fn is_covered(state: &State) -> bool {
    let over = state.adding.is_some() || state.shelf.is_some() || state.sheet.is_some();
    state.prompt.is_some() || state.help.is_some() || over
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
            state.headlines.stay();
            state.headlines.view.scroll(rows, height, count);
        }
        Pane::Article => {
            if let Some(article) = &mut state.article {
                article.scroll(rows);
            }
        }
    }
}

fn click(state: &mut State, pane: Pane, mouse: Mouse, effects: &mut Effects) {
    state.focus = pane;
    let Some(row) = state
        .geometry
        .body(pane)
        .filter(|area| mouse.row >= area.top)
        .map(|area| usize::from(mouse.row - area.top))
    else {
        return;
    };
    match pane {
        Pane::Sources => click_source(state, state.sources.view.top + row, effects),
        Pane::Headlines => {
            let row = state.headlines.view.top + row / state.row_height(pane);
            if row < state.headlines.rows().len() {
                state.headlines.stay();
                state.headlines.view.selected = row;
                opening::open_selected(state, effects);
            }
        }
        Pane::Article => {
            let spot = spot(state, mouse, row);
            if let Some(article) = &mut state.article {
                article.press(spot);
                if article.toggle_fold_in_row(row) {
                    // What was under the mouse is elsewhere now.
                    article.end_selection();
                }
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

/// Selects text as far as the mouse has come; above and below the page that scrolls.
fn drag(state: &mut State, mouse: Mouse) {
    let (Some(page), Some(article)) = (state.page(), &mut state.article) else {
        return;
    };
    if !article.is_pressed() || page.height == 0 {
        return;
    }
    let last = page.height - 1;
    let row = match mouse.row.checked_sub(page.top) {
        None => {
            article.scroll(-1);
            0
        }
        Some(row) if row > last => {
            article.scroll(1);
            last
        }
        Some(row) => row,
    };
    let spot = spot(state, mouse, usize::from(row));
    if let (Some(article), Some(spot)) = (&mut state.article, spot) {
        article.drag_to(spot);
    }
}

/// Copies the text that was dragged over; chooses the link that was only clicked, whose host is shown before it is opened.
fn release(state: &mut State, mouse: Mouse, effects: &mut Effects) {
    let Some(article) = &mut state.article else {
        return;
    };
    if !article.is_pressed() {
        return;
    }
    article.release();
    if article.has_selection() {
        copying::copy_selection(state, effects);
    } else if !is_covered(state) {
        state.following = link_under(state, mouse).map(Following::Chosen);
    }
}

/// The text nearest to the mouse in a row of the article's pane, from 0.
fn spot(state: &State, mouse: Mouse, row: usize) -> Option<Spot> {
    let article = state.article.as_ref()?;
    article.spot_in(row, |row| {
        row.line?.bytes_near(column_in(state, row, mouse)?)
    })
}

/// The link that is under the mouse.
fn link_under(state: &State, mouse: Mouse) -> Option<LinkIndex> {
    let row = usize::from(mouse.row.checked_sub(state.page()?.top)?);
    let row = state
        .article
        .as_ref()
        .and_then(|article: &Article| article.rows().nth(row))?;
    let line = row.line?;
    let column = u16::try_from(column_in(state, &row, mouse)?).ok()?;
    let cell = &line.cells[line.cell_at(column)?];
    TextStyle::unpack(cell.style).link
}

/// The column of the mouse, counted from the left end of the line that stands in a row.
fn column_in(state: &State, row: &Row, mouse: Mouse) -> Option<i32> {
    let (line, direction) = (row.line?, state.interface.direction);
    let area = row.text_area(state.page()?, direction)?;
    let room = match line.base {
        Direction::Ltr => 0,
        Direction::Rtl => area.width.saturating_sub(line.width),
    };
    let left = area.left(state.size.columns, direction) + room;
    Some(i32::from(mouse.column) - i32::from(left))
}

#[cfg(test)]
mod tests;
