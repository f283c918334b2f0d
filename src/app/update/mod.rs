//! The one function that changes the state.

mod adding;
mod copying;
mod downloading;
mod entries;
mod files;
mod finding;
mod focus;
mod following;
mod full_text;
mod motion;
mod mouse;
mod opening;
mod pictures;
mod positions;
mod prompt;
mod saving;
mod search;
mod sending;
mod sheet;
mod tagging;

pub(super) use downloading::rows as shelf_rows;
pub use files::{file_facts, with_files};
pub use opening::title_of;
pub use tagging::completions;

use crate::app::headlines::Aim;
use crate::app::{
    Command, Effect, Help, LoadedArticle, Message, Pane, Pending, PollOutcome, RequestId,
    Resolution, State,
};
use crate::config::{Chord, Key};
use crate::lang::{Phrase, Piece, rest};
use crate::model::{Action, FeedId, List, Timestamp, Window};

/// Takes a message at a time, changes the state, and returns what has to be done.
///
/// Total: any message in any state is safe. An answer to a request no longer wanted changes nothing.
pub fn update(state: &mut State, message: Message, now: Timestamp) -> Vec<Effect> {
    let before = std::mem::replace(&mut state.now, now);
    let mut effects = Effects::default();
    let was_reading = state.focus == Pane::Article;
    match message {
        Message::KeyPressed(chord) => key_pressed(state, chord, &mut effects),
        Message::Pasted(text) => prompt::paste(state, &text, &mut effects),
        Message::Mouse(mouse) => mouse::mouse(state, mouse, &mut effects),
        Message::Resized(size) => state.size = size,
        Message::TimePassed => {
            // Today's list has become yesterday's.
            if state.lang.day_start(before) != state.day_start() {
                reload(state, &mut effects);
            }
        }
        Message::Resumed => effects.push(Effect::Redraw),
        Message::Ending => positions::keep(state, &mut effects),
        Message::SourcesLoaded { feeds, counts } => {
            state.sources.load(feeds, counts);
            state.sources_asked = false;
            adding::show_arrived(state, &mut effects);
            if std::mem::take(&mut state.sources_stale) {
                effects.extend(state.load_sources());
            }
            effects.extend(state.count_lists());
        }
        Message::Indexed { percent } => search::indexed(state, percent, &mut effects),
        Message::ListsCounted { unread } => state.sources.count_lists(&unread),
        Message::WindowLoaded { request, window } => {
            window_loaded(state, request, window, &mut effects);
        }
        Message::SnippetsLoaded { request, snippets } => {
            state.headlines.snippets.load(request, snippets);
        }
        Message::FeedDetailsLoaded { request, details } => {
            sheet::loaded(state, request, details.as_deref());
        }
        Message::ArticleLoaded { request, article } => {
            article_loaded(state, request, article, &mut effects);
        }
        Message::PageFetched { request, page } => full_text::fetched(state, request, page),
        Message::PictureCame { request, picture } => pictures::came(state, request, picture),
        Message::PictureDropped { request } => pictures::dropped(state, request),
        Message::CellsMeasured(cell) => pictures::measured(state, cell),
        Message::UnreadFound { request, headline } => {
            entries::unread_found(state, request, headline, &mut effects);
        }
        Message::TagsLoaded { request, tags } => tagging::loaded(state, request, tags),
        Message::ActionPerformed { action, changed } => {
            action_performed(state, &action, changed, &mut effects);
        }
        Message::ActionUndone { changed } => action_undone(state, changed, &mut effects),
        Message::ActionRedone { changed } => action_redone(state, changed, &mut effects),
        Message::CacheAlarm(phrase) => state.alarm = Some(phrase),
        Message::CacheChanged => {
            state.headlines.forget_marks();
            reload(state, &mut effects);
        }
        Message::StoriesGrouped => reload_list(state, &mut effects),
        Message::ActionFailed(phrase) => {
            state.headlines.forget_marks();
            reload(state, &mut effects);
            if matches!(phrase, Phrase::StoreDiskFull { .. }) {
                state.alarm = Some(phrase.clone());
            }
            state.complain(phrase);
        }
        Message::RefreshBusy => state.say(Phrase::StatusRefreshBusy),
        Message::RefreshPutOff { until } => {
            let seconds = u64::try_from(until.seconds_since(now)).unwrap_or(0);
            let (minutes, hours) = rest(seconds);
            state.say(Phrase::StatusResting { minutes, hours });
        }
        Message::CacheFailed(phrase) => {
            // What was asked for may have failed; it can be asked for again.
            state.sources_asked = false;
            state.complain(phrase);
        }
        Message::FeedsFound { request, found } => adding::found(state, request, found),
        Message::FeedAdded { request, added } => {
            adding::added(state, request, added, &mut effects);
        }
        Message::ListSaved { name, saved } => saving::saved(state, &name, saved, &mut effects),
        Message::SubscriptionChanged(change) => adding::changed(state, change, &mut effects),
        Message::DownloadMoved { request, progress } => {
            downloading::moved(state, request, progress);
        }
        Message::DownloadEnded { request, end } => downloading::ended(state, request, end),
        Message::BrowserFailed(phrase) | Message::ArticleSent(Err(phrase)) => {
            state.complain(phrase);
        }
        Message::ArticleSent(Ok(phrase)) => state.say(phrase),
        Message::RefreshStarted { feeds } => state.refresh.start(feeds),
        Message::FeedPolled { feed, outcome } => feed_polled(state, feed, outcome, &mut effects),
        Message::BrowserStarted => state.say(Phrase::StatusOpened),
    }
    state.settle();
    if was_reading && state.focus != Pane::Article {
        positions::keep(state, &mut effects);
    }
    load_what_is_seen(state, &mut effects);
    effects.0
}

