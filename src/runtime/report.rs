//! Failures in words: what happened, why, what to do next. The screen and the command line share them.

use std::error::Error;
use std::path::Path;

use crate::feed::fetch::FetchError;
use crate::feed::parse::ParseError;
use crate::lang::{Phrase, Piece};
use crate::runtime::RunError;
use crate::runtime::browser::BrowserError;
use crate::runtime::poll::PollError;
use crate::store::StoreError;
use crate::term::{AnswersError, TermError};

/// The innermost cause, as the system words it.
fn cause(error: &dyn Error) -> String {
    let mut innermost = error;
    while let Some(source) = innermost.source() {
        innermost = source;
    }
    innermost.to_string()
}

/// Why the program cannot run.
#[must_use]
pub fn run(error: &RunError) -> Phrase {
    match error {
        RunError::Store { path, source } => store(source, path),
        RunError::Term(source) => term(source),
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
        PollError::NoBuiltIn { address } => Phrase::FetchNoBuiltIn {
            address: address.clone(),
        },
        PollError::Store(error) => store(error, Path::new("")),
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
        FetchError::Dns { host, .. } => Phrase::FetchDns { host: host.clone() },
        FetchError::Connect { host, .. } => Phrase::FetchConnect { host: host.clone() },
        FetchError::Tls { host, .. } => Phrase::FetchTls { host: host.clone() },
        FetchError::TimedOut { after } => Phrase::FetchTimedOut {
            seconds: after.as_secs(),
        },
        FetchError::Cut { .. } => Phrase::FetchCutOff,
        FetchError::Status { code, .. } => status(*code),
        FetchError::NotModifiedUnasked => Phrase::FetchStatus {
            status: Piece::new(304),
        },
        FetchError::TooLarge { limit } => Phrase::FetchTooLarge {
            limit: mebibytes(*limit),
        },
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

fn mebibytes(bytes: usize) -> Piece {
    Piece::new(format!("{} MiB", bytes.div_ceil(1024 * 1024)))
}

const fn parse(error: &ParseError) -> Phrase {
    match error {
        ParseError::Empty | ParseError::WebPage | ParseError::NotAFeed => Phrase::FetchNotAFeed,
        ParseError::Json { .. } | ParseError::Refused { .. } | ParseError::Panicked => {
            Phrase::FetchDamaged
        }
    }
}

/// Why the cache at `path` cannot be used.
#[must_use]
pub fn store(error: &StoreError, cache: &Path) -> Phrase {
    let shown = |path: &Path| path.display().to_string();
    let path = shown(cache);
    match error {
        StoreError::CannotCreateFolder { path, source } => Phrase::StoreFolder {
            path: shown(path),
            cause: source.to_string(),
        },
        StoreError::NotADatabase { path } | StoreError::Foreign { path, .. } => {
            Phrase::StoreNotADatabase { path: shown(path) }
        }
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

/// Why answers about terminals cannot be read or kept.
#[must_use]
pub fn answers(error: &AnswersError) -> Phrase {
    match error {
        AnswersError::Read { path, source } => Phrase::AnswersUnread {
            path: path.display().to_string(),
            cause: source.to_string(),
        },
        AnswersError::Foreign { path } => Phrase::AnswersForeign {
            path: path.display().to_string(),
        },
        AnswersError::Write { path, source } => Phrase::AnswersNotKept {
            path: path.display().to_string(),
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
