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
    /// Something about the cache.
    Db(DbCommand),
    /// Say what the terminal can do.
    Doctor {
        /// As JSON.
        json: bool,
    },
}

/// Which entries to print, and how.
#[derive(Clone, Debug)]
pub(super) struct ListOptions {
    /// What they must be, in the language of queries.
    pub query: String,
    /// Only those not read.
    pub unread: bool,
    /// Only those saved.
    pub saved: bool,
    /// As JSON, a line an entry.
    pub json: bool,
}

/// Something about the cache.
#[derive(Clone, Copy, Debug)]
pub(super) enum DbCommand {
    /// Make the index of words anew.
    Reindex,
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
            query: words(matches, "query"),
            unread: matches.get_flag("unread"),
            saved: matches.get_flag("saved"),
            json: matches.get_flag("json"),
        }),
        Some(("config", matches)) => Task::Config(match matches.subcommand_name() {
            Some("init") => ConfigCommand::Init,
            Some("check") => ConfigCommand::Check,
            _ => ConfigCommand::Show,
        }),
        Some(("db", _)) => Task::Db(DbCommand::Reindex),
        Some(("doctor", matches)) => Task::Doctor {
            json: matches.get_flag("json"),
        },
        _ => Task::Screen,
    }
}

/// The values of an argument that takes many, with a space between two.
fn words(matches: &ArgMatches, name: &str) -> String {
    let values = matches.get_many::<String>(name).into_iter().flatten();
    let values: Vec<&str> = values.map(String::as_str).collect();
    values.join(" ")
}

fn command(lang: &Lang) -> Command {
    let say = |phrase: Phrase| lang.say(&phrase);
    let flag = |name: &'static str, help: Phrase| {
        Arg::new(name)
            .long(name)
            .action(ArgAction::SetTrue)
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
                .arg(
                    Arg::new("query")
                        .value_name("QUERY")
                        .num_args(0..)
                        .help(say(Phrase::UsageListQuery)),
                )
                .arg(flag("unread", Phrase::UsageListUnread))
                .arg(flag("saved", Phrase::UsageListSaved).conflicts_with("unread"))
                .arg(json()),
        )
        .subcommand(
            Command::new("db")
                .about(say(Phrase::UsageDb))
                .subcommand_required(true)
                .arg_required_else_help(true)
                .subcommand(Command::new("reindex").about(say(Phrase::UsageDbReindex))),
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
