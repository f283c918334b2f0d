//! The cache, as commands use it.

use crate::cli::exit::Exit;
use crate::cli::output::Output;
use crate::config::{Config, Paths};
use crate::runtime::{RunError, open_cache, report};
use crate::store::{Database, StoreError, note_damage};

/// Opens the cache and does something with it; says why where one of them fails.
pub(super) fn with_cache<T>(
    config: &Config,
    paths: &Paths,
    out: &Output,
    work: impl FnOnce(Database) -> Result<T, StoreError>,
) -> Result<T, Exit> {
    let failed = |source| RunError::Store {
        path: paths.database.clone(),
        source,
    };
    let opened = open_cache(config, &paths.database, &mut |phrase| out.warn(&phrase));
    let done = opened.and_then(|database| work(database).map_err(failed));
    done.map_err(|error| {
        tracing::error!(?error, "the cache could not be used");
        if let RunError::Store {
            source: StoreError::Damaged { .. },
            ..
        } = error
        {
            note_damage(&paths.database);
        }
        out.fail(&report::run(&error), Exit::of(&error))
    })
}
