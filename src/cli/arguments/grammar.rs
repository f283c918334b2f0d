//! What can be typed, as the table that clap reads.

use std::ffi::OsString;
use std::fmt::Write as _;
use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, Command};

use crate::config::Profile;
use crate::lang::{Lang, Phrase, QUERY_FORMS};

/// The program and its commands.
pub(super) fn command(lang: &Lang) -> Command {
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
                .arg(flag("anyway", Phrase::UsageRefreshAnyway))
                .arg(json()),
        )
        .subcommand(
            Command::new("list")
                .about(say(Phrase::UsageList))
                .after_help(queries(lang))
                .arg(
                    Arg::new("query")
                        .value_name("QUERY")
                        .num_args(0..)
                        .help(say(Phrase::UsageListQuery)),
                )
                .arg(flag("unread", Phrase::UsageListUnread))
                .arg(flag("saved", Phrase::UsageListSaved).conflicts_with("unread"))
                .arg(flag("snippets", Phrase::UsageListSnippets))
                .arg(json()),
        )
        .subcommands(feed_commands(lang))
        .subcommand(inspect(&say).arg(json()))
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
        .subcommand(rules(&say, json()))
        .subcommand(
            Command::new("db")
                .about(say(Phrase::UsageDb))
                .subcommand_required(true)
                .arg_required_else_help(true)
                .subcommand(Command::new("check").about(say(Phrase::UsageDbCheck)))
                .subcommand(Command::new("vacuum").about(say(Phrase::UsageDbVacuum)))
                .subcommand(Command::new("stats").about(say(Phrase::UsageDbStats)))
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

/// Examples of queries, with what they find.
fn queries(lang: &Lang) -> String {
    let mut words = format!("{}:\n", lang.say(&Phrase::QueryForms));
    for (form, finds) in QUERY_FORMS {
        writeln!(words, "  {form:<20} {}", lang.say(finds))
            .expect("a string takes whatever is written");
    }
    words + "\n" + &lang.say(&Phrase::UsageListMore)
}

/// The commands that say which feeds are followed.
fn feed_commands(lang: &Lang) -> [Command; 5] {
    let option = |name: &'static str, value: &'static str, help: Phrase| {
        Arg::new(name)
            .long(name)
            .value_name(value)
            .help(lang.say(&help))
    };
    let file = |help: Phrase| {
        Arg::new("file")
            .value_name("FILE")
            .value_parser(clap::value_parser!(PathBuf))
            .help(lang.say(&help))
    };
    let add = Command::new("add")
        .about(lang.say(&Phrase::UsageAdd))
        .arg(
            Arg::new("address")
                .value_name("URL")
                .required(true)
                .help(lang.say(&Phrase::UsageAddAddress)),
        )
        .arg(option("title", "TITLE", Phrase::UsageAddTitle))
        .arg(option("folder", "FOLDER", Phrase::UsageAddFolder))
        .arg(
            option("pick", "N", Phrase::UsageAddPick)
                .value_parser(clap::value_parser!(u16).range(1..)),
        )
        .arg(
            Arg::new("first")
                .long("first")
                .action(ArgAction::SetTrue)
                .conflicts_with("pick")
                .help(lang.say(&Phrase::UsageAddFirst)),
        );
    let import = Command::new("import")
        .about(lang.say(&Phrase::UsageImport))
        .arg(file(Phrase::UsageImportFile).required(true));
    let export = Command::new("export")
        .about(lang.say(&Phrase::UsageExport))
        .arg(
            option("format", "FORMAT", Phrase::UsageExportFormat)
                .value_parser(PossibleValuesParser::new([
                    "opml", "markdown", "html", "text",
                ]))
                .default_value("opml"),
        )
        .arg(
            option("output", "FILE", Phrase::UsageExportFile)
                .value_parser(clap::value_parser!(PathBuf)),
        )
        .arg(
            Arg::new("feed-text")
                .long("feed-text")
                .action(ArgAction::SetTrue)
                .help(lang.say(&Phrase::UsageExportFeedText)),
        )
        .arg(
            Arg::new("rest")
                .value_name("FILE|QUERY")
                .help(lang.say(&Phrase::UsageExportRest))
                .num_args(0..),
        );
    let name = || {
        Arg::new("name")
            .value_name("URL|TITLE")
            .help(lang.say(&Phrase::UsageRemoveName))
            .required(true)
            .num_args(1..)
    };
    let remove = Command::new("remove")
        .about(lang.say(&Phrase::UsageRemove))
        .arg(name());
    let json = Arg::new("json")
        .long("json")
        .action(ArgAction::SetTrue)
        .help(lang.say(&Phrase::UsageJson));
    let feed = Command::new("feed")
        .about(lang.say(&Phrase::UsageFeed))
        .arg(name())
        .arg(json);
    [add, remove, feed, import, export]
}

fn rules(say: &dyn Fn(Phrase) -> String, json: Arg) -> Command {
    Command::new("rules")
        .about(say(Phrase::UsageRules))
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommand(
            Command::new("test")
                .about(say(Phrase::UsageRulesTest))
                .arg(json),
        )
}

fn inspect(say: &impl Fn(Phrase) -> String) -> Command {
    Command::new("inspect")
        .about(say(Phrase::UsageInspect))
        .arg(
            Arg::new("places")
                .value_name("FILE|URL")
                .required(true)
                .num_args(1..)
                .value_parser(clap::value_parser!(OsString))
                .help(say(Phrase::UsageInspectPlaces)),
        )
        .arg(
            Arg::new("content-type")
                .long("content-type")
                .value_name("TYPE")
                .help(say(Phrase::UsageInspectType)),
        )
}
