//! What was typed after the program's name.

mod grammar;

use std::ffi::OsString;
use std::path::PathBuf;

use clap::ArgMatches;
use clap::parser::ValueSource;

use crate::cli::exit::Exit;
use crate::cli::output;
use crate::config::Profile;
use crate::lang::Lang;
use crate::model::Format;
use crate::text::CleanText;

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
    Refresh(RefreshOptions),
    /// Print entries.
    List(ListOptions),
    /// Follow a feed.
    Add(AddOptions),
    /// Stop following a feed.
    Remove {
        /// Its address, or its title.
        name: String,
    },
    /// Show what is known of a feed.
    Feed {
        /// Its address, or its title.
        name: String,
        /// As JSON.
        json: bool,
    },
    /// Take in a list of feeds.
    Import {
        /// The list.
        file: PathBuf,
    },
    /// Give out entries.
    ExportEntries {
        /// Which ones.
        query: String,
        /// How they are written.
        format: Format,
        /// The texts of feeds, also where the cache has those of pages.
        feed_text: bool,
        /// Where they go; standard output when not named.
        file: Option<PathBuf>,
    },
    /// Give out a list of feeds.
    Export {
        /// Where it goes; standard output when not named.
        file: Option<PathBuf>,
    },
    /// Show how feeds are read.
    Inspect(InspectOptions),
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
    /// Show what rules would do.
    RulesTest {
        /// As JSON, a line a rule.
        json: bool,
    },
    /// Something about the cache as a file.
    Db(DbCommand),
    /// Say what the terminal can do.
    Doctor {
        /// As JSON.
        json: bool,
    },
}

/// Which feeds are polled, and how it is told.
#[derive(Clone, Copy, Debug)]
pub(super) struct RefreshOptions {
    /// Those too that are left alone, unless their servers asked for it.
    pub anyway: bool,
    /// As JSON, a line a feed.
    pub json: bool,
}

/// Which entries to print, and how.
#[derive(Clone, Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is an option of its own on the command line"
)]
pub(super) struct ListOptions {
    /// What they must be, in the language of queries.
    pub query: String,
    /// Only those not read.
    pub unread: bool,
    /// Only those saved.
    pub saved: bool,
    /// With what of their text answers the query.
    pub snippets: bool,
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
    /// Make the index of words anew.
    Reindex,
}

/// Which feed to follow, and how.
#[derive(Clone, Debug)]
pub(super) struct AddOptions {
    /// The address of a feed or a site, as typed.
    pub address: String,
    /// What to call it.
    pub title: Option<String>,
    /// The folder.
    pub folder: Option<String>,
    /// Which one of several, from 1.
    pub pick: Option<usize>,
}

/// Which feeds to show, and how.
#[derive(Clone, Debug)]
pub(super) struct InspectOptions {
    /// Files and addresses.
    pub places: Vec<OsString>,
    /// What is said of files, and in place of what a server says.
    pub content_type: Option<String>,
    /// As JSON, a line a feed.
    pub json: bool,
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
    let matches = grammar::command(lang)
        .try_get_matches_from(words)
        .map_err(|answer| {
            // An argument may be a file's name, and that may be anything.
            let words = answer.render().to_string();
            let words = CleanText::block(words.trim_end());
            if answer.use_stderr() {
                output::remark(words.as_str());
                Exit::Usage
            } else {
                output::data(&format!("{words}\n"))
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
        Some(("refresh", matches)) => Task::Refresh(RefreshOptions {
            anyway: matches.get_flag("anyway"),
            json: matches.get_flag("json"),
        }),
        Some(("list", matches)) => Task::List(ListOptions {
            query: words(matches, "query"),
            unread: matches.get_flag("unread"),
            saved: matches.get_flag("saved"),
            snippets: matches.get_flag("snippets"),
            json: matches.get_flag("json"),
        }),
        Some(("add", matches)) => Task::Add(add_options(matches)),
        Some(("import", matches)) => Task::Import {
            file: matches
                .get_one::<PathBuf>("file")
                .cloned()
                .unwrap_or_default(),
        },
        Some(("export", matches)) => export(matches),
        Some(("inspect", matches)) => Task::Inspect(InspectOptions {
            places: matches
                .get_many("places")
                .map(|places| places.cloned().collect())
                .unwrap_or_default(),
            content_type: matches.get_one("content-type").cloned(),
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
            Some("reindex") => DbCommand::Reindex,
            _ => DbCommand::Stats,
        }),
        Some(("remove", matches)) => Task::Remove {
            name: words(matches, "name"),
        },
        Some(("feed", matches)) => Task::Feed {
            name: words(matches, "name"),
            json: matches.get_flag("json"),
        },
        Some(("rules", matches)) => Task::RulesTest {
            json: matches
                .subcommand_matches("test")
                .is_some_and(|matches| matches.get_flag("json")),
        },
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

/// Entries where a format for them is named: what else is typed is the query. Else the feeds, and it is the file.
fn export(matches: &ArgMatches) -> Task {
    let output = matches.get_one::<PathBuf>("output").cloned();
    let named = matches.get_one::<String>("format").map(String::as_str);
    let format = Format::ALL
        .into_iter()
        .find(|(name, _)| Some(*name) == named);
    let rest = words(matches, "rest");
    if let Some((_, format)) = format {
        return Task::ExportEntries {
            query: rest,
            format,
            feed_text: matches.get_flag("feed-text"),
            file: output,
        };
    }
    Task::Export {
        file: output.or_else(|| (!rest.is_empty()).then(|| rest.into())),
    }
}

fn add_options(matches: &ArgMatches) -> AddOptions {
    let text = |name: &str| matches.get_one::<String>(name).cloned();
    let first = matches.get_flag("first").then_some(1);
    AddOptions {
        address: text("address").unwrap_or_default(),
        title: text("title"),
        folder: text("folder"),
        pick: first.or_else(|| {
            let number = matches.get_one::<u16>("pick")?;
            Some(usize::from(*number))
        }),
    }
}
