//! In an article: finding, following links, several commands on a key.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::thread;

use super::{follow, quit, rtl};
use crate::home::{Home, PROGRAM};
use crate::pty::Pty;
use crate::server::Server;

/// A feed with one entry of this text, the title "The pier", and a link.
pub(super) fn one_entry(server: &Server, html: &str) -> Home {
    let item = format!(
        "<item><guid>1</guid><title>The pier</title><link>https://pier.example/1</link>\
         <description><![CDATA[{html}]]></description></item>"
    );
    let home = Home::new();
    follow(&home, server, &format!("<title>Harbour</title>{item}"), "");
    home
}

/// The entry, opened.
pub(super) fn reading(home: &Home, columns: u16, rows: u16) -> Pty {
    opened(home.open(columns, rows))
}

fn opened(mut pty: Pty) -> Pty {
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
        // Else the next one begins where this one was left.
        pty.send("gg");
        pty.wait_for_text("Begin.");
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
    pty.wait_for_text("The pier");
    quit(pty);
}

/// A program that writes down what it is given.
pub(super) struct Scribe {
    pub(super) program: PathBuf,
    page: PathBuf,
}

impl Scribe {
    pub(super) fn new(home: &Home, name: &str) -> Self {
        let (program, page) = (home.path().join(name), home.path().join("given"));
        let script = format!(
            "#!/bin/sh\nprintf '%s|' \"$@\" > {0}.new\nmv {0}.new {0}\n",
            page.display()
        );
        fs::write(&program, script).unwrap();
        fs::set_permissions(&program, Permissions::from_mode(0o755)).unwrap();
        Self { program, page }
    }

    /// Waits for what it is given next: its arguments, each with a bar behind it.
    pub(super) fn given(&self) -> String {
        while !self.page.exists() {
            thread::yield_now();
        }
        let given = fs::read_to_string(&self.page).unwrap();
        fs::remove_file(&self.page).unwrap();
        given
    }
}

/// The entry, opened in a program with this browser.
pub(super) fn with_browser(home: &Home, browser: &Scribe, columns: u16, rows: u16) -> Pty {
    let browser = format!("BROWSER={}", browser.program.display());
    opened(home.open_with("/usr/bin/env", &[&browser, PROGRAM], columns, rows))
}

pub(super) const LINKS: &str = "<p>Begin. <a href='https://harbour.example/ferry'>The ferry</a> and \
    <a href='https://p\u{430}ypal.example/pay'>the fare</a>.\
    <p dir=rtl>اقرأ <a href='https://pier.example/arabic'>جدول الرحلات</a> هنا";

#[test]
fn a_link_is_opened_by_its_letters_after_its_host_was_shown() {
    let server = Server::start();
    let home = one_entry(&server, LINKS);
    let browser = Scribe::new(&home, "browser");
    for (columns, rows) in [(80, 24), (40, 12)] {
        let mut pty = with_browser(&home, &browser, columns, rows);
        pty.send("F");
        pty.wait_for_text("Type the letters");
        pty.wait_until("letters over the links", |screen| {
            screen.contains("ahe ferry") && screen.contains("she fare")
        });
        pty.send("s");
        // The first letter of its second syllable is Cyrillic.
        pty.wait_for_text("xn--pypal-4ve.example ·");
        pty.send("\x1b");
        pty.wait_until_gone("xn--pypal-4ve.example ·");
        // On an Arabic keyboard the key of a types another letter.
        pty.send("F");
        pty.wait_for_text("Type the letters");
        pty.send("ش");
        pty.wait_for_text("harbour.example ·");
        pty.send("\r");
        pty.wait_for_text("Opened in the browser.");
        assert_eq!(browser.given(), "https://harbour.example/ferry|");
        quit(pty);
    }
}

#[test]
fn links_are_listed_with_their_hosts() {
    let server = Server::start();
    let home = one_entry(&server, LINKS);
    let mut pty = reading(&home, 80, 24);
    pty.send("L");
    pty.wait_for_text("3 links");
    assert!(super::row_with(&pty, "[3]").contains("pier.example"));
    pty.send("jjy");
    pty.wait_for_text("Copied the link to pier.example.");
    // base64 of the address
    pty.wait_for_bytes("\x1b]52;c;aHR0cHM6Ly9waWVyLmV4YW1wbGUvYXJhYmlj\x1b\\");
    quit(pty);
}

