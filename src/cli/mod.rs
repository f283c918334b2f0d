//! The command line: arguments, plain commands, printing, exit codes.
//!
//! Standard output is for data, standard error for people. Only here is anything printed.

mod add;
mod arguments;
mod backup;
mod cache;
mod config;
mod db;
mod doctor;
mod exit;
mod export;
mod feed;
mod import;
mod inspect;
mod list;
mod output;
mod query;
mod refresh;
mod remove;
mod rules;

use std::process::ExitCode;

use arguments::{Arguments, ConfigCommand, Task};
use exit::Exit;
use output::Output;

use crate::config::{Config, Environment, Paths};
use crate::lang::Lang;
use crate::runtime::{self, RunError, Session, report};
use crate::term::{Answers, Wishes};

/// Runs the program that the arguments of the process ask for.
#[must_use]
pub fn main() -> ExitCode {
    let environment = Environment::of_process();
    let arguments = match arguments::parse(&voice(&environment, Lang::plain)) {
        Ok(arguments) => arguments,
        Err(answer) => return answer.into(),
    };
    Program {
        environment,
        arguments,
    }
    .run()
    .into()
}

/// The words for people, in the language and the zone of the process.
fn voice(environment: &Environment, make: fn(&str) -> Lang) -> Lang {
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .find_map(|name| environment.variable(name));
    make(locale.unwrap_or_default()).in_zone(runtime::zone(environment.variable("TZ")))
}

struct Program {
    environment: Environment,
    arguments: Arguments,
}

impl Program {
    fn run(&self) -> Exit {
        let out = Output::new(voice(&self.environment, Lang::plain));
        let paths = Paths::resolve(self.arguments.config.as_deref(), &self.environment);
        if let Task::Inspect(options) = &self.arguments.task {
            // Shows feeds as they are, whether newsterm is set up or not; nothing is written, no log either.
            // Settings that are there say how feeds are reached, a proxy perhaps: not to be gone without.
            let config = match paths.map(|paths| read_config(&paths, &out)) {
                Ok(Ok(config)) => config,
                Ok(Err(exit)) => return exit,
                Err(_) => Config::built_in(),
            };
            return inspect::run(&config, options, &out);
        }
        let Ok(paths) = paths else {
            return out.fail(&crate::lang::Phrase::NoHome, Exit::Config);
        };
        if let Err(error) = runtime::start_log(
            &paths.log,
            self.environment.variable("NEWSTERM_LOG") == Some("debug"),
        ) {
            let (path, cause) = (paths.log.display().to_string(), error.to_string());
            out.warn(&crate::lang::Phrase::LogFailed { path, cause });
        }
        match &self.arguments.task {
            Task::Screen => with_config(&paths, &out, |config| self.screen(config, &paths, &out)),
            Task::Refresh(options) => with_config(&paths, &out, |config| {
                refresh::run(
                    &config,
                    &paths,
                    *options,
                    voice(&self.environment, Lang::plain),
                    &out,
                )
            }),
            Task::List(options) => with_config(&paths, &out, |config| {
                list::run(&config, &paths, options, &out)
            }),
            Task::Add(options) => changing_config(&paths, &out, |config| {
                add::run(options, &config, &paths, &out)
            }),
            Task::Remove { name } => changing_config(&paths, &out, |config| {
                remove::run(name, &config, &paths, &out)
            }),
            Task::Feed { name, json } => with_config(&paths, &out, |config| {
                feed::run(name, *json, &config, &paths, &out)
            }),
            Task::Import { file } => import::import(file, &paths, &out),
            Task::ExportEntries {
                query,
                format,
                feed_text,
                file,
            } => with_config(&paths, &out, |config| {
                let form = export::Form {
                    format: *format,
                    feed_text: *feed_text,
                };
                export::run(&config, &paths, query, form, file.as_deref(), &out)
            }),
            Task::Export { file } => with_config(&paths, &out, |config| {
                import::export(&config, &paths, file.as_deref(), &out)
            }),
            Task::Doctor { json } => doctor::run(
                &doctor::Patient {
                    config: config_or_built_in(&paths, &out),
                    paths: &paths,
                    environment: &self.environment,
                },
                |config| self.wishes(config, &paths, &out),
                *json,
                &out,
            ),
            Task::Inspect(_) => unreachable!("done above"),
            Task::Backup { file } => backup::make(&paths, file.as_deref(), &out),
            Task::Restore { file } => backup::put_back(&paths, file, &out),
            Task::RulesTest { json } => with_config(&paths, &out, |config| {
                rules::test(&config, &paths, *json, &out)
            }),
            Task::Db(command) => db::run(*command, &paths, &out),
            Task::Config(ConfigCommand::Init) => config::init(&paths, &out),
            Task::Config(ConfigCommand::Check) => {
                with_config(&paths, &out, |config| config::check(&config, &paths, &out))
            }
            Task::Config(ConfigCommand::Show) => {
                with_config(&paths, &out, |config| config::show(&config))
            }
        }
    }

    fn screen(&self, config: Config, paths: &Paths, out: &Output) -> Exit {
        let session = Session {
            wishes: self.wishes(&config, paths, out),
            config,
            settings: paths.config.clone(),
            database: paths.database.clone(),
            pictures: paths.pictures.clone(),
            lang: voice(&self.environment, Lang::new),
            plain: voice(&self.environment, Lang::plain),
            environment: self.environment.clone(),
        };
        match runtime::run(session) {
            Ok(()) => Exit::Done,
            Err(error) => {
                tracing::error!(?error, "the program ends");
                if let RunError::Unkept { why, .. } = &error {
                    out.warn(why);
                }
                out.fail(&report::run(&error), Exit::of(&error))
            }
        }
    }

    /// What the reader said about this terminal and others. Answers that cannot be read are warned of.
    fn wishes(&self, config: &Config, paths: &Paths, out: &Output) -> Wishes {
        let answers = Answers::load(&paths.terminals).unwrap_or_else(|error| {
            out.warn(&report::answers(&error));
            Answers::default()
        });
        Wishes {
            argument: self.arguments.bidi,
            variable: self.arguments.bidi_variable,
            answers,
            settings: config.settings.ui.bidi.profile(),
        }
    }
}

/// Reads the settings; says in full what is wrong with them.
fn with_config(paths: &Paths, out: &Output, run: impl FnOnce(Config) -> Exit) -> Exit {
    read_config(paths, out).map_or_else(|exit| exit, run)
}

/// Reads the settings where they are about to be written: a file that is not there will be made.
fn changing_config(paths: &Paths, out: &Output, run: impl FnOnce(Config) -> Exit) -> Exit {
    let to_be_made = Paths {
        config_named: false,
        ..paths.clone()
    };
    with_config(&to_be_made, out, run)
}

/// Reads the settings; says what is wrong with them, and goes on without.
fn config_or_built_in(paths: &Paths, out: &Output) -> Config {
    read_config(paths, out).unwrap_or_else(|_| Config::built_in())
}

fn read_config(paths: &Paths, out: &Output) -> Result<Config, Exit> {
    crate::config::open(paths).map_err(|error| {
        if let Some(places) = error.places(out.lang()) {
            output::remark(&format!("{places}\n"));
        }
        out.fail(&error.phrase(), Exit::Config)
    })
}
