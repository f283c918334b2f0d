//! The worker and its queues.

use std::sync::mpsc;
use std::sync::{Arc, Barrier};
use std::thread;

use super::super::database::Durability;
use super::*;

/// A worker that stands still until the barrier is met, as behind a slow disk.
fn held(database: Database) -> (Worker, Arc<Barrier>) {
    let worker = Worker::spawn(database, |_, _| {});
    let (started, starts) = mpsc::channel();
    let barrier = Arc::new(Barrier::new(2));
    let gate = Arc::clone(&barrier);
    worker
        .jobs()
        .submit_fetched(move |_| {
            started.send(()).unwrap();
            gate.wait();
            || ()
        })
        .unwrap();
    starts.recv().unwrap();
    (worker, barrier)
}

/// Sends `name` when what it stands for is kept.
fn telling<T: Copy + 'static>(done: &mpsc::Sender<T>, name: T) -> impl FnOnce() + use<T> {
    let done = done.clone();
    move || done.send(name).unwrap()
}

#[test]
fn the_readers_actions_go_first() {
    let (worker, gate) = held(Cache::new().database);
    let (done, order) = mpsc::channel();
    for name in ["feed 1", "feed 2"] {
        let done = done.clone();
        worker
            .jobs()
            .submit_fetched(move |_| telling(&done, name))
            .unwrap();
    }
    for name in ["action 1", "action 2"] {
        let done = done.clone();
        worker
            .jobs()
            .submit_action(move |_| done.send(name).unwrap())
            .unwrap();
    }
    drop(done);
    gate.wait();
    let order: Vec<_> = order.iter().collect();
    assert_eq!(order, ["action 1", "action 2", "feed 1", "feed 2"]);
}

#[test]
fn quitting_loses_nothing_that_was_taken() {
    let Cache {
        _folder,
        database,
        reader,
        ..
    } = Cache::with_feeds(&["a"]);
    let feed = reader.feeds().unwrap()[0].id;
    let (worker, gate) = held(database);
    for n in 0..10 {
        let update = FeedUpdate {
            entries: vec![entry(&n.to_string(), n)],
            ..FeedUpdate::default()
        };
        let write = move |database: &mut Database| {
            database.record_update(feed, &update, NOW).unwrap();
            || ()
        };
        worker.jobs().submit_fetched(write).unwrap();
    }
    let jobs = worker.jobs().clone();
    thread::scope(|scope| {
        scope.spawn(|| worker.finish());
        gate.wait();
    });
    assert_eq!(reader.feeds().unwrap()[0].total, 10);
    assert!(matches!(
        jobs.submit_action(|_| ()),
        Err(StoreError::WorkerFinished)
    ));
    assert!(matches!(
        jobs.submit_fetched(|_| || ()),
        Err(StoreError::WorkerFinished)
    ));
}

#[test]
fn a_job_may_hold_the_last_of_the_queues() {
    let (worker, gate) = held(Cache::new().database);
    let jobs = worker.jobs().clone();
    let (done, order) = mpsc::channel();
    let last = move |_: &mut Database| {
        let _held = &jobs;
        telling(&done, "the last")
    };
    worker.jobs().submit_fetched(last).unwrap();
    thread::scope(|scope| {
        scope.spawn(|| drop(worker));
        gate.wait();
    });
    assert_eq!(order.try_recv(), Ok("the last"));
}

#[test]
fn a_full_queue_of_actions_refuses_instead_of_waiting() {
    let (worker, gate) = held(Cache::new().database);
    let taken = (0..2000)
        .filter(|_| worker.jobs().submit_action(|_| ()).is_ok())
        .count();
    assert_eq!(taken, 1024);
    assert!(matches!(
        worker.jobs().submit_action(|_| ()),
        Err(StoreError::QueueFull)
    ));
    gate.wait();
}

#[test]
fn a_full_queue_of_feeds_makes_the_producer_wait() {
    let (worker, gate) = held(Cache::new().database);
    let (taken, tickets) = mpsc::channel();
    let (done, order) = mpsc::channel();
    thread::scope(|scope| {
        scope.spawn(|| {
            for n in 0..40 {
                let done = done.clone();
                worker
                    .jobs()
                    .submit_fetched(move |_| telling(&done, n))
                    .unwrap();
                taken.send(n).unwrap();
            }
        });
        assert_eq!(tickets.iter().take(16).last(), Some(15));
        assert!(tickets.try_recv().is_err(), "a seventeenth was taken");
        gate.wait();
    });
    worker.finish();
    let order: Vec<_> = order.try_iter().collect();
    assert_eq!(order, (0..40).collect::<Vec<_>>());
}

#[test]
fn who_is_stopped_keeps_nobody_from_writing() {
    let Cache {
        _folder: folder,
        path,
        mut database,
        ..
    } = Cache::new();
    database.subscribe(&[subscription("a")]).unwrap();
    let feed = database.poll_states().unwrap()[0].feed;
    let worker = Worker::spawn(database, |_, _| {});
    // There is always something to be written.
    let (done, writing) = mpsc::channel();
    for turn in 0..10 {
        let (jobs, done) = (worker.jobs().clone(), done.clone());
        thread::spawn(move || {
            let write = move |database: &mut Database| {
                let brought = FeedUpdate {
                    entries: vec![entry(&turn.to_string(), turn)],
                    ..FeedUpdate::default()
                };
                database.record_update(feed, &brought, NOW).unwrap();
                telling(&done, turn)
            };
            jobs.submit_fetched(write).unwrap();
        });
    }
    drop(done);
    writing.recv().unwrap();
    let rest = worker.jobs().rest(Duration::MAX).unwrap();
    let mut other = Database::open(&path).unwrap();
    other.connection().busy_timeout(Duration::ZERO).unwrap();
    other.log_unsubscription("a", NOW).unwrap();
    drop(rest);
    assert_eq!(writing.iter().count(), 9);
    drop((worker, folder));
}

