//! Files downloaded.

use super::*;
use crate::app::{DownloadEnd, Keymap, Progress, Shelf};
use crate::config::Macro;
use crate::model::Enclosure;

pub(super) fn files(count: usize) -> Vec<Enclosure> {
    let file = |n| Enclosure {
        url: format!("https://harbour.example/{n}.mp3?key=1"),
        media_type: Some(CleanText::line("audio/mpeg")),
        length: Some(1000),
    };
    (1..=count).map(file).collect()
}

/// The state with an article open that comes with so many files.
fn reading(count: usize) -> State {
    let mut state = loaded(80, 24, Content::Ltr);
    press(&mut state, "l");
    open_article(&mut state, Content::Ltr);
    let article = state.article.as_mut().expect("an article is open");
    article.details.enclosures = files(count);
    state
}

fn ordered(effects: &[Effect]) -> (RequestId, &str) {
    match effects {
        [Effect::Download { request, file }] => (*request, &file.url),
        _ => panic!("{effects:?}"),
    }
}

fn end(state: &mut State, request: RequestId, end: DownloadEnd) {
    update(state, Message::DownloadEnded { request, end }, NOON);
}

fn said(state: &State) -> String {
    let notice = state.notice.as_ref().expect("something is said");
    let words = state.lang.say(&notice.phrase);
    words.replace(['\u{2068}', '\u{2069}'], "")
}

#[test]
fn one_file_is_downloaded_at_once_and_of_several_one_is_chosen() {
    let mut state = reading(0);
    assert_eq!(press(&mut state, "d"), []);
    assert_eq!(said(&state), "No file comes with this entry.");

    let mut state = reading(1);
    let effects = press(&mut state, "d");
    assert_eq!(ordered(&effects).1, "https://harbour.example/1.mp3?key=1");
    assert_eq!(said(&state), "Downloading 1.mp3. g d lists downloads.");
    // Pressed again, it is not downloaded twice.
    assert_eq!(press(&mut state, "d"), []);

    let mut state = reading(3);
    assert_eq!(press(&mut state, "d j"), []);
    assert!(matches!(state.shelf, Some(Shelf::Files(view)) if view.selected == 1));
    let effects = press(&mut state, "enter");
    assert_eq!(ordered(&effects).1, "https://harbour.example/2.mp3?key=1");
    assert_eq!(state.shelf, None);
    let effects = press(&mut state, "3 d");
    assert_eq!(ordered(&effects).1, "https://harbour.example/3.mp3?key=1");
    assert_eq!(press(&mut state, "4 d"), []);
}

#[test]
fn a_download_is_followed_to_its_end_and_news_of_no_other_counts() {
    let mut state = reading(1);
    let request = ordered(&press(&mut state, "d")).0;
    let progress = Progress {
        name: CleanText::line("Episode 1.mp3"),
        done: 250,
        total: Some(1000),
    };
    let moved = Message::DownloadMoved {
        request,
        progress: progress.clone(),
    };
    update(&mut state, moved, NOON);
    assert_eq!(state.downloads.list()[0].progress, progress);
    end(&mut state, RequestId(9999), DownloadEnd::Stopped);
    assert!(state.downloads.list()[0].running());
    let path = "/down/Episode 1.mp3".to_owned();
    end(
        &mut state,
        request,
        DownloadEnd::Done { path: path.clone() },
    );
    assert_eq!(said(&state), "Downloaded: /down/Episode 1.mp3");
    // Late news of what has ended.
    end(&mut state, request, DownloadEnd::Stopped);
    let done = DownloadEnd::Done { path: path.clone() };
    assert_eq!(state.downloads.list()[0].end, Some(done));
    assert_eq!(press(&mut state, "g d P"), [Effect::Play(path)]);
    assert_eq!(press(&mut state, "enter"), []);
    assert_eq!(said(&state), "Downloaded: /down/Episode 1.mp3");
}

#[test]
fn what_was_stopped_or_failed_goes_on_in_its_row() {
    let mut state = reading(1);
    let request = ordered(&press(&mut state, "d")).0;
    press(&mut state, "g d");
    assert_eq!(
        press(&mut state, "D"),
        [Effect::StopDownload(request)],
        "it is stopped"
    );
    end(&mut state, request, DownloadEnd::Stopped);
    assert_eq!(press(&mut state, "D"), [], "it does not run");
    let again = ordered(&press(&mut state, "enter")).0;
    assert_ne!(again, request);
    assert_eq!(state.downloads.list().len(), 1);
    let phrase = Phrase::FetchRateLimited;
    end(&mut state, again, DownloadEnd::Failed(phrase));
    press(&mut state, "esc");
    assert_eq!(state.shelf, None);
    ordered(&press(&mut state, "d"));
    assert_eq!(state.downloads.list().len(), 1);
}

#[test]
fn the_list_opens_anywhere_and_only_when_there_is_something_in_it() {
    let mut state = loaded(80, 24, Content::Ltr);
    press(&mut state, "g d");
    assert_eq!(state.shelf, None);
    assert_eq!(
        said(&state),
        "Nothing was downloaded since newsterm started."
    );
    let mut state = reading(1);
    press(&mut state, "d h h");
    press(&mut state, "g d");
    assert!(matches!(state.shelf, Some(Shelf::Downloads(_))));
    press(&mut state, "q");
    assert_eq!(state.shelf, None);
}

#[test]
fn a_row_of_commands_ends_with_the_one_that_lists_files_and_means_nothing_under_the_list() {
    let mut state = reading(2);
    let one = Macro {
        chords: vec!["M".parse().unwrap()],
        commands: vec!["download".to_owned(), "delete".to_owned()],
    };
    state.keymap = Keymap::new(&Config::built_in().keys).with_macros(&[one]);
    assert_eq!(press(&mut state, "M"), [], "the entry is not deleted");
    assert!(matches!(state.shelf, Some(Shelf::Files(_))));
    assert!(state.article.is_some());
}
