//! Files that come with entries, brought into a folder of the reader's.
//!
//! What has come stands in `NAME.part`, and what is needed to go on in `NAME.part.json` beside it, so that a download
//! goes on after whatever ended it: the reader, the network, the machine.

mod bring;
mod name;
mod part;

use std::collections::HashMap;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use tokio::runtime::Handle;
use tokio::sync::{Semaphore, watch};

use crate::app::{DownloadEnd, Message, RequestId, WantedFile};
use crate::runtime::inputs::Input;
use crate::runtime::poll::{PollError, Polls};
use crate::runtime::{Inputs, report};

/// So many files come at a time.
const AT_A_TIME: usize = 2;

/// Why a file is not there.
#[derive(Debug, thiserror::Error)]
pub enum DownloadError {
    /// It did not come.
    #[error("the file could not be fetched")]
    Fetch(#[from] PollError),
    /// It cannot be written.
    #[error("{} cannot be written", path.display())]
    Write {
        /// The file or its folder.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// Another newsterm is at it.
    #[error("{} is being written", path.display())]
    Busy {
        /// The part.
        path: PathBuf,
    },
    /// The server gives a web page in place of a file of which a part is here, which stays.
    #[error("a web page in place of {}", path.display())]
    Page {
        /// The part.
        path: PathBuf,
    },
    /// It is longer than the settings allow.
    #[error("longer than {limit} bytes")]
    TooLarge {
        /// The limit in bytes.
        limit: u64,
    },
}

/// Why a download ended before its file was there.
#[derive(Debug)]
enum Halt {
    /// The reader stopped it, or the program ends.
    Stopped,
    Failed(DownloadError),
}

impl<E: Into<DownloadError>> From<E> for Halt {
    fn from(error: E) -> Self {
        Self::Failed(error.into())
    }
}

/// Brings files.
pub(super) struct Downloads {
    polls: Arc<Polls>,
    runtime: Handle,
    folder: PathBuf,
    limit: u64,
    places: Arc<Semaphore>,
    /// Those under way, or that were.
    stops: HashMap<RequestId, watch::Sender<bool>>,
}

impl Downloads {
    /// Brings files of at most `limit` bytes into a folder.
    pub(super) fn new(polls: Arc<Polls>, runtime: Handle, folder: PathBuf, limit: u64) -> Self {
        Self {
            polls,
            runtime,
            folder,
            limit,
            places: Arc::new(Semaphore::new(AT_A_TIME)),
            stops: HashMap::new(),
        }
    }

    /// Brings a file, or the rest of it, when it is its turn.
    pub(super) fn start(&mut self, inputs: &Inputs, request: RequestId, wanted: WantedFile) {
        self.stops.retain(|_, stop| !stop.is_closed());
        let (stop, stopped) = watch::channel(false);
        self.stops.insert(request, stop);
        let told = inputs.clone();
        let job = bring::Job {
            polls: Arc::clone(&self.polls),
            folder: self.folder.clone(),
            limit: self.limit,
            wanted,
            places: Arc::clone(&self.places),
            stopped,
            // A loop that has no time for this has none to show it.
            tell: Box::new(move |progress| {
                told.post(Input::Message(Message::DownloadMoved { request, progress }));
            }),
        };
        let inputs = inputs.clone();
        self.runtime.spawn(async move {
            let end = match job.run().await {
                Ok(path) => DownloadEnd::Done {
                    path: path.display().to_string(),
                },
                Err(Halt::Stopped) => DownloadEnd::Stopped,
                Err(Halt::Failed(error)) => {
                    tracing::info!(?error, "a file did not come");
                    DownloadEnd::Failed(report::download(&error))
                }
            };
            // The queue may be full, and threads that fetch must not wait for it.
            let tell = move || inputs.send(Message::DownloadEnded { request, end });
            let _ = tokio::task::spawn_blocking(tell).await;
        });
    }

    /// Stops a download; what has come stays.
    pub(super) fn stop(&self, request: RequestId) {
        if let Some(stop) = self.stops.get(&request) {
            stop.send_replace(true);
        }
    }
}
