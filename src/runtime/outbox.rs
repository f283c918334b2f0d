//! Gives articles to other programs and files; the screen does not wait.

use std::env;
use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{FileExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::process::ExitStatus;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::runtime::Handle;

use crate::app::{Given, Message};
use crate::lang::Phrase;
use crate::runtime::command::{self, Allowance, CommandError};
use crate::runtime::inputs::Inputs;
use crate::runtime::program;
use crate::runtime::report;
use crate::text::CleanText;

/// What a program may use that an article is piped into: it has no terminal.
const ALLOWANCE: Allowance = Allowance {
    time: Duration::from_mins(1),
    output: 1 << 20,
    asks: false,
};

/// What a program printed last is looked for in so many bytes.
const LAST_WORDS: u64 = 1024;

/// What gives articles away.
pub(super) struct Outbox {
    pub(super) runtime: Handle,
    pub(super) inputs: Inputs,
    /// The reader's home folder.
    pub(super) home: Option<String>,
    /// What plays sound and video.
    pub(super) player: Vec<String>,
    /// Files for programs that go on by themselves: who opened them, and when, is not known.
    pub(super) lent: Arc<Mutex<Vec<Loan>>>,
}

impl Outbox {
    /// Gives a text to a program; what it prints last is told.
    pub(super) fn pipe(&self, argv: Vec<Given>, text: String) {
        let inputs = self.inputs.clone();
        self.runtime.spawn(async move {
            let sent = match filled(argv, &text) {
                Ok((argv, _file)) => {
                    let program = argv.first().cloned().unwrap_or_default();
                    let printed = command::run(&argv, text.into_bytes(), ALLOWANCE).await;
                    printed
                        .map(|printed| said(program, last_line(&printed)))
                        .map_err(|error| refused(&error))
                }
                Err(error) => Err(not_lent(&error)),
            };
            inputs.send(Message::ArticleSent(sent));
        });
    }

    /// Gives a text to a program that goes on by itself; where it ends while newsterm runs, what it printed last is
    /// told.
    pub(super) fn share(&self, argv: Vec<Given>, text: String) {
        let (inputs, lent) = (self.inputs.clone(), Arc::clone(&self.lent));
        // Starting a program can take as long as the disk it is on.
        self.runtime.spawn_blocking(move || {
            let sent = match filled(argv, &text) {
                Ok((argv, file)) => {
                    let started = start_sharing(&argv, text, inputs.clone());
                    if started.is_ok() {
                        let mut lent = lent.lock().unwrap_or_else(PoisonError::into_inner);
                        lent.extend(file);
                    }
                    started.map_err(|error| refused(&error))
                }
                Err(error) => Err(not_lent(&error)),
            };
            if let Err(phrase) = sent {
                inputs.send(Message::ArticleSent(Err(phrase)));
            }
        });
    }

    /// Starts the player with an address as its last argument.
    pub(super) fn play(&self, url: String) {
        let (inputs, mut argv) = (self.inputs.clone(), self.player.clone());
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
            inputs.send(Message::ArticleSent(sent));
        });
    }

    /// Writes a text to a file; one that is there stays as it is.
    pub(super) fn write(&self, path: String, text: String) {
        let inputs = self.inputs.clone();
        let file = in_home(&path, self.home.as_deref());
        self.runtime.spawn_blocking(move || {
            let sent = match write_new(&file, &text) {
                Ok(()) => Ok(Phrase::ExportDone { path }),
                Err(error) => Err(Phrase::ExportNotWritten {
                    path,
                    cause: error.to_string(),
                }),
            };
            inputs.send(Message::ArticleSent(sent));
        });
    }
}

/// Fills in the arguments of a program, and lends it the file that one of them is.
fn filled(argv: Vec<Given>, text: &str) -> io::Result<(Vec<String>, Option<Loan>)> {
    let file = argv.contains(&Given::File).then(|| Loan::new(text));
    let file = file.transpose()?;
    let lent = file
        .as_ref()
        .map(|loan| loan.path.display().to_string())
        .unwrap_or_default();
    let word = |given| match given {
        Given::Word(word) => word,
        Given::File => lent.clone(),
    };
    Ok((argv.into_iter().map(word).collect(), file))
}

