//! Caches that cannot be used: moved aside, shown, or refused with what to do; never written over.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use rustix::process::geteuid;

use super::{assert_refused, at_home, at_home_with_news};
use crate::home::{Home, PROGRAM, Told};

/// An account without rights, which root is for tests of rights.
const NOBODY: u32 = 65534;

/// Bytes of a page of the cache.
const PAGE: usize = 16 * 1024;

const NO_CACHE: &str = "error: ~/data/newsterm.db is not a newsterm cache, and was left as it is.\n\
    hint: Move that file away, or name another folder with NEWSTERM_DATA.\n";
const NO_FOLDER: &str = "error: The folder ~/data for your news cannot be made: File exists (os error 17).\n\
    hint: Check its permissions, or name another with NEWSTERM_DATA.\n";
const READ_ONLY_FILE: &str = "The news at ~/data/newsterm.db cannot be written: the file or its \
    folder is read-only.\n\
    hint: Make it writable, or name another folder with NEWSTERM_DATA.\n";
const READ_ONLY_FOLDER: &str = "error: The news at ~/data cannot be written: the file or its folder is \
    read-only.\n\
    hint: Make it writable, or name another folder with NEWSTERM_DATA.\n";

#[test]
fn a_file_that_is_no_cache_is_moved_aside_as_it_is() {
    for bytes in [&b"my diary\n"[..], &[0; 4096]] {
        for command in ["list", "refresh"] {
            let (_server, home) = at_home_with_news();
            fs::write(home.cache(), bytes).unwrap();
            let told = home.run(&[command]);
            assert_eq!(told.code, 0, "{told:?}");
            assert!(told.err.contains("0 entries were saved"), "{}", told.err);
            assert_eq!(fs::read(aside(&home)).unwrap(), bytes);
            assert_eq!(home.run(&["db", "check"]).code, 0);
        }
    }
}

#[test]
fn a_database_of_another_program_is_moved_aside_as_it_is() {
    let home = at_home();
    fs::create_dir(home.path().join("data")).unwrap();
    let other = rusqlite::Connection::open(home.cache()).unwrap();
    other
        .execute_batch("CREATE TABLE diary (day, text)")
        .unwrap();
    drop(other);
    let before = fs::read(home.cache()).unwrap();
    assert_eq!(home.run(&["list"]).code, 0);
    assert_eq!(fs::read(aside(&home)).unwrap(), before);
}

/// The file that was moved out of the way.
fn aside(home: &Home) -> PathBuf {
    let files = fs::read_dir(home.path().join("data")).unwrap();
    let mut paths = files.map(|file| file.unwrap().path());
    let moved = paths.find(|path| path.display().to_string().contains(".db.damaged-"));
    moved.expect("a file was moved aside")
}

#[test]
fn many_may_start_at_once_where_there_is_no_cache_yet() {
    for _ in 0..3 {
        let home = at_home();
        for started in [(); 6].map(|()| home.spawn(&["list"])) {
            let told = Told::of(started.wait_with_output().unwrap());
            assert_eq!(told.code, 0, "{}", told.err);
        }
    }
}

#[test]
fn a_folder_in_the_place_of_the_cache_is_said_to_be_in_the_way() {
    let home = at_home();
    fs::create_dir_all(home.cache()).unwrap();
    assert_refused(&home, &home.run(&["list"]), 4, NO_CACHE);
    assert!(home.log().contains("NotADatabase"), "{}", home.log());
}

#[test]
fn a_file_in_the_place_of_the_folder_is_said_to_be_in_the_way() {
    let home = at_home();
    fs::write(home.path().join("data"), "mine").unwrap();
    assert_refused(&home, &home.run(&["list"]), 4, NO_FOLDER);
    assert_eq!(fs::read(home.path().join("data")).unwrap(), b"mine");
}

#[test]
fn a_cache_that_cannot_be_written_is_shown_and_said_to_be_read_only() {
    let (_server, home) = at_home_with_news();
    allow(&home.cache(), 0o444);
    allow(&home.path().join("data"), 0o777);
    let before = fs::read(home.cache()).unwrap();
    let told = run_without_rights(&home, &["refresh"]);
    assert_refused(&home, &told, 4, &format!("error: {READ_ONLY_FILE}"));
    let told = run_without_rights(&home, &["list"]);
    assert_eq!((told.code, told.out.lines().count()), (0, 2));
    let err = told.err.replace(home.path().to_str().unwrap(), "~");
    assert_eq!(err, format!("warning: {READ_ONLY_FILE}"));
    assert_eq!(fs::read(home.cache()).unwrap(), before);
}

#[test]
fn a_folder_that_cannot_be_written_is_named() {
    let home = at_home();
    fs::create_dir(home.path().join("data")).unwrap();
    allow(&home.path().join("data"), 0o555);
    let told = run_without_rights(&home, &["list"]);
    assert_refused(&home, &told, 4, READ_ONLY_FOLDER);
    allow(&home.path().join("data"), 0o755);
}

#[test]
fn without_a_log_the_rest_goes_on() {
    let home = at_home();
    fs::write(home.path().join("state"), "mine").unwrap();
    let told = home.run(&["list"]);
    assert_eq!(told.code, 0);
    assert!(told.err.starts_with("warning: The log "), "{}", told.err);
}

fn allow(path: &Path, mode: u32) {
    fs::set_permissions(path, PermissionsExt::from_mode(mode)).unwrap();
}

/// Runs the program as somebody whom file modes bind.
fn run_without_rights(home: &Home, arguments: &[&str]) -> Told {
    if !geteuid().is_root() {
        return home.run(arguments);
    }
    // Root may have the program in a folder that nobody else can enter. It is copied by another program,
    // since a file that this one has open for writing cannot be started, not even after a fork elsewhere.
    let program = home.path().join("newsterm");
    let copied = Command::new("cp").arg(PROGRAM).arg(&program).status();
    assert!(copied.unwrap().success());
    allow(home.path(), 0o777);
    let mut command = home.command_with(&program, arguments);
    command.env("NEWSTERM_STATE", home.path().join("nobody"));
    Told::of(command.uid(NOBODY).gid(NOBODY).output().unwrap())
}

#[test]
fn damage_that_is_found_is_mended_by_the_next_start() {
    for command in [&["db", "check"][..], &["export", "--format", "text"]] {
        let (_server, home) = at_home_with_news();
        let connection = rusqlite::Connection::open(home.cache()).unwrap();
        let asked = "SELECT rootpage FROM sqlite_schema WHERE name = 'bodies'";
        let root: usize = connection
            .query_row(asked, [], |row| row.get::<_, u32>(0))
            .unwrap()
            .try_into()
            .unwrap();
        drop(connection);
        let mut bytes = fs::read(home.cache()).unwrap();
        bytes[(root - 1) * PAGE..root * PAGE].fill(0xa5);
        fs::write(home.cache(), bytes).unwrap();
        let told = home.run(command);
        assert_eq!(told.code, 4, "{told:?}");
        assert!(
            told.err
                .contains("makes a new cache of all that can be saved"),
            "{}",
            told.err
        );
        let told = home.run(&["list"]);
        assert!(told.err.contains("2 entries were saved"), "{}", told.err);
        assert_eq!(home.run(&["db", "check"]).code, 0);
    }
}
