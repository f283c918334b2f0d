//! A feed on its way to being followed: what is offered, what it is.

use crate::app::{Adding, AddingStage, Area, Command, LIST_HEAD, State};
use crate::config::Role;
use crate::lang::Phrase;
use crate::model::{Candidate, Preview, without_password};
use crate::text::{CleanText, base_direction};
use crate::ui::canvas::{Align, Canvas};

pub(super) fn view(state: &State, adding: &Adding, area: Area, canvas: &mut Canvas) {
    let inner = area.inset();
    title(state, adding, inner, canvas);
    let body = inner.below(LIST_HEAD);
    canvas.rest_at(body);
    match &adding.stage {
        AddingStage::Looking { address } => {
            let address = without_password(address);
            say(state, &Phrase::AddLooking { address }, body, canvas);
        }
        AddingStage::Choosing { candidates, view } => {
            let rows = candidates.iter().enumerate().skip(view.top);
            for (at, (n, candidate)) in body.rows().zip(rows) {
                offered(state, candidate, at, canvas);
                if n == view.selected {
                    canvas.overlay(at, Role::Selection);
                    canvas.rest_at(at);
                }
            }
        }
        AddingStage::Showing(feed) | AddingStage::Keeping(feed) => {
            preview(state, feed, body, canvas);
        }
    }
}

/// Writes what this is, and the keys that go on and back.
fn title(state: &State, adding: &Adding, area: Area, canvas: &mut Canvas) {
    let (take, back) = (state.key_of(Command::Open), state.key_of(Command::Back));
    let (words, keys) = match &adding.stage {
        AddingStage::Looking { .. } => (Phrase::AddTitle, Phrase::AddKeysWaiting { back }),
        AddingStage::Choosing { candidates, .. } => {
            let count = candidates.len() as u64;
            (
                Phrase::AddSeveral { count },
                Phrase::AddKeysChoosing { take, back },
            )
        }
        AddingStage::Showing(_) => (Phrase::AddTitle, Phrase::AddKeysShowing { take, back }),
        AddingStage::Keeping(_) => (Phrase::AddKeeping, Phrase::AddKeysWaiting { back }),
    };
    let taken = canvas.label(area, &state.lang.say(&keys), Role::Muted, Align::End);
    let rest = area.without_last(taken + 1);
    let words = state.lang.say(&words);
    canvas.label(rest, &words, Role::TitleFocused, Align::Start);
}

fn say(state: &State, phrase: &Phrase, area: Area, canvas: &mut Canvas) {
    canvas.wrapped(area, &state.lang.say(phrase), Role::Text, Align::Start);
}

/// A row of the list: the title, and the address at its end where there is room for both.
fn offered(state: &State, candidate: &Candidate, at: Area, canvas: &mut Canvas) {
    let address = CleanText::line(&without_password(&candidate.address));
    let Some(title) = &candidate.title else {
        text(state, &address, at, Role::Text, Align::Start, canvas);
        return;
    };
    let half = at.first(at.width / 2);
    text(state, title, half, Role::Text, Align::Start, canvas);
    let rest = at.after(half.width + 1);
    text(state, &address, rest, Role::Muted, Align::Start, canvas);
}

fn preview(state: &State, feed: &Preview, area: Area, canvas: &mut Canvas) {
    let address = CleanText::line(&without_password(&feed.address));
    text(
        state,
        &feed.name(),
        area,
        Role::Heading,
        Align::Text,
        canvas,
    );
    text(
        state,
        &address,
        area.below(1),
        Role::Muted,
        Align::Text,
        canvas,
    );
    let language = feed.language.as_ref().map_or("none", CleanText::as_str);
    let facts = Phrase::AddFacts {
        language: language.to_owned(),
        entries: feed.entries as u64,
    };
    canvas.label(
        area.below(2),
        &state.lang.say(&facts),
        Role::Muted,
        Align::Start,
    );
    let mut rest = area.below(3);
    if feed.unencrypted {
        let words = state.lang.say(&Phrase::AddUnencrypted);
        let rows = canvas.rows_for(&words, rest.width);
        let height = rows.min(rest.height);
        let place = Area { height, ..rest };
        canvas.wrapped(place, &words, Role::Warning, Align::Start);
        rest = rest.below(rows);
    }
    for (at, headline) in rest.below(1).rows().zip(&feed.headlines) {
        text(state, headline, at, Role::Text, Align::Text, canvas);
    }
}

/// Writes text from outside in one row.
fn text(
    state: &State,
    text: &CleanText,
    area: Area,
    role: Role,
    align: Align,
    canvas: &mut Canvas,
) {
    if area.height > 0 {
        let base = base_direction(text, None, state.interface.direction);
        canvas.text(area, text, base, role, align);
    }
}
