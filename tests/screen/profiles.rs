//! The last pass: what the terminal is told, by what it is.

use super::{arabic_ferry, rtl, six_feeds};
use crate::home::PROGRAM;
use crate::pty::{assert_order, count};

#[test]
fn a_terminal_that_says_nothing_gets_a_mark_behind_each_right_to_left_cell() {
    let (_server, home) = six_feeds();
    let mut pty = home.open_with(PROGRAM, &["--bidi", "lrm"], 120, 40);
    // The terminal of these tests shows no marks, as terminals should.
    let harbour = rtl("ﺍﻟﻤﻴﻨﺎﺀ");
    let marked = harbour.chars().map(|letter| format!("{letter}\u{200e}"));
    pty.wait_for_bytes(&marked.collect::<String>());
    pty.wait_for_text("Café");
    assert_order(&pty.seen, &["\x1b[?1049h", "\x1b[8l", "\x1b[2J"]);
    pty.send("q");
    assert!(pty.finish());
    assert_order(&pty.seen, &["\x1b[8h", "\x1b[?1049l"]);
}

#[test]
fn a_terminal_is_asked_what_it_is_when_nobody_says() {
    let (_server, home) = six_feeds();
    let settings = std::fs::read_to_string(home.config()).unwrap();
    home.configure(&settings.replace("bidi = \"visual\"\n", ""));
    let mut pty = home.open(120, 40);
    pty.wait_for_bytes("\x1b[c");
    // As VTE answers: it knows the switch of ECMA-48.
    pty.send("\x1b[8;1$y\x1b[>65;7006;1c\x1b[?65;1;9c");
    pty.wait_for_text(&arabic_ferry());
    assert_order(&pty.seen, &["\x1b[c", "\x1b[8l", "\x1b[2J"]);
    assert_eq!(count(&pty.seen, "\u{200e}"), 0);
    pty.send("q");
    assert!(pty.finish());
    assert_order(&pty.seen, &["\x1b[8h", "\x1b[?1049l"]);
}
