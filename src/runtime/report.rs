//! Failures in words: what happened, why, what to do next. The screen and the command line share them.

use std::error::Error;
use std::io::ErrorKind;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;

use crate::feed::discover::SearchError;
use crate::feed::fetch::FetchError;
use crate::feed::page::PageError;
use crate::feed::parse::ParseError;
use crate::feed::picture::PictureError;
use crate::lang::{Phrase, Piece, rest};
use crate::model::shown_host;
use crate::runtime::browser::BrowserError;
use crate::runtime::command::CommandError;
use crate::runtime::downloads::DownloadError;
use crate::runtime::pictures::PictureFailure;
use crate::runtime::poll::{PageFetchError, PollError};
use crate::runtime::reach::ReachError;
use crate::runtime::subscriber::SubscribeError;
use crate::runtime::{FindError, ImportError, InspectError, RunError};
use crate::store::StoreError;
use crate::term::{AnswersError, TermError};
use crate::text::CleanText;

/// The innermost cause, as the system words it.
fn cause(error: &dyn Error) -> String {
    let mut innermost = error;
    while let Some(source) = innermost.source() {
        innermost = source;
    }
    innermost.to_string()
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

/// Why the program cannot run.
#[must_use]
pub fn run(error: &RunError) -> Phrase {
    match error {
        RunError::Store { path, source } => store(source, path),
        RunError::Term(source) => term(source),
        RunError::Unkept { count, .. } => Phrase::StoreUnkept { count: *count },
        RunError::Threads(source) => Phrase::TerminalFailed {
            cause: source.to_string(),
        },
    }
}

/// Why a poll failed.
#[must_use]
pub fn poll(error: &PollError) -> Phrase {
    match error {
        PollError::Fetch(error) => fetch(error),
        PollError::Parse(error) => parse(error),
        PollError::Reach(error) => reach(error),
        PollError::Command(error) => command(error),
        PollError::NoBuiltIn { address } => Phrase::FetchNoBuiltIn {
            address: address.clone(),
        },
        PollError::Store(error) => store(error, Path::new("")),
    }
}

/// Why there is no text of a page.
#[must_use]
pub fn page(error: &PageFetchError) -> Phrase {
    match error {
        PageFetchError::Fetch(PollError::Fetch(FetchError::Status { code, .. })) => {
            let status = Piece::new(*code);
            match code {
                404 | 410 => Phrase::PageNotFound { status },
                401 | 403 => Phrase::PageUnauthorized { status },
                429 => Phrase::FetchRateLimited,
                500..=599 => Phrase::OnceServerError { status },
                _ => Phrase::PageStatus { status },
            }
        }
        PageFetchError::Fetch(PollError::Fetch(FetchError::Cut { .. })) => Phrase::PageCutOff,
        PageFetchError::Fetch(PollError::Fetch(FetchError::TooLarge { limit })) => {
            Phrase::PageTooLarge {
                limit: Piece::bytes(*limit as u64),
            }
        }
        PageFetchError::Fetch(error) => once(poll(error)),
        PageFetchError::Page(PageError::NoPage { kind }) => Phrase::PageNoPage {
            kind: CleanText::line(kind).as_str().to_owned(),
        },
        PageFetchError::Page(PageError::NoText) => Phrase::PageNoText,
        PageFetchError::Page(PageError::TooHard) => Phrase::PageTooHard,
        PageFetchError::NothingMore => Phrase::PageNothingMore,
    }
}

/// Why there is no picture, to be said after its alternative text.
#[must_use]
pub fn picture(failure: &PictureFailure) -> Phrase {
    match failure {
        PictureFailure::Picture(error) => match error {
            PictureError::Unknown => Phrase::PictureUnknown,
            PictureError::TooLarge { width, height } => Phrase::PictureTooLarge {
                width: Piece::new(*width),
                height: Piece::new(*height),
            },
            PictureError::Broken(_) => Phrase::PictureBroken,
            PictureError::TooHard => Phrase::PictureTooHard,
        },
        PictureFailure::Fetch(PollError::Fetch(error)) => match error {
            FetchError::Status {
                code: code @ (404 | 410),
                ..
            } => Phrase::PictureNotThere {
                status: Piece::new(*code),
            },
            FetchError::Status { code, .. } => Phrase::PictureStatus {
                status: Piece::new(*code),
            },
            FetchError::TooLarge { limit } => Phrase::PictureTooLong {
                limit: Piece::bytes(*limit as u64),
            },
            FetchError::TimedOut { after } => Phrase::PictureLate {
                seconds: after.as_secs(),
            },
            FetchError::PrivateAddress { .. } => Phrase::PicturePrivate,
            _ => Phrase::PictureUnreachable,
        },
        PictureFailure::Fetch(_) => Phrase::PictureUnreachable,
    }
}

/// Why a file is not there.
#[must_use]
pub fn download(error: &DownloadError) -> Phrase {
    match error {
        DownloadError::Fetch(PollError::Fetch(error)) => file(error),
        DownloadError::Fetch(error) => poll(error),
        DownloadError::Write { path, source } => match source.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
                Phrase::FileDiskFull { path: shown(path) }
            }
            ErrorKind::ReadOnlyFilesystem | ErrorKind::PermissionDenied => {
                Phrase::FileReadOnly { path: shown(path) }
            }
            _ => Phrase::FileNotWritten {
                path: shown(path),
                cause: source.to_string(),
            },
        },
        DownloadError::Busy { path } => Phrase::FileBusy { path: shown(path) },
        DownloadError::Page { path } => Phrase::FilePage { path: shown(path) },
        DownloadError::TooLarge { limit } => Phrase::FileTooLarge {
            limit: Piece::bytes(*limit),
        },
    }
}

