use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::PathBuf;

use tempfile::TempDir;

use super::*;
use crate::config::load_file;
use crate::model::{Query, Rule, SmartList};

fn outline(address: &str) -> Outline {
    Outline {
        address: address.to_owned(),
        ..Outline::default()
    }
}

/// A folder with a settings file in it, or none.
fn at_home(text: Option<&str>) -> (TempDir, PathBuf) {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("config.toml");
    if let Some(text) = text {
        fs::write(&path, text).unwrap();
    }
    (home, path)
}

/// The text of a settings file after feeds were added to it.
fn after(text: &str, outlines: &[Outline]) -> String {
    let (_home, path) = at_home(Some(text));
    add_feeds(&path, outlines, &|_| false).unwrap();
    fs::read_to_string(&path).unwrap()
}

fn addresses(config: &Config) -> Vec<&str> {
    let listed = config.subscriptions.iter();
    listed
        .map(|subscription| subscription.source.address())
        .collect()
}

#[test]
fn a_feed_is_added_after_the_others_and_all_else_stays() {
    let text = "# mine\n[ui]\nmouse   =  false # no\n\n[[feeds]]\n  url = 'https://a.example/'  # أ\n\n\n[keys]\nquit = [\"x\"]\n# the end\n";
    let added = Outline {
        address: "https://b.example/feed".to_owned(),
        title: Some(CleanText::line("عنوان \"ب\"")),
        folder: Some(CleanText::line("أخبار")),
        ..Outline::default()
    };
    let expected = "# mine\n[ui]\nmouse   =  false # no\n\n[[feeds]]\n  url = 'https://a.example/'  # أ\n\n[[feeds]]\nurl = \"https://b.example/feed\"\ntitle = 'عنوان \"ب\"'\nfolder = \"أخبار\"\n\n\n[keys]\nquit = [\"x\"]\n# the end\n";
    assert_eq!(after(text, &[added]), expected);
}

#[test]
fn remarks_at_the_end_stay_where_they_are() {
    let feed = |n: u8| format!("[[feeds]]\nurl = \"https://{n}.example/\"\n");
    for end in ["# one day:\n# [[feeds]]\n", "\n\n# no line end"] {
        let text = format!("{}{end}", feed(1));
        let line_end = if end.ends_with('\n') { "" } else { "\n" };
        let expected = format!("{text}{line_end}\n{}", feed(2));
        assert_eq!(after(&text, &[outline("https://2.example/")]), expected);
    }
    let text = "# all of this is a remark\n";
    let written = after(text, &[outline("https://a.example/")]);
    assert!(
        written.starts_with(&format!("{text}\n# Feeds, in")),
        "{written}"
    );
    // After another table they belong to that.
    let text = format!("{}[ui]\n# the end\n", feed(1));
    let expected = format!("{}\n{}[ui]\n# the end\n", feed(1), feed(2));
    assert_eq!(after(&text, &[outline("https://2.example/")]), expected);
}

#[test]
fn a_list_in_brackets_stays_one() {
    let expected = "feeds = [\n    { url = \"https://a.example/\" },\n]\n";
    assert_eq!(
        after("feeds = []\n", &[outline("https://a.example/")]),
        expected
    );
    let text = "feeds = [{ url = \"https://a.example/\" }] # two\n[ui]\n";
    let expected = "feeds = [{ url = \"https://a.example/\" },\n    { url = \"https://b.example/\" },\n] # two\n[ui]\n";
    assert_eq!(after(text, &[outline("https://b.example/")]), expected);
}

