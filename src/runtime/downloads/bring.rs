//! One file on its way: asked for, written, asked for again where a server gives less than the rest.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{Semaphore, watch};
use tokio::time::{Instant, timeout_at};

use super::name::file_name;
use super::part::{Notes, PartFile};
use super::{DownloadError, Halt};
use crate::app::{Progress, WantedFile};
use crate::feed::fetch::{FetchError, FileAnswer, FileStream};
use crate::runtime::digest;
use crate::runtime::poll::{PollError, Polls};
use crate::text::CleanText;

/// So many bytes are written at once: each writing goes to another thread, for disks can be slow.
const WRITTEN_AT_ONCE: usize = 256 * 1024;
/// The reader is told this often how far a file has come.
const TOLD_EVERY: Duration = Duration::from_millis(250);

/// A file that is wanted, and what bringing it needs.
pub(super) struct Job {
    pub(super) polls: Arc<Polls>,
    pub(super) folder: PathBuf,
    pub(super) limit: u64,
    pub(super) wanted: WantedFile,
    pub(super) places: Arc<Semaphore>,
    pub(super) stopped: watch::Receiver<bool>,
    pub(super) tell: Box<dyn Fn(Progress) + Send + Sync>,
}

impl Job {
    /// Brings the file, and tells where it is.
    pub(super) async fn run(mut self) -> Result<PathBuf, Halt> {
        let places = Arc::clone(&self.places);
        let _place = self.unless_stopped(places.acquire()).await?;
        let (folder, url) = (self.folder.clone(), self.wanted.url.clone());
        let name = file_name(None, &url, self.wanted.media_type.as_deref());
        let take = move || PartFile::take(&folder, &url, &name);
        let mut part = on_disk(take).await?;
        while !part.is_whole() {
            let (polls, wanted) = (Arc::clone(&self.polls), self.wanted.clone());
            let asked = async move { polls.file(&wanted, part.known()).await.map(|it| (it, part)) };
            let (answer, kept) = self.unless_stopped(asked).await??;
            part = kept;
            let FileAnswer::Stream(stream) = answer else {
                break;
            };
            let before = part.length();
            // Without a length a file ends where the server ends it. A part of one need not (RFC 9110 section 14.4).
            let ends = stream.from == 0 && stream.total.is_none();
            part = self.receive(part, *stream).await?;
            if ends {
                break;
            }
            if part.length() <= before && !part.is_whole() {
                return Err(cut(part.length()).into());
            }
        }
        Ok(on_disk(move || part.finish()).await?)
    }

    /// Writes what comes, as it comes.
    async fn receive(
        &mut self,
        mut part: PartFile,
        mut stream: FileStream,
    ) -> Result<PartFile, Halt> {
        match self.beginning(&part, &stream)? {
            Some(notes) => part = on_disk(move || part.begin(notes)).await?,
            None => part.learn(stream.total),
        }
        self.told(&part);
        let mut told = (part.length(), Instant::now());
        let mut waiting = Vec::new();
        loop {
            // Who has nothing to write or to tell waits as long as the server may take.
            let idle = waiting.is_empty() && told.0 == part.length();
            let next = async {
                if idle {
                    return Some(stream.next().await);
                }
                timeout_at(told.1 + TOLD_EVERY, stream.next()).await.ok()
            };
            let next = self.unless_stopped(next).await;
            if let Ok(Some(Ok(Some(piece)))) = &next {
                waiting.extend_from_slice(piece.as_ref());
                if waiting.len() < WRITTEN_AT_ONCE && told.1.elapsed() < TOLD_EVERY {
                    continue;
                }
            }
            // What has come is written, whatever comes next.
            let bytes = std::mem::take(&mut waiting);
            part = on_disk(move || part.append(&bytes)).await?;
            if part.length() > self.limit {
                let limit = self.limit;
                // The server did not say how long it is: there is no end to be waited for.
                part.discard();
                return Err(DownloadError::TooLarge { limit }.into());
            }
            if told.1.elapsed() >= TOLD_EVERY {
                self.told(&part);
                told = (part.length(), Instant::now());
            }
            let ended = match next? {
                Some(next) => next.map_err(PollError::from)?.is_none(),
                None => false,
            };
            if ended {
                self.told(&part);
                return Ok(part);
            }
        }
    }

    /// Judges what is about to come; gives what is noted of a file that comes from its beginning.
    fn beginning(
        &self,
        part: &PartFile,
        stream: &FileStream,
    ) -> Result<Option<Notes>, DownloadError> {
        let limit = self.limit;
        if stream.total.is_some_and(|total| total > limit) {
            return Err(DownloadError::TooLarge { limit });
        }
        if stream.from > 0 {
            return Ok(None);
        }
        let notes = self.notes(stream);
        if notes.page && part.is_no_page() {
            // A log-in, or the network's own page: what has come is worth more.
            let path = part.path().to_owned();
            return Err(DownloadError::Page { path });
        }
        Ok(Some(notes))
    }

    fn notes(&self, stream: &FileStream) -> Notes {
        let kind = stream.content_type.as_deref();
        let kind = kind.or(self.wanted.media_type.as_deref());
        Notes {
            address: digest::of_address(&self.wanted.url),
            name: file_name(stream.name.as_deref(), &self.wanted.url, kind),
            validator: stream.validator.clone(),
            total: stream.total,
            page: kind.is_some_and(is_page),
        }
    }

    /// Tells how far the file has come.
    fn told(&self, part: &PartFile) {
        (self.tell)(Progress {
            name: CleanText::line(part.name()),
            done: part.length(),
            total: part.total(),
        });
    }

    async fn unless_stopped<T>(&mut self, work: impl Future<Output = T>) -> Result<T, Halt> {
        tokio::select! {
            // An error says that the program ends.
            _ = self.stopped.wait_for(|stopped| *stopped) => Err(Halt::Stopped),
            done = work => Ok(done),
        }
    }
}

/// Whether a media type is that of web pages.
fn is_page(media_type: &str) -> bool {
    let kind = media_type.split(';').next().unwrap_or_default().trim();
    let pages = ["text/html", "application/xhtml+xml"];
    pages.iter().any(|page| kind.eq_ignore_ascii_case(page))
}

fn cut(received: u64) -> PollError {
    let received = usize::try_from(received).unwrap_or(usize::MAX);
    let source = "nothing more comes".into();
    FetchError::Cut { received, source }.into()
}

/// Does something with files where waiting holds up nobody.
async fn on_disk<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, DownloadError> + Send + 'static,
) -> Result<T, DownloadError> {
    let done = tokio::task::spawn_blocking(work).await;
    done.unwrap_or_else(|panic| std::panic::resume_unwind(panic.into_panic()))
}
