//! Three panes, two, or one; and from one size to another while running.

use super::{arabic_ferry, at_home_with_six_feeds, quit, row_with, rtl, six_feeds};

#[test]
fn a_narrow_screen_shows_one_pane_after_the_other() {
    let (_server, home) = six_feeds();
    let mut pty = home.open(40, 12);
    pty.wait_for_text("The Harbour Gazette");
    pty.wait_until_gone("Refreshing");
    assert!(!pty.shown().contains("Ferry"));
    // The second feed stands under four lists and the first feed.
    pty.send("5j\r");
    pty.wait_until("the headlines of the second feed", |screen| {
        screen.contains(&rtl("ﺍﻟﻌﺒّﺎﺭﺓ ﺗﻌﻮﺩ ﺇﻟﻰ ﺍﻟﻤﻴﻨﺎﺀ")) && !screen.contains("Gazette")
    });
    // Cut at its end, which is at the left.
    assert!(row_with(&pty, &rtl("ﺍﻟﻌﺒّﺎﺭﺓ")).contains('…'));
    pty.send("\r");
    pty.wait_until("the article alone", |screen| {
        screen.contains(&rtl("ﻭﻗﺎﻝ ﺍﻟﻘﺒﻄﺎﻥ")) && !screen.contains('●')
    });
    pty.send("hh");
    pty.wait_for_text("The Harbour Gazette");
    quit(pty);
}

#[test]
fn a_medium_screen_shows_two_panes() {
    let (_server, home) = six_feeds();
    let mut pty = home.open(80, 24);
    // Each title with the name of its feed.
    pty.wait_for_text("Café reopens                            The Harbou…");
    pty.wait_for_text("Feeds");
    pty.send("/العبارة\r\r");
    pty.wait_until("list and article", |screen| {
        screen.contains(&rtl("ﻭﻗﺎﻝ ﺍﻟﻘﺒﻄﺎﻥ"))
            && screen.contains("All: ")
            && !screen.contains("Feeds")
    });
    quit(pty);
}

#[test]
fn a_wide_screen_shows_three_panes() {
    let (_server, _home, mut pty) = at_home_with_six_feeds();
    pty.send("/العبارة\r\r");
    pty.wait_until("everything", |screen| {
        screen.contains(&rtl("ﻭﻗﺎﻝ ﺍﻟﻘﺒﻄﺎﻥ"))
            && screen.contains("All: ")
            && screen.contains("Feeds")
    });
    quit(pty);
}

#[test]
fn the_place_in_the_article_survives_every_size() {
    let (_server, _home, mut pty) = at_home_with_six_feeds();
    pty.send("/العبارة\r\r");
    pty.wait_for_text(&rtl("ﻭﻗﺎﻝ ﺍﻟﻘﺒﻄﺎﻥ"));
    for (columns, rows) in [(40, 12), (1, 1), (7, 3), (200, 60), (120, 40)] {
        pty.seen.clear();
        pty.resize(columns, rows);
        pty.wait_for_bytes("\x1b[2J");
        pty.wait_for_bytes("\x1b[?2026l");
    }
    pty.wait_until("the article again", |screen| {
        screen.contains(&rtl("ﻭﻗﺎﻝ ﺍﻟﻘﺒﻄﺎﻥ")) && screen.contains(&arabic_ferry())
    });
    pty.send("q");
    pty.wait_for_text("Feeds");
    quit(pty);
}
