//! What a feed sends can do nothing but be read.

use std::fmt::Write as _;
use std::fs;

use super::quit;
use crate::home::Home;
use crate::pty::Pty;
use crate::server::{Reply, Server};

/// What would do something in a terminal: move the cursor, name the window, write to the clipboard, ask
/// for an answer, ring, go back over what stands there, turn the text round.
const ATTACKS: [&str; 17] = [
    "\u{1b}[66;6H",
    "\u{1b}]8;;https://evil.example\u{1b}\\link\u{1b}]8;;\u{7}",
    "\u{1b}]52;c;cHduZWQ=\u{7}",
    "\u{1b}Xpwned\u{1b}\\",
    "\u{90}pwned\u{9c}",
    "\u{1b}[?1049l\u{1b}[20t\u{1b}[6n",
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

/// What is left after a hyperlink as newsterm writes it: the address is one for people, in printable ASCII.
fn after_hyperlink(written: &str) -> Option<&str> {
    let rest = written.strip_prefix("\u{1b}]8;")?;
    let (link, rest) = rest.split_once("\u{1b}\\")?;
    let ours = link
        .strip_prefix("id=n")
        .and_then(|link| link.split_once(';'));
    let known = ours.is_some_and(|(number, url)| {
        let web = url.starts_with("http://") || url.starts_with("https://");
        let number = number.bytes().all(|digit| digit.is_ascii_digit());
        number && web && url.bytes().all(|byte| byte.is_ascii_graphic())
    });
    (link == ";" || known).then_some(rest)
}

/// Asserts that a terminal was told nothing but what newsterm says itself: hyperlinks, and sequences that begin with
/// `ESC [`, and none of them an attack.
fn assert_harmless(pty: &Pty) {
    let written = std::str::from_utf8(&pty.seen).unwrap();
    let mut rest = written;
    while let Some(at) = rest.find(acts) {
        rest = &rest[at..];
        if let Some(after) = after_hyperlink(rest) {
            rest = after;
            continue;
        }
        let shown: String = rest.chars().take(20).collect();
        assert!(rest.starts_with("\u{1b}["), "{shown:?}");
        assert!(!rest.starts_with("\u{1b}[66;"), "{shown:?}");
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
        pty.send("qh");
        pty.wait_until_gone("100%");
        // What is known of the feed.
        pty.send("i");
        pty.wait_for_text("by its bytes");
        pty.send("qk");
        pty.wait_until_gone("by its bytes");
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
    // Nor does what looks at a feed that nobody follows, where the program has that.
    if home.run(&["--help"]).out.contains("  inspect ") {
        for url in &urls {
            assert_only_text(&home.run(&["inspect", url]).out);
            assert_only_text(&home.run(&["inspect", "--json", url]).out);
            assert_only_text(&home.run(&["feed", url]).out);
            assert_only_text(&home.run(&["feed", "--json", url]).out);
        }
    }
    assert_eq!(home.log().replace('\n', "").find(harms), None);
}

/// The attacks in the ways a document of XML or HTML can hold them.
fn ways() -> [String; 3] {
    let text = hostile();
    [
        text.clone(),
        referenced(&text, "&"),
        referenced(&text, "&amp;"),
    ]
}

#[track_caller]
fn assert_only_text(told: &str) {
    let at = told.replace(['\n', '\t'], "").find(harms);
    assert_eq!(at, None, "{told:?}");
}

/// Settings without feeds, for a screen as [`Home::subscribe`] has it.
const NO_FEEDS: &str = "feeds = []\n[ui]\ntheme = \"dark\"\nbidi = \"visual\"\n";

#[test]
fn a_hostile_list_is_only_listed() {
    let home = Home::new();
    home.configure(NO_FEEDS);
    let outlines = ways().map(|text| {
        format!(
            "<outline text=\"{text}\"><outline title=\"{text}\" xmlUrl=\"http://127.0.0.1:1/{text}\"/>\
             <outline text=\"{text}\" xmlUrl=\"exec:{text}\"/>\
             <outline type=link text=x url=\"{text}\"/></outline>"
        )
    });
    let opml = format!("<opml><body>{}", outlines.concat());
    let line = hostile().replace('\n', " ");
    let urls = format!("http://127.0.0.1:1/u \"{line}\" \"~{line}\"\n\"exec:{line}\"\n");
    // A file may be called anything but what holds a slash or a zero.
    let name = hostile().replace(['/', '\0'], "");
    let list = home.path().join(&name[..name.floor_char_boundary(200)]);
    for text in [opml, urls] {
        fs::write(&list, text).unwrap();
        let told = home.run(&["import", list.to_str().unwrap()]);
        assert_eq!(told.code, 0, "{}", told.err);
        assert!(told.err.contains("left out"), "{}", told.err);
        assert_only_text(&told.err);
    }
    assert_only_text(&fs::read_to_string(home.config()).unwrap());
    assert_only_text(&home.run(&["config", "show"]).out);
    assert_only_text(&home.run(&["export"]).out);

    let mut pty = home.open(120, 40);
    pty.wait_for_text("feeds failed");
    pty.send("jjjjjjjjjjjj");
    pty.wait_for_text("took no connection");
    assert_harmless(&pty);
    quit(pty);
    assert_names_are_only_told(&home, list.to_str().unwrap());
    assert_only_text(&home.log());
}

/// Asserts that a file's name does nothing where it is told what is wrong with it.
fn assert_names_are_only_told(home: &Home, name: &str) {
    fs::write(name, "no list").unwrap();
    for arguments in [
        &["import", name][..],
        &["import", name, name],
        &["--config", name, "list"],
        &["--config", "/nowhere", "import", name],
        &["export", name],
        &["add", name],
        &[name],
    ] {
        let told = home.run(arguments);
        assert_ne!(told.code, 0, "{arguments:?}");
        assert_only_text(&told.err);
        assert_only_text(&told.out);
    }
}

#[test]
fn a_hostile_site_is_only_offered() {
    let (server, home) = (Server::start(), Home::new());
    home.configure(NO_FEEDS);
    let links = (0..).zip(ways()).map(|(n, text)| {
        let href = server.url(&format!("/feed{n}"));
        format!("<link rel=alternate type=text/xml title=\"{text}\" href=\"{href}#{text}\">")
    });
    let page: String = links.collect();
    server.route("/", Reply::document(page, "text/html"));
    for (n, feed) in (0..).zip(feeds()) {
        server.route(&format!("/feed{n}"), Reply::feed(feed));
    }
    let evil = hostile().replace(['\r', '\n', '\0'], "");
    server.route("/moved", Reply::redirect(&format!("/{evil}")));
    server.route("/else", Reply::redirect(&format!("evil:{evil}")));
    let url = server.url("/");
    let told = home.run(&["add", &url]);
    assert_eq!(
        (told.code, told.out.lines().count()),
        (6, 3),
        "{}",
        told.err
    );
    assert_only_text(&told.out);
    for page in ["/moved", "/else"] {
        let told = home.run(&["add", &server.url(page)]);
        assert_eq!(told.code, 1, "{}", told.err);
        assert_only_text(&told.err);
    }

    let mut pty = home.open(120, 40);
    pty.wait_for_text("No feeds yet");
    for place in ["", "j", "jj"] {
        pty.send(&format!("a{url}\r"));
        pty.wait_for_text("The site offers 3 feeds");
        pty.send(&format!("{place}\r"));
        pty.wait_for_text("1 entry");
        pty.send("\r");
        pty.wait_for_text("Refreshed");
    }
    for page in ["/moved", "/else"] {
        pty.send(&format!("a{}\r", server.url(page)));
        pty.wait_for_text("The server");
        pty.send("k");
        pty.wait_until_gone("The server");
    }
    assert_harmless(&pty);
    quit(pty);
    assert_only_text(&home.log());
    assert_only_text(&fs::read_to_string(home.config()).unwrap());
    let told = home.run(&["add", &url, "--first"]);
    assert_eq!(told.code, 0, "{}", told.err);
    assert_only_text(&told.err);
}