#[test]
fn remarks_in_a_list_in_brackets_stay_with_their_feeds() {
    let one = "{ url = \"https://1.example/\" }";
    let two = "{ url = \"https://2.example/\" }";
    let new = [outline("https://2.example/")];
    for (text, expected) in [
        (
            format!("feeds = [\n  {one}, # one\n]\n"),
            format!("feeds = [\n  {one}, # one\n    {two},\n]\n"),
        ),
        (
            format!("feeds = [\n  {one} # one\n]\n"),
            format!("feeds = [\n  {one}, # one\n    {two},\n]\n"),
        ),
        (
            format!("feeds = [ {one}, # one\n  # all\n  ]\n"),
            format!("feeds = [ {one}, # one\n  # all\n    {two},\n  ]\n"),
        ),
        (
            "feeds = [ # none yet\n]\n".to_owned(),
            format!("feeds = [ # none yet\n    {two},\n]\n"),
        ),
    ] {
        assert_eq!(after(&text, &new), expected);
    }
}

#[test]
fn a_byte_order_mark_stays() {
    let text = "\u{feff}feeds = []\n";
    let expected = "\u{feff}feeds = [\n    { url = \"https://a.example/\" },\n]\n";
    assert_eq!(after(text, &[outline("https://a.example/")]), expected);
}

#[test]
fn line_ends_of_windows_stay() {
    let text = "[ui]\r\nmouse = true\r\n\r\n[[feeds]]\r\nurl = \"https://a.example/\"\r\n";
    let expected = format!("{text}\r\n[[feeds]]\r\nurl = \"https://b.example/\"\r\n");
    assert_eq!(after(text, &[outline("https://b.example/")]), expected);
}

#[test]
fn a_feed_listed_already_is_not_added_and_the_file_not_written() {
    let text = "[[feeds]]\nurl=\"HTTPS://A.example\"";
    let (_home, path) = at_home(Some(text));
    let again = [
        outline("https://a.example/"),
        outline("https://a.example/#top"),
    ];
    let added = add_feeds(&path, &again, &|_| false).unwrap();
    assert_eq!((added.new.len(), added.known), (0, 2));
    assert_eq!(fs::read_to_string(&path).unwrap(), text);
}

#[test]
fn without_a_file_one_is_made_with_the_feeds_that_were_there() {
    let (home, _) = at_home(None);
    let path = home.path().join("new/folder/config.toml");
    let added = add_feeds(&path, &[outline("https://a.example/")], &|_| false).unwrap();
    assert!(added.built_in_kept);
    let mut expected = Config::built_in().subscriptions;
    let read = super::super::load_file(&path).unwrap();
    assert_eq!(added.config, read);
    assert_eq!(addresses(&read).last(), Some(&"https://a.example/"));
    let last = read.subscriptions.last().cloned();
    expected.extend(last);
    assert_eq!(read.subscriptions, expected);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.starts_with("# Feeds, in the order"), "{text}");
    assert!(!text.contains("\n[general]"), "{text}");
}

#[test]
fn a_file_that_lists_no_feeds_keeps_the_built_in_ones() {
    let (_home, path) = at_home(Some("[ui]\nmouse = false\n"));
    let added = add_feeds(&path, &[outline("https://a.example/")], &|_| false).unwrap();
    let built_in = Config::built_in().subscriptions;
    assert_eq!(added.config.subscriptions[..built_in.len()], built_in);
    assert!(!added.config.settings.ui.mouse);
    // A list that is empty is what the reader wants.
    let (_home, path) = at_home(Some("feeds = []"));
    let added = add_feeds(&path, &[outline("https://a.example/")], &|_| false).unwrap();
    assert_eq!(addresses(&added.config), ["https://a.example/"]);
}

#[test]
fn a_file_with_mistakes_is_left_as_it_is() {
    let text = "[ui]\nmouze = true\n";
    let (home, path) = at_home(Some(text));
    let error = add_feeds(&path, &[outline("https://a.example/")], &|_| false).unwrap_err();
    assert!(matches!(error, ConfigError::Invalid(_)), "{error:?}");
    assert_eq!(fs::read_to_string(&path).unwrap(), text);
    assert_eq!(fs::read_dir(home.path()).unwrap().count(), 1);
}

