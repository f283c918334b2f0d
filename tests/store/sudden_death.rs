//! A program that is killed in the middle of its work loses no mark and leaves a whole cache.

use std::env;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use newsterm::model::{
    Action, Anchor, EntryId, Filter, List, Search, Timestamp, WindowRequest, tags_in,
};
use newsterm::store::Database;
use rusqlite::Connection;

use super::{NOW, entry, open, subscription, update};

/// Names the cache to the child.
const CACHE: &str = "NEWSTERM_TEST_CACHE";

/// Says how often the child is to be killed.
const ROUNDS: &str = "NEWSTERM_TEST_DEATHS";

/// What the child begins a line with that tells of a mark on the disk.
const MARKED: &str = "marked ";

#[test]
fn killed_again_and_again_it_loses_no_mark() {
    // The child that is killed is this test program too, and comes in by this door.
    if let Some(cache) = env::var_os(CACHE) {
        return write_until_killed(Path::new(&cache));
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cache.db");
    let mut marked = Vec::new();
    for round in 0..rounds() {
        // Where in its work this finds the child is the scheduler's choice; that it moves on is ours.
        marked.extend(kill_after(&path, 1 + round * 7 % 23));
        assert_eq!(check(&path), "ok");
        let reader = open(&path).reader().unwrap();
        for entry in &marked {
            let found = reader.entry(*entry).unwrap().unwrap();
            let tagged = found.tags == tags_in("kept");
            assert!(
                found.read && found.saved && tagged,
                "{entry:?} of round {round}"
            );
        }
        assert_counts(&path);
    }
}

/// How often the child is killed: a handful, or as `just deaths` says.
fn rounds() -> usize {
    env::var(ROUNDS).map_or(8, |rounds| rounds.parse().unwrap())
}

/// Lets a child write until it has told of some marks, kills it, and gives the marks it has told of.
fn kill_after(path: &Path, marks: usize) -> Vec<EntryId> {
    let mut child = spawn_writer(path);
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut told = || {
        lines.find_map(|line| {
            let entry = line.ok()?.strip_prefix(MARKED)?.parse().ok()?;
            Some(EntryId(entry))
        })
    };
    let mut marked: Vec<_> = (0..marks).map(|_| told().unwrap()).collect();
    // SIGKILL: the child can do nothing about it.
    child.kill().unwrap();
    child.wait().unwrap();
    marked.extend(std::iter::from_fn(told));
    marked
}

fn spawn_writer(path: &Path) -> Child {
    Command::new(env::current_exe().unwrap())
        .args([
            "--exact",
            "--nocapture",
            "store::sudden_death::killed_again_and_again_it_loses_no_mark",
        ])
        .env(CACHE, path)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

fn check(path: &Path) -> String {
    let connection = Connection::open(path).unwrap();
    connection
        .pragma_query_value(None, "integrity_check", |row| row.get(0))
        .unwrap()
}

/// Compares the counts that the writer keeps with the entries themselves.
fn assert_counts(path: &Path) {
    let connection = Connection::open(path).unwrap();
    let wrong: i64 = connection
        .query_row(
            "SELECT count(*) FROM feeds WHERE (total, unread, saved) IS NOT
             (SELECT count(*), count(*) FILTER (WHERE NOT read), count(*) FILTER (WHERE saved)
              FROM entries WHERE feed = feeds.id AND hidden < 2)",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(wrong, 0);
}

/// What the child does: it takes in feeds and marks entries.
fn write_until_killed(path: &Path) {
    let mut database = open(path);
    database
        .subscribe(&[subscription("a", None), subscription("b", None)])
        .unwrap();
    let start = database.poll_states().unwrap()[0]
        .last
        .at
        .map_or(0, |polled| polled.seconds_since(NOW) + 1);
    for turn in start.. {
        write_once(&mut database, turn);
    }
}

fn write_once(database: &mut Database, turn: i64) {
    let now = NOW.plus_seconds(turn);
    for state in database.poll_states().unwrap() {
        let entries = (0..20).map(|n| {
            let guid = format!("{turn}-{n}");
            entry(&guid, &guid, now.plus_seconds(-n))
        });
        let brought = update(entries.collect());
        database.record_update(state.feed, &brought, now).unwrap();
    }
    let newest = WindowRequest {
        list: List::Unread,
        filter: Filter::Unread,
        search: Search::default(),
        anchor: Anchor::First,
        before: 4,
        after: 4,
        kept: Vec::new(),
        day_start: Timestamp(0),
        expanded: Vec::new(),
    };
    let rows = database.reader().unwrap().window(&newest).unwrap().rows;
    let (marked, deleted) = rows.split_at(4);
    for row in deleted {
        let delete = Action::Delete { entry: row.id };
        database.perform(&delete, now).unwrap();
    }
    let mut tidying = database.tidying(now).unwrap();
    while database.tidy(&mut tidying).unwrap() {}
    for row in marked {
        let entry = row.id;
        let actions = [
            Action::MarkRead { entry, read: true },
            Action::Save { entry, saved: true },
            Action::Tag {
                entry,
                tags: tags_in("kept"),
            },
        ];
        for action in &actions {
            database.perform(action, now).unwrap();
        }
        let mut out = std::io::stdout().lock();
        writeln!(out, "{MARKED}{}", entry.0).unwrap();
        out.flush().unwrap();
    }
}
