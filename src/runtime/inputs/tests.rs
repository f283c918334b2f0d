use std::thread;
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};

use super::*;

fn queue() -> (Inputs, Queue) {
    Inputs::new(PathBuf::new()).unwrap()
}

/// Whether the queue can be read as a file, now or before the time is up.
fn rings_within(queue: &Queue, patience: Duration) -> bool {
    let patience = Timespec::try_from(patience).unwrap();
    poll(&mut [PollFd::new(queue, PollFlags::IN)], Some(&patience)).unwrap() == 1
}

fn rings(queue: &Queue) -> bool {
    rings_within(queue, Duration::ZERO)
}

/// What the loop takes until it has so many.
fn take(queue: &Queue, count: usize) -> Vec<u64> {
    let mut taken = Vec::new();
    while taken.len() < count {
        assert!(
            rings_within(queue, Duration::from_mins(1)),
            "the loop sleeps while something waits: it has {} of {count}",
            taken.len(),
        );
        taken.extend(queue.take_some().map(|input| number(&input)));
    }
    taken
}

fn message(number: u64) -> Message {
    Message::RefreshStarted { feeds: number }
}

fn number(input: &Input) -> u64 {
    match input {
        Input::Message(Message::RefreshStarted { feeds }) => *feeds,
        other => panic!("{other:?}"),
    }
}

/// Fills the queue.
fn fill(inputs: &Inputs) {
    let mut numbers = 0..;
    while inputs.post(Input::Message(message(numbers.next().unwrap_or_default()))) {}
}

#[test]
fn the_loop_is_woken_by_what_is_sent_and_sleeps_when_it_was_taken() {
    let (inputs, queue) = queue();
    assert!(!rings(&queue));
    assert_eq!(queue.take_some().count(), 0);
    assert!(inputs.send(message(1)));
    assert!(rings(&queue));
    assert!(inputs.post(Input::Message(message(2))));
    assert_eq!(take(&queue, 2), [1, 2]);
    assert!(!rings(&queue));
}

#[test]
fn a_full_queue_is_taken_piece_by_piece_and_keeps_the_loop_awake() {
    let (inputs, queue) = queue();
    fill(&inputs);
    let mut taken = Vec::new();
    while rings(&queue) {
        let piece: Vec<Input> = queue.take_some().collect();
        assert!(piece.len() <= AT_ONCE, "the keys have their turn between");
        taken.extend(piece.iter().map(number));
    }
    let sent: Vec<u64> = (0..).take(WAITING).collect();
    assert_eq!(taken, sent);
}

#[test]
fn no_wakening_is_lost_among_many_who_send_at_once() {
    const THREADS: u64 = 8;
    const EACH: u64 = 4000;
    let (inputs, queue) = queue();
    thread::scope(|scope| {
        // Who sends is let go of where this fails.
        let queue = queue;
        for thread in 0..THREADS {
            let inputs = inputs.clone();
            let send = move |number| assert!(inputs.send(message(number)));
            scope.spawn(move || (0..EACH).map(|n| n * THREADS + thread).for_each(send));
        }
        let taken = take(&queue, usize::try_from(THREADS * EACH).unwrap());
        for thread in 0..THREADS {
            let of_one = taken.iter().filter(|number| *number % THREADS == thread);
            assert!(of_one.is_sorted(), "one after the other");
        }
    });
}

#[test]
fn no_wakening_is_lost_by_who_sends_while_the_loop_takes() {
    let (inputs, queue) = queue();
    let (answer, answered) = sync_channel(0);
    thread::scope(|scope| {
        let (queue, answer) = (queue, answer);
        scope.spawn(move || {
            for _ in 0..20_000 {
                // The second comes at any moment of the taking of the first.
                assert!(inputs.send(message(1)));
                assert!(inputs.send(message(2)));
                answered.recv().unwrap();
            }
        });
        for _ in 0..20_000 {
            assert_eq!(take(&queue, 2), [1, 2]);
            answer.send(()).unwrap();
        }
        // A ring may be left that was for what is taken already.
        assert_eq!(queue.take_some().count(), 0);
        assert!(!rings(&queue));
    });
}

#[test]
fn an_ended_loop_lets_go_who_waits_to_send_and_what_was_not_kept_is_told() {
    let (inputs, queue) = queue();
    fill(&inputs);
    let why = Phrase::CommandUndo;
    let senders: Vec<_> = (0..4)
        .map(|_| {
            let (inputs, why) = (inputs.clone(), why.clone());
            thread::spawn(move || inputs.send(Message::ActionFailed(why)))
        })
        .collect();
    drop(queue);
    for sender in senders {
        assert!(!sender.join().unwrap());
    }
    assert!(!inputs.send(message(0)));
    assert!(!inputs.post(Input::Signal(Signal::Stop)));
    assert_eq!(inputs.untold(), vec![why; 4]);
}
