use std::fs;
use std::path::PathBuf;

use tempfile::TempDir;

use super::*;
use crate::config::add_feeds;
use crate::model::Outline;

fn at_home(text: &str) -> (TempDir, PathBuf) {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("config.toml");
    fs::write(&path, text).unwrap();
    (home, path)
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap()
}

/// Takes a feed out, as the screen does.
fn removed(path: &Path, address: &str) -> Cutting {
    let cutting = plan_removal(path, address).unwrap().unwrap();
    let config = remove_feed(path, address, &|_| false).unwrap();
    assert_eq!(place_of(&config, address), None);
    cutting
}

const THREE: &str = "# mine\n[ui]\nmouse = false # no\n\n# News ----\n\n# أ\n[[feeds]]\nurl = 'https://a.example/'  # a\n# interval = \"2h\"\n\n# the second\n# of three\n[[feeds]]\nurl = \"https://b.example/\"\ntitle = \"ب\"\nfolder = \"أخبار\"\n[feeds.headers]\nX-Key = \"1\"\n\n[[feeds]]\nurl = \"https://c.example/\"\n\n# keys\n[keys]\nquit = [\"x\"]\n# the end\n";

#[test]
fn a_feed_goes_with_its_remarks_and_all_else_stays() {
    let (_home, path) = at_home(THREE);
    removed(&path, "https://b.example/");
    let expected = "# mine\n[ui]\nmouse = false # no\n\n# News ----\n\n# أ\n[[feeds]]\nurl = 'https://a.example/'  # a\n# interval = \"2h\"\n\n[[feeds]]\nurl = \"https://c.example/\"\n\n# keys\n[keys]\nquit = [\"x\"]\n# the end\n";
    assert_eq!(read(&path), expected);
}

#[test]
fn what_is_put_back_makes_the_file_what_it_was() {
    let brackets = "feeds = [\n    { url = \"https://a.example/\" }, # a\n    { url = \"https://b.example/\", title = \"b\" },\n    { url = \"https://c.example/\" }\n]\n[ui]\nmouse = true\n";
    let windows = THREE.replace('\n', "\r\n");
    for text in [THREE, brackets, &windows, THREE.trim_end()] {
        for name in ["a", "b", "c"] {
            let (_home, path) = at_home(text);
            let cutting = removed(&path, &format!("https://{name}.example/"));
            let written = serde_json::to_string(&cutting).unwrap();
            let cutting: Cutting = serde_json::from_str(&written).unwrap();
            put_back(&path, &cutting, &|_| false).unwrap();
            assert_eq!(read(&path), text, "{name}");
            // Once more changes nothing.
            put_back(&path, &cutting, &|_| false).unwrap();
            assert_eq!(read(&path), text, "{name}");
        }
    }
}

#[test]
fn the_last_feed_leaves_none_and_comes_back() {
    let text = "# mine\n[[feeds]]\nurl = \"https://a.example/\"\nfolder = \"F\"\n";
    let (_home, path) = at_home(text);
    let cutting = removed(&path, "https://a.example/");
    assert_eq!(read(&path), "feeds = []\n\n");
    put_back(&path, &cutting, &|_| false).unwrap();
    assert_eq!(read(&path), text);
    // Another came in the meantime.
    let cutting = removed(&path, "https://a.example/");
    let other = Outline {
        address: "https://b.example/".to_owned(),
        ..Outline::default()
    };
    add_feeds(&path, &[other], &|_| false).unwrap();
    let config = put_back(&path, &cutting, &|_| false).unwrap();
    let first = &config.subscriptions[place_of(&config, "https://a.example/").unwrap()];
    assert_eq!(first.folder.as_ref().unwrap().as_str(), "F");
    assert_eq!(config.subscriptions.len(), 2);
}

#[test]
fn the_last_feed_of_a_file_from_windows_or_in_brackets_goes_and_comes_back_with_all_remarks() {
    let table =
        "\u{feff}[ui]\nmouse = false # no\n\n# a\n[[feeds]]\nurl = \"https://a.example/\"\n";
    let list = "# my feeds\nfeeds = [\n    # of A\n    { url = \"https://a.example/\" }, # a\n]\n\n# else\n[ui]\nmouse = false\n";
    let windows = table.replace('\n', "\r\n");
    for text in [table, list, &windows, &list.replace('\n', "\r\n")] {
        let (_home, path) = at_home(text);
        let cutting = removed(&path, "https://a.example/");
        assert!(Config::parse(&read(&path), &path).is_ok());
        put_back(&path, &cutting, &|_| false).unwrap();
        assert_eq!(read(&path), text);
    }
    // Where the file was changed since, its remarks and the ends of its lines stay as they are.
    for text in [list.to_owned(), list.replace('\n', "\r\n"), windows] {
        let (_home, path) = at_home(&text);
        let cutting = removed(&path, "https://a.example/");
        let changed = read(&path).replace("mouse = false", "mouse = true");
        fs::write(&path, changed).unwrap();
        put_back(&path, &cutting, &|_| false).unwrap();
        let after = read(&path);
        for remark in text
            .split('#')
            .skip(1)
            .filter_map(|rest| rest.lines().next())
        {
            assert!(after.contains(remark), "{remark} of {after}");
        }
        assert_eq!(
            after.contains('\r'),
            !after.replace("\r\n", "").contains('\n'),
            "{after:?}"
        );
        assert_eq!(after.starts_with('\u{feff}'), text.starts_with('\u{feff}'));
    }
}

