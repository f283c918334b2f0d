//! The view: state in, cells out.
//!
//! One file per widget. A view reads the state and cannot fail; every text goes through
//! [`crate::text`], and every place is counted from the start edge, so that the screen can be mirrored.

mod adding;
mod article;
mod canvas;
mod frame;
mod headlines;
mod help;
mod links;
mod memo;
mod palette;
mod prompt;
mod sheet;
mod shelf;
mod sources;
mod status;
mod words;

use std::ops::Range;

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect};

use crate::app::{Area, Following, Interface, Pane, State};
use crate::config::{Role, Theme};
use crate::text::Grid;

pub use canvas::{LinkedStretch, PaintedPicture};
pub use palette::TagPalette;

use canvas::{Align, Canvas};
use frame::{Frame, Layout};
use memo::Memo;
use palette::Palette;
use words::Words;

/// Draws states in the styles of a theme.
///
/// It keeps what it drew, and draws what says something new; what then stands there follows from the state alone. Its
/// states are those of one program: their language is the same.
#[derive(Debug)]
pub struct Painter {
    palette: Palette,
    frame: Frame,
    memo: Memo,
    links: Vec<LinkedStretch>,
    pictures: Vec<PaintedPicture>,
    rest: Option<Position>,
}

impl Painter {
    /// Makes a painter for a theme.
    #[must_use]
    pub fn new(theme: &Theme) -> Self {
        Self {
            palette: Palette::new(theme),
            frame: Frame::default(),
            memo: Memo::default(),
            links: Vec::new(),
            pictures: Vec::new(),
            rest: None,
        }
    }

    /// Says how tags look; without this they have no colours.
    #[must_use]
    pub fn with_tags(mut self, tags: TagPalette) -> Self {
        self.palette.set_tags(tags);
        self
    }

    /// Draws the state; gives the place of the cursor where one is wanted.
    pub fn draw(&mut self, state: &State) -> Option<Position> {
        let afresh = self.frame.begin(state.size, layout(state));
        let mut canvas = Canvas::new(
            &mut self.frame,
            state.interface,
            &self.palette,
            &mut self.memo,
        );
        if afresh {
            canvas.fill(whole(state), Role::Text);
        }
        let cursor = view(state, &mut canvas);
        self.rest = canvas.rest();
        (self.links, self.pictures) = canvas.into_beside();
        cursor
    }

    /// The cells of the screen drawn last, in visual order.
    #[must_use]
    pub const fn cells(&self) -> &Grid<Cell> {
        self.frame.cells()
    }

    /// The same cells, each where it stands.
    #[must_use]
    pub fn buffer(&self) -> Buffer {
        let rows = (0..self.cells().height()).flat_map(|row| self.cells().row(row).iter());
        Buffer {
            area: self.frame.area(),
            content: rows.cloned().collect(),
        }
    }

    /// What was moved on the screen drawn last before anything was drawn there: a place, in columns from the left, and by
    /// how many rows down, or up where that is negative.
    #[must_use]
    pub fn moved(&self) -> &[(Rect, i32)] {
        self.frame.moved()
    }

    /// The columns of each row of the screen drawn last, from the left and the top, that may be others than on the screen
    /// before it, besides what was moved.
    #[must_use]
    pub fn changed(&self) -> &[Range<u16>] {
        self.frame.changed()
    }

    /// Where the cursor rests on the screen drawn last while nothing is typed: at what is selected, or read. Programs that
    /// read the screen aloud follow it.
    #[must_use]
    pub const fn rest(&self) -> Option<Position> {
        self.rest
    }

    /// Where pictures belong on the screen drawn last, over blank cells.
    #[must_use]
    pub fn pictures(&self) -> &[PaintedPicture] {
        &self.pictures
    }

    /// The stretches of the screen drawn last that lead somewhere.
    #[must_use]
    pub fn links(&self) -> &[LinkedStretch] {
        &self.links
    }
}

