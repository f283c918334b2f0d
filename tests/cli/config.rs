//! The settings file: made, checked, shown, refused.

use std::fs;

use super::{assert_refused, at_home};
use crate::home::Home;

#[test]
fn a_mistake_is_shown_where_it_is_with_what_was_meant() {
    let home = Home::new();
    let settings = "[general]\nrefresh_intervall = \"1h\"\n\n[ui]\nmouse = \"yes\"\n";
    home.configure(settings);
    for arguments in [&["refresh"][..], &["list"], &["config", "check"], &[]] {
        let told = home.run(arguments);
        assert_refused(&home, &told, 3, BROKEN);
    }
    assert_eq!(fs::read_to_string(home.config()).unwrap(), settings);
    assert!(!home.cache().exists());
}

/// What is said of the two mistakes above.
const BROKEN: &str = "\
error: `general` has no key `refresh_intervall`
 --> ~/config.toml:2:1
  |
2 | refresh_intervall = \"1h\"
  | ^^^^^^^^^^^^^^^^^
  |
  = hint: did you mean `refresh_interval`?

error: true or false is expected here, not a text in quotes
 --> ~/config.toml:5:9
  |
5 | mouse = \"yes\"
  |         ^^^^^

error: The settings file ~/config.toml has 2 mistakes.
hint: Correct it, then try newsterm config check.
";

#[test]
fn what_is_no_toml_is_said_to_be_none() {
    let home = Home::new();
    home.configure("[ui\ntheme = \"dark\"\n");
    let told = home.run(&["config", "check"]);
    assert_eq!((told.code, &*told.out), (3, ""));
    assert!(told.err.contains("config.toml:1:"), "{}", told.err);
    assert!(told.err.contains("this is not TOML"), "{}", told.err);
    assert!(told.err.contains('^'), "{}", told.err);
}

#[test]
fn a_settings_file_that_is_not_there_is_named() {
    let home = at_home();
    let told = home.run(&["list", "--config", "elsewhere.toml"]);
    let said = "error: There is no settings file at elsewhere.toml.\n\
                hint: Check the name, or write a new one with newsterm config init.\n";
    assert_refused(&home, &told, 3, said);
    let told = home.run(&["list", "--config", "no/such/place.toml"]);
    let said = "error: The folder of the settings file no/such/place.toml does not exist.\n\
                hint: Check the name, or write a new file with newsterm config init.\n";
    assert_refused(&home, &told, 3, said);
    let told = home.run(&["list", "--config", "home"]);
    let said = "error: home is a folder, not a settings file.\n\
                hint: Name the file inside it.\n";
    assert_refused(&home, &told, 3, said);
}

#[test]
fn init_writes_a_file_that_is_in_order_and_never_writes_over_one() {
    let home = Home::new();
    let told = home.run(&["config", "init"]);
    assert_eq!((told.code, &*told.out), (0, ""));
    assert!(told.err.starts_with("Wrote "), "{}", told.err);
    let written = fs::read_to_string(home.config()).unwrap();
    assert_eq!(written, include_str!("../../config.example.toml"));
    let told = home.run(&["config", "check"]);
    assert_eq!(told.code, 0, "{}", told.err);
    assert!(told.err.contains("is in order"), "{}", told.err);

    home.configure("# mine\n");
    let told = home.run(&["config", "init"]);
    let said = "error: ~/config.toml exists already, and was left as it is.\n\
                hint: Move it away first, or name another file with --config.\n";
    assert_refused(&home, &told, 3, said);
    assert_eq!(fs::read_to_string(home.config()).unwrap(), "# mine\n");
}

#[test]
fn init_makes_the_folder_of_a_file_that_is_named() {
    let home = Home::new();
    let told = home.run(&["config", "init", "--config", "new/place/mine.toml"]);
    assert_eq!(told.code, 0, "{}", told.err);
    assert!(home.path().join("new/place/mine.toml").is_file());
}

#[test]
fn what_is_shown_is_a_settings_file_that_means_the_same() {
    let home = Home::new();
    home.configure(
        "[general]\nmax_body = \"512 KiB\"\n[keys]\ndown = \"x\"\n[theme.unread]\nfg = \"blue\"\n\
         [[feeds]]\nurl = \"https://news.example/feed\"\ntitle = \"أخبار\"\nfolder = \"A \\\"b\\\"\"\n",
    );
    let told = home.run(&["config", "show"]);
    assert_eq!((told.code, &*told.err), (0, ""));
    for part in ["max_body = 524288", "أخبار", "https://news.example/feed"] {
        assert!(told.out.contains(part), "{part} in {}", told.out);
    }
    home.configure(&told.out);
    let again = home.run(&["config", "show"]);
    assert_eq!((again.code, again.out), (0, told.out));
}

#[test]
fn without_a_file_the_built_in_settings_are_in_order() {
    let home = Home::new();
    let mut command = home.command(&["config", "check"]);
    let output = command.env_remove("NEWSTERM_CONFIG").output().unwrap();
    let told = crate::home::Told::of(output);
    assert_eq!((told.code, &*told.out), (0, ""));
    assert!(
        told.err.contains("runs on its built-in settings"),
        "{}",
        told.err
    );
}
