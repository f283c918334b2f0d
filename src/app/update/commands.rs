//! Keys, and the commands they mean.

use crate::app::update::{
    Effects, adding, copying, details, downloading, entries, finding, focus, following, full_text,
    motion, pictures, prompt, refreshing, saving, search, sending, sheet, stepping, tagging,
};
use crate::app::{Command, Effect, Help, Pane, Pending, Resolution, State};
use crate::config::{Chord, Key};
use crate::lang::{Phrase, Piece};

/// Does what a key means where it is pressed.
pub(super) fn key_pressed(state: &mut State, chord: Chord, effects: &mut Effects) {
    // Who types text may have switched to another keyboard for it, and back.
    state.keyboard = if state.prompt.is_some() {
        state.keyboard.let_go()
    } else {
        state.keyboard.after(chord)
    };
    state.notice = None;
    state.asking = None;
    if state.headlines.loaded() {
        state.open_when_loaded = None;
    }
    if state.prompt.is_some() {
        prompt::key(state, chord, effects);
        return;
    }
    if state.following.is_some() {
        following::key(state, chord, effects);
        return;
    }
    if state.shelf.is_some() {
        downloading::key(state, chord, effects);
        return;
    }
    if chord.key() == Key::Esc && !state.pending.is_empty() {
        state.pending = Pending::default();
        return;
    }
    let mut pending = std::mem::take(&mut state.pending);
    let resolution = state
        .keymap
        .press(&mut pending, chord, state.keyboard, state.focus);
    state.pending = pending;
    if !goes_on(&resolution) {
        state.headlines.stay();
    }
    match resolution {
        Resolution::Command(command, count) => run(state, command, count, effects),
        Resolution::Macro(commands) => run_all(state, &commands, effects),
        Resolution::Pending => {}
        Resolution::Elsewhere(command) => state.say(elsewhere(command, chord, state)),
        Resolution::Unbound => {
            let help = state.key_of(Command::Help);
            state.say(Phrase::StatusUnbound {
                chord: chord.to_string(),
                help,
            });
        }
    }
}

/// Whether the selection still goes on to where rows are missing yet: anything but a motion is meant for where it is.
fn goes_on(resolution: &Resolution) -> bool {
    match resolution {
        Resolution::Command(command, _) => motion::is_motion(*command),
        Resolution::Pending => true,
        Resolution::Macro(_) | Resolution::Elsewhere(_) | Resolution::Unbound => false,
    }
}

/// Where a key does something that does nothing here.
fn elsewhere(command: Command, chord: Chord, state: &State) -> Phrase {
    let row = command.row();
    let place = match row.panes {
        [Pane::Sources] => "feeds",
        panes if panes.contains(&Pane::Headlines) => "entries",
        _ => "article",
    };
    Phrase::StatusElsewhere {
        chord: chord.to_string(),
        place: Piece::new(place),
        what: state.lang.say(&row.description),
    }
}

/// Does what several commands say, as far as each applies where those before it have led. One that asks for something
/// is the last.
fn run_all(state: &mut State, commands: &[Command], effects: &mut Effects) {
    for command in commands {
        let row = command.row();
        if !row.panes.contains(&state.focus) {
            let command = row.name.to_owned();
            return state.complain(Phrase::MacroStopped { command });
        }
        run(state, *command, None, effects);
        state.settle();
        if state.prompt.is_some() || state.following.is_some() || state.shelf.is_some() {
            return;
        }
    }
}

