//! Reads feeds without subscribing to them, many at a time.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs::File;
use std::io::{self, Read};
use std::num::NonZero;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use tokio::runtime::{Builder, Runtime};
use tokio::sync::{oneshot, watch};

use crate::config::Config;
use crate::feed::built_in;
use crate::feed::fetch::{FetchError, FetchOptions, FetchRequest, Fetcher};
use crate::feed::parse::{Parsed, parse};
use crate::model::FeedSource;
use crate::runtime::poll::PollError;
use crate::runtime::reach::{Reach, fetch_options};
use crate::runtime::signals::{Ended, told_to_end};
use crate::runtime::{clock, panics};

/// Why a feed could not be shown.
#[derive(Debug, thiserror::Error)]
pub enum InspectError {
    /// The file cannot be read.
    #[error("the file {} cannot be read", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The system gives no means to fetch.
    #[error("no threads")]
    Threads(#[source] io::Error),
    /// The feed did not come, or is none.
    #[error(transparent)]
    Feed(#[from] PollError),
}

/// A feed as it is read.
#[derive(Debug)]
pub struct Inspected {
    /// Where it is, as it was asked for: a file or an address.
    pub place: OsString,
    /// The feed.
    pub result: Result<Parsed, InspectError>,
}

/// Reads the feeds at all places, as many at a time as there are processors, and tells of them in their order.
///
/// A place is an `http` or `https` URL, the address of a built-in feed, or else a file. `content_type` is said
/// of files and in place of what a server says. Told to end, it gives up what is under way.
pub fn inspect(
    config: &Config,
    places: &[OsString],
    content_type: Option<&str>,
    mut tell: impl FnMut(Inspected),
) -> Ended {
    panics::log_contained();
    let next = AtomicUsize::new(0);
    let workers = thread::available_parallelism().map_or(1, NonZero::get);
    let (told, ending) = watch::channel(false);
    let (options, reach) = (fetch_options(config), Reach::without_screen(config));
    thread::scope(|scope| {
        let (sender, results) = channel();
        let (_working, done) = oneshot::channel::<()>();
        scope.spawn(move || hear(&told, done));
        for _ in 0..workers.min(places.len()) {
            let (sender, next) = (sender.clone(), &next);
            let mut inspector = Inspector {
                options: &options,
                reach: &reach,
                max_body: usize::try_from(config.settings.general.access.max_body)
                    .unwrap_or(usize::MAX),
                network: None,
                content_type,
                ending: ending.clone(),
            };
            scope.spawn(move || inspector.work(places, next, &sender));
        }
        drop(sender);
        in_order(&results, |number, result| {
            tell(Inspected {
                place: places[number].clone(),
                result,
            });
        });
    });
    if *ending.borrow() {
        Ended::Told
    } else {
        Ended::Done
    }
}

/// Passes on that the program is told to end, until the work is done.
fn hear(told: &watch::Sender<bool>, done: oneshot::Receiver<()>) {
    let Ok(runtime) = Builder::new_current_thread().enable_all().build() else {
        // Then signals end the program as they end any.
        return;
    };
    runtime.block_on(async {
        tokio::select! {
            () = told_to_end() => drop(told.send_replace(true)),
            _ = done => {}
        }
    });
}

type Outcome = Result<Parsed, InspectError>;

/// Hands on what comes numbered from 0 in any order, in order.
fn in_order(results: &Receiver<(usize, Outcome)>, mut take: impl FnMut(usize, Outcome)) {
    let (mut waiting, mut due) = (BTreeMap::new(), 0);
    for (number, result) in results {
        waiting.insert(number, result);
        while let Some(result) = waiting.remove(&due) {
            take(due, result);
            due += 1;
        }
    }
}

/// Reads one feed after the other.
struct Inspector<'a> {
    options: &'a FetchOptions,
    /// Shared, so that a password is asked for once, and one at a time.
    reach: &'a Reach,
    /// The longest file read, in bytes.
    max_body: usize,
    /// Made when the first address needs it.
    network: Option<(Runtime, Fetcher)>,
    content_type: Option<&'a str>,
    /// The program was told to end.
    ending: watch::Receiver<bool>,
}

impl Inspector<'_> {
    fn work(
        &mut self,
        places: &[OsString],
        next: &AtomicUsize,
        results: &Sender<(usize, Outcome)>,
    ) {
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            let Some(place) = places.get(number) else {
                break;
            };
            let result = self.read(place);
            if *self.ending.borrow() {
                break;
            }
            // Fails only when nobody listens any more.
            let _ = results.send((number, result));
        }
        if let Some((runtime, _)) = self.network.take() {
            // Looking up the name of a host cannot be given up, and is not waited for.
            runtime.shutdown_background();
        }
    }

    fn read(&mut self, place: &OsString) -> Outcome {
        let address = place.to_str().unwrap_or_default();
        if address.starts_with("http://") || address.starts_with("https://") {
            return self.fetched(address);
        }
        if address.starts_with(FeedSource::BUILT_IN_SCHEME) {
            let document = built_in(address).ok_or_else(|| PollError::NoBuiltIn {
                address: address.to_owned(),
            })?;
            return self.parsed(document.as_bytes(), None, address);
        }
        let bytes = self.file(place).map_err(|source| InspectError::File {
            path: place.into(),
            source,
        })?;
        self.within_limit(bytes.len())?;
        self.parsed(&bytes, None, "")
    }

    /// A file, or one byte more of it than is allowed.
    fn file(&self, path: &OsString) -> io::Result<Vec<u8>> {
        let most = u64::try_from(self.max_body).unwrap_or(u64::MAX);
        let mut bytes = Vec::new();
        File::open(path)?
            .take(most.saturating_add(1))
            .read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn within_limit(&self, bytes: usize) -> Result<(), PollError> {
        let limit = self.max_body;
        if bytes > limit {
            return Err(PollError::Fetch(FetchError::TooLarge { limit }));
        }
        Ok(())
    }

    fn fetched(&mut self, address: &str) -> Outcome {
        let (runtime, fetcher) = match &mut self.network {
            Some(network) => network,
            network => network.insert((
                Builder::new_current_thread()
                    .enable_all()
                    .build()
                    .map_err(InspectError::Threads)?,
                Fetcher::new(self.options).map_err(PollError::Fetch)?,
            )),
        };
        let fetch = async {
            // A feed of the settings is asked for as they say.
            let access = self.reach.of(address);
            let request = FetchRequest {
                url: address.to_owned(),
                access: Arc::new(self.reach.ready(&access).await?),
                now: clock::now(),
                ..FetchRequest::default()
            };
            Ok::<_, PollError>(fetcher.fetch(request).await?)
        };
        let ending = &mut self.ending;
        let (fetched, _turn) = runtime.block_on(async {
            tokio::select! {
                fetched = fetch => fetched.map_err(InspectError::Feed),
                // What is given up is told to nobody.
                _ = ending.wait_for(|told| *told) => {
                    Err(InspectError::Threads(io::ErrorKind::Interrupted.into()))
                }
            }
        })?;
        let came = fetched.body().map_err(PollError::Fetch)?;
        self.parsed(&came.bytes, came.content_type.as_deref(), &came.final_url)
    }

    fn parsed(&self, bytes: &[u8], content_type: Option<&str>, base: &str) -> Outcome {
        let parsed = parse(bytes, self.content_type.or(content_type), base);
        Ok(parsed.map_err(PollError::Parse)?)
    }
}
