//! In an article and out of it: finding, following links, copying.

use super::{quit, rtl};
use crate::home::Home;
use crate::pty::Pty;
use crate::server::{Reply, Server};

/// A feed with one entry of this text, the title "The pier", and a link.
fn one_entry(server: &Server, html: &str) -> Home {
    let item = format!(
        "<item><guid>1</guid><title>The pier</title><link>https://pier.example/1</link>\
         <description><![CDATA[{html}]]></description></item>"
    );
    server.route(
        "/pier",
        Reply::feed(format!(
            "<rss version='2.0'><channel><title>Harbour</title>{item}</channel></rss>"
        )),
    );
    let home = Home::new();
    home.subscribe(&[server.url("/pier")], "");
    assert_eq!(home.run(&["refresh"]).code, 0);
    home
}

/// The entry, opened.
fn reading(home: &Home, columns: u16, rows: u16) -> Pty {
    let mut pty = home.open(columns, rows);
    pty.wait_for_text("All");
    pty.wait_for_text("Harbour");
    pty.send("\r");
    pty.wait_for_text("The pier");
    pty.send("\r");
    pty.wait_for_text("Begin.");
    pty
}

/// Paragraphs for more than a screen.
fn filler() -> String {
    let paragraph =
        |n| format!("<p>Nothing happens in paragraph {n}, and it is long enough for a row or two.");
    (0..20).map(paragraph).collect()
}

#[test]
fn words_are_found_in_an_article_as_they_are_typed() {
    let server = Server::start();
    let filler = filler();
    let home = one_entry(
        &server,
        &format!(
            "<p>Begin.{filler}<p>The LightHouse whistles.{filler}<p dir=rtl>وصلت الأَخْبَارُ من البحر\
             {filler}<details><summary>More</summary><p>A lighthouse in a fold.</details>"
        ),
    );
    for (columns, rows) in [(80, 24), (40, 12)] {
        let mut pty = reading(&home, columns, rows);
        pty.send("/lighth");
        pty.wait_for_text("The LightHouse whistles.");
        // Words that are not there leave the reader where he was.
        pty.send("x");
        pty.wait_for_text("Begin.");
        pty.send("\x15اخبار");
        pty.wait_for_text(&rtl("ﻭﺻﻠﺖ ﺍﻷَﺧْﺒَﺎﺭُ ﻣﻦ"));
        pty.send("\x1b");
        pty.wait_until_gone("Find:");
        assert!(pty.shown().contains("Begin."));
        pty.send("/lighthouse\r");
        pty.wait_for_text("The LightHouse whistles.");
        // What is folded away is unfolded.
        pty.send(";");
        pty.wait_for_text("A lighthouse in a fold.");
        pty.send(";");
        pty.wait_for_text("Nothing more was found");
        pty.send(",");
        pty.wait_for_text("The LightHouse whistles.");
        // The words are let go before the article is left.
        pty.wait_for_text("; next hit");
        pty.send("\x1b");
        pty.wait_until_gone("; next hit");
        assert!(pty.shown().contains("The LightHouse whistles."));
        quit(pty);
    }
}

#[test]
fn from_an_article_tab_searches_the_list() {
    let server = Server::start();
    let home = one_entry(&server, "<p>Begin. The end.");
    let mut pty = reading(&home, 80, 24);
    pty.send("/nowhere");
    pty.wait_for_text("Not in this article.");
    pty.send("\t");
    pty.wait_for_text("Search All: nowhere");
    pty.send("\x1b");
    pty.wait_until_gone("Search All");
    assert!(pty.shown().contains("The pier"));
    quit(pty);
}
