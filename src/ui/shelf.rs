//! Files as a list: those of an entry, or those that are downloaded, and how far each has come.

use crate::app::{
    Area, Command, Download, DownloadEnd, LIST_HEAD, Progress, Shelf, State, file_facts,
    name_in_address,
};
use crate::config::Role;
use crate::lang::{Phrase, Piece};
use crate::model::Enclosure;
use crate::text::{CleanText, base_direction};
use crate::ui::canvas::{Align, Canvas};

/// Lists narrower than this have room for the first keys only.
const KEYS_FROM_WIDTH: u16 = 60;

pub(super) fn view(state: &State, shelf: Shelf, area: Area, canvas: &mut Canvas) {
    let inner = area.inset();
    let view = shelf.view();
    let (files, downloads) = (files(state), state.downloads.list());
    let count = match shelf {
        Shelf::Files(_) => files.len(),
        Shelf::Downloads(_) => downloads.len(),
    };
    title(state, shelf, count as u64, inner, canvas);
    let body = inner.below(LIST_HEAD);
    for (at, n) in body.rows().zip(view.top..count) {
        let (name, words) = match shelf {
            Shelf::Files(_) => offered(state, &files[n]),
            Shelf::Downloads(_) => {
                let name = downloads[n].progress.name.clone();
                (name, told(state, &downloads[n]))
            }
        };
        let taken = canvas.label(at, &words, Role::Muted, Align::End) + 2;
        let rest = at.without_last(taken);
        let base = base_direction(&name, None, state.interface.direction);
        canvas.text(rest, &name, base, Role::Text, Align::Start);
        if n == view.selected {
            canvas.overlay(at, Role::Selection);
            canvas.rest_at(at);
        }
    }
}

/// The files of an entry.
fn files(state: &State) -> &[Enclosure] {
    let offer = state.offer.as_ref();
    offer.map_or(&[], |offer| &offer.files)
}

fn title(state: &State, shelf: Shelf, count: u64, area: Area, canvas: &mut Canvas) {
    let (open, back) = (state.key_of(Command::Open), state.key_of(Command::Back));
    let (words, keys) = match shelf {
        Shelf::Files(_) => (
            Phrase::FilesTitle { count },
            Phrase::FilesKeys { open, back },
        ),
        Shelf::Downloads(_) if area.width < KEYS_FROM_WIDTH => (
            Phrase::DownloadsTitle { count },
            Phrase::DownloadsFewKeys {
                stop: state.key_of(Command::Delete),
                back,
            },
        ),
        Shelf::Downloads(_) => (
            Phrase::DownloadsTitle { count },
            Phrase::DownloadsKeys {
                open,
                play: state.key_of(Command::Play),
                stop: state.key_of(Command::Delete),
                back,
            },
        ),
    };
    let words = state.lang.say(&words);
    let taken = canvas.label(area, &words, Role::TitleFocused, Align::Start);
    let rest = area.after(taken + 2);
    canvas.label(rest, &state.lang.say(&keys), Role::Muted, Align::End);
}

/// A file that can be downloaded: its name, and its type and length, or how far it has come.
fn offered(state: &State, file: &Enclosure) -> (CleanText, String) {
    let download = state.downloads.of(&file.url);
    let words = download.map(|download| told(state, download));
    let words = words.unwrap_or_else(|| file_facts(&state.lang, file));
    (name_in_address(file), words)
}

/// How far a file has come, and whether it still does.
fn told(state: &State, download: &Download) -> String {
    let done = how_far(&download.progress);
    state.lang.say(&match &download.end {
        None => done,
        Some(DownloadEnd::Done { .. }) => Phrase::DownloadThere {
            size: Piece::about_bytes(download.progress.done),
        },
        Some(DownloadEnd::Stopped) => Phrase::DownloadAtRest {
            done: Piece::about_bytes(download.progress.done),
        },
        Some(DownloadEnd::Failed(_)) => Phrase::DownloadNotThere {
            done: Piece::about_bytes(download.progress.done),
        },
    })
}

/// How far a file has come.
pub(super) fn how_far(progress: &Progress) -> Phrase {
    let done = progress.done;
    match progress.total.filter(|total| *total > 0) {
        Some(total) => Phrase::DownloadPercent {
            percent: percent(done, total),
            done: Piece::about_bytes(done),
            total: Piece::about_bytes(total),
        },
        None => Phrase::DownloadSome {
            done: Piece::about_bytes(done),
        },
    }
}

/// The part of a whole, in percent.
pub(super) fn percent(done: u64, total: u64) -> u64 {
    let percent = u128::from(done) * 100 / u128::from(total.max(1));
    u64::try_from(percent.min(100)).unwrap_or(100)
}
