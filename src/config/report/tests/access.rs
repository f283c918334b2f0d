//! Mistakes in how feeds are reached.

use insta::assert_snapshot;

use super::refused;

/// What is printed of a feed with this line.
fn feed(line: &str) -> String {
    refused(&format!(
        "[[feeds]]\nurl = \"https://a.example/\"\n{line}\n"
    ))
}

#[test]
fn commands() {
    assert_snapshot!(feed("filter = \"sed s/a/b/\""), @r#"
    error: a command as a list of texts is expected here, not a text in quotes
     --> config.toml:3:10
      |
    3 | filter = "sed s/a/b/"
      |          ^^^^^^^^^^^^
    "#);
    assert_snapshot!(feed("filter = [\"sed\", 1]"), @r#"
    error: a text in quotes is expected here, not a whole number
     --> config.toml:3:18
      |
    3 | filter = ["sed", 1]
      |                  ^
    "#);
    assert_snapshot!(feed("filter = [\"\", \"x\"]"), @r#"
    error: no command is named here
     --> config.toml:3:10
      |
    3 | filter = ["", "x"]
      |          ^^^^^^^^^
      |
      = hint: write the command and its arguments as a list of texts: ["curl", "--silent", "https://example.org/"]
    "#);
    assert_snapshot!(feed("exec = [\"cat\"]"), @r#"
    error: a feed comes from an address or from a command, not from both
     --> config.toml:3:8
      |
    2 | url = "https://a.example/"
      |       -------------------- first here
    3 | exec = ["cat"]
      |        ^^^^^^^
      |
      = hint: remove url or exec
    "#);
    assert_snapshot!(refused("[[feeds]]\nexec = []\n"), @r#"
    error: no command is named here
     --> config.toml:2:8
      |
    2 | exec = []
      |        ^^
      |
      = hint: write the command and its arguments as a list of texts: ["curl", "--silent", "https://example.org/"]
    "#);
}

#[test]
fn passwords() {
    assert_snapshot!(feed("auth = \"basic\""), @r#"
    error: the key `user` is missing
     --> config.toml:3:8
      |
    3 | auth = "basic"
      |        ^^^^^^^
    "#);
    assert_snapshot!(feed("auth = \"bearer\""), @r#"
    error: the key `password_command` is missing
     --> config.toml:3:8
      |
    3 | auth = "bearer"
      |        ^^^^^^^^
    "#);
    assert_snapshot!(feed("auth = \"bearr\""), @r#"
    error: `bearr` is not one of the words for this key
     --> config.toml:3:8
      |
    3 | auth = "bearr"
      |        ^^^^^^^
      |
      = hint: did you mean `bearer`?
    "#);
    assert_snapshot!(feed("password = \"secret\""), @r#"
    error: `feeds` has no key `password`
     --> config.toml:3:1
      |
    3 | password = "secret"
      | ^^^^^^^^
      |
      = hint: did you mean `password_file`?
    "#);
    assert_snapshot!(feed("password_file = \"secrets/a\""), @r#"
    error: `secrets/a` is not a full path
     --> config.toml:3:17
      |
    3 | password_file = "secrets/a"
      |                 ^^^^^^^^^^^
      |
      = hint: begin it with / or with ~/
    "#);
}

#[test]
fn one_mistake_of_a_folder_is_told_once() {
    assert_snapshot!(refused(
        "[[folders]]\nname = \"F\"\nauth = \"digest\"\n\
         [[feeds]]\nurl = \"https://a.example/\"\nfolder = \"F\"\n\
         [[feeds]]\nurl = \"https://b.example/\"\nfolder = \"F\"\n"
    ), @r#"
    error: the key `user` is missing
     --> config.toml:3:8
      |
    3 | auth = "digest"
      |        ^^^^^^^^
    "#);
}

#[test]
fn header_fields() {
    assert_snapshot!(feed("headers = { \"X Key\" = \"a\" }"), @r#"
    error: `X Key` is not the name of a header field
     --> config.toml:3:13
      |
    3 | headers = { "X Key" = "a" }
      |             ^^^^^^^
      |
      = hint: write names such as "X-Api-Key", and their values as texts
    "#);
    assert_snapshot!(feed("headers = { X-Key = \"a\\r\\nb\" }"), @r#"
    error: this cannot stand in a header field
     --> config.toml:3:21
      |
    3 | headers = { X-Key = "a\r\nb" }
      |                     ^^^^^^^^
      |
      = hint: write letters without accents, digits and signs, all on one line
    "#);
    assert_snapshot!(feed("headers = [\"X-Key: a\"]"), @r#"
    error: a table is expected here, not a list
     --> config.toml:3:11
      |
    3 | headers = ["X-Key: a"]
      |           ^^^^^^^^^^^^
    "#);
    assert_snapshot!(feed("user_agent = \"قارئ\""), @r#"
    error: this cannot stand in a header field
     --> config.toml:3:14
      |
    3 | user_agent = "قارئ"
      |              ^^^^^^
      |
      = hint: write letters without accents, digits and signs, all on one line
    "#);
}

#[test]
fn proxies_and_private_networks() {
    assert_snapshot!(feed("proxy = \"ftp://reader:secret@a.example\""), @r#"
    error: this is no proxy
     --> config.toml:3:9
      |
    3 | proxy = "ftp://reader:secret@a.example"
      |         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = hint: write "system", "none", or an address such as "http://proxy.example:3128" or "socks5h://127.0.0.1:9050"
    "#);
    assert_snapshot!(feed("private = \"yes\""), @r#"
    error: `yes` is not one of the words for this key
     --> config.toml:3:11
      |
    3 | private = "yes"
      |           ^^^^^
      |
      = hint: it can be refuse, allow
    "#);
    assert_snapshot!(refused("[general]\nhost_spacing = 99999999\n"), @r"
    error: the value must lie between 0 and 60000
     --> config.toml:2:16
      |
    2 | host_spacing = 99999999
      |                ^^^^^^^^
    ");
}

#[test]
fn folders() {
    assert_snapshot!(refused("[[folders]]\nname = \"F\"\n[[folders]]\nname = \"F\"\n"), @r#"
    error: the folder F is described twice
     --> config.toml:4:8
      |
    2 | name = "F"
      |        --- first here
    3 | [[folders]]
    4 | name = "F"
      |        ^^^
      |
      = hint: make one of the two
    "#);
    assert_snapshot!(refused("[[folders]]\ntimeout = 3\n"), @r"
    error: the key `name` is missing
     --> config.toml:1:1
      |
    1 | [[folders]]
      | ^^^^^^^^^^^
    ");
    assert_snapshot!(refused("[[folders]]\nname = \"F\"\ntimout = 3\n"), @r"
    error: `folders` has no key `timout`
     --> config.toml:3:1
      |
    3 | timout = 3
      | ^^^^^^
      |
      = hint: did you mean `timeout`?
    ");
    assert_snapshot!(refused("folders = 3\n"), @r"
    error: a list of [[folders]] tables is expected here, not a whole number
     --> config.toml:1:11
      |
    1 | folders = 3
      |           ^
    ");
}

#[test]
fn selectors() {
    assert_snapshot!(feed("full_text_drop = [\".ad\", \"p[\"]"), @r#"
    error: `p[` is no CSS selector
     --> config.toml:3:26
      |
    3 | full_text_drop = [".ad", "p["]
      |                          ^^^^
      |
      = hint: write selectors such as "article .body", "main" or "div[itemprop=articleBody]"
    "#);
    assert_snapshot!(feed("full_text_keep = \"main\""), @r#"
    error: a list of CSS selectors is expected here, not a text in quotes
     --> config.toml:3:18
      |
    3 | full_text_keep = "main"
      |                  ^^^^^^
    "#);
}
