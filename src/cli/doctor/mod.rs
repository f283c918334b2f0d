//! `newsterm doctor`: what this terminal can do, and the question which line reads right.

mod facts;
mod json;
mod question;

use crate::cli::exit::Exit;
use crate::cli::output::{self, Output};
use crate::config::{Config, Environment, Paths};
use crate::runtime::{picture_setup, report};
use crate::term::{Examination, Replies, TermError, Wishes, examine};

/// All that is looked at.
pub(super) struct Patient<'a> {
    /// The settings.
    pub config: Config,
    /// The files in use.
    pub paths: &'a Paths,
    /// The variables of the process.
    pub environment: &'a Environment,
}

impl Patient<'_> {
    fn variable(&self, name: &str) -> Option<String> {
        self.environment.variable(name).map(str::to_owned)
    }
}

/// Examines the terminal and tells what was found; to a reader at the terminal it then shows the samples
/// and keeps the answer. Without a terminal the environment alone is told.
pub(super) fn run(
    patient: &Patient,
    wishes: impl Fn(&Config) -> Wishes,
    as_json: bool,
    out: &Output,
) -> Exit {
    let wishes = wishes(&patient.config);
    let variable = |name: &str| patient.variable(name);
    let pictures = picture_setup(&patient.config, patient.environment);
    let (found, asked) = match examine(&wishes, pictures, &variable) {
        Ok(found) => (found, true),
        Err(TermError::NotATerminal | TermError::NoKeyboard(_) | TermError::Dumb) => (
            Examination::of(Replies::default(), &wishes, pictures, &variable),
            false,
        ),
        Err(error) => return out.fail(&report::term(&error), Exit::Terminal),
    };
    if as_json {
        return output::data(&json::line(patient, &found, asked));
    }
    let told = output::data(&facts::text(patient, &found, asked, out.lang()));
    if !asked || told != Exit::Done {
        return told;
    }
    question::ask(patient, &wishes, &found, out)
}

/// Three numbers as terminals write them.
fn numbers([kind, version, cartridge]: [u32; 3]) -> String {
    format!("{kind};{version};{cartridge}")
}
