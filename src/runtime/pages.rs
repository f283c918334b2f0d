//! The page of the open article, fetched while the screen is shown.

use std::sync::Arc;

use tokio::runtime::Handle;
use tokio::task::AbortHandle;

use crate::app::{Message, RequestId, WantedPage};
use crate::runtime::poll::Polls;
use crate::runtime::{Inputs, report};

/// Fetches the page of the article that is open.
pub(super) struct Pages {
    pub(super) polls: Arc<Polls>,
    pub(super) runtime: Handle,
    /// The last page, over or not.
    pub(super) fetching: Option<AbortHandle>,
}

impl Pages {
    /// Fetches a page in place of the one under way: who leafs through many articles reads the last of them.
    pub(super) fn fetch(&mut self, inputs: &Inputs, request: RequestId, wanted: WantedPage) {
        if let Some(fetching) = self.fetching.take() {
            fetching.abort();
        }
        let (polls, inputs) = (Arc::clone(&self.polls), inputs.clone());
        let fetching = self.runtime.spawn(async move {
            let page = polls.page(&wanted).await;
            // The queues may be full, and threads that fetch must not wait for them.
            let tell = move || {
                let page = page.map(|(text, document)| {
                    polls.keep_page(wanted.entry, text);
                    Box::new(document)
                });
                let page = page.map_err(|error| {
                    tracing::info!(?error, "a page gave no text");
                    report::page(&error)
                });
                inputs.send(Message::PageFetched { request, page });
            };
            let _ = tokio::task::spawn_blocking(tell).await;
        });
        self.fetching = Some(fetching.abort_handle());
    }
}
