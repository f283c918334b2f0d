//! The threads that read feeds.
//!
//! They stay, one for each processor: what a thread has worked with, the allocator keeps for it.

use std::panic::{self, AssertUnwindSafe};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use tokio::sync::oneshot;

use crate::feed::parse::{ParseError, STACK};

type Work = Box<dyn FnOnce() + Send>;

/// Threads with the stack that feeds are read on; they end with this.
pub(super) struct Parsers {
    queue: Sender<Work>,
}

impl Parsers {
    /// Starts so many threads.
    ///
    /// # Panics
    /// When the system gives no thread.
    pub(super) fn start(count: usize) -> Self {
        let (queue, works) = channel();
        let works = Arc::new(Mutex::new(works));
        for _ in 0..count {
            let works = Arc::clone(&works);
            thread::Builder::new()
                .name("parser".to_owned())
                .stack_size(STACK)
                .spawn(move || work(&works))
                .expect("a thread can be started");
        }
        Self { queue }
    }

    /// Does something on one of the threads, after what others wait for; not at all when nobody waits for it any
    /// more.
    ///
    /// # Errors
    /// [`ParseError::Panicked`] when it panics.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, ParseError> {
        let (answer, answered) = oneshot::channel();
        let work = move || {
            if !answer.is_closed() {
                // Fails when nobody waits any more.
                let _ = answer.send(work());
            }
        };
        // The threads are there as long as this is.
        let _ = self.queue.send(Box::new(work));
        answered.await.map_err(|_| ParseError::Panicked)
    }
}

fn work(works: &Mutex<Receiver<Work>>) {
    loop {
        // One waits for work, the others for their turn to.
        let next = works.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(next) = next else {
            return;
        };
        // The panic hook has told of it, and whoever waits hears that there is no answer.
        let _ = panic::catch_unwind(AssertUnwindSafe(next));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_fails_what_panics_alone() {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .build()
            .unwrap();
        let parsers = Parsers::start(1);
        let failed = runtime.block_on(parsers.run(|| panic!("on purpose")));
        assert!(matches!(failed, Err(ParseError::Panicked)));
        assert_eq!(runtime.block_on(parsers.run(|| 7)).unwrap(), 7);
    }
}
