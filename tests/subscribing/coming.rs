//! `docs/coming.md` says only what is true.

use std::path::Path;

use newsterm::app::Command;
use newsterm::config::Config;

const DOCUMENT: &str = include_str!("../../docs/coming.md");

#[test]
fn its_settings_can_be_used() {
    let blocks = DOCUMENT.split("```toml\n").skip(1);
    let blocks = blocks.map(|rest| rest.split("```").next().unwrap());
    assert!(blocks.clone().count() >= 4);
    for block in blocks {
        let parsed = Config::parse(block, Path::new("config.toml"));
        assert!(parsed.is_ok(), "{block}: {parsed:?}");
    }
}

#[test]
fn its_keys_are_those_of_the_commands_it_names() {
    let mut rows = 0;
    for row in DOCUMENT.lines().filter(|line| line.starts_with("| ")) {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let [_, _, _, key, command, _] = cells[..] else {
            continue;
        };
        let name = command.trim_matches('`');
        let Some(command) = Command::named(name) else {
            continue;
        };
        let key = key.trim_matches('`');
        assert_eq!(command.row().chords.first(), Some(&key), "{row}");
        rows += 1;
    }
    assert_eq!(rows, 11);
    // Those that are where they were.
    let same = DOCUMENT.split("Most are where they were: ").nth(1).unwrap();
    let same = same.split(". These").next().unwrap();
    // The text between two grave accents, but for the sign that stands between two columns in a table.
    for key in same.split('`').skip(1).step_by(2) {
        let bound = newsterm::app::COMMANDS
            .iter()
            .any(|row| row.chords.contains(&key));
        assert!(bound, "{key}");
    }
}