#[test]
fn the_terminal_is_told_where_links_lead_and_where_they_end() {
    let server = Server::start();
    let home = one_entry(
        &server,
        &format!("{LINKS}<p><a href='javascript:alert(1)'>bad</a>"),
    );
    let mut pty = reading(&home, 80, 24);
    pty.wait_for_bytes("\x1b]8;id=n0;https://harbour.example/ferry\x1b\\");
    pty.wait_for_bytes("\x1b]8;id=n2;https://pier.example/arabic\x1b\\");
    let seen = String::from_utf8_lossy(&pty.seen).into_owned();
    quit(pty);
    // Each is undone before the cursor goes to another row.
    let (_, after) = seen
        .split_once("https://harbour.example/ferry\x1b\\")
        .unwrap();
    let (inside, _) = after.split_once("\x1b]8;;\x1b\\").unwrap();
    assert!(inside.contains("The ferry"), "{inside:?}");
    assert!(!seen.contains("javascript"));
}

#[test]
fn a_letter_is_handed_to_the_desktop_after_it_was_shown_to_whom() {
    let server = Server::start();
    let home = one_entry(
        &server,
        "<p>Begin. <a href='https://harbour.example/'>Harbour</a>, \
         <a href='mailto:ann@pier.example?subject=Hi&amp;attach=/etc/passwd'>Ann</a>",
    );
    let desktop = Scribe::new(&home, "xdg-open");
    let path = std::env::var("PATH").unwrap();
    let path = format!("PATH={}:{path}", home.path().display());
    let mut pty = opened(home.open_with("/usr/bin/env", &[&path, PROGRAM], 80, 24));
    // The second link, by its number.
    pty.send("2F");
    pty.wait_for_text("ann@pier.example ·");
    pty.send("\r");
    assert_eq!(desktop.given(), "mailto:ann@pier.example?subject=Hi|");
    pty.send("3F");
    pty.wait_for_text("There are 2 links here.");
    quit(pty);
}

#[test]
fn links_have_numbers_and_are_listed_where_the_settings_want_it() {
    let server = Server::start();
    let home = one_entry(&server, LINKS);
    let pty = reading(&home, 80, 24);
    assert!(
        pty.shown().contains("The ferry and the fare."),
        "{}",
        pty.shown()
    );
    quit(pty);
    let settings = home.config();
    let text = fs::read_to_string(&settings).unwrap();
    assert!(text.contains("[ui]\n"));
    fs::write(
        &settings,
        text.replace("[ui]\n", "[ui]\nlink_numbers = true\n"),
    )
    .unwrap();
    let pty = reading(&home, 80, 24);
    assert!(
        pty.shown()
            .contains("The ferry\u{a0}[1] and the fare\u{a0}[2].")
    );
    assert!(super::row_with(&pty, "harbour.example/ferry").contains("[1]"));
    quit(pty);
}

/// Adds to the settings, before the feeds.
pub(super) fn set(home: &Home, settings: &str) {
    let file = home.config();
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, format!("{text}\n{settings}\n")).unwrap();
}

#[test]
fn a_key_can_give_several_commands() {
    let server = Server::start();
    let home = Home::new();
    let item = |n: u8, title: &str| {
        format!(
            "<item><guid>{n}</guid><title>{title}</title><description>Begin. {title}</description></item>"
        )
    };
    let items = format!(
        "<title>Harbour</title>{}{}",
        item(1, "The pier"),
        item(2, "The buoy")
    );
    follow(&home, &server, &items, "");
    set(
        &home,
        "[[macros]]\nkey = \"M\"\ndo = [\"toggle-saved\", \"next-entry\"]\n\
                [[macros]]\nkey = \"Z\"\ndo = [\"toggle-read\", \"follow-jump\", \"close\"]",
    );
    let mut pty = reading(&home, 80, 24);
    pty.send("M");
    pty.wait_for_text("Begin. The buoy");
    // In the list one of the commands means nothing: those before it are done, those after it are not.
    pty.send("\x1b");
    pty.wait_for_text("R refresh all");
    pty.send("Z");
    pty.wait_for_text("follow-jump does nothing here");
    pty.send("?G");
    pty.wait_for_text("toggle-saved · next-entry");
    pty.send("?");
    quit(pty);
    let saved = home.run(&["list", "--saved"]).out;
    assert!(
        saved.contains("The pier") && !saved.contains("The buoy"),
        "{saved}"
    );
    let unread = home.run(&["list", "--unread"]).out;
    assert!(unread.contains("The buoy"), "{unread}");
}
