//! The threads that read the cache for the screen, each on a connection of its own.

use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use crate::app::{LoadedArticle, Message, RequestId};
use crate::config::FullText;
use crate::feed::{html, page};
use crate::model::{
    Details, EntryId, FeedId, Query, SmartList, Timestamp, UnreadRequest, WindowRequest,
};
use crate::runtime::details::Teller;
use crate::runtime::mailbox::Mailbox;
use crate::runtime::poller::Rules;
use crate::runtime::{Inputs, Reach, cache, clock, report};
use crate::store::{Interrupt, Reader, StoreError, StoredBody};
use crate::text::CleanText;

/// Time between two readings of the feeds: a refresh of a thousand feeds must not read them a thousand times.
const SOURCES_SPACING: Duration = Duration::from_millis(150);

/// Time between two counts of the lists that queries make: they may read much, and nobody waits for them.
const COUNTS_SPACING: Duration = Duration::from_millis(500);

enum ListOrder {
    Window {
        request: RequestId,
        window: WindowRequest,
    },
    Unread {
        request: RequestId,
        unread: UnreadRequest,
    },
    Sources {
        day_start: Timestamp,
    },
    Tags {
        request: RequestId,
    },
    FeedDetails {
        request: RequestId,
        feed: FeedId,
    },
}

enum CountOrder {
    Lists {
        lists: Vec<SmartList>,
        now: Timestamp,
    },
}

enum ArticleOrder {
    Article {
        request: RequestId,
        entry: EntryId,
    },
    Text {
        request: RequestId,
        entry: EntryId,
    },
    Details {
        request: RequestId,
        entry: EntryId,
    },
    Snippets {
        request: RequestId,
        entries: Vec<EntryId>,
        query: Query,
        columns: u16,
    },
}

/// The readers, as the loop sees them.
pub(super) struct Readers {
    lists: Arc<Mailbox<ListOrder>>,
    articles: Arc<Mailbox<ArticleOrder>>,
    counts: Arc<Mailbox<CountOrder>>,
    /// The connection for counts, until there is something to count.
    idle: Option<(Reader, Inputs)>,
    interrupts: [Interrupt; 2],
    sources_due: Instant,
    counts_due: Instant,
}

impl Readers {
    /// Starts the threads on `reader` and a connection like it; `far` says that the terminal is at the other end of a
    /// line.
    pub(super) fn spawn(
        reader: Reader,
        inputs: &Inputs,
        reach: &Arc<Reach>,
        far: bool,
        rules: Rules,
    ) -> Result<Self, StoreError> {
        let reach = Arc::clone(reach);
        let teller = Teller {
            reach: Arc::clone(&reach),
            rules,
            started: clock::now(),
        };
        let second = reader.try_clone()?;
        let third = reader.try_clone()?;
        let interrupts = [reader.interrupt_handle(), third.interrupt_handle()];
        let lists = Arc::new(Mailbox::new());
        let articles = Arc::new(Mailbox::new());
        start(
            "lists",
            Arc::clone(&lists),
            reader,
            inputs.clone(),
            move |reader, order| answer_list(reader, &teller, order),
        );
        start(
            "articles",
            Arc::clone(&articles),
            second,
            inputs.clone(),
            move |reader, order| answer_article(reader, &reach, far, order),
        );
        Ok(Self {
            lists,
            articles,
            counts: Arc::new(Mailbox::new()),
            idle: Some((third, inputs.clone())),
            interrupts,
            sources_due: Instant::now(),
            counts_due: Instant::now(),
        })
    }

    pub(super) fn window(&self, request: RequestId, window: WindowRequest) {
        // A search through many titles for words no longer wanted ends here; before the new order is
        // left, or it could be the one that ends.
        self.interrupts[0].interrupt();
        self.lists
            .post(ListOrder::Window { request, window }, Instant::now());
    }

    pub(super) fn unread(&self, request: RequestId, unread: UnreadRequest) {
        self.lists
            .post(ListOrder::Unread { request, unread }, Instant::now());
    }

    pub(super) fn sources(&mut self, day_start: Timestamp) {
        let due = self.sources_due.max(Instant::now());
        self.sources_due = due + SOURCES_SPACING;
        self.lists.post(ListOrder::Sources { day_start }, due);
    }

    pub(super) fn tags(&self, request: RequestId) {
        self.lists.post(ListOrder::Tags { request }, Instant::now());
    }