/// Starts a program that reads a text and goes on by itself; how it ends is told.
fn start_sharing(argv: &[String], text: String, inputs: Inputs) -> Result<(), CommandError> {
    let program = argv.first().cloned().unwrap_or_default();
    let failed = |source| CommandError::Start {
        program: program.clone(),
        source,
    };
    // Nobody needs its name.
    let printed = Loan::new("").map_err(failed)?.file.try_clone();
    let printed = printed.map_err(failed)?;
    let output = printed.try_clone().map_err(failed)?;
    let (name, arguments) = (program.clone(), argv.get(1..).unwrap_or_default());
    let ended = move |ended: io::Result<ExitStatus>| {
        let (program, last) = (name, last_line(&last_bytes(&printed)));
        let sent = match ended {
            Ok(status) if status.success() => Ok(match last {
                Some(said) => Phrase::PipeSaid { program, said },
                None => Phrase::ShareDone { program },
            }),
            Ok(status) => Err(CommandError::Failed {
                program,
                status,
                said: last.unwrap_or_default(),
            }),
            Err(source) => Err(CommandError::Pipe { program, source }),
        };
        let sent = sent.map_err(|error| refused(&error));
        inputs.send(Message::ArticleSent(sent));
    };
    program::start_printing(output, &program, arguments, text, ended).map_err(failed)
}

/// A file that a program may read, nobody else's to read; it goes when dropped.
pub(super) struct Loan {
    path: PathBuf,
    file: File,
}

impl Loan {
    fn new(text: &str) -> io::Result<Self> {
        static LENT: AtomicU64 = AtomicU64::new(0);
        loop {
            let number = LENT.fetch_add(1, Ordering::Relaxed);
            let name = format!("newsterm-{}-{number}.txt", std::process::id());
            let path = env::temp_dir().join(name);
            // A file or a link that somebody has put there is not written to.
            let opened = OpenOptions::new()
                .read(true)
                .write(true)
                .create_new(true)
                .mode(0o600)
                .open(&path);
            match opened {
                Ok(file) => {
                    let mut loan = Self { path, file };
                    loan.file.write_all(text.as_bytes())?;
                    return Ok(loan);
                }
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
    }
}

impl Drop for Loan {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_file(&self.path) {
            tracing::info!(?error, "a file that was lent is not there any more");
        }
    }
}

fn not_lent(error: &io::Error) -> Phrase {
    Phrase::ExportNotWritten {
        path: env::temp_dir().display().to_string(),
        cause: error.to_string(),
    }
}

fn refused(error: &CommandError) -> Phrase {
    tracing::info!(?error, "an article was not taken");
    report::command(error)
}

/// Tells what a program printed last.
fn said(program: String, last: Option<String>) -> Phrase {
    match last {
        Some(said) => Phrase::PipeSaid { program, said },
        None => Phrase::PipeDone { program },
    }
}

fn last_line(printed: &[u8]) -> Option<String> {
    let printed = String::from_utf8_lossy(printed);
    let mut lines = printed.lines().rev().map(CleanText::line);
    let last = lines.find(|line| !line.is_empty())?;
    Some(last.as_str().to_owned())
}

/// The end of what was printed into a file; where something else still prints into it, that is not disturbed.
fn last_bytes(printed: &File) -> Vec<u8> {
    let length = printed.metadata().map_or(0, |file| file.len());
    let mut end = vec![0; length.min(LAST_WORDS).try_into().unwrap_or_default()];
    match printed.read_exact_at(&mut end, length.saturating_sub(LAST_WORDS)) {
        Ok(()) => end,
        Err(error) => {
            tracing::info!(?error, "what a program printed cannot be read");
            Vec::new()
        }
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
