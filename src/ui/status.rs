//! The line at the foot: a notice, or a word of help; and how a refresh goes.

use ratatui::layout::Position;

use crate::app::{Area, Article, Command, DownloadEnd, Following, Pane, Shelf, State};
use crate::config::Role;
use crate::lang::{Phrase, Piece};
use crate::model::{FeedHealth, LinkIndex, List, shown_host};
use crate::ui::canvas::{Align, Canvas};
use crate::ui::shelf::percent;
use crate::ui::words::Words;
use crate::ui::{headlines, prompt};

/// Cells of the bar of a refresh.
const BAR: u64 = 10;
/// Lines narrower than this have room for the first keys only.
const KEYS_FROM_WIDTH: u16 = 50;
/// Lines narrower than this have room for the first keys only beside the name of a feed.
const FEED_FROM_WIDTH: u16 = 70;
/// Lines narrower than this have no room for the bar.
const BAR_FROM_WIDTH: u16 = 60;

pub(super) fn view(state: &State, canvas: &mut Canvas) -> Option<Position> {
    let area = state.geometry.status?;
    let inner = area.inset();
    if let Some(prompt) = &state.prompt {
        canvas.fill(area, Role::Status);
        return Some(prompt::view(state, prompt, inner, canvas));
    }
    let end = end_words(state, inner.width);
    let taken = canvas.label_width(inner, &end);
    let gap = if taken > 0 { taken + 2 } else { 0 };
    let rest = inner.without_last(gap);
    if let Some(failure) = state.notice.as_ref().filter(|notice| notice.failure) {
        canvas.fill(area, Role::Status);
        canvas.label(inner, &end, Role::Status, Align::End);
        tell_failure(state, &failure.phrase, rest, canvas);
        return None;
    }
    let (words, role) = words(state, rest.width);
    canvas.piece(area, &(&end, &words, role), |canvas| {
        canvas.fill(area, Role::Status);
        canvas.label(inner, &end, Role::Status, Align::End);
        canvas.label(rest, &words.said(&state.lang), role, Align::Start);
    });
    None
}

/// Tells a failure with what to do next, which is gone with the next key: in the line where there is room, else over
/// rows above it as well.
fn tell_failure(state: &State, phrase: &Phrase, line: Area, canvas: &mut Canvas) {
    let words = state.lang.explain(phrase);
    if canvas.rows_for(&words, line.width) <= 1 {
        canvas.label(line, &words, Role::Error, Align::Start);
        return;
    }
    let whole = Area {
        start: 0,
        top: 0,
        width: state.size.columns,
        height: state.size.rows,
    };
    let rows = canvas
        .rows_for(&words, whole.inset().width)
        .min(whole.height);
    let covered = Area {
        top: whole.height.saturating_sub(rows),
        height: rows,
        ..whole
    };
    canvas.cover_foot(covered, Role::Status);
    canvas.wrapped(covered.inset(), &words, Role::Error, Align::Start);
}

fn words(state: &State, room: u16) -> (Words<'_>, Role) {
    if let Some(notice) = &state.notice {
        return (notice.phrase.clone().into(), Role::Strong);
    }
    if let Some(phrase) = state
        .following
        .as_ref()
        .and_then(|following| choosing(state, following))
    {
        return (phrase.into(), Role::Strong);
    }
    if let (Some(Following::List(view)), Some(article)) = (&state.following, &state.article)
        && let Some(link) = article.link(LinkIndex(view.selected))
    {
        // The list has room for the beginning of it.
        return (link.url.as_str().into(), Role::Status);
    }
    if let Some(phrase) = state.shelf.and_then(|shelf| failure(state, shelf)) {
        return (phrase.into(), Role::Error);
    }
    if let Some(alarm) = &state.alarm {
        return (alarm.clone().into(), Role::Warning);
    }
    let over = state.adding.is_some() || state.shelf.is_some() || state.sheet.is_some();
    if over {
        // The keys that go on and back stand above.
        return (Words::NONE, Role::Status);
    }
    let feed = match state.headlines.list() {
        List::Feed(id) => state.sources.feed(*id),
        _ => None,
    };
    let moved = feed.and_then(|feed| feed.moved_to.clone());
    match feed.map(|feed| &feed.health) {
        Some(FeedHealth::Failing { reason, times }) => {
            let (reason, times) = (reason.as_str().to_owned(), u64::from(*times));
            (
                Phrase::StatusFeedFailing { reason, times }.into(),
                Role::Error,
            )
        }
        _ => match moved {
            Some(url) => (Phrase::StatusFeedMoved { url }.into(), Role::Warning),
            None => (hint(state, room).into(), Role::Status),
        },
    }
}

/// What the reader can do with a link; where it leads, before it is opened.
fn choosing(state: &State, following: &Following) -> Option<Phrase> {
    match following {
        Following::Hints { .. } => Some(Phrase::LinksHints),
        Following::Chosen(link) => Some(Phrase::LinkChosen {
            host: shown_host(&state.article.as_ref()?.link(*link)?.url),
            open: state.key_of(Command::Open),
            copy: state.key_of(Command::CopyLink),
            follow: state.key_of(Command::AddFeed),
        }),
        Following::List(_) => None,
    }
}

/// Why the download that is selected did not come to its end.
fn failure(state: &State, shelf: Shelf) -> Option<Phrase> {
    let Shelf::Downloads(view) = shelf else {
        return None;
    };
    match &state.downloads.list().get(view.selected)?.end {
        Some(DownloadEnd::Failed(phrase)) => Some(phrase.clone()),
        _ => None,
    }
}

