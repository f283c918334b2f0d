//! From the network to the eye and back: arriving, reading, saving, and finding it all again.

use unicode_segmentation::UnicodeSegmentation;

use super::{
    FEEDS, arabic_ferry, at_home_with_six_feeds, headlines, path, quit, row_with, rtl, six_feeds,
    wait_for_headlines,
};
use crate::home::Home;
use crate::pty::Pty;
use crate::server::Server;

/// "«The crossing was calm», said the captain": quotation marks are mirrored, the full stop is at the left.
fn captain() -> String {
    format!(".«{}» :{}", rtl("ﺍﻟﺮﺣﻠﺔ ﻛﺎﻧﺖ ﻫﺎﺩﺋﺔ"), rtl("ﻭﻗﺎﻝ ﺍﻟﻘﺒﻄﺎﻥ"))
}

#[test]
fn a_saved_article_is_there_the_next_day_without_a_network() {
    let (server, home, mut pty) = at_home_with_six_feeds();
    pty.send("/العبارة تعود\r");
    pty.wait_until_gone("Café");
    pty.send("\r");
    pty.wait_for_text(&captain());
    pty.send("s");
    pty.wait_for_text("Saved.");
    // The time keeps its order; the comma after it is at its left.
    let time = format!("،10:30 {}", rtl("ﻋﻨﺪ ﺍﻟﺴﺎﻋﺔ"));
    assert!(pty.shown().contains(&time), "{}", pty.shown());
    quit(pty);

    drop(server);
    let mut pty = home.open(120, 40);
    wait_for_headlines(&mut pty);
    pty.send("R");
    pty.wait_for_text("Refreshed: nothing new, 6 feeds failed.");
    for headline in headlines() {
        assert!(pty.shown().contains(&headline), "{headline}");
    }
    assert!(row_with(&pty, &arabic_ferry()).contains('★'));
    // The third of the lists is that of saved entries.
    pty.send("jj\r");
    pty.wait_until("only what is saved", |screen| {
        screen.contains(&arabic_ferry()) && !screen.contains("Café")
    });
    pty.send("\r");
    pty.wait_for_text(&captain());
    quit(pty);
}

#[test]
fn headlines_in_arabic_stand_at_the_right_edge_of_their_column() {
    let (_server, _home, pty) = at_home_with_six_feeds();
    // A row is read from the right, so its first word ends where the column does.
    let ends = ["ﺍﻓﺘﺘﺎﺡ", "ﮐﺘﺎﺏﺧﺎﻧﻪٔ", "המעבורת"].map(|first_word| {
        let first_word = rtl(first_word);
        let row = row_with(&pty, &first_word);
        let end = row.find(&first_word).unwrap() + first_word.len();
        row[..end].graphemes(true).count()
    });
    quit(pty);
    assert_eq!(ends, [ends[0]; 3]);
}

#[test]
fn a_second_refresh_brings_nothing_twice() {
    let (server, home, mut pty) = at_home_with_six_feeds();
    pty.send("R");
    pty.wait_for_text("Refreshed. Nothing new.");
    for (name, _) in FEEDS {
        assert_eq!(server.requests(&path(name)), 2, "{name}");
        let etag = format!("\"{name}\"");
        assert_eq!(
            server.last(&path(name)).header("if-none-match"),
            Some(etag.as_str())
        );
    }
    assert_eq!(pty.shown().matches("Café reopens").count(), 1);
    quit(pty);
    // The tokens are kept with the feeds.
    assert_eq!(home.run(&["refresh"]).code, 0);
    for (name, _) in FEEDS {
        let etag = format!("\"{name}\"");
        assert_eq!(
            server.last(&path(name)).header("if-none-match"),
            Some(etag.as_str())
        );
    }
}

#[test]
fn feeds_that_are_not_due_are_not_fetched_at_the_start() {
    let (server, home) = six_feeds();
    assert_eq!(home.run(&["refresh"]).code, 0);
    let mut pty = home.open(120, 40);
    wait_for_headlines(&mut pty);
    quit(pty);
    for (name, _) in FEEDS {
        assert_eq!(server.requests(&path(name)), 1, "{name}");
    }
}

#[test]
fn what_is_read_stays_read() {
    let (_server, home, mut pty) = at_home_with_six_feeds();
    pty.send("/ferry\r\r");
    pty.wait_for_text("120 passengers");
    quit(pty);
    let mut pty = home.open(120, 40);
    wait_for_headlines(&mut pty);
    assert!(!row_with(&pty, "Ferry & crew").contains('●'));
    assert!(row_with(&pty, "Café").contains('●'));
    quit(pty);
    let told = home.run(&["list", "--unread"]);
    assert_eq!(told.out.lines().count(), 10);
    assert!(!told.out.contains("Ferry & crew"));
}

/// A feed of one entry that is longer than a screen, and its reader.
fn long_article() -> (Server, Home) {
    let (server, home) = (Server::start(), Home::new());
    let paragraphs: String = (1..=40)
        .map(|n| {
            format!(
                "<p>Mile {n}: the road goes on, and nobody who walks it knows how far it goes.</p>"
            )
        })
        .collect();
    let item = format!(
        "<title>Roads</title><item><guid>1</guid><title>The road</title>\
         <description><![CDATA[<p>Begin.{paragraphs}]]></description></item>\
         <item><guid>2</guid><title>The pier</title><description>Water.</description></item>"
    );
    super::follow(&home, &server, &item, "");
    (server, home)
}

#[test]
fn an_article_opens_where_it_was_left_on_another_day_and_at_another_width() {
    let (_server, home) = long_article();
    let open = |columns, rows| {
        let mut pty = home.open(columns, rows);
        pty.wait_for_text("Roads");
        pty.send("\r");
        pty.wait_for_text("The road");
        pty.send("\r");
        pty
    };
    let mut pty = open(80, 24);
    pty.wait_for_text("Begin.");
    pty.send(" ");
    pty.wait_until_gone("Begin.");
    let first = |pty: &Pty| -> usize {
        let shown = pty.shown();
        let (_, mile) = shown.split_once("Mile ").unwrap();
        mile.split_once(':').unwrap().0.parse().unwrap()
    };
    let left = first(&pty);
    super::quit(pty);
    let mut pty = open(40, 12);
    pty.wait_for_text("Where you left off");
    assert_eq!(first(&pty), left);
    pty.send("gg");
    pty.wait_for_text("Begin.");
    pty.send("\x1b[6~");
    pty.wait_until_gone("Begin.");
    // The terminal is closed.
    pty.hang_up();
    let mut pty = open(80, 24);
    pty.wait_for_text("Where you left off");
    assert_ne!(first(&pty), left, "it is where the terminal was closed");
    assert!(!pty.shown().contains("Begin."));
    // Who reads to the end begins anew.
    pty.send("Gq\r");
    pty.wait_for_text("Begin.");
    super::quit(pty);
}
