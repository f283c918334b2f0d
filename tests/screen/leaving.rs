//! Every way out leaves the terminal as it was.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};

use rusqlite::Connection;
use rustix::process::Signal;

use super::{at_home_with_six_feeds, six_feeds, wait_for_headlines};
use crate::home::{Home, PROGRAM};
use crate::pty::{Pty, assert_order, count};
use crate::server::{Reply, Server};

/// What undoes the screen: mouse, paste, the alternate screen, the cursor.
const LEAVE: [&str; 4] = ["\x1b[?1000l", "\x1b[?2004l", "\x1b[?1049l", "\x1b[?25h"];

/// Asserts that the terminal was left, completely and as often as it was entered.
fn assert_left(pty: &Pty) {
    assert!(pty.is_cooked());
    assert_order(&pty.seen, &LEAVE);
    let (entered, left) = ("\x1b[?1049h", "\x1b[?1049l");
    assert_eq!(count(&pty.seen, entered), count(&pty.seen, left));
}

#[test]
fn signals_end_the_program_in_order() {
    for signal in [Signal::TERM, Signal::HUP, Signal::INT] {
        let (_server, home, mut pty) = at_home_with_six_feeds();
        pty.send("/ferry\r\r");
        pty.wait_for_text("120 passengers");
        pty.signal(signal);
        assert!(pty.finish(), "{signal:?}");
        assert_left(&pty);
        // What was marked before is kept.
        assert_eq!(home.run(&["list", "--unread"]).out.lines().count(), 10);
    }
}

#[test]
fn quitting_leaves_the_terminal() {
    let (_server, _home, mut pty) = at_home_with_six_feeds();
    pty.send("\x03");
    assert!(pty.finish());
    assert_left(&pty);
}

#[test]
fn what_could_not_be_kept_after_the_screen_was_left_is_told() {
    let (_server, home, mut pty) = at_home_with_six_feeds();
    let other = Connection::open(home.cache()).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    pty.send("lsQ");
    pty.wait_for_bytes("\x1b[?1049l");
    let refuse =
        "CREATE TRIGGER refuse BEFORE UPDATE ON entries BEGIN SELECT RAISE(ABORT, 'no'); END";
    other.execute_batch(refuse).unwrap();
    other.execute_batch("COMMIT").unwrap();
    assert_eq!(pty.exit_code(), 4);
    let told = String::from_utf8_lossy(&pty.seen);
    assert!(told.contains("change that you made was not kept"), "{told}");
    assert_left(&pty);
}

#[test]
fn quitting_does_not_wait_for_a_server_that_hangs() {
    let (server, home) = six_feeds();
    server.route("/rss20-english.xml", Reply::hang());
    let mut pty = home.open(80, 24);
    pty.wait_for_text("Refreshing: 5 of 6");
    pty.send("q");
    assert!(pty.finish());
    assert_left(&pty);
}

#[test]
fn quitting_ends_the_commands_of_feeds_and_what_they_have_started() {
    let (server, home) = (Server::start(), Home::new());
    server.route("/feed", Reply::feed("<rss/>"));
    let fifo = home.fifo("fifo");
    // The other end is held by the command and its child for as long as one of them lives.
    let script =
        "exec 3>fifo; echo begun >&3; (sleep 60; echo alive >&3) & sleep 60; echo alive >&3";
    let argv = format!("[\"sh\", \"-c\", \"{script}\"]");
    let url = server.url("/feed");
    home.configure(&format!(
        "[ui]\nbidi = \"visual\"\n[[feeds]]\nexec = {argv}\n\
         [[feeds]]\nurl = \"{url}?1\"\nfilter = {argv}\n\
         [[feeds]]\nurl = \"{url}?2\"\nauth = \"bearer\"\npassword_command = {argv}\n",
    ));
    server.route("/feed?1", Reply::feed("<rss/>"));
    for quit in ["q", "\x03"] {
        let mut pty = home.open(80, 24);
        let mut heard = BufReader::new(File::open(&fifo).unwrap());
        for _ in 0..3 {
            let mut line = String::new();
            heard.read_line(&mut line).unwrap();
            assert_eq!(line, "begun\n");
        }
        pty.wait_for_text("Refreshing: 0 of 3");
        pty.send(quit);
        assert!(pty.finish());
        let mut rest = String::new();
        heard.read_to_string(&mut rest).unwrap();
        assert_eq!(rest, "");
    }
}

#[test]
fn ctrl_z_goes_to_the_shell_and_fg_comes_back() {
    let (_server, home) = six_feeds();
    let shell = "set -m; \"$0\"; echo '[in the shell]'; read line; fg; echo \"[over: $?]\"";
    let mut pty = home.open_with("/bin/sh", &["-c", shell, PROGRAM], 120, 40);
    wait_for_headlines(&mut pty);
    pty.send("\x1a");
    pty.wait_for_text("[in the shell]");
    assert_left(&pty);
    pty.seen.clear();
    pty.send("\r");
    wait_for_headlines(&mut pty);
    assert_order(&pty.seen, &["\x1b[?1049h", "\x1b[?2004h", "\x1b[2J"]);
    pty.send("q");
    pty.wait_for_text("[over: 0]");
    assert!(pty.finish());
    assert_left(&pty);
}

#[test]
fn a_terminal_that_goes_away_ends_the_program() {
    let (_server, home, pty) = at_home_with_six_feeds();
    pty.hang_up();
    assert_eq!(home.run(&["list"]).out.lines().count(), 11);
}
