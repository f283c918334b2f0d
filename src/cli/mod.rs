//! The command line: arguments, plain commands, printing, exit codes.
//!
//! Standard output is for data, standard error for people. Only here is anything printed.

mod arguments;
mod config;
mod exit;
mod list;
mod output;
mod refresh;

use std::process::ExitCode;

use arguments::{Arguments, ConfigCommand, Task};
use exit::Exit;
use output::Output;

use crate::config::{BidiSetting, Config, Environment, Paths};
use crate::lang::Lang;
use crate::runtime::{self, Session, report};
use crate::term::Profile;

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
    make(locale.unwrap_or_default()).in_zone(jiff::tz::TimeZone::system())
}

struct Program {
    environment: Environment,
    arguments: Arguments,
}

impl Program {
    fn run(&self) -> Exit {
        let out = Output::new(voice(&self.environment, Lang::plain));
        let Ok(paths) = Paths::resolve(self.arguments.config.as_deref(), &self.environment) else {
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
            Task::Refresh { json } => with_config(&paths, &out, |config| {
                refresh::run(
                    &config,
                    &paths,
                    *json,
                    voice(&self.environment, Lang::plain),
                    &out,
                )
            }),
            Task::List(options) => with_config(&paths, &out, |config| {
                list::run(&config, &paths, *options, &out)
            }),
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
            profile: self
                .arguments
                .bidi
                .or_else(|| profile(config.settings.ui.bidi)),
            config,
            database: paths.database.clone(),
            lang: voice(&self.environment, Lang::new),
            plain: voice(&self.environment, Lang::plain),
            environment: self.environment.clone(),
        };
        match runtime::run(session) {
            Ok(()) => Exit::Done,
            Err(error) => {
                tracing::error!(?error, "the program ends");
                out.fail(&report::run(&error), Exit::of(&error))
            }
        }
    }
}

/// The profile that the settings name; `None` to find out.
fn profile(setting: BidiSetting) -> Option<Profile> {
    match setting {
        BidiSetting::Auto => None,
        BidiSetting::Visual => Some(Profile::Visual),
        BidiSetting::Explicit => Some(Profile::Explicit),
        BidiSetting::Konsole => Some(Profile::Konsole),
        BidiSetting::Mlterm => Some(Profile::Mlterm),
        BidiSetting::Lrm => Some(Profile::Lrm),
    }
}

/// Reads the settings; says in full what is wrong with them.
fn with_config(paths: &Paths, out: &Output, run: impl FnOnce(Config) -> Exit) -> Exit {
    match crate::config::open(paths) {
        Ok(config) => run(config),
        Err(error) => {
            if let Some(places) = error.places(out.lang()) {
                output::remark(&format!("{places}\n"));
            }
            out.fail(&error.phrase(), Exit::Config)
        }
    }
}
