//! Polls of many feeds, waiting by host.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::time::Instant;

use super::Polls;
use crate::runtime::schedule;
use crate::store::PollState;

/// So many feeds of a host are taken up for each that it may be asked for at a time: some are read, others asked for.
const AHEAD: usize = 2;

/// The feeds of a host that wait, the next one first.
type Queue = Arc<Mutex<VecDeque<PollState>>>;

impl Polls {
    /// Polls feeds, each to the end, as if all began at this instant. To be called within the runtime of tokio.
    ///
    /// A poll under way takes far more memory than the state it begins with, so of a host with many feeds only as
    /// many are under way as make it wait for nothing; the first feeds of all hosts come first.
    pub fn poll_all(self: &Arc<Self>, states: Vec<PollState>) {
        let begun = Instant::now();
        let most = self.options.concurrent_per_host.max(1) * AHEAD;
        for queue in queues(states, most) {
            tokio::spawn(Arc::clone(self).run_queue(queue, begun));
        }
    }

    async fn run_queue(self: Arc<Self>, queue: Queue, begun: Instant) {
        while let Some(state) = take(&queue) {
            // By itself: where one panics, those behind it are polled all the same.
            let _ = tokio::spawn(Arc::clone(&self).poll(state, begun)).await;
        }
    }
}

/// Parts feeds by host; gives the queue of each as often as feeds of it may be under way, at most `most` times. What
/// comes from no host waits for none.
fn queues(states: Vec<PollState>, most: usize) -> Vec<Queue> {
    let mut by_host: HashMap<schedule::Host, (Queue, usize)> = HashMap::new();
    let mut queues = Vec::new();
    for state in states {
        let host = schedule::host(&state);
        let limit = if host.is_empty() { usize::MAX } else { most };
        let (queue, times) = by_host.entry(host).or_default();
        let mut waiting = queue.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.push_back(state);
        drop(waiting);
        if *times < limit {
            *times += 1;
            queues.push((*times, Arc::clone(queue)));
        }
    }
    queues.sort_by_key(|(times, _)| *times);
    queues.into_iter().map(|(_, queue)| queue).collect()
}

fn take(queue: &Queue) -> Option<PollState> {
    let mut waiting = queue.lock().unwrap_or_else(PoisonError::into_inner);
    waiting.pop_front()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::model::{FeedId, FeedSource, Validators};
    use crate::store::LastPoll;

    #[test]
    fn all_hosts_are_asked_at_once_and_a_host_with_many_feeds_for_few() {
        let written = [
            "https://many.example/1",
            "https://many.example/2",
            "https://many.example/3",
            "https://one.example/4",
            "exec:script#5",
            "exec:script#6",
            "exec:script#7",
        ];
        let states = (1..).zip(written).map(|(feed, address)| PollState {
            feed: FeedId(feed),
            source: FeedSource::new(address),
            moved_to: None,
            validators: Validators::default(),
            reading: 0,
            interval: Duration::from_hours(1),
            last: LastPoll::default(),
        });
        let queues = queues(states.collect(), 2);
        let next = |queue| take(queue).map(|state| state.feed.0);
        let started: Vec<_> = queues.iter().filter_map(next).collect();
        assert_eq!(started, [1, 4, 5, 2, 6, 7]);
        let then: Vec<_> = queues.iter().filter_map(next).collect();
        assert_eq!(then, [3], "it waits for one of the two before it");
    }
}