/// Asks for what the screen shows, or will soon, and does not have.
fn load_what_is_seen(state: &mut State, effects: &mut Effects) {
    if state.headlines.near_end() {
        effects.push(state.load_window(Aim::Keep));
    }
    effects.extend(state.load_snippets());
    pictures::load(state, effects);
}

/// The effects of one message.
#[derive(Debug, Default)]
struct Effects(Vec<Effect>);

impl Effects {
    fn push(&mut self, effect: Effect) {
        self.0.push(effect);
    }

    fn extend(&mut self, effects: impl IntoIterator<Item = Effect>) {
        self.0.extend(effects);
    }
}

fn key_pressed(state: &mut State, chord: Chord, effects: &mut Effects) {
    state.notice = None;
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
    let resolution = state.keymap.press(&mut pending, chord, state.focus);
    state.pending = pending;
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
        Command::NextUnread => entries::next_unread(state, true, count, effects),
        Command::PreviousUnread => entries::next_unread(state, false, count, effects),
        Command::NextEntry => entries::step(state, true, count, effects),
        Command::PreviousEntry => entries::step(state, false, count, effects),
        Command::NextHit => entries::go_to_hit(state, true, count),
        Command::PreviousHit => entries::go_to_hit(state, false, count),
        Command::ToggleRead => entries::toggle_read(state, effects),
        Command::ToggleSaved => entries::toggle_saved(state, effects),
        Command::EditTags => tagging::start(state, effects),
        Command::ToggleHidden => tagging::toggle_hidden(state, effects),
        Command::MarkAllRead => entries::mark_all_read(state, effects),
        Command::Delete => entries::delete(state, effects),
        Command::Undo => effects.push(Effect::Undo),
        Command::Redo => effects.push(Effect::Redo),
        Command::RefreshFeed => refresh(state, false, effects),
        Command::RefreshAll => refresh(state, true, effects),
        Command::OpenInBrowser => entries::open_in_browser(state, effects),
        Command::FollowLink => following::start(state, count),
        Command::ListLinks => following::list(state),
        Command::Play => files::play(state, count, effects),
        Command::Download => downloading::start(state, count, effects),
        Command::Downloads => downloading::list(state),
        Command::Select => copying::select(state),
        Command::Pipe => sending::ask_program(state),
        Command::Export => sending::ask_file(state),
        Command::Share => sending::share(state, count, effects),
        Command::OpenComments => sending::open_comments(state, effects),
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
fn nth(count: Option<u32>) -> usize {
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

fn window_loaded(state: &mut State, request: RequestId, window: Window, effects: &mut Effects) {
    let Some(stale) = state.headlines.load(request, window) else {
        return;
    };
    if let Some(article) = &mut state.article {
        let row = state
            .headlines
            .rows()
            .iter()
            .find(|row| row.id == article.headline.id);
        if let Some(row) = row {
            (article.headline.read, article.headline.saved) = (row.read, row.saved);
            if article.headline.tags != row.tags {
                article.set_tags(row.tags.clone());
            }
        }
    }
    if stale {
        reload_list(state, effects);
    }
    if state.headlines.selected().is_none() {
        let awaited = focus::is_awaited(state);
        state.open_when_loaded.take_if(|_| !awaited);
    } else if let Some(until) = state.open_when_loaded.take()
        && state.now <= until
    {
        opening::open_selected(state, effects);
    }
}

fn article_loaded(
    state: &mut State,
    request: RequestId,
    article: Option<Box<LoadedArticle>>,
    effects: &mut Effects,
) {
    if state.opening != Some(request) {
        return;
    }
    state.opening = None;
    match article {
        Some(loaded) => full_text::loaded(state, *loaded, effects),
        None => state.complain(Phrase::StatusEntryGone),
    }
}

fn action_performed(state: &mut State, action: &Action, changed: u64, effects: &mut Effects) {
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
    if matches!(
        action,
        Action::Delete { .. } | Action::Hide { .. } | Action::ReadStory { .. }
    ) {
        reload(state, effects);
    }
}

fn action_undone(state: &mut State, changed: Option<u64>, effects: &mut Effects) {
    state.say(match changed {
        None => Phrase::StatusNothingToUndo,
        Some(0 | 1) => Phrase::StatusUndone,
        Some(count) => Phrase::StatusUndoneMarkAll { count },
    });
    if changed.is_some() {
        state.headlines.forget_marks();
        reload(state, effects);
    }
}

fn action_redone(state: &mut State, changed: Option<u64>, effects: &mut Effects) {
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

fn feed_polled(state: &mut State, feed: FeedId, outcome: PollOutcome, effects: &mut Effects) {
    state.refresh.count(outcome);
    sheet::polled(state, feed, effects);
    effects.extend(state.load_sources());
    let changed =
        matches!(outcome, PollOutcome::Updated(sighting) if sighting.new + sighting.edited > 0);
    let list = state.headlines.list();
    if changed && state.sources.feeds_of(list).any(|known| known.id == feed) {
        reload_list(state, effects);
    }
    if !state.refresh.running() {
        effects.push(Effect::Tidy);
        let (new, failed) = (state.refresh.new, state.refresh.failed);
        let count = std::mem::take(&mut state.refresh.notable);
        if count > 0 {
            let words = state.lang.say(&Phrase::NotifyEntries { count });
            effects.push(Effect::Notify(words));
        }
        state.say(match failed {
            0 => Phrase::StatusRefreshed { new },
            failed => Phrase::StatusRefreshedFailed { new, failed },
        });
    }
}

/// Reads feeds and list again after something changed the cache.
fn reload(state: &mut State, effects: &mut Effects) {
    effects.extend(state.load_sources());
    reload_list(state, effects);
}

/// Reads the list again; the selection stays with its entry, but where the reader has not begun with the
/// list it stays at the top.
fn reload_list(state: &mut State, effects: &mut Effects) {
    // Who still types the words of a search has not begun with what it finds.
    let looking_on = state.focus == Pane::Sources || state.prompt.is_some();
    let untouched = looking_on && state.headlines.at_top();
    if !state.headlines.note_stale() {
        effects.push(state.load_window(if untouched { Aim::First } else { Aim::Keep }));
    }
}

fn refresh(state: &State, all: bool, effects: &mut Effects) {
    let list = match state.focus {
        Pane::Sources => state.sources.selected_list(),
        Pane::Headlines => Some(state.headlines.list().clone()),
        Pane::Article => state
            .article
            .as_ref()
            .map(|article| List::Feed(article.headline.feed)),
    };
    let list = if all {
        List::All
    } else {
        list.unwrap_or(List::All)
    };
    let feeds: Vec<FeedId> = state.sources.feeds_of(&list).map(|feed| feed.id).collect();
    if !feeds.is_empty() {
        effects.push(Effect::Refresh(feeds));
    }
}

#[cfg(test)]
mod tests;
