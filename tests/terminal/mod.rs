//! `term` in a real pseudo-terminal: what is written on every way in and out, and what keys become.

mod program;

use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Stdio};

use portable_pty::CommandBuilder;
use rustix::process::{Pid, Signal, kill_process};

use crate::pty::{Pty, assert_order, count};

/// The variable that tells [`program`] what to do.
const ACT: &str = "NEWSTERM_TERMINAL_TEST";
/// How this test program is started to be the one inside the terminal.
const PROGRAM_ARGUMENTS: [&str; 4] = [
    "terminal::the_switch_is_thrown_on_the_alternate_screen_and_before_it_is_cleared",
    "--exact",
    "--nocapture",
    "--test-threads=1",
];

const ENTER: [&str; 4] = ["\x1b[?1049h", "\x1b[8l", "\x1b[?2004h", "\x1b[2J"];
const LEAVE: [&str; 5] = [
    "\x1b[?1000l",
    "\x1b[?2004l",
    "\x1b[8h",
    "\x1b[?1049l",
    "\x1b[?25h",
];
const FENCE: &str = "\x1b[c";
const VTE: &str = "\x1b[8;1$y\x1b]11;rgb:ffff/ffff/ffff\x1b\\\x1b[>65;7006;1c\x1b[?65;1;9c";

/// Starts an act of [`program`] in a terminal of 60 columns and 12 rows.
fn in_terminal(act: &str, variables: &[(&str, &str)]) -> Pty {
    let mut command = CommandBuilder::new(std::env::current_exe().unwrap());
    command.args(PROGRAM_ARGUMENTS);
    command.env_clear();
    command.env("TERM", "xterm-256color");
    command.env(ACT, act);
    for (name, value) in variables {
        command.env(name, value);
    }
    Pty::start(command, 60, 12)
}

/// Starts the program as VTE, which shows "profile explicit".
fn start(act: &str) -> Pty {
    let mut pty = in_terminal(act, &[]);
    pty.wait_for_bytes(FENCE);
    pty.send(VTE);
    pty
}

/// Asserts that the terminal was left, once and completely, after what was in it.
fn assert_left(pty: &Pty) {
    assert!(pty.is_cooked());
    assert_order(&pty.seen, &LEAVE);
    assert_eq!(count(&pty.seen, "\x1b[?1049l"), 1);
    assert_eq!(count(&pty.seen, "\x1b[8h"), 1);
}

#[test]
fn the_switch_is_thrown_on_the_alternate_screen_and_before_it_is_cleared() {
    // This test program is also the one inside the terminal, and comes in by this door.
    if let Ok(act) = std::env::var(ACT) {
        return program::run(&act);
    }
    let mut pty = start("show");
    pty.wait_for_text("profile explicit, Some(Light)");
    assert_order(&pty.seen, &["\x1b[?1049h", FENCE, "\x1b[8l", "\x1b[2J"]);
    assert_order(&pty.seen, &ENTER);
    pty.send("q");
    assert!(pty.finish());
    assert_left(&pty);
}

#[test]
fn a_terminal_that_answers_nothing_gets_marks() {
    let mut pty = in_terminal("show", &[("COLORFGBG", "15;0")]);
    pty.wait_for_text("profile lrm, Some(Dark)");
    assert_order(&pty.seen, &ENTER);
    pty.send("q");
    assert!(pty.finish());
    assert_left(&pty);
}

#[test]
fn answers_that_come_late_are_no_keys() {
    let mut pty = in_terminal("show", &[]);
    pty.wait_for_text("profile lrm");
    pty.send("\x1bP>|XTerm(379)\x1b\\\x1b[8;0$");
    pty.send("y\x1b]11;rgb:0000/0000/0000\x1b\\\x1b[>41;379;0c\x1b[?64;1;2c");
    pty.send("j\x1b[A");
    pty.wait_for_text("key Up");
    let shown = pty.shown();
    let lines: Vec<&str> = shown.lines().collect();
    assert_eq!(
        lines,
        ["profile lrm, None", "key Char('j')", "key Up"],
        "{lines:?}"
    );
    pty.send("q");
    assert!(pty.finish());
    assert_left(&pty);
}

#[test]
fn what_is_typed_while_the_terminal_is_asked_is_kept() {
    let mut pty = in_terminal("show", &[]);
    pty.wait_for_bytes(FENCE);
    pty.send("k");
    pty.send(VTE);
    pty.wait_for_text("key Char('k')");
    pty.send("q");
    assert!(pty.finish());
}

