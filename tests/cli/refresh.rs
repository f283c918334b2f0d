//! `newsterm refresh`, which says whether any feed failed.

use serde_json::json;

use super::{NEWS, at_home, at_home_with_news, lines};
use crate::home::{Home, Told};
use crate::server::{Reply, Server};

#[test]
fn what_came_is_said_to_people() {
    let (server, home) = (Server::start(), Home::new());
    server.route("/news", Reply::feed(NEWS).etag("\"1\""));
    home.subscribe(&[server.url("/news")], "");
    let told = home.run(&["refresh"]);
    let url = server.url("/news");
    let said = format!("{url}: 2 new entries\nRefreshed 1 feed: 2 new entries.\n");
    assert_eq!((told.code, &*told.out, told.err), (0, "", said));
    let told = home.run(&["refresh"]);
    let said = "Refreshed 1 feed: nothing new.\n";
    assert_eq!((told.code, &*told.out, &*told.err), (0, "", said));
}

#[test]
fn long_feeds_that_come_packed_are_all_stored() {
    let (server, home) = (Server::start(), Home::new());
    let text = "<p>and so on</p>".repeat(100_000);
    let feed = format!(
        "<rss version='2.0'><channel><title>Long</title><item><title>One</title>\
         <description><![CDATA[{text}]]></description></item></channel></rss>"
    );
    let paths = ["/a", "/b", "/c", "/d", "/e"];
    for path in paths {
        server.route(path, Reply::gzip(feed.as_bytes()));
    }
    home.subscribe(&paths.map(|path| server.url(path)), "");
    let told = home.run(&["refresh", "--json"]);
    assert_eq!(told.code, 0, "{}", told.err);
    let stored = lines(&told);
    assert_eq!(stored.len(), paths.len());
    assert!(stored.iter().all(|feed| feed["new"] == 1), "{stored:?}");
}

#[test]
fn a_second_refresh_is_answered_with_nothing_new() {
    let (server, home) = at_home_with_news();
    let told = home.run(&["refresh", "--json"]);
    assert_eq!(lines(&told)[0]["status"], "unchanged");
    assert_eq!(server.requests("/news"), 2);
    assert_eq!(server.last("/news").header("if-none-match"), Some("\"1\""));
}

#[test]
fn json_has_an_object_for_each_feed_and_the_code_tells_of_failures() {
    let (server, home) = (Server::start(), Home::new());
    server.route("/news", Reply::feed(NEWS));
    home.subscribe(&[server.url("/missing"), server.url("/news")], "");
    let told = home.run(&["refresh", "--json"]);
    let error = "There is nothing at this address (404). The feed may have moved; look for the new \
                 address on the site's page.";
    let expected = [
        json!({"url": server.url("/missing"), "title": server.url("/missing"), "status": "failed",
               "new": 0, "edited": 0, "moved_to": null, "error": error}),
        json!({"url": server.url("/news"), "title": server.url("/news"), "status": "updated",
               "new": 2, "edited": 0, "moved_to": null, "error": null}),
    ];
    assert_eq!((told.code, &*told.err), (1, ""));
    assert_eq!(lines(&told), expected);
    server.route("/missing", Reply::feed(NEWS));
    assert_eq!(home.run(&["refresh", "--json"]).code, 0);
}

#[test]
fn feeds_that_fail_are_named_to_people() {
    let (server, home) = at_home_with_news();
    server.route("/news", Reply::status(500));
    let told = home.run(&["refresh"]);
    assert_eq!((told.code, &*told.out), (1, ""));
    let named = "The News: The server has trouble of its own (500).";
    assert!(told.err.starts_with(named), "{}", told.err);
    assert!(
        told.err
            .ends_with("Refreshed 1 feed: nothing new, 1 feed failed.\n"),
        "{}",
        told.err
    );
    assert_eq!(home.run(&["list"]).out.lines().count(), 2);
}

#[test]
fn the_built_in_feed_needs_no_network() {
    let home = at_home();
    assert_eq!(home.run(&["refresh"]).code, 0);
    assert!(home.run(&["list"]).out.contains("newsterm"));
}

#[test]
fn many_servers_are_asked_with_few_files() {
    let (servers, home): (Vec<Server>, Home) =
        ((0..100).map(|_| Server::start()).collect(), Home::new());
    let url = |server: &Server| {
        server.route("/news", Reply::feed(NEWS));
        server.url("/news")
    };
    home.subscribe(&servers.iter().map(url).collect::<Vec<_>>(), "");
    // Connections that were kept would be more.
    let few = "ulimit -n 64 && exec \"$@\"";
    let program = env!("CARGO_BIN_EXE_newsterm");
    let mut refresh = home.command_with("sh", &["-c", few, "sh", program, "refresh", "--json"]);
    let told = Told::of(refresh.output().unwrap());
    assert_eq!((told.code, &*told.err), (0, ""));
    assert_eq!(lines(&told).len(), servers.len());
}
