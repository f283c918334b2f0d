//! What reaches the loop, from all threads, in one queue.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SendError, SyncSender, TrySendError, sync_channel};

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

    /// Sends a message; fails when the loop has ended.
    pub(super) fn send(&self, message: Message) -> Result<(), SendError<Input>> {
        self.sender.send(Input::Message(message))
    }

    /// Sends from the loop itself; fails where sending would make it wait.
    pub(super) fn try_send(&self, input: Input) -> Result<(), TrySendError<Input>> {
        self.sender.try_send(input)
    }

    /// Sends anything; fails when the loop has ended.
    pub(super) fn send_input(&self, input: Input) -> Result<(), SendError<Input>> {
        self.sender.send(input)
    }
}
