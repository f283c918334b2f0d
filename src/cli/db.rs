//! `newsterm db`: looking after the cache.

use std::time::Duration;

use crate::cli::exit::Exit;
use crate::cli::output::Output;
use crate::config::{Config, Paths};
use crate::lang::Phrase;
use crate::runtime::{RunError, open_cache, report};
use crate::store::{Database, StoreError};

/// How long the cache is kept from others at a time.
const STEP: Duration = Duration::from_millis(100);

/// Makes the index of words anew.
pub(super) fn reindex(config: &Config, paths: &Paths, out: &Output) -> Exit {
    let filled = open_cache(config, &paths.database).and_then(|mut database| {
        fill(&mut database).map_err(|source| RunError::Store {
            path: paths.database.clone(),
            source,
        })
    });
    match filled {
        Ok(count) => {
            out.say(&Phrase::CliReindexed { count });
            Exit::Done
        }
        Err(error) => {
            tracing::error!(?error, "the index could not be made");
            out.fail(&report::run(&error), Exit::of(&error))
        }
    }
}

fn fill(database: &mut Database) -> Result<u64, StoreError> {
    database.clear_index()?;
    while database.index(STEP)? {}
    Ok(database.indexed()?.0)
}
