//! The threads that read the cache for the screen, each on a connection of its own.

use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use crate::app::{LoadedArticle, Message, RequestId};
use crate::feed::html;
use crate::model::{EntryId, List, Position, Timestamp, WindowRequest};
use crate::runtime::mailbox::Mailbox;
use crate::runtime::{Inputs, cache, report};
use crate::store::{Interrupt, Reader, StoreError};

/// Time between two readings of the feeds: a refresh of a thousand feeds must not read them a thousand times.
const SOURCES_SPACING: Duration = Duration::from_millis(150);

enum ListOrder {
    Window {
        request: RequestId,
        window: WindowRequest,
    },
    Unread {
        request: RequestId,
        list: List,
        from: Option<Position>,
        forward: bool,
        day_start: Timestamp,
    },
    Sources {
        day_start: Timestamp,
    },
}

#[derive(Clone, Copy)]
enum ArticleOrder {
    Article { request: RequestId, entry: EntryId },
}

/// The readers, as the loop sees them.
pub(super) struct Readers {
    lists: Arc<Mailbox<ListOrder>>,
    articles: Arc<Mailbox<ArticleOrder>>,
    interrupt: Interrupt,
    sources_due: Instant,
}

impl Readers {
    /// Starts the threads on `reader` and a connection like it.
    pub(super) fn spawn(reader: Reader, inputs: &Inputs) -> Result<Self, StoreError> {
        let second = reader.try_clone()?;
        let interrupt = reader.interrupt_handle();
        let lists = Arc::new(Mailbox::new());
        let articles = Arc::new(Mailbox::new());
        start(
            "lists",
            Arc::clone(&lists),
            reader,
            inputs.clone(),
            answer_list,
        );
        start(
            "articles",
            Arc::clone(&articles),
            second,
            inputs.clone(),
            answer_article,
        );
        Ok(Self {
            lists,
            articles,
            interrupt,
            sources_due: Instant::now(),
        })
    }

    pub(super) fn window(&self, request: RequestId, window: WindowRequest) {
        // A search through many titles for words no longer wanted ends here; before the new order is
        // left, or it could be the one that ends.
        self.interrupt.interrupt();
        self.lists
            .post(ListOrder::Window { request, window }, Instant::now());
    }

    pub(super) fn unread(
        &self,
        request: RequestId,
        list: List,
        from: Option<Position>,
        forward: bool,
        day_start: Timestamp,
    ) {
        self.lists.post(
            ListOrder::Unread {
                request,
                list,
                from,
                forward,
                day_start,
            },
            Instant::now(),
        );
    }

    pub(super) fn sources(&mut self, day_start: Timestamp) {
        let due = self.sources_due.max(Instant::now());
        self.sources_due = due + SOURCES_SPACING;
        self.lists.post(ListOrder::Sources { day_start }, due);
    }

    pub(super) fn article(&self, request: RequestId, entry: EntryId) {
        self.articles
            .post(ArticleOrder::Article { request, entry }, Instant::now());
    }
}

impl Drop for Readers {
    fn drop(&mut self) {
        self.lists.close();
        self.articles.close();
        self.interrupt.interrupt();
    }
}

fn start<T: Send + 'static>(
    name: &str,
    mailbox: Arc<Mailbox<T>>,
    reader: Reader,
    inputs: Inputs,
    answer: fn(&Reader, T) -> Result<Option<Message>, StoreError>,
) {
    let work = move || {
        while let Some(order) = mailbox.take() {
            let message = match answer(&reader, order) {
                Ok(Some(message)) => message,
                Ok(None) => continue,
                Err(error) => {
                    tracing::error!(?error, "the cache could not be read");
                    if matches!(error, StoreError::Damaged { .. }) {
                        cache::alarm(&inputs);
                    }
                    Message::CacheFailed(report::store(&error, &inputs.cache))
                }
            };
            if !inputs.send(message) {
                return;
            }
        }
    };
    thread::Builder::new()
        .name(name.to_owned())
        .spawn(work)
        .expect("a thread can be started");
}

fn answer_list(reader: &Reader, order: ListOrder) -> Result<Option<Message>, StoreError> {
    let message = match order {
        ListOrder::Window { request, window } => match reader.window(&window) {
            Ok(window) => Message::WindowLoaded { request, window },
            // Interrupted: a newer order waits.
            Err(StoreError::Interrupted) => return Ok(None),
            Err(error) => return Err(error),
        },
        ListOrder::Unread {
            request,
            list,
            from,
            forward,
            day_start,
        } => {
            let find = || reader.next_unread(&list, from, forward, day_start);
            let found = match find() {
                // The interrupt was meant for a search; this order still stands.
                Err(StoreError::Interrupted) => find(),
                found => found,
            };
            Message::UnreadFound {
                request,
                headline: found?,
            }
        }
        ListOrder::Sources { day_start } => Message::SourcesLoaded {
            feeds: reader.feeds()?,
            counts: reader.counts(day_start)?,
        },
    };
    Ok(Some(message))
}

fn answer_article(reader: &Reader, order: ArticleOrder) -> Result<Option<Message>, StoreError> {
    let ArticleOrder::Article { request, entry } = order;
    let article = reader.body(entry)?.map(|stored| {
        let base = stored.link.as_deref().or(stored.home.as_deref());
        Box::new(LoadedArticle {
            entry,
            document: html::document(&stored.body, base),
            direction: stored.direction,
            language: stored.entry_language.or(stored.feed_language),
        })
    });
    Ok(Some(Message::ArticleLoaded { request, article }))
}