#[test]
fn links_are_followed_and_rights_are_kept() {
    let (home, path) = at_home(None);
    let real = home.path().join("dotfiles/newsterm.toml");
    fs::create_dir(home.path().join("dotfiles")).unwrap();
    fs::write(&real, "feeds = []\n").unwrap();
    fs::set_permissions(&real, PermissionsExt::from_mode(0o600)).unwrap();
    symlink("dotfiles/newsterm.toml", &path).unwrap();
    add_feeds(&path, &[outline("https://a.example/")], &|_| false).unwrap();
    assert!(fs::symlink_metadata(&path).unwrap().is_symlink());
    assert!(
        fs::read_to_string(&real)
            .unwrap()
            .contains("https://a.example/")
    );
    let mode = fs::metadata(&real).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    // Also where the file behind the link is still to be made.
    let (home, path) = at_home(None);
    symlink("later.toml", &path).unwrap();
    add_feeds(&path, &[outline("https://a.example/")], &|_| false).unwrap();
    assert!(home.path().join("later.toml").exists());
}

#[test]
fn a_file_that_nobody_may_write_is_not_replaced() {
    let (_home, path) = at_home(Some("feeds = []\n"));
    fs::set_permissions(&path, PermissionsExt::from_mode(0o444)).unwrap();
    let error = add_feeds(&path, &[outline("https://a.example/")], &|_| false).unwrap_err();
    assert!(matches!(error, ConfigError::NotWritten { .. }), "{error:?}");
    assert_eq!(fs::read_to_string(&path).unwrap(), "feeds = []\n");
}

#[test]
fn a_file_that_another_program_keeps_locked_is_left_as_it_is() {
    let (home, path) = at_home(Some("feeds = []\n"));
    let lock = fs::File::open(home.path()).unwrap();
    lock.lock().unwrap();
    let new = [outline("https://a.example/")];
    let error = add_feeds(&path, &new, &|tries| tries < 3).unwrap_err();
    assert!(matches!(error, ConfigError::Locked { .. }), "{error}");
    assert_eq!(fs::read_to_string(&path).unwrap(), "feeds = []\n");
    // Let go of while it is waited for.
    let wait = |_| lock.unlock().is_ok();
    assert_eq!(add_feeds(&path, &new, &wait).unwrap().new.len(), 1);
}

#[test]
fn a_change_to_how_the_old_feeds_are_reached_is_refused() {
    let (_home, path) = at_home(None);
    let parsed = |time: u8, second: &str| {
        let first = format!("[[feeds]]\nurl = \"https://a.example/\"\ntimeout = {time}\n");
        Config::parse(&format!("{first}{second}"), &path).unwrap()
    };
    let added = Added {
        config: parsed(5, ""),
        new: vec!["https://b.example/".to_owned()],
        known: 0,
        built_in_kept: false,
    };
    let second = "[[feeds]]\nurl = \"https://b.example/\"\n";
    assert!(follows(&added, &parsed(5, second)));
    assert!(!follows(&added, &parsed(6, second)));
}

fn list(name: &str, query: &str) -> SmartList {
    SmartList {
        name: CleanText::line(name),
        query: Query::parse(query).unwrap(),
    }
}

/// The text of a settings file after a list was added to it.
fn with_list(text: &str, new: &SmartList) -> String {
    let (_home, path) = at_home(Some(text));
    let config = add_list(&path, new, &|_| false).unwrap();
    assert_eq!(config.lists.last(), Some(new));
    assert_eq!(load_file(&path).unwrap(), config);
    fs::read_to_string(&path).unwrap()
}

#[test]
fn a_list_is_added_after_the_others_and_all_else_stays() {
    let new = list("مناخ", "(climate OR مناخ) -\"live blog\" age:<30d");
    let added =
        "\n[[lists]]\nname = \"مناخ\"\nquery = '(climate OR مناخ) -\"live blog\" age:<30d'\n";
    let feed = "[[feeds]]\nurl = 'https://a.example/' # أ\n";
    let old = "# mine\n[[lists]]\nname   = 'Sea'\nquery = \"sea\" # blue\n";
    assert_eq!(
        with_list(&format!("{old}\n{feed}# end\n"), &new),
        format!("{old}{added}\n{feed}# end\n")
    );
    assert_eq!(
        with_list(&format!("{feed}# end\n"), &new),
        format!("{feed}# end\n{added}")
    );
    assert_eq!(
        with_list(
            "lists = [{ name = \"Sea\", query = \"sea\" }] # mine\n",
            &list("b", "x")
        ),
        "lists = [{ name = \"Sea\", query = \"sea\" },\n    { name = \"b\", query = \"x\" },\n] # mine\n"
    );
}

