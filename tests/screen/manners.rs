//! What the screen says and does of feeds that have moved, have ended, or want to be left alone.

use std::fs;

use super::quit;
use crate::home::Home;
use crate::server::{Reply, Server};

fn feed(name: &str) -> Reply {
    Reply::feed(format!(
        "<rss version='2.0'><channel><title>{name} News</title>\
         <item><guid>1</guid><title>First of {name}</title></item></channel></rss>"
    ))
}

/// A reader who has read two feeds of one server, `A` and `B`.
fn read_once(server: &Server) -> Home {
    let home = Home::new();
    for name in ["A", "B"] {
        server.route(&format!("/{name}"), feed(name));
    }
    home.subscribe(&[server.url("/A"), server.url("/B")], "");
    assert_eq!(home.run(&["refresh"]).code, 0);
    home
}

#[test]
fn a_feed_that_has_moved_says_where() {
    let server = Server::start();
    let home = read_once(&server);
    server.route("/A", Reply::redirect("/new").with_status(308));
    server.route("/new", feed("A"));
    let mut pty = home.open(120, 30);
    pty.wait_for_text("First of A");
    pty.send("R");
    server.wait_for("/new", 1);
    pty.wait_for_text("Refreshed. Nothing new.");
    // The feeds stand under the four lists.
    pty.send("4j");
    let words = "This feed has moved. Write its new address in your settings:";
    pty.wait_for_text(&format!("{words} {}", server.url("/new")));
    pty.send("r");
    server.wait_for("/new", 2);
    pty.wait_for_text("Refreshed. Nothing new.");
    assert_eq!(server.requests("/A"), 2);
    quit(pty);
}

#[test]
fn a_server_that_wants_to_be_left_alone_is_not_even_asked_by_hand() {
    let server = Server::start();
    let home = read_once(&server);
    server.route("/A", Reply::status(503).header("Retry-After", "3600"));
    let mut pty = home.open(120, 30);
    pty.wait_for_text("First of A");
    pty.send("4jr");
    pty.wait_for_text("Refreshed: nothing new, 1 feed failed.");
    let asked = server.all_requests();
    let words = "The server asked for a pause. Try again in 60 minutes.";
    for keys in ["r", "jr", "R"] {
        pty.send(keys);
        pty.wait_for_text(words);
        pty.send("k");
        pty.wait_until_gone(words);
    }
    assert_eq!(server.all_requests(), asked);
    quit(pty);
}

#[test]
fn a_feed_in_trouble_is_asked_when_the_reader_wants() {
    let server = Server::start();
    let home = read_once(&server);
    server.route("/A", Reply::status(500));
    assert_eq!(home.run(&["refresh"]).code, 1);
    let mut pty = home.open(120, 30);
    pty.wait_for_text("First of A");
    // Left alone at the start; it came with the first refresh and failed with the second.
    assert_eq!(server.requests("/A"), 2);
    server.route("/A", feed("A"));
    pty.send("4jr");
    pty.wait_for_text("Refreshed. Nothing new.");
    assert_eq!(server.requests("/A"), 3);
    quit(pty);
}

#[test]
fn a_feed_that_has_ended_is_asked_again_by_hand_alone() {
    let server = Server::start();
    let home = read_once(&server);
    server.route("/A", Reply::status(410));
    let mut pty = home.open(120, 30);
    pty.wait_for_text("First of A");
    pty.send("R");
    pty.wait_for_text("Refreshed: nothing new, 1 feed failed.");
    pty.send("4jR");
    pty.wait_for_text("Refreshed. Nothing new.");
    assert_eq!((server.requests("/A"), server.requests("/B")), (2, 3));
    pty.send("k");
    pty.send("j");
    pty.wait_for_text("The publisher has ended this feed (410).");
    server.route("/A", feed("A"));
    pty.send("r");
    server.wait_for("/A", 3);
    pty.wait_until_gone("The publisher has ended this feed (410).");
    quit(pty);
}

#[test]
fn what_another_newsterm_has_learned_is_heeded() {
    let (server, other, home) = (Server::start(), Server::start(), Home::new());
    server.route("/A", feed("A"));
    other.route("/B", feed("B"));
    home.subscribe(&[server.url("/A"), other.url("/B")], "");
    let mut pty = home.open(120, 30);
    pty.wait_for_text("First of A");
    pty.wait_for_text("First of B");
    // It is told to stay away from one server, and takes up a feed that is reached through another.
    server.route("/A", Reply::status(429).header("Retry-After", "86400"));
    other.route("http://news.example/C", feed("C"));
    let written = fs::read_to_string(home.config()).unwrap();
    home.configure(&format!(
        "{written}[[feeds]]\nurl = \"http://news.example/C\"\nproxy = \"{}\"\n",
        other.url("")
    ));
    assert_eq!(home.run(&["refresh"]).code, 1);
    pty.wait_for_text("First of C");
    let asked = server.requests("/A");
    other.route(
        "http://news.example/C",
        Reply::feed(
            "<rss version='2.0'><channel><item><title>Fresh</title></item></channel></rss>",
        ),
    );
    pty.send("R");
    pty.wait_for_text("Fresh");
    assert_eq!(server.requests("/A"), asked);
    quit(pty);
}

#[test]
fn what_is_known_of_a_feed_is_shown_and_follows_its_polls() {
    let server = Server::start();
    let home = read_once(&server);
    let mut pty = home.open(100, 30);
    pty.wait_for_text("First of A");
    pty.send("4ji");
    pty.wait_for_text(&server.url("/A"));
    pty.wait_for_text("UTF-8, by its bytes");
    pty.wait_for_text("1 kept, 1 unread, 0 saved");
    server.route("/A", Reply::status(410));
    pty.send("r");
    pty.wait_for_text("It failed the last time.");
    pty.wait_for_text("its publisher has ended it (410).");
    pty.send("q");
    pty.wait_for_text("First of A");
    quit(pty);
}
