//! What works behind the screen: the cache, the poller, their threads.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use tokio::runtime::{Handle, Runtime};
use tokio::sync::mpsc;

use crate::app::Message;
use crate::config::{Config, ConfigError, load_file};
use crate::feed::html;
use crate::lang::{Lang, Phrase};
use crate::runtime::inputs::{Inputs, Queue};
use crate::runtime::poll::{self, Polled, Polls};
use crate::runtime::poller::{self, News, Order, Poller, Rules};
use crate::runtime::reach::{Reach, fetch_options};
use crate::runtime::readers::Readers;
use crate::runtime::{RunError, cache, signals};
use crate::store::{Database, PollState, Reader, StoreError, Tidings, Worker};

/// What works behind the screen; dropping it ends every thread, and keeps everything that was to be kept.
pub(super) struct Backstage {
    pub(super) inputs: Inputs,
    pub(super) orders: mpsc::Sender<Order>,
    pub(super) polls: Arc<Polls>,
    pub(super) handle: Handle,
    /// Before the writer, which then has no more to wait for than what it has taken.
    _runtime: Ending,
    _keeper: cache::Keeper,
    pub(super) worker: Worker,
}

/// How long work that is given up may take to end: commands end with what waits for them. Looking up the name of a host
/// can take minutes and is not waited for.
const LAST_WORDS: Duration = Duration::from_millis(250);

/// A runtime that is given up when dropped, and the commands that run in it are ended.
struct Ending(Option<Runtime>);

impl Drop for Ending {
    fn drop(&mut self) {
        if let Some(runtime) = self.0.take() {
            runtime.shutdown_timeout(LAST_WORDS);
        }
    }
}

impl Backstage {
    /// Opens the cache, begins to poll, and listens to signals. The queue of the loop must be dropped before the rest, for
    /// threads that wait to send into it end with it.
    pub(super) fn start(
        config: &Config,
        settings: &Path,
        path: &Path,
        words: Lang,
        far: bool,
        news: &mut dyn FnMut(Phrase),
    ) -> Result<(Self, Readers, Queue), RunError> {
        let failed = |source| RunError::Store {
            path: path.to_owned(),
            source,
        };
        let database = open(config, path, news)?;
        let reach = Arc::new(Reach::new(config));
        // Another program may have taken up feeds since the settings were read.
        let mut states = learned(&database, &reach, settings).unwrap_or_default();
        let mut kept = config.settings.general.backups;
        if database.is_unwritable() {
            // What came could not be kept.
            states.clear();
            kept = 0;
        }
        let (inputs, queue) = Inputs::new(path.to_owned()).map_err(RunError::Threads)?;
        let reader = reader(&database, config, &inputs).map_err(failed)?;
        let rules = Rules::of(&config.settings.general);
        let readers = Readers::spawn(reader, &inputs, &reach, far, rules).map_err(failed)?;
        let (orders, waiting) = poller::orders();
        let pass_on = pass_on(&inputs, &orders, &reach, settings);
        let worker = Worker::spawn(database, pass_on);
        let runtime = poll::runtime().map_err(RunError::Threads)?;
        let polls = Arc::new(Polls::new(
            worker.jobs().clone(),
            fetch_options(config),
            reach,
            &config.rules,
            words,
            tell(&inputs, &orders),
        ));
        let keeper = cache::Keeper::start(&inputs, settings, kept);
        let poller = Poller::new(Arc::clone(&polls), states, rules, announce(&inputs));
        let inside = runtime.enter();
        signals::listen(&inputs).map_err(RunError::Threads)?;
        runtime.spawn(poller.run(waiting));
        drop(inside);
        Ok((
            Self {
                inputs,
                orders,
                polls,
                handle: runtime.handle().clone(),
                _runtime: Ending(Some(runtime)),
                _keeper: keeper,
                worker,
            },
            readers,
            queue,
        ))
    }
}

/// Opens the cache as the writer of a screen does.
fn open(config: &Config, path: &Path, news: &mut dyn FnMut(Phrase)) -> Result<Database, RunError> {
    let mut database = cache::open_cache(config, path, news)?;
    database.read_texts_with(html::plain_text);
    let stories = &config.settings.stories;
    if stories.group {
        database.find_stories_within(stories.days);
    }
    Ok(database)
}

/// What reads the cache for the screen, which is looked over where it was not closed well.
fn reader(database: &Database, config: &Config, inputs: &Inputs) -> Result<Reader, StoreError> {
    let mut reader = database.reader()?;
    reader.show_stories_once(config.settings.stories.group);
    if database.ended_badly() {
        cache::look_over(reader.try_clone()?, inputs);
    }
    Ok(reader)
}

/// Tells the loop how far the index is, and of stories; the poller, then the loop, that another program has written to
/// the cache.
fn pass_on(
    inputs: &Inputs,
    orders: &mpsc::Sender<Order>,
    reach: &Arc<Reach>,
    settings: &Path,
) -> impl Fn(&Database, Tidings) + Send + 'static {
    let (inputs, orders, reach) = (inputs.clone(), orders.clone(), Arc::clone(reach));
    let settings = settings.to_owned();
    move |database, tidings| {
        let message = match tidings {
            Tidings::Indexed(percent) => Message::Indexed { percent },
            Tidings::Regrouped => Message::StoriesGrouped,
            Tidings::ChangedElsewhere => {
                if let Some(states) = learned(database, &reach, &settings) {
                    // Fails only when the program is ending.
                    let _ = orders.blocking_send(Order::Follow(states));
                }
                Message::CacheChanged
            }
        };
        inputs.send(message);
    }
}

/// What another program has learned of the feeds. Where it has taken up some that are not known, the settings are
/// read again, for they say how each is reached; `None` where that cannot be known.
fn learned(database: &Database, reach: &Reach, settings: &Path) -> Option<Vec<PollState>> {
    let states = database
        .poll_states()
        .inspect_err(|error| tracing::warn!(?error, "what others learned cannot be read"))
        .ok()?;
    let known = |state: &PollState| reach.lists(state.source.address());
    if !states.iter().all(known) {
        match load_file(settings) {
            Ok(config) => reach.renew(&config),
            // Then the feeds are the built-in ones.
            Err(ConfigError::Missing { .. } | ConfigError::FolderMissing { .. }) => {}
            Err(error) => {
                tracing::warn!(?error, "feeds taken up elsewhere are not polled here");
                return None;
            }
        }
    }
    Some(states)
}

/// Tells the loop and the poller of a poll.
fn tell(inputs: &Inputs, orders: &mpsc::Sender<Order>) -> impl Fn(Polled) + Send + Sync + 'static {
    let (inputs, orders) = (inputs.clone(), orders.clone());
    move |polled: Polled| {
        let message = Message::FeedPolled {
            feed: polled.feed,
            outcome: polled.outcome,
        };
        // Before the reader sees it and orders it again, which would be nothing for a feed under way. Both fail only
        // when the program is ending.
        let _ = orders.blocking_send(Order::Done(polled));
        inputs.send(message);
    }
}

/// Tells the loop what the poller begins, and what it must not.
fn announce(inputs: &Inputs) -> impl Fn(News) + Send + 'static {
    let inputs = inputs.clone();
    move |news| {
        inputs.send(match news {
            News::Starting(feeds) => Message::RefreshStarted {
                feeds: u64::try_from(feeds).unwrap_or(u64::MAX),
            },
            News::Resting(until) => Message::RefreshPutOff { until },
            News::Busy => Message::RefreshBusy,
        });
    }
}
