//! What the state asks for, carried out.

use super::Desk;
use crate::app::{Effect, Message};
use crate::model::FeedId;
use crate::runtime::inputs::{Input, Signal};
use crate::runtime::poller::Order;
use crate::runtime::{browser, chores, clipboard, report};

impl Desk<'_> {
    /// Does what the state asks for.
    pub(in crate::runtime) fn carry_out(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::LoadSources { day_start } => self.readers.sources(day_start),
                Effect::LoadWindow { request, window } => {
                    self.awaiting = true;
                    self.readers.window(request, window);
                }
                Effect::LoadFeedDetails { request, feed } => {
                    self.readers.feed_details(request, feed);
                }
                Effect::LoadArticle { request, entry } => {
                    self.awaiting = true;
                    self.readers.article(request, entry);
                }
                Effect::LoadText { request, entry } => self.readers.text(request, entry),
                Effect::LoadDetails { request, entry } => self.readers.details(request, entry),
                Effect::FetchPage { request, page } => {
                    self.pages.fetch(&self.inputs, request, page);
                }
                Effect::LoadPicture { request, picture } => {
                    if let Some(pictures) = &mut self.pictures {
                        pictures.bring(&self.inputs, request, picture);
                    }
                }
                Effect::LoadSnippets {
                    request,
                    entries,
                    query,
                    columns,
                } => {
                    self.awaiting = true;
                    self.readers.snippets(request, entries, query, columns);
                }
                Effect::FindUnread { request, unread } => {
                    self.awaiting = true;
                    self.readers.unread(request, unread);
                }
                Effect::LoadTags { request } => self.readers.tags(request),
                Effect::CountLists { lists, now } => self.readers.count(lists, now),
                Effect::Perform(action) => self.perform(action),
                Effect::KeepPosition { entry, left_at } => self.keep_position(entry, left_at),
                Effect::Undo => self.undo(),
                Effect::Redo => self.redo(),
                Effect::Tidy => self.tidy(),
                Effect::Refresh(feeds) => self.refresh(feeds),
                Effect::FindFeeds { request, wanted } => {
                    self.subscriber.find(&self.inputs, request, wanted);
                }
                Effect::StopFinding => self.subscriber.stop_finding(),
                Effect::AddFeed { request, feed } => {
                    self.subscriber
                        .add(&self.jobs, &self.orders, &self.inputs, request, feed);
                }
                Effect::SaveList(list) => self.subscriber.save_list(&self.inputs, list),
                Effect::Unsubscribe { address, title } => {
                    let errand = self.errand();
                    self.subscriber
                        .start(&self.inputs, move || errand.end(&address, title));
                }
                Effect::Notify(words) => self.screen.notify(&words),
                Effect::Copy(text) => self.copy(&text),
                Effect::Play(url) => self.outbox.play(url),
                Effect::Download { request, file } => {
                    self.downloads.start(&self.inputs, request, file);
                }
                Effect::StopDownload(request) => self.downloads.stop(request),
                Effect::Pipe { argv, text } => self.outbox.pipe(argv, text),
                Effect::Share { argv, text } => self.outbox.share(argv, text),
                Effect::WriteFile { path, text } => self.outbox.write(path, text),
                Effect::OpenInBrowser(link) => self.open_in_browser(&link),
                Effect::Suspend => self.post(Input::Signal(Signal::Stop)),
                Effect::Redraw => self.screen.redraw(),
                Effect::Quit => self.ended = true,
            }
        }
    }

    fn tidy(&self) {
        chores::tidy(&self.jobs, self.subscriber.polls.clocks(), &self.inputs);
    }

    fn refresh(&self, feeds: Vec<FeedId>) {
        // A full queue means that the poller has enough to do.
        if self.orders.try_send(Order::Refresh(feeds)).is_err() {
            self.post(Input::Message(Message::RefreshBusy));
        }
    }

    /// Copies by the terminal, and by a program too where that one may not.
    fn copy(&mut self, text: &str) {
        if !self.screen.copy(text)
            && let Err(error) = clipboard::copy(text, &self.clipboards)
        {
            tracing::info!(?error, "no program took what was copied");
        }
    }

    fn open_in_browser(&self, link: &str) {
        let message = match browser::open(link, self.browser.as_deref()) {
            Ok(()) => Message::BrowserStarted,
            Err(error) => {
                tracing::warn!(?error, "no browser was started");
                Message::BrowserFailed(report::browser(&error))
            }
        };
        self.post(Input::Message(message));
    }
}
