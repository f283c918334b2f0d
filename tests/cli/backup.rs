//! Copies of the cache, and the cache as a file.

use std::fs;

use super::{assert_refused, at_home, at_home_with_news};

#[test]
fn what_was_backed_up_can_be_put_back() {
    let (server, home) = at_home_with_news();
    let copy = home.path().join("copy.db");
    let file = copy.to_str().unwrap();
    assert_eq!(home.run(&["backup", file]).code, 0);
    let before = home.run(&["list"]).out;
    let third = super::NEWS.replace("<guid>2", "<guid>3");
    let third = third.replace("/2</link>", "/3</link>");
    server.route("/news", crate::server::Reply::feed(third));
    assert_eq!(home.run(&["refresh"]).code, 0);
    assert_ne!(home.run(&["list"]).out, before);

    let told = home.run(&["restore", file]);
    assert_eq!(told.code, 0, "{}", told.err);
    assert_eq!(home.run(&["list"]).out, before);
    let aside = fs::read_dir(home.path().join("data")).unwrap();
    let names = aside.map(|file| file.unwrap().file_name().into_string().unwrap());
    assert_eq!(names.filter(|name| name.contains(".replaced-")).count(), 1);
}

#[test]
fn a_backup_without_a_name_is_that_of_today() {
    let (_server, home) = at_home_with_news();
    for _ in 0..2 {
        assert_eq!(home.run(&["backup"]).code, 0);
        let copies = fs::read_dir(home.path().join("data/backups")).unwrap();
        assert_eq!(copies.count(), 1);
    }
    let told = home.run(&["db", "stats"]);
    assert!(told.out.contains("automatic backups: 1"), "{}", told.out);
}

#[test]
fn files_in_the_way_of_a_backup_are_left_as_they_are() {
    let (_server, home) = at_home_with_news();
    let mine = home.path().join("mine");
    fs::write(&mine, "mine").unwrap();
    let told = home.run(&["backup", mine.to_str().unwrap()]);
    let said = "error: ~/mine is there already, and was left as it is.\n\
        hint: Name another file, or move that one away.\n";
    assert_refused(&home, &told, 1, said);
    assert_eq!(fs::read(&mine).unwrap(), b"mine");
}

#[test]
fn what_is_no_backup_is_not_put_in_the_place_of_the_cache() {
    let (_server, home) = at_home_with_news();
    let before = home.run(&["list"]).out;
    let mine = home.path().join("mine");
    fs::write(&mine, "mine").unwrap();
    let told = home.run(&["restore", mine.to_str().unwrap()]);
    let said = "error: ~/mine is not a newsterm cache, and was left as it is.\n\
        hint: Move that file away, or name another folder with NEWSTERM_DATA.\n";
    assert_refused(&home, &told, 4, said);
    assert_eq!(home.run(&["restore", "nowhere.db"]).code, 4);
    assert_eq!(home.run(&["list"]).out, before);
}

#[test]
fn a_cache_is_not_replaced_under_an_open_screen() {
    let (_server, home) = at_home_with_news();
    assert_eq!(home.run(&["backup"]).code, 0);
    let copy = fs::read_dir(home.path().join("data/backups"))
        .unwrap()
        .next();
    let copy = copy.unwrap().unwrap().path();
    let mut pty = home.open(80, 24);
    pty.wait_for_text("One");
    let told = home.run(&["restore", copy.to_str().unwrap()]);
    let said = "error: ~/data/newsterm.db is open in another newsterm.\n\
        hint: Close the other newsterm, or wait until its refresh is done.\n";
    assert_refused(&home, &told, 4, said);
}

#[test]
fn the_cache_is_checked_shrunk_and_measured() {
    let home = at_home();
    for command in ["check", "vacuum", "stats"] {
        assert_eq!(home.run(&["db", command]).code, 4, "there is none yet");
    }
    assert!(!home.cache().exists());
    let (_server, home) = at_home_with_news();
    let told = home.run(&["db", "check"]);
    assert_eq!(told.code, 0);
    assert!(
        told.err.ends_with("newsterm.db is whole.\n"),
        "{}",
        told.err
    );
    assert_eq!(home.run(&["db", "vacuum"]).code, 0);
    let told = home.run(&["db", "stats"]);
    assert_eq!(told.code, 0);
    for line in ["feeds: 1 listed, 0 no longer", "entries: 2, and 0 deleted"] {
        assert!(told.out.contains(line), "{}", told.out);
    }
}
