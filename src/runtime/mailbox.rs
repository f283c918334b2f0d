//! Orders for a thread that reads the cache: one of a kind waits, the newest wins.

use std::mem::{Discriminant, discriminant};
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Instant;

struct Waiting<T> {
    kind: Discriminant<T>,
    order: T,
    due: Instant,
}

struct Inside<T> {
    waiting: Vec<Waiting<T>>,
    closed: bool,
}

/// A queue that cannot grow: an order replaces one of the same kind that has not been begun.
pub(super) struct Mailbox<T> {
    inside: Mutex<Inside<T>>,
    change: Condvar,
}

impl<T> Mailbox<T> {
    pub(super) const fn new() -> Self {
        Self {
            inside: Mutex::new(Inside {
                waiting: Vec::new(),
                closed: false,
            }),
            change: Condvar::new(),
        }
    }

    /// Leaves an order to be carried out at `due` or later.
    pub(super) fn post(&self, order: T, due: Instant) {
        let kind = discriminant(&order);
        let mut inside = self.inside.lock().unwrap_or_else(PoisonError::into_inner);
        inside.waiting.retain(|waiting| waiting.kind != kind);
        inside.waiting.push(Waiting { kind, order, due });
        self.change.notify_one();
    }

    /// Waits for the next order that is due; `None` once the mailbox is closed.
    pub(super) fn take(&self) -> Option<T> {
        let mut inside = self.inside.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if inside.closed {
                return None;
            }
            let now = Instant::now();
            if let Some(first) = inside.waiting.iter().position(|waiting| waiting.due <= now) {
                return Some(inside.waiting.remove(first).order);
            }
            inside = match inside.waiting.iter().map(|waiting| waiting.due).min() {
                Some(due) => {
                    let wait = self
                        .change
                        .wait_timeout(inside, due.saturating_duration_since(now));
                    wait.unwrap_or_else(PoisonError::into_inner).0
                }
                None => self
                    .change
                    .wait(inside)
                    .unwrap_or_else(PoisonError::into_inner),
            };
        }
    }

    /// Lets the thread that takes orders end.
    pub(super) fn close(&self) {
        self.inside
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .closed = true;
        self.change.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq)]
    enum Order {
        Window(u32),
        Sources,
    }

    #[test]
    fn the_newest_of_a_kind_wins_and_kinds_keep_their_turn() {
        let mailbox = Mailbox::new();
        let now = Instant::now();
        mailbox.post(Order::Window(1), now);
        mailbox.post(Order::Sources, now);
        mailbox.post(Order::Window(2), now);
        assert_eq!(mailbox.take(), Some(Order::Sources));
        assert_eq!(mailbox.take(), Some(Order::Window(2)));
    }

    #[test]
    fn an_order_not_yet_due_lets_others_pass() {
        let mailbox = Mailbox::new();
        let now = Instant::now();
        mailbox.post(Order::Sources, now + std::time::Duration::from_hours(1));
        mailbox.post(Order::Window(1), now);
        assert_eq!(mailbox.take(), Some(Order::Window(1)));
        mailbox.close();
        assert_eq!(mailbox.take(), None);
    }
}
