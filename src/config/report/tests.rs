//! Every refused case as it is printed.

use std::io::ErrorKind;
use std::path::Path;

use insta::assert_snapshot;
use proptest::prelude::*;

use crate::config::{Config, ConfigError};
use crate::lang::Lang;

mod access;
mod lists;

/// What is printed of the mistakes in a configuration.
fn refused(text: &str) -> String {
    let error = Config::parse(text, Path::new("config.toml")).expect_err("is refused");
    error.places(&Lang::plain("en")).expect("has places")
}

#[test]
fn a_full_disk_asks_for_room_and_not_for_rights() {
    let error = ConfigError::NotWritten {
        path: "config.toml".into(),
        source: ErrorKind::StorageFull.into(),
    };
    assert_eq!(
        Lang::plain("en").explain(&error.phrase()),
        "The disk is full: config.toml cannot grow. Free some space; nothing kept so far is lost."
    );
}

#[test]
fn broken_toml() {
    assert_snapshot!(refused("[general]\ntimeout = \n"), @r"
    error: this is not TOML: string values must be quoted, expected literal string
     --> config.toml:2:11
      |
    2 | timeout = 
      |           ^
    ");
    assert_snapshot!(refused("[ui]\ntheme = \"dark\nmouse = true\n"), @r#"
    error: this is not TOML: invalid basic string, expected `"`
     --> config.toml:2:14
      |
    2 | theme = "dark
      |              ^
    "#);
    assert_snapshot!(refused("[ui]\nmouse = true\nmouse = false\n"), @r"
    error: this is not TOML: duplicate key
     --> config.toml:3:1
      |
    3 | mouse = false
      | ^^^^^
    ");
}

#[test]
fn unknown_keys() {
    assert_snapshot!(refused("[general]\nrefresh-intervall = 30\n"), @r"
    error: `general` has no key `refresh-intervall`
     --> config.toml:2:1
      |
    2 | refresh-intervall = 30
      | ^^^^^^^^^^^^^^^^^
      |
      = hint: did you mean `refresh_interval`?
    ");
    assert_snapshot!(refused("[ui]\nfont = \"Vazirmatn\"\n"), @r#"
    error: `ui` has no key `font`
     --> config.toml:2:1
      |
    2 | font = "Vazirmatn"
      | ^^^^
      |
      = hint: the keys here are theme, colors, direction, bidi, tashkeel, digits, justify, image_protocol, mouse, mark_read_on_open, filter, measure, text_column, paragraph_spacing, link_numbers, screen_reader
    "#);
    assert_snapshot!(refused("timeout = 5\n"), @r"
    error: there is no table or key `timeout`
     --> config.toml:1:1
      |
    1 | timeout = 5
      | ^^^^^^^
      |
      = hint: the keys here are general, ui, stories, folders, feeds, keys, macros, share, lists, rules, theme, tags
    ");
    assert_snapshot!(refused("[[feeds]]\nurl = \"https://a.example/\"\nintervall = 5\n"), @r"
    error: `feeds` has no key `intervall`
     --> config.toml:3:1
      |
    3 | intervall = 5
      | ^^^^^^^^^
      |
      = hint: did you mean `interval`?
    ");
    assert_snapshot!(refused("[theme.unraed]\nbold = true\n"), @r"
    error: there is no role `unraed`
     --> config.toml:1:8
      |
    1 | [theme.unraed]
      |        ^^^^^^
      |
      = hint: did you mean `unread`?
    ");
    assert_snapshot!(refused("[theme]\nunread = { colour = \"red\" }\n"), @r#"
    error: `theme.unread` has no key `colour`
     --> config.toml:2:12
      |
    2 | unread = { colour = "red" }
      |            ^^^^^^
      |
      = hint: the keys here are fg, bg, bold, dim, italic, underline, strikethrough, reverse
    "#);
}

#[test]
fn unknown_words() {
    assert_snapshot!(refused("[ui]\ntheme = \"drak\"\n"), @r#"
    error: `drak` is not one of the words for this key
     --> config.toml:2:9
      |
    2 | theme = "drak"
      |         ^^^^^^
      |
      = hint: did you mean `dark`?
    "#);
    assert_snapshot!(refused("[ui]\ntashkeel = \"no\"\n"), @r#"
    error: `no` is not one of the words for this key
     --> config.toml:2:12
      |
    2 | tashkeel = "no"
      |            ^^^^
      |
      = hint: it can be auto, keep, strip
    "#);
    assert_snapshot!(refused("[ui]\ncolors = 8\n"), @r"
    error: `8` is not one of the words for this key
     --> config.toml:2:10
      |
    2 | colors = 8
      |          ^
      |
      = hint: it can be auto, none, 16, 256, truecolor
    ");
    assert_snapshot!(
        refused("[[feeds]]\nurl = \"https://a.example/\"\ndirection = \"right\"\n"),
        @r#"
        error: `right` is not one of the words for this key
         --> config.toml:3:13
          |
        3 | direction = "right"
          |             ^^^^^^^
          |
          = hint: it can be auto, ltr, rtl
        "#
    );
}

#[test]
fn wrong_types() {
    assert_snapshot!(refused("[ui]\nmouse = \"yes\"\n"), @r#"
    error: true or false is expected here, not a text in quotes
     --> config.toml:2:9
      |
    2 | mouse = "yes"
      |         ^^^^^
    "#);
    assert_snapshot!(refused("feeds = \"https://a.example/\"\n"), @r#"
    error: a list of [[feeds]] tables is expected here, not a text in quotes
     --> config.toml:1:9
      |
    1 | feeds = "https://a.example/"
      |         ^^^^^^^^^^^^^^^^^^^^
    "#);
    assert_snapshot!(refused("feeds = [\"https://a.example/\"]\n"), @r#"
    error: a table is expected here, not a text in quotes
     --> config.toml:1:10
      |
    1 | feeds = ["https://a.example/"]
      |          ^^^^^^^^^^^^^^^^^^^^
    "#);
    assert_snapshot!(refused("[[feeds]]\nurl = 2026-11-22\n"), @r"
    error: a text in quotes is expected here, not a date
     --> config.toml:2:7
      |
    2 | url = 2026-11-22
      |       ^^^^^^^^^^
    ");
    assert_snapshot!(refused("[keys]\ndown = [\"j\", 1.5]\n"), @r#"
    error: a key or a list of keys is expected here, not a number with a fraction
     --> config.toml:2:14
      |
    2 | down = ["j", 1.5]
      |              ^^^
    "#);
}

#[test]
fn numbers_out_of_range() {
    assert_snapshot!(refused("[general]\ntimeout = 0\n"), @r"
    error: the value must lie between 1 and 600
     --> config.toml:2:11
      |
    2 | timeout = 0
      |           ^
    ");
    assert_snapshot!(refused("[general]\nmax_per_host = -1\n"), @r"
    error: the value must lie between 1 and 256
     --> config.toml:2:16
      |
    2 | max_per_host = -1
      |                ^^
    ");
    assert_snapshot!(refused("[general]\nmax_body = \"20 GiB\"\n"), @r#"
    error: the value must lie between 1 KiB and 1 GiB
     --> config.toml:2:12
      |
    2 | max_body = "20 GiB"
      |            ^^^^^^^^
    "#);
    assert_snapshot!(refused("[ui]\nmeasure = 99999999999999999999\n"), @r"
    error: the value must lie between 20 and 400
     --> config.toml:2:11
      |
    2 | measure = 99999999999999999999
      |           ^^^^^^^^^^^^^^^^^^^^
    ");
}

#[test]
fn sizes() {
    assert_snapshot!(refused("[general]\nmax_body = \"10 MB\"\n"), @r#"
    error: `10 MB` is not a size
     --> config.toml:2:12
      |
    2 | max_body = "10 MB"
      |            ^^^^^^^
      |
      = hint: write bytes as a number, or "512 KiB", "10 MiB"
    "#);
    assert_snapshot!(refused("[general]\nmax_body = 10\n"), @r"
    error: the value must lie between 1 KiB and 1 GiB
     --> config.toml:2:12
      |
    2 | max_body = 10
      |            ^^
    ");
}

#[test]
fn every_mistake_of_a_file_in_the_order_of_its_lines() {
    let text = "[ui]\nmosue = true\nmeasure = 4\n\n[general]\ntimeout = 0\n";
    assert_snapshot!(refused(text), @r"
    error: `ui` has no key `mosue`
     --> config.toml:2:1
      |
    2 | mosue = true
      | ^^^^^
      |
      = hint: did you mean `mouse`?

    error: the value must lie between 20 and 400
     --> config.toml:3:11
      |
    3 | measure = 4
      |           ^

    error: the value must lie between 1 and 600
     --> config.toml:6:11
      |
    6 | timeout = 0
      |           ^
    ");
}

#[test]
fn columns_are_characters_where_the_line_is_arabic() {
    let text = "feeds = [{ title = \"عربي\", url = \"\" }]\n";
    assert_snapshot!(refused(text), @r#"
    error: the address is empty
     --> config.toml:1:34
      |
    1 | feeds = [{ title = "عربي", url = "" }]
      |                                  ^^
      |
      = hint: give a full address that begins with https:// or http://
    "#);
}

#[test]
fn escapes_in_a_file_do_not_reach_the_terminal() {
    let printed = refused("[ui]\ntheme = \"\u{7f}\u{9b}31m\u{90}\"\n\"\\u001b[31m\" = 1\n");
    assert!(
        printed.chars().all(|c| c == '\n' || !c.is_control()),
        "{printed:?}"
    );
}

/// What configurations are made of, and what breaks them.
const PIECES: &[&str] = &[
    "[general]\n",
    "[ui]\n",
    "[keys]\n",
    "[theme.unread]\n",
    "[[feeds]]\n",
    "timeout = ",
    "max_body = ",
    "theme = ",
    "down = ",
    "fg = ",
    "url = ",
    "interval = ",
    "\"",
    "\"x\"\n",
    "\"ع\u{200f}\"\n",
    "'''",
    "[",
    "]",
    "{",
    "}",
    ",",
    "7",
    "-1e400",
    "true\n",
    "\n",
    "\r",
    "\t",
    "\0",
    "\u{1b}[2J",
    "\u{202e}",
    "#",
    "=",
    ".",
];

proptest! {
    #[test]
    fn any_text_is_a_configuration_or_has_mistakes_that_can_be_printed(
        pieces in prop::collection::vec(prop::sample::select(PIECES), 0..24)
    ) {
        if let Err(error) = Config::parse(&pieces.concat(), Path::new("config.toml")) {
            let printed = error.places(&Lang::new("en")).unwrap_or_default();
            prop_assert!(printed.starts_with("error: "), "{}", printed);
            prop_assert!(printed.chars().all(|c| c == '\n' || !c.is_control()), "{:?}", printed);
            prop_assert!(!printed.contains('\u{202e}'), "{:?}", printed);
        }
    }
}

#[test]
fn mistakes_in_macros_and_share_targets_are_pointed_at() {
    let text = "[keys]\nundo = \"M\"\n\n[[macros]]\nkey = \"M\"\ndo = [\"toggle-savd\"]\n\n\
                [[macros]]\nkey = \"Z\"\n\n\
                [[share]]\nname = \"x\"\ncommand = [\"toot\", \"--link={url}\"]\n";
    assert_snapshot!(refused(text), @r#"
    error: there is no command `toggle-savd`
     --> config.toml:6:7
      |
    6 | do = ["toggle-savd"]
      |       ^^^^^^^^^^^^^
      |
      = hint: did you mean `toggle-saved`?

    error: the key `do` is missing
     --> config.toml:8:1
      |
    8 | [[macros]]
      | ^^^^^^^^^^

    error: `--link={url}` is put together with what stands for something else
      --> config.toml:13:11
       |
    13 | command = ["toot", "--link={url}"]
       |           ^^^^^^^^^^^^^^^^^^^^^^^^
       |
       = hint: write {url}, {title}, {author} and {file} as arguments of their own: ["toot", "post", "{url}"]
    "#);
}
