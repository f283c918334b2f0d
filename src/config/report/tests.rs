//! Every refused case as it is printed.

use std::path::Path;

use insta::assert_snapshot;

use crate::config::Config;
use crate::lang::Lang;

/// What is printed of the mistakes in a configuration.
fn refused(text: &str) -> String {
    let error = Config::parse(text, Path::new("config.toml")).expect_err("is refused");
    error.places(&Lang::plain("en")).expect("has places")
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
      = hint: the keys here are theme, colors, direction, bidi, tashkeel, mouse, mark_read_on_open, filter, measure
    "#);
    assert_snapshot!(refused("timeout = 5\n"), @r"
    error: there is no table or key `timeout`
     --> config.toml:1:1
      |
    1 | timeout = 5
      | ^^^^^^^
      |
      = hint: the keys here are general, ui, feeds, keys, theme
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
fn intervals() {
    let feed = |interval: &str| {
        refused(&format!(
            "[[feeds]]\nurl = \"https://a.example/\"\ninterval = {interval}\n"
        ))
    };
    assert_snapshot!(feed("0"), @r"
    error: the value must lie between 1m and 365d
     --> config.toml:3:12
      |
    3 | interval = 0
      |            ^
    ");
    assert_snapshot!(feed("\"2 weeks\""), @r#"
    error: `2 weeks` is not a length of time
     --> config.toml:3:12
      |
    3 | interval = "2 weeks"
      |            ^^^^^^^^^
      |
      = hint: write minutes as a number, or "30m", "2h", "1d"
    "#);
    assert_snapshot!(feed("\"h\""), @r#"
    error: `h` is not a length of time
     --> config.toml:3:12
      |
    3 | interval = "h"
      |            ^^^
      |
      = hint: write minutes as a number, or "30m", "2h", "1d"
    "#);
    assert_snapshot!(feed("true"), @r"
    error: a length of time is expected here, not true or false
     --> config.toml:3:12
      |
    3 | interval = true
      |            ^^^^
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
fn addresses() {
    assert_snapshot!(refused("[[feeds]]\ntitle = \"No address\"\n"), @r"
    error: the key `url` is missing
     --> config.toml:1:1
      |
    1 | [[feeds]]
      | ^^^^^^^^^
    ");
    assert_snapshot!(refused("[[feeds]]\nurl = \" \"\n"), @r#"
    error: the address is empty
     --> config.toml:2:7
      |
    2 | url = " "
      |       ^^^
      |
      = hint: give a full address that begins with https:// or http://
    "#);
    assert_snapshot!(refused("[[feeds]]\nurl = \"example.org/feed\"\n"), @r#"
    error: `example.org/feed` is not an address: relative URL without a base
     --> config.toml:2:7
      |
    2 | url = "example.org/feed"
      |       ^^^^^^^^^^^^^^^^^^
      |
      = hint: give a full address that begins with https:// or http://
    "#);
    assert_snapshot!(refused("[[feeds]]\nurl = \"https://\"\n"), @r#"
    error: `https://` is not an address: empty host
     --> config.toml:2:7
      |
    2 | url = "https://"
      |       ^^^^^^^^^^
      |
      = hint: give a full address that begins with https:// or http://
    "#);
    assert_snapshot!(refused("[[feeds]]\nurl = \"file:///etc/passwd\"\n"), @r#"
    error: feeds cannot be fetched by `file`
     --> config.toml:2:7
      |
    2 | url = "file:///etc/passwd"
      |       ^^^^^^^^^^^^^^^^^^^^
      |
      = hint: give an address that begins with https:// or http://
    "#);
}

#[test]
fn a_feed_listed_twice_however_it_is_spelled() {
    let text = "[[feeds]]\nurl = \"https://a.example/\"\n\n[[feeds]]\nurl = \"HTTPS://A.example:443#top\"\n";
    assert_snapshot!(refused(text), @r#"
    error: the feed https://a.example/ is listed twice
     --> config.toml:5:7
      |
    2 | url = "https://a.example/"
      |       -------------------- first here
    ...
    5 | url = "HTTPS://A.example:443#top"
      |       ^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = hint: remove one of the two
    "#);
}

#[test]
fn keys() {
    assert_snapshot!(refused("[keys]\ndwon = \"j\"\n"), @r#"
    error: there is no command `dwon`
     --> config.toml:2:1
      |
    2 | dwon = "j"
      | ^^^^
      |
      = hint: did you mean `down`?
    "#);
    assert_snapshot!(refused("[keys]\nexplode = \"x\"\n"), @r#"
    error: there is no command `explode`
     --> config.toml:2:1
      |
    2 | explode = "x"
      | ^^^^^^^
      |
      = hint: newsterm config show lists every command
    "#);
    assert_snapshot!(refused("[keys]\ndown = \"\"\n"), @r#"
    error: no key is named here
     --> config.toml:2:8
      |
    2 | down = ""
      |        ^^
      |
      = hint: write keys like "j", "G", "ctrl-d", "shift-tab", "f5", or "g g" for one after the other
    "#);
    assert_snapshot!(refused("[keys]\ndown = [\"j\", \"hyper-j\"]\n"), @r#"
    error: there is no key `hyper-j`
     --> config.toml:2:14
      |
    2 | down = ["j", "hyper-j"]
      |              ^^^^^^^^^
      |
      = hint: write keys like "j", "G", "ctrl-d", "shift-tab", "f5", or "g g" for one after the other
    "#);
    assert_snapshot!(refused("[keys]\ndown = \"shift-1\"\n"), @r#"
    error: what shift makes of `1` depends on the keyboard
     --> config.toml:2:8
      |
    2 | down = "shift-1"
      |        ^^^^^^^^^
      |
      = hint: write the character that shift gives, like "!" or "?"
    "#);
    assert_snapshot!(refused("[keys]\ndown = \"3 j\"\n"), @r#"
    error: `3 j` begins with a digit, and digits repeat the key that follows
     --> config.toml:2:8
      |
    2 | down = "3 j"
      |        ^^^^^
      |
      = hint: take another key
    "#);
    assert_snapshot!(refused("[keys]\ndown = \"x\"\nup = [\"y\", \"x\"]\n"), @r#"
    error: `x` is bound to `down` already
     --> config.toml:3:12
      |
    2 | down = "x"
      |        --- first here
    3 | up = ["y", "x"]
      |            ^^^
      |
      = hint: give one of the two another key
    "#);
    assert_snapshot!(refused("[keys]\ndown = \"z z\"\nup = \"z\"\n"), @r#"
    error: `z` and `z z` (bound to `down`) begin alike, so one could never be typed
     --> config.toml:3:6
      |
    2 | down = "z z"
      |        ----- first here
    3 | up = "z"
      |      ^^^
      |
      = hint: give one of the two another key
    "#);
}

#[test]
fn colors() {
    assert_snapshot!(refused("[theme.unread]\nfg = \"#12345\"\n"), @r##"
    error: `#12345` is not a colour
     --> config.toml:2:6
      |
    2 | fg = "#12345"
      |      ^^^^^^^^
      |
      = hint: write "#rrggbb", a number from 0 to 255, "default", or a name such as "blue" or "bright-blue"
    "##);
    assert_snapshot!(refused("[theme.unread]\nbg = 256\n"), @r##"
    error: `256` is not a colour
     --> config.toml:2:6
      |
    2 | bg = 256
      |      ^^^
      |
      = hint: write "#rrggbb", a number from 0 to 255, "default", or a name such as "blue" or "bright-blue"
    "##);
    assert_snapshot!(refused("[theme.unread]\nbg = [\"red\"]\n"), @r#"
    error: a colour or a pair of colours is expected here, not a list
     --> config.toml:2:6
      |
    2 | bg = ["red"]
      |      ^^^^^^^
    "#);
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
    let printed = refused("[ui]\ntheme = \"\u{7f}\"\n\"\\u001b[31m\" = 1\n");
    assert!(
        printed.chars().all(|c| c == '\n' || !c.is_control()),
        "{printed:?}"
    );
}
