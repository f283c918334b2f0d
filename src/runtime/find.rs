//! Feeds looked for at an address.

use std::io::{self, stdin};
use std::sync::Arc;

use tokio::runtime::Builder;
use tokio::time::{Instant, timeout_at};

use crate::config::{Access, Config};
use crate::feed::discover::{Answer, Search, SearchError, Step};
use crate::feed::fetch::{FetchError, FetchRequest, Fetcher};
use crate::model::{Found, Preview, Wanted};
use crate::runtime::poll::PollError;
use crate::runtime::signals::told_to_end;
use crate::runtime::{Reach, clock, fetch_options, panics};

/// Why no feed was found.
#[derive(Debug, thiserror::Error)]
pub enum FindError {
    /// The address could not be fetched.
    #[error("the address could not be fetched")]
    Fetch(#[from] PollError),
    /// What came led to no feed.
    #[error("no feed was found")]
    Search(#[from] SearchError),
    /// The system gives no threads.
    #[error("no threads")]
    Threads(#[source] io::Error),
}

/// Looks for the feeds of an address, without a screen.
///
/// Gives `None` when the program was told to end.
///
/// # Errors
/// When nothing came, or nothing that is a feed or leads to one.
pub fn find_feeds(config: &Config, wanted: &Wanted) -> Result<Option<Found>, FindError> {
    panics::log_contained();
    let runtime = Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .map_err(FindError::Threads)?;
    let fetcher = Fetcher::new(&fetch_options(config)).map_err(PollError::from)?;
    let reach = Reach::without_screen(config);
    let found = runtime.block_on(async {
        tokio::select! {
            found = find(&fetcher, &reach, wanted) => found.map(Some),
            () = told_to_end() => Ok(None),
        }
    });
    // Looking up the name of a host cannot be given up, and is not waited for.
    runtime.shutdown_background();
    found
}

/// Reads a line that the reader types, as signals that end the program no longer do so by themselves; `None` when
/// it is told to end.
///
/// # Errors
/// When standard input cannot be read.
pub fn read_line() -> io::Result<Option<String>> {
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let reading = runtime.spawn_blocking(|| {
        let mut line = String::new();
        stdin().read_line(&mut line).map(|_| line)
    });
    let read = runtime.block_on(async {
        tokio::select! {
            line = reading => line.map_err(io::Error::other)?.map(Some),
            () = told_to_end() => Ok(None),
        }
    });
    runtime.shutdown_background();
    read
}

/// Looks for the feeds of an address: at `http` where the reader did not say `https` and nothing speaks that, and says so
/// of what is found there.
pub(super) async fn find(
    fetcher: &Fetcher,
    reach: &Reach,
    wanted: &Wanted,
) -> Result<Found, FindError> {
    let (search, typed) = match wanted {
        Wanted::Typed(address) => (Search::new(address)?, address),
        Wanted::Offered { address, site } => (Search::offered(address, site)?, site),
    };
    let over_http = match wanted {
        Wanted::Typed(_) => search.over_http(),
        Wanted::Offered { .. } => None,
    };
    let found = go_through(fetcher, reach, wanted, search).await;
    let found = match (found, over_http) {
        (Err(FindError::Fetch(PollError::Fetch(error))), Some(plain)) if error.is_of_https() => {
            tracing::info!(?error, "nothing speaks https there");
            let found = go_through(fetcher, reach, wanted, plain).await;
            found.map_err(|other| {
                if tells_less(&error, &other) {
                    return other;
                }
                FindError::Fetch(PollError::Fetch(error))
            })
        }
        (found, _) => found,
    };
    Ok(match found? {
        Found::Feed(feed) => Found::Feed(Preview {
            unencrypted: Search::is_unencrypted(&feed.address, typed),
            ..feed
        }),
        found @ Found::Candidates(_) => found,
    })
}

/// Whether what is wrong at the address that was meant first tells less than what is wrong at http: where that answers, and
/// https is not merely badly spoken.
const fn tells_less(https: &FetchError, http: &FindError) -> bool {
    let nobody = match http {
        FindError::Search(_) => false,
        FindError::Fetch(PollError::Fetch(error)) => error.is_no_answer(),
        _ => true,
    };
    !nobody && !matches!(https, FetchError::Tls { .. })
}

async fn go_through(
    fetcher: &Fetcher,
    reach: &Reach,
    wanted: &Wanted,
    mut search: Search,
) -> Result<Found, FindError> {
    let site = search.site().to_owned();
    let (mut answer, mut first_failure) = (None, None);
    // The address has its time; then all that it leads to has as long again, however much a page names.
    let (time, mut deadline) = (reach.of(&site).timeout, None);
    loop {
        let given = answer.take();
        // A page may be long; threads that fetch must not wait for it to be read.
        let stepped = tokio::task::spawn_blocking(move || {
            let step = search.step(given);
            (search, step)
        });
        let step;
        (search, step) = stepped
            .await
            .unwrap_or_else(|panic| std::panic::resume_unwind(panic.into_panic()));
        match step {
            Step::Fetch { url } => {
                match before(deadline, fetch(fetcher, reach, url, &site)).await {
                    Some(Ok(came)) => answer = Some(came),
                    Some(Err(error)) => {
                        tracing::info!(?error, "an address was fetched in vain");
                        first_failure.get_or_insert(error);
                    }
                    None => {
                        return Err(PollError::from(FetchError::TimedOut { after: time }).into());
                    }
                }
                deadline = deadline.or_else(|| Instant::now().checked_add(time));
            }
            Step::Found(found) => return Ok(found),
            Step::Failed(error) => {
                let instead = matches!(error, SearchError::Unreachable)
                    || matches!(wanted, Wanted::Offered { .. });
                return Err(match first_failure.filter(|_| instead) {
                    Some(failure) => failure.into(),
                    None => error.into(),
                });
            }
        }
    }
}

/// What comes of work, unless there is a deadline and it passes before.
async fn before<T>(deadline: Option<Instant>, work: impl Future<Output = T>) -> Option<T> {
    match deadline {
        Some(deadline) => timeout_at(deadline, work).await.ok(),
        None => Some(work.await),
    }
}

/// Fetches a page or a feed. What the reader wrote is the site: nothing that a page names may lead into a private
/// network, unless the site itself is there, nor be told what tells of the reader.
async fn fetch(
    fetcher: &Fetcher,
    reach: &Reach,
    url: String,
    site: &str,
) -> Result<Answer, PollError> {
    let access = Access {
        // A page may name a feed that the settings allow more than the site.
        private: reach.of(site).private,
        ..(*reach.of(&url)).clone()
    };
    let request = FetchRequest {
        url,
        written: Some(site.to_owned()),
        access: Arc::new(reach.ready(&access).await?),
        now: clock::now(),
        ..FetchRequest::default()
    };
    let (fetched, _turn) = fetcher.fetch(request).await?;
    let came = fetched.body()?;
    Ok(Answer {
        url: came.final_url,
        bytes: came.bytes,
        content_type: came.content_type,
    })
}
