//! `newsterm backup` and `newsterm restore`: the cache copied, and a copy put in its place.

use std::path::Path;

use crate::cli::exit::Exit;
use crate::cli::output::Output;
use crate::config::Paths;
use crate::lang::Phrase;
use crate::runtime::{now, report};
use crate::store::{Backups, StoreError, back_up, restore};

/// Copies the cache to a file, or to that of today among the automatic ones.
pub(super) fn make(paths: &Paths, file: Option<&Path>, out: &Output) -> Exit {
    let cache = &paths.database;
    if let Some(file) = file
        && file.exists()
    {
        let path = file.display().to_string();
        return out.fail(&Phrase::StoreInTheWay { path }, Exit::Failed);
    }
    if !cache.exists() {
        let path = cache.display().to_string();
        return out.fail(&Phrase::StoreMissing { path }, Exit::Cache);
    }
    let to = file.map_or_else(|| Backups::of(cache).path(now()), Path::to_owned);
    match back_up(cache, &to, &|| true) {
        Ok(()) => {
            let path = to.display().to_string();
            out.say(&Phrase::CliBackedUp { path });
            Exit::Done
        }
        Err(error) => failed(&error, cache, out),
    }
}

/// Puts a copy in the place of the cache, which is moved aside.
pub(super) fn put_back(paths: &Paths, file: &Path, out: &Output) -> Exit {
    match restore(file, &paths.database, now()) {
        Ok(aside) => {
            let path = file.display().to_string();
            out.say(&match aside {
                Some(aside) => Phrase::CliRestoredAside {
                    path,
                    aside: aside.display().to_string(),
                },
                None => Phrase::CliRestored { path },
            });
            Exit::Done
        }
        Err(error) => failed(&error, file, out),
    }
}

fn failed(error: &StoreError, path: &Path, out: &Output) -> Exit {
    tracing::error!(?error, "the cache was not copied");
    out.fail(&report::store(error, path), Exit::Cache)
}
