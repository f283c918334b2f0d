//! The thread that writes.

mod idle;

use std::collections::VecDeque;
use std::panic::{self, AssertUnwindSafe};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use super::{Database, StoreError};
use idle::Idle;

/// Actions that may wait: more than anybody presses while one feed is written.
const ACTIONS: usize = 1024;

/// How often the thread looks whether somebody else has written to the cache.
const LOOK_ROUND: Duration = Duration::from_secs(1);

/// How many fetched feeds are written together at most, so that an action never waits long.
const TOGETHER: usize = 16;

/// How long the first of them waits for others. A commit writes each page that has changed, and those of the indexes
/// change with every feed: alone, a feed takes five times its length.
const GATHERING: Duration = Duration::from_millis(20);

/// What an action does: it writes, and sends what came of it wherever it wants.
type Action = Box<dyn FnOnce(&mut Database) + Send>;

/// Writes a fetched feed, once more if it has to; gives what tells of it when it is kept.
type Fetched = Box<dyn FnMut(&mut Database) -> Telling + Send>;

type Telling = Box<dyn FnOnce()>;

/// What the worker does when there is nothing else to do: one small step, and whether there is another.
type Chore = Box<dyn FnMut(&mut Database) -> bool + Send>;

/// The thread that owns the [`Database`]. Once finishing has begun no job is taken, and every job that was taken is done.
///
/// Whoever makes the thread keeps it, and everybody else has its [`Jobs`]: a thread cannot wait for its own
/// end, as it would when a job held the last of it.
#[derive(Debug)]
pub struct Worker {
    jobs: Jobs,
    thread: Option<JoinHandle<()>>,
}

/// What a [`Worker`] tells of besides the jobs it was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tidings {
    /// Somebody else, another program above all, has written to the cache.
    ChangedElsewhere,
    /// The index of words has come so far, in percent; with 100 it has every entry.
    Indexed(u8),
    /// Entries have come to a story, or left one.
    Regrouped,
}

/// The two queues of a [`Worker`].
///
/// The reader's actions go before fetched feeds, each queue in its order. When the queue of actions is full, an
/// action is refused, for the screen never waits; when the queue of fetched feeds is full, its producer waits.
/// Fetched feeds that wait together are written in one transaction, but fail each alone. A job that panics is undone
/// and does not keep the others from being done. Chores go after both, step by step, and what is left of them at the
/// end is left undone.
#[derive(Clone, Debug)]
pub struct Jobs {
    queues: Arc<Queues>,
}

/// While it lasts the thread of a [`Worker`] does nothing.
#[derive(Debug)]
pub struct Rest {
    _end: Sender<()>,
}

#[derive(Default)]
struct Queues {
    waiting: Mutex<Waiting>,
    /// There is a job, or no more will come.
    work: Condvar,
    /// There is room for a fetched feed, or none will be taken.
    room: Condvar,
}

#[derive(Default)]
struct Waiting {
    actions: VecDeque<Action>,
    fetched: VecDeque<Fetched>,
    chores: VecDeque<Chore>,
    finishing: bool,
}

impl Worker {
    /// Starts the thread; `tell` is called on it within a second after somebody else has written to the cache, and
    /// as the index of words is filled: at its first step, then every few, and when it is full; and when stories are
    /// found or change.
    ///
    /// # Panics
    /// When the system gives no thread.
    #[must_use]
    pub fn spawn(database: Database, tell: impl Fn(&Database, Tidings) + Send + 'static) -> Self {
        let queues = Arc::new(Queues::default());
        let of_thread = Arc::clone(&queues);
        let thread = thread::Builder::new()
            .name("store".to_owned())
            .spawn(move || work(&of_thread, database, &tell))
            .expect("a thread can be started");
        Self {
            jobs: Jobs { queues },
            thread: Some(thread),
        }
    }

    /// The queues of the thread.
    #[must_use]
    pub fn jobs(&self) -> &Jobs {
        &self.jobs
    }

    /// Takes no more jobs, waits until all that were taken are done, and closes the cache; as dropping it does.
    pub fn finish(self) {
        drop(self);
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.jobs.queues.close();
        if let Some(thread) = self.thread.take() {
            // It ends in no other way than by coming to its end: what jobs throw is caught.
            let _ = thread.join();
        }
    }
}

impl Jobs {
    /// Fetched feeds that may wait, each perhaps of some megabytes.
    pub const FETCHED: usize = 16;

    /// Hands over an action of the reader; never waits.
    ///
    /// # Errors
    /// [`StoreError::QueueFull`] and [`StoreError::WorkerFinished`]; then the job is not done.
    pub fn submit_action(
        &self,
        job: impl FnOnce(&mut Database) + Send + 'static,
    ) -> Result<(), StoreError> {
        let mut waiting = self.queues.lock();
        if waiting.finishing {
            return Err(StoreError::WorkerFinished);
        }
        if waiting.actions.len() >= ACTIONS {
            return Err(StoreError::QueueFull);
        }
        waiting.actions.push_back(Box::new(job));
        self.queues.work.notify_one();
        Ok(())
    }