#[test]
fn keys_come_from_the_terminal_where_standard_input_does_not() {
    let mut pty = start("behind a pipe");
    pty.wait_for_text("profile explicit");
    pty.send("j\x1b[A");
    pty.wait_for_text("key Up");
    assert!(pty.shown().contains("key Char('j')"));
    pty.send("q");
    assert!(pty.finish());
    assert_left(&pty);
}

#[test]
fn what_others_read_from_is_left_as_it_was() {
    let mut pty = start("shared");
    pty.wait_for_text("others wait: true");
    pty.send("q");
    assert!(pty.finish());
}

#[test]
fn a_terminal_that_was_in_explicit_mode_is_left_in_it() {
    let mut pty = in_terminal("show", &[]);
    pty.wait_for_bytes(FENCE);
    pty.send("\x1b[8;2$y\x1b[?65c");
    pty.wait_for_text("profile explicit");
    pty.send("q");
    assert!(pty.finish());
    assert_eq!(count(&pty.seen, "\x1b[8h"), 0);
}

#[test]
fn konsole_gets_its_own_switch_and_no_other() {
    let mut pty = in_terminal("show", &[]);
    pty.wait_for_bytes(FENCE);
    pty.send("\x1bP>|Konsole 22.12.3\x1b\\\x1b[>1;115;0c\x1b[?62c");
    pty.wait_for_text("profile konsole");
    pty.send("q");
    assert!(pty.finish());
    assert_order(
        &pty.seen,
        &[
            "\x1b]50;BidiRenderingEnabled=false\x07",
            "\x1b[2J",
            "\x1b]50;BidiRenderingEnabled=true\x07",
            "\x1b[?1049l",
        ],
    );
    assert_eq!(count(&pty.seen, "\x1b[8l"), 0);
}

#[test]
fn a_frame_is_one_synchronized_write_and_an_unchanged_one_is_none() {
    let mut pty = start("show");
    pty.send("j");
    pty.wait_for_text("key Char('j')");
    pty.send("q");
    assert!(pty.finish());
    // The program draws each frame twice; two of the four show something new.
    assert_eq!(count(&pty.seen, "\x1b[?2026h"), 2);
    assert_eq!(count(&pty.seen, "\x1b[?2026l"), 2);
}

#[test]
fn a_view_that_asks_for_colours_gets_them() {
    // NO_COLOR is for the settings to heed; read a second time on the way out it would turn colours
    // into resets of bold and reverse.
    let mut pty = in_terminal("show", &[("NO_COLOR", "1")]);
    pty.wait_for_bytes(FENCE);
    pty.send(VTE);
    pty.wait_for_text("profile");
    assert_order(&pty.seen, &["\x1b[38;5;1", "mprofile"]);
    pty.send("q");
    assert!(pty.finish());
}

#[test]
fn the_linux_console_is_not_asked_for_its_background() {
    let mut pty = in_terminal("show", &[("TERM", "linux")]);
    pty.wait_for_bytes(FENCE);
    pty.send("\x1b[?6c");
    pty.wait_for_text("profile visual, None");
    assert_eq!(count(&pty.seen, "\x1b]11;"), 0);
    pty.send("q");
    assert!(pty.finish());
}

#[test]
fn the_title_of_the_window_is_never_set() {
    let mut pty = start("show");
    pty.wait_for_text("profile");
    pty.send("q");
    assert!(pty.finish());
    for title in ["\x1b]0;", "\x1b]1;", "\x1b]2;"] {
        assert_eq!(count(&pty.seen, title), 0);
    }
}

#[test]
fn a_panic_is_reported_on_the_terminal_as_it_was() {
    let mut pty = start("panic");
    assert!(!pty.finish());
    assert_left(&pty);
    assert_order(&pty.seen, &["\x1b[?1049l", "the program broke"]);
}

#[test]
fn a_panic_of_another_thread_waits_until_the_screen_is_left() {
    let mut pty = start("panic elsewhere");
    pty.wait_for_text("profile explicit");
    assert_eq!(count(&pty.seen, "the worker broke"), 0);
    pty.send("q");
    assert!(pty.finish());
    assert_left(&pty);
    assert_order(&pty.seen, &["\x1b[?1049l", "'worker'", "the worker broke"]);
}

#[test]
fn the_screen_is_given_back_while_the_program_is_stopped_and_drawn_again_after() {
    let mut pty = start("job control");
    pty.wait_for_text("profile explicit");
    pty.send("z");
    pty.wait_for_bytes("[stopped ");
    pty.wait_for_bytes("]\r\n");
    assert_left(&pty);
    let stopped = std::mem::take(&mut pty.seen);
    kill_process(pid_of(&stopped), Signal::CONT).unwrap();
    pty.wait_for_text("back again");
    assert!(pty.shown().starts_with("profile explicit"));
    assert!(!pty.is_cooked());
    assert_order(&pty.seen, &ENTER);
    pty.send("q");
    assert!(pty.finish());
    assert_left(&pty);
}