/// What the panes are laid out by; `None` where something else is seen.
fn layout(state: &State) -> Option<Layout> {
    let over = state.help.is_some() || state.adding.is_some() || state.sheet.is_some();
    let covered = over || state.shelf.is_some() || is_listing_links(state);
    (!covered).then(|| Layout {
        size: state.size,
        geometry: state.geometry,
        interface: state.interface,
        query: state.headlines.query().clone(),
    })
}

fn is_listing_links(state: &State) -> bool {
    matches!(state.following, Some(Following::List(_))) && state.article.is_some()
}

fn whole(state: &State) -> Area {
    Area {
        start: 0,
        top: 0,
        width: state.size.columns,
        height: state.size.rows,
    }
}

fn view(state: &State, canvas: &mut Canvas) -> Option<Position> {
    let whole = whole(state);
    if state.help.is_some() {
        help::view(state, whole, canvas);
        return None;
    }
    let rows = state.geometry.status.map_or(0, |status| status.height);
    let over = Area {
        height: whole.height.saturating_sub(rows),
        ..whole
    };
    if let Some(adding) = &state.adding {
        adding::view(state, adding, over, canvas);
    } else if let Some(sheet) = &state.sheet {
        sheet::view(state, sheet, over, canvas);
    } else if let (Some(Following::List(view)), Some(article)) = (&state.following, &state.article)
    {
        links::view(state, article, *view, over, canvas);
    } else if let Some(shelf) = state.shelf {
        shelf::view(state, shelf, over, canvas);
    } else {
        sources::view(state, canvas);
        headlines::view(state, canvas);
        article::view(state, canvas);
        part_panes(state, canvas);
    }
    status::view(state, canvas)
}

/// Draws the line between two panes.
fn part_panes(state: &State, canvas: &mut Canvas) {
    let panes = [Pane::Sources, Pane::Headlines, Pane::Article];
    for area in panes
        .iter()
        .filter_map(|&pane| state.geometry.area(pane))
        .filter(|area| area.start > 0)
    {
        let between = Area {
            start: area.start - 1,
            width: 1,
            ..area
        };
        canvas.piece(between, &Role::Border, |canvas| {
            canvas.rule(between, Role::Border);
        });
    }
}

/// What stands before an entry that was not read: a letter where the screen is read aloud, as `newsterm list` prints it.
const fn unread_mark(interface: Interface) -> &'static str {
    if interface.screen_reader { "N" } else { "●" }
}

/// What stands before an entry that was saved.
const fn saved_mark(interface: Interface) -> &'static str {
    if interface.screen_reader { "S" } else { "★" }
}

/// How a row of a pane is lit up, where it is the selected one.
fn lit(state: &State, pane: Pane, is_selected: bool) -> Option<Role> {
    is_selected.then(|| selection(state, pane))
}

/// How the selected row of a pane is lit up.
fn selection(state: &State, pane: Pane) -> Role {
    if state.focus == pane {
        Role::Selection
    } else {
        Role::SelectionUnfocused
    }
}

/// Draws the title of a pane and a remark at its end, when the pane has room for them.
fn pane_title(state: &State, pane: Pane, title: &Words, remark: &Words, canvas: &mut Canvas) {
    let (Some(area), Some(body)) = (state.geometry.area(pane), state.geometry.body(pane)) else {
        return;
    };
    if body.top == area.top {
        return;
    }
    let role = if state.focus == pane {
        Role::TitleFocused
    } else {
        Role::Title
    };
    let row = Area { height: 1, ..area };
    canvas.piece(row, &(title, remark, role), |canvas| {
        let row = row.inset();
        let taken = canvas.label(row, &remark.said(&state.lang), Role::Muted, Align::End);
        let gap = if taken > 0 { taken + 1 } else { 0 };
        let title = title.said(&state.lang);
        canvas.label(row.without_last(gap), &title, role, Align::Start);
    });
}

#[cfg(test)]
mod tests;
