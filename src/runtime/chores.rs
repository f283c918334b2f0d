//! What is done for the cache when nothing else is to be done.

use crate::app::Message;
use crate::feed::fetch::Clocks;
use crate::model::FeedSource;
use crate::runtime::{Inputs, clock};
use crate::store::{Database, Jobs, PollState, StoreError, Tidying};

/// Lets go what the settings do not keep, in small steps between other work. By a clock that is far ahead nothing would be
/// kept, see [`begin`].
pub(super) fn tidy(jobs: &Jobs, clocks: Clocks, inputs: &Inputs) {
    let inputs = inputs.clone();
    let mut begun = None;
    jobs.submit_chore(move |database| {
        let more = step(database, &clocks, &mut begun).unwrap_or_else(|error| {
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

fn step(
    database: &mut Database,
    clocks: &Clocks,
    begun: &mut Option<Tidying>,
) -> Result<bool, StoreError> {
    let tidying = match begun {
        Some(tidying) => tidying,
        None => begun.insert(begin(database, clocks)?),
    };
    database.tidy(tidying)
}

/// Begins, by age only where servers have told that the clock is not ahead, or there are none to ask: what is gone does
/// not come back when the clock is set right, and what stays goes after the next refresh.
fn begin(database: &Database, clocks: &Clocks) -> Result<Tidying, StoreError> {
    let tidying = database.tidying(clock::now())?;
    let is_of_web = |state: &PollState| matches!(state.source, FeedSource::Url(_));
    if clocks.agree() || !database.poll_states()?.iter().any(is_of_web) {
        return Ok(tidying);
    }
    tracing::info!("no entry is too old: no server has told that the clock is right");
    Ok(tidying.whatever_its_age())
}

/// The same at once, where no screen waits.
pub(super) fn tidy_now(database: &mut Database, clocks: &Clocks) -> Result<(), StoreError> {
    let mut begun = None;
    while step(database, clocks, &mut begun)? {}
    Ok(())
}
