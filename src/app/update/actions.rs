//! What came of the reader's actions.

use crate::app::headlines::Aim;
use crate::app::update::{Effects, reload};
use crate::app::{Command, Pane, State};
use crate::lang::Phrase;
use crate::model::{Action, Position};

/// Brings the screen in line with what an action changed in the cache.
pub(super) fn performed(state: &mut State, action: &Action, changed: u64, effects: &mut Effects) {
    // There is room again.
    if matches!(state.alarm, Some(Phrase::StoreDiskFull { .. })) {
        state.alarm = None;
    }
    effects.extend(state.count_lists());
    if matches!(
        action,
        Action::MarkAllRead { .. } | Action::MarkShownRead { .. }
    ) {
        state.headlines.forget_marks();
        reload(state, effects);
        let key = state.key_of(Command::Undo);
        state.say(match changed {
            0 => Phrase::StatusNothingToMark,
            count => Phrase::StatusMarkedAllRead { count, key },
        });
    }
    if matches!(action, Action::ShowAll { .. }) {
        reload(state, effects);
        let key = state.key_of(Command::Undo);
        state.say(match changed {
            0 => Phrase::StatusNothingHidden,
            count => Phrase::StatusShownAll { count, key },
        });
    }
    if matches!(
        action,
        Action::Delete { .. } | Action::Hide { .. } | Action::ReadStory { .. }
    ) {
        reload(state, effects);
    }
}

/// Brings the screen in line with what was taken back; an entry that came back is selected, unless another is being read.
pub(super) fn undone(
    state: &mut State,
    changed: Option<u64>,
    returned: Option<Position>,
    effects: &mut Effects,
) {
    state.say(match changed {
        None => Phrase::StatusNothingToUndo,
        Some(0 | 1) => Phrase::StatusUndone,
        Some(count) => Phrase::StatusUndoneMarkAll { count },
    });
    if changed.is_none() {
        return;
    }
    state.headlines.forget_marks();
    match returned.filter(|_| state.headlines.loaded() && state.focus != Pane::Article) {
        Some(place) => {
            effects.extend(state.load_sources());
            effects.push(state.load_window(Aim::Returned(place)));
        }
        None => reload(state, effects),
    }
}

pub(super) fn redone(state: &mut State, changed: Option<u64>, effects: &mut Effects) {
    state.say(match changed {
        None => Phrase::StatusNothingToRedo,
        Some(0 | 1) => Phrase::StatusRedone,
        Some(count) => Phrase::StatusRedoneMany { count },
    });
    if changed.is_some() {
        state.headlines.forget_marks();
        reload(state, effects);
    }
}

/// The cache did not take an action: what showed at once is not so.
pub(super) fn failed(state: &mut State, phrase: Phrase, effects: &mut Effects) {
    state.headlines.forget_marks();
    reload(state, effects);
    if matches!(phrase, Phrase::StoreDiskFull { .. }) {
        state.alarm = Some(phrase.clone());
    }
    state.complain(phrase);
}