#[test]
fn a_thread_that_is_in_the_middle_of_something_is_not_waited_for_in_vain() {
    let (worker, gate) = held(Cache::new().database);
    assert!(worker.jobs().rest(Duration::ZERO).is_none());
    gate.wait();
    let (done, goes_on) = mpsc::channel();
    let job = move |_: &mut Database| done.send(()).unwrap();
    worker.jobs().submit_action(job).unwrap();
    goes_on.recv().unwrap();
}

#[test]
fn a_job_that_panics_is_undone_and_the_others_are_done() {
    let Cache {
        _folder,
        database,
        reader,
        ..
    } = Cache::with_feeds(&["a"]);
    let feed = reader.feeds().unwrap()[0].id;
    let worker = Worker::spawn(database, |_, _| {});
    let fail = move |database: &mut Database| {
        let half = |transaction: &rusqlite::Transaction<'_>| -> Result<(), StoreError> {
            transaction
                .execute("UPDATE feeds SET home = 'half-written'", [])
                .unwrap();
            panic!("a job that fails on purpose")
        };
        database.write(Durability::Marks, half).unwrap();
    };
    worker.jobs().submit_action(fail).unwrap();
    let reason = line("no answer");
    let write = move |database: &mut Database| {
        database
            .record_failure(feed, &reason, Setback::Feed, NOW)
            .unwrap();
        || ()
    };
    worker.jobs().submit_fetched(write).unwrap();
    worker.finish();
    let feed = reader.feeds().unwrap().remove(0);
    assert_eq!((feed.home, feed.polled_at), (None, Some(NOW)));
}

#[test]
fn of_feeds_written_together_each_fails_alone() {
    let Cache {
        _folder,
        database,
        reader,
        ..
    } = Cache::with_feeds(&["a", "b"]);
    let feeds: Vec<_> = reader.feeds().unwrap().iter().map(|feed| feed.id).collect();
    let (worker, gate) = held(database);
    let (done, told) = mpsc::channel();
    for feed in [feeds[0], FeedId(404), feeds[1]] {
        let done = done.clone();
        let update = FeedUpdate {
            entries: vec![entry("one", 10)],
            ..FeedUpdate::default()
        };
        let write = move |database: &mut Database| {
            let kept = database.record_update(feed, &update, NOW).is_ok();
            telling(&done, (feed, kept))
        };
        worker.jobs().submit_fetched(write).unwrap();
    }
    let panics = |_: &mut Database| -> fn() { panic!("a job that fails on purpose") };
    worker.jobs().submit_fetched(panics).unwrap();
    drop(done);
    gate.wait();
    worker.finish();
    let told: Vec<_> = told.iter().collect();
    assert_eq!(
        told,
        [(feeds[0], true), (FeedId(404), false), (feeds[1], true)]
    );
    let totals: Vec<_> = reader
        .feeds()
        .unwrap()
        .iter()
        .map(|feed| feed.total)
        .collect();
    assert_eq!(totals, [1, 1]);
}

#[test]
fn how_far_the_index_is_is_told_from_the_first_step_to_the_last() {
    let mut cache = Cache::with_feeds(&["a"]);
    cache.bring("a", (0..600).map(|n| entry(&format!("{n}"), n)).collect());
    let Cache {
        _folder, database, ..
    } = cache;
    let (tell, told) = mpsc::channel();
    let _worker = Worker::spawn(database, move |_, tidings| tell.send(tidings).unwrap());
    let mut percents = told.iter().map(|tidings| match tidings {
        Tidings::Indexed(percent) => percent,
        Tidings::ChangedElsewhere | Tidings::Regrouped => panic!("nobody else writes"),
    });
    let first = percents.next().unwrap();
    assert!(first < 100, "{first}");
    let rest: Vec<_> = percents.take_while(|percent| *percent < 100).collect();
    assert!(rest.is_sorted(), "{rest:?}");
}

#[test]
fn that_stories_are_found_is_told() {
    let mut cache = Cache::with_feeds(&["a", "b"]);
    cache.database.find_stories_within(3);
    for name in ["a", "b"] {
        let entry = NewEntry {
            link: Some("https://paper.example/flood".to_owned()),
            ..entry(name, 10)
        };
        cache.bring(name, vec![entry]);
    }
    let Cache {
        _folder, database, ..
    } = cache;
    let (tell, told) = mpsc::channel();
    let _worker = Worker::spawn(database, move |_, tidings| tell.send(tidings).unwrap());
    let mut told = std::iter::from_fn(|| told.recv_timeout(Duration::from_mins(1)).ok());
    assert!(told.any(|tidings| tidings == Tidings::Regrouped));
}
