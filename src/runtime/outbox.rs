//! Gives articles to other programs and files; the screen does not wait.

use std::env;
use std::fs::OpenOptions;
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use tokio::runtime::Handle;

use crate::app::{Given, Message};
use crate::lang::Phrase;
use crate::runtime::command::{self, Allowance};
use crate::runtime::inputs::Inputs;
use crate::runtime::program;
use crate::runtime::report;
use crate::text::CleanText;

/// What a program may use that reads an article: it has no terminal.
const ALLOWANCE: Allowance = Allowance {
    time: Duration::from_mins(1),
    output: 1 << 20,
    asks: false,
};

/// What giving articles away needs.
pub(super) struct Outbox {
    pub(super) runtime: Handle,
    pub(super) inputs: Inputs,
    /// The reader's home folder.
    pub(super) home: Option<String>,
}

impl Outbox {
    /// Gives a text to a program; what it prints last is told.
    pub(super) fn pipe(self, argv: Vec<Given>, text: String) {
        self.runtime.spawn(async move {
            let file = argv.contains(&Given::File).then(|| Loan::new(&text));
            let file = match file.transpose() {
                Ok(file) => file,
                Err(error) => {
                    let (path, cause) = (env::temp_dir().display().to_string(), error.to_string());
                    let phrase = Phrase::ExportNotWritten { path, cause };
                    self.inputs.send(Message::ArticleSent(Err(phrase)));
                    return;
                }
            };
            let lent = file.as_ref().map(Loan::path).unwrap_or_default();
            let word = |given| match given {
                Given::Word(word) => word,
                Given::File => lent.clone(),
            };
            let argv: Vec<String> = argv.into_iter().map(word).collect();
            let program = argv.first().cloned().unwrap_or_default();
            let done = command::run(&argv, text.into_bytes(), ALLOWANCE).await;
            let sent = match done {
                Ok(printed) => Ok(said(program, &printed)),
                Err(error) => {
                    tracing::info!(?error, "an article was not taken");
                    Err(report::command(&error))
                }
            };
            self.inputs.send(Message::ArticleSent(sent));
        });
    }

    /// Starts the player with an address as its last argument.
    pub(super) fn play(self, player: &[String], url: String) {
        let mut argv = player.to_vec();
        argv.push(url);
        // Starting a program can take as long as the disk it is on.
        self.runtime.spawn_blocking(move || {
            let sent = match argv.as_slice() {
                [_] | [] => Err(Phrase::PlayUnset),
                [program, arguments @ ..] => program::start(program, arguments, None)
                    .map(|()| Phrase::PlayStarted {
                        program: program.clone(),
                    })
                    .map_err(|error| Phrase::PlayFailed {
                        program: program.clone(),
                        cause: error.to_string(),
                    }),
            };
            self.inputs.send(Message::ArticleSent(sent));
        });
    }

    /// Writes a text to a file; one that is there stays as it is.
    pub(super) fn write(self, path: String, text: String) {
        self.runtime.spawn_blocking(move || {
            let file = in_home(&path, self.home.as_deref());
            let sent = match write_new(&file, &text) {
                Ok(()) => Ok(Phrase::ExportDone { path }),
                Err(error) => Err(Phrase::ExportNotWritten {
                    path,
                    cause: error.to_string(),
                }),
            };
            self.inputs.send(Message::ArticleSent(sent));
        });
    }
}

/// A file that a program may read until it ends, nobody else's to read.
struct Loan(PathBuf);

impl Loan {
    fn new(text: &str) -> io::Result<Self> {
        static LENT: AtomicU64 = AtomicU64::new(0);
        loop {
            let number = LENT.fetch_add(1, Ordering::Relaxed);
            let name = format!("newsterm-{}-{number}.txt", std::process::id());
            let path = env::temp_dir().join(name);
            // A file or a link that somebody has put there is not written to.
            let opened = OpenOptions::new()
                .write(true)
                .create_new(true)
                .mode(0o600)
                .open(&path);
            match opened {
                Ok(mut file) => {
                    let loan = Self(path);
                    file.write_all(text.as_bytes())?;
                    return Ok(loan);
                }
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
    }

    fn path(&self) -> String {
        self.0.display().to_string()
    }
}

impl Drop for Loan {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_file(&self.0) {
            tracing::info!(?error, "a file that was lent is not there any more");
        }
    }
}

/// Tells what a program printed last.
fn said(program: String, printed: &[u8]) -> Phrase {
    let printed = String::from_utf8_lossy(printed);
    let last = printed.lines().rev().map(CleanText::line);
    match last.into_iter().find(|line| !line.is_empty()) {
        Some(line) => Phrase::PipeSaid {
            program,
            said: line.as_str().to_owned(),
        },
        None => Phrase::PipeDone { program },
    }
}

fn in_home(path: &str, home: Option<&str>) -> PathBuf {
    match (path.strip_prefix("~/"), home) {
        (Some(rest), Some(home)) => Path::new(home).join(rest),
        _ => PathBuf::from(path),
    }
}

/// Writes a file that is not there yet; one that could not be written whole does not stay.
///
/// # Errors
/// When it is there, or cannot be written.
pub fn write_new(path: &Path, text: &str) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    let written = file
        .write_all(text.as_bytes())
        .and_then(|()| file.sync_all());
    if written.is_err() {
        // It may be gone already.
        let _ = std::fs::remove_file(path);
    }
    written
}
