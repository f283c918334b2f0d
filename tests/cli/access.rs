//! How each feed is reached: what is set for it, for its folder, for all.

use std::fs;

use super::NEWS;
use crate::home::{Home, PROGRAM};
use crate::server::{Reply, Server};

/// A reader with these settings, in which `{server}` and `{home}` stand for what they are.
fn at_home(settings: &str) -> (Server, Home) {
    let (server, home) = (Server::start(), Home::new());
    for path in ["/a", "/b", "/c"] {
        server.route(path, Reply::feed(NEWS));
    }
    let settings = settings.replace("{server}", &server.url(""));
    home.configure(&settings.replace("{home}", home.path().to_str().unwrap()));
    (server, home)
}

#[test]
fn the_nearest_setting_counts() {
    let (server, home) = at_home(
        "[general]\nuser_agent = \"general/1\"\nheaders = { X-Who = \"all\" }\n\
         [[folders]]\nname = \"F\"\nuser_agent = \"folder/1\"\n\
         [[feeds]]\nurl = \"{server}/a\"\n\
         [[feeds]]\nurl = \"{server}/b\"\nfolder = \"F\"\n\
         [[feeds]]\nurl = \"{server}/c\"\nfolder = \"F\"\nuser_agent = \"feed/1\"\nheaders = {}\n",
    );
    assert_eq!(home.run(&["refresh"]).code, 0);
    for (path, agent, who) in [
        ("/a", "general/1", Some("all")),
        ("/b", "folder/1", Some("all")),
        ("/c", "feed/1", None),
    ] {
        let asked = server.last(path);
        let told = (asked.header("user-agent"), asked.header("x-who"));
        assert_eq!(told, (Some(agent), who), "{path}");
    }
}

#[test]
fn passwords_come_from_where_they_are_kept_and_are_shown_nowhere() {
    let (server, home) = at_home(
        "[[feeds]]\nurl = \"{server}/a\"\nauth = \"basic\"\nuser = \"reader\"\n\
         password_command = [\"printf\", \"%s\\\\n%s\", \"s3cret\", \"more\"]\n\
         [[feeds]]\nurl = \"{server}/b\"\nauth = \"bearer\"\npassword_file = \"{home}/token\"\n\
         headers = { X-Api-Key = \"k3y-value\" }\n\
         [[feeds]]\nurl = \"{server}/c\"\ncookies = \"{home}/cookies.txt\"\n",
    );
    fs::write(home.path().join("token"), "t0ken\n").unwrap();
    fs::write(
        home.path().join("cookies.txt"),
        "127.0.0.1\tFALSE\t/\tFALSE\t0\tsession\tc00kie\n",
    )
    .unwrap();
    let told = home.run(&["refresh"]);
    assert_eq!(told.code, 0, "{}", told.err);
    // base64 of "reader:s3cret"
    let basic = "Basic cmVhZGVyOnMzY3JldA==";
    assert_eq!(server.last("/a").header("authorization"), Some(basic));
    assert_eq!(
        server.last("/b").header("authorization"),
        Some("Bearer t0ken")
    );
    assert_eq!(server.last("/b").header("x-api-key"), Some("k3y-value"));
    assert_eq!(server.last("/c").header("cookie"), Some("session=c00kie"));

    for path in ["/a", "/b", "/c"] {
        server.route(path, Reply::status(403));
    }
    let told = home.run(&["refresh"]);
    let shown = home.run(&["config", "show"]);
    assert_eq!((told.code, shown.code), (1, 0));
    for secret in ["t0ken", "k3y-value", "c00kie", "cmVhZGVy"] {
        for text in [&told.err, &shown.out, &home.log()] {
            assert!(!text.contains(secret), "{secret} in {text}");
        }
    }
    for text in [&told.err, &home.log()] {
        assert!(!text.contains("s3cret"), "{text}");
    }
}

#[test]
fn a_password_of_several_feeds_is_asked_for_once_by_who_looks_at_them() {
    let (server, home) = at_home(
        "[general]\nauth = \"bearer\"\n\
         password_command = [\"sh\", \"-c\", \"echo asked >> {home}/asked; echo t0ken\"]\n\
         [[feeds]]\nurl = \"{server}/a\"\n[[feeds]]\nurl = \"{server}/b\"\n[[feeds]]\nurl = \"{server}/c\"\n",
    );
    let places = ["/a", "/b", "/c"].map(|path| server.url(path));
    let told = home.run(&["inspect", &places[0], &places[1], &places[2]]);
    assert_eq!(told.code, 0, "{}", told.err);
    assert_eq!(
        server.last("/c").header("authorization"),
        Some("Bearer t0ken")
    );
    let asked = fs::read_to_string(home.path().join("asked")).unwrap();
    assert_eq!(asked, "asked\n");
}

#[test]
fn a_password_that_is_not_to_be_had_is_told_and_the_server_not_asked() {
    let (server, home) = at_home(
        "[[feeds]]\nurl = \"{server}/a\"\nauth = \"bearer\"\npassword_file = \"{home}/none\"\n\
         [[feeds]]\nurl = \"{server}/b\"\nauth = \"bearer\"\npassword_command = [\"true\"]\n\
         [[feeds]]\nurl = \"{server}/c\"\nauth = \"bearer\"\npassword_command = [\"false\"]\n\
         [[feeds]]\nurl = \"{server}/d\"\nauth = \"bearer\"\npassword_command = [\"printf\", \"a\\\\tb\"]\n",
    );
    let told = home.run(&["refresh"]);
    assert_eq!(told.code, 1);
    for words in [
        "none cannot be read: No such file or directory",
        "There is no password: the command printed none, or the file is empty.",
        "false ended with 1",
        "The password or token holds a control character",
    ] {
        assert!(told.err.contains(words), "{words} in {}", told.err);
    }
    assert_eq!(server.all_requests(), 0);
}