fn file(error: &FetchError) -> Phrase {
    match error {
        FetchError::Status { code, .. } => {
            let status = Piece::new(*code);
            match code {
                404 | 410 => Phrase::FileNotFound { status },
                401 | 403 => Phrase::FileUnauthorized { status },
                _ => Phrase::FileStatus { status },
            }
        }
        FetchError::Cut { received, .. } => Phrase::FileCutOff {
            done: Piece::about_bytes(*received as u64),
        },
        FetchError::TimedOut { after } => Phrase::FileStalled {
            seconds: after.as_secs(),
        },
        FetchError::Elsewhere { source, .. } => file(source),
        FetchError::PrivateAddress { host } => Phrase::FilePrivate {
            host: host_shown(host),
        },
        error => fetch(error),
    }
}

fn reach(error: &ReachError) -> Phrase {
    match error {
        ReachError::File { path, source } => Phrase::FetchFile {
            path: shown(path),
            cause: source.to_string(),
        },
        ReachError::Command(error) => command(error),
        ReachError::NoPassword => Phrase::FetchNoPassword,
        ReachError::PasswordControl => Phrase::FetchPasswordControl,
    }
}

pub(super) fn command(error: &CommandError) -> Phrase {
    match error {
        CommandError::Start { program, source } | CommandError::Pipe { program, source } => {
            Phrase::FetchCommandMissing {
                program: program.clone(),
                cause: source.to_string(),
            }
        }
        CommandError::Failed {
            program,
            status,
            said,
        } => match status.code() {
            Some(code) if said.is_empty() => Phrase::FetchCommandSilent {
                program: program.clone(),
                code: Piece::new(code),
            },
            Some(code) => Phrase::FetchCommandFailed {
                program: program.clone(),
                code: Piece::new(code),
                said: said.clone(),
            },
            None => Phrase::FetchCommandKilled {
                program: program.clone(),
                signal: Piece::new(status.signal().unwrap_or_default()),
                said: said.clone(),
            },
        },
        CommandError::TimedOut { program, after } => Phrase::FetchCommandLate {
            program: program.clone(),
            seconds: after.as_secs(),
        },
        CommandError::TooLarge { limit, .. } => Phrase::FetchTooLarge {
            limit: Piece::bytes(*limit as u64),
        },
    }
}

