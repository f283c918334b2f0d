//! Polls every feed once, without a screen.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

use crate::app::PollOutcome;
use crate::config::Config;
use crate::lang::{Lang, Phrase};
use crate::model::{Feed, FeedSource};
use crate::runtime::poll::{self, Polled, Polls};
use crate::runtime::reach::{Reach, fetch_options};
use crate::runtime::schedule::{Due, HostState};
use crate::runtime::signals::{Ended, told_to_end};
use crate::runtime::{RunError, chores, clock, open_cache, panics, schedule};
use crate::store::{Database, PollState, StoreError, Worker};

/// How long polls that are given up may take to end; looking up the name of a host cannot be given up.
const LAST_WORDS: Duration = Duration::from_secs(1);

/// A feed as it is listed, and what came of polling it.
pub struct RefreshReport {
    /// The feed, as it was before.
    pub feed: Feed,
    /// What came of it.
    pub polled: Polled,
}

/// Polls all feeds but those that are left alone for a while, and tells of each as soon as the cache has it; `anyway`
/// leaves only those alone whose servers asked for it. `news` hears of the cache itself.
///
/// Told to end, it gives up what is under way, and ends the commands that feeds have started.
///
/// # Errors
///
/// When the cache cannot be used. A feed that fails is no error; its report says so.
pub fn refresh(
    config: &Config,
    cache: &Path,
    anyway: bool,
    lang: Lang,
    news: &mut dyn FnMut(Phrase),
    mut tell: impl FnMut(RefreshReport),
) -> Result<Ended, RunError> {
    let failed = |source: StoreError| RunError::Store {
        path: cache.to_owned(),
        source,
    };
    panics::log_contained();
    let database = open_to_write(config, cache, news)?;
    let reach = Arc::new(Reach::without_screen(config));
    let mut states = database.poll_states().map_err(failed)?;
    // How a feed is reached that another program has taken up since the settings were read is not known here.
    states.retain(|state| reach.lists(state.source.address()));
    let mut feeds = database
        .reader()
        .and_then(|reader| reader.feeds())
        .map_err(failed)?;
    let worker = Worker::spawn(database, |_, _| {});
    let runtime = poll::runtime().map_err(RunError::Threads)?;
    let (sender, polled) = unbounded_channel();
    let hear = move |polled: Polled| {
        // Fails only when nobody listens any more.
        let _ = sender.send(polled);
    };
    let polls = Arc::new(Polls::new(
        worker.jobs().clone(),
        fetch_options(config),
        reach,
        &config.rules,
        lang,
        hear,
    ));
    let mut starting = Vec::new();
    for (state, put_off) in judged(states, anyway) {
        match put_off {
            None => starting.push(state),
            Some(outcome) => {
                report(Polled::put_off(state.feed, outcome), &mut feeds, &mut tell);
            }
        }
    }
    let told = {
        let _within = runtime.enter();
        // Before a command can be started that is to be ended.
        let told = told_to_end();
        polls.poll_all(starting);
        told
    };
    let clocks = polls.clocks();
    drop(polls);
    let ended = runtime.block_on(listen(polled, told, &mut feeds, &mut tell));
    runtime.shutdown_timeout(LAST_WORDS);
    let tidied = worker.jobs().submit_action(move |database| {
        if let Err(error) = chores::tidy_now(database, &clocks) {
            tracing::warn!(?error, "the cache could not be tidied");
        }
    });
    tidied.map_err(failed)?;
    worker.finish();
    Ok(ended)
}

/// Opens the cache; one that cannot be written is of no use, and what is wrong with it is said once.
fn open_to_write(
    config: &Config,
    cache: &Path,
    news: &mut dyn FnMut(Phrase),
) -> Result<Database, RunError> {
    let mut heard = Vec::new();
    let database = open_cache(config, cache, &mut |phrase| heard.push(phrase))?;
    if database.is_unwritable() {
        let path = cache.to_owned();
        let why = Database::open(cache).err();
        return Err(RunError::Store {
            source: why.unwrap_or(StoreError::ReadOnly { path: path.clone() }),
            path,
        });
    }
    heard.into_iter().for_each(news);
    Ok(database)
}

/// Says of each feed whether it is left alone: its host told us to stay away, or it is down, or its publisher
/// has ended it. Other than those of the screen, these polls may be ordered by a clock and never seen, unless the
/// reader wants them `anyway`: then, as there, only what a host told us counts.
fn judged(states: Vec<PollState>, anyway: bool) -> Vec<(PollState, Option<PollOutcome>)> {
    let now = clock::now();
    let mut hosts: HashMap<_, Vec<&PollState>> = HashMap::new();
    for state in states
        .iter()
        .filter(|state| matches!(state.source, FeedSource::Url(_)))
    {
        hosts.entry(schedule::host(state)).or_default().push(state);
    }
    let hosts: HashMap<_, _> = hosts
        .into_iter()
        .map(|(host, members)| (host, schedule::host_state(members.into_iter(), now)))
        .collect();
    let outcomes: Vec<_> = states
        .iter()
        .map(|state| match *hosts.get(&schedule::host(state))? {
            HostState::Told(until) if anyway => Some(Due::At(until)),
            _ if anyway => None,
            host => schedule::put_off(state, host, now),
        })
        .map(|until| {
            until.map(|until| PollOutcome::PutOff {
                seconds: match until {
                    Due::At(until) => Some(until.seconds_since(now).unsigned_abs()),
                    Due::Never => None,
                },
            })
        })
        .collect();
    states.into_iter().zip(outcomes).collect()
}

/// Ends when the last poll has ended, for the senders end with the polls, or when the program is told to.
async fn listen(
    mut polled: UnboundedReceiver<Polled>,
    told: impl Future<Output = ()>,
    feeds: &mut Vec<Feed>,
    tell: &mut impl FnMut(RefreshReport),
) -> Ended {
    tokio::pin!(told);
    loop {
        tokio::select! {
            next = polled.recv() => match next {
                Some(polled) => report(polled, feeds, tell),
                None => return Ended::Done,
            },
            () = &mut told => return Ended::Told,
        }
    }
}

fn report(polled: Polled, feeds: &mut Vec<Feed>, tell: &mut impl FnMut(RefreshReport)) {
    if let Some(place) = feeds.iter().position(|feed| feed.id == polled.feed) {
        tell(RefreshReport {
            feed: feeds.swap_remove(place),
            polled,
        });
    }
}
