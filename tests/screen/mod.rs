//! The real program in a pseudo-terminal, reading from a server on this machine.
//!
//! What is expected stands in visual order: what a terminal shows from left to right. [`rtl`] turns a
//! right-to-left run around that is written down in reading order and in the shapes its letters join in
//! (Unicode, Arabic presentation forms), so that both can be checked by eye.

mod adding;
mod article;
mod downloading;
mod failures;
mod finding;
mod first_start;
mod full_text;
mod injection;
mod keys;
mod leaving;
mod manners;
mod pictures;
mod profiles;
mod reading;
mod sending;
mod sizes;

use std::fs;
use std::path::Path;

use unicode_segmentation::UnicodeSegmentation;

use crate::home::Home;
use crate::pty::Pty;
use crate::server::{Reply, Server};

/// A feed of every format and language; the type it is sent with.
const FEEDS: [(&str, &str); 6] = [
    ("rss20-english.xml", "application/rss+xml"),
    ("rss20-arabic.xml", "application/rss+xml"),
    ("rss20-arabic-windows-1256.xml", "text/xml"),
    ("rss10-persian.xml", "application/rdf+xml"),
    ("atom10-hebrew.xml", "application/atom+xml"),
    ("jsonfeed11-persian.json", "application/feed+json"),
];

/// Turns a right-to-left run around, cluster by cluster.
fn rtl(reading_order: &str) -> String {
    reading_order.graphemes(true).rev().collect()
}

/// "The ferry returns to the harbour after a long journey (video)": the brackets are mirrored.
fn arabic_ferry() -> String {
    let words = "ﺍﻟﻌﺒّﺎﺭﺓ ﺗﻌﻮﺩ ﺇﻟﻰ ﺍﻟﻤﻴﻨﺎﺀ ﺑﻌﺪ ﺭﺣﻠﺔ ﻃﻮﻳﻠﺔ";
    format!("({}) {}", rtl("ﻓﻴﺪﻳﻮ"), rtl(words))
}

/// "The new fish market opens on 25 November": the number keeps its order.
fn arabic_market() -> String {
    let words = "ﺍﻓﺘﺘﺎﺡ ﺳﻮﻕ ﺍﻟﺴﻤﻚ ﺍﻟﺠﺪﻳﺪ ﻳﻮﻡ";
    format!("{} 25 {}", rtl("ﻧﻮﻓﻤﺒﺮ"), rtl(words))
}

/// Every headline of [`FEEDS`] as a terminal shows it.
fn headlines() -> [String; 11] {
    [
        "Ferry & crew return after long crossing".to_owned(),
        "Café reopens".to_owned(),
        arabic_ferry(),
        arabic_market(),
        // "The library opens its doors tomorrow; will you visit it?"
        rtl("ﺍﻟﻤﻜﺘﺒﺔ ﺗﻔﺘﺢ ﺃﺑﻮﺍﺑﻬﺎ ﻏﺪًﺍ؛ ﻫﻞ ﺳﺘﺰﻭﺭﻫﺎ؟"),
        // Zero width non-joiners part the letters before and after them, and take no column.
        rtl("ﮐﺸﺘﯽﻫﺎ ﺑﻪ ﺑﻨﺪﺭ ﺑﺮﻣﯽﮔﺮﺩﻧﺪ"),
        rtl("ﮐﺘﺎﺏﺧﺎﻧﻪٔ ﺑﻨﺪﺭ ﺑﺎﺯ ﻣﯽﺷﻮﺩ"),
        rtl("ﻣﯽﺧﻮﺍﻫﯿﻢ ﺩﺭﯾﺎ ﺭﺍ ﺑﺒﯿﻨﯿﻢ"),
        "(untitled)".to_owned(),
        // "The ferry is back in the harbour (at 8:00)", its markup gone.
        format!("(8:00 {}) {}", rtl("בשעה"), rtl("המעבורת חזרה לנמל")),
        "Visitors <welcome>".to_owned(),
    ]
}

/// A fixture of `tests/data/feeds`.
fn fixture(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/feeds");
    fs::read(folder.join(name)).unwrap()
}

/// The path of a feed on the server.
fn path(name: &str) -> String {
    format!("/{name}")
}

/// A server with [`FEEDS`], which knows when nothing has changed, and a reader who is subscribed to them.
fn six_feeds() -> (Server, Home) {
    let (server, home) = (Server::start(), Home::new());
    for (name, content_type) in FEEDS {
        let reply = Reply::document(fixture(name), content_type);
        server.route(&path(name), reply.etag(&format!("\"{name}\"")));
    }
    home.subscribe(&FEEDS.map(|(name, _)| server.url(&path(name))), "");
    (server, home)
}

/// A wide screen with the headlines of [`FEEDS`] on it.
fn at_home_with_six_feeds() -> (Server, Home, Pty) {
    let (server, home) = six_feeds();
    let mut pty = home.open(120, 40);
    wait_for_headlines(&mut pty);
    (server, home, pty)
}

fn wait_for_headlines(pty: &mut Pty) {
    for headline in headlines() {
        pty.wait_for_text(&headline);
    }
    pty.wait_until_gone("Refreshing");
}

/// Has the reader follow one feed, of this text in its channel, and fetches it before the screen is there.
fn follow(home: &Home, server: &Server, channel: &str, general: &str) {
    server.route(
        "/feed",
        Reply::feed(format!(
            "<rss version='2.0'><channel>{channel}</channel></rss>"
        )),
    );
    home.subscribe(&[server.url("/feed")], general);
    assert_eq!(home.run(&["refresh"]).code, 0);
}

/// The row of the screen that holds the text.
fn row_with(pty: &Pty, text: &str) -> String {
    let shown = pty.shown();
    let row = shown.lines().find(|row| row.contains(text));
    row.unwrap_or_else(|| panic!("no {text} in:\n{shown}"))
        .to_owned()
}

/// Leaves the program as readers do.
fn quit(mut pty: Pty) {
    pty.send("Q");
    assert!(pty.finish());
}