/// Why a feed cannot be shown.
#[must_use]
pub fn inspect(error: &InspectError) -> Phrase {
    match error {
        InspectError::File { path, source } => Phrase::InspectFile {
            path: CleanText::line(&path.to_string_lossy()).as_str().to_owned(),
            cause: source.to_string(),
        },
        InspectError::Threads(source) => Phrase::FetchClient {
            cause: source.to_string(),
        },
        InspectError::Feed(error) => once(poll(error)),
    }
}

/// The same of what is asked for once: newsterm does not try it again by itself.
fn once(phrase: Phrase) -> Phrase {
    match phrase {
        Phrase::FetchConnect { host } => Phrase::OnceConnect { host },
        Phrase::FetchTimedOut { seconds } => Phrase::OnceTimedOut { seconds },
        Phrase::FetchCutOff => Phrase::OnceCutOff,
        Phrase::FetchServerError { status } => Phrase::OnceServerError { status },
        Phrase::FetchDamaged => Phrase::OnceDamaged,
        phrase => phrase,
    }
}

/// A host in its own letters, where these can be taken for no others.
fn host_shown(host: &str) -> String {
    match shown_host(&format!("https://{host}/")) {
        shown if shown.is_empty() => host.to_owned(),
        shown => shown,
    }
}

fn fetch(error: &FetchError) -> Phrase {
    match error {
        FetchError::Client { source } => Phrase::FetchClient {
            cause: cause(source),
        },
        FetchError::Url { url } => Phrase::FetchBadAddress {
            address: url.clone(),
        },
        FetchError::Dns { host, .. } => Phrase::FetchDns {
            host: host_shown(host),
        },
        FetchError::Connect { host, .. } | FetchError::HostDown { host } => Phrase::FetchConnect {
            host: host_shown(host),
        },
        FetchError::NoTls { host, .. } => Phrase::FetchNoTls {
            host: host_shown(host),
        },
        FetchError::Tls { host, .. } => Phrase::FetchTls {
            host: host_shown(host),
        },
        FetchError::TimedOut { after } => Phrase::FetchTimedOut {
            seconds: after.as_secs(),
        },
        FetchError::Cut { .. } => Phrase::FetchCutOff,
        FetchError::Status { code, .. } => status(*code),
        FetchError::NotModifiedUnasked => Phrase::FetchStatus {
            status: Piece::new(304),
        },
        FetchError::TooLarge { limit } => Phrase::FetchTooLarge {
            limit: Piece::bytes(*limit as u64),
        },
        FetchError::PrivateAddress { host } => Phrase::FetchPrivate {
            host: host_shown(host),
        },
        FetchError::Resting { host, wait } => {
            let (minutes, hours) = rest(wait.as_secs());
            Phrase::FetchResting {
                host: host_shown(host),
                minutes,
                hours,
            }
        }
        FetchError::Elsewhere { source, .. } => fetch(source),
        FetchError::TooManyRedirects { .. } => Phrase::FetchRedirects,
        FetchError::RedirectRefused { target } => Phrase::FetchRedirectRefused {
            target: target.clone(),
        },
    }
}

fn status(code: u16) -> Phrase {
    let status = Piece::new(code);
    match code {
        401 | 403 => Phrase::FetchUnauthorized { status },
        404 => Phrase::FetchNotFound,
        410 => Phrase::FetchGone,
        429 => Phrase::FetchRateLimited,
        500..=599 => Phrase::FetchServerError { status },
        _ => Phrase::FetchStatus { status },
    }
}

const fn parse(error: &ParseError) -> Phrase {
    match error {
        ParseError::Empty | ParseError::WebPage | ParseError::NotAFeed => Phrase::FetchNotAFeed,
        ParseError::Json { .. }
        | ParseError::TooMany
        | ParseError::Refused { .. }
        | ParseError::Panicked => Phrase::FetchDamaged,
    }
}