fn run(state: &mut State, command: Command, count: Option<u32>, effects: &mut Effects) {
    if state.help.is_some() {
        return run_in_help(state, command, count, effects);
    }
    if state.adding.is_some() {
        return adding::run(state, command, count, effects);
    }
    if state.sheet.is_some() {
        return sheet::run(state, command, count, effects);
    }
    match command {
        Command::Down
        | Command::Up
        | Command::PageDown
        | Command::PageUp
        | Command::HalfPageDown
        | Command::HalfPageUp
        | Command::First
        | Command::Last => motion::run(state, command, count, effects),
        Command::Open => focus::open(state, effects),
        Command::Back => focus::back(state, effects),
        Command::NextPane => focus::step(state, true),
        Command::PreviousPane => focus::step(state, false),
        Command::NextUnread => stepping::next_unread(state, true, count, effects),
        Command::PreviousUnread => stepping::next_unread(state, false, count, effects),
        Command::NextEntry => stepping::step(state, true, count, effects),
        Command::PreviousEntry => stepping::step(state, false, count, effects),
        Command::NextHit => stepping::go_to_hit(state, true, count),
        Command::PreviousHit => stepping::go_to_hit(state, false, count),
        Command::ToggleRead => entries::toggle_read(state, effects),
        Command::ToggleSaved => entries::toggle_saved(state, effects),
        Command::EditTags => tagging::start(state, effects),
        Command::ToggleHidden => tagging::toggle_hidden(state, effects),
        Command::ShowHidden => tagging::show_hidden(state, effects),
        Command::MarkAllRead => entries::mark_all_read(state, effects),
        Command::Delete => entries::delete(state, effects),
        Command::Undo => effects.push(Effect::Undo),
        Command::Redo => effects.push(Effect::Redo),
        Command::RefreshFeed => refreshing::start(state, false, effects),
        Command::RefreshAll => refreshing::start(state, true, effects),
        Command::OpenInBrowser => entries::open_in_browser(state, effects),
        Command::FollowLink => following::start(state, count),
        Command::ListLinks => following::list(state),
        Command::Play | Command::Download | Command::OpenComments => {
            details::run(state, command, count, effects);
        }
        Command::Downloads => downloading::list(state),
        Command::Select => copying::select(state),
        Command::Pipe => sending::ask_program(state),
        Command::Export => sending::ask_file(state),
        Command::Share => sending::share(state, count, effects),
        Command::CopyLink => copying::copy_entry(state, false, effects),
        Command::CopyTitle => copying::copy_entry(state, true, effects),
        Command::Search if state.focus == Pane::Article => finding::start(state),
        Command::Pictures => pictures::toggle(state),
        Command::FullText => full_text::toggle(state, effects),
        Command::FetchPage => full_text::again(state, effects),
        Command::Search => search::start(state),
        Command::SaveSearch => saving::start(state),
        Command::ToggleFilter => search::toggle_filter(state, effects),
        Command::AddFeed => adding::start(state),
        Command::Unsubscribe => adding::ask_to_end(state),
        Command::FeedDetails => sheet::open(state, effects),
        Command::FollowJump => focus::follow_jump(state, count),
        Command::JumpBack => focus::jump_back(state),
        Command::ToggleFold if state.focus == Pane::Headlines => {
            entries::toggle_story(state, effects);
        }
        Command::ToggleFold => focus::toggle_fold(state, count),
        Command::Help => state.help = Some(Help::default()),
        Command::Redraw => effects.push(Effect::Redraw),
        Command::Suspend => effects.push(Effect::Suspend),
        Command::Close => focus::close(state, effects),
        Command::Quit => effects.push(Effect::Quit),
    }
}

/// The place, from 0, that a number typed before a command means; the first without one.
pub(super) fn nth(count: Option<u32>) -> usize {
    count.map_or(0, |count| count.saturating_sub(1) as usize)
}

fn run_in_help(state: &mut State, command: Command, count: Option<u32>, effects: &mut Effects) {
    match command {
        Command::Help | Command::Close | Command::Back | Command::Open => state.help = None,
        Command::Quit => effects.push(Effect::Quit),
        Command::Suspend => effects.push(Effect::Suspend),
        Command::Redraw => effects.push(Effect::Redraw),
        _ => motion::run_in_help(state, command, count),
    }
}
