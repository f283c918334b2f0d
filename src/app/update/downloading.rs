//! The files of entries brought to the reader's disk: chosen, followed, stopped, gone on with.

use crate::app::update::{Effects, motion};
use crate::app::{
    Command, DownloadEnd, Effect, Offer, Pane, Pending, Progress, RequestId, Resolution, Shelf,
    State, Viewport, WantedFile, name_in_address,
};
use crate::config::Chord;
use crate::lang::Phrase;
use crate::model::{Enclosure, FeedId};
use crate::text::CleanText;

/// Downloads the file of an entry, or the one that `count` says; lists them where there are several.
pub(super) fn start(state: &mut State, offer: Offer, count: Option<u32>, effects: &mut Effects) {
    let files = &offer.files;
    let chosen = match (files.as_slice(), count) {
        (_, Some(n)) => files.get((n as usize).saturating_sub(1)),
        ([only], None) => Some(only),
        ([], None) => None,
        (_, None) => {
            state.shelf = Some(Shelf::Files(Viewport::default()));
            state.offer = Some(offer);
            return;
        }
    };
    match chosen.cloned() {
        Some(file) => download(state, offer.feed, &file, effects),
        None => state.say(Phrase::StatusNoFiles),
    }
}

/// Lists the downloads.
pub(super) fn list(state: &mut State) {
    match state.downloads.list().len() {
        0 => state.say(Phrase::DownloadsNone),
        count => {
            let last = Viewport {
                selected: count - 1,
                top: 0,
            };
            state.shelf = Some(Shelf::Downloads(last));
        }
    }
}

/// Takes a chord while a list of files lies over the panes.
pub(super) fn key(state: &mut State, chord: Chord, effects: &mut Effects) {
    let mut pending = std::mem::take(&mut state.pending);
    let resolution = state
        .keymap
        .press(&mut pending, chord, state.keyboard, Pane::Article);
    state.pending = pending;
    match resolution {
        Resolution::Command(command, count) => run(state, command, count, effects),
        Resolution::Pending => {}
        Resolution::Unbound | Resolution::Elsewhere(_) | Resolution::Macro(_) => {
            state.pending = Pending::default();
        }
    }
}

fn run(state: &mut State, command: Command, count: Option<u32>, effects: &mut Effects) {
    let Some(mut shelf) = state.shelf else {
        return;
    };
    let rows = rows(state, shelf);
    match command {
        Command::Back | Command::Close => state.shelf = None,
        Command::Downloads if matches!(shelf, Shelf::Downloads(_)) => state.shelf = None,
        Command::Downloads => list(state),
        Command::Open | Command::Download => take_up(state, shelf, effects),
        Command::Delete => stop(state, shelf, effects),
        Command::Play => play(state, shelf, effects),
        Command::Quit => effects.push(Effect::Quit),
        Command::Redraw => effects.push(Effect::Redraw),
        Command::Suspend => effects.push(Effect::Suspend),
        _ => {
            let screen = usize::from(state.size.rows);
            motion::run_in_list(shelf.view_mut(), rows, screen, command, count);
            state.shelf = Some(shelf);
        }
    }
}

/// How many rows a list of files has.
pub(in crate::app) fn rows(state: &State, shelf: Shelf) -> usize {
    match shelf {
        Shelf::Files(_) => state.offer.as_ref().map_or(0, |offer| offer.files.len()),
        Shelf::Downloads(_) => state.downloads.list().len(),
    }
}

/// Downloads what is selected, or goes on with it; tells where it is when it is there.
fn take_up(state: &mut State, shelf: Shelf, effects: &mut Effects) {
    match shelf {
        Shelf::Files(view) => {
            let chosen =
                |offer: &Offer| Some((offer.feed, offer.files.get(view.selected)?.clone()));
            if let Some((feed, file)) = state.offer.as_ref().and_then(chosen) {
                state.shelf = None;
                download(state, feed, &file, effects);
            }
        }
        Shelf::Downloads(view) => {
            let Some(download) = state.downloads.list().get(view.selected).cloned() else {
                return;
            };
            match download.end {
                Some(DownloadEnd::Done { path }) => state.say(Phrase::DownloadDone { path }),
                Some(_) => begin(state, download.file, download.progress, effects),
                None => say_begun(state, &download.progress.name),
            }
        }
    }
}

/// Downloads a file that a feed names, if it is not on its way.
fn download(state: &mut State, feed: FeedId, file: &Enclosure, effects: &mut Effects) {
    let feed = state.sources.feed(feed);
    let wanted = WantedFile {
        url: file.url.clone(),
        feed: feed.map_or_else(String::new, |feed| {
            feed.subscription.source.address().to_owned()
        }),
        media_type: file
            .media_type
            .as_ref()
            .map(|kind| kind.as_str().to_owned()),
    };
    let progress = Progress {
        name: name_in_address(file),
        done: 0,
        total: file.length.filter(|length| *length > 0),
    };
    let known = state.downloads.of(&wanted.url);
    match known.filter(|known| known.running()) {
        Some(known) => {
            let name = known.progress.name.clone();
            say_begun(state, &name);
        }
        None => begin(state, wanted, progress, effects),
    }
}

fn begin(state: &mut State, file: WantedFile, progress: Progress, effects: &mut Effects) {
    let request = state.next_request();
    say_begun(state, &progress.name);
    state.downloads.begin(request, file.clone(), progress);
    effects.push(Effect::Download { request, file });
}

fn say_begun(state: &mut State, name: &CleanText) {
    let name = name.as_str().to_owned();
    let key = state.key_of(Command::Downloads);
    state.say(Phrase::DownloadBegun { name, key });
}

/// Stops what is selected; what has come stays.
fn stop(state: &State, shelf: Shelf, effects: &mut Effects) {
    let url = match shelf {
        Shelf::Files(view) => {
            let offer = state.offer.as_ref();
            offer
                .and_then(|offer| offer.files.get(view.selected))
                .map(|file| &file.url)
        }
        Shelf::Downloads(view) => {
            let list = state.downloads.list();
            list.get(view.selected).map(|download| &download.file.url)
        }
    };
    let download = url.and_then(|url| state.downloads.of(url));
    if let Some(download) = download.filter(|download| download.running()) {
        effects.push(Effect::StopDownload(download.request));
    }
}

/// Plays what is selected, once it is there.
fn play(state: &State, shelf: Shelf, effects: &mut Effects) {
    if let Shelf::Downloads(view) = shelf
        && let Some(download) = state.downloads.list().get(view.selected)
        && let Some(DownloadEnd::Done { path }) = &download.end
    {
        effects.push(Effect::Play(path.clone()));
    }
}

/// Takes word of how far a file has come.
pub(super) fn moved(state: &mut State, request: RequestId, progress: Progress) {
    if let Some(download) = state.downloads.awaited(request) {
        download.progress = progress;
    }
}

/// Takes word that a download has ended.
pub(super) fn ended(state: &mut State, request: RequestId, end: DownloadEnd) {
    let Some(download) = state.downloads.awaited(request) else {
        return;
    };
    let name = download.progress.name.as_str().to_owned();
    download.end = Some(end.clone());
    match end {
        DownloadEnd::Done { path } => state.say(Phrase::DownloadDone { path }),
        DownloadEnd::Stopped => state.say(Phrase::DownloadStopped { name }),
        DownloadEnd::Failed(phrase) => state.complain(phrase),
    }
}