/// The chords pressed so far, or how a refresh goes.
fn end_words(state: &State, room: u16) -> String {
    if !state.pending.is_empty() {
        return state.pending.shown();
    }
    let progress = state.refresh;
    if !progress.running() {
        return downloads_words(state, room);
    }
    let (done, total, failed) = (progress.done, progress.feeds, progress.failed);
    let words = state.lang.say(&match failed {
        0 => Phrase::StatusRefreshing { done, total },
        failed => Phrase::StatusRefreshingFailed {
            done,
            total,
            failed,
        },
    });
    if room < BAR_FROM_WIDTH || state.interface.screen_reader {
        return words;
    }
    let filled = BAR * done / total;
    let bar: String = (0..BAR)
        .map(|cell| if cell < filled { '█' } else { '░' })
        .collect();
    format!("{words} {bar}")
}

/// How far the files are that are on their way.
fn downloads_words(state: &State, room: u16) -> String {
    let running: Vec<_> = state.downloads.running().map(|it| &it.progress).collect();
    if running.is_empty() || state.shelf.is_some() {
        return String::new();
    }
    let done = running.iter().map(|progress| progress.done).sum();
    let total: Option<u64> = running.iter().map(|progress| progress.total).sum();
    let (count, total) = (running.len() as u64, total.filter(|total| *total > 0));
    state.lang.say(&match total {
        Some(total) if room < KEYS_FROM_WIDTH => Phrase::StatusDownloadingShort {
            percent: percent(done, total),
        },
        Some(total) => Phrase::StatusDownloading {
            count,
            percent: percent(done, total),
            total: Piece::about_bytes(total),
        },
        None => Phrase::StatusDownloadingSome {
            done: Piece::about_bytes(done),
        },
    })
}

/// The keys one needs first.
fn hint(state: &State, room: u16) -> Phrase {
    let selecting = state.article.as_ref().is_some_and(Article::is_selecting);
    if state.focus == Pane::Article && selecting {
        return Phrase::StatusSelectKeys {
            select: state.key_of(Command::Select),
            copy: state.key_of(Command::CopyLink),
            back: state.key_of(Command::Back),
        };
    }
    let searched = state.article.as_ref().is_some_and(Article::is_searched);
    if state.focus == Pane::Article && searched {
        return Phrase::StatusHitKeys {
            next: state.key_of(Command::NextHit),
            previous: state.key_of(Command::PreviousHit),
            back: state.key_of(Command::Back),
        };
    }
    let help = state.key_of(Command::Help);
    if state.focus == Pane::Article {
        return article_keys(state, help, room);
    }
    if state.focus == Pane::Headlines && !state.headlines.search().is_empty() {
        return search_keys(state, help, room);
    }
    let (unread, close) = (
        state.key_of(Command::NextUnread),
        state.key_of(Command::Close),
    );
    let feed = headlines::unnamed_feed(state).filter(|_| state.focus == Pane::Headlines);
    if let Some(feed) = feed {
        let feed = feed.title.as_str().to_owned();
        if room < FEED_FROM_WIDTH {
            return Phrase::StatusFewEntryKeys { help, unread, feed };
        }
        let refresh = state.key_of(Command::RefreshAll);
        return Phrase::StatusEntryKeys {
            help,
            unread,
            refresh,
            close,
            feed,
        };
    }
    let covers = state.geometry.area(Pane::Sources).is_none();
    if state.focus == Pane::Headlines && covers {
        let back = state.key_of(Command::Back);
        return Phrase::StatusFewListKeys { help, unread, back };
    }
    if room < KEYS_FROM_WIDTH {
        return Phrase::StatusFewKeys {
            help,
            unread,
            close,
        };
    }
    Phrase::StatusKeys {
        help,
        unread,
        refresh: state.key_of(Command::RefreshAll),
        close,
    }
}

/// The keys one needs among what a search has found.
fn search_keys(state: &State, help: String, room: u16) -> Phrase {
    let back = state.key_of(Command::Back);
    if let Some(feed) = headlines::unnamed_feed(state) {
        let feed = feed.title.as_str().to_owned();
        return Phrase::StatusFoundKeys { help, back, feed };
    }
    let find = state.key_of(Command::Search);
    if room < FEED_FROM_WIDTH {
        return Phrase::StatusFewSearchKeys { help, find, back };
    }
    Phrase::StatusSearchKeys {
        help,
        find,
        save: state.key_of(Command::SaveSearch),
        back,
    }
}

/// The keys of an article one needs first.
fn article_keys(state: &State, help: String, room: u16) -> Phrase {
    let back = state.key_of(Command::Back);
    if room < KEYS_FROM_WIDTH {
        let next = state.key_of(Command::NextEntry);
        return Phrase::StatusFewArticleKeys { help, next, back };
    }
    let (find, links) = (
        state.key_of(Command::Search),
        state.key_of(Command::FollowLink),
    );
    if state.hides_pictures() {
        return Phrase::StatusPictureKeys {
            help,
            find,
            links,
            pictures: state.key_of(Command::Pictures),
            back,
        };
    }
    Phrase::StatusArticleKeys {
        help,
        find,
        links,
        full: state.key_of(Command::FullText),
        back,
    }
}

#[cfg(test)]
mod tests;
