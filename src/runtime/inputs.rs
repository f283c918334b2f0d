//! What reaches the loop from other threads, in one queue.

mod bell;

use std::io;
use std::os::fd::{AsFd, BorrowedFd};
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, SendError, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};

use self::bell::Bell;
use crate::app::Message;
use crate::lang::Phrase;

/// Inputs that may wait; then who sends one waits until the loop has caught up.
const WAITING: usize = 1024;
/// Inputs that are taken before the loop looks after the keys again.
const AT_ONCE: usize = 64;

/// Something that reaches the loop.
#[derive(Debug)]
pub(super) enum Input {
    /// From a thread of the program.
    Message(Message),
    /// From the system.
    Signal(Signal),
}

/// A signal the program heeds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Signal {
    /// The program is asked to end (SIGINT, SIGTERM, SIGHUP).
    End,
    /// The program is asked to stop until it is continued (SIGTSTP).
    Stop,
}

/// The end of the queue that threads send into.
#[derive(Clone)]
pub(super) struct Inputs {
    sender: SyncSender<Input>,
    bell: Arc<Bell>,
    /// The cache, for words about its failures.
    pub cache: Arc<PathBuf>,
    /// What was not kept, and nobody could be told of any more.
    untold: Arc<Mutex<Vec<Phrase>>>,
}

/// The end of the queue that the loop takes from; dropping it ends who waits to send.
///
/// As a file it can be read when something may have come.
pub(super) struct Queue {
    pub(super) receiver: Receiver<Input>,
    bell: Arc<Bell>,
}

impl Queue {
    /// Gives some of what waits; where more does, it still can be read as a file.
    pub(super) fn take_some(&self) -> impl Iterator<Item = Input> {
        self.bell.hush();
        let waiting = self.receiver.try_iter().enumerate().take(AT_ONCE);
        waiting.map(|(taken, input)| {
            if taken + 1 == AT_ONCE {
                self.bell.ring();
            }
            input
        })
    }
}

impl AsFd for Queue {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.bell.as_fd()
    }
}

impl Inputs {
    /// Makes the queue.
    ///
    /// # Errors
    ///
    /// When the system has no more files.
    pub(super) fn new(cache: PathBuf) -> io::Result<(Self, Queue)> {
        let (sender, receiver) = sync_channel(WAITING);
        let bell = Arc::new(Bell::new()?);
        let queue = Queue {
            receiver,
            bell: Arc::clone(&bell),
        };
        let inputs = Self {
            sender,
            bell,
            cache: Arc::new(cache),
            untold: Arc::default(),
        };
        Ok((inputs, queue))
    }

    /// Sends a message, waiting while the queue is full; `false` when the loop has ended.
    pub(super) fn send(&self, message: Message) -> bool {
        self.send_input(Input::Message(message))
    }

    /// Sends anything, waiting while the queue is full; `false` when the loop has ended.
    pub(super) fn send_input(&self, input: Input) -> bool {
        match self.sender.send(input) {
            Ok(()) => {
                self.bell.ring();
                true
            }
            Err(SendError(input)) => {
                self.leave(input);
                false
            }
        }
    }

    /// Takes note of what is left when the loop has ended.
    pub(super) fn leave(&self, input: Input) {
        let Input::Message(
            Message::ActionFailed(why)
            | Message::SubscriptionChanged(Err(why))
            | Message::FeedAdded {
                added: Err(why), ..
            }
            | Message::ListSaved {
                saved: Err(why), ..
            },
        ) = input
        else {
            return;
        };
        let untold = self.untold.lock();
        untold.unwrap_or_else(PoisonError::into_inner).push(why);
    }

    /// Why what the reader did at last was not kept; a reason for each.
    pub(super) fn untold(&self) -> Vec<Phrase> {
        let untold = self.untold.lock();
        std::mem::take(&mut untold.unwrap_or_else(PoisonError::into_inner))
    }

    /// Sends from the loop itself, which must not wait for itself; `false` when the queue is full.
    pub(super) fn post(&self, input: Input) -> bool {
        let sent = self.sender.try_send(input).is_ok();
        // Where it is full it has been rung for.
        if sent {
            self.bell.ring();
        }
        sent
    }
}

#[cfg(test)]
mod tests;
