//! `newsterm config`: the settings file written, checked, shown.

use std::fs;
use std::io::ErrorKind;

use crate::cli::exit::Exit;
use crate::cli::output::{self, Output};
use crate::config::{Config, Paths};
use crate::lang::Phrase;
use crate::runtime::write_new;

/// Writes the commented example; a file that is there stays as it is.
pub(super) fn init(paths: &Paths, out: &Output) -> Exit {
    let path = paths.config.display().to_string();
    let folder = paths.config.parent().map_or(Ok(()), fs::create_dir_all);
    match folder.and_then(|()| write_new(&paths.config, Config::example())) {
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