/// Why the cache at `path` cannot be used.
#[must_use]
pub fn store(error: &StoreError, cache: &Path) -> Phrase {
    let path = shown(cache);
    match error {
        StoreError::CannotCreateFolder { path, source } => Phrase::StoreFolder {
            path: shown(path),
            cause: source.to_string(),
        },
        StoreError::NotADatabase { path } | StoreError::Foreign { path, .. } => {
            Phrase::StoreNotADatabase { path: shown(path) }
        }
        StoreError::NotNewsboat { path } => Phrase::ImportNotNewsboat { path: shown(path) },
        StoreError::Newer { found, known } => Phrase::StoreNewerVersion {
            path,
            found: Piece::new(found),
            known: Piece::new(known),
        },
        StoreError::ReadOnly { path } => Phrase::StoreReadOnly { path: shown(path) },
        StoreError::Busy { .. } => Phrase::StoreBusy { path },
        StoreError::Held { path } => Phrase::StoreHeld { path: shown(path) },
        StoreError::CannotMove { path, source } => Phrase::StoreCannotMove {
            path: shown(path),
            cause: source.to_string(),
        },
        StoreError::DiskFull { .. } => Phrase::StoreDiskFull { path },
        StoreError::Damaged { .. } => Phrase::StoreDamaged { path },
        error => Phrase::StoreFailed {
            path,
            cause: cause(error),
        },
    }
}

/// Why the terminal cannot be used.
#[must_use]
pub fn term(error: &TermError) -> Phrase {
    match error {
        TermError::NotATerminal | TermError::NoKeyboard(_) => Phrase::TerminalMissing,
        TermError::Dumb => Phrase::TerminalDumb {
            term: "dumb".to_owned(),
        },
        error => Phrase::TerminalFailed {
            cause: cause(error),
        },
    }
}

/// Why no feed was found at an address.
#[must_use]
pub fn find(error: &FindError) -> Phrase {
    match error {
        FindError::Fetch(error) => once(poll(error)),
        FindError::Search(SearchError::Address { address }) => Phrase::FetchBadAddress {
            address: address.clone(),
        },
        FindError::Search(SearchError::Unreadable(error)) => once(parse(error)),
        FindError::Search(SearchError::NoFeed | SearchError::Unreachable) => Phrase::FindNothing,
        FindError::Threads(source) => Phrase::TerminalFailed {
            cause: source.to_string(),
        },
    }
}

/// Why a feed is not followed.
#[must_use]
pub fn subscribe(error: &SubscribeError, cache: &Path) -> Phrase {
    match error {
        SubscribeError::Config(error) => error.phrase(),
        SubscribeError::Store(error) => store(error, cache),
        SubscribeError::Gone => Phrase::StatusEntryGone,
        SubscribeError::NotListed => Phrase::StatusFeedNotListed,
    }
}

/// Why nothing was imported.
#[must_use]
pub fn import(error: &ImportError) -> Phrase {
    match error {
        ImportError::Unread { path, source } if source.kind() == ErrorKind::IsADirectory => {
            Phrase::ImportIsAFolder { path: shown(path) }
        }
        ImportError::Unread { path, source } => Phrase::ImportUnread {
            path: shown(path),
            cause: source.to_string(),
        },
        ImportError::TooLarge { path } | ImportError::NotAList { path, .. } => {
            Phrase::ImportNotAList { path: shown(path) }
        }
        ImportError::Foreign { path, source } => store(source, path),
        ImportError::Config(error) => error.phrase(),
        ImportError::Run(error) => run(error),
    }
}

/// Why answers about terminals cannot be read or kept.
#[must_use]
pub fn answers(error: &AnswersError) -> Phrase {
    match error {
        AnswersError::Read { path, source } => Phrase::AnswersUnread {
            path: shown(path),
            cause: source.to_string(),
        },
        AnswersError::Foreign { path } => Phrase::AnswersForeign { path: shown(path) },
        AnswersError::Write { path, source } => Phrase::AnswersNotKept {
            path: shown(path),
            cause: source.to_string(),
        },
    }
}

/// Why no browser was started.
#[must_use]
pub fn browser(error: &BrowserError) -> Phrase {
    match error {
        BrowserError::NotAWebLink => Phrase::StatusNoLink,
        BrowserError::Missing => Phrase::BrowserMissing,
        BrowserError::Start { program, source } => Phrase::BrowserFailed {
            program: program.clone(),
            cause: source.to_string(),
        },
    }
}
