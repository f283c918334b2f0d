//! Searching on the screen: from the words typed to the article.

use super::quit;
use crate::home::Home;
use crate::server::{Reply, Server};

/// A reader with entries in the cache that no screen has indexed yet; the word is in the text of the oldest.
fn unindexed(server: &Server, entries: usize, word: &str) -> Home {
    let text = "<p>The keeper counts the ships and writes them down.".repeat(40);
    let item = |n: usize| {
        let word = if n + 1 == entries { word } else { "" };
        format!(
            "<item><guid>{n}</guid><title>Ship {n}.</title><description><![CDATA[{text} {word}]]></description></item>"
        )
    };
    let items: String = (0..entries).map(item).collect();
    let feed = format!(
        "<rss version='2.0'><channel><title>Ships</title><language>en</language>{items}</channel></rss>"
    );
    server.route("/ships", Reply::feed(feed));
    let home = Home::new();
    home.subscribe(&[server.url("/ships")], "");
    assert_eq!(home.run(&["refresh"]).code, 0);
    home
}

#[test]
fn what_the_index_reaches_later_is_found_by_a_search_made_before() {
    let server = Server::start();
    let home = unindexed(&server, 1500, "lighthouse");
    let mut pty = home.open(80, 24);
    pty.wait_for_text("Ship 0.");
    pty.send("/lighthouse\r");
    pty.wait_for_text("All: lighthouse");
    pty.wait_for_text("Ship 1499.");
    quit(pty);
}