    pub(super) fn feed_details(&self, request: RequestId, feed: FeedId) {
        self.lists
            .post(ListOrder::FeedDetails { request, feed }, Instant::now());
    }

    pub(super) fn count(&mut self, lists: Vec<SmartList>, now: Timestamp) {
        if let Some((reader, inputs)) = self.idle.take() {
            let counts = Arc::clone(&self.counts);
            start("counts", counts, reader, inputs, answer_count);
        }
        let asked = Instant::now();
        let due = self.counts_due.max(asked);
        // An order that takes the place of one that waits has its time as well: else orders that keep coming, as the
        // index fills, would put the count off for ever.
        if self.counts_due <= asked {
            self.counts_due = asked + COUNTS_SPACING;
        }
        self.counts.post(CountOrder::Lists { lists, now }, due);
    }

    pub(super) fn article(&self, request: RequestId, entry: EntryId) {
        self.articles
            .post(ArticleOrder::Article { request, entry }, Instant::now());
    }

    pub(super) fn text(&self, request: RequestId, entry: EntryId) {
        self.articles
            .post(ArticleOrder::Text { request, entry }, Instant::now());
    }

    pub(super) fn details(&self, request: RequestId, entry: EntryId) {
        self.articles
            .post(ArticleOrder::Details { request, entry }, Instant::now());
    }

    pub(super) fn snippets(
        &self,
        request: RequestId,
        entries: Vec<EntryId>,
        query: Query,
        columns: u16,
    ) {
        self.articles.post(
            ArticleOrder::Snippets {
                request,
                entries,
                query,
                columns,
            },
            Instant::now(),
        );
    }
}

impl Drop for Readers {
    fn drop(&mut self) {
        self.lists.close();
        self.articles.close();
        self.counts.close();
        for interrupt in &self.interrupts {
            interrupt.interrupt();
        }
    }
}

