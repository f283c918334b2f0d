//! What reaches the loop, from all threads, in one queue.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use crate::app::Message;
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
}

impl Inputs {
    /// Makes the queue.
    pub(super) fn new(cache: PathBuf) -> (Self, Receiver<Input>) {
        let (sender, receiver) = sync_channel(WAITING);
        (
            Self {
                sender,
                cache: Arc::new(cache),
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
        self.sender.send(input).is_ok()
    }

    /// Sends from the loop itself, which must not wait for itself; `false` when the queue is full.
    pub(super) fn post(&self, input: Input) -> bool {
        self.sender.try_send(input).is_ok()
    }
}
