//! How many requests run at a time.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use url::Url;

use super::FetchOptions;

/// A server, by name and port.
type Host = (String, u16);

/// The turns there are: over all hosts, and on each host and port.
#[derive(Clone, Debug)]
pub(super) struct Limits {
    everywhere: Arc<Semaphore>,
    hosts: Arc<Mutex<HashMap<Host, Arc<Semaphore>>>>,
    per_host: usize,
}

/// Leave to run one request; given back when dropped.
pub struct Turn {
    _host: Option<OwnedSemaphorePermit>,
    _everywhere: Option<OwnedSemaphorePermit>,
}

impl Limits {
    pub(super) fn new(options: &FetchOptions) -> Self {
        Self {
            everywhere: Arc::new(Semaphore::new(options.concurrent.max(1))),
            hosts: Arc::default(),
            per_host: options.concurrent_per_host.max(1),
        }
    }

    /// Waits for a turn: first on the host, so that those who queue for a slow host take no turn from others.
    pub(super) async fn turn(&self, url: &Url) -> Turn {
        Turn {
            _host: self.host(url).acquire_owned().await.ok(),
            _everywhere: Arc::clone(&self.everywhere).acquire_owned().await.ok(),
        }
    }

    fn host(&self, url: &Url) -> Arc<Semaphore> {
        let name = url.host_str().unwrap_or_default().to_owned();
        let port = url.port_or_known_default().unwrap_or_default();
        // A map of semaphores is whole at any instant, whoever panicked while holding it.
        let mut hosts = self.hosts.lock().unwrap_or_else(PoisonError::into_inner);
        let turns = hosts
            .entry((name, port))
            .or_insert_with(|| Arc::new(Semaphore::new(self.per_host)));
        Arc::clone(turns)
    }
}
