//! The pane of the article being read.

use crate::app::{Area, Article, Following, Pane, Row, Selected, State, hints};
use crate::config::{Role, TextColumn};
use crate::lang::Phrase;
use crate::model::LinkIndex;
use crate::text::{Line, base_direction};
use crate::ui::canvas::{Align, Canvas};
use crate::ui::sources::fold_arrow;
use crate::ui::words::Words;

/// Panes narrower than this have no room for the time of reading.
const TIME_FROM_WIDTH: u16 = 32;

pub(super) fn view(state: &State, canvas: &mut Canvas) {
    let (Some(page), Some(article)) = (state.page(), &state.article) else {
        return;
    };
    let source = state
        .sources
        .feed(article.headline.feed)
        .map_or(Words::NONE, |feed| feed.title.as_str().into());
    super::pane_title(
        state,
        Pane::Article,
        &source,
        &Words::Text(remark(state, article).into()),
        canvas,
    );
    if state.focus == Pane::Article {
        canvas.rest_at(page);
    }
    let body = state.geometry.body(Pane::Article).unwrap_or(page);
    canvas.afresh(body, |canvas| rows(state, article, page, canvas));
}

fn rows(state: &State, article: &Article, page: Area, canvas: &mut Canvas) {
    let hints = match &state.following {
        Some(Following::Hints { typed }) => letters(article, typed),
        _ => Vec::new(),
    };
    let direction = state.interface.direction;
    for (number, (at, row)) in page.rows().zip(article.rows()).enumerate() {
        line(article, &row, at, state, canvas);
        match article.selected_in(&row) {
            Some(Selected::Row) => canvas.overlay(at, Role::Selection),
            Some(Selected::Bytes(bytes)) => {
                if let Some((line, text)) = row.line.zip(row.text_area(at, direction)) {
                    canvas.overlay_bytes(text, line, &bytes, Role::Selection);
                }
            }
            None => {}
        }
        let here = hints.iter().filter(|hint| hint.row == number);
        hint(&row, here, at, state, canvas);
    }
}

/// The letters of a link.
struct Hint {
    link: LinkIndex,
    row: usize,
    letters: String,
    typed: usize,
}

/// The letters of the links that can still be meant.
fn letters(article: &Article, typed: &str) -> Vec<Hint> {
    let fitting = hints(article)
        .into_iter()
        .filter(|(_, _, letters)| letters.starts_with(typed));
    fitting
        .map(|(link, row, letters)| Hint {
            link,
            row,
            letters,
            typed: typed.len(),
        })
        .collect()
}

/// Draws letters over the links that begin in a row.
fn hint<'a>(
    row: &Row,
    hints: impl Iterator<Item = &'a Hint>,
    page: Area,
    state: &State,
    canvas: &mut Canvas,
) {
    if let Some((line, text)) = row.line.zip(row.text_area(page, state.interface.direction)) {
        for hint in hints {
            canvas.hint(text, line, hint.link, &hint.letters, hint.typed);
        }
    }
}

/// Where a picture stands: where its text starts, or in the middle, as the text column does.
fn picture_area(row: &Row, line: &Line, columns: u16, page: Area, state: &State) -> Area {
    let indent = row.piece.indent;
    let spare = page.width.saturating_sub(indent).saturating_sub(columns);
    let before = match state.interface.text_column {
        TextColumn::Center => spare / 2,
        TextColumn::Start => 0,
    };
    let mirrored = line.base != state.interface.direction;
    page.part(indent + before, columns, mirrored)
}

/// The marks of the article, how long it takes to be read, and how far the reader has come.
fn remark(state: &State, article: &Article) -> String {
    let width = state
        .geometry
        .body(Pane::Article)
        .map_or(0, |body| body.width);
    let (unread, saved) = (
        super::unread_mark(state.interface),
        super::saved_mark(state.interface),
    );
    let marks = match (article.headline.read, article.headline.saved) {
        (true, true) => format!("{saved} "),
        (false, true) => format!("{unread}{saved} "),
        (true, false) => String::new(),
        (false, false) => format!("{unread} "),
    };
    let time = match article.minutes() {
        0 => String::new(),
        _ if width < TIME_FROM_WIDTH => String::new(),
        minutes => state.lang.say(&Phrase::ArticleMinutes { minutes }) + " · ",
    };
    format!("{marks}{time}{}%", article.progress())
}

/// Draws one row; bars, marker and text stand on the side where the piece starts.
fn line(article: &Article, row: &Row, page: Area, state: &State, canvas: &mut Canvas) {
    let direction = state.interface.direction;
    let base = row.line.map_or(row.piece.base, |line| line.base);
    let mirrored = base != direction;
    let place = |from, width| page.part(from, width, mirrored);
    for &bar in row.bars() {
        canvas.label(place(bar, 1), "▎", Role::Quote, Align::Start);
    }
    let Some((line, text)) = row.line.zip(row.text_area(page, direction)) else {
        return;
    };
    if let Some(open) = row.fold.filter(|_| row.first) {
        let sign = fold_arrow(!open, line.base);
        let indent = row.piece.indent.saturating_sub(2);
        canvas.label(place(indent, 1), sign, Role::Muted, Align::Start);
    }
    if let Some(marker) = row.piece.marker.as_ref().filter(|_| row.first) {
        let base = base_direction(&marker.text, None, line.base);
        let width = marker.before.saturating_sub(1);
        canvas.text(
            place(0, width),
            &marker.text,
            base,
            Role::Muted,
            if mirrored { Align::Start } else { Align::End },
        );
    }
    if let Some((picture, above)) = article.picture_row(row) {
        let at = picture_area(row, line, picture.taken.columns, page, state);
        return canvas.note_picture(at, picture, above);
    }
    canvas.line(text, line, Align::Text);
    canvas.note_links(text, line);
    for hit in row.hits.all {
        canvas.overlay_bytes(text, line, hit, Role::SearchHit);
    }
    if let Some(hit) = row.hits.current {
        canvas.overlay_bytes(text, line, hit, Role::SearchHitCurrent);
    }
    if row.piece.role == Role::Tag {
        for (tag, range) in article.tag_ranges() {
            let cells: Vec<usize> = line.cells_of(range).collect();
            canvas.overlay_tag(text, line, tag.as_str(), &cells);
        }
    }
}
