//! The real program without a screen: what it prints, where, and how it ends.
//!
//! The exit codes are 0 done, 1 something failed, 2 arguments, 3 settings, 4 cache, 5 terminal, 6 several feeds,
//! 130 told to end.

mod access;
mod backup;
mod cache;
mod config;
mod export;
mod feed;
mod hostile;
mod inspect;
mod keeping;
mod list;
mod manners;
mod refresh;
mod rules;
mod signals;
mod sudden_death;
mod terminal;

use serde_json::Value;

use crate::home::{Home, Told};
use crate::server::{Reply, Server};

/// Two entries, the newer first; one title needs care in every format.
const NEWS: &str = "<rss version='2.0'><channel><title>The News</title>\
    <item><guid>2</guid><title>\"Two\" &amp; خبر</title><link>https://news.example/2</link>\
    <pubDate>Tue, 02 Jan 2024 10:00:00 GMT</pubDate></item>\
    <item><guid>1</guid><title>One</title><link>https://news.example/1</link>\
    <pubDate>Mon, 01 Jan 2024 10:00:00 GMT</pubDate></item></channel></rss>";

/// A server with [`NEWS`] and a reader who has fetched them.
fn at_home_with_news() -> (Server, Home) {
    let (server, home) = (Server::start(), Home::new());
    server.route("/news", Reply::feed(NEWS).etag("\"1\""));
    home.subscribe(&[server.url("/news")], "");
    assert_eq!(home.run(&["refresh"]).code, 0);
    (server, home)
}

/// The lines of JSON, by URL.
fn lines(told: &Told) -> Vec<Value> {
    let mut lines: Vec<Value> = told
        .out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    lines.sort_by_key(|line| line["url"].as_str().map(str::to_owned));
    lines
}

/// A reader of the feed that needs no network, who has not fetched it.
fn at_home() -> Home {
    let home = Home::new();
    home.subscribe(&["newsterm:welcome".to_owned()], "");
    home
}

/// Asserts that a command ended with a code, printed nothing, and said this; the home is called `~`.
#[track_caller]
fn assert_refused(home: &Home, told: &Told, code: i32, said: &str) {
    let err = told.err.replace(home.path().to_str().unwrap(), "~");
    assert_eq!((told.code, &*told.out, &*err), (code, "", said));
}

#[test]
fn the_version_is_that_of_the_package() {
    let told = at_home().run(&["--version"]);
    let version = format!("newsterm {}\n", env!("CARGO_PKG_VERSION"));
    assert_eq!((told.code, told.out, told.err), (0, version, String::new()));
}

#[test]
fn help_tells_of_every_command_and_needs_no_settings() {
    let home = Home::new();
    home.configure("this is [ not TOML");
    let told = home.run(&["--help"]);
    assert_eq!((told.code, &*told.err), (0, ""));
    for part in [
        "newsterm",
        "refresh",
        "list",
        "inspect",
        "config",
        "--config",
        "--bidi",
        "Exit codes",
    ] {
        assert!(told.out.contains(part), "{part} in {}", told.out);
    }
}

#[test]
fn arguments_that_make_no_sense_are_refused_with_what_was_meant() {
    let told = at_home().run(&["refesh"]);
    assert_eq!((told.code, &*told.out), (2, ""));
    assert!(told.err.contains("'refresh'"), "{}", told.err);
}
