//! How the program ends, as a number that scripts read; the README lists them.

use std::process::ExitCode;

use crate::runtime::RunError;

/// How the program ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Exit {
    /// 0: everything asked for was done.
    Done = 0,
    /// 1: something asked for failed; after `refresh`, at least one feed.
    Failed = 1,
    /// 2: the arguments make no sense.
    Usage = 2,
    /// 3: the settings cannot be used.
    Config = 3,
    /// 4: the cache cannot be used.
    Cache = 4,
    /// 5: the terminal cannot be used.
    Terminal = 5,
    /// 6: the site offers several feeds, and nobody said which.
    Choice = 6,
    /// 130: the program was told to end before it was done, by Ctrl-C above all.
    Told = 130,
}

impl Exit {
    /// The exit of a program that could not run.
    pub(super) const fn of(error: &RunError) -> Self {
        match error {
            RunError::Store { .. } | RunError::Unkept { .. } => Self::Cache,
            RunError::Term(_) => Self::Terminal,
            RunError::Threads(_) => Self::Failed,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}
