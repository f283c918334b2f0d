//! The table of rooms in ARCHITECTURE.md, held against the code.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// What the table says of one room.
struct Room {
    may_use: Vec<String>,
    never_names: Vec<String>,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The words between backticks.
fn ticked(text: &str) -> Vec<String> {
    text.split('`')
        .skip(1)
        .step_by(2)
        .map(str::to_owned)
        .collect()
}

fn table() -> BTreeMap<String, Room> {
    let paper =
        fs::read_to_string(root().join("ARCHITECTURE.md")).expect("ARCHITECTURE.md is there");
    paper
        .lines()
        .skip_while(|line| !line.starts_with("| room |"))
        .skip(2)
        .take_while(|line| line.starts_with('|'))
        .map(|line| {
            let columns: Vec<&str> = line.trim_matches('|').split('|').collect();
            let [name, _, may_use, never_names] = columns[..] else {
                panic!("four columns: {line}")
            };
            let room = Room {
                may_use: ticked(may_use),
                never_names: ticked(never_names),
            };
            (ticked(name).remove(0), room)
        })
        .collect()
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder can be read") {
        let path = entry.expect("the entry can be read").path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The code of a line, without its comment.
fn code(line: &str) -> &str {
    line.split("//").next().unwrap_or_default()
}

/// Whether `code` has `name` as whole words.
fn names(code: &str, name: &str) -> bool {
    let part_of_name = |c: char| c.is_alphanumeric() || c == '_';
    code.match_indices(name).any(|(at, _)| {
        !code[..at].ends_with(part_of_name) && !code[at + name.len()..].starts_with(part_of_name)
    })
}

/// The rooms that a line of code reaches through `crate::`.
fn rooms_used(code: &str) -> Vec<&str> {
    let part_of_name = |c: char| c.is_alphanumeric() || c == '_';
    code.match_indices("crate::")
        .filter(|(at, _)| !code[..*at].ends_with(part_of_name))
        .map(|(at, prefix)| {
            let rest = &code[at + prefix.len()..];
            &rest[..rest.find(|c| !part_of_name(c)).unwrap_or(rest.len())]
        })
        .collect()
}

fn offences(room_name: &str, room: &Room) -> String {
    let mut report = String::new();
    for file in sources(&root().join("src").join(room_name)) {
        let text = fs::read_to_string(&file).expect("the source can be read");
        let place = file
            .strip_prefix(root())
            .expect("it is inside the package")
            .display();
        for (number, line) in (1..).zip(text.lines()) {
            let code = code(line);
            for used in rooms_used(code) {
                let allowed = used == room_name || room.may_use.iter().any(|name| name == used);
                if !allowed {
                    let used = if used.is_empty() {
                        "several rooms at once"
                    } else {
                        used
                    };
                    writeln!(report, "{place}:{number}: `{room_name}` may not use {used}")
                        .expect("a string takes it");
                }
            }
            for banned in room.never_names.iter().filter(|banned| names(code, banned)) {
                writeln!(
                    report,
                    "{place}:{number}: `{room_name}` never names {banned}"
                )
                .expect("a string takes it");
            }
        }
    }
    report
}

#[test]
fn every_room_keeps_to_the_table() {
    let report: String = table()
        .iter()
        .map(|(name, room)| offences(name, room))
        .collect();
    assert!(report.is_empty(), "\n{report}");
}

#[test]
fn every_folder_of_src_is_a_room_and_every_room_a_folder() {
    let mut folders: Vec<String> = fs::read_dir(root().join("src"))
        .expect("src can be read")
        .map(|entry| entry.expect("the entry can be read").path())
        .filter(|path| path.is_dir())
        .map(|path| {
            path.file_name()
                .expect("a folder has a name")
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    folders.sort();
    assert_eq!(folders, table().into_keys().collect::<Vec<_>>());
}

#[test]
fn a_room_uses_only_rooms_above_it_in_the_table() {
    let paper =
        fs::read_to_string(root().join("ARCHITECTURE.md")).expect("ARCHITECTURE.md is there");
    let place = |room: &str| {
        paper
            .find(&format!("\n| `{room}` |"))
            .unwrap_or_else(|| panic!("no row for {room}"))
    };
    for (name, room) in table() {
        for used in room.may_use {
            assert!(
                place(&used) < place(&name),
                "`{name}` uses `{used}`, which stands below it"
            );
        }
    }
}

#[test]
fn the_program_only_calls_cli() {
    let main = fs::read_to_string(root().join("src/main.rs")).expect("main.rs is there");
    let reached: Vec<&str> = main
        .lines()
        .map(code)
        .flat_map(|line| line.split("newsterm::").skip(1))
        .collect();
    assert!(
        !reached.is_empty() && reached.iter().all(|rest| rest.starts_with("cli")),
        "{reached:?}"
    );
}

#[test]
fn the_test_sees_an_offence() {
    let room = Room {
        may_use: vec!["text".into()],
        never_names: vec!["std::fs".into()],
    };
    assert_eq!(
        rooms_used("use crate::text::Line; // crate::ui"),
        ["text", "ui"]
    );
    assert_eq!(
        rooms_used(code("use crate::text::Line; // crate::ui")),
        ["text"]
    );
    assert_eq!(rooms_used("use crate::{text, ui};"), [""]);
    assert!(
        names("use std::fs;", &room.never_names[0]) && !names("std::fsync()", &room.never_names[0])
    );
    assert_eq!(room.may_use, ["text"]);
}
