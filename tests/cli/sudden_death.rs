//! A refresh that is killed in the middle loses no mark and leaves a whole cache.

use rusqlite::Connection;

use crate::home::Home;
use crate::server::{Reply, Server};

/// How many feeds there are, and how often a refresh of them is killed.
const FEEDS: usize = 20;

/// A feed of ten entries, other ones each time.
fn feed(name: usize, time: usize) -> Reply {
    let item = |n| format!("<item><guid>{time}-{n}</guid><title>Entry {time}-{n}</title></item>");
    let items: String = (0..10).map(item).collect();
    Reply::feed(format!(
        "<rss version='2.0'><channel><title>Feed {name}</title>{items}</channel></rss>"
    ))
}

/// Publishes new entries in every feed.
fn publish(server: &Server, time: usize) {
    for name in 0..FEEDS {
        server.route(&format!("/{name}"), feed(name, time));
    }
}

/// Saves the first entry, which marks it read too.
fn save_one(home: &Home) {
    let mut pty = home.open(80, 24);
    pty.wait_for_text("Entry 0-0");
    pty.send("\r\rs");
    pty.wait_for_text("Saved.");
    pty.send("Q");
    assert!(pty.finish());
}

fn assert_whole(home: &Home) {
    let cache = Connection::open(home.cache()).unwrap();
    let check: String = cache
        .pragma_query_value(None, "integrity_check", |row| row.get(0))
        .unwrap();
    assert_eq!(check, "ok");
}

#[test]
fn a_refresh_killed_twenty_times_in_the_middle_loses_no_mark() {
    let (server, home) = (Server::start(), Home::new());
    let feeds = (0..FEEDS).map(|name| server.url(&format!("/{name}")));
    home.subscribe(&feeds.collect::<Vec<_>>(), "max_per_host = 2");
    publish(&server, 0);
    assert_eq!(home.run(&["refresh"]).code, 0);
    save_one(&home);
    let saved = home.run(&["list", "--saved"]).out;
    assert_eq!(saved.lines().count(), 1);

    for time in 1..=FEEDS {
        publish(&server, time);
        let before = server.all_requests();
        let mut refresh = home.spawn(&["refresh"]);
        // When the nth feed is asked for, those before it are in the cache, or on the way there.
        server.wait_for_all(before + time);
        refresh.kill().unwrap();
        refresh.wait().unwrap();
        assert_whole(&home);
        assert_eq!(home.run(&["list", "--saved"]).out, saved);
    }
    let told = home.run(&["refresh"]);
    assert_eq!(told.code, 0, "{}", told.err);
    let last = format!("Entry {FEEDS}-");
    let arrived = home.run(&["list"]).out.matches(&last).count();
    assert_eq!(arrived, 10 * FEEDS);
}