#[test]
fn a_list_can_be_the_first_of_the_settings() {
    let (_home, path) = at_home(None);
    let config = add_list(&path, &list("Sea", "sea"), &|_| false).unwrap();
    let written = fs::read_to_string(&path).unwrap();
    assert_eq!(written, "[[lists]]\nname = \"Sea\"\nquery = \"sea\"\n");
    assert_eq!(
        config.subscriptions,
        Config::built_in().subscriptions,
        "the feeds are followed as before"
    );
}

#[test]
fn of_lists_that_come_together_those_whose_names_are_taken_stay_out() {
    let old = "[[lists]]\nname = \"Sea\"\nquery = \"sea\" # blue\n";
    let (_home, path) = at_home(Some(old));
    let lists = [
        list("SEA", "ships"),
        list("مناخ", "unread -saved"),
        list("b", "x"),
        list("B", "y"),
    ];
    let new = add_lists(&path, &lists, &|_| false).unwrap();
    assert_eq!(new, lists[1..3]);
    let expected = format!(
        "{old}\n[[lists]]\nname = \"مناخ\"\nquery = \"unread -saved\"\n\n[[lists]]\nname = \"b\"\nquery = \"x\"\n"
    );
    assert_eq!(fs::read_to_string(&path).unwrap(), expected);
    assert_eq!(add_lists(&path, &lists, &|_| false).unwrap(), []);
    assert_eq!(fs::read_to_string(&path).unwrap(), expected);
}

#[test]
fn of_two_lists_of_one_name_the_second_is_refused() {
    let text = "[[lists]]\nname = \"Sea\"\nquery = \"sea\"\n";
    let (_home, path) = at_home(Some(text));
    let refused = add_list(&path, &list("sea", "ships"), &|_| false);
    assert!(matches!(refused, Err(ConfigError::ListExists { name }) if name == "Sea"));
    assert_eq!(fs::read_to_string(&path).unwrap(), text);
    fs::write(&path, "lists = 3\n").unwrap();
    let refused = add_list(&path, &list("sea", "ships"), &|_| false);
    assert!(matches!(refused, Err(ConfigError::Invalid(_))));
    assert_eq!(fs::read_to_string(&path).unwrap(), "lists = 3\n");
}

#[test]
fn rules_are_added_after_the_others_and_each_once() {
    let rule = |when: &str| Rule {
        when: Query::parse(when).unwrap(),
        read: true,
        hide: true,
        ..Rule::default()
    };
    let old = "# mine\n[[rules]]\nname = \"No football\"\nwhen = \"كرة\" # blue\ndo = [\"read\", \"hide\"]\n\n\
        [[rules]]\nwhen = \"sea\"\ndo = \"read\"\n";
    let (_home, path) = at_home(Some(old));
    let rules = ["كرة", "sea", "title:/^\"ad\"/", "sea"].map(rule);
    let new = add_rules(&path, &rules, &|_| false).unwrap();
    assert_eq!(new, rules[1..3], "one rule is there, one comes twice");
    let expected = format!(
        "{old}\n[[rules]]\nwhen = \"sea\"\ndo = [\"read\", \"hide\"]\n\n\
         [[rules]]\nwhen = 'title:/^\"ad\"/'\ndo = [\"read\", \"hide\"]\n"
    );
    assert_eq!(fs::read_to_string(&path).unwrap(), expected);
    assert_eq!(add_rules(&path, &rules, &|_| false).unwrap(), []);
    assert_eq!(fs::read_to_string(&path).unwrap(), expected);
}
