//! Servers that misbehave: the others are read, what is wrong is said in words, nothing is lost.

use rusqlite::Connection;

use super::{quit, row_with};
use crate::home::Home;
use crate::server::{Reply, Server};

/// Feeds that fail, how, and the words for it; in the order of the settings.
fn failures() -> [(&'static str, Reply, &'static str); 7] {
    let page = Reply::document("<!DOCTYPE html><title>News</title><p>Hello", "text/html");
    [
        (
            "Hanging",
            Reply::hang(),
            "The server did not answer in full within 2 seconds.",
        ),
        (
            "Resetting",
            Reply::reset(),
            "The server broke off before the whole feed had come.",
        ),
        (
            "Breaking",
            Reply::cut_off("<rss version='2.0'><channel><item><title>Half"),
            "The server broke off before the whole feed had come.",
        ),
        (
            "Missing",
            Reply::status(404),
            "There is nothing at this address (404).",
        ),
        (
            "Troubled",
            Reply::status(500),
            "The server has trouble of its own (500).",
        ),
        (
            "Ended",
            Reply::status(410),
            "The publisher has ended this feed (410).",
        ),
        ("Page", page, "What is at this address is not a feed."),
    ]
}

/// A feed of one entry.
fn feed(name: &str, headline: &str) -> Reply {
    Reply::feed(format!(
        "<rss version='2.0'><channel><title>{name} News</title>\
         <item><guid>{headline}</guid><title>{headline}</title></item></channel></rss>"
    ))
}

fn first_headline(name: &str) -> String {
    format!("First of {name}")
}

/// A reader of a feed that is well and of all that will fail, each of them read once already.
fn read_once(server: &Server) -> Home {
    let home = Home::new();
    let names = ["Healthy"]
        .into_iter()
        .chain(failures().map(|(name, _, _)| name));
    let urls = names.map(|name| {
        let path = format!("/{name}");
        server.route(&path, feed(name, &first_headline(name)));
        server.url(&path)
    });
    home.subscribe(&urls.collect::<Vec<_>>(), "timeout = 2\nmax_per_host = 8");
    assert_eq!(home.run(&["refresh"]).code, 0);
    home
}

#[test]
fn a_feed_that_fails_says_why_and_keeps_its_entries() {
    let server = Server::start();
    let home = read_once(&server);
    server.route("/Healthy", feed("Healthy", "Fresh today"));
    for (name, reply, _) in failures() {
        server.route(&format!("/{name}"), reply);
    }
    let mut pty = home.open(120, 40);
    pty.wait_for_text(&first_headline("Ended"));
    pty.send("R");
    // What is well does not wait for what hangs.
    pty.wait_for_text("Fresh today");
    pty.wait_for_text("Refreshed: 1 new entry, 7 feeds failed.");
    // The feeds stand under the four lists; the first is well.
    pty.send("4j");
    for (name, _, words) in failures() {
        pty.send("j");
        pty.wait_until(words, |screen| {
            screen.contains(words) && screen.contains(&first_headline(name))
        });
        pty.wait_for_text(&format!("!{name} News"));
    }
    assert!(!row_with(&pty, "Healthy News").contains('!'));

    for (name, _, _) in failures() {
        server.route(&format!("/{name}"), feed(name, &first_headline(name)));
    }
    // All but the one whose publisher has ended it are asked again; that one only by hand.
    pty.send("R");
    pty.wait_for_text("Refreshed. Nothing new.");
    pty.send("kr");
    pty.wait_until_gone("!");
    quit(pty);
}

#[test]
fn a_feed_that_never_came_says_why_in_place_of_its_entries() {
    let (server, down, home) = (Server::start(), Server::start(), Home::new());
    server.route("/Good", feed("Good", &first_headline("Good")));
    let feeds = [server.url("/Good"), server.url("/gone"), down.url("/feed")];
    drop(down);
    home.subscribe(&feeds, "");
    let mut pty = home.open(120, 40);
    pty.wait_for_text("Refreshed: 1 new entry, 2 feeds failed.");
    pty.wait_for_text(&first_headline("Good"));
    pty.send("5j");
    pty.wait_for_text("There is nothing at this address (404).");
    pty.send("j");
    pty.wait_for_text("The server 127.0.0.1 took no connection.");
    // One feed alone is asked again.
    server.route("/gone", feed("Late", &first_headline("Late")));
    pty.send("kr");
    pty.wait_for_text("Refreshed: 1 new entry.");
    pty.wait_for_text(&first_headline("Late"));
    assert_eq!(server.requests("/Good"), 1);
    quit(pty);
}

#[test]
fn asking_again_while_a_refresh_is_under_way_is_answered() {
    let server = Server::start();
    server.route("/slow", feed("Slow", &first_headline("Slow")));
    let home = Home::new();
    home.subscribe(&[server.url("/slow")], "timeout = 60");
    assert_eq!(home.run(&["refresh"]).code, 0);
    server.route("/slow", Reply::hang());
    let mut pty = home.open(80, 24);
    pty.wait_for_text(&first_headline("Slow"));
    pty.send("R");
    server.wait_for("/slow", 2);
    pty.send("R");
    pty.wait_for_text("Already refreshing.");
    quit(pty);
}

#[test]
fn no_server_is_asked_over_and_over_because_the_cache_cannot_be_written() {
    let server = Server::start();
    server.route("/news", feed("News", &first_headline("News")));
    let home = Home::new();
    home.subscribe(&[server.url("/news")], "");
    assert_eq!(home.run(&["refresh"]).code, 0);
    let cache = Connection::open(home.cache()).unwrap();
    let due_and_not_to_be_written = "
        UPDATE feeds SET polled_at = 1;
        CREATE TRIGGER full BEFORE UPDATE OF polled_at ON feeds
        BEGIN SELECT RAISE(FAIL, 'the disk is full'); END;";
    cache.execute_batch(due_and_not_to_be_written).unwrap();
    drop(cache);
    let mut pty = home.open(80, 24);
    pty.wait_for_text("1 feed failed.");
    for _ in 0..10 {
        pty.send("/");
        pty.wait_for_text("Search All:");
        pty.send("\u{1b}");
        pty.wait_until_gone("Search All:");
    }
    assert_eq!(server.requests("/news"), 2);
    quit(pty);
}
