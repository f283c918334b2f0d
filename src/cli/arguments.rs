//! What was typed after the program's name.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::parser::ValueSource;
use clap::{Arg, ArgAction, ArgMatches, Command};

use crate::cli::exit::Exit;
use crate::config::Profile;
use crate::lang::{Lang, Phrase};

/// The arguments as the program means them.
#[derive(Clone, Debug)]
pub(super) struct Arguments {
    /// The settings file that was named.
    pub config: Option<PathBuf>,
    /// The profile named on the command line.
    pub bidi: Option<Profile>,
    /// The profile named by the environment.
    pub bidi_variable: Option<Profile>,
    /// What to do.
    pub task: Task,
}

/// What to do.
#[derive(Clone, Debug)]
pub(super) enum Task {
    /// Show the screen.
    Screen,
    /// Poll all feeds.
    Refresh {
        /// As JSON, a line a feed.
        json: bool,
    },
    /// Print entries.
    List(ListOptions),
    /// Something about the settings.
    Config(ConfigCommand),
    /// Copy the cache.
    Backup {
        /// Where to; among the automatic copies when not given.
        file: Option<PathBuf>,
    },
    /// Put a copy in the place of the cache.
    Restore {
        /// The copy.
        file: PathBuf,
    },
    /// Something about the cache as a file.
    Db(DbCommand),
    /// Say what the terminal can do.
    Doctor {
        /// As JSON.
        json: bool,
    },
}

/// Which entries to print, and how.
#[derive(Clone, Copy, Debug)]
pub(super) struct ListOptions {
    /// Only those not read.
    pub unread: bool,
    /// Only those saved.
    pub saved: bool,
    /// As JSON, a line an entry.
    pub json: bool,
}

/// Something about the cache as a file.
#[derive(Clone, Copy, Debug)]
pub(super) enum DbCommand {
    /// Say whether it is whole.
    Check,
    /// Make it as small as it can be.
    Vacuum,
    /// Say how large it is, and what it holds.
    Stats,
}

/// Something about the settings.
#[derive(Clone, Copy, Debug)]
pub(super) enum ConfigCommand {
    /// Write a file to start from.
    Init,
    /// Say whether the file is in order.
    Check,
    /// Print the settings in use.
    Show,
}

/// Reads the arguments of the process. Where they ask for help or make no sense, the answer is printed
/// and the exit given.
pub(super) fn parse(lang: &Lang) -> Result<Arguments, Exit> {
    let words: Vec<OsString> = std::env::args_os().collect();
    let matches = command(lang)
        .try_get_matches_from(words)
        .map_err(|answer| {
            // Help that nobody reads is no error.
            let _ = answer.print();
            if answer.use_stderr() {
                Exit::Usage
            } else {
                Exit::Done
            }
        })?;
    let bidi = |from| {
        let name = matches.get_one::<String>("bidi")?;
        Profile::parse(name).filter(|_| matches.value_source("bidi") == Some(from))
    };
    Ok(Arguments {
        config: matches.get_one::<PathBuf>("config").cloned(),
        bidi: bidi(ValueSource::CommandLine),
        bidi_variable: bidi(ValueSource::EnvVariable),
        task: task(&matches),
    })
}

fn task(matches: &ArgMatches) -> Task {
    match matches.subcommand() {
        Some(("refresh", matches)) => Task::Refresh {
            json: matches.get_flag("json"),
        },
        Some(("list", matches)) => Task::List(ListOptions {
            unread: matches.get_flag("unread"),
            saved: matches.get_flag("saved"),
            json: matches.get_flag("json"),
        }),
        Some(("config", matches)) => Task::Config(match matches.subcommand_name() {
            Some("init") => ConfigCommand::Init,
            Some("check") => ConfigCommand::Check,
            _ => ConfigCommand::Show,
        }),
        Some(("backup", matches)) => Task::Backup {
            file: matches.get_one::<PathBuf>("file").cloned(),
        },
        Some(("restore", matches)) => Task::Restore {
            file: matches
                .get_one::<PathBuf>("file")
                .cloned()
                .unwrap_or_default(),
        },
        Some(("db", matches)) => Task::Db(match matches.subcommand_name() {
            Some("check") => DbCommand::Check,
            Some("vacuum") => DbCommand::Vacuum,
            _ => DbCommand::Stats,
        }),
        Some(("doctor", matches)) => Task::Doctor {
            json: matches.get_flag("json"),
        },
        _ => Task::Screen,
    }
}

fn command(lang: &Lang) -> Command {
    let say = |phrase: Phrase| lang.say(&phrase);
    let flag = |name: &'static str, help: Phrase| {
        Arg::new(name)
            .long(name)
            .action(ArgAction::SetTrue)
            .help(say(help))
    };
    let file = |help: Phrase| {
        Arg::new("file")
            .value_name("FILE")
            .value_parser(clap::value_parser!(PathBuf))
            .help(say(help))
    };
    let json = || flag("json", Phrase::UsageJson);
    Command::new("newsterm")
        .version(env!("CARGO_PKG_VERSION"))
        .about(say(Phrase::UsageAbout))
        .after_help(say(Phrase::UsageAfter))
        .arg(
            Arg::new("config")
                .long("config")
                .short('c')
                .global(true)
                .value_name("FILE")
                .value_parser(clap::value_parser!(PathBuf))
                .help(say(Phrase::UsageConfigFile)),
        )
        .arg(
            Arg::new("bidi")
                .long("bidi")
                .env("NEWSTERM_BIDI")
                .value_name("PROFILE")
                .value_parser(PossibleValuesParser::new(
                    Profile::ALL.iter().map(|profile| profile.name()),
                ))
                .help(say(Phrase::UsageBidi)),
        )
        .subcommand(
            Command::new("refresh")
                .about(say(Phrase::UsageRefresh))
                .arg(json()),
        )
        .subcommand(
            Command::new("list")
                .about(say(Phrase::UsageList))
                .arg(flag("unread", Phrase::UsageListUnread))
                .arg(flag("saved", Phrase::UsageListSaved).conflicts_with("unread"))
                .arg(json()),
        )
        .subcommand(
            Command::new("backup")
                .about(say(Phrase::UsageBackup))
                .arg(file(Phrase::UsageBackupFile)),
        )
        .subcommand(
            Command::new("restore")
                .about(say(Phrase::UsageRestore))
                .arg(file(Phrase::UsageRestoreFile).required(true)),
        )
        .subcommand(
            Command::new("db")
                .about(say(Phrase::UsageDb))
                .subcommand_required(true)
                .arg_required_else_help(true)
                .subcommand(Command::new("check").about(say(Phrase::UsageDbCheck)))
                .subcommand(Command::new("vacuum").about(say(Phrase::UsageDbVacuum)))
                .subcommand(Command::new("stats").about(say(Phrase::UsageDbStats))),
        )
        .subcommand(
            Command::new("doctor")
                .about(say(Phrase::UsageDoctor))
                .arg(json()),
        )
        .subcommand(
            Command::new("config")
                .about(say(Phrase::UsageConfig))
                .subcommand_required(true)
                .arg_required_else_help(true)
                .subcommand(Command::new("init").about(say(Phrase::UsageConfigInit)))
                .subcommand(Command::new("check").about(say(Phrase::UsageConfigCheck)))
                .subcommand(Command::new("show").about(say(Phrase::UsageConfigShow))),
        )
}
