//! Searching on the screen: from the words typed to the article.

use std::fs;

use super::{first_start, follow, quit, rtl};
use crate::home::Home;
use crate::server::Server;

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
    let channel = format!("<title>Ships</title><language>en</language>{items}");
    let home = Home::new();
    follow(&home, server, &channel, "");
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

/// A reader with one entry in Arabic and one in English, of which only the texts hold what is searched for.
fn two_languages(server: &Server) -> Home {
    let item = |guid: &str, title: &str, text: &str| {
        format!(
            "<item><guid>{guid}</guid><title>{title}</title><description>{text}</description></item>"
        )
    };
    let filler =
        "&lt;p&gt;Nothing happens in this paragraph, and it is long enough to fill a row or two."
            .repeat(30);
    let english = item(
        "1",
        "The pier",
        &format!(
            "{filler}&lt;p&gt;At dusk the lighthouse begins to whistle, and every ship answers.{filler}&lt;p&gt;The LIGHTHOUSE sleeps by day."
        ),
    );
    let arabic = item(
        "2",
        "الرصيف",
        "لا يسمع أحد في الميناء شيئا قبل أن تصل الأَخْبَارُ من البحر مع الصيادين",
    );
    let home = Home::new();
    follow(
        &home,
        server,
        &format!("<title>Pier</title>{english}{arabic}"),
        "",
    );
    home
}

#[test]
fn the_text_around_what_was_found_stands_under_the_headline() {
    let server = Server::start();
    let home = two_languages(&server);
    for (columns, rows) in [(80, 24), (40, 12)] {
        let mut pty = home.open(columns, rows);
        pty.wait_for_text("Pier");
        pty.send("/lightho");
        pty.wait_for_text("dusk the lighthouse begins to");
        pty.send("\x15اخبار");
        // "… before the news comes": in the spelling of the text, from the right.
        pty.wait_for_text(&rtl("ﺗﺼﻞ ﺍﻷَﺧْﺒَﺎﺭُ ﻣﻦ"));
        quit_from_prompt(pty);
    }
}

#[test]
fn an_article_opened_from_a_search_is_read_from_hit_to_hit() {
    let server = Server::start();
    let home = two_languages(&server);
    let mut pty = home.open(80, 24);
    pty.wait_for_text("The pier");
    pty.send("/lighthouse\r");
    pty.wait_for_text("the lighthouse begins to");
    pty.send("\r");
    pty.wait_for_text("; next hit");
    pty.wait_for_text("Nothing happens in this");
    // Far below the first screen.
    pty.send(";");
    pty.wait_for_text("begins to whistle");
    pty.send(";");
    pty.wait_for_text("LIGHTHOUSE sleeps");
    pty.send(";");
    pty.wait_for_text("Nothing more was found below.");
    pty.send(",");
    pty.wait_for_text("begins to whistle");
    quit(pty);
}

#[test]
fn a_search_is_saved_as_a_list_and_stays_one() {
    let server = Server::start();
    let home = two_languages(&server);
    let before = "# mine, kept\n".to_owned() + &fs::read_to_string(home.config()).unwrap();
    home.configure(&before);
    let mut pty = home.open(80, 24);
    pty.wait_for_text("The pier");
    pty.send("/اخبار \x13");
    pty.wait_for_text("Name of the list:");
    pty.send("\x15Sea news\r");
    pty.wait_for_text("is a list of yours now.");
    pty.wait_until("it is selected, with its count", |screen| {
        let row = screen.lines().find(|row| row.starts_with(" Sea news"));
        row.is_some_and(|row| row.contains("1 │")) && !screen.contains("The pier")
    });
    let settings = fs::read_to_string(home.config()).unwrap();
    let added = "\n[[lists]]\nname = \"Sea news\"\nquery = \"اخبار\"\n";
    assert_eq!(settings, before + added);
    // What is written by hand meanwhile counts.
    home.configure(&settings.replace("Sea news", "Pier"));
    pty.send("/pier\rS\x15PIER\r");
    pty.wait_for_text("There is a list called Pier already.");
    quit(pty);
    assert_eq!(home.run(&["config", "check"]).code, 0);
}

#[test]
fn a_search_is_saved_where_there_are_no_settings_yet() {
    let (server, home) = (Server::start(), Home::new());
    let mut pty = first_start::start(&server, &home);
    pty.wait_for_text("!BBC World");
    pty.send("/newsterm \r");
    pty.wait_for_text("All: newsterm");
    pty.send("S\r");
    pty.wait_for_text("is a list of yours now.");
    quit(pty);
    let settings = home.path().join("home/.config/newsterm/config.toml");
    let settings = fs::read_to_string(settings).unwrap();
    let expected = "[[lists]]\nname = \"newsterm\"\nquery = \"newsterm\"\n";
    assert_eq!(settings, expected);
}

#[test]
fn all_that_a_search_finds_is_marked_read_and_unread_again() {
    let server = Server::start();
    let home = two_languages(&server);
    let mut pty = home.open(80, 24);
    pty.wait_for_text("The pier");
    pty.send("/lighthouse\r");
    pty.wait_for_text("the lighthouse begins to");
    pty.send("A");
    pty.wait_for_text("Marked 1 entry read. Press u to undo.");
    pty.wait_until("one of two is unread", |screen| {
        screen.contains("Unread           1 │")
    });
    pty.send("u");
    pty.wait_for_text("Undone");
    pty.wait_until("both are", |screen| screen.contains("Unread           2 │"));
    quit(pty);
}

#[test]
fn lists_of_words_are_counted_as_the_index_fills() {
    let server = Server::start();
    let home = unindexed(&server, 1500, "lighthouse");
    let settings = fs::read_to_string(home.config()).unwrap();
    home.configure(&format!(
        "{settings}[[lists]]\nname = \"Keepers\"\nquery = \"keeper\"\n"
    ));
    let mut pty = home.open(80, 24);
    pty.wait_until("it is counted", |screen| {
        let row = screen.lines().find(|row| row.starts_with(" Keepers"));
        row.is_some_and(|row| row.contains("1500 │"))
    });
    quit(pty);
}

/// Leaves the program from amid a line.
fn quit_from_prompt(mut pty: crate::pty::Pty) {
    pty.send("\r");
    pty.wait_for_text("keys");
    quit(pty);
}
