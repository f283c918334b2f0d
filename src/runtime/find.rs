//! Feeds looked for at an address.

use std::io;

use tokio::runtime::Builder;

use crate::config::Config;
use crate::feed::discover::{Answer, Search, SearchError, Step};
use crate::feed::fetch::{FetchError, FetchRequest, Fetched, Fetcher};
use crate::model::{Found, Validators, Wanted};
use crate::runtime::panics;
use crate::runtime::session::fetch_options;

/// Why no feed was found.
#[derive(Debug, thiserror::Error)]
pub enum FindError {
    /// The address could not be fetched.
    #[error("the address could not be fetched")]
    Fetch(#[from] FetchError),
    /// What came led to no feed.
    #[error("no feed was found")]
    Search(#[from] SearchError),
    /// The system gives no threads.
    #[error("no threads")]
    Threads(#[source] io::Error),
}

/// Looks for the feeds of an address, without a screen.
///
/// # Errors
/// When nothing came, or nothing that is a feed or leads to one.
pub fn find_feeds(config: &Config, wanted: &Wanted) -> Result<Found, FindError> {
    panics::log_contained();
    let runtime = Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .map_err(FindError::Threads)?;
    let fetcher = Fetcher::new(&fetch_options(config))?;
    runtime.block_on(find(&fetcher, wanted))
}

/// Looks for the feeds of an address.
pub(super) async fn find(fetcher: &Fetcher, wanted: &Wanted) -> Result<Found, FindError> {
    let mut search = match wanted {
        Wanted::Typed(address) => Search::new(address)?,
        Wanted::Offered(address) => Search::offered(address)?,
    };
    let (mut answer, mut first_failure) = (None, None);
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
            Step::Fetch { url, discovered } => match fetch(fetcher, url, discovered).await {
                Ok(came) => answer = Some(came),
                Err(error) => {
                    tracing::info!(?error, "an address was fetched in vain");
                    first_failure.get_or_insert(error);
                }
            },
            Step::Found(found) => return Ok(found),
            Step::Failed(error) => {
                let instead = matches!(error, SearchError::Unreachable)
                    || matches!(wanted, Wanted::Offered(_));
                return Err(match first_failure.filter(|_| instead) {
                    Some(failure) => failure.into(),
                    None => error.into(),
                });
            }
        }
    }
}

/// Fetches a page or a feed. Of what is discovered no reader has said that it may be asked for: that is the place
/// to keep it from addresses of the reader's own network.
async fn fetch(fetcher: &Fetcher, url: String, discovered: bool) -> Result<Answer, FetchError> {
    let _ = discovered;
    let validators = Validators::default();
    let (fetched, _turn) = fetcher.fetch(FetchRequest { url, validators }).await?;
    match fetched {
        Fetched::Body {
            bytes,
            content_type,
            final_url,
            ..
        } => Ok(Answer {
            url: final_url,
            bytes,
            content_type,
        }),
        Fetched::NotModified { .. } => Err(FetchError::NotModifiedUnasked),
    }
}