#[test]
fn a_command_is_a_feed_and_no_shell_sees_it() {
    let (_server, home) = at_home(
        "[[feeds]]\nexec = [\"cat\", \"{home}/it's; $HOME.xml\"]\ntitle = \"Mine\"\n\
         [[feeds]]\nexec = [\"/no/such/program\"]\n",
    );
    fs::write(home.path().join("it's; $HOME.xml"), NEWS).unwrap();
    let told = home.run(&["refresh"]);
    assert_eq!(told.code, 1);
    assert!(told.err.contains("Mine: 2 new entries"), "{}", told.err);
    let missing = "/no/such/program could not be started: No such file or directory";
    assert!(told.err.contains(missing), "{}", told.err);
    let told = home.run(&["refresh"]);
    assert!(!told.err.contains("Mine"), "{}", told.err);
    assert_eq!(home.run(&["list"]).out.lines().count(), 2);
}

#[test]
fn a_command_has_no_more_time_and_room_than_a_server() {
    let (_server, home) = at_home(
        "[general]\ntimeout = 1\nmax_body = \"64 KiB\"\n\
         [[feeds]]\nexec = [\"sleep\", \"60\"]\n\
         [[feeds]]\nexec = [\"yes\"]\n",
    );
    let told = home.run(&["refresh"]);
    for words in [
        "sleep was not done within 1 second, and was ended.",
        "The feed is larger than 64 KiB.",
    ] {
        assert!(told.err.contains(words), "{words} in {}", told.err);
    }
}

#[test]
fn a_filter_changes_what_is_read() {
    let (_server, home) = at_home(
        "[[feeds]]\nurl = \"{server}/a\"\nfilter = [\"sed\", \"s/One/Changed/\"]\n\
         [[feeds]]\nurl = \"{server}/b\"\nfilter = [\"sh\", \"-c\", \"echo no good >&2; exit 7\"]\n",
    );
    let told = home.run(&["refresh"]);
    assert_eq!(told.code, 1);
    assert!(
        told.err.contains("sh ended with 7: no good"),
        "{}",
        told.err
    );
    let listed = home.run(&["list"]).out;
    assert!(
        listed.contains("Changed") && !listed.contains("One"),
        "{listed}"
    );
}

#[test]
fn only_so_many_entries_are_taken() {
    let (_server, home) = at_home("[[feeds]]\nurl = \"{server}/a\"\nmax_entries = 1\n");
    assert_eq!(home.run(&["refresh"]).code, 0);
    let listed = home.run(&["list"]).out;
    assert_eq!(listed.lines().count(), 1);
    assert!(listed.contains("Two"), "{listed}");
}

#[test]
fn a_proxy_is_asked_in_place_of_the_server() {
    let (server, home) = at_home(
        "[[feeds]]\nurl = \"http://news.example/feed\"\nproxy = \"{server}\"\n\
         [[feeds]]\nurl = \"{server}/a\"\n",
    );
    server.route("http://news.example/feed", Reply::feed(NEWS));
    assert_eq!(home.run(&["refresh"]).code, 0);
    assert_eq!(server.requests("http://news.example/feed"), 1);
    assert_eq!(server.requests("/a"), 1);
}

#[test]
fn a_command_that_a_signal_ends_is_told_with_the_signal() {
    let (_server, home) = at_home(
        "[[feeds]]\nexec = [\"sh\", \"-c\", \"echo broken >&2; kill -9 $$\"]\ntitle = \"A\"\n",
    );
    let told = home.run(&["refresh"]);
    assert_eq!(told.code, 1);
    let words = "sh was ended by signal 9: broken";
    assert!(told.err.contains(words), "{}", told.err);
}

#[test]
fn a_changed_filter_and_another_limit_count_though_the_feed_is_the_same() {
    let (server, home) = at_home("");
    server.route("/a", Reply::feed(NEWS).etag("\"1\""));
    let feed = format!("[[feeds]]\nurl = \"{}\"\n", server.url("/a"));
    let refreshed = |settings: &str| {
        home.configure(&format!("{feed}{settings}"));
        assert_eq!(home.run(&["refresh"]).code, 0);
        home.run(&["list"]).out
    };
    assert_eq!(refreshed("max_entries = 1\n").lines().count(), 1);
    assert_eq!(refreshed("").lines().count(), 2);
    let filter = "filter = [\"sed\", \"s/One/Changed/\"]\n";
    assert!(refreshed(filter).contains("Changed"));
    // What is read as before is asked for as before.
    refreshed(filter);
    assert_eq!(server.last("/a").header("if-none-match"), Some("\"1\""));
    assert!(!refreshed("").contains("Changed"));
}

#[test]
fn a_command_for_a_password_may_ask_on_the_terminal_where_no_screen_is_shown() {
    let (server, home) = at_home(
        "[general]\ntimeout = 5\n[[feeds]]\nurl = \"{server}/a\"\nauth = \"bearer\"\n\
         password_command = [\"sh\", \"-c\", \"printf 'Word: ' >/dev/tty; read word </dev/tty; echo $word\"]\n",
    );
    let mut pty = home.open_with(PROGRAM, &["refresh"], 80, 24);
    pty.wait_for_text("Word:");
    pty.send("t0ken\r");
    assert_eq!(pty.exit_code(), 0);
    assert_eq!(
        server.last("/a").header("authorization"),
        Some("Bearer t0ken")
    );
}
