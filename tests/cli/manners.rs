//! What servers ask of those who poll them, and what is said of it.

use std::time::{Duration, SystemTime};

use super::{NEWS, at_home_with_news, lines};
use crate::home::Home;
use crate::server::{NOBODY, Reply, Server};

/// What a refresh says.
fn said(home: &Home) -> String {
    home.run(&["refresh"]).err
}

/// A reader of two feeds of one server.
fn at_home_with_two() -> (Server, Home) {
    let (server, home) = (Server::start(), Home::new());
    for path in ["/a", "/b"] {
        server.route(path, Reply::feed(NEWS));
    }
    home.subscribe(&[server.url("/a"), server.url("/b")], "max_per_host = 1");
    (server, home)
}

#[test]
fn a_feed_that_moved_for_good_is_asked_there_and_keeps_its_entries() {
    let (server, home) = at_home_with_news();
    server.route("/news", Reply::redirect("/new").with_status(301));
    server.route("/new", Reply::feed(NEWS).etag("\"2\""));
    let new = server.url("/new");
    let told = said(&home);
    let words = "The News has moved. Write its new address in your settings:";
    assert!(told.starts_with(&format!("{words} {new}\n")), "{told}");
    assert_eq!(said(&home), "Refreshed 1 feed: nothing new.\n");
    assert_eq!((server.requests("/news"), server.requests("/new")), (2, 2));
    assert_eq!(server.last("/new").header("if-none-match"), Some("\"2\""));

    home.subscribe(&[new], "");
    assert_eq!(home.run(&["list"]).out.lines().count(), 2);
    assert_eq!(said(&home), "Refreshed 1 feed: nothing new.\n");
    assert_eq!(home.run(&["list"]).out.lines().count(), 2);
    assert_eq!(server.last("/new").header("if-none-match"), Some("\"2\""));
}

#[test]
fn a_feed_stays_where_it_is_until_there_is_a_feed_elsewhere() {
    let (server, home) = at_home_with_news();
    server.route("/news", Reply::redirect("/page").with_status(301));
    server.route(
        "/page",
        Reply::document("<!DOCTYPE html><p>Moved", "text/html"),
    );
    assert!(said(&home).contains("is not a feed"));
    server.route("/news", Reply::redirect("/new").with_status(302));
    server.route("/new", Reply::feed(NEWS));
    assert_eq!(said(&home), "Refreshed 1 feed: nothing new.\n");
    said(&home);
    assert_eq!((server.requests("/news"), server.requests("/page")), (4, 1));
    // What the old address gave as a token means nothing at the new one.
    assert_eq!(server.last("/new").header("if-none-match"), None);
}

/// Ten minutes from now, as HTTP writes it.
#[expect(
    clippy::disallowed_methods,
    reason = "the program under test has no other clock than the real one"
)]
fn in_ten_minutes() -> String {
    httpdate::fmt_http_date(SystemTime::now() + Duration::from_mins(10))
}

#[test]
fn a_server_that_tells_how_long_is_left_alone_so_long() {
    let date = "Sun, 22 Nov 2026 10:00:00 GMT";
    let later = "Sun, 22 Nov 2026 10:10:00 GMT";
    for (status, wait, clock, minutes) in [
        (429, "120", None, 2..=2),
        (503, "120", None, 2..=2),
        (503, later, Some(date), 10..=10),
        (429, &*in_ten_minutes(), None, 9..=10),
        (429, "99999999999999999999", None, 1440..=1440),
    ] {
        let (server, home) = at_home_with_two();
        let reply = Reply::status(status).header("Retry-After", wait);
        let reply = match clock {
            Some(clock) => reply.header("Date", clock),
            None => reply,
        };
        server.route("/a", reply);
        let first = home.run(&["refresh"]);
        assert_eq!(first.code, 1, "{wait}");
        let asked = server.all_requests();
        let second = home.run(&["refresh", "--json"]);
        assert_eq!(second.code, 0, "{wait}");
        for line in lines(&second) {
            assert_eq!(line["status"], "put off", "{wait}");
        }
        assert_eq!(server.all_requests(), asked, "{wait}");
        let told = said(&home);
        let left = minutes.clone().any(|minutes| {
            let rest = if minutes < 120 {
                format!("{minutes} minutes")
            } else {
                format!("{} hours", (minutes + 30) / 60)
            };
            told.contains(&format!("/a: left alone for another {rest}"))
        });
        assert!(left, "{wait}: {minutes:?} in {told}");
    }
}

#[test]
fn who_tells_nonsense_is_left_alone_as_one_in_trouble_and_no_other_feed_with_it() {
    for wait in ["", "soon", "-5", "Sun, 22 Nov 2020 10:00:00 GMT"] {
        let (server, home) = at_home_with_two();
        server.route("/a", Reply::status(503).header("Retry-After", wait));
        assert_eq!(home.run(&["refresh"]).code, 1, "{wait}");
        let told = said(&home);
        let minutes = [5, 6].map(|minutes| format!("/a: left alone for another {minutes} minutes"));
        assert!(
            minutes.iter().any(|words| told.contains(words)),
            "{wait}: {told}"
        );
        assert_eq!(
            (server.requests("/a"), server.requests("/b")),
            (1, 2),
            "{wait}"
        );
    }
}