    /// Hands over a fetched feed; waits while the queue is full, so call it where waiting is allowed.
    ///
    /// The job writes it and gives what is to be done when it is kept. Where feeds that were written together could
    /// not be kept, the job is done again.
    ///
    /// # Errors
    /// [`StoreError::WorkerFinished`]; then the job is not done.
    pub fn submit_fetched<T: FnOnce() + 'static>(
        &self,
        mut job: impl FnMut(&mut Database) -> T + Send + 'static,
    ) -> Result<(), StoreError> {
        let mut waiting = self
            .queues
            .room
            .wait_while(self.queues.lock(), |waiting| {
                !waiting.finishing && waiting.fetched.len() >= Self::FETCHED
            })
            .unwrap_or_else(PoisonError::into_inner);
        if waiting.finishing {
            return Err(StoreError::WorkerFinished);
        }
        let job = move |database: &mut Database| Box::new(job(database)) as Telling;
        waiting.fetched.push_back(Box::new(job));
        self.queues.work.notify_one();
        Ok(())
    }

    /// Has the thread stop between two jobs, where it keeps nobody else from writing, until what is given back is dropped.
    /// Where it does not come to that in time, or is too busy to be asked, it goes on.
    #[must_use]
    pub fn rest(&self, patience: Duration) -> Option<Rest> {
        let (resting, rests) = channel();
        let (end, ended) = channel::<()>();
        let rest = move |_: &mut Database| {
            if resting.send(()).is_ok() {
                // The sender only goes.
                let _ = ended.recv();
            }
        };
        self.submit_action(rest).ok()?;
        rests.recv_timeout(patience).ok()?;
        Some(Rest { _end: end })
    }

    /// Hands over a chore, done when nothing else is to be done; after the end it is not done at all.
    pub fn submit_chore(&self, step: impl FnMut(&mut Database) -> bool + Send + 'static) {
        self.queues.lock().chores.push_back(Box::new(step));
        self.queues.work.notify_one();
    }
}

impl Queues {
    /// No job runs under the lock, so what a panic leaves behind it is whole.
    fn lock(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes no more jobs, and wakes whoever waits for one or for room.
    fn close(&self) {
        self.lock().finishing = true;
        self.work.notify_all();
        self.room.notify_all();
    }

    /// Gives the next fetched feed, if one comes in time and no action waits.
    fn another(&self, until: Instant) -> Option<Fetched> {
        let idle = |waiting: &mut Waiting| {
            !waiting.finishing && waiting.actions.is_empty() && waiting.fetched.is_empty()
        };
        let patience = until.saturating_duration_since(Instant::now());
        let (mut waiting, _) = self
            .work
            .wait_timeout_while(self.lock(), patience, idle)
            .unwrap_or_else(PoisonError::into_inner);
        if !waiting.actions.is_empty() {
            return None;
        }
        let fetched = waiting.fetched.pop_front()?;
        self.room.notify_one();
        Some(fetched)
    }

    /// Waits for the next job, but no longer than `patience`.
    fn next(&self, patience: Duration) -> Next {
        let idle = |waiting: &mut Waiting| {
            !waiting.finishing
                && waiting.actions.is_empty()
                && waiting.fetched.is_empty()
                && waiting.chores.is_empty()
        };
        let (mut waiting, _) = self
            .work
            .wait_timeout_while(self.lock(), patience, idle)
            .unwrap_or_else(PoisonError::into_inner);
        if let Some(action) = waiting.actions.pop_front() {
            return Next::Action(action);
        }
        if let Some(fetched) = waiting.fetched.pop_front() {
            self.room.notify_one();
            return Next::Fetched(fetched);
        }
        if waiting.finishing {
            return Next::End;
        }
        match waiting.chores.pop_front() {
            Some(chore) => Next::Chore(chore),
            None => Next::Nothing,
        }
    }
}

/// What comes next for the thread.
enum Next {
    Action(Action),
    Fetched(Fetched),
    Chore(Chore),
    Nothing,
    /// No more will come.
    End,
}

impl std::fmt::Debug for Queues {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Queues").finish_non_exhaustive()
    }
}

fn work(queues: &Queues, mut database: Database, tell: &dyn Fn(&Database, Tidings)) {
    let mut looked = Instant::now();
    let mut idle = Idle::new(tell);
    loop {
        match queues.next(if idle.is_behind() {
            Duration::ZERO
        } else {
            LOOK_ROUND
        }) {
            // What a job that panics has written is rolled back, and the panic hook has told of it. The
            // jobs after it must still be done: they may hold the reader's marks.
            Next::Action(action) => {
                contained(|| action(&mut database));
                idle.note_news();
            }
            Next::Fetched(fetched) => {
                write(queues, &mut database, fetched);
                idle.note_news();
            }
            Next::Chore(mut chore) => {
                if contained(|| chore(&mut database)).unwrap_or(false) {
                    queues.lock().chores.push_front(chore);
                }
                idle.note_news();
            }
            Next::Nothing => idle.go_on(&mut database),
            Next::End => return,
        }
        if looked.elapsed() >= LOOK_ROUND {
            looked = Instant::now();
            match database.changed_elsewhere() {
                Ok(true) => {
                    idle.note_news();
                    tell(&database, Tidings::ChangedElsewhere);
                }
                Ok(false) => {}
                Err(error) => tracing::warn!(?error, "the cache cannot be looked at"),
            }
        }
    }
}

/// Writes a fetched feed and those that wait behind it.
fn write(queues: &Queues, database: &mut Database, first: Fetched) {
    let (mut jobs, mut tellings) = (vec![first], Vec::new());
    let until = Instant::now() + GATHERING;
    let kept = database.together(|database| {
        while let Some(job) = jobs.last_mut() {
            let Some(telling) = contained(|| job(database)) else {
                return false;
            };
            tellings.push(telling);
            if jobs.len() == TOGETHER {
                break;
            }
            let Some(next) = queues.another(until) else {
                break;
            };
            jobs.push(next);
        }
        true
    });
    if !kept {
        tellings = jobs
            .iter_mut()
            .filter_map(|job| contained(|| job(database)))
            .collect();
    }
    for telling in tellings {
        contained(telling);
    }
}

/// Does what may panic; `None` when it does.
fn contained<T>(work: impl FnOnce() -> T) -> Option<T> {
    panic::catch_unwind(AssertUnwindSafe(work)).ok()
}
