//! A line being typed, in place of the status line.

use ratatui::layout::Position;

use crate::app::{Area, Command, Prompt, Purpose, State, completions};
use crate::config::Role;
use crate::lang::Phrase;
use crate::model::List;
use crate::text::Direction;
use crate::ui::canvas::{Align, Canvas};
use crate::ui::sources::list_title;

/// Columns of the words before what is typed, where these leave enough for that.
const WORDS: u16 = 22;
/// Columns that are enough.
const TYPED: u16 = 16;
/// Lines narrower than this have no room for many words before what is typed.
const WORDS_FROM_WIDTH: u16 = 50;
/// Lines narrower than this have no room for a remark beside what is typed.
const REMARK_FROM_WIDTH: u16 = 60;
/// Tags offered beside those being typed.
const OFFERED: usize = 8;

/// Draws the line, and gives the place of the caret.
pub(super) fn view(state: &State, prompt: &Prompt, area: Area, canvas: &mut Canvas) -> Position {
    // A remark has no room there; what is searched is said over the list as well.
    let narrow = area.width < REMARK_FROM_WIDTH;
    let mistake = prompt.mistake().filter(|_| narrow);
    let (words, role) = match mistake {
        Some(mistake) => (state.lang.say(&Phrase::from(&mistake.problem)), Role::Error),
        None => (
            words(state, prompt, area.width < WORDS_FROM_WIDTH),
            Role::Key,
        ),
    };
    let room = match prompt.purpose {
        // Nothing is typed beside a question.
        Purpose::Unsubscribe { .. } | Purpose::Share { .. } => area.width,
        _ if mistake.is_some() => area.width * 3 / 5,
        _ => (area.width / 2).max(WORDS.min(area.width.saturating_sub(TYPED))),
    };
    let taken = canvas.label(area.first(room), &words, role, Align::Start);
    let remark = remark(state, prompt, area, canvas);
    let field = area.after(taken + 1).without_last(remark);
    let view = prompt.editor.view(field.width, state.interface.direction);
    canvas.line(field, &view.line, Align::Text);
    if let Some(mistake) = prompt.mistake() {
        let cells: Vec<usize> = view.line.cells_of(mistake.span.clone()).collect();
        canvas.overlay_cells(field, &view.line, Align::Text, &cells, Role::Error);
    }
    let left = canvas.left(field);
    let offset = match view.line.base {
        Direction::Ltr => 0,
        Direction::Rtl => field.width.saturating_sub(view.line.width),
    };
    Position::new(
        left.saturating_add(offset).saturating_add(view.caret),
        field.top,
    )
}

/// What is asked; in a few words where there is little room beside them.
fn words(state: &State, prompt: &Prompt, narrow: bool) -> String {
    state.lang.say(&match prompt.purpose {
        Purpose::Search { .. } => Phrase::SearchPrompt {
            list: list_title(state, state.headlines.list())
                .as_str()
                .to_owned(),
        },
        Purpose::Find { .. } => Phrase::FindPrompt,
        Purpose::Pipe { .. } => Phrase::PipePrompt,
        Purpose::Share { .. } => Phrase::SharePrompt {
            targets: targets(state),
        },
        Purpose::Export { .. } => Phrase::ExportPrompt,
        Purpose::Address if narrow => Phrase::AddFewPrompt,
        Purpose::Address => Phrase::AddPrompt,
        Purpose::ListName { .. } => Phrase::ListNamePrompt,
        Purpose::Unsubscribe { ref title, .. } => Phrase::UnsubscribePrompt {
            title: title.clone(),
        },
        Purpose::Tags { .. } => Phrase::TagsPrompt,
    })
}

/// What an article can be shared with, each with its digit.
fn targets(state: &State) -> String {
    let named = state.share.iter().enumerate();
    let named = named.map(|(n, target)| format!("{} {}", n + 1, target.name.as_str()));
    named.collect::<Vec<_>>().join(" · ")
}

/// Says beside the line being typed what is wrong with it, how to search everything, or how to keep the search; gives
/// the columns it took.
fn remark(state: &State, prompt: &Prompt, area: Area, canvas: &mut Canvas) -> u16 {
    let everything = *state.headlines.list() == List::All;
    let key = "tab".to_owned();
    let (phrase, role) = match &prompt.purpose {
        Purpose::Address
        | Purpose::Pipe { .. }
        | Purpose::Share { .. }
        | Purpose::Export { .. }
        | Purpose::ListName { .. }
        | Purpose::Unsubscribe { .. } => return 0,
        Purpose::Search {
            mistake: Some(mistake),
            ..
        } => (Phrase::from(&mistake.problem), Role::Error),
        Purpose::Find { missed: true, .. } => (Phrase::FindMissed, Role::Error),
        Purpose::Find { .. } => (Phrase::FindElsewhere { key }, Role::Muted),
        Purpose::Search { .. } if everything => match saving_key(state) {
            Some(key) => (Phrase::SearchSave { key }, Role::Muted),
            None => return 0,
        },
        Purpose::Search { .. } => (Phrase::SearchScope { key }, Role::Muted),
        Purpose::Tags {
            known, completion, ..
        } => {
            let typed = completion.as_ref().map(|last| last.typed.as_str());
            let fitting = completions(typed.unwrap_or(prompt.editor.text()), known);
            if fitting.is_empty() {
                return 0;
            }
            let names = fitting.iter().take(OFFERED).map(|tag| tag.as_str());
            let tags = names.collect::<Vec<_>>().join(", ");
            (Phrase::TagsComplete { key, tags }, Role::Muted)
        }
    };
    if area.width < REMARK_FROM_WIDTH {
        return 0;
    }
    let place = area.last(area.width / 3);
    canvas.label(place, &state.lang.say(&phrase), role, Align::End) + 1
}

/// The key that keeps a search while it is typed, once there is one. Letters are typed there.
fn saving_key(state: &State) -> Option<String> {
    if state.headlines.search().is_empty() {
        return None;
    }
    let keys = state.keymap.sequences(Command::SaveSearch);
    let mut shown = keys.map(ToString::to_string);
    shown.find(|key| key.starts_with("ctrl-"))
}
