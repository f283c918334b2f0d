//! What is done for the cache when nothing else is to be done.

use crate::app::Message;
use crate::runtime::{Inputs, clock};
use crate::store::{Database, Jobs, StoreError, Tidying};

/// Lets go what the settings do not keep, in small steps between other work.
pub(super) fn tidy(jobs: &Jobs, inputs: &Inputs) {
    let inputs = inputs.clone();
    let mut begun = None;
    jobs.submit_chore(move |database| {
        let more = step(database, &mut begun).unwrap_or_else(|error| {
            tracing::warn!(?error, "the cache could not be tidied");
            false
        });
        let removed = begun.as_ref().is_some_and(|tidying| tidying.removed() > 0);
        if !more && removed {
            // Fails only when the program is ending.
            inputs.send(Message::CacheChanged);
        }
        more
    });
}

fn step(database: &mut Database, begun: &mut Option<Tidying>) -> Result<bool, StoreError> {
    let tidying = match begun {
        Some(tidying) => tidying,
        None => begun.insert(database.tidying(clock::now())?),
    };
    database.tidy(tidying)
}

/// The same at once, where no screen waits.
pub(super) fn tidy_now(database: &mut Database) -> Result<(), StoreError> {
    let mut begun = None;
    while step(database, &mut begun)? {}
    Ok(())
}
