//! `newsterm config`: the settings file written, checked, shown.

use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::Path;

use crate::cli::exit::Exit;
use crate::cli::output::{self, Output};
use crate::config::{Config, Paths};
use crate::lang::Phrase;

/// Writes the commented example; a file that is there stays as it is.
pub(super) fn init(paths: &Paths, out: &Output) -> Exit {
    let path = paths.config.display().to_string();
    match write_new(&paths.config, Config::example()) {
        Ok(()) => {
            out.say(&Phrase::CliConfigWritten { path });
            Exit::Done
        }
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            out.fail(&Phrase::ConfigExists { path }, Exit::Config)
        }
        Err(error) => out.fail(
            &Phrase::ConfigNotWritten {
                path,
                cause: error.to_string(),
            },
            Exit::Config,
        ),
    }
}

fn write_new(path: &Path, text: &str) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(path)?
        .write_all(text.as_bytes())
}

/// Says that the settings are in order; that they are not has been said before.
pub(super) fn check(config: &Config, paths: &Paths, out: &Output) -> Exit {
    let feeds = config.subscriptions.len() as u64;
    let path = paths.config.display().to_string();
    out.say(&match config.origin {
        Some(_) => Phrase::CliConfigGood { path, feeds },
        None => Phrase::CliConfigNone { path, feeds },
    });
    Exit::Done
}

/// Prints the settings in use.
pub(super) fn show(config: &Config) -> Exit {
    output::data(&config.show())
}