fn pid_of(stopped: &[u8]) -> Pid {
    let text = String::from_utf8_lossy(stopped);
    let (_, rest) = text.split_once("[stopped ").unwrap();
    let (pid, _) = rest.split_once(']').unwrap();
    Pid::from_raw(pid.parse().unwrap()).unwrap()
}

#[test]
fn without_a_shell_to_continue_it_the_program_is_not_stopped() {
    let mut pty = start("show");
    pty.wait_for_text("profile explicit");
    pty.send("z");
    pty.wait_for_text("back again");
    pty.send("q");
    assert!(pty.finish());
    assert_left(&pty);
}

#[test]
fn a_new_size_is_told_and_drawn_on_a_cleared_screen() {
    let mut pty = start("show");
    pty.wait_for_text("profile explicit");
    pty.seen.clear();
    pty.resize(40, 10);
    pty.wait_for_text("size 40 x 10");
    assert!(pty.shown().starts_with("profile explicit"));
    assert_order(&pty.seen, &["\x1b[?2026h", "\x1b[2J", "profile"]);
    pty.send("q");
    assert!(pty.finish());
}

#[test]
fn the_mouse_and_a_paste_are_events() {
    let mut pty = start("show");
    pty.wait_for_text("profile explicit");
    assert_order(&pty.seen, &["\x1b[?1000h", "\x1b[?1006h"]);
    pty.send("\x1b[<64;5;6M\x1b[200~q\x1b[201~");
    pty.wait_for_text("Mouse(Mouse { kind: ScrollUp, column: 4, row: 5 })");
    pty.wait_for_text("Paste(\"q\")");
    pty.send("q");
    assert!(pty.finish());
}

#[test]
fn escape_alone_is_a_key() {
    let mut pty = start("show");
    pty.wait_for_text("profile explicit");
    pty.send("\x1b");
    pty.wait_for_text("key Esc");
    pty.send("q");
    assert!(pty.finish());
}

#[test]
fn a_terminal_that_goes_away_is_an_event_and_no_panic() {
    let folder = tempfile::tempdir().unwrap();
    let told = folder.path().join("told");
    let mut pty = in_terminal("hang up", &[("TOLD", told.to_str().unwrap())]);
    pty.wait_for_bytes(FENCE);
    pty.send(VTE);
    pty.wait_for_text("profile explicit");
    pty.hang_up();
    assert_eq!(std::fs::read_to_string(told).unwrap(), "hung up");
}

#[test]
fn tmux_is_asked_for_the_terminal_behind_it() {
    let folder = tempfile::tempdir().unwrap();
    fake_tmux(
        folder.path(),
        "[ \"$1 $2\" = 'display -p' ] && echo 'kitty(0.26.5) xterm-kitty'",
    );
    let mut pty = in_tmux(folder.path());
    pty.wait_for_text("profile wordflip");
    pty.send("q");
    assert!(pty.finish());
}

#[test]
fn tmux_that_hangs_is_not_waited_for() {
    let folder = tempfile::tempdir().unwrap();
    fake_tmux(folder.path(), "kill -STOP $$");
    let mut pty = in_tmux(folder.path());
    pty.wait_for_text("profile lrm");
    pty.send("q");
    assert!(pty.finish());
}

fn fake_tmux(folder: &Path, script: &str) {
    let path = folder.join("tmux");
    std::fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
    std::fs::set_permissions(&path, PermissionsExt::from_mode(0o755)).unwrap();
}

fn in_tmux(path: &Path) -> Pty {
    let variables = [("TMUX", "/tmp/t,1,0"), ("PATH", path.to_str().unwrap())];
    let mut pty = in_terminal("show", &variables);
    pty.wait_for_bytes(FENCE);
    pty.send("\x1bP>|tmux 3.3a\x1b\\\x1b[>84;0;0c\x1b[?1;2;4c");
    pty
}

#[test]
fn without_a_terminal_there_is_no_screen() {
    let output = Command::new(std::env::current_exe().unwrap())
        .args(PROGRAM_ARGUMENTS)
        .env(ACT, "refuse")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        told.contains("refused: standard output is not a terminal"),
        "{told}"
    );
    assert_eq!(count(&output.stdout, "\x1b"), 0);
}

#[test]
fn a_dumb_terminal_is_told_nothing() {
    let mut pty = in_terminal("refuse", &[("TERM", "dumb")]);
    assert!(pty.finish());
    assert!(pty.shown().contains("refused: the terminal is dumb"));
    assert_eq!(count(&pty.seen, "\x1b"), 0);
}
