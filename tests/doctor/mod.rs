//! `newsterm doctor` in a terminal, without one, and what its answer does to the next start.

use std::fs;

use crate::home::{Home, PROGRAM};
use crate::pty::{Pty, count};

const KITTY: &str = "\x1bP>|kitty(0.26.5)\x1b\\\x1b[8;0$y\x1b[>1;4000;26c\x1b[?0u\x1b[?62;c";
const KONSOLE: &str = "\x1bP>|Konsole 22.12.3\x1b\\\x1b[>1;115;0c\x1b[?62;1;4c";
const KONSOLE_OFF: &str = "\x1b]50;BidiRenderingEnabled=false\x07";
const KONSOLE_ON: &str = "\x1b]50;BidiRenderingEnabled=true\x07";
const FENCE: &str = "\x1b[c";

/// A reader without feeds.
fn at_home() -> Home {
    let home = Home::new();
    home.configure("feeds = []");
    home
}

/// Starts newsterm in a terminal that answers so.
fn start(home: &Home, answers: &str, arguments: &[&str]) -> Pty {
    // So high that nothing is pushed out at the top.
    let mut pty = home.open_with(PROGRAM, arguments, 100, 90);
    pty.wait_for_bytes(FENCE);
    pty.send(answers);
    pty
}

#[test]
fn the_answer_is_kept_told_and_forgotten() {
    let home = at_home();
    let kept = || fs::read_to_string(home.path().join("state/terminals.toml")).unwrap();

    let mut pty = start(&home, KITTY, &["doctor"]);
    pty.wait_for_text("profile: wordflip, because the terminal calls itself kitty(0.26.5)");
    pty.wait_for_text("Press the number");
    pty.send("3");
    assert!(pty.finish());
    assert!(pty.shown().contains("Kept: lrm for kitty(0.26.5)."));
    assert!(pty.is_cooked());
    assert!(kept().contains("\"kitty(0.26.5)\" = \"lrm\""));

    let mut pty = start(&home, KITTY, &["doctor"]);
    pty.wait_for_text("profile: lrm, because you chose it for this terminal");
    pty.wait_for_text("0 forgets");
    pty.send("0");
    assert!(pty.finish());
    assert!(!kept().contains("kitty"));
}

#[test]
fn how_pictures_are_shown_is_told_with_the_reason() {
    let kitty = "\x1b[6;18;9t\x1b_Gi=31;OK\x1b\\\x1b[?62;c";
    for (answers, ui, words) in [
        (
            kitty,
            "",
            "kitty, because the terminal takes kitty pictures; a letter takes 9 × 18 points",
        ),
        (
            "\x1b[?1;0;16S\x1b[?63;1;2;4c",
            "",
            "sixel, because the terminal shows sixel pictures; a letter takes 10 × 20 points",
        ),
        (
            "\x1b[?65;1;9c",
            "",
            "half-blocks, because the terminal tells of no better way",
        ),
        (
            kitty,
            "image_protocol = \"half-blocks\"",
            "half-blocks, because your settings say so",
        ),
        (
            kitty,
            "colors = \"none\"",
            "none, for they need more colours",
        ),
    ] {
        let home = Home::new();
        home.configure(&format!("feeds = []\n[ui]\n{ui}\n"));
        let mut pty = start(&home, answers, &["doctor"]);
        pty.wait_for_text(&format!("pictures of articles: {words}"));
        pty.wait_for_text("Press the number");
        pty.send("\r");
        assert!(pty.finish());
    }
}

#[test]
fn enter_changes_nothing() {
    let home = at_home();
    let mut pty = start(&home, KITTY, &["doctor"]);
    pty.wait_for_text("Press the number");
    pty.send("\r");
    assert!(pty.finish());
    assert!(!home.path().join("state/terminals.toml").exists());
}

#[test]
fn the_screen_takes_the_profile_that_was_chosen() {
    let home = at_home();
    let answers = "[terminals]\n\"kitty(0.26.5)\" = \"konsole\"\n";
    fs::create_dir(home.path().join("state")).unwrap();
    fs::write(home.path().join("state/terminals.toml"), answers).unwrap();
    let mut pty = start(&home, KITTY, &[]);
    pty.wait_for_bytes(KONSOLE_OFF);
    pty.send("Q");
    assert!(pty.finish());
}

#[test]
fn the_switch_of_konsole_is_thrown_for_its_own_page_only() {
    let home = at_home();
    let mut pty = start(&home, KONSOLE, &["doctor"]);
    pty.wait_for_text("Space shows other ways");
    assert_eq!(count(&pty.seen, KONSOLE_OFF), 1);
    assert_eq!(count(&pty.seen, KONSOLE_ON), 0);
    pty.send(" ");
    pty.wait_for_text("1 visual");
    assert_eq!(count(&pty.seen, KONSOLE_OFF), 1);
    assert_eq!(count(&pty.seen, KONSOLE_ON), 1);
    pty.send("\x03");
    assert!(pty.finish());
}

#[test]
fn a_report_is_one_line_of_json_and_asks_the_reader_nothing() {
    let home = at_home();
    let mut pty = start(&home, KITTY, &["--bidi", "span", "doctor", "--json"]);
    assert!(pty.finish());
    let told = String::from_utf8_lossy(&pty.seen).into_owned();
    let line = &told[told.find('{').unwrap()..];
    let report: serde_json::Value = serde_json::from_str(line.trim()).unwrap();
    assert_eq!(report["terminal"]["name"], "kitty(0.26.5)");
    assert_eq!(report["terminal"]["keyboard_protocol"], true);
    assert_eq!(report["terminal"]["sixel"], false);
    assert_eq!(report["profile"]["name"], "span");
    assert_eq!(report["profile"]["reason"], "argument");
    assert_eq!(report["detected"]["name"], "wordflip");
}

#[test]
fn without_a_terminal_the_environment_is_told() {
    let home = at_home();
    let run = |arguments: &[&str]| {
        let output = home.command(arguments).env("TERM", "foot").output();
        let output = output.unwrap();
        assert!(output.status.success());
        assert_eq!(count(&output.stdout, "\x1b"), 0);
        String::from_utf8(output.stdout).unwrap()
    };
    let told = run(&["doctor"]);
    assert!(told.contains("There is no terminal here to ask"), "{told}");
    assert!(told.contains("profile: visual, because the variable TERM tells so"));
    let report: serde_json::Value = serde_json::from_str(&run(&["doctor", "--json"])).unwrap();
    assert_eq!(report["terminal"], serde_json::Value::Null);
    assert_eq!(report["profile"]["detail"], "TERM");
}

#[test]
fn settings_that_cannot_be_used_do_not_keep_doctor_from_its_work() {
    let home = Home::new();
    home.configure("[ui]\nbidi = \"spiral\"\n");
    let told = home.run(&["doctor"]);
    assert_eq!(told.code, 0);
    assert!(told.err.contains("spiral"), "{}", told.err);
    assert!(told.out.contains("profile: lrm"), "{}", told.out);
}

#[test]
fn answers_that_are_damaged_are_told_and_left_as_they_are() {
    let home = at_home();
    fs::create_dir(home.path().join("state")).unwrap();
    let path = home.path().join("state/terminals.toml");
    fs::write(&path, "[terminals").unwrap();
    let mut pty = start(&home, KITTY, &["doctor"]);
    pty.wait_for_text("holds no answers to newsterm doctor, and was left as it is");
    pty.wait_for_text("Press the number");
    pty.send("3");
    assert_eq!(pty.exit_code(), 1);
    assert_eq!(fs::read_to_string(&path).unwrap(), "[terminals");
}
