//! What is kept where the clock is wrong.

use rusqlite::Connection;

use crate::home::Home;
use crate::server::{Reply, Server};

const FEED: &str = "<rss><channel><title>Tides</title><item><guid>1</guid><title>Lamps</title>\
    <pubDate>Tue, 02 Jun 2020 10:00:00 GMT</pubDate></item></channel></rss>";

#[test]
fn what_is_old_goes_where_a_server_agrees_about_the_time_and_nowhere_else() {
    let (server, home) = (Server::start(), Home::new());
    home.subscribe(&[server.url("/a")], "keep_days = 30");
    server.route("/a", Reply::feed(FEED));
    assert_eq!(home.run(&["refresh"]).code, 0);
    // It came and was read years ago.
    let cache = Connection::open(home.cache()).unwrap();
    cache
        .execute_batch(
            "UPDATE entries SET read = 1, seen_at = 1600000000; UPDATE feeds SET unread = 0",
        )
        .unwrap();
    drop(cache);
    for (date, kept) in [
        // By this server our clock is decades ahead.
        ("Sun, 06 Nov 1994 08:49:37 GMT", 1),
        ("Fri, 31 Dec 2100 23:59:59 GMT", 0),
    ] {
        server.route("/a", Reply::feed(FEED).header("Date", date));
        assert_eq!(home.run(&["refresh"]).code, 0);
        assert_eq!(home.run(&["list"]).out.lines().count(), kept, "{date}");
    }
    assert_eq!(home.run(&["db", "check"]).code, 0);
}
