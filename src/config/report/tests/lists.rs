//! Mistakes in feeds, keys and themes.

use insta::assert_snapshot;

use super::refused;

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
    assert_snapshot!(refused("[keys]\nwhistle = \"x\"\n"), @r#"
    error: there is no command `whistle`
     --> config.toml:2:1
      |
    2 | whistle = "x"
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
