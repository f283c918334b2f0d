//! What keys, the mouse and a paste do.

use std::fs;

use super::article::set;
use super::{arabic_ferry, arabic_market, at_home_with_six_feeds, quit, row_with, rtl, six_feeds};
use crate::home::{Home, PROGRAM};
use crate::pty::Pty;
use crate::server::{Reply, Server};

/// How many headlines are marked unread.
fn unread(screen: &str) -> usize {
    screen.matches('●').count()
}

/// Waits until the feeds have their titles and counts, which are read less often than the headlines.
fn wait_for_counts(pty: &mut Pty) {
    let library = rtl("ﺟﺮﻳﺪﺓ ﺍﻟﺴﺎﺣﻞ");
    pty.wait_until("the counts of feeds", |screen| {
        let counted = |row: &str| row.contains(&library) && row.contains("1 │");
        screen.contains(" All                       11") && screen.lines().any(counted)
    });
}

#[test]
fn titles_are_found_by_typing_arabic_without_its_vowel_marks() {
    let (_server, _home, mut pty) = at_home_with_six_feeds();
    // The title writes a shadda; nobody types one.
    pty.send("/العبارة");
    let found = format!("All: {}", rtl("ﺍﻟﻌﺒﺎﺭﺓ"));
    pty.wait_for_text(&found);
    pty.wait_until("one title is found", |screen| {
        screen.contains(&arabic_ferry()) && unread(screen) == 1
    });
    assert!(row_with(&pty, "Search All:").contains(&rtl("ﺍﻟﻌﺒﺎﺭﺓ")));
    // The search ends where it began.
    pty.send("\x1b");
    pty.wait_until("all titles are back", |screen| unread(screen) == 11);
    quit(pty);
}

#[test]
fn a_pasted_word_is_searched_for_and_nothing_else_happens() {
    let (_server, _home, mut pty) = at_home_with_six_feeds();
    pty.send("/\x1b[200~ferryQQ\n\x1b[201~");
    pty.wait_for_text("Nothing here answers ferryQQ.");
    // The line break became a space, which is searched for nowhere.
    pty.send("\x7f\x7f\x7f");
    pty.wait_for_text("Ferry & crew");
    pty.send("\r");
    quit(pty);
}

#[test]
fn all_is_marked_read_and_unread_again() {
    let (_server, home, mut pty) = at_home_with_six_feeds();
    pty.send("A");
    pty.wait_for_text("Marked 11 entries read. Press u to undo.");
    pty.wait_until("nothing is unread", |screen| unread(screen) == 0);
    assert_eq!(home.run(&["list", "--unread"]).out, "");
    pty.send("u");
    pty.wait_for_text("Undone: 11 entries are as they were.");
    pty.wait_until("everything is unread", |screen| unread(screen) == 11);
    assert_eq!(home.run(&["list", "--unread"]).out.lines().count(), 11);
    quit(pty);
}

#[test]
fn the_filter_hides_what_is_read_but_not_under_the_eyes_of_the_reader() {
    let (_server, home, mut pty) = at_home_with_six_feeds();
    pty.send("U");
    pty.wait_for_text("Showing unread entries only.");
    pty.send("/ferry\r\r");
    pty.wait_for_text("120 passengers");
    pty.send("q");
    pty.wait_until("what was just read is still listed", |screen| {
        screen.contains("Ferry & crew") && !screen.contains("120 passengers")
    });
    quit(pty);

    let mut pty = home.open(120, 40);
    pty.wait_for_text("Ferry & crew");
    pty.send("U");
    pty.wait_until_gone("Ferry & crew");
    pty.wait_for_text("All, unread only");
    pty.wait_until("ten are unread", |screen| unread(screen) == 10);
    pty.send("U");
    pty.wait_for_text("Showing all entries.");
    pty.wait_for_text("Ferry & crew");
    quit(pty);
}