#[test]
fn what_comes_after_the_last_feed_has_gone_leaves_the_remarks_of_what_comes_back() {
    let text = "# mine\n\n# of A\n[[feeds]]\nurl = \"https://a.example/\" # a\n";
    let (_home, path) = at_home(text);
    let cutting = removed(&path, "https://a.example/");
    let other = Outline {
        address: "https://b.example/".to_owned(),
        ..Outline::default()
    };
    let added = add_feeds(&path, &[other], &|_| false).unwrap();
    assert!(!added.built_in_kept, "none were followed");
    put_back(&path, &cutting, &|_| false).unwrap();
    let after = read(&path);
    assert!(after.contains("# of A\n[[feeds]]"), "{after}");
    assert!(after.contains(" # a\n"), "{after}");
}

#[test]
fn a_feed_comes_back_to_its_neighbours_in_a_file_that_was_changed() {
    let (_home, path) = at_home(THREE);
    let cutting = removed(&path, "https://b.example/");
    let changed = read(&path).replace("mouse = false", "mouse = true");
    let changed = format!("{changed}\n[[feeds]]\nurl = \"https://d.example/\"\n");
    fs::write(&path, changed).unwrap();
    let config = put_back(&path, &cutting, &|_| false).unwrap();
    let listed: Vec<&str> = config
        .subscriptions
        .iter()
        .map(|subscription| subscription.source.address())
        .collect();
    let order = ["a", "b", "c", "d"].map(|name| format!("https://{name}.example/"));
    assert_eq!(listed, order);
    assert!(read(&path).contains("# the second\n# of three\n[[feeds]]"));
    assert!(config.settings.ui.mouse);
}

#[test]
fn of_the_built_in_feeds_the_others_are_written_to_the_file() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("config.toml");
    let before = Config::built_in().subscriptions;
    let address = before[1].source.address();
    let cutting = removed(&path, address);
    let config = put_back(&path, &cutting, &|_| false).unwrap();
    assert_eq!(config.subscriptions, before);
}

#[test]
fn a_feed_that_is_not_listed_changes_nothing() {
    let (_home, path) = at_home(THREE);
    assert_eq!(plan_removal(&path, "https://z.example/").unwrap(), None);
    remove_feed(&path, "https://z.example/", &|_| false).unwrap();
    assert_eq!(read(&path), THREE);
}

#[test]
fn feeds_that_are_written_apart_are_left_to_their_writer() {
    let text = "[[feeds]]\nurl = \"https://a.example/\"\n[keys]\nquit = []\n[[feeds]]\nurl = \"https://b.example/\"\n";
    let (_home, path) = at_home(text);
    let cutting = removed(&path, "https://a.example/");
    assert_eq!(
        read(&path),
        "[keys]\nquit = []\n[[feeds]]\nurl = \"https://b.example/\"\n"
    );
    put_back(&path, &cutting, &|_| false).unwrap();
    assert_eq!(read(&path), text);
}

#[test]
fn what_a_list_said_of_a_feed_goes_and_comes_with_it_whatever_it_is() {
    let list =
        "feeds = [\n    { url = \"https://a.example/\", opml = { \"f:x\" = \"[[1]]\" } },\n]\n";
    let tables = "[[feeds]]\nurl = \"https://a.example/\"\n[feeds.opml]\n\"f:x\" = \"[[1]]\"\n";
    for text in [list, tables] {
        let (_home, path) = at_home(text);
        let before = Config::parse(text, &path).unwrap();
        let cutting = removed(&path, "https://a.example/");
        // The file was written anew in the meantime.
        for other in [
            "feeds = [{ url = \"https://b.example/\" }]\n",
            "[[feeds]]\nurl = \"https://b.example/\"\nopml = { y = \"2\" }\n",
        ] {
            fs::write(&path, other).unwrap();
            let config = put_back(&path, &cutting, &|_| false).unwrap();
            let listed = config.subscriptions.len();
            assert_eq!(
                (listed, config.extras_of(&before.subscriptions[0])),
                (2, before.extras_of(&before.subscriptions[0])),
                "{}",
                read(&path)
            );
        }
    }
}
