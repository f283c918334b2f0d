//! `newsterm doctor` in a terminal, without one, and what its answer does to the next start.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::terminal::pty::{Pty, count};

const KITTY: &str = "\x1bP>|kitty(0.26.5)\x1b\\\x1b[8;0$y\x1b[>1;4000;26c\x1b[?0u\x1b[?62;c";
const KONSOLE: &str = "\x1bP>|Konsole 22.12.3\x1b\\\x1b[>1;115;0c\x1b[?62;1;4c";
const KONSOLE_OFF: &str = "\x1b]50;BidiRenderingEnabled=false\x07";
const KONSOLE_ON: &str = "\x1b]50;BidiRenderingEnabled=true\x07";
const FENCE: &str = "\x1b[c";

/// Starts doctor in a terminal that answers so, with all its files in `home`.
fn doctor(home: &Path, answers: &str, arguments: &[&str]) -> Pty {
    let home = home.to_str().unwrap();
    let variables = [
        ("HOME", home),
        ("NEWSTERM_DATA", home),
        ("NEWSTERM_STATE", home),
    ];
    let mut pty = Pty::newsterm(arguments, &variables);
    pty.wait_for_bytes(FENCE);
    pty.send(answers);
    pty
}

#[test]
fn the_answer_is_kept_told_and_forgotten() {
    let home = tempfile::tempdir().unwrap();
    let kept = || fs::read_to_string(home.path().join("terminals.toml")).unwrap();

    let mut pty = doctor(home.path(), KITTY, &["doctor"]);
    pty.wait_for_text("profile: wordflip, because the terminal calls itself kitty(0.26.5)");
    pty.wait_for_text("Press the number");
    pty.send("3");
    assert!(pty.finish());
    assert!(pty.shown().contains("Kept: lrm for kitty(0.26.5)."));
    assert!(pty.is_cooked());
    assert!(kept().contains("\"kitty(0.26.5)\" = \"lrm\""));

    let mut pty = doctor(home.path(), KITTY, &["doctor"]);
    pty.wait_for_text("profile: lrm, because you chose it for this terminal");
    pty.wait_for_text("0 forgets");
    pty.send("0");
    assert!(pty.finish());
    assert!(!kept().contains("kitty"));
}

#[test]
fn enter_changes_nothing() {
    let home = tempfile::tempdir().unwrap();
    let mut pty = doctor(home.path(), KITTY, &["doctor"]);
    pty.wait_for_text("Press the number");
    pty.send("\r");
    assert!(pty.finish());
    assert!(!home.path().join("terminals.toml").exists());
}

#[test]
fn the_screen_takes_the_profile_that_was_chosen() {
    let home = tempfile::tempdir().unwrap();
    let answers = "[terminals]\n\"kitty(0.26.5)\" = \"konsole\"\n";
    fs::write(home.path().join("terminals.toml"), answers).unwrap();
    fs::write(home.path().join("config.toml"), "feeds = []").unwrap();
    let config = home.path().join("config.toml");
    let mut pty = doctor(home.path(), KITTY, &["--config", config.to_str().unwrap()]);
    pty.wait_for_bytes(KONSOLE_OFF);
    pty.send("Q");
    assert!(pty.finish());
}

#[test]
fn the_switch_of_konsole_is_thrown_for_its_own_page_only() {
    let home = tempfile::tempdir().unwrap();
    let mut pty = doctor(home.path(), KONSOLE, &["doctor"]);
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
    let home = tempfile::tempdir().unwrap();
    let mut pty = doctor(home.path(), KITTY, &["--bidi", "span", "doctor", "--json"]);
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
    let home = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_newsterm"))
            .args(arguments)
            .env_clear()
            .env("HOME", home.path())
            .env("TERM", "foot")
            .stdin(Stdio::null())
            .output()
            .unwrap();
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