#[test]
fn the_next_unread_entry_is_in_the_next_feed_when_this_one_is_read() {
    let (_server, _home, mut pty) = at_home_with_six_feeds();
    wait_for_counts(&mut pty);
    // The first feed stands under the four lists.
    pty.send("4j\r");
    pty.wait_until("only the first feed is listed", |screen| {
        screen.contains("Café") && !screen.contains("Visitors")
    });
    pty.send("A");
    pty.wait_for_text("Marked 2 entries read.");
    pty.send("n");
    pty.wait_until("the second feed is listed", |screen| {
        screen.contains(&arabic_market()) && !screen.contains("Café")
    });
    pty.send("\r");
    pty.wait_for_text("120");
    pty.send("n");
    // "The market opens its doors from six in the morning."
    pty.wait_for_text(&rtl("ﻳﻔﺘﺢ ﺍﻟﺴﻮﻕ ﺃﺑﻮﺍﺑﻪ"));
    quit(pty);
}

#[test]
fn help_is_made_of_the_keys_in_use() {
    let (_server, home) = six_feeds();
    let settings = fs::read_to_string(home.config()).unwrap();
    home.configure(&format!(
        "{settings}[keys]\nmark-all-read = [\"X\", \"f9\"]\n"
    ));
    // High enough for all that help has to say of lists.
    let mut pty = home.open(120, 70);
    pty.wait_for_text("Café");
    pty.send("?");
    pty.wait_for_text("Mark the whole list read");
    assert!(row_with(&pty, "Mark the whole list read").contains("X, f9"));
    assert!(row_with(&pty, "Move down a page").contains("space"));
    pty.send("q");
    pty.wait_for_text("Café");
    quit(pty);
}

#[test]
fn q_closes_the_article_first_then_the_search_and_then_the_program() {
    let (_server, _home, mut pty) = at_home_with_six_feeds();
    pty.send("/ferry\r\r");
    pty.wait_for_text("120 passengers");
    pty.send("q");
    pty.wait_until_gone("120 passengers");
    pty.wait_for_text("/ change the search · S save it as a list · esc whole list");
    pty.send("q");
    pty.wait_for_text("q quit");
    pty.send("q");
    assert!(pty.finish());
}

#[test]
fn q_goes_back_to_the_feeds_where_a_list_covers_them() {
    let (_server, home) = six_feeds();
    let mut pty = home.open(40, 12);
    pty.wait_for_text("Saved");
    pty.send("l");
    pty.wait_for_text("● ");
    pty.send("q");
    pty.wait_for_text("Saved");
    pty.send("q");
    assert!(pty.finish());
}

#[test]
fn keys_stay_where_they_are_on_an_arabic_keyboard() {
    let (_server, _home, mut pty) = at_home_with_six_feeds();
    // The key of the question mark, and that of q.
    pty.send("؟");
    pty.wait_for_text("Move down a page");
    pty.send("ض");
    pty.wait_for_text("Café");
    pty.send("ض");
    assert!(pty.finish());
}

#[test]
fn a_click_opens_what_it_hits() {
    let (_server, _home, mut pty) = at_home_with_six_feeds();
    click(&mut pty, "Ferry & crew");
    click(&mut pty, "Ferry & crew");
    pty.wait_for_text("120 passengers");
    quit(pty);
}

/// Clicks on the first place of the screen that holds the text.
fn click(pty: &mut Pty, text: &str) {
    let shown = pty.shown();
    let (row, line) = shown
        .lines()
        .enumerate()
        .find(|(_, line)| line.contains(text))
        .unwrap();
    let column = line[..line.find(text).unwrap()].chars().count();
    pty.send(&format!("\x1b[<0;{};{}M", column + 1, row + 1));
    pty.send(&format!("\x1b[<0;{};{}m", column + 1, row + 1));
}

