//! Moving in a pane.

use crate::app::headlines::Aim;
use crate::app::update::Effects;
use crate::app::{Command, HELP_HEAD, Pane, State, Viewport};

/// How far a command moves.
enum Motion {
    By(i64),
    First,
    Last,
}

fn motion(command: Command, count: Option<u32>, screen: usize) -> Option<Motion> {
    let screen = i64::try_from(screen).unwrap_or(i64::MAX).max(1);
    // Two rows of the screen before stay in sight.
    let page = (screen - 2).max(1);
    let times = i64::from(count.unwrap_or(1));
    Some(match command {
        Command::Down => Motion::By(times),
        Command::Up => Motion::By(-times),
        Command::PageDown => Motion::By(page.saturating_mul(times)),
        Command::PageUp => Motion::By(-page.saturating_mul(times)),
        Command::HalfPageDown => Motion::By((screen / 2).max(1).saturating_mul(times)),
        Command::HalfPageUp => Motion::By(-(screen / 2).max(1).saturating_mul(times)),
        Command::First => Motion::First,
        Command::Last => Motion::Last,
        _ => return None,
    })
}

/// Whether a command moves in a pane.
pub(super) fn is_motion(command: Command) -> bool {
    motion(command, None, 1).is_some()
}

/// Moves in the pane that has the focus.
pub(super) fn run(state: &mut State, command: Command, count: Option<u32>, effects: &mut Effects) {
    let Some(motion) = motion(command, count, state.rows_of(state.focus)) else {
        return;
    };
    match state.focus {
        Pane::Sources => move_in_sources(state, &motion, effects),
        Pane::Headlines => move_in_headlines(state, &motion, effects),
        Pane::Article => move_in_article(state, &motion),
    }
}

/// Moves in the table of keys.
pub(super) fn run_in_help(state: &mut State, command: Command, count: Option<u32>) {
    let screen = usize::from(state.size.rows.saturating_sub(HELP_HEAD + 1));
    if let Some(help) = &mut state.help {
        run_in_page(&mut help.top, screen, command, count);
    }
}

/// Moves in a page that lies over the panes; it is held within its lines when it is laid out.
pub(super) fn run_in_page(top: &mut usize, screen: usize, command: Command, count: Option<u32>) {
    if let Some(motion) = motion(command, count, screen) {
        *top = match motion {
            Motion::By(rows) => {
                top.saturating_add_signed(isize::try_from(rows).unwrap_or(isize::MAX))
            }
            Motion::First => 0,
            Motion::Last => usize::MAX,
        };
    }
}

/// Moves in a list of `length` rows that lies over the panes.
pub(super) fn run_in_list(
    view: &mut Viewport,
    length: usize,
    screen: usize,
    command: Command,
    count: Option<u32>,
) {
    if let Some(motion) = motion(command, count, screen) {
        view.move_by(rows(&motion), length);
    }
}

fn move_in_sources(state: &mut State, motion: &Motion, effects: &mut Effects) {
    let count = state.sources.rows().len();
    let before = state.sources.view.selected;
    state.sources.view.move_by(rows(motion), count);
    if state.sources.view.selected != before {
        show_selected_source(state, effects);
    }
}

/// Shows the list of the selected source beside it.
pub(super) fn show_selected_source(state: &mut State, effects: &mut Effects) {
    if let Some(list) = state
        .sources
        .selected_list()
        .filter(|list| list != state.headlines.list())
    {
        state.headlines.open(list);
        effects.push(state.load_window(Aim::First));
    }
}

fn move_in_headlines(state: &mut State, motion: &Motion, effects: &mut Effects) {
    match motion {
        Motion::First if !state.headlines.reaches(false) => {
            effects.push(state.load_window(Aim::First));
        }
        Motion::Last if !state.headlines.reaches(true) => {
            effects.push(state.load_window(Aim::Last));
        }
        Motion::By(rows) => state.headlines.go(*rows),
        end => {
            state.headlines.stay();
            let count = state.headlines.rows().len();
            state.headlines.view.move_by(rows(end), count);
        }
    }
}

fn move_in_article(state: &mut State, motion: &Motion) {
    if let Some(article) = &mut state.article {
        match motion {
            motion if article.is_selecting() => article.extend_selection(rows(motion)),
            Motion::By(rows) => article.scroll(*rows),
            Motion::First => article.scroll_to_first(),
            Motion::Last => article.scroll_to_last(),
        }
    }
}

const fn rows(motion: &Motion) -> i64 {
    match motion {
        Motion::By(rows) => *rows,
        Motion::First => i64::MIN,
        Motion::Last => i64::MAX,
    }
}