fn start<T: Send + 'static>(
    name: &str,
    mailbox: Arc<Mailbox<T>>,
    reader: Reader,
    inputs: Inputs,
    answer: impl Fn(&Reader, T) -> Result<Option<Message>, StoreError> + Send + 'static,
) {
    let work = move || {
        while let Some(order) = mailbox.take() {
            let message = match answer(&reader, order) {
                Ok(Some(message)) => message,
                Ok(None) => continue,
                Err(error) => {
                    tracing::error!(?error, "the cache could not be read");
                    // What could not be written when it was opened is read without locks: another program that writes it
                    // by now makes it look so.
                    if matches!(error, StoreError::Damaged { .. }) && !reader.is_unwritable() {
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

fn answer_list(
    reader: &Reader,
    teller: &Teller,
    order: ListOrder,
) -> Result<Option<Message>, StoreError> {
    let message = match order {
        ListOrder::Window { request, window } => match reader.window(&window) {
            Ok(window) => Message::WindowLoaded { request, window },
            // Interrupted: a newer order waits.
            Err(StoreError::Interrupted) => return Ok(None),
            Err(error) => return Err(error),
        },
        ListOrder::Unread { request, unread } => {
            let headline = undisturbed(|| reader.next_unread(&unread))?;
            Message::UnreadFound { request, headline }
        }
        ListOrder::Sources { day_start } => {
            let (feeds, counts) = undisturbed(|| Ok((reader.feeds()?, reader.counts(day_start)?)))?;
            Message::SourcesLoaded { feeds, counts }
        }
        ListOrder::Tags { request } => {
            let tags = undisturbed(|| reader.tags())?;
            Message::TagsLoaded { request, tags }
        }
        ListOrder::FeedDetails { request, feed } => {
            let details = undisturbed(|| teller.tell(reader, feed))?.map(Box::new);
            Message::FeedDetailsLoaded { request, details }
        }
    };
    Ok(Some(message))
}

/// Reads what still stands when an interrupt comes that was meant for a search.
fn undisturbed<T>(mut read: impl FnMut() -> Result<T, StoreError>) -> Result<T, StoreError> {
    loop {
        match read() {
            Err(StoreError::Interrupted) => {}
            read => return read,
        }
    }
}

fn answer_count(reader: &Reader, order: CountOrder) -> Result<Option<Message>, StoreError> {
    let CountOrder::Lists { lists, now } = order;
    let counts = lists.iter().map(|list| reader.count_unread(list, now));
    match counts.collect() {
        Ok(unread) => Ok(Some(Message::ListsCounted { unread })),
        // The program is ending.
        Err(StoreError::Interrupted) => Ok(None),
        Err(error) => Err(error),
    }
}

fn answer_article(
    reader: &Reader,
    reach: &Reach,
    far: bool,
    order: ArticleOrder,
) -> Result<Option<Message>, StoreError> {
    let (request, entry) = match order {
        ArticleOrder::Article { request, entry } | ArticleOrder::Text { request, entry } => {
            (request, entry)
        }
        ArticleOrder::Details { request, entry } => {
            let details = reader.details(entry)?;
            return Ok(Some(Message::DetailsLoaded { request, details }));
        }
        ArticleOrder::Snippets {
            request,
            entries,
            query,
            columns,
        } => {
            let columns = usize::from(columns);
            let snippet = |entry| Ok((entry, cache::snippet(reader, entry, &query, columns)?));
            let snippets: Result<_, StoreError> = entries.into_iter().map(snippet).collect();
            let snippets = snippets?;
            return Ok(Some(Message::SnippetsLoaded { request, snippets }));
        }
    };
    let article = match reader.body(entry)? {
        Some(stored) => Some(Box::new(article(reader, reach, entry, &stored)?)),
        None => None,
    };
    let article = article.map(|article| at_hand(article, far));
    Ok(Some(Message::ArticleLoaded { request, article }))
}

fn article(
    reader: &Reader,
    reach: &Reach,
    entry: EntryId,
    stored: &StoredBody,
) -> Result<LoadedArticle, StoreError> {
    let base = stored.link.as_deref().or(stored.home.as_deref());
    let document = html::document(&stored.body, base);
    let page = reader.page(entry)?;
    let details = reader.details(entry)?;
    let access = reach.of(&stored.feed);
    let outdated = page.as_ref().is_some_and(|page| page.outdated);
    let lacking = (page.is_none() || outdated)
        && stored.link.is_some()
        && match access.full_text {
            FullText::Never => false,
            FullText::Always => true,
            FullText::Auto => page::is_stub(&document) && !is_played(&details),
        };
    Ok(LoadedArticle {
        entry,
        letters: page::letters(&document),
        document,
        page: page.map(|page| html::document(&page.body, Some(&page.base))),
        outdated,
        lacking,
        images: access.images,
        direction: stored.direction,
        language: stored.entry_language.or(stored.feed_language),
        details,
        also_in: reader.also_in(entry)?,
        left_at: reader.left_at(entry)?,
    })
}

/// The same on this terminal.
fn at_hand(mut article: Box<LoadedArticle>, far: bool) -> Box<LoadedArticle> {
    if far {
        article.images = article.images.over_a_line();
    }
    article
}

/// Whether what an entry brings is to be heard or seen: its text only says what.
fn is_played(details: &Details) -> bool {
    details.enclosures.iter().any(|enclosure| {
        let kind = enclosure.media_type.as_ref().map_or("", CleanText::as_str);
        kind.starts_with("audio/") || kind.starts_with("video/")
    })
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::runtime::inputs::Input;
    use crate::store::{Database, was_damaged};

    #[test]
    fn what_is_only_shown_is_not_noted_as_damaged() {
        let folder = tempfile::tempdir().unwrap();
        let cache = folder.path().join("cache.db");
        drop(Database::open(&cache).unwrap());
        let shown = Database::open_unwritable(&cache).unwrap();
        let reader = shown.reader().unwrap();
        let mut bytes = fs::read(&cache).unwrap();
        // The first page tells what tables there are; the others hold them.
        bytes[16 * 1024..].fill(0xff);
        fs::write(&cache, bytes).unwrap();
        let (inputs, queue) = Inputs::new(cache.clone()).unwrap();
        let mailbox = Arc::new(Mailbox::new());
        let orders = Arc::clone(&mailbox);
        start("shown", orders, reader, inputs, |reader, ()| {
            reader.feeds().map(|_| None)
        });
        mailbox.post((), Instant::now());
        let told = queue.receiver.recv().unwrap();
        assert!(
            matches!(told, Input::Message(Message::CacheFailed(_))),
            "{told:?}"
        );
        assert!(!was_damaged(&cache));
        mailbox.close();
    }
}
