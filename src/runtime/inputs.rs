//! What reaches the loop, from all threads, in one queue.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, SendError, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};

use crate::app::Message;
use crate::lang::Phrase;
use crate::term::Event;

/// Inputs that may wait; then who sends one waits, the reader's keys included, until the loop has caught up.
const WAITING: usize = 1024;

/// Something that reaches the loop.
#[derive(Debug)]
pub(super) enum Input {
    /// From the terminal.
    Event(Event),
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
    /// The cache, for words about its failures.
    pub cache: Arc<PathBuf>,
    /// What was not kept, and nobody could be told of any more.
    untold: Arc<Mutex<Vec<Phrase>>>,
}

impl Inputs {
    /// Makes the queue.
    pub(super) fn new(cache: PathBuf) -> (Self, Receiver<Input>) {
        let (sender, receiver) = sync_channel(WAITING);
        (
            Self {
                sender,
                cache: Arc::new(cache),
                untold: Arc::default(),
            },
            receiver,
        )
    }

    /// Sends a message, waiting while the queue is full; `false` when the loop has ended.
    pub(super) fn send(&self, message: Message) -> bool {
        self.send_input(Input::Message(message))
    }

    /// Sends anything, waiting while the queue is full; `false` when the loop has ended.
    pub(super) fn send_input(&self, input: Input) -> bool {
        let sent = self.sender.send(input);
        sent.map_err(|SendError(input)| self.leave(input)).is_ok()
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
        self.sender.try_send(input).is_ok()
    }
}