#[test]
fn the_browser_is_given_the_link_as_one_word() {
    let (_server, home) = six_feeds();
    // As a title, which takes no place on the screen.
    let browser = "printf '\\033]0;%s: %s\\007' $# \"$*\" > /dev/tty\n";
    fs::write(home.path().join("browser"), browser).unwrap();
    let shell = "BROWSER='sh browser' exec \"$0\"";
    let mut pty = home.open_with("/bin/sh", &["-c", shell, PROGRAM], 80, 24);
    pty.wait_for_text("Ferry & crew");
    pty.send("/ferry\r\r");
    pty.wait_for_text("120 passengers");
    pty.send("o");
    pty.wait_for_text("Opened in the browser.");
    pty.wait_for_bytes("\x1b]0;1: https://harbour.example/2026/ferry\x07");
    quit(pty);
}

#[test]
fn what_rules_have_hidden_is_brought_back_at_once() {
    let server = Server::start();
    let item = |n: u8, title: &str| format!("<item><guid>{n}</guid><title>{title}</title></item>");
    let items = item(1, "Football: a draw") + &item(2, "كرة القدم") + &item(3, "Ferry late");
    let feed = format!("<rss version='2.0'><channel><title>Harbour</title>{items}</channel></rss>");
    server.route("/feed", Reply::feed(feed));
    for (columns, rows) in [(80, 24), (40, 12)] {
        let home = Home::new();
        home.subscribe(&[server.url("/feed")], "");
        set(
            &home,
            "[[rules]]\nwhen = \"title:/^football/ OR كرة\"\ndo = [\"read\", \"hide\"]\n",
        );
        assert_eq!(home.run(&["refresh"]).code, 0);
        let mut pty = home.open(columns, rows);
        pty.wait_for_text("Harbour");
        pty.send("\r");
        pty.wait_for_text("Ferry late");
        assert!(!pty.shown().contains("Football"), "{}", pty.shown());
        pty.send("gx");
        pty.wait_for_text("Football: a draw");
        pty.wait_until_gone("Ferry late");
        pty.send("gx");
        pty.wait_for_text("2 entries are in the lists again.");
        pty.send("\x1b");
        pty.wait_until("all three are listed", |screen| {
            screen.contains("Football: a draw") && screen.contains("Ferry late")
        });
        assert_eq!(home.run(&["list"]).out.lines().count(), 3);
        pty.send("u");
        pty.wait_until_gone("Football: a draw");
        assert_eq!(home.run(&["list"]).out.lines().count(), 1);
        quit(pty);
    }
}

#[test]
fn the_cursor_rests_on_what_is_selected_where_screen_readers_look_for_it() {
    let (_server, home, mut pty) = at_home_with_six_feeds();
    // Hidden, for whoever sees the selection.
    let rests = |pty: &mut Pty, on: &str| {
        pty.wait(on, |pty| {
            !pty.is_amid_frame() && pty.cursor().0.contains(on)
        });
    };
    rests(&mut pty, " All ");
    assert!(!pty.cursor().1);
    pty.send("l");
    rests(&mut pty, "●");
    let first = pty.cursor().0;
    pty.send("j");
    pty.wait("the next row", |pty| {
        !pty.is_amid_frame() && pty.cursor().0 != first
    });
    pty.send("?");
    rests(&mut pty, "Keys");
    quit(pty);

    let ui = fs::read_to_string(home.config()).unwrap();
    let ui = ui.replace("[ui]\n", "[ui]\nscreen_reader = true\n");
    fs::write(home.config(), ui).unwrap();
    let mut pty = home.open(120, 40);
    // One pane, and letters for marks.
    pty.wait_until("the feeds alone", |screen| {
        screen.contains("Unread") && !screen.contains('│')
    });
    rests(&mut pty, " All ");
    assert!(pty.cursor().1);
    pty.send("l");
    pty.wait_until("marks are letters", |screen| {
        screen.contains("N  ") && !screen.contains('●')
    });
    rests(&mut pty, "N  ");
    assert!(pty.cursor().1);
    pty.send("\r");
    pty.wait_until("the article", |screen| screen.contains('%'));
    quit(pty);
}
