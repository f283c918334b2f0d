//! Pages of entries, fetched for their texts.

use std::sync::Arc;
use std::thread;

use tokio::sync::oneshot;
use tokio::time::timeout;

use super::{PollError, Polls};
use crate::app::WantedPage;
use crate::config::{Access, FullText};
use crate::feed::fetch::{FetchRequest, Kind};
use crate::feed::html;
use crate::feed::page::{self, Cut, Page, PageError};
use crate::feed::parse::STACK;
use crate::model::{Document, EntryId, FeedId, Timestamp};
use crate::runtime::clock;
use crate::store::{Database, Lacking, PageText, PollState};

/// So many pages of one feed are fetched after a poll, one after the other.
const MOST: u32 = 30;
/// Stands for the address of a feed that has none: no page is on its server (RFC 2606), so none is told anything of
/// the reader or may be in a private network.
const NO_ADDRESS: &str = "https://feed.invalid/";

/// Why there is no text of a page.
#[derive(Debug, thiserror::Error)]
pub enum PageFetchError {
    /// The page did not come.
    #[error("the page could not be fetched")]
    Fetch(#[from] PollError),
    /// There is no article on it.
    #[error("no text was found on the page")]
    Page(#[from] PageError),
    /// The feed gives as much.
    #[error("the page has no more than the feed")]
    NothingMore,
}

impl Polls {
    /// Fetches the page of an entry and cuts the text out of it, on a thread of its own: that may take long, and deep
    /// pages need the stack that feeds do. Gives the text as the cache keeps it, and as it is read.
    pub(in crate::runtime) async fn page(
        &self,
        wanted: &WantedPage,
    ) -> Result<(PageText, Document), PageFetchError> {
        let access = self.reach.of(&wanted.feed);
        let page = self.fetch_linked(&wanted.link, &wanted.feed, &access, Kind::Page);
        let page = page.await?;
        let _place = self.cutters.acquire().await;
        let cut = Cut {
            keep: access.full_text_keep.clone(),
            drop: access.full_text_drop.clone(),
        };
        let more_than = wanted.more_than;
        let read = move || {
            let article = page::article(&page, &cut)?;
            let document = html::document(&article.body, Some(&article.base));
            if page::letters(&document) <= more_than {
                return Err(PageFetchError::NothingMore);
            }
            let text = PageText {
                body: article.body,
                base: article.base,
                outdated: false,
            };
            Ok((text, document))
        };
        let (answer, answered) = oneshot::channel();
        let work = move || {
            // Fails when nobody waits any more.
            let _ = answer.send(read());
        };
        let thread = thread::Builder::new().name("page".to_owned());
        if let Err(error) = thread.stack_size(STACK).spawn(work) {
            tracing::warn!(?error, "the system gives no thread to read a page on");
        }
        match timeout(access.timeout, answered).await {
            Ok(Ok(read)) => read,
            Ok(Err(_)) | Err(_) => Err(PageError::TooHard.into()),
        }
    }

    /// Fetches what a feed links to.
    pub(super) async fn fetch_linked(
        &self,
        link: &str,
        feed: &str,
        access: &Access,
        kind: Kind,
    ) -> Result<Page, PollError> {
        let fetcher = self.fetcher().await?;
        let request = FetchRequest {
            url: link.to_owned(),
            written: Some(written(feed).to_owned()),
            access: Arc::new(self.reach.ready(access).await?),
            now: clock::now(),
            kind,
            ..FetchRequest::default()
        };
        let (fetched, _turn) = fetcher.fetch(request).await?;
        let came = fetched.body()?;
        Ok(Page {
            bytes: came.bytes,
            content_type: came.content_type,
            url: came.final_url,
        })
    }

    /// Has the cache keep the text of a page.
    pub(in crate::runtime) fn keep_page(&self, entry: EntryId, page: PageText) {
        let keep = move |database: &mut Database| {
            if let Err(error) = database.record_page(entry, &page, clock::now()) {
                tracing::warn!(?entry, ?error, "the text of a page was not kept");
            }
        };
        if let Err(error) = self.jobs.submit_action(keep) {
            tracing::debug!(?error, "the text of a page was not kept");
        }
    }

    /// Whether the settings want the pages of new entries of a feed.
    pub(super) fn wants_pages(&self, state: &PollState) -> bool {
        self.reach.of(state.source.address()).full_text == FullText::Always
    }

    /// Fetches pages one after the other, and has their texts kept; those that fail are fetched when they are opened.
    pub(super) async fn bring_pages(&self, feed: &str, lacking: Vec<Lacking>) {
        for Lacking { entry, link, body } in lacking {
            let _place = self.pages.acquire().await;
            let wanted = WantedPage {
                entry,
                link,
                feed: feed.to_owned(),
                more_than: page::letters(&html::document(&body, None)),
            };
            match self.page(&wanted).await {
                Ok((page, _)) => self.keep_page(entry, page),
                Err(error) => tracing::info!(?entry, ?error, "a page gave no text"),
            }
        }
    }
}

/// The address that the reader wrote, for what a feed links to: that is told nothing of the reader, unless it is on the
/// server of the feed.
pub(super) fn written(feed: &str) -> &str {
    if feed.starts_with("http:") || feed.starts_with("https:") {
        feed
    } else {
        NO_ADDRESS
    }
}

/// The entries whose pages the settings want fetched, after a poll at `now` that brought new ones.
pub(super) fn lacking(database: &Database, feed: FeedId, now: Timestamp) -> Vec<Lacking> {
    let lacking = database.lacking_pages(feed, now, MOST);
    lacking.unwrap_or_else(|error| {
        tracing::warn!(?error, "what pages are wanted cannot be read");
        Vec::new()
    })
}
