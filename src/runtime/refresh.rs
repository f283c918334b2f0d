//! Polls every feed once, without a screen.

use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};

use tokio::runtime::Builder;

use crate::config::Config;
use crate::lang::{Lang, Phrase};
use crate::model::Feed;
use crate::runtime::poll::{Polled, Polls};
use crate::runtime::session::fetch_options;
use crate::runtime::{RunError, chores, open_cache, panics};
use crate::store::{Database, StoreError, Worker};

/// A feed as it is listed, and what came of polling it.
pub struct RefreshReport {
    /// The feed, as it was before.
    pub feed: Feed,
    /// What came of it.
    pub polled: Polled,
}

/// Polls all feeds, and tells of each as soon as the cache has it; `news` hears of the cache itself.
///
/// # Errors
///
/// When the cache cannot be used. A feed that fails is no error; its report says so.
pub fn refresh(
    config: &Config,
    cache: &Path,
    lang: Lang,
    news: &mut dyn FnMut(Phrase),
    mut tell: impl FnMut(RefreshReport),
) -> Result<(), RunError> {
    let failed = |source: StoreError| RunError::Store {
        path: cache.to_owned(),
        source,
    };
    panics::log_contained();
    let mut heard = Vec::new();
    let database = open_cache(config, cache, &mut |phrase| heard.push(phrase))?;
    if database.is_unwritable() {
        let path = cache.to_owned();
        let why = Database::open(cache).err();
        return Err(failed(why.unwrap_or(StoreError::ReadOnly { path })));
    }
    heard.into_iter().for_each(news);
    let states = database.poll_states().map_err(failed)?;
    let mut feeds = database
        .reader()
        .and_then(|reader| reader.feeds())
        .map_err(failed)?;
    let worker = Worker::spawn(database, || {});
    let runtime = Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(RunError::Threads)?;
    let (sender, polled) = channel();
    let hear = move |polled: Polled| {
        // Fails only when nobody listens any more.
        let _ = sender.send(polled);
    };
    let polls = Arc::new(Polls::new(
        worker.jobs().clone(),
        fetch_options(config),
        lang,
        hear,
    ));
    for state in states {
        runtime.spawn(Arc::clone(&polls).poll(state));
    }
    drop(polls);
    report(&polled, &mut feeds, &mut tell);
    let tidied = worker.jobs().submit_action(|database| {
        if let Err(error) = chores::tidy_now(database) {
            tracing::warn!(?error, "the cache could not be tidied");
        }
    });
    tidied.map_err(failed)?;
    worker.finish();
    Ok(())
}

/// Ends when the last poll has ended, for the senders end with the polls.
fn report(polled: &Receiver<Polled>, feeds: &mut Vec<Feed>, tell: &mut impl FnMut(RefreshReport)) {
    for polled in polled {
        if let Some(place) = feeds.iter().position(|feed| feed.id == polled.feed) {
            tell(RefreshReport {
                feed: feeds.swap_remove(place),
                polled,
            });
        }
    }
}