#[test]
fn a_server_in_trouble_is_left_alone_for_a_while() {
    for reply in [Reply::status(500), Reply::reset(), Reply::cut_off("<rss>")] {
        let (server, home) = at_home_with_news();
        server.route("/news", reply);
        assert_eq!(home.run(&["refresh"]).code, 1);
        let told = home.run(&["refresh"]);
        assert_eq!(told.code, 0);
        assert!(
            told.err.contains("The News: left alone for another "),
            "{}",
            told.err
        );
        assert!(
            told.err.ends_with("Refreshed 0 feeds: nothing new.\n"),
            "{}",
            told.err
        );
        assert_eq!(server.requests("/news"), 2);
        assert_eq!(home.run(&["list"]).out.lines().count(), 2);
    }
}

#[test]
fn the_reader_can_ask_anyway_but_not_whoever_asked_for_a_pause() {
    for (reply, asked) in [
        (Reply::status(500), true),
        (Reply::reset(), true),
        (Reply::status(410), true),
        (Reply::status(503).header("Retry-After", "3600"), false),
    ] {
        let (server, home) = at_home_with_news();
        server.route("/news", reply);
        assert_eq!(home.run(&["refresh"]).code, 1);
        said(&home);
        assert_eq!(server.requests("/news"), 2, "left alone");
        server.route("/news", Reply::feed(NEWS));
        let told = home.run(&["refresh", "--anyway"]);
        assert_eq!(told.code, 0);
        assert_eq!(server.requests("/news"), 2 + usize::from(asked));
        let left = told.err.contains("The News: left alone for another ");
        assert_eq!(left, !asked, "{}", told.err);
    }
}

#[test]
fn a_feed_that_has_ended_is_asked_no_more_and_stays_readable() {
    let (server, home) = at_home_with_news();
    server.route("/news", Reply::status(410));
    assert!(said(&home).contains("The publisher has ended this feed (410)."));
    let told = said(&home);
    let ended = "The News: ended by its publisher (410), so not asked any more\n";
    assert!(told.starts_with(ended), "{told}");
    assert_eq!(server.requests("/news"), 2);
    assert_eq!(home.run(&["list"]).out.lines().count(), 2);
    // Another address is another matter.
    server.route("/other", Reply::feed(NEWS));
    home.subscribe(&[server.url("/other")], "");
    assert!(said(&home).contains("2 new entries"));
}

#[test]
fn a_server_that_is_not_there_is_tried_once_for_all_its_feeds() {
    let home = Home::new();
    home.subscribe(
        &["/a", "/b"].map(|path| format!("{NOBODY}{path}")),
        "max_per_host = 1",
    );
    let told = home.run(&["refresh"]);
    assert_eq!(told.code, 1);
    let words = "The server 127.0.0.1 took no connection.";
    assert_eq!(told.err.matches(words).count(), 2, "{}", told.err);
    let log = home.log();
    assert_eq!(log.matches("HostDown").count(), 1, "{log}");
}

#[test]
fn what_another_server_says_is_not_held_against_the_one_that_leads_there() {
    let (home, here, there) = (Home::new(), Server::start(), Server::start());
    here.route("/good", Reply::feed(NEWS));
    here.route("/away", Reply::redirect(&there.url("/feed")));
    home.subscribe(&[here.url("/away"), here.url("/good")], "");
    for (reply, asked) in [
        (Reply::status(429).header("Retry-After", "86400"), 1),
        (Reply::status(500), 2),
        (Reply::reset(), 2),
    ] {
        home.forget();
        let before = (here.requests("/good"), there.requests("/feed"));
        there.route("/feed", reply);
        assert_eq!(home.run(&["refresh"]).code, 1);
        // Who was told to stay away does; no other feed with it.
        home.run(&["refresh"]);
        let after = (here.requests("/good"), there.requests("/feed"));
        assert_eq!((after.0 - before.0, after.1 - before.1), (2, asked));
    }
}

#[test]
fn a_feed_that_moved_is_looked_for_where_it_was_when_it_has_gone_from_there() {
    let (server, home) = at_home_with_news();
    server.route("/news", Reply::redirect("/new").with_status(301));
    server.route("/new", Reply::feed(NEWS));
    said(&home);
    server.route("/news", Reply::feed(NEWS));
    server.route("/new", Reply::status(404));
    assert_eq!(said(&home), "Refreshed 1 feed: nothing new.\n");
    assert_eq!(said(&home), "Refreshed 1 feed: nothing new.\n");
    // It is asked no more where it was only for a while.
    assert_eq!((server.requests("/news"), server.requests("/new")), (4, 2));
}

#[test]
fn a_feed_that_moved_is_looked_for_where_it_was_after_some_failures() {
    let (server, home) = at_home_with_news();
    server.route("/news", Reply::redirect("/new").with_status(301));
    server.route("/new", Reply::feed(NEWS));
    said(&home);
    server.route("/news", Reply::feed(NEWS));
    server.route("/new", Reply::document("<!DOCTYPE html>", "text/html"));
    for _ in 0..2 {
        assert!(said(&home).contains("is not a feed"));
    }
    assert_eq!(said(&home), "Refreshed 1 feed: nothing new.\n");
    assert_eq!((server.requests("/news"), server.requests("/new")), (3, 4));
}

#[test]
fn where_a_feed_was_is_no_better_it_stays_moved() {
    let (server, home) = at_home_with_news();
    server.route("/news", Reply::redirect("/new").with_status(301));
    server.route("/new", Reply::feed(NEWS));
    said(&home);
    server.route("/news", Reply::document("<!DOCTYPE html>", "text/html"));
    server.route("/new", Reply::status(404));
    assert!(said(&home).contains("404"));
    server.route("/new", Reply::feed(NEWS));
    assert_eq!(said(&home), "Refreshed 1 feed: nothing new.\n");
    assert_eq!((server.requests("/news"), server.requests("/new")), (3, 3));
}
