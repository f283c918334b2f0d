//! The line at the foot: a prompt, a notice, or a word of help; and how a refresh goes.

use ratatui::layout::Position;

use crate::app::{Area, Command, Prompt, State};
use crate::config::Role;
use crate::lang::Phrase;
use crate::model::List;
use crate::text::Direction;
use crate::ui::canvas::{Align, Canvas};
use crate::ui::headlines::failure_of;

/// Cells of the bar of a refresh.
const BAR: u64 = 10;

pub(super) fn view(state: &State, canvas: &mut Canvas) -> Option<Position> {
    let area = state.geometry.status?;
    canvas.fill(area, Role::Status);
    let inner = Area { start: area.start + 1.min(area.width), width: area.width.saturating_sub(2), ..area };
    if let Some(prompt) = &state.prompt {
        return Some(prompt_line(state, prompt, inner, canvas));
    }
    let end = end_words(state);
    let end_width = u16::try_from(end.chars().count()).unwrap_or(inner.width).min(inner.width);
    let at_end = Area { start: inner.start + inner.width - end_width, width: end_width, ..inner };
    canvas.label(at_end, &end, Role::Status, Align::End);
    let gap = if end_width > 0 { end_width + 2 } else { 0 };
    let (words, role) = words(state);
    canvas.label(Area { width: inner.width.saturating_sub(gap), ..inner }, &words, role, Align::Start);
    None
}

fn words(state: &State) -> (String, Role) {
    if let Some(notice) = &state.notice {
        let role = if notice.failure { Role::Error } else { Role::Strong };
        return (state.lang.say(&notice.phrase), role);
    }
    let failure = match state.headlines.list() {
        List::Feed(id) => state.sources.feed(*id).and_then(failure_of),
        _ => None,
    };
    failure.map_or_else(
        || (state.lang.say(&hint(state)), Role::Status),
        |reason| (reason.as_str().to_owned(), Role::Error),
    )
}

/// The chords pressed so far, or how a refresh goes.
fn end_words(state: &State) -> String {
    if !state.pending.is_empty() {
        return state.pending.shown();
    }
    let progress = state.refresh;
    if !progress.running() {
        return String::new();
    }
    let filled = BAR * progress.done / progress.feeds;
    let bar: String = (0..BAR).map(|cell| if cell < filled { '█' } else { '░' }).collect();
    let (done, total, failed) = (progress.done, progress.feeds, progress.failed);
    let words = state.lang.say(&match failed {
        0 => Phrase::StatusRefreshing { done, total },
        failed => Phrase::StatusRefreshingFailed { done, total, failed },
    });
    format!("{words} {bar}")
}

fn prompt_line(state: &State, prompt: &Prompt, area: Area, canvas: &mut Canvas) -> Position {
    let sign = Area { width: 2.min(area.width), ..area };
    canvas.label(sign, "/", Role::Key, Align::Start);
    let field = Area { start: area.start + sign.width, width: area.width - sign.width, ..area };
    let view = prompt.editor.view(field.width, state.interface.direction);
    canvas.line(field, &view.line, Align::Text);
    let left = canvas.left(field);
    let offset = match view.line.base {
        Direction::Ltr => 0,
        Direction::Rtl => field.width.saturating_sub(view.line.width),
    };
    Position::new(left.saturating_add_signed(offset.cast_signed() + view.caret), field.top)
}

/// The keys one needs first.
fn hint(state: &State) -> Phrase {
    Phrase::StatusKeys {
        help: state.key_of(Command::Help),
        unread: state.key_of(Command::NextUnread),
        refresh: state.key_of(Command::RefreshAll),
        close: state.key_of(Command::Close),
    }
}
