//! What a feed sends can do nothing but be read.

use std::fmt::Write as _;

use super::quit;
use crate::home::Home;
use crate::pty::Pty;
use crate::server::{Reply, Server};

/// What would do something in a terminal: move the cursor, name the window, write to the clipboard, ask
/// for an answer, ring, go back over what stands there, turn the text round.
const ATTACKS: [&str; 12] = [
    "\u{1b}[66;6H",
    "\u{1b}]0;pwned\u{7}",
    "\u{1b}]52;c;cHduZWQ=\u{1b}\\",
    "\u{1b}Ppwned\u{1b}\\",
    "\u{1b}_pwned\u{1b}\\",
    "\u{1b}c",
    "\u{9b}66;6H",
    "\u{9d}0;pwned\u{9c}",
    "\u{7}\u{8}\u{7f}",
    "\r\n\t\u{b}\u{85}\u{2028}",
    "\u{202e}\u{202d}\u{2067}\u{200f}",
    "\u{0}\u{feff}\u{e0041}",
];

/// All attacks, with a word before and after each so that there is something to read.
fn hostile() -> String {
    ATTACKS.map(|attack| format!("war{attack}ning ")).concat()
}

/// The text as numeric references, which readers of XML and HTML turn back into it.
fn referenced(text: &str, ampersand: &str) -> String {
    text.chars().fold(String::new(), |mut out, c| {
        if c.is_ascii_alphanumeric() || c == ' ' {
            out.push(c);
        } else {
            write!(out, "{ampersand}#{};", u32::from(c)).unwrap();
        }
        out
    })
}

/// A feed with the text in every field.
fn rss(text: &str) -> String {
    format!(
        "<rss version='2.0'><channel><title>{text}</title><link>{text}</link>\
         <description>{text}</description><language>{text}</language>\
         <item><guid>{text}</guid><title>{text}</title><author>{text}</author>\
         <link>https://harm.example/{text}</link><category>{text}</category>\
         <pubDate>{text}</pubDate>\
         <description>Body {text}&lt;p&gt;{text}&lt;a href='https://harm.example/{text}'&gt;{text}&lt;/a&gt;\
         &lt;img alt='{text}' src='{text}'&gt;&lt;pre&gt;{text}&lt;/pre&gt;</description>\
         </item></channel></rss>"
    )
}

/// The same as JSON, which can hold control characters without any trick.
fn json(text: &str) -> String {
    let body = serde_json::Value::from(format!("Body {text}"));
    let text = serde_json::Value::from(text);
    format!(
        "{{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":{text},\"language\":{text},\
         \"items\":[{{\"id\":{text},\"url\":{text},\"title\":{text},\"content_html\":{body},\
         \"authors\":[{{\"name\":{text}}}],\"date_published\":{text}}}]}}"
    )
}

/// Raw, as references, as references of references, and in JSON.
fn feeds() -> [String; 4] {
    let text = hostile();
    [
        rss(&text.replace('<', "")),
        rss(&referenced(&text, "&")),
        rss(&referenced(&text, "&amp;")),
        json(&text),
    ]
}

/// Whether a character acts on a terminal, or on text beyond its own line of it. What people write right-to-left
/// text with, and keep inside their line, is not among them.
fn harms(c: char) -> bool {
    let mark = matches!(c, '\u{200e}' | '\u{200f}' | '\u{61c}');
    acts(c) && !mark
}

/// Whether a character is not for the eye.
fn acts(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
            | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}')
}

/// Asserts that a terminal was told nothing but what newsterm says itself: sequences that begin with
/// `ESC [`, and none of them an attack.
fn assert_harmless(pty: &Pty) {
    let written = std::str::from_utf8(&pty.seen).unwrap();
    let mut rest = written;
    while let Some(at) = rest.find(acts) {
        rest = &rest[at..];
        let shown: String = rest.chars().take(20).collect();
        assert!(rest.starts_with("\u{1b}["), "{shown:?}");
        assert!(!rest.starts_with("\u{1b}[66"), "{shown:?}");
        rest = &rest[2..];
    }
}

#[test]
fn a_hostile_feed_is_only_shown() {
    let (server, home) = (Server::start(), Home::new());
    let urls = feeds().map(|feed| {
        let path = format!("/{}", feed.len());
        server.route(&path, Reply::feed(feed));
        server.url(&path)
    });
    home.subscribe(&urls, "");
    let mut pty = home.open(120, 40);
    pty.wait_for_text("Refreshed: 4 new entries.");
    // Every list, every article to its end.
    pty.send("jjjjjjjj");
    for _ in 0..4 {
        pty.send("\r\r");
        pty.wait_for_text("Body");
        pty.send("G");
        pty.wait_for_text("100%");
        pty.send("qhk");
        pty.wait_until_gone("100%");
    }
    assert_harmless(&pty);
    quit(pty);

    let told = home.run(&["list"]);
    assert_eq!(told.code, 0);
    let fields: Vec<usize> = told
        .out
        .lines()
        .map(|line| line.split('\t').count())
        .collect();
    assert_eq!(fields, [5; 4], "{:?}", told.out);
    assert_eq!(told.out.replace(['\n', '\t'], "").find(harms), None);
    for line in home.run(&["list", "--json"]).out.lines() {
        assert_eq!(line.find(harms), None, "{line}");
    }
    let told = home.run(&["refresh"]);
    assert_eq!(told.err.replace('\n', "").find(harms), None);
    assert_eq!(home.log().replace('\n', "").find(harms), None);
}
